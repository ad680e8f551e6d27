//! Lists that come in pages, as streams.
//!
//! How the next page is asked for is the operation's own ([`Paginated`]).

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use futures_core::Stream;
use futures_util::stream::{self, TryStreamExt};
use http::header::{CONTENT_TYPE, LINK};
use http::{HeaderMap, Method};

use super::error::{Error, PageError};
use super::options::CallOptions;
use super::{Client, decoded};
use crate::body::Body;
use crate::operation::Paginated;
use crate::request::{EncodedRequest, RequestEncoder};

/// The pages of a list, from the one asked for to the last. Each is fetched when the stream is asked for it.
///
/// The stream ends after the last page, after an error, and when the next page would be one that was fetched already. When
/// the server answers with the same page again, that is an error ([`PageError::Repeated`]).
pub fn pages<O: Paginated>(
    client: &Client,
    operation: O,
    options: CallOptions,
) -> impl Stream<Item = Result<O::Success, Error<O::Error>>> + Send + use<O> {
    let walk = Walk {
        client: client.clone(),
        options,
        next: Some(operation),
        link: None,
        hasher: RandomState::new(),
        asked: HashSet::new(),
        last: None,
    };
    stream::unfold(walk, async |mut walk| {
        let page = walk.step().await?;
        Some((page, walk))
    })
}

/// The items of a list, from page to page.
pub fn items<O: Paginated>(
    client: &Client,
    operation: O,
    options: CallOptions,
) -> impl Stream<Item = Result<O::Item, Error<O::Error>>> + Send + use<O> {
    pages(client, operation, options)
        .map_ok(|mut page| stream::iter(O::items(&mut page).into_iter().map(Ok)))
        .try_flatten()
}

struct Walk<O> {
    client: Client,
    options: CallOptions,
    next: Option<O>,
    /// Where the next page is, if the last one says so, and where that one was.
    link: Option<Link>,
    hasher: RandomState,
    /// The requests sent so far, by their hash.
    asked: HashSet<u64>,
    /// The hash of the last page.
    last: Option<u64>,
}

struct Link {
    page: String,
    reference: String,
}

impl<O: Paginated> Walk<O> {
    async fn step(&mut self) -> Option<Result<O::Success, Error<O::Error>>> {
        let operation = self.next.take()?;
        let mut encoder = RequestEncoder::new(O::SPEC);
        operation.clone().encode(&mut encoder);
        let mut request = match encoder.finish() {
            Ok(request) => request,
            Err(error) => return Some(Err(Error::Invalid(error))),
        };
        if let Some(link) = self.link.take() {
            let Some(target) = self.followed(&link) else {
                return Some(Err(Error::Pages(PageError::OtherOrigin)));
            };
            request.headers.remove(CONTENT_TYPE);
            request = EncodedRequest { method: Method::GET, target, headers: request.headers, body: Body::Empty };
        }
        if !self.asked.insert(self.hash_request(&request)) {
            tracing::warn!(operation = O::SPEC.id, "the next page is one that was fetched already; the list ends here");
            return None;
        }
        Some(self.fetch(operation, request).await)
    }

    async fn fetch(&mut self, operation: O, request: EncodedRequest) -> Result<O::Success, Error<O::Error>> {
        let page = request.target.clone();
        let (status, headers, body) = self.client.send(O::SPEC, request, &self.options).await?;
        let hash = self.hash_page(&headers, &body);
        if hash.is_some() && status.is_success() && hash == self.last {
            return Err(Error::Pages(PageError::Repeated));
        }
        self.last = hash;
        let reply = decoded::<O>(status, headers, body)?;
        match O::next_url(&reply.body).filter(|url| !url.trim().is_empty()) {
            Some(reference) => {
                self.link = Some(Link { page, reference });
                self.next = Some(operation);
            }
            None => self.next = operation.next_after(&reply.body, &reply.headers),
        }
        Ok(reply.body)
    }

    fn followed(&self, link: &Link) -> Option<String> {
        self.client.inner.base_of(O::SPEC).ok()?.follow(&link.page, &link.reference)
    }

    fn hash_request(&self, request: &EncodedRequest) -> u64 {
        let body = match &request.body {
            Body::Bytes(bytes) => &**bytes,
            Body::Empty | Body::Stream(_) => &[],
        };
        let headers: Vec<_> = request.headers.iter().collect();
        self.hasher.hash_one((&request.target, headers, body))
    }

    /// A page is the same if its body and its links are. No two pages are known to be the same if they are streamed.
    fn hash_page(&self, headers: &HeaderMap, body: &Body) -> Option<u64> {
        let Body::Bytes(bytes) = body else {
            return None;
        };
        let links: Vec<_> = headers.get_all(LINK).iter().collect();
        Some(self.hasher.hash_one((links, &**bytes)))
    }
}
