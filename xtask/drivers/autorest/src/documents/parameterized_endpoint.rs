//! A server that is told by the user.

use parameterized_endpoint::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    suite.done("GetParameterizedHostWithNameEndpoint", client.parameterized_endpoint().get().send());
}
