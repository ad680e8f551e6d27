//! References to resources (RFC 3986, RFC 3987), their text kept.

use std::fmt;
use std::ops::Deref;

use fluent_uri::{Iri, IriRef};

/// A reference to a resource: a URI, an IRI, or a relative reference, as the document says. It is text and stays as it is:
/// clients take what servers send, and a server refuses what is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uri(String);

impl Uri {
    /// Reads a URI (RFC 3986, 3).
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self::from(text)).filter(Self::is_uri)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether it is a URI (RFC 3986, 3): with a scheme, and of ASCII.
    pub fn is_uri(&self) -> bool {
        fluent_uri::Uri::parse(self.as_str()).is_ok()
    }

    /// Whether it is a URI or a relative reference (RFC 3986, 4.1).
    pub fn is_uri_reference(&self) -> bool {
        fluent_uri::UriRef::parse(self.as_str()).is_ok()
    }

    /// Whether it is an IRI (RFC 3987, 2.2): with a scheme, of any script.
    pub fn is_iri(&self) -> bool {
        Iri::parse(self.as_str()).is_ok()
    }

    /// Whether it is an IRI or a relative reference (RFC 3987, 2.2).
    pub fn is_iri_reference(&self) -> bool {
        IriRef::parse(self.as_str()).is_ok()
    }
}

impl Deref for Uri {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Uri {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Uri {
    /// Whatever the text is.
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Uri {
    /// Whatever the text is.
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Uri> for String {
    fn from(uri: Uri) -> Self {
        uri.0
    }
}

impl PartialEq<str> for Uri {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Uri {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Format, Mode, Reader, from_slice, from_slice_strict, to_vec};

    #[test]
    fn each_kind_is_held_against_its_grammar() {
        for (text, uri, reference, iri, iri_reference) in [
            ("https://example.com/a?b=c#d", true, true, true, true),
            ("urn:isbn:0451450523", true, true, true, true),
            ("http://[2001:db8::1]:80/", true, true, true, true),
            ("//example.com", false, true, false, true),
            ("../a", false, true, false, true),
            ("", false, true, false, true),
            ("https://example.com/\u{e4}", false, false, true, true),
            ("/\u{e4}", false, false, false, true),
            ("https://example.com/a b", false, false, false, false),
            ("https://example.com/%zz", false, false, false, false),
            ("http://a:b:c", false, false, false, false),
            ("a\nb", false, false, false, false),
        ] {
            let value = Uri::from(text);
            let found = (value.is_uri(), value.is_uri_reference(), value.is_iri(), value.is_iri_reference());
            assert_eq!(found, (uri, reference, iri, iri_reference), "{text:?}");
        }
    }

    #[test]
    fn clients_keep_what_servers_refuse() {
        for text in [r#""https://example.com""#, r#""HTTPS://EXAMPLE.com/%7e""#] {
            let value: Uri = from_slice_strict(text.as_bytes()).unwrap();
            assert_eq!(to_vec(&value), text.as_bytes());
        }
        for text in [r#""""#, r#""not a uri""#, r#""/\u00e4""#] {
            let value: Uri = from_slice(text.as_bytes()).unwrap();
            assert_eq!(from_slice::<Uri>(&to_vec(&value)).unwrap(), value);
            assert!(from_slice_strict::<Uri>(text.as_bytes()).is_err(), "{text}");
        }
        let mut json = Reader::new(r#""/\u00e4""#.as_bytes(), Mode::Strict);
        assert!(json.value_as::<Uri>(Format::IriReference).is_some());
    }
}
