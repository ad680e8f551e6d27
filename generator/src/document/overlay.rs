//! OpenAPI Overlays 1.0 and 1.1: changes to the bundled documents that the published files do not hold.

pub(super) mod merge;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::{Loaded, Origins};
use crate::diag::{Code, Place, Sink};
use crate::input::Input;
use crate::source::pointer;
use crate::source::reference::resolve;
use merge::{Merge, Misfit, update};

/// How long a JSONPath may be, and how deep its brackets may nest; its parser recurses.
const MAX_PATH: usize = 4096;
const MAX_BRACKETS: usize = 64;

/// Applies every overlay in order to each document, or only to the one that its `extends` names (Overlay 1.1, 4.4.1).
pub(super) fn apply(input: &Input, documents: &mut [Loaded], sink: &mut Sink) {
    for name in &input.overlays {
        let place = |pointer: &str| Place { file: name.clone(), pointer: pointer.to_owned() };
        let Some(text) = input.files.get(name) else {
            sink.push(Code::InvalidOverlay, place(""), format!("the overlay `{}{name}` is not there", input.prefix));
            continue;
        };
        let Some(overlay) = crate::source::read(name, text, sink) else { continue };
        let version = overlay.get("overlay").and_then(Value::as_str).unwrap_or_default();
        if !["1.0", "1.1"].iter().any(|known| version == *known || version.starts_with(&format!("{known}."))) {
            let at = if overlay.get("overlay").is_some() { "/overlay" } else { "" };
            sink.push(Code::InvalidOverlay, place(at), "this is no overlay of version 1.0 or 1.1").help =
                Some("write the version at the top, as in `overlay: 1.0.0`".to_owned());
            continue;
        }
        let Some(actions) = overlay.get("actions").and_then(Value::as_array) else {
            sink.push(Code::InvalidOverlay, place("/actions"), "an overlay has a list of `actions`");
            continue;
        };
        let extends =
            overlay.get("extends").and_then(Value::as_str).and_then(|reference| resolve(name, reference).ok());
        let only =
            extends.map(|target| target.file).filter(|file| documents.iter().any(|document| document.name == *file));
        for (index, action) in actions.iter().enumerate() {
            let Some(action) = Action::read(action, &place(&format!("/actions/{index}")), sink) else { continue };
            let mut matched = false;
            for document in
                documents.iter_mut().filter(|document| only.as_ref().is_none_or(|only| document.name == *only))
            {
                matched |= action.apply(document, sink);
            }
            if !matched {
                let diagnostic = sink.push(
                    Code::OverlayNoMatch,
                    action.at("target"),
                    format!("`{}` is in none of the documents", action.path),
                );
                diagnostic.help =
                    Some("the target is looked for after external references are brought inside".to_owned());
            }
        }
    }
}

/// One action (Overlay 1.1, 4.4.3).
struct Action<'a> {
    path: &'a str,
    target: JsonPath,
    change: Change<'a>,
    place: Place,
}

enum Change<'a> {
    Remove,
    Update(&'a Value),
    Copy(JsonPath),
    Nothing,
}

impl<'a> Action<'a> {
    fn read(action: &'a Value, place: &Place, sink: &mut Sink) -> Option<Self> {
        let at = |key: &str| Place { file: place.file.clone(), pointer: format!("{}/{key}", place.pointer) };
        let Some(path) = action.get("target").and_then(Value::as_str) else {
            sink.push(Code::InvalidOverlay, at("target"), "an action has a `target`, a JSONPath");
            return None;
        };
        let target = read_path(path, &at("target"), sink)?;
        let change = if action.get("remove") == Some(&Value::Bool(true)) {
            Change::Remove
        } else if let Some(value) = action.get("update") {
            Change::Update(value)
        } else if let Some(copy) = action.get("copy").and_then(Value::as_str) {
            Change::Copy(read_path(copy, &at("copy"), sink)?)
        } else {
            Change::Nothing
        };
        Some(Self { path, target, change, place: place.clone() })
    }

    fn at(&self, key: &str) -> Place {
        Place { file: self.place.file.clone(), pointer: format!("{}/{key}", self.place.pointer) }
    }

    /// Changes a document; whether the target is in it.
    fn apply(&self, document: &mut Loaded, sink: &mut Sink) -> bool {
        let mut targets = pointers(&self.target, &document.value);
        if targets.is_empty() {
            return false;
        }
        let Loaded { value, origins, .. } = document;
        match &self.change {
            Change::Nothing => {}
            Change::Remove => {
                // From the end, so that no removal moves what is still to be removed.
                targets.sort_by_cached_key(|pointer| std::cmp::Reverse(order(pointer)));
                for pointer in targets {
                    if pointer.is_empty() {
                        sink.push(Code::InvalidOverlay, self.at("target"), "a whole document can't be removed");
                    } else {
                        remove(value, &pointer, origins);
                    }
                }
            }
            Change::Update(with) => {
                let at = self.at("update");
                let from = |below: &str| Place { file: at.file.clone(), pointer: format!("{}{below}", at.pointer) };
                update_all(value, &targets, with, origins, &from, sink);
            }
            Change::Copy(path) => {
                let sources = pointers(path, value);
                let [source] = sources.as_slice() else {
                    let message = format!("`copy` is to select one node, and selects {}", sources.len());
                    sink.push(Code::InvalidOverlay, self.at("copy"), message);
                    return true;
                };
                let Some(with) = value.pointer(source).cloned() else { return true };
                let before = origins.clone();
                let from = |below: &str| before.place(&format!("{source}{below}"));
                update_all(value, &targets, &with, origins, &from, sink);
            }
        }
        true
    }
}

/// Merges a value into every target.
fn update_all(
    document: &mut Value,
    targets: &[String],
    with: &Value,
    origins: &mut Origins,
    from: &dyn Fn(&str) -> Place,
    sink: &mut Sink,
) {
    for pointer in targets {
        let Some(target) = document.pointer_mut(pointer) else { continue };
        let mut merging = Merge { origins, from, misfits: Vec::new() };
        update(target, with.clone(), pointer, &mut merging);
        for Misfit { at, below } in merging.misfits {
            let message =
                format!("what stands at `{}` can't be merged with this", if at.is_empty() { "/" } else { &at });
            sink.push(Code::InvalidOverlay, from(&below), message).help =
                Some("an object is merged with an object, a list is added to a list, and a plain value replaces a plain value; remove the old one first".to_owned());
        }
    }
}

fn read_path(text: &str, place: &Place, sink: &mut Sink) -> Option<JsonPath> {
    let mut depth = 0_usize;
    let deepest = text.bytes().fold(0, |deepest, byte| {
        match byte {
            b'(' | b'[' | b'!' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest.max(depth)
    });
    if text.len() > MAX_PATH || deepest > MAX_BRACKETS {
        sink.push(
            Code::TooLarge,
            place.clone(),
            format!("a JSONPath has at most {MAX_PATH} bytes and {MAX_BRACKETS} nested brackets"),
        );
        return None;
    }
    match JsonPath::parse(text) {
        Ok(path) => Some(path),
        Err(error) => {
            let column = text.char_indices().take_while(|(i, _)| *i < error.position()).count() + 1;
            let reason =
                if error.message() == "parser error" { String::new() } else { format!("{}; ", error.message()) };
            let message = format!("this is no JSONPath: {reason}it can't be read from character {column} on");
            sink.push(Code::InvalidOverlay, place.clone(), message).help =
                Some("targets are JSONPath as in RFC 9535, as in `$.paths['/users/{id}'].get`".to_owned());
            None
        }
    }
}

fn pointers(path: &JsonPath, value: &Value) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let nodes = path.query_located(value);
    nodes
        .locations()
        .map(serde_json_path::NormalizedPath::to_json_pointer)
        .filter(|pointer| seen.insert(pointer.clone()))
        .collect()
}

/// Sorts deeper places behind those that hold them, and items of an array by their index.
fn order(pointer: &str) -> (usize, Vec<(usize, String)>) {
    let parts: Vec<_> =
        pointer::tokens(pointer).map(|token| (pointer::index(&token).unwrap_or(0), token.into_owned())).collect();
    (parts.len(), parts)
}

fn remove(document: &mut Value, pointer: &str, origins: &mut Origins) {
    let Some((parent_pointer, token)) = pointer.rsplit_once('/') else { return };
    match document.pointer_mut(parent_pointer) {
        Some(Value::Object(map)) => {
            map.shift_remove(&*pointer::unescape(token));
        }
        Some(Value::Array(items)) => {
            let Some(index) = pointer::index(token).filter(|index| *index < items.len()) else { return };
            items.remove(index);
            let before = origins.clone();
            for index in index..items.len() {
                let to = format!("{parent_pointer}/{index}");
                origins.forget_below(&to);
                origins.move_within(&before, &format!("{parent_pointer}/{}", index + 1), &to);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
