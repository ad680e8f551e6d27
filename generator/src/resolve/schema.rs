//! Schemas: from `openapiv3` and the keywords of the lowering into the arena.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, SchemaKind};
use serde_json::{Map, Number, Value};

use super::{Broken, Resolver, child, others};
use crate::diag::Code;
use crate::document::lowering::keyword;
use crate::document::pointer;
use crate::document::typed::{Dangling, Document, Kind};
use crate::spec::schema::{
    Access, Additional, ArrayRules, Check, Discriminator, NumberRules, ObjectRules, Schema, SchemaId, SchemaType,
    StringRules,
};

impl<'d> Resolver<'d, '_> {
    /// Every schema under `components`.
    pub(super) fn components(&mut self) -> IndexMap<String, SchemaId> {
        let Some(components) = &self.document.api.components else { return IndexMap::new() };
        let mut ids = IndexMap::new();
        for (name, node) in &components.schemas {
            let pointer = format!("/components/schemas/{}", pointer::escape(name));
            if let Ok(id) = self.schema(node, &pointer) {
                ids.insert(name.clone(), id);
            }
        }
        ids
    }

    /// The schema at a pointer.
    ///
    /// # Errors
    /// When it is a reference that leads to nothing.
    pub(super) fn schema(
        &mut self,
        node: &'d ReferenceOr<openapiv3::Schema>,
        pointer: &str,
    ) -> Result<SchemaId, Broken> {
        match node {
            ReferenceOr::Reference { reference } => self.schema_ref(reference, pointer),
            ReferenceOr::Item(schema) => Ok(self.reserve(pointer.to_owned(), schema)),
        }
    }

    /// The schema at a pointer, or any value in place of a broken reference.
    pub(super) fn schema_or_any(&mut self, node: &'d ReferenceOr<openapiv3::Schema>, pointer: &str) -> SchemaId {
        let found = self.schema(node, pointer);
        self.or_any(found, pointer)
    }

    fn boxed(&mut self, node: &'d ReferenceOr<Box<openapiv3::Schema>>, pointer: &str) -> SchemaId {
        let found = match node {
            ReferenceOr::Reference { reference } => self.schema_ref(reference, pointer),
            ReferenceOr::Item(schema) => Ok(self.reserve(pointer.to_owned(), schema)),
        };
        self.or_any(found, pointer)
    }

    fn or_any(&mut self, found: Result<SchemaId, Broken>, pointer: &str) -> SchemaId {
        found.unwrap_or_else(|Broken| {
            self.lost(pointer, "any value is taken here, because the schema is broken");
            self.add(Schema { place: Some(self.place(pointer)), ..Schema::default() })
        })
    }

    fn schema_ref(&mut self, reference: &str, holder: &str) -> Result<SchemaId, Broken> {
        let (pointer, schema) = self.follow(Kind::Schema, reference, holder, Document::schema)?;
        Ok(self.reserve(pointer, schema))
    }

    /// Adds a schema that stands nowhere in the document.
    pub(super) fn add(&mut self, schema: Schema) -> SchemaId {
        self.schemas.push(schema);
        SchemaId(u32::try_from(self.schemas.len() - 1).unwrap_or(u32::MAX))
    }

    /// The id of a schema. It is filled later, so that neither cycles nor depth matter.
    fn reserve(&mut self, pointer: String, schema: &'d openapiv3::Schema) -> SchemaId {
        let shared = component_name(&pointer).is_some() || self.document.is_schema_target(&pointer);
        if shared && let Some(id) = self.by_pointer.get(&pointer) {
            return *id;
        }
        let id = self.add(Schema::default());
        if shared {
            self.by_pointer.insert(pointer.clone(), id);
        }
        self.pending.push_back((id, pointer, schema));
        id
    }

    /// Resolves all schemas that are pointed to.
    pub(super) fn fill_pending(&mut self) {
        while let Some((id, pointer, schema)) = self.pending.pop_front() {
            if let Some(content) = schema.schema_data.extensions.get(keyword::CONTENT_SCHEMA) {
                self.contents.insert(id, content);
            }
            let schema = self.fill(&pointer, schema);
            self.schemas[id.0 as usize] = Schema { origin: Some(id), ..schema };
        }
    }

    fn fill(&mut self, pointer: &str, schema: &'d openapiv3::Schema) -> Schema {
        let data = &schema.schema_data;
        let extensions = &data.extensions;
        let mut filled = Schema {
            place: Some(self.place(pointer)),
            name: component_name(pointer),
            title: data.title.clone(),
            description: data.description.clone(),
            deprecated: data.deprecated,
            access: match (data.read_only, data.write_only) {
                (true, false) => Access::ReadOnly,
                (false, true) => Access::WriteOnly,
                _ => Access::ReadWrite,
            },
            nullable: data.nullable,
            default: data.default.clone(),
            examples: examples(data),
            xml: extensions.get(keyword::XML).cloned(),
            never: extensions.contains_key(keyword::NEVER),
            exact: extensions.contains_key(keyword::EXACT),
            extensions: others(extensions, &[]),
            ..Schema::default()
        };
        if let Some(Value::String(reference)) = extensions.get(keyword::REF) {
            match self.schema_ref(reference, pointer) {
                Ok(id) => filled.reference = Some(id),
                Err(Broken) => {
                    self.lost(pointer, "any value is taken here, because the schema is broken");
                }
            }
        }
        // The typing makes no other kind.
        let SchemaKind::Any(any) = &schema.schema_kind else { return filled };
        filled.types = types(any, extensions);
        filled.format.clone_from(&any.format);
        values(&mut filled, any, extensions);
        filled.string = string_rules(any, extensions);
        filled.number = number_rules(any, extensions);
        filled.array = self.array_rules(any, extensions, pointer);
        filled.object = self.object_rules(any, extensions, pointer);
        filled.all_of = self.members(&any.all_of, pointer, "allOf");
        filled.one_of = self.members(&any.one_of, pointer, "oneOf");
        filled.any_of = self.members(&any.any_of, pointer, "anyOf");
        filled.not = any.not.as_ref().map(|node| self.schema_or_any(node, &format!("{pointer}/not")));
        if let Some(Value::Object(checks)) = extensions.get(keyword::CHECKS) {
            filled.checks = self.checks(checks);
        }
        filled.discriminator = data.discriminator.as_ref().map(|found| self.discriminator(found, extensions, pointer));
        filled
    }

    fn members(&mut self, nodes: &'d [ReferenceOr<openapiv3::Schema>], pointer: &str, keyword: &str) -> Vec<SchemaId> {
        let member = |(index, node)| self.schema_or_any(node, &format!("{pointer}/{keyword}/{index}"));
        nodes.iter().enumerate().map(member).collect()
    }

    /// A schema to which the lowering has left a reference.
    pub(super) fn stand_in(&mut self, value: &Value) -> Option<SchemaId> {
        let reference = value.get("$ref")?.as_str()?;
        let holder = pointer::from_reference(reference)?;
        let found = self.schema_ref(reference, &holder);
        Some(self.or_any(found, &holder))
    }

    fn array_rules(&mut self, any: &'d AnySchema, extensions: &IndexMap<String, Value>, pointer: &str) -> ArrayRules {
        let prefix: Vec<SchemaId> = match extensions.get(keyword::PREFIX_ITEMS) {
            Some(Value::Array(items)) => items.iter().filter_map(|item| self.stand_in(item)).collect(),
            _ => Vec::new(),
        };
        let mut max_items = any.max_items.map(|count| count as u64);
        if extensions.contains_key(keyword::NO_MORE_ITEMS) {
            let most = prefix.len() as u64;
            max_items = Some(max_items.map_or(most, |count| count.min(most)));
        }
        ArrayRules {
            items: any.items.as_ref().map(|node| self.boxed(node, &format!("{pointer}/items"))),
            prefix,
            min_items: any.min_items.map(|count| count as u64),
            max_items,
            unique_items: any.unique_items.unwrap_or_default(),
            unevaluated: extensions.get(keyword::UNEVALUATED_ITEMS).and_then(|target| self.stand_in(target)),
        }
    }

    fn object_rules(&mut self, any: &'d AnySchema, extensions: &IndexMap<String, Value>, pointer: &str) -> ObjectRules {
        let below = format!("{pointer}/properties");
        let properties =
            any.properties.iter().map(|(name, node)| (name.clone(), self.boxed(node, &child(&below, name)))).collect();
        let additional = match &any.additional_properties {
            None => Additional::Unsaid,
            Some(AdditionalProperties::Any(true)) => Additional::Any,
            Some(AdditionalProperties::Any(false)) => Additional::Forbidden,
            Some(AdditionalProperties::Schema(node)) if is_anything(node) => Additional::Any,
            Some(AdditionalProperties::Schema(node)) => {
                Additional::Schema(self.schema_or_any(node, &format!("{pointer}/additionalProperties")))
            }
        };
        let patterns = match extensions.get(keyword::PATTERN_PROPERTIES) {
            Some(Value::Object(map)) => self.patterns(map),
            _ => IndexMap::new(),
        };
        let mut required = Vec::with_capacity(any.required.len());
        for name in &any.required {
            if !required.contains(name) {
                required.push(name.clone());
            }
        }
        ObjectRules {
            properties,
            required,
            additional,
            patterns,
            min_properties: any.min_properties.map(|count| count as u64),
            max_properties: any.max_properties.map(|count| count as u64),
            unevaluated: extensions.get(keyword::UNEVALUATED_PROPERTIES).and_then(|target| self.stand_in(target)),
        }
    }

    fn patterns(&mut self, map: &Map<String, Value>) -> IndexMap<String, SchemaId> {
        map.iter().filter_map(|(pattern, value)| Some((pattern.clone(), self.stand_in(value)?))).collect()
    }

    fn checks(&mut self, map: &Map<String, Value>) -> Vec<Check> {
        let mut schema = |key: &str| map.get(key).and_then(|value| self.stand_in(value));
        let (condition, yes, no) = (schema("if"), schema("then"), schema("else"));
        let (names, contains) = (schema("propertyNames"), schema("contains"));
        let mut checks = Vec::new();
        if let Some(condition) = condition {
            checks.push(Check::If(condition, yes, no));
        }
        checks.extend(names.map(Check::Names));
        let count = |key: &str| map.get(key).and_then(Value::as_u64);
        checks.extend(
            contains.map(|item| Check::Contains(item, count("minContains").unwrap_or(1), count("maxContains"))),
        );
        for (name, needed) in map.get("dependentRequired").and_then(Value::as_object).into_iter().flatten() {
            let needed = needed.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
            checks.push(Check::DependentRequired(name.clone(), needed));
        }
        for (name, value) in map.get("dependentSchemas").and_then(Value::as_object).into_iter().flatten() {
            checks.extend(self.stand_in(value).map(|id| Check::DependentSchema(name.clone(), id)));
        }
        checks
    }

    /// What an entry of a mapping leads to: the name of a component or a reference.
    fn mapped(&mut self, target: &str, at: &str) -> Option<SchemaId> {
        let component = pointer::to_reference(&format!("/components/schemas/{}", pointer::escape(target)));
        let named = self.document.schema(&component).is_ok();
        let reference = if named && !target.starts_with('#') { component } else { target.to_owned() };
        match self.document.schema(&reference) {
            Ok(_) => self.schema_ref(&reference, at).ok(),
            Err(Dangling::Missing) => {
                // By its name alone, one that nobody declares may be meant for a whole that this is a part of.
                if at.ends_with("/defaultMapping") && !reference.contains(['#', '/', '.']) {
                    let message = format!(
                        "`{reference}` is no schema of this document; values without a tag are kept as they are"
                    );
                    self.push(Code::Degraded, at, message);
                } else {
                    self.unresolved(Kind::Schema, &reference, at);
                }
                None
            }
            Err(Dangling::Broken) => None,
        }
    }

    fn discriminator(
        &mut self,
        discriminator: &openapiv3::Discriminator,
        extensions: &IndexMap<String, Value>,
        pointer: &str,
    ) -> Discriminator {
        let mut mapping = IndexMap::new();
        for (value, target) in &discriminator.mapping {
            let at = child(&format!("{pointer}/discriminator/mapping"), value);
            if let Some(id) = self.mapped(target, &at) {
                mapping.insert(value.clone(), id);
            }
        }
        let default = extensions.get(keyword::DEFAULT_MAPPING).and_then(Value::as_str);
        let default =
            default.and_then(|target| self.mapped(target, &format!("{pointer}/discriminator/defaultMapping")));
        Discriminator { property: discriminator.property_name.clone(), mapping, default }
    }
}

/// The name of the component that stands at a pointer.
fn component_name(pointer: &str) -> Option<String> {
    let name = pointer.strip_prefix("/components/schemas/")?;
    (!name.contains('/')).then(|| pointer::unescape(name).into_owned())
}

fn is_anything(node: &ReferenceOr<openapiv3::Schema>) -> bool {
    match node {
        ReferenceOr::Item(schema) => {
            schema.schema_data == openapiv3::SchemaData::default()
                && schema.schema_kind == SchemaKind::Any(AnySchema::default())
        }
        ReferenceOr::Reference { .. } => false,
    }
}

fn examples(data: &openapiv3::SchemaData) -> Vec<Value> {
    let several = match data.extensions.get(keyword::EXAMPLES) {
        Some(Value::Array(examples)) => examples.as_slice(),
        _ => &[],
    };
    data.example.iter().chain(several).cloned().collect()
}

fn types(any: &AnySchema, extensions: &IndexMap<String, Value>) -> Vec<SchemaType> {
    let several = match extensions.get(keyword::TYPES) {
        Some(Value::Array(names)) => names.as_slice(),
        _ => &[],
    };
    let names = any.typ.as_deref().into_iter().chain(several.iter().filter_map(Value::as_str));
    names.filter_map(type_of).collect()
}

fn type_of(name: &str) -> Option<SchemaType> {
    Some(match name {
        "string" => SchemaType::String,
        "integer" => SchemaType::Integer,
        "number" => SchemaType::Number,
        "boolean" => SchemaType::Boolean,
        "array" => SchemaType::Array,
        "object" => SchemaType::Object,
        _ => return None,
    })
}

/// `enum` and `const`. Null among the values makes the schema nullable; null alone leaves no other value.
fn values(filled: &mut Schema, any: &AnySchema, extensions: &IndexMap<String, Value>) {
    if any.enumeration.is_empty() {
        return;
    }
    let mut seen = std::collections::HashSet::new();
    let values: Vec<Value> =
        any.enumeration.iter().filter(|value| !value.is_null() && seen.insert(value.to_string())).cloned().collect();
    filled.nullable |= any.enumeration.iter().any(Value::is_null);
    filled.is_const = extensions.contains_key(keyword::CONST);
    if values.is_empty() {
        filled.never = true;
        filled.is_const = false;
    } else {
        filled.values = Some(values);
    }
}

fn string_rules(any: &AnySchema, extensions: &IndexMap<String, Value>) -> StringRules {
    let text = |keyword: &str| extensions.get(keyword).and_then(Value::as_str).map(str::to_owned);
    StringRules {
        min_length: any.min_length.map(|count| count as u64),
        max_length: any.max_length.map(|count| count as u64),
        pattern: any.pattern.clone(),
        content_encoding: text(keyword::CONTENT_ENCODING),
        content_media_type: text(keyword::CONTENT_MEDIA_TYPE),
        content_schema: None,
    }
}

fn number_rules(any: &AnySchema, extensions: &IndexMap<String, Value>) -> NumberRules {
    let bound = |double: Option<f64>, keyword: &str| match extensions.get(keyword) {
        Some(Value::Number(exact)) => Some(exact.clone()),
        _ => double.and_then(number),
    };
    let split = |bound: Option<Number>, exclusive: Option<bool>| match exclusive {
        Some(true) => (None, bound),
        _ => (bound, None),
    };
    let (minimum, exclusive_minimum) = split(bound(any.minimum, keyword::MINIMUM), any.exclusive_minimum);
    let (maximum, exclusive_maximum) = split(bound(any.maximum, keyword::MAXIMUM), any.exclusive_maximum);
    NumberRules {
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of: any.multiple_of.and_then(number).filter(|number| number.as_f64() > Some(0.0)),
    }
}

/// A double as the document wrote it: without a fraction where it has none.
fn number(double: f64) -> Option<Number> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if double.fract() == 0.0 && double.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and within 2^53")]
        return Some(Number::from(double as i64));
    }
    Number::from_f64(double)
}
