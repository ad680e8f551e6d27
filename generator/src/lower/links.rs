//! What an exchange tells of others: where the callbacks of an operation go, and the requests that its response leads to.
//!
//! Where a value can't be found in it, there is no function, and the docs say what the document does.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::expressions::{parts, source};
use super::names::{self, Case};
use crate::ir::Api;
use crate::ir::operation::{CallbackUrl, Link, LinkField, Location, Operation, Role, Source, StatusPattern};
use crate::spec::operation as document;
use crate::spec::operation::LinkTarget;
use crate::spec::{Spec, operation};

/// By method and path, where an operation stands: its group and its number there.
type Positions = HashMap<(String, String), (usize, usize)>;

/// Gives the operations of an API their links, and the URLs of their callbacks.
pub(super) fn lower(spec: &Spec, api: &mut Api) {
    let mut positions = Positions::new();
    for (at, group) in api.groups.iter().enumerate().filter(|(_, group)| !group.is_reverse()) {
        for (index, operation) in group.operations.iter().enumerate() {
            positions.insert((operation.method.clone(), operation.path.clone()), (at, index));
        }
    }
    for source in spec.operations.iter().filter(|operation| operation.role == Role::Call) {
        let Some(&(group, index)) = positions.get(&(source.method.clone(), source.path.clone())) else { continue };
        let callbacks = callbacks(spec, source);
        let links = success_links(source, &api.groups[group].operations[index]);
        if callbacks.is_empty() && links.is_empty() {
            continue;
        }
        let operation = &api.groups[group].operations[index];
        let mut taken = taken(operation);
        let mut urls = Vec::new();
        for (name, expression) in callbacks {
            let Some(parts) = parts(expression, operation) else { continue };
            let function = claim(&mut taken, &format!("{name} url"));
            urls.push(CallbackUrl { function, name: name.to_owned(), expression: expression.to_owned(), parts });
        }
        let (mut found, mut unsaid) = (Vec::new(), Vec::new());
        for link in links {
            let Some(&position) = target(spec, &link.target).and_then(|target| positions.get(&target)) else {
                continue;
            };
            let Some((target, gate, fields)) = request(api, (group, index), position, link) else {
                unsaid.push(words(link, &api.groups[position.0].operations[position.1]));
                continue;
            };
            let function = claim(&mut taken, &format!("{} link", link.name));
            let docs = link.description.clone();
            found.push(Link { function, name: link.name.clone(), docs, target, gate, fields });
        }
        let operation = &mut api.groups[group].operations[index];
        operation.callback_urls = urls;
        operation.links = found;
        if !unsaid.is_empty() {
            let text = operation.docs.text.get_or_insert_default();
            for words in unsaid {
                text.extend(["\n\n", &words]);
            }
        }
    }
}

/// What the docs say of a link that no function can follow.
fn words(link: &document::Link, target: &Operation) -> String {
    let values = link.parameters.iter().map(|(name, value)| format!("`{name}`: `{value}`"));
    let body = link.body.iter().map(|value| format!("the body: `{value}`"));
    let values: Vec<_> = values.chain(body).collect();
    let with = if values.is_empty() { String::new() } else { format!(" with {}", values.join(", ")) };
    format!("The response links to `{}`{with} (`{}`).", target.name.wire, link.name)
}

/// The callbacks of an operation, each with its expression.
fn callbacks<'s>(spec: &'s Spec, operation: &document::Operation) -> Vec<(&'s str, &'s str)> {
    let mut found = Vec::new();
    let reverse = spec.operations.iter().filter_map(|callback| callback.reverse.as_ref());
    for of in reverse.flat_map(|reverse| &reverse.of).filter(|of| of.operation == operation.place) {
        let callback = (of.name.as_str(), of.expression.as_str());
        if !found.contains(&callback) {
            found.push(callback);
        }
    }
    found
}

/// The links of the one success of an operation.
fn success_links<'s>(source: &'s document::Operation, operation: &Operation) -> &'s [document::Link] {
    let [success] = operation.successes.as_slice() else { return &[] };
    let StatusPattern::Code(_) = success.status else { return &[] };
    let response = source.responses.iter().find(|response| response.status == success.status);
    response.map_or(&[], |response| &response.links)
}

/// The names that the functions of a request value have already.
fn taken(operation: &Operation) -> HashSet<String> {
    let defaults = operation.parameters.iter().map(|parameter| parameter.name.or_default());
    defaults.chain(["new".to_owned()]).collect()
}

fn claim(taken: &mut HashSet<String>, text: &str) -> String {
    let name = names::free(&[&names::snake(text)], Case::Snake, |name| taken.contains(name));
    taken.insert(name.clone());
    name
}

fn target(spec: &Spec, target: &LinkTarget) -> Option<(String, String)> {
    let is_it = |operation: &&operation::Operation| match target {
        LinkTarget::Id(id) => operation.id.as_ref() == Some(id),
        LinkTarget::Place(place) => operation.place == *place,
    };
    let mut calls = spec.operations.iter().filter(|operation| operation.role == Role::Call);
    calls.find(is_it).map(|operation| (operation.method.clone(), operation.path.clone()))
}

/// The request that a link leads to: its name, the features that it needs, its fields. None if a field that must be there is given
/// no value.
fn request(
    api: &Api,
    from: (usize, usize),
    to: (usize, usize),
    link: &document::Link,
) -> Option<(String, Vec<String>, Vec<LinkField>)> {
    let (from_group, to_group) = (&api.groups[from.0], &api.groups[to.0]);
    let (operation, target) = (&from_group.operations[from.1], &to_group.operations[to.1]);
    if target.sides != operation.sides {
        return None;
    }
    let gate = if from.0 == to.0 { Vec::new() } else { to_group.gate.clone() };
    let value = |value: &Value| match value.as_str() {
        Some(text) if text.starts_with('$') => source(text, operation),
        _ => Some(Source::Constant(value.to_string())),
    };
    let mut used = HashSet::new();
    let mut fields = Vec::new();
    for parameter in &target.parameters {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let qualified = format!("{location}.{}", parameter.name.wire);
        let given =
            [qualified.as_str(), &parameter.name.wire].into_iter().find(|name| link.parameters.contains_key(*name));
        let source = match given {
            Some(name) => {
                used.insert(name.to_owned());
                Some(value(link.parameters.get(name)?)?)
            }
            None => None,
        };
        fields.push(LinkField { field: parameter.name.rust.clone(), required: parameter.required, source });
    }
    if let Some(body) = &target.body {
        let source = match &link.body {
            // A value in the document is one of the body's one type.
            Some(given) if body.contents.len() == 1 => Some(value(given)?),
            Some(_) => return None,
            None => None,
        };
        fields.push(LinkField { field: body.field.clone(), required: body.required, source });
    }
    let is_whole = fields.iter().all(|field| !field.required || field.source.is_some());
    let is_used = link.parameters.keys().all(|name| used.contains(name));
    (is_whole && is_used && !fields.is_empty()).then(|| (target.type_name.clone(), gate, fields))
}
