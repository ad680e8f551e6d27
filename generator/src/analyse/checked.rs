//! Which types are held against rules that stand where they are used, so that they need `Check`.

use super::parts;
use crate::ir::operation::{Codec, Content, Framing, Group};
use crate::ir::types::{Record, Shape, TypeId, Types};

/// By type.
pub fn checked(types: &Types, groups: &[Group]) -> Vec<bool> {
    let mut open = Vec::new();
    for ty in &types.all {
        let is_part = matches!(ty.shape, Shape::Record(Record { part: Some(_), .. }));
        open.extend(ty.shape.slots().filter(|slot| is_part || slot.rules.is_some()).map(|slot| slot.ty));
    }
    for operation in groups.iter().flat_map(|group| &group.operations) {
        open.extend(operation.parameters.iter().map(|parameter| parameter.slot.ty));
        open.extend(operation.contents().flat_map(|content| of_content(types, content)));
    }
    let mut checked = vec![false; types.all.len()];
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut checked[id.0 as usize], true) {
            continue;
        }
        let ty = types.get(id);
        // Those hand what is asked of them on to what they hold.
        if !matches!(ty.shape, Shape::Record(_) | Shape::Union(_)) {
            open.extend(parts(ty));
        }
    }
    checked
}

/// What a body asks for: its own rules, and those of each part of a form.
fn of_content(types: &Types, content: &Content) -> Vec<TypeId> {
    match &content.codec {
        Codec::Json(slot) | Codec::Form(slot) if slot.rules.is_some() => vec![slot.ty],
        Codec::Multipart(ty) => parts(types.get(types.unaliased(*ty))),
        Codec::Sequence(slot, Framing::Parts) => vec![slot.ty],
        Codec::Json(_) | Codec::Form(_) | Codec::Text(_) | Codec::Bytes | Codec::Sequence(..) => Vec::new(),
    }
}
