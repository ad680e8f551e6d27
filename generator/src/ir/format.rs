//! How a scalar is written where its type leaves a choice.

use super::types::{Alphabet, Scalar, Shape, StandsFor, TimeFormat, Type, TypeId, UriKind};

/// How a scalar is written whose type leaves a choice, other than the usual way. The runtime has a format of each name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A point in time as a date of HTTP.
    HttpDate,
    /// A point in time as whole seconds since 1970.
    UnixSeconds,
    /// A point in time as seconds since 1970, with their parts.
    UnixTime,
    /// A point in time as whole milliseconds since 1970.
    UnixMilliseconds,
    /// Bytes in the alphabet for URLs.
    Base64Url,
    /// A number in a string.
    Quoted,
    /// A text that may be relative.
    UriReference,
    /// A text of any script.
    Iri,
    /// A text of any script that may be relative.
    IriReference,
}

/// What a string holds that is written as JSON, if it is one: the type of that.
pub fn embedded(types: &[Type], id: TypeId) -> Option<TypeId> {
    let mut id = id;
    for _ in 0..types.len() {
        match &types.get(id.0 as usize)?.shape {
            Shape::Embedded(held) => return Some(held.ty),
            Shape::Alias(target) => id = *target,
            _ => break,
        }
    }
    None
}

impl Scalar {
    /// How it is written, if not as usual.
    pub fn format(self) -> Option<Format> {
        let time = match self {
            Self::Base64(Alphabet::UrlSafe) => return Some(Format::Base64Url),
            Self::Quoted(_) => return Some(Format::Quoted),
            Self::Uri(kind) => {
                return match kind {
                    UriKind::Uri => None,
                    UriKind::UriReference => Some(Format::UriReference),
                    UriKind::Iri => Some(Format::Iri),
                    UriKind::IriReference => Some(Format::IriReference),
                };
            }
            Self::DateTime(time) => time,
            Self::External(external) => match external.stands_for {
                StandsFor::DateTime(time) => time,
                StandsFor::QuotedDecimal => return Some(Format::Quoted),
                _ => return None,
            },
            _ => return None,
        };
        match time {
            TimeFormat::Rfc3339 => None,
            TimeFormat::Http => Some(Format::HttpDate),
            TimeFormat::UnixSeconds => Some(Format::UnixSeconds),
            TimeFormat::UnixTime => Some(Format::UnixTime),
            TimeFormat::UnixMilliseconds => Some(Format::UnixMilliseconds),
        }
    }
}

/// How a value is written, or the items of a list or map that has no name, if not as usual. What has a name knows it itself.
pub fn format(types: &[Type], id: TypeId) -> Option<Format> {
    let mut id = id;
    for _ in 0..types.len() {
        let ty = types.get(id.0 as usize)?;
        match &ty.shape {
            Shape::Scalar(scalar) => return scalar.format(),
            Shape::Alias(target) => id = *target,
            Shape::List(slot) | Shape::Map(slot) if ty.name.is_none() => id = slot.ty,
            _ => break,
        }
    }
    None
}
