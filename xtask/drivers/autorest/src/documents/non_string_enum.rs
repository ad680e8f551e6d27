//! Enums of numbers.

use non_string_enum::client::{Client, Server};
use non_string_enum::types::{FloatEnum, IntEnum};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let enums = client.non_string_enums();
    suite.returns("NonStringEnumsGetInt", enums.int_get().send(), IntEnum::N429);
    suite.returns("NonStringEnumsGetFloat", enums.float_get().send(), FloatEnum(429.1));
}
