//! Reading, writing and checking of records.

mod reading;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::scope::Scope;
use super::super::tokens::{expect_deprecated, ident, integer, plain, text};
use super::rules::Constants;
use super::{check, decode, encode, is_nested, multipart, validate};
use crate::ir::name::Name;
use crate::ir::types::{Access, ConstantValue, Field, Record, Rest, Rules, Slot, TypeId};

/// Variables of the emitted functions; a field of the same name gets another one.
const VARIABLES: &[&str] = &["json", "form", "key", "value", "whole", "check"];

/// The constants with the rules of a record.
pub(super) struct RulePaths {
    /// By field.
    pub(super) fields: Vec<Option<TokenStream>>,
    /// Of the properties beside the named ones.
    rest: Option<TokenStream>,
    /// Of the record itself.
    own: Option<TokenStream>,
}

/// Every implementation.
pub(super) fn implementations(scope: &Scope<'_>, id: TypeId, name: &Name, record: &Record) -> TokenStream {
    let ty = scope.type_named(&name.rust);
    let mut constants = Constants::default();
    let paths = RulePaths {
        fields: record
            .fields
            .iter()
            .map(|field| constants.add(scope, &field.name.rust, field.slot.rules.as_ref()))
            .collect(),
        rest: match &record.rest {
            Rest::Kept(name, slot) => constants.add(scope, &name.rust, slot.rules.as_ref()),
            Rest::Ignored | Rest::Forbidden => None,
        },
        own: constants.add(scope, "RULES", record.rules.as_ref()),
    };
    let constants = constants.block(&ty);
    let attributes = expect_deprecated(record.fields.iter().any(|field| field.docs.deprecated));
    let encode = encode(scope, &ty, &attributes, &writing(scope, id, record));
    let decode = decode(scope, &ty, &attributes, &reading::body(scope, id, record, &paths));
    let checks_deprecated = record
        .fields
        .iter()
        .zip(&paths.fields)
        .any(|(field, rules)| field.docs.deprecated && (rules.is_some() || is_nested(scope, field.slot.ty)));
    let validate = validate(scope, id, &ty, &expect_deprecated(checks_deprecated), &checking(scope, record, &paths));
    let check = match &record.rules {
        Some(rules) if paths.own.is_some() => checking_whole(scope, &ty, record, rules),
        _ => check(scope, id, &ty),
    };
    let multipart = scope
        .analysis
        .usage(id)
        .multipart
        .then(|| multipart::implementation(scope, id, &ty, record, &paths, &attributes));
    quote!(#constants #encode #decode #validate #check #multipart)
}

fn writing(scope: &Scope<'_>, id: TypeId, record: &Record) -> TokenStream {
    let constants = record.constants.iter().map(|constant| {
        let (wire, value) = (text(&constant.name.wire), constant_value(&constant.value));
        quote!(json.field(#wire, #value);)
    });
    let fields = record.fields.iter().map(|field| {
        let (wire, name) = (text(&field.name.wire), ident(&field.name.rust));
        let held = scope.embedded(field.slot.ty);
        let format = scope.format(held.unwrap_or(field.slot.ty)).map(|format| quote!(.formatted(#format)));
        let how = match (field.required, field.slot.nullable) {
            (true, _) => "field",
            (false, false) => "optional",
            (false, true) => "presence",
        };
        let how = if held.is_some() { format_ident!("embedded_{how}") } else { ident(how) };
        let write = quote!(json #format.#how(#wire, &self.#name););
        unless_answered(scope, id, field, &ident("json"), write)
    });
    let rest = match &record.rest {
        Rest::Kept(name, slot) => {
            let (name, format) = (ident(&name.rust), formatted(scope, slot));
            quote!(json #format.entries(&self.#name);)
        }
        Rest::Ignored | Rest::Forbidden => TokenStream::new(),
    };
    quote! {
        json.begin_object();
        #(#constants)*
        #(#fields)*
        #rest
        json.end_object();
    }
}

/// Writes what only requests hold where no answer is written, in a type that answers hold, too.
pub(super) fn unless_answered(
    scope: &Scope<'_>,
    id: TypeId,
    field: &Field,
    writer: &Ident,
    write: TokenStream,
) -> TokenStream {
    let is_left_out = field.access == Access::WriteOnly && !field.required && scope.analysis.usage(id).response;
    if is_left_out { quote!(if !#writer.is_answer() { #write }) } else { write }
}

/// What a reader or writer is told before a property that is not written as usual.
pub(super) fn formatted(scope: &Scope<'_>, slot: &Slot) -> Option<TokenStream> {
    scope.format(slot.ty).map(|format| quote!(.formatted(#format)))
}

/// A value to be written, behind a reference.
pub(super) fn constant_value(value: &ConstantValue) -> TokenStream {
    match value {
        ConstantValue::String(value) => {
            let value = text(value);
            quote!(#value)
        }
        ConstantValue::Boolean(value) => quote!(&#value),
        ConstantValue::Integer(value) => {
            let value = integer(*value);
            quote!(&#value)
        }
    }
}

/// The variable that holds a field while it is read.
pub(super) fn variable(name: &str) -> Ident {
    if VARIABLES.contains(&plain(name)) { format_ident!("{}_", plain(name)) } else { ident(name) }
}

/// A field of a literal, from a variable that may hold nothing.
pub(super) fn member(name: &Name, variable: &Ident) -> TokenStream {
    let name = ident(&name.rust);
    quote!(#name: #variable?)
}

/// `impl Check` that counts the properties that are there, and looks at the record as a whole.
fn checking_whole(scope: &Scope<'_>, ty: &TokenStream, record: &Record, rules: &Rules) -> TokenStream {
    let whole = (!rules.also.is_empty()).then(|| quote!(rules.json(self, at);));
    if rules.min_properties.is_none() && rules.max_properties.is_none() {
        let (check, rules, violations) =
            (scope.runtime("rules::Check"), scope.runtime("rules::Rules"), scope.runtime("Violations"));
        return quote! {
            impl #check for #ty {
                fn check(&self, rules: &#rules, at: &mut #violations) {
                    #whole
                }
            }
        };
    }
    let (check, rules, violations) =
        (scope.runtime("rules::Check"), scope.runtime("rules::Rules"), scope.runtime("Violations"));
    let required = record.constants.len() + record.fields.iter().filter(|field| field.required).count();
    let optional = record.fields.iter().filter(|field| !field.required).map(|field| {
        let name = ident(&field.name.rust);
        if field.slot.nullable { quote!(!self.#name.is_absent()) } else { quote!(self.#name.is_some()) }
    });
    let optional: Vec<TokenStream> = optional.collect();
    let mut terms = Vec::new();
    if required > 0 {
        let required = integer(i128::try_from(required).unwrap_or_default());
        terms.push(quote!(#required));
    }
    if !optional.is_empty() {
        terms.push(quote!([#(#optional),*].into_iter().filter(|there| *there).count()));
    }
    if let Rest::Kept(name, _) = &record.rest {
        let name = ident(&name.rust);
        terms.push(quote!(self.#name.len()));
    }
    if terms.is_empty() {
        terms.push(quote!(0));
    }
    let attributes = expect_deprecated(record.fields.iter().any(|field| !field.required && field.docs.deprecated));
    quote! {
        #attributes
        impl #check for #ty {
            fn check(&self, rules: &#rules, at: &mut #violations) {
                let properties = #(#terms)+*;
                rules.properties(properties, at);
                #whole
            }
        }
    }
}

fn checking(scope: &Scope<'_>, record: &Record, paths: &RulePaths) -> TokenStream {
    let own = paths.own.as_ref().map(|rules| quote!(check.own(self, #rules);));
    let fields =
        record.fields.iter().zip(&paths.fields).map(|(field, rules)| checking_field(scope, field, rules.as_ref()));
    let rest = match &record.rest {
        Rest::Kept(name, slot) => {
            let name = ident(&name.rust);
            let by_rules = paths.rest.as_ref().map(|rules| {
                quote! {
                    for (key, value) in &self.#name {
                        check.rules(key, value, #rules);
                    }
                }
            });
            let nested = is_nested(scope, slot.ty).then(|| quote!(self.#name.validate(check);));
            quote!(#by_rules #nested)
        }
        Rest::Ignored | Rest::Forbidden => TokenStream::new(),
    };
    quote!(#own #(#fields)* #rest)
}

fn checking_field(scope: &Scope<'_>, field: &Field, rules: Option<&TokenStream>) -> TokenStream {
    let (wire, name) = (text(&field.name.wire), ident(&field.name.rust));
    let by_rules = rules.map(|rules| quote!(check.rules(#wire, &self.#name, #rules);));
    let nested = is_nested(scope, field.slot.ty).then(|| quote!(check.nested(#wire, &self.#name);));
    quote!(#by_rules #nested)
}
