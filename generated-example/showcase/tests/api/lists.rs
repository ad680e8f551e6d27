//! Parameters of all kinds, and lists by cursor.

use futures_util::TryStreamExt as _;
use showcase::operations::ListTools;
use showcase::runtime::{DateTime, StatusCode};
use showcase::types::{Condition, ListToolsFilter, ListToolsLanguage};

use crate::echo::TOOLS;
use crate::loopback::{AWKWARD, Loopback, TOOL};

#[tokio::test]
async fn every_parameter_travels() {
    let server = Loopback::start().await;
    let tags: Vec<String> = AWKWARD[..5].iter().map(|text| (*text).to_owned()).collect();
    let filter = ListToolsFilter { condition: Some(Condition::OutOfOrder), min_weight: Some(0.25) };
    let reply = server
        .client()
        .tools()
        .list()
        .x_request_id(TOOL)
        .tag(tags.clone())
        .ids(vec![i64::MIN, 0, i64::MAX])
        .filter(filter.clone())
        .cursor("40")
        .limit(50)
        .since("2023-06-12T10:47:44Z".parse::<DateTime>().unwrap())
        .language(ListToolsLanguage::De)
        .reply()
        .await
        .unwrap();
    let expected = ListTools {
        x_request_id: Some(TOOL),
        tag: tags,
        ids: Some(vec![i64::MIN, 0, i64::MAX]),
        filter: Some(filter),
        cursor: Some("40".to_owned()),
        limit: Some(50),
        since: Some("2023-06-12T10:47:44Z".parse().unwrap()),
        language: Some(ListToolsLanguage::De),
    };
    assert_eq!(server.echo.seen::<ListTools>(), expected);
    assert_eq!(reply.body.x_total_count, 45);
    assert_eq!(reply.body.x_generated_at.unwrap().timestamp(), 1_767_225_600);
    assert_eq!(reply.headers["x-total-count"], "45");
    assert_eq!(reply.body.last_modified, reply.body.x_generated_at);
    assert_eq!(reply.headers["last-modified"], "Thu, 01 Jan 2026 00:00:00 GMT");
}

#[tokio::test]
async fn what_is_left_out_stays_out_and_has_a_default() {
    let server = Loopback::start().await;
    server.client().tools().list().send().await.unwrap();
    let seen = server.echo.seen::<ListTools>();
    assert_eq!(seen, ListTools::default());
    assert_eq!((seen.limit_or_default(), seen.language_or_default()), (20, ListToolsLanguage::En));
}

#[tokio::test]
async fn any_text_is_a_tag() {
    let server = Loopback::start().await;
    for text in AWKWARD.into_iter().chain([""]) {
        let tags = vec![text.to_owned(), "and another".to_owned()];
        server.client().tools().list().tag(tags.clone()).send().await.unwrap();
        assert_eq!(server.echo.seen::<ListTools>().tag, tags, "{text:?}");
    }
}

#[tokio::test]
async fn parameters_are_read_as_the_document_writes_them() {
    let server = Loopback::start().await;
    let target =
        "/tools?tag=a&tag=b%2Cc&ids=1,-2&filter[condition]=good&filter%5BminWeight%5D=2&limit=1&since=1686566864";
    let answer = server.raw(&format!("GET {target} HTTP/1.1\r\nCookie: a=b; language=de"), "").await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let seen = server.echo.seen::<ListTools>();
    assert_eq!(seen.tag, ["a", "b,c"]);
    assert_eq!(seen.ids, Some(vec![1, -2]));
    let filter = ListToolsFilter { condition: Some(Condition::Good), min_weight: Some(2.0) };
    assert_eq!(seen.filter, Some(filter));
    assert_eq!(seen.since.map(|since| since.timestamp()), Some(1_686_566_864));
    assert_eq!(seen.language, Some(ListToolsLanguage::De));
}

#[tokio::test]
async fn parameters_that_do_not_do_are_all_named() {
    let server = Loopback::start().await;
    let target = "/tools?tag=1&tag=2&tag=3&tag=4&tag=5&tag=6&ids=1,x&filter[minWeight]=-1&limit=51";
    let answer = server.raw(&format!("GET {target} HTTP/1.1\r\nX-Request-Id: 1\r\nCookie: language=fr"), "").await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    for (place, name) in [
        ("query", "tag"),
        ("query", "ids/1"),
        ("query", "filter/minWeight"),
        ("query", "limit"),
        ("header", "X-Request-Id"),
        ("cookie", "language"),
    ] {
        assert!(answer.contains(&format!(r#""in":"{place}","parameter":"{name}""#)), "{name}: {answer}");
    }
}

#[tokio::test]
async fn items_of_all_pages_come_in_a_row() {
    let server = Loopback::start().await;
    let client = server.client();
    let tools: Vec<_> = client.tools().list().limit(7).items().try_collect().await.unwrap();
    let serials: Vec<_> = tools.iter().map(|tool| tool.serial).collect();
    assert_eq!(serials, (1..=TOOLS as i64).collect::<Vec<_>>());

    let pages: Vec<_> = client.tools().list().limit(20).pages().try_collect().await.unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| page.body.items.len()).collect();
    assert_eq!(sizes, [20, 20, 5]);
}

#[tokio::test]
async fn a_page_that_fails_ends_the_list() {
    let server = Loopback::start().await;
    let client = server.client();
    let pages = client.tools().list().limit(51).pages();
    let error = pages.try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
}
