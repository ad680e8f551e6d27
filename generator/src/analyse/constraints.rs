//! Which types have constraints beyond their shape, themselves or in a part of them.

use super::{Analysis, parts};
use crate::ir::operation::{Codec, Operation};
use crate::ir::types::{Rules, Shape, Slot, Type, Types};

/// By type: whether it needs `Validate`.
pub fn constrained(types: &Types) -> Vec<bool> {
    let mut outer = vec![Vec::new(); types.all.len()];
    let mut marked = vec![false; types.all.len()];
    let mut open = Vec::new();
    for (index, ty) in types.all.iter().enumerate() {
        for part in parts(ty) {
            outer[part.0 as usize].push(index);
        }
        if has_rules(ty) {
            marked[index] = true;
            open.push(index);
        }
    }
    while let Some(index) = open.pop() {
        for &holder in &outer[index] {
            if !marked[holder] {
                marked[holder] = true;
                open.push(holder);
            }
        }
    }
    marked
}

/// Whether a request value has something to validate.
pub fn request(operation: &Operation, analysis: &Analysis) -> bool {
    let slot = |slot: &Slot| slot.rules.is_some() || analysis.is_constrained(slot.ty);
    operation.parameters.iter().any(|parameter| slot(&parameter.slot))
        || operation.body.iter().flat_map(|body| &body.contents).any(|content| match &content.codec {
            Codec::Json(body) | Codec::Form(body) => slot(body),
            Codec::Multipart(ty) => analysis.is_constrained(*ty),
            Codec::Text(rules) => rules.is_some(),
            Codec::Bytes | Codec::Sequence(..) => false,
        })
}

fn has_rules(ty: &Type) -> bool {
    let own = match &ty.shape {
        Shape::Record(record) => record.rules.as_ref(),
        Shape::Union(union) => union.rules.as_ref(),
        _ => None,
    };
    own.is_some_and(Rules::is_some) || ty.shape.slots().any(|slot| slot.rules.is_some())
}
