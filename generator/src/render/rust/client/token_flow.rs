//! How the token of a scheme is got and renewed, as data for the runtime.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::scope::Scope;
use super::super::tokens::{own_docs, plain};
use crate::ir::security::{Expires, OperationRef, Scheme};

/// The constant of a scheme's flow; nothing where it has none.
pub(super) fn constant(scope: &Scope<'_>, scheme: &Scheme) -> TokenStream {
    let Some(flow) = &scheme.token_flow else {
        return TokenStream::new();
    };
    let token_flow = scope.runtime("client::TokenFlow");
    let expires_type = scope.runtime("client::Expires");
    let name = name(scheme);
    let obtain = spec(scope, &flow.obtain);
    let (access, refresh) = (&flow.access, option(flow.refresh.as_deref()));
    let refresh_expires = option(flow.refresh_expires.as_deref());
    let renew = match &flow.renew {
        None => quote!(None),
        Some(renew) => {
            let renew_type = scope.runtime("client::Renew");
            let operation = spec(scope, &renew.operation);
            let (access, refresh) = (option(renew.access.as_deref()), option(renew.refresh.as_deref()));
            let headers = &renew.headers;
            quote!(Some(#renew_type { operation: #operation, access: #access, refresh: #refresh, headers: &[#(#headers),*] }))
        }
    };
    let expires = match &flow.expires {
        Expires::Jwt => quote!(Jwt),
        Expires::InSeconds(pointer) => quote!(InSeconds(#pointer)),
        Expires::At(pointer) => quote!(At(#pointer)),
        Expires::Unknown => quote!(Unknown),
    };
    let docs = own_docs("How the token is got and renewed (`x-token-flow`).");
    quote! {
        #docs
        static #name: #token_flow = #token_flow {
            obtain: #obtain,
            access: #access,
            refresh: #refresh,
            refresh_expires: #refresh_expires,
            renew: #renew,
            expires: #expires_type::#expires,
        };
    }
}

/// The name of a scheme's flow.
pub(super) fn name(scheme: &Scheme) -> Ident {
    format_ident!("{}_FLOW", plain(&scheme.name.rust).to_uppercase())
}

fn spec(scope: &Scope<'_>, operation: &OperationRef) -> TokenStream {
    let (ty, trait_name) = (scope.operation_named(&operation.type_name), scope.runtime("operation::Operation"));
    quote!(<#ty as #trait_name>::SPEC)
}

fn option(pointer: Option<&str>) -> TokenStream {
    pointer.map_or_else(|| quote!(None), |pointer| quote!(Some(#pointer)))
}
