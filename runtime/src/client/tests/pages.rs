//! Lists are read to their end, and not beyond.

use std::fmt::Write as _;

use futures_util::TryStreamExt as _;
use http::{HeaderMap, Method};

use super::server::{Outcome, Request, Server, answer, start};
use crate::body::Body;
use crate::client::{CallOptions, Client, Error, PageError, items, pages};
use crate::clock::ManualClock;
use crate::error::DecodeError;
use crate::json::{Decode, Encode, Reader, Writer};
use crate::operation::{Operation, OperationSpec, Paginated};
use crate::parameter::Parameter;
use crate::request::{RequestDecoder, RequestEncoder};
use crate::response::{EncodedResponse, ResponseDecoder, ResponseEncoder};
use crate::rules::Check;
use crate::undeclared::Undeclared;

/// The numbers of a list, and what leads on.
#[derive(Debug, PartialEq)]
struct Page {
    numbers: Vec<i64>,
    next: Option<String>,
}

impl Check for Page {}

impl Encode for Page {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("numbers", &self.numbers);
        json.optional("next", &self.next);
        json.end_object();
    }
}

impl Decode for Page {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut numbers = None;
        let mut next = None;
        json.begin_record();
        while json.next_property() {
            json.required("numbers", &mut numbers);
            json.optional("next", &mut next);
        }
        let whole = json.end_record();
        match numbers {
            Some(numbers) if whole => Some(Self { numbers, next }),
            _ => None,
        }
    }
}

/// A list by cursor, or by Link header where a page names none.
#[derive(Debug, Clone, PartialEq, Default)]
struct ListNumbers {
    cursor: Option<String>,
    size: Option<i64>,
}

impl ListNumbers {
    const CURSOR: &'static Parameter = &Parameter::query("cursor");
    const SIZE: &'static Parameter = &Parameter::query("size");
}

impl Operation for ListNumbers {
    const SPEC: &'static OperationSpec = &OperationSpec::new("listNumbers", Method::GET, "/numbers");
    type Success = Page;
    type Error = Undeclared;

    fn encode(self, request: &mut RequestEncoder) {
        request.parameter(Self::CURSOR, &self.cursor);
        request.parameter(Self::SIZE, &self.size);
    }

    fn decode(request: &mut RequestDecoder) -> Option<Self> {
        let (cursor, size) = (request.optional(Self::CURSOR), request.optional(Self::SIZE));
        Some(Self { cursor: cursor?, size: size? })
    }

    fn encode_response(response: Result<Page, Undeclared>, reply: ResponseEncoder) -> EncodedResponse {
        match response {
            Ok(page) => reply.status(200).json(&page),
            Err(other) => reply.undeclared(other),
        }
    }

    fn decode_response(reply: &mut ResponseDecoder) -> Result<Result<Page, Undeclared>, DecodeError> {
        Ok(if reply.status().is_success() { Ok(reply.json()?) } else { Err(reply.undeclared()) })
    }
}

impl Paginated for ListNumbers {
    type Item = i64;

    fn items(page: &mut Page) -> Vec<i64> {
        std::mem::take(&mut page.numbers)
    }

    fn next(&self, page: &Page) -> Option<Self> {
        page.next.clone().map(|cursor| Self { cursor: Some(cursor), ..self.clone() })
    }

    fn next_after(&self, page: &Page, headers: &HeaderMap) -> Option<Self> {
        self.next(page).or_else(|| crate::link::next(self, headers))
    }
}

fn query(request: &Request) -> &str {
    request.uri().query().unwrap_or_default()
}

fn client(answer: impl Fn(&Request) -> Outcome + Send + Sync + 'static) -> (Client, Server) {
    let server = Server::new(answer);
    (server.client(&ManualClock::automatic(start())).build().unwrap(), server)
}

async fn numbers(client: &Client) -> Result<Vec<i64>, Error<Undeclared>> {
    items(client, ListNumbers { size: Some(2), ..ListNumbers::default() }, CallOptions::new()).try_collect().await
}

#[tokio::test]
async fn all_items_come_in_order_and_no_page_is_fetched_too_many() {
    let (client, server) = client(|request| match query(request) {
        "size=2" => answer(200, r#"{"numbers":[1,2],"next":"b"}"#),
        "cursor=b&size=2" => answer(200, r#"{"numbers":[],"next":"c"}"#),
        "cursor=c&size=2" => answer(200, r#"{"numbers":[3]}"#),
        other => answer(400, other),
    });
    assert_eq!(numbers(&client).await.unwrap(), [1, 2, 3]);
    assert_eq!(server.paths().len(), 3);
    let found: Vec<_> = pages(&client, ListNumbers { size: Some(2), ..ListNumbers::default() }, CallOptions::new())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found[2], Page { numbers: vec![3], next: None });
}

#[tokio::test]
async fn a_link_header_leads_on() {
    let (client, _) = client(|request| {
        let mut next = String::new();
        let number = match query(request) {
            "size=2" => 1,
            query => query.split_once("cursor=p").map_or(0, |(_, number)| number[..1].parse().unwrap()),
        };
        if number < 3 {
            write!(next, "<https://elsewhere.example/v2/numbers?cursor=p{}&size=2>; rel=\"next\"", number + 1).unwrap();
        }
        let body = Body::Bytes(format!(r#"{{"numbers":[{number}]}}"#).into());
        Ok(http::Response::builder().header("link", next).body(body).unwrap())
    });
    assert_eq!(numbers(&client).await.unwrap(), [1, 2, 3]);
}

/// The same list, whose pages name the URL of the next.
#[derive(Debug, Clone, PartialEq, Default)]
struct LinkedNumbers(ListNumbers);

impl Operation for LinkedNumbers {
    const SPEC: &'static OperationSpec = &OperationSpec::new("linkedNumbers", Method::POST, "/numbers");
    type Success = Page;
    type Error = Undeclared;

    fn encode(self, request: &mut RequestEncoder) {
        self.0.encode(request);
    }

    fn decode(request: &mut RequestDecoder) -> Option<Self> {
        ListNumbers::decode(request).map(Self)
    }

    fn encode_response(response: Result<Page, Undeclared>, reply: ResponseEncoder) -> EncodedResponse {
        ListNumbers::encode_response(response, reply)
    }

    fn decode_response(reply: &mut ResponseDecoder) -> Result<Result<Page, Undeclared>, DecodeError> {
        ListNumbers::decode_response(reply)
    }
}

impl Paginated for LinkedNumbers {
    type Item = i64;

    fn items(page: &mut Page) -> Vec<i64> {
        std::mem::take(&mut page.numbers)
    }

    fn next(&self, _page: &Page) -> Option<Self> {
        None
    }

    fn next_url(page: &Page) -> Option<String> {
        page.next.clone()
    }
}

async fn linked(client: &Client) -> Result<Vec<i64>, Error<Undeclared>> {
    items(client, LinkedNumbers::default(), CallOptions::new()).try_collect().await
}

#[tokio::test]
async fn the_url_of_the_next_page_is_followed_by_get_wherever_it_is_on_the_origin() {
    let (client, server) = client(|request| match (request.method().as_str(), request.uri().path(), query(request)) {
        ("POST", "/base/numbers", "") => answer(200, r#"{"numbers":[1],"next":"/more/2?token=a%20b#top"}"#),
        ("GET", "/more/2", "token=a%20b") => answer(200, r#"{"numbers":[2],"next":"3"}"#),
        ("GET", "/more/3", "") => answer(200, r#"{"numbers":[3],"next":""}"#),
        (_, path, _) => answer(400, path),
    });
    assert_eq!(linked(&client).await.unwrap(), [1, 2, 3]);
    assert_eq!(server.paths().len(), 3);
}

#[tokio::test]
async fn a_next_page_on_another_origin_is_not_asked_for() {
    for next in ["https://evil.example/numbers", "//evil.example/numbers", "ftp://evil.example"] {
        let (client, server) = client(move |_| answer(200, &format!(r#"{{"numbers":[1],"next":"{next}"}}"#)));
        assert!(matches!(linked(&client).await, Err(Error::Pages(PageError::OtherOrigin))), "{next}");
        assert_eq!(server.paths().len(), 1);
    }
}

#[tokio::test]
async fn a_url_that_leads_back_ends_the_list() {
    let (client, server) = client(|request| match request.uri().path() {
        "/base/numbers" => answer(200, r#"{"numbers":[1],"next":"/a"}"#),
        "/a" => answer(200, r#"{"numbers":[2],"next":"/b"}"#),
        _ => answer(200, r#"{"numbers":[3],"next":"/a"}"#),
    });
    assert_eq!(linked(&client).await.unwrap(), [1, 2, 3]);
    assert_eq!(server.paths().len(), 3);
}

#[tokio::test]
async fn a_cursor_that_leads_back_ends_the_list() {
    let (client, server) = client(|request| match query(request) {
        "size=2" => answer(200, r#"{"numbers":[1],"next":"b"}"#),
        "cursor=b&size=2" => answer(200, r#"{"numbers":[2],"next":"c"}"#),
        _ => answer(200, r#"{"numbers":[3],"next":"b"}"#),
    });
    assert_eq!(numbers(&client).await.unwrap(), [1, 2, 3]);
    assert_eq!(server.paths().len(), 3);
}

/// The server does not know the parameter, and answers the first page for ever.
#[tokio::test]
async fn a_page_that_comes_again_is_an_error() {
    let (client, server) = client(|_| {
        let next = "<?cursor=x>; rel=next";
        let body = Body::Bytes(r#"{"numbers":[1]}"#.into());
        Ok(http::Response::builder().header("link", next).body(body).unwrap())
    });
    assert!(matches!(numbers(&client).await, Err(Error::Pages(PageError::Repeated))));
    assert_eq!(server.paths().len(), 2);
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let (client, server) = client(|request| match query(request) {
        "size=2" => answer(200, r#"{"numbers":[1],"next":"b"}"#),
        _ => answer(404, "gone"),
    });
    let error = numbers(&client).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(error.api().map(|undeclared| undeclared.body.clone()), Some("gone".into()));
    assert_eq!(server.paths().len(), 2);
}

#[tokio::test]
async fn a_call_gives_the_decoded_reply() {
    let (client, _) = client(|request| match query(request) {
        "" => answer(200, r#"{"numbers":[7]}"#),
        _ => answer(200, r#"{"numbers":"seven"}"#),
    });
    let reply = client.call(ListNumbers::default(), &CallOptions::new()).await.unwrap();
    assert_eq!((reply.status.as_u16(), reply.into_body().numbers), (200, vec![7]));
    let wrong = ListNumbers { size: Some(1), ..ListNumbers::default() };
    let error = client.call(wrong, &CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}
