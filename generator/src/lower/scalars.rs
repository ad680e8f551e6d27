//! Values without parts: which Rust type holds what `type`, `format` and bounds ask for.

use indexmap::IndexMap;
use serde_json::Number;

use super::arena::Lowering;
use super::shapes::{self, Kind, is_annotation};
use super::unions::UnionPlan;
use crate::diag::Code;
use crate::ir::types::{Alphabet, Digits, Scalar, TimeFormat, UriKind};
use crate::spec::operation::Encoding;
use crate::spec::schema::{ArrayRules, NumberRules, Schema, SchemaId, SchemaType, StringRules};

impl Lowering<'_> {
    /// The scalar for a schema of this type.
    pub(super) fn scalar_of(&mut self, id: SchemaId, schema: &Schema, ty: SchemaType) -> Scalar {
        let format = schema.format.as_deref();
        if let Some(scalar) = self.chosen_scalar(schema, ty) {
            return scalar;
        }
        if let Some(time) = time_format(format, ty) {
            return Scalar::DateTime(time);
        }
        match ty {
            SchemaType::Boolean => Scalar::Bool,
            SchemaType::Integer => integer(format, &schema.number),
            SchemaType::Number => match format {
                Some("float" | "float32") => Scalar::F32,
                Some(format) if is_decimal(format) => Scalar::Number,
                Some(name) if name == "integer" || digits(name).is_some() => integer(format, &schema.number),
                _ => Scalar::F64,
            },
            _ if self.files.contains(&id) => Scalar::File,
            _ => string(format, &schema.string),
        }
    }

    /// A schema of several types is a union of one schema for each.
    pub(super) fn several_types(&mut self, _id: SchemaId, schema: &Schema, types: &[SchemaType]) -> Kind {
        if types.len() >= 6 || (types.len() >= 5 && types.contains(&SchemaType::Number)) {
            return Kind::Any;
        }
        let mut members = Vec::new();
        for &ty in types {
            if ty == SchemaType::Integer && types.contains(&SchemaType::Number) {
                continue;
            }
            let mut member = Schema { place: schema.place.clone(), types: vec![ty], ..Schema::default() };
            match ty {
                SchemaType::String => {
                    member.string = schema.string.clone();
                    // What is said of numbers is meant for the numbers beside it.
                    member.format =
                        schema.format.clone().filter(|format| digits(format).is_none() && !is_decimal(format));
                }
                SchemaType::Integer | SchemaType::Number => {
                    member.number = schema.number.clone();
                    member.format = schema.format.clone().filter(|format| {
                        integer_format(format) || float_format(format) || time_format(Some(format), ty).is_some()
                    });
                }
                SchemaType::Array => member.array = ArrayRules { unevaluated: None, ..schema.array.clone() },
                SchemaType::Object => member.object = shapes::left_open(schema),
                SchemaType::Boolean => {}
            }
            members.push(self.make(member));
        }
        Kind::Union(UnionPlan::untagged(members))
    }
}

/// How a point in time is written, if a format stands for one.
pub(super) fn time_format(format: Option<&str>, ty: SchemaType) -> Option<TimeFormat> {
    match (ty, format?) {
        (SchemaType::String, "date-time") => Some(TimeFormat::Rfc3339),
        (SchemaType::String, "http-date" | "date-time-rfc1123" | "date-time-rfc7231" | "rfc1123" | "rfc7231") => {
            Some(TimeFormat::Http)
        }
        (SchemaType::Integer | SchemaType::Number, "unixtime-ms" | "unix-time-ms" | "unix-ms" | "epoch-ms") => {
            Some(TimeFormat::UnixMilliseconds)
        }
        (
            SchemaType::Integer | SchemaType::Number,
            "unixtime" | "unix-time" | "unix_time" | "unix-timestamp" | "unix_timestamp" | "unix-epoch"
            | "epoch-seconds",
        ) => Some(if ty == SchemaType::Integer { TimeFormat::UnixSeconds } else { TimeFormat::UnixTime }),
        _ => None,
    }
}

fn integer_format(format: &str) -> bool {
    format.starts_with("int") || format.starts_with("uint")
}

fn float_format(format: &str) -> bool {
    matches!(format, "float" | "double")
}

/// Whether a format asks for decimals that are not rounded.
pub(super) fn is_decimal(format: &str) -> bool {
    matches!(format, "decimal" | "decimal128" | "bignumber" | "big-decimal" | "bigdecimal")
}

/// The numbers that a format stands for.
fn digits(format: &str) -> Option<Digits> {
    match format {
        "int8" => Some(Digits::I8),
        "int16" => Some(Digits::I16),
        "int32" => Some(Digits::I32),
        "int64" => Some(Digits::I64),
        "uint8" => Some(Digits::U8),
        "uint16" => Some(Digits::U16),
        "uint32" => Some(Digits::U32),
        "uint64" | "uint" => Some(Digits::U64),
        "int128" | "uint128" | "bigint" | "biginteger" | "big-integer" => Some(Digits::Number),
        _ => None,
    }
}

fn string(format: Option<&str>, rules: &StringRules) -> Scalar {
    let encoding = rules.content_encoding.as_deref();
    let is_encoded = |name: &str| encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case(name));
    // What is asked for of the text can't be held against a number.
    let says_no_more = *rules == StringRules::default();
    match format {
        Some("duration") => Scalar::Duration,
        Some("uri") => Scalar::Uri(UriKind::Uri),
        Some("uri-reference") => Scalar::Uri(UriKind::UriReference),
        Some("iri") => Scalar::Uri(UriKind::Iri),
        Some("iri-reference") => Scalar::Uri(UriKind::IriReference),
        Some("char") if rules.pattern.is_none() => Scalar::Char,
        Some(name) if says_no_more && is_decimal(name) => Scalar::Quoted(Digits::Number),
        Some(name) if says_no_more && digits(name).is_some() => digits(name).map_or(Scalar::String, Scalar::Quoted),
        Some("date") => Scalar::Date,
        Some("time") => Scalar::Time,
        Some("uuid" | "guid") => Scalar::Uuid,
        Some("byte" | "base64") => Scalar::Base64(Alphabet::Standard),
        Some("base64url") => Scalar::Base64(Alphabet::UrlSafe),
        Some("password") => Scalar::Secret,
        Some("ipv4") => Scalar::Ipv4,
        Some("ipv6") => Scalar::Ipv6,
        Some("ip") => Scalar::Ip,
        None if is_encoded("base64") => Scalar::Base64(Alphabet::Standard),
        None if is_encoded("base64url") => Scalar::Base64(Alphabet::UrlSafe),
        _ => Scalar::String,
    }
}

fn integer(format: Option<&str>, bounds: &NumberRules) -> Scalar {
    let lowest = at_least(bounds);
    let highest = at_most(bounds);
    let named = format.and_then(digits);
    if named == Some(Digits::Number) {
        return Scalar::Number;
    }
    let (low, high) = named.map(Digits::scalar).and_then(range).unwrap_or((i64::MIN.into(), i64::MAX.into()));
    let fits = lowest.is_none_or(|lowest| lowest >= low) && highest.is_none_or(|highest| highest <= high);
    if let Some(small @ (Digits::I8 | Digits::I16 | Digits::U8 | Digits::U16)) = named
        && fits
    {
        return small.scalar();
    }
    // Bounds that are those of a small type mean it; any other may be raised one day.
    if named.is_none()
        && let (Some(lowest), Some(highest)) = (lowest, highest)
    {
        let meant = [Scalar::U8, Scalar::U16, Scalar::I8, Scalar::I16].into_iter().find(|scalar| {
            range(*scalar).is_some_and(|(low, high)| high == highest && (low == lowest || (low, lowest) == (0, 1)))
        });
        if let Some(small) = meant {
            return small;
        }
    }
    // A format that is signed is taken at its word: the same quantity has one type, with a minimum here and without there.
    let signed = matches!(format, Some("int8" | "int16" | "int32" | "int64"));
    let unsigned = low == 0 || (!signed && lowest.is_some_and(|lowest| lowest >= 0));
    // A bound that the format can't hold is believed more than the format.
    let wide = highest.is_some_and(|highest| highest > high) || lowest.is_some_and(|lowest| lowest < low);
    let small = high <= u32::MAX.into() || (unsigned && highest.is_some_and(|highest| highest <= u32::MAX.into()));
    match (unsigned, wide) {
        (true, true)
            if highest.is_none_or(|highest| highest <= u64::MAX.into()) && lowest.is_none_or(|low| low >= 0) =>
        {
            Scalar::U64
        }
        (_, true) => {
            let fits = lowest.is_none_or(|lowest| lowest >= i64::MIN.into())
                && highest.is_none_or(|highest| highest <= i64::MAX.into());
            if fits { Scalar::I64 } else { Scalar::Number }
        }
        (true, false) if small => Scalar::U32,
        (true, false) => Scalar::U64,
        (false, false) if small => Scalar::I32,
        (false, false) => Scalar::I64,
    }
}

/// The least integer that the bounds allow.
fn at_least(bounds: &NumberRules) -> Option<i128> {
    let open = bounds.exclusive_minimum.as_ref().map(|bound| rounded(bound, f64::floor) + 1);
    bounds.minimum.as_ref().map(|bound| rounded(bound, f64::ceil)).max(open)
}

/// The greatest integer that the bounds allow.
fn at_most(bounds: &NumberRules) -> Option<i128> {
    let open = bounds.exclusive_maximum.as_ref().map(|bound| rounded(bound, f64::ceil) - 1);
    match (bounds.maximum.as_ref().map(|bound| rounded(bound, f64::floor)), open) {
        (Some(closed), Some(open)) => Some(closed.min(open)),
        (closed, open) => closed.or(open),
    }
}

/// A bound as an integer; beyond what floats hold exactly, near it.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and nothing beyond 128 bits is told apart")]
fn rounded(bound: &Number, round: fn(f64) -> f64) -> i128 {
    if let Some(bound) = bound.as_i64() {
        bound.into()
    } else if let Some(bound) = bound.as_u64() {
        bound.into()
    } else {
        (round(bound.as_f64().unwrap_or(0.0)) as i128).clamp(i128::MIN / 2, i128::MAX / 2)
    }
}

/// Whether a scalar is a number that needs no check for being at least zero.
pub(super) fn is_unsigned(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64)
}

/// The least and the greatest value of an integer.
pub(super) fn range(scalar: Scalar) -> Option<(i128, i128)> {
    match scalar {
        Scalar::I8 => Some((i8::MIN.into(), i8::MAX.into())),
        Scalar::I16 => Some((i16::MIN.into(), i16::MAX.into())),
        Scalar::I32 => Some((i32::MIN.into(), i32::MAX.into())),
        Scalar::I64 => Some((i64::MIN.into(), i64::MAX.into())),
        Scalar::U8 => Some((0, u8::MAX.into())),
        Scalar::U16 => Some((0, u16::MAX.into())),
        Scalar::U32 => Some((0, u32::MAX.into())),
        Scalar::U64 => Some((0, u64::MAX.into())),
        _ => None,
    }
}

impl Lowering<'_> {
    /// Marks what are files in a multipart body: binary strings, and parts of no type, which are bytes (OpenAPI 3.1, Encoding Object) unless
    /// their encoding says that they are JSON.
    pub(super) fn mark_files(&mut self, body: SchemaId, encoding: &IndexMap<String, Encoding>) {
        let schema = self.effective(body);
        for (name, &property) in &schema.object.properties {
            let mut target = self.target(property);
            let effective = self.effective(target);
            if let Some(items) = effective.array.items {
                target = self.target(items);
            }
            self.mark_file(target, encoding.get(name).and_then(|encoding| encoding.content_type.as_deref()));
        }
    }

    /// The same for one part, of which these media types are said.
    pub(super) fn mark_file(&mut self, target: SchemaId, said: Option<&str>) {
        let is_json = said.is_some_and(|types| types.contains("json"));
        let effective = self.effective(target);
        let content = effective.string.content_media_type.as_deref();
        let binary = effective.format.as_deref() == Some("binary")
            || content.is_some_and(|media| media != "application/json") && effective.string.content_encoding.is_none();
        let string = effective.types.is_empty() || effective.types == [SchemaType::String];
        if string && binary || is_annotation(&effective) && !is_json {
            self.files.insert(target);
        } else if effective.exact && shapes::keyword_type(&effective) == Some(SchemaType::String) {
            self.texts.insert(target);
        } else if effective.format.as_deref() == Some("binary") {
            self.say(Code::Degraded, effective.place.as_ref(), "`format: binary` beside a type that is not a string");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_as_wide_as_their_bounds() {
        let case = |format: Option<&str>, low: Option<i64>, high: Option<u64>| {
            let bounds =
                NumberRules { minimum: low.map(Into::into), maximum: high.map(Into::into), ..NumberRules::default() };
            integer(format, &bounds)
        };
        assert_eq!(case(None, None, None), Scalar::I64);
        assert_eq!(case(Some("int32"), None, None), Scalar::I32);
        assert_eq!(case(Some("int32"), Some(1), Some(100)), Scalar::I32);
        assert_eq!(case(Some("int64"), Some(0), None), Scalar::I64);
        assert_eq!(case(None, Some(0), None), Scalar::U64);
        assert_eq!(case(None, Some(0), Some(65535)), Scalar::U16);
        assert_eq!(case(None, Some(1), Some(255)), Scalar::U8);
        assert_eq!(case(None, Some(0), Some(100)), Scalar::U32);
        assert_eq!(case(Some("int8"), None, None), Scalar::I8);
        assert_eq!(case(Some("int16"), Some(0), None), Scalar::I16);
        assert_eq!(case(Some("bigint"), None, None), Scalar::Number);
        assert_eq!(case(Some("uint8"), None, None), Scalar::U8);
        assert_eq!(case(Some("uint8"), None, Some(300)), Scalar::U64);
        assert_eq!(case(Some("int32"), None, Some(3_000_000_000)), Scalar::I64);
        assert_eq!(case(None, None, Some(u64::MAX)), Scalar::Number);
        assert_eq!(case(None, Some(0), Some(u64::MAX)), Scalar::U64);
    }

    #[test]
    fn a_bound_beyond_64_bits_asks_for_any_size() {
        let bounds = NumberRules { minimum: Number::from_f64(-1e30), ..NumberRules::default() };
        assert_eq!(integer(None, &bounds), Scalar::Number);
    }
}
