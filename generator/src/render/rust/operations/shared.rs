//! `src/operations/responses.rs`: responses that the document declares once, for many operations.
//!
//! In one file, or in a file for each where features leave some of them out.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::super::file;
use super::super::scope::Scope;
use super::super::tokens::ident;
use super::payload;
use crate::analyse::Analysis;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::operation::{Group, Operation, Response};
use crate::output::FileSet;
use crate::render::side::Side;

/// Where operations need a response: with the feature of their tag and of their side, as far as they have such.
type Needs<'a> = BTreeSet<(Option<&'a str>, Option<Side>)>;

/// Writes the file, if there is anything to stand in it; gives how it is declared.
pub(super) fn render(api: &Api, analysis: &Analysis, config: &Config, files: &mut FileSet) -> Option<TokenStream> {
    let mut responses: BTreeMap<&str, (&Response, Needs<'_>)> = BTreeMap::new();
    for group in &api.groups {
        for operation in &group.operations {
            let needs = needs(group, operation, config);
            for response in operation.responses() {
                if let Some(name) = response.shared_type() {
                    responses.entry(name).or_insert_with(|| (response, Needs::new())).1.extend(&needs);
                }
            }
        }
    }
    if responses.is_empty() {
        return None;
    }
    let (mut modules, mut exports) = (TokenStream::new(), TokenStream::new());
    let mut together = Vec::new();
    let mut all = Needs::new();
    for (response, needs) in responses.into_values() {
        let Some(module) = &response.module else {
            together.push(response);
            continue;
        };
        let gate = gate(&needs);
        all.extend(needs);
        let path = format!("src/operations/responses/{}.rs", file::stem(module));
        files.generated(path, declarations(api, analysis, "", &TokenStream::new(), &[response]));
        let module = ident(module);
        modules.extend(quote!(#gate mod #module;));
        exports.extend(quote!(#gate pub use #module::*;));
    }
    modules.extend(exports);
    let docs = "Responses that several operations share.";
    files.generated("src/operations/responses.rs", declarations(api, analysis, docs, &modules, &together));
    let gate = if together.is_empty() { gate(&all) } else { TokenStream::new() };
    Some(quote!(#gate pub mod responses; #gate pub use responses::*;))
}

/// Who needs what an operation does.
fn needs<'a>(group: &'a Group, operation: &Operation, config: &Config) -> Needs<'a> {
    if group.is_reverse() {
        let sides = Side::ALL.into_iter().filter(|side| side.has(config.sides) && side.has(operation.sides));
        return sides.map(|side| (Some(side.way(group)), None)).collect();
    }
    [(group.feature.as_deref(), Side::only(operation.sides, config.sides))].into()
}

/// `#[cfg(..)]` for what some operations need, however many: what none of them reads or writes would be dead code.
fn gate(needs: &Needs<'_>) -> TokenStream {
    let conditions: Vec<TokenStream> = needs
        .iter()
        // Who needs it with any side needs it with one.
        .filter(|(tag, side)| side.is_none() || !needs.contains(&(*tag, None)))
        .map(|(tag, side)| match (*tag, side.map(Side::feature)) {
            (None, None) => TokenStream::new(),
            (Some(feature), None) | (None, Some(feature)) => quote!(feature = #feature),
            (Some(tag), Some(side)) => quote!(all(feature = #tag, feature = #side)),
        })
        .collect();
    match conditions.as_slice() {
        conditions if conditions.iter().any(TokenStream::is_empty) => TokenStream::new(),
        [one] => quote!(#[cfg(#one)]),
        several => quote!(#[cfg(any(#(#several),*))]),
    }
}

/// A file with modules and with the types of responses.
fn declarations(api: &Api, analysis: &Analysis, docs: &str, modules: &TokenStream, responses: &[&Response]) -> String {
    let names = responses.iter().flat_map(|response| response.declared());
    let scope = Scope::new(api, analysis, names.map(str::to_owned));
    let items: TokenStream = responses.iter().map(|response| payload::declarations(&scope, response)).collect();
    file::scoped(docs, &scope, quote!(#modules #items))
}
