//! An enum in a header.

use client_enum::client::{Client, Server};
use client_enum::types::HeadXMsEnum;

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    suite.done("ClientWithEnumParam", client.client_enum().head(HeadXMsEnum::Single).send());
}
