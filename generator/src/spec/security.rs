//! Security schemes and requirements.

use crate::diag::Place;

/// `components.securitySchemes` entry.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// `description`.
    pub description: Option<String>,
    /// What it is.
    pub kind: SchemeKind,
    /// `x-token-flow`.
    pub token_flow: Option<TokenFlow>,
    /// Where it stands.
    pub place: Place,
}

/// What a scheme asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `http` with `bearer`; `oauth2` and `openIdConnect` present their token the same way.
    Bearer,
    /// `http` with `basic`.
    Basic,
    /// `apiKey`.
    ApiKey {
        /// Query, header or cookie.
        location: super::operation::Location,
        /// Name of the parameter.
        name: String,
    },
    /// `mutualTLS`.
    MutualTls,
    /// Another `http` scheme, by name.
    Http(String),
}

/// Schemes that must hold together; empty if none is needed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Each with its scopes.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// `x-token-flow`: how a token is got and renewed. Operations are checked to exist, pointers to name a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFlow {
    /// `operationId` of the call that answers a token.
    pub obtain: String,
    /// Pointer to the access token in the reply.
    pub access: String,
    /// Pointer to the refresh token in the reply.
    pub refresh: Option<String>,
    /// Pointer to the time the refresh token expires.
    pub refresh_expires: Option<String>,
    /// How it is renewed; none means to obtain another.
    pub renew: Option<Renew>,
    /// How the end of the access token is known.
    pub expires: Expires,
}

/// How a token is renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renew {
    /// `operationId` of the call; it answers what `obtain` answers.
    pub operation: String,
    /// Pointer into the request body for the access token.
    pub send_access: Option<String>,
    /// Pointer into the request body for the refresh token.
    pub send_refresh: Option<String>,
}

/// How the end of the access token is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expires {
    /// The `exp` claim of the JWT (RFC 7519, 4.1.4).
    Jwt,
    /// Pointer to a number of seconds in the reply.
    InSeconds(String),
    /// Pointer to a date-time in the reply.
    At(String),
    /// Only a 401 tells.
    Unknown,
}
