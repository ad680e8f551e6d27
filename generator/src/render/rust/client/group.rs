//! `src/client/<tag>.rs`: a method per operation of a tag, and setters for what is optional in its request.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::features;
use super::super::file;
use super::super::operations::request::{Part, Presence, RequestValue};
use super::super::scope::Scope;
use super::super::tokens::{deprecated, ident, plain};
use super::super::{group_type, operations};
use crate::analyse::Analysis;
use crate::ir::Api;
use crate::ir::operation::{Group, Operation};

/// Methods that every call has; a setter of the same name is called `with_..`.
const CALL_METHODS: &[&str] = &[
    "accept",
    "attempt_timeout",
    "content_type",
    "items",
    "new",
    "pages",
    "reply",
    "request",
    "request_mut",
    "retryable",
    "send",
    "timeout",
    "validate",
];

/// The file of a group.
pub(super) fn file(api: &Api, analysis: &Analysis, group: &Group) -> String {
    let name = group_type(analysis, group);
    let scope = Scope::new(api, analysis, [name.to_string(), "Call".to_owned()]);
    let client = scope.path("specwright_runtime::client::Client");
    let call = quote!(Call);
    let docs = super::group_docs(group, "Calls of");
    let mut methods = Vec::new();
    let mut setters = Vec::new();
    for operation in &group.operations {
        let request = RequestValue::new(&scope, operation);
        methods.push(method(&scope, &request));
        setters.push(setters_of(&scope, &request));
    }
    let items = quote! {
        use super::#call;

        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'c> {
            pub(super) client: &'c #client,
        }

        impl<'c> #name<'c> {
            #(#methods)*
        }

        #(#setters)*
    };
    file::scoped(&features::docs(group, "Calls of"), &scope, items)
}

fn method(scope: &Scope<'_>, request: &RequestValue<'_>) -> TokenStream {
    let operation = request.operation;
    let docs = operations::docs(operation);
    let deprecated = deprecated(&operation.docs);
    let (method, ty) = (ident(&operation.method_name), scope.operation_named(&operation.type_name));
    let (arguments, value) = arguments(scope, request);
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, #arguments) -> Call<'c, #ty> {
            Call::new(self.client, #value)
        }
    }
}

/// The arguments of a method, and the request value made of them.
fn arguments(scope: &Scope<'_>, request: &RequestValue<'_>) -> (TokenStream, TokenStream) {
    let ty = scope.operation_named(&request.operation.type_name);
    if request.parts.is_empty() {
        return (TokenStream::new(), quote!(#ty));
    }
    if request.required().next().is_none() {
        return (TokenStream::new(), quote!(#ty::default()));
    }
    if !request.has_short_method() {
        return (quote!(request: #ty), quote!(request));
    }
    let arguments = request.required().map(|part| part.argument(scope));
    let values = request.required().map(|part| ident(part.field));
    (quote!(#(#arguments),*), quote!(#ty::new(#(#values),*)))
}

fn setters_of(scope: &Scope<'_>, request: &RequestValue<'_>) -> TokenStream {
    let mut setters = request.optional().map(|part| setter(scope, request.operation, part)).peekable();
    if setters.peek().is_none() {
        return TokenStream::new();
    }
    let ty = scope.operation_named(&request.operation.type_name);
    quote!(impl Call<'_, #ty> { #(#setters)* })
}

fn setter(scope: &Scope<'_>, operation: &Operation, part: &Part<'_>) -> TokenStream {
    let (docs, field, method) = (part.docs(), ident(part.field), setter_name(operation, part));
    let argument = part.argument(scope);
    let value = if part.into { quote!(#field.into()) } else { quote!(#field) };
    let value = if part.presence == Presence::Optional { quote!(Some(#value)) } else { value };
    let deprecated = deprecated(part.docs);
    quote! {
        #docs
        #deprecated
        pub fn #method(mut self, #argument) -> Self {
            self.request.#field = #value;
            self
        }
    }
}

fn setter_name(operation: &Operation, part: &Part<'_>) -> Ident {
    let field = plain(part.field);
    if !CALL_METHODS.contains(&field) {
        return ident(part.field);
    }
    let mut name = format!("with_{field}");
    while operation.parameters.iter().any(|parameter| plain(&parameter.name.rust) == name) {
        name.push('_');
    }
    format_ident!("{name}")
}
