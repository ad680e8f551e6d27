//! Which value of which property means which member of a union: discriminators, written or implied.

use super::arena::Lowering;
use super::shapes::Kind;
use super::unions::{PlannedVariant, UnionPlan};
use crate::diag::Code;
use crate::ir::types::TagWriter;
use crate::spec::schema::{Discriminator, ObjectRules, Schema, SchemaId, SchemaType};

/// How deep unions inside unions are looked through for their tags.
const DEEPEST: usize = 16;

impl Lowering<'_> {
    /// The property that tells members apart, and the values of it that mean each. Either the discriminator says so, or
    /// every member has a constant in the same property, and no two the same.
    pub(super) fn tag(&mut self, schema: &Schema, members: &[SchemaId]) -> Option<(String, Vec<Vec<String>>)> {
        let Some(discriminator) = &schema.discriminator else { return self.implied_tag(members) };
        let property = discriminator.property.clone();
        let mut all: Vec<Vec<String>> = Vec::new();
        for &member in members {
            let tags = self.tags_of(member, &property, Some(discriminator), 0);
            if tags.is_empty() {
                let message = format!(
                    "no value of the discriminator `{property}` stands for one of the alternatives, so it is not used"
                );
                self.say(Code::Degraded, schema.place.as_ref(), message);
                return self.implied_tag(members);
            }
            all.push(tags);
        }
        self.drop_repeated(&mut all, members, schema);
        for (value, target) in &discriminator.mapping {
            let listed = schema.one_of.iter().chain(&schema.any_of).any(|member| member == target);
            if !listed && !all.iter().flatten().any(|tag| tag == value) {
                let name = self.schema(*target).name.clone().unwrap_or_default();
                let message =
                    format!("the discriminator maps `{value}` to `{name}`, which is not among the alternatives");
                self.say(Code::Degraded, schema.place.as_ref(), message);
            }
        }
        Some((property, all))
    }

    /// A base with a discriminator, used where any of those who extend it may stand.
    pub(super) fn hierarchy(&mut self, id: SchemaId, schema: &Schema) -> Option<UnionPlan> {
        let discriminator = schema.discriminator.clone()?;
        if !self.components.contains_key(&id) {
            return None;
        }
        let mut members = self.descendants(id, &discriminator);
        if members.is_empty() {
            return None;
        }
        let property = discriminator.property.clone();
        let mut all: Vec<Vec<String>> = Vec::new();
        for &member in &members {
            let tags = self.tags_of(member, &property, Some(&discriminator), 0);
            if tags.is_empty() {
                let member = self.alternative(member);
                let message = format!(
                    "no value of the discriminator `{property}` stands for {member}, so it is not among what is chosen from"
                );
                self.say(Code::Degraded, schema.place.as_ref(), message);
            }
            all.push(tags);
        }
        let mut own: Vec<String> =
            discriminator.mapping.iter().filter(|(_, target)| **target == id).map(|(value, _)| value.clone()).collect();
        if own.is_empty() {
            let listed = self.constants(id, &property);
            own = schema.discriminator_value(&listed).filter(|value| listed.contains(value)).into_iter().collect();
        }
        let mut labels: Vec<Option<String>> = members.iter().map(|&member| self.schema(member).name.clone()).collect();
        if !own.is_empty() {
            let base =
                Schema { discriminator: None, name: None, title: Some("Base".to_owned()), ..Schema::clone(schema) };
            let base = self.make(base);
            members.push(self.narrowed(base, &property, &own));
            labels.push(Some("Base".to_owned()));
            all.push(own);
        }
        self.drop_repeated(&mut all, &members, schema);
        let mut variants = Vec::new();
        for ((member, label), tags) in members.into_iter().zip(labels).zip(all) {
            if !tags.is_empty() {
                let (schema, writer) = self.tagged_member(member, &property, &tags);
                variants.push(PlannedVariant { schema, label, tags, writer });
            }
        }
        Some(UnionPlan { variants, tag: Some(property), loose: false })
    }

    /// Those who extend a base that has a discriminator, or that it names.
    pub(super) fn descendants(&self, id: SchemaId, discriminator: &Discriminator) -> Vec<SchemaId> {
        let mut members: Vec<SchemaId> = Vec::new();
        let mut open: Vec<SchemaId> = self.children.get(&id).cloned().unwrap_or_default();
        open.extend(discriminator.mapping.values().filter(|&&target| target != id));
        open.reverse();
        while let Some(child) = open.pop() {
            if members.contains(&child) || child == id {
                continue;
            }
            members.push(child);
            // Who has a discriminator too chooses among its own; others stand beside their children.
            if self.schema(child).discriminator.is_none() {
                open.extend(self.children.get(&child).into_iter().flatten().rev());
            }
        }
        members
    }

    /// A member as a variant of a union with a discriminator, and who writes its tag. A type that has the property writes
    /// it; for a component without it, the union does.
    pub(super) fn tagged_member(&mut self, member: SchemaId, property: &str, tags: &[String]) -> (SchemaId, TagWriter) {
        let target = self.target(member);
        let schema = self.effective(target);
        let chooses = !schema.one_of.is_empty()
            || !schema.any_of.is_empty()
            || schema.discriminator.is_some() && self.children.contains_key(&target);
        if chooses || self.components.contains_key(&target) && schema.object.properties.contains_key(property) {
            return (member, TagWriter::Value);
        }
        let is_object = matches!(self.kind(target, &schema), Kind::Record | Kind::Map);
        if tags.len() == 1 && is_object && !schema.object.properties.contains_key(property) {
            return (member, TagWriter::Union);
        }
        (self.narrowed(member, property, tags), TagWriter::Value)
    }

    /// A member in which the discriminator's property has one of these values.
    fn narrowed(&mut self, member: SchemaId, property: &str, tags: &[String]) -> SchemaId {
        let schema = self.effective(member);
        if let Some(&own) = schema.object.properties.get(property) {
            let own = self.effective(own);
            let required = schema.object.required.iter().any(|name| name == property);
            let text = matches!(own.types[..], [] | [SchemaType::String]);
            if !text || own.values.as_ref().is_some_and(|values| tags.len() > 1 || values.len() == 1 && required) {
                return member;
            }
        }
        let values = tags.iter().map(|tag| tag.as_str().into()).collect();
        let place = schema.place.clone();
        let tag = self.make(Schema {
            place: place.clone(),
            types: vec![SchemaType::String],
            values: Some(values),
            ..Schema::default()
        });
        let tagged = self.make(Schema {
            place,
            types: vec![SchemaType::Object],
            object: ObjectRules {
                properties: [(property.to_owned(), tag)].into_iter().collect(),
                required: vec![property.to_owned()],
                ..ObjectRules::default()
            },
            ..Schema::default()
        });
        self.compose(&[member, tagged])
    }

    pub(super) fn tags_of(
        &mut self,
        member: SchemaId,
        property: &str,
        discriminator: Option<&Discriminator>,
        depth: usize,
    ) -> Vec<String> {
        let target = self.target(member);
        let mut tags: Vec<String> = discriminator
            .into_iter()
            .flat_map(|discriminator| &discriminator.mapping)
            .filter(|(_, to)| **to == member || **to == target)
            .map(|(value, _)| value.clone())
            .collect();
        if depth < DEEPEST {
            let schema = self.effective(target);
            let mut inner: Vec<SchemaId> = schema.one_of.iter().chain(&schema.any_of).copied().collect();
            let own = schema.discriminator.clone();
            if inner.is_empty()
                && let Some(own) = &own
            {
                inner = self.children.get(&target).cloned().unwrap_or_default();
                let itself = own.mapping.iter().filter(|(_, to)| **to == target).map(|(value, _)| value.clone());
                tags.extend(itself.filter(|value| !tags.contains(value)).collect::<Vec<_>>());
            }
            for id in inner {
                if !self.is_null(id) {
                    for tag in self.tags_of(id, property, own.as_ref().or(discriminator), depth + 1) {
                        if !tags.contains(&tag) {
                            tags.push(tag);
                        }
                    }
                }
            }
        }
        if tags.is_empty() { self.own_tags(target, property) } else { tags }
    }

    /// The values that mean a schema which no mapping names. Those that its base lists mean all that extend it.
    fn own_tags(&mut self, target: SchemaId, property: &str) -> Vec<String> {
        let mut listed = self.constants(target, property);
        let schema = self.schema(target);
        if !listed.is_empty() && schema.name.is_some() && self.inherits(target, property) {
            let own = schema.discriminator_value(&listed);
            if own.is_some() || listed.len() > 1 {
                return own.into_iter().collect();
            }
        }
        if listed.is_empty() {
            listed.extend(schema.discriminator_value(&[]));
        }
        listed
    }

    /// Whether a property is what a component that this schema extends says of it, and nothing more.
    fn inherits(&mut self, object: SchemaId, property: &str) -> bool {
        let Some(own) = self.effective(object).object.properties.get(property).copied() else { return false };
        let schema = self.schema(object);
        let mut bases =
            schema.all_of.iter().chain(&schema.reference).map(|base| self.target(*base)).collect::<Vec<_>>();
        bases.retain(|base| self.components.contains_key(base));
        bases.into_iter().any(|base| self.effective(base).object.properties.get(property) == Some(&own))
    }

    /// The strings that a property of an object is restricted to.
    fn constants(&mut self, object: SchemaId, property: &str) -> Vec<String> {
        let schema = self.effective(object);
        let Some(&property) = schema.object.properties.get(property) else { return Vec::new() };
        let values = self.effective(property).values.clone().unwrap_or_default();
        let strings: Vec<String> = values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect();
        if strings.len() == values.len() { strings } else { Vec::new() }
    }

    pub(super) fn implied_tag(&mut self, members: &[SchemaId]) -> Option<(String, Vec<Vec<String>>)> {
        if members.len() < 2 {
            return None;
        }
        let first = self.effective(*members.first()?);
        let candidates: Vec<String> = first.object.properties.keys().cloned().collect();
        'next: for property in candidates {
            let mut all: Vec<Vec<String>> = Vec::new();
            for &member in members {
                let schema = self.effective(member);
                if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
                    return None;
                }
                let tags = self.constants(member, &property);
                let sure = schema.object.required.contains(&property) || tags.len() == 1;
                if !sure || tags.is_empty() || all.iter().flatten().any(|other| tags.contains(other)) {
                    continue 'next;
                }
                all.push(tags);
            }
            return Some((property, all));
        }
        None
    }

    /// A value means the first member that claims it.
    fn drop_repeated(&mut self, all: &mut [Vec<String>], members: &[SchemaId], schema: &Schema) {
        let mut seen: Vec<(String, SchemaId)> = Vec::new();
        for (tags, &member) in all.iter_mut().zip(members) {
            let claimed = tags.iter().find_map(|tag| seen.iter().find(|(value, _)| value == tag)).cloned();
            tags.retain(|tag| {
                let new = !seen.iter().any(|(value, _)| value == tag);
                if new {
                    seen.push((tag.clone(), member));
                }
                new
            });
            if let Some((value, first)) = claimed {
                let [first, second] = [first, member].map(|member| self.alternative(member));
                let message =
                    format!("`{value}` of the discriminator means {first}, and {second} as well; the first is taken");
                self.say(Code::AmbiguousUnion, schema.place.as_ref(), message);
            }
        }
    }

    /// What an alternative is called, or where it stands.
    fn alternative(&mut self, member: SchemaId) -> String {
        let target = self.target(member);
        let named = self.schema(target).name.clone();
        let word = named.or_else(|| self.position(member));
        word.map_or_else(|| "an alternative".to_owned(), |word| format!("`{word}`"))
    }
}
