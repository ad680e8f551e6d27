//! What schemas are called in XML, by their `xml` objects and by the defaults of OpenAPI (OAS 3.0.4, 4.8.26; OAS 3.2.0, 4.26).

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::arena::Lowering;
use super::names;
use super::shapes::Kind;
use crate::ir::xml::{Element, Member, Node, Record, Rest, Shape, Tables, Text, XmlName};
use crate::spec::schema::{Additional, Schema, SchemaId, SchemaType};

/// How deep lists and maps in place nest.
const DEEPEST: usize = 32;

/// How deep records nest; as deep as types do.
const MOST_OPEN: usize = super::arena::DEEPEST;

/// The tables so far.
#[derive(Debug, Default)]
pub(super) struct XmlTables {
    pub tables: Tables,
    records: HashMap<SchemaId, usize>,
    /// Those whose parts are being looked at.
    open: Vec<usize>,
    constants: HashSet<String>,
}

/// What the `xml` objects on the way to a schema say, the outermost first.
#[derive(Debug, Default)]
struct Facts {
    name: Option<String>,
    namespace: Option<String>,
    prefix: Option<String>,
    attribute: bool,
    wrapped: bool,
    text: bool,
    cdata: bool,
    /// Whether it has no node of its own; of a list, that says nothing new.
    none: bool,
}

impl Facts {
    fn name_or(&self, otherwise: &str) -> XmlName {
        XmlName {
            local: self.name.clone().unwrap_or_else(|| otherwise.to_owned()),
            namespace: self.namespace.clone().unwrap_or_default(),
            prefix: self.prefix.clone().unwrap_or_default(),
        }
    }
}

impl Lowering<'_> {
    /// The document whose root stands for a schema: its number among the elements.
    pub(super) fn xml_element(&mut self, id: SchemaId) -> usize {
        let component = self.component_name(id);
        let name = self.xml_facts(id).name_or(component.as_deref().unwrap_or("root"));
        let shape = self.xml_shape(id, &name.local, 0);
        let known = &self.xml.tables.elements;
        if let Some(at) = known.iter().position(|element| element.name == name && element.shape == shape) {
            return at;
        }
        let constant = self.xml_constant(component.as_deref().unwrap_or(&name.local));
        self.xml.tables.elements.push(Element { constant, name, shape });
        self.xml.tables.elements.len() - 1
    }

    fn xml_shape(&mut self, id: SchemaId, name: &str, depth: usize) -> Shape {
        if depth > DEEPEST {
            return Shape::Any;
        }
        let (target, schema) = self.xml_target(id);
        match self.kind(target, &schema) {
            Kind::Record => Shape::Record(self.xml_record(target, &schema)),
            Kind::List => self.xml_list(schema.array.items, name, depth),
            Kind::Tuple => Shape::List(Facts::default().name_or(name), Box::new(Shape::Any)),
            Kind::Map => {
                let shape = match schema.object.additional {
                    Additional::Schema(id) => self.xml_shape(id, name, depth + 1),
                    _ => schema
                        .object
                        .patterns
                        .values()
                        .next()
                        .map_or(Shape::Any, |&id| self.xml_shape(id, name, depth + 1)),
                };
                Shape::Map(Box::new(shape))
            }
            Kind::Union(plan) => {
                let members: Vec<SchemaId> = plan.variants.iter().map(|variant| variant.schema).collect();
                self.xml_union(target, &members, name, depth)
            }
            Kind::Same(other) if other != target => self.xml_shape(other, name, depth + 1),
            Kind::Scalar(_) | Kind::Choice(_) | Kind::Embedded(_) => Shape::Text(text_of(&schema)),
            Kind::Any | Kind::Same(_) => Shape::Any,
        }
    }

    fn xml_list(&mut self, items: Option<SchemaId>, name: &str, depth: usize) -> Shape {
        let Some(items) = items else { return Shape::List(Facts::default().name_or(name), Box::new(Shape::Any)) };
        let name = self.xml_facts(items).name_or(name);
        let shape = self.xml_shape(items, &name.local, depth + 1);
        Shape::List(name, Box::new(shape))
    }

    /// One of several: of objects, all their parts, since nothing in XML tells before which of them it is.
    fn xml_union(&mut self, id: SchemaId, members: &[SchemaId], name: &str, depth: usize) -> Shape {
        if let Some(&at) = self.xml.records.get(&id) {
            return Shape::Record(at);
        }
        let mut shapes = Vec::new();
        let mut objects: Vec<Schema> = Vec::new();
        let mut open: Vec<(SchemaId, usize)> = members.iter().rev().map(|&member| (member, 0)).collect();
        while let Some((member, level)) = open.pop() {
            let (target, schema) = self.xml_target(member);
            match self.kind(target, &schema) {
                Kind::Union(plan) if level < 8 && target != id => {
                    open.extend(plan.variants.iter().rev().map(|variant| (variant.schema, level + 1)));
                }
                Kind::Record | Kind::Map => objects.push(schema),
                Kind::Scalar(_) | Kind::Choice(_) => shapes.push(Shape::Text(text_of(&schema))),
                Kind::List if members.len() == 1 => shapes.push(self.xml_list(schema.array.items, name, depth + 1)),
                _ => shapes.push(Shape::Any),
            }
        }
        if objects.is_empty() {
            return match shapes.as_slice() {
                [first, rest @ ..] if rest.iter().all(|shape| shape == first) => first.clone(),
                all if all.iter().all(|shape| matches!(shape, Shape::Text(_))) => Shape::Text(Text::Guess),
                _ => Shape::Any,
            };
        }
        if !shapes.is_empty() {
            return Shape::Any;
        }
        let mut whole = Schema::default();
        whole.object.additional = Additional::Any;
        for schema in objects {
            for (key, id) in schema.object.properties {
                whole.object.properties.entry(key).or_insert(id);
            }
        }
        Shape::Record(self.xml_record(id, &whole))
    }

    /// The record of a schema. It is there before its parts are, which may hold it.
    fn xml_record(&mut self, id: SchemaId, schema: &Schema) -> usize {
        if let Some(&at) = self.xml.records.get(&id) {
            return at;
        }
        let at = self.xml.tables.records.len();
        self.xml.records.insert(id, at);
        if self.xml.open.len() > MOST_OPEN {
            let constant = self.xml_constant("object parts");
            self.xml.tables.records.push(Record { constant, members: Vec::new(), rest: Rest::Kept(Shape::Any) });
            return at;
        }
        let wish = self.component_name(id).or_else(|| schema.title.clone()).unwrap_or_else(|| "object".to_owned());
        let constant = self.xml_constant(&format!("{wish} parts"));
        self.xml.tables.records.push(Record { constant, members: Vec::new(), rest: Rest::Ignored });
        let properties: Vec<(String, SchemaId)> =
            schema.object.properties.iter().map(|(key, id)| (key.clone(), *id)).collect();
        self.xml.open.push(at);
        let members = properties
            .into_iter()
            .map(|(key, id)| {
                let required = schema.object.required.contains(&key);
                self.xml_member(key, id, required)
            })
            .collect();
        let rest = match schema.object.additional {
            Additional::Schema(id) => Rest::Kept(self.xml_shape(id, "item", 0)),
            Additional::Forbidden if schema.object.patterns.is_empty() => Rest::Forbidden,
            Additional::Unsaid if schema.object.patterns.is_empty() => Rest::Ignored,
            Additional::Any | Additional::Forbidden | Additional::Unsaid => Rest::Kept(Shape::Any),
        };
        self.xml.open.pop();
        let record = &mut self.xml.tables.records[at];
        record.members = members;
        record.rest = rest;
        at
    }

    fn xml_member(&mut self, key: String, id: SchemaId, required: bool) -> Member {
        let facts = self.xml_facts(id);
        let name = facts.name_or(&key);
        let shape = self.xml_shape(id, &name.local, 0);
        let (node, name, shape) = match shape {
            // What is no single value can't be one in XML either; it is written as text where it can be.
            _ if facts.attribute => (Node::Attribute, name, text(shape)),
            _ if facts.cdata => (Node::CData, name, text(shape)),
            _ if facts.text => (Node::Text, name, text(shape)),
            Shape::Text(kind) if facts.none => (Node::Text, name, Shape::Text(kind)),
            // One that held itself in this way would have no end.
            Shape::Record(at) if facts.none && !self.xml.open.contains(&at) => {
                (if required { Node::RequiredInline } else { Node::Inline }, name, Shape::Record(at))
            }
            Shape::List(item, shape) if !facts.wrapped => {
                (if required { Node::RequiredItems } else { Node::Items }, item, *shape)
            }
            shape => (Node::Element, name, shape),
        };
        Member { key, name, node, shape }
    }

    /// What the `xml` objects say from a schema to what it stands for.
    fn xml_facts(&self, id: SchemaId) -> Facts {
        let mut facts = Facts::default();
        for id in self.chain(id) {
            let schema = self.schema(id);
            let Some(Value::Object(xml)) = &schema.xml else { continue };
            let text =
                |key: &str| xml.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
            let is = |key: &str| xml.get(key).and_then(Value::as_bool).unwrap_or_default();
            let node = text("nodeType");
            facts.name = facts.name.or_else(|| text("name"));
            facts.namespace = facts.namespace.or_else(|| text("namespace"));
            facts.prefix = facts.prefix.or_else(|| text("prefix"));
            facts.attribute |= is("attribute") || node.as_deref() == Some("attribute");
            facts.wrapped |= is("wrapped") || node.as_deref() == Some("element");
            facts.text |= is("x-ms-text") || node.as_deref() == Some("text");
            facts.cdata |= node.as_deref() == Some("cdata");
            // A schema that refers to another one has no node of its own anyway, but the other one has (OAS 3.2.0, 4.26.1).
            facts.none |= node.as_deref() == Some("none") && schema.reference.is_none() && schema.all_of.is_empty();
        }
        facts
    }

    /// A schema and what it refers to, one after the other.
    fn chain(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut chain = vec![id];
        while let Some(&last) = chain.last() {
            let schema = self.schema(last);
            if !schema.object.properties.is_empty() || chain.len() > DEEPEST {
                break;
            }
            let alternatives = schema.one_of.iter().chain(&schema.any_of).filter(|&&member| !self.is_null(member));
            let parts = schema.reference.iter().chain(&schema.all_of);
            let parts = parts.filter(|&&part| !super::shapes::is_annotation(&self.schema(part)));
            let next: Vec<SchemaId> = parts.chain(alternatives).copied().collect();
            match next.as_slice() {
                [one] if !chain.contains(one) => chain.push(*one),
                _ => break,
            }
        }
        chain
    }

    fn component_name(&self, id: SchemaId) -> Option<String> {
        self.chain(id).into_iter().find_map(|id| self.schema(id).name.clone())
    }

    fn xml_target(&mut self, id: SchemaId) -> (SchemaId, Schema) {
        let mut target = self.target(id);
        for _ in 0..DEEPEST {
            let next = self.target_of_component(target);
            if next == target {
                break;
            }
            target = next;
        }
        (target, Schema::clone(&self.effective(target)))
    }

    fn xml_constant(&mut self, wish: &str) -> String {
        let plain = names::constant(&names::snake(wish));
        let mut constant = plain.clone();
        let mut count = 1;
        while !self.xml.constants.insert(constant.clone()) {
            count += 1;
            constant = format!("{plain}_{count}");
        }
        constant
    }
}

/// The same as the text of an attribute or element.
fn text(shape: Shape) -> Shape {
    if let Shape::Text(_) = shape { shape } else { Shape::Text(Text::Guess) }
}

/// What JSON has for the single values of a schema.
fn text_of(schema: &Schema) -> Text {
    let of_value = |value: &Value| match value {
        Value::Number(_) => Some(Text::Number),
        Value::Bool(_) => Some(Text::Boolean),
        Value::String(_) => Some(Text::String),
        _ => None,
    };
    let mut kinds: Vec<Text> = match schema.types.as_slice() {
        [] => schema.values.iter().flatten().filter_map(of_value).collect(),
        types => types
            .iter()
            .map(|ty| match ty {
                SchemaType::Integer | SchemaType::Number => Text::Number,
                SchemaType::Boolean => Text::Boolean,
                SchemaType::String | SchemaType::Array | SchemaType::Object => Text::String,
            })
            .collect(),
    };
    kinds.dedup();
    match kinds.as_slice() {
        [one] => *one,
        [] if schema.string != crate::spec::schema::StringRules::default() || schema.format.is_some() => Text::String,
        _ => Text::Guess,
    }
}
