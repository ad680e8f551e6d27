//! What `readOnly` and `writeOnly` mean for a record once it is known where its values travel, and what null means for
//! any JSON.
//!
//! A read-only property can't be required of a request (OAS 3.0.4, 4.8.24.1: `required` then holds for the response only).
//! Where one type serves both directions, the field is optional.

use crate::analyse::usage::usage;
use crate::ir::operation::{Codec, Content, Group};
use crate::ir::types::{Access, Rest, Shape, Slot, Type, TypeId, Types};

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
    for ty in types.iter_mut() {
        match &mut ty.shape {
            Shape::Record(record) => {
                record.fields.iter_mut().for_each(|field| settle(&mut field.slot));
                if let Rest::Kept(_, slot) = &mut record.rest {
                    settle(slot);
                }
            }
            Shape::Union(union) => union.variants.iter_mut().for_each(|variant| settle(&mut variant.slot)),
            Shape::List(slot) | Shape::Map(slot) => settle(slot),
            Shape::Newtype(newtype) => settle(&mut newtype.slot),
            Shape::Tuple(tuple) => tuple.items.iter_mut().for_each(settle),
            Shape::Scalar(_) | Shape::Choice(_) | Shape::Alias(_) | Shape::Any => {}
        }
    }
}

/// As [`forget_null`], for operations.
pub(super) fn forget_null_in(groups: &mut [Group], types: &[Type]) {
    let settle = |slot: &mut Slot| slot.nullable &= !is_any(types, slot.ty.0 as usize);
    let settle_content = |content: &mut Content| {
        if let Codec::Json(slot) | Codec::Form(slot) = &mut content.codec {
            settle(slot);
        }
    };
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        operation.parameters.iter_mut().for_each(|parameter| settle(&mut parameter.slot));
        operation.body.iter_mut().flat_map(|body| &mut body.contents).for_each(settle_content);
        for response in operation.successes.iter_mut().chain(&mut operation.errors) {
            response.headers.iter_mut().for_each(|header| settle(&mut header.slot));
            response.contents.iter_mut().for_each(settle_content);
        }
    }
}

fn is_any(types: &[Type], index: usize) -> bool {
    let mut index = index;
    for _ in 0..types.len() {
        match types[index].shape {
            Shape::Alias(TypeId(target)) => index = target as usize,
            Shape::Any => return true,
            _ => return false,
        }
    }
    false
}
