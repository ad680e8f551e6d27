//! Which places need a `Box`, so that no type contains itself by value.
//!
//! A type like `struct Category { parent: Option<Category> }` has no finite size. A depth-first walk over "holds by value"
//! meets such a cycle as an edge back to a type that is still open; that edge gets the box, and no other does. Lists and
//! maps hold their values on the heap already, and aliases are looked through.

use std::collections::BTreeSet;

use super::Position;
use crate::ir::types::{Shape, TypeId, Types};

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}

/// The places to box.
pub fn boxed(types: &Types) -> BTreeSet<Position> {
    let mut boxed = BTreeSet::new();
    let mut visits = vec![Visit::New; types.all.len()];
    for start in 0..types.all.len() {
        if visits[start] != Visit::New {
            continue;
        }
        visits[start] = Visit::Open;
        let mut stack = vec![(start, by_value(types, start), 0)];
        while let Some((from, edges, next)) = stack.last_mut() {
            let Some(&(index, to)) = edges.get(*next) else {
                visits[*from] = Visit::Done;
                stack.pop();
                continue;
            };
            *next += 1;
            match visits[to] {
                Visit::Done => {}
                Visit::Open => {
                    boxed.insert(Position { ty: id(*from), index });
                }
                Visit::New => {
                    visits[to] = Visit::Open;
                    stack.push((to, by_value(types, to), 0));
                }
            }
        }
    }
    boxed
}

/// What a type holds by value: number of the place, and the type there.
fn by_value(types: &Types, ty: usize) -> Vec<(usize, usize)> {
    let inside: Vec<TypeId> = match &types.all[ty].shape {
        Shape::Record(record) => record.fields.iter().map(|field| field.slot.ty).collect(),
        Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => super::parts(&types.all[ty]),
        _ => Vec::new(),
    };
    inside.into_iter().map(|id| types.unaliased(id).0 as usize).enumerate().collect()
}

fn id(index: usize) -> TypeId {
    TypeId(u32::try_from(index).unwrap_or(u32::MAX))
}
