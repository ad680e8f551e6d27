//! Base64 as bodies.

use body_byte::client::{Client, Server};

use crate::suite::Suite;
use crate::values::bytes;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let byte = client.byte_operations();
    suite.refused("getByteNull", byte.byte_get_null().send(), 200);
    suite.returns("getByteEmpty", byte.byte_get_empty().send(), bytes([]));
    suite.returns(
        "getByteNonAscii",
        byte.byte_get_non_ascii().send(),
        bytes([0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0xfa, 0xf9, 0xf8, 0xf7, 0xf6]),
    );
    suite.refused("getByteInvalid", byte.byte_get_invalid().send(), 200);
}
