//! Merging a value over another (Overlay 1.1, 4.4.3.1), with a note of where every part comes from.

use serde_json::Value;

use super::super::Origins;
use crate::diag::Place;
use crate::source::pointer;

/// What is kept while merging.
pub(in crate::document) struct Merge<'m> {
    /// Of the tree that is changed.
    pub(in crate::document) origins: &'m mut Origins,
    /// The place of a part of what is merged in, by its pointer below that.
    pub(in crate::document) from: &'m dyn Fn(&str) -> Place,
    /// Values that don't go together; the new one has replaced the old one.
    pub(in crate::document) misfits: Vec<Misfit>,
}

/// Two values that don't go together.
pub(in crate::document) struct Misfit {
    /// Pointer into the tree that is changed.
    pub(in crate::document) at: String,
    /// Pointer into what is merged in.
    pub(in crate::document) below: String,
}

/// Changes the node that a target selects: an object is merged, an array gets an entry more (or all of a list), and a plain value
/// is replaced.
pub(super) fn update(target: &mut Value, with: Value, at: &str, merging: &mut Merge<'_>) {
    match (target, with) {
        (Value::Array(items), with) if !with.is_array() => {
            merging.origins.insert(format!("{at}/{}", items.len()), (merging.from)(""));
            items.push(with);
        }
        (target, with) => merge(target, with, at, "", merging),
    }
}

/// Merges recursively: objects key by key, lists one behind the other, and the new plain value for the old one.
pub(in crate::document) fn merge(target: &mut Value, with: Value, at: &str, below: &str, merging: &mut Merge<'_>) {
    match (target, with) {
        (Value::Object(map), Value::Object(more)) => {
            for (key, value) in more {
                let (at, below) = (pointer::join(at, &key), pointer::join(below, &key));
                if let Some(old) = map.get_mut(&key) {
                    merge(old, value, &at, &below, merging);
                } else {
                    merging.origins.insert(at, (merging.from)(&below));
                    map.insert(key, value);
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => {
            for (index, value) in more.into_iter().enumerate() {
                merging.origins.insert(format!("{at}/{}", items.len()), (merging.from)(&format!("{below}/{index}")));
                items.push(value);
            }
        }
        (target, value) => {
            if is_container(target) || is_container(&value) {
                merging.misfits.push(Misfit { at: at.to_owned(), below: below.to_owned() });
            }
            merging.origins.forget_below(at);
            merging.origins.insert(at.to_owned(), (merging.from)(below));
            *target = value;
        }
    }
}

fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}
