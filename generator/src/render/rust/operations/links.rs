//! Where the callbacks of an operation go, and the requests that its response leads to, as functions of its request value.
//!
//! They stand behind features of their own, so they import nothing.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::features;
use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{doc_lines, ident, own_docs};
use super::response::Answer;
use crate::ir::features::SEND;
use crate::ir::operation::{CallbackUrl, Link, Operation, Source, UrlPart};

/// The functions; nothing if there are none.
pub(super) fn functions(scope: &Scope<'_>, operation: &Operation, answer: &Answer<'_>) -> TokenStream {
    let sends = scope.api.groups.iter().any(|group| group.gate.iter().any(|feature| feature == SEND));
    let urls: Vec<_> =
        operation.callback_urls.iter().filter(|_| sends).map(|callback| url(scope, callback, answer)).collect();
    let links: Vec<_> = operation.links.iter().map(|link| self::link(scope, link, answer)).collect();
    if urls.is_empty() && links.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&operation.type_name);
    quote!(impl #name { #(#urls)* #(#links)* })
}

fn url(scope: &Scope<'_>, callback: &CallbackUrl, answer: &Answer<'_>) -> TokenStream {
    let (function, string) = (ident(&callback.function), scope.prelude("String"));
    let docs = own_docs(&format!(
        "Where the callback {} goes: {}.\n\n`None` if a value that this names is not there.",
        code(&callback.name),
        code(&callback.expression),
    ));
    let sources = callback.parts.iter().filter_map(|part| match part {
        UrlPart::Value(source) => Some(source),
        UrlPart::Text(_) => None,
    });
    let arguments = arguments(sources, answer);
    let gate = features::any(&[SEND.to_owned()]);
    let parts = callback.parts.iter().map(|part| match part {
        UrlPart::Text(text) => quote!(url.text(#text);),
        UrlPart::Value(source) => {
            let (place, pointer) = place(source);
            quote!(url.value(#place, #pointer)?;)
        }
    });
    quote! {
        #docs
        #gate
        pub fn #function(#arguments) -> Option<#string> {
            let mut url = specwright_runtime::expression::Url::new();
            #(#parts)*
            Some(url.finish())
        }
    }
}

fn link(scope: &Scope<'_>, link: &Link, answer: &Answer<'_>) -> TokenStream {
    let function = ident(&link.function);
    let target = if link.gate.is_empty() {
        scope.operation_named(&link.target)
    } else {
        // It is imported only where its feature is on.
        let name = ident(&link.target);
        quote!(crate::operations::#name)
    };
    let words = own_docs(&format!(
        "The request that the link {} leads to.\n\n`None` if a value that it needs is not there, or of another type.",
        code(&link.name),
    ));
    let docs = match &link.docs {
        Some(docs) => {
            let docs = doc_lines(docs);
            let gap = own_docs("");
            quote!(#docs #gap #words)
        }
        None => words,
    };
    let arguments = arguments(link.fields.iter().filter_map(|field| field.source.as_ref()), answer);
    let gate = features::any(&link.gate);
    let fields = link.fields.iter().map(|field| {
        let name = ident(&field.field);
        let value = match &field.source {
            None => quote!(None),
            Some(source) => {
                let value = match source {
                    Source::Constant(json) => quote!(specwright_runtime::expression::constant(#json)),
                    Source::Request { .. } | Source::Response { .. } => {
                        let (place, pointer) = place(source);
                        quote!(specwright_runtime::expression::value(#place, #pointer))
                    }
                };
                if field.required { quote!(#value?) } else { value }
            }
        };
        quote!(#name: #value)
    });
    quote! {
        #docs
        #gate
        pub fn #function(#arguments) -> Option<#target> {
            Some(#target { #(#fields),* })
        }
    }
}

/// The receiver and the response, as far as values come from them.
fn arguments<'a>(sources: impl Iterator<Item = &'a Source>, answer: &Answer<'_>) -> TokenStream {
    let (mut request, mut response) = (false, false);
    for source in sources {
        request |= matches!(source, Source::Request { .. });
        response |= matches!(source, Source::Response { .. });
    }
    let success = &answer.success;
    let receiver = request.then(|| quote!(&self,));
    let response = response.then(|| quote!(response: &#success));
    quote!(#receiver #response)
}

/// What a value stands in, and the pointer into it.
fn place(source: &Source) -> (TokenStream, &str) {
    match source {
        Source::Request { field, pointer } => {
            let field = ident(field);
            (quote!(&self.#field), pointer)
        }
        Source::Response { field: Some(field), pointer } => {
            let field = ident(field);
            (quote!(&response.#field), pointer)
        }
        Source::Response { field: None, pointer } => (quote!(response), pointer),
        Source::Constant(_) => (TokenStream::new(), ""),
    }
}
