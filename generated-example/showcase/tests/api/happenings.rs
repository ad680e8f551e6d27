//! Server-sent events whose data is JSON in some of them and text in others.

use futures_util::StreamExt;
use showcase::operations::WatchHappenings;
use showcase::runtime::json::Value;
use showcase::runtime::sequence::SequenceError;
use showcase::runtime::{Sequence, json};
use showcase::types::{Happening, HappeningCame, HappeningCounted, HappeningCountedData, HappeningSaid, Maker};

use crate::loopback::{AWKWARD, Loopback};

fn counted(tools: u64) -> HappeningCounted {
    let at = "2024-02-29T12:00:00Z".parse().unwrap();
    HappeningCounted::new(HappeningCountedData { at: Some(at), ..HappeningCountedData::new(tools) })
}

#[tokio::test]
async fn the_data_of_an_event_has_the_type_that_its_name_says() {
    let server = Loopback::start().await;
    let mut happenings: Vec<Happening> = vec![
        HappeningCounted { id: Some("7".to_owned()), retry: Some(250), ..counted(u64::MAX) }.into(),
        HappeningSaid::new("{\"name\":\"no maker\"}").into(),
        HappeningSaid::new("two\n\nlines").into(),
        HappeningSaid::new("").into(),
    ];
    for text in AWKWARD {
        let maker = Maker { country: Some("DE".to_owned()), ..Maker::new(text) };
        happenings.push(HappeningCame::new(maker).into());
    }
    server.echo.answer_next::<WatchHappenings>(Ok(Sequence::from(happenings.clone())));
    let answered = server.client().bodies().watch_happenings().send().await.unwrap();
    assert_eq!(answered.collect(100).await.unwrap(), happenings);
}

#[tokio::test]
async fn the_data_of_an_event_is_json_on_the_wire() {
    let server = Loopback::start().await;
    let happenings = vec![counted(3).into(), HappeningCame::new(Maker::new("a\nb")).into()];
    server.echo.answer_next::<WatchHappenings>(Ok(Sequence::from(happenings)));
    let raw = server.raw("GET /bodies/happenings HTTP/1.1", "").await;
    for event in [
        "event: counted\ndata: {\"tools\":3,\"at\":\"2024-02-29T12:00:00Z\"}\n\n",
        "event: came\ndata: {\"name\":\"a\\nb\"}\n\n",
    ] {
        assert!(raw.contains(event), "{event:?}: {raw}");
    }
}

#[tokio::test]
async fn wrong_data_is_told_with_its_place_and_others_follow() {
    let server = Loopback::start().await;
    // As a server may send it that is not of this document.
    let event = |text: &str| Happening::Unknown(json::from_slice::<Value>(text.as_bytes()).unwrap());
    let sent = vec![
        event(r#"{"event":"came","data":"{\"name\":1}"}"#),
        event(r#"{"event":"came","data":"{\"name\":\"a\""}"#),
        event(r#"{"event":"counted","data":"{\"tools\":-1}"}"#),
        event(r#"{"event":"counted","data":"\"{\\\"tools\\\":1}\""}"#),
        event(r#"{"event":"counted","data":""}"#),
        event(r#"{"event":"new","data":"{\"name\":1}"}"#),
        counted(1).into(),
    ];
    server.echo.answer_next::<WatchHappenings>(Ok(Sequence::from(sent)));
    let answered = server.client().bodies().watch_happenings().send().await.unwrap();
    let read: Vec<Result<Happening, SequenceError>> = StreamExt::collect(answered).await;
    let places: Vec<Option<&str>> = read
        .iter()
        .map(|item| match item {
            Err(SequenceError::Wrong { violations, .. }) => violations.iter().next().map(|found| &*found.pointer),
            _ => None,
        })
        .collect();
    assert_eq!(
        places,
        [Some("/data/name"), Some("/data"), Some("/data/tools"), Some("/data"), Some("/data"), None, None]
    );
    assert!(matches!(&read[5], Ok(Happening::Unknown(_))));
    assert!(matches!(&read[6], Ok(Happening::Counted(counted)) if counted.data.tools == 1));
}
