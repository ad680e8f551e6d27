//! What is called in the other direction: names for the operations of webhooks and callbacks, and where they are received.

use std::collections::HashMap;

use super::methods;
use super::names::{self, Case};
use crate::diag::Place;
use crate::ir::name::Name;
use crate::ir::operation::{CallbackOf, Reverse, Role};
use crate::spec::operation as spec;
use crate::spec::{self as document};

/// By operation: its `operationId`, or one made for it. A webhook is called as it is; a callback too, behind the name of the
/// operation that it belongs to, unless it is a component with a name of its own.
pub(super) fn ids(document: &document::Spec) -> Vec<String> {
    let mut by_place: HashMap<&Place, String> = HashMap::new();
    let mut ids = Vec::with_capacity(document.operations.len());
    for operation in &document.operations {
        let id = match (operation.id.as_deref().map(str::trim), &operation.reverse) {
            (Some(id), _) if !id.is_empty() => id.to_owned(),
            (_, None) => methods::id_of(&operation.method, &operation.path),
            (_, Some(reverse)) => {
                let method = if reverse.has_others { operation.method.as_str() } else { "" };
                let of = reverse.of.first().filter(|_| !reverse.is_component);
                let of = of.and_then(|of| by_place.get(&of.operation)).map(String::as_str).unwrap_or_default();
                if method.is_empty() && of.is_empty() {
                    reverse.name.clone()
                } else {
                    names::lower_camel(&[of, &reverse.name, &method.to_lowercase()].join(" "))
                }
            }
        };
        by_place.entry(&operation.place).or_insert_with(|| id.clone());
        ids.push(id);
    }
    ids
}

/// The names of methods, each role a scope of its own: no webhook takes the name of a call.
pub(super) fn methods(document: &document::Spec, texts: &[&str]) -> Vec<String> {
    let mut methods = vec![String::new(); texts.len()];
    for role in [Role::Call, Role::Webhook, Role::Callback] {
        let is_of = |index: &usize| document.operations.get(*index).is_some_and(|operation| operation.role == role);
        let indices: Vec<usize> = (0..texts.len()).filter(is_of).collect();
        let own: Vec<&str> = indices.iter().map(|&index| texts[index]).collect();
        for (index, name) in indices.into_iter().zip(names::scope(&own, Case::Snake, &[])) {
            methods[index] = name;
        }
    }
    methods
}

/// Where a webhook or callback is received unless the user says otherwise: a webhook by its name, a callback by that of its
/// operation, both as they are if no character of them means anything in a path (RFC 3986, 2.3).
pub(super) fn path(reverse: &spec::Reverse, name: &Name) -> String {
    let text = if reverse.of.is_empty() { &reverse.name } else { &name.wire };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '~' | '.');
    let plain = text.chars().all(is_plain) && text.chars().any(|c| c != '.');
    if plain { format!("/{text}") } else { format!("/{}", names::kebab(&names::snake(text))) }
}

/// What the document says of it in place of a path.
pub(super) fn of(document: &document::Spec, reverse: &spec::Reverse) -> Reverse {
    let ids = || document.operations.iter();
    let of = reverse.of.iter().map(|of| {
        let operation = ids().find(|operation| operation.place == of.operation);
        let name = operation.map(|operation| match &operation.id {
            Some(id) => id.clone(),
            None => format!("{} {}", operation.method, operation.path),
        });
        CallbackOf { operation: name.unwrap_or_default(), expression: of.expression.clone() }
    });
    Reverse { name: reverse.name.clone(), of: of.collect() }
}
