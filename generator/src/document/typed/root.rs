//! The root: what the API is, where it is served, its paths and components.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, Components, Info, License, OAuth2Flows, OpenAPI, Paths, ReferenceOr, SecurityScheme, Server,
    ServerVariable, Tag,
};
use serde_json::{Map, Value};

use super::parameter::{header, is_token, parameter, reference_or};
use super::reader::Reader;
use super::schema::schema;
use super::targets::Kind;
use super::{body, operation, reverse};
use crate::document::calls::X_WEBHOOKS;
use crate::document::lowering::{keyword, v3_2};
use crate::document::{Version, lowering};

/// Reads the whole document. Each path and component is copied, lowered and typed on its own.
pub(super) fn document(reader: &mut Reader<'_>) -> OpenAPI {
    let mut api = OpenAPI::default();
    let Value::Object(root) = reader.root else { return api };
    for (key, value) in root {
        reader.at(key, |reader| match key.as_str() {
            _ if value.is_null() => {}
            "openapi" => api.openapi = reader.text(value).unwrap_or_default(),
            "info" => api.info = info(reader, value.clone()),
            "servers" => api.servers = reader.list(value.clone(), server),
            "paths" => api.paths = paths(reader, value),
            "components" => api.components = Some(components(reader, value)),
            "security" => api.security = operation::security(reader, value.clone()),
            "webhooks" | X_WEBHOOKS => reverse::webhooks(reader, value),
            "tags" => api.tags = reader.list(value.clone(), tag),
            _ if key.starts_with("x-") && !key.starts_with(keyword::PREFIX) && key != "x-unresolved" => {
                api.extensions.insert(key.clone(), value.clone());
            }
            _ => {}
        });
    }
    if !root.contains_key("info") {
        api.info = info(reader, Value::Object(Map::new()));
    }
    if !root.contains_key("paths") && reader.version == Version::V3_0 {
        reader.degraded("the document has no `paths`, so there is nothing to call");
    }
    api
}

fn info(reader: &mut Reader<'_>, value: Value) -> Info {
    let mut info = Info::default();
    let mut map = reader.object(value).unwrap_or_default();
    for (needed, taken) in [("title", "API"), ("version", "0.0.0")] {
        if !map.contains_key(needed) {
            reader.degraded(format!("`info` has no `{needed}`; `{taken}` is taken"));
            map.insert(needed.to_owned(), taken.into());
        }
    }
    lowering::info(&mut map);
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "title" => info.title = reader.take_text(value).unwrap_or_default(),
            "version" => info.version = reader.take_text(value).unwrap_or_default(),
            "description" => info.description = reader.take_text(value),
            "license" => info.license = license(reader, value),
            _ if key.starts_with("x-") => {
                info.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    info
}

fn license(reader: &mut Reader<'_>, value: Value) -> Option<License> {
    let mut license = License::default();
    let mut map = match value {
        Value::String(name) => Map::from_iter([("name".to_owned(), name.into())]),
        other => reader.object(other)?,
    };
    lowering::license(&mut map);
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "name" => license.name = reader.take_text(value).unwrap_or_default(),
            _ if key.starts_with("x-") => {
                license.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    Some(license)
}

/// Reads a server.
pub(super) fn server(reader: &mut Reader<'_>, value: Value) -> Option<Server> {
    let mut server = Server::default();
    let mut map = reader.object(value)?;
    v3_2::server(&mut map);
    if !map.contains_key("url") {
        reader.invalid("a server needs `url`");
        return None;
    }
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "url" => server.url = reader.take_text(value).unwrap_or_default(),
            "description" => server.description = reader.take_text(value),
            "variables" => {
                server.variables = Some(reader.entries(value, |reader, _, value| variable(reader, value)));
            }
            _ if key.starts_with("x-") => {
                server.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    Some(server)
}

fn variable(reader: &mut Reader<'_>, value: Value) -> Option<ServerVariable> {
    let mut variable = ServerVariable::default();
    let mut default = None;
    for (key, value) in reader.object(value)? {
        reader.at(&key, |reader| match key.as_str() {
            "default" => default = reader.take_text(value),
            "enum" => variable.enumeration = reader.list(value, Reader::take_text),
            "description" => variable.description = reader.take_text(value),
            _ => {}
        });
    }
    let Some(default) = default.or_else(|| variable.enumeration.first().cloned()) else {
        return refuse(reader, "a server variable needs `default`");
    };
    variable.default = default;
    Some(variable)
}

fn tag(reader: &mut Reader<'_>, value: Value) -> Option<Tag> {
    let mut tag = Tag::default();
    if let Value::String(name) = value {
        return Some(Tag { name, ..tag });
    }
    let mut map = reader.object(value)?;
    v3_2::tag(&mut map);
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "name" => tag.name = reader.take_text(value).unwrap_or_default(),
            "description" => tag.description = reader.take_text(value),
            _ => {}
        });
    }
    (!tag.name.is_empty()).then_some(tag)
}

fn paths(reader: &mut Reader<'_>, value: &Value) -> Paths {
    let mut paths = Paths::default();
    let Value::Object(map) = value else {
        reader.wrong("an object", value);
        return paths;
    };
    for (path, value) in map {
        if path.starts_with("x-") {
            continue;
        }
        reader.at(path, |reader| {
            if reader.is_unread() {
                return;
            }
            if value.is_null() {
                reader.degraded("null says nothing of this path; it is left out");
                return;
            }
            if !path.starts_with('/') {
                reader.degraded(format!("the path `{path}` is read as `/{path}`")).help =
                    Some("a path begins with `/`".to_owned());
            }
            if let Some(item) = operation::path_item(reader, value.clone()) {
                paths.paths.insert(path.clone(), item);
            }
        });
    }
    paths
}

fn components(reader: &mut Reader<'_>, value: &Value) -> Components {
    let mut components = Components::default();
    let Value::Object(sections) = value else {
        reader.wrong("an object", value);
        return components;
    };
    for (section, value) in sections {
        reader.at(section, |reader| match section.as_str() {
            _ if value.is_null() => {}
            "schemas" => components.schemas = each(reader, value, schema),
            "responses" => components.responses = each(reader, value, body::response),
            "parameters" => components.parameters = each(reader, value, parameter),
            "requestBodies" => components.request_bodies = each(reader, value, body::request_body),
            "headers" => components.headers = each(reader, value, header),
            "securitySchemes" => components.security_schemes = each(reader, value, security_scheme),
            _ => {}
        });
    }
    components
}

fn each<T>(
    reader: &mut Reader<'_>,
    value: &Value,
    read: fn(&mut Reader<'_>, Value) -> Option<ReferenceOr<T>>,
) -> IndexMap<String, ReferenceOr<T>> {
    let Value::Object(entries) = value else {
        reader.wrong("an object", value);
        return IndexMap::new();
    };
    entries
        .iter()
        .filter(|(name, _)| !name.starts_with(keyword::PREFIX))
        .filter_map(|(name, value)| {
            let item = reader.at(name, |reader| {
                if value.is_null() {
                    reader.degraded(format!("`{name}` is null; it is left out"));
                    return None;
                }
                read(reader, value.clone())
            });
            Some((name.clone(), item?))
        })
        .collect()
}

/// Reads a security scheme or a reference to one.
pub(super) fn security_scheme(reader: &mut Reader<'_>, value: Value) -> Option<ReferenceOr<SecurityScheme>> {
    let mut map = reader.object(value)?;
    if let Some(reference) = lowering::reference(&map, reader.version) {
        reader.want(Kind::SecurityScheme, &reference.target);
        return Some(reference_or(reference, |description, extensions| SecurityScheme::HTTP {
            scheme: String::new(),
            bearer_format: None,
            description,
            extensions,
        }));
    }
    lowering::security_scheme(&mut map);
    let mut text = |reader: &mut Reader<'_>, key: &str| {
        let value = map.shift_remove(key)?;
        reader.at(key, |reader| reader.take_text(value))
    };
    let kind = text(reader, "type");
    let description = text(reader, "description");
    let (scheme, bearer_format) = (text(reader, "scheme"), text(reader, "bearerFormat"));
    let (name, location) = (text(reader, "name"), text(reader, "in"));
    let open_id_connect_url = text(reader, "openIdConnectUrl").unwrap_or_default();
    let has_flows = map.get("flows").is_some_and(Value::is_object);
    let extensions = map.into_iter().filter(|(key, _)| key.starts_with("x-")).collect();
    let scheme = match kind.as_deref() {
        Some("http") => match scheme {
            Some(scheme) => SecurityScheme::HTTP { scheme, bearer_format, description, extensions },
            None => return refuse(reader, "an `http` security scheme needs `scheme`"),
        },
        Some("apiKey") => {
            if location.as_deref() == Some("header") && !name.as_deref().is_none_or(is_token) {
                return refuse(reader, "the name of a header has only letters, digits and !#$%&'*+-.^_`|~");
            }
            let location = match location.as_deref() {
                Some("query") => APIKeyLocation::Query,
                Some("header") => APIKeyLocation::Header,
                Some("cookie") => APIKeyLocation::Cookie,
                _ => return refuse(reader, "an `apiKey` security scheme needs `in`: query, header or cookie"),
            };
            match name {
                Some(name) => SecurityScheme::APIKey { location, name, description, extensions },
                None => return refuse(reader, "an `apiKey` security scheme needs `name`"),
            }
        }
        // The flows only say where a person gets a token; nothing here follows them.
        Some("oauth2") if !has_flows => {
            reader.degraded("an `oauth2` security scheme needs `flows`; its token has to come from elsewhere");
            SecurityScheme::OAuth2 { flows: OAuth2Flows::default(), description, extensions }
        }
        Some("oauth2") => SecurityScheme::OAuth2 { flows: OAuth2Flows::default(), description, extensions },
        Some("openIdConnect") => SecurityScheme::OpenIDConnect { open_id_connect_url, description, extensions },
        Some("basic") => SecurityScheme::HTTP { scheme: "basic".to_owned(), bearer_format, description, extensions },
        _ => {
            return refuse(reader, "a security scheme needs `type`: apiKey, http, mutualTLS, oauth2 or openIdConnect");
        }
    };
    Some(ReferenceOr::Item(scheme))
}

fn refuse<T>(reader: &mut Reader<'_>, message: &str) -> Option<T> {
    reader.invalid(message);
    None
}
