//! What a handler gets to know of a call besides its request value.

use std::fmt;
use std::net::SocketAddr;

use http::{Extensions, HeaderMap};

use crate::media;
use crate::operation::OperationSpec;

/// A call: who makes it, and how.
pub struct Context<P> {
    principal: Option<P>,
    parts: Parts,
}

/// The part of a context that does not depend on the principal's type.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) operation: &'static OperationSpec,
    pub(super) headers: HeaderMap,
    pub(super) extensions: Extensions,
    pub(super) peer: Option<SocketAddr>,
}

impl<P> Context<P> {
    pub(super) fn new(principal: Option<P>, parts: Parts) -> Self {
        Self { principal, parts }
    }

    /// Who calls; `None` if the operation may be called without credentials, and was.
    pub fn principal(&self) -> Option<&P> {
        self.principal.as_ref()
    }

    /// Who calls, to keep.
    pub fn into_principal(self) -> Option<P> {
        self.principal
    }

    /// All headers of the request, credentials included.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// Which of the media types on offer the caller asks for by `Accept`: the one it wants most, or the first if it asks for
    /// nothing in particular. `None` if it accepts none of them; it may be served any of them all the same, or answered with
    /// 406 (RFC 9110, 12.5.1).
    pub fn preferred<'o>(&self, offers: &[&'o str]) -> Option<&'o str> {
        media::preferred(&self.parts.headers, offers)
    }

    /// What is being called.
    pub fn operation(&self) -> &'static OperationSpec {
        self.parts.operation
    }

    /// What layers outside of the router have added to the request.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    /// The peer's address, where the server knows it: [`serve`](super::serve) sees to that. Behind a proxy it is the
    /// proxy's.
    pub fn peer(&self) -> Option<SocketAddr> {
        self.parts.peer
    }
}

impl<P> fmt::Debug for Context<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("operation", &self.parts.operation.id)
            .field("authenticated", &self.principal.is_some())
            .field("peer", &self.parts.peer)
            .finish_non_exhaustive()
    }
}
