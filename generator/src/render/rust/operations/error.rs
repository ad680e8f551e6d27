//! How an operation fails: the enum of its declared errors, with a place for undeclared ones.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::allow_large_variants;
use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{ident, own_docs};
use super::response::{Answer, size, variant};

/// Bytes of the runtime's `Undeclared`: a status, headers and a body in memory.
const UNDECLARED: usize = 136;

/// The error enum; nothing where the document declares no errors.
pub(super) fn declaration(scope: &Scope<'_>, answer: &Answer<'_>) -> TokenStream {
    let operation = answer.operation;
    if operation.errors.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&operation.error_name);
    let docs = own_docs(&format!("How {} fails.", code(&operation.name.wire)));
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
