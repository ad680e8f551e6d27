//! `src/operations/`: per operation the request value, what it answers, and how both stand on the wire.
//!
//! One file per tag; an operation reads from top to bottom. Nothing here knows a client or a server.

mod decode;
mod encode;
mod error;
mod links;
mod pages;
pub(super) mod parameter;
mod payload;
pub(crate) mod request;
pub(crate) mod response;
mod shared;
mod shared_parameters;
mod spec;
mod validate;

use proc_macro2::TokenStream;
use quote::quote;

use super::features;
use super::file;
use super::markdown::code;
use super::scope::Scope;
use super::tokens::{self, ident};
use crate::analyse::Analysis;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::operation::{Group, Operation, ResponseOwner};
use crate::output::FileSet;
use crate::parallel;
use crate::render::side::Side;
use request::RequestValue;
use response::Answer;
use shared_parameters::Shared;

/// Writes `src/operations.rs` and a file per tag.
pub(crate) fn render(api: &Api, analysis: &Analysis, config: &Config, files: &mut FileSet) {
    let names: Vec<_> = api.groups.iter().map(|group| ident(&group.name.rust)).collect();
    let conditions: Vec<_> = api.groups.iter().map(|group| condition(group, config)).collect();
    let gates: Vec<_> = api.groups.iter().map(features::of).collect();
    let responses = shared::render(api, analysis, config, files);
    let index = quote! {
        #(#gates #conditions pub mod #names;)*
        #responses
        #(#gates #conditions pub use #names::*;)*
    };
    let docs = "The operations: request values, what they answer, and how both stand on the wire.";
    files.generated("src/operations.rs", file::plain(api, docs, index));
    let groups = parallel::largest_first(&api.groups, |group| group.operations.len());
    let texts = parallel::each(&groups, |group| group_files(api, analysis, config, group));
    for (path, text) in texts.into_iter().flatten() {
        files.generated(path, text);
    }
}

/// The features without which a group has no operations.
fn condition(group: &Group, config: &Config) -> TokenStream {
    let mut sides = group.operations.iter().map(|operation| Side::only(operation.sides, config.sides));
    match sole_side(group, config) {
        // The gate of such a group says it already.
        _ if group.is_reverse() => TokenStream::new(),
        Some(side) => {
            let feature = side.feature();
            quote!(#[cfg(feature = #feature)])
        }
        None if !group.operations.is_empty() && sides.all(|side| side.is_some()) => {
            quote!(#[cfg(any(feature = "client", feature = "server"))])
        }
        None => TokenStream::new(),
    }
}

/// The one side that all operations of a group are on.
fn sole_side(group: &Group, config: &Config) -> Option<Side> {
    let mut sides = group.operations.iter().map(|operation| Side::only(operation.sides, config.sides));
    let first = sides.next().flatten()?;
    sides.all(|side| side == Some(first)).then_some(first)
}

/// The file of a group, and one below it for each side that has operations of its own beside others.
fn group_files(api: &Api, analysis: &Analysis, config: &Config, group: &Group) -> Vec<(String, String)> {
    let stem = file::stem(&group.name.rust);
    let whole = sole_side(group, config);
    let on = |side: Option<Side>| {
        let own =
            |operation: &&Operation| Side::only(operation.sides, config.sides).filter(|_| whole.is_none()) == side;
        group.operations.iter().filter(own).collect::<Vec<_>>()
    };
    let mut files = Vec::new();
    let mut modules = Vec::new();
    for side in Side::ALL {
        let operations = on(Some(side));
        if !operations.is_empty() {
            let (feature, module) = (side.way(group), ident(side.way(group)));
            modules.push(quote!(#[cfg(feature = #feature)] mod #module;));
            modules.push(quote!(#[cfg(feature = #feature)] pub use #module::*;));
            let docs = format!("Operations of {} that only the {feature} has.", code(&group.name.wire));
            let text = items(api, analysis, group, &operations, &docs, &[]);
            files.push((format!("src/operations/{stem}/{feature}.rs"), text));
        }
    }
    let docs = features::docs(group, "Operations of");
    let text = items(api, analysis, group, &on(None), &docs, &modules);
    files.push((format!("src/operations/{stem}.rs"), text));
    files
}

fn items(
    api: &Api,
    analysis: &Analysis,
    group: &Group,
    operations: &[&Operation],
    docs: &str,
    modules: &[TokenStream],
) -> String {
    let scope = Scope::new(api, analysis, names(operations));
    let errors = error::shared(&scope, group, operations);
    let shared = Shared::of(&scope, operations);
    let operations: Vec<_> = operations.iter().map(|operation| one(&scope, group, operation, &shared)).collect();
    let constants = scope.constants();
    file::scoped(docs, &scope, quote!(#(#modules)* #constants #errors #(#operations)*))
}

/// The names that a file of operations defines. Those that an operation has no use for may be another type's.
fn names(operations: &[&Operation]) -> Vec<String> {
    let mut names = Vec::new();
    for operation in operations {
        names.extend([operation.type_name.clone(), operation.response_name.clone()]);
        if response::single(operation).is_none() {
            names.push(operation.success_name.clone());
        }
        if !operation.errors.is_empty() {
            names.push(operation.error_name.clone());
        }
        names.extend(operation.shared_error.clone());
        let choices = operation.body.iter().filter(|body| body.contents.len() > 1);
        names.extend(choices.map(|body| body.choice_name.clone()));
        for response in operation.responses().filter(|response| response.owner == ResponseOwner::Operation) {
            names.extend(response.declared().map(str::to_owned));
        }
    }
    names
}

fn one(scope: &Scope<'_>, group: &Group, operation: &Operation, shared: &Shared<'_>) -> TokenStream {
    let request = RequestValue::new(scope, operation);
    let answer = Answer::new(scope, operation);
    let declaration = request.declaration(scope);
    let constants = parameter::constants(scope, operation, shared);
    let types = answer.declarations(scope);
    let error = error::declaration(scope, &answer);
    let implementation = implementation(scope, group, &request, &answer, shared);
    let pages = pages::implementation(scope, operation, &answer);
    let links = links::functions(scope, operation, &answer);
    quote!(#declaration #links #constants #types #error #implementation #pages)
}

fn implementation(
    scope: &Scope<'_>,
    group: &Group,
    request: &RequestValue<'_>,
    answer: &Answer<'_>,
    shared: &Shared<'_>,
) -> TokenStream {
    let name = ident(&request.operation.type_name);
    let operation = scope.runtime("operation::Operation");
    let spec = spec::constant(scope, group, request.operation);
    let success = &answer.success;
    let error = &answer.error;
    let encode = encode::request(scope, request, shared);
    let decode = decode::request(scope, request, shared);
    let encode_response = encode::response(scope, answer);
    let decode_response = decode::response(scope, answer);
    let validate = validate::request(scope, request, shared);
    quote! {
        impl #operation for #name {
            #spec
            type Success = #success;
            type Error = #error;
            #encode
            #decode
            #encode_response
            #decode_response
            #validate
        }
    }
}

/// What is said of an operation: the document's words, and its `METHOD /path`.
pub(crate) fn docs(operation: &Operation) -> TokenStream {
    let otherwise = match &operation.reverse {
        None => format!("Calls {}.", code(&operation.name.wire)),
        Some(reverse) => format!("Tells of {}.", code(&reverse.name)),
    };
    let mut more = vec![route(operation)];
    if operation.docs.deprecated {
        more.push("**Deprecated.**".to_owned());
    }
    tokens::docs_with(&operation.docs, &otherwise, &more)
}

/// How an operation is called, or which webhook or callback it is.
pub(crate) fn route(operation: &Operation) -> String {
    let Some(reverse) = &operation.reverse else {
        return code(&format!("{} {}", operation.method, operation.path));
    };
    let (name, method) = (code(&reverse.name), code(&operation.method));
    if reverse.of.is_empty() {
        return format!("The webhook {name}, by {method}.");
    }
    let of = reverse.of.iter().map(|of| format!("of {} to {}", code(&of.operation), code(&of.expression)));
    format!("The callback {name}, by {method}: {}.", of.collect::<Vec<_>>().join(", "))
}
