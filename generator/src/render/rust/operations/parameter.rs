//! Parameters and response headers as constants: where they stand, how they are written, what must hold.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::codec::rules::{expression, reference};
use super::super::scope::Scope;
use super::super::tokens::{self, ident};
use super::shared_parameters::Shared;
use super::validate;
use crate::ir::operation::{
    Codec, Content, Header, Location, Members, Operation, Parameter, ParameterEncoding, ParameterKind, Style,
};
use crate::ir::types::{Shape, Slot};

/// The constants of an operation's parameters that are its own.
pub(super) fn constants(scope: &Scope<'_>, operation: &Operation, shared: &Shared<'_>) -> TokenStream {
    let name = ident(&operation.type_name);
    let own = operation.parameters.iter().filter(|parameter| !shared.has(scope, parameter));
    let constants = own.map(|parameter| {
        let name = constant(&parameter.constant);
        let parameter_type = scope.runtime("parameter::Parameter");
        let value = definition(scope, parameter);
        quote!(const #name: &'static #parameter_type = &#value;)
    });
    let body = validate::constant(scope, operation);
    let constants: TokenStream = constants.chain([body, body_form(scope, operation)]).collect();
    if constants.is_empty() { constants } else { quote!(impl #name { #constants }) }
}

pub(super) fn definition(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let new = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let encoding = encoding(scope, parameter.location, &parameter.encoding);
    value(scope, new, &parameter.name.wire, &encoding, &parameter.slot)
}

/// The constant of a response header.
pub(super) fn header(scope: &Scope<'_>, header: &Header) -> TokenStream {
    let encoding = encoding(scope, Location::Header, &header.encoding);
    let (name, parameter) = (header_constant(header), scope.runtime("parameter::Parameter"));
    let value = value(scope, "header", &header.name.wire, &encoding, &header.slot);
    quote!(const #name: &'static #parameter = &#value;)
}

/// The name of a header's constant, which belongs to the struct of its response.
pub(super) fn header_constant(header: &Header) -> proc_macro2::Ident {
    tokens::constant(&header.name.rust)
}

/// The name of a parameter's constant, which stands beside `SPEC`, `BODY_RULES` and `BODY_FORM` of the operation.
pub(super) fn constant(name: &str) -> proc_macro2::Ident {
    if matches!(name, "SPEC" | "BODY_RULES" | "BODY_FORM") { format_ident!("{name}_PARAMETER") } else { ident(name) }
}

fn value(scope: &Scope<'_>, new: &str, wire: &str, encoding: &TokenStream, slot: &Slot) -> TokenStream {
    let parameter = scope.runtime("parameter::Parameter");
    let new = format_ident!("{new}");
    let format = match scope.format(slot.ty) {
        Some(format) => quote!(.format(#format)),
        None => TokenStream::new(),
    };
    let rules = match slot.rules.as_ref().filter(|rules| rules.is_some()) {
        Some(rules) => {
            let rules = reference(&expression(scope, rules));
            quote!(.rules(#rules))
        }
        None => TokenStream::new(),
    };
    quote!(#parameter::#new(#wire) #encoding #format #rules)
}

/// A member of a form that is written as a parameter of a query, with what its type and its rules need.
pub(crate) fn member(
    scope: &Scope<'_>,
    wire: &str,
    written: &ParameterEncoding,
    slot: &Slot,
    rules: Option<&TokenStream>,
) -> TokenStream {
    let mut calls = encoding(scope, Location::Query, written);
    calls.extend(rules.map(|rules| quote!(.rules(#rules))));
    value(scope, "query", wire, &calls, &Slot { rules: None, ..slot.clone() })
}

/// A header field of a part.
pub(crate) fn part_header(
    scope: &Scope<'_>,
    wire: &str,
    written: &ParameterEncoding,
    slot: &Slot,
    rules: Option<&TokenStream>,
) -> TokenStream {
    let mut calls = encoding(scope, Location::Header, written);
    calls.extend(rules.map(|rules| quote!(.rules(#rules))));
    value(scope, "header", wire, &calls, &Slot { rules: None, ..slot.clone() })
}

/// The members of a form that are written in a way of their own, as a table; what takes the names that no other has comes last.
pub(super) fn form(scope: &Scope<'_>, content: &Content) -> Option<TokenStream> {
    if !matches!(content.codec, Codec::Form(_)) {
        return None;
    }
    let mut table: Vec<(bool, TokenStream)> = Vec::new();
    for said in &content.encoding {
        let Some(written) = &said.written else { continue };
        let calls = encoding(scope, Location::Query, written);
        table.push((written.members == Members::Others, plain(scope, &said.property, &calls)));
    }
    if table.is_empty() {
        return None;
    }
    if table.iter().any(|(takes_others, _)| *takes_others) {
        // What has no name of its own then needs to know all that do.
        table.extend(unsaid(scope, content).into_iter().map(|member| (false, member)));
    }
    table.sort_by_key(|(takes_others, _)| *takes_others);
    let table = table.into_iter().map(|(_, member)| member);
    Some(quote!(&[#(#table),*]))
}

/// A parameter whose format and rules are said elsewhere.
fn plain(scope: &Scope<'_>, wire: &str, encoding: &TokenStream) -> TokenStream {
    let parameter = scope.runtime("parameter::Parameter");
    quote!(#parameter::query(#wire) #encoding)
}

/// The members of a form of which nothing is said: lists repeat their name, objects are JSON.
fn unsaid(scope: &Scope<'_>, content: &Content) -> Vec<TokenStream> {
    let record = content.codec.ty().map(|ty| &scope.api.types.get(scope.unaliased(ty)).shape);
    let Some(Shape::Record(record)) = record else { return Vec::new() };
    let is_said = |name: &str| content.encoding.iter().any(|said| said.property == name && said.written.is_some());
    let names = record.fields.iter().map(|field| (field.name.wire.as_str(), Some(field.slot.ty)));
    let constants = record.constants.iter().map(|constant| (constant.name.wire.as_str(), None));
    let mut members = Vec::new();
    for (name, ty) in names.chain(constants).filter(|(name, _)| !is_said(name)) {
        let kind = match ty.map(|ty| &scope.api.types.get(scope.unaliased(ty)).shape) {
            Some(Shape::List(_) | Shape::Tuple(_)) => ParameterKind::Array,
            _ => ParameterKind::Scalar,
        };
        let written = ParameterEncoding {
            style: Style::Form,
            explode: true,
            allow_reserved: false,
            allow_empty: false,
            kind,
            members: Members::Inside,
        };
        members.push(plain(scope, name, &encoding(scope, Location::Query, &written)));
    }
    members
}

/// The constant of the members of a request's form.
fn body_form(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let mut contents = operation.body.iter().flat_map(|body| &body.contents);
    let Some(table) = contents.find_map(|content| form(scope, content)) else { return TokenStream::new() };
    let parameter = scope.runtime("parameter::Parameter");
    quote!(const BODY_FORM: &'static [#parameter] = #table;)
}

/// The calls for what a parameter differs in from what its location brings along (OAS 3.0.4, 4.8.12.3).
fn encoding(scope: &Scope<'_>, location: Location, encoding: &ParameterEncoding) -> TokenStream {
    let ParameterEncoding { style, explode, allow_reserved, allow_empty, kind, ref members } = *encoding;
    let whole = matches!(kind, ParameterKind::Json | ParameterKind::Form);
    let default = match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    };
    let mut calls = TokenStream::new();
    if style != default && (!whole || style == Style::QueryString) {
        let style_type = scope.runtime("parameter::Style");
        let style = format_ident!("{}", style_name(style));
        calls.extend(quote!(.style(#style_type::#style)));
    }
    // Of JSON in a form, it says that the items of a list are lists.
    if explode != (default == Style::Form) && (!whole || location == Location::Query && !explode) {
        calls.extend(quote!(.explode(#explode)));
    }
    if allow_reserved {
        calls.extend(quote!(.allow_reserved()));
    }
    if allow_empty {
        calls.extend(quote!(.allow_empty()));
    }
    if let Members::Named(names) = members {
        calls.extend(quote!(.properties(&[#(#names),*])));
    }
    if kind != ParameterKind::Scalar {
        let kind_type = scope.runtime("parameter::ParameterKind");
        let kind = format_ident!("{}", kind_name(kind));
        calls.extend(quote!(.kind(#kind_type::#kind)));
    }
    calls
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::TabDelimited => "TabDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Cookie => "Cookie",
        Style::QueryString => "QueryString",
    }
}

fn kind_name(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Scalar => "Scalar",
        ParameterKind::Array => "Array",
        ParameterKind::Object => "Object",
        ParameterKind::Any => "Any",
        ParameterKind::Json => "Json",
        ParameterKind::Form => "Form",
    }
}
