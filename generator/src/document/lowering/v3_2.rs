//! What OpenAPI 3.2 adds, in the words of 3.0 where it has some.
//!
//! Applied to documents of 3.0 and 3.1 too: who writes a keyword of 3.2 there means what it means.

use serde_json::{Map, Value};

use super::{keyword, rename};
use crate::document::media;
use crate::document::pointer;

/// The form that a query string is written as.
const FORM: &str = "application/x-www-form-urlencoded";

/// Lowers a media type that stands at `pointer`: `itemSchema` (OAS 3.2.0, 4.14) becomes a `$ref` to where it stands.
pub fn media_type(map: &mut Map<String, Value>, pointer: &str) {
    if map.shift_remove("itemSchema").is_some() {
        map.insert(keyword::ITEM_SCHEMA.to_owned(), stand_in(&format!("{pointer}/itemSchema")));
    }
}

/// Lowers a parameter that stands at `pointer`: a whole query string (`in: querystring`, OAS 3.2.0, 4.12) that is a form is
/// an object that is written as parameters of its own. Of another media type, it stays as it is.
pub fn parameter(map: &mut Map<String, Value>, pointer: &str) {
    if map.get("in").and_then(Value::as_str) != Some("querystring") {
        return;
    }
    // It is the whole query string, whatever it is called.
    map.entry("name").or_insert_with(|| "query".into());
    let content = map.get("content").and_then(Value::as_object);
    let Some((name, _)) = content.and_then(|content| content.iter().find(|(name, _)| media::essence(name) == FORM))
    else {
        return;
    };
    let schema = stand_in(&format!("{pointer}/content/{}/schema", pointer::escape(name)));
    map.shift_remove("content");
    map.insert("in".to_owned(), "query".into());
    map.insert("style".to_owned(), "form".into());
    map.insert("explode".to_owned(), Value::Bool(true));
    map.insert("schema".to_owned(), schema);
}

/// Lowers a server: it may have a name.
pub fn server(map: &mut Map<String, Value>) {
    rename(map, "name", keyword::SERVER_NAME);
}

/// Lowers a tag: its summary stands before its description.
pub fn tag(map: &mut Map<String, Value>) {
    summary(map);
}

/// Lowers a response, which may do with a summary.
pub fn response(map: &mut Map<String, Value>) {
    summary(map);
}

fn summary(map: &mut Map<String, Value>) {
    let Some(Value::String(summary)) = map.shift_remove("summary") else { return };
    let text = match map.get("description").and_then(Value::as_str) {
        Some(description) if !description.trim().is_empty() => format!("{summary}\n\n{description}"),
        _ => summary,
    };
    map.insert("description".to_owned(), text.into());
}

/// The name of a security scheme in a requirement, which may be a `$ref` to one (OAS 3.2.0, 4.30).
pub fn scheme_name(name: &str) -> String {
    let pointer = pointer::from_reference(name);
    let component = pointer.as_deref().and_then(|pointer| pointer.strip_prefix("/components/securitySchemes/"));
    component.map_or_else(|| name.to_owned(), |name| pointer::unescape(name).into_owned())
}

/// A `$ref` to what stands at a pointer.
fn stand_in(pointer: &str) -> Value {
    Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(pointer::to_reference(pointer)))]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(lower: impl Fn(&mut Map<String, Value>), input: &Value, expected: &Value) {
        let mut map = input.as_object().expect("an object").clone();
        lower(&mut map);
        assert_eq!(Value::Object(map), *expected, "{input}");
    }

    #[test]
    fn what_3_2_adds_is_said_in_words_of_3_0() {
        check(
            |map| media_type(map, "/m"),
            &json!({"itemSchema": {}}),
            &json!({"x-specwright-item-schema": {"$ref": "#/m/itemSchema"}}),
        );
        let form = json!({"application/x-www-form-urlencoded": {"schema": {}}});
        check(
            |map| parameter(map, "/p"),
            &json!({"name": "q", "in": "querystring", "content": form}),
            &json!({
                "name": "q", "in": "query", "style": "form", "explode": true,
                "schema": {"$ref": "#/p/content/application~1x-www-form-urlencoded/schema"},
            }),
        );
        let other = json!({"name": "q", "in": "querystring", "content": {"application/json": {}}});
        check(|map| parameter(map, "/p"), &other, &other);
        check(tag, &json!({"summary": "a", "description": "b"}), &json!({"description": "a\n\nb"}));
        check(response, &json!({"summary": "a"}), &json!({"description": "a"}));
        assert_eq!(scheme_name("#/components/securitySchemes/a~1b"), "a/b");
        assert_eq!(scheme_name("a"), "a");
    }
}
