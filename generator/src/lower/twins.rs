//! Inline types of one file that say the same of a property of the same name become one type.
//!
//! Documents repeat themselves where they don't use components: the same sort order at every list, the same address in
//! every body. One type for all of them is less to read, its values go from one call to the next, and it is less to compile.
//! Components keep their types, and so do whole bodies, whose types are called after their operations. The type is called
//! by the shortest of the names, so that another twin rarely changes it.

use std::collections::HashMap;

use crate::ir::operation::{Group, Operation};
use crate::ir::types::{Docs, Shape, Slot, Type, TypeId, Types};

/// Merges the twins. `components`: the types that have a name in the document.
pub(super) fn merge(types: &mut Types, groups: &mut [Group], components: &[TypeId]) {
    let mut twins = Twins::new(types, groups, components);
    for index in 0..types.all.len() {
        twins.visit(types, index);
    }
    for group in groups {
        twins.settle_group(group);
    }
    let first = &twins.first;
    for (id, paths) in std::mem::take(&mut types.derives) {
        let kept = types.derives.entry(first[id.0 as usize]).or_default();
        kept.extend(paths.into_iter().filter(|path| !kept.contains(path)).collect::<Vec<_>>());
    }
    for module in &mut types.modules {
        module.types.retain(|id| first[id.0 as usize] == *id);
    }
}

/// Number of no file.
const NOWHERE: usize = usize::MAX;

struct Twins {
    /// By type: the number of its file, if it may be merged.
    module: Vec<Option<usize>>,
    /// By type: the property or parameter that it stands at.
    label: Vec<String>,
    /// By type: the twin that stands for it, itself if there is none.
    first: Vec<TypeId>,
    visited: Vec<bool>,
    /// By file, property and everything that is said of a type: the first such type.
    known: HashMap<(usize, String, Docs, Shape), TypeId>,
}

impl Twins {
    fn new(types: &Types, groups: &[Group], components: &[TypeId]) -> Self {
        // What Rust writes in place has no file, and is the same everywhere.
        let unnamed = |ty: &Type| ty.name.is_none().then_some(NOWHERE);
        let mut module: Vec<Option<usize>> = types.all.iter().map(unnamed).collect();
        for (number, file) in types.modules.iter().enumerate() {
            for id in &file.types {
                let shape = &types.get(*id).shape;
                if matches!(shape, Shape::Record(_) | Shape::Choice(_) | Shape::Union(_)) {
                    module[id.0 as usize] = Some(number);
                }
            }
        }
        for id in components.iter().copied().chain(groups.iter().flat_map(bodies)) {
            module[id.0 as usize] = None;
        }
        let first = (0..types.all.len()).map(|index| TypeId(u32::try_from(index).unwrap_or(u32::MAX))).collect();
        let label = labels(types, groups);
        Self { module, label, first, visited: vec![false; types.all.len()], known: HashMap::new() }
    }

    /// Visits a type after the types in it. A type that holds itself is met again while it is open, and stays what it is.
    fn visit(&mut self, types: &mut Types, start: usize) {
        let mut open = vec![start];
        while let Some(&index) = open.last() {
            if !std::mem::replace(&mut self.visited[index], true) {
                let inside = crate::analyse::parts(&types.all[index]);
                open.extend(inside.into_iter().map(|id| id.0 as usize).filter(|part| !self.visited[*part]));
                continue;
            }
            open.pop();
            if self.first[index].0 as usize == index {
                self.close(types, index);
            }
        }
    }

    fn close(&mut self, types: &mut Types, index: usize) {
        types.all[index].shape.slots_mut().for_each(|slot| slot.ty = self.first[slot.ty.0 as usize]);
        let Some(module) = self.module[index] else { return };
        let ty = &types.all[index];
        let id = self.first[index];
        let label = if module == NOWHERE { String::new() } else { self.label[index].clone() };
        let twin = *self.known.entry((module, label, ty.docs.clone(), ty.shape.clone())).or_insert(id);
        if twin == id {
            return;
        }
        self.first[index] = twin;
        let name = ty.name.clone();
        let kept = &mut types.all[twin.0 as usize].name;
        let rank = |name: &crate::ir::name::Name| (name.rust.len(), name.rust.clone());
        if let (Some(other), Some(own)) = (&name, kept.as_ref())
            && rank(other) < rank(own)
        {
            *kept = name;
        }
    }

    fn settle_group(&self, group: &mut Group) {
        for slot in group.operations.iter_mut().flat_map(Operation::slots_mut) {
            slot.ty = self.first[slot.ty.0 as usize];
        }
    }
}

/// By type: the property, variant or parameter that it stands at, also as an item of a list or map there.
fn labels(types: &Types, groups: &[Group]) -> Vec<String> {
    let mut labels = vec![String::new(); types.all.len()];
    let mut set = |slot: &Slot, label: &str| {
        let mut id = slot.ty;
        while labels[id.0 as usize].is_empty() {
            label.clone_into(&mut labels[id.0 as usize]);
            match &types.get(id).shape {
                Shape::List(slot) | Shape::Map(slot) | Shape::Embedded(slot) if types.get(id).name.is_none() => {
                    id = slot.ty;
                }
                _ => break,
            }
        }
    };
    for ty in &types.all {
        match &ty.shape {
            Shape::Record(record) => record.fields.iter().for_each(|field| set(&field.slot, &field.name.wire)),
            Shape::Union(union) => union.variants.iter().for_each(|variant| set(&variant.slot, &variant.rust)),
            _ => {}
        }
    }
    for operation in groups.iter().flat_map(|group| &group.operations) {
        operation.parameters.iter().for_each(|parameter| set(&parameter.slot, &parameter.name.wire));
        for response in operation.responses() {
            response.headers.iter().for_each(|header| set(&header.slot, &header.name.wire));
        }
    }
    labels
}

/// The types of whole bodies.
fn bodies(group: &Group) -> impl Iterator<Item = TypeId> + '_ {
    group.operations.iter().flat_map(Operation::contents).filter_map(|content| content.codec.ty())
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::input::Input;

    /// The files of types of two lists, each with a parameter that sorts it.
    fn types(first: &str, second: &str) -> String {
        let list = |name: &str, parameter: &str| {
            format!(
                "  /{name}:\n    get:\n      operationId: {name}\n      tags: [lists]\n      parameters: [{parameter}]\n      \
                 responses: {{ '204': {{ description: none }} }}\n"
            )
        };
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n{}{}",
            list("listAllOfThem", first),
            list("listSome", second)
        );
        let input = Input::of("a.yaml", text);
        let files = crate::generate(&input, &Config::default()).files.expect("it is generated").files;
        let text = files.get("src/types.rs").map(|file| file.text.clone()).expect("there are types");
        text.split_once('{').map_or(text.as_str(), |(_, names)| names).replace(['\n', ' '], "")
    }

    const ORDER: &str = "{ name: order, in: query, schema: { enum: [up, down] } }";

    #[test]
    fn the_same_said_of_the_same_is_one_type_with_the_shorter_name() {
        let text = types(ORDER, ORDER);
        assert!(text.contains("ListSomeOrder") && !text.contains("ListAllOfThemOrder"), "{text}");
    }

    #[test]
    fn what_differs_or_is_called_otherwise_stays_apart() {
        for other in [
            "{ name: sort, in: query, schema: { enum: [up, down] } }",
            "{ name: order, in: query, schema: { enum: [up, down, none] } }",
            "{ name: order, in: query, schema: { enum: [up, down], description: Which way. } }",
        ] {
            assert!(types(ORDER, other).contains("ListAllOfThemOrder"), "{other}");
        }
    }
}
