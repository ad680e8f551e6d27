//! Requests and responses as wholes: bodies by media type, what is not taken, and operations there and back.

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method, StatusCode};
use proptest::collection::vec;
use proptest::prelude::*;
use specwright_runtime::error::DecodeReason;
use specwright_runtime::json::{Decode, Encode, Mode, Reader, Value, Writer};
use specwright_runtime::multipart::{Multipart, MultipartDecoder, MultipartEncoder};
use specwright_runtime::operation::{BodyKind, OperationSpec};
use specwright_runtime::parameter::Parameter;
use specwright_runtime::request::{EncodedRequest, Rejection, RequestDecoder, RequestEncoder};
use specwright_runtime::response::{EncodedResponse, ResponseDecoder, ResponseEncoder};
use specwright_runtime::rules::{Check, Rules};
use specwright_runtime::sequence::{Framing, Sequence};
use specwright_runtime::{Body, ByteStream, Bytes, File, Operation, Problem, Undeclared, error::DecodeError};

/// `PUT /teams/{team}/members/{id}`, as generated code has it.
#[derive(Debug, Clone, PartialEq)]
struct PutMember {
    team: String,
    id: i64,
    notify: Option<bool>,
    body: Member,
}

impl PutMember {
    const TEAM: &'static Parameter = &Parameter::path("team");
    const ID: &'static Parameter = &Parameter::path("id");
    const NOTIFY: &'static Parameter = &Parameter::query("notify");
}

#[derive(Debug, Clone, PartialEq)]
struct Member {
    name: String,
}

impl Encode for Member {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("name", &self.name);
        json.end_object();
    }
}

impl Decode for Member {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut name = None;
        json.begin_record();
        while json.next_property() {
            json.required("name", &mut name);
        }
        let whole = json.end_record();
        match name {
            Some(name) if whole => Some(Self { name }),
            _ => None,
        }
    }
}

impl Check for Member {}

#[derive(Debug)]
enum PutMemberError {
    NotFound(Problem),
    Undeclared(Undeclared),
}

impl From<Problem> for PutMemberError {
    fn from(problem: Problem) -> Self {
        Self::Undeclared(problem.into())
    }
}

impl Operation for PutMember {
    const SPEC: &'static OperationSpec =
        &OperationSpec::new("putMember", Method::PUT, "/teams/{team}/members/{id}").body(BodyKind::Buffered);
    type Success = Member;
    type Error = PutMemberError;

    fn encode(self, request: &mut RequestEncoder) {
        request.parameter(Self::TEAM, &self.team);
        request.parameter(Self::ID, &self.id);
        request.parameter(Self::NOTIFY, &self.notify);
        request.json(&self.body);
    }

    fn decode(request: &mut RequestDecoder) -> Option<Self> {
        let team = request.required(Self::TEAM);
        let id = request.required(Self::ID);
        let notify = request.optional(Self::NOTIFY);
        let body = request.json();
        Some(Self { team: team?, id: id?, notify: notify?, body: body? })
    }

    fn encode_response(response: Result<Member, PutMemberError>, reply: ResponseEncoder) -> EncodedResponse {
        match response {
            Ok(body) => reply.status(200).json(&body),
            Err(PutMemberError::NotFound(body)) => reply.status(404).json_as("application/problem+json", &body),
            Err(PutMemberError::Undeclared(other)) => reply.undeclared(other),
        }
    }

    fn decode_response(reply: &mut ResponseDecoder) -> Result<Result<Member, PutMemberError>, DecodeError> {
        Ok(match reply.status().as_u16() {
            200 => Ok(reply.json()?),
            404 => Err(PutMemberError::NotFound(reply.json()?)),
            _ => Err(PutMemberError::Undeclared(reply.undeclared())),
        })
    }
}

fn encode(request: PutMember) -> EncodedRequest {
    let mut encoder = RequestEncoder::new(PutMember::SPEC);
    request.encode(&mut encoder);
    encoder.finish().unwrap()
}

fn decode(request: EncodedRequest) -> Result<PutMember, Rejection> {
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let pieces: Vec<_> = path.split('/').collect();
    let parameters = vec![("team", pieces[2].to_owned()), ("id", pieces[4].to_owned())];
    let mut decoder =
        RequestDecoder::new(PutMember::SPEC, parameters, query, &request.headers, request.body, Mode::Strict);
    let value = PutMember::decode(&mut decoder);
    decoder.finish(value)
}

fn member() -> PutMember {
    PutMember { team: "a/b".into(), id: 7, notify: Some(true), body: Member { name: "Zoë".into() } }
}

#[test]
fn a_request_travels_unchanged() {
    let request = encode(member());
    assert_eq!((request.method.clone(), request.target.as_str()), (Method::PUT, "/teams/a%2Fb/members/7?notify=true"));
    assert_eq!(request.headers[CONTENT_TYPE], "application/json");
    assert_eq!(decode(request), Ok(member()));
}

#[test]
fn everything_wrong_with_a_request_is_named() {
    let mut request = encode(member());
    request.target = "/teams/%ff/members/x?notify=maybe".into();
    request.body = Body::Bytes("{\"name\":1}".into());
    let Err(Rejection::Violations(found)) = decode(request) else { panic!("it is taken") };
    let expected = [
        "path parameter `team` must be percent-encoded UTF-8",
        "path parameter `id` must be a number",
        "query parameter `notify` must be `true` or `false`",
        "`/name` of the body must be a string, is a number",
    ];
    assert_eq!(found.to_string(), expected.join("; "));
    let problem = Problem::from(Rejection::Violations(found));
    assert_eq!((problem.status, problem.extensions["errors"].as_array().map(<[Value]>::len)), (Some(400), Some(4)));
}

fn with_type(content_type: Option<&'static str>, body: &'static str) -> Result<PutMember, Rejection> {
    let mut request = encode(member());
    request.headers = HeaderMap::new();
    if let Some(content_type) = content_type {
        request.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    request.body = Body::Bytes(body.into());
    decode(request)
}

#[test]
fn json_is_taken_by_its_types_and_from_plain_curl() {
    for taken in [
        None,
        Some("application/json;charset=utf-8"),
        Some("application/merge-patch+json"),
        Some("application/x-www-form-urlencoded"),
    ] {
        assert!(with_type(taken, "{\"name\":\"n\"}").is_ok(), "{taken:?}");
    }
    for refused in ["text/plain", "application/xml", "multipart/form-data; boundary=x", "nonsense"] {
        let rejection = with_type(Some(refused), "{\"name\":\"n\"}").unwrap_err();
        assert_eq!(rejection, Rejection::UnsupportedMediaType { expected: vec!["application/json".into()] });
        assert_eq!(Problem::from(rejection).status, Some(415));
    }
    let strict =
        RequestDecoder::new(PutMember::SPEC, Vec::new(), "", &HeaderMap::new(), Body::Bytes("{}".into()), Mode::Strict);
    let mut strict = strict.lenient_json(false);
    let body = strict.json::<Value>();
    assert!(matches!(strict.finish(body), Err(Rejection::UnsupportedMediaType { .. })));
    assert_eq!(with_type(None, "").unwrap_err().to_string(), "the body is missing");
}

fn respond(response: Result<Member, PutMemberError>) -> Result<Result<Member, PutMemberError>, DecodeError> {
    let encoded = PutMember::encode_response(response, ResponseEncoder::new());
    PutMember::decode_response(&mut ResponseDecoder::new(encoded.status, encoded.headers, encoded.body))
}

#[test]
fn responses_travel_unchanged() {
    let body = Member { name: "n".into() };
    assert!(matches!(respond(Ok(body.clone())), Ok(Ok(found)) if found == body));
    let problem = Problem::not_found().detail("no such team");
    assert!(
        matches!(respond(Err(PutMemberError::NotFound(problem.clone()))), Ok(Err(PutMemberError::NotFound(found))) if found == problem)
    );
    let Ok(Err(PutMemberError::Undeclared(found))) = respond(Err(Problem::not_implemented().into())) else { panic!() };
    assert_eq!((found.status, found.problem()), (StatusCode::NOT_IMPLEMENTED, Some(Problem::not_implemented())));
}

fn received(content_type: Option<&'static str>, body: &'static [u8]) -> ResponseDecoder {
    let mut headers = HeaderMap::new();
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    ResponseDecoder::new(StatusCode::OK, headers, Body::Bytes(Bytes::from_static(body)))
}

#[test]
fn a_wrong_content_type_keeps_status_and_body() {
    let mut reply = received(Some("text/html"), b"<b>token=hunter2</b>");
    let error = PutMember::decode_response(&mut reply).unwrap_err();
    assert_eq!((error.status(), &error.body()[..]), (StatusCode::OK, &b"<b>token=hunter2</b>"[..]));
    assert!(
        matches!(error.reason(), DecodeReason::MediaType { expected, found: Some(found) } if expected == "application/json" && found == "text/html")
    );
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    assert!(received(None, b"{\"name\":\"n\"}").json::<Member>().is_ok());
    assert!(received(Some("application/json"), b"\xef\xbb\xbf{\"name\":\"n\"}").json::<Member>().is_ok());
    assert_eq!(received(Some("application/json;charset=iso-8859-1"), b"\"\xe4\"").json::<String>().unwrap(), "ä");
    let error = received(Some("application/json"), b"{\"name\":").json::<Member>().unwrap_err();
    assert_eq!(error.body().len(), 8);
    assert_eq!(
        error.to_string(),
        "the response with status 200 is not what the document says: \
         the body is not JSON: it ends too early (line 1, column 9)"
    );
}

#[test]
fn texts_and_streams_are_read_by_their_types() {
    assert_eq!(received(Some("text/plain;charset=utf-8"), "é".as_bytes()).text().unwrap(), "é");
    assert_eq!(received(Some("text/csv"), b"a,b").text_as("text/csv").unwrap(), "a,b");
    assert!(received(Some("image/png"), b"x").text().is_err());
    assert!(received(Some("text/plain"), b"\xff").text().is_err());
    assert_eq!(received(Some("image/png"), b"x").stream_as("image/*").unwrap().into_bytes().unwrap(), "x");
    let reply = ResponseEncoder::new().status(206).stream("*/*", ByteStream::from("x"));
    assert_eq!(
        (reply.status, &reply.headers[CONTENT_TYPE]),
        (StatusCode::PARTIAL_CONTENT, &HeaderValue::from_static("application/octet-stream"))
    );
}

/// A form, as generated code has it.
#[derive(Debug, Clone, PartialEq)]
struct Upload {
    title: String,
    pages: Option<i32>,
    languages: Option<Vec<String>>,
    origin: Option<Member>,
    file: File,
    more: Option<Vec<File>>,
}

impl Upload {
    const TITLE: &'static Rules = &Rules { min_length: Some(1), ..Rules::NONE };
}

impl Multipart for Upload {
    fn encode(&self, form: &mut MultipartEncoder) {
        form.field("title", &self.title);
        form.field("pages", &self.pages);
        form.field("languages", &self.languages);
        form.field_as("origin", "application/json", &self.origin);
        form.file("file", &self.file);
        form.file("more", &self.more);
    }

    fn decode(form: &mut MultipartDecoder) -> Option<Self> {
        let title = form.required("title", Self::TITLE);
        let pages = form.optional("pages", &Rules::NONE);
        let languages = form.optional("languages", &Rules::NONE);
        let origin = form.optional("origin", &Rules::NONE);
        let file = form.file("file", &Rules::NONE);
        let more = form.optional_files("more", &Rules::NONE);
        Some(Self { title: title?, pages: pages?, languages: languages?, origin: origin?, file: file?, more: more? })
    }
}

const UPLOAD: &OperationSpec = &OperationSpec::new("upload", Method::POST, "/uploads").body(BodyKind::Buffered);

fn upload(form: &Upload) -> EncodedRequest {
    let mut request = RequestEncoder::new(UPLOAD);
    request.multipart(form);
    request.finish().unwrap()
}

fn read_upload(headers: &HeaderMap, body: impl Into<Bytes>) -> Result<Upload, Rejection> {
    let mut decoder = RequestDecoder::new(UPLOAD, Vec::new(), "", headers, Body::Bytes(body.into()), Mode::Strict);
    let value = decoder.multipart();
    decoder.finish(value)
}

fn bytes(body: Body) -> Bytes {
    if let Body::Bytes(bytes) = body { bytes } else { panic!("it is not in memory") }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn forms_of_parts_travel_unchanged(
        title in "\\PC{1,9}", pages in any::<Option<i32>>(), languages in vec("\\PC{0,5}|\\[1?\\]|\\{\\}", 1..4), name in any::<String>(),
        file_name in "[^/\\\\%\"\\pC]{1,9}[a-z]|a\"b[.]c", content in vec(any::<u8>(), 0..40), more in 0..3_usize,
    ) {
        let file = File::new(content).named(file_name).typed("application/pdf; x=1");
        let form = Upload {
            title, pages, languages: Some(languages), origin: Some(Member { name }), file: file.clone(),
            more: (more > 0).then(|| vec![file; more]),
        };
        let request = upload(&form);
        prop_assert_eq!(read_upload(&request.headers, bytes(request.body)), Ok(form));
    }

    #[test]
    fn no_bytes_of_a_form_make_it_panic(body in "(--x|\r\n|--|Content-Disposition: form-data; name=\"?file\"?|:|;|\"| |a){0,30}") {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
        let _ = read_upload(&headers, body);
    }

    #[test]
    fn urlencoded_forms_travel_unchanged(user in any::<String>(), scope in vec("\\PC{0,5}|\\[1?\\]|\\{\\}", 1..4), deep in vec(vec(any::<i32>(), 0..4), 1..3)) {
        let login = Login { user, scope, deep: Some(deep) };
        let mut request = RequestEncoder::new(UPLOAD);
        request.form(&login);
        let request = request.finish().unwrap();
        let mut decoder = RequestDecoder::new(UPLOAD, Vec::new(), "", &request.headers, request.body, Mode::Strict);
        let found = decoder.form();
        prop_assert_eq!(decoder.finish(found), Ok(login));
    }
}

#[derive(Debug, PartialEq)]
struct Login {
    user: String,
    scope: Vec<String>,
    deep: Option<Vec<Vec<i32>>>,
}

impl Encode for Login {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("user", &self.user);
        json.field("scope", &self.scope);
        json.optional("deep", &self.deep);
        json.end_object();
    }
}

impl Decode for Login {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut user = None;
        let mut scope = None;
        let mut deep = None;
        json.begin_record();
        while json.next_property() {
            json.required("user", &mut user);
            json.required("scope", &mut scope);
            json.optional("deep", &mut deep);
            json.no_other();
        }
        let whole = json.end_record();
        match (user, scope) {
            (Some(user), Some(scope)) if whole => Some(Self { user, scope, deep }),
            _ => None,
        }
    }
}

#[test]
fn forms_of_others_are_read() {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=\"a b\""));
    let body = "preamble\r\n--a b  \r\ncontent-disposition: form-data; name=title\r\n\r\nT\r\n--a b\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"x.txt\"; filename*=UTF-8''%c3%a9.txt\r\n\
        Content-Type: text/plain\r\n\r\n--a\r\n\r\n--a b\r\nContent-Disposition: form-data; name=\"pages\"\r\n\r\n3\r\n--a b--\r\nepilogue";
    let form = read_upload(&headers, body).unwrap();
    assert_eq!((form.title.as_str(), form.pages), ("T", Some(3)));
    assert_eq!(form.file, File::new("--a\r\n").named("é.txt").typed("text/plain"));
}

/// A form whose one part is a list.
#[derive(Debug, Clone, PartialEq)]
struct Crew {
    members: Vec<Member>,
}

impl Multipart for Crew {
    fn encode(&self, form: &mut MultipartEncoder) {
        form.field_as("members", "application/json", &self.members);
    }

    fn decode(form: &mut MultipartDecoder) -> Option<Self> {
        Some(Self { members: form.required("members", &Rules::NONE)? })
    }
}

#[test]
fn a_list_in_one_part_needs_no_type() {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
    let json = String::from_utf8(specwright_runtime::json::to_vec(&vec![member().body, member().body])).unwrap();
    let body = format!("--x\r\nContent-Disposition: form-data; name=\"members\"\r\n\r\n{json}\r\n--x--");
    let mut decoder = RequestDecoder::new(UPLOAD, Vec::new(), "", &headers, Body::Bytes(body.into()), Mode::Strict);
    let crew = decoder.multipart::<Crew>();
    assert_eq!(decoder.finish(crew).unwrap().members, [member().body, member().body]);
}

#[test]
fn a_stream_without_type_and_bytes_is_none() {
    let stream = |content_type: Option<&'static str>| {
        let headers = content_type.map(|it| (CONTENT_TYPE, HeaderValue::from_static(it))).into_iter().collect();
        let mut decoder = RequestDecoder::new(UPLOAD, Vec::new(), "", &headers, Body::Empty, Mode::Strict);
        let stream = decoder.stream_as("image/png");
        decoder.finish(stream).map(|stream| stream.into_bytes().unwrap())
    };
    assert_eq!(stream(Some("image/png")).unwrap(), Bytes::new());
    assert_eq!(stream(None).unwrap_err().to_string(), "the body is missing");
}

#[test]
fn what_is_wrong_with_a_form_is_named() {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
    let part =
        |name: &str, text: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
    let body = format!("{}{}{}--x--", part("title", ""), part("pages", "many"), part("origin", "{\"name\":1}"));
    let expected = [
        "`/title` of the body must have at least 1 character, has 0",
        "`/pages` of the body must be a number",
        "`/origin/name` of the body must be a string, is a number",
        "`/file` of the body is missing",
    ];
    assert_eq!(read_upload(&headers, body).unwrap_err().to_string(), expected.join("; "));
    for broken in ["", "--x\r\n", "--y--", "--x\r\nA: b\r\n\r\nc\r\n--x--"] {
        assert!(read_upload(&headers, broken).is_err(), "{broken:?}");
    }
    let many = part("a", "").repeat(1001) + "--x--";
    assert!(read_upload(&headers, many).unwrap_err().to_string().contains("too many parts"));
}

#[test]
fn a_query_string_of_the_template_is_kept() {
    const SPEC: &OperationSpec = &OperationSpec::new("x", Method::GET, "/x?fixed=true");
    const PARAM: &Parameter = &Parameter::query("a");
    let mut request = RequestEncoder::new(SPEC);
    request.parameter(PARAM, &1);
    assert_eq!(request.finish().unwrap().target, "/x?fixed=true&a=1");
}

#[test]
fn a_request_on_its_way_shows_no_values() {
    const SPEC: &OperationSpec = &OperationSpec::new("getClient", Method::GET, "/client");
    const TOKEN: &Parameter = &Parameter::header("Client-Token");
    const KEY: &Parameter = &Parameter::query("key");
    let mut encoder = RequestEncoder::new(SPEC);
    encoder.parameter(TOKEN, &"s3cret".to_owned());
    encoder.parameter(KEY, &"s3cret".to_owned());
    let shown = format!("{encoder:?}");
    assert!(shown.contains("getClient") && !shown.contains("s3cret"), "{shown}");
}

#[test]
fn nothing_of_a_type_is_an_empty_text_form_or_file() {
    let decoder = |media: Option<&'static str>| {
        let typed = media.map(|media| (CONTENT_TYPE, HeaderValue::from_static(media)));
        let headers: HeaderMap = typed.into_iter().collect();
        RequestDecoder::new(PutMember::SPEC, Vec::new(), "", &headers, Body::Empty, Mode::Strict)
    };
    assert_eq!(decoder(Some("text/plain")).optional_text(), Some(Some(String::new())));
    assert_eq!(decoder(None).optional_text(), Some(None));
    let form = "application/x-www-form-urlencoded";
    assert!(
        matches!(decoder(Some(form)).optional_form::<Value>(), Some(Some(Value::Object(members))) if members.is_empty())
    );
    assert_eq!(decoder(None).optional_form::<Value>(), Some(None));
    // Who must name a member, has not done so with an empty form: nothing was sent.
    assert_eq!(decoder(Some(form)).optional_form::<Member>(), Some(None));
    assert!(matches!(decoder(Some("image/png")).optional_stream(), Some(Some(_))));
    assert!(matches!(decoder(None).optional_stream(), Some(None)));
    assert_eq!(decoder(Some("application/json")).optional_json::<Value>(), Some(None));
}

#[test]
fn nothing_of_a_type_is_one_of_several_bodies_or_none() {
    let decoder = |media: Option<&'static str>, body: Body| {
        let typed = media.map(|media| (CONTENT_TYPE, HeaderValue::from_static(media)));
        let headers: HeaderMap = typed.into_iter().collect();
        RequestDecoder::new(PutMember::SPEC, Vec::new(), "", &headers, body, Mode::Strict)
    };
    let declared = ["image/*", "application/json"];
    let chosen = |media, body| decoder(media, body).choose_optional(&declared);
    assert_eq!(chosen(Some("image/png"), Body::Empty), Some(Some(0)));
    assert_eq!(chosen(Some("application/json"), Body::Empty), Some(Some(1)));
    assert_eq!(chosen(None, Body::Empty), Some(None));
    // What many clients send by themselves with a body that has no bytes says nothing.
    assert_eq!(chosen(Some("text/plain"), Body::Empty), Some(None));
    assert_eq!(chosen(Some("text/plain"), Body::Bytes("x".into())), None);
    assert_eq!(chosen(None, Body::Bytes("x".into())), None);
    assert!(!decoder(Some("text/csv"), Body::Empty).is_absent("text/csv"));
    assert!(decoder(Some("application/json"), Body::Empty).is_absent("text/csv"));
}

#[test]
fn an_empty_form_with_styles_is_one_too() {
    const FIELDS: &[Parameter] = &[Parameter::query("tags")];
    let form = "application/x-www-form-urlencoded";
    let decoder = |media: Option<&'static str>| {
        let typed = media.map(|media| (CONTENT_TYPE, HeaderValue::from_static(media)));
        let headers: HeaderMap = typed.into_iter().collect();
        RequestDecoder::new(PutMember::SPEC, Vec::new(), "", &headers, Body::Empty, Mode::Strict)
    };
    let is_empty = |value: Option<Value>| matches!(value, Some(Value::Object(members)) if members.is_empty());
    assert!(is_empty(decoder(Some(form)).form_by(FIELDS)));
    assert!(is_empty(decoder(Some(form)).optional_form_by(FIELDS).flatten()));
    assert_eq!(decoder(None).form_by::<Value>(FIELDS), None);
    assert_eq!(decoder(None).optional_form_by::<Value>(FIELDS), Some(None));
    assert_eq!(decoder(Some(form)).optional_form_by::<Member>(FIELDS), Some(None));
}

/// `{ name, secret }`, of which only requests hold the latter.
#[derive(Debug, Clone)]
struct Keeper;

impl Encode for Keeper {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("name", "Ada");
        if !json.is_answer() {
            json.field("secret", "x");
        }
        json.end_object();
    }
}

impl Multipart for Keeper {
    fn encode(&self, form: &mut MultipartEncoder) {
        form.field("keeper", self);
        if !form.is_answer() {
            form.field("secret", "x");
        }
    }

    fn decode(_: &mut MultipartDecoder) -> Option<Self> {
        None
    }
}

async fn bytes_of(body: Body) -> Bytes {
    match body {
        Body::Empty => Bytes::new(),
        Body::Bytes(bytes) => bytes,
        Body::Stream(stream) => stream.collect(10_000).await.unwrap(),
    }
}

#[tokio::test]
async fn what_only_requests_hold_is_no_part_of_an_answer() {
    let requests: [fn(&mut RequestEncoder); 4] = [
        |request| request.json(&vec![Keeper]),
        |request| request.form(&Keeper),
        |request| request.multipart(&Keeper),
        |request| request.sequence("application/jsonl", Framing::Lines, Sequence::from(vec![Keeper])),
    ];
    for write in requests {
        let mut request = RequestEncoder::new(PutMember::SPEC);
        request.parameter(PutMember::TEAM, "a");
        request.parameter(PutMember::ID, &1);
        write(&mut request);
        let sent = bytes_of(request.finish().unwrap().body).await;
        assert!(sent.windows(6).any(|part| part == b"secret"), "{sent:?}");
    }
    let reply = ResponseEncoder::new;
    for answer in [
        reply().json(&vec![Keeper]),
        reply().form(&Keeper),
        reply().multipart(&Keeper),
        reply().sequence("application/jsonl", Framing::Lines, Sequence::from(vec![Keeper])),
    ] {
        let sent = bytes_of(answer.body).await;
        assert!(sent.windows(3).any(|part| part == b"Ada"), "{sent:?}");
        assert!(!sent.windows(6).any(|part| part == b"secret"), "{sent:?}");
    }
}
