//! A record as a struct: its fields, a constructor of what is required, and defaults.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::allow_deep_type;
use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{deprecated, docs, docs_with, expect_deprecated, ident, own_docs};
use super::{derives, type_docs_with};
use crate::ir::name::Name;
use crate::ir::types::{Access, Constant, ConstantValue, Docs, Field, Record, Rest, Scalar, TypeId};

/// Arguments up to which a constructor is clearer than a struct literal.
const MOST_ARGUMENTS: usize = 7;

/// The declaration.
pub(super) fn item(scope: &Scope<'_>, id: TypeId, name: &Name, docs: &Docs, record: &Record) -> TokenStream {
    let constants: Vec<String> = record.constants.iter().map(constant_words).collect();
    let docs = type_docs_with(docs, &name.wire, "an object", &constants);
    let derives = derives(scope, id, true);
    let ident = ident(&name.rust);
    let fields = record.fields.iter().enumerate().map(|(index, field)| declaration(scope, id, index, field));
    let rest = rest_declaration(scope, record);
    let body = quote!({ #(#fields,)* #rest });
    let methods = methods(scope, id, &name.wire, record);
    let implementation = (!methods.is_empty()).then(|| quote!(impl #ident { #methods }));
    quote!(#docs #derives pub struct #ident #body #implementation)
}

/// What is said of a property that nobody has to set.
fn constant_words(constant: &Constant) -> String {
    let value = match &constant.value {
        ConstantValue::String(value) => code(value),
        ConstantValue::Boolean(value) => code(&value.to_string()),
        ConstantValue::Integer(value) => code(&value.to_string()),
    };
    format!("Its {} is always {value}.", code(&constant.name.wire))
}

fn declaration(scope: &Scope<'_>, id: TypeId, index: usize, field: &Field) -> TokenStream {
    let mut more = Vec::new();
    match field.access {
        Access::Both => {}
        Access::ReadOnly => more.push("Only in responses.".to_owned()),
        Access::WriteOnly => more.push("Only in requests.".to_owned()),
    }
    let docs = docs_with(&field.docs, "", &more);
    let deprecated = deprecated(&field.docs);
    let name = ident(&field.name.rust);
    let ty = scope.place(id, index, &field.slot, field.required);
    let deep = allow_deep_type(&ty);
    quote!(#docs #deprecated #deep pub #name: #ty)
}

fn rest_declaration(scope: &Scope<'_>, record: &Record) -> TokenStream {
    let Rest::Kept(name, slot) = &record.rest else {
        return TokenStream::new();
    };
    let docs = docs(&Docs::default(), "Properties beside the named ones.");
    let name = ident(&name.rust);
    let (map, key, value) = (scope.std("collections::BTreeMap"), scope.prelude("String"), scope.slot(slot));
    quote!(#docs pub #name: #map<#key, #value>,)
}

fn methods(scope: &Scope<'_>, id: TypeId, wire: &str, record: &Record) -> TokenStream {
    let new = constructor(scope, id, wire, record);
    let defaults = record.fields.iter().filter(|field| !field.required).filter_map(|field| {
        let (deprecated, expect) = (deprecated(&field.docs), expect_deprecated(field.docs.deprecated));
        scope.default_accessor_with(&field.name, &field.slot, field.default.as_ref()?, &quote!(#deprecated #expect))
    });
    quote!(#new #(#defaults)*)
}

/// `new(..)` of the required fields, where there are optional ones too.
fn constructor(scope: &Scope<'_>, id: TypeId, wire: &str, record: &Record) -> Option<TokenStream> {
    let required: Vec<(usize, &Field)> = record.fields.iter().enumerate().filter(|(_, field)| field.required).collect();
    let has_optional = required.len() < record.fields.len() || matches!(record.rest, Rest::Kept(..));
    if required.is_empty() || required.len() > MOST_ARGUMENTS || !has_optional {
        return None;
    }
    let arguments = required.iter().map(|(index, field)| {
        let name = ident(&field.name.rust);
        if takes_text(scope, id, *index, field) {
            let (into, string) = (scope.prelude("Into"), scope.ty(field.slot.ty));
            quote!(#name: impl #into<#string>)
        } else {
            let ty = scope.place(id, *index, &field.slot, true);
            quote!(#name: #ty)
        }
    });
    let mut values: Vec<TokenStream> = record
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let name = ident(&field.name.rust);
            match (field.required, field.slot.nullable) {
                (true, _) if takes_text(scope, id, index, field) => quote!(#name: #name.into()),
                (true, _) => quote!(#name),
                (false, false) => quote!(#name: None),
                (false, true) => {
                    let presence = scope.runtime("Presence");
                    quote!(#name: #presence::Absent)
                }
            }
        })
        .collect();
    if let Rest::Kept(name, _) = &record.rest {
        let (name, map) = (ident(&name.rust), scope.std("collections::BTreeMap"));
        values.push(quote!(#name: #map::new()));
    }
    let docs = own_docs(&format!("{} of what is required; everything else is left out.", code(wire)));
    let expect = expect_deprecated(record.fields.iter().any(|field| field.docs.deprecated));
    let mut deep = required.iter().map(|(index, field)| allow_deep_type(&scope.place(id, *index, &field.slot, true)));
    let deep = deep.find(|allowed| !allowed.is_empty());
    Some(quote! {
        #docs
        #expect
        #deep
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    })
}

/// Whether a constructor takes `impl Into<String>`, or `impl Into<Secret>`.
fn takes_text(scope: &Scope<'_>, id: TypeId, index: usize, field: &Field) -> bool {
    let text = scope.scalar_of(field.slot.ty).is_some_and(Scalar::is_text);
    text && !field.slot.nullable && !scope.analysis.is_boxed(id, index)
}
