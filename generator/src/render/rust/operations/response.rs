//! What an operation answers: types of its responses, and how they nest.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::allow_large_variants;
use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{self, ident, own_docs};
use super::payload;
use crate::ir::operation::{Codec, Content, Operation, Response, ResponseOwner, StatusPattern};

/// What an operation answers, on its way to tokens.
pub(crate) struct Answer<'a> {
    pub(super) operation: &'a Operation,
    /// Type of the success.
    pub(super) success: TokenStream,
    /// Type of the failure.
    pub(super) error: TokenStream,
    /// The alias for the result.
    pub(super) alias: proc_macro2::Ident,
}

/// Where a response stands in the result of its operation.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// The only success.
    Success,
    /// A variant of the enum of this name among the successes.
    SuccessVariant(&'a str),
    /// A variant of the enum of this name among the errors.
    ErrorVariant(&'a str),
    /// A variant of an enum of errors that operations share, in a function of that enum.
    SharedError,
}

impl Place<'_> {
    /// The path of a response's variant; empty where the success is no enum.
    pub(super) fn variant(self, response: &Response) -> TokenStream {
        let variant = ident(&response.variant);
        match self {
            Self::Success => TokenStream::new(),
            Self::SuccessVariant(name) | Self::ErrorVariant(name) => {
                let name = ident(name);
                quote!(#name::#variant)
            }
            Self::SharedError => quote!(Self::#variant),
        }
    }
}

impl<'a> Answer<'a> {
    pub(crate) fn new(scope: &Scope<'_>, operation: &'a Operation) -> Self {
        let success = match single(operation) {
            Some(response) => payload_type(scope, response),
            None => named(&operation.success_name),
        };
        let error =
            if operation.errors.is_empty() { scope.runtime("Undeclared") } else { named(&operation.error_name) };
        Self { operation, success, error, alias: ident(&operation.response_name) }
    }

    /// The declared responses, each with its place: successes, then errors.
    pub(super) fn responses(&self) -> Vec<(&'a Response, Place<'a>)> {
        let success = match single(self.operation) {
            Some(_) => Place::Success,
            None => Place::SuccessVariant(&self.operation.success_name),
        };
        let error = Place::ErrorVariant(&self.operation.error_name);
        let successes = self.operation.successes.iter().map(|response| (response, success));
        let errors = self.operation.errors.iter().map(|response| (response, error));
        successes.chain(errors).collect()
    }

    /// The declared responses in the order in which a reader tries them: statuses, ranges, default.
    pub(super) fn by_narrowness(&self) -> Vec<(&'a Response, Place<'a>)> {
        let mut responses = self.responses();
        responses.sort_by_key(|(response, _)| breadth(response));
        responses
    }

    /// The alias, the enum of the successes, structs of headers, enums of media types.
    pub(super) fn declarations(&self, scope: &Scope<'_>) -> TokenStream {
        let (alias, success, error) = (&self.alias, &self.success, &self.error);
        let id = code(&self.operation.name.wire);
        let docs = own_docs(&format!("What {id} answers."));
        let result = scope.prelude("Result");
        let successes = single(self.operation).is_none().then(|| {
            let docs = own_docs(&format!("How {id} succeeds."));
            let variants: Vec<_> = self.operation.successes.iter().map(|response| variant(scope, response)).collect();
            let large = allow_large_variants(self.operation.successes.iter().map(|response| size(scope, response)));
            quote!(#docs #[derive(Debug)] #large pub enum #success { #(#variants)* })
        });
        let own = self.operation.responses().filter(|response| response.owner == ResponseOwner::Operation);
        let parts: Vec<_> = own.map(|response| payload::declarations(scope, response)).collect();
        quote! {
            #docs
            pub type #alias = #result<#success, #error>;
            #successes
            #(#parts)*
        }
    }
}

/// How many statuses a response is for, as an order.
pub(super) fn breadth(response: &Response) -> u8 {
    match response.status {
        StatusPattern::Code(_) => 0,
        StatusPattern::Range(_) => 1,
        StatusPattern::Default => 2,
    }
}

/// The success of an operation that has one status to succeed with.
pub(super) fn single(operation: &Operation) -> Option<&Response> {
    match operation.successes.as_slice() {
        [response] if matches!(response.status, StatusPattern::Code(_)) => Some(response),
        _ => None,
    }
}

/// A response as a variant of the enum of the successes or of the errors.
pub(super) fn variant(scope: &Scope<'_>, response: &Response) -> TokenStream {
    let name = ident(&response.variant);
    let payload = (!is_empty(response)).then(|| payload_type(scope, response));
    let (status, range) = match response.status {
        StatusPattern::Code(code) => (format!("Status {code}."), false),
        StatusPattern::Range(digit) => (format!("Status {digit}XX."), true),
        StatusPattern::Default => ("Any other status.".to_owned(), true),
    };
    let more = if response.docs.text.is_some() { vec![status.clone()] } else { Vec::new() };
    let docs = tokens::docs_with(&response.docs, &status, &more);
    if range {
        let status_code = scope.runtime("StatusCode");
        let status_docs = own_docs("Its status.");
        let body = payload.map(|payload| {
            let docs = own_docs("What it holds.");
            quote!(#docs body: #payload,)
        });
        return quote!(#docs #name { #status_docs status: #status_code, #body },);
    }
    payload.map_or_else(|| quote!(#docs #name,), |payload| quote!(#docs #name(#payload),))
}

/// Whether a response holds nothing.
pub(super) fn is_empty(response: &Response) -> bool {
    response.headers.is_empty() && response.contents.is_empty()
}

/// Type of what a response holds.
fn payload_type(scope: &Scope<'_>, response: &Response) -> TokenStream {
    if response.headers.is_empty() { body_type(scope, response) } else { scope.operation_named(&response.struct_name) }
}

/// Type of the body.
pub(super) fn body_type(scope: &Scope<'_>, response: &Response) -> TokenStream {
    match response.contents.as_slice() {
        [] => quote!(()),
        [content] => content_type(scope, content),
        _ => scope.operation_named(&response.choice_name),
    }
}

/// Type of a body in one media type.
pub(crate) fn content_type(scope: &Scope<'_>, content: &Content) -> TokenStream {
    match &content.codec {
        Codec::Json(slot) | Codec::Form(slot) => scope.slot(slot),
        Codec::Multipart(id) => scope.ty(*id),
        Codec::Text(_) => scope.prelude("String"),
        Codec::Bytes => scope.runtime("ByteStream"),
        Codec::Sequence(slot, framing) => {
            let (sequence, item) = (scope.runtime("Sequence"), scope.slot(slot));
            if framing.is_event() {
                let event = scope.runtime("Event");
                quote!(#sequence<#event<#item>>)
            } else {
                quote!(#sequence<#item>)
            }
        }
    }
}

/// How many bytes a response takes in memory as a variant, about.
pub(super) fn size(scope: &Scope<'_>, response: &Response) -> usize {
    let headers: usize = response.headers.iter().map(|header| scope.analysis.size(header.slot.ty) + 8).sum();
    let body = response.contents.iter().map(|content| content_size(scope, content)).max();
    headers + body.unwrap_or_default()
}

fn content_size(scope: &Scope<'_>, content: &Content) -> usize {
    match &content.codec {
        Codec::Json(slot) | Codec::Form(slot) => scope.analysis.size(slot.ty),
        Codec::Multipart(id) => scope.analysis.size(*id),
        Codec::Text(_) => 24,
        Codec::Bytes => 56,
        Codec::Sequence(..) => 16,
    }
}

/// An enum of a body's media types.
pub(super) fn choice(scope: &Scope<'_>, name: &str, contents: &[Content]) -> TokenStream {
    let name = ident(name);
    let docs = own_docs("The body, in one of its media types.");
    let derives = derives(contents);
    let mut variants = TokenStream::new();
    for content in contents {
        let docs = own_docs(&code(&content.media_type));
        let (variant, ty) = (ident(&content.variant), content_type(scope, content));
        variants.extend(quote!(#docs #variant(#ty),));
    }
    let large = allow_large_variants(contents.iter().map(|content| content_size(scope, content)));
    quote!(#docs #derives #large pub enum #name { #variants })
}

/// A stream can be read once, so what holds one is neither cloned nor compared.
pub(super) fn derives(contents: &[Content]) -> TokenStream {
    if contents.iter().any(|content| matches!(content.codec, Codec::Bytes | Codec::Sequence(..))) {
        quote!(#[derive(Debug)])
    } else {
        quote!(#[derive(Debug, Clone, PartialEq)])
    }
}

fn named(name: &str) -> TokenStream {
    let name = ident(name);
    quote!(#name)
}
