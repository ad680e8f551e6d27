//! Forms whose members are written in ways of their own.

use showcase::client::Error;
use showcase::operations::{
    EchoAlbum, EchoAlbumResponse, EchoFilm, EchoFilmResponse, EchoParts, EchoPartsResponse, EchoScans,
    EchoScansResponse, EchoSearch, EchoSearchResponse,
};
use showcase::runtime::request::RequestEncoder;
use showcase::runtime::{Base64, Operation as _};
use showcase::runtime::{Body, ByteStream, File};
use showcase::server::{Context, Forms};
use showcase::types::{
    EchoAlbumBody, EchoAlbumOkBody, EchoScansBody, EchoScansBodyCover, EchoScansBodyMaker, EchoScansBodyMakerXSource,
    EchoScansBodyPage, EchoScansOkBody, Maker, Parts, PartsFilter, PartsPage, Search, SearchFilter, SearchFilterPrice,
    SearchPage,
};

use crate::echo::Echo;
use crate::loopback::{AWKWARD, Loopback};

impl Forms<String> for Echo {
    async fn echo_search(&self, request: EchoSearch, context: Context<String>) -> EchoSearchResponse {
        let same = request.body.clone();
        self.answer(request, &context, Ok(same))
    }

    async fn echo_parts(&self, request: EchoParts, context: Context<String>) -> EchoPartsResponse {
        let same = request.body.clone();
        self.answer(request, &context, Ok(same))
    }

    async fn echo_scans(&self, request: EchoScans, context: Context<String>) -> EchoScansResponse {
        let EchoScansBody { cover, pages, maker } = request.body.clone();
        self.answer(request, &context, Ok(EchoScansOkBody { cover, pages, maker }))
    }

    async fn echo_album(&self, request: EchoAlbum, context: Context<String>) -> EchoAlbumResponse {
        let EchoAlbumBody { part_1, part_2, part_3, others } = request.body.clone();
        self.answer(request, &context, Ok(EchoAlbumOkBody { part_1, part_2, part_3, others }))
    }

    async fn echo_film(&self, request: EchoFilm, _: Context<String>) -> EchoFilmResponse {
        // Each goes back while the next is on its way.
        Ok(request.body)
    }
}

/// A search with a text in every place. Some styles can't write what they separate parts by.
fn search(text: &str) -> Search {
    let mut search = Search::new(vec![text.to_owned(), "b,c".to_owned()], text);
    search.sizes = Some(vec![-1, 0, i32::MAX]);
    search.colours = Some(vec![text.replace('|', "!"), "red".to_owned()]);
    search.notes = Some(vec![text.to_owned(), "[1]".to_owned(), "null".to_owned()]);
    let price = SearchFilterPrice { from: Some(1), to: None };
    search.filter = Some(SearchFilter { maker: Some(text.to_owned()), price: Some(price) });
    search.page = Some(SearchPage { number: Some(2), size: Some(-1) });
    search.link = Some("https://example.com/a?b=c&d=e+f#g".to_owned());
    search.maker = Some(Maker::new(text));
    search.picture = Some(Base64::from((0..=255).collect::<Vec<u8>>()));
    search
}

#[tokio::test]
async fn every_member_of_a_form_comes_back() {
    let server = Loopback::start().await;
    for text in AWKWARD {
        let search = search(text);
        let answered = server.client().forms().echo_search(search.clone()).send().await.unwrap();
        assert_eq!(server.echo.seen::<EchoSearch>().body, search, "{text:?}");
        assert_eq!(answered, search, "{text:?}");
    }
}

#[tokio::test]
async fn a_form_without_what_may_be_missing_comes_back() {
    let server = Loopback::start().await;
    let search = Search::new(vec!["a".to_owned()], "");
    assert_eq!(server.client().forms().echo_search(search.clone()).send().await.unwrap(), search);
}

#[test]
fn members_are_written_as_they_are_to_be() {
    let mut search = search("x y");
    (search.colours, search.picture) =
        (Some(vec!["a".to_owned(), "b".to_owned()]), Some(Base64::from(vec![0xfb, 0xff])));
    let mut request = RequestEncoder::new(EchoSearch::SPEC);
    EchoSearch::new(search).encode(&mut request);
    let Body::Bytes(body) = request.finish().unwrap().body else { panic!("it is in memory") };
    let mut pairs: Vec<&str> = std::str::from_utf8(&body).unwrap().split('&').collect();
    pairs.sort_unstable();
    let mut expected = [
        "words=x%20y,b%2Cc",
        "sizes=-1%200%202147483647",
        "colours=a%7Cb",
        "notes=%22x%20y%22",
        "notes=%22%5B1%5D%22",
        "notes=%22null%22",
        "filter%5Bmaker%5D=x%20y",
        "filter%5Bprice%5D%5Bfrom%5D=1",
        "number=2",
        "size=-1",
        "link=https://example.com/a?b=c%26d=e%2Bf%23g",
        "note=%22x%20y%22",
        "maker=%7B%22name%22%3A%22x%20y%22%7D",
        "picture=-_8",
    ];
    expected.sort_unstable();
    assert_eq!(pairs, expected);
}

#[tokio::test]
async fn forms_of_other_senders_are_read() {
    let server = Loopback::start().await;
    let head = "POST /forms/search HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
    // White space as browsers write it, brackets and commas escaped or not, JSON as one list, base64 without its end.
    let body =
        "words=a%2Cb&sizes=1+2&colours=a|b&notes=%5B%22a%22,%22b%22%5D&filter[price][to]=3&note=%22c%22&picture=-_8";
    let answer = server.raw(head, body).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let seen = server.echo.seen::<EchoSearch>().body;
    assert_eq!((seen.sizes, seen.note.as_str()), (Some(vec![1, 2]), "c"));
    assert_eq!(seen.colours, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(seen.notes, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(seen.filter.unwrap().price, Some(SearchFilterPrice { from: None, to: Some(3) }));
    assert_eq!(seen.picture, Some(Base64::from(vec![0xfb, 0xff])));
    let answer = server.raw(head, "sizes=1%20x&note=c&filter%5Bprice%5D=1").await;
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("\"pointer\":\"#/note\""), "{answer}");
    let answer = server.raw(head, "sizes=1%20x&note=%22c%22&filter%5Bprice%5D=1").await;
    for pointer in ["#/words", "#/sizes/1", "#/filter/price"] {
        assert!(answer.contains(&format!("\"pointer\":\"{pointer}\"")), "{pointer}: {answer}");
    }
}

#[tokio::test]
async fn parts_in_styles_come_back() {
    let server = Loopback::start().await;
    for text in AWKWARD {
        let mut parts = Parts::new(vec![text.replace(',', ";"), "a%20b".to_owned()]);
        parts.sizes = Some(vec![1, -2]);
        parts.filter = Some(PartsFilter { maker: Some(text.to_owned()), days: Some(vec![3, 4]) });
        parts.page = Some(PartsPage { number: Some(2), size: Some(-1) });
        parts.picture = Some(Base64::from((0..=255).collect::<Vec<u8>>()));
        parts.makers = Some(vec![Maker::new(text), Maker::new("b")]);
        let answered = server.client().forms().echo_parts(parts.clone()).send().await.unwrap();
        assert_eq!(server.echo.seen::<EchoParts>().body, parts, "{text:?}");
        assert_eq!(answered, parts, "{text:?}");
    }
}

#[tokio::test]
async fn parts_in_styles_are_checked() {
    let server = Loopback::start().await;
    let head = "POST /forms/parts HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x";
    let part =
        |name: &str, text: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
    let body =
        part("words", "a,b") + &part("sizes", "1 2") + &part("filter[maker]", "%41") + &part("number", "7") + "--x--";
    let answer = server.raw(head, &body).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let seen = server.echo.seen::<EchoParts>().body;
    assert_eq!((seen.words.len(), seen.sizes), (2, Some(vec![1, 2])));
    assert_eq!(seen.filter.unwrap().maker.as_deref(), Some("%41"), "nothing is escaped");
    assert_eq!(seen.page, Some(PartsPage { number: Some(7), size: None }));
    let answer = server.raw(head, &(part("sizes", "1 x") + "--x--")).await;
    for pointer in ["#/words", "#/sizes/1"] {
        assert!(answer.contains(&format!("\"pointer\":\"{pointer}\"")), "{pointer}: {answer}");
    }
}

fn cover(text: &str) -> EchoScansBodyCover {
    let mut cover = EchoScansBodyCover::new(File::new("cover").named(text).typed("image/png"), "ab");
    cover.x_taken_at = Some("2025-07-31T12:30:00.5+02:00".parse().unwrap());
    cover
}

#[tokio::test]
async fn parts_have_header_fields_of_their_own() {
    let server = Loopback::start().await;
    let client = server.client();
    let pages = (1..4).map(|number| {
        let mut page = EchoScansBodyPage::new(File::new(vec![0; 10]).named("p").typed("image/png"), number);
        page.x_labels = (number == 2).then(|| vec!["a".to_owned(), "b c".to_owned()]);
        page
    });
    let mut scans = EchoScansBody::new(cover("c"), pages.collect());
    scans.maker =
        Some(EchoScansBodyMaker { body: Maker::new("Ravensburg"), x_source: Some(EchoScansBodyMakerXSource::Web) });
    let answered = client.forms().echo_scans(scans.clone()).send().await.unwrap();
    assert_eq!(server.echo.seen::<EchoScans>().body, scans);
    assert_eq!((answered.cover, answered.pages, answered.maker), (scans.cover, scans.pages, scans.maker));
    let mut wrong = EchoScansBody::new(cover("c"), vec![]);
    wrong.cover.x_checksum = "a\r\nX-Other: b".to_owned();
    let error = client.forms().echo_scans(wrong).send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
}

#[tokio::test]
async fn a_stream_has_its_header_fields_too() {
    let server = Loopback::start().await;
    let stream = File::stream(ByteStream::reader(&b"a page"[..])).named("p").typed("image/png");
    let pages = vec![
        EchoScansBodyPage::new(stream, 1),
        EchoScansBodyPage::new(File::new("b").named("p").typed("image/png"), 2),
    ];
    let scans = EchoScansBody::new(cover("c"), pages);
    let answered = server.client().forms().echo_scans(scans).send().await.unwrap();
    let numbers: Vec<i32> = answered.pages.iter().map(|page| page.x_number).collect();
    assert_eq!((numbers, answered.pages[0].body.bytes()), (vec![1, 2], Some(&"a page".into())));
}

#[tokio::test]
async fn header_fields_of_parts_are_checked() {
    let server = Loopback::start().await;
    let head = "POST /forms/scans HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x";
    let part = |name: &str, headers: &str| {
        format!(
            "--x\r\n{headers}Content-Disposition: form-data; name={name}; filename=a\r\nContent-Type: image/png\r\n\r\n1\r\n"
        )
    };
    let good = part("cover", "x-checksum: ab\r\n")
        + &part("pages", "X-NUMBER: 1\r\nX-Labels: a\r\nX-Labels: b,c\r\nX-Other: d\r\n");
    let answer = server.raw(head, &(good + "--x--")).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let seen = server.echo.seen::<EchoScans>().body;
    assert_eq!(seen.pages[0].x_labels.as_ref().map(Vec::len), Some(3));
    let bad = part("cover", "X-Checksum: a\r\n") + &part("pages", "X-Number: 0\r\n") + &part("pages", "");
    let answer = server.raw(head, &(bad + "--x--")).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    for said in [
        "has a header `X-Checksum` that must have at least 2",
        "has a header `X-Number` that must be at least 1",
        "lacks the header `X-Number`",
    ] {
        assert!(answer.contains(said), "{said}: {answer}");
    }
}
