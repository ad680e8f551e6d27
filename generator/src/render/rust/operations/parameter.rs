//! Parameters and response headers as constants: where they stand, how they are written, what must hold.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::codec::rules::expression;
use super::super::scope::Scope;
use super::super::tokens::{self, ident};
use super::validate;
use crate::ir::operation::{Header, Location, Members, Operation, ParameterEncoding, ParameterKind, Style};
use crate::ir::types::Slot;

/// The constants of an operation's parameters.
pub(super) fn constants(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let name = ident(&operation.type_name);
    let constants = operation.parameters.iter().map(|parameter| {
        let new = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let encoding = encoding(scope, parameter.location, &parameter.encoding);
        let name = constant(&parameter.constant);
        one(scope, &name, new, &parameter.name.wire, &encoding, &parameter.slot)
    });
    let body = validate::constant(scope, operation);
    let constants: TokenStream = constants.chain([body]).collect();
    if constants.is_empty() { constants } else { quote!(impl #name { #constants }) }
}

/// The constant of a response header.
pub(super) fn header(scope: &Scope<'_>, header: &Header) -> TokenStream {
    let encoding = encoding(scope, Location::Header, &header.encoding);
    let name = header_constant(header);
    one(scope, &name, "header", &header.name.wire, &encoding, &header.slot)
}

/// The name of a header's constant, which belongs to the struct of its response.
pub(super) fn header_constant(header: &Header) -> proc_macro2::Ident {
    tokens::constant(&header.name.rust)
}

/// The name of a parameter's constant, which stands beside `SPEC` and `BODY_RULES` of the operation.
pub(super) fn constant(name: &str) -> proc_macro2::Ident {
    if matches!(name, "SPEC" | "BODY_RULES") { format_ident!("{name}_PARAMETER") } else { ident(name) }
}

fn one(
    scope: &Scope<'_>,
    name: &proc_macro2::Ident,
    new: &str,
    wire: &str,
    encoding: &TokenStream,
    slot: &Slot,
) -> TokenStream {
    let parameter = scope.runtime("parameter::Parameter");
    let new = format_ident!("{new}");
    let start = quote!(#parameter::#new(#wire));
    let format = match scope.format(slot.ty) {
        Some(format) => quote!(format: #format,),
        None => TokenStream::new(),
    };
    let rules = match slot.rules.as_ref().filter(|rules| rules.is_some()) {
        Some(rules) => {
            let rules = expression(scope, rules);
            quote!(rules: Some(&#rules),)
        }
        None => TokenStream::new(),
    };
    let value = if encoding.is_empty() && format.is_empty() && rules.is_empty() {
        quote!(&#start)
    } else {
        quote!(&#parameter { #encoding #format #rules ..#start })
    };
    quote!(const #name: &'static #parameter = #value;)
}

/// The fields in which a parameter differs from what its location brings along (OAS 3.0.4, 4.8.12.3).
fn encoding(scope: &Scope<'_>, location: Location, encoding: &ParameterEncoding) -> TokenStream {
    let ParameterEncoding { style, explode, allow_reserved, allow_empty, kind, ref members } = *encoding;
    let whole = matches!(kind, ParameterKind::Json | ParameterKind::Form);
    let default = match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    };
    let mut fields = TokenStream::new();
    if style != default && (!whole || style == Style::QueryString) {
        let style_type = scope.runtime("parameter::Style");
        let style = format_ident!("{}", style_name(style));
        fields.extend(quote!(style: #style_type::#style,));
    }
    if explode != (default == Style::Form) && !whole {
        fields.extend(quote!(explode: #explode,));
    }
    if allow_reserved {
        fields.extend(quote!(allow_reserved: true,));
    }
    if allow_empty {
        fields.extend(quote!(allow_empty: true,));
    }
    if let Members::Named(names) = members {
        fields.extend(quote!(properties: &[#(#names),*],));
    }
    if kind != ParameterKind::Scalar {
        let kind_type = scope.runtime("parameter::ParameterKind");
        let kind = format_ident!("{}", kind_name(kind));
        fields.extend(quote!(kind: #kind_type::#kind,));
    }
    fields
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
