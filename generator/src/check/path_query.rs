//! Parameters of the query that the path itself holds: `/files?action=copy`, `/search?q={q}`.
//!
//! The standard has no query in a path, but documents do, and often declare the same parameter beside it. It is sent once.

use crate::diag::{Code, Sink};
use crate::spec::Spec;
use crate::spec::operation::{Location, Operation, Parameter, Style};
use crate::spec::schema::Schema;

/// Leaves out parameters whose value the path fixes, and fills in those that it only names.
pub(super) fn once(spec: &mut Spec, sink: &mut Sink) {
    let schemas = &spec.schemas;
    for operation in &mut spec.operations {
        let Some((_, query)) = operation.path.split_once('?') else { continue };
        let query = query.split('#').next().unwrap_or_default().to_owned();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(template) => fill_in(operation, name, template),
                None => leave_out(operation, name, value, schemas, sink),
            }
        }
    }
}

fn of_query(parameter: &Parameter, name: &str) -> bool {
    parameter.location == Location::Query && parameter.name == name
}

/// A parameter that stands in the template by its own name is one of the template.
fn fill_in(operation: &mut Operation, name: &str, template: &str) {
    let of_path = |parameter: &Parameter| parameter.location == Location::Path && parameter.name == template;
    if name != template || operation.parameters.iter().any(of_path) {
        return;
    }
    if let Some(parameter) = operation.parameters.iter_mut().find(|parameter| of_query(parameter, name)) {
        parameter.location = Location::Path;
        parameter.style = Style::Simple;
        parameter.explode = false;
        parameter.required = true;
    }
}

fn leave_out(operation: &mut Operation, name: &str, value: &str, schemas: &[Schema], sink: &mut Sink) {
    let path = &operation.path;
    operation.parameters.retain(|parameter| {
        if !of_query(parameter, name) {
            return true;
        }
        let values = schemas.get(parameter.schema.0 as usize).and_then(|schema| schema.values.as_deref());
        if values.is_none_or(|values| values.iter().any(|known| known.as_str() != Some(value))) {
            let message = format!("the parameter `{name}` is left out: `{path}` says that it is `{value}`");
            sink.push(Code::Degraded, parameter.place.clone(), message);
        }
        false
    });
}
