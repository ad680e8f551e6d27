//! `src/operations/responses.rs`: responses that the document declares once, for many operations.
//!
//! In one file, or in a file for each where features leave some of them out.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::super::scope::Scope;
use super::super::tokens::ident;
use super::super::{features, file};
use super::payload;
use crate::analyse::Analysis;
use crate::analyse::features::Gate;
use crate::ir::Api;
use crate::ir::operation::{Operation, Response};
use crate::output::FileSet;

/// Writes the file, if there is anything to stand in it; gives how it is declared.
pub(super) fn render(api: &Api, analysis: &Analysis, files: &mut FileSet) -> Option<TokenStream> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let responses: BTreeMap<&str, &Response> = operations
        .flat_map(Operation::responses)
        .filter_map(|response| response.shared_type().map(|name| (name, response)))
        .collect();
    if responses.is_empty() {
        return None;
    }
    let (mut modules, mut exports) = (TokenStream::new(), TokenStream::new());
    let mut together = Vec::new();
    let mut needed: BTreeSet<&String> = BTreeSet::new();
    for (name, response) in responses {
        let Some(module) = &response.module else {
            together.push(response);
            continue;
        };
        let gate = analysis.gates().responses.get(name).map_or(&[][..], Gate::as_slice);
        needed.extend(gate);
        let gate = features::any(gate);
        let path = format!("src/operations/responses/{}.rs", file::stem(module));
        files.generated(path, declarations(api, analysis, "", &TokenStream::new(), &[response]));
        let module = ident(module);
        modules.extend(quote!(#gate mod #module;));
        exports.extend(quote!(#gate pub use #module::*;));
    }
    modules.extend(exports);
    let docs = "Responses that several operations share.";
    files.generated("src/operations/responses.rs", declarations(api, analysis, docs, &modules, &together));
    let gate = features::any(if together.is_empty() { needed } else { BTreeSet::new() });
    Some(quote!(#gate pub mod responses; #gate pub use responses::*;))
}

/// A file with modules and with the types of responses.
fn declarations(api: &Api, analysis: &Analysis, docs: &str, modules: &TokenStream, responses: &[&Response]) -> String {
    let names = responses.iter().flat_map(|response| [response.struct_name.clone(), response.choice_name.clone()]);
    let scope = Scope::new(api, analysis, names.filter(|name| !name.is_empty()));
    let items: TokenStream = responses.iter().map(|response| payload::declarations(&scope, response)).collect();
    file::scoped(docs, &scope, quote!(#modules #items))
}
