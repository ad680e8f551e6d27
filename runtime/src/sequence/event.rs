//! Server-sent events: their fields, and the JSON that they stand for.

use std::borrow::Cow;

use super::Framing;
use crate::json::{Decode, Encode, Mode, Reader, Value, Writer};
use crate::violation::Violations;

/// A server-sent event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event<T> {
    /// What it is about: `message` if it does not say.
    pub event: Option<String>,
    /// By which a client that lost the connection says where it was.
    pub id: Option<String>,
    /// In how many milliseconds a client that lost the connection may try again.
    pub retry: Option<u64>,
    /// What it holds.
    pub data: T,
}

impl<T> Event<T> {
    /// An event that says nothing but this.
    pub const fn new(data: T) -> Self {
        Self { event: None, id: None, retry: None, data }
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

impl<T: Encode> Encode for Event<T> {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.optional("event", &self.event);
        json.optional("id", &self.id);
        json.optional("retry", &self.retry);
        json.field("data", &self.data);
        json.end_object();
    }
}

impl<T: Decode> Decode for Event<T> {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let (mut event, mut id, mut retry, mut data) = (None, None, None, None);
        json.begin_record();
        while json.next_property() {
            json.optional("event", &mut event);
            json.optional("id", &mut id);
            json.optional("retry", &mut retry);
            json.required("data", &mut data);
        }
        let whole = json.end_record();
        data.filter(|_| whole).map(|data| Self { event, id, retry, data })
    }
}

/// What an event is called that does not say it (HTML, 9.2.6).
const MESSAGE: &str = "message";

/// The fields of an event, without its line breaks.
#[derive(Clone)]
struct Fields<'a> {
    event: Option<&'a str>,
    id: Option<&'a str>,
    retry: Option<u64>,
    data: Cow<'a, str>,
}

impl<'a> Fields<'a> {
    fn parse(text: &'a str) -> Self {
        let mut fields = Self { event: None, id: None, retry: None, data: "".into() };
        let mut has_data = false;
        for line in lines(text) {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match name {
                "event" => fields.event = Some(value),
                "id" if !value.contains('\0') => fields.id = Some(value),
                // Digits only: a sign would do for a number of Rust.
                "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                    fields.retry = value.parse().ok().or(fields.retry);
                }
                "data" if has_data => fields.data = format!("{}\n{value}", fields.data).into(),
                "data" => {
                    fields.data = value.into();
                    has_data = true;
                }
                _ => {}
            }
        }
        fields
    }

    fn read<T: Decode>(&self, data: Data, mode: Mode) -> Result<T, Violations> {
        if data == Data::Json {
            // It is one value by itself; only so may it stand among the others.
            let mut alone = Reader::new(self.data.as_bytes(), mode);
            alone.skip_value();
            alone.finish(Some(()))?;
        }
        let json = self.to_json(data);
        let reader = Reader::new(&json, mode);
        if data == Data::Json { reader.parsed().read() } else { reader.read() }
    }

    /// With data that is text, or else JSON, or else none: what is empty. Where a text is asked for, it is no JSON string.
    fn read_either<T: Decode>(&self, mode: Mode) -> Result<T, Violations> {
        self.read(Data::Text, mode).or_else(|violations| {
            let other = match self.data.trim_start().bytes().next() {
                None if self.data.is_empty() => Data::None,
                Some(b'"') if mode == Mode::Strict => return Err(violations),
                _ => Data::Json,
            };
            self.read(other, mode).map_err(|_| violations)
        })
    }

    fn to_json(&self, data: Data) -> Vec<u8> {
        let mut json = Writer::new();
        json.begin_object();
        let texts = [("event", self.event), ("id", self.id)];
        for (key, text) in texts.into_iter().filter_map(|(key, text)| Some((key, text?))) {
            json.field(key, text);
        }
        json.optional("retry", &self.retry);
        match data {
            Data::Json => {
                json.key("data");
                json.raw(&self.data);
            }
            Data::Text => json.field("data", &*self.data),
            Data::None => {}
        }
        json.end_object();
        json.into_bytes()
    }
}

/// What the data of an event is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Data {
    Json,
    Text,
    None,
}

/// Whether the fields of an event hold data: without any, it is none.
pub(super) fn has_data(text: &str) -> bool {
    lines(text).any(|line| line == "data" || line.starts_with("data:"))
}

/// Whether an event says that it is the last one, as is the habit where data is JSON.
pub(super) fn is_done(text: &str) -> bool {
    Fields::parse(text).data == "[DONE]"
}

/// Reads an event. In one that is not UTF-8, a lenient reader takes the replacement character for what is not (HTML, 9.2.6).
pub(super) fn read<T: Decode>(text: &[u8], framing: Framing, mode: Mode) -> Result<T, Violations> {
    let decoded = String::from_utf8_lossy(text);
    if mode == Mode::Strict && matches!(decoded, Cow::Owned(_)) {
        return Reader::new(text, mode).finish(None);
    }
    let fields = Fields::parse(&decoded);
    match framing {
        Framing::EventData => fields.read(Data::Json, mode),
        Framing::EventText | Framing::Lines | Framing::Records => fields.read(Data::Text, mode),
        Framing::Events => fields.read_either(mode).or_else(|violations| match fields.event {
            Some(_) => Err(violations),
            // A document may ask for the name that goes without saying.
            None => Fields { event: Some(MESSAGE), ..fields }.read_either(mode).map_err(|_| violations),
        }),
    }
}

/// The text of an event.
///
/// # Errors
///
/// When a field has line breaks, which would begin another one, or data that is text a carriage return, which would be read as a
/// line feed (WHATWG HTML, 9.2.6).
pub(super) fn written(json: &[u8], framing: Framing) -> Result<String, &'static str> {
    let value = std::str::from_utf8(json).ok().and_then(|json| json.parse::<Value>().ok()).unwrap_or_default();
    let mut out = String::new();
    for name in ["event", "id", "retry"] {
        let text = match value.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => continue,
        };
        if text.contains(['\n', '\r', '\0']) {
            return Err("has a field of an event with line breaks");
        }
        out.extend([name, ": ", &text, "\n"]);
    }
    let data = match value.get("data") {
        Some(Value::String(text)) if framing != Framing::EventData => text.clone(),
        None => String::new(),
        Some(data) => data.to_string(),
    };
    if data.contains('\r') {
        return Err("has text with a carriage return, which the data of an event can't hold");
    }
    for line in data.split('\n') {
        out.extend(["data: ", line, "\n"]);
    }
    out.push('\n');
    Ok(out)
}

/// Lines, however they end; at least one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let (line, after) = text.split_at(at);
        rest = Some(after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or_default());
        Some(line)
    })
}
