//! A value that is one of several types, of which only reading it tells which.

use super::union::Checkpoint;
use super::{Decode, Format, Reader, Value};
use crate::rules::{Check, Rules};

/// A value that is one of several types, while they are tried.
///
/// The first type that fits and knows every property is taken; if there is none, the one that reads over the fewest. Where
/// that one reads over what another that fits would have read, the value is of both, and is kept as it is.
#[derive(Debug)]
pub struct Alternatives<U> {
    start: Checkpoint,
    best: Option<Fit<U>>,
    /// Where the values begin that every type that fits reads over.
    unknown: Vec<usize>,
    /// How the type that is tried next is written.
    format: Format,
    /// Whether no more types are tried.
    settled: bool,
}

#[derive(Debug)]
struct Fit<U> {
    value: U,
    end: Checkpoint,
    /// Where the values begin that were read over.
    skipped: Vec<usize>,
}

impl<U> Alternatives<U> {
    /// Nothing tried yet; the value comes next.
    pub fn new(json: &Reader<'_>) -> Self {
        Self { start: json.checkpoint(), best: None, unknown: Vec::new(), format: Format::Usual, settled: false }
    }

    /// Says how the type that is tried next is written.
    pub fn formatted(&mut self, format: Format) -> &mut Self {
        self.format = format;
        self
    }

    /// Tries a type.
    pub fn offer<T: Decode>(&mut self, json: &mut Reader<'_>, wrap: fn(T) -> U) {
        let format = std::mem::take(&mut self.format);
        if self.goes_on(json) {
            let value = json.attempt_with(|json| json.value_as(format)).map(wrap);
            self.take(json, value);
        }
    }

    /// Tries a type with rules that a strict reader checks.
    pub fn offer_checked<T: Decode + Check>(&mut self, json: &mut Reader<'_>, rules: &Rules, wrap: fn(T) -> U) {
        let format = std::mem::take(&mut self.format);
        if self.goes_on(json) {
            let value = json.attempt_with(|json| {
                let value = json.value_as(format)?;
                json.checked(value, rules)
            });
            self.take(json, value.map(wrap));
        }
    }

    /// Tries a type that is JSON in a string; `read` gets a reader of that text.
    pub fn offer_embedded<T>(
        &mut self,
        json: &mut Reader<'_>,
        read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
        wrap: fn(T) -> U,
    ) {
        if self.goes_on(json) {
            let value = json.attempt_with(|json| json.embedded_value(read)).map(wrap);
            self.take(json, value);
        }
    }

    /// Tries no more types, if one fits. After those that are JSON in a string: a plain text reads over nothing, and would be taken
    /// wherever the JSON has a property that is new.
    pub fn settle(&mut self) {
        self.settled = self.best.is_some();
    }

    /// The value. What is of no type is kept as it is by a lenient reader, and refused by a strict one.
    pub fn finish(self, json: &mut Reader<'_>, name: &str, keep: fn(Value) -> U) -> Option<U> {
        match self.best {
            None => json.no_variant(name, keep),
            Some(best) if best.skipped.iter().all(|place| self.unknown.contains(place)) => {
                json.forward(best.end);
                Some(best.value)
            }
            Some(_) => {
                json.rewind(self.start);
                Value::decode(json).map(keep)
            }
        }
    }

    /// Whether another type is worth a try. Unions within unions take the first that fits when their reader gets tired.
    fn goes_on(&self, json: &mut Reader<'_>) -> bool {
        match &self.best {
            None => true,
            Some(_) if self.settled => false,
            Some(best) if best.skipped.is_empty() || json.is_tired() => false,
            Some(_) => {
                json.rewind(self.start);
                true
            }
        }
    }

    fn take(&mut self, json: &mut Reader<'_>, value: Option<U>) {
        let Some(value) = value else { return };
        let skipped = json.skipped.split_off(self.start.skipped);
        let end = json.checkpoint();
        match &self.best {
            None => self.unknown.clone_from(&skipped),
            Some(best) => {
                self.unknown.retain(|place| skipped.contains(place));
                if best.skipped.len() <= skipped.len() {
                    return;
                }
            }
        }
        self.best = Some(Fit { value, end, skipped });
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_slice, from_slice_strict};
    use super::*;

    /// An object with one property, of each of several types.
    macro_rules! one {
        ($($name:ident $key:literal $how:ident;)*) => {$(
            #[derive(Debug, PartialEq)]
            struct $name;

            impl Decode for $name {
                fn decode(json: &mut Reader<'_>) -> Option<Self> {
                    let mut only: Option<i64> = None;
                    json.begin_record();
                    while json.next_property() {
                        json.$how($key, &mut only);
                    }
                    json.end_record().then_some(Self)
                }
            }
        )*};
    }
    one! {
        A "a" optional;
        B "b" optional;
        C "c" required;
    }

    #[derive(Debug, PartialEq)]
    enum Union {
        A(A),
        B(B),
        C(C),
        Number(i64),
        Unknown(Value),
    }

    impl Decode for Union {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            let mut union = Alternatives::new(json);
            union.offer(json, Self::C);
            union.offer(json, Self::A);
            union.offer(json, Self::B);
            union.offer_checked(json, &Rules { max_length: None, ..Rules::NONE }, Self::Number);
            union.finish(json, "Union", Self::Unknown)
        }
    }

    #[test]
    fn the_type_that_knows_most_is_taken_and_what_is_of_several_is_kept() {
        let raw = |text: &str| Union::Unknown(text.parse().unwrap());
        for (text, expected) in [
            (r#"{"a":1}"#, Union::A(A)),
            (r#"{"b":1}"#, Union::B(B)),
            (r#"{"c":1}"#, Union::C(C)),
            (r#"{"b":1,"new":{"c":2}}"#, Union::B(B)),
            (r#"{"new":1}"#, Union::A(A)),
            (r#"{"a":1,"b":1}"#, raw(r#"{"a":1,"b":1}"#)),
            (r#"{"c":1,"b":1,"new":1}"#, raw(r#"{"c":1,"b":1,"new":1}"#)),
            ("7", Union::Number(7)),
        ] {
            let list: Vec<Union> = from_slice(format!("[{text},3]").as_bytes()).unwrap();
            assert_eq!(list, [expected, Union::Number(3)], "{text}");
        }
        assert_eq!(from_slice(br#""x""#), Ok(raw(r#""x""#)));
        assert!(from_slice_strict::<Union>(br#""x""#).is_err());
        assert_eq!(from_slice_strict(br#"{"a":1,"b":1}"#), Ok(raw(r#"{"a":1,"b":1}"#)));
    }

    /// Each level may be either of two types, and the innermost object has a property that none of them knows.
    #[derive(Debug)]
    struct Deep;

    impl Decode for Deep {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            let mut union = Alternatives::new(json);
            union.offer(json, |_: Level| Self);
            union.offer(json, |_: Level| Self);
            union.offer(json, |_: Level| Self);
            union.finish(json, "Deep", |_| Self)
        }
    }

    struct Level;

    impl Decode for Level {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            json.begin_object()?;
            while let Some(key) = json.next_key() {
                match &*key {
                    "next" => drop(Deep::decode(json)),
                    _ => json.skip_value(),
                }
            }
            json.end_object()?;
            Some(Self)
        }
    }

    /// A word, or a number, or a word again: `Answer` is a `Part` and `Part` an `Answer`.
    #[derive(Debug, PartialEq)]
    enum Answer {
        Word(String),
        Part(Box<Part>),
        Other(Value),
    }

    #[derive(Debug, PartialEq)]
    enum Part {
        Number(i64),
        Answer(Answer),
        Other(Value),
    }

    impl Decode for Answer {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            json.once("Answer", |json| {
                let mut union = Alternatives::new(json);
                union.offer(json, Self::Word);
                union.offer(json, Self::Part);
                union.finish(json, "Answer", Self::Other)
            })
        }
    }

    impl Decode for Part {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            json.once("Part", |json| {
                let mut union = Alternatives::new(json);
                union.offer(json, Self::Number);
                union.offer(json, Self::Answer);
                union.finish(json, "Part", Self::Other)
            })
        }
    }

    #[test]
    fn a_union_that_is_its_own_alternative_comes_to_an_end() {
        assert_eq!(from_slice(br#"[" a "]"#), Ok(vec![Part::Answer(Answer::Word(" a ".to_owned()))]));
        assert_eq!(from_slice(b"[3]"), Ok(vec![Answer::Part(Box::new(Part::Number(3)))]));
        assert!(from_slice::<Answer>(b"{}").is_ok());
        assert!(from_slice_strict::<Vec<Answer>>(b"[{}, []]").is_err());
    }

    #[test]
    fn what_is_new_deep_inside_does_not_tire_a_reader() {
        let text = format!("{}{{\"new\":1}}{}", "{\"next\":".repeat(60), "}".repeat(60));
        from_slice::<Deep>(text.as_bytes()).unwrap();
    }
}
