//! `x-token-flow` on a security scheme, or beside the `$ref` to one.

use serde_json::Value;

use super::fields::Fields;
use super::{in_content, in_reply};
use crate::diag::Sink;
use crate::document::typed::Document;
use crate::resolve::child;
use crate::resolve::refs::nearest;
use crate::spec::Spec;
use crate::spec::operation::Operation;
use crate::spec::security::{Expires, Renew, TokenFlow};

const TOKEN_FLOW: &str = "x-token-flow";

/// Reads the extension of every scheme.
pub(in crate::resolve) fn token_flows(document: &Document, spec: &mut Spec, sink: &mut Sink) {
    let Some(Value::Object(declared)) = document.tree.pointer("/components/securitySchemes") else { return };
    for (name, declared) in declared {
        if !spec.security_schemes.contains_key(name) {
            continue;
        }
        let pointer = child("/components/securitySchemes", name);
        let Some((pointer, value)) = find(document, pointer, declared) else { continue };
        // The client has the operations of every flow; without a client nobody needs them.
        if named(value).any(|id| document.selection.leaves_out(id)) {
            continue;
        }
        let flow = read(document, spec, value, pointer, sink);
        if let Some(scheme) = spec.security_schemes.get_mut(name) {
            scheme.token_flow = flow;
        }
    }
}

/// The extension of a scheme, or of what it refers to; that beside a `$ref` wins.
fn find<'d>(document: &'d Document, pointer: String, scheme: &'d Value) -> Option<(String, &'d Value)> {
    let mut pointer = pointer;
    let mut scheme = scheme;
    for _ in 0..32 {
        if let Some(flow) = scheme.get(TOKEN_FLOW) {
            return Some((child(&pointer, TOKEN_FLOW), flow));
        }
        let target = crate::document::pointer::from_reference(scheme.get("$ref")?.as_str()?)?;
        (pointer, scheme) = crate::document::pointer::locate(&document.tree, &target)?;
    }
    None
}

fn read(document: &Document, spec: &Spec, value: &Value, at: String, sink: &mut Sink) -> Option<TokenFlow> {
    let form = "{ obtain: { operation: createToken, access: /token }, expires: jwt }";
    let mut fields = Fields::open(document, sink, value, at, form)?;
    if fields.value("obtain").is_none() {
        fields.wrong("", "`obtain` is missing", None);
    }
    let mut flow = TokenFlow {
        obtain: String::new(),
        access: String::new(),
        refresh: None,
        refresh_expires: None,
        renew: None,
        expires: Expires::Unknown,
    };
    let mut obtained = None;
    let mut right = true;
    if let Some(mut obtain) = fields.nested("obtain") {
        obtained = operation(&mut obtain, spec);
        flow.obtain = obtained.and_then(|operation| operation.id.clone()).unwrap_or_default();
        flow.access = reply(&mut obtain, spec, obtained, "access", true).unwrap_or_default();
        flow.refresh = reply(&mut obtain, spec, obtained, "refresh", false);
        flow.refresh_expires = reply(&mut obtain, spec, obtained, "refresh-expires", false);
        right &= obtain.close();
    }
    if let Some(mut renew) = fields.nested("renew") {
        let called = operation(&mut renew, spec);
        let mut sent = (None, None);
        if let Some(mut send) = renew.nested("send") {
            sent = (request(&mut send, spec, called, "access"), request(&mut send, spec, called, "refresh"));
            right &= send.close();
        }
        flow.renew = called.and_then(|operation| operation.id.clone()).map(|operation| Renew {
            operation,
            send_access: sent.0,
            send_refresh: sent.1,
        });
        right &= renew.close();
    }
    flow.expires = expires(&mut fields, spec, obtained, &mut right);
    right &= fields.close();
    right.then_some(flow)
}

fn expires(fields: &mut Fields<'_>, spec: &Spec, obtained: Option<&Operation>, right: &mut bool) -> Expires {
    let help = "write `jwt`, `{ in-seconds: /expires_in }` or `{ at: /expires_at }`";
    match fields.value("expires") {
        None => Expires::Unknown,
        Some(Value::String(name)) if name == "jwt" => Expires::Jwt,
        Some(Value::Object(_)) => {
            let Some(mut nested) = fields.nested("expires") else { return Expires::Unknown };
            let in_seconds = reply(&mut nested, spec, obtained, "in-seconds", false);
            let at = reply(&mut nested, spec, obtained, "at", false);
            *right &= nested.close();
            match (in_seconds, at) {
                (Some(pointer), None) => Expires::InSeconds(pointer),
                (None, Some(pointer)) => Expires::At(pointer),
                _ => {
                    if *right {
                        fields.wrong("expires", "`expires` has one of `in-seconds` and `at`", Some(help.to_owned()));
                    }
                    Expires::Unknown
                }
            }
        }
        Some(_) => {
            fields.wrong("expires", "`expires` does not say how the end of a token is known", Some(help.to_owned()));
            Expires::Unknown
        }
    }
}

/// The ids of the operations that a flow calls.
fn named(flow: &Value) -> impl Iterator<Item = &str> {
    ["obtain", "renew"].into_iter().filter_map(|step| flow.get(step)?.get("operation")?.as_str())
}

/// The operation that a flow calls.
fn operation<'s>(fields: &mut Fields<'_>, spec: &'s Spec) -> Option<&'s Operation> {
    let id = fields.needed("operation")?;
    let found = spec.operations.iter().find(|operation| operation.id.as_deref() == Some(id));
    if found.is_none() {
        let ids = spec.operations.iter().filter_map(|operation| operation.id.as_deref());
        let help = nearest(id, ids).map(|near| format!("did you mean `{near}`?"));
        fields.wrong("operation", format!("there is no operation `{id}`"), help);
    }
    found
}

/// A pointer into what the operation answers.
fn reply(
    fields: &mut Fields<'_>,
    spec: &Spec,
    operation: Option<&Operation>,
    key: &'static str,
    needed: bool,
) -> Option<String> {
    let pointer = if needed { fields.needed_pointer(key)? } else { fields.pointer(key)? };
    if operation.is_some_and(|operation| !in_reply(spec, operation, pointer)) {
        fields.wrong(key, format!("the reply of the operation has no `{pointer}`"), None);
        return None;
    }
    Some(pointer.to_owned())
}

/// A pointer into the body that the operation is sent.
fn request(fields: &mut Fields<'_>, spec: &Spec, operation: Option<&Operation>, key: &'static str) -> Option<String> {
    let pointer = fields.pointer(key)?;
    let there = operation
        .is_none_or(|operation| operation.body.as_ref().is_some_and(|body| in_content(spec, &body.content, pointer)));
    if !there {
        fields.wrong(key, format!("the request body of the operation has no `{pointer}`"), None);
        return None;
    }
    Some(pointer.to_owned())
}
