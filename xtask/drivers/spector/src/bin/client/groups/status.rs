//! Errors by their status.

use response_status_code_range::client::{Client, Server};
use response_status_code_range::operations::{ErrorResponseStatusCode404Error, ErrorResponseStatusCodeInRangeError};

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    let api = client.response();
    suite.fails(
        "Response_StatusCodeRange_errorResponseStatusCodeInRange",
        api.error_status_code_in_range().send(),
        |error| match error {
            ErrorResponseStatusCodeInRangeError::ClientError { status, body } => {
                *status == 494 && body.code == "request-header-too-large" && body.message == "Request header too large"
            }
            _ => false,
        },
    );
    suite.fails("Response_StatusCodeRange_errorResponseStatusCode404", api.error_status_code404().send(), |error| {
        match error {
            ErrorResponseStatusCode404Error::NotFound(body) => {
                body.code == "not-found" && body.resource_id == "resource1"
            }
            _ => false,
        }
    });
}
