//! A time of day as a body.

use body_time::client::{Client, Server};

use crate::suite::Suite;
use crate::values::time;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    suite.returns("BodyTimeGet", client.time().get().send(), time("11:34:56"));
}
