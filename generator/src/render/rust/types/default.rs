//! Accessors that fall back on the default of the document.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{float, ident, integer, own_docs, text};
use crate::ir::name::Name;
use crate::ir::types::{ChoiceValues, Scalar, Shape, Slot};

impl Scope<'_> {
    /// `{field}_or_default()` for an `Option` field, if its default can be written as a value of its type.
    pub(crate) fn default_accessor(&self, name: &Name, slot: &Slot, default: &Value) -> Option<TokenStream> {
        self.default_accessor_with(name, slot, default, &TokenStream::new())
    }

    /// The same, with attributes of its own.
    pub(crate) fn default_accessor_with(
        &self,
        name: &Name,
        slot: &Slot,
        default: &Value,
        attributes: &TokenStream,
    ) -> Option<TokenStream> {
        if slot.nullable || default.is_null() {
            return None;
        }
        let field = ident(&name.rust);
        let method = ident(&name.or_default());
        let docs = own_docs(&format!("{}, or its default: {}.", code(&name.wire), code(&shown(default))));
        let (ty, body) = self.fallback(&field, slot, default)?;
        Some(quote! {
            #docs
            #attributes
            pub fn #method(&self) -> #ty {
                #body
            }
        })
    }

    fn fallback(&self, field: &proc_macro2::Ident, slot: &Slot, default: &Value) -> Option<(TokenStream, TokenStream)> {
        let id = self.unaliased(slot.ty);
        match (&self.api.types.get(id).shape, default) {
            (Shape::Scalar(Scalar::String | Scalar::Uri(_)), Value::String(value)) => {
                let value = text(value);
                Some((quote!(&str), quote!(self.#field.as_deref().unwrap_or(#value))))
            }
            (Shape::Scalar(scalar), default) => {
                let value = scalar_literal(*scalar, default)?;
                Some((self.ty(id), quote!(self.#field.unwrap_or(#value))))
            }
            (Shape::Choice(choice), default) => {
                let variant = match (&choice.values, default) {
                    (ChoiceValues::Strings(members), Value::String(value)) => members
                        .iter()
                        .find(|member| member.value == *value)
                        .filter(|member| !member.docs.deprecated)?
                        .rust
                        .as_str(),
                    (ChoiceValues::Integers(members), value) => {
                        let value = value.as_i64()?;
                        members
                            .iter()
                            .find(|member| member.value == value)
                            .filter(|member| !member.docs.deprecated)?
                            .rust
                            .as_str()
                    }
                    _ => return None,
                };
                let (ty, variant) = (self.ty(id), ident(variant));
                let copied =
                    if self.analysis.traits(id).copy { quote!(self.#field) } else { quote!(self.#field.clone()) };
                Some((ty.clone(), quote!(#copied.unwrap_or(#ty::#variant))))
            }
            (Shape::List(item), Value::Array(values)) if values.is_empty() => {
                let item = self.slot(item);
                Some((quote!(&[#item]), quote!(self.#field.as_deref().unwrap_or_default())))
            }
            _ => None,
        }
    }
}

fn scalar_literal(scalar: Scalar, default: &Value) -> Option<TokenStream> {
    match (scalar, default) {
        (Scalar::Bool, Value::Bool(value)) => Some(quote!(#value)),
        (Scalar::U64, value) => value.as_u64().map(integer),
        // Only what fits is kept as a default.
        (scalar, value) if scalar.is_integer() => value.as_i64().map(integer),
        (Scalar::Quoted(digits), Value::String(text)) if digits.scalar().is_integer() => {
            text.parse::<i128>().ok().map(integer)
        }
        (Scalar::Char, Value::String(text)) => text.chars().next().map(|character| quote!(#character)),
        (Scalar::F64, value) => value.as_f64().filter(|v| v.is_finite()).map(float),
        (Scalar::F32, value) => value.as_f64().filter(|v| v.abs() <= f64::from(f32::MAX)).map(float),
        _ => None,
    }
}

fn shown(default: &Value) -> String {
    match default {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
