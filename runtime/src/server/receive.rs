//! Receiving webhooks and callbacks: where they are mounted, and who vouches for a delivery before anything of it is decoded.
//!
//! All else is as in any server.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use http::{HeaderMap, Method, Uri};

use super::options::ServerOptions;
use super::security::AuthError;
use crate::operation::{Operation, OperationSpec};
use crate::signature::HmacSha256;

/// A delivery that has arrived: its head, and its body as the bytes that were sent.
#[derive(Clone, Copy)]
pub struct Delivered<'r> {
    pub(super) operation: Option<&'static OperationSpec>,
    pub(super) method: &'r Method,
    pub(super) uri: &'r Uri,
    pub(super) headers: &'r HeaderMap,
    pub(super) body: &'r [u8],
    pub(super) peer: Option<SocketAddr>,
}

impl<'r> Delivered<'r> {
    /// What it is by the path that it came to; none where all come to one path.
    pub fn operation(&self) -> Option<&'static OperationSpec> {
        self.operation
    }

    /// Its method.
    pub fn method(&self) -> &'r Method {
        self.method
    }

    /// Where it came to.
    pub fn uri(&self) -> &'r Uri {
        self.uri
    }

    /// All its header fields.
    pub fn headers(&self) -> &'r HeaderMap {
        self.headers
    }

    /// A header field, if it is there once and can be read.
    pub fn header(&self, name: &str) -> Option<&'r str> {
        let mut fields = self.headers.get_all(name).iter();
        match (fields.next(), fields.next()) {
            (Some(field), None) => field.to_str().ok(),
            _ => None,
        }
    }

    /// Its body, not yet decoded.
    pub fn body(&self) -> &'r [u8] {
        self.body
    }

    /// The peer's address, where the server knows it.
    pub fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }
}

impl fmt::Debug for Delivered<'_> {
    /// Without what was sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivered")
            .field("method", &self.method)
            .field("length", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Vouches for a delivery before anything of its body is decoded: by its signature, most of the time.
///
/// A function is one too, if it needs not wait: `|delivered: Delivered<'_>| ..`.
pub trait Verify: Send + Sync + 'static {
    /// Checks it. Compare secrets by [`same_secret`](super::same_secret), never by `==`.
    ///
    /// # Errors
    ///
    /// Says why it does not do; the answer is a 401, 403 or 503.
    fn verify(&self, delivered: Delivered<'_>) -> impl Future<Output = Result<(), AuthError>> + Send;
}

impl<F> Verify for F
where
    F: Fn(Delivered<'_>) -> Result<(), AuthError> + Send + Sync + 'static,
{
    fn verify(&self, delivered: Delivered<'_>) -> impl Future<Output = Result<(), AuthError>> + Send {
        std::future::ready(self(delivered))
    }
}

impl Verify for HmacSha256 {
    fn verify(&self, delivered: Delivered<'_>) -> impl Future<Output = Result<(), AuthError>> + Send {
        let is_signed = self.is_signed(delivered.body, delivered.headers);
        std::future::ready(if is_signed { Ok(()) } else { Err(AuthError::Unauthorized) })
    }
}

/// [`Verify`] as an object.
pub(super) trait Verifier: Send + Sync {
    fn verify<'a>(&'a self, delivered: Delivered<'a>) -> BoxFuture<'a, Result<(), AuthError>>;
}

impl<V: Verify> Verifier for V {
    fn verify<'a>(&'a self, delivered: Delivered<'a>) -> BoxFuture<'a, Result<(), AuthError>> {
        Box::pin(Verify::verify(self, delivered))
    }
}

/// Says what a delivery is.
type Choose = Arc<dyn Fn(Delivered<'_>) -> Option<String> + Send + Sync>;

/// One path for all.
#[derive(Clone)]
pub(super) struct OnePath {
    pub(super) path: String,
    pub(super) choose: Choose,
}

/// How a receiver is set up: as a server, and where it is mounted, and who vouches for what arrives.
#[derive(Clone, Default)]
pub struct ReceiverOptions {
    pub(super) server: ServerOptions,
    pub(super) paths: HashMap<&'static str, String>,
    pub(super) one: Option<OnePath>,
    pub(super) verifier: Option<Arc<dyn Verifier>>,
}

impl ReceiverOptions {
    /// Each at `/` and its name, and nobody vouches for it.
    pub fn new() -> Self {
        Self::default()
    }

    /// How bodies are bounded, requests checked, rejections shaped: as for any server. Its base path stands before every path here.
    pub fn server(mut self, options: ServerOptions) -> Self {
        self.server = options;
        self
    }

    /// Vouches for every delivery, before anything of its body is decoded. The body has been read, within the bounds of the
    /// options, also where it would be handed on as it arrives.
    pub fn verify(mut self, verify: impl Verify) -> Self {
        self.verifier = Some(Arc::new(verify));
        self
    }

    /// Where this one is received, in place of `/` and its name.
    pub fn path<O: Operation>(mut self, path: &str) -> Self {
        self.paths.insert(O::SPEC.id, format!("/{}", path.trim_start_matches('/')));
        self
    }

    /// Receives all of them at one path, told apart by what they hold: an event in a header field, a kind in the body. What `choose`
    /// gives is the name of the webhook, or the id of the operation; what has no name here is answered with 404, and none at all
    /// says that nothing needs to be done about it (204).
    ///
    /// `choose` is asked once the delivery is verified.
    pub fn one_path(
        mut self,
        path: &str,
        choose: impl Fn(Delivered<'_>) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.one = Some(OnePath { path: format!("/{}", path.trim_start_matches('/')), choose: Arc::new(choose) });
        self
    }
}

impl fmt::Debug for ReceiverOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverOptions")
            .field("server", &self.server)
            .field("paths", &self.paths)
            .field("one_path", &self.one.as_ref().map(|one| &one.path))
            .field("verified", &self.verifier.is_some())
            .finish()
    }
}
