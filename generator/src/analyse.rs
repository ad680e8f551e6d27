//! What printers want to know about an [`Api`] beyond what it says: boxes, derives, constraints, directions.
//!
//! Reads the IR, one question per file, and never changes it.

pub mod checked;
pub mod circles;
pub mod constraints;
pub mod cycles;
pub mod features;
pub mod names;
pub mod security;
pub mod sizes;
pub mod traits;
pub mod usage;

use std::collections::{BTreeSet, HashSet};

use crate::ir::Api;
use crate::ir::operation::Group;
use crate::ir::operation::Operation;
use crate::ir::types::{Shape, Type, TypeId};
use features::{Gate, Gates};
use security::Alternatives;
use traits::Traits;
use usage::Usage;

/// The answers.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    boxed: BTreeSet<Position>,
    traits: Vec<Traits>,
    constrained: Vec<bool>,
    checked: Vec<bool>,
    circular: Vec<bool>,
    usage: Vec<Usage>,
    sizes: Vec<usize>,
    names: HashSet<String>,
    gates: Gates,
    security: Vec<Vec<(String, Vec<String>)>>,
}

/// A place inside a type where another type stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The outer type.
    pub ty: TypeId,
    /// Number of the field, variant or tuple place, in the order of the IR; 0 for what a newtype holds. The field that
    /// keeps other properties counts as the last, though it is never boxed.
    pub index: usize,
}

impl Analysis {
    /// Whether the value at this place needs a `Box`, to break a recursion or as it would make its holder unwieldy. Lists and
    /// maps hold their values on the heap by themselves.
    pub fn is_boxed(&self, ty: TypeId, index: usize) -> bool {
        self.boxed.contains(&Position { ty, index })
    }

    /// Every place that needs a `Box`.
    pub fn boxed(&self) -> &BTreeSet<Position> {
        &self.boxed
    }

    /// What a type can derive. For types that Rust writes in place, and for aliases: what holds for them.
    pub fn traits(&self, ty: TypeId) -> Traits {
        self.traits.get(ty.0 as usize).copied().unwrap_or(Traits::NONE)
    }

    /// Whether a type or something in it has constraints beyond its shape, so that it needs `Validate`.
    pub fn is_constrained(&self, ty: TypeId) -> bool {
        self.constrained.get(ty.0 as usize).copied().unwrap_or(false)
    }

    /// Whether values of a type are held against rules that stand where the type is used, so that it needs `Check`.
    pub fn is_checked(&self, ty: TypeId) -> bool {
        self.checked.get(ty.0 as usize).copied().unwrap_or(false)
    }

    /// Whether a type is a union that stands for itself somewhere among its variants.
    pub fn is_circular(&self, ty: TypeId) -> bool {
        self.circular.get(ty.0 as usize).copied().unwrap_or(false)
    }

    /// Where values of a type travel.
    pub fn usage(&self, ty: TypeId) -> Usage {
        self.usage.get(ty.0 as usize).copied().unwrap_or_default()
    }

    /// How many bytes a value of a type takes in memory, about.
    pub fn size(&self, ty: TypeId) -> usize {
        self.sizes.get(ty.0 as usize).copied().unwrap_or_default()
    }

    /// Whether the generated crate may define a type of this name, or an alias or a part of an operation.
    pub fn is_type_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Name of what stands for a tag in the client and in the server: its own, if that is not a type's already.
    pub fn group_type(&self, group: &Group) -> String {
        let mut name = group.type_name.clone();
        while self.names.contains(&name) {
            name.push_str("Api");
        }
        name
    }

    /// What most operations ask of their callers, if that is worth a constant; else empty.
    pub fn usual_security(&self) -> &Alternatives {
        &self.security
    }

    /// Which files need which features, where tags are features.
    pub fn gates(&self) -> &Gates {
        &self.gates
    }

    /// Which features need a file of types, by its number.
    pub fn types_gate(&self, module: usize) -> &[String] {
        self.gates.types.get(module).map_or(&[], Gate::as_slice)
    }

    /// What the request value of an operation can derive.
    pub fn request_traits(&self, operation: &Operation) -> Traits {
        traits::request(operation, self)
    }

    /// Whether the request value of an operation has anything to validate.
    pub fn is_request_constrained(&self, operation: &Operation) -> bool {
        constraints::request(operation, self)
    }
}

/// Answers every question about an API.
pub fn analyse(api: &Api) -> Analysis {
    let mut boxed = cycles::boxed(&api.types);
    let sizes = sizes::sizes(&api.types, &mut boxed);
    Analysis {
        sizes,
        boxed,
        traits: traits::traits(&api.types),
        constrained: constraints::constrained(&api.types),
        checked: checked::checked(&api.types, &api.groups),
        circular: circles::circular(&api.types),
        usage: usage::usage(&api.types, &api.groups),
        names: names::of_types(api).map(str::to_owned).collect(),
        gates: features::gates(api),
        security: security::usual(api),
    }
}

/// The types that stand directly inside a type, by position; an alias has its target at 0.
pub(crate) fn parts(ty: &Type) -> Vec<TypeId> {
    match &ty.shape {
        Shape::Alias(target) => vec![*target],
        shape => shape.slots().map(|slot| slot.ty).collect(),
    }
}
