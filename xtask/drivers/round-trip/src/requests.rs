//! Requests in bytes, made from what the generator knows of an operation.

use specwright::ir::operation::{Location, Operation};
use specwright_runtime::OperationSpec;
use specwright_runtime::json::Value;
use specwright_runtime::parameter;
use specwright_runtime::request::{EncodedRequest, RequestEncoder};

use crate::bodies;
use crate::known::Known;
use crate::samples::{Direction, Lists, Manner, Sampler};
use crate::strings::Place;

/// A request, with its media type where that is not the first of several; or why there is none.
pub(crate) fn sample(
    operation: &Operation,
    spec: &'static OperationSpec,
    known: &Known,
    accept: Option<&'static str>,
    sampler: &mut Sampler<'_>,
) -> Result<(Option<&'static str>, EncodedRequest), String> {
    sampler.direction = Direction::Request;
    let mut encoder = RequestEncoder::new(spec);
    accept.into_iter().for_each(|media| encoder.accept(media));
    for (it, known) in operation.parameters.iter().zip(&known.parameters) {
        if !it.required && sampler.rng.u8(..3) == 0 {
            continue;
        }
        sampler.place = place(known, sampler.manner);
        // A path has room for something only.
        let is_path = it.location == Location::Path;
        sampler.lists = if is_path && sampler.manner == Manner::Tame { Lists::NotEmpty } else { Lists::Any };
        let value = sampler.slot(&it.slot, 2);
        sampler.lists = Lists::Any;
        let empty = matches!(&value, Some(Value::Array(items)) if items.is_empty())
            || matches!(&value, Some(Value::Object(members)) if members.is_empty());
        match value {
            // What has no members has no text of its own in most styles.
            Some(_) if empty && !it.required => {}
            // Neither has null, which is left out.
            Some(Value::Null) if it.required => return Err(format!("no value for the parameter {}", it.name.wire)),
            Some(value) => encoder.parameter(known, &value),
            None if it.required => return Err(format!("no value for the parameter {}", it.name.wire)),
            None => {}
        }
    }
    sampler.place = Place::Anywhere;
    let mut media = None;
    if let Some(body) = &operation.body
        && (body.required || sampler.rng.u8(..4) > 0)
    {
        let content = sampler.rng.choice(&body.contents).ok_or("no content")?;
        media = bodies::request(content, &mut encoder, sampler)?;
    }
    let request = encoder.finish().map_err(|error| format!("can't be written: {error}"))?;
    Ok((media, request))
}

/// What the place of a parameter makes of strings.
pub(crate) fn place(known: &parameter::Parameter, manner: Manner) -> Place {
    use specwright_runtime::violation::Location as At;
    if manner == Manner::Bold {
        return if known.allow_reserved { Place::Reserved } else { Place::Anywhere };
    }
    match (known.location, known.style, known.kind) {
        (_, _, parameter::ParameterKind::Json) if known.location != At::Header => Place::Anywhere,
        (At::Header | At::Cookie, ..) => Place::Header,
        (_, parameter::Style::SpaceDelimited | parameter::Style::PipeDelimited | parameter::Style::TabDelimited, _) => {
            Place::Delimited
        }
        (At::Path, _, parameter::ParameterKind::Scalar) => Place::Path,
        (At::Path, ..) => Place::Delimited,
        (At::Query, _, parameter::ParameterKind::Object | parameter::ParameterKind::Any) => Place::Delimited,
        _ if known.allow_reserved => Place::Delimited,
        _ => Place::Anywhere,
    }
}
