//! Inline types that are made of the same are declared once; the others become other names for that one.
//!
//! `twins` repeat each other to the letter, and have one name. These say different things of themselves or stand at
//! different properties, in different files: each keeps its name and its docs, and so does the code that uses it, whatever
//! becomes of the rest of the document. What is declared once is compiled once: in large documents that is a third of all types.
//!
//! Where tags are features, a name never makes a tag compile what it did without before, but for one file of types that
//! several tags share and that need nothing of theirs.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::failures;
use super::names::ModuleNames;
use crate::analyse::features::{Gate, gates};
use crate::analyse::parts;
use crate::ir::Api;
use crate::ir::operation::{Codec, Content, Operation};
use crate::ir::types::{Module, Shape, Type, TypeId, Types};

/// Up to so many types, what two of them share costs nobody anything to compile, and types of their own are easier to read.
const MANY_TYPES: usize = 1000;

/// Makes inline types of a large API other names for those that are made of the same, and so the errors of its operations. Components
/// stay what they are.
pub fn merge(api: &mut Api) {
    if api.types.all.iter().filter(|ty| ty.name.is_some()).count() <= MANY_TYPES {
        return;
    }
    failures::share(api);
    let mut alike = Alike::new(api);
    // What is always compiled comes first, for everything can refer to it.
    let mut order: Vec<usize> = (0..api.types.all.len()).collect();
    order.sort_by_key(|&index| !alike.gates[index].is_empty());
    let types = Arc::make_mut(&mut api.types);
    for index in order {
        alike.visit(types, index);
    }
    if alike.shared.is_empty() {
        return;
    }
    let moved: HashSet<TypeId> = alike.shared.iter().copied().collect();
    for module in &mut types.modules {
        module.types.retain(|id| !moved.contains(id));
    }
    let taken: Vec<&str> = types.modules.iter().map(|module| module.name.as_str()).collect();
    let name = ModuleNames::with(&taken).claim("shared", "types");
    types.modules.push(Module { name, types: alike.shared });
}

struct Alike {
    /// By type: whether it may be another name.
    inline: Vec<bool>,
    /// By type: the features of which one compiles its file. Empty where that is always compiled, and for what has no file.
    gates: Vec<Gate>,
    /// By type: the one that it is made like, itself if there is none.
    first: Vec<TypeId>,
    visited: Vec<bool>,
    /// By what types are made of: those that are declared.
    known: HashMap<(bool, Shape), Vec<TypeId>>,
    /// What has to leave its file, since others need it without that.
    shared: Vec<TypeId>,
}

impl Alike {
    fn new(api: &Api) -> Self {
        let types = &api.types;
        let files = gates(api).types;
        let mut gates = vec![Gate::new(); types.all.len()];
        let mut inline = vec![false; types.all.len()];
        // Members of a form are written as its operation says, which its shape does not tell.
        let forms = multipart(api);
        for (number, module) in types.modules.iter().enumerate() {
            for (position, id) in module.types.iter().enumerate() {
                let shape = &types.get(*id).shape;
                let is_declared = matches!(shape, Shape::Record(_) | Shape::Choice(_) | Shape::Union(_));
                // The first is the component that the file is for.
                inline[id.0 as usize] = position > 0 && is_declared && !forms.contains(id);
                gates[id.0 as usize] = files.get(number).cloned().unwrap_or_default();
            }
        }
        let first = (0..types.all.len()).map(|index| TypeId(u32::try_from(index).unwrap_or(u32::MAX))).collect();
        let visited = vec![false; types.all.len()];
        Self { inline, gates, first, visited, known: HashMap::new(), shared: Vec::new() }
    }

    /// Visits a type after the types in it. A type that holds itself is met again while it is open, and stays what it is.
    fn visit(&mut self, types: &mut Types, start: usize) {
        let mut open = vec![start];
        while let Some(&index) = open.last() {
            if !std::mem::replace(&mut self.visited[index], true) {
                let inside = parts(&types.all[index]);
                open.extend(inside.into_iter().rev().map(|id| id.0 as usize).filter(|part| !self.visited[*part]));
                continue;
            }
            open.pop();
            if self.first[index].0 as usize == index {
                self.close(types, index);
            }
        }
    }

    fn close(&mut self, types: &mut Types, index: usize) {
        let (id, ty) = (self.first[index], &types.all[index]);
        if let Shape::Alias(target) = ty.shape {
            self.first[index] = self.first[target.0 as usize];
            return;
        }
        let is_named = ty.name.is_some();
        if is_named && !self.inline[index] {
            return;
        }
        let mut shape = ty.shape.clone();
        shape.slots_mut().for_each(|slot| slot.ty = self.first[slot.ty.0 as usize]);
        let made_of = (is_named, shape);
        let known: &[TypeId] = self.known.get(&made_of).map_or(&[], Vec::as_slice);
        let derives_the_same = |other: &&TypeId| types.derives.get(other) == types.derives.get(&id);
        let is_there = |other: &&TypeId| is_there(&self.gates[other.0 as usize], &self.gates[index]);
        let stands_alone = |other: &&TypeId| self.stands_alone(types, **other);
        let found = known.iter().filter(derives_the_same).find(is_there);
        let shared = known.iter().filter(derives_the_same).find(stands_alone).filter(|_| found.is_none()).copied();
        let Some(other) = found.copied().or(shared) else {
            self.known.entry(made_of).or_default().push(id);
            return;
        };
        if shared.is_some() {
            self.gates[other.0 as usize].clear();
            self.shared.push(other);
        }
        self.first[index] = other;
        if is_named && other != id {
            types.all[index].shape = Shape::Alias(other);
        }
    }

    /// Whether a type is made of nothing but what is always compiled.
    fn stands_alone(&self, types: &Types, id: TypeId) -> bool {
        let mut open = parts(types.get(id));
        let mut seen = HashSet::new();
        while let Some(part) = open.pop() {
            let Type { name, .. } = types.get(part);
            if name.is_some() {
                if !self.gates[part.0 as usize].is_empty() {
                    return false;
                }
            } else if seen.insert(part) {
                open.extend(parts(types.get(part)));
            }
        }
        true
    }
}

/// Bodies that are forms of parts.
fn multipart(api: &Api) -> HashSet<TypeId> {
    let contents = api.groups.iter().flat_map(|group| &group.operations).flat_map(Operation::contents);
    let form = |content: &Content| if let Codec::Multipart(ty) = content.codec { Some(ty) } else { None };
    contents.filter_map(form).collect()
}

/// Whether a file is compiled wherever another one is.
fn is_there(file: &[String], other: &[String]) -> bool {
    file.is_empty() || !other.is_empty() && other.iter().all(|feature| file.contains(feature))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use super::MANY_TYPES;
    use crate::config::{Config, TagFeatures, UnusedTypes};
    use crate::input::Input;
    use crate::output::File;

    /// The files of operations, each in a tag of its own name, beside as many types as make an API large.
    pub(crate) fn large(operations: &str, tag_features: TagFeatures) -> BTreeMap<String, File> {
        beside(MANY_TYPES, operations, tag_features)
    }

    fn beside(others: usize, operations: &str, tag_features: TagFeatures) -> BTreeMap<String, File> {
        let others: Vec<_> = (0..others).map(|n| format!("    S{n}: {{ type: object }}\n")).collect();
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n{operations}components:\n  schemas:\n    \
             S: {{ type: object }}\n{}",
            others.concat()
        );
        let input = Input::of("a.yaml", text);
        let config = Config { tag_features, unused_types: UnusedTypes::Keep, ..Config::default() };
        crate::generate(&input, &config).files.expect("it is generated").files.into_iter().collect()
    }

    /// Two operations, each with a body that has a property of one of these schemas.
    fn two(first: &str, second: &str) -> String {
        let property = |tag, schema| format!("application/json: {{ schema: {{ properties: {{ {tag}: {schema} }} }} }}");
        [("one", first), ("two", second)].map(|(tag, schema)| operation(tag, &property(tag, schema))).concat()
    }

    /// An operation that takes this content.
    fn operation(tag: &str, content: &str) -> String {
        format!(
            "  /{tag}:\n    post:\n      operationId: {tag}\n      tags: [{tag}]\n      requestBody: {{ content: {{ {content} }} }}\n      \
             responses: {{ '204': {{ description: none }} }}\n"
        )
    }

    pub(crate) fn text(files: &BTreeMap<String, File>, path: &str) -> String {
        files.get(path).unwrap_or_else(|| panic!("{path} in {:?}", files.keys())).text.clone()
    }

    const UP_OR_DOWN: &str = "{ type: string, enum: [up, down] }";

    #[test]
    fn what_is_made_of_the_same_is_declared_once_and_keeps_its_names() {
        let described = "{ type: string, enum: [up, down], description: Which way. }";
        let files = large(&two(UP_OR_DOWN, described), TagFeatures::Never);
        assert!(text(&files, "src/types/one_operations.rs").contains("pub enum OneBodyOne"));
        let second = text(&files, "src/types/two_operations.rs");
        assert!(second.contains("/// Which way.\npub type TwoBodyTwo = OneBodyOne;"), "{second}");
    }

    #[test]
    fn what_tags_share_stands_in_a_file_that_needs_neither() {
        let files = large(&two(UP_OR_DOWN, UP_OR_DOWN), TagFeatures::Always);
        assert!(text(&files, "src/types/shared.rs").contains("pub enum OneBodyOne"));
        assert!(text(&files, "src/types/one_operations.rs").contains("OneBodyOne>"));
        assert!(text(&files, "src/types/two_operations.rs").contains("pub type TwoBodyTwo = OneBodyOne;"));
    }

    #[test]
    fn where_there_are_few_types_each_is_its_own() {
        let files = beside(0, &two(UP_OR_DOWN, UP_OR_DOWN), TagFeatures::Never);
        assert!(text(&files, "src/types/two_operations.rs").contains("pub enum TwoBodyTwo"));
    }

    #[test]
    fn what_differs_stays_apart() {
        for other in
            ["{ type: string, enum: [down, up] }", "{ type: string, enum: [up, down], x-enum-varnames: [U, D] }"]
        {
            let files = large(&two(UP_OR_DOWN, other), TagFeatures::Never);
            assert!(text(&files, "src/types/two_operations.rs").contains("pub enum TwoBodyTwo"), "{other}");
        }
    }

    #[test]
    fn forms_that_are_written_differently_stay_apart() {
        let form = |tag: &str, media: &str| {
            format!(
                "application/json: {{ schema: {{ properties: {{ {tag}: {{ type: string }} }} }} }}, multipart/form-data: {{ \
                 schema: {{ properties: {{ note: {{ type: string }} }} }}, encoding: {{ note: {{ contentType: {media} }} }} }}"
            )
        };
        let tags = [("one", "text/csv"), ("two", "text/html")];
        let files = large(&tags.map(|(tag, media)| operation(tag, &form(tag, media))).concat(), TagFeatures::Never);
        for (tag, media) in tags {
            let codec = text(&files, &format!("src/codec/{tag}_operations.rs"));
            assert!(codec.contains(&format!("form.field_as(\"note\", \"{media}\", ")), "{codec}");
        }
    }
}
