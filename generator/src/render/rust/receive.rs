//! `src/receive.rs` and below: a trait for webhooks and one for callbacks, and the routers that call them.
//!
//! As the server's are, but for where they are mounted, and who vouches for a call.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::server::{interface, type_parameter};
use super::tokens::{ident, own_docs};
use super::{features, file, group_type};
use crate::analyse::Analysis;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::operation::Group;
use crate::output::FileSet;

/// Items of the runtime that implementers need, re-exported beside the traits.
const CONVENIENCES: &[&str] = &[
    "AuthError",
    "Authenticate",
    "Context",
    "Delivered",
    "HmacSha256",
    "Open",
    "Presented",
    "ReceiverOptions",
    "ServerOptions",
    "Verify",
    "serve",
];

/// Writes `src/receive.rs` and a file per group, if there is one.
pub(crate) fn render(api: &Api, analysis: &Analysis, config: &Config, files: &mut FileSet) {
    if !config.sides.client() || api.groups.is_empty() {
        return;
    }
    let traits: Vec<_> = api.groups.iter().map(|group| group_type(analysis, group)).collect();
    let modules: Vec<_> = api.groups.iter().map(|group| ident(&group.name.wire)).collect();
    let is_trait = |name: &str| traits.iter().any(|known| known == name);
    let names = traits.iter().map(ToString::to_string).chain(CONVENIENCES.iter().map(|name| (*name).to_owned()));
    let scope = Scope::new(api, analysis, names);
    let own: Vec<_> = CONVENIENCES.iter().filter(|name| !is_trait(name)).map(|name| ident(name)).collect();
    let convenience = |name: &str| {
        let ident = ident(name);
        if is_trait(name) { quote!(specwright_runtime::server::#ident) } else { quote!(#ident) }
    };
    let (options, authenticate) = (convenience("ReceiverOptions"), convenience("Authenticate"));
    let routers: TokenStream = api.groups.iter().map(|group| router(&scope, group, &options, &authenticate)).collect();
    let items = quote! {
        #(pub mod #modules;)*

        #(pub use #modules::#traits;)*
        pub use specwright_runtime::server::{#(#own),*};

        #routers
    };
    let docs = "Receives what the API calls: a trait to implement, and the router that calls it.";
    files.generated("src/receive.rs", file::scoped(docs, &scope, items));
    for group in &api.groups {
        let docs = features::docs(group, "Receives");
        files.generated(format!("src/receive/{}.rs", group.name.wire), interface::file(api, analysis, group, &docs));
    }
}

fn router(scope: &Scope<'_>, group: &Group, options: &TokenStream, authenticate: &TokenStream) -> TokenStream {
    let (api, analysis) = (scope.api, scope.analysis);
    let (name, module) = (group_type(analysis, group), ident(&group.name.wire));
    let (implementer, security) = (type_parameter(api, analysis, "A"), type_parameter(api, analysis, "S"));
    let (arc, router, routes) =
        (scope.std("sync::Arc"), scope.runtime("server::Router"), scope.runtime("server::Routes"));
    let docs = own_docs(
        "The router of them, to be served where the sender was told to call.\n\nEvery call is verified as `options` say before its body \
        is decoded, and checked against the document before it reaches `api`. `security` is asked about those that the document \
        gives a security scheme of their own; others take `Open`.",
    );
    quote! {
        #docs
        pub fn #module<#implementer, #security>(api: #implementer, security: #security, options: #options) -> #router
        where
            #security: #authenticate,
            #implementer: #module::#name<#security::Principal>,
        {
            #module::routes(#routes::receiver(#arc::new(api), security, options)).into_router()
        }
    }
}
