//! Types of their own for requests, where one type can't serve both directions.
//!
//! A read-only property is required of responses only, a write-only one of requests only (OAS 3.0.4, 4.8.24.1). Where a type
//! travels both ways and requires one, a response without it is wrong and a request without it is right; so requests get a
//! copy of the type, and of every type that holds it and travels both ways, too.

use std::collections::HashMap;

use super::arena::Lowering;
use crate::analyse::{parts, usage::usage};
use crate::config::RequestTypes;
use crate::ir::name::Name;
use crate::ir::operation::Group;
use crate::ir::types::{Access, Shape, Type, TypeId, Types};

/// Gives requests types of their own where they need them, and tells which those are.
pub(super) fn split(lowering: &mut Lowering<'_>, groups: &mut [Group]) -> Vec<TypeId> {
    if lowering.config.request_types == RequestTypes::Shared {
        return Vec::new();
    }
    let arena = Types { all: std::mem::take(&mut lowering.types), ..Types::default() };
    let usage = usage(&arena, groups);
    lowering.types = arena.all;
    let both = |index: usize| usage[index].request && usage[index].response;
    let seeds: Vec<usize> = (0..usage.len()).filter(|&index| both(index) && differs(&lowering.types[index])).collect();
    let holders = holders(&lowering.types, seeds);
    let mut copies = HashMap::new();
    let modules = modules(lowering);
    for index in (0..usage.len()).filter(|&index| holders[index] && both(index)) {
        copies.insert(id(index), copy(lowering, index, &modules));
    }
    if copies.is_empty() {
        return Vec::new();
    }
    let redirect = |ty: &mut TypeId| *ty = copies.get(ty).copied().unwrap_or(*ty);
    let requests = (0..usage.len()).filter(|&index| holders[index] && usage[index].request && !usage[index].response);
    let mut sent: Vec<usize> = requests.chain(copies.values().map(|copy| copy.0 as usize)).collect();
    sent.sort_unstable();
    for index in sent {
        let shape = &mut lowering.types[index].shape;
        if let Shape::Alias(target) = shape {
            redirect(target);
        }
        shape.slots_mut().for_each(|slot| redirect(&mut slot.ty));
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        operation.request_types_mut().for_each(redirect);
    }
    let mut copies: Vec<TypeId> = copies.into_values().collect();
    copies.sort_unstable();
    copies
}

/// Whether a type asks for a property of one direction.
fn differs(ty: &Type) -> bool {
    match &ty.shape {
        Shape::Record(record) => record.fields.iter().any(|field| field.required && field.access != Access::Both),
        _ => false,
    }
}

/// By type: whether it is one of `seeds`, or holds one.
fn holders(types: &[Type], seeds: Vec<usize>) -> Vec<bool> {
    let mut outer = vec![Vec::new(); types.len()];
    for (index, ty) in types.iter().enumerate() {
        for part in parts(ty) {
            outer[part.0 as usize].push(index);
        }
    }
    let mut holders = vec![false; types.len()];
    let mut open = seeds;
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut holders[index], true) {
            open.extend(&outer[index]);
        }
    }
    holders
}

/// Modules by the types that they hold.
fn modules(lowering: &Lowering<'_>) -> HashMap<TypeId, usize> {
    let modules = lowering.modules.iter().enumerate();
    modules.flat_map(|(number, module)| module.types.iter().map(move |&ty| (ty, number))).collect()
}

/// Copies a type; one with a name stands below the one that it is a copy of.
fn copy(lowering: &mut Lowering<'_>, index: usize, modules: &HashMap<TypeId, usize>) -> TypeId {
    let mut ty = lowering.types[index].clone();
    if let Some(name) = &ty.name {
        let rust = lowering.names.claim(&[&format!("{}Request", name.rust), &format!("{}RequestType", name.rust)]);
        ty.name = Some(Name { wire: name.wire.clone(), rust });
        ty.docs.text = Some(match ty.docs.text.take() {
            Some(text) => format!("{text}\n\nAs requests hold it."),
            None => {
                format!("`{}` as requests hold it.", lowering.types[index].name.as_ref().map_or("", |name| &name.rust))
            }
        });
    }
    let copy = lowering.add(ty);
    if let Some(module) = modules.get(&id(index)).and_then(|&number| lowering.modules.get_mut(number)) {
        let at = module.types.iter().position(|&ty| ty == id(index)).map_or(module.types.len(), |at| at + 1);
        module.types.insert(at, copy);
    }
    copy
}

fn id(index: usize) -> TypeId {
    TypeId(u32::try_from(index).unwrap_or(u32::MAX))
}
