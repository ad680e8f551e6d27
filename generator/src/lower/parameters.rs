//! Parameters and headers.

use super::arena::Lowering;
use super::docs;
use super::hint::Hint;
use super::names::{self, Case};
use crate::diag::{Code, Place};
use crate::ir::name::Name;
use crate::ir::operation::{Location, Members, Parameter, ParameterEncoding, ParameterKind, Style};
use crate::ir::types::{Docs, External, Rest, Scalar, Shape, Slot, StandsFor, TypeId};
use crate::spec::operation as spec;
use crate::spec::schema::{Schema, SchemaType};

impl Lowering<'_> {
    pub(super) fn lower_parameters(&mut self, operation: &spec::Operation, hint: &Hint) -> Vec<Parameter> {
        let given = self.usable(operation);
        let wires: Vec<&str> = given.iter().map(|parameter| parameter.name.as_str()).collect();
        let fields = fields(&wires, &given);
        let mut parameters = Vec::with_capacity(given.len());
        for (parameter, field) in given.iter().zip(fields) {
            let hint = match component_of(&parameter.place.pointer, "parameters") {
                Some(name) => Hint::new(names::camel(&name), self.home(&parameter.place, hint.module)),
                None => hint.part(&parameter.name),
            };
            let slot = self.slot(parameter.schema, &hint);
            let default = self.default(parameter.schema, &slot);
            let schema = self.schema(parameter.schema);
            let kind = self.encoded_kind(parameter.media_type.as_deref(), &slot, &parameter.place);
            let encoding = ParameterEncoding {
                style: parameter.style,
                explode: parameter.explode,
                allow_reserved: parameter.allow_reserved,
                allow_empty: parameter.allow_empty,
                kind,
                members: self.members(parameter, kind, slot.ty),
            };
            let text = docs::text(None, parameter.description.as_deref());
            let own = if schema.name.is_some() { Docs::default() } else { docs::of_schema(&schema) };
            parameters.push(Parameter {
                constant: names::constant(&field),
                name: Name { wire: parameter.name.clone(), rust: field },
                location: parameter.location,
                slot: Slot { nullable: slot.nullable && kind == ParameterKind::Json, ..slot },
                required: parameter.required,
                encoding,
                default,
                docs: Docs {
                    text: text.or(own.text),
                    examples: own.examples,
                    deprecated: parameter.deprecated || schema.deprecated,
                },
            });
        }
        parameters
    }

    /// What a parameter or header is written as.
    pub(super) fn encoded_kind(&mut self, media_type: Option<&str>, slot: &Slot, place: &Place) -> ParameterKind {
        let kind = self.parameter_kind(slot.ty, 0);
        match media_type {
            Some(media) if media == "application/json" || media.ends_with("+json") => ParameterKind::Json,
            Some("application/x-www-form-urlencoded") => ParameterKind::Form,
            Some(media) if kind != ParameterKind::Scalar => {
                let message = format!("a value that has parts is written as JSON here, not as `{media}`");
                self.say(Code::Degraded, Some(place), message);
                ParameterKind::Json
            }
            _ => kind,
        }
    }

    /// Where the members of a parameter stand.
    fn members(&self, parameter: &spec::Parameter, kind: ParameterKind, ty: TypeId) -> Members {
        let stands_apart = parameter.explode && matches!(parameter.location, Location::Query | Location::Cookie);
        if !stands_apart {
            return Members::Inside;
        }
        self.exploded(&parameter.name, parameter.style, kind, ty)
    }

    /// Where the members of a value stand that is exploded in a query string.
    pub(super) fn exploded(&self, name: &str, style: Style, kind: ParameterKind, ty: TypeId) -> Members {
        let may_explode = !matches!(style, Style::DeepObject | Style::QueryString)
            && matches!(kind, ParameterKind::Object | ParameterKind::Any);
        if !may_explode {
            return Members::Inside;
        }
        match self.members_of(ty, 0) {
            // A list or a single value, neither of which has members.
            Members::Inside => Members::Named(vec![name.to_owned()]),
            members => members,
        }
    }

    fn members_of(&self, ty: TypeId, depth: usize) -> Members {
        match &self.ty(self.unaliased(ty)).shape {
            Shape::Record(record) if !matches!(record.rest, Rest::Kept(..)) => {
                let constants = record.constants.iter().map(|constant| constant.name.wire.clone());
                Members::Named(constants.chain(record.fields.iter().map(|field| field.name.wire.clone())).collect())
            }
            Shape::Record(_)
            | Shape::Map(_)
            | Shape::Any
            | Shape::Scalar(Scalar::External(External { stands_for: StandsFor::Schema, .. })) => Members::Others,
            Shape::Scalar(_) | Shape::Choice(_) | Shape::List(_) | Shape::Tuple(_) => Members::Inside,
            _ if depth == 16 => Members::Others,
            Shape::Newtype(newtype) => self.members_of(newtype.slot.ty, depth + 1),
            Shape::Union(union) => {
                let variants = union.variants.iter().map(|variant| self.members_of(variant.slot.ty, depth + 1));
                variants.fold(Members::Inside, |all, more| match (all, more) {
                    (Members::Others, _) | (_, Members::Others) => Members::Others,
                    (Members::Inside, other) | (other, Members::Inside) => other,
                    (Members::Named(mut all), Members::Named(more)) => {
                        all.extend(more.into_iter().filter(|name| !all.contains(name)).collect::<Vec<_>>());
                        Members::Named(all)
                    }
                })
            }
            Shape::Alias(_) | Shape::Embedded(_) => Members::Inside,
        }
    }

    pub(super) fn parameter_kind(&self, ty: TypeId, depth: usize) -> ParameterKind {
        match &self.ty(self.unaliased(ty)).shape {
            Shape::Scalar(Scalar::External(External { stands_for: StandsFor::Schema, .. })) => ParameterKind::Any,
            Shape::Scalar(_) | Shape::Choice(_) => ParameterKind::Scalar,
            Shape::List(_) | Shape::Tuple(_) => ParameterKind::Array,
            Shape::Record(_) | Shape::Map(_) => ParameterKind::Object,
            Shape::Newtype(newtype) if depth < 16 => self.parameter_kind(newtype.slot.ty, depth + 1),
            Shape::Union(union) if depth < 16 => {
                let mut kinds = union.variants.iter().map(|variant| self.parameter_kind(variant.slot.ty, depth + 1));
                let first = kinds.next().unwrap_or(ParameterKind::Any);
                if kinds.all(|kind| kind == first) { first } else { ParameterKind::Any }
            }
            _ => ParameterKind::Any,
        }
    }

    /// The parameters that mean something, and one for each place in the path that has none.
    fn usable(&mut self, operation: &spec::Operation) -> Vec<spec::Parameter> {
        let places = places(&operation.path);
        let mut usable: Vec<spec::Parameter> = Vec::new();
        for parameter in &operation.parameters {
            let name = parameter.name.as_str();
            let ignored = ["accept", "content-type", "authorization"];
            let why = if parameter.location == Location::Path && !places.iter().any(|place| place == name) {
                format!("the path has no place for the parameter `{name}`, so it is left out")
            } else if parameter.location == Location::Header && ignored.contains(&name.to_ascii_lowercase().as_str()) {
                format!("OpenAPI says to ignore a header parameter called `{name}`, so it is left out")
            } else if usable.iter().any(|other| other.location == parameter.location && other.name == name) {
                format!("the parameter `{name}` is given twice; the first is taken")
            } else {
                usable.push(parameter.clone());
                continue;
            };
            self.say(Code::Degraded, Some(&parameter.place), why);
        }
        for place in places {
            if usable.iter().any(|parameter| parameter.location == Location::Path && parameter.name == place) {
                continue;
            }
            let message = format!("no parameter says what `{{{place}}}` in the path is; it is taken as a string");
            self.say(Code::Degraded, Some(&operation.place), message);
            let schema = self.make(Schema { types: vec![SchemaType::String], ..Schema::default() });
            usable.push(spec::Parameter::of_template(place, schema, operation.place.clone()));
        }
        usable
    }
}

/// Fields for parameters; one that another location has too is told by its own (`id`, `id_query`).
fn fields(wires: &[&str], given: &[spec::Parameter]) -> Vec<String> {
    let texts: Vec<String> = given
        .iter()
        .enumerate()
        .map(|(index, parameter)| {
            if wires[..index].iter().any(|other| names::snake(other) == names::snake(&parameter.name)) {
                let location = match parameter.location {
                    Location::Path => "path",
                    Location::Query => "query",
                    Location::Header => "header",
                    Location::Cookie => "cookie",
                };
                let same_place = given[..index].iter().any(|other| {
                    other.location == parameter.location && names::snake(&other.name) == names::snake(&parameter.name)
                });
                if !same_place {
                    return format!("{} {location}", parameter.name);
                }
            }
            parameter.name.clone()
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    names::scope(&texts, Case::Snake, &[])
}

/// The names of the `{places}` in a path.
fn places(path: &str) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !places.iter().any(|place| place == name) {
            places.push(name.to_owned());
        }
        rest = after;
    }
    places
}

/// The name of the component that a place is in.
pub(super) fn component_of(pointer: &str, section: &str) -> Option<String> {
    let rest = pointer.strip_prefix("/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    let name = rest.split('/').next().unwrap_or(rest);
    Some(name.replace("~1", "/").replace("~0", "~"))
}
