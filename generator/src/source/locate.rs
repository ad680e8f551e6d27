//! Finds the text behind JSON Pointers by scanning a text again, once for any number of pointers.

mod json;
mod yaml;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::{Format, pointer, without_bom};

/// For each pointer the bytes of the text (after a byte order mark) that a reader should look at: the value where it is a
/// scalar, the key where it is an object or an array. Where a pointer leads nowhere, its nearest ancestor.
pub fn locate(name: &str, text: &str, pointers: &[&str]) -> Vec<Range<usize>> {
    let text = without_bom(text);
    let walker = scanned(super::format(name, text), text, pointers);
    pointers.iter().map(|pointer| walker.nearest(pointer)).collect()
}

/// Every place where a pointer's last key stands, in order: two where a key is there twice.
pub(super) fn occurrences(format: Format, text: &str, pointer: &str) -> Vec<Range<usize>> {
    let walker = scanned(format, text, &[pointer]);
    let mut node = 0;
    for token in pointer::tokens(pointer) {
        match walker.nodes[node].children.get(&*token) {
            Some(child) => node = *child,
            None => return Vec::new(),
        }
    }
    walker.nodes[node].keys.clone()
}

fn scanned(format: Format, text: &str, pointers: &[&str]) -> Walker {
    let mut walker = Walker::new(pointers);
    match format {
        Format::Json => json::scan(text, &mut walker),
        Format::Yaml => yaml::scan(text, &mut walker),
    }
    walker
}

/// A node of the tree of wanted pointers.
#[derive(Default)]
struct Wanted {
    children: HashMap<String, usize>,
    found: Option<Range<usize>>,
    keys: Vec<Range<usize>>,
}

/// What is open while scanning.
struct Open {
    /// The wanted node that this container is, if any.
    wanted: Option<usize>,
    slot: Slot,
}

/// What comes next in a container.
enum Slot {
    /// A key of an object.
    Key,
    /// The value of an object, with the wanted node for it and the bytes of its key.
    Value(Option<usize>, Range<usize>),
    /// The item of an array.
    Item(usize),
}

/// Follows the scanners and notes where wanted pointers are.
struct Walker {
    nodes: Vec<Wanted>,
    open: Vec<Open>,
}

impl Walker {
    fn new(pointers: &[&str]) -> Self {
        let mut nodes = vec![Wanted::default()];
        for pointer in pointers {
            let mut node = 0;
            for token in pointer::tokens(pointer) {
                let next = nodes.len();
                node = *nodes[node].children.entry(token.into_owned()).or_insert(next);
                if node == next {
                    nodes.push(Wanted::default());
                }
            }
        }
        Self { nodes, open: Vec::new() }
    }

    fn nearest(&self, pointer: &str) -> Range<usize> {
        let mut node = 0;
        let mut found = self.nodes[0].found.clone().unwrap_or(0..0);
        for token in pointer::tokens(pointer) {
            match self.nodes[node].children.get(&*token) {
                Some(child) => node = *child,
                None => break,
            }
            match &self.nodes[node].found {
                Some(range) => found = range.clone(),
                None => break,
            }
        }
        found
    }

    /// Takes the slot that a value fills: its wanted node, and the bytes of its key. `None` for what stands as a key.
    fn fill(&mut self) -> Option<(Option<usize>, Option<Range<usize>>)> {
        let Some(open) = self.open.last_mut() else { return Some((Some(0), None)) };
        match &mut open.slot {
            Slot::Key => {
                open.slot = Slot::Value(None, 0..0);
                None
            }
            Slot::Value(wanted, key) => {
                let filled = (*wanted, Some(key.clone()));
                open.slot = Slot::Key;
                Some(filled)
            }
            Slot::Item(index) => {
                let nodes = &self.nodes;
                let wanted = open.wanted.filter(|node| !nodes[*node].children.is_empty());
                let wanted = wanted.and_then(|node| nodes[node].children.get(&index.to_string()).copied());
                *index += 1;
                Some((wanted, None))
            }
        }
    }

    fn note(&mut self, wanted: Option<usize>, range: Range<usize>) {
        if let Some(node) = wanted {
            self.nodes[node].found.get_or_insert(range);
        }
    }

    /// A scalar: a key where one is due, else a value.
    fn scalar<'t>(&mut self, range: Range<usize>, text: impl FnOnce() -> Cow<'t, str>) {
        if let Some(Open { wanted, slot: slot @ Slot::Key }) = self.open.last_mut() {
            let wanted = wanted.filter(|node| !self.nodes[*node].children.is_empty());
            let wanted = wanted.and_then(|node| self.nodes[node].children.get(&*text()).copied());
            *slot = Slot::Value(wanted, range.clone());
            if let Some(node) = wanted {
                self.nodes[node].keys.push(range);
            }
        } else if let Some((wanted, key)) = self.fill() {
            // An empty scalar is shown by its key.
            self.note(wanted, if range.is_empty() { key.unwrap_or(range) } else { range });
        }
    }

    fn open(&mut self, range: Range<usize>, slot: Slot) {
        let wanted = self.fill().and_then(|(wanted, key)| {
            self.note(wanted, key.unwrap_or(range));
            wanted
        });
        self.open.push(Open { wanted, slot });
    }

    fn open_object(&mut self, range: Range<usize>) {
        self.open(range, Slot::Key);
    }

    fn open_array(&mut self, range: Range<usize>) {
        self.open(range, Slot::Item(0));
    }

    fn close(&mut self) {
        self.open.pop();
    }
}
