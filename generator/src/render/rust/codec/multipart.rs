//! Records as forms of parts.

mod places;
pub(crate) mod series;

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::parameter;
use super::super::scope::Scope;
use super::super::tokens::{constant, ident, text};
use super::record::{RulePaths, constant_value, formatted, member, unless_answered, variable};
use crate::ir::name::Name;
use crate::ir::operation::{Codec, Content, Members, Operation, PropertyEncoding};
use crate::ir::types::{Field, FormPart, Record, Scalar, Shape, Slot, TypeId};

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

/// Whether a member is a part with header fields, or a list of such.
fn part(scope: &Scope<'_>, id: TypeId) -> Option<Files> {
    let is_part = |shape: &Shape| matches!(shape, Shape::Record(Record { part: Some(_), .. }));
    match held(scope, id) {
        shape if is_part(shape) => Some(Files::One),
        Shape::List(slot) if is_part(held(scope, slot.ty)) => Some(Files::Several),
        _ => None,
    }
}

/// The call that writes a part with header fields.
fn part_writing(field: &Field, kind: Files) -> TokenStream {
    let name = ident(&field.name.rust);
    match (kind, field.required) {
        (Files::One, true) => quote!(form.part(&self.#name);),
        (Files::One, false) => quote!(if let Some(part) = &self.#name { form.part(part); }),
        (Files::Several, true) => quote!(for part in &self.#name { form.part(part); }),
        (Files::Several, false) => quote!(for part in self.#name.iter().flatten() { form.part(part); }),
    }
}

/// `impl Multipart` of a part with header fields, and the constants of these.
fn part_implementation(
    scope: &Scope<'_>,
    ty: &TokenStream,
    record: &Record,
    part: &FormPart,
    paths: &RulePaths,
) -> TokenStream {
    let (multipart, option) = (scope.runtime("multipart::Multipart"), scope.prelude("Option"));
    let (encoder, decoder) =
        (scope.runtime("multipart::MultipartEncoder"), scope.runtime("multipart::MultipartDecoder"));
    let parameter_type = scope.runtime("parameter::Parameter");
    let Some((content, headers)) = record.fields.split_first() else { return TokenStream::new() };
    let (mut constants, mut writes, mut reads, mut values) =
        (TokenStream::new(), TokenStream::new(), TokenStream::new(), TokenStream::new());
    for ((field, encoding), rules) in headers.iter().zip(&part.headers).zip(paths.fields.iter().skip(1)) {
        let (constant, name) = (constant(&field.name.rust), ident(&field.name.rust));
        let parameter = parameter::part_header(scope, &field.name.wire, encoding, &field.slot, rules.as_ref());
        constants.extend(quote!(const #constant: &'static #parameter_type = &#parameter;));
        writes.extend(quote!(form.header(Self::#constant, &self.#name);));
        let (variable, method) =
            (variable(&field.name.rust), ident(if field.required { "required_header" } else { "optional_header" }));
        reads.extend(quote!(let #variable = form.#method(Self::#constant);));
        let value = member(&field.name, &variable);
        values.extend(quote!(, #value));
    }
    let (write, read) = part_content(scope, content, part, paths);
    quote! {
        impl #ty { #constants }

        impl #multipart for #ty {
            fn encode(&self, form: &mut #encoder) {
                #writes
                #write
            }

            fn decode(form: &mut #decoder) -> #option<Self> {
                #reads
                let body = #read;
                Some(Self { body: body? #values })
            }
        }
    }
}

/// What a part with header fields holds, written and read under the name of the member.
fn part_content(scope: &Scope<'_>, content: &Field, part: &FormPart, paths: &RulePaths) -> (TokenStream, TokenStream) {
    let name = Name { wire: part.said.property.clone(), rust: content.name.rust.clone() };
    let field = Field { name, ..content.clone() };
    let rules = paths.fields.first().and_then(Option::as_ref);
    let media = part.said.content_type.as_deref();
    (writing_part(scope, &field, media), reading_part(scope, &field, media, rules, true))
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
    if let Some(part) = &record.part {
        return part_implementation(scope, ty, record, part, paths);
    }
    if let Some(count) = record.places {
        return places::implementation(scope, id, ty, record, count, paths, attributes);
    }
    let constants = record.constants.iter().map(|constant| {
        let (wire, value) = (text(&constant.name.wire), constant_value(&constant.value));
        quote!(form.field(#wire, #value);)
    });
    let write = |field: &Field| {
        if let Some(kind) = part(scope, field.slot.ty) {
            return part_writing(field, kind);
        }
        if is_styled(scope, id, field) {
            let (constant, name) = (constant(&field.name.rust), ident(&field.name.rust));
            return quote!(form.styled(Self::#constant, &self.#name););
        }
        writing_part(scope, field, media(scope, id, field))
    };
    let writes = record.fields.iter().map(|field| unless_answered(scope, id, field, &ident("form"), write(field)));
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

fn writing_part(scope: &Scope<'_>, field: &Field, media: Option<&str>) -> TokenStream {
    let name = ident(&field.name.rust);
    write_value(scope, &field.name.wire, &field.slot, media, &quote!(&self.#name))
}

/// Writes a value as the part of this name.
fn write_value(scope: &Scope<'_>, wire: &str, slot: &Slot, media: Option<&str>, value: &TokenStream) -> TokenStream {
    let (wire, format) = (text(wire), formatted(scope, slot));
    match (files(scope, slot.ty), media) {
        (Some(_), Some(media)) => quote!(form.file_of(#wire, #media, #value);),
        (Some(_), None) => quote!(form.file(#wire, #value);),
        (None, Some(media)) if !first(media).contains('*') => {
            let media = first(media);
            quote!(form #format.field_as(#wire, #media, #value);)
        }
        (None, _) => quote!(form #format.field(#wire, #value);),
    }
}

fn reading(scope: &Scope<'_>, id: TypeId, field: &Field, rules: Option<&TokenStream>) -> TokenStream {
    let variable = variable(&field.name.rust);
    // Null has no form of its own among parts: a part that may be null is there or not.
    let required = field.required && !field.slot.nullable;
    let read = if let Some(kind) = part(scope, field.slot.ty) {
        let method = ident(match (kind, required) {
            (Files::One, true) => "required_part",
            (Files::One, false) => "optional_part",
            (Files::Several, true) => "required_parts",
            (Files::Several, false) => "optional_parts",
        });
        let (wire, rules) = (text(&field.name.wire), some_rules(scope, rules));
        quote!(form.#method(#wire, #rules))
    } else if is_styled(scope, id, field) {
        let (method, constant) =
            (ident(if required { "required_by" } else { "optional_by" }), constant(&field.name.rust));
        quote!(form.#method(Self::#constant))
    } else {
        reading_part(scope, field, media(scope, id, field), rules, required)
    };
    if !field.required && field.slot.nullable {
        let presence = scope.runtime("Presence");
        return quote! {
            let #variable = #read.map(|value| value.map_or(#presence::Absent, #presence::Value));
        };
    }
    quote!(let #variable = #read;)
}

fn some_rules(scope: &Scope<'_>, rules: Option<&TokenStream>) -> TokenStream {
    rules.cloned().unwrap_or_else(|| {
        let rules = scope.runtime("rules::Rules");
        quote!(&#rules::NONE)
    })
}

fn reading_part(
    scope: &Scope<'_>,
    field: &Field,
    media: Option<&str>,
    rules: Option<&TokenStream>,
    required: bool,
) -> TokenStream {
    let accepted = media.filter(|_| files(scope, field.slot.ty).is_some());
    read_value(scope, &field.name.wire, &field.slot, accepted, &some_rules(scope, rules), required)
}

/// Reads a value from the part of this name, which may have these media types.
fn read_value(
    scope: &Scope<'_>,
    wire: &str,
    slot: &Slot,
    accepted: Option<&str>,
    rules: &TokenStream,
    required: bool,
) -> TokenStream {
    let wire = text(wire);
    let method = ident(match (files(scope, slot.ty), required) {
        (Some(Files::One), true) => "file",
        (Some(Files::One), false) => "optional_file",
        (Some(Files::Several), true) => "files",
        (Some(Files::Several), false) => "optional_files",
        (None, true) => "required",
        (None, false) => "optional",
    });
    let (accepting, format) = (accepted.map(|media| quote!(.accepting(#media))), formatted(scope, slot));
    quote!(form #accepting #format.#method(#wire, #rules))
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
    let form = |content: &&Content| matches!(content.codec, Codec::Multipart(ty) if scope.unaliased(ty) == id);
    let mut encodings = contents.filter(form).flat_map(|content| &content.encoding);
    encodings.find(|encoding| encoding.property == field.name.wire)
}

/// Whether a type is written as a form too: what `encode` means must then be said.
pub(super) fn is_form(scope: &Scope<'_>, id: TypeId) -> bool {
    scope.analysis.usage(scope.unaliased(id)).multipart
}

/// The first of several media types, without its parameters.
fn first(media: &str) -> &str {
    media.split([',', ';']).next().unwrap_or_default().trim()
}
