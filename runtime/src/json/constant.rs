//! A property that can have one value only, while its object is read.

use std::fmt;

use super::{Mode, Reader};

/// A property that can have one value only, while its object is read.
///
/// A strict reader refuses another value. A lenient one reads over it, unless it has to find out which of several types
/// this is.
#[derive(Debug)]
pub struct Constant {
    name: &'static str,
    value: Value,
    came: bool,
}

#[derive(Debug)]
enum Value {
    Text(&'static str),
    Boolean(bool),
    Integer(i64),
}

impl Constant {
    /// A string.
    pub const fn text(name: &'static str, value: &'static str) -> Self {
        Self { name, value: Value::Text(value), came: false }
    }

    /// `true` or `false`.
    pub const fn boolean(name: &'static str, value: bool) -> Self {
        Self { name, value: Value::Boolean(value), came: false }
    }

    /// A whole number.
    pub const fn integer(name: &'static str, value: i64) -> Self {
        Self { name, value: Value::Integer(value), came: false }
    }

    /// Reads its value.
    pub fn read(&mut self, json: &mut Reader<'_>) {
        self.came = true;
        if json.mode() == Mode::Lenient && !json.is_choosing() {
            json.pass_value();
            return;
        }
        let same = match self.value {
            Value::Text(value) => json.string().map(|text| text == value),
            Value::Boolean(value) => json.boolean().map(|found| found == value),
            Value::Integer(value) => json.number().map(|text| super::Number::from_text(&text).as_i64() == Some(value)),
        };
        if same == Some(false) {
            json.violation::<()>(format!("must be {}", self.value));
        }
    }

    /// It must have come.
    pub fn required(self, json: &mut Reader<'_>) {
        if !self.came {
            json.violation_at::<()>(self.name, "is missing");
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(value) => write!(f, "`{value}`"),
            Self::Boolean(value) => write!(f, "`{value}`"),
            Self::Integer(value) => write!(f, "`{value}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Decode, from_slice, from_slice_strict};
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Cat;

    impl Decode for Cat {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            let mut kind = Constant::text("kind", "cat");
            let mut legs = Constant::integer("legs", 4);
            let mut purrs = Constant::boolean("purrs", true);
            json.begin_object()?;
            while let Some(key) = json.next_key() {
                match &*key {
                    "kind" => kind.read(json),
                    "legs" => legs.read(json),
                    "purrs" => purrs.read(json),
                    _ => json.skip_value(),
                }
            }
            kind.required(json);
            json.end_object()?;
            Some(Self)
        }
    }

    #[derive(Debug, PartialEq)]
    enum Pet {
        Cat(Cat),
        Other,
    }

    impl Decode for Pet {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            json.try_variant(Self::Cat).or_else(|| json.no_variant("Pet", |_| Self::Other))
        }
    }

    #[test]
    fn a_strict_reader_asks_for_the_one_value() {
        let read = |text: &str| from_slice_strict::<Cat>(text.as_bytes()).map_err(|found| found.to_string());
        assert_eq!(read(r#"{"kind": "cat", "legs": 4.0, "purrs": true}"#), Ok(Cat));
        for (text, wrong) in [
            (r#"{"kind": "dog"}"#, "`/kind` of the body must be `cat`"),
            (r#"{"kind": 1}"#, "`/kind` of the body must be a string, is a number"),
            (r#"{"kind": "cat", "legs": 3}"#, "`/legs` of the body must be `4`"),
            (r#"{"kind": "cat", "purrs": false}"#, "`/purrs` of the body must be `true`"),
            (r#"{"legs": 4}"#, "`/kind` of the body is missing"),
        ] {
            assert!(read(text).unwrap_err().contains(wrong), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn a_lenient_reader_asks_only_where_it_chooses() {
        assert_eq!(from_slice::<Cat>(br#"{"kind": "lion"}"#), Ok(Cat));
        assert_eq!(from_slice::<Pet>(br#"{"kind": "lion"}"#), Ok(Pet::Other));
        assert_eq!(from_slice::<Pet>(br#"{"kind": "cat"}"#), Ok(Pet::Cat(Cat)));
    }
}
