//! `validate`: the constraints of the document on a request value, before it is sent.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::codec::{is_nested, rules::expression};
use super::super::scope::Scope;
use super::super::tokens::ident;
use super::request::{Presence, RequestValue, Source};
use super::shared_parameters::Shared;
use crate::ir::operation::{Body, Codec, Content, Operation};
use crate::ir::types::Rules;

/// `fn validate`, if there is anything to check.
pub(super) fn request(scope: &Scope<'_>, request: &RequestValue<'_>, shared: &Shared<'_>) -> TokenStream {
    let mut checks = TokenStream::new();
    for part in &request.parts {
        let field = ident(part.field);
        match part.source {
            Source::Parameter(parameter) => {
                let constant = shared.path(scope, parameter);
                if parameter.slot.rules.as_ref().is_some_and(Rules::is_some) {
                    let method = ident(if part.presence == Presence::List { "list" } else { "parameter" });
                    checks.extend(quote!(check.#method(#constant, &self.#field);));
                }
                if is_nested(scope, parameter.slot.ty) {
                    checks.extend(quote!(check.nested_parameter(#constant, &self.#field);));
                }
            }
            Source::Body(body) => checks.extend(body_checks(scope, body, &quote!(self.#field), part.is_required())),
        }
    }
    if checks.is_empty() {
        return checks;
    }
    let validator = scope.runtime("validate::Validator");
    quote! {
        fn validate(&self, check: &mut #validator) {
            #checks
        }
    }
}

fn body_checks(scope: &Scope<'_>, body: &Body, value: &TokenStream, required: bool) -> TokenStream {
    if let [content] = body.contents.as_slice() {
        return content_checks(scope, content, &quote!(&#value), true);
    }
    let choice = ident(&body.choice_name);
    let mut arms = Vec::new();
    for content in &body.contents {
        let checks = content_checks(scope, content, &quote!(body), false);
        if !checks.is_empty() {
            let variant = ident(&content.variant);
            let pattern = quote!(#choice::#variant(body));
            arms.push((if required { pattern } else { quote!(Some(#pattern)) }, checks));
        }
    }
    match arms.as_slice() {
        [] => TokenStream::new(),
        [(pattern, checks)] => quote!(if let #pattern = &#value { #checks }),
        several => {
            let rest = (several.len() < body.contents.len() || !required).then(|| quote!(_ => {}));
            let several = several.iter().map(|(pattern, checks)| quote!(#pattern => { #checks }));
            quote!(match &#value { #(#several)* #rest })
        }
    }
}

fn content_checks(scope: &Scope<'_>, content: &Content, value: &TokenStream, alone: bool) -> TokenStream {
    let own = alone.then(|| rules(content)).flatten().map(|_| quote!(check.body_rules(#value, Self::BODY_RULES);));
    let nested = match &content.codec {
        Codec::Json(slot) | Codec::Form(slot) => is_nested(scope, slot.ty),
        Codec::Multipart(ty) => is_nested(scope, *ty),
        Codec::Text(_) | Codec::Bytes | Codec::Sequence(..) => false,
    };
    let nested = nested.then(|| quote!(check.body(#value);));
    quote!(#own #nested)
}

/// The rules of a body as a whole; those of its parts are in its type.
fn rules(content: &Content) -> Option<&Rules> {
    match &content.codec {
        Codec::Json(slot) | Codec::Form(slot) => slot.rules.as_ref().filter(|rules| rules.is_some()),
        Codec::Text(rules) => rules.as_ref(),
        Codec::Multipart(_) | Codec::Bytes | Codec::Sequence(..) => None,
    }
}

/// The constant of the rules of a body as a whole; only a body of one media type has them.
pub(super) fn constant(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let Some(rules) = body_rules(operation) else {
        return TokenStream::new();
    };
    let (ty, rules) = (scope.runtime("rules::Rules"), expression(scope, rules));
    quote!(const BODY_RULES: &'static #ty = &#rules;)
}

/// The check of these rules when a request is decoded.
pub(super) fn body_check(operation: &Operation, field: &Ident) -> TokenStream {
    if body_rules(operation).is_none() {
        return TokenStream::new();
    }
    quote!(if let Some(body) = &#field { request.check_body(body, Self::BODY_RULES); })
}

fn body_rules(operation: &Operation) -> Option<&Rules> {
    match operation.body.as_ref()?.contents.as_slice() {
        [content] => rules(content),
        _ => None,
    }
}
