//! Reading the body of a request, within its bounds.

use std::future::Future;
use std::io;

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use futures_util::{StreamExt as _, stream};
use http::{HeaderMap, header};
use http_body::Body as _;

use super::options::ServerOptions;
use super::reject::Reject;
use crate::body::{Body, ByteStream};
use crate::media::{self, MediaType};
use crate::multipart::{Form, ReadError};
use crate::operation::BodyKind;

/// Takes the body as the operation wants it. A form of parts is read part by part: it may be larger than what is held of it, if that is
/// because of a file.
pub(super) async fn request(
    kind: BodyKind,
    body: axum::body::Body,
    headers: &HeaderMap,
    options: &ServerOptions,
) -> Result<Body, Reject> {
    let is_streamed = |media: &MediaType<'_>| match kind {
        BodyKind::Mixed(types) => types.iter().any(|declared| media.matches(declared)),
        BodyKind::Rest(types) => media::choose(*media, types).is_none(),
        kind => kind != BodyKind::Buffered,
    };
    match MediaType::of(headers).filter(|media| media.matches("multipart/*") && !is_streamed(media)) {
        Some(media) => {
            let boundary = media.parameter("boundary").unwrap_or_default();
            parts(body, &boundary, headers, options).await
        }
        None => self::body(kind, body, headers, options).await,
    }
}

async fn parts(
    body: axum::body::Body,
    boundary: &str,
    headers: &HeaderMap,
    options: &ServerOptions,
) -> Result<Body, Reject> {
    let limit = options.stream_limit.max(options.body_limit as u64);
    let too_large = |limit: u64| Reject::TooLarge { limit: usize::try_from(limit).unwrap_or(usize::MAX) };
    if announced(headers).is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let reading = std::pin::pin!(Form::read(streamed(body, limit), boundary, options.body_limit));
    match select(reading, options.clock.sleep(options.body_timeout)).await {
        Either::Left((Ok(form), _)) => Ok(form.into()),
        Either::Left((Err(ReadError::TooLarge), _)) => Err(too_large(options.body_limit as u64)),
        Either::Left((Err(ReadError::Broken(error)), _)) => {
            let is_long = |error: &io::Error| error.kind() == io::ErrorKind::FileTooLarge;
            Err(if error.downcast_ref().is_some_and(is_long) { too_large(limit) } else { Reject::BrokenOff })
        }
        Either::Right(_) => Err(Reject::TooSlow),
    }
}

/// Takes the body as it is.
pub(super) async fn body(
    kind: BodyKind,
    body: axum::body::Body,
    headers: &HeaderMap,
    options: &ServerOptions,
) -> Result<Body, Reject> {
    let is = |declared: &&str| MediaType::of(headers).is_some_and(|media| media.matches(declared));
    let kind = match kind {
        BodyKind::Mixed(types) if types.iter().any(is) => BodyKind::Streamed,
        BodyKind::Rest(types) if MediaType::of(headers).is_some_and(|media| media::choose(media, types).is_none()) => {
            BodyKind::Streamed
        }
        BodyKind::Mixed(_) | BodyKind::Rest(_) => BodyKind::Buffered,
        kind => kind,
    };
    match kind {
        BodyKind::None => Ok(Body::Empty),
        BodyKind::Streamed if body.is_end_stream() => Ok(Body::Empty),
        BodyKind::Streamed => Ok(Body::Stream(streamed(body, options.stream_limit))),
        BodyKind::Buffered | BodyKind::Mixed(_) | BodyKind::Rest(_) => {
            let limit = options.body_limit;
            if announced(headers).is_some_and(|length| length > limit as u64) {
                return Err(Reject::TooLarge { limit });
            }
            let reading = std::pin::pin!(buffered(body, limit));
            match select(reading, options.clock.sleep(options.body_timeout)).await {
                Either::Left((read, _)) => {
                    read.map(|bytes| if bytes.is_empty() { Body::Empty } else { Body::Bytes(bytes) })
                }
                Either::Right(_) => Err(Reject::TooSlow),
            }
        }
    }
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn buffered(body: axum::body::Body, limit: usize) -> impl Future<Output = Result<Bytes, Reject>> {
    let mut chunks = body.into_data_stream();
    async move {
        let mut whole = BytesMut::new();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|_| Reject::BrokenOff)?;
            if chunk.len() > limit - whole.len() {
                return Err(Reject::TooLarge { limit });
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.freeze())
    }
}

fn streamed(body: axum::body::Body, limit: u64) -> ByteStream {
    let chunks = stream::unfold((body.into_data_stream(), Some(limit)), |(mut chunks, left)| async move {
        let left = left?;
        match chunks.next().await? {
            Ok(chunk) => match left.checked_sub(chunk.len() as u64) {
                Some(left) => Some((Ok(chunk), (chunks, Some(left)))),
                None => Some((Err(io::Error::from(io::ErrorKind::FileTooLarge).into()), (chunks, None))),
            },
            Err(error) => Some((Err(error.into()), (chunks, None))),
        }
    });
    ByteStream::new(chunks)
}
