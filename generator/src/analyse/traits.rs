//! What types can derive, proved from what they hold.
//!
//! `Debug` and `Clone` hold for every type. A type that holds itself is taken to have a trait until a part of it proves otherwise.

use super::{Analysis, parts};
use crate::ir::operation::{Codec, Operation};
use crate::ir::types::{Scalar, Shape, StandsFor, Type, Types};

/// The traits that depend on what a type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each asked for on its own")]
pub struct Traits {
    /// `Clone`; only request values with a stream as their body lack it.
    pub clone: bool,
    /// `PartialEq`; as `Clone`.
    pub partial_eq: bool,
    /// `Eq`
    pub eq: bool,
    /// `Hash`
    pub hash: bool,
    /// Whether `Eq` and `Hash` are derived unasked: names and identifiers key maps, whole objects do not, and each derive is a
    /// function per type to compile.
    pub key: bool,
    /// `Copy`: for newtypes and tuples of such scalars. Records never have it: one more property would take it away.
    pub copy: bool,
    /// `Default`: for records without required properties, and newtypes of lists and maps.
    pub default: bool,
}

impl Traits {
    /// None of them but `Clone` and `PartialEq`.
    pub const NONE: Self =
        Self { clone: true, partial_eq: true, eq: false, hash: false, key: false, copy: false, default: false };
    const ALL: Self =
        Self { clone: true, partial_eq: true, eq: true, hash: true, key: true, copy: true, default: true };

    fn and(self, other: Self) -> Self {
        Self {
            clone: self.clone && other.clone,
            partial_eq: self.partial_eq && other.partial_eq,
            eq: self.eq && other.eq,
            hash: self.hash && other.hash,
            key: self.key && other.key,
            copy: self.copy && other.copy,
            default: self.default && other.default,
        }
    }
}

/// By type.
pub fn traits(types: &Types) -> Vec<Traits> {
    let mut all: Vec<Traits> = types.all.iter().map(own).collect();
    let mut outer = vec![Vec::new(); types.all.len()];
    for (index, ty) in types.all.iter().enumerate() {
        for part in parts(ty) {
            outer[part.0 as usize].push(index);
        }
    }
    let mut open: Vec<usize> = (0..types.all.len()).rev().collect();
    while let Some(index) = open.pop() {
        let ty = &types.all[index];
        let mut now = all[index];
        for part in parts(ty) {
            now = now.and(passed_on(ty, all[part.0 as usize]));
        }
        if now != all[index] {
            all[index] = now;
            open.extend(&outer[index]);
        }
    }
    all
}

/// What a request value can derive.
pub fn request(operation: &Operation, analysis: &Analysis) -> Traits {
    let mut all = Traits { copy: false, ..Traits::ALL };
    for parameter in &operation.parameters {
        let part = analysis.traits(parameter.slot.ty);
        all = all.and(Traits { copy: false, default: !parameter.required, ..part });
    }
    if let Some(body) = &operation.body {
        all.default &= !body.required;
        for content in &body.contents {
            let part = match &content.codec {
                Codec::Json(slot) | Codec::Form(slot) => analysis.traits(slot.ty),
                Codec::Multipart(ty) => analysis.traits(*ty),
                Codec::Text(_) => Traits::ALL,
                Codec::Bytes | Codec::Sequence(..) => Traits { clone: false, partial_eq: false, ..Traits::NONE },
            };
            all = all.and(Traits { copy: false, default: true, ..part });
        }
    }
    all
}

/// What a type can have, its parts aside.
fn own(ty: &Type) -> Traits {
    match &ty.shape {
        Shape::Scalar(scalar) => of_scalar(*scalar),
        Shape::Record(record) => Traits {
            key: false,
            copy: false,
            default: record.fields.iter().all(|field| !field.required),
            ..Traits::ALL
        },
        Shape::Choice(_) => Traits { copy: false, default: false, ..Traits::ALL },
        Shape::Union(_) | Shape::Any => Traits { eq: true, ..Traits::NONE },
        Shape::List(_) | Shape::Map(_) => Traits { copy: false, ..Traits::ALL },
        Shape::Tuple(_) => Traits { default: false, ..Traits::ALL },
        Shape::Newtype(_) | Shape::Embedded(_) | Shape::Alias(_) => Traits::ALL,
    }
}

/// What a part leaves to the type that holds it.
fn passed_on(ty: &Type, part: Traits) -> Traits {
    match &ty.shape {
        Shape::Record(_) | Shape::List(_) | Shape::Map(_) | Shape::Union(_) => {
            Traits { copy: true, default: true, ..part }
        }
        Shape::Newtype(newtype) if newtype.slot.nullable => Traits { default: true, ..part },
        _ => part,
    }
}

fn of_scalar(scalar: Scalar) -> Traits {
    let plain = Traits { default: false, ..Traits::ALL };
    match scalar {
        Scalar::F32 | Scalar::F64 => Traits { eq: false, hash: false, ..plain },
        Scalar::String | Scalar::Number | Scalar::File | Scalar::Base64(_) | Scalar::Duration | Scalar::Uri(_) => {
            Traits { copy: false, ..plain }
        }
        Scalar::Quoted(digits) => of_scalar(digits.scalar()),
        Scalar::Secret => Traits { copy: false, hash: false, ..plain },
        Scalar::External(external) => match external.stands_for {
            StandsFor::DateTime(_)
            | StandsFor::Date
            | StandsFor::Time
            | StandsFor::Decimal
            | StandsFor::QuotedDecimal => plain,
            StandsFor::Duration => Traits { hash: false, ..plain },
            StandsFor::FormatOfString | StandsFor::FormatOfNumber | StandsFor::Schema => Traits::NONE,
        },
        Scalar::Bool
        | Scalar::Char
        | Scalar::I8
        | Scalar::I16
        | Scalar::U8
        | Scalar::U16
        | Scalar::I32
        | Scalar::I64
        | Scalar::U32
        | Scalar::U64
        | Scalar::Null
        | Scalar::DateTime(_)
        | Scalar::Date
        | Scalar::Time
        | Scalar::Uuid
        | Scalar::Ipv4
        | Scalar::Ipv6
        | Scalar::Ip => plain,
    }
}
