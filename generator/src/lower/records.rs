//! Objects with named properties.

use serde_json::Value;

use super::arena::Lowering;
use super::hint::Hint;
use super::names::{self, Case};
use super::renames::{self, Named};
use super::{assertions, choices, docs, rules, shapes};
use crate::diag::Code;
use crate::ir::name::Name;
use crate::ir::types::{Access, Assertion, Constant, ConstantValue, Docs, Field, Record, Rules, Shape};
use crate::spec::schema::{self, Schema, SchemaId};

impl Lowering<'_> {
    pub(super) fn record(&mut self, schema: &Schema, hint: &Hint) -> Shape {
        let object = &schema.object;
        let wires: Vec<&str> = object.properties.keys().map(String::as_str).collect();
        let names = self.fields(schema, hint.name(), &wires);
        let unknown: Vec<String> =
            object.required.iter().filter(|&name| !object.properties.contains_key(name)).cloned().collect();
        let open = matches!(object.additional, schema::Additional::Any | schema::Additional::Schema(_));
        for required in unknown.iter().filter(|_| !open) {
            let message = format!("`required` names `{required}`, which is not among the properties");
            self.say(Code::Degraded, schema.place.as_ref(), message);
        }
        let mut constants = Vec::new();
        let mut fields = Vec::with_capacity(names.len());
        for (name, &property) in names.into_iter().zip(object.properties.values()) {
            let required = object.required.contains(&name.wire);
            if let Some(value) = self.constant(property, required) {
                constants.push(Constant { name, value, required });
                continue;
            }
            let slot = self.slot(property, &hint.part(&name.wire));
            let own = self.schema(property);
            let default = self.default(property, &slot);
            let mut docs = if self.components.contains_key(&property) {
                Docs { deprecated: own.deprecated, ..Docs::default() }
            } else {
                docs::of_schema(&own)
            };
            docs.deprecated |= own.deprecated;
            let access = match shapes::access(self, property) {
                schema::Access::ReadWrite => Access::Both,
                schema::Access::ReadOnly => Access::ReadOnly,
                schema::Access::WriteOnly => Access::WriteOnly,
            };
            fields.push(Field { name, slot, required, default, docs, access });
        }
        let taken: Vec<&str> = fields.iter().map(|field| field.name.rust.as_str()).collect();
        let mut rules = Rules { also: self.assertions(schema, assertions::Typed::Other), ..rules::of_object(schema) };
        if open && !unknown.is_empty() {
            rules.also.push(Assertion::Required(unknown));
        }
        let rest = self.rest(schema, hint, &taken, keeps_others(schema, &rules));
        Shape::Record(Record {
            constants,
            fields,
            rest,
            rules: rules.is_some().then_some(rules),
            part: None,
            places: None,
        })
    }

    /// The one value that a property can have, if it is always there. One that travels in one direction only is not.
    fn constant(&mut self, property: SchemaId, required: bool) -> Option<ConstantValue> {
        let schema = self.effective(property);
        let always = required || self.always.contains(&property);
        if !always || shapes::access(self, property) != schema::Access::ReadWrite || self.is_nullable(property) {
            return None;
        }
        let [value] = schema.values.as_deref()? else { return None };
        if choices::is_open(&schema) || !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return None;
        }
        match self.coerced(&schema, value) {
            Value::String(text) => Some(ConstantValue::String(text)),
            Value::Bool(flag) => Some(ConstantValue::Boolean(flag)),
            Value::Number(number) => number.as_i64().map(ConstantValue::Integer),
            _ => None,
        }
    }

    /// The names of the fields of a record that Rust calls `rust`.
    fn fields(&mut self, schema: &Schema, rust: &str, wires: &[&str]) -> Vec<Name> {
        let mut wishes = Vec::with_capacity(wires.len());
        for (&wire, &property) in wires.iter().zip(schema.object.properties.values()) {
            let own = if self.components.contains_key(&property) {
                None
            } else {
                renames::keyword(&self.schema(property).extensions)
            };
            wishes.push(self.property_wish([schema.name.as_deref(), Some(rust)], wire).or(own));
        }
        let texts: Vec<&str> = wishes.iter().zip(wires).map(|(wish, &wire)| wish.as_deref().unwrap_or(wire)).collect();
        let names = names::scope(&texts, Case::Snake, &[]);
        for (wish, name) in wishes.iter().zip(&names) {
            if let Some(wish) = wish {
                self.check_wish(Named::Properties, wish, name, schema.place.as_ref());
            }
        }
        wires.iter().zip(names).map(|(&wire, rust)| Name { wire: wire.to_owned(), rust }).collect()
    }
}

/// Whether rules ask for more than the properties that have names, so that the others must be kept.
fn keeps_others(schema: &Schema, rules: &Rules) -> bool {
    let mut names = Vec::new();
    assertions::names(&rules.also, &mut names);
    schema.exact && (rules.min_properties.is_some() || rules.max_properties.is_some())
        || names.iter().any(|name| !schema.object.properties.contains_key(*name))
}
