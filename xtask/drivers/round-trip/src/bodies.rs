//! Bodies in bytes.

use specwright::ir::operation::{Codec, Content, Framing};
use specwright::ir::types::{Rules, Slot};
use specwright_runtime::json::{Object, Value};
use specwright_runtime::request::RequestEncoder;
use specwright_runtime::response::{EncodedResponse, ResponseEncoder};
use specwright_runtime::sequence::{self, Sequence};
use specwright_runtime::xml::Element;

use crate::known::form as written;
use crate::samples::{Direction, Lists, Manner, Sampler};
use crate::strings::Place;
use crate::{media, parts, places};

/// How often an event is made that can't be written.
const TRIES: usize = 30;

/// Writes a body of a request. Gives its media type where that is not the first.
pub(crate) fn request(
    content: &Content,
    encoder: &mut RequestEncoder,
    sampler: &mut Sampler<'_>,
) -> Result<Option<&'static str>, String> {
    let media = content.media_type.as_str();
    match &content.codec {
        Codec::Json(slot) => {
            let value = Valued::choose(content, slot, sampler)?;
            match value.element {
                Some(element) => encoder.value(value.declared, element, &value.value),
                None => encoder.json_of(value.declared, &value.value),
            }
            return Ok(value.other());
        }
        Codec::Form(slot) => {
            encoder.form_by(written(content), &form(slot, content, sampler).ok_or("no value for the form")?)
        }
        Codec::Text(rules) => {
            let text = text(rules.as_ref(), sampler).ok_or("no text")?;
            encoder.text_as(&concrete(media), text);
        }
        Codec::Multipart(ty) if places::count(*ty, sampler).is_some() => {
            encoder.multipart_as(media, &places::make(*ty, content, sampler).ok_or("no value for the parts")?);
        }
        Codec::Multipart(ty) => {
            encoder.multipart_as(media, &parts::make(*ty, content, sampler).ok_or("no value for the form")?);
        }
        Codec::Bytes => {
            let mut bytes = bytes(sampler);
            // Nothing, of a type that is none, is no body.
            if bytes.is_empty() && !media.contains('/') {
                bytes.push(0);
            }
            encoder.bytes(&concrete(media), bytes);
        }
        Codec::Sequence(slot, framing) => match known(*framing) {
            Some(known) => encoder.sequence(media, known, sequence(slot, *framing, sampler).ok_or("no values")?),
            None => {
                let parts = places::series(slot, content, sampler).ok_or("no parts")?;
                encoder.parts(media, |form, part| part.write(form), parts);
            }
        },
    }
    Ok(None)
}

/// Writes a body of a response. Gives its media type where that is not the first.
pub(crate) fn response(
    content: &Content,
    reply: ResponseEncoder,
    sampler: &mut Sampler<'_>,
) -> Result<(Option<&'static str>, EncodedResponse), String> {
    let media = content.media_type.as_str();
    let reply = match &content.codec {
        Codec::Json(slot) => {
            let value = Valued::choose(content, slot, sampler)?;
            let reply = match value.element {
                Some(element) => reply.value(value.declared, element, &value.value),
                None => reply.json_of(value.declared, &value.value),
            };
            return Ok((value.other(), reply));
        }
        Codec::Form(slot) => {
            reply.form_by(written(content), &form(slot, content, sampler).ok_or("no value for the answer")?)
        }
        Codec::Text(rules) => {
            let text = text(rules.as_ref(), sampler).ok_or("no text")?;
            reply.text_as(&concrete(media), text)
        }
        Codec::Multipart(ty) if places::count(*ty, sampler).is_some() => {
            reply.multipart_as(media, &places::make(*ty, content, sampler).ok_or("no value for the parts")?)
        }
        Codec::Multipart(ty) => {
            reply.multipart_as(media, &parts::make(*ty, content, sampler).ok_or("no value for the answer")?)
        }
        Codec::Bytes => reply.stream(&concrete(media), bytes(sampler)),
        Codec::Sequence(slot, framing) => match known(*framing) {
            Some(known) => reply.sequence(media, known, sequence(slot, *framing, sampler).ok_or("no values")?),
            None => {
                let parts = places::series(slot, content, sampler).ok_or("no parts")?;
                reply.parts(media, |form, part| part.write(form), parts)
            }
        },
    };
    Ok((None, reply))
}

/// A value in one of the media types that it can have.
struct Valued {
    value: Value,
    /// The media type, alone.
    declared: &'static [&'static str],
    /// What it is called, if that is XML.
    element: Option<&'static Element>,
    /// Whether it is the first.
    first: bool,
}

impl Valued {
    fn choose(content: &Content, slot: &Slot, sampler: &mut Sampler<'_>) -> Result<Self, String> {
        let index = sampler.rng.usize(..=content.also.len());
        let name = index.checked_sub(1).and_then(|index| content.also.get(index)).unwrap_or(&content.media_type);
        let element = if media::is_xml(name) {
            let element = content.xml.and_then(|index| sampler.elements.get(index));
            Some(*element.ok_or_else(|| format!("nothing says what {name} is called"))?)
        } else {
            None
        };
        if element.is_some() {
            sampler.lists = Lists::NotEmpty;
            if sampler.manner == Manner::Tame {
                sampler.place = Place::Delimited;
            }
        }
        let value = sampler.slot(slot, 0);
        (sampler.lists, sampler.place) = (Lists::Any, Place::Anywhere);
        let value = value.ok_or("no value for the body")?;
        Ok(Self { value, declared: media::alone(name), element, first: index == 0 })
    }

    fn other(&self) -> Option<&'static str> {
        if self.first { None } else { self.declared.first().copied() }
    }
}

/// Values as they follow each other.
fn sequence(slot: &Slot, framing: Framing, sampler: &mut Sampler<'_>) -> Option<Sequence<Value>> {
    let count = sampler.rng.usize(..5);
    let values: Option<Vec<Value>> = (0..count)
        .map(|_| {
            // A request is on its way when an event of it turns out to be one that can't be written.
            let mut tries = (0..if sampler.direction == Direction::Request { TRIES } else { 1 }).rev();
            let data = loop {
                let data = sampler.slot(slot, 1)?;
                let is_last = tries.next().is_none_or(|left| left == 0);
                if is_last || framing != Framing::Events || is_event(&data) {
                    break data;
                }
            };
            Some(if framing.is_event() { event(data, sampler) } else { data })
        })
        .collect();
    values.map(Sequence::from)
}

/// Whether an event can be written: no field of it has a line break, but for the data.
fn is_event(event: &Value) -> bool {
    let text = |name| event.get(name).and_then(Value::as_str).unwrap_or_default();
    !["event", "id"].map(text).concat().contains(['\r', '\n', '\0']) && !text("data").contains('\r')
}

/// An event as an object.
fn event(data: Value, sampler: &mut Sampler<'_>) -> Value {
    let mut event = Object::new();
    for name in ["event", "id"] {
        if sampler.rng.bool()
            && let Some(text) = sampler.strings.make(&mut sampler.rng, None, sampler.place)
        {
            event.insert(name.to_owned(), Value::from(text));
        }
    }
    if sampler.rng.bool() {
        event.insert("retry".to_owned(), Value::from(sampler.rng.u32(..)));
    }
    event.insert("data".to_owned(), data);
    Value::from(event)
}

/// The framing of values that are no parts.
fn known(framing: Framing) -> Option<sequence::Framing> {
    Some(match framing {
        Framing::Lines => sequence::Framing::Lines,
        Framing::Records => sequence::Framing::Records,
        Framing::EventData => sequence::Framing::EventData,
        Framing::EventText => sequence::Framing::EventText,
        Framing::Events => sequence::Framing::Events,
        Framing::Parts => return None,
    })
}

/// A form. Where a member is `allowReserved`, an escape in its text stands for what it escapes (RFC 6570, 3.2.3).
fn form(slot: &Slot, content: &Content, sampler: &mut Sampler<'_>) -> Option<Value> {
    let is_reserved = written(content).iter().any(|member| member.allow_reserved);
    let place = if is_reserved { Place::Reserved } else { sampler.place };
    let place = std::mem::replace(&mut sampler.place, place);
    sampler.lists = Lists::NotEmpty;
    let value = sampler.slot(slot, 0);
    (sampler.lists, sampler.place) = (Lists::Any, place);
    value
}

fn text(rules: Option<&Rules>, sampler: &mut Sampler<'_>) -> Option<String> {
    sampler.strings.make(&mut sampler.rng, rules, sampler.place)
}

/// Bytes: few mostly, more than a connection has at once now and then.
fn bytes(sampler: &mut Sampler<'_>) -> Vec<u8> {
    let most = match sampler.rng.u16(..1000) {
        0 => 3_000_000,
        1..10 => 100_000,
        _ => 200,
    };
    let mut bytes = vec![0; sampler.rng.usize(..most)];
    sampler.rng.fill(&mut bytes);
    bytes
}

fn concrete(media: &str) -> String {
    match media {
        "*/*" | "application/*" => "application/octet-stream".to_owned(),
        // A text has no media type of its own.
        "text/*" => "text/plain".to_owned(),
        media => media.replace("/*", "/x-sample"),
    }
}
