//! Reading of records: a loop that reads each property into its place.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::super::scope::Scope;
use super::super::super::tokens::{ident, integer, text};
use super::{RulePaths, formatted, variable};
use crate::ir::name::Name;
use crate::ir::types::{ConstantValue, Record, Rest, TypeId};

/// The body of `decode`.
pub(super) fn body(scope: &Scope<'_>, id: TypeId, record: &Record, paths: &RulePaths) -> TokenStream {
    if scope.analysis.traits(id).default {
        into_default(scope, record, paths)
    } else {
        into_variables(scope, record, paths)
    }
}

/// Where nothing is required, properties are read straight into the value.
fn into_default(scope: &Scope<'_>, record: &Record, paths: &RulePaths) -> TokenStream {
    let place = |name: &Name| {
        let name = ident(&name.rust);
        quote!(value.#name)
    };
    let targets: Vec<TokenStream> = record.fields.iter().map(|field| place(&field.name)).collect();
    let rest = rest_name(record).map(place);
    let keys = keys(scope, record, paths, &targets, rest.as_ref());
    let flags = constant_flags(record);
    let mutable = (!targets.is_empty() || rest.is_some()).then(|| quote!(mut));
    let end = quote!(json.end_record());
    let value = match &paths.own {
        None => quote!(#end.then_some(value)),
        Some(rules) => quote!(if #end { json.checked(value, #rules) } else { None }),
    };
    quote! {
        let #mutable value = Self::default();
        #(#flags)*
        json.begin_record();
        #keys
        #value
    }
}

/// Where something is required, properties are read into variables, of which the value is made if all came.
fn into_variables(scope: &Scope<'_>, record: &Record, paths: &RulePaths) -> TokenStream {
    let variables: Vec<Ident> = record.fields.iter().map(|field| variable(&field.name.rust)).collect();
    let rest = rest_name(record).map(|name| (name, variable(&name.rust)));
    let begin = record.fields.iter().zip(&variables).map(|(field, variable)| {
        if !field.required && field.slot.nullable {
            let presence = scope.runtime("Presence");
            quote!(let mut #variable = #presence::Absent;)
        } else {
            quote!(let mut #variable = None;)
        }
    });
    let rest_begin = rest.as_ref().map(|(_, variable)| {
        let map = scope.std("collections::BTreeMap");
        quote!(let mut #variable = #map::new();)
    });
    let targets: Vec<TokenStream> = variables.iter().map(|variable| quote!(#variable)).collect();
    let rest_target = rest.as_ref().map(|(_, variable)| quote!(#variable));
    let keys = keys(scope, record, paths, &targets, rest_target.as_ref());
    let flags = constant_flags(record);
    let required = record.fields.iter().zip(&variables).filter(|(field, _)| field.required);
    let values: Vec<&Ident> = required.map(|(_, variable)| variable).collect();
    let members = record.fields.iter().map(|field| &field.name).zip(&variables);
    let members = members.chain(rest.as_ref().map(|(name, variable)| (*name, variable)));
    let members = members.map(|(name, variable)| {
        let name = ident(&name.rust);
        if name == *variable { quote!(#name) } else { quote!(#name: #variable) }
    });
    let value = quote!(Self { #(#members),* });
    let value = match &paths.own {
        None => quote!(Some(#value)),
        Some(rules) => quote!(json.checked(#value, #rules)),
    };
    // What is missing was told at the end of the loop; here it is a matter of types.
    let there = match values.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(let #one = #one?;),
        several => quote!(let (#(Some(#several)),*) = (#(#several),*) else { return None; };),
    };
    quote! {
        #(#flags)*
        #(#begin)*
        #rest_begin
        json.begin_record();
        #keys
        if !json.end_record() {
            return None;
        }
        #there
        #value
    }
}

/// The loop that reads each property into its target.
fn keys(
    scope: &Scope<'_>,
    record: &Record,
    paths: &RulePaths,
    targets: &[TokenStream],
    rest: Option<&TokenStream>,
) -> TokenStream {
    let other = match (&record.rest, rest) {
        (Rest::Kept(_, slot), Some(target)) => {
            let format = formatted(scope, slot);
            match &paths.rest {
                None => quote!(json #format.entry(&mut #target);),
                Some(rules) => quote!(json #format.entry_checked(&mut #target, #rules);),
            }
        }
        (Rest::Forbidden, _) => quote!(json.no_other();),
        _ => TokenStream::new(),
    };
    let constants = record.constants.iter().map(|constant| {
        let (wire, value) = (text(&constant.name.wire), literal(&constant.value));
        if constant.required {
            let variable = variable(&constant.name.rust);
            quote!(json.constant(#wire, &mut #variable, #value);)
        } else {
            quote!(json.optional_constant(#wire, #value);)
        }
    });
    let fields = record.fields.iter().zip(targets).zip(&paths.fields).map(|((field, target), rules)| {
        let wire = text(&field.name.wire);
        let how = match (field.required, field.slot.nullable) {
            (true, _) => "required",
            (false, false) => "optional",
            (false, true) => "presence",
        };
        let held = scope.embedded(field.slot.ty);
        let how = if held.is_some() { format!("embedded_{how}") } else { how.to_owned() };
        let format = scope.format(held.unwrap_or(field.slot.ty)).map(|format| quote!(.formatted(#format)));
        match rules {
            None => {
                let how = ident(&how);
                quote!(json #format.#how(#wire, &mut #target);)
            }
            Some(rules) => {
                let how = format_ident!("{how}_checked");
                quote!(json #format.#how(#wire, &mut #target, #rules);)
            }
        }
    });
    quote! {
        while json.next_property() {
            #(#constants)*
            #(#fields)*
            #other
        }
    }
}

/// Variables that tell whether the properties with one value came.
fn constant_flags(record: &Record) -> Vec<TokenStream> {
    let required = record.constants.iter().filter(|constant| constant.required);
    let flags = required.map(|constant| {
        let variable = variable(&constant.name.rust);
        quote!(let mut #variable = false;)
    });
    flags.collect()
}

fn literal(value: &ConstantValue) -> TokenStream {
    match value {
        ConstantValue::String(value) => {
            let value = text(value);
            quote!(#value)
        }
        ConstantValue::Boolean(value) => quote!(#value),
        ConstantValue::Integer(value) => {
            let value = integer(*value);
            quote!(#value)
        }
    }
}

fn rest_name(record: &Record) -> Option<&Name> {
    match &record.rest {
        Rest::Kept(name, _) => Some(name),
        Rest::Ignored | Rest::Forbidden => None,
    }
}
