//! The way from a schema to its type: components first, each under its own name, then what stands inside them.

use super::arena::{DEEPEST, Lowering};
use super::hint::Hint;
use super::names::{self, CrateNames};
use super::renames::Named;
use super::{docs, shapes, shapes::Kind};
use crate::diag::Code;
use crate::ir::name::Name;
use crate::ir::types::{Newtype, Shape, Slot, TypeId};
use crate::spec::schema::{Additional, Schema, SchemaId};

impl Lowering<'_> {
    /// Gives every component its name, its file and its type, before anything else can take them.
    pub(super) fn name_components(&mut self) {
        let spec = self.spec;
        let mut order: Vec<usize> = (0..spec.components.len()).collect();
        // Who is spelled as Rust spells it keeps its name, whatever stands before it; the others follow by name.
        order.sort_by_cached_key(|&index| {
            let name = spec.components.get_index(index).map_or("", |(name, _)| name.as_str());
            (names::camel(name) != name, name)
        });
        let wishes: Vec<Option<String>> =
            spec.components.iter().map(|(name, &id)| self.schema_wish(name, &spec.schema(id).extensions)).collect();
        // Who was given a name has it before all others.
        order.sort_by_key(|&index| wishes.get(index).is_none_or(Option::is_none));
        let mut claimed = vec![String::new(); order.len()];
        let mut files = vec![String::new(); order.len()];
        for &index in &order {
            if let Some((name, _)) = spec.components.get_index(index) {
                let wish = wishes[index].as_deref();
                claimed[index] = match wish {
                    Some(wish) => self.names.claim(&[wish]),
                    None => claim(&mut self.names, name),
                };
                files[index] = self.module_names.claim(wish.unwrap_or(name), "schema");
                if let Some(wish) = wish {
                    let place = spec.components.get_index(index).and_then(|(_, &id)| spec.schema(id).place.as_ref());
                    self.check_wish(Named::Schemas, wish, &claimed[index], place);
                }
            }
        }
        for (index, (name, &id)) in spec.components.iter().enumerate() {
            let module = self.modules.len();
            self.modules.push(crate::ir::types::Module { name: files[index].clone(), types: Vec::new() });
            let name = Name { wire: name.clone(), rust: claimed[index].clone() };
            let ty = self.add_named(name, docs::of_schema(spec.schema(id)), module);
            let primary = spec.schema(id).name.as_ref() == spec.components.get_index(index).map(|(name, _)| name);
            if primary || !self.lowered.contains_key(&id) {
                self.lowered.insert(id, ty);
                self.components.insert(id, module);
            }
        }
        self.find_children();
        self.find_owners();
        self.find_tags();
    }

    /// Lowers every component.
    pub(super) fn lower_components(&mut self) {
        let spec = self.spec;
        for (index, &id) in spec.components.values().enumerate() {
            let own = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            match self.lowered.get(&id) {
                Some(&ty) if ty != own => self.shape(own, Shape::Alias(ty)),
                _ => self.lower_component(id),
            }
        }
    }

    fn lower_component(&mut self, id: SchemaId) {
        if !self.begun.insert(id) {
            return;
        }
        let (Some(&ty), Some(&module)) = (self.lowered.get(&id), self.components.get(&id)) else { return };
        let wire = self.ty(ty).name.as_ref().map(|name| name.wire.clone()).unwrap_or_default();
        if let Some(replacement) = self.replaced_schema(&wire) {
            self.shape(ty, Shape::Alias(replacement));
            return;
        }
        let name = self.ty(ty).name.as_ref().map(|name| name.rust.clone()).unwrap_or_default();
        let hint = Hint::new(name, module);
        let target = self.target_of_component(id);
        if target != id && self.components.contains_key(&target) {
            let alias = self.lowered[&target];
            self.shape(ty, Shape::Alias(alias));
            return;
        }
        let id = target;
        let schema = self.effective(id);
        let schema = self.with_own_tags(id, schema);
        let kind = self.kind(id, &schema);
        if matches!(kind, Kind::Record | Kind::Choice(_) | Kind::Union(_)) {
            self.lowered.insert(id, ty);
        }
        let shape = match kind {
            Kind::Record => self.record(&schema, &hint),
            Kind::Choice(plan) => Self::choice(plan),
            Kind::Union(plan) => self.union(plan, &schema, &hint),
            Kind::Any => {
                let any = self.any();
                match self.rules(&schema, any) {
                    None => Shape::Alias(any),
                    rules => Shape::Newtype(Newtype { slot: Slot { ty: any, nullable: false, rules } }),
                }
            }
            Kind::Same(other) => self.same_as(other, &hint),
            Kind::Embedded(content) => {
                let held = self.slot(content, &hint.part("value"));
                let inner = self.add_unnamed(Shape::Embedded(Slot { ty: held.ty, nullable: false, rules: None }));
                Shape::Newtype(Newtype { slot: Slot { ty: inner, ..held } })
            }
            Kind::Scalar(_) | Kind::List | Kind::Tuple | Kind::Map => {
                let inner = self.unnamed(id, &kind, &schema, &hint);
                let rules = self.rules(&schema, inner);
                Shape::Newtype(Newtype { slot: Slot { ty: inner, nullable: false, rules } })
            }
        };
        self.shape(ty, shape);
    }

    /// A component that turned out to be another type under a name of its own.
    fn same_as(&mut self, other: SchemaId, hint: &Hint) -> Shape {
        let slot = self.slot(other, &hint.part("value"));
        if self.ty(slot.ty).name.is_some() || Some(slot.ty) == self.any && slot.rules.is_none() {
            Shape::Alias(slot.ty)
        } else {
            Shape::Newtype(Newtype { slot: Slot { nullable: false, ..slot } })
        }
    }

    /// The place where a schema's values stand.
    pub(super) fn slot(&mut self, id: SchemaId, hint: &Hint) -> Slot {
        let ty = self.type_of(id, hint);
        if matches!(self.ty(ty).shape, Shape::Embedded(_)) {
            return self.embedded_slot(id, ty, hint);
        }
        let mut target = self.target(id);
        while let Some(&other) = self.same.get(&target) {
            target = self.target(other);
        }
        let rules = if self.ty(ty).name.is_some() {
            None
        } else {
            let schema = self.effective(target);
            self.rules(&schema, ty)
        };
        // Any JSON may be null; where that is checked, it is not taken out before.
        let checked = rules.is_some() && Some(ty) == self.any && self.schema(target).exact;
        Slot { ty, nullable: !checked && self.is_nullable(id), rules }
    }

    /// The place of a string that holds JSON: what the JSON may be is said there.
    fn embedded_slot(&mut self, id: SchemaId, ty: TypeId, hint: &Hint) -> Slot {
        let target = self.target(id);
        let schema = self.effective(target);
        match shapes::embedded(&schema) {
            Some(content) => Slot { ty, ..self.slot(content, hint) },
            None => Slot { ty, nullable: false, rules: None },
        }
    }

    /// The place where a schema's values stand and nothing says how they are written: what is not written as usual gets a
    /// name there, and knows it itself.
    pub(super) fn plain_slot(&mut self, id: SchemaId, hint: &Hint) -> Slot {
        let slot = self.slot(id, hint);
        if self.format_of(slot.ty).is_none() {
            return slot;
        }
        let rust = self.names.claim(&[hint.name(), &format!("{}Value", hint.name())]);
        let schema = self.effective(id);
        let wire = schema.title.clone().unwrap_or_else(|| rust.clone());
        let ty = self.add_named(Name { wire, rust }, docs::of_schema(&schema), hint.module);
        self.shape(ty, Shape::Newtype(Newtype { slot: Slot { nullable: false, ..slot.clone() } }));
        Slot { ty, nullable: slot.nullable, rules: None }
    }

    /// The type of a schema's values; null aside.
    pub(super) fn type_of(&mut self, id: SchemaId, hint: &Hint) -> TypeId {
        let id = self.target(id);
        if let Some(ty) = self.known(id) {
            return ty;
        }
        if self.depth >= DEEPEST {
            let place = self.schema(id).place.clone();
            self.say(Code::Degraded, place.as_ref(), "schemas are nested too deep; this one is taken as any JSON");
            return self.any();
        }
        self.depth += 1;
        if let Some(&owner) = self.owners.get(&id) {
            self.lower_component(owner);
        }
        let ty = match self.known(id) {
            Some(ty) => ty,
            None => self.inline(id, hint),
        };
        self.depth -= 1;
        ty
    }

    /// The type of a schema that has one. Where that is not finished, it holds itself, which takes a name.
    fn known(&mut self, id: SchemaId) -> Option<TypeId> {
        let ty = *self.lowered.get(&id)?;
        if self.open.contains(&ty) {
            self.recursive.insert(ty);
        }
        Some(ty)
    }

    fn inline(&mut self, id: SchemaId, hint: &Hint) -> TypeId {
        let schema = self.effective(id);
        let kind = self.kind(id, &schema);
        match kind {
            Kind::Same(other) => {
                self.same.insert(id, other);
                self.type_of(other, hint)
            }
            Kind::Any => self.any(),
            Kind::Embedded(content) => {
                let ty = self.type_of(content, hint);
                let ty = self.add_unnamed(Shape::Embedded(Slot { ty, nullable: false, rules: None }));
                self.lowered.insert(id, ty);
                ty
            }
            Kind::Scalar(_) | Kind::List | Kind::Tuple | Kind::Map => self.unnamed(id, &kind, &schema, hint),
            Kind::Record | Kind::Choice(_) | Kind::Union(_) => {
                let suffix = match &kind {
                    Kind::Record => "Object",
                    Kind::Choice(_) => "Value",
                    _ => "Variant",
                };
                let rust = self.names.claim(&[hint.name(), &format!("{}{suffix}", hint.name())]);
                let hint = Hint::new(rust.clone(), hint.module);
                let wire = schema.title.clone().unwrap_or_else(|| rust.clone());
                let ty = self.add_named(Name { wire, rust }, docs::of_schema(&schema), hint.module);
                self.lowered.insert(id, ty);
                let shape = match kind {
                    Kind::Choice(plan) => Self::choice(plan),
                    Kind::Union(plan) => self.union(plan, &schema, &hint),
                    _ => self.record(&schema, &hint),
                };
                self.shape(ty, shape);
                ty
            }
        }
    }

    fn unnamed(&mut self, id: SchemaId, kind: &Kind, schema: &Schema, hint: &Hint) -> TypeId {
        if let Kind::Scalar(scalar) = kind {
            return self.scalar(*scalar);
        }
        let ty = self.add_unnamed(Shape::Any);
        if !self.components.contains_key(&id) {
            self.lowered.insert(id, ty);
        }
        self.open.push(ty);
        let shape = match kind {
            Kind::Tuple => self.tuple(schema, hint),
            Kind::Map => self.map(schema, hint),
            _ => self.list(schema, hint),
        };
        self.open.pop();
        if !self.recursive.remove(&ty) {
            self.shape(ty, shape);
            return ty;
        }
        let inner = self.add_unnamed(shape);
        let rules = self.rules(schema, inner);
        self.shape(ty, Shape::Newtype(Newtype { slot: Slot { ty: inner, nullable: false, rules } }));
        let rust = self.names.claim(&[hint.name(), &format!("{}Value", hint.name())]);
        let wire = schema.title.clone().unwrap_or_else(|| rust.clone());
        self.name(ty, Name { wire, rust }, docs::of_schema(schema), hint.module);
        ty
    }

    /// An alias that leads back to itself has no type; it becomes any JSON, and the document is told so.
    pub(super) fn break_alias_cycles(&mut self) {
        for index in 0..self.types.len() {
            let mut id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            let start = id;
            for _ in 0..=self.spec.components.len() {
                match self.ty(id).shape {
                    Shape::Alias(target) if target == start => {
                        let place = self
                            .spec
                            .components
                            .get_index(index)
                            .and_then(|(_, &id)| self.spec.schema(id).place.clone());
                        self.say(Code::CyclicRef, place.as_ref(), "the schema is nothing but a reference to itself");
                        let any = self.any();
                        self.shape(start, Shape::Alias(any));
                        break;
                    }
                    Shape::Alias(target) => id = target,
                    _ => break,
                }
            }
        }
    }

    fn find_children(&mut self) {
        let spec = self.spec;
        for &id in self.spec.components.values() {
            let schema = spec.schema(id);
            for &part in schema.all_of.iter().chain(&schema.reference) {
                if self.components.contains_key(&part) && part != id {
                    let children = self.children.entry(part).or_default();
                    if !children.contains(&id) {
                        children.push(id);
                    }
                }
            }
        }
    }

    /// Notes which component every inline schema stands in, so that it is named there whoever meets it first.
    fn find_owners(&mut self) {
        let spec = self.spec;
        for &component in spec.components.values() {
            let mut open = vec![component];
            while let Some(id) = open.pop() {
                for inside in inside(spec.schema(id)) {
                    if !self.components.contains_key(&inside) && !self.owners.contains_key(&inside) {
                        self.owners.insert(inside, component);
                        open.push(inside);
                    }
                }
            }
        }
    }
}

fn claim(names: &mut CrateNames, wire: &str) -> String {
    let plain = names::camel(wire);
    names.claim(&[&plain, &format!("{plain}Schema")])
}

/// The schemas that stand in a schema.
pub(super) fn inside(schema: &Schema) -> Vec<SchemaId> {
    let additional = match schema.object.additional {
        Additional::Schema(id) => Some(id),
        _ => None,
    };
    schema
        .reference
        .iter()
        .chain(&schema.all_of)
        .chain(&schema.one_of)
        .chain(&schema.any_of)
        .chain(schema.object.properties.values())
        .chain(schema.object.patterns.values())
        .chain(&additional)
        .chain(&schema.array.items)
        .chain(&schema.array.prefix)
        .chain(&schema.string.content_schema)
        .copied()
        .collect()
}
