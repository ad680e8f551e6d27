//! What can be read from JSON.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use uuid::Uuid;

use super::{Format, Mode, Number, Object, Reader, Value};
use crate::base64::Base64;
use crate::duration::Duration;
use crate::rules::Decimal;
use crate::secret::Secret;
use crate::uri::Uri;

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// Reads one value, whole, right or wrong. `None`: a violation was taken down.
    fn decode(json: &mut Reader<'_>) -> Option<Self>;
}

impl<T: Decode> Decode for Box<T> {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        T::decode(json).map(Self::new)
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        if json.peek_null() {
            return json.null().map(|()| None);
        }
        if json.is_lexical() && json.peek_empty() {
            // In text, nothing stands for null, where it stands for no value.
            return Some(json.attempt::<T>().or_else(|| {
                json.null();
                None
            }));
        }
        T::decode(json).map(Some)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.begin_array()?;
        let mut items = Self::new();
        let mut right = true;
        while json.next_item() {
            match T::decode(json) {
                Some(item) => items.push(item),
                None => right = false,
            }
        }
        json.end_array()?;
        right.then_some(items)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.begin_object()?;
        let mut entries = Self::new();
        let mut right = true;
        while let Some(key) = json.next_key() {
            if json.is_tag(&key) {
                json.pass_value();
                continue;
            }
            match T::decode(json) {
                Some(value) => drop(entries.insert(key.into_owned(), value)),
                None => right = false,
            }
        }
        json.end_object()?;
        right.then_some(entries)
    }
}

impl Decode for () {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.null()
    }
}

impl Decode for String {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.string().map(std::borrow::Cow::into_owned)
    }
}

impl Decode for char {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Some(character),
            _ => json.violation("must be a single character"),
        }
    }
}

impl Decode for Duration {
    /// A lenient reader takes any text.
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        match json.mode() {
            Mode::Strict => {
                Self::parse(&text).or_else(|| json.violation("must be a duration as of ISO 8601: P3DT4H30M"))
            }
            Mode::Lenient => Some(Self::from(&*text)),
        }
    }
}

impl Decode for Uri {
    /// A lenient reader takes any text.
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        let value = Self::from(&*text);
        if json.mode() == Mode::Lenient {
            return Some(value);
        }
        match json.format {
            Format::Iri if !value.is_iri() => json.violation("must be an IRI as of RFC 3987"),
            Format::IriReference if !value.is_iri_reference() => {
                json.violation("must be a reference as of RFC 3987, an IRI or relative")
            }
            Format::UriReference if !value.is_uri_reference() => {
                json.violation("must be a reference as of RFC 3986, a URI or relative")
            }
            Format::Usual if !value.is_uri() => json.violation("must be a URI as of RFC 3986: https://example.com/a"),
            _ => Some(value),
        }
    }
}

impl Decode for bool {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.boolean()
    }
}

impl Decode for f64 {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        match json.number()?.parse() {
            Ok(value) if Self::is_finite(value) => Some(value),
            _ => json.violation("must fit into a number of double precision"),
        }
    }
}

impl Decode for f32 {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        match json.number()?.parse() {
            Ok(value) if Self::is_finite(value) => Some(value),
            _ => json.violation("must fit into a number of single precision"),
        }
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Decode for $integer {
            fn decode(json: &mut Reader<'_>) -> Option<Self> {
                let text = json.number()?;
                // `1.0` and `1e2` are whole numbers too (JSON Schema Core, 4.2.3).
                if let Some(value) = text.parse().ok().or_else(|| Decimal::parse(&text).to_i128()?.try_into().ok()) {
                    return Some(value);
                }
                if Decimal::parse(&text).is_integer() {
                    json.violation(format!("must be between {} and {}", Self::MIN, Self::MAX))
                } else {
                    json.violation("must be a whole number")
                }
            }
        }
    )*};
}
integers!(u8 i8 u16 i16 u32 i32 u64 i64);

impl Decode for Number {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.number().map(|text| Self::from_text(&text))
    }
}

macro_rules! parsed {
    ($($text:ty => $what:literal;)*) => {$(
        impl Decode for $text {
            fn decode(json: &mut Reader<'_>) -> Option<Self> {
                match json.string()?.parse() {
                    Ok(value) => Some(value),
                    Err(_) => json.violation(concat!("must be ", $what)),
                }
            }
        }
    )*};
}
parsed! {
    Ipv4Addr => "an IPv4 address";
    Ipv6Addr => "an IPv6 address";
    IpAddr => "an IP address";
}

impl Decode for Uuid {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        // RFC 9562, 4 knows the form with hyphens only; others are taken from servers that write them.
        match Self::try_parse(&text) {
            Ok(value) if json.mode() == Mode::Lenient || text.len() == 36 => Some(value),
            _ => json.violation("must be a UUID"),
        }
    }
}

impl Decode for Secret {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        json.string().map(|text| Self::new(&*text))
    }
}

impl Decode for Base64 {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        match (json.mode(), json.format) {
            (Mode::Lenient, _) => Self::parse_lenient(&text).or_else(|| json.violation("must be base64")),
            (Mode::Strict, Format::Base64Url) => {
                Self::parse_url_safe(&text).or_else(|| json.violation("must be base64 in the alphabet for URLs"))
            }
            (Mode::Strict, _) => Self::parse_either(&text).or_else(|| json.violation("must be base64")),
        }
    }
}

impl Decode for Value {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        match json.peek()? {
            b'"' => json.string().map(|text| Self::String(text.into_owned())),
            b'~' if json.is_lexical() => json.embedded_in_text(Self::decode),
            b'{' => {
                json.begin_object()?;
                let mut members = Object::new();
                while let Some(key) = json.next_key() {
                    members.insert(key.into_owned(), Self::decode(json)?);
                }
                json.end_object()?;
                Some(Self::Object(members))
            }
            b'[' => Vec::decode(json).map(Self::Array),
            b't' | b'f' => json.boolean().map(Self::Bool),
            b'n' => json.null().map(|()| Self::Null),
            b'-' | b'0'..=b'9' => json.number().map(|text| Self::Number(Number::from_text(&text))),
            _ => json.wrong("JSON"),
        }
    }
}

macro_rules! tuples {
    ($($count:literal ($($item:ident)+);)*) => {$(
        #[expect(non_snake_case, reason = "the names of the types also name the values")]
        impl<$($item: Decode),+> Decode for ($($item,)+) {
            fn decode(json: &mut Reader<'_>) -> Option<Self> {
                json.begin_array()?;
                let mut missing = false;
                $(let $item = if json.next_item() {
                    $item::decode(json)
                } else {
                    missing = true;
                    None
                };)+
                let mut more = false;
                while !missing && json.next_item() {
                    more = true;
                    json.skip_value();
                }
                json.end_array()?;
                if missing || (more && json.is_strict()) {
                    return json.violation(concat!("must have ", $count, " items"));
                }
                Some(($($item?,)+))
            }
        }
    )*};
}
tuples! {
    1 (A);
    2 (A B);
    3 (A B C);
    4 (A B C D);
    5 (A B C D E);
    6 (A B C D E F);
    7 (A B C D E F G);
    8 (A B C D E F G H);
}
