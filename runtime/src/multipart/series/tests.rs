//! Parts are told apart however they are cut, each is handed on once it ends, and nothing grows without bounds.

use std::collections::VecDeque;

use super::*;
use crate::file::File;
use crate::json::Value;
use crate::rules::Rules;

/// Bytes that come in pieces; after the last, more may come or not.
struct Pieces {
    pieces: VecDeque<Vec<u8>>,
    open: bool,
}

impl Stream for Pieces {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.pieces.pop_front() {
            Some(piece) => Poll::Ready(Some(Ok(piece.into()))),
            None if self.open => Poll::Pending,
            None => Poll::Ready(None),
        }
    }
}

fn cut(bytes: &[u8], size: usize, open: bool) -> ByteStream {
    ByteStream::new(Pieces { pieces: bytes.chunks(size).map(<[u8]>::to_vec).collect(), open })
}

fn next<S: Stream + Unpin>(stream: &mut S) -> Poll<Option<S::Item>> {
    Pin::new(stream).poll_next(&mut Context::from_waker(std::task::Waker::noop()))
}

/// All that comes, until nothing does.
fn all<S: Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
    std::iter::from_fn(|| match next(&mut stream) {
        Poll::Ready(item) => item,
        Poll::Pending => None,
    })
    .collect()
}

fn values(bytes: &[u8], size: usize) -> Sequence<Value> {
    let read: ReadPart<Value> = |form| form.required("0", &Rules::NONE);
    super::read(cut(bytes, size, false), "x", read, Mode::Strict)
}

fn written(values: Vec<Value>) -> (String, Vec<u8>) {
    let (media, bytes) =
        write("multipart/mixed; a=b", Sequence::from(values), |form, value| form.field("0", value), Reader::Server);
    let bytes: Result<Vec<Bytes>, StreamError> = all(bytes).into_iter().collect();
    (media, bytes.unwrap().concat())
}

#[test]
fn what_is_written_is_read() {
    let sent = vec![Value::from("a\r\n--x\r\n"), Value::from(vec![Value::from(1)]), Value::Null, Value::from("")];
    let (media, bytes) = written(sent.clone());
    let boundary = media.strip_prefix("multipart/mixed; boundary=").unwrap();
    let read: ReadPart<Value> = |form| form.required("0", &Rules::NONE);
    for size in [1, 2, 3, 7, 50, 10_000] {
        let read: Result<Vec<_>, _> =
            all(super::read(cut(&bytes, size, false), boundary, read, Mode::Strict)).into_iter().collect();
        assert_eq!(read.unwrap(), sent, "in chunks of {size}");
    }
    let (_, bytes) = written(Vec::new());
    assert_eq!(all(super::read(cut(&bytes, 1, false), boundary, read, Mode::Strict)).len(), 1, "another boundary");
}

#[test]
fn a_part_is_handed_on_once_its_end_is_there() {
    let (sender, receiver) = std::sync::mpsc::channel::<Value>();
    let values = futures_util::stream::poll_fn(move |_| match receiver.try_recv() {
        Ok(value) => Poll::Ready(Some(Ok(value))),
        Err(std::sync::mpsc::TryRecvError::Empty) => Poll::Pending,
        Err(std::sync::mpsc::TryRecvError::Disconnected) => Poll::Ready(None),
    });
    let write: WritePart<Value> = |form, value| form.field("0", value);
    let (media, bytes) = super::write("multipart/mixed", Sequence::new(values), write, Reader::Client);
    let boundary = media.split_once('=').unwrap().1.to_owned();
    let mut read = super::read(bytes, &boundary, |form| form.required::<Value>("0", &Rules::NONE), Mode::Lenient);
    assert!(next(&mut read).is_pending());
    for text in ["a", "", "b"] {
        sender.send(text.into()).unwrap();
        assert!(matches!(next(&mut read), Poll::Ready(Some(Ok(value))) if value == Value::from(text)), "{text:?}");
        assert!(next(&mut read).is_pending());
    }
    drop(sender);
    assert!(matches!(next(&mut read), Poll::Ready(None)));
}

#[test]
fn what_stands_around_parts_is_left_out() {
    let bytes = b"before\r\n--y\r\n--x \t\r\nA: b\r\n\r\n1\r\n--x\r\n\r\n\r\n--x--\r\nbehind\r\n--x\r\n\r\n2\r\n--x--";
    for size in 1..bytes.len() {
        let read: Vec<_> = all(values(bytes, size)).into_iter().map(Result::unwrap).collect();
        assert_eq!(read, [Value::from("1"), Value::from("")], "in chunks of {size}");
    }
}

#[test]
fn a_part_that_is_wrong_ends_nothing_and_one_that_breaks_off_ends_all() {
    let bytes = b"--x\r\nContent-Type: application/json\r\n\r\n{\r\n--x\r\nContent-Type: image/png\r\n\r\n1\r\n--x\r\n\r\n2\r\n--x--";
    let read = all(values(bytes, 5));
    assert_eq!(read.len(), 3);
    assert!(matches!(&read[0], Err(SequenceError::Wrong { text, .. }) if &text[..] == b"{"), "{read:?}");
    assert!(matches!(&read[1], Err(SequenceError::Wrong { text, .. }) if &text[..] == b"1"), "{read:?}");
    assert!(read[2].is_ok());
    for broken in
        ["--x\r\n\r\n1\r\n--x", "--x\r\n\r\n1\r\n--x\r\n\r\n2", "--x\r\n\r\n1\r\n--xy", "--x\r\n\r\n1\r\n--x\r\nA: b"]
    {
        let read = all(values(broken.as_bytes(), 3));
        assert!(matches!(read[..], [Ok(_), Err(SequenceError::Broken(_))]), "{broken:?}: {read:?}");
    }
    for none in ["", "x", "--y\r\n\r\n1\r\n--y--"] {
        let read = all(values(none.as_bytes(), 3));
        assert!(matches!(read[..], [Err(SequenceError::Broken(_))]), "{none:?}: {read:?}");
    }
}

#[test]
fn parts_are_bounded_one_by_one() {
    let read = |head: &str, length: usize| {
        let mut bytes = format!("--x\r\n{head}\r\n\r\n").into_bytes();
        bytes.resize(bytes.len() + length, b'a');
        bytes.extend_from_slice(b"\r\n--x--");
        all(values(&bytes, 100_000))
    };
    assert!(matches!(read("A: b", LONGEST)[..], [Ok(_)]));
    assert!(matches!(read("A: b", LONGEST + 1)[..], [Err(SequenceError::Broken(_))]));
    assert!(matches!(read(&"A: b\r\n".repeat(10_000), 1)[..], [Err(SequenceError::Broken(_))]));
    let many = "--x\r\n\r\n1\r\n".repeat(5_000) + "--x--";
    assert_eq!(all(values(many.as_bytes(), 1_000)).len(), 5_000, "a series has no end");
    for boundary in [String::new(), "x".repeat(71)] {
        let read: ReadPart<Value> = |form| form.required("0", &Rules::NONE);
        let read = all(super::read(cut(b"--x\r\n\r\n1\r\n--x--", 5, true), &boundary, read, Mode::Strict));
        assert!(matches!(read[..], [Err(SequenceError::Broken(_))]), "{boundary}: {read:?}");
    }
}

#[test]
fn what_can_not_be_one_part_is_not_sent() {
    let twice: WritePart<Value> = |form, value| {
        form.field("0", value);
        form.field("1", value);
    };
    for write in [twice, |_, _| {}] {
        let (_, bytes) = super::write("multipart/mixed", vec![Value::from("a")].into(), write, Reader::Server);
        let sent = all(bytes);
        assert!(matches!(sent[..], [Ok(_), Err(_)]), "{sent:?}");
    }
}

#[test]
fn each_place_has_what_is_said_of_it() {
    let write: WritePart<Value> =
        |form, value| form.field_as("0", form.of_place("text/a", &["text/b", "text/c"]), value);
    let values: Vec<Value> = (0..4).map(Value::from).collect();
    let (_, bytes) = super::write("multipart/mixed", values.into(), write, Reader::Server);
    let sent: Vec<Bytes> = all(bytes).into_iter().map(Result::unwrap).collect();
    let text = String::from_utf8(sent.concat()).unwrap();
    let types: Vec<&str> = text.split("text/").skip(1).filter_map(|rest| rest.get(..1)).collect();
    assert_eq!(types, ["a", "b", "c", "c"]);
}

#[test]
fn a_file_without_a_type_is_none_of_a_range_that_asks_for_one() {
    let read = |head: &str, read: ReadPart<File>, mode: Mode| {
        let bytes = format!("--x\r\n{head}\r\na\r\n--x--");
        all(super::read(cut(bytes.as_bytes(), 99, false), "x", read, mode)).iter().all(Result::is_ok)
    };
    let image: ReadPart<File> = |form| form.accepting("image/*").file("0", &Rules::NONE);
    let any: ReadPart<File> = |form| form.file("0", &Rules::NONE);
    assert!(read("Content-Type: image/png\r\n", image, Mode::Strict));
    assert!(!read("", image, Mode::Strict));
    assert!(read("", image, Mode::Lenient));
    assert!(read("", any, Mode::Strict));
}
