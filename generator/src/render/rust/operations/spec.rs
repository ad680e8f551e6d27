//! `SPEC` of an operation: what is known of it without a value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::codec::multipart::files;
use super::super::scope::Scope;
use super::super::security;
use super::super::tokens::ident;
use super::encode::is_range;
use crate::ir::operation::{Codec, Content, Group, Location, Operation, Parameter, RateLimit, StatusPattern};
use crate::ir::types::{Record, Shape, TypeId};
use crate::spec::operation::RateScope;

/// The methods that `http::Method` has a constant for.
const METHODS: [&str; 10] = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"];

/// The constant.
pub(super) fn constant(scope: &Scope<'_>, group: &Group, operation: &Operation) -> TokenStream {
    let operation_spec = scope.runtime("operation::OperationSpec");
    let method_type = scope.runtime("Method");
    let is_constant = METHODS.contains(&operation.method.as_str());
    let method = ident(if is_constant { &operation.method } else { "POST" });
    let named = (!is_constant).then(|| {
        let name = &operation.method;
        quote!(.method_named(#name))
    });
    let (id, path, tag) = (&operation.name.wire, template(operation), &group.name.wire);
    let servers = (!operation.servers.is_empty()).then(|| {
        let urls = &operation.servers;
        quote!(.servers(&[#(#urls),*]))
    });
    let alternatives = alternatives(scope, operation);
    let body = body_kind(scope, operation);
    let rate_limit = operation.rate_limit.map(|limit| rate_limit(scope, limit));
    let streams = bodies_of("streams", operation, is_streamed);
    let forms = bodies_of("forms", operation, |content| has_files(scope, content));
    let accept = accept(operation);
    quote! {
        const SPEC: &'static #operation_spec = &#operation_spec::new(#id, #method_type::#method, #path)
            #named
            .tag(#tag)
            #servers
            #alternatives
            #body
            #rate_limit
            #streams
            #forms
            #accept;
    }
}

/// The path template; the runtime takes slashes for a name that is marked by `+` (RFC 6570, 3.2.3).
fn template(operation: &Operation) -> String {
    let reserved = |parameter: &&Parameter| parameter.location == Location::Path && parameter.encoding.allow_reserved;
    operation.parameters.iter().filter(reserved).fold(operation.path.clone(), |path, parameter| {
        let name = &parameter.name.wire;
        path.replace(&format!("{{{name}}}"), &format!("{{+{name}}}"))
    })
}

fn alternatives(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    if operation.security.is_empty() {
        return TokenStream::new();
    }
    // Who asks for nothing names no scheme.
    let path = if operation.security.iter().all(Vec::is_empty) {
        TokenStream::new()
    } else {
        let module = scope.module("security");
        quote!(#module::)
    };
    let alternatives = if operation.security == scope.analysis.usual_security() {
        let usual = security::usual(scope.api);
        quote!(#path #usual)
    } else {
        security::alternatives(scope, &operation.security, &path)
    };
    quote!(.security(#alternatives))
}

fn body_kind(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let Some(body) = &operation.body else {
        return TokenStream::new();
    };
    let kind = scope.runtime("operation::BodyKind");
    let streamed = body.contents.iter().filter(|content| is_streamed(content));
    let streamed: Vec<&str> = streamed.map(|content| content.media_type.as_str()).collect();
    match streamed.len() {
        0 => quote!(.body(#kind::Buffered)),
        all if all == body.contents.len() => quote!(.body(#kind::Streamed)),
        // A range has the others within it.
        _ if streamed.iter().any(|media| is_range(media)) => {
            let whole = body.contents.iter().filter(|content| !is_streamed(content));
            let whole = whole.flat_map(|content| std::iter::once(&content.media_type).chain(&content.also));
            quote!(.body(#kind::Rest(&[#(#whole),*])))
        }
        _ => quote!(.body(#kind::Mixed(&[#(#streamed),*]))),
    }
}

fn rate_limit(scope: &Scope<'_>, limit: RateLimit) -> TokenStream {
    let rate_limit = scope.runtime("operation::RateLimit");
    if limit.per.as_secs() == 60 && limit.per.subsec_nanos() == 0 && limit.scope == RateScope::Operation {
        let requests = Literal::u32_unsuffixed(limit.requests);
        return quote!(.rate_limit(#rate_limit::per_minute(#requests)));
    }
    let counted = scope.runtime("operation::Scope");
    let duration = scope.std("time::Duration");
    let requests = Literal::u32_unsuffixed(limit.requests);
    let per = if limit.per.subsec_nanos() == 0 {
        let seconds = Literal::u64_unsuffixed(limit.per.as_secs());
        quote!(#duration::from_secs(#seconds))
    } else {
        let millis = Literal::u64_unsuffixed(u64::try_from(limit.per.as_millis()).unwrap_or(u64::MAX));
        quote!(#duration::from_millis(#millis))
    };
    let variant = ident(match limit.scope {
        RateScope::Operation => "Operation",
        RateScope::Api => "Api",
    });
    quote!(.rate_limit(#rate_limit { requests: #requests, per: #per, scope: #counted::#variant }))
}

/// The statuses and media types of some response bodies.
fn bodies_of(method: &str, operation: &Operation, wanted: impl Fn(&Content) -> bool) -> TokenStream {
    let mut bodies: Vec<(u16, &str)> = Vec::new();
    for response in operation.responses() {
        let status = match response.status {
            StatusPattern::Code(code) => code,
            StatusPattern::Range(_) | StatusPattern::Default => 0,
        };
        for content in response.contents.iter().filter(|content| wanted(content)) {
            let body = (status, content.media_type.as_str());
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
    }
    if bodies.is_empty() {
        return TokenStream::new();
    }
    let bodies = bodies.into_iter().map(|(status, media_type)| {
        let status = Literal::u16_unsuffixed(status);
        quote!((#status, #media_type))
    });
    let method = ident(method);
    quote!(.#method(&[#(#bodies),*]))
}

/// Whether it is a form with files, which may be too large to be held.
fn has_files(scope: &Scope<'_>, content: &Content) -> bool {
    let Codec::Multipart(ty) = content.codec else { return false };
    holds_files(scope, ty)
}

/// Whether a member of a form is a file, or that of a part with header fields is.
fn holds_files(scope: &Scope<'_>, ty: TypeId) -> bool {
    let Shape::Record(record) = &scope.api.types.get(scope.unaliased(ty)).shape else { return false };
    record.fields.iter().any(|field| files(scope, field.slot.ty).is_some() || is_file_part(scope, field.slot.ty))
}

fn is_file_part(scope: &Scope<'_>, ty: TypeId) -> bool {
    match &scope.api.types.get(scope.unaliased(ty)).shape {
        Shape::Record(Record { part: Some(_), .. }) => holds_files(scope, ty),
        Shape::List(slot) => {
            let item = &scope.api.types.get(scope.unaliased(slot.ty)).shape;
            matches!(item, Shape::Record(Record { part: Some(_), .. })) && holds_files(scope, slot.ty)
        }
        _ => false,
    }
}

fn is_streamed(content: &Content) -> bool {
    matches!(content.codec, Codec::Bytes | Codec::Sequence(..))
}

/// The media types of all responses, as an Accept header field lists them (RFC 9110, 12.5.1).
fn accept(operation: &Operation) -> TokenStream {
    let mut accept: Vec<&str> = Vec::new();
    for response in operation.responses() {
        let contents = response.contents.iter();
        let types = contents.flat_map(|content| std::iter::once(&content.media_type).chain(&content.also));
        for media_type in types.chain(&response.head_type) {
            // In what charset a text is, is up to the server.
            let media_type = media_type.split_once("; charset").map_or(media_type.as_str(), |(essence, _)| essence);
            if !accept.contains(&media_type) {
                accept.push(media_type);
            }
        }
    }
    if accept.is_empty() {
        return TokenStream::new();
    }
    let accept = accept.join(", ");
    quote!(.accept(#accept))
}
