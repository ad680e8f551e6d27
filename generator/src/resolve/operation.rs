//! Operations, path by path.

use indexmap::IndexMap;
use openapiv3::{PathItem, ReferenceOr};

use super::security::RootSecurity;
use super::{Broken, Resolver, child, extensions, others, servers, sibling_ref};
use crate::config::Sides;
use crate::document::pointer;
use crate::document::typed::{Document, Kind, ReverseItem};
use crate::spec::operation::{CallbackOf, Operation, Parameter, RateLimit, Reverse, Role};
use crate::spec::security::SecurityScheme;

/// What holds for every operation that says nothing else. Neither the API's security nor its limits hold for what it calls
/// itself: its credentials are no business of those who listen to it.
struct Defaults<'a> {
    security: RootSecurity,
    schemes: &'a IndexMap<String, SecurityScheme>,
    rate_limit: Option<RateLimit>,
}

/// A path and what its operations have in common.
struct Shared<'a> {
    path: &'a str,
    /// What stands in place of a path, and whether it has several operations.
    reverse: Option<(&'a ReverseItem, bool)>,
    item: &'a PathItem,
    pointer: &'a str,
    parameters: Vec<Parameter>,
    rate_limit: Option<RateLimit>,
}

/// All operations in the order of the document, and where they stand; those that depend on something broken are left
/// out.
pub(super) fn operations(
    resolver: &mut Resolver<'_, '_>,
    schemes: &IndexMap<String, SecurityScheme>,
    rate_limit: Option<RateLimit>,
) -> (Vec<Operation>, Vec<String>) {
    let document = resolver.document;
    let defaults = Defaults { security: resolver.root_security(schemes), schemes, rate_limit };
    let mut found = (Vec::new(), Vec::new());
    for (path, node) in &document.api.paths.paths {
        let holder = child("/paths", path);
        let path = if path.starts_with('/') { path.clone() } else { format!("/{path}") };
        let (pointer, item) = match node {
            ReferenceOr::Item(item) => {
                let merged = sibling_ref(&item.extensions).and_then(pointer::from_reference);
                (merged.unwrap_or(holder), item)
            }
            ReferenceOr::Reference { reference } => {
                let Ok(found) = resolver.follow(Kind::PathItem, reference, &holder, Document::path_item) else {
                    resolver.lost(&holder, format!("`{path}` is left out, because it is broken"));
                    continue;
                };
                found
            }
        };
        path_operations(resolver, (&path, None), item, &pointer, &defaults, &mut found);
    }
    let defaults = Defaults { security: Ok(Vec::new()), schemes, rate_limit: None };
    for reverse in &document.reverse {
        let (pointer, item) = match &reverse.item {
            ReferenceOr::Item(item) => {
                let merged = sibling_ref(&item.extensions).and_then(pointer::from_reference);
                (merged.unwrap_or_else(|| reverse.pointer.clone()), item)
            }
            ReferenceOr::Reference { reference } => {
                let holder = &reverse.pointer;
                let Ok(found) = resolver.follow(Kind::PathItem, reference, holder, Document::path_item) else {
                    let message = format!("{} is left out, because it is broken", words(reverse));
                    resolver.lost(holder, message);
                    continue;
                };
                found
            }
        };
        path_operations(resolver, ("", Some(reverse)), item, &pointer, &defaults, &mut found);
    }
    found
}

fn words(reverse: &ReverseItem) -> String {
    let what = if reverse.role == Role::Webhook { "webhook" } else { "callback" };
    format!("the {what} `{}`", reverse.name)
}

fn path_operations<'d>(
    resolver: &mut Resolver<'d, '_>,
    (path, reverse): (&str, Option<&'d ReverseItem>),
    item: &'d PathItem,
    pointer: &str,
    defaults: &Defaults<'_>,
    (operations, pointers): &mut (Vec<Operation>, Vec<String>),
) {
    let document = resolver.document;
    let sides = |method: &str, at: &str| match reverse {
        Some(reverse) => document.selection.reverse_sides(reverse.role, at),
        None => document.selection.sides(method, path),
    };
    let name = |method: &str| match reverse {
        Some(reverse) => format!("`{method}` of {}", words(reverse)),
        None => format!("`{method} {path}`"),
    };
    let Ok(parameters) = resolver.parameter_list(&item.parameters, &format!("{pointer}/parameters")) else {
        for (method, _) in item.iter() {
            let (at, method) = (format!("{pointer}/{method}"), method.to_uppercase());
            if sides(&method, &at).is_some() {
                resolver.lost(&at, format!("{} is left out: its parameters are broken", name(&method)));
            }
        }
        return;
    };
    let rate_limit = extensions::rate_limit(resolver, &item.extensions, pointer).or(defaults.rate_limit);
    let mut shared = Shared { path, reverse: None, item, pointer, parameters, rate_limit };
    let typed =
        item.iter().map(|(method, operation)| (method.to_uppercase(), format!("{pointer}/{method}"), operation));
    let beyond = document.beyond(pointer).iter();
    let beyond = beyond.map(|beyond| (beyond.method.clone(), beyond.pointer.clone(), &beyond.operation));
    let all: Vec<_> = typed.chain(beyond).collect();
    shared.reverse = reverse.map(|reverse| (reverse, all.len() > 1));
    for (method, at, operation) in all {
        let Some(sides) = sides(&method, &at) else { continue };
        match self::operation(resolver, &shared, &method, operation, &at, defaults) {
            Ok(operation) => {
                operations.push(Operation { sides, ..operation });
                pointers.push(at);
            }
            Err(part) => {
                let message = format!("{} is left out: its {part} broken", name(&method));
                resolver.lost(&at, message);
            }
        }
    }
}

/// One operation, or what of it is broken.
fn operation<'d>(
    resolver: &mut Resolver<'d, '_>,
    shared: &Shared<'_>,
    method: &str,
    operation: &'d openapiv3::Operation,
    at: &str,
    defaults: &Defaults<'_>,
) -> Result<Operation, &'static str> {
    // All of them are resolved before one is given up, so that every error is reported.
    let parameters = resolver.parameters(&shared.parameters, &operation.parameters, &format!("{at}/parameters"));
    let body = operation.request_body.as_ref();
    let body = body.map(|node| resolver.request_body(node, &format!("{at}/requestBody"))).transpose();
    let responses = resolver.responses(&operation.responses, &format!("{at}/responses"));
    let security = match &operation.security {
        Some(security) => Ok(resolver.requirements(security, &format!("{at}/security"), defaults.schemes)),
        None => defaults.security.clone(),
    };
    let rate_limit = extensions::rate_limit(resolver, &operation.extensions, at).or(shared.rate_limit);
    let (own, of_path) = (&operation.servers, &shared.item.servers);
    let servers = if own.is_empty() {
        servers(resolver.document, of_path, &format!("{}/servers", shared.pointer))
    } else {
        servers(resolver.document, own, &format!("{at}/servers"))
    };
    let reverse = shared.reverse.map(|(reverse, has_others)| {
        let of = reverse.of.iter().map(|(operation, name)| CallbackOf {
            operation: resolver.place(operation),
            name: name.clone(),
            expression: reverse.expression.clone(),
        });
        let (name, is_component) = (reverse.name.clone(), reverse.is_component);
        Reverse { name, has_others, is_component, of: of.collect() }
    });
    Ok(Operation {
        role: shared.reverse.map_or(Role::Call, |(reverse, _)| reverse.role),
        id: operation.operation_id.clone(),
        reverse,
        method: method.to_owned(),
        path: shared.path.to_owned(),
        tags: operation.tags.clone(),
        summary: operation.summary.clone().or_else(|| shared.item.summary.clone()),
        description: operation.description.clone().or_else(|| shared.item.description.clone()),
        deprecated: operation.deprecated,
        parameters: parameters.map_err(|Broken| "parameters are")?,
        body: body.map_err(|Broken| "request body is")?,
        responses: responses.map_err(|Broken| "responses are")?,
        security: security.map_err(|Broken| "security requirements are")?,
        servers,
        rate_limit,
        pagination: None,
        extensions: others(&operation.extensions, &[extensions::RATE_LIMIT]),
        sides: Sides::Both,
        place: resolver.place(at),
    })
}
