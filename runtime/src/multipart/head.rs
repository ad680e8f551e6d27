//! The header of a part (RFC 7578; RFC 2046, 5.1).

use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};

use crate::media::{MediaType, token, unquote};
use crate::parameter::escape::unescape;

/// What the header of a part says.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The member of the form; none for a part that only has a place.
    pub(super) name: Option<String>,
    pub(super) file: Option<String>,
    pub(super) media: Option<String>,
    /// Whether it is called a file, by whatever name.
    named_file: bool,
    /// How many bytes it has.
    pub(super) length: usize,
    /// Its other fields.
    pub(super) headers: HeaderMap,
}

impl Head {
    /// Reads a header; what is no field in it is left out.
    pub(super) fn parse(head: &[u8]) -> Result<Self, &'static str> {
        let head = std::str::from_utf8(head).map_err(|_| "has a part whose header is not UTF-8")?;
        let mut found = Self { length: head.len(), ..Self::default() };
        for line in head.split("\r\n") {
            let Some((field, value)) = line.split_once(':') else { continue };
            let Ok(field) = HeaderName::from_bytes(field.trim().as_bytes()) else { continue };
            if field == CONTENT_DISPOSITION {
                disposition(value, &mut found);
            } else if field == CONTENT_TYPE {
                found.media = Some(value.trim().to_owned());
            } else if let Ok(value) = HeaderValue::from_bytes(value.trim().as_bytes()) {
                found.headers.append(field, value);
            }
        }
        Ok(found)
    }

    /// Whether the part may be too large to be held: it is called a file, or has a type that is neither text nor JSON.
    #[cfg_attr(
        not(any(feature = "client", feature = "server")),
        expect(dead_code, reason = "only sides read forms as they come")
    )]
    pub(super) fn is_file(&self) -> bool {
        let is_value = |media: &String| {
            let media = MediaType::parse(media);
            media.matches("text/*") || media.is_json()
        };
        self.named_file || self.media.as_ref().is_some_and(|media| !is_value(media))
    }
}

/// `form-data; name="a"; filename="b"`. There is no name where it can't be read.
fn disposition(value: &str, part: &mut Head) {
    let Some((kind, mut rest)) = value.split_once(';') else { return };
    if !["form-data", "attachment", "inline"].iter().any(|known| kind.trim().eq_ignore_ascii_case(known)) {
        return;
    }
    while let Some((key, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let found = match value.strip_prefix('"') {
            Some(quoted) => unquote_name(quoted),
            None => Some(token(value)),
        };
        let Some((value, after)) = found else {
            part.name = None;
            return;
        };
        match key.trim().to_ascii_lowercase().as_str() {
            "name" => part.name = Some(value),
            "filename" => {
                part.named_file = true;
                // The extended one says it better (RFC 6266, 4.3).
                if part.file.is_none() {
                    part.file = file_name(&value);
                }
            }
            // RFC 5987: `UTF-8''name`.
            "filename*" => {
                part.named_file = true;
                part.file = value.rsplit_once('\'').and_then(|(_, name)| file_name(&unescape(name)?));
            }
            _ => {}
        }
        rest = after.trim_start().trim_start_matches(';');
    }
}

/// The last part of a path, without what no name of a file holds (RFC 7578, 4.2); none if nothing is left.
fn file_name(text: &str) -> Option<String> {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|character| !character.is_control()).collect();
    (!name.is_empty() && name != "." && name != "..").then_some(name)
}

/// A quoted name. Browsers escape quotes and line breaks by percent and leave backslashes alone, others use backslashes.
fn unquote_name(text: &str) -> Option<(String, &str)> {
    let (value, rest) = match text.split_once('"') {
        Some((value, rest))
            if !value.ends_with('\\') || rest.trim_start().is_empty() || rest.trim_start().starts_with(';') =>
        {
            (value.to_owned(), rest)
        }
        _ => unquote(text)?,
    };
    Some((value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n").replace("%00", "\0"), rest))
}
