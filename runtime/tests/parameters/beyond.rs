//! What OpenAPI 3.0 has no word for: collection formats, whole query strings, cookies as they are; and what is one thing or nothing.

use specwright_runtime::operation::{SchemeKind, Security, SecurityScheme};

use super::*;

#[test]
fn collection_formats_of_swagger_stand_in_paths_and_headers() {
    let list = vec!["blue", "a,b"];
    for (parameter, text) in [
        (parameter!(path PipeDelimited false Array), "blue%7Ca%2Cb"),
        (parameter!(path SpaceDelimited false Array), "blue%20a%2Cb"),
        (parameter!(path TabDelimited false Array), "blue%09a%2Cb"),
        (parameter!(header PipeDelimited false Array), "blue|a,b"),
        (parameter!(header SpaceDelimited false Array), "blue a,b"),
        (parameter!(header TabDelimited false Array), "blue\ta,b"),
        (parameter!(query TabDelimited false Array), "x=blue%09a%2Cb"),
    ] {
        let request = sent(parameter, &list).unwrap();
        assert_eq!(request.text(), text);
        assert_eq!(request.read::<Vec<String>>(parameter).unwrap(), list);
    }
    assert!(sent(parameter!(path PipeDelimited false Array), &vec!["a|b"]).is_err());
}

#[test]
fn empty_lists_are_told_from_none_or_refused() {
    const MULTI: &Parameter = parameter!(query Form true Array);
    const CSV: &Parameter = parameter!(query Form false Array);
    const HEADER: &Parameter = parameter!(header Simple false Array);
    let none: Vec<String> = Vec::new();
    assert_eq!(sent(CSV, &none).unwrap().query, "x=");
    assert_eq!(sent(CSV, &none).unwrap().read(CSV), Ok(none.clone()));
    assert_eq!(sent(HEADER, &none).unwrap().read(HEADER), Ok(none.clone()));
    assert!(sent(MULTI, &none).unwrap_err().contains("leave it out"));
    assert!(sent(CSV, &vec![""]).unwrap_err().contains("can't be told from an empty list"));
    assert_eq!(sent(MULTI, &vec![""]).unwrap().read(MULTI), Ok(vec![String::new()]));
    let mut request = RequestEncoder::new(PLAIN);
    request.list(MULTI, &none);
    assert_eq!(request.finish().unwrap().target, "/p");
    let request = Sent { segment: String::new(), query: String::new(), headers: HeaderMap::new() };
    let mut decoder = request.decoder();
    assert_eq!(decoder.list::<Vec<i32>>(MULTI), Some(Vec::new()));
    assert_eq!(decoder.required::<Vec<i32>>(MULTI), None);
}

#[test]
fn escaped_commas_separate_where_they_can_be_nothing_else() {
    const LIST: &Parameter = parameter!(query Form false Array);
    const RGB: &Parameter = parameter!(query Form false Object);
    assert_eq!(from_query(LIST, "x=1%2C2"), Ok(vec![1, 2]));
    assert_eq!(from_query(LIST, "x=a%2Cb"), Ok(vec!["a,b".to_owned()]));
    assert_eq!(from_query(RGB, "x=a%2C1%2cb%2C2"), Ok(BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)])));
    assert!(from_query::<Vec<i32>>(LIST, "x=1%2Cz").is_err());
}

#[test]
fn a_flag_may_stand_without_a_value() {
    const FLAG: &Parameter = &Parameter { allow_empty: true, ..Parameter::query("x") };
    for (query, flag, number) in [("x", Some(true), None), ("x=", Some(true), None), ("", None, None)] {
        let request = Sent { segment: String::new(), query: query.into(), headers: HeaderMap::new() };
        assert_eq!(request.decoder().optional::<bool>(FLAG), Some(flag), "{query}");
        assert_eq!(request.decoder().optional::<i32>(FLAG), Some(number), "{query}");
    }
    assert_eq!(from_query::<String>(FLAG, "x"), Ok(String::new()));
}

#[test]
fn a_whole_query_string_is_one_value() {
    const JSON: &Parameter =
        &Parameter { style: Style::QueryString, kind: ParameterKind::Json, ..Parameter::query("any") };
    const TEXT: &Parameter = &Parameter { style: Style::QueryString, ..Parameter::query("any") };
    let rgb = Rgb { r: 1, g: "a&b=c d".into() };
    let request = sent(JSON, &rgb).unwrap();
    assert_eq!(request.query, "%7B%22R%22%3A1%2C%22G%22%3A%22a%26b%3Dc%20d%22%7D");
    assert_eq!(request.read(JSON), Ok(rgb));
    assert_eq!(sent(TEXT, &"$.a[?@.b=='c']").unwrap().read(TEXT), Ok("$.a[?@.b=='c']".to_owned()));
    assert_eq!(from_query::<String>(TEXT, ""), Err("query parameter `any` is missing".into()));
}

#[test]
fn a_form_may_be_one_value() {
    const FORM: &Parameter = &Parameter { kind: ParameterKind::Form, ..Parameter::query("x") };
    const HEADER: &Parameter = &Parameter { kind: ParameterKind::Form, ..Parameter::header("x") };
    let rgb = Rgb { r: 1, g: "a&b=c d".into() };
    assert_eq!(sent(FORM, &rgb).unwrap().query, "x=R%3D1%26G%3Da%2526b%253Dc%2520d");
    for parameter in [FORM, HEADER] {
        assert_eq!(sent(parameter, &rgb).unwrap().read(parameter), Ok(rgb.clone()));
    }
}

#[test]
fn a_cookie_of_style_cookie_is_not_escaped() {
    const TEXT: &Parameter = parameter!(cookie Cookie true Scalar);
    const LIST: &Parameter = parameter!(cookie Cookie false Array);
    const OBJECT: &Parameter = parameter!(cookie Cookie true Object);
    assert_eq!(sent(TEXT, &"a%20b=/+").unwrap().text(), "x=a%20b=/+");
    assert_eq!(sent(TEXT, &"a%20b=/+").unwrap().read(TEXT), Ok("a%20b=/+".to_owned()));
    assert_eq!(sent(LIST, &vec!["a", "b"]).unwrap().text(), "x=a,b");
    assert_eq!(sent(OBJECT, &Rgb { r: 1, g: "z".into() }).unwrap().text(), "R=1; G=z");
    for text in ["a b", "a;b", "\u{e9}", "a\"", "a\\", "a\r\n"] {
        assert!(sent(TEXT, &text).is_err(), "{text:?}");
    }
    assert!(sent(LIST, &vec!["a,b"]).is_err());
}

#[test]
fn each_set_cookie_is_a_line_of_its_own() {
    const COOKIES: &Parameter = &Parameter { kind: ParameterKind::Array, ..Parameter::header("Set-Cookie") };
    let lines = ["a=1; Expires=Fri, 26 Aug 2022 14:38:00 GMT", "b=2"];
    let response = ResponseEncoder::new().header(COOKIES, &lines.as_slice()).empty();
    assert_eq!(response.headers.get_all("set-cookie").iter().count(), 2);
    let decoder = ResponseDecoder::new(response.status, response.headers, Body::Empty);
    assert_eq!(decoder.header::<Vec<String>>(COOKIES).unwrap(), lines);
}

#[test]
fn a_map_takes_neither_keys_nor_cookies_of_others() {
    type Map = BTreeMap<String, i32>;
    const KEY: &SecurityScheme = &SecurityScheme { name: "key", kind: SchemeKind::QueryKey("api_key") };
    const TOKEN: &SecurityScheme = &SecurityScheme { name: "token", kind: SchemeKind::CookieKey("token") };
    const SPEC: &OperationSpec = &OperationSpec::new("secured", Method::GET, "/p")
        .security(&[&[Security::new(KEY, &[]), Security::new(TOKEN, &[])]]);
    const QUERY: &Parameter = &Parameter { kind: ParameterKind::Object, ..Parameter::query("rest") };
    const ONE: &Parameter = &Parameter::cookie("one");
    const COOKIES: &Parameter = &Parameter { kind: ParameterKind::Object, ..Parameter::cookie("rest") };
    let mut headers = HeaderMap::new();
    headers.insert("cookie", HeaderValue::from_static("one=1; token=secret; two=2"));
    let mut decoder = RequestDecoder::new(SPEC, vec![], "api_key=secret&a=1", &headers, Body::Empty, Mode::Strict);
    assert_eq!(decoder.required::<Map>(QUERY), Some([("a".to_owned(), 1)].into()));
    assert_eq!(decoder.required::<i32>(ONE), Some(1));
    assert_eq!(decoder.required::<Map>(COOKIES), Some([("two".to_owned(), 2)].into()));
}

#[test]
fn nothing_may_be_an_object_without_members() {
    const REST: &Parameter = &Parameter { kind: ParameterKind::Object, ..Parameter::query("rest") };
    const RGB: &Parameter = parameter!(query Form true Object);
    assert_eq!(from_query::<BTreeMap<String, i32>>(REST, ""), Ok(BTreeMap::new()));
    assert_eq!(from_query::<Rgb>(RGB, ""), Err("query parameter `x` is missing".into()));
}

#[test]
fn any_value_is_read_as_it_was_exploded() {
    const ANY: &Parameter = parameter!(query Form true Any);
    let object: Value = r#"{"R": "1", "G": "z"}"#.parse().unwrap();
    assert_eq!(sent(ANY, &object).unwrap().read(ANY), Ok(object));
    let list: Value = r#"["a", "b"]"#.parse().unwrap();
    assert_eq!(sent(ANY, &list).unwrap().read(ANY), Ok(list));
    assert_eq!(sent(ANY, &"a").unwrap().read(ANY), Ok(Value::from("a")));
}

#[test]
fn deep_objects_refuse_what_nobody_can_read() {
    const LIST: &Parameter = parameter!(query DeepObject true Array);
    const DEEP: &Parameter = parameter!(query DeepObject true Object);
    for json in [r#"{"a]": 1}"#, r#"{"": 1}"#, r#"{"a": {}}"#, r#"{"a": []}"#] {
        assert!(sent(DEEP, &json.parse::<Value>().unwrap()).is_err(), "{json}");
    }
    for query in ["x=1&x=2", "x[]=1&x[]=2", "x[0]=1&x[1]=2"] {
        assert_eq!(from_query(LIST, query), Ok(vec![1, 2]), "{query}");
    }
    assert_eq!(sent(LIST, &vec![1, 2]).unwrap().query, "x%5B%5D=1&x%5B%5D=2");
}
