//! How many bytes values of types take in memory, about: so that an enum whose variants differ much is known as one, and
//! no value is so large that moving it about would use up the stack.

use super::Position;
use crate::ir::types::{Rest, Scalar, Shape, Slot, TypeId, Types};
use std::collections::BTreeSet;

/// Bytes from which on a difference between variants is worth a word, with room for what the estimate misses. Clippy's own
/// bar is at 200.
pub const LARGE: usize = 120;

/// Bytes from which on a value is too large to be moved about; what is bulky in it gets a box.
const UNWIELDY: usize = 4096;

/// Bytes from which on a part of such a value is bulky.
const BULKY: usize = 256;

/// A pointer with two lengths, as lists, maps and strings have it.
const HEAP: usize = 24;

/// By type. Adds boxes where a value would be unwieldy.
pub fn sizes(types: &Types, boxed: &mut BTreeSet<Position>) -> Vec<usize> {
    let mut sizes = vec![None; types.all.len()];
    let mut entered = vec![false; types.all.len()];
    for start in 0..types.all.len() {
        let mut open = vec![start];
        while let Some(&index) = open.last() {
            if sizes[index].is_some() {
                open.pop();
                continue;
            }
            // Boxes have cut all cycles, so that a part is never open already; if it were, it would count as nothing.
            entered[index] = true;
            let parts = by_value(types, index, boxed).into_iter();
            let missing: Vec<usize> = parts.filter(|part| sizes[*part].is_none() && !entered[*part]).collect();
            if missing.is_empty() {
                if size(types, index, boxed, &sizes) > UNWIELDY {
                    box_bulky_parts(types, index, boxed, &sizes);
                }
                sizes[index] = Some(size(types, index, boxed, &sizes));
                open.pop();
            } else {
                open.extend(missing);
            }
        }
    }
    sizes.into_iter().map(Option::unwrap_or_default).collect()
}

fn box_bulky_parts(types: &Types, index: usize, boxed: &mut BTreeSet<Position>, sizes: &[Option<usize>]) {
    if matches!(types.all[index].shape, Shape::Record(_) | Shape::Union(_)) {
        let bulky = |slot: &Slot| sizes[at(types, slot)].is_some_and(|size| size >= BULKY);
        let parts = slots(types, index).into_iter().filter(|(_, slot)| bulky(slot));
        boxed.extend(parts.map(|(place, _)| position(index, place)));
    }
}

/// The types that a value of a type holds without a pointer between.
fn by_value(types: &Types, index: usize, boxed: &BTreeSet<Position>) -> Vec<usize> {
    if matches!(types.all[index].shape, Shape::Alias(_) | Shape::Embedded(_)) {
        return vec![behind(types, index)];
    }
    slots(types, index)
        .into_iter()
        .filter(|(place, _)| !boxed.contains(&position(index, *place)))
        .map(|(_, slot)| at(types, slot))
        .collect()
}

fn slots(types: &Types, index: usize) -> Vec<(usize, &Slot)> {
    let slots: Vec<&Slot> = match &types.all[index].shape {
        Shape::Record(record) => record.fields.iter().map(|field| &field.slot).collect(),
        Shape::Union(union) => union.variants.iter().map(|variant| &variant.slot).collect(),
        Shape::Tuple(tuple) => tuple.items.iter().collect(),
        Shape::Newtype(newtype) => vec![&newtype.slot],
        _ => Vec::new(),
    };
    slots.into_iter().enumerate().collect()
}

fn position(index: usize, place: usize) -> Position {
    Position { ty: TypeId(u32::try_from(index).unwrap_or(u32::MAX)), index: place }
}

/// The type that another name stands for.
fn behind(types: &Types, index: usize) -> usize {
    types.unaliased(TypeId(u32::try_from(index).unwrap_or(u32::MAX))).0 as usize
}

fn at(types: &Types, slot: &Slot) -> usize {
    types.unaliased(slot.ty).0 as usize
}

fn size(types: &Types, index: usize, boxed: &BTreeSet<Position>, sizes: &[Option<usize>]) -> usize {
    let of = |place: usize, slot: &Slot| {
        if boxed.contains(&position(index, place)) {
            return 8;
        }
        let inner = at(types, slot);
        let inner = if inner == index { None } else { sizes[inner] };
        aligned(inner.unwrap_or_default())
    };
    let parts = || slots(types, index).into_iter().map(|(place, slot)| of(place, slot));
    match &types.all[index].shape {
        Shape::Scalar(scalar) => of_scalar(*scalar),
        Shape::List(_) | Shape::Map(_) | Shape::Choice(_) => HEAP,
        Shape::Any => 32,
        Shape::Record(record) => parts().sum::<usize>() + if matches!(record.rest, Rest::Kept(..)) { HEAP } else { 0 },
        Shape::Union(_) => parts().max().unwrap_or_default().max(32) + 8,
        Shape::Tuple(_) | Shape::Newtype(_) => parts().sum(),
        Shape::Alias(_) | Shape::Embedded(_) => sizes[behind(types, index)].unwrap_or_default(),
    }
}

/// With the padding and the mark of an `Option` that mostly come with it.
fn aligned(size: usize) -> usize {
    size.div_ceil(8) * 8
}

fn of_scalar(scalar: Scalar) -> usize {
    match scalar {
        Scalar::Null => 0,
        Scalar::Bool | Scalar::I8 | Scalar::U8 => 1,
        Scalar::I16 | Scalar::U16 => 2,
        Scalar::Char => 4,
        Scalar::Quoted(digits) => of_scalar(digits.scalar()),
        Scalar::I32 | Scalar::U32 | Scalar::F32 | Scalar::Date => 8,
        Scalar::I64 | Scalar::U64 | Scalar::F64 | Scalar::DateTime(_) | Scalar::Time | Scalar::Ipv4 => 16,
        Scalar::String
        | Scalar::Number
        | Scalar::Base64(_)
        | Scalar::Secret
        | Scalar::Duration
        | Scalar::Uri(_)
        | Scalar::Uuid
        | Scalar::Ipv6
        | Scalar::Ip => HEAP,
        Scalar::File | Scalar::External(_) => 80,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::types::{Access, Docs, Field, Record, Type};

    fn record(parts: &[(u32, bool)]) -> Type {
        let fields = parts.iter().map(|&(ty, nullable)| Field {
            name: crate::ir::name::Name { wire: "x".to_owned(), rust: "x".to_owned() },
            slot: Slot { ty: TypeId(ty), nullable, rules: None },
            required: true,
            default: None,
            docs: Docs::default(),
            access: Access::Both,
        });
        let shape = Shape::Record(Record {
            constants: Vec::new(),
            fields: fields.collect(),
            rest: Rest::Ignored,
            rules: None,
            part: None,
            places: None,
        });
        Type { name: None, docs: Docs::default(), shape }
    }

    #[test]
    fn a_record_is_as_large_as_its_fields() {
        let string = Type { name: None, docs: Docs::default(), shape: Shape::Scalar(Scalar::String) };
        let types = Types {
            all: vec![string, record(&[(0, false), (0, true)]), record(&[(1, false), (1, false)])],
            ..Types::default()
        };
        assert_eq!(sizes(&types, &mut BTreeSet::new()), [24, 48, 96]);
    }

    #[test]
    fn a_box_ends_a_cycle() {
        let types = Types { all: vec![record(&[(0, true)]), record(&[(0, false), (1, true)])], ..Types::default() };
        let mut boxed = super::super::cycles::boxed(&types);
        assert_eq!(sizes(&types, &mut boxed), [8, 16]);
    }

    #[test]
    fn a_part_counts_whoever_is_asked_for_first() {
        let string = Type { name: None, docs: Docs::default(), shape: Shape::Scalar(Scalar::String) };
        // The first holds the second and the third, and the third holds the second.
        let types = Types {
            all: vec![record(&[(1, false), (2, false)]), record(&[(3, false)]), record(&[(1, false)]), string],
            ..Types::default()
        };
        assert_eq!(sizes(&types, &mut BTreeSet::new()), [48, 24, 24, 24]);
    }

    #[test]
    fn another_name_is_as_large_as_what_it_stands_for_wherever_that_stands() {
        let string = Type { name: None, docs: Docs::default(), shape: Shape::Scalar(Scalar::String) };
        let alias = Type { name: None, docs: Docs::default(), shape: Shape::Alias(TypeId(1)) };
        let types = Types { all: vec![alias, record(&[(2, false)]), string], ..Types::default() };
        assert_eq!(sizes(&types, &mut BTreeSet::new()), [24, 24, 24]);
    }

    #[test]
    fn what_is_bulky_in_an_unwieldy_value_gets_a_box() {
        let string = Type { name: None, docs: Docs::default(), shape: Shape::Scalar(Scalar::String) };
        let bulky = record(&[(0, false); 20]);
        let mut fields = vec![(1, false); 10];
        fields.push((0, false));
        let types = Types { all: vec![string, bulky, record(&fields)], ..Types::default() };
        let mut boxed = BTreeSet::new();
        assert_eq!(sizes(&types, &mut boxed), [24, 480, 104]);
        assert_eq!(boxed, (0..10).map(|place| position(2, place)).collect());
    }
}
