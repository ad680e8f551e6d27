use super::*;
use crate::diag::{Code, Place, Sink, json};

fn place(file: &str, pointer: &str) -> Place {
    Place { file: file.to_owned(), pointer: pointer.to_owned() }
}

fn input(name: &str, text: &str) -> Input {
    let mut input = Input { prefix: "../".to_owned(), ..Input::default() };
    input.files.insert(name.to_owned(), text.to_owned());
    input
}

#[test]
fn diagnostics_come_in_the_order_of_the_text_and_are_counted() {
    let input = input("a.yaml", "b: 1\na:\n  c: 2\n");
    let mut sink = Sink::default();
    sink.push(Code::Degraded, place("a.yaml", "/a/c"), "second");
    sink.push(Code::UnresolvedRef, place("a.yaml", "/b"), "first").help = Some("do this".to_owned());
    sink.push(Code::ConflictingDocuments, place("a.yaml", "/a/none"), "nearest")
        .related
        .push((place("a.yaml", "/b"), "here too".to_owned()));
    insta::assert_snapshot!(render(&sink.finish(&[]), &input), @r#"
error[unresolved-ref]: first
 --> ../a.yaml:1:4
  |
1 | b: 1
  |    ^
  |
  = help: do this

error[conflicting-documents]: nearest
 --> ../a.yaml:2:1
  |
2 | a:
  | ^
  |
note: here too
 --> ../a.yaml:1:4
  |
1 | b: 1
  |    ^

warning[degraded]: second
 --> ../a.yaml:3:6
  |
3 |   c: 2
  |      ^

2 errors, 1 warning
"#);
}

#[test]
fn a_long_line_is_cut_around_the_caret() {
    let text = format!("{{\"a\":[{}],\"key\":\"value\",\"z\":[{}]}}", ["1"; 500].join(","), ["2"; 500].join(","));
    let input = input("a.json", &text);
    let mut sink = Sink::default();
    sink.push(Code::Degraded, place("a.json", "/key"), "here");
    insta::assert_snapshot!(render(&sink.finish(&[]), &input), @r#"
warning[degraded]: here
 --> ../a.json:1:1014
  |
1 | ...,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"key":"value","z":[2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2...
  |                                                                          ^^^^^^^

1 warning
"#);
}

#[test]
fn hostile_text_can_not_steer_a_terminal() {
    let input = input("a.yaml", "a: \"\u{202e}\u{1b}[31mx\ty\"\n");
    let mut sink = Sink::default();
    sink.push(Code::Degraded, place("a.yaml", "/a"), "a\u{1b}[31m\nb\u{202e}");
    let text = render(&sink.finish(&[]), &input);
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\t']), "{text}");
    assert!(text.contains("degraded"));
}

#[test]
fn colour_is_a_choice() {
    let input = input("a.yaml", "a: 1\n");
    let mut sink = Sink::default();
    sink.push(Code::Degraded, place("a.yaml", "/a"), "here");
    let diagnostics = sink.finish(&[]);
    assert!(!render_coloured(&diagnostics, &input, Colour::Never).contains('\u{1b}'));
    assert!(render_coloured(&diagnostics, &input, Colour::Always).contains('\u{1b}'));
    assert_eq!(render(&[], &input), "");
}

#[test]
fn machines_get_the_same_places() {
    let input = input("a.yaml", "a:\n  b: é\n");
    let mut sink = Sink::default();
    let diagnostic = sink.push(Code::UnresolvedRef, place("a.yaml", "/a/b"), "here");
    diagnostic.related.push((place("gone.yaml", ""), "there".to_owned()));
    insta::assert_snapshot!(json::render(&sink.finish(&[]), &input), @r#"
[
  {
    "code": "unresolved-ref",
    "severity": "error",
    "message": "here",
    "file": "../a.yaml",
    "line": 2,
    "column": 6,
    "pointer": "/a/b",
    "help": null,
    "related": [
      {
        "message": "there",
        "file": "../gone.yaml",
        "line": null,
        "column": null,
        "pointer": ""
      }
    ]
  }
]
"#);
}
