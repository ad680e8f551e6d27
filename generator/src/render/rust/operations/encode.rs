//! `encode` and `encode_response`: values to the wire.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::codec::multipart::series;
use super::super::scope::Scope;
use super::super::tokens::ident;
use super::parameter;
use super::request::{Part, Presence, RequestValue, Source};
use super::response::{Answer, Place, is_empty};
use super::shared_parameters::Shared;
use crate::ir::operation::{Body, Codec, Content, Framing, Operation, Response, StatusPattern};

/// `fn encode`.
pub(super) fn request(scope: &Scope<'_>, request: &RequestValue<'_>, shared: &Shared<'_>) -> TokenStream {
    let encoder = scope.runtime("request::RequestEncoder");
    let statements: Vec<_> = request.parts.iter().map(|part| part_statement(scope, part, shared)).collect();
    let name = if statements.is_empty() { quote!(_request) } else { quote!(request) };
    quote! {
        fn encode(self, #name: &mut #encoder) {
            #(#statements)*
        }
    }
}

fn part_statement(scope: &Scope<'_>, part: &Part<'_>, shared: &Shared<'_>) -> TokenStream {
    let field = ident(part.field);
    let body = match part.source {
        Source::Parameter(parameter) => {
            let constant = shared.path(scope, parameter);
            let method = ident(if part.presence == Presence::List { "list" } else { "parameter" });
            return quote!(request.#method(#constant, &self.#field););
        }
        Source::Body(body) => body,
    };
    match (body.contents.as_slice(), part.is_required()) {
        ([content], true) => {
            let value = by_need(content, &quote!(self.#field));
            let call = write(scope, Side::Request, content, &value);
            quote!(request.#call;)
        }
        ([content], false) => {
            let call = write(scope, Side::Request, content, &quote!(body));
            let borrow = borrows(content).then(|| quote!(&));
            quote!(if let Some(body) = #borrow self.#field { request.#call; })
        }
        (_, true) => body_match(scope, body, &quote!(self.#field)),
        (_, false) => {
            let choice = body_match(scope, body, &quote!(body));
            quote!(if let Some(body) = self.#field { #choice })
        }
    }
}

fn body_match(scope: &Scope<'_>, body: &Body, value: &TokenStream) -> TokenStream {
    let choice = ident(&body.choice_name);
    let arms = body.contents.iter().map(|content| {
        let variant = ident(&content.variant);
        let call = write(scope, Side::Request, content, &by_need(content, &quote!(body)));
        quote!(#choice::#variant(body) => request.#call,)
    });
    quote!(match #value { #(#arms)* })
}

/// Whether a codec borrows what it writes.
fn borrows(content: &Content) -> bool {
    !matches!(content.codec, Codec::Text(_) | Codec::Bytes | Codec::Sequence(..))
}

fn by_need(content: &Content, value: &TokenStream) -> TokenStream {
    if borrows(content) { quote!(&#value) } else { value.clone() }
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

/// The call that writes a body, for a request as for a response.
fn write(scope: &Scope<'_>, side: Side, content: &Content, value: &TokenStream) -> TokenStream {
    let media_type = content.media_type.as_str();
    match &content.codec {
        Codec::Json(_) if content.xml.is_some() => {
            let (types, element) = xml(scope, content);
            quote!(value(#types, #element, #value))
        }
        Codec::Json(_) if !content.also.is_empty() => {
            let also = &content.also;
            quote!(json_of(&[#media_type, #(#also),*], #value))
        }
        Codec::Json(_) if media_type == "application/json" => quote!(json(#value)),
        Codec::Json(_) => quote!(json_as(#media_type, #value)),
        Codec::Form(_) => match (parameter::form(scope, content), side) {
            (None, _) => quote!(form(#value)),
            (Some(_), Side::Request) => quote!(form_by(Self::BODY_FORM, #value)),
            (Some(table), Side::Response) => quote!(form_by(const { #table }, #value)),
        },
        Codec::Multipart(_) if is_form_data(content) => quote!(multipart(#value)),
        Codec::Multipart(_) => quote!(multipart_as(#media_type, #value)),
        Codec::Text(_) if media_type == "text/plain" || is_range(media_type) => quote!(text(#value)),
        Codec::Text(_) => quote!(text_as(#media_type, #value)),
        Codec::Bytes if side == Side::Request => quote!(bytes(#media_type, #value)),
        Codec::Bytes => quote!(stream(#media_type, #value)),
        Codec::Sequence(slot, Framing::Parts) => {
            let write = series::writing(scope, content, slot);
            quote!(parts(#media_type, #write, #value))
        }
        Codec::Sequence(_, framing) => {
            let framing = self::framing(scope, *framing);
            quote!(sequence(#media_type, #framing, #value))
        }
    }
}

/// Whether a media type leaves open what it is; a parameter may hold any character.
pub(super) fn is_range(media_type: &str) -> bool {
    media_type.split(';').next().is_some_and(|essence| essence.contains('*'))
}

/// Whether a body of parts is the usual one.
pub(super) fn is_form_data(content: &Content) -> bool {
    content.media_type.starts_with("multipart/form-data") || is_range(&content.media_type)
}

/// How the values of a sequence follow each other; none for those that are parts.
pub(super) fn framing(scope: &Scope<'_>, framing: Framing) -> Option<TokenStream> {
    let variant = ident(match framing {
        Framing::Parts => return None,
        Framing::Lines => "Lines",
        Framing::Records => "Records",
        Framing::EventData => "EventData",
        Framing::EventText => "EventText",
        Framing::Events => "Events",
    });
    let ty = scope.runtime("sequence::Framing");
    Some(quote!(#ty::#variant))
}

/// The media types of a value that stands in XML too, and what it is called there.
pub(super) fn xml(scope: &Scope<'_>, content: &Content) -> (TokenStream, TokenStream) {
    let types = std::iter::once(&content.media_type).chain(&content.also);
    let element = content.xml.and_then(|at| scope.api.xml.elements.get(at)).map(|element| ident(&element.constant));
    let module = scope.module("xml");
    (quote!(&[#(#types),*]), quote!(&#module::#element))
}

/// `fn encode_response`.
pub(super) fn response(scope: &Scope<'_>, answer: &Answer<'_>) -> TokenStream {
    let encoder = scope.runtime("response::ResponseEncoder");
    let response_type = scope.runtime("response::EncodedResponse");
    let alias = &answer.alias;
    let is_shared = answer.operation.shared_error.is_some();
    let own =
        answer.responses().into_iter().filter(|(_, place)| !is_shared || !matches!(place, Place::ErrorVariant(_)));
    let arms = own.map(|(response, place)| arms(scope, response, place));
    let undeclared = if is_shared {
        quote!(Err(error) => error.encode(reply),)
    } else if answer.operation.errors.is_empty() {
        quote!(Err(other) => reply.undeclared(other),)
    } else {
        let error = &answer.error;
        quote!(Err(#error::Undeclared(other)) => reply.undeclared(other),)
    };
    quote! {
        fn encode_response(response: #alias, reply: #encoder) -> #response_type {
            match response {
                #(#arms)*
                #undeclared
            }
        }
    }
}

/// `fn encode` of an enum of errors that operations share.
pub(super) fn shared_error(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let encoder = scope.runtime("response::ResponseEncoder");
    let response_type = scope.runtime("response::EncodedResponse");
    let arms = operation.errors.iter().map(|response| arms(scope, response, Place::SharedError));
    quote! {
        fn encode(self, reply: #encoder) -> #response_type {
            match self {
                #(#arms)*
                Self::Undeclared(other) => reply.undeclared(other),
            }
        }
    }
}

fn arms(scope: &Scope<'_>, response: &Response, place: Place<'_>) -> TokenStream {
    let status = match response.status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        StatusPattern::Range(_) | StatusPattern::Default => quote!(status.as_u16()),
    };
    let pattern = pattern(response, place, &quote!(body));
    let head = response.head_type.as_ref().map(|media| quote!(.content_type(#media)));
    if response.own_type().is_some() {
        return quote!(#pattern => body.encode(reply.status(#status)#head),);
    }
    let call = response
        .contents
        .first()
        .map_or_else(|| quote!(empty()), |content| write_response(scope, content, &quote!(body)));
    quote!(#pattern => reply.status(#status)#head.#call,)
}

/// The call that writes a response's body.
pub(super) fn write_response(scope: &Scope<'_>, content: &Content, value: &TokenStream) -> TokenStream {
    write(scope, Side::Response, content, &by_need(content, value))
}

/// The pattern that takes a response out of its place, with `inner` where its payload stands.
fn pattern(response: &Response, place: Place<'_>, inner: &TokenStream) -> TokenStream {
    let wrap = match place {
        Place::Success if is_empty(response) => return quote!(Ok(())),
        Place::Success => return quote!(Ok(#inner)),
        Place::SuccessVariant(_) => quote!(Ok),
        Place::ErrorVariant(_) => quote!(Err),
        Place::SharedError => TokenStream::new(),
    };
    let path = place.variant(response);
    let body = (!is_empty(response)).then(|| field(inner));
    let pattern = match (response.status, body) {
        (StatusPattern::Code(_), Some(_)) => quote!(#path(#inner)),
        (StatusPattern::Code(_), None) => path,
        (_, body) => quote!(#path { status, #body }),
    };
    if wrap.is_empty() { pattern } else { quote!(#wrap(#pattern)) }
}

/// `body`, or `body: <inner>`.
fn field(inner: &TokenStream) -> TokenStream {
    if inner.to_string() == "body" { quote!(body) } else { quote!(body: #inner) }
}
