//! Headers of responses.

use header::client::{Client, Server};
use header::operations::HeaderResponseExistingKeyOk;

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let headers = client.header_operations();
    let right = HeaderResponseExistingKeyOk { user_agent: Some("overwrite".to_owned()) };
    suite.returns("HeaderResponseExistingKey", headers.header_response_existing_key().send(), right);
    suite.done("HeaderResponseProtectedKey", headers.header_response_protected_key().send());
}
