//! Brings what external references point to inside: below `components` where objects of its kind have a name there, else in place.
//!
//! It refuses to follow references within a document; `resolve` does.

mod files;
mod home;
pub(super) mod kind;

use serde_json::{Map, Value};

use super::overlay::merge::{Merge, merge};
use super::{Loaded, Origins, UNRESOLVED, Version};
use crate::diag::{Code, Place, Sink};
use crate::input::{Input, is_file_mapping};
use crate::source::copies::Copies;
use crate::source::pointer;
use crate::source::reference::{Outside, Target, internal};
use files::{Files, Found};
use home::Homes;
use kind::{Kind, Object};

/// How deep a tree may become by what is brought inside.
const MAX_DEPTH: usize = 256;
/// How many objects, arrays and scalars may be brought inside, over all documents.
const MAX_NODES: usize = 4_000_000;

/// What is wrong with a reference.
#[derive(Debug, Clone)]
struct Problem {
    code: Code,
    message: String,
    help: Option<String>,
    /// Where, if not at the reference that was followed first.
    place: Option<Place>,
}

/// State over all documents of an API.
pub(super) struct Bundler<'a> {
    files: Files<'a>,
    homes: Homes,
    /// Everything that points to nothing, by the number in its `$ref`.
    broken: Vec<Problem>,
    nodes_left: usize,
    pass: Pass,
    /// What the documents say they are called: `$self` (OAS 3.2.0, 4.1.2.2).
    selves: Vec<String>,
    /// The dialect of what is being bundled.
    version: Version,
}

/// Overlays may add references, so documents are gone through again after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    First,
    AfterOverlays,
}

/// Where a walk is.
struct Walk<'w> {
    origins: &'w mut Origins,
    /// Pointer into the tree that is made.
    at: String,
    depth: usize,
    /// What is being written out in place, to notice a circle.
    inside: Vec<Target>,
}

impl<'a> Bundler<'a> {
    pub(super) fn new(input: &'a Input) -> Self {
        Self {
            files: Files::new(input),
            homes: Homes::default(),
            broken: Vec::new(),
            nodes_left: MAX_NODES,
            pass: Pass::First,
            selves: Vec::new(),
            version: Version::V3_1,
        }
    }

    /// Makes a document known; all are, before the first is bundled.
    pub(super) fn add_document(&mut self, name: &str) {
        self.files.add_document(name);
    }

    /// Gives names to what the documents themselves bring in under a name, and keeps the names that they use.
    pub(super) fn find_homes(&mut self, documents: &[Loaded]) {
        for Loaded { name: document, value, version, .. } in documents {
            self.selves.extend(value.get("$self").and_then(Value::as_str).map(str::to_owned));
            let sections = home::SECTIONS.iter().filter_map(|section| {
                let pointer = home::section(*version, section)?;
                Some((*section, pointer, value.pointer(pointer)?.as_object()?))
            });
            for (section, pointer, entries) in sections {
                for (name, entry) in entries {
                    let reference =
                        entry.as_object().filter(|map| map.len() == 1).and_then(|map| map.get("$ref")?.as_str());
                    let brought_in = reference.filter(|reference| !reference.starts_with('#')).and_then(|reference| {
                        match self.files.follow(document, reference) {
                            Ok(Found::External(target)) => Some(target),
                            _ => None,
                        }
                    });
                    let own = || Target { file: document.clone(), fragment: pointer::join(pointer, name) };
                    self.homes.reserve(section, name, brought_in.unwrap_or_else(own));
                }
            }
        }
    }

    /// Goes through a document for the first time.
    pub(super) fn bundle(&mut self, document: &mut Loaded, sink: &mut Sink) {
        let Loaded { name, value, origins, version } = document;
        self.version = *version;
        let mut walk = Walk { origins, at: String::new(), depth: 0, inside: Vec::new() };
        self.walk(value, Kind::One(Object::Document), name, &mut walk);
        while let Some(guest) = self.homes.next_guest() {
            let Some(content) = self.files.value(&guest.target).map(|content| self.copied(content)) else { continue };
            let mut content = content.unwrap_or_else(|problem| self.broken(problem, place_of(&guest.target)));
            let Some(section) = home::section(self.version, guest.section) else { continue };
            walk.at = pointer::join(section, &guest.name);
            walk.origins.insert(walk.at.clone(), place_of(&guest.target));
            self.walk(&mut content, Kind::One(guest.object), &guest.target.file, &mut walk);
            let section = section.split('/').skip(1).try_fold(&mut *value, |value, key| {
                Some(value.as_object_mut()?.entry(key).or_insert_with(|| Value::Object(Map::new())))
            });
            if let Some(section) = section.and_then(Value::as_object_mut) {
                section.insert(guest.name, content);
            }
        }
        self.files.speak(sink);
    }

    /// Goes through a document again, for references that an overlay added.
    pub(super) fn bundle_again(&mut self, document: &mut Loaded, sink: &mut Sink) {
        self.pass = Pass::AfterOverlays;
        self.bundle(document, sink);
    }

    /// Says what points to nothing and is still there: an overlay may have taken it out.
    pub(super) fn report(self, documents: &[Loaded], sink: &mut Sink) {
        for url in self.files.unused_copies() {
            let place = Place {
                file: documents.first().map_or_else(String::new, |first| first.name.clone()),
                pointer: String::new(),
            };
            let message = format!("no `$ref` points to `{url}`, of which `remote-refs` lists a copy");
            sink.push(Code::SettingNoMatch, place, message);
        }
        if self.broken.is_empty() {
            return;
        }
        let mut left = vec![false; self.broken.len()];
        for document in documents {
            mark(&document.value, &mut left);
        }
        for (problem, _) in self.broken.into_iter().zip(left).filter(|(_, left)| *left) {
            let place = problem.place.unwrap_or_else(|| Place { file: String::new(), pointer: String::new() });
            sink.push(problem.code, place, problem.message).help = problem.help;
        }
    }

    fn walk(&mut self, value: &mut Value, kind: Kind, file: &str, walk: &mut Walk<'_>) {
        if walk.depth > MAX_DEPTH {
            let problem = Problem {
                code: Code::TooLarge,
                message: format!("the references nest what they bring in deeper than {MAX_DEPTH} levels"),
                help: None,
                place: None,
            };
            *value = self.broken(problem, walk.origins.place(&walk.at));
            return;
        }
        walk.depth += 1;
        match value {
            Value::Object(map) if matches!(map.get("$ref"), Some(Value::String(_))) => {
                self.reference(value, kind, file, walk);
            }
            Value::Object(map) => {
                self.children(map, kind, file, walk);
                if kind == Kind::One(Object::Discriminator) {
                    self.mapping(map, file, walk);
                }
            }
            Value::Array(items) => {
                let len = walk.at.len();
                for (index, item) in items.iter_mut().enumerate() {
                    pointer::push(&mut walk.at, &index.to_string());
                    self.walk(item, kind.item(), file, walk);
                    walk.at.truncate(len);
                }
            }
            _ => {}
        }
        walk.depth -= 1;
    }

    fn children(&mut self, map: &mut Map<String, Value>, kind: Kind, file: &str, walk: &mut Walk<'_>) {
        let len = walk.at.len();
        for (key, child) in map.iter_mut().filter(|(_, child)| child.is_object() || child.is_array()) {
            pointer::push(&mut walk.at, key);
            self.walk(child, kind.child(key), file, walk);
            walk.at.truncate(len);
        }
    }

    /// An object with a `$ref`.
    fn reference(&mut self, value: &mut Value, kind: Kind, file: &str, walk: &mut Walk<'_>) {
        let Some(map) = value.as_object_mut() else { return };
        let reference = map.get("$ref").and_then(Value::as_str).unwrap_or_default().to_owned();
        if kind != Kind::Data
            && let Some(fragment) = self.own(&reference)
        {
            map.insert("$ref".to_owned(), Value::String(fragment));
            self.children(map, kind, file, walk);
            return;
        }
        let is_document = self.files.is_document(file);
        let here = pointer::join(&walk.at, "$ref");
        if reference.starts_with('#') && is_document {
            if reference.starts_with(UNRESOLVED) && self.pass == Pass::First && kind != Kind::Data {
                let problem = missing(&reference, walk.origins.place(&here));
                self.set_broken(map, problem);
            }
            self.children(map, kind, file, walk);
            return;
        }
        if kind == Kind::Data && reference.starts_with('#') {
            self.children(map, kind, file, walk);
            return;
        }
        match self.files.follow(file, &reference) {
            Ok(Found::Internal(reference)) => {
                map.insert("$ref".to_owned(), Value::String(reference));
                self.children(map, kind, file, walk);
            }
            Ok(Found::External(target)) => match self.home(kind) {
                Some((section, pointer, object)) => {
                    let name = self.homes.name(section, object, &target, &mut self.files);
                    let home = pointer::join(pointer, &name);
                    if home == walk.at {
                        self.write_out(value, kind, file, target, walk);
                    } else {
                        map.insert("$ref".to_owned(), Value::String(internal(&home)));
                        self.children(map, kind, file, walk);
                    }
                }
                None => self.write_out(value, kind, file, target, walk),
            },
            // What is no reference to a file is data.
            Err(_) if kind == Kind::Data => self.children(map, kind, file, walk),
            Err(problem) => {
                let place = problem.place.clone().unwrap_or_else(|| walk.origins.place(&here));
                // Who asks for a scheme that is not known is refused or left out; the scheme alone does no harm.
                let is_scheme = kind == Kind::One(Object::SecurityScheme) && problem.code == Code::ForbiddenRef;
                let code = if is_scheme { Code::Degraded } else { problem.code };
                let problem = Problem { code, ..problem };
                self.set_broken(map, Problem { place: Some(place), ..problem });
                self.children(map, kind, file, walk);
            }
        }
    }

    /// The fragment of a reference to one of the documents by what it says it is called.
    fn own(&self, reference: &str) -> Option<String> {
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let known = |own: &String| !base.is_empty() && own.split('#').next() == Some(base);
        self.selves.iter().any(known).then(|| format!("#{fragment}"))
    }

    /// The section where what is of a kind has a name, and where that stands.
    fn home(&self, kind: Kind) -> Option<(&'static str, &'static str, Object)> {
        let section = kind.section()?;
        Some((section, home::section(self.version, section)?, one(kind)?))
    }

    /// Puts the content of a target in the place of its reference; what stands beside the `$ref` is merged over it.
    fn write_out(&mut self, value: &mut Value, kind: Kind, file: &str, target: Target, walk: &mut Walk<'_>) {
        let Some(map) = value.as_object_mut() else { return };
        if walk.inside.contains(&target) {
            if kind != Kind::Data {
                let problem = Problem {
                    code: Code::CyclicRef,
                    message: "this `$ref` leads back to where it stands".to_owned(),
                    help: Some("only what has a name below `components` can hold itself".to_owned()),
                    place: Some(walk.origins.place(&pointer::join(&walk.at, "$ref"))),
                };
                self.set_broken(map, problem);
            }
            return;
        }
        let Some(content) = self.files.value(&target) else { return };
        let mut content = match self.copied(content) {
            Ok(content) => content,
            Err(problem) => {
                let place = walk.origins.place(&pointer::join(&walk.at, "$ref"));
                self.set_broken(map, Problem { place: Some(place), ..problem });
                return;
            }
        };
        let mut beside = std::mem::take(map);
        beside.shift_remove("$ref");
        self.children(&mut beside, kind, file, walk);
        let mut before = Origins::default();
        before.adopt(walk.origins, &walk.at);
        walk.origins.forget_below(&walk.at);
        walk.origins.insert(walk.at.clone(), place_of(&target));
        let inner = target.file.clone();
        walk.inside.push(target);
        self.walk(&mut content, kind, &inner, walk);
        walk.inside.pop();
        if !beside.is_empty() && content.is_object() {
            let mut merging = Merge {
                origins: walk.origins,
                from: &|below| before.place(&format!("{}{below}", walk.at)),
                misfits: Vec::new(),
            };
            merge(&mut content, Value::Object(beside), &walk.at, "", &mut merging);
        }
        *value = content;
    }

    /// The references in a discriminator's `mapping` (OAS 3.1.1, 4.8.25).
    fn mapping(&mut self, map: &mut Map<String, Value>, file: &str, walk: &mut Walk<'_>) {
        let Some(mapping) = map.get_mut("mapping").and_then(Value::as_object_mut) else { return };
        for (key, value) in mapping {
            let Some(reference) = value.as_str() else { continue };
            let points_out = is_file_mapping(reference) || reference.starts_with('#') && !self.files.is_document(file);
            if !points_out {
                continue;
            }
            *value = Value::String(match self.files.follow(file, reference) {
                Ok(Found::Internal(reference)) => reference,
                Ok(Found::External(target)) => {
                    let name = self.homes.name("schemas", Object::Schema, &target, &mut self.files);
                    internal(&pointer::join(home::section(self.version, "schemas").unwrap_or_default(), &name))
                }
                Err(problem) => {
                    let here = format!("{}/mapping/{}", walk.at, pointer::escape(key));
                    let place = problem.place.clone().unwrap_or_else(|| walk.origins.place(&here));
                    self.number(Problem { place: Some(place), ..problem })
                }
            });
        }
    }

    /// A copy of a value, counted.
    fn copied(&mut self, value: Value) -> Result<Value, Problem> {
        match self.nodes_left.checked_sub(size(&value)) {
            Some(left) => {
                self.nodes_left = left;
                Ok(value)
            }
            None => Err(Problem {
                code: Code::TooLarge,
                message: format!("the references bring in more than {MAX_NODES} values"),
                help: None,
                place: None,
            }),
        }
    }

    fn set_broken(&mut self, map: &mut Map<String, Value>, problem: Problem) {
        let reference = self.number(problem);
        map.insert("$ref".to_owned(), Value::String(reference));
    }

    fn broken(&mut self, problem: Problem, place: Place) -> Value {
        let reference = self.number(Problem { place: Some(place), ..problem });
        Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(reference))]))
    }

    /// The `$ref` that stands for a problem.
    fn number(&mut self, problem: Problem) -> String {
        self.broken.push(problem);
        format!("{UNRESOLVED}{}", self.broken.len() - 1)
    }
}

fn one(kind: Kind) -> Option<Object> {
    match kind {
        Kind::One(object) => Some(object),
        _ => None,
    }
}

fn place_of(target: &Target) -> Place {
    Place { file: target.file.clone(), pointer: target.fragment.clone() }
}

fn missing(reference: &str, place: Place) -> Problem {
    Problem {
        code: Code::UnresolvedRef,
        message: format!("`{reference}` points to nothing"),
        help: None,
        place: Some(place),
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// Marks the numbers of the broken references that are in a tree.
fn mark(value: &Value, left: &mut [bool]) {
    match value {
        Value::String(text) => {
            let number = text.strip_prefix(UNRESOLVED).and_then(|number| number.parse::<usize>().ok());
            if let Some(left) = number.and_then(|number| left.get_mut(number)) {
                *left = true;
            }
        }
        Value::Object(map) => map.values().for_each(|value| mark(value, left)),
        Value::Array(items) => items.iter().for_each(|item| mark(item, left)),
        _ => {}
    }
}

impl Problem {
    fn outside(outside: Outside) -> Self {
        let (message, help) = match outside {
            Outside::Remote => {
                ("this `$ref` points to another host", "list a copy for its URL with `remote-refs`; nothing is fetched")
            }
            Outside::Absolute => {
                ("this `$ref` begins at the root of the disk", "write it relative to the file it stands in")
            }
            Outside::Above => (
                "this `$ref` leaves the folder of the document",
                "move the file below that folder, or allow references a folder further up",
            ),
            Outside::NoName => ("this `$ref` holds `\\` or a control character", "separate folders by `/`"),
        };
        Self { code: Code::ForbiddenRef, message: message.to_owned(), help: Some(help.to_owned()), place: None }
    }
}

/// Resolves a reference, or says why it is outside.
fn resolved(copies: &mut Copies<'_>, base: &str, reference: &str) -> Result<Target, Problem> {
    copies.resolve(base, reference).map_err(Problem::outside)
}

#[cfg(test)]
mod tests;
