//! `decode` and `decode_response`: values from the wire.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::codec::multipart::series;
use super::super::scope::Scope;
use super::super::tokens::{ident, plain};
use super::parameter;
use super::request::{Part, Presence, RequestValue, Source};
use super::response::{Answer, Place, breadth, is_empty};
use super::shared_parameters::Shared;
use super::validate;
use crate::ir::operation::{Body, Codec, Content, Framing, Members, Operation, Response, StatusPattern};
use crate::ir::types::Slot;

/// `fn decode`.
pub(super) fn request(scope: &Scope<'_>, request: &RequestValue<'_>, shared: &Shared<'_>) -> TokenStream {
    let decoder = scope.runtime("request::RequestDecoder");
    if request.parts.is_empty() {
        return quote! {
            fn decode(_request: &mut #decoder) -> Option<Self> {
                Some(Self)
            }
        };
    }
    // What takes all that no other parameter is called comes behind them.
    let (last, first): (Vec<_>, Vec<_>) = request.parts.iter().partition(|part| takes_others(part));
    let lets = first.into_iter().chain(last).map(|part| {
        let (field, value) = (variable(request, part), part_value(scope, part, shared));
        let check = matches!(part.source, Source::Body(_)).then(|| validate::body_check(request.operation, &field));
        quote!(let #field = #value; #check)
    });
    let fields = request.parts.iter().map(|part| {
        let (field, value) = (ident(part.field), variable(request, part));
        quote!(#field: #value?)
    });
    quote! {
        fn decode(request: &mut #decoder) -> Option<Self> {
            #(#lets)*
            Some(Self { #(#fields),* })
        }
    }
}

fn takes_others(part: &Part<'_>) -> bool {
    matches!(part.source, Source::Parameter(parameter) if parameter.encoding.members == Members::Others)
}

/// The variable that holds a part; one called like the request itself would hide it.
fn variable(request: &RequestValue<'_>, part: &Part<'_>) -> Ident {
    if plain(part.field) != "request" {
        return ident(part.field);
    }
    let mut name = "request_".to_owned();
    while request.parts.iter().any(|part| plain(part.field) == name) {
        name.push('_');
    }
    format_ident!("{name}")
}

fn part_value(scope: &Scope<'_>, part: &Part<'_>, shared: &Shared<'_>) -> TokenStream {
    match part.source {
        Source::Parameter(parameter) => {
            let constant = shared.path(scope, parameter);
            let method = ident(match part.presence {
                Presence::Required => "required",
                Presence::Optional => "optional",
                Presence::List => "list",
            });
            quote!(request.#method(#constant))
        }
        Source::Body(body) => body_value(scope, body, part.is_required()),
    }
}

fn body_value(scope: &Scope<'_>, body: &Body, required: bool) -> TokenStream {
    if let [content] = body.contents.as_slice() {
        return if required { read_call(scope, content) } else { optional_call(scope, content) };
    }
    let choice = ident(&body.choice_name);
    let arms = body.contents.iter().enumerate().map(|(at, content)| {
        let (at, variant, read) = (Literal::usize_unsuffixed(at), ident(&content.variant), read_call(scope, content));
        match (required, nothing(content)) {
            (true, _) => quote!(Some(#at) => #read.map(#choice::#variant),),
            (false, Nothing::Value) => quote!(Some(Some(#at)) => #read.map(#choice::#variant).map(Some),),
            (false, Nothing::Form) => {
                let read = optional_call(scope, content);
                quote!(Some(Some(#at)) => #read.map(|body| body.map(#choice::#variant)),)
            }
            (false, Nothing::Absent) => {
                quote!(Some(Some(#at)) if !request.is_empty() => #read.map(#choice::#variant).map(Some),)
            }
        }
    });
    let declared = body.contents.iter().map(media_types);
    if required {
        quote!(match request.choose(&[#(#declared),*]) { #(#arms)* _ => None })
    } else {
        quote!(match request.choose_optional(&[#(#declared),*]) { #(#arms)* Some(_) => Some(None), None => None })
    }
}

/// What no bytes of a media type are.
enum Nothing {
    /// An empty value: a text, a file, a list.
    Value,
    /// A form without fields, if it can have none.
    Form,
    /// No value, so that nothing was sent.
    Absent,
}

fn nothing(content: &Content) -> Nothing {
    match content.codec {
        Codec::Text(_) | Codec::Bytes | Codec::Sequence(..) => Nothing::Value,
        Codec::Form(_) => Nothing::Form,
        Codec::Json(_) | Codec::Multipart(_) => Nothing::Absent,
    }
}

/// Reads the one content of a body that may be missing.
fn optional_call(scope: &Scope<'_>, content: &Content) -> TokenStream {
    if parameter::form(scope, content).is_some() {
        return quote!(request.optional_form_by(Self::BODY_FORM));
    }
    let (read, has_optional) = read_request(content);
    if has_optional && content.xml.is_none() {
        let read = format_ident!("optional_{read}");
        return quote!(request.#read());
    }
    let (read, media_type) = (read_call(scope, content), content.media_type.as_str());
    let is_absent = match nothing(content) {
        Nothing::Value => quote!(request.is_absent(#media_type)),
        Nothing::Form | Nothing::Absent => quote!(request.is_empty()),
    };
    quote!(if #is_absent { Some(None) } else { #read.map(Some) })
}

/// The media types of a body as a list.
pub(super) fn media_types(content: &Content) -> String {
    let mut list = content.media_type.clone();
    for other in &content.also {
        list.push_str(", ");
        list.push_str(other);
    }
    list
}

/// The method that reads a body of the media type it stands for, and whether there is one for a body that may be missing.
fn read_request(content: &Content) -> (Ident, bool) {
    let media_type = content.media_type.as_str();
    let (name, plain) = match content.codec {
        Codec::Json(_) => ("json", media_type == "application/json"),
        Codec::Form(_) => ("form", true),
        Codec::Multipart(_) => ("multipart", super::encode::is_form_data(content)),
        Codec::Text(_) => ("text", media_type == "text/plain"),
        Codec::Bytes => ("stream", is_any(media_type)),
        Codec::Sequence(..) => ("sequence", false),
    };
    if plain { (ident(name), true) } else { (format_ident!("{name}_as"), false) }
}

fn read_call(scope: &Scope<'_>, content: &Content) -> TokenStream {
    if content.xml.is_some() {
        let (types, element) = super::encode::xml(scope, content);
        return quote!(request.value(#types, #element));
    }
    if let Codec::Sequence(slot, framing) = &content.codec {
        let call = sequence_call(scope, content, slot, *framing);
        return quote!(request.#call);
    }
    if parameter::form(scope, content).is_some() {
        return quote!(request.form_by(Self::BODY_FORM));
    }
    let (read, plain) = read_request(content);
    let media_type = (!plain).then_some(content.media_type.as_str());
    quote!(request.#read(#media_type))
}

/// `fn decode_response`.
pub(super) fn response(scope: &Scope<'_>, answer: &Answer<'_>) -> TokenStream {
    let decoder = scope.runtime("response::ResponseDecoder");
    let decode_error = scope.runtime("error::DecodeError");
    let alias = &answer.alias;
    let is_shared = answer.operation.shared_error.is_some();
    let mut responses = answer.by_narrowness();
    responses.retain(|(_, place)| !is_shared || !matches!(place, Place::ErrorVariant(_)));
    let error = &answer.error;
    let otherwise = if is_shared {
        quote!(Err(#error::decode(reply)?))
    } else if answer.operation.errors.is_empty() {
        quote!(Err(reply.undeclared()))
    } else {
        quote!(Err(#error::Undeclared(reply.undeclared())))
    };
    let response = by_status(scope, answer.operation, &responses, &otherwise);
    quote! {
        fn decode_response(reply: &mut #decoder) -> Result<#alias, #decode_error> {
            let response = #response;
            Ok(response)
        }
    }
}

/// `fn decode` of an enum of errors that operations share, for every status that is none of their successes.
pub(super) fn shared_error(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let decoder = scope.runtime("response::ResponseDecoder");
    let decode_error = scope.runtime("error::DecodeError");
    let result = scope.prelude("Result");
    let mut responses: Vec<_> = operation.errors.iter().map(|response| (response, Place::SharedError)).collect();
    responses.sort_by_key(|(response, _)| breadth(response));
    let error = by_status(scope, operation, &responses, &quote!(Self::Undeclared(reply.undeclared())));
    quote! {
        fn decode(reply: &mut #decoder) -> #result<Self, #decode_error> {
            let error = #error;
            Ok(error)
        }
    }
}

/// What is read by these responses, the narrow ones first, or else of a status that none of them is for.
fn by_status(
    scope: &Scope<'_>,
    operation: &Operation,
    responses: &[(&Response, Place<'_>)],
    otherwise: &TokenStream,
) -> TokenStream {
    let is_default = |response: &Response| response.status == StatusPattern::Default;
    // A `match` of one arm is none.
    if let [(response, place)] = *responses
        && is_default(response)
    {
        return value(scope, response, place);
    }
    let arms = responses.iter().map(|(response, place)| arm(scope, operation, response, *place));
    let has_default = responses.iter().any(|(response, _)| is_default(response));
    let otherwise = (!has_default).then(|| quote!(_ => #otherwise,));
    quote!(match reply.status().as_u16() { #(#arms)* #otherwise })
}

/// Whether a response is of a status of this range.
fn is_within(response: &Response, digit: u8) -> bool {
    matches!(response.status, StatusPattern::Code(code) if code / 100 == u16::from(digit))
}

/// The arm of a response.
fn arm(scope: &Scope<'_>, operation: &Operation, response: &Response, place: Place<'_>) -> TokenStream {
    let status = match response.status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        // A status of the range has an arm of its own before, and ranges of a `match` should not overlap.
        StatusPattern::Range(digit) if operation.responses().any(|other| is_within(other, digit)) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote!(status if status / 100 == #digit)
        }
        StatusPattern::Range(digit) => {
            let first = Literal::u16_unsuffixed(u16::from(digit) * 100);
            let last = Literal::u16_unsuffixed(u16::from(digit) * 100 + 99);
            quote!(#first..=#last)
        }
        StatusPattern::Default => quote!(_),
    };
    let value = value(scope, response, place);
    quote!(#status => #value,)
}

/// What is read of a response.
fn value(scope: &Scope<'_>, response: &Response, place: Place<'_>) -> TokenStream {
    let payload = match (response.own_type(), response.contents.first()) {
        (Some(name), _) => {
            let name = scope.operation_named(name);
            quote!(#name::decode(reply)?)
        }
        (None, Some(content)) => read_response(scope, content),
        (None, None) => quote!(()),
    };
    in_place(response, place, &payload)
}

fn in_place(response: &Response, place: Place<'_>, payload: &TokenStream) -> TokenStream {
    let path = place.variant(response);
    let is_code = matches!(response.status, StatusPattern::Code(_));
    let value = match (is_code, is_empty(response)) {
        (true, true) => path,
        (true, false) => quote!(#path(#payload)),
        (false, true) => quote!(#path { status: reply.status() }),
        (false, false) => quote!(#path { status: reply.status(), body: #payload }),
    };
    match place {
        Place::Success => quote!(Ok(#payload)),
        Place::SuccessVariant(_) => quote!(Ok(#value)),
        Place::ErrorVariant(_) => quote!(Err(#value)),
        Place::SharedError => value,
    }
}

/// The expression that reads a response's body.
pub(super) fn read_response(scope: &Scope<'_>, content: &Content) -> TokenStream {
    let media_type = content.media_type.as_str();
    match &content.codec {
        Codec::Json(_) if content.xml.is_some() => {
            let (types, element) = super::encode::xml(scope, content);
            quote!(reply.value(#types, #element)?)
        }
        Codec::Json(_) => quote!(reply.json()?),
        Codec::Form(_) => parameter::form(scope, content)
            .map_or_else(|| quote!(reply.form()?), |table| quote!(reply.form_by(const { #table })?)),
        Codec::Multipart(_) if super::encode::is_form_data(content) => quote!(reply.multipart()?),
        Codec::Multipart(_) => quote!(reply.multipart_as(#media_type)?),
        Codec::Text(_) if media_type == "text/plain" => quote!(reply.text()?),
        Codec::Text(_) => quote!(reply.text_as(#media_type)?),
        Codec::Bytes if is_any(media_type) => quote!(reply.stream()),
        Codec::Bytes => quote!(reply.stream_as(#media_type)?),
        Codec::Sequence(slot, framing) => {
            let call = sequence_call(scope, content, slot, *framing);
            quote!(reply.#call?)
        }
    }
}

/// The call that reads values as they come.
fn sequence_call(scope: &Scope<'_>, content: &Content, slot: &Slot, framing: Framing) -> TokenStream {
    let media_type = &content.media_type;
    if framing == Framing::Parts {
        let read = series::reading(scope, content, slot);
        return quote!(parts(#media_type, #read));
    }
    let framing = super::encode::framing(scope, framing);
    quote!(sequence(#media_type, #framing))
}

/// Whether bytes of any type are taken: what they are declared as says no more than that they are bytes.
fn is_any(media_type: &str) -> bool {
    matches!(media_type, "application/octet-stream" | "*/*" | "*" | "")
}
