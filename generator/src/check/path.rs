//! The parameters in a path template are those that the operation declares (OAS 3.0.4, 4.8.8.1).

use crate::diag::{Code, Sink};
use crate::spec::Spec;
use crate::spec::operation::{Location, Operation, Parameter, Role, Style};
use crate::spec::schema::{Schema, SchemaId, SchemaType};

/// Declares the parameters that only the template names, and drops those that it does not.
pub(super) fn same_parameters(spec: &mut Spec, sink: &mut Sink) {
    let schemas = &mut spec.schemas;
    for operation in &mut spec.operations {
        operation.path = rewritten(operation);
        let path = operation.path.clone();
        let names = template_names(&path);
        drop_unnamed(operation, &names, sink);
        for name in names {
            if !operation.parameters.iter().any(|other| other.location == Location::Path && other.name == name) {
                declare(operation, name, schemas, sink);
            }
        }
    }
}

/// The path with names as they are declared, where the template has them in another case, with the operators of URI templates
/// (`{+id}`, RFC 6570, 3.2), which the parameters take over, or with what routers write beside them (`{id:[0-9]+}`).
fn rewritten(operation: &mut Operation) -> String {
    let written = operation.path.clone();
    let mut path = written.clone();
    for name in template_names(&written) {
        let mut declared = operation.parameters.iter_mut().filter(|p| p.location == Location::Path);
        if declared.any(|other| other.name == name) {
            continue;
        }
        let place = format!("{{{name}}}");
        // The parameters themselves are declared in the query.
        if name.starts_with(['?', '&']) {
            path = path.replace(&place, "");
            continue;
        }
        let bare = bare(name);
        let mut declared = operation.parameters.iter_mut().filter(|p| p.location == Location::Path);
        if let Some(meant) = declared.find(|other| other.name.eq_ignore_ascii_case(bare)) {
            apply(name, meant);
            let before = if name.starts_with('/') { "/" } else { "" };
            path = path.replace(&place, &format!("{before}{{{}}}", meant.name));
        }
    }
    path
}

/// The name within a placeholder: without operators, and without the constraint, default or mark of an optional segment with
/// which routers write it (`{id:int}`, `{id=1}`, `{id?}`).
fn bare(name: &str) -> &str {
    let name = name.trim_start_matches(['+', '#', '.', '/', ';', '*']);
    name.split([':', '=', '?']).next().unwrap_or(name).trim_end_matches(['*', '+'])
}

/// The operators of a name in a template (RFC 6570, 2.2 and 2.4.2; `{name+}` and `{*name}`, as gateways and routers write it),
/// applied to its parameter where that has no style of its own.
fn apply(name: &str, parameter: &mut Parameter) {
    if parameter.style == Style::Simple {
        parameter.style = match name.chars().next() {
            Some('.') => Style::Label,
            Some(';') => Style::Matrix,
            _ => Style::Simple,
        };
    }
    let has_constraint = name.contains([':', '=']);
    parameter.explode |= name.ends_with('*') && !has_constraint;
    parameter.allow_reserved |= name.starts_with(['+', '#', '*']) || (name.ends_with('+') && !has_constraint);
}

fn drop_unnamed(operation: &mut Operation, names: &[&str], sink: &mut Sink) {
    let path = &operation.path;
    operation.parameters.retain(|parameter| {
        let keep = parameter.location != Location::Path || names.contains(&parameter.name.as_str());
        if !keep {
            let (why, help) = match operation.role {
                Role::Call => (
                    format!("`{path}` does not name it"),
                    format!("write `{{{}}}` where it stands in the path", parameter.name),
                ),
                Role::Webhook | Role::Callback => (
                    "a webhook or callback has no path".to_owned(),
                    "use a parameter in the query, or a header".to_owned(),
                ),
            };
            let message = format!("the path parameter `{}` is left out: {why}", parameter.name);
            sink.push(Code::PathParameter, parameter.place.clone(), message).help = Some(help);
        }
        keep
    });
}

fn declare(operation: &mut Operation, name: &str, schemas: &mut Vec<Schema>, sink: &mut Sink) {
    let message = format!("the path parameter `{name}` is not declared; it is taken for a string");
    sink.push(Code::PathParameter, operation.place.clone(), message).help =
        Some(format!("declare it: `{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}`"));
    let schema = SchemaId(u32::try_from(schemas.len()).unwrap_or(u32::MAX));
    schemas.push(Schema { place: Some(operation.place.clone()), types: vec![SchemaType::String], ..Schema::default() });
    operation.parameters.push(Parameter::of_template(name.to_owned(), schema, operation.place.clone()));
}

/// The names in braces, each once. A brace without its partner is text.
pub(crate) fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        rest = &rest[open + 1..];
        let Some(close) = rest.find(['}', '/']) else { break };
        let name = &rest[..close];
        if rest[close..].starts_with('}') && !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
        rest = &rest[close..];
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn operators_of_a_template_are_those_of_the_parameter() {
        let place = || Place { file: String::new(), pointer: String::new() };
        for (name, style, explode, reserved) in [
            ("+id", Style::Simple, false, true),
            ("id+", Style::Simple, false, true),
            ("id*", Style::Simple, true, false),
            (".id", Style::Label, false, false),
            (";id*", Style::Matrix, true, false),
            ("**id", Style::Simple, false, true),
            ("id:[a-z]+", Style::Simple, false, false),
            ("id:[a-z]*", Style::Simple, false, false),
        ] {
            let mut parameter = Parameter::of_template("id".to_owned(), SchemaId(0), place());
            apply(name, &mut parameter);
            let found = (parameter.style, parameter.explode, parameter.allow_reserved);
            assert_eq!(found, (style, explode, reserved), "{name}");
        }
    }

    #[test]
    fn what_routers_write_beside_a_name_is_not_part_of_it() {
        for written in
            ["id", "+id", "*id", "**id", "id*", "id+", "id:int", "id:[0-9]+", "id=1", "id?", ";id*", "*id:alpha"]
        {
            assert_eq!(bare(written), "id", "{written}");
        }
    }

    #[test]
    fn names_in_a_template_are_found() {
        let cases = [
            ("/a/{b}/c/{d}", vec!["b", "d"]),
            ("/{a}.{b}", vec!["a", "b"]),
            ("/{a}/{a}", vec!["a"]),
            ("/{}/{a/b}", vec![]),
            ("/{a", vec![]),
            ("/a}", vec![]),
            ("/", vec![]),
        ];
        for (path, expected) in cases {
            assert_eq!(template_names(path), expected, "{path}");
        }
    }
}
