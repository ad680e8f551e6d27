//! What goes wrong, in the form that the document gives to it.

use ecoach::runtime::json::{Object, Value};
use ecoach::runtime::operation::OperationSpec;
use ecoach::runtime::response::EncodedResponse;
use ecoach::runtime::server::Rejected;
use ecoach::runtime::{Presence, Problem};
use ecoach::types::ProblemDetails;

/// 404: there is none.
pub(super) fn missing(what: &str) -> Problem {
    Problem::not_found().detail(format!("There is no such {what}."))
}

/// 409: another one has it.
pub(super) fn taken(what: &str) -> Problem {
    Problem::conflict().detail(format!("The {what} is taken."))
}

/// 409: the request names something that there is not. It is as the document wants it, so it is no 400.
pub(super) fn absent(what: &str) -> Problem {
    Problem::conflict().detail(format!("There is no such {what}."))
}

/// The rejections of the runtime list violations one by one; E-Coach groups them by field.
pub(super) fn as_documented(_: Option<&'static OperationSpec>, rejected: Rejected) -> EncodedResponse {
    let mut problem = rejected.problem;
    if let Some(Value::Array(violations)) = problem.extensions.shift_remove("errors") {
        let mut errors = Object::new();
        for violation in &violations {
            let text = |name| violation.get(name).and_then(Value::as_str);
            let field = text("pointer").map(|pointer| pointer.trim_start_matches('#')).or_else(|| text("parameter"));
            let messages = errors.entry(field.unwrap_or_default().to_owned()).or_insert_with(|| Vec::new().into());
            if let (Value::Array(messages), Some(message)) = (messages, text("detail")) {
                messages.push(message.into());
            }
        }
        problem = problem.extension("errors", errors);
    }
    problem.into()
}

/// A problem as a type of the document.
pub(super) fn details(problem: Problem) -> ProblemDetails {
    ProblemDetails {
        title: Presence::from(problem.title),
        status: Presence::from(problem.status.map(i32::from)),
        detail: Presence::from(problem.detail),
        ..ProblemDetails::default()
    }
}
