//! What a schema becomes, told from its keywords.

use serde_json::Value;

use super::arena::Lowering;
use super::bodies::{Family, family};
use super::choices::ChoicePlan;
use super::unions::UnionPlan;
use crate::document::media;
use crate::ir::types::Scalar;
use crate::spec::schema::{Access, Additional, NumberRules, ObjectRules, Schema, SchemaId, SchemaType, StringRules};

/// What a schema becomes.
#[derive(Debug)]
pub(super) enum Kind {
    Scalar(Scalar),
    Record,
    Choice(ChoicePlan),
    Union(UnionPlan),
    List,
    Tuple,
    Map,
    Any,
    /// A string that holds JSON of this schema.
    Embedded(SchemaId),
    /// The same as another schema.
    Same(SchemaId),
}

/// How many questions what a schema becomes may lead to, one within the other.
const DEEPEST_QUESTION: usize = 128;

/// How far chains of references are followed.
const LONGEST_CHAIN: usize = 256;

impl Lowering<'_> {
    /// What a schema becomes; `schema` is its effective form. Where the answer depends on itself, anything is all that is known.
    pub(super) fn kind(&mut self, id: SchemaId, schema: &Schema) -> Kind {
        if self.asked.len() >= DEEPEST_QUESTION || !self.asked.insert(id) {
            return Kind::Any;
        }
        let kind = self.kind_of(id, schema);
        self.asked.remove(&id);
        kind
    }

    fn kind_of(&mut self, id: SchemaId, schema: &Schema) -> Kind {
        if schema.never {
            if schema.nullable {
                return Kind::Scalar(Scalar::Null);
            }
            return Kind::Any;
        }
        if let Some(content) = embedded(schema) {
            return Kind::Embedded(content);
        }
        if (schema.values.is_some() || schema.extensions.contains_key("x-extensible-enum"))
            && let Some(kind) = self.choice_kind(id, schema)
        {
            return kind;
        }
        if let Some(kind) = self.union_kind(id, schema) {
            return kind;
        }
        match schema.types.as_slice() {
            [] => self.untyped_kind(id, schema),
            [one] => self.typed_kind(id, schema, *one),
            [SchemaType::Integer, SchemaType::Number] | [SchemaType::Number, SchemaType::Integer] => {
                self.typed_kind(id, schema, SchemaType::Number)
            }
            several => self.several_types(id, schema, several),
        }
    }

    fn untyped_kind(&mut self, id: SchemaId, schema: &Schema) -> Kind {
        // What a discriminator tells apart is an object, said or not.
        if schema.exact && (schema.discriminator.is_some() || self.tags.contains_key(&id)) {
            return self.typed_kind(id, schema, SchemaType::Object);
        }
        // So is a part of a form a text.
        if schema.exact && (self.files.contains(&id) || self.texts.contains(&id)) {
            return self.typed_kind(id, schema, SchemaType::String);
        }
        match implied_type(schema) {
            None if schema.exact => self.kinds_apart(schema),
            Some(ty) => self.typed_kind(id, schema, ty),
            None if self.files.contains(&id) => Kind::Scalar(Scalar::File),
            None => Kind::Any,
        }
    }

    /// A schema without `type` whose keywords bind values of one kind: those, or anything else.
    fn kinds_apart(&mut self, schema: &Schema) -> Kind {
        let ty = match keyword_type(schema) {
            Some(SchemaType::Object) if !schema.object.properties.is_empty() => SchemaType::Object,
            Some(SchemaType::Array) if schema.array.items.is_some() && schema.array.prefix.is_empty() => {
                SchemaType::Array
            }
            _ => return Kind::Any,
        };
        let mut bound = Schema { types: vec![ty], name: None, title: None, description: None, ..schema.clone() };
        bound.exact = false;
        if bound.object.additional == Additional::Unsaid {
            bound.object.additional = Additional::Any;
        }
        let bound = self.make(bound);
        let no = self.make(Schema { types: vec![ty], ..Schema::default() });
        let other = self.make(Schema { place: schema.place.clone(), not: Some(no), exact: true, ..Schema::default() });
        let label = if ty == SchemaType::Object { "Object" } else { "List" };
        let mut plan = UnionPlan::untagged(vec![bound, other]);
        for (variant, label) in plan.variants.iter_mut().zip([label, "Other"]) {
            variant.label = Some(label.to_owned());
        }
        Kind::Union(plan)
    }

    fn typed_kind(&mut self, id: SchemaId, schema: &Schema, ty: SchemaType) -> Kind {
        match ty {
            SchemaType::Object => {
                let object = &schema.object;
                let empty = object.properties.is_empty();
                let open = object.additional != Additional::Forbidden || !object.patterns.is_empty();
                if empty && open { Kind::Map } else { Kind::Record }
            }
            SchemaType::Array if schema.array.prefix.is_empty() || !self.is_tuple(schema) => Kind::List,
            SchemaType::Array => Kind::Tuple,
            _ => Kind::Scalar(self.scalar_of(id, schema, ty)),
        }
    }

    /// The schema that stands for this one: the target of a reference, or the one part of an `allOf`, that it adds
    /// nothing to but words.
    pub(super) fn target(&mut self, id: SchemaId) -> SchemaId {
        let mut id = self.canonical(id);
        for _ in 0..LONGEST_CHAIN {
            if self.components.contains_key(&id) {
                return id;
            }
            match self.sole_part(id) {
                Some(part) => id = self.canonical(part),
                None => return id,
            }
        }
        id
    }

    /// As [`Lowering::target`], but for what a component's own definition stands for.
    pub(super) fn target_of_component(&mut self, id: SchemaId) -> SchemaId {
        match self.sole_part(id) {
            Some(part) => self.target(part),
            None => id,
        }
    }

    fn sole_part(&mut self, id: SchemaId) -> Option<SchemaId> {
        let schema = self.schema(id);
        let mut parts: Vec<SchemaId> = Vec::new();
        for &part in schema.reference.iter().chain(&schema.all_of) {
            if !parts.contains(&part) && !is_annotation(&self.schema(part)) {
                parts.push(part);
            }
        }
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            if !schema.one_of.is_empty() && !schema.any_of.is_empty() {
                return None;
            }
            let members: Vec<SchemaId> = schema.one_of.iter().chain(&schema.any_of).copied().collect();
            let members: Vec<SchemaId> = members.into_iter().filter(|&member| !self.is_null(member)).collect();
            match members.as_slice() {
                [one] if schema.discriminator.is_none() => parts.push(*one),
                _ => return None,
            }
        }
        let [part] = parts[..] else { return None };
        let told_apart = self.tags.get(&id).is_some_and(|tags| self.tags.get(&part) != Some(tags));
        if part == id || constrains(&schema) || told_apart || self.is_hierarchy(part, id) {
            return None;
        }
        let allowed = schema.types.clone();
        if allowed.is_empty() {
            return Some(part);
        }
        let of_part = self.effective(part);
        let own =
            if of_part.types.is_empty() { implied_type(&of_part).into_iter().collect() } else { of_part.types.clone() };
        (!own.is_empty() && own.iter().all(|ty| allowed.contains(ty))
            || own.is_empty()
                && !(of_part.exact && constrains(&of_part))
                && (!of_part.one_of.is_empty() || !of_part.any_of.is_empty() || of_part.values.is_some()))
        .then_some(part)
    }

    /// Whether `base` is chosen among by a discriminator, and `child` is one of those that extend it.
    fn is_hierarchy(&self, base: SchemaId, child: SchemaId) -> bool {
        let schema = self.schema(base);
        self.children.get(&base).is_some_and(|children| children.contains(&child))
            && (schema.discriminator.is_some() || schema.one_of.contains(&child) || schema.any_of.contains(&child))
    }

    /// Whether null is a value of a schema.
    pub(super) fn is_nullable(&self, id: SchemaId) -> bool {
        self.nullable_within(id, 0)
    }

    fn nullable_within(&self, id: SchemaId, depth: usize) -> bool {
        let schema = self.schema(id);
        if schema.nullable || schema.values.as_ref().is_some_and(|values| values.contains(&Value::Null)) {
            return true;
        }
        if depth > 32 || !schema.types.is_empty() {
            return false;
        }
        if schema.one_of.iter().chain(&schema.any_of).any(|&member| self.nullable_within(member, depth + 1)) {
            return true;
        }
        let mut parts = schema
            .reference
            .iter()
            .chain(&schema.all_of)
            .filter(|&&part| !is_annotation(&self.schema(part)) || self.schema(part).nullable)
            .peekable();
        parts.peek().is_some() && parts.all(|&part| self.nullable_within(part, depth + 1))
    }

    /// Whether null is the only value of a schema.
    pub(super) fn is_null(&self, id: SchemaId) -> bool {
        let schema = self.schema(id);
        // Among alternatives, some generators write `{ nullable: true }` for null.
        let idiom = schema.nullable && schema.name.is_none() && is_annotation(&schema);
        let only = schema.values.as_ref().is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null));
        schema.never && schema.nullable || only || idiom
    }
}

/// The schema of the JSON that strings of a schema hold, where that types them (`contentSchema`, of the data of events).
pub(super) fn embedded(schema: &Schema) -> Option<SchemaId> {
    let content = schema.string.content_schema?;
    let media = schema.string.content_media_type.as_deref()?;
    let is_json = family(&media::essence(media)) == Family::Json;
    let is_text = schema.types.is_empty() || schema.types.contains(&SchemaType::String);
    (is_json && is_text && schema.string.content_encoding.is_none() && schema.values.is_none()).then_some(content)
}

/// The type that a schema without `type` speaks of; none where it speaks of others too.
pub(super) fn implied_type(schema: &Schema) -> Option<SchemaType> {
    if schema.exact {
        return None;
    }
    keyword_type(schema).or(match schema.format.as_deref() {
        Some("int32" | "int64") => Some(SchemaType::Integer),
        Some("float" | "double") => Some(SchemaType::Number),
        Some("date-time" | "date" | "uuid" | "uri" | "email" | "byte" | "binary" | "password") => {
            Some(SchemaType::String)
        }
        _ => None,
    })
}

/// The type that keywords of a schema are of.
pub(super) fn keyword_type(schema: &Schema) -> Option<SchemaType> {
    let (object, array) = (&schema.object, &schema.array);
    if !object.properties.is_empty()
        || !object.required.is_empty()
        || !object.patterns.is_empty()
        || object.additional != Additional::Unsaid
        || object.unevaluated.is_some()
        || object.min_properties.is_some()
        || object.max_properties.is_some()
    {
        Some(SchemaType::Object)
    } else if array.items.is_some()
        || !array.prefix.is_empty()
        || array.unevaluated.is_some()
        || array.min_items.is_some()
        || array.max_items.is_some()
    {
        Some(SchemaType::Array)
    } else if schema.string != StringRules::default() {
        Some(SchemaType::String)
    } else if schema.number != NumberRules::default() {
        Some(SchemaType::Number)
    } else {
        None
    }
}

/// Whether a schema says more than words and types: of its own, its parts aside.
pub(super) fn constrains(schema: &Schema) -> bool {
    schema.values.is_some()
        || schema.never
        || schema.not.is_some()
        || !schema.checks.is_empty()
        || schema.array.unique_items
        || keyword_type(schema).is_some()
}

/// Whether a schema holds for every value.
pub(super) fn is_annotation(schema: &Schema) -> bool {
    schema.types.is_empty()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.format.is_none()
        && !constrains(schema)
}

/// The access of a schema, or of what it stands for.
pub(super) fn access(lowering: &Lowering<'_>, id: SchemaId) -> Access {
    let mut open = vec![id];
    for _ in 0..LONGEST_CHAIN {
        let Some(id) = open.pop() else { break };
        let schema = lowering.schema(id);
        if schema.access != Access::ReadWrite {
            return schema.access;
        }
        open.extend(schema.reference.iter().chain(&schema.all_of).filter(|&&part| part != id));
    }
    Access::ReadWrite
}

/// The keywords for objects of a schema, for a type that holds all that its other parts may evaluate.
pub(super) fn left_open(schema: &Schema) -> ObjectRules {
    let mut object = schema.object.clone();
    if object.unevaluated.take().is_some() && object.additional == Additional::Unsaid {
        object.additional = Additional::Any;
    }
    object
}
