//! `src/server.rs`: the router of the whole API.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::file;
use super::super::group_type;
use super::super::scope::Scope;
use super::super::tokens::{ident, own_docs};
use super::type_parameter;
use crate::analyse::Analysis;
use crate::ir::Api;

/// Items of the runtime that implementers need, re-exported beside the traits.
const CONVENIENCES: &[&str] = &[
    "AuthError",
    "Authenticate",
    "Context",
    "Docs",
    "Open",
    "Presented",
    "RateLimits",
    "ServerOptions",
    "TryItOut",
    "serve",
];

/// The file.
pub(super) fn file(api: &Api, analysis: &Analysis) -> String {
    let traits: Vec<_> = api.groups.iter().map(|group| group_type(api, group)).collect();
    let modules: Vec<_> = api.groups.iter().map(|group| ident(&group.name.rust)).collect();
    let names = traits.iter().map(ToString::to_string).chain(CONVENIENCES.iter().map(|name| (*name).to_owned()));
    let scope = Scope::new(api, analysis, names);
    let re_exports =
        CONVENIENCES.iter().filter(|name| traits.iter().all(|known| known != *name)).map(|name| ident(name));
    let arc = scope.std("sync::Arc");
    let router = scope.runtime("server::Router");
    let collected = scope.runtime("server::Routes");
    let convenience = |name: &str| {
        let ident = ident(name);
        if traits.contains(&ident) { quote!(specwright_runtime::server::#ident) } else { quote!(#ident) }
    };
    let (options, authenticate) = (convenience("ServerOptions"), convenience("Authenticate"));
    let (implementer, security) = (type_parameter(api, analysis, "A"), type_parameter(api, analysis, "S"));
    let bounds: TokenStream = bounds(&modules, &traits, &security);
    let docs = own_docs(
        "The router of the API.\n\nEvery call is authenticated before its body is read, and checked against the document before it reaches `api`. \
        An API without security takes `Open` of the runtime as `security`.",
    );
    let document_docs = own_docs("The document of the API, for the docs page.");
    let routes = quote!(#collected::new(#arc::new(api), security, options));
    let collect = if modules.is_empty() {
        quote!(#routes.into_router())
    } else {
        quote! {
            let mut routes = #routes;
            #(#modules::routes(&mut routes);)*
            routes.into_router()
        }
    };
    let items = quote! {
        #(pub mod #modules;)*

        #(pub use #modules::#traits;)*
        pub use specwright_runtime::server::{#(#re_exports),*};

        #document_docs
        pub const DOCUMENT: &str = include_str!("../openapi.json");

        #docs
        pub fn router<#implementer, #security>(api: #implementer, security: #security, options: #options) -> #router
        where
            #security: #authenticate,
            #implementer: #bounds,
        {
            #collect
        }
    };
    file::scoped("The server: a trait per tag to implement, and the router that calls them.", &scope, items)
}

fn bounds(modules: &[proc_macro2::Ident], traits: &[proc_macro2::Ident], security: &proc_macro2::Ident) -> TokenStream {
    if traits.is_empty() {
        return quote!(Send + Sync + 'static);
    }
    quote!(#(#modules::#traits<#security::Principal>)+*)
}
