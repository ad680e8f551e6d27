//! The names below `components` that external content is brought to: stable, and never two things under one name.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::files::Files;
use super::kind::Object;
use crate::document::Version;
use crate::source::pointer;
use crate::source::reference::Target;

/// The sections of `components` where things have names that references are brought to.
pub(super) const SECTIONS: [&str; 9] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
];

/// Where a section of `components` stands in a dialect; none where it doesn't exist.
pub(super) fn section(version: Version, section: &str) -> Option<&'static str> {
    Some(match (version, section) {
        (Version::V2_0, "schemas") => "/definitions",
        (Version::V2_0, "responses") => "/responses",
        (Version::V2_0, "parameters") => "/parameters",
        (Version::V2_0, "securitySchemes") => "/securityDefinitions",
        (Version::V2_0, _) => return None,
        (_, "schemas") => "/components/schemas",
        (_, "responses") => "/components/responses",
        (_, "parameters") => "/components/parameters",
        (_, "examples") => "/components/examples",
        (_, "requestBodies") => "/components/requestBodies",
        (_, "headers") => "/components/headers",
        (_, "securitySchemes") => "/components/securitySchemes",
        (_, "links") => "/components/links",
        (_, "callbacks") => "/components/callbacks",
        _ => return None,
    })
}

/// Content that waits to be brought inside.
pub(super) struct Guest {
    pub(super) section: &'static str,
    pub(super) object: Object,
    pub(super) name: String,
    pub(super) target: Target,
}

#[derive(Default)]
pub(super) struct Homes {
    /// By section and target.
    names: HashMap<(String, Target), String>,
    /// Who has a name, by section and name.
    taken: HashMap<(String, String), Target>,
    guests: VecDeque<Guest>,
}

impl Homes {
    /// Keeps a name that a document uses for what it brings in or holds itself. The first that brings a target in names it.
    pub(super) fn reserve(&mut self, section: &str, name: &str, target: Target) {
        self.taken.entry((section.to_owned(), name.to_owned())).or_insert_with(|| target.clone());
        self.names.entry((section.to_owned(), target)).or_insert_with(|| name.to_owned());
    }

    /// The name of a target, given now if it has none.
    pub(super) fn name(
        &mut self,
        section: &'static str,
        object: Object,
        target: &Target,
        files: &mut Files<'_>,
    ) -> String {
        let key = (section.to_owned(), target.clone());
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let name =
            candidates(section, target).find_map(|name| match self.taken.get(&(section.to_owned(), name.clone())) {
                None => {
                    self.taken.insert((section.to_owned(), name.clone()), target.clone());
                    self.guests.push_back(Guest { section, object, name: name.clone(), target: target.clone() });
                    Some(name)
                }
                Some(other) => {
                    files.read(&other.file);
                    same_content(files, other, target).then_some(name)
                }
            });
        // The candidates never end.
        let name = name.unwrap_or_default();
        self.names.insert(key, name.clone());
        name
    }

    pub(super) fn next_guest(&mut self) -> Option<Guest> {
        self.guests.pop_front()
    }
}

/// Names to try: the last part of the pointer or the stem of the file; then with the folders before it; then with a number.
fn candidates(section: &'static str, target: &Target) -> impl Iterator<Item = String> {
    let mut parts: Vec<String> = target.file.split('/').map(str::to_owned).collect();
    if let Some(file) = parts.last_mut()
        && let Some((stem, _)) = file.rsplit_once('.')
        && !stem.is_empty()
    {
        *file = stem.to_owned();
    }
    parts.extend(pointer::tokens(&target.fragment).map(std::borrow::Cow::into_owned));
    let mut parts: Vec<String> = parts.iter().map(|part| allowed(part)).filter(|part| !part.is_empty()).collect();
    let first = parts.pop().unwrap_or_else(|| section.trim_end_matches('s').to_owned());
    let suffixed = parts.into_iter().rev().scan(first.clone(), |name, part| {
        name.push('_');
        name.push_str(&part);
        Some(name.clone())
    });
    let numbered = (2_u64..).map({
        let first = first.clone();
        move |number| format!("{first}_{number}")
    });
    std::iter::once(first).chain(suffixed).chain(numbered)
}

/// What may stand in a name below `components` (OAS 3.1.1, 4.8.7).
fn allowed(part: &str) -> String {
    part.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect()
}

/// Whether two targets hold the same, so that one name does for both.
fn same_content(files: &Files<'_>, a: &Target, b: &Target) -> bool {
    let folder = |target: &Target| target.file.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    match (files.peek(a), files.peek(b)) {
        (Some(one), Some(other)) => {
            one == other && (!has_references(one) || folder(a) == folder(b) && !has_own_references(one))
        }
        _ => false,
    }
}

fn has_references(value: &Value) -> bool {
    any_reference(value, &|_| true)
}

/// References into the same file, which mean different things in different files.
fn has_own_references(value: &Value) -> bool {
    any_reference(value, &|reference| reference.starts_with('#'))
}

fn any_reference(value: &Value, is: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::Object(map) => {
            map.get("$ref").and_then(Value::as_str).is_some_and(is)
                || map.values().any(|value| any_reference(value, is))
        }
        Value::Array(items) => items.iter().any(|item| any_reference(item, is)),
        _ => false,
    }
}
