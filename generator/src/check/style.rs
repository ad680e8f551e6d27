//! The `style` of a parameter is one for values of its type (OAS 3.0.4, 4.8.12.3, the table of styles).

use crate::diag::{Code, Sink};
use crate::spec::Spec;
use crate::spec::operation::{Location, Parameter, Style};
use crate::spec::schema::{SchemaId, SchemaType};

/// How many schemas are looked into, one below the other, for the types of one parameter.
const MAX_DEPTH: usize = 8;
/// How many schemas in all: of wider ones, the first say enough.
const MAX_SCHEMAS: usize = 64;

/// Says which parameters can be written in a way that nobody can read back.
pub(super) fn fits(spec: &Spec, sink: &mut Sink) {
    for parameter in spec.operations.iter().flat_map(|operation| &operation.parameters) {
        if parameter.media_type.is_none()
            && let Some(problem) = problem(spec, parameter)
        {
            sink.push(Code::Degraded, parameter.place.clone(), problem);
        }
    }
}

fn problem(spec: &Spec, parameter: &Parameter) -> Option<String> {
    let matters = matches!(parameter.style, Style::SpaceDelimited | Style::PipeDelimited)
        || parameter.location == Location::Cookie;
    if !matters {
        return None;
    }
    let (mut types, mut left) = (Vec::new(), MAX_SCHEMAS);
    collect(spec, parameter.schema, MAX_DEPTH, &mut left, &mut types);
    let has = |ty| types.contains(&ty);
    let (array, object) = (has(SchemaType::Array), has(SchemaType::Object));
    let single = types.iter().any(|ty| !matches!(ty, SchemaType::Array | SchemaType::Object));
    let name = &parameter.name;
    match parameter.style {
        Style::SpaceDelimited | Style::PipeDelimited if single => {
            Some(format!("this is a style for lists and objects, and `{name}` may be a single value"))
        }
        _ if parameter.location == Location::Cookie && parameter.explode && (array || object) => {
            Some(format!("`{name}` is written as several cookies; with `explode: false` it is one"))
        }
        _ => None,
    }
}

/// The types that the values of a schema may have, as far as it says so.
fn collect(spec: &Spec, id: SchemaId, depth: usize, left: &mut usize, types: &mut Vec<SchemaType>) {
    let (Some(rest), Some(below)) = (left.checked_sub(1), depth.checked_sub(1)) else { return };
    *left = rest;
    let schema = spec.schema(id);
    types.extend(&schema.types);
    for part in schema.reference.iter().chain(&schema.all_of).chain(&schema.one_of).chain(&schema.any_of) {
        collect(spec, *part, below, left, types);
    }
}
