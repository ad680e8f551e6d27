//! `src/security.rs`: the security schemes that operations name, once each.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::file;
use super::markdown::code;
use super::scope::Scope;
use super::tokens::{self, ident};
use crate::analyse::Analysis;
use crate::analyse::security::Alternatives;
use crate::config::Config;
use crate::ir::Api;
use crate::ir::security::{Scheme, SchemeKind};
use crate::output::FileSet;
use crate::spec::operation::Location;

/// Writes `src/security.rs`.
pub(crate) fn render(api: &Api, analysis: &Analysis, _config: &Config, files: &mut FileSet) {
    let scope = Scope::new(api, analysis, []);
    let statics: TokenStream = api.schemes.iter().map(|scheme| one(&scope, scheme)).collect();
    let usual = usual_constant(&scope);
    let docs = "The security schemes of the API: where and how a credential stands in a request.";
    files.generated("src/security.rs", file::scoped(docs, &scope, quote!(#statics #usual)));
}

/// The constant of a scheme, by its name in the document.
pub(crate) fn constant(api: &Api, wire: &str) -> Ident {
    let scheme = api.schemes.iter().find(|scheme| scheme.name.wire == wire);
    tokens::constant(scheme.map_or(wire, |scheme| &scheme.name.rust))
}

/// The name of the constant for what most operations ask for.
pub(crate) fn usual(api: &Api) -> Ident {
    let is_taken = |name: &str| api.schemes.iter().any(|scheme| constant(api, &scheme.name.wire) == name);
    ident(if is_taken("USUAL") { "USUAL_ALTERNATIVES" } else { "USUAL" })
}

fn usual_constant(scope: &Scope<'_>) -> TokenStream {
    let usual = scope.analysis.usual_security();
    if usual.is_empty() {
        return TokenStream::new();
    }
    let (name, security) = (self::usual(scope.api), scope.runtime("operation::Security"));
    let alternatives = alternatives(scope, usual, &TokenStream::new());
    let docs = tokens::own_docs("What most operations ask for: one of these alternatives.");
    quote!(#docs pub const #name: &[&[#security]] = #alternatives;)
}

/// `&[&[Security::new(..)]]`; `path` leads to the constants of the schemes.
pub(crate) fn alternatives(scope: &Scope<'_>, alternatives: &Alternatives, path: &TokenStream) -> TokenStream {
    let alternatives = alternatives.iter().map(|schemes| {
        let together = schemes.iter().map(|(wire, scopes)| {
            let (constant, security) = (constant(scope.api, wire), scope.runtime("operation::Security"));
            quote!(#security::new(&#path #constant, &[#(#scopes),*]))
        });
        quote!(&[#(#together),*])
    });
    quote!(&[#(#alternatives),*])
}

fn one(scope: &Scope<'_>, scheme: &Scheme) -> TokenStream {
    let scheme_type = scope.runtime("operation::SecurityScheme");
    let kind_type = scope.runtime("operation::SchemeKind");
    let (wire, name) = (&scheme.name.wire, constant(scope.api, &scheme.name.wire));
    let kind = match &scheme.kind {
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Http(scheme) => quote!(Http(#scheme)),
        SchemeKind::MutualTls => quote!(MutualTls),
        SchemeKind::ApiKey { location, name } => {
            let variant = ident(match location {
                Location::Query => "QueryKey",
                Location::Cookie => "CookieKey",
                Location::Header | Location::Path => "HeaderKey",
            });
            quote!(#variant(#name))
        }
    };
    let docs = match &scheme.docs {
        Some(docs) => tokens::doc_lines(docs),
        None => tokens::own_docs(&format!("{}.", code(wire))),
    };
    quote! {
        #docs
        pub const #name: #scheme_type = #scheme_type { name: #wire, kind: #kind_type::#kind };
    }
}
