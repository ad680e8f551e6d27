//! `src/xml.rs`: what the types of the API are called in XML, as tables for the runtime.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::file;
use super::markdown::code;
use super::scope::Scope;
use super::tokens::{ident, own_docs, text};
use crate::analyse::Analysis;
use crate::ir::Api;
use crate::ir::xml::{Member, Node, Record, Rest, Shape, Text, XmlName};
use crate::output::FileSet;

/// Writes the file, if a body is in XML.
pub(crate) fn render(api: &Api, analysis: &Analysis, files: &mut FileSet) {
    if api.xml.elements.is_empty() {
        return;
    }
    let scope = Scope::new(api, analysis, std::iter::empty());
    let element_type = scope.runtime("xml::Element");
    let elements = api.xml.elements.iter().map(|element| {
        let (constant, name) = (ident(&element.constant), name(&scope, &element.name));
        let shape = shape(&scope, &element.shape);
        let docs = own_docs(&format!("{}.", code(&element.name.local)));
        quote!(#docs pub static #constant: #element_type = #element_type { name: #name, shape: #shape };)
    });
    // Alternatives that turn out to be anything leave records behind that nothing holds.
    let used = api.xml.reached();
    let records = api.xml.records.iter().enumerate().filter(|(at, _)| used.contains(at)).map(|(_, record)| {
        let (constant, record_type) = (ident(&record.constant), scope.runtime("xml::Record"));
        let (members, rest) = (members(&scope, record), rest(&scope, &record.rest));
        quote!(static #constant: #record_type = #record_type { members: &[#(#members),*], rest: #rest };)
    });
    let items: TokenStream = elements.chain(records).collect();
    let docs = "What the types of the API are called in XML.";
    files.generated("src/xml.rs", file::scoped(docs, &scope, items));
}

fn members(scope: &Scope<'_>, record: &Record) -> Vec<TokenStream> {
    record.members.iter().map(|member| self::member(scope, member)).collect()
}

fn member(scope: &Scope<'_>, member: &Member) -> TokenStream {
    let (ty, key) = (scope.runtime("xml::Member"), text(&member.key));
    let named = (member.name.local != member.key || !is_plain(&member.name)).then(|| {
        let name = name(scope, &member.name);
        quote!(.named(#name))
    });
    let held = match (&member.shape, member.node) {
        (Shape::Text(kind), Node::Attribute | Node::Text | Node::CData) => text_kind(scope, *kind),
        (Shape::Record(at), Node::Inline | Node::RequiredInline) => match record_constant(scope, *at) {
            Some(constant) => quote!(&#constant),
            None => self::shape(scope, &member.shape),
        },
        (shape, _) => self::shape(scope, shape),
    };
    let method = ident(match member.node {
        Node::Element => "element",
        Node::Attribute => "attribute",
        Node::Text => "text",
        Node::CData => "cdata",
        Node::Inline => "inline",
        Node::RequiredInline => "required_inline",
        Node::Items => "items",
        Node::RequiredItems => "required_items",
    });
    quote!(#ty::#method(#key, #held) #named)
}

fn is_plain(name: &XmlName) -> bool {
    name.namespace.is_empty() && name.prefix.is_empty()
}

fn name(scope: &Scope<'_>, name: &XmlName) -> TokenStream {
    let (ty, local) = (scope.runtime("xml::Name"), text(&name.local));
    if is_plain(name) {
        return quote!(#ty::new(#local));
    }
    let (namespace, prefix) = (text(&name.namespace), text(&name.prefix));
    quote!(#ty::within(#local, #namespace, #prefix))
}

fn shape(scope: &Scope<'_>, shape: &Shape) -> TokenStream {
    let ty = scope.runtime("xml::Shape");
    match shape {
        Shape::Text(kind) => {
            let kind = text_kind(scope, *kind);
            quote!(#ty::Text(#kind))
        }
        Shape::Record(at) => {
            record_constant(scope, *at).map_or_else(|| quote!(#ty::Any), |constant| quote!(#ty::Record(&#constant)))
        }
        Shape::List(item, held) => {
            let (list, name, held) = (scope.runtime("xml::List"), name(scope, item), self::shape(scope, held));
            quote!(#ty::List(&#list { name: #name, shape: #held }))
        }
        Shape::Map(held) => {
            let held = self::shape(scope, held);
            quote!(#ty::Map(&#held))
        }
        Shape::Any => quote!(#ty::Any),
    }
}

fn record_constant(scope: &Scope<'_>, at: usize) -> Option<Ident> {
    scope.api.xml.records.get(at).map(|record| ident(&record.constant))
}

fn text_kind(scope: &Scope<'_>, kind: Text) -> TokenStream {
    let ty = scope.runtime("xml::Text");
    let kind = ident(match kind {
        Text::String => "String",
        Text::Number => "Number",
        Text::Boolean => "Boolean",
        Text::Guess => "Guess",
    });
    quote!(#ty::#kind)
}

fn rest(scope: &Scope<'_>, rest: &Rest) -> TokenStream {
    let ty = scope.runtime("xml::Rest");
    match rest {
        Rest::Ignored => quote!(#ty::Ignored),
        Rest::Forbidden => quote!(#ty::Forbidden),
        Rest::Kept(shape) => {
            let shape = self::shape(scope, shape);
            quote!(#ty::Kept(&#shape))
        }
    }
}
