//! What came of the calls.

use std::fmt::Debug;

use specwright_runtime::StatusCode;
use specwright_runtime::client::Error;

use crate::proxy::Found;

/// A line per call.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) found: Found,
    lines: Vec<(&'static str, String)>,
}

impl Report {
    /// A call that is to go well.
    pub(crate) fn well<S, E: Debug>(&mut self, operation: &'static str, outcome: Result<S, Error<E>>) -> Option<S> {
        let found = self.found.take().join("; ");
        let (value, wrong) = match outcome {
            Ok(value) => (Some(value), found),
            Err(_) if !found.is_empty() => (None, found),
            Err(error) => (None, format!("{error:?}")),
        };
        self.lines.push((operation, wrong));
        value
    }

    /// A call that the server is to refuse, in a way that the document declares.
    pub(crate) fn refused<S, E: Debug>(&mut self, operation: &'static str, status: u16, outcome: Result<S, Error<E>>) {
        let found = self.found.take().join("; ");
        let answered = outcome.as_ref().err().and_then(Error::status).as_ref().map(StatusCode::as_u16);
        let wrong = match (found.is_empty(), outcome) {
            (false, _) => found,
            (true, Err(_)) if answered == Some(status) => String::new(),
            (true, Err(error)) => format!("{status} was expected: {error:?}"),
            (true, Ok(_)) => format!("{status} was expected"),
        };
        self.lines.push((operation, wrong));
    }

    pub(crate) fn print(&self) {
        for (operation, wrong) in &self.lines {
            println!("{operation}\t{}", wrong.replace(['\n', '\t'], " "));
        }
    }
}
