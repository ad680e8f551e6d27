//! Bodies in bytes.

use specwright::ir::operation::{Codec, Content};
use specwright::ir::types::{Rules, Slot};
use specwright_runtime::json::Value;
use specwright_runtime::request::RequestEncoder;
use specwright_runtime::response::{EncodedResponse, ResponseEncoder};

use crate::parts;
use crate::samples::{Lists, Sampler};

/// Writes a body of a request.
pub(crate) fn request(
    content: &Content,
    encoder: &mut RequestEncoder,
    sampler: &mut Sampler<'_>,
) -> Result<(), String> {
    let media = content.media_type.as_str();
    match &content.codec {
        Codec::Json(slot) => {
            let media = json(content).ok_or("bodies in XML are not sampled")?;
            encoder.json_as(media, &sampler.slot(slot, 0).ok_or("no value for the body")?);
        }
        Codec::Form(slot) => encoder.form(&form(slot, sampler).ok_or("no value for the form")?),
        Codec::Text(rules) => {
            let text = text(rules.as_ref(), sampler).ok_or("no text")?;
            encoder.text_as(&concrete(media), text);
        }
        Codec::Multipart(ty) => {
            encoder.multipart_as(media, &parts::make(*ty, content, sampler).ok_or("no value for the form")?)
        }
        Codec::Bytes => encoder.bytes(&concrete(media), bytes(sampler)),
        _ => return Err(format!("bodies of {media} are not sampled")),
    }
    Ok(())
}

/// Writes a body of a response.
pub(crate) fn response(
    content: &Content,
    reply: ResponseEncoder,
    sampler: &mut Sampler<'_>,
) -> Result<EncodedResponse, String> {
    let media = content.media_type.as_str();
    Ok(match &content.codec {
        Codec::Json(slot) => {
            let media = json(content).ok_or("answers in XML are not sampled")?;
            reply.json_as(media, &sampler.slot(slot, 0).ok_or("no value for the answer")?)
        }
        Codec::Form(slot) => reply.form(&form(slot, sampler).ok_or("no value for the answer")?),
        Codec::Text(rules) => {
            let text = text(rules.as_ref(), sampler).ok_or("no text")?;
            reply.text_as(&concrete(media), text)
        }
        Codec::Multipart(ty) => {
            reply.multipart_as(media, &parts::make(*ty, content, sampler).ok_or("no value for the answer")?)
        }
        Codec::Bytes => reply.stream(&concrete(media), bytes(sampler)),
        _ => return Err(format!("answers in {media} are not sampled")),
    })
}

/// The media type of a body, if it is JSON.
fn json(content: &Content) -> Option<&str> {
    Some(content.media_type.as_str()).filter(|media| !media.contains("xml"))
}

fn form(slot: &Slot, sampler: &mut Sampler<'_>) -> Option<Value> {
    sampler.lists = Lists::NotEmpty;
    let value = sampler.slot(slot, 0);
    sampler.lists = Lists::Any;
    value
}

/// A text. A byte order mark at its begin would be a signature and no character.
fn text(rules: Option<&Rules>, sampler: &mut Sampler<'_>) -> Option<String> {
    let text = sampler.strings.make(&mut sampler.rng, rules, sampler.place)?;
    (!text.starts_with('\u{feff}')).then_some(text)
}

fn bytes(sampler: &mut Sampler<'_>) -> Vec<u8> {
    (0..1 + sampler.rng.usize(..200)).map(|_| sampler.rng.u8(..)).collect()
}

fn concrete(media: &str) -> String {
    match media {
        "*/*" | "application/*" => "application/octet-stream".to_owned(),
        media => media.replace("/*", "/x-sample"),
    }
}
