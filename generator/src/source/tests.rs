use serde_json::{Value, json};

use super::{Format, format, locate, position, read};
use crate::diag::{Code, Sink};

fn value(name: &str, text: &str) -> Value {
    let mut sink = Sink::default();
    let value = read(name, text, &mut sink);
    assert_eq!(sink.finish(&[]), [], "{text}");
    value.unwrap_or_default()
}

/// Code, position and message of what is wrong with a text.
fn wrong(name: &str, text: &str) -> Vec<(Code, usize, usize, String)> {
    let mut sink = Sink::default();
    read(name, text, &mut sink);
    let lines = position::Lines::new(super::without_bom(text));
    sink.finish(&[])
        .into_iter()
        .map(|diagnostic| {
            let position = lines.position(diagnostic.span.unwrap_or_default().start);
            (diagnostic.code, position.line, position.column, diagnostic.message)
        })
        .collect()
}

#[test]
fn yaml_is_read_by_the_core_schema() {
    let text = "
\u{20}\u{20}no: no
\u{20}\u{20}200: yes
\u{20}\u{20}date: 2020-01-01
\u{20}\u{20}octal: 0123
\u{20}\u{20}number: 1.50
\u{20}\u{20}big: 18446744073709551616
\u{20}\u{20}inf: .inf
\u{20}\u{20}null: ~
\u{20}\u{20}tagged: !include other.yaml
\u{20}\u{20}text: !!str 12
";
    let expected = json!({
        "no": "no", "200": "yes", "date": "2020-01-01", "octal": "0123", "number": 1.5, "big": 18_446_744_073_709_551_616.0_f64,
        "inf": ".inf", "null": null, "tagged": "other.yaml", "text": "12",
    });
    assert_eq!(value("a.yaml", text), expected);
}

#[test]
fn a_version_is_text_as_it_was_written() {
    assert_eq!(
        value("a.yaml", "openapi: 3.1\ninfo: { version: 1.10 }"),
        json!({ "openapi": "3.1", "info": { "version": "1.10" } })
    );
    assert_eq!(value("a.json", r#"{"info":{"version":2.0}}"#), json!({ "info": { "version": "2.0" } }));
    assert_eq!(value("a.yaml", "x: { info: { version: 1.10 } }"), json!({ "x": { "info": { "version": 1.1 } } }));
}

#[test]
fn a_number_is_the_nearest_to_its_text() {
    for text in ["9.727837981879871e+26", "-2.2250738585072014e-308", "0.1", "123456789012345678901234567890"] {
        for name in ["a.json", "a.yaml"] {
            let value = value(name, &format!("{{\"x\": {text}}}"));
            assert_eq!(value["x"].as_f64(), text.parse().ok(), "{name}: {text}");
        }
    }
}

#[test]
fn merge_keys_give_what_the_mapping_does_not_say() {
    let text = "base: &b { a: 1, b: 2 }\nmore: &m { b: 3, c: 4 }\nx: { a: 0, <<: [*b, *m] }\ny: { <<: *m }";
    let value = value("a.yaml", text);
    assert_eq!(value["x"], json!({ "a": 0, "b": 2, "c": 4 }));
    assert_eq!(value["y"], json!({ "b": 3, "c": 4 }));
}

#[test]
fn keys_keep_their_order_and_a_byte_order_mark_is_dropped() {
    let value = value("a.json", "\u{feff}{\"z\":1,\"a\":2,\"m\":3}");
    assert_eq!(
        value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>()),
        Some(vec!["z".into(), "a".into(), "m".into()])
    );
}

#[test]
fn the_format_is_chosen_by_content() {
    let cases = [
        ("a.yaml", "{\"a\":\t1}", Format::Json),
        ("a.json", "a: 1", Format::Yaml),
        ("a.json", "{\"a\": 1,}", Format::Json),
        ("a.yaml", "{a: 1}", Format::Yaml),
        ("a.json", "\u{feff} [1]", Format::Json),
    ];
    for (name, text, expected) in cases {
        assert_eq!(format(name, text), expected, "{name} {text}");
    }
}

#[test]
fn syntax_errors_have_a_place() {
    let cases = [
        ("a.json", "{\n  \"a\": 1,\n  \"b\" 2\n}", 3, 7, "expected `:`"),
        ("a.json", "{\"é\": tru }", 1, 10, "expected ident"),
        ("a.json", "{\"a\": 1}\n}", 2, 1, "trailing characters"),
        ("a.json", "{\"a\": \n\n", 1, 6, "EOF while parsing a value"),
        ("a.yaml", "a: 1\nb: c: d\n", 2, 5, "mapping values are not allowed in this context"),
        ("a.yaml", "é: {a: [1}\n", 1, 10, "did not find expected ',' or ']'"),
        ("a.yaml", "a:\n\tb: 1\n", 2, 1, "found character that cannot start any token"),
        ("a.yaml", "a: *x\n", 1, 4, "unknown anchor"),
        (
            "a.yaml",
            "a: 1\n---\nb: 2\n",
            2,
            1,
            "deserializing from YAML containing more than one document is not supported",
        ),
        ("a.yaml", "", 1, 1, "the file is empty"),
    ];
    for (name, text, line, column, message) in cases {
        let found = wrong(name, text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((found[0].0, found[0].1, found[0].2), (Code::Syntax, line, column), "{text:?}: {}", found[0].3);
        assert!(found[0].3.contains(message), "{text:?}: {}", found[0].3);
    }
}

#[test]
fn a_key_that_stands_twice_is_found_and_the_last_one_counts() {
    for (name, text) in
        [("a.yaml", "a:\n  - x: 1\n    y: 2\n    x: 3\n"), ("a.json", "{\"a\":\n [{\"x\":\n1,\n   \"x\": 3}]}")]
    {
        let found = wrong(name, text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Code::DuplicateKey);
        assert_eq!(found[0].1, 4, "{text}");
        let value = read(name, text, &mut Sink::default()).unwrap_or_default();
        assert_eq!(value["a"][0]["x"], 3);
    }
}

#[test]
fn hostile_texts_are_bounded() {
    let mut bomb = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..12 {
        let previous = format!("*a{}", level - 1);
        bomb = format!("{bomb}a{level}: &a{level} [{}]\n", [previous.as_str(); 10].join(", "));
    }
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1_000_000), ["*a"; 1000].join(", "));
    let cases = [
        ("a.yaml", bomb),
        ("a.yaml", long),
        ("a.yaml", "[".repeat(100_000)),
        ("a.json", "[".repeat(100_000)),
        ("a.yaml", "a: &a [*a]".to_owned()),
        ("a.yaml", "- ".repeat(10_000)),
        ("a.json", "{\"a\":".repeat(10_000)),
    ];
    for (name, text) in cases {
        let found = wrong(name, &text);
        assert_eq!(found.len(), 1, "{}", &text[..20.min(text.len())]);
        assert!(matches!(found[0].0, Code::TooLarge | Code::Syntax), "{:?}", found[0]);
    }
}

#[test]
fn pointers_are_found_in_the_text() {
    let yaml = "a:\n  b: [x, {c: 1}]\n  'd/e': >\n    folded\n  $ref: f.yaml\nempty:\n- k: v\n";
    let json = "{\"a\": {\"b\": [\"x\", {\"c\": 1}],\n\t\"d\\/e\": \"folded\", \"$ref\": \"f.yaml\"}}";
    let cases = [
        ("a.yaml", yaml, "/a/b/0", "x"),
        ("a.yaml", yaml, "/a/b/1/c", "1"),
        ("a.yaml", yaml, "/a/b", "b"),
        ("a.yaml", yaml, "/a/$ref", "f.yaml"),
        ("a.yaml", yaml, "/a/$ref/none", "f.yaml"),
        ("a.yaml", yaml, "/a/nothing/here", "a"),
        ("a.yaml", yaml, "/empty/0/k", "v"),
        ("a.json", json, "/a/b/0", "\"x\""),
        ("a.json", json, "/a/b/1/c", "1"),
        ("a.json", json, "/a/d~1e", "\"folded\""),
        ("a.json", json, "/a", "\"a\""),
        ("a.json", json, "/a/x/y", "\"a\""),
    ];
    for (name, text, pointer, expected) in cases {
        let found = locate::locate(name, text, &[pointer]);
        assert_eq!(&text[found[0].clone()], expected, "{name} {pointer}");
    }
}

#[test]
fn many_pointers_are_found_in_one_scan() {
    let found = locate::locate("a.yaml", "a: 1\nb: 2\n", &["/b", "/a", "", "/c"]);
    assert_eq!(found, [8..9, 3..4, 0..0, 0..0]);
}

mod arbitrary {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn no_text_panics(text in ".{0,200}", json in any::<bool>()) {
            let name = if json { "a.json" } else { "a.yaml" };
            read(name, &text, &mut Sink::default());
            locate::locate(name, &text, &["/a/b", "/0", ""]);
        }

        #[test]
        fn no_yaml_like_text_panics(text in "([a-c0-9]|: |- |\n|\n  |\t|\\{|\\}|\\[|\\]|, |\"|'|&a |\\*a|<<|\\||>|#|!!?x |%|---|\u{feff}|é){0,60}") {
            read("a.yaml", &text, &mut Sink::default());
            for range in locate::locate("a.yaml", &text, &["/a/b", "/0/a", "/a"]) {
                prop_assert!(super::super::without_bom(&text).get(range).is_some());
            }
        }
    }
}
