//! Reading, writing and checking of newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::scope::Scope;
use super::rules::Constants;
use super::{decode, encode, is_nested, multipart, validate};
use crate::ir::name::Name;
use crate::ir::types::{Newtype, Scalar, Shape, TypeId};

/// Every implementation.
pub(super) fn implementations(scope: &Scope<'_>, id: TypeId, name: &Name, newtype: &Newtype) -> TokenStream {
    let ty = scope.type_named(&name.rust);
    let mut constants = Constants::default();
    let rules = constants.add(scope, "RULES", newtype.slot.rules.as_ref());
    let constants = constants.block(&ty);
    let nothing = TokenStream::new();
    let held = scope.embedded(newtype.slot.ty);
    let (write, read) = match scope.format(held.unwrap_or(newtype.slot.ty)) {
        None if held.is_some() => {
            let reader = scope.runtime("json::Decode");
            (quote!(json.embedded(&self.0);), quote!(json.embedded_value(#reader::decode)))
        }
        Some(format) if held.is_some() => (
            quote!(json.formatted(#format).embedded(&self.0);),
            quote!(json.embedded_value(|json| json.value_as(#format))),
        ),
        None => {
            scope.runtime_trait("json::Encode");
            let reader = scope.runtime("json::Decode");
            // The unit has one value, which is not passed on from a field.
            let value = if is_null(scope, newtype.slot.ty) { quote!(()) } else { quote!(self.0) };
            let write = if multipart::is_form(scope, newtype.slot.ty) {
                let encode = scope.runtime("json::Encode");
                quote!(#encode::encode(&self.0, json);)
            } else {
                quote!(#value.encode(json);)
            };
            (write, quote!(#reader::decode(json)))
        }
        Some(format) => (quote!(json.value_as(#format, &self.0);), quote!(json.value_as(#format))),
    };
    let encode = encode(scope, &ty, &nothing, &write);
    let read = match &rules {
        None => quote!(#read.map(Self)),
        Some(rules) => quote! {
            let value = #read?;
            json.checked(value, #rules).map(Self)
        },
    };
    let decode = decode(scope, &ty, &nothing, &read);
    let own = rules.as_ref().map(|rules| quote!(check.own(&self.0, #rules);));
    let nested = is_nested(scope, newtype.slot.ty).then(|| quote!(self.0.validate(check);));
    let validate = validate(scope, id, &ty, &nothing, &quote!(#own #nested));
    let check = scope.analysis.is_checked(id).then(|| check(scope, &ty));
    quote!(#constants #encode #decode #validate #check)
}

fn is_null(scope: &Scope<'_>, id: TypeId) -> bool {
    matches!(scope.api.types.get(id).shape, Shape::Scalar(Scalar::Null))
}

/// `impl Check` that asks what it holds.
fn check(scope: &Scope<'_>, ty: &TokenStream) -> TokenStream {
    let check = scope.runtime("rules::Check");
    let (rules, violations) = (scope.runtime("rules::Rules"), scope.runtime("Violations"));
    quote! {
        impl #check for #ty {
            fn check(&self, rules: &#rules, at: &mut #violations) {
                self.0.check(rules, at);
            }
        }
    }
}
