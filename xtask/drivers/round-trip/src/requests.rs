//! Requests in bytes, made from what the generator knows of an operation.

use specwright::ir::operation::{Location, Members, Operation, ParameterEncoding, ParameterKind, Style};
use specwright_runtime::OperationSpec;
use specwright_runtime::json::Value;
use specwright_runtime::parameter;
use specwright_runtime::request::{EncodedRequest, RequestEncoder};

use crate::bodies;
use crate::samples::{Direction, Sampler};
use crate::strings::Place;

/// The parameters of an operation as the runtime knows them, made once.
pub(crate) fn parameters(operation: &Operation, spec: &OperationSpec) -> Vec<&'static parameter::Parameter> {
    let known = |it: &specwright::ir::operation::Parameter| {
        let name: &'static str = it.name.wire.clone().leak();
        let base = match it.location {
            Location::Path => parameter::Parameter::path(placeholder(spec.path, name)),
            Location::Query => parameter::Parameter::query(name),
            Location::Header => parameter::Parameter::header(name),
            Location::Cookie => parameter::Parameter::cookie(name),
        };
        made(base, &it.encoding)
    };
    operation.parameters.iter().map(known).collect()
}

/// A header of a response as the runtime knows it.
pub(crate) fn header(name: &str, encoding: &ParameterEncoding) -> &'static parameter::Parameter {
    made(parameter::Parameter::header(name.to_owned().leak()), encoding)
}

/// The name as the path template has it.
fn placeholder(path: &'static str, name: &'static str) -> &'static str {
    let braced = format!("{{{name}}}");
    path.find(&braced).and_then(|at| path.get(at + 1..at + 1 + name.len())).unwrap_or(name)
}

fn made(base: parameter::Parameter, encoding: &ParameterEncoding) -> &'static parameter::Parameter {
    let properties: Vec<&'static str> = match &encoding.members {
        Members::Named(names) => names.iter().map(|name| &*name.clone().leak()).collect(),
        Members::Inside | Members::Others => Vec::new(),
    };
    let made = parameter::Parameter {
        style: match encoding.style {
            Style::Simple => parameter::Style::Simple,
            Style::Label => parameter::Style::Label,
            Style::Matrix => parameter::Style::Matrix,
            Style::Form => parameter::Style::Form,
            Style::SpaceDelimited => parameter::Style::SpaceDelimited,
            Style::TabDelimited => parameter::Style::TabDelimited,
            Style::PipeDelimited => parameter::Style::PipeDelimited,
            Style::DeepObject => parameter::Style::DeepObject,
            Style::Cookie => parameter::Style::Cookie,
            Style::QueryString => parameter::Style::QueryString,
        },
        explode: encoding.explode,
        allow_reserved: encoding.allow_reserved,
        allow_empty: encoding.allow_empty,
        kind: match encoding.kind {
            ParameterKind::Scalar => parameter::ParameterKind::Scalar,
            ParameterKind::Array => parameter::ParameterKind::Array,
            ParameterKind::Object => parameter::ParameterKind::Object,
            ParameterKind::Any => parameter::ParameterKind::Any,
            ParameterKind::Json => parameter::ParameterKind::Json,
            ParameterKind::Form => parameter::ParameterKind::Form,
        },
        properties: properties.leak(),
        ..base
    };
    Box::leak(Box::new(made))
}

/// A request; or why there is none.
pub(crate) fn sample(
    operation: &Operation,
    spec: &'static OperationSpec,
    known: &[&'static parameter::Parameter],
    sampler: &mut Sampler<'_>,
) -> Result<EncodedRequest, String> {
    sampler.direction = Direction::Request;
    let mut encoder = RequestEncoder::new(spec);
    for (it, known) in operation.parameters.iter().zip(known) {
        if !it.required && sampler.rng.u8(..3) == 0 {
            continue;
        }
        sampler.place = place(known);
        let value = sampler.slot(&it.slot, 2);
        let empty = matches!(&value, Some(Value::Array(items)) if items.is_empty())
            || matches!(&value, Some(Value::Object(members)) if members.is_empty());
        match value {
            // What has no members has no text of its own in most styles.
            Some(_) if empty && !it.required => {}
            Some(value) => encoder.parameter(known, &value),
            None if it.required => return Err(format!("no value for the parameter {}", it.name.wire)),
            None => {}
        }
    }
    sampler.place = Place::Anywhere;
    if let Some(body) = &operation.body
        && (body.required || sampler.rng.u8(..4) > 0)
    {
        let content = sampler.rng.choice(&body.contents).ok_or("no content")?;
        bodies::request(content, &mut encoder, sampler)?;
    }
    encoder.finish().map_err(|error| format!("can't be written: {error}"))
}

/// What the place of a parameter makes of strings.
pub(crate) fn place(known: &parameter::Parameter) -> Place {
    use specwright_runtime::violation::Location as At;
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
