use serde_json::{Value, json};

use crate::document::tests::{bundle, loaded, said};

const DOCUMENT: &str = r"
openapi: 3.0.3
info: { title: T, version: '1' }
tags: [{ name: a }, { name: b }, { name: c }]
paths:
  /users: { get: { summary: old, tags: [x], parameters: [{ name: p }, { name: q }] } }
  /other: { $ref: other.yaml }
";
const OTHER: &str = "get: { summary: other }";

fn with(actions: &str) -> Value {
    let overlay = format!("overlay: 1.1.0\ninfo: {{ title: O, version: '1' }}\nactions:\n{actions}");
    bundle(&[("openapi.yaml", DOCUMENT), ("other.yaml", OTHER), ("overlay.yaml", &overlay)]).value
}

#[test]
fn an_update_is_merged_and_lists_are_appended_to() {
    let value = with(
        "
- target: $.paths['/users'].get
  update: { summary: new, tags: [y], x-limit: { a: 1 } }
- target: $.tags
  update: { name: d }
- target: $.info.title
  update: U
- target: $.paths['/other'].get
  update: { description: brought inside first }
",
    );
    let get = &value["paths"]["/users"]["get"];
    assert_eq!(
        (&get["summary"], &get["tags"], &get["x-limit"]),
        (&json!("new"), &json!(["x", "y"]), &json!({ "a": 1 }))
    );
    assert_eq!(value["tags"][3], json!({ "name": "d" }));
    assert_eq!(value["info"]["title"], "U");
    assert_eq!(value["paths"]["/other"]["get"], json!({ "summary": "other", "description": "brought inside first" }));
}

#[test]
fn what_is_removed_is_gone_and_the_rest_keeps_its_order() {
    let value =
        with("- target: $.tags[?@.name != 'b']\n  remove: true\n- target: $.paths.*.get.parameters\n  remove: true\n");
    assert_eq!(value["tags"], json!([{ "name": "b" }]));
    let keys: Vec<_> =
        value["paths"]["/users"]["get"].as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect();
    assert_eq!(keys, ["summary", "tags"]);
}

#[test]
fn a_node_is_copied() {
    let value = with(
        "- target: $.paths\n  update: { /new: { get: { x: 1 } } }\n- target: $.paths['/new']\n  copy: $.paths['/other']\n",
    );
    assert_eq!(value["paths"]["/new"], json!({ "get": { "x": 1, "summary": "other" } }));
}

#[test]
fn an_overlay_may_bring_in_files() {
    let value = with("- target: $.paths\n  update: { /new: { $ref: other.yaml } }\n");
    assert_eq!(value["paths"]["/new"], json!({ "get": { "summary": "other" } }));
}

#[test]
fn places_after_an_overlay_are_those_of_what_stands_there() {
    let overlay = "overlay: 1.0.0\nactions:\n- target: $.tags[0]\n  remove: true\n- target: $.paths['/users'].get\n  update: { x-a: { b: 1 } }\n";
    let bundle = bundle(&[("openapi.yaml", DOCUMENT), ("other.yaml", OTHER), ("overlay.yaml", overlay)]);
    for (pointer, file, below) in [
        ("/tags/1/name", "openapi.yaml", "/tags/2/name"),
        ("/paths/~1users/get/x-a/b", "overlay.yaml", "/actions/1/update/x-a/b"),
        ("/paths/~1users/get/summary", "openapi.yaml", "/paths/~1users/get/summary"),
    ] {
        let place = bundle.origins.place(pointer);
        assert_eq!((place.file.as_str(), place.pointer.as_str()), (file, below), "{pointer}");
    }
}

#[test]
fn an_overlay_can_take_out_what_is_broken() {
    let document = "openapi: 3.0.3\npaths: { /a: { get: { parameters: [{ $ref: missing.yaml }] } } }\n";
    let overlay = "overlay: 1.0.0\nactions:\n- target: $.paths['/a'].get.parameters\n  remove: true\n";
    assert_eq!(said(&[("openapi.yaml", document), ("overlay.yaml", overlay)]), "");
}

#[test]
fn an_overlay_that_extends_one_document_leaves_the_others_alone() {
    let document =
        |title: &str| format!("openapi: 3.0.3\ninfo: {{ title: {title} }}\npaths: {{ '/{title}': {{ get: {{}} }} }}\n");
    let (a, b) = (document("a"), document("b"));
    let overlay =
        "overlay: 1.0.0\nextends: ../openapi-b.yaml\nactions:\n- target: $.paths.*.get\n  update: { x-mark: true }\n";
    let (bundle, _) = loaded(&[("openapi-a.yaml", &a), ("openapi-b.yaml", &b), ("overlays/overlay.yaml", overlay)]);
    let paths = bundle.map(|bundle| bundle.value["paths"].clone()).unwrap_or_default();
    assert_eq!(paths, json!({ "/a": { "get": {} }, "/b": { "get": { "x-mark": true } } }));
}

#[test]
fn what_is_wrong_with_an_overlay_is_shown() {
    let overlay = "overlay: 1.0.0
actions:
  - target: $.paths[
    remove: true
  - target: $.paths['/nowhere']
    remove: true
  - target: $.paths['/users'].get
    update: { tags: { not: a list } }
  - target: $.info
    copy: $.tags[*]
  - target: $
    remove: true
  - update: {}
";
    insta::assert_snapshot!(said(&[("openapi.yaml", DOCUMENT), ("other.yaml", OTHER), ("overlay.yaml", overlay)]), @r#"
error[invalid-overlay]: this is no JSONPath: it can't be read from character 8 on
 --> overlay.yaml:3:13
  |
3 |   - target: $.paths[
  |             ^^^^^^^^
  |
  = help: targets are JSONPath as in RFC 9535, as in `$.paths['/users/{id}'].get`

warning[overlay-no-match]: `$.paths['/nowhere']` is in none of the documents
 --> overlay.yaml:5:13
  |
5 |   - target: $.paths['/nowhere']
  |             ^^^^^^^^^^^^^^^^^^^
  |
  = help: the target is looked for after external references are brought inside

error[invalid-overlay]: what stands at `/paths/~1users/get/tags` can't be merged with this
 --> overlay.yaml:8:15
  |
8 |     update: { tags: { not: a list } }
  |               ^^^^
  |
  = help: an object is merged with an object, a list is added to a list, and a plain value replaces a plain value; remove the old one first

error[invalid-overlay]: `copy` is to select one node, and selects 3
  --> overlay.yaml:10:11
   |
10 |     copy: $.tags[*]
   |           ^^^^^^^^^

error[invalid-overlay]: a whole document can't be removed
  --> overlay.yaml:11:13
   |
11 |   - target: $
   |             ^

error[invalid-overlay]: an action has a `target`, a JSONPath
  --> overlay.yaml:13:5
   |
13 |   - update: {}
   |     ^

5 errors, 1 warning
"#);
    insta::assert_snapshot!(said(&[("openapi.yaml", DOCUMENT), ("other.yaml", OTHER), ("overlay.yaml", "overlay: 2.0.0\n")]), @r#"
error[invalid-overlay]: this is no overlay of version 1.0 or 1.1
 --> overlay.yaml:1:10
  |
1 | overlay: 2.0.0
  |          ^^^^^
  |
  = help: write the version at the top, as in `overlay: 1.0.0`

1 error
"#);
}
