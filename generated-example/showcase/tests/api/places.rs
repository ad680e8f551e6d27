//! Bodies whose parts have a place and no name: all at once, and one after the other.

use futures_util::{StreamExt as _, stream};
use showcase::client::Error;
use showcase::operations::EchoAlbum;
use showcase::runtime::sequence::SequenceError;
use showcase::runtime::server::{RateLimits, ServerOptions};
use showcase::runtime::{ByteStream, File, Sequence};
use showcase::types::{EchoAlbumBody, EchoAlbumBodyOther, Maker};

use crate::loopback::{AWKWARD, Loopback};

/// The head of an album of another sender.
const ALBUM: &str = "POST /forms/album HTTP/1.1\r\nContent-Type: multipart/mixed; boundary=x";

/// The same of a film.
const FILM: &str = "POST /forms/film HTTP/1.1\r\nContent-Type: multipart/mixed; boundary=x";

/// The parts that must be there.
const NEEDED: &str = "--x\r\nContent-Type: application/json\r\n\r\n{\"name\":\"a\"}\r\n\
                      --x\r\nContent-Type: image/png\r\n\r\npng\r\n";

fn picture(text: &str) -> File {
    File::new(text.to_owned()).typed("image/png")
}

fn others(texts: &[&str]) -> Vec<EchoAlbumBodyOther> {
    (1..).zip(texts).map(|(number, text)| EchoAlbumBodyOther { body: picture(text), x_number: number }).collect()
}

#[tokio::test]
async fn every_part_comes_back_at_its_place() {
    let server = Loopback::start().await;
    for text in AWKWARD {
        let mut album =
            EchoAlbumBody::new(Maker::new(text), picture(text).named("a \"b\".png"), others(&[text, "", "--x"]));
        album.part_3 = Some(text.to_owned());
        let reply = server.client().forms().echo_album(album.clone()).reply().await.unwrap();
        assert!(reply.headers["content-type"].to_str().unwrap().starts_with("multipart/mixed; boundary="));
        let (seen, same) = (server.echo.seen::<EchoAlbum>().body, reply.body);
        assert_eq!(seen, album, "{text:?}");
        assert_eq!((same.part_1, same.part_2, same.part_3), (album.part_1, album.part_2, album.part_3), "{text:?}");
        assert_eq!(same.others, album.others, "{text:?}");
    }
}

#[tokio::test]
async fn parts_may_be_missing_from_the_end_only() {
    let server = Loopback::start().await;
    let client = server.client();
    let short = EchoAlbumBody::new(Maker::new("a"), picture("b"), Vec::new());
    client.forms().echo_album(short.clone()).send().await.unwrap();
    assert_eq!(server.echo.seen::<EchoAlbum>().body, short);
    let gap = EchoAlbumBody::new(Maker::new("a"), picture("b"), others(&["c"]));
    let error = client.forms().echo_album(gap).send().await.unwrap_err();
    assert!(matches!(&error, Error::Invalid(_)), "{error:?}");
}

#[tokio::test]
async fn a_stream_stays_at_its_place() {
    let server = Loopback::start().await;
    let stream = File::stream(ByteStream::reader(&b"a picture"[..])).typed("image/png");
    let mut album = EchoAlbumBody::new(Maker::new("a"), stream, others(&["c"]));
    album.part_3 = Some("b".to_owned());
    let answered = server.client().forms().echo_album(album).send().await.unwrap();
    assert_eq!(answered.part_2.bytes(), Some(&"a picture".into()));
    assert_eq!((answered.part_3.as_deref(), answered.others), (Some("b"), others(&["c"])));
}

#[tokio::test]
async fn parts_of_other_senders_are_read() {
    let server = Loopback::start().await;
    let body = format!(
        "This is for who knows no parts.\r\n{NEEDED}--x \t\r\n\r\nplain\r\n--x\r\nx-number: 7\r\ncontent-type: image/gif\r\n\
         Content-Disposition: inline; name=b; filename=\"c/d.gif\"\r\nX-Other: e\r\n\r\n\r\n--x--\r\nThe end.\r\n--x\r\n\r\n"
    );
    let answer = server.raw(ALBUM, &body).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let seen = server.echo.seen::<EchoAlbum>().body;
    assert_eq!((seen.part_1, seen.part_2), (Maker::new("a"), picture("png")));
    assert_eq!(seen.part_3.as_deref(), Some("plain"));
    let other = EchoAlbumBodyOther { body: File::new("").named("d.gif").typed("image/gif"), x_number: 7 };
    assert_eq!(seen.others, [other]);
}

#[tokio::test]
async fn parts_that_are_missing_or_wrong_or_too_many_are_named() {
    let server = Loopback::start().await;
    let other = |number: &str, media: &str| format!("--x\r\nX-Number: {number}\r\nContent-Type: {media}\r\n\r\n1\r\n");
    let text = "--x\r\n\r\nplain\r\n";
    let many = format!("{NEEDED}{text}{}", other("1", "image/png").repeat(4));
    for (body, said) in [
        (String::new(), "\"pointer\":\"#/0\""),
        (NEEDED.split("--x\r\nContent-Type: image").next().unwrap().to_owned(), "\"pointer\":\"#/1\""),
        (NEEDED.replace("image/png", "application/x-unknown"), "has a media type that is not declared"),
        (NEEDED.replace("{\"name\":\"a\"}", "[]"), "\"pointer\":\"#/0\""),
        (NEEDED.replace("application/json", "application/x-unknown"), "has a media type that is not declared"),
        (format!("{NEEDED}--x\r\n\r\n{}\r\n", "a".repeat(101)), "\"pointer\":\"#/2\""),
        (format!("{NEEDED}{text}--x\r\nContent-Type: image/png\r\n\r\n1\r\n"), "lacks the header `X-Number`"),
        (format!("{NEEDED}{text}{}", other("0", "image/png")), "must be at least 1"),
        (format!("{NEEDED}{text}{}", other("1", "text/html")), "has a media type that is not declared"),
        (many, "has too many parts"),
    ] {
        let answer = server.raw(ALBUM, &format!("{body}--x--\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains(said), "{body}: {said}: {answer}");
    }
    for (body, said) in [(NEEDED, "breaks off"), ("--y--", "its boundary is missing")] {
        let answer = server.raw(ALBUM, body).await;
        assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains(said), "{said}: {answer}");
    }
    let answer = server.raw("POST /forms/album HTTP/1.1\r\nContent-Type: multipart/mixed", NEEDED).await;
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("must name a boundary"), "{answer}");
}

#[tokio::test]
async fn only_the_last_part_may_be_too_large_to_be_held() {
    let options = ServerOptions::new().rate_limits(RateLimits::Off).body_limit(10_000).stream_limit(50_000);
    let server = Loopback::with(options).await;
    let of_length = |length: usize| NEEDED.replace("\r\n\r\npng", &format!("\r\n\r\n{}", "0".repeat(length)));
    let large = of_length(20_000);
    let answer = server.raw(ALBUM, &format!("{large}--x--\r\n")).await;
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains(&"0".repeat(5_000)), "{answer}");
    let answer = server.raw(ALBUM, &format!("{large}--x\r\n\r\nplain\r\n--x--\r\n")).await;
    assert!(!answer.contains("plain"), "what is lost is no success");
    let answer = server.raw(ALBUM, &format!("{NEEDED}--x\r\n\r\n{}\r\n--x--\r\n", "a".repeat(20_000))).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    let answer = server.raw(ALBUM, &format!("{}--x--\r\n", of_length(60_000))).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[tokio::test]
async fn parts_are_handed_on_as_they_come() {
    let server = Loopback::start().await;
    let client = server.client();
    let (sender, receiver) = tokio::sync::mpsc::channel::<File>(1);
    let sent = stream::unfold(receiver, |mut receiver| async move { Some((Ok(receiver.recv().await?), receiver)) });
    let call = client.forms().echo_film(Sequence::new(sent));
    let title = File::new("title").named("a.txt").typed("text/plain");
    let feeding = async {
        sender.send(title.clone()).await.unwrap();
        sender
    };
    let (answered, sender) = tokio::join!(call.send(), feeding);
    let mut answered = answered.unwrap();
    assert_eq!(answered.next().await.unwrap().unwrap(), title);
    // The next is sent only when the first has come back.
    for text in AWKWARD {
        sender.send(picture(text)).await.unwrap();
        assert_eq!(answered.next().await.unwrap().unwrap(), picture(text), "{text:?}");
    }
    // One that is a stream is sent as it comes, and is whole when it is handed on.
    sender.send(File::stream(ByteStream::reader(&b"from a reader"[..])).typed("image/png")).await.unwrap();
    assert_eq!(answered.next().await.unwrap().unwrap(), picture("from a reader"));
    drop(sender);
    assert!(answered.next().await.is_none());
}

#[tokio::test]
async fn what_has_no_parts_is_a_film_too() {
    let server = Loopback::start().await;
    let answered = server.client().forms().echo_film(Vec::new()).send().await.unwrap();
    assert_eq!(answered.collect(10).await.unwrap(), []);
}

#[tokio::test]
async fn a_part_that_is_wrong_is_told() {
    let server = Loopback::start().await;
    let part = |media: &str, text: &str| format!("--x\r\nContent-Type: {media}\r\n\r\n{text}\r\n");
    let good = format!("before\r\n{}{}--x--\r\nbehind", part("text/plain", "first"), part("image/gif", "second"));
    let answer = server.raw(FILM, &good).await;
    assert!(answer.contains("first") && answer.contains("second") && answer.ends_with("\r\n0\r\n\r\n"), "{answer}");
    for wrong in [
        format!("{}{}--x--", part("text/plain", "first"), part("text/html", "second")),
        part("text/plain", "first") + "--x\r\nContent-Type: image/png\r\n\r\nsecond",
        part("text/plain", "first") + "--xsecond",
    ] {
        let answer = server.raw(FILM, &wrong).await;
        // The answer had begun already, so it breaks off.
        assert!(!answer.contains("second") && !answer.contains("\r\n0\r\n"), "{answer}");
    }
    let other = File::new("x").typed("text/html");
    let sent = server.client().forms().echo_film(vec![other]).send().await;
    assert!(sent.is_err(), "the first is a text: {sent:?}");
    let raw = server.raw("POST /forms/film HTTP/1.1\r\nContent-Type: text/plain", "x").await;
    assert!(raw.starts_with("HTTP/1.1 415 "), "{raw}");
}

#[tokio::test]
async fn an_error_of_who_sends_ends_the_parts() {
    let server = Loopback::start().await;
    let broken = || Err(SequenceError::Broken("the camera fell".into()));
    let film = Sequence::new(stream::iter([Ok(File::new("a").typed("text/plain")), broken()]));
    let sent = server.client().forms().echo_film(film).send().await;
    let whole = match sent {
        Ok(answered) => answered.collect(10).await.is_ok(),
        Err(_) => false,
    };
    assert!(!whole, "it is not taken for an end");
}
