//! Any object.

use std::collections::BTreeMap;

use object_type::client::{Client, Server};
use object_type::types::Object;

use crate::suite::Suite;
use crate::values::json;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let right = Object(BTreeMap::from([("message".to_owned(), json(r#""An object was successfully returned""#))]));
    suite.returns("ObjectTypeResponse", client.object_type().get().send(), right);
}
