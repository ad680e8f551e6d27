//! Which operations are written, by the user's filters: decided before anything of an operation is typed, so that what is wrong
//! in one that nobody wants stops nobody.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Origins;
use super::calls::{Call, calls};
use crate::config::Sides;
use crate::config::filter::{Filter, Filters, Selector};
use crate::config::glob;
use crate::diag::{Code, Place, Sink};

/// The operations that are written, and on which sides.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Every operation that the document lists, in its order.
    pub calls: Vec<Call>,
    sides: HashMap<(String, String), Sides>,
    /// Pointers of what is not read: operations, and paths of which no operation is.
    unread: HashSet<String>,
}

impl Selection {
    /// The sides on which an operation is written; none if it is on none.
    pub fn sides(&self, method: &str, path: &str) -> Option<Sides> {
        self.sides.get(&(method.to_owned(), path.to_owned())).copied()
    }

    /// Whether all that the document lists is written.
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }

    /// Whether an operation, or a path, is of no interest.
    pub(super) fn is_unread(&self, pointer: &str) -> bool {
        self.unread.contains(pointer)
    }

    /// Whether an operation of this id is left out.
    pub fn leaves_out(&self, id: &str) -> bool {
        let mut named = self.calls.iter().filter(|call| call.id.as_deref() == Some(id));
        named.any(|call| self.sides(&call.method, &call.path).is_none())
    }

    /// Where stands what is not read.
    pub(super) fn unread_places(&self, origins: &Origins) -> HashSet<Place> {
        self.unread.iter().map(|pointer| origins.place(pointer)).collect()
    }
}

/// Applies the filters to what a document lists; a pattern that fits nothing is told to the sink. The client always has the
/// operations by which it gets its tokens.
pub(super) fn select(root: &Value, origins: &Origins, sides: Sides, filters: &Filters, sink: &mut Sink) -> Selection {
    let calls = calls(root);
    check(&calls, filters, &origins.place("/paths"), sink);
    let flows = token_operations(root);
    let mut selection = Selection::default();
    let mut read = HashSet::new();
    for call in &calls {
        let is_token = call.id.as_deref().is_some_and(|id| flows.contains(&id));
        let both = passes(&filters.both, call);
        let client = sides.client() && (is_token || both && passes(&filters.client, call));
        let server = sides.server() && both && passes(&filters.server, call);
        let sides = match (client, server) {
            (true, true) => Sides::Both,
            (true, false) => Sides::Client,
            (false, true) => Sides::Server,
            (false, false) => continue,
        };
        selection.sides.insert((call.method.clone(), call.path.clone()), sides);
        read.extend([call.pointer.as_str(), call.holder.as_str()]);
    }
    let unread = calls.iter().flat_map(|call| [&call.pointer, &call.holder]);
    selection.unread = unread.filter(|pointer| !read.contains(pointer.as_str())).cloned().collect();
    drop(read);
    selection.calls = calls;
    selection
}

fn passes(filter: &Filter, call: &Call) -> bool {
    (filter.include.is_empty() || filter.include.iter().any(|selector| fits(selector, call)))
        && !filter.exclude.iter().any(|selector| fits(selector, call))
}

fn fits(selector: &Selector, call: &Call) -> bool {
    lists(selector)
        .into_iter()
        .all(|(_, patterns, fits)| patterns.is_empty() || patterns.iter().any(|pattern| fits(pattern, call)))
}

/// Whether a pattern of some list fits an operation.
type Fits = fn(&str, &Call) -> bool;

/// The lists of a selector: their key, their patterns, and what these are held against.
fn lists(selector: &Selector) -> [(&'static str, &[String], Fits); 4] {
    [
        ("tags", &selector.tags, |pattern, call| call.tags.iter().any(|tag| glob::fits_name(pattern, tag))),
        ("paths", &selector.paths, |pattern, call| glob::fits_path(pattern, &call.path)),
        ("methods", &selector.methods, |pattern, call| pattern.eq_ignore_ascii_case(&call.method)),
        ("operations", &selector.operations, |pattern, call| {
            call.id.as_deref().is_some_and(|id| glob::fits_name(pattern, id))
        }),
    ]
}

/// Says which patterns fit no operation, and which selectors although each of their patterns does.
fn check(calls: &[Call], filters: &Filters, place: &Place, sink: &mut Sink) {
    for (side, filter) in filters.named() {
        let selectors = filter.include.iter().map(|selector| ("include", selector));
        let selectors = selectors.chain(filter.exclude.iter().map(|selector| ("exclude", selector)));
        for (key, selector) in selectors {
            let mut each = true;
            for (list, patterns, fits) in lists(selector) {
                for pattern in patterns.iter().filter(|pattern| !calls.iter().any(|call| fits(pattern, call))) {
                    each = false;
                    let message = format!("`{side}{key}.{list}` names `{pattern}`, which no operation has");
                    sink.push(Code::SettingNoMatch, place.clone(), message).help = known(list, calls);
                }
            }
            if each && !calls.iter().any(|call| fits(selector, call)) {
                let message = format!("`{side}{key}` fits no operation: none has all that it asks for");
                sink.push(Code::SettingNoMatch, place.clone(), message);
            }
        }
    }
}

/// What could be meant.
fn known(list: &str, calls: &[Call]) -> Option<String> {
    if list != "tags" {
        return None;
    }
    let mut tags: Vec<&str> = calls.iter().flat_map(|call| call.tags.iter().map(String::as_str)).collect();
    tags.sort_unstable();
    tags.dedup();
    (!tags.is_empty()).then(|| format!("the tags of the document are {}", tags.join(", ")))
}

/// The operations that a token flow names.
fn token_operations(root: &Value) -> Vec<&str> {
    let schemes = root.pointer("/components/securitySchemes").and_then(Value::as_object);
    let flows =
        schemes.into_iter().flat_map(|schemes| schemes.values()).filter_map(|scheme| scheme.get("x-token-flow"));
    flows
        .flat_map(|flow| ["obtain", "renew"].map(|step| flow.get(step)))
        .filter_map(|step| step?.get("operation")?.as_str())
        .collect()
}
