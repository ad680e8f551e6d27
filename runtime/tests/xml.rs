//! Values in XML and back, by tables; and texts that are meant to do harm.

use proptest::prelude::*;
use specwright_runtime::json::{Mode, Value};
use specwright_runtime::xml::{Element, List, Member, Name, Node, Record, Rest, Shape, Text, from_slice, to_text};

const STRING: Shape = Shape::Text(Text::String);
const NUMBER: Shape = Shape::Text(Text::Number);

static SHELF: Element = Element { name: Name::new("shelf"), shape: Shape::Record(&SHELF_PARTS) };
static SHELF_PARTS: Record = Record {
    members: &[
        Member::attribute("id", Text::Number),
        Member::attribute("lang", Text::String).named(Name::within(
            "lang",
            "http://www.w3.org/XML/1998/namespace",
            "x",
        )),
        Member::element("open", Shape::Text(Text::Boolean)),
        Member::items("books", Shape::Record(&BOOK_PARTS)).named(Name::new("book")),
        Member::required_items("tags", STRING),
        Member::element("numbers", Shape::List(&List { name: Name::new("number"), shape: NUMBER }))
            .named(Name::new("Numbers")),
        Member::element("labels", Shape::Map(&STRING)),
        Member::element("inner", Shape::Record(&SHELF_PARTS)),
    ],
    rest: Rest::Ignored,
};
static BOOK_PARTS: Record = Record {
    members: &[
        Member::attribute("year", Text::Number),
        Member { key: "title", name: Name::new("title"), node: Node::Text, shape: STRING },
    ],
    rest: Rest::Forbidden,
};
static SPACES: Element = Element {
    name: Name::within("Model", "http://example.com/a", "a"),
    shape: Shape::Record(&Record {
        members: &[
            Member::element("id", NUMBER),
            Member::element("title", STRING).named(Name::within("title", "http://example.com/a", "a")),
            Member::element("name", STRING).named(Name::within("title", "http://example.com/b", "b")),
        ],
        rest: Rest::Kept(&STRING),
    }),
};
static ANY: Element = Element { name: Name::new("any"), shape: Shape::Any };

fn json(text: &str) -> Value {
    text.parse().unwrap()
}

fn written(element: &'static Element, value: &str) -> String {
    let text = to_text(&json(value), element).unwrap();
    text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap().to_owned()
}

fn read(element: &'static Element, text: &str) -> Result<String, String> {
    let value = from_slice::<Value>(text.as_bytes(), element, Mode::Strict);
    value.map(|value| value.to_string()).map_err(|violations| violations.to_string())
}

#[test]
fn each_part_stands_where_the_table_says() {
    let value = r#"{"id":7,"lang":"de","open":true,"books":[{"year":1999,"title":"A & B"},{"title":""}],"tags":["<",""],"numbers":[1,2.5],"labels":{"a":"x","b":"y"},"inner":{"tags":[],"numbers":[]}}"#;
    let text = written(&SHELF, value);
    assert_eq!(
        text,
        "<shelf xmlns:x=\"http://www.w3.org/XML/1998/namespace\" id=\"7\" x:lang=\"de\"><open>true</open>\
         <book year=\"1999\">A &amp; B</book><book/><tags>&lt;</tags><tags/>\
         <Numbers><number>1</number><number>2.5</number></Numbers><labels><a>x</a><b>y</b></labels>\
         <inner><Numbers/></inner></shelf>"
    );
    assert_eq!(read(&SHELF, &text).unwrap(), value);
}

#[test]
fn namespaces_tell_names_apart() {
    let value = r#"{"id":1,"title":"a","name":"b","other":"c"}"#;
    let text = written(&SPACES, value);
    assert_eq!(
        text,
        "<a:Model xmlns:a=\"http://example.com/a\" xmlns:b=\"http://example.com/b\"><id>1</id><a:title>a</a:title>\
         <b:title>b</b:title><other>c</other></a:Model>"
    );
    assert_eq!(read(&SPACES, &text).unwrap(), value);
    let other =
        "<Model xmlns='http://example.com/a'><title xmlns='http://example.com/b'>b</title><title>a</title></Model>";
    assert_eq!(read(&SPACES, other).unwrap(), r#"{"title":"a","name":"b"}"#);
}

#[test]
fn what_others_write_is_read() {
    let text = "\u{feff}<?xml version='1.0'?><!-- c --><shelf id=' 7 '>\r\n  <open> 1 </open>\n  <unknown><deep/></unknown>\
                <tags><![CDATA[a]]>&#98;&amp;</tags><book year='2'>x<!-- c -->y</book><tags>z</tags></shelf>\n";
    assert_eq!(
        read(&SHELF, text).unwrap(),
        r#"{"id":7,"open":true,"books":[{"year":2,"title":"xy"}],"tags":["ab&","z"]}"#
    );
    let nil = "<shelf xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><open i:nil='true'/></shelf>";
    assert_eq!(read(&SHELF, nil).unwrap(), r#"{"open":null,"tags":[]}"#);
    let latin: Vec<u8> =
        "<?xml version='1.0' encoding='ISO-8859-1'?><any>\u{e4}</any>".chars().map(|c| c as u8).collect();
    assert_eq!(from_slice::<Value>(&latin, &ANY, Mode::Strict).unwrap(), Value::from("\u{e4}"));
}

#[test]
fn who_is_lenient_takes_other_names_and_empty_numbers() {
    let text = "<Shelf id=''><numbers><Number>1</Number></numbers><open/></Shelf>";
    let value: Value = from_slice(text.as_bytes(), &SHELF, Mode::Lenient).unwrap();
    assert_eq!(value.to_string(), r#"{"tags":[],"numbers":[1]}"#);
    assert!(read(&SHELF, text).unwrap_err().contains("root element"));
}

#[test]
fn harm_is_refused() {
    let deep = format!("<any>{}{}</any>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let attributes: String = (0..100_000).fold(String::new(), |all, at| all + &format!(" a{at}='1'"));
    let spaces: String = (0..200).fold(String::new(), |all, at| all + &format!(" xmlns:a{at}='1'"));
    for (text, reason) in [
        ("<!DOCTYPE any [<!ENTITY a 'b'>]><any>&a;</any>", "document type"),
        ("<any>&a;</any>", "entity"),
        ("<any a='&b;'/>", "entity"),
        ("<any>&#0;</any>", "is not XML"),
        (&deep, "nested too deep"),
        (&format!("<any{attributes}/>"), "too many attributes"),
        (&format!("<any{spaces}/>"), "too many namespaces"),
        ("<any/><any/>", "goes on"),
        ("<any></other>", "is not XML"),
        ("<any>", "is not XML"),
        ("any", "is not XML"),
        ("", "is not XML"),
        ("<a/>", "root element"),
    ] {
        let error = read(&ANY, text).unwrap_err();
        assert!(error.contains(reason), "{error} in place of {reason}");
    }
    for text in ["<shelf>words<tags/></shelf>", "<shelf><labels>words</labels></shelf>"] {
        assert!(read(&SHELF, text).unwrap_err().contains("has text"), "{text}");
        assert!(from_slice::<Value>(text.as_bytes(), &SHELF, Mode::Lenient).is_ok(), "{text}");
    }
    let book = "<shelf><book><extra/></book></shelf>";
    assert!(read(&SHELF, book).is_ok_and(|value| value.contains("extra")), "the reader of the type refuses it");
}

#[test]
fn what_xml_cannot_say_is_an_error() {
    for value in [r#"{"tags":["\u0000"]}"#, r#"{"labels":{"a b":"x"}}"#, r#"{"labels":{"":"x"}}"#, r#"{"id":{"a":1}}"#]
    {
        assert!(to_text(&json(value), &SHELF).is_err(), "{value}");
    }
    let deep = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    assert!(to_text(&json(&deep), &ANY).is_ok());
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", "[\\t\\n\\r<>&'\" \u{85}\u{2028}\u{10ffff}ä世]{0,8}"]
}

proptest! {
    #[test]
    fn texts_come_back_as_they_were(a in text(), b in text(), c in text()) {
        let mut tags = Value::Array(vec![a.clone().into(), b.clone().into()]);
        if a.is_empty() { tags = Value::Array(vec![]); }
        let book = Value::Object([("title".to_owned(), c.clone().into())].into_iter().collect());
        let members = [("lang".to_owned(), b.into()), ("books".to_owned(), Value::Array(vec![book])), ("tags".to_owned(), tags)];
        let value = Value::Object(members.into_iter().collect());
        let text = to_text(&value, &SHELF).unwrap();
        prop_assert_eq!(from_slice::<Value>(text.as_bytes(), &SHELF, Mode::Strict).unwrap(), value, "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[<>/&;!?a-c='\" \\[\\]#x0-9:-]{0,60}", bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        for mode in [Mode::Strict, Mode::Lenient] {
            for element in [&SHELF, &ANY, &SPACES] {
                let _ = from_slice::<Value>(text.as_bytes(), element, mode);
                let _ = from_slice::<Value>(format!("<shelf>{text}</shelf>").as_bytes(), element, mode);
                let _ = from_slice::<Value>(&bytes, element, mode);
            }
        }
    }
}

static ORDER: Element = Element { name: Name::new("order"), shape: Shape::Record(&ORDER_PARTS) };
static ORDER_PARTS: Record = Record {
    members: &[
        Member::attribute("id", Text::Number),
        Member::inline("meta", &META_PARTS),
        Member::required_inline("size", &SIZE_PARTS),
        Member::items("lines", Shape::Record(&LINE_PARTS)).named(Name::new("line")),
    ],
    rest: Rest::Ignored,
};
static META_PARTS: Record = Record {
    members: &[
        Member::attribute("lang", Text::String),
        Member::element("author", STRING),
        Member::inline("audit", &AUDIT_PARTS),
    ],
    rest: Rest::Ignored,
};
static AUDIT_PARTS: Record = Record { members: &[Member::items("by", STRING)], rest: Rest::Kept(&NUMBER) };
static SIZE_PARTS: Record = Record { members: &[Member::element("width", NUMBER)], rest: Rest::Ignored };
static LINE_PARTS: Record = Record { members: &[Member::inline("text", &TEXT_PARTS)], rest: Rest::Forbidden };
static TEXT_PARTS: Record = Record {
    members: &[Member::attribute("no", Text::Number), Member::cdata("words", Text::String)],
    rest: Rest::Ignored,
};

#[test]
fn what_has_no_node_of_its_own_gives_its_parts_to_the_element_around() {
    let value = r#"{"id":7,"meta":{"lang":"de","author":"Ada","audit":{"by":["x","y"],"pages":3}},"size":{"width":2.5},"lines":[{"text":{"no":1,"words":"a<b"}},{"text":{"words":" "}},{}]}"#;
    let text = written(&ORDER, value);
    assert_eq!(
        text,
        "<order id=\"7\" lang=\"de\"><author>Ada</author><by>x</by><by>y</by><pages>3</pages><width>2.5</width>\
         <line no=\"1\"><![CDATA[a<b]]></line><line><![CDATA[ ]]></line><line/></order>"
    );
    assert_eq!(read(&ORDER, &text).unwrap(), value);
    // What may be missing is there where one of its parts is; what must be there is there anyway.
    assert_eq!(read(&ORDER, "<order/>").unwrap(), r#"{"size":{}}"#);
    assert_eq!(read(&ORDER, "<order><by>x</by></order>").unwrap(), r#"{"meta":{"audit":{"by":["x"]}},"size":{}}"#);
    assert!(read(&ORDER, "<order>words<width>1</width></order>").is_err());
    assert!(to_text(&json(r#"{"size":7}"#), &ORDER).is_err());
}

#[test]
fn a_cdata_section_holds_any_text() {
    let line = Element { name: Name::new("line"), shape: Shape::Record(&TEXT_PARTS) };
    let line: &'static Element = Box::leak(Box::new(line));
    for words in ["]]>", "]]>]]>", "a\rb\r\nc", "<x>&amp;", "\u{feff}", " \t\n"] {
        let value = Value::from(words).to_string();
        let value = format!(r#"{{"words":{value}}}"#);
        assert_eq!(read(line, &written(line, &value)).unwrap(), value, "{words:?}");
    }
    assert!(to_text(&json(r#"{"words":"\u0001"}"#), line).is_err());
}
