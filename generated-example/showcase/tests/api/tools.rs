//! Values of all kinds in JSON: what is sent is what arrives, and comes back.

use std::collections::BTreeMap;

use showcase::operations::{CreateTool, CreateToolSuccess, GetCategories, GetTool, GetToolOk, SetNote, UpdateTool};
use showcase::runtime::json::{self, Value};
use showcase::runtime::server::{RateLimits, ServerOptions, Validation};
use showcase::runtime::{Base64, Date, DateTime, Presence, StatusCode, Uuid};
use showcase::types::{Category, Condition, Labels, Maker, Shelf, Size, SizePart3, ToolPatch, ToolRequest};

use crate::echo::stored;
use crate::loopback::{AWKWARD, Loopback, TOOL};

/// A tool with all that a tool can have.
#[expect(deprecated, reason = "what is deprecated is still on the wire")]
fn whole() -> ToolRequest {
    let mut maker = Maker::new("Bösch & Söhne");
    maker.country = Some("DE".to_owned());
    maker.additional =
        [("founded".to_owned(), 1886), ("least".to_owned(), i32::MIN), ("most".to_owned(), i32::MAX)].into();
    ToolRequest {
        id: Some(TOOL),
        created_at: Some("2026-02-28T23:59:59.123456789+05:45".parse().unwrap()),
        lock_code: Some("0042".into()),
        name: "Drill".to_owned(),
        serial: i64::MAX,
        condition: Some(Condition::OutOfOrder),
        shelf: Some(Shelf::Upper),
        weight: Some(0.1 + 0.2),
        price: Some("129.90".parse().unwrap()),
        bought_on: Date::from_ymd_opt(2024, 2, 29).unwrap().into(),
        watts: Some(65_535),
        fingerprint: Some(Base64::from((0..=255).collect::<Vec<u8>>())),
        seal: Some(Base64::from((0..=254).collect::<Vec<u8>>())),
        serviced_at: Some(vec!["1969-12-31T23:59:59Z".parse().unwrap(), "9999-12-31T23:59:59Z".parse().unwrap()]),
        seen_at: Presence::Value("2026-02-28T23:59:59Z".parse().unwrap()),
        website: Some("https://example.com/%C3%A4?b=c#d".into()),
        tags: Some(AWKWARD[..10].iter().map(|text| (*text).to_owned()).collect()),
        size: Some(Size((1.5, 2.0, SizePart3::Mm))),
        labels: Some(Labels(AWKWARD.iter().map(|text| ((*text).to_owned(), (*text).to_owned())).collect())),
        maker: Some(maker),
        extra: Some(Value::Null),
        color: Some("red".to_owned()),
    }
}

async fn created(server: &Loopback, tool: &ToolRequest) -> ToolRequest {
    match server.client().tools().create(tool.clone()).send().await.unwrap() {
        // The answer has an id; what was sent may have none.
        CreateToolSuccess::Created(created) => {
            let answered: ToolRequest = json::from_slice(&json::to_vec(&created.body)).unwrap();
            ToolRequest { id: tool.id, ..answered }
        }
        CreateToolSuccess::Ok(_) => panic!("it was created"),
    }
}

#[tokio::test]
async fn every_property_travels() {
    let server = Loopback::start().await;
    for tool in [whole(), ToolRequest::new("Drill", 1)] {
        let answered = created(&server, &tool).await;
        assert_eq!(server.echo.seen::<CreateTool>().body, tool);
        // What is only for requests is no part of an answer, though the value of the server has it.
        assert_eq!(answered, ToolRequest { lock_code: None, ..tool });
    }
}

#[tokio::test]
async fn any_text_travels() {
    let server = Loopback::start().await;
    for text in AWKWARD {
        let tool = ToolRequest::new(text, 1);
        assert_eq!(created(&server, &tool).await, tool, "{text:?}");
    }
}

#[tokio::test]
async fn numbers_keep_their_value() {
    let server = Loopback::start().await;
    for weight in [f64::MIN_POSITIVE, f64::MAX, f64::EPSILON, 5e-324, 1e21, 9_007_199_254_740_993.0, 1.0 / 3.0] {
        let mut tool = ToolRequest::new("Drill", 1);
        tool.weight = Some(weight);
        assert_eq!(created(&server, &tool).await, tool, "{weight}");
    }
    let mut tool = ToolRequest::new("Drill", 1);
    tool.weight = Some(f64::NAN);
    let error = server.client().tools().create(tool).send().await.unwrap_err();
    assert_eq!(error.status(), None, "it is no number of JSON, and not sent: {error:?}");
}

#[tokio::test]
async fn times_keep_their_offset() {
    let server = Loopback::start().await;
    for text in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2026-06-30T12:00:00-11:30"] {
        let mut tool = ToolRequest::new("Drill", 1);
        let time: DateTime = text.parse().unwrap();
        tool.created_at = Some(time);
        let answered = created(&server, &tool).await.created_at.unwrap();
        assert_eq!((answered, answered.offset()), (time, time.offset()), "{text}");
    }
}

#[tokio::test]
async fn times_and_bytes_have_the_format_of_the_document() {
    let server = Loopback::start().await;
    let body = r#"{"name":"Drill","serial":1,"seal":"-_8","servicedAt":[-1,1686566864],"seenAt":"Fri, 26 Aug 2022 14:38:00 GMT"}"#;
    let answer = server.raw("POST /tools HTTP/1.1\r\nContent-Type: application/json", body).await;
    assert!(answer.ends_with(&body[1..]), "{answer}");
    let seen = server.echo.seen::<CreateTool>().body;
    assert_eq!(seen.seal, Some(Base64::from(vec![0xfb, 0xff])));
    assert_eq!(seen.serviced_at.unwrap()[1], "2023-06-12T10:47:44Z".parse::<DateTime>().unwrap());
    assert_eq!(seen.seen_at, Presence::Value("2022-08-26T14:38:00Z".parse().unwrap()));
    for wrong in [r#""seal":"+/8=""#, r#""servicedAt":["2023-06-12T10:47:44Z"]"#, r#""seenAt":1686566864"#] {
        let body = format!(r#"{{"name":"Drill","serial":1,{wrong}}}"#);
        let answer = server.raw("POST /tools HTTP/1.1\r\nContent-Type: application/json", &body).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{wrong}: {answer}");
    }
}

#[tokio::test]
async fn any_json_travels() {
    let server = Loopback::start().await;
    for text in [
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "-0.0",
        "123456789012345678901234567890.000000000000000000001",
        "1e999",
        r#"{"b": 1, "a": [null, {"": [[], {}]}], "\u0000": "\ud83d\udee0"}"#,
    ] {
        let mut tool = ToolRequest::new("Drill", 1);
        tool.extra = Some(json::from_slice(text.as_bytes()).unwrap());
        assert_eq!(created(&server, &tool).await.extra, tool.extra, "{text}");
    }
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_things() {
    let server = Loopback::start().await;
    for bought_on in [Presence::Absent, Presence::Null, Presence::Value(Date::from_ymd_opt(1970, 1, 1).unwrap())] {
        let mut tool = ToolRequest::new("Drill", 1);
        tool.bought_on = bought_on;
        assert_eq!(created(&server, &tool).await.bought_on, bought_on);
    }
    let maker = Maker::new("Bösch");
    for patch in [
        ToolPatch::default(),
        ToolPatch { name: Presence::Null, weight: Presence::Null, maker: Presence::Null, ..ToolPatch::default() },
        ToolPatch { name: "Saw".to_owned().into(), weight: 2.5.into(), maker: maker.into(), ..ToolPatch::default() },
    ] {
        server.client().tools().update(TOOL, patch.clone()).send().await.unwrap();
        assert_eq!(server.echo.seen::<UpdateTool>(), UpdateTool::new(TOOL, patch));
    }
}

#[tokio::test]
async fn a_patch_says_that_it_is_one() {
    let server = Loopback::start().await;
    let head = format!("PATCH /tools/{TOOL} HTTP/1.1\r\nContent-Type: application/merge-patch+json");
    let answer = server.raw(&head, r#"{"weight":null}"#).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(server.echo.seen::<UpdateTool>().body.weight, Presence::Null);
    let head = format!("PATCH /tools/{TOOL} HTTP/1.1\r\nContent-Type: text/plain");
    let answer = server.raw(&head, r#"{"weight":null}"#).await;
    assert!(answer.starts_with("HTTP/1.1 415 "), "{answer}");
}

#[tokio::test]
async fn values_that_the_document_does_not_list_are_kept() {
    let server = Loopback::start().await;
    let mut tool = ToolRequest::new("Drill", 1);
    tool.condition = Some(Condition::from("rusty"));
    tool.shelf = Some(Shelf::from(-7));
    tool.size = Some(Size((1.0, 2.0, SizePart3::from("ft"))));
    server.echo.answer_next::<GetTool>(Ok(GetToolOk::Json(stored(&tool))));
    let GetToolOk::Json(answered) = server.client().tools().get(TOOL).send().await.unwrap() else { panic!() };
    assert_eq!(answered, stored(&tool));
    assert_eq!(answered.condition, Some(Condition::Unknown("rusty".to_owned())));
    assert_eq!(answered.shelf, Some(Shelf::Unknown(-7)));

    // A server holds what it is sent against the document, unless it is told not to.
    let error = server.client().tools().create(tool.clone()).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    let server =
        Loopback::with(ServerOptions::new().rate_limits(RateLimits::Off).validation(Validation::Lenient)).await;
    assert_eq!(created(&server, &tool).await, tool);
}

#[tokio::test]
async fn every_violation_is_named_by_where_it_is() {
    let server = Loopback::start().await;
    let mut tool = whole();
    tool.name.clear();
    tool.lock_code = Some("12345".into());
    tool.weight = Some(0.0);
    tool.tags = Some(vec!["same".to_owned(), "same".to_owned(), String::new()]);
    tool.maker.as_mut().unwrap().country = Some("Germany".to_owned());
    let call = server.client();
    let call = call.tools().create(tool);
    let known = call.validate().unwrap_err();
    let mut known: Vec<_> = known.iter().map(|violation| violation.pointer.clone()).collect();
    known.sort();
    assert_eq!(known, ["/lockCode", "/maker/country", "/name", "/tags", "/tags/2", "/weight"]);

    let error = call.send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    let mut tool = whole();
    tool.name.clear();
    let body = String::from_utf8(json::to_vec(&tool)).unwrap().replace("\"serial\":", "\"serial\":0,\"was\":");
    let answer = server.raw("POST /tools HTTP/1.1\r\nContent-Type: application/json", &body).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
    assert!(answer.contains(r##""pointer":"#/name""##) && answer.contains(r##""pointer":"#/serial""##), "{answer}");
}

#[tokio::test]
async fn a_map_stands_beside_named_properties() {
    let server = Loopback::start().await;
    let mut tool = ToolRequest::new("Drill", 1);
    let additional: BTreeMap<_, _> = AWKWARD.iter().zip(0..).map(|(name, at)| ((*name).to_owned(), at)).collect();
    tool.maker = Some(Maker { name: "name".to_owned(), country: None, additional });
    assert_eq!(created(&server, &tool).await, tool);
}

#[tokio::test]
async fn a_tree_holds_itself() {
    let server = Loopback::start().await;
    let mut tree = Category::new("leaf");
    for depth in 0..50 {
        let mut above = Category::new(format!("level {depth}"));
        above.children = Some(vec![Category::new("another leaf"), tree]);
        above.parent = (depth % 10 == 0).then(|| Box::new(Category::new("parent")));
        tree = above;
    }
    server.echo.answer_next::<GetCategories>(Ok(tree.clone()));
    assert_eq!(server.client().tools().get_categories().send().await.unwrap(), tree);
}

#[tokio::test]
#[expect(deprecated, reason = "what is deprecated still works")]
async fn a_text_is_a_text() {
    let server = Loopback::start().await;
    for text in AWKWARD.into_iter().chain([""]) {
        let answered = server.client().tools().set_note(TOOL, text).send().await.unwrap();
        assert_eq!(server.echo.seen::<SetNote>(), SetNote::new(TOOL, text));
        assert_eq!(answered, text);
    }
}

#[tokio::test]
#[expect(deprecated, reason = "what is deprecated still works")]
async fn a_text_is_held_against_its_constraints() {
    let server = Loopback::start().await;
    let client = server.client();
    client.tools().set_note(TOOL, "ä".repeat(1000)).send().await.unwrap();
    let call = client.tools().set_note(TOOL, "ä".repeat(1001));
    assert_eq!(call.validate().unwrap_err().len(), 1);
    assert_eq!(call.send().await.unwrap_err().status(), Some(StatusCode::BAD_REQUEST));
}

#[tokio::test]
async fn an_id_that_is_none_is_refused() {
    let server = Loopback::start().await;
    let answer = server.raw("GET /tools/not-a-uuid HTTP/1.1", "").await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(answer.contains(r#""in":"path","parameter":"toolId""#), "{answer}");
    server.client().tools().get(Uuid::nil()).send().await.unwrap();
    assert_eq!(server.echo.seen::<GetTool>().tool_id, Uuid::nil());
}
