//! What an API had at first.

use std::collections::BTreeMap;

use dpg_initial::client::{Client, Server};

use crate::suite::Suite;
use crate::values::json;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let driven = client.service_driven();
    suite.done("DPGAddOptionalInput_NoParams", driven.params_head_no_params().send());
    let right = BTreeMap::from([("message".to_owned(), json(r#""An object was successfully returned""#))]);
    suite.returns(
        "DPGAddOptionalInput_OptionalParam",
        driven.params_get_optional().optional_param("yes").send(),
        right,
    );
}
