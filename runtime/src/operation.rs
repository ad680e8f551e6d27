//! An operation as a value: what both sides know of it.

use std::fmt::Debug;
use std::time::Duration;

use http::{HeaderMap, Method};

use crate::error::DecodeError;
use crate::request::{RequestDecoder, RequestEncoder};
use crate::response::{EncodedResponse, ResponseDecoder, ResponseEncoder};
use crate::validate::Validator;

/// A request value of an API. The client encodes it, the server decodes the same type.
pub trait Operation: Sized + Send + 'static {
    /// What is known of the operation without a value of it.
    const SPEC: &'static OperationSpec;
    /// What it answers when it succeeds.
    type Success: Send + 'static;
    /// What it answers when it does not: declared errors, and a variant for undeclared ones.
    type Error: Debug + Send + 'static;

    /// Writes the request. What can't be written is kept in the encoder and comes out at its end.
    fn encode(self, request: &mut RequestEncoder);

    /// Reads the request. `None` means that violations are kept in the decoder.
    fn decode(request: &mut RequestDecoder) -> Option<Self>;

    /// Writes the response.
    fn encode_response(response: Result<Self::Success, Self::Error>, reply: ResponseEncoder) -> EncodedResponse;

    /// Reads the response.
    ///
    /// # Errors
    ///
    /// When the body or a header is not what the document says of this status.
    fn decode_response(reply: &mut ResponseDecoder) -> Result<Result<Self::Success, Self::Error>, DecodeError>;

    /// Checks the constraints of the document before sending.
    fn validate(&self, check: &mut Validator) {
        let _ = check;
    }
}

/// An operation that answers one page of a list.
pub trait Paginated: Operation + Clone {
    /// An item of the list.
    type Item: Send + 'static;

    /// Takes the items out of a page.
    fn items(page: &mut Self::Success) -> Vec<Self::Item>;

    /// The request for the next page, or `None` after the last.
    fn next(&self, page: &Self::Success) -> Option<Self>;

    /// The same, for lists whose next page is told by the headers of the response ([`link::next`](crate::link::next)).
    fn next_after(&self, page: &Self::Success, headers: &HeaderMap) -> Option<Self> {
        let _ = headers;
        self.next(page)
    }

    /// Where the next page is, for lists whose pages say so themselves: a URL, or a reference relative to that of the page. It is
    /// asked for by GET with the headers of the operation, and only on the origin of the page.
    fn next_url(page: &Self::Success) -> Option<String> {
        let _ = page;
        None
    }
}

/// What is known of an operation without a value of it.
#[derive(Debug)]
pub struct OperationSpec {
    /// `operationId`.
    pub id: &'static str,
    /// Its first tag.
    pub tag: &'static str,
    method: Method,
    /// A method that has no constant: no text becomes one before the program runs.
    named: Option<&'static str>,
    /// The path template: `/users/{id}`.
    pub path: &'static str,
    /// Servers of its own (OAS 3.0.4, 4.8.10): absolute URLs, or paths on the origin of the base URL. Empty: those of the API.
    pub servers: &'static [&'static str],
    /// Alternatives, each of schemes that hold together. Empty: none is needed. An empty alternative: it may be called without.
    pub security: &'static [&'static [Security]],
    /// How often it may be called.
    pub rate_limit: Option<RateLimit>,
    /// What its request body is.
    pub body: BodyKind,
    /// Statuses and the media types in which their response body is handed on as it arrives; 0 stands for any status not
    /// declared on its own.
    pub streams: &'static [(u16, &'static str)],
    /// The same of response bodies that are forms of parts with files: they are read part by part, so that a large file is a stream.
    pub forms: &'static [(u16, &'static str)],
    /// The media types of its responses, as an `Accept` field lists them. Empty: none has a body.
    pub accept: &'static str,
}

/// In a constant, a spec is built by these: `..OperationSpec::new(..)` does not compile there, since a method may own memory.
impl OperationSpec {
    /// An operation without body, security and limit.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            tag: "",
            method,
            named: None,
            path,
            servers: &[],
            security: &[],
            rate_limit: None,
            body: BodyKind::None,
            streams: &[],
            forms: &[],
            accept: "",
        }
    }

    /// The same with a method by its name, where [`Method`] has no constant for it (OAS 3.2.0, 4.9: `additionalOperations`).
    pub const fn method_named(mut self, name: &'static str) -> Self {
        self.named = Some(name);
        self
    }

    /// The method.
    pub fn method(&self) -> Method {
        match self.named {
            Some(name) => Method::from_bytes(name.as_bytes()).unwrap_or_else(|_| self.method.clone()),
            None => self.method.clone(),
        }
    }

    /// The method as it stands on the wire.
    pub fn method_name(&self) -> &str {
        self.named.unwrap_or_else(|| self.method.as_str())
    }

    /// The same with a tag.
    pub const fn tag(mut self, tag: &'static str) -> Self {
        self.tag = tag;
        self
    }

    /// The same with servers of its own.
    pub const fn servers(mut self, servers: &'static [&'static str]) -> Self {
        self.servers = servers;
        self
    }

    /// The same with alternatives of security schemes.
    pub const fn security(mut self, alternatives: &'static [&'static [Security]]) -> Self {
        self.security = alternatives;
        self
    }

    /// The same with a rate limit.
    pub const fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// The same with a request body.
    pub const fn body(mut self, body: BodyKind) -> Self {
        self.body = body;
        self
    }

    /// The same with statuses and media types of response bodies that are handed on as they arrive.
    pub const fn streams(mut self, bodies: &'static [(u16, &'static str)]) -> Self {
        self.streams = bodies;
        self
    }

    /// The same with statuses and media types of response bodies that are forms with files.
    pub const fn forms(mut self, bodies: &'static [(u16, &'static str)]) -> Self {
        self.forms = bodies;
        self
    }

    /// The same with media types of its responses.
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// Whether a call may be repeated without another effect (RFC 9110, 9.2.2).
    pub fn is_idempotent(&self) -> bool {
        self.named.is_none() && self.method.is_idempotent()
    }
}

/// A security scheme that an operation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Security {
    /// Where and how the credential stands in the request.
    pub scheme: &'static SecurityScheme,
    /// Scopes or roles it must have.
    pub scopes: &'static [&'static str],
}

impl Security {
    /// A scheme with scopes.
    pub const fn new(scheme: &'static SecurityScheme, scopes: &'static [&'static str]) -> Self {
        Self { scheme, scopes }
    }
}

/// A security scheme (OAS 3.0.4, 4.8.27).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name in the document.
    pub name: &'static str,
    /// Where and how the credential stands in the request.
    pub kind: SchemeKind,
}

/// Where and how a credential stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer ..` (RFC 6750, 2.1).
    Bearer,
    /// `Authorization: Basic ..` (RFC 7617).
    Basic,
    /// `Authorization: <scheme> ..`.
    Http(&'static str),
    /// A header of this name.
    HeaderKey(&'static str),
    /// A query parameter of this name.
    QueryKey(&'static str),
    /// A cookie of this name.
    CookieKey(&'static str),
    /// A client certificate; the connection proves it.
    MutualTls,
}

/// How often operations may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many calls.
    pub requests: u32,
    /// In how long.
    pub per: Duration,
    /// Counted together with what.
    pub scope: Scope,
}

impl RateLimit {
    /// So many calls of each operation in a minute.
    pub const fn per_minute(requests: u32) -> Self {
        Self { requests, per: Duration::from_mins(1), scope: Scope::Operation }
    }
}

/// What counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Each operation on its own.
    Operation,
    /// All operations of the API.
    Api,
}

/// What a request body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// There is none.
    None,
    /// Read whole before it is decoded.
    Buffered,
    /// Handed on as it arrives.
    Streamed,
    /// Handed on as it arrives if it has one of these media types, else read whole.
    Mixed(&'static [&'static str]),
    /// Read whole if it has one of these media types, else handed on as it arrives: where a range is, which they are within.
    Rest(&'static [&'static str]),
}
