//! Lowers the dialects of OpenAPI into what `openapiv3` can type, one object of the document at a time.
//!
//! Every function is pure: a value and its pointer go in, a value comes out, and nothing moves, so that a pointer into
//! the lowered value is a pointer into the document. What OpenAPI 3.0 can't say travels in [`keyword`]s; a schema for
//! which 3.0 has no place is replaced by a `$ref` to where it stands. Nothing after this knows a dialect.

pub mod keyword;
pub mod leniency;
mod reference;
pub mod v2;
mod v3_1;
pub mod v3_2;

use serde_json::{Map, Value};

use super::Version;

pub use reference::{Sibling, merge_path_item, reference};

/// Lowers one schema object, but not those inside it.
///
/// A value that can't be a schema comes back as it is.
pub fn schema(value: Value, pointer: &str, version: Version) -> Value {
    let mut map = match value {
        Value::Bool(true) => return Value::Object(Map::new()),
        Value::Bool(false) => return never(),
        Value::Object(map) => map,
        other => return other,
    };
    if map.len() == 1 && map.contains_key("$ref") {
        return Value::Object(map);
    }
    leniency::schema(&mut map);
    reference::schema(&mut map, version);
    v3_1::schema(&mut map, pointer);
    if version >= Version::V3_1 {
        v3_1::exact(&mut map);
    }
    Value::Object(map)
}

/// Lowers the keywords of `info`.
pub fn info(map: &mut Map<String, Value>) {
    rename(map, "summary", keyword::SUMMARY);
}

/// Lowers the keywords of `info.license`.
pub fn license(map: &mut Map<String, Value>) {
    rename(map, "identifier", keyword::IDENTIFIER);
}

/// Lowers the keywords of a header or of an entry of `encoding`, where `openapiv3` has no place for an `explode` that
/// may be absent.
pub fn explode(map: &mut Map<String, Value>) {
    rename(map, "explode", keyword::EXPLODE);
}

/// Lowers a security scheme: `mutualTLS` becomes an `http` scheme that says so.
pub fn security_scheme(map: &mut Map<String, Value>) {
    if map.get("type").and_then(Value::as_str) == Some("mutualTLS") {
        map.insert("type".to_owned(), "http".into());
        map.insert("scheme".to_owned(), "mutual".into());
        map.insert(keyword::MUTUAL_TLS.to_owned(), Value::Bool(true));
    }
}

/// The schema `false`.
fn never() -> Value {
    let mut map = Map::new();
    map.insert(keyword::NEVER.to_owned(), Value::Bool(true));
    Value::Object(map)
}

fn rename(map: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = map.shift_remove(from) {
        map.insert(to.to_owned(), value);
    }
}
