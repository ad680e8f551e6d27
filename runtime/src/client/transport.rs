//! How a request reaches the server: a trait that can be replaced, and reqwest behind it by default.
//!
//! A transport makes one attempt. It follows no redirect, retries nothing and knows no credentials.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::try_unfold;
use http::HeaderMap;
use rustls_platform_verifier::BuilderVerifierExt;

use super::error::{BuildError, TransportError, TransportErrorKind};
use super::receiver::{Guarded, NotAllowed, ReceiverPolicy};
use crate::body::{Body, ByteStream, Outgoing, StreamError};
use crate::media;
use crate::multipart::{Form, ReadError};

/// How long a connection may take to be made, unless said otherwise.
pub(super) const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// An attempt under way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'a>>;

/// Sends a request as it is and hands back the response as it comes.
pub trait Transport: Send + Sync + 'static {
    /// Makes one attempt. The URL is absolute. Dropping the future gives the attempt up.
    ///
    /// A redirect (RFC 9110, 15.4) must be handed back, not followed: the request may hold credentials.
    ///
    /// # Errors
    ///
    /// When there is no response. A response with an error status is not an error here.
    fn send(&self, request: http::Request<Body>) -> Sending<'_>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        (**self).send(request)
    }
}

/// HTTP/1.1 and HTTP/2 over TCP and TLS. Certificates are checked against those that the operating system trusts.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport over a client of your own making, for proxies or certificates of your own.
    ///
    /// Build it with `redirect(reqwest::redirect::Policy::none())`: credentials in headers of their own (API keys)
    /// would follow a redirect to another host.
    pub fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    /// The transport that a client has without one of its own: for a transport that wraps it, as one that counts or records.
    /// It follows no redirect, takes ten seconds to connect at most, and trusts what the operating system trusts.
    ///
    /// # Errors
    ///
    /// When the certificates that the operating system trusts can't be read.
    pub fn standard() -> Result<Self, BuildError> {
        Self::build(DEFAULT_CONNECT_TIMEOUT, true)
    }

    /// As [`ReqwestTransport::standard`]. Without encryption, the trusted certificates are not read.
    pub(super) fn build(connect_timeout: Duration, encrypted: bool) -> Result<Self, BuildError> {
        Self::from_builder(reqwest::Client::builder(), connect_timeout, encrypted)
    }

    /// One that connects only to what a policy allows. A proxy would look hosts up by itself, so none is used.
    pub(super) fn guarded(connect_timeout: Duration, policy: Arc<dyn ReceiverPolicy>) -> Result<Self, BuildError> {
        let builder = reqwest::Client::builder().no_proxy().dns_resolver(Arc::new(Guarded(policy)));
        Self::from_builder(builder, connect_timeout, true)
    }

    fn from_builder(
        builder: reqwest::ClientBuilder,
        connect_timeout: Duration,
        encrypted: bool,
    ) -> Result<Self, BuildError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(BuildError::transport)?;
        let tls = if encrypted {
            tls.with_platform_verifier().map_err(BuildError::transport)?
        } else {
            tls.with_root_certificates(rustls::RootCertStore::empty())
        };
        let client = builder
            .tls_backend_preconfigured(tls.with_no_client_auth())
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(connect_timeout)
            .build()
            .map_err(BuildError::transport)?;
        Ok(Self { client })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(outgoing)).map_err(failed)?;
            let mut response = self.client.execute(request).await.map_err(failed)?;
            let (mut parts, ()) = http::Response::new(()).into_parts();
            parts.status = response.status();
            parts.version = response.version();
            parts.headers = std::mem::take(response.headers_mut());
            let chunks = try_unfold(response, |mut response| async move {
                let chunk = response.chunk().await.map_err(|error| StreamError::from(error.without_url()))?;
                Ok(chunk.map(|chunk| (chunk, response)))
            });
            Ok(http::Response::from_parts(parts, Body::Stream(ByteStream::new(chunks))))
        })
    }
}

/// The URL may hold an API key, so it stays out of the error.
fn failed(error: reqwest::Error) -> TransportError {
    let mut causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
    let kind = if causes.any(<dyn std::error::Error>::is::<NotAllowed>) {
        TransportErrorKind::NotAllowed
    } else if error.is_connect() || error.is_builder() {
        TransportErrorKind::NotSent
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, error.without_url())
}

fn outgoing(body: Body) -> reqwest::Body {
    match body {
        Body::Empty => reqwest::Body::default(),
        Body::Bytes(bytes) => bytes.into(),
        Body::Stream(stream) => reqwest::Body::wrap(Outgoing::new(stream)),
    }
}

/// Reads a response body whole, but no more than `limit` bytes.
pub(super) async fn read(body: Body, limit: usize) -> Result<Bytes, TransportError> {
    let mut stream = match body {
        Body::Empty => return Ok(Bytes::new()),
        Body::Bytes(bytes) if bytes.len() > limit => return Err(too_long(limit)),
        Body::Bytes(bytes) => return Ok(bytes),
        Body::Stream(stream) => stream,
    };
    let mut whole: Vec<u8> = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| TransportError::new(TransportErrorKind::Interrupted, error))?;
        if chunk.len() > limit - whole.len() {
            return Err(too_long(limit));
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.into())
}

/// Reads a form of parts, but holds no more than `limit` bytes of it: a file that is larger is handed on as it comes.
pub(super) async fn read_form(body: Body, headers: &HeaderMap, limit: usize) -> Result<Body, TransportError> {
    let Body::Stream(stream) = body else { return read(body, limit).await.map(Body::Bytes) };
    match Form::read(stream, &media::boundary(headers), limit).await {
        Ok(form) => Ok(form.into()),
        Err(ReadError::TooLarge) => Err(too_long(limit)),
        Err(ReadError::Broken(error)) => Err(TransportError::new(TransportErrorKind::Interrupted, error)),
    }
}

fn too_long(limit: usize) -> TransportError {
    TransportError::new(TransportErrorKind::TooLong, format!("the body is longer than {limit} bytes"))
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    fn streamed(chunks: &'static [&'static str]) -> Body {
        let chunks = chunks.iter().map(|chunk| match *chunk {
            "!" => Err("cut".into()),
            chunk => Ok(Bytes::from(chunk)),
        });
        Body::Stream(ByteStream::new(stream::iter(chunks)))
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_the_limit() {
        assert_eq!(read(streamed(&["ab", "cd"]), 4).await.unwrap(), "abcd");
        assert_eq!(read(Body::Bytes("abcd".into()), 4).await.unwrap(), "abcd");
        assert_eq!(read(Body::Empty, 0).await.unwrap(), "");
        for body in [streamed(&["ab", "cde"]), Body::Bytes("abcde".into())] {
            assert_eq!(read(body, 4).await.unwrap_err().kind(), TransportErrorKind::TooLong);
        }
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_not_taken_for_whole() {
        assert_eq!(read(streamed(&["ab", "!"]), 4).await.unwrap_err().kind(), TransportErrorKind::Interrupted);
    }
}
