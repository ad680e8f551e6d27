//! `src/server/<tag>.rs`: the trait of a tag, and its routes.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::file;
use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{self, ident, own_docs};
use super::super::{group_type, operations};
use super::type_parameter;
use crate::analyse::Analysis;
use crate::ir::Api;
use crate::ir::operation::{Group, Operation};

/// The file of a group.
pub(crate) fn file(api: &Api, analysis: &Analysis, group: &Group, file_docs: &str) -> String {
    let name = group_type(analysis, group);
    let scope = Scope::new(api, analysis, [name.to_string()]);
    let docs = match &group.docs {
        Some(docs) => tokens::doc_lines(docs),
        None if group.is_reverse() => own_docs(&format!("The {} of the API.", group.name.wire)),
        None => own_docs(&format!("Operations of {}.", code(&group.name.wire))),
    };
    let (api_type, principal) = (type_parameter(api, analysis, "A"), type_parameter(api, analysis, "P"));
    let methods: TokenStream = group.operations.iter().map(|operation| method(&scope, operation, &principal)).collect();
    let adds: TokenStream = group.operations.iter().map(|operation| add(operation, &api_type)).collect();
    let routes = scope.runtime("server::Routes");
    let more = own_docs("\nWhat is not implemented is answered with 501.");
    let items = quote! {
        #docs
        #more
        pub trait #name<#principal: Send + 'static>: Send + Sync + 'static {
            #methods
        }

        pub(super) fn routes<#api_type: #name<#principal>, #principal: Send + 'static>(mut routes: #routes<#api_type, #principal>) -> #routes<#api_type, #principal> {
            #adds
            routes
        }
    };
    file::scoped(file_docs, &scope, items)
}

fn method(scope: &Scope<'_>, operation: &Operation, principal: &Ident) -> TokenStream {
    let docs = operations::docs(operation);
    let name = ident(&operation.name.rust);
    let request = scope.operation_named(&operation.type_name);
    let response = scope.operation_named(&operation.response_name);
    let context = scope.runtime("server::Context");
    let problem = scope.runtime("Problem");
    quote! {
        #docs
        fn #name(&self, request: #request, context: #context<#principal>) -> impl Future<Output = #response> + Send {
            let _ = (request, context);
            async { Err(#problem::not_implemented().into()) }
        }
    }
}

fn add(operation: &Operation, api_type: &Ident) -> TokenStream {
    let name = ident(&operation.name.rust);
    quote!(routes.add(#api_type::#name);)
}
