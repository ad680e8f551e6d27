//! Reading, writing and checking of unions.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::scope::Scope;
use super::super::tokens::{expect_deprecated, ident, text};
use super::super::types::union::unknown;
use super::rules::Constants;
use super::{check, decode, encode, is_nested, multipart, validate};
use crate::ir::name::Name;
use crate::ir::types::{TagWriter, TypeId, Union, UnionTag, Variant};

/// Every implementation.
pub(super) fn implementations(scope: &Scope<'_>, id: TypeId, name: &Name, union: &Union) -> TokenStream {
    let ty = scope.type_named(&name.rust);
    let mut constants = Constants::beside(union.variants.iter().map(|variant| variant.rust.as_str()));
    let rules: Vec<Option<TokenStream>> =
        union.variants.iter().map(|variant| constants.add(scope, &variant.rust, variant.slot.rules.as_ref())).collect();
    let own = constants.add(scope, "RULES", union.rules.as_ref());
    let constants = constants.block(&ty);
    let attributes = expect_deprecated(union.variants.iter().any(|variant| variant.docs.deprecated));
    let encode = encode(scope, &ty, &attributes, &writing(scope, union));
    let (before, value) = match &union.tag {
        UnionTag::Discriminator(property) => (TokenStream::new(), by_tag(scope, id, name, union, property)),
        UnionTag::Untagged => in_order(scope, name, union, &rules),
    };
    let reading = match &own {
        None => quote!(#before #value),
        Some(rules) => quote! {
            #before
            let value = #value?;
            json.checked(value, #rules)
        },
    };
    let reading = if scope.analysis.is_circular(id) {
        let name = text(&name.wire);
        quote!(json.once(#name, |json| { #reading }))
    } else {
        reading
    };
    let decode = decode(scope, &ty, &attributes, &reading);
    let validate = validation(scope, id, &ty, union, &rules, own.as_ref());
    let check = if own.is_some() { checking_whole(scope, &ty) } else { check(scope, id, &ty) };
    quote!(#constants #encode #decode #validate #check)
}

fn writing(scope: &Scope<'_>, union: &Union) -> TokenStream {
    scope.runtime_trait("json::Encode");
    let arms = union.variants.iter().map(|variant| {
        let name = ident(&variant.rust);
        if let (TagWriter::Union, UnionTag::Discriminator(property), [tag]) =
            (variant.writer, &union.tag, variant.tags.as_slice())
        {
            let (property, tag) = (text(property), text(tag));
            return quote!(Self::#name(value) => json.tagged(#property, #tag, value),);
        }
        if let Some(held) = scope.embedded(variant.slot.ty) {
            let format = scope.format(held).map(|format| quote!(.formatted(#format)));
            return quote!(Self::#name(value) => json #format.embedded(value),);
        }
        match scope.format(variant.slot.ty) {
            None if multipart::is_form(scope, variant.slot.ty) => {
                let encode = scope.runtime("json::Encode");
                quote!(Self::#name(value) => #encode::encode(value, json),)
            }
            None => quote!(Self::#name(value) => value.encode(json),),
            Some(format) => quote!(Self::#name(value) => json.value_as(#format, value),),
        }
    });
    let unknown = unknown(union);
    quote!(match self { #(#arms)* Self::#unknown(value) => value.encode(json) })
}

fn by_tag(scope: &Scope<'_>, id: TypeId, name: &Name, union: &Union, property: &str) -> TokenStream {
    scope.runtime_trait("json::Decode");
    let arms =
        union.variants.iter().enumerate().filter(|(_, variant)| !variant.tags.is_empty()).map(|(index, variant)| {
            let tags = variant.tags.iter().map(|tag| text(tag));
            let ty = place(scope, id, index, variant);
            let variant = ident(&variant.rust);
            quote!(Some(#(#tags)|*) => #ty::decode(json).map(Self::#variant),)
        });
    let (property, name, unknown) = (text(property), text(&name.wire), unknown(union));
    quote! {
        match json.peek_string(#property).as_deref() {
            #(#arms)*
            _ => json.no_variant(#name, Self::#unknown),
        }
    }
}

/// A type to call `decode` on.
fn place(scope: &Scope<'_>, id: TypeId, index: usize, variant: &Variant) -> TokenStream {
    let ty = scope.place(id, index, &variant.slot, true);
    let has_name = scope.api.types.get(variant.slot.ty).name.is_some();
    if multipart::is_form(scope, variant.slot.ty) {
        let decode = scope.runtime("json::Decode");
        return quote!(<#ty as #decode>);
    }
    let plain = has_name && !variant.slot.nullable && !scope.analysis.is_boxed(id, index);
    if plain { ty } else { quote!(<#ty>) }
}

/// What tries each variant, and what gives the value.
fn in_order(
    scope: &Scope<'_>,
    name: &Name,
    union: &Union,
    rules: &[Option<TokenStream>],
) -> (TokenStream, TokenStream) {
    let unknown = unknown(union);
    let is_embedded = |variant: &Variant| scope.embedded(variant.slot.ty).is_some();
    let last_embedded = union.variants.iter().rposition(is_embedded);
    let tries = union.variants.iter().zip(rules).enumerate().map(|(index, (variant, rules))| {
        if let Some(held) = scope.embedded(variant.slot.ty) {
            let variant = ident(&variant.rust);
            let decode = scope.runtime("json::Decode");
            let format = scope.format(held).map(|format| quote!(json.value_as(#format)));
            let read = match (format, rules) {
                (None, None) => quote!(#decode::decode),
                (Some(format), None) => quote!(|json| #format),
                (format, Some(rules)) => {
                    let value = format.unwrap_or_else(|| quote!(#decode::decode(json)));
                    quote!(|json| #value.and_then(|value| json.checked(value, #rules)))
                }
            };
            let is_last = last_embedded == Some(index) && index + 1 < union.variants.len();
            let settle = is_last.then(|| quote!(union.settle();));
            return quote!(union.offer_embedded(json, #read, Self::#variant); #settle);
        }
        let format = scope.format(variant.slot.ty);
        let variant = ident(&variant.rust);
        let format = format.map(|format| quote!(.formatted(#format)));
        match rules {
            None => quote!(union #format.offer(json, Self::#variant);),
            Some(rules) => quote!(union #format.offer_checked(json, #rules, Self::#variant);),
        }
    });
    let (alternatives, name) = (scope.runtime("json::Alternatives"), text(&name.wire));
    let tries = quote! {
        let mut union = #alternatives::new(json);
        #(#tries)*
    };
    (tries, quote!(union.finish(json, #name, Self::#unknown)))
}

fn validation(
    scope: &Scope<'_>,
    id: TypeId,
    ty: &TokenStream,
    union: &Union,
    rules: &[Option<TokenStream>],
    own: Option<&TokenStream>,
) -> TokenStream {
    let own = own.map(|rules| quote!(check.own(self, #rules);));
    let checked = union.variants.iter().zip(rules).filter_map(|(variant, rules)| {
        let name = ident(&variant.rust);
        Some((variant, quote!(Self::#name(value)), checking(scope, variant, rules.as_ref())?))
    });
    let checked: Vec<_> = checked.collect();
    let body = match checked.as_slice() {
        [] => TokenStream::new(),
        [(_, pattern, check)] => quote!(if let #pattern = self { #check; }),
        several => {
            let arms = several.iter().map(|(_, pattern, check)| quote!(#pattern => #check,));
            quote!(match self { #(#arms)* _ => {} })
        }
    };
    let uses_deprecated = checked.iter().any(|(variant, ..)| variant.docs.deprecated);
    validate(scope, id, ty, &expect_deprecated(uses_deprecated), &quote!(#body #own))
}

/// `impl Check` that looks at the value as a whole.
pub(super) fn checking_whole(scope: &Scope<'_>, ty: &TokenStream) -> TokenStream {
    let (check, rules, violations) =
        (scope.runtime("rules::Check"), scope.runtime("rules::Rules"), scope.runtime("Violations"));
    quote! {
        impl #check for #ty {
            fn check(&self, rules: &#rules, at: &mut #violations) {
                rules.json(self, at);
            }
        }
    }
}

/// What checks a variant's value, if anything does.
fn checking(scope: &Scope<'_>, variant: &Variant, rules: Option<&TokenStream>) -> Option<TokenStream> {
    let own = rules.map(|rules| quote!(check.own(value, #rules)));
    let nested = is_nested(scope, variant.slot.ty).then(|| quote!(value.validate(check)));
    match (own, nested) {
        (None, None) => None,
        (Some(own), Some(nested)) => Some(quote!({ #own; #nested; })),
        (one, other) => one.or(other),
    }
}
