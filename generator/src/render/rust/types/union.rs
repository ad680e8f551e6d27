//! A union as an enum of its members, and of anything else as JSON.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::allow_large_variants;
use super::super::scope::Scope;
use super::super::tokens::{deprecated, docs, ident, own_docs};
use super::{derives, type_docs};
use crate::ir::name::Name;
use crate::ir::types::{Docs, Shape, TypeId, Union, UnionTag};

/// The declaration.
pub(super) fn item(scope: &Scope<'_>, id: TypeId, name: &Name, type_words: &Docs, union: &Union) -> TokenStream {
    let words = type_docs(type_words, &name.wire, "one of several types");
    let derives = derives(scope, id, false);
    let ident_ = ident(&name.rust);
    let variants = union.variants.iter().enumerate().map(|(index, variant)| {
        let docs = docs(&variant.docs, "");
        let deprecated = deprecated(&variant.docs);
        let name = ident(&variant.rust);
        let ty = scope.place(id, index, &variant.slot, true);
        quote!(#docs #deprecated #name(#ty),)
    });
    let unknown = unknown(union);
    let objects = union.variants.iter().filter(|variant| {
        let shape = &scope.api.types.get(scope.unaliased(variant.slot.ty)).shape;
        matches!(shape, Shape::Record(_) | Shape::Union(_))
    });
    let unknown_docs = own_docs(if union.tag == UnionTag::Untagged && objects.count() > 1 {
        "Anything else, or what is several of these at once, kept as it is."
    } else {
        "Anything else, kept as it is."
    });
    let value = scope.runtime("json::Value");
    let sizes = union.variants.iter().enumerate().map(|(index, variant)| {
        if scope.analysis.is_boxed(id, index) { 8 } else { scope.analysis.size(variant.slot.ty) }
    });
    let large = allow_large_variants(sizes.chain([32]));
    let conversions = conversions(scope, id, name, union);
    quote!(#words #derives #large pub enum #ident_ { #(#variants)* #unknown_docs #unknown(#value) } #conversions)
}

/// The name of the variant that keeps anything else.
pub(crate) fn unknown(union: &Union) -> proc_macro2::Ident {
    ident(&union.unknown)
}

/// `From` each member whose type no other member has.
fn conversions(scope: &Scope<'_>, id: TypeId, name: &Name, union: &Union) -> TokenStream {
    let ident_ = ident(&name.rust);
    let from = scope.prelude("From");
    let targets: Vec<TypeId> = union.variants.iter().map(|variant| scope.unaliased(variant.slot.ty)).collect();
    let mut all = TokenStream::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let Some(member) = &scope.api.types.get(targets[index]).name else {
            continue;
        };
        let alone = targets.iter().filter(|target| **target == targets[index]).count() == 1;
        if !alone || variant.slot.nullable || variant.docs.deprecated || targets[index] == id {
            continue;
        }
        let ty = scope.type_named(&member.rust);
        let variant = ident(&variant.rust);
        let value = if scope.analysis.is_boxed(id, index) {
            let boxed = scope.prelude("Box");
            quote!(#boxed::new(value))
        } else {
            quote!(value)
        };
        all.extend(quote! {
            impl #from<#ty> for #ident_ {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        });
    }
    all
}
