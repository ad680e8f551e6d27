//! Parameters with one value.

use constants::client::{Client, Server};
use constants::types::{ContantsPutClientConstantsPathConstant, ContantsPutClientConstantsQueryConstant};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let call = client.constants().contants_put_client(
        true,
        ContantsPutClientConstantsQueryConstant::N100,
        ContantsPutClientConstantsPathConstant::Path,
    );
    suite.done("ConstantClientProperties", call.send());
}
