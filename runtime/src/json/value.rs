//! Any JSON, as a tree.

use std::fmt;
use std::str::FromStr;

use indexmap::IndexMap;

use super::{Number, to_vec};
use crate::violation::Violations;

/// The members of an object, in their order. Two objects are equal whatever the order.
pub type Object = IndexMap<String, Value>;

/// Any JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// Whether it is null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The number, if it is one.
    pub const fn as_number(&self) -> Option<&Number> {
        if let Self::Number(value) = self { Some(value) } else { None }
    }

    /// The number, if it is a whole one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number, if it is a whole one that fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The number, as near as a floating-point number comes.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(value) = self { Some(value) } else { None }
    }

    /// The items, if it is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(value) = self { Some(value) } else { None }
    }

    /// The members, if it is an object.
    pub const fn as_object(&self) -> Option<&Object> {
        if let Self::Object(value) = self { Some(value) } else { None }
    }

    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// What a JSON Pointer points to (RFC 6901).
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |value, segment| {
            let segment = segment.replace("~1", "/").replace("~0", "~");
            match value {
                Self::Object(members) => members.get(&segment),
                Self::Array(items) if segment == "0" || !segment.starts_with(['0', '+']) => {
                    items.get(segment.parse::<usize>().ok()?)
                }
                _ => None,
            }
        })
    }
}

impl fmt::Display for Value {
    /// Writes it as JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&to_vec(self)))
    }
}

impl FromStr for Value {
    type Err = Violations;

    /// Reads JSON.
    fn from_str(text: &str) -> Result<Self, Violations> {
        super::from_slice(text.as_bytes())
    }
}

macro_rules! from {
    ($($from:ty => |$name:ident| $value:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($name: $from) -> Self {
                $value
            }
        }
    )*};
}
from! {
    bool => |value| Self::Bool(value);
    i32 => |value| Self::Number(value.into());
    i64 => |value| Self::Number(value.into());
    u32 => |value| Self::Number(value.into());
    u64 => |value| Self::Number(value.into());
    Number => |value| Self::Number(value);
    &str => |value| Self::String(value.to_owned());
    String => |value| Self::String(value);
    Vec<Value> => |value| Self::Array(value);
    Object => |value| Self::Object(value);
}

impl From<f64> for Value {
    /// A number that is not finite becomes null.
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_into_it() {
        let value: Value = r#"{"a/b": [1, {"m~n": "x"}], "": 0}"#.parse().unwrap();
        assert_eq!(value.pointer("/a~1b/1/m~0n").and_then(Value::as_str), Some("x"));
        assert_eq!(value.pointer("/").and_then(Value::as_i64), Some(0));
        assert_eq!(value.pointer(""), Some(&value));
        for pointer in ["a", "/a~1b/01", "/a~1b/+1", "/a~1b/2", "/x", "/a~1b/-"] {
            assert_eq!(value.pointer(pointer), None, "{pointer}");
        }
    }

    #[test]
    fn order_is_kept_and_does_not_count() {
        let text = r#"{"b":1,"a":[true,null,"\n"]}"#;
        let value: Value = text.parse().unwrap();
        assert_eq!(value.to_string(), text);
        assert_eq!(value, r#"{"a":[true,null,"\n"],"b":1.0}"#.parse().unwrap());
    }
}
