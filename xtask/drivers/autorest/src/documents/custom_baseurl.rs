//! A server that is told by the user.

use custom_baseurl::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    suite.done("CustomBaseUri", client.path_operations().paths_get_empty().send());
}
