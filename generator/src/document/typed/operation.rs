//! Path items and operations.

use openapiv3::{Operation, Parameter, PathItem, ReferenceOr, SecurityRequirement, Server};
use serde_json::Value;

use super::Beyond;
use super::reader::Reader;
use super::targets::Kind;
use super::{body, parameter, reverse, root};
use crate::document::lowering::{self, keyword, v3_2};
use crate::document::{UNRESOLVED, pointer};

/// Reads a path item or a reference to one. A reference with siblings is read as what they are merged into; it says
/// in [`keyword::REF`] where that stands.
pub(super) fn path_item(reader: &mut Reader<'_>, value: Value) -> Option<ReferenceOr<PathItem>> {
    let mut map = reader.object(value)?;
    let Some(Value::String(reference)) = map.get("$ref") else {
        return Some(ReferenceOr::Item(item(reader, Value::Object(map))?));
    };
    let reference = reference.clone();
    let target = pointer::from_reference(&reference).and_then(|pointer| pointer::locate(reader.root, &pointer));
    match target {
        Some((pointer, target)) if map.len() > 1 && target.get("$ref").is_none() => {
            if !reader.affords(target) {
                return None;
            }
            let merged = lowering::merge_path_item(target.clone(), map);
            let here = std::mem::replace(&mut reader.pointer, pointer.clone());
            let item = item(reader, merged);
            reader.pointer = here;
            let mut item = item?;
            item.extensions.insert(keyword::REF.to_owned(), pointer::to_reference(&pointer).into());
            Some(ReferenceOr::Item(item))
        }
        // What the siblings say would be lost; what is there besides still counts.
        None if map.len() > 1 && reference.starts_with(UNRESOLVED) => {
            map.shift_remove("$ref");
            Some(ReferenceOr::Item(item(reader, Value::Object(map))?))
        }
        _ => {
            reader.want(Kind::PathItem, &reference);
            Some(ReferenceOr::Reference { reference })
        }
    }
}

fn item(reader: &mut Reader<'_>, value: Value) -> Option<PathItem> {
    let mut item = PathItem::default();
    let mut parameters = Some(Vec::new());
    let mut beyond = Vec::new();
    let map = reader.object(value)?;
    let methods: Vec<String> =
        METHODS.iter().filter(|method| map.contains_key(**method)).map(|m| m.to_uppercase()).collect();
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "summary" => item.summary = reader.take_text(value),
            "description" => item.description = reader.take_text(value),
            "parameters" => parameters = self::parameters(reader, value),
            "servers" => item.servers = servers(reader, value),
            "get" => item.get = operation(reader, value),
            "put" => item.put = operation(reader, value),
            "post" => item.post = operation(reader, value),
            "delete" => item.delete = operation(reader, value),
            "options" => item.options = operation(reader, value),
            "head" => item.head = operation(reader, value),
            "patch" => item.patch = operation(reader, value),
            "trace" => item.trace = operation(reader, value),
            "query" => beyond.extend(self::beyond(reader, "QUERY", value)),
            "additionalOperations" => {
                let operations = reader.entries(value, self::beyond);
                beyond.extend(operations.into_values());
            }
            _ if key.starts_with("x-") => {
                item.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    if parameters.is_none() {
        let lost = methods.join(", ");
        reader.lost(format!("this path is left out ({lost}): one of its parameters is not valid"));
    }
    item.parameters = parameters?;
    if !beyond.is_empty() {
        reader.beyond.insert(reader.pointer.clone(), beyond);
    }
    Some(item)
}

/// The keys of a path item that hold operations.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What a reader knows an operation by: `GET /users`, or only the method where the path item stands elsewhere.
fn name(reader: &Reader<'_>) -> String {
    let mut tokens = reader.pointer.rsplit('/').map(|token| pointer::unescape(token).into_owned());
    let method = tokens.next().unwrap_or_default().to_uppercase();
    match (tokens.next(), tokens.next().as_deref()) {
        (Some(path), Some("paths")) => format!("`{method} {path}`"),
        _ => format!("`{method}`"),
    }
}

/// Reads an operation of a method that 3.0 doesn't know.
fn beyond(reader: &mut Reader<'_>, method: &str, value: Value) -> Option<Beyond> {
    if !parameter::is_token(method) {
        reader.invalid(format!("`{method}` is no method")).help =
            Some("a method has only letters, digits and !#$%&'*+-.^_`|~".to_owned());
        return None;
    }
    let operation = operation(reader, value)?;
    Some(Beyond { method: method.to_owned(), pointer: reader.pointer.clone(), operation })
}

/// Reads an operation; none if it is not wanted, or can't be called without a part that can't be read.
fn operation(reader: &mut Reader<'_>, value: Value) -> Option<Operation> {
    if reader.is_unread() {
        return None;
    }
    let mut operation = Operation::default();
    let mut whole = true;
    let here = reader.pointer.clone();
    for (key, value) in reader.object(value)? {
        reader.at(&key, |reader| match key.as_str() {
            "tags" => operation.tags = reader.list(value, Reader::take_text),
            "summary" => operation.summary = reader.take_text(value),
            "description" => operation.description = reader.take_text(value),
            "operationId" => operation.operation_id = reader.take_text(value).filter(|id| !id.trim().is_empty()),
            "deprecated" => operation.deprecated = reader.flag(&value).unwrap_or_default(),
            "parameters" => match parameters(reader, value) {
                Some(parameters) => operation.parameters = parameters,
                None => whole = false,
            },
            "requestBody" => {
                operation.request_body = body::request_body(reader, value);
                whole &= operation.request_body.is_some();
            }
            "responses" => match body::responses(reader, value) {
                Some(responses) => operation.responses = responses,
                None => whole = false,
            },
            "security" => match security(reader, value) {
                Some(security) => operation.security = Some(security),
                None => whole = false,
            },
            "servers" => operation.servers = servers(reader, value),
            "callbacks" => reverse::callbacks(reader, &here, &value),
            _ if key.starts_with("x-") => {
                operation.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    if !whole {
        let message = format!("{} is left out: a part of it is not valid", name(reader));
        reader.lost(message);
        return None;
    }
    Some(operation)
}

fn parameters(reader: &mut Reader<'_>, value: Value) -> Option<Vec<ReferenceOr<Parameter>>> {
    let mut broken = false;
    let parameters = reader.list(value, |reader, value| {
        let parameter = parameter::parameter(reader, value);
        broken |= parameter.is_none();
        parameter
    });
    (!broken).then_some(parameters)
}

fn servers(reader: &mut Reader<'_>, value: Value) -> Vec<Server> {
    reader.list(value, root::server)
}

/// Reads `security`; none if a requirement can't be read, for then it is not known what protects the operation.
pub(super) fn security(reader: &mut Reader<'_>, value: Value) -> Option<Vec<SecurityRequirement>> {
    if !value.is_array() {
        reader.wrong("a list", &value);
        return None;
    }
    let mut broken = false;
    let requirements = reader.list(value, |reader, value| {
        if !value.is_object() {
            reader.wrong("an object", &value);
            broken = true;
            return None;
        }
        // `null` scopes are none.
        let Value::Object(schemes) = value else { return None };
        let mut requirement = SecurityRequirement::new();
        for (name, scopes) in schemes {
            let scopes = match scopes {
                Value::Null => Vec::new(),
                scopes => reader.at(&name, |reader| reader.list(scopes, Reader::take_text)),
            };
            requirement.insert(v3_2::scheme_name(&name), scopes);
        }
        Some(requirement)
    });
    (!broken).then_some(requirements)
}
