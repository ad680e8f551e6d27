//! `in: body` and `in: formData` as request bodies.

use serde_json::{Map, Value, json};

use super::parameters::{Place, place, schema_of, style};
use super::responses::{distinct, is_reference};
use super::{Lowering, reference};
use crate::diag::Code;
use crate::document::media;
use crate::source::pointer;

/// A parameter that stands in a body.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) place: Place,
    pub(super) value: Value,
    /// Where it stands itself.
    pub(super) pointer: String,
    /// Where it is asked for.
    pub(super) holder: String,
    /// Whether it is asked for by a reference.
    pub(super) is_shared: bool,
}

impl Given {
    fn name(&self) -> Option<&str> {
        self.value.get("name")?.as_str()
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.place == other.place && self.name() == other.name()
    }
}

impl Lowering<'_> {
    /// `parameters` of the root: those in a body become request bodies, the fields of forms stand in those that use them.
    pub(super) fn shared_parameters(&mut self, value: &Value, components: &mut Map<String, Value>) {
        let Value::Object(shared) = value else {
            components.insert("parameters".to_owned(), value.clone());
            self.moved("/parameters", "/components/parameters");
            return;
        };
        let (mut parameters, mut bodies) = (Map::new(), Map::new());
        for (name, parameter) in shared {
            let from = pointer::join("/parameters", name);
            let (target, _) = self.target(parameter, &from);
            match place(target) {
                Place::Form => {}
                Place::Body => {
                    let to = pointer::join("/components/requestBodies", name);
                    self.moved(&from, &to);
                    let body = if is_reference(parameter) {
                        parameter.clone()
                    } else {
                        let consumes = self.consumes.clone();
                        self.body(parameter, &from, &to, &consumes, None)
                    };
                    bodies.insert(name.clone(), body);
                }
                _ => {
                    let to = pointer::join("/components/parameters", name);
                    self.moved(&from, &to);
                    parameters.insert(name.clone(), self.parameter(parameter, &from, &to));
                }
            }
        }
        components.insert("parameters".to_owned(), Value::Object(parameters));
        if !bodies.is_empty() {
            components.insert("requestBodies".to_owned(), Value::Object(bodies));
        }
    }

    /// The request body that the parameters in a body make together; none if there are none.
    pub(super) fn request_body(&mut self, given: &[Given], to: &str, consumes: &[String]) -> Option<Value> {
        let first = given.iter().find(|given| given.place == Place::Body).or_else(|| given.first())?;
        for other in given.iter().filter(|other| other.place != first.place || first.place == Place::Body) {
            if !std::ptr::eq(other, first) {
                let name = other.name().unwrap_or_default();
                let place = self.before.place(&other.holder);
                let message = format!("the parameter `{name}` is left out: the request has another body");
                self.sink.push(Code::Degraded, place, message);
            }
        }
        if first.place == Place::Form {
            let fields: Vec<&Given> = given.iter().filter(|given| given.place == Place::Form).collect();
            return Some(self.form(&fields, to, consumes));
        }
        if let Some(name) = first.pointer.strip_prefix("/parameters/").filter(|_| first.is_shared) {
            let home = format!("/components/requestBodies/{name}");
            self.origin(to, &first.holder);
            if consumes == self.consumes {
                return Some(reference(&home));
            }
            let shared = self.moves.get(&pointer::join(&first.pointer, "schema")).cloned();
            return Some(self.body(&first.value, &first.pointer, to, consumes, shared.as_deref()));
        }
        self.moved(&first.pointer, to);
        Some(self.body(&first.value, &first.pointer, to, consumes, None))
    }

    /// A body in each of its media types. `shared` is where the schema is already.
    fn body(&mut self, value: &Value, from: &str, to: &str, consumes: &[String], shared: Option<&str>) -> Value {
        let Value::Object(map) = value else { return value.clone() };
        let mut lowered = Map::new();
        for (key, value) in map {
            if matches!(key.as_str(), "description" | "required") || key.starts_with("x-") {
                lowered.insert(key.clone(), value.clone());
            }
        }
        let mut names = distinct(consumes);
        if names.is_empty() {
            names.push("application/json".to_owned());
        }
        let schema = match map.get("schema") {
            Some(schema) => schema.clone(),
            None => Value::Object(schema_of(map)),
        };
        let was = pointer::join(from, "schema");
        let mut content = self.content(&names, &schema, &was, to, shared);
        if !map.contains_key("schema") {
            self.schema_of(from, &pointer::join(&pointer::join(&pointer::join(to, "content"), &names[0]), "schema"));
        }
        for key in ["x-example", "x-examples"] {
            for (name, example) in map.get(key).and_then(Value::as_object).into_iter().flatten() {
                if let Some(media) = content.get_mut(name).and_then(Value::as_object_mut) {
                    media.insert("example".to_owned(), example.clone());
                }
            }
        }
        lowered.insert("content".to_owned(), content);
        Value::Object(lowered)
    }

    /// One schema in several media types: it stands in the first, and the others refer to it.
    pub(super) fn content(
        &mut self,
        names: &[String],
        schema: &Value,
        from: &str,
        to: &str,
        shared: Option<&str>,
    ) -> Value {
        let content = pointer::join(to, "content");
        self.origin(&content, from);
        let is_reference = is_reference(schema);
        let mut entries = Map::new();
        let mut home = shared.map(str::to_owned);
        for name in names {
            let at = pointer::join(&content, name);
            self.origin(&at, from);
            let at = pointer::join(&at, "schema");
            let schema = match &home {
                Some(home) if !is_reference => {
                    self.origin(&at, from);
                    reference(home)
                }
                _ => {
                    self.moved(from, &at);
                    home = Some(at);
                    schema.clone()
                }
            };
            entries.insert(name.clone(), json!({ "schema": schema }));
        }
        Value::Object(entries)
    }

    /// A form of fields.
    fn form(&mut self, fields: &[&Given], to: &str, consumes: &[String]) -> Value {
        let has_file = fields.iter().any(|field| field.value.get("type").is_some_and(|name| name == "file"));
        let mut names = distinct(consumes);
        names.retain(|name| is_form(name) && (!has_file || media::is_multipart(name)));
        if names.is_empty() {
            let name = if has_file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
            names.push(name.to_owned());
        }
        let holder = fields.first().map_or("", |field| field.holder.as_str()).to_owned();
        self.origin(to, holder.rsplit_once('/').map_or("", |(list, _)| list));
        let (mut properties, mut encoding, mut required) = (Map::new(), Map::new(), Vec::new());
        let schema_at = pointer::join(&pointer::join(&pointer::join(to, "content"), &names[0]), "schema");
        let mut entries = Vec::new();
        for field in fields {
            let (Some(name), Value::Object(map)) = (field.name(), &field.value) else {
                let place = self.before.place(&field.holder);
                self.sink.push(Code::InvalidDocument, place, "a parameter needs `name`");
                continue;
            };
            if properties.contains_key(name) {
                let place = self.before.place(&field.holder);
                self.sink.push(Code::DuplicateParameter, place, format!("the parameter `{name}` is declared twice"));
                continue;
            }
            let mut property = schema_of(map);
            for (key, value) in map.iter().filter(|(key, _)| *key == "description" || key.starts_with("x-")) {
                property.entry(key.clone()).or_insert_with(|| value.clone());
            }
            if map.get("required").and_then(super::super::leniency::flag) == Some(true) {
                required.push(Value::from(name));
            }
            let (style, explode) = style(map, Place::Form);
            if style.is_some() || explode == Some(false) {
                let style = style.unwrap_or("form");
                encoding.insert(name.to_owned(), json!({ "style": style, "explode": explode }));
            }
            entries.push((pointer::join(&pointer::join(&schema_at, "properties"), name), field.pointer.clone()));
            properties.insert(name.to_owned(), Value::Object(property));
        }
        let is_required = !required.is_empty();
        let mut schema = json!({ "type": "object", "properties": properties });
        if let Some(schema) = schema.as_object_mut().filter(|_| is_required) {
            schema.insert("required".to_owned(), Value::Array(required));
        }
        let list = holder.rsplit_once('/').map_or_else(String::new, |(list, _)| list.to_owned());
        let mut content = self.content(&names, &schema, &pointer::join(&list, "-"), to, None);
        self.origin(&schema_at, &list);
        for (at, from) in entries {
            self.moved(&from, &at);
            self.schema_of(&from, &at);
        }
        for media in content.as_object_mut().into_iter().flatten().filter_map(|(_, media)| media.as_object_mut()) {
            if !encoding.is_empty() {
                media.insert("encoding".to_owned(), Value::Object(encoding.clone()));
            }
        }
        json!({ "required": is_required, "content": content })
    }
}

fn is_form(name: &str) -> bool {
    media::is_multipart(name) || media::essence(name) == "application/x-www-form-urlencoded"
}
