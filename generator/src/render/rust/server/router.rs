//! `src/server.rs`: the router of the whole API.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::features;
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
    let traits: Vec<_> = api.groups.iter().map(|group| group_type(analysis, group)).collect();
    let modules: Vec<_> = api.groups.iter().map(|group| ident(&group.name.rust)).collect();
    let gates: Vec<_> = api.groups.iter().map(features::of).collect();
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
    let bounds: TokenStream = bounds(api, &modules, &traits, &security);
    let absent = absent(api, &traits);
    let docs = own_docs(
        "The router of the API.\n\nEvery call is authenticated before its body is read, and checked against the document before it reaches `api`. \
        An API without security takes `Open` of the runtime as `security`.",
    );
    let document_docs = own_docs("The document of the API, for the docs page.");
    let items = quote! {
        #(#gates pub mod #modules;)*

        #(#gates pub use #modules::#traits;)*
        #absent
        pub use specwright_runtime::server::{#(#re_exports),*};

        #document_docs
        pub const DOCUMENT: &str = include_str!("../openapi.json");

        #docs
        pub fn router<#implementer, #security>(api: #implementer, security: #security, options: #options) -> #router
        where
            #security: #authenticate,
            #implementer: #bounds,
        {
            let routes = #collected::new(#arc::new(api), security, options);
            #(#gates let routes = #modules::routes(routes);)*
            routes.into_router()
        }
    };
    file::scoped("The server: a trait per tag to implement, and the router that calls them.", &scope, items)
}

/// What the implementer implements. A trait that may be absent is not looked for in its module, which then is absent too.
fn bounds(api: &Api, modules: &[Ident], traits: &[Ident], security: &Ident) -> TokenStream {
    if traits.is_empty() {
        return quote!(Send + Sync + 'static);
    }
    let bounds = api.groups.iter().zip(modules).zip(traits).map(|((group, module), name)| {
        let place = group.feature.is_none().then(|| quote!(#module::));
        quote!(#place #name<#security::Principal>)
    });
    quote!(#(#bounds)+*)
}

/// In place of the trait of a tag whose feature is off stands one that asks for nothing.
fn absent(api: &Api, traits: &[Ident]) -> TokenStream {
    let pairs = api.groups.iter().zip(traits).filter_map(|(group, name)| Some((group.feature.as_deref()?, name)));
    let lines = pairs.map(|(feature, name)| {
        let gate = features::without(feature);
        quote!(#gate use specwright_runtime::server::Absent as #name;)
    });
    quote!(#(#lines)*)
}
