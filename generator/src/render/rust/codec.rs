//! `src/codec.rs` and a file per file of types: how they are read, written and checked.
//!
//! Straight-line code without generics of its own; what is the same for every type is in the runtime.

mod choice;
pub(crate) mod multipart;
mod newtype;
mod record;
pub(crate) mod rules;
mod union;

use proc_macro2::TokenStream;
use quote::quote;

use super::features;
use super::file;
use super::scope::Scope;
use super::tokens::ident;
use crate::analyse::Analysis;
use crate::ir::Api;
use crate::ir::types::{Module, Shape, TypeId};
use crate::output::FileSet;
use crate::parallel;

/// Writes `src/codec.rs` and the files below it.
pub(crate) fn render(api: &Api, analysis: &Analysis, files: &mut FileSet) {
    let texts = parallel::each(&api.types.modules, |module| {
        let scope = Scope::with(api, analysis, "crate::types", None);
        let items = items(&scope, module);
        let constants = scope.constants();
        (!items.is_empty()).then(|| file::scoped("", &scope, quote!(#constants #items)))
    });
    let mut modules = Vec::new();
    for (number, (module, text)) in api.types.modules.iter().zip(texts).enumerate() {
        let Some(text) = text else { continue };
        let (gate, name) = (features::any(analysis.types_gate(number)), ident(&module.name));
        modules.push((file::stem(&module.name), quote!(#gate mod #name;)));
        files.generated(format!("src/codec/{}.rs", file::stem(&module.name)), text);
    }
    modules.sort_by_key(|(stem, _)| *stem);
    let modules = modules.into_iter().map(|(_, item)| item);
    let docs = "How the types of the API are read, written and checked; a file for each file of `types`.";
    files.generated("src/codec.rs", file::plain(api, docs, quote!(#(#modules)*)));
}

fn items(scope: &Scope<'_>, module: &Module) -> TokenStream {
    module.types.iter().map(|id| implementations(scope, *id)).collect()
}

fn implementations(scope: &Scope<'_>, id: TypeId) -> TokenStream {
    let ty = scope.api.types.get(id);
    let Some(name) = &ty.name else { return TokenStream::new() };
    if multipart::files(scope, id).is_some() {
        return TokenStream::new();
    }
    match &ty.shape {
        Shape::Record(record) => record::implementations(scope, id, name, record),
        Shape::Choice(choice) => choice::implementations(scope, id, name, choice),
        Shape::Union(union) => union::implementations(scope, id, name, union),
        Shape::Newtype(newtype) => newtype::implementations(scope, id, name, newtype),
        Shape::Scalar(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Embedded(_)
        | Shape::Alias(_)
        | Shape::Any => TokenStream::new(),
    }
}

/// `impl Encode`.
fn encode(scope: &Scope<'_>, ty: &TokenStream, attributes: &TokenStream, body: &TokenStream) -> TokenStream {
    let (encode, writer) = (scope.runtime("json::Encode"), scope.runtime("json::Writer"));
    quote! {
        #attributes
        impl #encode for #ty {
            fn encode(&self, json: &mut #writer) {
                #body
            }
        }
    }
}

/// `impl Decode`.
fn decode(scope: &Scope<'_>, ty: &TokenStream, attributes: &TokenStream, body: &TokenStream) -> TokenStream {
    let (decode, reader, option) =
        (scope.runtime("json::Decode"), scope.runtime("json::Reader"), scope.prelude("Option"));
    quote! {
        #attributes
        impl #decode for #ty {
            fn decode(json: &mut #reader<'_>) -> #option<Self> {
                #body
            }
        }
    }
}

/// `impl Validate`, if the type has constraints.
fn validate(
    scope: &Scope<'_>,
    id: TypeId,
    ty: &TokenStream,
    attributes: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    if !scope.analysis.is_constrained(id) {
        return TokenStream::new();
    }
    scope.runtime_trait("validate::Validate");
    let (validate, validator) = (scope.runtime("validate::Validate"), scope.runtime("validate::Validator"));
    if body.is_empty() {
        return quote! {
            impl #validate for #ty {
                fn validate(&self, _check: &mut #validator) {}
            }
        };
    }
    quote! {
        #attributes
        impl #validate for #ty {
            fn validate(&self, check: &mut #validator) {
                #body
            }
        }
    }
}

/// `impl Check` that leaves everything to the type's own constraints, if anything asks for it.
fn check(scope: &Scope<'_>, id: TypeId, ty: &TokenStream) -> TokenStream {
    if !scope.analysis.is_checked(id) {
        return TokenStream::new();
    }
    let check = scope.runtime("rules::Check");
    quote!(impl #check for #ty {})
}

/// Whether a value holds a named type with constraints, so that it implements `Validate`.
pub(crate) fn is_nested(scope: &Scope<'_>, id: TypeId) -> bool {
    let id = scope.unaliased(id);
    let ty = scope.api.types.get(id);
    if !scope.analysis.is_constrained(id) || multipart::files(scope, id).is_some() {
        return false;
    }
    match &ty.shape {
        Shape::Record(_) | Shape::Union(_) | Shape::Newtype(_) => true,
        Shape::List(slot) | Shape::Map(slot) => is_nested(scope, slot.ty),
        Shape::Scalar(_) | Shape::Choice(_) | Shape::Tuple(_) | Shape::Embedded(_) | Shape::Alias(_) | Shape::Any => {
            false
        }
    }
}
