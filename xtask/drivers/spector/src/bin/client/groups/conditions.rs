//! Conditional requests.

use special_headers_conditional_request::client::{Client, Server};

use crate::suite::Suite;
use crate::values::date_time;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.special_headers();
    let at = date_time("2022-08-26T14:38:00Z");
    suite.done("SpecialHeaders_ConditionalRequest_postIfMatch", api.post_if_match().if_match("\"valid\"").send());
    let call = api.post_if_none_match().if_none_match("\"invalid\"");
    suite.done("SpecialHeaders_ConditionalRequest_postIfNoneMatch", call.send());
    let call = api.post_if_unmodified_since().if_unmodified_since(at);
    suite.done("SpecialHeaders_ConditionalRequest_postIfUnmodifiedSince", call.send());
    let call = api.head_if_modified_since().if_modified_since(at);
    suite.done("SpecialHeaders_ConditionalRequest_headIfModifiedSince", call.send());
}
