//! Dates of HTTP as bodies.

use body_datetime_rfc1123::client::{Client, Server};
use body_datetime_rfc1123::types::{
    Datetimerfc1123GetUtcLowercaseMaxDateTimeOkBody, Datetimerfc1123GetUtcMinDateTimeOkBody,
    Datetimerfc1123GetUtcUppercaseMaxDateTimeOkBody,
};

use crate::suite::Suite;
use crate::values::date_time;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let dates = client.datetimerfc1123();
    suite.refused("getDateTimeRfc1123Null", dates.get_null().send(), 200);
    suite.refused("getDateTimeRfc1123Invalid", dates.get_invalid().send(), 200);
    suite.refused("getDateTimeRfc1123Overflow", dates.get_overflow().send(), 200);
    suite.refused("getDateTimeRfc1123Underflow", dates.get_underflow().send(), 200);
    let last = date_time("9999-12-31T23:59:59Z");
    suite.returns(
        "getDateTimeRfc1123MaxUtcLowercase",
        dates.get_utc_lowercase_max_date_time().send(),
        Datetimerfc1123GetUtcLowercaseMaxDateTimeOkBody(last),
    );
    suite.returns(
        "getDateTimeRfc1123MaxUtcUppercase",
        dates.get_utc_uppercase_max_date_time().send(),
        Datetimerfc1123GetUtcUppercaseMaxDateTimeOkBody(last),
    );
    // The document lists the date with another day of the week than the server sends.
    let first = Datetimerfc1123GetUtcMinDateTimeOkBody::Unknown("Mon, 01 Jan 0001 00:00:00 GMT".to_owned());
    suite.returns("getDateTimeRfc1123MinUtc", dates.get_utc_min_date_time().send(), first);
}
