//! Records as bodies whose parts have a place and not a name.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::super::scope::Scope;
use super::super::super::tokens::{ident, text};
use super::super::record::{RulePaths, formatted, member, variable};
use super::{files, part, part_writing, read_value, some_rules, write_value};
use crate::ir::types::{Field, Record, Rest, Shape, Slot, TypeId};

/// `impl Multipart` of a record whose fields have so many places.
pub(super) fn implementation(
    scope: &Scope<'_>,
    id: TypeId,
    ty: &TokenStream,
    record: &Record,
    places: usize,
    paths: &RulePaths,
    attributes: &TokenStream,
) -> TokenStream {
    let (multipart, option) = (scope.runtime("multipart::Multipart"), scope.prelude("Option"));
    let (encoder, decoder) =
        (scope.runtime("multipart::MultipartEncoder"), scope.runtime("multipart::MultipartDecoder"));
    let layout = layout(scope, record, places);
    let (mut writes, mut reads, mut values) = (TokenStream::new(), TokenStream::new(), TokenStream::new());
    for ((index, field), rules) in record.fields.iter().enumerate().zip(&paths.fields) {
        let media = super::media(scope, id, field);
        let rules = some_rules(scope, rules.as_ref());
        let (write, read) = if index < places {
            (writing(scope, field, media), reading(scope, field, media, &rules))
        } else {
            (writing_others(scope, field, media), reading_others(scope, field, media, &rules))
        };
        let variable = variable(&field.name.rust);
        let value = member(&field.name, &variable);
        writes.extend(write);
        reads.extend(quote!(let #variable = #read;));
        values.extend(quote!(#value,));
    }
    let form = if record.fields.is_empty() { ident("_form") } else { ident("form") };
    quote! {
        #attributes
        impl #multipart for #ty {
            #layout

            fn encode(&self, #form: &mut #encoder) {
                #writes
            }

            fn decode(#form: &mut #decoder) -> #option<Self> {
                #reads
                Some(Self { #values })
            }
        }
    }
}

fn layout(scope: &Scope<'_>, record: &Record, places: usize) -> TokenStream {
    let (layout, others) = (scope.runtime("multipart::Layout"), scope.runtime("multipart::Others"));
    let kind = ident(match record.rest {
        _ if record.fields.len() > places => "Read",
        Rest::Forbidden => "Refused",
        Rest::Ignored | Rest::Kept(..) => "Ignored",
    });
    let places = Literal::usize_unsuffixed(places);
    quote!(const LAYOUT: #layout = #layout::Places(#places, #others::#kind);)
}

fn writing(scope: &Scope<'_>, field: &Field, media: Option<&str>) -> TokenStream {
    if let Some(kind) = part(scope, field.slot.ty) {
        return part_writing(field, kind);
    }
    let (wire, name) = (&field.name.wire, ident(&field.name.rust));
    let is_file = files(scope, field.slot.ty).is_some();
    if field.required || is_file {
        return write_value(scope, wire, &field.slot, media, &quote!(&self.#name));
    }
    let write = write_value(scope, wire, &field.slot, media, &quote!(part));
    quote!(if let Some(part) = &self.#name { #write })
}

fn writing_others(scope: &Scope<'_>, field: &Field, media: Option<&str>) -> TokenStream {
    if let Some(kind) = part(scope, field.slot.ty) {
        return part_writing(field, kind);
    }
    let (wire, name) = (&field.name.wire, ident(&field.name.rust));
    match items(scope, &field.slot) {
        Some(items) if files(scope, field.slot.ty).is_none() => {
            let write = write_value(scope, wire, items, media, &quote!(part));
            quote!(for part in &self.#name { #write })
        }
        _ => write_value(scope, wire, &field.slot, media, &quote!(&self.#name)),
    }
}

fn reading(scope: &Scope<'_>, field: &Field, media: Option<&str>, rules: &TokenStream) -> TokenStream {
    if part(scope, field.slot.ty).is_some() {
        let (method, wire) =
            (ident(if field.required { "required_part" } else { "optional_part" }), text(&field.name.wire));
        return quote!(form.#method(#wire, #rules));
    }
    read_value(scope, &field.name.wire, &field.slot, media, rules, field.required)
}

fn reading_others(scope: &Scope<'_>, field: &Field, media: Option<&str>, rules: &TokenStream) -> TokenStream {
    let wire = text(&field.name.wire);
    let accepting = media.map(|media| quote!(.accepting(#media)));
    match (part(scope, field.slot.ty), files(scope, field.slot.ty)) {
        (Some(_), _) => quote!(form.other_parts(#wire, #rules)),
        (None, Some(_)) => quote!(form #accepting.other_files(#wire, #rules)),
        (None, None) => {
            let format = items(scope, &field.slot).and_then(|items| formatted(scope, items));
            quote!(form #accepting #format.others(#wire, #rules))
        }
    }
}

/// What stands in the parts behind all places.
fn items<'a>(scope: &Scope<'a>, slot: &Slot) -> Option<&'a Slot> {
    match &scope.api.types.get(scope.unaliased(slot.ty)).shape {
        Shape::List(items) => Some(items),
        _ => None,
    }
}
