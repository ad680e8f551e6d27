//! The request value of an operation: its parameters and its body as fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::markdown::code;
use super::super::scope::Scope;
use super::super::tokens::{self, ident};
use super::response::{choice, content_type};
use crate::ir::operation::{Body, Codec, Location, Operation, Parameter, ParameterEncoding, ParameterKind, Style};
use crate::ir::types::{Docs, Shape, TypeId};

/// Arguments that clippy lets a function have.
const ARGUMENTS: usize = 7;

/// A request value on its way to tokens.
pub(crate) struct RequestValue<'a> {
    /// What it asks for.
    pub(crate) operation: &'a Operation,
    /// Its fields: the parameters, then the body.
    pub(crate) parts: Vec<Part<'a>>,
}

/// A field of a request value.
pub(crate) struct Part<'a> {
    /// Its name.
    pub(crate) field: &'a str,
    /// Whether it must be there, and how its absence is said.
    pub(crate) presence: Presence,
    /// Whether arguments are taken as `impl Into<..>`.
    pub(crate) into: bool,
    /// What the document says of it.
    pub(crate) docs: &'a Docs,
    /// What is said where the document says nothing.
    otherwise: String,
    /// Where it comes from.
    pub(crate) source: Source<'a>,
}

/// Whether a field of a request value must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must.
    Required,
    /// An `Option`.
    Optional,
    /// A list that is empty where there is none: on the wire, the one can't be told from the other.
    List,
}

/// What a field of a request value stands for.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// A parameter.
    Parameter(&'a Parameter),
    /// The body.
    Body(&'a Body),
}

impl<'a> RequestValue<'a> {
    pub(crate) fn new(scope: &Scope<'_>, operation: &'a Operation) -> Self {
        let mut parts = Vec::new();
        for parameter in &operation.parameters {
            parts.push(Part {
                field: &parameter.name.rust,
                presence: presence(scope, parameter),
                into: takes_into(scope, parameter.slot.ty),
                docs: &parameter.docs,
                otherwise: format!("{}.", code(&parameter.name.wire)),
                source: Source::Parameter(parameter),
            });
        }
        if let Some(body) = &operation.body {
            parts.push(Part {
                field: &body.field,
                presence: if body.required { Presence::Required } else { Presence::Optional },
                into: body_takes_into(scope, body),
                docs: &body.docs,
                otherwise: "The body.".to_owned(),
                source: Source::Body(body),
            });
        }
        Self { operation, parts }
    }

    pub(crate) fn required(&self) -> impl Iterator<Item = &Part<'a>> + Clone {
        self.parts.iter().filter(|part| part.is_required())
    }

    pub(crate) fn optional(&self) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter().filter(|part| !part.is_required())
    }

    /// Whether it has `new`: something is required, and not more than a function should take.
    pub(crate) fn has_new(&self) -> bool {
        (1..=ARGUMENTS).contains(&self.required().count())
    }

    /// Whether the client's method, which also has a receiver, takes the required parts one by one.
    pub(crate) fn has_short_method(&self) -> bool {
        self.required().count() < ARGUMENTS
    }

    /// The struct with its constructor and defaults, and the enum of its bodies.
    pub(super) fn declaration(&self, scope: &Scope<'_>) -> TokenStream {
        let name = ident(&self.operation.type_name);
        let docs = super::docs(self.operation);
        let derives = self.derives(scope);
        let body = self.operation.body.as_ref().map(|body| body_choice(scope, body));
        if self.parts.is_empty() {
            return quote!(#docs #[derive(#derives)] pub struct #name;);
        }
        let fields = self.parts.iter().map(|part| {
            let (docs, field, ty) = (part.docs(), ident(part.field), part.field_type(scope));
            quote!(#docs pub #field: #ty,)
        });
        let new = self.constructor(scope);
        let defaults = self.defaults(scope);
        let inherent = (!new.is_empty() || !defaults.is_empty()).then(|| quote!(impl #name { #new #defaults }));
        quote! {
            #docs
            #[derive(#derives)]
            pub struct #name { #(#fields)* }
            #inherent
            #body
        }
    }

    fn derives(&self, scope: &Scope<'_>) -> TokenStream {
        let traits = scope.analysis.request_traits(self.operation);
        let names =
            [("Clone", traits.clone), ("PartialEq", traits.partial_eq), ("Default", self.required().next().is_none())];
        let names = names.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| ident(name));
        quote!(Debug #(, #names)*)
    }

    fn constructor(&self, scope: &Scope<'_>) -> TokenStream {
        if !self.has_new() {
            return TokenStream::new();
        }
        let arguments = self.required().map(|part| part.argument(scope));
        let fields = self.parts.iter().map(|part| {
            let field = ident(part.field);
            match (part.presence, part.into) {
                (Presence::Required, true) => quote!(#field: #field.into()),
                (Presence::Required, false) => quote!(#field),
                (Presence::Optional, _) => quote!(#field: None),
                (Presence::List, _) => {
                    let list = part.empty_list(scope);
                    quote!(#field: #list)
                }
            }
        });
        let docs = tokens::own_docs("A request with what is required.");
        quote! {
            #docs
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields),* }
            }
        }
    }

    fn defaults(&self, scope: &Scope<'_>) -> TokenStream {
        let mut accessors = TokenStream::new();
        // A list that is empty where there is none can't tell whether it was given.
        for part in self.parts.iter().filter(|part| part.presence == Presence::Optional) {
            if let Source::Parameter(parameter) = part.source
                && let Some(default) = &parameter.default
            {
                accessors.extend(scope.default_accessor(&parameter.name, &parameter.slot, default));
            }
        }
        accessors
    }
}

impl Part<'_> {
    pub(crate) fn is_required(&self) -> bool {
        self.presence == Presence::Required
    }

    fn empty_list(&self, scope: &Scope<'_>) -> TokenStream {
        match self.source {
            Source::Parameter(parameter) if matches!(scope.api.types.get(parameter.slot.ty).shape, Shape::Alias(_)) => {
                let ty = scope.ty(parameter.slot.ty);
                quote!(#ty::new())
            }
            _ => quote!(Vec::new()),
        }
    }

    pub(crate) fn docs(&self) -> TokenStream {
        let more: &[String] = if self.docs.deprecated { &["**Deprecated.**".to_owned()] } else { &[] };
        tokens::docs_with(self.docs, &self.otherwise, more)
    }

    /// Its type, without `Option` where it is not required. Asked for only where it is written: it is imported there.
    fn ty(&self, scope: &Scope<'_>) -> TokenStream {
        match self.source {
            Source::Parameter(parameter) => scope.ty(parameter.slot.ty),
            Source::Body(body) => body_type(scope, body),
        }
    }

    fn field_type(&self, scope: &Scope<'_>) -> TokenStream {
        let ty = self.ty(scope);
        if self.presence == Presence::Optional { quote!(Option<#ty>) } else { ty }
    }

    /// `name: Type`, in a constructor or a client's method.
    pub(crate) fn argument(&self, scope: &Scope<'_>) -> TokenStream {
        let (field, ty) = (ident(self.field), self.ty(scope));
        if self.into { quote!(#field: impl Into<#ty>) } else { quote!(#field: #ty) }
    }
}

fn presence(scope: &Scope<'_>, parameter: &Parameter) -> Presence {
    let ParameterEncoding { style, explode, kind, .. } = parameter.encoding;
    if parameter.required {
        return Presence::Required;
    }
    let stands_apart = (explode || style == Style::DeepObject)
        && matches!(parameter.location, Location::Query | Location::Cookie)
        && kind == ParameterKind::Array;
    let shape = &scope.api.types.get(scope.unaliased(parameter.slot.ty)).shape;
    if stands_apart && matches!(shape, Shape::List(_)) { Presence::List } else { Presence::Optional }
}

fn takes_into(scope: &Scope<'_>, id: TypeId) -> bool {
    match &scope.api.types.get(id).shape {
        Shape::Scalar(scalar) => scalar.is_text(),
        Shape::Alias(id) => takes_into(scope, *id),
        _ => false,
    }
}

fn body_type(scope: &Scope<'_>, body: &Body) -> TokenStream {
    match body.contents.as_slice() {
        [content] => content_type(scope, content),
        _ => scope.operation_named(&body.choice_name),
    }
}

fn body_takes_into(scope: &Scope<'_>, body: &Body) -> bool {
    let [content] = body.contents.as_slice() else {
        return false;
    };
    match &content.codec {
        Codec::Bytes | Codec::Text(_) | Codec::Sequence(..) => true,
        Codec::Json(slot) | Codec::Form(slot) => !slot.nullable && takes_into(scope, slot.ty),
        Codec::Multipart(_) => false,
    }
}

fn body_choice(scope: &Scope<'_>, body: &Body) -> TokenStream {
    if body.contents.len() < 2 {
        return TokenStream::new();
    }
    choice(scope, &body.choice_name, &body.contents)
}
