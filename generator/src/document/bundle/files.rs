//! The files of the input as value trees, each read once, and following a reference from one into another.

use std::collections::HashMap;

use serde_json::Value;

use super::{Problem, resolved};
use crate::diag::{Code, Place, Sink};
use crate::input::{Input, is_prose};
use crate::source::copies::Copies;
use crate::source::pointer;
use crate::source::reference::{Outside, Target, internal};

/// How many references may lead to each other before a target is reached.
const MAX_HOPS: usize = 64;

/// A file that was asked for.
enum File {
    Read(Value),
    /// It is there, but can't be read; that has been said.
    Broken,
    Missing,
}

/// What a reference leads to.
pub(super) enum Found {
    /// A place in one of the documents: a `$ref` that begins with `#`.
    Internal(String),
    /// A JSON Pointer into another file.
    External(Target),
}

pub(super) struct Files<'a> {
    input: &'a Input,
    /// Folder that references may point below, with a `/` behind it; empty for all.
    root: String,
    /// What stands on other hosts.
    copies: Copies<'a>,
    documents: Vec<String>,
    read: HashMap<String, File>,
    said: Sink,
}

impl<'a> Files<'a> {
    pub(super) fn new(input: &'a Input) -> Self {
        let root = input.ref_root.clone().unwrap_or_else(|| common_folder(&input.documents));
        let root = if root.is_empty() { root } else { format!("{}/", root.trim_end_matches('/')) };
        let copies = Copies::new(&input.copies);
        Self { input, root, copies, documents: Vec::new(), read: HashMap::new(), said: Sink::default() }
    }

    pub(super) fn add_document(&mut self, name: &str) {
        self.documents.push(name.to_owned());
    }

    pub(super) fn is_document(&self, name: &str) -> bool {
        self.documents.iter().any(|document| document == name)
    }

    /// The copies that no reference has asked for, by their URLs.
    pub(super) fn unused_copies(&self) -> impl Iterator<Item = &'a str> {
        self.copies.unused()
    }

    /// Hands over what was said while reading.
    pub(super) fn speak(&mut self, sink: &mut Sink) {
        sink.append(std::mem::take(&mut self.said));
    }

    /// A copy of what stands at a target.
    pub(super) fn value(&self, target: &Target) -> Option<Value> {
        self.peek(target).cloned()
    }

    /// What stands at a target of a file that has been read.
    pub(super) fn peek(&self, target: &Target) -> Option<&Value> {
        match self.read.get(&target.file)? {
            File::Read(value) => value.pointer(&target.fragment),
            File::Broken | File::Missing => None,
        }
    }

    /// Follows a reference that stands in `base` to what is no reference itself.
    pub(super) fn follow(&mut self, base: &str, reference: &str) -> Result<Found, Problem> {
        let mut target = resolved(&mut self.copies, base, reference)?;
        for _ in 0..MAX_HOPS {
            match self.step(base, &target)? {
                Step::Internal(reference) => return Ok(Found::Internal(reference)),
                Step::Arrived(target) => return Ok(Found::External(target)),
                Step::On(next) => target = next,
            }
        }
        Err(Problem {
            code: Code::CyclicRef,
            message: format!("`{reference}` leads from reference to reference without end"),
            help: None,
            place: None,
        })
    }

    fn step(&mut self, base: &str, target: &Target) -> Result<Step, Problem> {
        if self.is_document(&target.file) && target.fragment.starts_with('/') {
            return Ok(Step::Internal(internal(&target.fragment)));
        }
        let shown = format!("{}{}", self.input.prefix, target.file);
        if target.file != base && !target.file.starts_with(&self.root) && !self.copies.hold(&target.file) {
            let message = format!(
                "this `$ref` leaves `{}{}`, the folder that references may point below",
                self.input.prefix, self.root
            );
            return Err(Problem { message, ..Problem::outside(Outside::Above) });
        }
        self.read(&target.file);
        let value = match self.read.get(&target.file) {
            Some(File::Read(value)) => value,
            // The syntax error is reported; this reference goes with it.
            Some(File::Broken) => {
                return Err(Problem {
                    code: Code::UnresolvedRef,
                    message: format!("`{shown}` can't be read"),
                    help: None,
                    place: None,
                });
            }
            _ => return Err(self.missing(&target.file, &shown)),
        };
        let missing = |part: &str| Problem {
            code: Code::UnresolvedRef,
            message: format!("`{shown}` has no `{part}`"),
            help: None,
            place: None,
        };
        let pointer = if target.fragment.is_empty() || target.fragment.starts_with('/') {
            target.fragment.clone()
        } else {
            anchor(value, &target.fragment, &mut String::new()).ok_or_else(|| missing(&target.fragment))?
        };
        let mut current = value;
        let mut here = String::new();
        let mut tokens = pointer::tokens(&pointer);
        while let Some(token) = tokens.next() {
            let Some(child) = pointer::child(current, &token) else {
                // The pointer goes on behind a reference.
                let reference = current.get("$ref").and_then(Value::as_str).ok_or_else(|| missing(&target.fragment))?;
                let mut next = resolved(&mut self.copies, &target.file, reference)
                    .map_err(|problem| at(problem, &target.file, &here))?;
                for token in std::iter::once(token).chain(tokens) {
                    pointer::push(&mut next.fragment, &token);
                }
                return Ok(Step::On(next));
            };
            current = child;
            pointer::push(&mut here, &token);
        }
        let reference = current.as_object().filter(|map| map.len() == 1).and_then(|map| map.get("$ref")?.as_str());
        match reference {
            Some(reference) => resolved(&mut self.copies, &target.file, reference)
                .map(Step::On)
                .map_err(|problem| at(problem, &target.file, &here)),
            None => Ok(Step::Arrived(Target { file: target.file.clone(), fragment: here })),
        }
    }

    /// Reads a file, if that has not been done.
    pub(super) fn read(&mut self, name: &str) {
        if self.read.contains_key(name) {
            return;
        }
        let file = match self.input.files.get(name) {
            None => File::Missing,
            Some(text) if is_prose(name) => File::Read(Value::String(text.clone())),
            Some(text) => crate::source::read(name, text, &mut self.said).map_or(File::Broken, File::Read),
        };
        self.read.insert(name.to_owned(), file);
    }

    fn missing(&self, name: &str, shown: &str) -> Problem {
        let last = name.rsplit('/').next().unwrap_or(name);
        let same_name = self.input.files.keys().find(|file| file.rsplit('/').next() == Some(last));
        Problem {
            code: Code::UnresolvedRef,
            message: format!("`{shown}` is not there"),
            help: Some(match same_name {
                Some(file) => format!(
                    "there is a `{}{file}`; paths are relative to the file that the `$ref` stands in",
                    self.input.prefix
                ),
                None => "paths are relative to the file that the `$ref` stands in".to_owned(),
            }),
            place: None,
        }
    }
}

enum Step {
    Internal(String),
    Arrived(Target),
    On(Target),
}

fn at(problem: Problem, file: &str, pointer: &str) -> Problem {
    Problem { place: Some(Place { file: file.to_owned(), pointer: pointer::join(pointer, "$ref") }), ..problem }
}

/// The pointer of the schema with an `$anchor` (JSON Schema 2020-12 core, 8.2.2) or, in older drafts, an `$id` that is only a fragment.
fn anchor(value: &Value, name: &str, at: &mut String) -> Option<String> {
    let len = at.len();
    let found = match value {
        Value::Object(map) => {
            let named =
                ["$anchor", "$dynamicAnchor"].iter().any(|key| map.get(*key).and_then(Value::as_str) == Some(name))
                    || map.get("$id").and_then(Value::as_str).and_then(|id| id.strip_prefix('#')) == Some(name);
            if named {
                return Some(at.clone());
            }
            map.iter().find_map(|(key, child)| {
                pointer::push(at, key);
                let found = anchor(child, name, at);
                at.truncate(len);
                found
            })
        }
        Value::Array(items) => items.iter().enumerate().find_map(|(index, child)| {
            pointer::push(at, &index.to_string());
            let found = anchor(child, name, at);
            at.truncate(len);
            found
        }),
        _ => None,
    };
    at.truncate(len);
    found
}

/// The folder that all documents are below; empty where they have none in common.
fn common_folder(documents: &[String]) -> String {
    let mut folders = documents.iter().map(|name| name.split('/').collect::<Vec<_>>()).map(|mut parts| {
        parts.pop();
        parts
    });
    let Some(mut common) = folders.next() else { return String::new() };
    for folder in folders {
        let same = common.iter().zip(&folder).take_while(|(a, b)| a == b).count();
        common.truncate(same);
    }
    common.join("/")
}
