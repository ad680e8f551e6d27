//! HEAD, where it is no success.

use head_exceptions::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let heads = client.http_success_operations();
    suite.done("HttpSuccess200Head", heads.head_exception_head200().send());
    suite.done("HttpSuccess204Head", heads.head_exception_head204().send());
    suite.fails("HttpSuccess404Head", heads.head_exception_head404().send(), 404, |_| true);
}
