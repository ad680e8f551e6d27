//! Where tags or webhooks are behind features: which of these need a file of the generated crate, since their operations reach
//! into it.
//!
//! A file is compiled as a whole, so what one of its types needs, all of it needs. A file that many tags need is always
//! compiled, and so is what it needs itself.

use std::collections::{BTreeSet, HashSet};

use super::parts;
use crate::ir::Api;
use crate::ir::features::OTHER_TYPES;
use crate::ir::operation::Operation;
use crate::ir::types::{TypeId, Types};

/// A file that more features need is always compiled.
const LONGEST_LIST: usize = 12;

/// The features of which one must be on for a file to be compiled; empty for one that always is.
pub type Gate = Vec<String>;

/// Which files need which features.
#[derive(Debug, Clone, Default)]
pub struct Gates {
    /// By the number of a file of types; none at all where there are no such features.
    pub types: Vec<Gate>,
}

impl Gates {
    /// Whether some types are used by no operation, and have a feature for themselves.
    pub fn has_other_types(&self) -> bool {
        self.types.iter().flatten().any(|feature| feature == OTHER_TYPES)
    }
}

/// Which files of an API need which features.
pub fn gates(api: &Api) -> Gates {
    let tags: Vec<&str> = api.groups.iter().filter_map(|group| group.feature.as_deref()).collect();
    let mut features = tags.clone();
    for feature in api.groups.iter().flat_map(|group| &group.gate) {
        if !features.contains(&feature.as_str()) {
            features.push(feature);
        }
    }
    if features.is_empty() {
        return Gates::default();
    }
    let mut files = Files::new(&api.types, tags.len());
    for group in &api.groups {
        let gate = || group.gate.iter().filter_map(|name| features.iter().position(|feature| feature == name));
        for operation in &group.operations {
            if group.gate.is_empty() {
                files.use_operation(operation, None);
            }
            gate().for_each(|feature| files.use_operation(operation, Some(feature)));
        }
    }
    let others = features.len();
    files.use_others(if tags.is_empty() { None } else { Some(others) });
    features.push(OTHER_TYPES);
    let gate = |tags: &BTreeSet<usize>| -> Gate {
        let mut names: Vec<_> = tags.iter().filter_map(|&tag| features.get(tag)).map(ToString::to_string).collect();
        names.sort_unstable();
        names
    };
    Gates { types: files.all.iter().map(|file| if file.always { Gate::new() } else { gate(&file.tags) }).collect() }
}

/// A file of types.
#[derive(Default)]
struct File {
    /// Numbers of the files that it needs.
    needs: BTreeSet<usize>,
    /// Numbers of the tags that need it.
    tags: BTreeSet<usize>,
    always: bool,
}

/// The files of types by their number, and what tags need.
struct Files<'a> {
    types: &'a Types,
    /// How many tags there are.
    tags: usize,
    all: Vec<File>,
    /// The file that a named type stands in.
    homes: Vec<Option<usize>>,
}

impl<'a> Files<'a> {
    fn new(types: &'a Types, tags: usize) -> Self {
        let mut homes = vec![None; types.all.len()];
        for (number, module) in types.modules.iter().enumerate() {
            for id in &module.types {
                homes[id.0 as usize] = Some(number);
            }
        }
        let mut files = Self { types, tags, all: Vec::new(), homes };
        for module in &types.modules {
            let needs = files.homes_of(module.types.iter().flat_map(|id| parts(types.get(*id))).collect());
            files.all.push(File { needs, ..File::default() });
        }
        files
    }

    /// The files that types stand in, or the types of which they are made.
    fn homes_of(&self, mut open: Vec<TypeId>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut seen = HashSet::new();
        while let Some(id) = open.pop() {
            match self.homes[id.0 as usize] {
                Some(home) => {
                    found.insert(home);
                }
                None if seen.insert(id) => open.extend(parts(self.types.get(id))),
                None => {}
            }
        }
        found
    }

    fn use_operation(&mut self, operation: &Operation, tag: Option<usize>) {
        let mut roots: Vec<TypeId> = operation.parameters.iter().map(|parameter| parameter.slot.ty).collect();
        roots.extend(operation.body.iter().flat_map(|body| &body.contents).filter_map(|content| content.codec.ty()));
        for response in operation.responses() {
            roots.extend(response.headers.iter().map(|header| header.slot.ty));
            roots.extend(response.contents.iter().filter_map(|content| content.codec.ty()));
        }
        for file in self.homes_of(roots) {
            self.spread(file, tag);
        }
    }

    /// What no operation uses is used by one more tag, or always there.
    fn use_others(&mut self, tag: Option<usize>) {
        let unused: Vec<usize> =
            (0..self.all.len()).filter(|&file| self.all[file].tags.is_empty() && !self.all[file].always).collect();
        for file in unused {
            self.spread(file, tag);
        }
    }

    /// Notes that a tag, or everyone, needs a file and what that file needs. Each file is passed on at most once for each tag
    /// of the longest list.
    fn spread(&mut self, file: usize, tag: Option<usize>) {
        let mut open = vec![(file, tag)];
        while let Some((number, tag)) = open.pop() {
            let file = &mut self.all[number];
            if file.always {
                continue;
            }
            if let Some(tag) = tag
                && !file.tags.insert(tag)
            {
                continue;
            }
            let everyone = self.tags > 0 && file.tags.range(..self.tags).count() == self.tags;
            file.always = tag.is_none() || everyone || file.tags.len() > LONGEST_LIST;
            let tag = tag.filter(|_| !file.always);
            open.extend(file.needs.iter().map(|&needed| (needed, tag)));
        }
    }
}
