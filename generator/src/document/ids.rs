//! Schemas that have a name of their own: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12 core, section 8.2).
//!
//! A reference by such a name becomes one by a pointer, so that nothing behind this has to know them.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::bundle::kind::{Kind, Object};
use super::pointer::to_reference;
use crate::source::pointer;

/// Whether a text may hold such names at all; most documents don't.
pub(super) fn may_be_in(text: &str) -> bool {
    ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"].iter().any(|word| text.contains(word))
}

/// Makes every reference by such a name one by a pointer. What names nothing stays as it is.
pub(super) fn follow(document: &mut Value) {
    let kind = Kind::One(Object::Document);
    let ids = Ids::of(document, kind);
    let mut found = Vec::new();
    references(document, document, kind, &ids, &mut String::new(), &mut found);
    for (holder, target) in found {
        if let Some(map) = document.pointer_mut(&holder).and_then(Value::as_object_mut) {
            map.shift_remove("$dynamicRef");
            map.insert("$ref".to_owned(), Value::String(to_reference(&target)));
        }
    }
}

/// Notes where a reference by a name stands, and what it leads to.
fn references(
    document: &Value,
    value: &Value,
    kind: Kind,
    ids: &Ids,
    at: &mut String,
    found: &mut Vec<(String, String)>,
) {
    let len = at.len();
    match value {
        Value::Object(map) => {
            if kind == Kind::One(Object::Schema) {
                // Whichever schema a `$dynamicRef` is meant for in the end, it begins with this one.
                let reference = map.get("$ref").or_else(|| map.get("$dynamicRef")).and_then(Value::as_str);
                let target = reference.and_then(|it| ids.find(at, it, |target| document.pointer(target).is_some()));
                found.extend(target.map(|target| (at.clone(), target)));
            }
            for (key, child) in map.iter().filter(|(_, child)| child.is_object() || child.is_array()) {
                pointer::push(at, key);
                references(document, child, kind.child(key), ids, at, found);
                at.truncate(len);
            }
        }
        Value::Array(items) if kind != Kind::Data => {
            for (index, item) in items.iter().enumerate() {
                pointer::push(at, &index.to_string());
                references(document, item, kind.item(), ids, at, found);
                at.truncate(len);
            }
        }
        _ => {}
    }
}

/// The names in one document.
#[derive(Debug, Default)]
struct Ids {
    /// What the document itself is called, if it says so.
    own: String,
    /// Where each `$id` stands, by the whole identifier.
    by_id: HashMap<String, String>,
    /// The whole identifier of each schema that has one, by where it stands.
    by_pointer: HashMap<String, String>,
    /// Where each anchor stands, by the identifier that it belongs to.
    anchors: HashMap<String, Vec<(String, String)>>,
}

impl Ids {
    /// The names in a document of this kind.
    fn of(document: &Value, kind: Kind) -> Self {
        let own = document.get("$self").and_then(Value::as_str).unwrap_or_default();
        let mut ids = Self { own: own.to_owned(), ..Self::default() };
        ids.collect(document, kind, &mut String::new(), own);
        ids
    }

    fn collect(&mut self, value: &Value, kind: Kind, at: &mut String, base: &str) {
        let len = at.len();
        match value {
            Value::Object(map) => {
                let mut joined = None;
                if kind == Kind::One(Object::Schema) {
                    let text = |key: &str| map.get(key).and_then(Value::as_str);
                    // In older drafts an `$id` that is only a fragment is an anchor.
                    let id = text("$id").filter(|id| *id != "#");
                    let (id, older) = match id {
                        Some(id) if id.starts_with('#') => (None, Some(&id[1..])),
                        other => (other, None),
                    };
                    if let Some(id) = id.map(|id| id.trim_end_matches('#')) {
                        let id = joined.insert(join(base, id));
                        self.by_id.entry(id.clone()).or_insert_with(|| at.clone());
                        self.by_pointer.insert(at.clone(), id.clone());
                    }
                    for name in [text("$anchor"), text("$dynamicAnchor"), older].into_iter().flatten() {
                        let base = joined.as_deref().unwrap_or(base);
                        self.anchors.entry(base.to_owned()).or_default().push((name.to_owned(), at.clone()));
                    }
                }
                let base = joined.as_deref().unwrap_or(base);
                for (key, child) in map.iter().filter(|(_, child)| child.is_object() || child.is_array()) {
                    pointer::push(at, key);
                    self.collect(child, kind.child(key), at, base);
                    at.truncate(len);
                }
            }
            Value::Array(items) if kind != Kind::Data => {
                for (index, item) in items.iter().enumerate() {
                    pointer::push(at, &index.to_string());
                    self.collect(item, kind.item(), at, base);
                    at.truncate(len);
                }
            }
            _ => {}
        }
    }

    /// The pointer that a reference at `at` leads to by a name. `has` tells whether something stands at a pointer.
    fn find(&self, at: &str, reference: &str, has: impl Fn(&str) -> bool) -> Option<String> {
        if self.by_id.is_empty() && self.anchors.is_empty() {
            return None;
        }
        let base = self.base(at);
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        let id = if path.is_empty() { base.to_owned() } else { join(base, path) };
        let holder = match self.by_id.get(&id) {
            Some(holder) => holder.as_str(),
            None if id == self.own => "",
            None => return None,
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            let found = format!("{holder}{fragment}");
            // Many write the whole document's pointers below an `$id` too.
            return (!(path.is_empty() && holder.is_empty()) && has(&found)).then_some(found);
        }
        let named = |id: &str| self.anchors.get(id)?.iter().find(|(name, _)| *name == fragment);
        let elsewhere = || self.anchors.values().flatten().find(|(name, _)| path.is_empty() && *name == fragment);
        named(&id).or_else(elsewhere).map(|(_, pointer)| pointer.clone())
    }

    /// The identifier that references at a pointer are relative to.
    fn base(&self, at: &str) -> &str {
        let mut at = at;
        loop {
            if let Some(id) = self.by_pointer.get(at) {
                return id;
            }
            match at.rfind('/') {
                Some(slash) => at = &at[..slash],
                None => return &self.own,
            }
        }
    }
}

/// A relative reference without fragment, made whole (RFC 3986, section 5.2).
fn join(base: &str, reference: &str) -> String {
    if has_scheme(reference) {
        return reference.to_owned();
    }
    let (scheme, rest) = match base.split_once(':') {
        Some((scheme, rest)) if has_scheme(base) => (&base[..=scheme.len()], rest),
        _ => ("", base),
    };
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let slashes = if rest.starts_with("//") { "//" } else { "" };
    let path = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        format!("{}/{reference}", path.rsplit_once('/').map_or("", |(folder, _)| folder))
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{scheme}{slashes}{host}/{}", parts.join("/"))
}

fn has_scheme(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn identifiers_are_joined_as_references_are() {
        for (base, reference, whole) in [
            ("https://a.example/x/y", "z", "https://a.example/x/z"),
            ("https://a.example/x/y", "../z", "https://a.example/z"),
            ("https://a.example/x/y", "/z", "https://a.example/z"),
            ("https://a.example", "z", "https://a.example/z"),
            ("https://a.example/x", "//b.example/z", "https://b.example/z"),
            ("https://a.example/x", "urn:z", "urn:z"),
            ("", "z", "/z"),
            ("/a/b", "./c", "/a/c"),
        ] {
            assert_eq!(join(base, reference), whole, "{base} {reference}");
        }
    }

    #[test]
    fn a_name_leads_to_a_pointer() {
        let document = json!({"components": {"schemas": {
            "A": {"$id": "https://a.example/a", "$defs": {"x": {"$anchor": "x"}}, "example": {"$id": "no"}},
            "B": {"$id": "b", "properties": {"$id": {"$anchor": "y"}}},
        }}});
        let ids = Ids::of(&document, Kind::One(Object::Document));
        let find = |at: &str, reference: &str| ids.find(at, reference, |pointer| document.pointer(pointer).is_some());
        let a = "/components/schemas/A";
        assert_eq!(find(a, "#x").as_deref(), Some("/components/schemas/A/$defs/x"));
        assert_eq!(find(a, "#/$defs/x").as_deref(), Some("/components/schemas/A/$defs/x"));
        assert_eq!(find(a, "#/components/schemas/B"), None, "a pointer into the document is left as it is");
        assert_eq!(find("/paths", "https://a.example/a#/$defs/x").as_deref(), Some("/components/schemas/A/$defs/x"));
        assert_eq!(find("/paths", "b#y").as_deref(), Some("/components/schemas/B/properties/$id"));
        assert_eq!(find("/paths", "#y").as_deref(), Some("/components/schemas/B/properties/$id"));
        assert_eq!(find("/paths", "other.yaml#/x"), None);
        assert_eq!(find("/paths", "no"), None, "an example is data");
    }
}
