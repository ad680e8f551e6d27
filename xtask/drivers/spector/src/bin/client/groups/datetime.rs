//! Dates and times in each format.

use encode_datetime::client::{Client, Server};
use encode_datetime::types::{
    DefaultDatetimeProperty, Rfc3339DatetimeProperty, Rfc7231DatetimeProperty, UnixTimestampArrayDatetimeProperty,
    UnixTimestampDatetime, UnixTimestampDatetimeProperty,
};

use crate::suite::Suite;
use crate::values::date_time;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.encode();
    let rfc3339 = date_time("2022-08-26T18:38:00Z");
    let rfc7231 = date_time("2022-08-26T14:38:00Z");
    let unix = date_time("2023-06-12T10:47:44Z");
    let later = date_time("2023-06-14T09:17:36Z");
    let both = || vec![UnixTimestampDatetime(unix), UnixTimestampDatetime(later)];

    suite.done("Encode_Datetime_Query_default", api.query_default(rfc3339).send());
    suite.done("Encode_Datetime_Query_rfc3339", api.query_rfc3339(rfc3339).send());
    suite.done("Encode_Datetime_Query_rfc7231", api.query_rfc7231(rfc7231).send());
    suite.done("Encode_Datetime_Query_unixTimestamp", api.query_unix_timestamp(unix).send());
    suite.done("Encode_Datetime_Query_unixTimestampArray", api.query_unix_timestamp_array(both()).send());

    suite.done("Encode_Datetime_Header_default", api.header_default(rfc7231).send());
    suite.done("Encode_Datetime_Header_rfc3339", api.header_rfc3339(rfc3339).send());
    suite.done("Encode_Datetime_Header_rfc7231", api.header_rfc7231(rfc7231).send());
    suite.done("Encode_Datetime_Header_unixTimestamp", api.header_unix_timestamp(unix).send());
    suite.done("Encode_Datetime_Header_unixTimestampArray", api.header_unix_timestamp_array(both()).send());

    let value = DefaultDatetimeProperty { value: rfc3339 };
    suite.is("Encode_Datetime_Property_default", api.property_default(value.clone()).send(), |it| *it == value);
    let value = Rfc3339DatetimeProperty { value: rfc3339 };
    suite.is("Encode_Datetime_Property_rfc3339", api.property_rfc3339(value.clone()).send(), |it| *it == value);
    let value = Rfc7231DatetimeProperty { value: rfc7231 };
    suite.is("Encode_Datetime_Property_rfc7231", api.property_rfc7231(value.clone()).send(), |it| *it == value);
    let value = UnixTimestampDatetimeProperty { value: unix };
    let call = api.property_unix_timestamp(value.clone());
    suite.is("Encode_Datetime_Property_unixTimestamp", call.send(), |it| *it == value);
    let value = UnixTimestampArrayDatetimeProperty { value: both() };
    let call = api.property_unix_timestamp_array(value.clone());
    suite.is("Encode_Datetime_Property_unixTimestampArray", call.send(), |it| *it == value);

    let call = api.response_header_default();
    suite.is("Encode_Datetime_ResponseHeader_default", call.send(), |it| it.value == rfc7231);
    let call = api.response_header_rfc3339();
    suite.is("Encode_Datetime_ResponseHeader_rfc3339", call.send(), |it| it.value == rfc3339);
    let call = api.response_header_rfc7231();
    suite.is("Encode_Datetime_ResponseHeader_rfc7231", call.send(), |it| it.value == rfc7231);
    let call = api.response_header_unix_timestamp();
    suite.is("Encode_Datetime_ResponseHeader_unixTimestamp", call.send(), |it| it.value == unix);
}
