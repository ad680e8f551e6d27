//! What OpenAPI 3 says of its objects and a type of theirs does not: which fields they have, and which of them exclude each other.
//!
//! Nothing depends on it: what is against the standard here has a meaning all the same, or none. A misspelt field is lost without a word
//! otherwise. Each mistake is told once, however often it is made.

mod fields;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use self::fields::{Kind, Object};
use super::calls::X_WEBHOOKS;
use super::{Origins, UNRESOLVED, Version};
use crate::diag::{Code, Sink};
use crate::source::pointer;

/// Reports what of a document is against the standard.
pub(super) fn report(document: &Value, version: Version, origins: &Origins, sink: &mut Sink) {
    let mut search = Search { version, at: String::new(), found: IndexMap::new() };
    search.walk(document, Kind::One(Object::Document));
    for ((code, message), Found { at, times }) in search.found {
        let message = if times > 1 { format!("{message} ({times} times in all)") } else { message };
        sink.push(code, origins.place(&at), message);
    }
}

/// Where a mistake is made first, and how often.
struct Found {
    at: String,
    times: usize,
}

struct Search {
    version: Version,
    at: String,
    found: IndexMap<(Code, String), Found>,
}

impl Search {
    fn walk(&mut self, value: &Value, kind: Kind) {
        let len = self.at.len();
        match (value, kind) {
            (Value::Object(map), Kind::One(object)) => {
                // What is referred to is looked at where it stands.
                if !map.contains_key("$ref") || object == Object::Schema || object == Object::PathItem {
                    self.object(map, object);
                }
                for (key, child) in map {
                    pointer::push(&mut self.at, key);
                    self.walk(child, object.child(key));
                    self.at.truncate(len);
                }
            }
            (Value::Object(map), Kind::Map(object)) => {
                for (key, child) in map {
                    pointer::push(&mut self.at, key);
                    self.walk(child, Kind::One(object));
                    self.at.truncate(len);
                }
            }
            (Value::Array(items), Kind::List(object)) => {
                if object == Object::Parameter {
                    self.query_strings(items);
                }
                for (index, item) in items.iter().enumerate() {
                    pointer::push(&mut self.at, &index.to_string());
                    self.walk(item, Kind::One(object));
                    self.at.truncate(len);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, map: &Map<String, Value>, object: Object) {
        if let Some(fields) = object.fields() {
            let known = |key: &str| key.starts_with("x-") || fields.contains(&key) || object.is_older(key);
            for key in map.keys().filter(|key| !known(key)) {
                let message = format!("{} has no field `{key}`; it is not read", object.words());
                self.say(Code::UnknownField, key, message);
            }
        }
        for (one, other) in object.exclusions() {
            if map.contains_key(*one) && map.contains_key(*other) {
                let message = format!("in {}, `{one}` and `{other}` exclude each other", object.words());
                self.say(Code::ExclusiveFields, other, message);
            }
        }
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        match object {
            Object::Document
                if !["paths", "components", "webhooks", X_WEBHOOKS].iter().any(|key| map.contains_key(*key)) =>
            {
                let message = "a document has `paths`, `components` or `webhooks`: there is nothing in this one";
                self.say_here(Code::InvalidDocument, message.to_owned());
            }
            Object::Parameter => self.parameter(map, text("in"), text("style")),
            Object::Header if map.contains_key("allowReserved") => {
                let message = "a header has no `allowReserved`: nothing in it is percent-encoded";
                self.say(Code::MisplacedField, "allowReserved", message.to_owned());
            }
            Object::ServerVariable => self.server_variable(map),
            _ => {}
        }
    }

    fn parameter(&mut self, map: &Map<String, Value>, place: Option<&str>, style: Option<&str>) {
        let encodes = match place {
            Some("header") => false,
            Some("cookie") => self.version >= Version::V3_2 && style != Some("cookie"),
            _ => true,
        };
        if map.contains_key("allowReserved") && !encodes {
            let message = format!("a parameter in {} has no `allowReserved`", place.unwrap_or_default());
            self.say(Code::MisplacedField, "allowReserved", message);
        }
        if place == Some("querystring") {
            for key in ["schema", "style", "explode", "allowReserved", "allowEmptyValue"] {
                if map.contains_key(key) {
                    let message = format!("a parameter that is the whole query string has `content`, and no `{key}`");
                    self.say(Code::MisplacedField, key, message);
                }
            }
        } else if map.contains_key("allowEmptyValue") && place.is_some_and(|place| place != "query") {
            let message = format!("a parameter in {} has no `allowEmptyValue`", place.unwrap_or_default());
            self.say(Code::MisplacedField, "allowEmptyValue", message);
        }
    }

    /// A parameter that is the whole query string stands alone.
    fn query_strings(&mut self, parameters: &[Value]) {
        let of =
            |place: &str| parameters.iter().filter(|it| it.get("in").and_then(Value::as_str) == Some(place)).count();
        let (whole, single) = (of("querystring"), of("query"));
        if whole > 1 || whole == 1 && single > 0 {
            let message = "a parameter that is the whole query string stands alone in the query";
            self.say_here(Code::ExclusiveFields, message.to_owned());
        }
    }

    fn server_variable(&mut self, map: &Map<String, Value>) {
        let Some(values) = map.get("enum").and_then(Value::as_array) else { return };
        if values.is_empty() {
            let message = "the `enum` of a server variable lists at least one value";
            self.say(Code::MissingField, "enum", message.to_owned());
        } else if let Some(default) = map.get("default").filter(|default| !values.contains(default)) {
            let message = format!("the default {default} of a server variable is not in its `enum`");
            self.say(Code::InvalidDefault, "default", message);
        }
    }

    fn say(&mut self, code: Code, field: &str, message: String) {
        let len = self.at.len();
        pointer::push(&mut self.at, field);
        self.say_here(code, message);
        self.at.truncate(len);
    }

    fn say_here(&mut self, code: Code, message: String) {
        if !self.at.starts_with(&UNRESOLVED[1..]) {
            let found = self.found.entry((code, message));
            found.or_insert_with(|| Found { at: self.at.clone(), times: 0 }).times += 1;
        }
    }
}
