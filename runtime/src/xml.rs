//! XML by the schema's `xml` object (OAS 3.0.4, 4.8.26; OAS 3.2.0, 4.26).
//!
//! A type knows nothing of XML: it is read and written as JSON. In between stands a table that says what each part is called
//! in XML, and one translation for all tables. No document type is read and no entity expanded; depth, attributes and
//! namespaces are bounded, and the size is that of the body.

mod read;
mod table;
mod write;

pub use table::{Element, List, Member, Name, Node, Record, Rest, Shape, Text};

use std::borrow::Cow;

use crate::json::{Decode, Encode, Mode, Reader};
use crate::media::{self, MediaType};
use crate::parameter::value_of;
use crate::violation::{Location, Violation, Violations};

/// Whether a media type is XML (RFC 7303).
pub(crate) fn is_xml(media: &str) -> bool {
    let essence = MediaType::parse(media).essence().to_ascii_lowercase();
    matches!(&*essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// Writes a value as a document.
///
/// # Errors
///
/// When XML can't say the value: it holds a control character, or a name that is none in XML.
pub fn to_text<T: Encode + ?Sized>(value: &T, element: &'static Element) -> Result<String, Cow<'static, str>> {
    write::document(&value_of(value)?, element).map_err(Into::into)
}

/// Reads a document.
///
/// # Errors
///
/// With everything that is wrong with the text, or with the value for its type.
pub fn from_slice<T: Decode>(bytes: &[u8], element: &'static Element, mode: Mode) -> Result<T, Violations> {
    read_as(None, bytes, element, mode)
}

/// The same for the body of a message, whose content type may name the charset.
pub(crate) fn read_as<T: Decode>(
    media: Option<MediaType<'_>>,
    bytes: &[u8],
    element: &'static Element,
    mode: Mode,
) -> Result<T, Violations> {
    let wrong = |reason: &'static str| Violations::from(Violation::new(Location::Body, "", reason));
    let media = media.filter(|media| media.parameter("charset").is_some());
    let assumed = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "text/xml; charset=utf-16",
        _ if declares_latin1(bytes) => "text/xml; charset=iso-8859-1",
        _ => "text/xml",
    };
    let media = media.unwrap_or_else(|| MediaType::parse(assumed));
    let text = media::text(Some(media), bytes).ok_or_else(|| wrong("is not text in the charset that it names"))?;
    let json = read::to_json(&text, element, mode).map_err(wrong)?;
    Reader::new(&json, mode).read()
}

/// Whether the XML declaration names ISO 8859-1.
fn declares_latin1(bytes: &[u8]) -> bool {
    let end = bytes.iter().position(|byte| *byte == b'>').unwrap_or_default().min(200);
    let head = bytes.get(..end).unwrap_or_default().to_ascii_lowercase();
    head.starts_with(b"<?xml") && head.windows(10).any(|window| window == b"iso-8859-1")
}
