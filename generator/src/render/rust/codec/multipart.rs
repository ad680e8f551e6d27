//! Records as forms of parts.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::parameter;
use super::super::scope::Scope;
use super::super::tokens::{constant, ident, text};
use super::record::{RulePaths, constant_value, formatted, member, variable};
use crate::ir::operation::{Codec, Content, Members, Operation, PropertyEncoding};
use crate::ir::types::{Field, Record, Scalar, Shape, TypeId};

/// Whether a type is a file, or a list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Files {
    /// One.
    One,
    /// A list.
    Several,
}

/// Whether a type is a file, or a list of them. Such a type has no codec of its own, also where it has a name.
pub(crate) fn files(scope: &Scope<'_>, id: TypeId) -> Option<Files> {
    match held(scope, id) {
        Shape::Scalar(Scalar::File) => Some(Files::One),
        // One look inside: a list may hold itself.
        Shape::List(slot) if !slot.nullable => {
            matches!(held(scope, slot.ty), Shape::Scalar(Scalar::File)).then_some(Files::Several)
        }
        _ => None,
    }
}

/// What a type holds, aliases and one name looked through.
fn held<'a>(scope: &Scope<'a>, id: TypeId) -> &'a Shape {
    let types = &scope.api.types;
    match &types.get(scope.unaliased(id)).shape {
        Shape::Newtype(newtype) if !newtype.slot.nullable => &types.get(scope.unaliased(newtype.slot.ty)).shape,
        shape => shape,
    }
}

/// `impl Multipart`.
pub(super) fn implementation(
    scope: &Scope<'_>,
    id: TypeId,
    ty: &TokenStream,
    record: &Record,
    paths: &RulePaths,
    attributes: &TokenStream,
) -> TokenStream {
    let (multipart, option) = (scope.runtime("multipart::Multipart"), scope.prelude("Option"));
    let (encoder, decoder) =
        (scope.runtime("multipart::MultipartEncoder"), scope.runtime("multipart::MultipartDecoder"));
    let constants = record.constants.iter().map(|constant| {
        let (wire, value) = (text(&constant.name.wire), constant_value(&constant.value));
        quote!(form.field(#wire, #value);)
    });
    let writes = record.fields.iter().map(|field| {
        let (wire, name) = (text(&field.name.wire), ident(&field.name.rust));
        let format = formatted(scope, &field.slot);
        if is_styled(scope, id, field) {
            let constant = constant(&field.name.rust);
            return quote!(form.styled(Self::#constant, &self.#name););
        }
        match (files(scope, field.slot.ty), media(scope, id, field)) {
            (Some(_), Some(media)) => quote!(form.file_of(#wire, #media, &self.#name);),
            (Some(_), None) => quote!(form.file(#wire, &self.#name);),
            (None, Some(media)) if !first(media).contains('*') => {
                let media = first(media);
                quote!(form #format.field_as(#wire, #media, &self.#name);)
            }
            (None, _) => quote!(form #format.field(#wire, &self.#name);),
        }
    });
    // What takes the names that no other has comes last.
    let mut fields: Vec<_> = record.fields.iter().zip(&paths.fields).collect();
    fields.sort_by_key(|(field, _)| takes_others(scope, id, field));
    let reads = fields.into_iter().map(|(field, rules)| reading(scope, id, field, rules.as_ref()));
    let mut values: Vec<TokenStream> =
        record.fields.iter().map(|field| member(&field.name, &variable(&field.name.rust))).collect();
    if let crate::ir::types::Rest::Kept(name, _) = &record.rest {
        let (name, map) = (ident(&name.rust), scope.std("collections::BTreeMap"));
        values.push(quote!(#name: #map::new()));
    }
    let (writes, reads): (Vec<_>, Vec<_>) = (constants.chain(writes).collect(), reads.collect());
    if writes.is_empty() {
        return quote! {
            impl #multipart for #ty {
                fn encode(&self, _form: &mut #encoder) {}

                fn decode(_form: &mut #decoder) -> #option<Self> {
                    Some(Self { #(#values),* })
                }
            }
        };
    }
    let styles = styles(scope, id, ty, record, paths);
    quote! {
        #styles

        #attributes
        impl #multipart for #ty {
            fn encode(&self, form: &mut #encoder) {
                #(#writes)*
            }

            fn decode(form: &mut #decoder) -> #option<Self> {
                #(#reads)*
                Some(Self { #(#values),* })
            }
        }
    }
}

fn reading(scope: &Scope<'_>, id: TypeId, field: &Field, rules: Option<&TokenStream>) -> TokenStream {
    let variable = variable(&field.name.rust);
    // Null has no form of its own among parts: a part that may be null is there or not.
    let required = field.required && !field.slot.nullable;
    let read = if is_styled(scope, id, field) {
        let (method, constant) =
            (ident(if required { "required_by" } else { "optional_by" }), constant(&field.name.rust));
        quote!(form.#method(Self::#constant))
    } else {
        reading_part(scope, id, field, rules, required)
    };
    if !field.required && field.slot.nullable {
        let presence = scope.runtime("Presence");
        return quote! {
            let #variable = #read.map(|value| value.map_or(#presence::Absent, #presence::Value));
        };
    }
    quote!(let #variable = #read;)
}

fn reading_part(
    scope: &Scope<'_>,
    id: TypeId,
    field: &Field,
    rules: Option<&TokenStream>,
    required: bool,
) -> TokenStream {
    let wire = text(&field.name.wire);
    let rules = rules.cloned().unwrap_or_else(|| {
        let rules = scope.runtime("rules::Rules");
        quote!(&#rules::NONE)
    });
    let method = ident(match (files(scope, field.slot.ty), required) {
        (Some(Files::One), true) => "file",
        (Some(Files::One), false) => "optional_file",
        (Some(Files::Several), true) => "files",
        (Some(Files::Several), false) => "optional_files",
        (None, true) => "required",
        (None, false) => "optional",
    });
    let accepted = media(scope, id, field).filter(|_| files(scope, field.slot.ty).is_some());
    let format = match accepted {
        Some(media) => Some(quote!(.accepting(#media))),
        None => formatted(scope, &field.slot),
    };
    quote!(form #format.#method(#wire, #rules))
}

/// Whether a member is written as a parameter of a query is.
fn is_styled(scope: &Scope<'_>, id: TypeId, field: &Field) -> bool {
    said(scope, id, field).is_some_and(|said| said.written.is_some())
}

/// Such parameters as constants of the type.
fn styles(scope: &Scope<'_>, id: TypeId, ty: &TokenStream, record: &Record, paths: &RulePaths) -> TokenStream {
    let mut constants = TokenStream::new();
    for (field, rules) in record.fields.iter().zip(&paths.fields) {
        let Some(written) = said(scope, id, field).and_then(|said| said.written.as_ref()) else { continue };
        let parameter = parameter::member(scope, &field.name.wire, written, &field.slot, rules.as_ref());
        let (name, parameter_type) = (constant(&field.name.rust), scope.runtime("parameter::Parameter"));
        constants.extend(quote!(const #name: &'static #parameter_type = &#parameter;));
    }
    if constants.is_empty() { constants } else { quote!(impl #ty { #constants }) }
}

fn takes_others(scope: &Scope<'_>, id: TypeId, field: &Field) -> bool {
    let written = said(scope, id, field).and_then(|said| said.written.as_ref());
    written.is_some_and(|written| written.members == Members::Others)
}

/// The media type that the document gives a member, if it does.
fn media<'a>(scope: &Scope<'a>, id: TypeId, field: &Field) -> Option<&'a str> {
    said(scope, id, field)?.content_type.as_deref()
}

/// What the document says of how a member is written.
fn said<'a>(scope: &Scope<'a>, id: TypeId, field: &Field) -> Option<&'a PropertyEncoding> {
    let operations = scope.api.groups.iter().flat_map(|group| &group.operations);
    let contents = operations.flat_map(Operation::contents);
    let form = |content: &&Content| matches!(content.codec, Codec::Multipart(ty) if ty == id);
    let mut encodings = contents.filter(form).flat_map(|content| &content.encoding);
    encodings.find(|encoding| encoding.property == field.name.wire)
}

/// The first of several media types, without its parameters.
fn first(media: &str) -> &str {
    media.split([',', ';']).next().unwrap_or_default().trim()
}
