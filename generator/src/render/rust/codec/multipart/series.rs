//! Values that come part by part: the functions that write and read one of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::super::scope::Scope;
use super::super::super::tokens::text;
use super::super::record::formatted;
use super::super::rules::{expression, reference};
use super::{files, first, held, part, some_rules};
use crate::ir::operation::Content;
use crate::ir::types::{Shape, Slot};

/// The name of the one part.
const ALONE: &str = "0";

/// The function that writes a value of such a body.
pub(crate) fn writing(scope: &Scope<'_>, content: &Content, slot: &Slot) -> TokenStream {
    let wire = text(ALONE);
    if part(scope, slot.ty).is_some() {
        return quote!(|form, part| form.part(part));
    }
    if files(scope, slot.ty).is_some() {
        let media = said(content, |said| said.unwrap_or("*/*").to_owned());
        let write = media.map(|media| quote!(form.file_of(#wire, #media, part)));
        let write = write.unwrap_or_else(|| quote!(form.file(#wire, part)));
        return quote!(|form, part| #write);
    }
    let format = formatted(scope, slot);
    // Where one place names its type, those that don't have the one that they have anyway.
    let usual = match held(scope, slot.ty) {
        Shape::Scalar(_) | Shape::Choice(_) => "text/plain",
        _ => "application/json",
    };
    let named = |said: &str| Some(first(said)).filter(|media| !media.contains('*')).unwrap_or(usual).to_owned();
    let is_named = content
        .encoding
        .iter()
        .any(|said| said.content_type.as_deref().is_some_and(|media| !first(media).contains('*')));
    let media = said(content, |said| named(said.unwrap_or(usual))).filter(|_| is_named);
    let write = media.map(|media| quote!(field_as(#wire, #media, part)));
    let write = write.unwrap_or_else(|| quote!(field(#wire, part)));
    quote!(|form, part| form #format.#write)
}

/// The function that reads a value of such a body.
pub(crate) fn reading(scope: &Scope<'_>, content: &Content, slot: &Slot) -> TokenStream {
    let wire = text(ALONE);
    let rules = slot.rules.as_ref().filter(|rules| rules.is_some()).map(|rules| reference(&expression(scope, rules)));
    let rules = some_rules(scope, rules.as_ref());
    if part(scope, slot.ty).is_some() {
        return quote!(|form| form.required_part(#wire, #rules));
    }
    let accepting = said(content, |said| said.unwrap_or("*/*").to_owned()).map(|media| quote!(.accepting(#media)));
    if files(scope, slot.ty).is_some() {
        return quote!(|form| form #accepting.file(#wire, #rules));
    }
    let format = formatted(scope, slot);
    quote!(|form| form #accepting #format.required(#wire, #rules))
}

/// The media type of each place, if any is said: one, or one by the place of the part.
fn said(content: &Content, media: impl Fn(Option<&str>) -> String) -> Option<TokenStream> {
    content.encoding.iter().find(|said| said.content_type.is_some())?;
    let all: Vec<String> = content.encoding.iter().map(|said| media(said.content_type.as_deref())).collect();
    let (first, others) = all.split_first()?;
    if others.iter().all(|other| other == first) {
        return Some(quote!(#first));
    }
    Some(quote!(form.of_place(#first, &[#(#others),*])))
}
