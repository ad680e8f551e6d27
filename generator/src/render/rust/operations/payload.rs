//! What a response holds beside its status: a struct of its header fields, an enum of its media types, and how both stand on the
//! wire.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::scope::Scope;
use super::super::tokens::{self, ident, own_docs};
use super::parameter::{self, header_constant};
use super::response::{body_type, choice, derives};
use super::{decode, encode};
use crate::ir::operation::{Header, Response};

/// The struct and the enum of a response, as far as it needs them.
pub(super) fn declarations(scope: &Scope<'_>, response: &Response) -> TokenStream {
    let mut items = TokenStream::new();
    if !response.headers.is_empty() {
        items.extend(headers_struct(scope, response));
    }
    if response.contents.len() > 1 {
        items.extend(choice(scope, &response.choice_name, &response.contents));
        items.extend(choice_wire(scope, response));
    }
    items
}

fn headers_struct(scope: &Scope<'_>, response: &Response) -> TokenStream {
    let name = ident(&response.struct_name);
    let docs = tokens::docs(&response.docs, "A response with its header fields.");
    let derives = derives(&response.contents);
    let fields: Vec<_> = response.headers.iter().map(|header| header_field(scope, header)).collect();
    let body = (!response.contents.is_empty()).then(|| {
        let ty = body_type(scope, response);
        let docs = own_docs("The body.");
        quote!(#docs pub body: #ty,)
    });
    let constants: Vec<_> = response.headers.iter().map(|header| parameter::header(scope, header)).collect();
    let (encode, decode) = (encode_struct(scope, response), decode_struct(scope, response));
    quote! {
        #docs
        #derives
        pub struct #name { #(#fields)* #body }
        impl #name {
            #(#constants)*
            #encode
            #decode
        }
    }
}

fn header_field(scope: &Scope<'_>, header: &Header) -> TokenStream {
    let (field, ty) = (ident(&header.name.rust), scope.ty(header.slot.ty));
    let docs = tokens::docs(&header.docs, &format!("{}.", super::code(&header.name.wire)));
    let ty = if header.required { ty } else { scope.option(&ty) };
    quote!(#docs pub #field: #ty,)
}

fn encode_struct(scope: &Scope<'_>, response: &Response) -> TokenStream {
    let ((encoder, response_type), visible) = (messages(scope), visibility(response));
    let headers = response.headers.iter().map(|header| {
        let (constant, field) = (header_constant(header), ident(&header.name.rust));
        quote!(.header(Self::#constant, &self.#field))
    });
    let reply = quote!(reply #(#headers)*);
    let whole = match response.contents.as_slice() {
        [] => quote!(#reply.empty()),
        [content] => {
            let call = encode::write_response(scope, content, &quote!(self.body));
            quote!(#reply.#call)
        }
        _ => quote!(self.body.encode(#reply)),
    };
    quote!(#visible fn encode(self, reply: #encoder) -> #response_type { #whole })
}

fn decode_struct(scope: &Scope<'_>, response: &Response) -> TokenStream {
    let ((decoder, result), visible) = (reading(scope), visibility(response));
    let headers = response.headers.iter().map(|header| {
        let (constant, field) = (header_constant(header), ident(&header.name.rust));
        quote!(#field: reply.header(Self::#constant)?,)
    });
    let body = match response.contents.as_slice() {
        [] => quote!(),
        [content] => {
            let read = decode::read_response(scope, content);
            quote!(body: #read,)
        }
        _ => {
            let choice = ident(&response.choice_name);
            quote!(body: #choice::decode(reply)?,)
        }
    };
    quote!(#visible fn decode(reply: &mut #decoder) -> #result { Ok(Self { #(#headers)* #body }) })
}

fn choice_wire(scope: &Scope<'_>, response: &Response) -> TokenStream {
    let name = ident(&response.choice_name);
    let (encoder, response_type) = messages(scope);
    let ((decoder, result), visible) = (reading(scope), visibility(response));
    let contents = &response.contents;
    let declared: Vec<String> = contents.iter().map(decode::media_types).collect();
    let expected = declared.join(", ");
    let write = contents.iter().map(|content| {
        let variant = ident(&content.variant);
        let call = encode::write_response(scope, content, &quote!(body));
        quote!(Self::#variant(body) => reply.#call,)
    });
    let read = contents.iter().enumerate().map(|(at, content)| {
        let (at, variant, read) =
            (Literal::usize_unsuffixed(at), ident(&content.variant), decode::read_response(scope, content));
        quote!(Some(#at) => Ok(Self::#variant(#read)),)
    });
    quote! {
        impl #name {
            #visible fn encode(self, reply: #encoder) -> #response_type {
                match self { #(#write)* }
            }
            #visible fn decode(reply: &mut #decoder) -> #result {
                match reply.choose(&[#(#declared),*]) {
                    #(#read)*
                    _ => Err(reply.media_error(#expected)),
                }
            }
        }
    }
}

/// Operations write and read it, wherever it stands.
fn visibility(response: &Response) -> TokenStream {
    if response.module.is_some() { quote!(pub(in crate::operations)) } else { quote!(pub(super)) }
}

/// Types of what is written to, and of what comes of it.
fn messages(scope: &Scope<'_>) -> (TokenStream, TokenStream) {
    (scope.runtime("response::ResponseEncoder"), scope.runtime("response::EncodedResponse"))
}

/// Types of what is read from, and of what comes of it.
fn reading(scope: &Scope<'_>) -> (TokenStream, TokenStream) {
    let (result, error) = (scope.prelude("Result"), scope.runtime("error::DecodeError"));
    (scope.runtime("response::ResponseDecoder"), quote!(#result<Self, #error>))
}
