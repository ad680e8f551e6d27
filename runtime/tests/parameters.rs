//! Parameters of every style: the text that the standard gives, and back.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderValue, Method};
use specwright_runtime::json::{Decode, Encode, Mode, Reader, Value, Writer};
use specwright_runtime::operation::OperationSpec;
use specwright_runtime::parameter::{Location, Parameter, ParameterKind, Style};
use specwright_runtime::request::{Rejection, RequestDecoder, RequestEncoder};
use specwright_runtime::response::{ResponseDecoder, ResponseEncoder};
use specwright_runtime::rules::{Bound, Check, Rules};
use specwright_runtime::{Body, DateTime};

const PATH: &OperationSpec = &OperationSpec::new("path", Method::GET, "/p/{x}");
const PLAIN: &OperationSpec = &OperationSpec::new("plain", Method::GET, "/p");

/// What is sent for a parameter: the path's segment, the query string, or the header's text.
fn sent<T: Encode>(parameter: &'static Parameter, value: &T) -> Result<Sent, String> {
    let spec = if parameter.location == Location::Path { PATH } else { PLAIN };
    let mut request = RequestEncoder::new(spec);
    request.parameter(parameter, value);
    let request = request.finish().map_err(|error| error.to_string())?;
    let target: http::Uri = request.target.parse().expect("a target is a URI");
    let segment = target.path().strip_prefix("/p/").unwrap_or_default();
    Ok(Sent {
        segment: segment.to_owned(),
        query: target.query().unwrap_or_default().to_owned(),
        headers: request.headers,
    })
}

#[derive(Debug)]
struct Sent {
    segment: String,
    query: String,
    headers: HeaderMap,
}

impl Sent {
    fn decoder(&self) -> RequestDecoder {
        RequestDecoder::new(
            PATH,
            vec![("x", self.segment.clone())],
            &self.query,
            &self.headers,
            Body::Empty,
            Mode::Strict,
        )
    }

    fn read<T: Decode + Check>(&self, parameter: &'static Parameter) -> Result<T, Rejection> {
        let mut decoder = self.decoder();
        let value = decoder.required(parameter);
        decoder.finish(value)
    }

    fn text(&self) -> &str {
        let headers = self.headers.values().next().and_then(|value| value.to_str().ok());
        [self.segment.as_str(), self.query.as_str(), headers.unwrap_or_default()]
            .into_iter()
            .max_by_key(|text| text.len())
            .unwrap()
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Rgb {
    r: i32,
    g: String,
}

impl Encode for Rgb {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("R", &self.r);
        json.field("G", &self.g);
        json.end_object();
    }
}

impl Decode for Rgb {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let mut r = None;
        let mut g = None;
        json.begin_record();
        while json.next_property() {
            json.required("R", &mut r);
            json.required("G", &mut g);
            json.no_other();
        }
        let whole = json.end_record();
        match (r, g) {
            (Some(r), Some(g)) if whole => Some(Self { r, g }),
            _ => None,
        }
    }
}

impl Check for Rgb {}

macro_rules! parameter {
    ($location:ident $style:ident $explode:literal $kind:ident) => {
        const {
            &Parameter {
                style: Style::$style,
                explode: $explode,
                kind: ParameterKind::$kind,
                properties: &["R", "G"],
                ..Parameter::$location("x")
            }
        }
    };
}

/// RFC 6570, 3.2, and the table of OAS 3.0.4, 4.8.12.3.
#[test]
fn each_style_writes_what_the_standard_says() {
    let rgb = Rgb { r: 100, g: "a b".into() };
    let list = ["blue", "a,b"];
    for (parameter, scalar, array, object) in [
        (parameter!(path Simple false Scalar), "a%2Fb", "blue,a%2Cb", "R,100,G,a%20b"),
        (parameter!(path Simple true Scalar), "a%2Fb", "blue,a%2Cb", "R=100,G=a%20b"),
        (parameter!(path Label false Scalar), ".a%2Fb", ".blue,a%2Cb", ".R,100,G,a%20b"),
        (parameter!(path Label true Scalar), ".a%2Fb", ".blue.a%2Cb", ".R=100.G=a%20b"),
        (parameter!(path Matrix false Scalar), ";x=a%2Fb", ";x=blue,a%2Cb", ";x=R,100,G,a%20b"),
        (parameter!(path Matrix true Scalar), ";x=a%2Fb", ";x=blue;x=a%2Cb", ";R=100;G=a%20b"),
        (parameter!(query Form false Scalar), "x=a%2Fb", "x=blue,a%2Cb", "x=R,100,G,a%20b"),
        (parameter!(query Form true Scalar), "x=a%2Fb", "x=blue&x=a%2Cb", "R=100&G=a%20b"),
        (parameter!(query PipeDelimited false Scalar), "x=a%2Fb", "x=blue%7Ca%2Cb", "x=R%7C100%7CG%7Ca%20b"),
        (
            parameter!(query DeepObject true Scalar),
            "x=a%2Fb",
            "x%5B%5D=blue&x%5B%5D=a%2Cb",
            "x%5BR%5D=100&x%5BG%5D=a%20b",
        ),
    ] {
        assert_eq!(sent(parameter, &"a/b").unwrap().text(), scalar);
        assert_eq!(sent(parameter, &list.as_slice()).unwrap().text(), array);
        assert_eq!(sent(parameter, &rgb).unwrap().text(), object);
    }
    let spaced = parameter!(query SpaceDelimited false Array);
    assert_eq!(sent(spaced, &vec!["a", "b"]).unwrap().text(), "x=a%20b");
    assert!(sent(spaced, &vec!["a b"]).is_err());
    let header = parameter!(header Simple true Object);
    assert_eq!(sent(header, &rgb).unwrap().text(), "R=100,G=a b");
    assert_eq!(sent(parameter!(cookie Form false Array), &vec!["a", "b;"]).unwrap().text(), "x=a,b%3B");
}

#[test]
fn reserved_characters_stay_where_that_is_allowed() {
    const PATH: &Parameter = &Parameter { allow_reserved: true, ..Parameter::path("x") };
    const QUERY: &Parameter = &Parameter { allow_reserved: true, ..Parameter::query("x") };
    const LIST: &Parameter = &Parameter { explode: false, kind: ParameterKind::Array, ..*QUERY };
    assert_eq!(sent(PATH, &"foo/bar baz?").unwrap().text(), "foo/bar%20baz%3F");
    assert_eq!(sent(QUERY, &"a/b?c:d=e&f+g#h%41%").unwrap().text(), "x=a/b?c:d=e%26f%2Bg%23h%41%25");
    assert_eq!(sent(LIST, &vec!["a/b", "c,d"]).unwrap().text(), "x=a/b,c%2Cd");
}

#[test]
fn what_would_change_the_message_is_refused() {
    const LIST: &Parameter = &Parameter { kind: ParameterKind::Array, ..Parameter::header("X-A") };
    const PATH: &Parameter = &Parameter::path("x");
    const HEADER: &Parameter = &Parameter::header("X-A");
    for value in ["", ".", "..", "%2e", "%2E%2e", ".%2E"] {
        let error = sent(PATH, &value).unwrap_err();
        assert!(error.contains("path parameter `x`"), "{value:?}: {error}");
    }
    assert_eq!(
        sent(PATH, &None::<String>).unwrap_err(),
        "the message can't be written: path parameter `x` must have a value"
    );
    for value in ["a\r\nSet-Cookie: b", "a\n", "\0", " a", "a\t"] {
        let error = sent(HEADER, &value).unwrap_err();
        assert!(error.contains("header `X-A` can't"), "{value:?}: {error}");
        assert!(!error.contains("Set-Cookie"), "no value is quoted");
    }
    assert!(sent(LIST, &vec!["a,b"]).is_err());
    assert_eq!(sent(HEADER, &"a, b").unwrap().text(), "a, b");
}

#[test]
fn nothing_is_sent_for_nothing() {
    const QUERY: &Parameter = &Parameter::query("x");
    let request = sent(QUERY, &None::<i32>).unwrap();
    assert_eq!(request.query, "");
    let mut decoder = request.decoder();
    assert_eq!(decoder.optional::<i32>(QUERY), Some(None));
    assert_eq!(decoder.required::<i32>(QUERY), None);
    assert_eq!(decoder.finish(Some(())).unwrap_err().to_string(), "query parameter `x` is missing");
}

fn from_query<T: Decode + Check>(parameter: &'static Parameter, query: &str) -> Result<T, String> {
    let request = Sent { segment: String::new(), query: query.to_owned(), headers: HeaderMap::new() };
    request.read(parameter).map_err(|rejection| rejection.to_string())
}

#[test]
fn values_are_read_as_what_they_are() {
    const FLAG: &Parameter = &Parameter { allow_empty: true, ..Parameter::query("flag") };
    const NUMBER: &Parameter = &Parameter {
        rules: Some(&Rules { minimum: Some(Bound::integer(1)), ..Rules::NONE }),
        ..Parameter::query("page")
    };
    assert_eq!(from_query(NUMBER, "page=7"), Ok(7));
    assert_eq!(from_query(NUMBER, "other=%00&page=7"), Ok(7));
    assert_eq!(from_query::<i32>(NUMBER, "page=0"), Err("query parameter `page` must be at least 1".into()));
    assert_eq!(from_query::<i32>(NUMBER, "page=x"), Err("query parameter `page` must be a number".into()));
    assert_eq!(
        from_query::<i32>(NUMBER, "page=1&page=2"),
        Err("query parameter `page` must not be given more than once".into())
    );
    assert_eq!(
        from_query::<String>(NUMBER, "page=%ff"),
        Err("query parameter `page` must be percent-encoded UTF-8".into())
    );
    assert_eq!(from_query::<String>(NUMBER, "page=a+b%20c"), Ok("a b c".into()));
    assert_eq!(from_query::<Option<i32>>(NUMBER, "page="), Ok(None));
    assert_eq!(from_query::<Option<String>>(NUMBER, "page="), Ok(Some(String::new())));
    let offset = from_query::<DateTime>(NUMBER, "page=2025-07-30T10:45:41%2B02:00").unwrap();
    assert_eq!(offset.to_rfc3339(), "2025-07-30T10:45:41+02:00");
    assert_eq!(from_query(FLAG, "flag"), Ok(true));
    assert_eq!(from_query(FLAG, "flag=false"), Ok(false));
}

#[test]
fn arrays_may_be_repeated_or_joined() {
    const MULTI: &Parameter = parameter!(query Form true Array);
    const CSV: &Parameter = parameter!(query Form false Array);
    const PIPES: &Parameter = parameter!(query PipeDelimited false Array);
    assert_eq!(from_query(MULTI, "x=1&y=0&x=2"), Ok(vec![1, 2]));
    assert_eq!(from_query(MULTI, "x=a%2Cb"), Ok(vec!["a,b".to_owned()]));
    assert_eq!(from_query(CSV, "x=1,2"), Ok(vec![1, 2]));
    assert_eq!(from_query(CSV, "x="), Ok(Vec::<i32>::new()));
    assert_eq!(from_query(PIPES, "x=1|2%7c3"), Ok(vec![1, 2, 3]));
    assert_eq!(from_query::<Vec<i32>>(MULTI, "x=1&x=b"), Err("query parameter `x/1` must be a number".into()));
    let many = vec!["x=1"; 1001].join("&");
    assert_eq!(
        from_query::<Vec<i32>>(MULTI, &many),
        Err("query parameter `` must not have more than 1000 values".into())
    );
}

#[test]
fn texts_that_look_like_json_stay_texts() {
    const TEXT: &Parameter = parameter!(query Form true Scalar);
    const LIST: &Parameter = parameter!(query Form true Array);
    for text in ["[1, 2]", "{\"a\": 1}", "{}", "[1] ", "{", "[[[", "null", "true", "\"x\""] {
        assert_eq!(sent(TEXT, &text).unwrap().read(TEXT), Ok(text.to_owned()));
        assert_eq!(sent(LIST, &vec![text]).unwrap().read(LIST), Ok(vec![text.to_owned()]));
    }
    for nested in [vec![vec![1, 2], vec![]], vec![vec![1, 2]], vec![vec![]]] {
        assert_eq!(sent(LIST, &nested).unwrap().read(LIST), Ok(nested));
    }
    let nested: BTreeMap<String, Vec<i32>> = [("a".to_owned(), vec![1, 2]), ("b".to_owned(), vec![3])].into();
    for parameter in properties::OBJECTS
        .into_iter()
        .filter(|parameter| parameter.location != Location::Header)
        .chain(properties::MAPS)
    {
        if parameter.properties.is_empty() || !parameter.explode || parameter.location == Location::Path {
            assert_eq!(sent(parameter, &nested).unwrap().read(parameter), Ok(nested.clone()), "{parameter:?}");
        }
    }
}

#[test]
fn deep_objects_nest() {
    const DEEP: &Parameter = parameter!(query DeepObject true Object);
    type Nested = BTreeMap<String, BTreeMap<String, Vec<i32>>>;
    let expected: Nested = [("a".to_owned(), [("b".to_owned(), vec![1, 2])].into())].into();
    for query in
        ["x[a][b]=1&x[a][b]=2", "x%5Ba%5D%5Bb%5D=1&x[a][b]=2", "x[a][b][]=1&x[a][b][]=2", "x[a][b][1]=2&x[a][b][0]=1"]
    {
        assert_eq!(from_query(DEEP, query), Ok(expected.clone()), "{query}");
    }
    assert_eq!(sent(DEEP, &expected).unwrap().query, "x%5Ba%5D%5Bb%5D%5B%5D=1&x%5Ba%5D%5Bb%5D%5B%5D=2");
    let deep = format!("x{}=1", "[a]".repeat(17));
    assert!(from_query::<Value>(DEEP, &deep).is_err());
    assert!(from_query::<Value>(DEEP, "x[a]=1&x[a][b]=2").is_err());
    assert!(from_query::<Value>(DEEP, "x[a=1").is_err());
    let items: Vec<BTreeMap<String, i32>> = vec![[("k".to_owned(), 1)].into(), [("k".to_owned(), 2)].into()];
    let outer: BTreeMap<String, Vec<BTreeMap<String, i32>>> = [("items".to_owned(), items)].into();
    let request = sent(DEEP, &outer).unwrap();
    assert_eq!(request.read(DEEP), Ok(outer));
}

#[test]
fn an_exploded_map_takes_what_nobody_has_read() {
    const PAGE: &Parameter = &Parameter::query("page");
    const REST: &Parameter = &Parameter { kind: ParameterKind::Object, explode: true, ..Parameter::query("rest") };
    let request = Sent { segment: String::new(), query: "page=1&a=x&b=y".into(), headers: HeaderMap::new() };
    let mut decoder = request.decoder();
    assert_eq!(decoder.required::<i32>(PAGE), Some(1));
    let rest = decoder.required::<BTreeMap<String, String>>(REST);
    assert_eq!(rest, Some([("a".to_owned(), "x".to_owned()), ("b".to_owned(), "y".to_owned())].into()));
}

#[test]
fn json_parameters_are_json() {
    const JSON: &Parameter = &Parameter { kind: ParameterKind::Json, ..Parameter::query("x") };
    let request = sent(JSON, &Rgb { r: 1, g: "1".into() }).unwrap();
    assert_eq!(request.query, "x=%7B%22R%22%3A1%2C%22G%22%3A%221%22%7D");
    assert_eq!(request.read(JSON), Ok(Rgb { r: 1, g: "1".into() }));
    assert_eq!(from_query::<i32>(JSON, "x=%221%22"), Err("query parameter `x` must be a number, is a string".into()));
}

#[test]
fn headers_of_responses_are_read_back() {
    const NONE: &Parameter = &Parameter::header("X-None");
    const COUNT: &Parameter = &Parameter::header("X-Total-Count");
    const LIST: &Parameter = &Parameter { kind: ParameterKind::Array, ..Parameter::header("X-List") };
    let response = ResponseEncoder::new().status(200).header(COUNT, &7).header(LIST, &vec!["a", "b"]).empty();
    let mut headers = response.headers;
    headers.append("x-list", HeaderValue::from_static(" c "));
    let decoder = ResponseDecoder::new(response.status, headers, Body::Empty);
    assert_eq!(decoder.header::<u64>(COUNT).unwrap(), 7);
    assert_eq!(decoder.header::<Vec<String>>(LIST).unwrap(), ["a", "b", "c"]);
    assert_eq!(decoder.header::<Option<u64>>(NONE).unwrap(), None);
    let error = decoder.header::<u64>(NONE).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the response with status 200 is not what the document says: header `X-None` is missing"
    );
    let broken = ResponseEncoder::new().header(NONE, &"a\nb").json(&1);
    assert_eq!(broken.status, 500);
}

#[path = "parameters/beyond.rs"]
mod beyond;
#[path = "parameters/properties.rs"]
mod properties;
