//! JSON in a string: what the data of an event holds (JSON Schema Validation 2020-12, 8.5: `contentSchema`).
//!
//! ```json
//! { "event": "add", "data": "{\"text\":\"a\"}" }
//! ```
//! The string is read by a reader of its own, with what is wrong placed where the string stands: `/data/text`.

use super::{Decode, Encode, Reader, Writer};
use crate::presence::Presence;
use crate::rules::{Check, Rules};

impl Reader<'_> {
    /// Reads a property that must be there, if it is the next, and that is JSON in a string.
    pub fn embedded_required<T: Decode>(&mut self, name: &str, property: &mut Option<T>) {
        self.embedded_required_by(name, property, T::decode);
    }

    /// The same, with rules that a strict reader checks.
    pub fn embedded_required_checked<T: Decode + Check>(
        &mut self,
        name: &str,
        property: &mut Option<T>,
        rules: &Rules,
    ) {
        self.embedded_required_by(name, property, |json| json.decode_checked(rules));
    }

    /// Reads a property that may be missing, if it is the next, and that is JSON in a string.
    pub fn embedded_optional<T: Decode>(&mut self, name: &str, property: &mut Option<T>) {
        if self.is_at(name) {
            let value = self.embedded_value(|json| Some(json.unless_null(T::decode)));
            *property = self.ended(value).flatten();
        }
    }

    /// The same, with rules that a strict reader checks.
    pub fn embedded_optional_checked<T: Decode + Check>(
        &mut self,
        name: &str,
        property: &mut Option<T>,
        rules: &Rules,
    ) {
        if self.is_at(name) {
            let value = self.embedded_value(|json| Some(json.unless_null(|json| json.decode_checked(rules))));
            *property = self.ended(value).flatten();
        }
    }

    /// Reads a property that may be missing, if it is the next, and that is JSON in a string, maybe null.
    pub fn embedded_presence<T: Decode>(&mut self, name: &str, property: &mut Presence<T>) {
        if self.is_at(name) {
            let value = self.embedded_value(|json| Some(json.or_null(T::decode)));
            *property = self.ended(value).unwrap_or_default();
        }
    }

    /// The same, with rules that a strict reader checks.
    pub fn embedded_presence_checked<T: Decode + Check>(
        &mut self,
        name: &str,
        property: &mut Presence<T>,
        rules: &Rules,
    ) {
        if self.is_at(name) {
            let value = self.embedded_value(|json| Some(json.or_null(|json| json.decode_checked(rules))));
            *property = self.ended(value).unwrap_or_default();
        }
    }

    fn embedded_required_by<T>(
        &mut self,
        name: &str,
        property: &mut Option<T>,
        decode: impl FnOnce(&mut Reader<'_>) -> Option<T>,
    ) {
        if self.is_at(name) {
            let value = self.embedded_value(decode);
            *property = self.ended(value);
        } else if property.is_none() {
            self.tell_missing(name);
        }
    }

    /// Reads a value that is JSON in a string, from a reader of that text.
    pub fn embedded_value<T>(&mut self, read: impl FnOnce(&mut Reader<'_>) -> Option<T>) -> Option<T> {
        let (start, format) = (self.at, std::mem::take(&mut self.format));
        if self.parsed {
            self.pass_value();
            return self.violation("must be JSON in a string");
        }
        let text = self.string()?;
        let mut inner = Reader::new(text.as_bytes(), self.mode)
            .placed(self.location, self.pointer(None))
            .depth_limit(self.depth_left());
        inner.format = format;
        inner.attempts = self.attempts;
        inner.fuel = self.fuel;
        let value = read(&mut inner);
        inner.end();
        self.fuel = inner.fuel;
        let is_right = !inner.halted && inner.violations.is_empty();
        // An attempt that failed has failed around it, too.
        self.halted |= self.is_choosing() && !is_right;
        // What was read over is told apart by where it stands: an escape only makes a text longer.
        self.skipped.extend(inner.skipped.into_iter().map(|at| start + 1 + at));
        for violation in inner.violations {
            self.violations.push(violation);
        }
        value.filter(|_| is_right)
    }
}

impl Writer {
    /// A string that holds a value as JSON.
    pub fn embedded<T: Encode + ?Sized>(&mut self, value: &T) {
        let start = self.begin_embedded();
        value.encode(self);
        self.end_embedded(start);
    }

    /// A property that holds its value as JSON in a string.
    pub fn embedded_field<T: Encode + ?Sized>(&mut self, key: &str, value: &T) {
        self.key(key);
        self.embedded(value);
    }

    /// The same, left out when there is no value.
    pub fn embedded_optional<T: Encode>(&mut self, key: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.embedded_field(key, value);
        }
    }

    /// The same, left out when it is absent; null is JSON, too.
    pub fn embedded_presence<T: Encode>(&mut self, key: &str, value: &Presence<T>) {
        if !value.is_absent() {
            self.embedded_field(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Alternatives, Format, Mode, Value, from_slice, from_slice_strict, to_vec};
    use super::*;
    use crate::rules::Bound;
    use crate::violation::Violations;

    #[derive(Debug, PartialEq, Default)]
    struct Item {
        count: Option<u8>,
        words: Option<Vec<String>>,
    }

    impl Encode for Item {
        fn encode(&self, json: &mut Writer) {
            json.begin_object();
            json.optional("count", &self.count);
            json.optional("words", &self.words);
            json.end_object();
        }
    }

    impl Decode for Item {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            let mut value = Self::default();
            json.begin_record();
            while json.next_property() {
                json.optional("count", &mut value.count);
                json.optional("words", &mut value.words);
            }
            json.end_record().then_some(value)
        }
    }

    #[derive(Debug, PartialEq, Default)]
    struct Holder {
        data: Option<Item>,
        null: Presence<u8>,
        time: Option<crate::DateTime>,
        after: Option<bool>,
    }

    const MOST: &Rules = &Rules::new().maximum(Bound::integer(9));

    impl Encode for Holder {
        fn encode(&self, json: &mut Writer) {
            json.begin_object();
            json.embedded_optional("data", &self.data);
            json.embedded_presence("null", &self.null);
            json.formatted(Format::UnixSeconds).embedded_optional("time", &self.time);
            json.optional("after", &self.after);
            json.end_object();
        }
    }

    impl Decode for Holder {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            let mut value = Self::default();
            json.begin_record();
            while json.next_property() {
                json.embedded_optional("data", &mut value.data);
                json.embedded_presence_checked("null", &mut value.null, MOST);
                json.formatted(Format::UnixSeconds).embedded_optional("time", &mut value.time);
                json.optional("after", &mut value.after);
            }
            json.end_record().then_some(value)
        }
    }

    fn said(found: &Violations) -> Vec<String> {
        found.iter().map(|violation| format!("{} {}", violation.pointer, violation.message)).collect()
    }

    #[test]
    fn json_stands_in_a_string() {
        for text in [
            r#"{"data":"{\"count\":1,\"words\":[\"a\\\"\\n\",\"\u{e9}\\\\\"]}","null":"null","time":"7","after":true}"#,
            r#"{"data":"{}","null":"3"}"#,
            r#"{"after":false}"#,
        ] {
            let text = text.replace("\\u{e9}", "\u{e9}");
            let value: Holder = from_slice_strict(text.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(to_vec(&value)).unwrap(), text);
        }
        let spaced: Holder = from_slice_strict(br#"{"data":" {\n \"count\" : 2 } "}"#).unwrap();
        assert_eq!(spaced.data, Some(Item { count: Some(2), words: None }));
    }

    #[test]
    fn what_is_wrong_in_it_is_placed_in_it_and_the_rest_is_read() {
        for (text, expected) in [
            (
                r#"{"data":"{\"count\":256,\"words\":[\"a\",1]}","null":"10","after":1}"#,
                &[
                    "/data/count must be between 0 and 255",
                    "/data/words/1 must be a string, is a number",
                    "/null must be at most 9",
                    "/after must be a boolean, is a number",
                ][..],
            ),
            (
                r#"{"data":"{\"count\":1","after":1}"#,
                &[
                    "/data is not JSON: must have `,` or `}` here (line 1, column 11)",
                    "/after must be a boolean, is a number",
                ],
            ),
            (r#"{"data":"{},\"after\":true"}"#, &["/data is not JSON: goes on after its end (line 1, column 3)"]),
            (r#"{"data":""}"#, &["/data is not JSON: it is empty (line 1, column 1)"]),
            (r#"{"data":{"count":1}}"#, &["/data must be a string, is an object"]),
            (r#"{"data":null}"#, &["/data must be a string, not null"]),
            (r#"{"data":"{\"count\":1,\"count\":2}"}"#, &["/data/count is given more than once"]),
        ] {
            assert_eq!(said(&from_slice_strict::<Holder>(text.as_bytes()).unwrap_err()), expected, "{text}");
        }
        assert!(from_slice::<Holder>(br#"{"data":"[]"}"#).is_err());
    }

    #[test]
    fn it_is_no_deeper_than_what_it_stands_in_may_be() {
        let deep = |levels: usize| format!(r#"{{"data":"{}{}"}}"#, "[".repeat(levels), "]".repeat(levels));
        let read = |levels| {
            let text = deep(levels);
            let mut json = Reader::new(text.as_bytes(), Mode::Strict);
            let mut value: Option<Value> = None;
            json.begin_record();
            while json.next_property() {
                json.embedded_required("data", &mut value);
            }
            json.end_record();
            json.finish(value)
        };
        assert!(read(127).is_ok());
        assert_eq!(said(&read(128).unwrap_err()).len(), 1);
    }

    #[derive(Debug, PartialEq)]
    enum Choice {
        Item(Item),
        Time(crate::DateTime),
        Word(String),
        Unknown(Value),
    }

    impl Decode for Choice {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            let mut union = Alternatives::new(json);
            union.offer_embedded(json, Decode::decode, Self::Item);
            union.offer_embedded(json, |json| json.value_as(Format::UnixSeconds), Self::Time);
            union.settle();
            union.offer(json, Self::Word);
            union.finish(json, "Choice", Self::Unknown)
        }
    }

    #[test]
    fn it_is_one_of_several_types() {
        let item = |count| Choice::Item(Item { count: Some(count), words: None });
        for mode in [Mode::Strict, Mode::Lenient] {
            let text = br#"["{\"count\":3}","{\"new\":{\"a\":1},\"count\":4}","[DONE]","0","\"0\""]"#;
            let read: Vec<Choice> = Reader::new(text, mode).read().unwrap();
            let [first, second, done, time, quoted] = read.as_slice() else { panic!("{read:?}") };
            assert_eq!((first, second), (&item(3), &item(4)));
            assert_eq!((done, quoted), (&Choice::Word("[DONE]".into()), &Choice::Word("\"0\"".into())));
            assert!(matches!(time, Choice::Time(_)));
        }
    }
}
