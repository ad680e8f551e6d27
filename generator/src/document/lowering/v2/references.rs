//! Leads every `$ref` to where its target went.

use std::collections::HashMap;

use serde_json::Value;

use crate::document::bundle::kind::{Kind, Object};
use crate::document::pointer;

/// Rewrites the references of a lowered document, but no data that looks like one.
/// What leads to nothing stays as it was written, and so is reported in the document's own words.
pub(super) fn rewrite(document: &mut Value, root: &Value, moves: &HashMap<String, String>) {
    walk(document, Kind::One(Object::Document), &Moves { root, moves });
}

struct Moves<'a> {
    root: &'a Value,
    moves: &'a HashMap<String, String>,
}

fn walk(value: &mut Value, kind: Kind, moves: &Moves<'_>) {
    match value {
        Value::Object(map) => {
            for (key, child) in map.iter_mut() {
                match child {
                    Value::String(reference) if kind != Kind::Data && is_reference(kind, key) => {
                        if let Some(target) = moves.target(reference) {
                            *reference = target;
                        }
                    }
                    Value::Object(mapping) if kind == Kind::One(Object::Discriminator) && key == "mapping" => {
                        for target in mapping.values_mut() {
                            if let Value::String(reference) = target
                                && let Some(new) = moves.target(reference)
                            {
                                *reference = new;
                            }
                        }
                    }
                    child => walk(child, kind.child(key), moves),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                walk(item, kind.item(), moves);
            }
        }
        _ => {}
    }
}

/// Among names that anybody may give, `$ref` is only one that refers to all of them at once.
fn is_reference(kind: Kind, key: &str) -> bool {
    key == "$ref" && !matches!(kind, Kind::List(_))
}

impl Moves<'_> {
    /// The new `$ref`, if the target or something around it moved.
    fn target(&self, reference: &str) -> Option<String> {
        let asked = pointer::from_reference(reference)?;
        pointer::locate(self.root, &asked)?;
        let mut end = asked.len();
        while end > 0 {
            if let Some(to) = self.moves.get(&asked[..end]) {
                return Some(pointer::to_reference(&format!("{to}{}", &asked[end..])));
            }
            end = asked[..end].rfind('/')?;
        }
        None
    }
}
