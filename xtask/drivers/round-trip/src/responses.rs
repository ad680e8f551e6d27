//! Responses in bytes, made from what the generator knows of an operation.

use futures_util::FutureExt;
use specwright::ir::operation::{Operation, Response, StatusPattern};
use specwright_runtime::json::Value;
use specwright_runtime::response::ResponseEncoder;
use specwright_runtime::{Body, StatusCode};

use crate::bodies;
use crate::exchange::whole;
use crate::known::Known;
use crate::probe::Staged;
use crate::requests::place;
use crate::samples::{Direction, Sampler};
use crate::strings::Place;

/// In place of the status until the answer is written: what can't be is a 500.
const WRITTEN: u16 = 299;

/// A response, with its media type where that is not the first of several; or why there is none.
pub(crate) fn sample(
    operation: &Operation,
    known: &Known,
    sampler: &mut Sampler<'_>,
) -> Result<(Option<&'static str>, Staged), String> {
    sampler.direction = Direction::Response;
    let all: Vec<&Response> = operation.responses().collect();
    let index = sampler.rng.usize(..all.len().max(1));
    let response = *all.get(index).ok_or("no response is declared")?;
    let status = status(response.status, &all, sampler).ok_or("no status")?;
    let mut reply = ResponseEncoder::new().status(WRITTEN);
    for (it, known) in response.headers.iter().zip(known.headers.get(index).into_iter().flatten()) {
        if !it.required && sampler.rng.bool() {
            continue;
        }
        sampler.place = place(known, sampler.manner);
        match sampler.slot(&it.slot, 2) {
            Some(Value::Null) | None if it.required => return Err(format!("no value for the header {}", it.name.wire)),
            Some(value) => reply = reply.header(known, &value),
            None => {}
        }
    }
    sampler.place = Place::Anywhere;
    let bodiless = matches!(status, 100..=199 | 204 | 205 | 304) || operation.method == "HEAD";
    let (media, encoded) = match sampler.rng.choice(&response.contents) {
        Some(content) if !bodiless => bodies::response(content, reply, sampler)?,
        _ => (None, reply.empty()),
    };
    if encoded.status.as_u16() != WRITTEN {
        return Err("the answer can't be written".to_owned());
    }
    let body = match encoded.body {
        Body::Empty => None,
        // What is in memory is there at once.
        body => Some(whole(body).now_or_never().ok_or("the answer waits for something")?.map_err(|(_, error)| error)?),
    };
    Ok((
        media,
        Staged {
            status: StatusCode::from_u16(status).map_err(|error| error.to_string())?,
            headers: encoded.headers,
            body,
        },
    ))
}

/// A status of a pattern that no other response is nearer to.
fn status(pattern: StatusPattern, all: &[&Response], sampler: &mut Sampler<'_>) -> Option<u16> {
    let taken = |status: u16| {
        all.iter().any(|it| match it.status {
            StatusPattern::Code(code) => code == status,
            StatusPattern::Range(digit) => pattern == StatusPattern::Default && u16::from(digit) == status / 100,
            StatusPattern::Default => false,
        })
    };
    let candidates: Vec<u16> = match pattern {
        StatusPattern::Code(code) => return StatusCode::from_u16(code).ok().map(|_| code).filter(|code| *code >= 200),
        StatusPattern::Range(digit) => (u16::from(digit) * 100..u16::from(digit) * 100 + 60).collect(),
        StatusPattern::Default => vec![418, 500, 404, 409, 451, 599],
    };
    let free: Vec<u16> = candidates
        .into_iter()
        .filter(|status| *status >= 200 && !taken(*status) && !matches!(status, 204 | 205 | 304))
        .collect();
    sampler.rng.choice(free)
}
