//! Formats of strings that are no type of their own (JSON Schema Validation, section 7.3).
//!
//! What is read as a type (`date`, `uuid`, `ipv4`, `uri` and the like) is held against its syntax by reading it.

mod address;
mod pointer;
mod regex;
mod template;

use std::fmt;

/// A syntax that a text keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextFormat {
    /// `email`: a `Mailbox` (RFC 5321, 4.1.2), which is of ASCII.
    Email,
    /// `idn-email`: a `Mailbox` of any script (RFC 6531, 3.3).
    IdnEmail,
    /// `hostname`: a name of a host (RFC 1123, 2.1), without a dot at its end.
    Hostname,
    /// `idn-hostname`: the same of any script (RFC 5890, 2.3.2.3). Which characters may stand beside which is not looked at.
    IdnHostname,
    /// `uri-template`: a template with expressions (RFC 6570).
    UriTemplate,
    /// `json-pointer`: a JSON Pointer as a string (RFC 6901, 5).
    JsonPointer,
    /// `relative-json-pointer`: a JSON Pointer with the number of steps to go up before.
    RelativeJsonPointer,
    /// `regex`: a regular expression whose groups and classes are closed and whose quantifiers have something to repeat (ECMA 262, 22.2.1).
    Regex,
}

impl TextFormat {
    /// Whether a text keeps to it.
    pub fn is_match(self, text: &str) -> bool {
        match self {
            Self::Email => address::is_mailbox(text, address::Script::Ascii),
            Self::IdnEmail => address::is_mailbox(text, address::Script::Any),
            Self::Hostname => address::is_hostname(text, address::Script::Ascii),
            Self::IdnHostname => address::is_hostname(text, address::Script::Any),
            Self::UriTemplate => template::is_template(text),
            Self::JsonPointer => pointer::is_pointer(text),
            Self::RelativeJsonPointer => pointer::is_relative(text),
            Self::Regex => regex::is_regex(text),
        }
    }
}

impl fmt::Display for TextFormat {
    /// What it is a text of, with its article.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Email | Self::IdnEmail => "an email address",
            Self::Hostname | Self::IdnHostname => "a name of a host",
            Self::UriTemplate => "a URI template",
            Self::JsonPointer => "a JSON Pointer",
            Self::RelativeJsonPointer => "a relative JSON Pointer",
            Self::Regex => "a regular expression",
        })
    }
}
