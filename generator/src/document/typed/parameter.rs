//! Parameters and headers.

use indexmap::IndexMap;
use openapiv3::{
    Content, CookieStyle, Example, Header, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr,
};
use serde_json::{Map, Value};

use super::body;
use super::reader::Reader;
use super::schema::schema;
use super::targets::Kind;
use crate::document::lowering::{self, keyword, v3_2};
use crate::document::media;

/// `in` of a parameter that is the whole query string (OAS 3.2.0, 4.12), and its style.
const QUERY_STRING: &str = "querystring";

/// Reads a parameter or a reference to one.
pub(super) fn parameter(reader: &mut Reader<'_>, value: Value) -> Option<ReferenceOr<Parameter>> {
    let map = reader.object(value)?;
    if let Some(reference) = lowering::reference(&map, reader.version) {
        reader.want(Kind::Parameter, &reference.target);
        return Some(reference_or(reference, |description, extensions| Parameter::Query {
            parameter_data: data(String::new(), description, extensions),
            allow_reserved: false,
            style: QueryStyle::Form,
            allow_empty_value: None,
        }));
    }
    let mut map = map;
    v3_2::parameter(&mut map, &reader.pointer);
    let mut parts = Parts::read(reader, map);
    let (name, location) = (parts.name.take(), parts.location.take());
    if name.is_none() {
        reader.invalid("a parameter needs `name`");
    }
    if location.as_deref() == Some("header") && !name.as_deref().is_none_or(is_token) {
        reader.at("name", |reader| {
            reader.invalid("the name of a header has only letters, digits and !#$%&'*+-.^_`|~");
        });
        return None;
    }
    match (location.as_deref(), parts.required) {
        (Some("path"), Some(false)) => reader.at("required", |reader| {
            reader.path_parameter("a path parameter is always required");
        }),
        (Some("path"), None) => reader.path_parameter("a path parameter says `required: true`"),
        _ => {}
    }
    let location = location.map(|location| {
        if location == QUERY_STRING {
            parts.style = Some(location);
            "query".to_owned()
        } else {
            location
        }
    });
    let style = parts.style(location.as_deref().unwrap_or_default());
    let (allow_reserved, allow_empty_value) = (parts.allow_reserved, parts.allow_empty_value);
    if allow_reserved && location.as_deref() != Some("query") {
        parts.extensions.insert(keyword::ALLOW_RESERVED.to_owned(), Value::Bool(true));
    }
    if parts.is_whole_query() && parts.media_type().is_some_and(is_structured) {
        reader.unsupported("a whole query string is only written and read as a form, as JSON or as a text").help =
            Some("describe it by `content` of application/x-www-form-urlencoded".to_owned());
        return None;
    }
    let parameter_data = parts.into_data(reader, name?)?;
    let parameter = match location.as_deref() {
        Some("query") => Parameter::Query {
            parameter_data,
            allow_reserved,
            style: choose(reader, style.as_deref(), query_style).unwrap_or_default(),
            allow_empty_value,
        },
        Some("header") => Parameter::Header {
            parameter_data,
            style: choose(reader, style.as_deref(), header_style).unwrap_or_default(),
        },
        Some("path") => Parameter::Path {
            parameter_data,
            style: choose(reader, style.as_deref(), |name| match name {
                "simple" => Some(PathStyle::Simple),
                "label" => Some(PathStyle::Label),
                "matrix" => Some(PathStyle::Matrix),
                _ => None,
            })
            .unwrap_or_default(),
        },
        Some("cookie") => Parameter::Cookie {
            parameter_data,
            style: choose(reader, style.as_deref(), |name| (name == "form").then_some(CookieStyle::Form))
                .unwrap_or_default(),
        },
        Some(other) => {
            let message = format!("a parameter stands in query, header, path or cookie, not in `{other}`");
            reader.at("in", |reader| {
                reader.invalid(message);
            });
            return None;
        }
        None => {
            reader.invalid("a parameter needs `in`");
            return None;
        }
    };
    Some(ReferenceOr::Item(parameter))
}

/// Reads a header or a reference to one.
pub(super) fn header(reader: &mut Reader<'_>, value: Value) -> Option<ReferenceOr<Header>> {
    let mut map = reader.object(value)?;
    let stub = |description, extensions| Header {
        description,
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Content(Content::new()),
        example: None,
        examples: IndexMap::new(),
        extensions,
    };
    if let Some(reference) = lowering::reference(&map, reader.version) {
        reader.want(Kind::Header, &reference.target);
        return Some(reference_or(reference, stub));
    }
    lowering::explode(&mut map);
    let mut parts = Parts::read(reader, map);
    let style = parts.style("header");
    let style = choose(reader, style.as_deref(), header_style).unwrap_or_default();
    let data = parts.into_data(reader, String::new())?;
    Some(ReferenceOr::Item(Header {
        description: data.description,
        style,
        required: data.required,
        deprecated: data.deprecated,
        format: data.format,
        example: data.example,
        examples: data.examples,
        extensions: data.extensions,
    }))
}

/// Whether a text is a token (RFC 9110, 5.6.2), as the names of headers are.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// A bare reference, or, where something stands beside it, an item that holds both.
pub(super) fn reference_or<T>(
    reference: lowering::Sibling,
    item: impl FnOnce(Option<String>, IndexMap<String, Value>) -> T,
) -> ReferenceOr<T> {
    if reference.description.is_none() && reference.extensions.is_empty() {
        return ReferenceOr::Reference { reference: reference.target };
    }
    let mut extensions: IndexMap<String, Value> = reference.extensions.into_iter().collect();
    extensions.insert(keyword::REF.to_owned(), Value::String(reference.target));
    ReferenceOr::Item(item(reference.description, extensions))
}

fn data(name: String, description: Option<String>, extensions: IndexMap<String, Value>) -> ParameterData {
    ParameterData {
        name,
        description,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Content(Content::new()),
        example: None,
        examples: IndexMap::new(),
        explode: None,
        extensions,
    }
}

/// What parameters and headers have in common, and what only parameters have.
#[derive(Default)]
struct Parts {
    name: Option<String>,
    location: Option<String>,
    description: Option<String>,
    required: Option<bool>,
    deprecated: Option<bool>,
    schema: Option<Value>,
    content: Option<Value>,
    example: Option<Value>,
    examples: IndexMap<String, ReferenceOr<Example>>,
    style: Option<String>,
    explode: Option<bool>,
    allow_reserved: bool,
    allow_empty_value: Option<bool>,
    /// Keywords of a schema that stand where Swagger 2.0 has them.
    loose: Map<String, Value>,
    extensions: IndexMap<String, Value>,
}

impl Parts {
    fn read(reader: &mut Reader<'_>, map: Map<String, Value>) -> Self {
        let mut parts = Self::default();
        for (key, value) in map {
            reader.at(&key, |reader| match key.as_str() {
                "name" => parts.name = reader.take_text(value),
                "in" => parts.location = reader.take_text(value),
                "description" => parts.description = reader.take_text(value),
                "required" => parts.required = reader.flag(&value),
                "deprecated" => parts.deprecated = reader.flag(&value),
                "schema" => parts.schema = Some(value),
                "content" => parts.content = Some(value),
                "example" => parts.example = Some(value),
                "examples" => parts.examples = body::examples(reader, value),
                "style" => parts.style = reader.take_text(value),
                "explode" => parts.explode = reader.flag(&value),
                "allowReserved" => parts.allow_reserved = reader.flag(&value).unwrap_or_default(),
                "allowEmptyValue" => parts.allow_empty_value = reader.flag(&value),
                _ if key.starts_with("x-") => {
                    parts.extensions.insert(key.clone(), value);
                }
                "type" | "format" | "items" | "enum" | "default" | "pattern" | "minimum" | "maximum" | "minLength"
                | "maxLength" => {
                    parts.loose.insert(key.clone(), value);
                }
                _ => {}
            });
        }
        parts
    }

    /// The style, but for one that `openapiv3` has no place for; that is kept aside.
    fn style(&mut self, location: &str) -> Option<String> {
        let style = self.style.take()?;
        let beyond = match location {
            "query" => matches!(style.as_str(), "tabDelimited" | QUERY_STRING),
            "cookie" => style == "cookie",
            // As Swagger 2.0 has them.
            _ => matches!(style.as_str(), "tabDelimited" | "spaceDelimited" | "pipeDelimited"),
        };
        if !beyond {
            return Some(style);
        }
        self.extensions.insert(keyword::STYLE.to_owned(), style.into());
        None
    }

    fn is_whole_query(&self) -> bool {
        self.extensions.get(keyword::STYLE).and_then(Value::as_str) == Some(QUERY_STRING)
    }

    fn media_type(&self) -> Option<&str> {
        self.content.as_ref()?.as_object()?.keys().next().map(String::as_str)
    }

    fn into_data(self, reader: &mut Reader<'_>, name: String) -> Option<ParameterData> {
        let format = if let Some(value) = self.schema {
            ParameterSchemaOrContent::Schema(reader.at("schema", |reader| schema(reader, value))?)
        } else if let Some(value) = self.content {
            ParameterSchemaOrContent::Content(reader.at("content", |reader| body::content(reader, value)))
        } else {
            let mut loose = self.loose;
            if loose.is_empty() {
                reader.degraded("neither `schema` nor `content` says what stands here; a string is taken");
                loose.insert("type".to_owned(), "string".into());
            }
            ParameterSchemaOrContent::Schema(schema(reader, Value::Object(loose))?)
        };
        Some(ParameterData {
            required: self.required.unwrap_or_default(),
            deprecated: self.deprecated,
            format,
            example: self.example,
            examples: self.examples,
            explode: self.explode,
            ..data(name, self.description, self.extensions)
        })
    }
}

/// Whether a media type has a structure that nobody writes into a query string.
fn is_structured(media_type: &str) -> bool {
    let name = media::essence(media_type);
    media::is_multipart(&name) || name.ends_with("/xml") || name.ends_with("+xml")
}

/// The style of a name; another than those of the location is left out.
fn choose<S>(reader: &mut Reader<'_>, name: Option<&str>, styles: impl Fn(&str) -> Option<S>) -> Option<S> {
    let name = name?;
    let style = styles(name);
    if style.is_none() {
        reader.at("style", |reader| {
            reader.degraded(format!("the style `{name}` does not exist here; the default style is taken"));
        });
    }
    style
}

pub(super) fn query_style(name: &str) -> Option<QueryStyle> {
    match name {
        "form" => Some(QueryStyle::Form),
        "spaceDelimited" => Some(QueryStyle::SpaceDelimited),
        "pipeDelimited" => Some(QueryStyle::PipeDelimited),
        "deepObject" => Some(QueryStyle::DeepObject),
        _ => None,
    }
}

fn header_style(name: &str) -> Option<HeaderStyle> {
    (name == "simple").then_some(HeaderStyle::Simple)
}
