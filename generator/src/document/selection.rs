//! Which operations are written, by the user's filters: decided before anything of an operation is typed, so that what is wrong
//! in one that nobody wants stops nobody.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Origins;
use super::calls::{Call, Role, calls, reverse};
use crate::config::Sides;
use crate::config::filter::{Filter, Filters, Selector};
use crate::config::glob;
use crate::diag::{Code, Place, Sink};

/// The operations that are written, and on which sides.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Every operation that the document lists, in its order.
    pub calls: Vec<Call>,
    /// Every operation of a webhook or callback.
    pub reverse: Vec<Call>,
    sides: HashMap<(String, String), Sides>,
    /// Of webhooks and callbacks, by where they stand.
    reverse_sides: HashMap<(Role, String), Sides>,
    /// Pointers of what is not read: operations, and paths of which no operation is.
    unread: HashSet<String>,
}

impl Selection {
    /// The sides on which an operation is written; none if it is on none.
    pub fn sides(&self, method: &str, path: &str) -> Option<Sides> {
        self.sides.get(&(method.to_owned(), path.to_owned())).copied()
    }

    /// The sides on which the operation of a webhook or callback at this pointer is written: who uses the API receives it, who
    /// serves it sends it. None if it is on none.
    pub fn reverse_sides(&self, role: Role, pointer: &str) -> Option<Sides> {
        self.reverse_sides.get(&(role, pointer.to_owned())).copied()
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
    let reverse = reverse(root, &calls);
    let all: Vec<&Call> = calls.iter().chain(&reverse).collect();
    check(&all, filters, &origins.place("/paths"), sink);
    let flows = token_operations(root);
    let mut selection = Selection::default();
    let mut read = HashSet::new();
    let mut by_pointer = HashMap::new();
    for call in &calls {
        let is_token = call.id.as_deref().is_some_and(|id| flows.contains(&id));
        let both = passes(&filters.both, call);
        let client = sides.client() && (is_token || both && passes(&filters.client, call));
        let server = sides.server() && both && passes(&filters.server, call);
        let Some(sides) = on(client, server) else { continue };
        by_pointer.insert(&call.pointer, sides);
        selection.sides.insert((call.method.clone(), call.path.clone()), sides);
        read.extend([call.pointer.as_str(), call.holder.as_str()]);
    }
    for call in &reverse {
        let Some(passes) = self::reverse_passes(call, sides, filters, &by_pointer) else { continue };
        by_pointer.insert(&call.pointer, passes);
        selection.reverse_sides.insert((call.role, call.pointer.clone()), passes);
        read.extend([call.pointer.as_str(), call.holder.as_str()]);
    }
    let unread = all.iter().flat_map(|call| [&call.pointer, &call.holder]);
    selection.unread = unread.filter(|pointer| !read.contains(pointer.as_str())).cloned().collect();
    drop((read, by_pointer));
    selection.calls = calls;
    selection.reverse = reverse;
    selection
}

fn on(client: bool, server: bool) -> Option<Sides> {
    match (client, server) {
        (true, true) => Some(Sides::Both),
        (true, false) => Some(Sides::Client),
        (false, true) => Some(Sides::Server),
        (false, false) => None,
    }
}

/// The sides of a webhook or callback. A callback is on those of the operations it belongs to, unless it is excluded itself.
fn reverse_passes(call: &Call, sides: Sides, filters: &Filters, known: &HashMap<&String, Sides>) -> Option<Sides> {
    let passes = |filter: &Filter| match call.role {
        Role::Callback => !filter.exclude.iter().any(|selector| fits(selector, call)),
        Role::Call | Role::Webhook => self::passes(filter, call),
    };
    let of = |is: fn(Sides) -> bool| {
        call.role != Role::Callback || call.of.iter().any(|parent| known.get(parent).is_some_and(|sides| is(*sides)))
    };
    let both = passes(&filters.both);
    let client = sides.client() && both && passes(&filters.client) && of(Sides::client);
    let server = sides.server() && both && passes(&filters.server) && of(Sides::server);
    on(client, server)
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
fn check(calls: &[&Call], filters: &Filters, place: &Place, sink: &mut Sink) {
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
fn known(list: &str, calls: &[&Call]) -> Option<String> {
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
