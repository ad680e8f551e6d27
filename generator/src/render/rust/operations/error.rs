//! How an operation fails: the enum of its declared errors, with a place for undeclared ones.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::allow_large_variants;
use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{ident, own_docs};
use super::response::{Answer, size, variant};
use super::{decode, encode};
use crate::ir::operation::{Group, Operation};

/// Bytes of the runtime's `Undeclared`: a status, headers and a body in memory.
const UNDECLARED: usize = 136;

/// The error enum, or another name for the one that the operation shares; nothing where the document declares no errors.
pub(super) fn declaration(scope: &Scope<'_>, answer: &Answer<'_>) -> TokenStream {
    let operation = answer.operation;
    if operation.errors.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&operation.error_name);
    let docs = own_docs(&format!("How {} fails.", code(&operation.name.wire)));
    match &operation.shared_error {
        Some(shared) => {
            let shared = ident(shared);
            quote!(#docs pub type #name = #shared;)
        }
        None => enumeration(scope, &name, &docs, operation),
    }
}

/// The enums that operations of a group share, which read and write themselves.
pub(super) fn shared(scope: &Scope<'_>, group: &Group, operations: &[&Operation]) -> TokenStream {
    let mut seen = HashSet::new();
    let firsts = operations.iter().filter_map(|operation| Some((operation, operation.shared_error.as_deref()?)));
    let enums = firsts.filter(|(_, name)| seen.insert(*name)).map(|(operation, name)| {
        let name = ident(name);
        let docs = own_docs(&format!("How most operations of {} fail.", code(&group.name.wire)));
        let declaration = enumeration(scope, &name, &docs, operation);
        let encode = encode::shared_error(scope, operation);
        let decode = decode::shared_error(scope, operation);
        quote!(#declaration impl #name { #encode #decode })
    });
    enums.collect()
}

fn enumeration(scope: &Scope<'_>, name: &Ident, docs: &TokenStream, operation: &Operation) -> TokenStream {
    let from = scope.prelude("From");
    let variants = operation.errors.iter().map(|response| variant(scope, response));
    let large = allow_large_variants(operation.errors.iter().map(|response| size(scope, response)).chain([UNDECLARED]));
    let undeclared = scope.runtime("Undeclared");
    let problem = scope.runtime("Problem");
    let undeclared_docs = own_docs("A status that the document does not declare.");
    quote! {
        #docs
        #[derive(Debug)]
        #large
        pub enum #name {
            #(#variants)*
            #undeclared_docs
            Undeclared(#undeclared),
        }

        impl #from<#problem> for #name {
            fn from(problem: #problem) -> Self {
                Self::Undeclared(problem.into())
            }
        }
    }
}
