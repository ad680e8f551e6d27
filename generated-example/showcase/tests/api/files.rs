//! Bytes as they come, and forms with files.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{StreamExt as _, stream};
use showcase::client::Error;
use showcase::operations::AddManual;
use showcase::runtime::server::ServerOptions;
use showcase::runtime::{ByteStream, Bytes, File, StatusCode};
use showcase::types::{AddManualBody, Maker, ManualFormat};

use crate::loopback::{AWKWARD, Loopback, TOOL};

#[tokio::test]
async fn bytes_come_back_as_they_were_sent() {
    let server = Loopback::start().await;
    let client = server.client();
    for photo in [Bytes::new(), Bytes::from_iter(0..=255), Bytes::from(vec![0xA5; 5_000_000])] {
        client.files().set_photo(TOOL, photo.clone()).send().await.unwrap();
        let answered = client.files().get_photo(TOOL).send().await.unwrap();
        assert!(answered.collect(photo.len()).await.unwrap() == photo, "{} bytes", photo.len());
    }
}

#[tokio::test]
async fn a_stream_is_sent_as_it_comes() {
    let server = Loopback::start().await;
    let client = server.client();
    let chunks = stream::iter(0..100_u8).map(|byte| Ok(Bytes::from(vec![byte; 1000])));
    client.files().set_photo(TOOL, ByteStream::new(chunks)).send().await.unwrap();
    let mut answered = client.files().get_photo(TOOL).send().await.unwrap();
    let mut length = 0;
    while let Some(chunk) = answered.next().await {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, 100_000);
}

#[tokio::test]
async fn a_stream_that_is_too_long_is_not_stored() {
    let server = Loopback::with(ServerOptions::new().stream_limit(10_000)).await;
    let client = server.client();
    let sent = client.files().set_photo(TOOL, vec![0; 10_001]).send().await;
    assert!(sent.is_err(), "{sent:?}");
    let error = client.files().get_photo(TOOL).send().await.unwrap_err();
    assert!(matches!(&error, Error::Api(reply) if reply.status == StatusCode::NOT_FOUND), "{error:?}");
}

#[tokio::test]
async fn a_photo_that_is_not_there_is_an_error_and_no_stream() {
    let server = Loopback::start().await;
    let error = server.client().files().get_photo(TOOL).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
}

#[tokio::test]
async fn every_part_of_a_form_travels() {
    let server = Loopback::start().await;
    for text in AWKWARD {
        let mut origin = Maker::new(text);
        origin.additional = [("founded".to_owned(), 1886)].into();
        let mut manual =
            AddManualBody::new(text, File::new(text.as_bytes()).named("man\"ual ä.pdf").typed("application/pdf"));
        manual.pages = Some(-1);
        manual.languages = Some(vec![text.to_owned(), "de".to_owned(), text.to_owned()]);
        manual.origin = Some(origin);
        let answered = server.client().files().add_manual(TOOL, manual.clone()).send().await.unwrap();
        assert_eq!(server.echo.seen::<AddManual>(), AddManual::new(TOOL, manual), "{text:?}");
        assert_eq!((answered.title.as_str(), answered.bytes as usize), (text, text.len()));
        assert_eq!(answered.format, None::<ManualFormat>);
    }
}

#[tokio::test]
async fn a_file_may_hold_anything() {
    let server = Loopback::start().await;
    for bytes in [
        Bytes::new(),
        Bytes::from_iter(0..=255),
        Bytes::from("\r\n--boundary--\r\n\r\n--"),
        Bytes::from(vec![b'-'; 100_000]),
    ] {
        let manual = AddManualBody::new("Manual", File::new(bytes.clone()).typed("text/plain"));
        server.client().files().add_manual(TOOL, manual).send().await.unwrap();
        let seen = server.echo.seen::<AddManual>().body;
        assert!(seen.file.bytes() == Some(&bytes), "{} bytes", bytes.len());
        assert_eq!((seen.pages, seen.languages, seen.origin), (None, None, None));
    }
}

#[tokio::test]
async fn a_form_of_another_sender_is_read() {
    let server = Loopback::start().await;
    let body = "--x\r\nContent-Disposition: form-data; name=title\r\n\r\nDrill\r\n\
                --x\r\ncontent-disposition: form-data; name=\"languages\"\r\n\r\nen\r\n\
                --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../m.txt\"\r\nContent-Type: text/plain\r\n\r\nhi\r\n\
                --x\r\nContent-Disposition: form-data; name=\"languages\"\r\n\r\nde\r\n--x--\r\n";
    let head = format!("POST /tools/{TOOL}/manuals HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=\"x\"");
    let answer = server.raw(&head, body).await;
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    let seen = server.echo.seen::<AddManual>().body;
    assert_eq!((seen.title.as_str(), seen.languages), ("Drill", Some(vec!["en".to_owned(), "de".to_owned()])));
    assert_eq!((seen.file.bytes(), seen.file.content_type.as_deref()), (Some(&Bytes::from("hi")), Some("text/plain")));
    assert_eq!(seen.file.name.as_deref(), Some("m.txt"), "a name is no path");
    let other = body.replace("text/plain", "text/html");
    let answer = server.raw(&head, &other).await;
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("#/file"), "{answer}");
}

#[tokio::test]
async fn a_file_has_a_type_that_is_declared() {
    let server = Loopback::start().await;
    let client = server.client();
    client.files().add_manual(TOOL, AddManualBody::new("Manual", File::new("x"))).send().await.unwrap();
    let seen = server.echo.seen::<AddManual>().body;
    assert_eq!(seen.file.content_type.as_deref(), Some("application/pdf"), "the first of those that are declared");
    let other = AddManualBody::new("Manual", File::new("x").typed("image/png"));
    let error = client.files().add_manual(TOOL, other).send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
}

#[tokio::test]
async fn parts_that_are_missing_or_wrong_are_named() {
    let server = Loopback::start().await;
    let body = "--x\r\nContent-Disposition: form-data; name=\"pages\"\r\n\r\nmany\r\n--x--\r\n";
    let head = format!("POST /tools/{TOOL}/manuals HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x");
    let answer = server.raw(&head, body).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    for pointer in ["#/title", "#/pages", "#/file"] {
        assert!(answer.contains(&format!("\"pointer\":\"{pointer}\"")), "{pointer}: {answer}");
    }
}

/// Zeros in chunks of 64 KiB; `made` counts them.
fn zeros(length: usize, made: &Arc<AtomicUsize>) -> ByteStream {
    const CHUNK: usize = 64 * 1024;
    let made = Arc::clone(made);
    let chunk = Bytes::from(vec![0; CHUNK]);
    ByteStream::new(stream::iter(0..length / CHUNK).map(move |_| {
        made.fetch_add(CHUNK, Ordering::SeqCst);
        Ok(chunk.clone())
    }))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_file_is_held_by_neither_side() {
    const LENGTH: usize = 256 * 1024 * 1024;
    // What a server holds of a form, and what the sockets of both sides do: a system lets them grow to tens of megabytes where the
    // reader is slow, as on a machine that is busy.
    const HELD: usize = 2 * 1024 * 1024 + 62 * 1024 * 1024;
    let server = Loopback::start().await;
    let client = server.client();
    let made = Arc::new(AtomicUsize::new(0));
    let (made_there, echo, most) = (Arc::clone(&made), server.echo.clone(), Arc::new(AtomicUsize::new(0)));
    let most_there = Arc::clone(&most);
    let watched = zeros(LENGTH, &made).map(move |chunk| {
        let held = made_there.load(Ordering::SeqCst) - echo.received();
        most_there.fetch_max(held, Ordering::SeqCst);
        chunk
    });
    let file = File::stream(ByteStream::new(watched)).named("zeros.txt").typed("text/plain");
    let mut manual = AddManualBody::new("Zeros", file);
    manual.languages = Some(vec!["en".to_owned()]);
    let answered = client.files().add_manual(TOOL, manual).send().await.unwrap();
    assert_eq!(
        (answered.bytes as usize, made.load(Ordering::SeqCst), server.echo.received()),
        (LENGTH, LENGTH, LENGTH)
    );
    let most = most.load(Ordering::SeqCst);
    assert!(most < HELD, "{most} bytes were under way at once");
    let seen = server.echo.seen::<AddManual>().body;
    assert_eq!((seen.title.as_str(), seen.languages), ("Zeros", Some(vec!["en".to_owned()])));
    assert_eq!(seen.file.name.as_deref(), Some("zeros.txt"));
}

#[tokio::test]
async fn a_file_of_known_length_says_it_and_keeps_it() {
    let server = Loopback::start().await;
    let client = server.client();
    let made = Arc::new(AtomicUsize::new(0));
    let upload = |length: u64| {
        let file = File::stream(zeros(131_072, &made).sized(length)).typed("text/plain");
        client.files().add_manual(TOOL, AddManualBody::new("Zeros", file)).send()
    };
    assert_eq!(upload(131_072).await.unwrap().bytes, 131_072);
    assert!(upload(131_071).await.is_err(), "it is longer than was said");
    assert!(upload(131_073).await.is_err(), "it is shorter than was said");
    let read = File::stream(ByteStream::reader(&b"from a reader"[..])).typed("text/plain");
    assert_eq!(client.files().add_manual(TOOL, AddManualBody::new("Text", read)).send().await.unwrap().bytes, 13);
}

/// A form that begins with a file of zeros, which other parts follow.
fn file_first(length: usize, others: &[(&str, &str)]) -> (String, String) {
    let mut body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m.txt\"\r\nContent-Type: text/plain\r\n\r\n{}\r\n",
        "0".repeat(length)
    );
    for (name, value) in others {
        body += &format!("--x\r\nContent-Disposition: form-data; name={name}\r\n\r\n{value}\r\n");
    }
    (
        format!("POST /tools/{TOOL}/manuals HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x"),
        body + "--x--\r\n",
    )
}

#[tokio::test]
async fn parts_may_follow_a_file_that_fits_into_memory() {
    let server = Loopback::with(ServerOptions::new().body_limit(10_000)).await;
    let (head, body) = file_first(9_000, &[("title", "Drill"), ("pages", "3")]);
    let answer = server.raw(&head, &body).await;
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    assert_eq!(server.echo.seen::<AddManual>().body.pages, Some(3));
    // Of what is larger, the others are not known when it is handed on.
    let (head, body) = file_first(11_000, &[("title", "Drill")]);
    let answer = server.raw(&head, &body).await;
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("is missing before a file"), "{answer}");
}

#[tokio::test]
async fn what_follows_a_large_file_is_not_lost_in_silence() {
    let server = Loopback::with(ServerOptions::new().body_limit(10_000)).await;
    let title = "--x\r\nContent-Disposition: form-data; name=title\r\n\r\nDrill\r\n";
    let (head, body) = file_first(11_000, &[("pages", "3")]);
    let answer = server.raw(&head, &format!("{title}{body}")).await;
    assert!(
        answer.starts_with("HTTP/1.1 400 ") && answer.contains("the part `pages` stands behind a file"),
        "{answer}"
    );
    // A button of a browser's form is nothing that anybody asks for.
    let (head, body) = file_first(11_000, &[("send", "Send")]);
    let answer = server.raw(&head, &format!("{title}{body}")).await;
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    // It broke off.
    let cut = body.split_once("--x\r\nContent-Disposition: form-data; name=send").unwrap().0;
    let answer = server.raw(&head, &format!("{title}{}", cut.trim_end())).await;
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("it breaks off"), "{answer}");
}

#[tokio::test]
async fn a_form_is_bounded_as_a_whole_and_in_what_is_held() {
    let server = Loopback::with(ServerOptions::new().body_limit(10_000).stream_limit(50_000)).await;
    let client = server.client();
    let status = |error: Error<_>| error.status();
    let made = Arc::new(AtomicUsize::new(0));
    let file = File::stream(zeros(65_536, &made).sized(65_536)).typed("text/plain");
    let sent = client.files().add_manual(TOOL, AddManualBody::new("Zeros", file)).send().await;
    assert_eq!(sent.map_err(status).unwrap_err(), Some(StatusCode::PAYLOAD_TOO_LARGE));
    let long = AddManualBody::new("x".repeat(10_001), File::new("x").typed("text/plain"));
    let sent = client.files().add_manual(TOOL, long).send().await;
    assert_eq!(sent.map_err(status).unwrap_err(), Some(StatusCode::PAYLOAD_TOO_LARGE));
}
