//! Bytes that are not sent: an error in their place.

use body_binary::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let binary = client.binary();
    suite.fails("BodyBinaryError", binary.download_error_stream().send(), 400, |_| true);
}
