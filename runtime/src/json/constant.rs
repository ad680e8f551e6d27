//! Properties that can have one value only.

use std::fmt::Display;

use super::{Mode, Number, Reader};

/// The one value that a property can have: a string, a boolean or a whole number.
pub trait Constant: Display + Copy {
    /// Whether the value that comes next is this one; `None`: it is of another type, and a violation was taken down.
    fn comes(self, json: &mut Reader<'_>) -> Option<bool>;
}

impl Constant for &str {
    fn comes(self, json: &mut Reader<'_>) -> Option<bool> {
        json.string().map(|text| text == self)
    }
}

impl Constant for bool {
    fn comes(self, json: &mut Reader<'_>) -> Option<bool> {
        json.boolean().map(|value| value == self)
    }
}

impl Constant for i64 {
    fn comes(self, json: &mut Reader<'_>) -> Option<bool> {
        json.number().map(|text| Number::from_text(&text).as_i64() == Some(self))
    }
}

impl Reader<'_> {
    /// Reads a property that can have one value only, if it is the next, and notes that it came.
    ///
    /// A strict reader refuses another value. A lenient one reads over it, unless it has to find out which of several types
    /// this is.
    pub fn constant(&mut self, name: &str, came: &mut bool, value: impl Constant) {
        *came |= self.one_value(name, value);
        if !*came {
            self.tell_missing(name);
        }
    }

    /// The same, where it may be missing.
    pub fn optional_constant(&mut self, name: &str, value: impl Constant) {
        self.one_value(name, value);
    }

    /// Whether such a property is the next.
    fn one_value(&mut self, name: &str, value: impl Constant) -> bool {
        if !self.is_at(name) {
            return false;
        }
        if self.mode == Mode::Lenient && !self.is_choosing() {
            self.pass_value();
            self.next_key();
            return true;
        }
        let same = match value.comes(self) {
            Some(true) => Some(()),
            Some(false) => self.violation(format!("must be `{value}`")),
            None => None,
        };
        self.ended(same);
        true
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
            let mut kind = false;
            json.begin_record();
            while json.next_property() {
                json.constant("kind", &mut kind, "cat");
                json.optional_constant("legs", 4);
                json.optional_constant("purrs", true);
            }
            json.end_record().then_some(Self)
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
