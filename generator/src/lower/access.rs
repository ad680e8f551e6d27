//! What `readOnly` and `writeOnly` mean for a record once it is known where its values travel, and what null means for
//! any JSON.
//!
//! A read-only property can't be required of a request (OAS 3.0.4, 4.8.24.1: `required` then holds for the response only).
//! Where one type serves both directions (see `directions`), the field is optional.

use crate::analyse::usage::usage;
use crate::ir::operation::{Group, Operation};
use crate::ir::types::{Access, Shape, Slot, Type, TypeId, Types};

pub(super) fn apply(types: &mut Vec<Type>, groups: &[Group]) {
    let arena = Types { all: std::mem::take(types), ..Types::default() };
    let usage = usage(&arena, groups);
    *types = arena.all;
    for (ty, usage) in types.iter_mut().zip(usage) {
        let Shape::Record(record) = &mut ty.shape else { continue };
        for field in &mut record.fields {
            match field.access {
                Access::ReadOnly if usage.request => field.required = false,
                Access::WriteOnly if usage.response => field.required = false,
                _ => {}
            }
        }
    }
    forget_null(types);
}

/// Any JSON holds null itself, so no place of it is nullable.
fn forget_null(types: &mut [Type]) {
    let any: Vec<bool> = (0..types.len()).map(|index| is_any(types, index)).collect();
    let settle = |slot: &mut Slot| slot.nullable &= !any[slot.ty.0 as usize];
    types.iter_mut().flat_map(|ty| ty.shape.slots_mut()).for_each(settle);
}

/// As [`forget_null`], for operations.
pub(super) fn forget_null_in(groups: &mut [Group], types: &[Type]) {
    let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
    for slot in operations.flat_map(Operation::slots_mut) {
        slot.nullable &= !is_any(types, slot.ty.0 as usize);
    }
}

fn is_any(types: &[Type], index: usize) -> bool {
    let mut index = index;
    for _ in 0..types.len() {
        match &types[index].shape {
            Shape::Alias(TypeId(target)) | Shape::Embedded(Slot { ty: TypeId(target), .. }) => index = *target as usize,
            Shape::Any => return true,
            _ => return false,
        }
    }
    false
}
