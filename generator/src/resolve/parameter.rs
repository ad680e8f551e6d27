//! Parameters and headers: those of the path merged in, defaults of `style` and `explode` filled in.

use indexmap::IndexMap;
use openapiv3::{CookieStyle, HeaderStyle, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};
use serde_json::Value;

use super::body::written_at;
use super::{Broken, Resolver, sibling_ref};
use crate::diag::Code;
use crate::document::lowering::{keyword, leniency};
use crate::document::media;
use crate::document::typed::{Document, Kind};
use crate::spec::operation::{Header, Location, Parameter, Style};
use crate::spec::schema::{Schema, SchemaId, SchemaType};

impl<'d> Resolver<'d, '_> {
    /// The parameters of an operation: its own, and those of its path that it doesn't replace (OAS 3.0.4, 4.8.9).
    ///
    /// # Errors
    /// When one of them is broken.
    pub(super) fn parameters(
        &mut self,
        of_path: &[Parameter],
        own: &'d [ReferenceOr<openapiv3::Parameter>],
        pointer: &str,
    ) -> Result<Vec<Parameter>, Broken> {
        let own = self.parameter_list(own, pointer)?;
        let mut merged: Vec<Parameter> =
            of_path.iter().filter(|shared| !own.iter().any(|own| is_same(own, shared))).cloned().collect();
        merged.extend(own);
        Ok(merged)
    }

    /// A list of parameters, without those that are said elsewhere in the document.
    ///
    /// # Errors
    /// When one of them is broken.
    pub(super) fn parameter_list(
        &mut self,
        nodes: &'d [ReferenceOr<openapiv3::Parameter>],
        pointer: &str,
    ) -> Result<Vec<Parameter>, Broken> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut broken = false;
        for (index, node) in nodes.iter().enumerate() {
            let at = format!("{pointer}/{index}");
            match self.parameter(node, &at) {
                Ok(parameter) if is_ignored(&parameter) => {}
                Ok(parameter) => {
                    if let Some(first) = parameters.iter().find(|other| is_same(other, &parameter)) {
                        let first = (first.place.clone(), "declared first here".to_owned());
                        if self.reported.insert(at.clone()) {
                            let message = format!("the parameter `{}` is declared twice", parameter.name);
                            self.push(Code::DuplicateParameter, &at, message).related.push(first);
                        }
                    } else {
                        parameters.push(parameter);
                    }
                }
                Err(Broken) => broken = true,
            }
        }
        if broken { Err(Broken) } else { Ok(parameters) }
    }

    fn parameter(&mut self, node: &'d ReferenceOr<openapiv3::Parameter>, pointer: &str) -> Result<Parameter, Broken> {
        match node {
            ReferenceOr::Reference { reference } => self.parameter_ref(reference, pointer),
            ReferenceOr::Item(item) => {
                let data = item.parameter_data_ref();
                if let Some(reference) = sibling_ref(&data.extensions) {
                    let target = self.parameter_ref(reference, pointer)?;
                    let description = data.description.clone().or(target.description);
                    return Ok(Parameter { description, ..target });
                }
                Ok(self.parameter_item(item, pointer))
            }
        }
    }

    fn parameter_ref(&mut self, reference: &str, holder: &str) -> Result<Parameter, Broken> {
        let (pointer, item) = self.follow(Kind::Parameter, reference, holder, Document::parameter)?;
        if let Some(known) = self.parameters.get(&pointer) {
            return known.clone();
        }
        // Until it is resolved, it is broken: one that refers to itself by way of its siblings never is.
        self.parameters.insert(pointer.clone(), Err(Broken));
        let resolved = match sibling_ref(&item.parameter_data_ref().extensions) {
            Some(next) => self.parameter_ref(next, &pointer),
            None => Ok(self.parameter_item(item, &pointer)),
        };
        self.parameters.insert(pointer, resolved.clone());
        resolved
    }

    fn parameter_item(&mut self, item: &'d openapiv3::Parameter, pointer: &str) -> Parameter {
        let data = item.parameter_data_ref();
        // Documents of Azure say in words of their own that a value is sent as it is.
        let as_it_is = data.extensions.get("x-ms-skip-url-encoding") == Some(&Value::Bool(true));
        let reserved = as_it_is || data.extensions.contains_key(keyword::ALLOW_RESERVED);
        let (location, style, allow_reserved) = match item {
            openapiv3::Parameter::Query { style, allow_reserved, .. } => {
                (Location::Query, query_style(style), as_it_is || *allow_reserved)
            }
            openapiv3::Parameter::Header { style: HeaderStyle::Simple, .. } => (Location::Header, Style::Simple, false),
            openapiv3::Parameter::Path { style, .. } => (Location::Path, path_style(style), reserved),
            openapiv3::Parameter::Cookie { style: CookieStyle::Form, .. } => (Location::Cookie, Style::Form, reserved),
        };
        let allow_empty = matches!(item, openapiv3::Parameter::Query { allow_empty_value: Some(true), .. });
        let (schema, media_type) = self.schema_or_content(&data.format, pointer);
        Parameter {
            name: data.name.clone(),
            location,
            description: data.description.clone(),
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or_default(),
            explode: data.explode.unwrap_or(style == Style::Form),
            style: style_beyond(&data.extensions).unwrap_or(style),
            allow_reserved,
            allow_empty,
            schema,
            media_type,
            place: self.place(pointer),
        }
    }

    /// `schema`, or the schema and media type of the first entry of `content`. A broken one is read as a string, as
    /// whatever stands in a URL or header is one.
    fn schema_or_content(&mut self, format: &'d ParameterSchemaOrContent, pointer: &str) -> (SchemaId, Option<String>) {
        match format {
            ParameterSchemaOrContent::Schema(node) => {
                let at = format!("{pointer}/schema");
                let id = self.schema(node, &at).unwrap_or_else(|Broken| {
                    self.lost(&at, "a string is taken here, because the schema is broken");
                    self.add(text(self.place(&at)))
                });
                (id, None)
            }
            ParameterSchemaOrContent::Content(content) => {
                let Some((name, media)) = content.first() else {
                    self.push(Code::Degraded, pointer, "`content` names no media type; a string is taken");
                    return (self.add(text(self.place(pointer))), None);
                };
                let at = written_at(media).unwrap_or_else(|| super::child(&format!("{pointer}/content"), name));
                let id = match &media.schema {
                    Some(node) => self.schema_or_any(node, &format!("{at}/schema")),
                    None => self.add(Schema { place: Some(self.place(&at)), ..Schema::default() }),
                };
                (id, Some(media::essence(name)))
            }
        }
    }

    /// The headers of a response or part, but for those that are left to the protocol.
    pub(super) fn headers(
        &mut self,
        nodes: &'d IndexMap<String, ReferenceOr<openapiv3::Header>>,
        pointer: &str,
    ) -> Vec<Header> {
        let mut headers: Vec<Header> = Vec::new();
        for (name, node) in nodes {
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let at = super::child(pointer, name);
            if let Some(other) = headers.iter().find(|other| other.name.eq_ignore_ascii_case(name)) {
                let message = format!("the header `{name}` is left out: it is the same as `{}`", other.name);
                self.push(Code::Degraded, &at, message);
                continue;
            }
            match self.header(node, &at) {
                Ok(header) => headers.push(Header { name: name.clone(), ..header }),
                Err(Broken) => {
                    self.lost(&at, format!("the header `{name}` is left out, because it is broken"));
                }
            }
        }
        headers
    }

    fn header(&mut self, node: &'d ReferenceOr<openapiv3::Header>, pointer: &str) -> Result<Header, Broken> {
        match node {
            ReferenceOr::Reference { reference } => self.header_ref(reference, pointer),
            ReferenceOr::Item(item) => match sibling_ref(&item.extensions) {
                Some(reference) => {
                    let target = self.header_ref(reference, pointer)?;
                    Ok(Header { description: item.description.clone().or(target.description), ..target })
                }
                None => Ok(self.header_item(item, pointer)),
            },
        }
    }

    fn header_ref(&mut self, reference: &str, holder: &str) -> Result<Header, Broken> {
        let (pointer, item) = self.follow(Kind::Header, reference, holder, Document::header)?;
        if let Some(known) = self.headers.get(&pointer) {
            return known.clone();
        }
        self.headers.insert(pointer.clone(), Err(Broken));
        let resolved = match sibling_ref(&item.extensions) {
            Some(next) => self.header_ref(next, &pointer),
            None => Ok(self.header_item(item, &pointer)),
        };
        self.headers.insert(pointer, resolved.clone());
        resolved
    }

    fn header_item(&mut self, item: &'d openapiv3::Header, pointer: &str) -> Header {
        let (schema, media_type) = self.schema_or_content(&item.format, pointer);
        Header {
            name: String::new(),
            description: item.description.clone(),
            required: item.required,
            style: style_beyond(&item.extensions).unwrap_or(Style::Simple),
            explode: explode(&item.extensions).unwrap_or_default(),
            schema,
            media_type,
            place: self.place(pointer),
        }
    }
}

/// `explode`, where `openapiv3` has no place for one that may be absent.
pub(super) fn explode(extensions: &IndexMap<String, Value>) -> Option<bool> {
    leniency::flag(extensions.get(keyword::EXPLODE)?)
}

/// A style that `openapiv3` has no place for.
pub(super) fn style_beyond(extensions: &IndexMap<String, Value>) -> Option<Style> {
    match extensions.get(keyword::STYLE)?.as_str()? {
        "tabDelimited" => Some(Style::TabDelimited),
        "spaceDelimited" => Some(Style::SpaceDelimited),
        "pipeDelimited" => Some(Style::PipeDelimited),
        "cookie" => Some(Style::Cookie),
        "querystring" => Some(Style::QueryString),
        _ => None,
    }
}

/// The schema of a string.
pub(crate) fn text(place: crate::diag::Place) -> Schema {
    Schema { place: Some(place), types: vec![SchemaType::String], ..Schema::default() }
}

/// Whether two parameters are one: the names of headers don't depend on case (RFC 9110, 5.1).
fn is_same(one: &Parameter, other: &Parameter) -> bool {
    one.location == other.location
        && match one.location {
            Location::Header => one.name.eq_ignore_ascii_case(&other.name),
            _ => one.name == other.name,
        }
}

/// Headers that are said elsewhere in the document (OAS 3.0.4, 4.8.12.2).
fn is_ignored(parameter: &Parameter) -> bool {
    parameter.location == Location::Header
        && ["accept", "content-type", "authorization"].iter().any(|name| parameter.name.eq_ignore_ascii_case(name))
}

pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn path_style(style: &PathStyle) -> Style {
    match style {
        PathStyle::Simple => Style::Simple,
        PathStyle::Label => Style::Label,
        PathStyle::Matrix => Style::Matrix,
    }
}
