//! Security schemes that operations use.

use super::name::Name;
pub use crate::spec::security::{Expires, SchemeKind};

/// A scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// `rust` in snake case: the builder's method is made from it.
    pub name: Name,
    /// What the document says of it.
    pub docs: Option<String>,
    /// What it asks for.
    pub kind: SchemeKind,
    /// How a token is got and renewed.
    pub token_flow: Option<TokenFlow>,
}

/// How a token is got and renewed.
#[derive(Debug, Clone)]
pub struct TokenFlow {
    /// Request value ([`super::operation::Operation::type_name`]) of the call that answers a token.
    pub obtain: OperationRef,
    /// Pointer to the access token in the reply.
    pub access: String,
    /// Pointer to the refresh token in the reply.
    pub refresh: Option<String>,
    /// Pointer to the time the refresh token expires.
    pub refresh_expires: Option<String>,
    /// How it is renewed.
    pub renew: Option<Renew>,
    /// How the end of the access token is known.
    pub expires: Expires,
}

/// How a token is renewed.
#[derive(Debug, Clone)]
pub struct Renew {
    /// The call.
    pub operation: OperationRef,
    /// Pointer into the request body for the access token.
    pub access: Option<String>,
    /// Pointer into the request body for the refresh token.
    pub refresh: Option<String>,
    /// Header parameters that both calls have, carried over from the first.
    pub headers: Vec<String>,
}

/// An operation of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationRef {
    /// Module of its group.
    pub group: String,
    /// Its request value.
    pub type_name: String,
}
