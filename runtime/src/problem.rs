//! Problem details (RFC 9457): what went wrong, for machines and people.

use std::borrow::Cow;
use std::fmt;

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};

use crate::json::{self, Decode, Encode, Number, Object, Reader, Value, Writer};
use crate::media::PROBLEM_JSON;
use crate::response::EncodedResponse;
use crate::undeclared::Undeclared;
use crate::violation::{Location, Violations};

/// Problem details (RFC 9457, 3).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Problem {
    /// `type`: a URI reference for the kind of problem; none means `about:blank`.
    pub kind: Option<String>,
    /// `title`: a summary of the kind of problem.
    pub title: Option<String>,
    /// `status`: the status of the response.
    pub status: Option<u16>,
    /// `detail`: what is special to this occurrence.
    pub detail: Option<String>,
    /// `instance`: a URI reference for this occurrence.
    pub instance: Option<String>,
    /// Members beyond those of the standard. In a box, so that `Result<_, Problem>` stays small.
    pub extensions: Box<Object>,
}

impl Problem {
    /// A problem with a status and the title that HTTP has for it.
    pub fn new(status: StatusCode) -> Self {
        Self { status: Some(status.as_u16()), title: status.canonical_reason().map(str::to_owned), ..Self::default() }
    }

    /// 400: the request is wrong.
    pub fn bad_request() -> Self {
        Self::new(StatusCode::BAD_REQUEST)
    }

    /// 401: no valid credentials.
    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED)
    }

    /// 403: the credentials don't allow it.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN)
    }

    /// 404: it is not there.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND)
    }

    /// 405: the resource does not know the method.
    pub fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED)
    }

    /// 406: none of what the client accepts can be answered.
    pub fn not_acceptable() -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE)
    }

    /// 409: the state of the resource forbids it.
    pub fn conflict() -> Self {
        Self::new(StatusCode::CONFLICT)
    }

    /// 413: the body is too large.
    pub fn content_too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE).title("Content Too Large")
    }

    /// 415: the body has a type that is not taken.
    pub fn unsupported_media_type() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE)
    }

    /// 422: the request is well-formed, but can't be done.
    pub fn unprocessable_content() -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY).title("Unprocessable Content")
    }

    /// 429: too many requests.
    pub fn too_many_requests() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS)
    }

    /// 500: the server is at fault.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// 501: the operation is not implemented yet.
    pub fn not_implemented() -> Self {
        Self::new(StatusCode::NOT_IMPLEMENTED)
    }

    /// 503: not now.
    pub fn service_unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// 400, with each violation as a member of `errors` (RFC 9457, 3, has the same form).
    pub fn violations(violations: &Violations) -> Self {
        let errors = violations.iter().map(|violation| {
            let mut error = Object::new();
            let place = if violation.location == Location::Body { "pointer" } else { "parameter" };
            if violation.location == Location::Body {
                error.insert(place.to_owned(), format!("#{}", violation.pointer).into());
            } else {
                error.insert("in".to_owned(), violation.location.as_str().into());
                error.insert(place.to_owned(), violation.pointer.as_str().into());
            }
            error.insert("detail".to_owned(), (&*violation.message).into());
            Value::Object(error)
        });
        let problem = Self::bad_request().detail(match violations.len() + violations.dropped() {
            1 => Cow::Borrowed("The request violates what the API declares."),
            many => Cow::Owned(format!("The request violates what the API declares in {many} places.")),
        });
        problem.extension("errors", Value::Array(errors.collect()))
    }

    /// The same, with a `type`.
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// The same, with a title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The same, with what is special to this occurrence. Clients see it: no secrets, nothing internal.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same, with a URI reference for this occurrence.
    pub fn instance(mut self, instance: impl Into<String>) -> Self {
        self.instance = Some(instance.into());
        self
    }

    /// The same, with a member beyond those of the standard.
    pub fn extension(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.extensions.insert(name.into(), value.into());
        self
    }

    /// The status to answer with: 500 where none is given or it is none.
    pub fn status_code(&self) -> StatusCode {
        self.status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.title.as_deref().or(self.kind.as_deref()).unwrap_or("problem");
        match (self.status, &self.detail) {
            (Some(status), Some(detail)) => write!(f, "{status} {title}: {detail}"),
            (Some(status), None) => write!(f, "{status} {title}"),
            (None, Some(detail)) => write!(f, "{title}: {detail}"),
            (None, None) => f.write_str(title),
        }
    }
}

impl std::error::Error for Problem {}

impl Encode for Problem {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.optional("type", &self.kind);
        json.optional("title", &self.title);
        json.optional("status", &self.status);
        json.optional("detail", &self.detail);
        json.optional("instance", &self.instance);
        for (name, value) in &*self.extensions {
            if !matches!(&**name, "type" | "title" | "status" | "detail" | "instance") {
                json.field(name, value);
            }
        }
        json.end_object();
    }
}

impl Decode for Problem {
    /// A member of another type than the standard's is taken as missing (RFC 9457, 3.1).
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut problem = Self::default();
        json.begin_object()?;
        while let Some(key) = json.next_key() {
            let value = Value::decode(json)?;
            match (&*key, value) {
                ("type", Value::String(text)) => problem.kind = Some(text),
                ("title", Value::String(text)) => problem.title = Some(text),
                ("status", Value::Number(status)) => problem.status = status_of(&status),
                ("detail", Value::String(text)) => problem.detail = Some(text),
                ("instance", Value::String(text)) => problem.instance = Some(text),
                ("type" | "title" | "status" | "detail" | "instance", _) => {}
                (_, value) => {
                    problem.extensions.insert(key.into_owned(), value);
                }
            }
        }
        json.end_object()?;
        Some(problem)
    }
}

fn status_of(number: &Number) -> Option<u16> {
    number.as_u64()?.try_into().ok()
}

impl From<Problem> for Undeclared {
    fn from(problem: Problem) -> Self {
        let mut headers = http::HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        Self { status: problem.status_code(), headers, body: json::to_vec(&problem).into() }
    }
}

impl From<Problem> for EncodedResponse {
    fn from(problem: Problem) -> Self {
        Undeclared::from(problem).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::violation::Violation;

    #[test]
    fn it_travels_unchanged() {
        let problem = Problem::conflict().detail("taken").kind("/taken").instance("/1").extension("by", "x");
        let bytes = json::to_vec(&problem);
        assert_eq!(json::from_slice(&bytes), Ok(problem));
    }

    #[test]
    fn members_of_another_type_are_taken_as_missing() {
        let problem: Problem =
            json::from_slice(br#"{"type":1,"title":"T","status":"400","detail":null,"x":[1]}"#).unwrap();
        assert_eq!(
            problem,
            Problem { title: Some("T".into()), ..Problem::default() }.extension("x", vec![Value::from(1)])
        );
    }

    #[test]
    fn every_violation_is_named() {
        let mut found = Violations::new();
        found.push(Violation::new(Location::Body, "/a", "is missing"));
        found.push(Violation::new(Location::Query, "page", "must be at least 1"));
        let problem: Value = json::from_slice(&json::to_vec(&Problem::violations(&found))).unwrap();
        let errors = r##"[{"pointer":"#/a","detail":"is missing"},{"in":"query","parameter":"page","detail":"must be at least 1"}]"##;
        assert_eq!(problem.get("errors").unwrap().to_string(), errors);
    }
}
