//! `oneOf` and `anyOf`: one of several types.

use std::collections::HashSet;

use super::arena::Lowering;
use super::choices::{ChoicePlan, Planned, PlannedValues, unknown_variant};
use super::hint::Hint;
use super::names::{self, Case};
use super::shapes::{self, Kind};
use super::{docs, ranks};
use crate::diag::Code;
use crate::ir::types::{Scalar, Shape, Slot, StandsFor, TagWriter, TimeFormat, Union, UnionTag, Variant};
use crate::spec::schema::{Additional, ArrayRules, Schema, SchemaId, SchemaType, StringRules};

/// The members of a union, before they have names.
#[derive(Debug, Clone)]
pub(super) struct UnionPlan {
    pub variants: Vec<PlannedVariant>,
    /// The property that tells them apart.
    pub tag: Option<String>,
    /// Whether a member stands for several that differ in their constraints.
    pub loose: bool,
}

/// A member of a union.
#[derive(Debug, Clone)]
pub(super) struct PlannedVariant {
    pub schema: SchemaId,
    /// What the document calls it.
    pub label: Option<String>,
    /// Values of the discriminator that mean it.
    pub tags: Vec<String>,
    /// Who writes them.
    pub writer: TagWriter,
}

impl UnionPlan {
    /// A union whose members only their shape tells apart.
    pub(super) fn untagged(members: Vec<SchemaId>) -> Self {
        let variants = members.into_iter().map(|schema| PlannedVariant::untagged(schema, None)).collect();
        Self { variants, tag: None, loose: false }
    }
}

impl PlannedVariant {
    fn untagged(schema: SchemaId, label: Option<String>) -> Self {
        Self { schema, label, tags: Vec::new(), writer: TagWriter::Value }
    }
}

impl Lowering<'_> {
    /// What a schema with alternatives becomes; none if it has none that matter.
    pub(super) fn union_kind(&mut self, id: SchemaId, schema: &Schema) -> Option<Kind> {
        if schema.one_of.is_empty() && schema.any_of.is_empty() {
            return self.hierarchy(id, schema).map(Kind::Union);
        }
        let (all, others) = if schema.one_of.is_empty() {
            (schema.any_of.clone(), Vec::new())
        } else {
            (schema.one_of.clone(), schema.any_of.clone())
        };
        let mut members: Vec<SchemaId> = Vec::new();
        let mut seen = HashSet::new();
        for member in all {
            if !self.is_null(member) && seen.insert(self.target(member)) && member != id {
                members.push(member);
            }
        }
        if members.is_empty() {
            return Some(Kind::Scalar(Scalar::Null));
        }
        // What holds for a union is checked of it; one alternative is no union.
        let single = members.len() == 1;
        let base = Schema {
            not: schema.not.filter(|_| single),
            checks: if single { schema.checks.clone() } else { Vec::new() },
            exact: schema.exact,
            place: schema.place.clone(),
            types: schema.types.clone(),
            format: schema.format.clone(),
            string: schema.string.clone(),
            number: schema.number.clone(),
            array: ArrayRules { unevaluated: None, ..schema.array.clone() },
            object: shapes::left_open(schema),
            any_of: others,
            ..Schema::default()
        };
        let substantial = shapes::constrains(&base) || !base.any_of.is_empty();
        if members.iter().all(|&member| self.is_requirement(member)) {
            return if substantial || !schema.types.is_empty() { None } else { Some(Kind::Any) };
        }
        if members.iter().any(|&member| shapes::is_annotation(&self.schema(member))) {
            let message = "one of the alternatives allows any value, so the others say nothing";
            self.say(Code::Degraded, schema.place.as_ref(), message);
            return if substantial || !schema.types.is_empty() { None } else { Some(Kind::Any) };
        }
        if !substantial && let Some(plan) = self.merged_choice(&members) {
            return Some(Kind::Choice(plan));
        }
        let loose = self.drop_like_scalars(&mut members);
        if !substantial && let Some(kind) = self.objects_apart(schema, &members) {
            return Some(kind);
        }
        let base = (substantial || !schema.types.is_empty()).then(|| self.make(base));
        if let Some(base) = base {
            let all = members.clone();
            members.retain(|&member| self.is_satisfiable(base, member));
            if members.is_empty() {
                members = all;
            }
        }
        let tag = if members.len() > 1 { self.tag(schema, &members) } else { None };
        let mut variants: Vec<PlannedVariant> = Vec::new();
        for (index, &member) in members.iter().enumerate() {
            let label = self.label(member);
            let mut whole = match base {
                Some(base) if !self.adds_nothing(base, member) => self.compose(&[base, member]),
                _ => member,
            };
            let (mut tags, mut writer) = (Vec::new(), TagWriter::Value);
            if let Some((property, all)) = &tag {
                tags.clone_from(&all[index]);
                (whole, writer) = self.tagged_member(whole, property, &tags);
            } else if self.is_of_every_kind(whole) {
                return Some(Kind::Any);
            }
            variants.push(PlannedVariant { schema: whole, label, tags, writer });
        }
        if base.is_some()
            && tag.is_none()
            && let Some(scalar) = self.same_scalar(&variants)
        {
            return Some(Kind::Scalar(scalar));
        }
        if let [only] = &variants[..] {
            let bare = self.effective(only.schema);
            if loose && let Kind::Scalar(scalar) = self.kind(only.schema, &bare) {
                return Some(Kind::Scalar(scalar));
            }
            return (only.schema != id).then_some(Kind::Same(only.schema));
        }
        Some(Kind::Union(UnionPlan { variants, tag: tag.map(|(property, _)| property), loose }))
    }

    /// The scalar that each of several alternatives is, which then is all that the type can say.
    fn same_scalar(&mut self, variants: &[PlannedVariant]) -> Option<Scalar> {
        let mut same = None;
        for variant in variants.iter().filter(|_| variants.len() > 1) {
            let target = self.target(variant.schema);
            let schema = self.effective(target);
            let Kind::Scalar(scalar) = self.kind(target, &schema) else { return None };
            if self.components.contains_key(&target) || *same.get_or_insert(scalar) != scalar {
                return None;
            }
        }
        same
    }

    /// Whether values of every kind may be values of a schema, although it constrains those of one.
    fn is_of_every_kind(&mut self, id: SchemaId) -> bool {
        let target = self.target(id);
        let schema = self.effective(target);
        schema.exact && schema.types.is_empty() && schema.values.is_none() && shapes::constrains(&schema)
    }

    pub(super) fn union(&mut self, mut plan: UnionPlan, schema: &Schema, hint: &Hint) -> Shape {
        let rules = self.union_rules(schema, &plan);
        if plan.tag.is_none() {
            self.order(&mut plan.variants, schema);
        }
        let mut labels: Vec<String> = Vec::new();
        for variant in &plan.variants {
            labels.push(match (&variant.label, variant.tags.first()) {
                (Some(label), _) => label.clone(),
                (None, Some(tag)) => tag.clone(),
                (None, None) => self.kind_label(variant.schema),
            });
        }
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let rust = names::scope(&labels, Case::Camel, &[]);
        let mut variants = Vec::new();
        for (variant, rust) in plan.variants.into_iter().zip(&rust) {
            let slot = self.slot(variant.schema, &hint.part(rust));
            let own = self.schema(variant.schema);
            let docs = if self.ty(slot.ty).name.is_some() { docs::only(None) } else { docs::of_schema(&own) };
            variants.push(Variant {
                rust: rust.clone(),
                slot: Slot { nullable: false, ..slot },
                tags: variant.tags,
                writer: variant.writer,
                docs,
            });
        }
        let tag = plan.tag.map_or(UnionTag::Untagged, UnionTag::Discriminator);
        Shape::Union(Union { variants, tag, unknown: unknown_variant(&rust), rules })
    }

    /// Objects that a property tells apart, among members that are no objects: a union of their own inside this one.
    fn objects_apart(&mut self, schema: &Schema, members: &[SchemaId]) -> Option<Kind> {
        let (mut objects, mut others) = (Vec::new(), Vec::new());
        for &member in members {
            let effective = self.effective(member);
            let is_object = match effective.types[..] {
                [SchemaType::Object] => true,
                [] => shapes::implied_type(&effective).is_none_or(|ty| ty == SchemaType::Object),
                _ => false,
            };
            if is_object { objects.push(member) } else { others.push(member) }
        }
        if objects.len() < 2 || others.is_empty() {
            return None;
        }
        self.tag(schema, &objects)?;
        let inner = self.make(Schema {
            place: schema.place.clone(),
            one_of: objects,
            discriminator: schema.discriminator.clone(),
            ..Schema::default()
        });
        let mut variants: Vec<PlannedVariant> = Vec::new();
        for member in others {
            variants.push(PlannedVariant::untagged(member, self.label(member)));
        }
        variants.push(PlannedVariant::untagged(inner, Some("Object".to_owned())));
        Some(Kind::Union(UnionPlan { variants, tag: None, loose: false }))
    }

    /// Narrower members first, so that a reader that takes the first that fits takes the right one.
    fn order(&mut self, variants: &mut Vec<PlannedVariant>, schema: &Schema) {
        let mut ranked: Vec<(ranks::Rank, PlannedVariant)> = Vec::new();
        for variant in variants.drain(..) {
            ranked.push((self.rank(variant.schema), variant));
        }
        ranked.sort_by(|(left, _), (right, _)| left.cmp(right));
        for (index, (first, one)) in ranked.iter().enumerate() {
            if let Some((_, other)) = ranked[index + 1..].iter().find(|(second, _)| first.hides(second)) {
                let (mut word, mut another) = (self.word(one), self.word(other));
                if word == another {
                    (word, another) =
                        (self.position(one.schema).unwrap_or(word), self.position(other.schema).unwrap_or(another));
                }
                let message = format!(
                    "what fits `{another}` also fits `{word}`, and nothing tells them apart; the first is taken"
                );
                self.say(Code::AmbiguousUnion, schema.place.as_ref(), message);
                break;
            }
        }
        variants.extend(ranked.into_iter().map(|(_, variant)| variant));
    }

    /// What an alternative is called, where it has a name, or else what it is.
    fn word(&mut self, variant: &PlannedVariant) -> String {
        variant.label.clone().unwrap_or_else(|| self.kind_label(variant.schema))
    }

    /// Where among the alternatives one stands, as the end of its pointer: `oneOf/1`.
    pub(super) fn position(&self, alternative: SchemaId) -> Option<String> {
        let schema = self.schema(alternative);
        let pointer = &schema.place.as_ref()?.pointer;
        let (before, index) = pointer.rsplit_once('/')?;
        let (_, keyword) = before.rsplit_once('/')?;
        matches!(keyword, "oneOf" | "anyOf").then(|| format!("{keyword}/{index}"))
    }

    /// One choice, if every member is an `enum` or `const` of the same type; open if a plain string is among them.
    fn merged_choice(&mut self, members: &[SchemaId]) -> Option<ChoicePlan> {
        let mut strings: Vec<Planned<String>> = Vec::new();
        let mut integers: Vec<Planned<i64>> = Vec::new();
        let mut open = false;
        for &member in members {
            let schema = self.effective(member);
            if schema.values.is_none() && !schema.extensions.contains_key("x-extensible-enum") {
                let plain = schema.types == [SchemaType::String]
                    && schema.string == StringRules::default()
                    && schema.format.is_none()
                    && schema.one_of.is_empty()
                    && schema.any_of.is_empty();
                if !plain || open {
                    return None;
                }
                open = true;
                continue;
            }
            let Some(Kind::Choice(plan)) = self.choice_kind(member, &schema) else { return None };
            open |= plan.open;
            match plan.values {
                PlannedValues::Strings(values) => add(&mut strings, values, &schema),
                PlannedValues::Integers(values) => add(&mut integers, values, &schema),
            }
        }
        match (strings.is_empty(), integers.is_empty()) {
            (false, true) => Some(ChoicePlan { values: PlannedValues::Strings(strings), open }),
            (true, false) if !open => Some(ChoicePlan { values: PlannedValues::Integers(integers), open }),
            _ => None,
        }
    }

    /// Members that are the same scalar but for their constraints become one without them: these are checked of the whole.
    fn drop_like_scalars(&mut self, members: &mut Vec<SchemaId>) -> bool {
        let before = members.len();
        let mut kept: Vec<(SchemaId, Option<Scalar>)> = Vec::new();
        for &member in members.iter() {
            let target = self.target(member);
            let schema = self.effective(target);
            let plain = schema.values.is_none()
                && schema.one_of.is_empty()
                && schema.any_of.is_empty()
                && shapes::embedded(&schema).is_none();
            let scalar = match schema.types[..] {
                [ty] if plain && !matches!(ty, SchemaType::Array | SchemaType::Object) => {
                    Some(self.scalar_of(target, &schema, ty))
                }
                _ => None,
            };
            match kept.iter().position(|(_, other)| scalar.is_some() && *other == scalar) {
                Some(index) => {
                    let bare = Schema {
                        place: schema.place.clone(),
                        types: schema.types.clone(),
                        format: self.effective(kept[index].0).format.clone(),
                        ..Schema::default()
                    };
                    kept[index].0 = self.make(bare);
                }
                None => kept.push((member, scalar)),
            }
        }
        *members = kept.into_iter().map(|(member, _)| member).collect();
        members.len() < before
    }

    /// Whether a member only asks for properties that its neighbours define.
    fn is_requirement(&self, member: SchemaId) -> bool {
        let schema = self.schema(member);
        let asks = !schema.object.required.is_empty() || schema.not.is_some() || !schema.checks.is_empty();
        asks && schema.name.is_none()
            && schema.reference.is_none()
            && schema.all_of.is_empty()
            && schema.one_of.is_empty()
            && schema.values.is_none()
            && matches!(schema.types[..], [] | [SchemaType::Object])
            && !matches!(schema.object.additional, Additional::Schema(_))
            && schema.object.properties.values().all(|&property| shapes::is_annotation(&self.schema(property)))
            && schema.object.properties.keys().all(|property| schema.object.required.contains(property))
            && schema.object.properties.is_empty()
    }

    /// Whether a member says already what stands beside the alternatives.
    fn adds_nothing(&mut self, base: SchemaId, member: SchemaId) -> bool {
        let base = self.schema(base);
        let schema = self.effective(member);
        let typed = base.types.is_empty()
            || schema.types.iter().all(|ty| base.types.contains(ty)) && !schema.types.is_empty()
            || shapes::implied_type(&schema).is_some_and(|ty| base.types.contains(&ty))
            || !schema.one_of.is_empty()
            || !schema.any_of.is_empty();
        let rest =
            Schema { object: crate::spec::schema::ObjectRules::default(), types: Vec::new(), ..Schema::clone(&base) };
        typed
            && !shapes::constrains(&rest)
            && base.any_of.is_empty()
            && base.object.patterns.is_empty()
            && !matches!(base.object.additional, Additional::Schema(_))
            && base.object.properties.keys().all(|name| schema.object.properties.contains_key(name))
            && base.object.required.iter().all(|name| schema.object.required.contains(name))
    }

    fn label(&self, member: SchemaId) -> Option<String> {
        let mut id = member;
        for _ in 0..8 {
            let schema = self.schema(id);
            if schema.name.is_some() {
                return schema.name.clone();
            }
            if let Some(title) = schema.title.as_ref().filter(|title| (1..=40).contains(&title.trim().len())) {
                return Some(title.clone());
            }
            match (schema.reference, &schema.all_of[..]) {
                (Some(target), _) | (None, &[target]) => id = target,
                _ => return None,
            }
        }
        None
    }

    fn kind_label(&mut self, id: SchemaId) -> String {
        let schema = self.effective(id);
        let label = match self.kind(id, &schema) {
            Kind::Scalar(scalar) => match scalar {
                Scalar::String | Scalar::Secret | Scalar::Quoted(_) => "String",
                Scalar::Bool => "Boolean",
                Scalar::F32 | Scalar::F64 | Scalar::Number => "Number",
                Scalar::DateTime(time) => label_of_time(time),
                Scalar::Date => "Date",
                Scalar::Time => "Time",
                Scalar::Duration => "Duration",
                Scalar::Uri(_) => "Uri",
                Scalar::Char => "Character",
                Scalar::Uuid => "Uuid",
                Scalar::Base64(_) => "Bytes",
                Scalar::File => "File",
                Scalar::Ipv4 => "Ipv4",
                Scalar::Ipv6 => "Ipv6",
                Scalar::Ip => "Ip",
                Scalar::Null => "Null",
                Scalar::External(external) => match external.stands_for {
                    StandsFor::DateTime(time) => label_of_time(time),
                    StandsFor::Date => "Date",
                    StandsFor::Time => "Time",
                    StandsFor::Duration => "Duration",
                    StandsFor::Decimal | StandsFor::FormatOfNumber => "Number",
                    StandsFor::QuotedDecimal | StandsFor::FormatOfString | StandsFor::Schema => "String",
                },
                _ => "Integer",
            },
            Kind::Embedded(_) => "Json",
            Kind::Record => "Object",
            Kind::Choice(_) => "Listed",
            Kind::Union(_) | Kind::Same(_) => "Union",
            Kind::List => "List",
            Kind::Tuple => "Tuple",
            Kind::Map => "Map",
            Kind::Any => "Any",
        };
        label.to_owned()
    }
}

fn label_of_time(time: TimeFormat) -> &'static str {
    match time {
        TimeFormat::Rfc3339 => "DateTime",
        TimeFormat::Http => "HttpDate",
        TimeFormat::UnixSeconds | TimeFormat::UnixTime | TimeFormat::UnixMilliseconds => "UnixTime",
    }
}

fn add<T: PartialEq>(all: &mut Vec<Planned<T>>, values: Vec<Planned<T>>, schema: &Schema) {
    let single = values.len() == 1;
    for mut value in values {
        if all.iter().any(|other| other.value == value.value) {
            continue;
        }
        if single && schema.name.is_none() {
            value.name = value.name.or_else(|| schema.title.clone());
            if value.docs.text.is_none() {
                value.docs = docs::only(schema.description.as_deref());
            }
        }
        all.push(value);
    }
}
