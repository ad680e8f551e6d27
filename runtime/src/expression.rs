//! Values that an exchange holds, named by runtime expressions (OAS 3.0.4, 4.8.20.4): the URLs of callbacks, and what links lead to.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::json::{Decode, Encode, Mode, Reader, Value};
use crate::parameter::value_of;

/// What is not reserved in a URL (RFC 3986, 2.3) stays as it is.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The same within a host and its port.
const HOST: &AsciiSet = &COMPONENT.remove(b':').remove(b'[').remove(b']');

/// A value of another, by a JSON Pointer (RFC 6901), as the type that it is needed as. None if it is not there, null, or does not
/// fit.
pub fn value<T: Decode>(of: &(impl Encode + ?Sized), pointer: &str) -> Option<T> {
    let tree = value_of(of).ok()?;
    let value = tree.pointer(pointer).filter(|value| !value.is_null())?;
    let text = value.to_string();
    // As it is, as the text that would stand for it in a parameter, or as what such a text stands for.
    let as_text = || constant(&Value::String(text.clone()).to_string()).filter(|_| value.as_str().is_none());
    let meant = || Reader::new(text.as_bytes(), Mode::Lenient).lexical().read().ok();
    constant(&text).or_else(as_text).or_else(meant)
}

/// A value that the document writes down as JSON. None if it does not fit its type.
pub fn constant<T: Decode>(json: &str) -> Option<T> {
    Reader::new(json.as_bytes(), Mode::Lenient).read().ok()
}

/// A URL made of texts and of values. What stands at its beginning is taken as it is; a value behind that is escaped, so that it
/// stays within its part of the URL.
#[derive(Debug, Clone, Default)]
pub struct Url {
    text: String,
}

impl Url {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text of the document.
    pub fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A value of another, by a JSON Pointer. None if it is not there, or is no string, number or boolean.
    pub fn value<T: Encode + ?Sized>(&mut self, of: &T, pointer: &str) -> Option<()> {
        let tree = value_of(of).ok()?;
        let value = match tree.pointer(pointer)? {
            Value::String(text) => text.clone(),
            value @ (Value::Number(_) | Value::Bool(_)) => value.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        match self.text.split_once("://") {
            _ if self.text.is_empty() => self.text = value,
            Some((_, rest)) if !rest.contains(['/', '?', '#']) => self.text.extend(utf8_percent_encode(&value, HOST)),
            _ => self.text.extend(utf8_percent_encode(&value, COMPONENT)),
        }
        Some(())
    }

    /// The URL. Whoever calls it checks it.
    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Value {
        text.parse().expect("JSON")
    }

    #[test]
    fn values_stay_within_their_part_of_a_url() {
        let body = json(
            r#"{ "url": "https://a.b/c?d=e", "host": "a.b:80", "id": "x&y=/z", "n": 7, "none": null, "list": [] }"#,
        );
        let url = |parts: &[&str]| {
            let mut url = Url::new();
            for part in parts {
                match part.strip_prefix('#') {
                    Some(pointer) => url.value(&body, pointer)?,
                    None => url.text(part),
                }
            }
            Some(url.finish())
        };
        assert_eq!(url(&["#/url", "&id=", "#/id"]).as_deref(), Some("https://a.b/c?d=e&id=x%26y%3D%2Fz"));
        assert_eq!(url(&["http://", "#/host", "/", "#/n"]).as_deref(), Some("http://a.b:80/7"));
        assert_eq!(url(&["http://", "#/url"]).as_deref(), Some("http://https:%2F%2Fa.b%2Fc%3Fd%3De"));
        for missing in ["#/none", "#/list", "#/absent"] {
            assert_eq!(url(&[missing]), None, "{missing}");
        }
    }

    #[test]
    fn values_are_read_as_what_they_are_needed_as() {
        let body = json(r#"{ "id": 7, "text": "8", "none": null }"#);
        assert_eq!(value::<i64>(&body, "/id"), Some(7));
        assert_eq!(value::<String>(&body, "/id").as_deref(), Some("7"));
        assert_eq!(value::<i64>(&body, "/text"), Some(8));
        assert_eq!(value::<bool>(&body, "/text"), None);
        assert_eq!(value::<i64>(&body, "/none"), None);
        assert_eq!(constant::<i64>("9"), Some(9));
    }
}
