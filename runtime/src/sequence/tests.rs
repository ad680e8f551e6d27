//! What is written is read, however it is cut, and nothing grows without bounds.

use proptest::prelude::*;

use super::*;
use crate::json::{Reader, Value};

/// Bytes that come in pieces of this size.
fn cut(bytes: &[u8], size: usize) -> ByteStream {
    let pieces: Vec<Result<Bytes, StreamError>> =
        bytes.chunks(size.max(1)).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    ByteStream::new(Pieces(pieces.into_iter()))
}

struct Pieces(std::vec::IntoIter<Result<Bytes, StreamError>>);

impl Stream for Pieces {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// Runs what never waits.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(std::task::Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}

fn read<T: Decode + Send + 'static>(bytes: &[u8], size: usize, framing: Framing) -> Result<Vec<T>, SequenceError> {
    now(Sequence::<T>::read(cut(bytes, size), framing, Mode::Strict).collect(1000))
}

#[test]
fn lines_and_records_end_where_they_end() {
    for size in 1..12 {
        let lines: Vec<i64> = read(b"\xef\xbb\xbf1\r\n\n  2\n3", size, Framing::Lines).unwrap();
        assert_eq!(lines, [1, 2, 3]);
        let records: Vec<i64> = read(b"\x1e1\n\x1e\x1e2\n\x1e3", size, Framing::Records).unwrap();
        assert_eq!(records, [1, 2, 3]);
    }
}

#[test]
fn events_are_read_as_the_standard_says() {
    let text = b": comment\r\n\r\nevent: add\r\nid:7\r\nretry: 10\r\ndata: {\"a\":\r\ndata:1}\r\n\r\nid: 8\n\ndata: [2]\n\ndata: [DONE]\n\ndata: 3\n\n";
    for size in 1..30 {
        let events: Vec<Event<Value>> = read(text, size, Framing::EventData).unwrap();
        let [first, second] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!((first.event.as_deref(), first.id.as_deref(), first.retry), (Some("add"), Some("7"), Some(10)));
        assert_eq!((first.data.to_string(), second.data.to_string()), ("{\"a\":1}".to_owned(), "[2]".to_owned()));
        let texts: Vec<Event<String>> = read(b"data: a\rdata:  b\r\rdata\n\n", size, Framing::EventText).unwrap();
        assert_eq!(texts, [Event::new("a\n b".to_owned()), Event::new(String::new())]);
        let objects: Vec<Value> = read(b"event: x\ndata: {\"a\":1}\n\n", size, Framing::Events).unwrap();
        assert_eq!(objects.first().unwrap().to_string(), r#"{"event":"x","data":"{\"a\":1}"}"#);
    }
}

/// An event as a document may describe it, that asks for the name of each.
#[derive(Debug, PartialEq)]
struct Named {
    event: String,
    data: String,
}

impl Decode for Named {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let (mut event, mut data) = (None, None);
        json.begin_record();
        while json.next_property() {
            json.required("event", &mut event);
            json.required("data", &mut data);
        }
        let whole = json.end_record();
        Some(Self { event: event?, data: data? }).filter(|_| whole)
    }
}

#[test]
fn an_event_without_a_name_is_a_message_where_the_name_is_asked_for() {
    let events: Vec<Named> = read(b"data: a\n\nevent: b\ndata: c\n\n", 7, Framing::Events).unwrap();
    let named = |event: &str, data: &str| Named { event: event.to_owned(), data: data.to_owned() };
    assert_eq!(events, [named("message", "a"), named("b", "c")]);
    let kept: Vec<Value> = read(b"data: a\n\n", 7, Framing::Events).unwrap();
    assert_eq!(kept.first().map(Value::to_string).as_deref(), Some(r#"{"data":"a"}"#));
}

/// An event whose data is JSON, if it has any.
#[derive(Debug, PartialEq)]
struct Counted {
    data: Option<Vec<u8>>,
    id: Option<String>,
    retry: Option<u64>,
}

impl Decode for Counted {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let (mut data, mut id, mut retry) = (None, None, None);
        json.begin_record();
        while json.next_property() {
            json.embedded_optional("data", &mut data);
            json.optional("id", &mut id);
            json.optional("retry", &mut retry);
            json.no_other();
        }
        json.end_record().then_some(Self { data, id, retry })
    }
}

impl Encode for Counted {
    fn encode(&self, json: &mut crate::json::Writer) {
        json.begin_object();
        json.embedded_optional("data", &self.data);
        json.optional("id", &self.id);
        json.optional("retry", &self.retry);
        json.end_object();
    }
}

#[test]
fn data_of_events_is_json_of_a_type() {
    let text = b"\xef\xbb\xbf: comment\nnew: field\nid: 7\nretry: 10\ndata: [1,\ndata: 2\ndata:]\n\nid: 8\n\ndata\n\n:\n:data\n\ndata:[3]\n\n";
    let counted = |data: Option<&[u8]>| Counted { data: data.map(<[u8]>::to_vec), id: None, retry: None };
    for size in 1..40 {
        let events: Vec<Counted> = read(text, size, Framing::Events).unwrap();
        let first = Counted { id: Some("7".to_owned()), retry: Some(10), ..counted(Some(&[1, 2])) };
        assert_eq!(events, [first, counted(None), counted(Some(&[3]))]);
    }
    for wrong in ["[256]", "[1] 2", "\"[1]\"", "[1],\"id\":\"x\"", "{}", " "] {
        let told = read::<Counted>(format!("data: {wrong}\n\n").as_bytes(), 9, Framing::Events);
        let Err(SequenceError::Wrong { violations, .. }) = told else { panic!("{wrong}: {told:?}") };
        assert!(violations.iter().all(|found| found.pointer.starts_with("/data")), "{violations:?}");
        assert_eq!(violations.len(), 1);
    }
}

proptest! {
    #[test]
    fn data_of_a_type_is_read_as_it_is_written(
        events in proptest::collection::vec((proptest::option::of(any::<Vec<u8>>()), "[a-z]{0,3}", any::<Option<u64>>()), 0..6),
        size in 1_usize..20,
    ) {
        let events: Vec<Counted> =
            events.into_iter().map(|(data, id, retry)| Counted { data, id: Some(id), retry }).collect();
        let written: Vec<u8> =
            events.iter().flat_map(|event| frames::framed(&json::to_vec(event), Framing::Events).unwrap()).collect();
        prop_assert_eq!(read::<Counted>(&written, size, Framing::Events).unwrap(), events);
    }
}

#[test]
fn an_event_that_is_not_utf_8_is_refused_by_a_server_and_mended_by_a_client() {
    let text = b": \xff\nid: 1\n\ndata: a\xff\n\ndata: [1]\nid: \xff\n\n";
    assert!(matches!(read::<Value>(text, 9, Framing::Events), Err(SequenceError::Wrong { .. })));
    assert!(matches!(read::<Counted>(b"data\xff\ndata\n\n", 9, Framing::Events), Err(SequenceError::Wrong { .. })));
    let client = Sequence::<Event<String>>::read(cut(text, 5), Framing::EventText, Mode::Lenient);
    let events = now(client.collect(9)).unwrap();
    let [first, second] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((first.data.as_str(), second.id.as_deref()), ("a\u{fffd}", Some("\u{fffd}")));
}

#[test]
fn a_time_to_retry_is_digits_only() {
    let events: Vec<Event<String>> =
        read(b"retry: +5\ndata: a\n\nretry: 5\ndata: b\n\n", 9, Framing::EventText).unwrap();
    assert_eq!(events.iter().map(|event| event.retry).collect::<Vec<_>>(), [None, Some(5)]);
}

#[test]
fn a_value_that_is_wrong_is_told_and_others_follow() {
    let mut sequence = Sequence::<i64>::read(cut(b"1\nx\n3\n", 2), Framing::Lines, Mode::Strict);
    let mut next = || now(std::future::poll_fn(|cx| Pin::new(&mut sequence).poll_next(cx)));
    assert!(matches!(next(), Some(Ok(1))));
    assert!(matches!(next(), Some(Err(SequenceError::Wrong { text, .. })) if text == "x"));
    assert!(matches!(next(), Some(Ok(3))) && next().is_none());
    let injected = read::<Event<Value>>(b"data: 1,\"id\":\"x\"\n\n", 5, Framing::EventData);
    assert!(matches!(injected, Err(SequenceError::Wrong { .. })));
}

#[test]
fn a_value_without_end_is_given_up() {
    let endless = vec![b'1'; LONGEST + 2];
    for framing in [Framing::Lines, Framing::Records, Framing::EventText] {
        assert!(matches!(read::<Value>(&endless, 1 << 20, framing), Err(SequenceError::Broken(_))));
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(texts in proptest::collection::vec(".{0,20}|[\\n\\r :]{0,5}", 0..6), size in 1_usize..20) {
        let values: Vec<Value> = texts.iter().map(|text| Value::from(text.as_str())).collect();
        for framing in [Framing::Lines, Framing::Records] {
            let bytes = now(Sequence::from(values.clone()).into_bytes(framing).collect(100_000)).unwrap();
            prop_assert_eq!(&read::<Value>(&bytes, size, framing).unwrap(), &values);
        }
        let events: Vec<Event<Value>> = values.into_iter().map(Event::new).collect();
        let bytes = now(Sequence::from(events.clone()).into_bytes(Framing::EventData).collect(100_000)).unwrap();
        prop_assert_eq!(&read::<Event<Value>>(&bytes, size, Framing::EventData).unwrap(), &events);
        // Text knows one kind of line break only.
        let events: Vec<Event<String>> = texts.iter().map(|text| Event::new(text.replace('\r', ""))).collect();
        let bytes = now(Sequence::from(events.clone()).into_bytes(Framing::EventText).collect(100_000)).unwrap();
        prop_assert_eq!(&read::<Event<String>>(&bytes, size, Framing::EventText).unwrap(), &events);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80), text in "[data:\\n\\r {}\\[\\]\u{1e}1]{0,60}", size in 1_usize..9) {
        for framing in [Framing::Lines, Framing::Records, Framing::EventData, Framing::EventText, Framing::Events] {
            let _ = read::<Value>(&bytes, size, framing);
            let _ = read::<Value>(text.as_bytes(), size, framing);
        }
    }
}

#[test]
fn text_that_events_would_change_is_refused() {
    let written = |text: &str, framing| {
        let event = json::to_vec(&Event::new(text.to_owned()));
        frames::framed(&event, framing).map(|bytes| String::from_utf8(bytes).unwrap())
    };
    for text in ["\r", "a\r\nb", "a\rb"] {
        assert!(written(text, Framing::EventText).is_err(), "{text:?}");
        // In JSON it stands behind a backslash.
        assert!(!written(text, Framing::EventData).unwrap().contains('\r'), "{text:?}");
    }
    assert_eq!(written("a\n\nb", Framing::EventText).unwrap(), "data: a\ndata: \ndata: b\n\n");
}
