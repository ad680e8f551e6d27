//! An error that is not what the document says.

use incorrect_error_response::client::{Client, Server};
use incorrect_error_response::operations::GetIncorrectErrorFromServerError;

use crate::suite::Suite;

pub fn run(suite: &Suite) {
    let client = Client::builder(Server::custom(suite.url())).transport(suite.transport()).build().expect("a client");
    suite.fails(
        "verifyIncorrectErrorParsing",
        client.incorrect_error().get_from_server().send(),
        444,
        |error| matches!(error, GetIncorrectErrorFromServerError::Default { body, .. } if body == "foobar"),
    );
}
