//! Every kind of body, there and back.

use futures_util::{StreamExt as _, stream};
use showcase::client::Error;
use showcase::operations::{
    EchoBundle, EchoBundleResponse, EchoLines, EchoLinesResponse, EchoMaker, EchoMakerResponse, EchoOrder,
    EchoOrderResponse, GetSign, GetSignError, GetSignOk, GetSignResponse, HeadSign, HeadSignResponse, SetSign,
    SetSignBody, SetSignResponse, SwapPicture, SwapPictureResponse, WatchHappenings, WatchHappeningsResponse,
    WatchMakers, WatchMakersOk, WatchMakersResponse,
};
use showcase::runtime::sequence::SequenceError;
use showcase::runtime::{ByteStream, Event, File, Problem, Sequence, StatusCode};
use showcase::server::{Bodies, Context};
use showcase::types::{Condition, Deposit, DepositCash, EchoBundleBody, EchoBundleOkBody, Maker, Order, OrderItem};

use crate::echo::Echo;
use crate::loopback::{AWKWARD, Loopback};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

impl Bodies<String> for Echo {
    async fn swap_picture(&self, request: SwapPicture, context: Context<String>) -> SwapPictureResponse {
        let answer = match request.body.content_type() {
            Some("image/png") => ByteStream::from("a text").typed("text/plain; charset=utf-8"),
            _ => ByteStream::from(PNG),
        };
        self.answer(request, &context, Ok(answer))
    }

    async fn get_sign(&self, request: GetSign, context: Context<String>) -> GetSignResponse {
        let usual = match context.preferred(&["image/png", "application/json"]) {
            Some("image/png") => GetSignOk::Png(PNG.into()),
            _ => GetSignOk::Json(Maker::new("Ravensburg")),
        };
        self.answer(request, &context, Ok(usual))
    }

    async fn head_sign(&self, request: HeadSign, context: Context<String>) -> HeadSignResponse {
        self.answer(request, &context, Ok(()))
    }

    async fn set_sign(&self, request: SetSign, context: Context<String>) -> SetSignResponse {
        self.answer(request, &context, Ok(()))
    }

    async fn echo_bundle(&self, request: EchoBundle, context: Context<String>) -> EchoBundleResponse {
        let same = EchoBundleOkBody { maker: request.body.maker.clone(), pictures: request.body.pictures.clone() };
        self.answer(request, &context, Ok(same))
    }

    async fn echo_lines(&self, request: EchoLines, _: Context<String>) -> EchoLinesResponse {
        // Each goes back while the next is on its way.
        Ok(request.body)
    }

    async fn watch_makers(&self, request: WatchMakers, context: Context<String>) -> WatchMakersResponse {
        let makers = || stream::iter(AWKWARD).map(Maker::new);
        let usual = match context.preferred(&["text/event-stream", "application/json-seq"]) {
            Some("application/json-seq") => WatchMakersOk::JsonSeq(Sequence::new(makers().map(Ok))),
            _ => {
                let numbered = makers().enumerate().map(|(at, maker)| {
                    Ok(Event { event: Some("maker".to_owned()), id: Some(at.to_string()), ..Event::new(maker) })
                });
                WatchMakersOk::EventStream(Sequence::new(numbered))
            }
        };
        self.answer(request, &context, Ok(usual))
    }

    async fn watch_happenings(&self, request: WatchHappenings, context: Context<String>) -> WatchHappeningsResponse {
        self.answer(request, &context, Ok(Sequence::from(Vec::new())))
    }

    async fn echo_order(&self, request: EchoOrder, context: Context<String>) -> EchoOrderResponse {
        let order = request.body.clone();
        self.answer(request, &context, Ok(order))
    }

    async fn echo_maker(&self, request: EchoMaker, context: Context<String>) -> EchoMakerResponse {
        let maker = request.body.clone();
        self.answer(request, &context, Ok(maker))
    }
}

#[tokio::test]
async fn bytes_keep_the_type_that_they_are_given() {
    let server = Loopback::start().await;
    let client = server.client();
    let answered = client.bodies().swap_picture(ByteStream::from(PNG).typed("image/png")).send().await.unwrap();
    assert_eq!(answered.content_type(), Some("text/plain; charset=utf-8"));
    assert_eq!(answered.collect(100).await.unwrap(), "a text");
    let seen = server.echo.seen::<SwapPicture>().body;
    assert_eq!(seen.content_type(), Some("image/png"));
    assert_eq!(seen.collect(100).await.unwrap(), PNG);
    let answered = client.bodies().swap_picture(PNG).content_type("image/gif").send().await.unwrap();
    assert_eq!(answered.content_type(), Some("application/octet-stream"));
}

#[tokio::test]
async fn a_range_is_never_sent() {
    let server = Loopback::start().await;
    let client = server.client();
    for body in [ByteStream::from(PNG), ByteStream::from(PNG).typed("text/plain")] {
        let error = client.bodies().swap_picture(body).send().await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    }
    let raw = server.raw("PUT /bodies/picture HTTP/1.1\r\nContent-Type: text/plain", "x").await;
    assert!(raw.starts_with("HTTP/1.1 415 "), "{raw}");
}

#[tokio::test]
async fn an_answer_comes_in_the_type_that_is_asked_for() {
    let server = Loopback::start().await;
    let client = server.client();
    let json = client.bodies().get_sign().accept("application/json").send().await.unwrap();
    assert!(matches!(json, GetSignOk::Json(maker) if maker == Maker::new("Ravensburg")));
    for call in [client.bodies().get_sign().accept("image/png"), client.bodies().get_sign()] {
        let GetSignOk::Png(png) = call.send().await.unwrap() else { panic!("a picture was asked for") };
        assert_eq!(png.collect(100).await.unwrap(), PNG);
    }
    let error = client.bodies().get_sign().accept("text/plain").send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
}

#[tokio::test]
async fn an_answer_of_another_type_keeps_its_status_and_body() {
    let server = Loopback::start().await;
    server.echo.answer_next::<GetSign>(Err(Problem::internal().into()));
    let error = server.client().bodies().get_sign().send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    let mut page =
        showcase::runtime::Undeclared { status: StatusCode::OK, headers: Default::default(), body: "<p>".into() };
    page.headers.insert("content-type", "text/html".parse().unwrap());
    server.echo.answer_next::<GetSign>(Err(GetSignError::Undeclared(page)));
    let error = server.client().bodies().get_sign().send().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status(), &error.body()[..]), (StatusCode::OK, &b"<p>"[..]));
}

#[tokio::test]
async fn the_type_of_a_body_tells_its_kind() {
    let server = Loopback::start().await;
    let client = server.client();
    client.bodies().set_sign().body(SetSignBody::Json(Maker::new("a"))).send().await.unwrap();
    assert!(matches!(server.echo.seen::<SetSign>().body, Some(SetSignBody::Json(maker)) if maker == Maker::new("a")));
    client.bodies().set_sign().body(SetSignBody::Png(PNG.into())).send().await.unwrap();
    let Some(SetSignBody::Png(png)) = server.echo.seen::<SetSign>().body else { panic!("a picture was sent") };
    assert_eq!(png.collect(100).await.unwrap(), PNG);
    client.bodies().set_sign().body(SetSignBody::Png(ByteStream::from(""))).send().await.unwrap();
    let Some(SetSignBody::Png(png)) = server.echo.seen::<SetSign>().body else { panic!("an empty picture was sent") };
    assert_eq!(png.collect(100).await.unwrap(), "");
    client.bodies().set_sign().send().await.unwrap();
    assert!(server.echo.seen::<SetSign>().body.is_none());
    for named in ["application/json", "application/pdf"] {
        let raw = server.raw(&format!("PUT /bodies/sign HTTP/1.1\r\nContent-Type: {named}"), "").await;
        assert!(raw.starts_with("HTTP/1.1 204 "), "{raw}");
        assert!(server.echo.seen::<SetSign>().body.is_none());
    }
    let raw = server.raw("PUT /bodies/sign HTTP/1.1\r\nContent-Type: application/pdf", "x").await;
    assert!(raw.starts_with("HTTP/1.1 415 ") && raw.contains("image/png, application/json"), "{raw}");
}

#[tokio::test]
async fn a_value_is_sent_under_the_name_that_is_wanted() {
    let server = Loopback::start().await;
    let client = server.client();
    const OTHER: &str = "application/vnd.maker+json";
    let maker = Maker::new("a");
    let usual = client.bodies().echo_maker(maker.clone()).reply().await.unwrap();
    assert_eq!(usual.headers["content-type"], "application/json");
    let asked = client.bodies().echo_maker(maker.clone()).content_type(OTHER).accept(OTHER).reply().await.unwrap();
    assert_eq!((asked.headers["content-type"].to_str().unwrap(), asked.body), (OTHER, maker.clone()));
    let error = client.bodies().echo_maker(maker).content_type("text/plain").send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
}

#[tokio::test]
async fn head_has_the_content_type_of_what_it_asks_for() {
    let server = Loopback::start().await;
    let reply = server.client().bodies().head_sign().reply().await.unwrap();
    assert_eq!(reply.headers["content-type"], "image/png");
    server.echo.seen::<HeadSign>();
}

#[tokio::test]
async fn a_value_is_the_same_in_json_and_in_xml() {
    let server = Loopback::start().await;
    const XML: &str = "application/xml";
    for text in AWKWARD.into_iter().filter(|text| !text.contains('\0')) {
        let mut item = OrderItem::new(text);
        item.count = Some(2);
        let mut order = Order::new(i64::MAX, vec![item, OrderItem::new("")]);
        order.placed = Some("2026-02-28T23:59:59.5+01:00".parse().unwrap());
        order.condition = Some(Condition::OutOfOrder);
        order.notes = Some(vec![text.to_owned(), String::new()]);
        order.labels = Some(
            [("key".to_owned(), text.to_owned())].into_iter().collect::<std::collections::BTreeMap<_, _>>().into(),
        );
        order.deposit = Some(Deposit::Cash(DepositCash { amount: "12.50".parse().unwrap() }));
        order.replaces = Some(Box::new(Order::new(1, Vec::new())));
        for (sent, asked) in [(XML, XML), ("application/json", XML), (XML, "application/json")] {
            let client = server.client();
            let call = client.bodies().echo_order(order.clone()).content_type(sent).accept(asked);
            let reply = call.reply().await.unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert_eq!((reply.headers["content-type"].to_str().unwrap(), &reply.body), (asked, &order), "{text:?}");
            assert_eq!(server.echo.seen::<EchoOrder>().body, order, "{text:?}");
        }
    }
}

#[tokio::test]
async fn xml_of_others_is_held_against_the_document() {
    let server = Loopback::start().await;
    let head = "PUT /bodies/order HTTP/1.1\r\nAccept: application/xml\r\nContent-Type: application/xml";
    let answer = server.raw(head, "<x:order xmlns:x='https://tools.example.com/order' number='7'><items><item count='1'>a</item></items></x:order>").await;
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.contains("<o:order xmlns:o=") && answer.contains("number=\"7\""),
        "{answer}"
    );
    for (body, reason) in [
        ("<order number='x'><items/></order>", "#/number"),
        ("<order number='1'/>", "#/items"),
        ("<order number='1'><items><item count='0'>a</item></items></order>", "#/items/0/count"),
        ("<order number='1'><items><item><extra/>a</item></items></order>", "#/items/0/extra"),
        ("<order number='1'><items>", "is not XML"),
        ("<!DOCTYPE order><order number='1'/>", "document type"),
    ] {
        let answer = server.raw(head, body).await;
        assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains(reason), "{body}: {answer}");
    }
}

#[tokio::test]
async fn values_are_handed_on_as_they_come() {
    let server = Loopback::start().await;
    let client = server.client();
    let (sender, receiver) = tokio::sync::mpsc::channel::<Maker>(1);
    let sent = stream::unfold(receiver, |mut receiver| async move { Some((Ok(receiver.recv().await?), receiver)) });
    let call = client.bodies().echo_lines(Sequence::new(sent));
    let feeding = async {
        sender.send(Maker::new(AWKWARD[0])).await.unwrap();
        sender
    };
    let (answered, sender) = tokio::join!(call.send(), feeding);
    let mut answered = answered.unwrap();
    assert_eq!(answered.next().await.unwrap().unwrap(), Maker::new(AWKWARD[0]));
    // The next is sent only when the first has come back.
    for text in AWKWARD {
        sender.send(Maker::new(text)).await.unwrap();
        assert_eq!(answered.next().await.unwrap().unwrap(), Maker::new(text), "{text:?}");
    }
    drop(sender);
    assert!(answered.next().await.is_none());
}

#[tokio::test]
async fn a_value_of_a_sequence_that_is_wrong_is_told() {
    let server = Loopback::start().await;
    let head = "POST /bodies/lines HTTP/1.1\r\nContent-Type: application/jsonl";
    let answer = server.raw(head, "{\"name\":\"a\"}\n{\"name\":\"b\",\"country\":\"x\"}\n").await;
    // The answer had begun already, so it breaks off.
    assert!(!answer.contains("\"b\"") && !answer.contains("\r\n0\r\n"), "{answer}");
    let raw = server.raw("POST /bodies/lines HTTP/1.1\r\nContent-Type: text/plain", "x").await;
    assert!(raw.starts_with("HTTP/1.1 415 "), "{raw}");
}

#[tokio::test]
async fn events_and_texts_carry_the_same_values() {
    let server = Loopback::start().await;
    let client = server.client();
    let WatchMakersOk::EventStream(events) = client.bodies().watch_makers().send().await.unwrap() else { panic!() };
    let events: Vec<Event<Maker>> = events.collect(100).await.unwrap();
    let call = client.bodies().watch_makers().accept("application/json-seq");
    let WatchMakersOk::JsonSeq(makers) = call.send().await.unwrap() else { panic!() };
    let too_many = makers.collect(3).await;
    assert!(matches!(too_many, Err(SequenceError::Broken(_))));
    for (at, (event, text)) in events.iter().zip(AWKWARD).enumerate() {
        assert_eq!(
            (event.event.as_deref(), &event.id, event.data.name.as_str()),
            (Some("maker"), &Some(at.to_string()), text)
        );
    }
    assert_eq!(events.len(), AWKWARD.len());
}

#[tokio::test]
async fn parts_are_of_the_types_that_are_declared() {
    let server = Loopback::start().await;
    let client = server.client();
    let pictures = vec![File::new(PNG).named("a.png").typed("image/png"), File::new("x").named("b").typed("image/gif")];
    let bundle = EchoBundleBody { maker: Maker::new("a"), pictures: pictures.clone() };
    let reply = client.bodies().echo_bundle(bundle.clone()).reply().await.unwrap();
    assert!(reply.headers["content-type"].to_str().unwrap().starts_with("multipart/mixed; boundary="));
    assert_eq!((reply.body.maker, reply.body.pictures), (Maker::new("a"), pictures));
    assert_eq!(server.echo.seen::<EchoBundle>().body, bundle);
    let wrong = EchoBundleBody { maker: Maker::new("a"), pictures: vec![File::new("x").typed("text/plain")] };
    let error = client.bodies().echo_bundle(wrong).send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    let raw =
        server.raw("POST /bodies/bundle HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x", "--x--").await;
    assert!(raw.starts_with("HTTP/1.1 415 "), "{raw}");
}

#[tokio::test]
async fn a_large_part_of_an_answer_is_a_stream() {
    const LENGTH: usize = 8 * 1024 * 1024;
    let server = Loopback::start().await;
    let client = server.anonymous().bearer_token("t0ken").max_body(100_000).build().unwrap();
    let chunks = stream::iter(0..LENGTH / 1024).map(|at| Ok(vec![u8::try_from(at % 251).unwrap(); 1024].into()));
    let pictures = vec![
        File::new(PNG).named("a.png").typed("image/png"),
        File::stream(ByteStream::new(chunks)).named("b.gif").typed("image/gif"),
    ];
    // What the server reads as it comes, it sends as it comes.
    let answered =
        client.bodies().echo_bundle(EchoBundleBody { maker: Maker::new("a"), pictures }).send().await.unwrap();
    let [small, large] = <[File; 2]>::try_from(answered.pictures).unwrap();
    assert_eq!((small.bytes().map(|bytes| &bytes[..]), small.name.as_deref()), (Some(PNG), Some("a.png")));
    assert_eq!((large.bytes(), large.length(), large.content_type.as_deref()), (None, None, Some("image/gif")));
    let again = large.clone();
    let bytes = large.collect(LENGTH).await.unwrap();
    assert!(
        bytes.len() == LENGTH && bytes.chunks(1024).enumerate().all(|(at, chunk)| usize::from(chunk[0]) == at % 251)
    );
    assert!(again.collect(LENGTH).await.is_err(), "a stream is read once");
}
