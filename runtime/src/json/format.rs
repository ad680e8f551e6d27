//! How a value is written whose type leaves a choice: one type for points in time, one for bytes, whatever the document has
//! them look like.

use super::{Decode, Encode, Reader, Writer};

/// How a value is written whose type leaves a choice. It holds for a value, or for the items of a list or map of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// As its type is written anywhere: a point in time as of RFC 3339, bytes as base64.
    #[default]
    Usual,
    /// A point in time as a date of HTTP (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`. Parts of seconds are cut.
    HttpDate,
    /// A point in time as whole seconds since 1970-01-01T00:00:00Z. Parts of seconds are cut.
    UnixSeconds,
    /// A point in time as seconds since 1970-01-01T00:00:00Z, with their parts.
    UnixTime,
    /// A point in time as whole milliseconds since 1970-01-01T00:00:00Z. Smaller parts are cut.
    UnixMilliseconds,
    /// Bytes in the alphabet for URLs, without padding (RFC 4648, 5).
    Base64Url,
    /// A number in a string: `"9007199254740993"`.
    Quoted,
    /// A URI or a relative reference (RFC 3986, 4.1).
    UriReference,
    /// An IRI (RFC 3987): of any script.
    Iri,
    /// An IRI or a relative reference.
    IriReference,
}

impl Reader<'_> {
    /// Says how the next property is written.
    pub fn formatted(&mut self, format: Format) -> &mut Self {
        self.format = format;
        self
    }

    /// Reads a value that is written so.
    pub fn value_as<T: Decode>(&mut self, format: Format) -> Option<T> {
        let around = std::mem::replace(&mut self.format, format);
        let value = T::decode(self);
        self.format = around;
        value
    }
}

impl Writer {
    /// Says how the next property is written.
    pub fn formatted(&mut self, format: Format) -> &mut Self {
        self.format = format;
        self
    }

    /// Writes a value so.
    pub fn value_as<T: Encode + ?Sized>(&mut self, format: Format, value: &T) {
        let around = std::mem::replace(&mut self.format, format);
        value.encode(self);
        self.format = around;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::base64::Base64;
    use crate::json::{Mode, Number};
    use crate::presence::Presence;

    #[derive(Debug, Default, PartialEq)]
    struct Times {
        list: Option<Vec<Vec<Option<crate::DateTime>>>>,
        map: Option<BTreeMap<String, crate::DateTime>>,
        plain: Option<crate::DateTime>,
        null: Presence<crate::DateTime>,
        bytes: Option<Base64>,
        rest: BTreeMap<String, crate::DateTime>,
    }

    impl Encode for Times {
        fn encode(&self, json: &mut Writer) {
            json.begin_object();
            json.formatted(Format::UnixSeconds).optional("list", &self.list);
            json.formatted(Format::HttpDate).optional("map", &self.map);
            json.optional("plain", &self.plain);
            json.formatted(Format::UnixMilliseconds).presence("null", &self.null);
            json.formatted(Format::Base64Url).optional("bytes", &self.bytes);
            json.formatted(Format::UnixTime).entries(&self.rest);
            json.end_object();
        }
    }

    impl Decode for Times {
        fn decode(json: &mut Reader<'_>) -> Option<Self> {
            let mut value = Self::default();
            json.begin_record();
            while json.next_property() {
                json.formatted(Format::UnixSeconds).optional("list", &mut value.list);
                json.formatted(Format::HttpDate).optional("map", &mut value.map);
                json.optional("plain", &mut value.plain);
                json.formatted(Format::UnixMilliseconds).presence("null", &mut value.null);
                json.formatted(Format::Base64Url).optional("bytes", &mut value.bytes);
                json.formatted(Format::UnixTime).entry(&mut value.rest);
            }
            json.end_record().then_some(value)
        }
    }

    fn again<T: Decode + Encode>(text: &str, mode: Mode) -> Option<String> {
        let mut json = Reader::new(text.as_bytes(), mode);
        let value = json.value_as::<T>(Format::Quoted);
        let value = json.finish(value).ok()?;
        let mut json = Writer::new();
        json.value_as(Format::Quoted, &value);
        Some(String::from_utf8(json.into_bytes()).unwrap())
    }

    #[test]
    fn a_number_stands_in_a_string() {
        assert_eq!(again::<i64>(r#""-9223372036854775808""#, Mode::Strict).unwrap(), r#""-9223372036854775808""#);
        assert_eq!(again::<Vec<Option<u8>>>(r#"["255",null]"#, Mode::Strict).unwrap(), r#"["255",null]"#);
        assert_eq!(again::<Number>(r#""12.50""#, Mode::Strict).unwrap(), r#""12.50""#);
        for (text, lenient) in [("7", Some("\"7\"")), ("\" +7 \"", Some("\"7\"")), ("\"\"", None), ("\"seven\"", None)]
        {
            assert_eq!(again::<i64>(text, Mode::Strict), None, "{text}");
            assert_eq!(again::<i64>(text, Mode::Lenient).as_deref(), lenient, "{text}");
        }
        assert_eq!(again::<u8>(r#""256""#, Mode::Lenient), None);
    }

    #[test]
    fn each_property_has_its_own_format() {
        for text in [
            r#"{"list":[[1,null],[],[2,3]],"map":{"a":"Thu, 01 Jan 1970 00:00:05 GMT","b":"Mon, 01 Jan 0001 00:00:00 GMT"},"plain":"1970-01-01T00:00:06Z","null":-7,"bytes":"-_8","x":1.5,"y":-2}"#,
            r#"{"list":[],"plain":"1970-01-01T00:00:06Z","null":null,"bytes":""}"#,
            r#"{"null":null,"x":0.000000001}"#,
        ] {
            let value: Times = Reader::new(text.as_bytes(), Mode::Strict).read().unwrap();
            assert_eq!(String::from_utf8(crate::json::to_vec(&value)).unwrap(), text);
        }
        let null = br#"{"list":null,"plain":"1970-01-01T00:00:06Z"}"#;
        let value: Times = crate::json::from_slice(null).unwrap();
        assert_eq!(value.list, None);
        assert!(crate::json::from_slice_strict::<Times>(br#"{"plain":1}"#).is_err());
        assert!(crate::json::from_slice_strict::<Times>(br#"{"list":["1970-01-01T00:00:06Z"]}"#).is_err());
    }
}
