//! What it has since.

use std::collections::BTreeMap;

use dpg_update1::client::{Client, Server};

use crate::suite::Suite;
use crate::values::json;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let driven = client.service_driven();
    suite.done("DPGAddNewOperation", driven.params_delete_parameters().send());
    let right = BTreeMap::from([("message".to_owned(), json(r#""An object was successfully returned""#))]);
    suite.returns("DPGAddNewPath", driven.params_get_new_operation().send(), right);
}
