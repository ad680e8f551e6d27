//! Any JSON.

use any_type::client::{Client, Server};

use crate::suite::Suite;
use crate::values::json;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let anything = client.anything();
    suite.returns(
        "GetObjectAsAnything",
        anything.get_object().send(),
        json(r#"{"message": "An object was successfully returned"}"#),
    );
    suite.returns("GetStringAsAnything", anything.get_string().send(), json(r#""anything""#));
    suite.returns("GetArrayAsAnything", anything.get_array().send(), json(r#"["foo", "bar"]"#));
}
