//! Errors as this API writes them: a list, each with its id, title, code, detail and status.

use platform::runtime::json::Value;
use platform::runtime::operation::OperationSpec;
use platform::runtime::response::{EncodedResponse, ResponseEncoder};
use platform::runtime::server::Rejected;
use platform::runtime::{Presence, Problem, StatusCode};
use platform::types::{Error, Errors};
use uuid::Uuid;

/// One error.
pub(super) fn error(status: StatusCode, code: &str, title: &str, detail: Option<&str>) -> Errors {
    Errors { errors: vec![entry(status, code, title, detail)] }
}

/// 403: the client token is not one of the client.
pub(super) fn wrong_client_token() -> Errors {
    let detail = "The client token does not belong to this client";
    error(StatusCode::FORBIDDEN, "errors.forbidden.client_token", "Permission denied", Some(detail))
}

/// 401: the login failed. It doesn't say whether there is such a user.
pub(super) fn login_failed() -> Errors {
    let detail = "The user or the password is wrong";
    error(StatusCode::UNAUTHORIZED, "errors.login.failed", "Login failed", Some(detail))
}

/// 404: there is no such client.
pub(super) fn client_not_found() -> Errors {
    error(StatusCode::NOT_FOUND, "errors.client.not_found", "There is no such client", None)
}

/// 409: the client exists.
pub(super) fn taken(code: &str, detail: &str) -> Errors {
    error(StatusCode::CONFLICT, code, "The client exists", Some(detail))
}

/// What the runtime rejects by itself, in the form of this API.
pub(super) fn rejected(_: Option<&'static OperationSpec>, rejected: Rejected) -> EncodedResponse {
    let problem = rejected.problem;
    let status = problem.status_code();
    let (code, title) = match status.as_u16() {
        400 => ("errors.validation.value", "The value is not valid"),
        401 => ("errors.token.invalid", "The token is not valid"),
        403 => ("errors.forbidden.role", "Permission denied"),
        404 => ("errors.path.not_found", "There is no such endpoint"),
        413 => ("errors.body.too_large", "The body is too large"),
        429 => ("errors.rate_limit", "Too many calls"),
        _ => ("errors.request", problem.title.as_deref().unwrap_or("The request failed")),
    };
    let mut errors: Vec<Error> = violations(&problem).map(|detail| entry(status, code, title, Some(&detail))).collect();
    if errors.is_empty() {
        errors.push(entry(status, code, title, problem.detail.as_deref()));
    }
    ResponseEncoder::new().status(status.as_u16()).json(&Errors { errors })
}

fn entry(status: StatusCode, code: &str, title: &str, detail: Option<&str>) -> Error {
    let mut error = Error::new(Uuid::new_v4(), title, code, status.as_u16().into());
    error.detail = detail.map_or(Presence::Null, |detail| Presence::Value(detail.to_owned()));
    error
}

/// Each violation as a sentence that begins with its place.
fn violations(problem: &Problem) -> impl Iterator<Item = String> {
    let listed = problem.extensions.get("errors").and_then(Value::as_array).unwrap_or_default();
    listed.iter().map(|violation| {
        let text = |name| violation.get(name).and_then(Value::as_str);
        let place = text("pointer").or_else(|| text("parameter")).unwrap_or_default();
        let name = place.trim_start_matches(['#', '/']).replace('/', ".");
        let name = if name.is_empty() { "body" } else { &name };
        format!("'{name}' {}", text("detail").unwrap_or_default())
    })
}
