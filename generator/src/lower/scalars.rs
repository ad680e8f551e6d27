//! Values without parts: which Rust type holds what `type`, `format` and bounds ask for.

use indexmap::IndexMap;
use serde_json::Number;

use super::arena::Lowering;
use super::shapes::{Kind, is_annotation};
use super::unions::UnionPlan;
use crate::diag::Code;
use crate::ir::types::{Alphabet, Scalar, TimeFormat};
use crate::spec::operation::Encoding;
use crate::spec::schema::{NumberRules, Schema, SchemaId, SchemaType};

impl Lowering<'_> {
    /// The scalar for a schema of this type.
    pub(super) fn scalar_of(&mut self, id: SchemaId, schema: &Schema, ty: SchemaType) -> Scalar {
        let format = schema.format.as_deref();
        if let Some(scalar) = self.chosen_scalar(format, ty) {
            return scalar;
        }
        if let Some(time) = time_format(format, ty) {
            return Scalar::DateTime(time);
        }
        match ty {
            SchemaType::Boolean => Scalar::Bool,
            SchemaType::Integer => integer(format, &schema.number),
            SchemaType::Number => match format {
                Some("float") => Scalar::F32,
                Some("decimal" | "bignumber" | "big-decimal") => Scalar::Number,
                Some(
                    "int8" | "int16" | "int32" | "int64" | "integer" | "uint8" | "uint16" | "uint32" | "uint64"
                    | "uint",
                ) => integer(format, &schema.number),
                _ => Scalar::F64,
            },
            _ if self.files.contains(&id) => Scalar::File,
            _ => string(format, schema.string.content_encoding.as_deref()),
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
                    member.format.clone_from(&schema.format);
                }
                SchemaType::Integer | SchemaType::Number => {
                    member.number = schema.number.clone();
                    member.format = schema.format.clone().filter(|format| {
                        integer_format(format) || float_format(format) || time_format(Some(format), ty).is_some()
                    });
                }
                SchemaType::Array => member.array = schema.array.clone(),
                SchemaType::Object => member.object = schema.object.clone(),
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

fn string(format: Option<&str>, encoding: Option<&str>) -> Scalar {
    let is_encoded = |name: &str| encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case(name));
    match format {
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
    let (low, high): (i128, i128) = match format {
        Some("int8" | "int16" | "int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8" | "uint16" | "uint32") => (0, u32::MAX.into()),
        Some("uint64" | "uint") => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    };
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
    matches!(scalar, Scalar::U32 | Scalar::U64)
}

impl Lowering<'_> {
    /// Marks what are files in a multipart body: binary strings, and parts of no type, which are bytes (OpenAPI 3.1, Encoding Object) unless
    /// their encoding says that they are JSON.
    pub(super) fn mark_files(&mut self, body: SchemaId, encoding: &IndexMap<String, Encoding>) {
        let schema = self.effective(body);
        for (name, &property) in &schema.object.properties {
            let said = encoding.get(name).and_then(|encoding| encoding.content_type.as_deref());
            let is_json = said.is_some_and(|types| types.contains("json"));
            let mut target = self.target(property);
            let effective = self.effective(target);
            if let Some(items) = effective.array.items {
                target = self.target(items);
            }
            let effective = self.effective(target);
            let content = effective.string.content_media_type.as_deref();
            let binary = effective.format.as_deref() == Some("binary")
                || content.is_some_and(|media| media != "application/json")
                    && effective.string.content_encoding.is_none();
            let string = effective.types.is_empty() || effective.types == [SchemaType::String];
            if string && binary || is_annotation(&effective) && !is_json {
                self.files.insert(target);
            } else if effective.format.as_deref() == Some("binary") {
                self.say(
                    Code::Degraded,
                    effective.place.as_ref(),
                    "`format: binary` beside a type that is not a string",
                );
            }
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
        assert_eq!(case(None, Some(0), Some(65535)), Scalar::U32);
        assert_eq!(case(Some("uint8"), None, None), Scalar::U32);
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
