//! Webhooks and callbacks: path items that have a name or an expression in place of a path.

use openapiv3::{PathItem, ReferenceOr};
use serde_json::Value;

use super::reader::Reader;
use super::{ReverseItem, operation};
use crate::diag::Code;
use crate::document::calls::Role;
use crate::document::{UNRESOLVED, pointer};

/// Reads `webhooks`.
pub(super) fn webhooks(reader: &mut Reader<'_>, value: &Value) {
    let Value::Object(webhooks) = value else {
        reader.wrong("an object", value);
        return;
    };
    for (name, value) in webhooks.iter().filter(|(name, _)| !name.starts_with("x-")) {
        reader.at(name, |reader| {
            let Some(item) = item(reader, value, "webhook") else { return };
            let pointer = reader.pointer.clone();
            let webhook = ReverseItem {
                role: Role::Webhook,
                name: name.clone(),
                is_component: false,
                expression: String::new(),
                of: Vec::new(),
                pointer: pointer.clone(),
                item,
            };
            reader.reverse.insert(pointer, Some(webhook));
        });
    }
}

/// Reads `callbacks` of the operation at `parent`, and notes whose they are. One under `components` is read once.
pub(super) fn callbacks(reader: &mut Reader<'_>, parent: &str, value: &Value) {
    let Value::Object(callbacks) = value else {
        reader.wrong("an object", value);
        return;
    };
    for (name, value) in callbacks.iter().filter(|(name, _)| !name.starts_with("x-")) {
        reader.at(name, |reader| {
            if value.is_null() {
                reader.degraded(format!("null says nothing of the callback `{name}`; it is left out"));
                return;
            }
            let Some((place, callback)) = followed(reader, value) else { return };
            let component = place.strip_prefix("/components/callbacks/").filter(|name| !name.contains('/'));
            let component = component.map(|name| pointer::unescape(name).into_owned());
            let here = std::mem::replace(&mut reader.pointer, place);
            expressions(reader, (parent, name), component.as_deref(), &callback);
            reader.pointer = here;
        });
    }
}

/// How many references may lead to a callback, one to the next.
const MAX_HOPS: usize = 16;

/// What a callback is, and where that stands. A reference to nothing is reported.
fn followed(reader: &mut Reader<'_>, value: &Value) -> Option<(String, Value)> {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
        return Some((reader.pointer.clone(), value.clone()));
    };
    let locate = |reference| pointer::from_reference(reference).and_then(|asked| pointer::locate(reader.root, &asked));
    let mut found = locate(reference);
    for _ in 0..MAX_HOPS {
        let Some(next) = found.as_ref().and_then(|(_, target)| target.get("$ref")?.as_str()) else { break };
        found = locate(next);
    }
    let found = found.filter(|(_, target)| target.get("$ref").is_none());
    if found.is_none() && !reference.starts_with(UNRESOLVED) {
        let message = format!("`{reference}` leads to no callback");
        reader.refuse_reference(Code::UnresolvedRef, message);
        return None;
    }
    found.map(|(place, target)| (place, target.clone()))
}

/// Reads the path items of a callback, each behind the expression for its URL.
fn expressions(reader: &mut Reader<'_>, (parent, name): (&str, &str), component: Option<&str>, callback: &Value) {
    let Value::Object(items) = callback else {
        reader.wrong("an object", callback);
        return;
    };
    let of = (parent.to_owned(), name.to_owned());
    for (expression, value) in items.iter().filter(|(key, _)| !key.starts_with("x-")) {
        reader.at(expression, |reader| {
            let pointer = reader.pointer.clone();
            if let Some(known) = reader.reverse.get_mut(&pointer) {
                known.iter_mut().filter(|known| !known.of.contains(&of)).for_each(|known| known.of.push(of.clone()));
                return;
            }
            // While it is being read, its own operations may lead back to it.
            reader.reverse.insert(pointer.clone(), None);
            let Some(item) = item(reader, value, "callback") else { return };
            let callback = ReverseItem {
                role: Role::Callback,
                name: component.unwrap_or(name).to_owned(),
                is_component: component.is_some(),
                expression: expression.clone(),
                of: vec![of.clone()],
                pointer: pointer.clone(),
                item,
            };
            reader.reverse.insert(pointer, Some(callback));
        });
    }
}

fn item(reader: &mut Reader<'_>, value: &Value, what: &str) -> Option<ReferenceOr<PathItem>> {
    if reader.is_unread() {
        return None;
    }
    if value.is_null() {
        reader.degraded(format!("null says nothing of this {what}; it is left out"));
        return None;
    }
    operation::path_item(reader, value.clone())
}
