//! Booleans as bodies.

use body_boolean::client::{Client, Server};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let booleans = client.bool_operations();
    suite.returns("getBoolTrue", booleans.bool_get_true().send(), true);
    suite.done("putBoolTrue", booleans.bool_put_true(true).send());
    suite.returns("getBoolFalse", booleans.bool_get_false().send(), false);
    suite.done("putBoolFalse", booleans.bool_put_false(false).send());
    // The answer is empty, which is not JSON.
    suite.refused("getBoolNull", booleans.bool_get_null().send(), 200);
    suite.refused("getBoolInvalid", booleans.bool_get_invalid().send(), 200);
}
