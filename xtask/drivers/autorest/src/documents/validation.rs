//! A constant in a path.

use validation::client::{Client, Server};
use validation::types::GetWithConstantInPathConstantParam;

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    suite.done(
        "ConstantsInPath",
        client.validation().get_with_constant_in_path(GetWithConstantInPathConstantParam::Constant).send(),
    );
}
