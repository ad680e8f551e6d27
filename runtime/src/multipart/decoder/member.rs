//! Values of members, from the texts of their parts.

use crate::json::{Decode, Format, Mode, Reader};
use crate::media::{self, MediaType};
use crate::parameter::Text;
use crate::violation::{Location, Violations};

/// Any media type.
pub(super) const ANY: &str = "*/*";

pub(super) const UNDECLARED: &str = "has a media type that is not declared";

/// What was said of a member before it was asked for.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) format: Format,
    pub(super) accepted: &'static str,
}

impl Said {
    /// Whether a value that has a place may be of this media type.
    pub(super) fn allows(self, media: &str) -> bool {
        if self.accepted != ANY {
            return media::choose_of(media, self.accepted).is_some();
        }
        let media = MediaType::parse(media);
        media.is_json() || media.matches("text/*")
    }
}

/// What is known of a member, its parts aside.
pub(super) struct Member {
    pub(super) place: String,
    pub(super) mode: Mode,
    pub(super) format: Format,
}

impl Member {
    fn reader<'a>(&'a self, json: &'a [u8]) -> Reader<'a> {
        let mut reader = Reader::new(json, self.mode).placed(Location::Body, &*self.place);
        reader.formatted(self.format);
        reader
    }

    /// A value that is the JSON of one part.
    pub(super) fn whole<T: Decode>(&self, json: &str) -> Result<T, Violations> {
        self.reader(json.as_bytes()).read()
    }

    /// A value from parts that are JSON: one is the value, or the only item of it.
    pub(super) fn json<T: Decode>(&self, mut texts: Vec<String>) -> Result<T, Violations> {
        let read = |json: &str| self.whole(json);
        if texts.len() > 1 {
            for text in &texts {
                // Each is a value of its own; only so may they stand between commas.
                let mut part = self.reader(text.as_bytes());
                part.skip_value();
                part.finish(Some(()))?;
            }
            return read(&format!("[{}]", texts.join(",")));
        }
        let only = texts.pop().unwrap_or_default();
        read(&only).or_else(|violations| read(&format!("[{only}]")).map_err(|_: Violations| violations))
    }

    /// A value from parts that are text.
    pub(super) fn text<T: Decode>(&self, mut texts: Vec<String>) -> Result<T, Violations> {
        let only = (texts.len() == 1).then(|| texts.swap_remove(0));
        let text = match &only {
            Some(only) => Text::One(only.clone()),
            None => Text::List(texts.into_iter().map(Text::One).collect()),
        };
        // A list in one part is JSON that comes without its type.
        self.reader(&text.to_json()).lexical().read().or_else(|violations| match only {
            Some(only) if only.starts_with('[') => self.json(vec![only]).map_err(|_: Violations| violations),
            _ => Err(violations),
        })
    }
}
