//! What text says of a value: single texts, lists and maps of them. It becomes JSON, where each single text is a string; the
//! type that reads it says whether that is a number.

use crate::json::{Mode, Reader, Writer};

/// What text says of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text {
    /// A single text. Where a list may stand, it is a list of one.
    One(String),
    /// A single text that is JSON, if it looks so: a part that could not be written otherwise.
    Nested(String),
    /// A list.
    List(Vec<Text>),
    /// A map, in the order in which it was written.
    Map(Vec<(String, Text)>),
}

impl Text {
    /// As JSON for a [lexical](Reader::lexical) reader.
    pub(crate) fn to_json(&self) -> Vec<u8> {
        let mut json = Writer::new();
        self.write(&mut json);
        json.into_bytes()
    }

    fn write(&self, json: &mut Writer) {
        match self {
            // Whether a text is JSON or only looks so, the reading type decides.
            Self::One(text) if is_json(text) => json.raw(&format!("~{text}")),
            Self::Nested(text) if is_json(text) => json.raw(text),
            Self::One(text) | Self::Nested(text) => json.string(text),
            Self::List(items) => {
                json.begin_array();
                for item in items {
                    item.write(json);
                }
                json.end_array();
            }
            Self::Map(members) => {
                json.begin_object();
                for (key, value) in members {
                    json.key(key);
                    value.write(json);
                }
                json.end_object();
            }
        }
    }
}

/// Whether a text is a JSON array or object.
fn is_json(text: &str) -> bool {
    // Without white space around it, so that the text can be taken from the JSON again, unchanged.
    if !text.starts_with(['{', '[']) || !text.ends_with(['}', ']']) {
        return false;
    }
    // Some levels are left for what is around it.
    let mut json = Reader::new(text.as_bytes(), Mode::Lenient).depth_limit(100);
    json.skip_value();
    json.finish(Some(())).is_ok()
}
