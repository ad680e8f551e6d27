//! Parameters and headers of an operation as the runtime knows them, made once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use specwright::ir::operation::{
    Content, Location, Members, Operation, Parameter, ParameterEncoding, ParameterKind, PropertyEncoding, Style,
};
use specwright_runtime::OperationSpec;
use specwright_runtime::parameter;

/// What is known of an operation beside its values.
pub(crate) struct Known {
    /// Its parameters, in their order.
    pub(crate) parameters: Vec<&'static parameter::Parameter>,
    /// The headers of each response, in their order.
    pub(crate) headers: Vec<Vec<&'static parameter::Parameter>>,
}

impl Known {
    pub(crate) fn new(operation: &Operation, spec: &OperationSpec) -> Self {
        let header = |it: &specwright::ir::operation::Header| {
            made(parameter::Parameter::header(it.name.wire.clone().leak()), &it.encoding)
        };
        let headers = operation.responses().map(|response| response.headers.iter().map(header).collect());
        Self {
            parameters: operation.parameters.iter().map(|it| of_request(it, spec)).collect(),
            headers: headers.collect(),
        }
    }
}

fn of_request(it: &Parameter, spec: &OperationSpec) -> &'static parameter::Parameter {
    let name: &'static str = it.name.wire.clone().leak();
    let base = match it.location {
        Location::Path => parameter::Parameter::path(placeholder(spec.path, name)),
        Location::Query => parameter::Parameter::query(name),
        Location::Header => parameter::Parameter::header(name),
        Location::Cookie => parameter::Parameter::cookie(name),
    };
    made(base, &it.encoding)
}

/// The name as the path template has it.
fn placeholder(path: &'static str, name: &'static str) -> &'static str {
    let braced = format!("{{{name}}}");
    path.find(&braced).and_then(|at| path.get(at + 1..at + 1 + name.len())).unwrap_or(name)
}

/// The members of a form that are written in a way of their own.
pub(crate) fn form(content: &Content) -> &'static [parameter::Parameter] {
    static KNOWN: Mutex<BTreeMap<String, &'static [parameter::Parameter]>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(format!("{:?}", content.encoding)).or_insert_with(|| {
        let written = |said: &PropertyEncoding| {
            let base = parameter::Parameter::query(said.property.clone().leak());
            said.written.as_ref().map(|written| as_known(base, written))
        };
        content.encoding.iter().filter_map(written).collect::<Vec<_>>().leak()
    })
}

/// A header field of a part.
pub(crate) fn header(name: &str, encoding: &ParameterEncoding) -> &'static parameter::Parameter {
    static KNOWN: Mutex<BTreeMap<String, &'static parameter::Parameter>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known
        .entry(format!("{name} {encoding:?}"))
        .or_insert_with(|| made(parameter::Parameter::header(name.to_owned().leak()), encoding))
}

fn made(base: parameter::Parameter, encoding: &ParameterEncoding) -> &'static parameter::Parameter {
    Box::leak(Box::new(as_known(base, encoding)))
}

fn as_known(base: parameter::Parameter, encoding: &ParameterEncoding) -> parameter::Parameter {
    let properties: Vec<&'static str> = match &encoding.members {
        Members::Named(names) => names.iter().map(|name| &*name.clone().leak()).collect(),
        Members::Inside | Members::Others => Vec::new(),
    };
    parameter::Parameter {
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
    }
}
