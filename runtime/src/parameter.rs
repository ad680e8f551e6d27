//! Parameters (OAS 3.0.4, 4.8.12): values as text in a path, a query string, a header or a cookie. The value itself is
//! written and read by [`json`]; here its parts become text, by style.

pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod escape;
mod query;
mod text;

pub(crate) use query::Query;
pub(crate) use text::Text;

pub use crate::violation::Location;

use crate::json::{self, Decode, Encode, Format, Mode, Reader, Value, Writer};
use crate::rules::Rules;
use crate::violation::{Violation, Violations};

/// What is known of a parameter, or of a response's header, without its value.
#[derive(Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it stands.
    pub location: Location,
    /// How its parts are written.
    pub style: Style,
    /// Whether each part stands on its own.
    pub explode: bool,
    /// What its value is, as the style sees it.
    pub kind: ParameterKind,
    /// Whether reserved characters (RFC 3986, 2.2) are written as they are.
    pub allow_reserved: bool,
    /// Whether it may stand without a value, which then means `true` of a flag and nothing of others.
    pub allow_empty: bool,
    /// For an exploded object in a query or cookie: the names of its properties. Empty for a map, which takes every name
    /// that no parameter read before it has taken; so it is to be read last.
    pub properties: &'static [&'static str],
    /// How its value is written, or the items of it, where its type leaves a choice.
    pub format: Format,
    /// What must hold for its value.
    pub rules: Option<&'static Rules>,
}

impl Parameter {
    /// A parameter of the path: `simple`, not exploded.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple, false)
    }

    /// A parameter of the query string: `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form, true)
    }

    /// A header: `simple`, not exploded.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple, false)
    }

    /// A cookie: `form`, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form, true)
    }

    /// Written in this style.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Each part on its own, or not.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// With a value of this kind.
    pub const fn kind(mut self, kind: ParameterKind) -> Self {
        self.kind = kind;
        self
    }

    /// Reserved characters as they are (OAS 3.0.4, 4.8.12.2).
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Maybe without a value (OAS 3.0.4, 4.8.12.2).
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// An exploded object with properties of these names.
    pub const fn properties(mut self, names: &'static [&'static str]) -> Self {
        self.properties = names;
        self
    }

    /// With its value, or the items of it, in this format.
    pub const fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// With a value for which this holds.
    pub const fn rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }

    const fn new(name: &'static str, location: Location, style: Style, explode: bool) -> Self {
        Self {
            name,
            location,
            style,
            explode,
            kind: ParameterKind::Scalar,
            allow_reserved: false,
            allow_empty: false,
            properties: &[],
            format: Format::Usual,
            rules: None,
        }
    }
}

/// How the parts of a parameter are written (OAS 3.0.4, 4.8.12.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `a,b`
    Simple,
    /// `.a,b`
    Label,
    /// `;name=a,b`
    Matrix,
    /// `name=a,b`
    Form,
    /// `name=a%20b`; in a path or header as Swagger 2.0 has it (`ssv`)
    SpaceDelimited,
    /// `name=a%09b` (`tsv` of Swagger 2.0)
    TabDelimited,
    /// `name=a%7Cb`; in a path or header as Swagger 2.0 has it (`pipes`)
    PipeDelimited,
    /// `name[key]=a`. Of lists the standard says nothing; they are written as most servers take them: `name[]=a&name[]=b`, and with the
    /// index where the items are objects or lists, `name[0][key]=a`. Read are these, `name[0]=a` and `name=a&name=b`.
    DeepObject,
    /// As `form`, in a cookie, without any escaping (OAS 3.2.0, 4.12).
    Cookie,
    /// The value is the whole query string, whatever its name (OAS 3.2.0, 4.12: `in: querystring`).
    QueryString,
}

impl Style {
    /// What stands between the parts of a value that is not exploded.
    pub(crate) const fn delimiter(self) -> char {
        match self {
            Self::SpaceDelimited => ' ',
            Self::TabDelimited => '\t',
            Self::PipeDelimited => '|',
            _ => ',',
        }
    }
}

/// What a parameter's value is, as its style sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    /// One value.
    Scalar,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Any of these.
    Any,
    /// JSON as text, whatever the style (`content` with a JSON media type).
    Json,
    /// A form as text, whatever the style (`content` with `application/x-www-form-urlencoded`).
    Form,
}

impl Parameter {
    /// Whether the members of an object stand each on its own, beside other parameters.
    pub(crate) fn is_exploded_object(&self) -> bool {
        matches!(self.kind, ParameterKind::Object | ParameterKind::Any)
            && self.explode
            && !matches!(self.style, Style::DeepObject | Style::QueryString)
            && matches!(self.location, Location::Query | Location::Cookie)
    }
}

/// A value as a tree, of which the styles write the parts.
///
/// # Errors
///
/// When no text says the value.
pub(crate) fn value_of<T: Encode + ?Sized>(value: &T) -> Result<Value, &'static str> {
    value_as(Format::Usual, value)
}

/// The same, of what is written in a format.
pub(crate) fn value_as<T: Encode + ?Sized>(format: Format, value: &T) -> Result<Value, &'static str> {
    let mut json = Writer::new();
    json.value_as(format, value);
    Ok(tree(&json.whole()?))
}

fn tree(json: &[u8]) -> Value {
    Reader::new(json, Mode::Lenient).depth_limit(usize::MAX).read().unwrap_or_default()
}

/// Reads what [`decode`] found. Nothing is null.
pub(crate) fn read<T: Decode>(parameter: &Parameter, found: Option<Vec<u8>>, mode: Mode) -> Result<T, Violations> {
    let Some(json) = found else {
        let missing = || Violation::new(parameter.location, parameter.name, "is missing").into();
        return json::from_slice(b"null").map_err(|_: Violations| missing());
    };
    let reader = |json| {
        let mut reader = Reader::new(json, mode).placed(parameter.location, parameter.name);
        reader.formatted(parameter.format);
        reader
    };
    if parameter.kind == ParameterKind::Json {
        return reader(&json).read();
    }
    let value = reader(&json).lexical().read();
    if parameter.allow_empty && value.is_err() && json == br#""""# {
        return json::from_slice(b"true").or_else(|_| json::from_slice(b"null")).or(value);
    }
    value
}
