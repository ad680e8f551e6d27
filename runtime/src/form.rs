//! Forms (`application/x-www-form-urlencoded`): an object whose members are pairs, as an exploded query parameter has them
//! (OAS 3.0.4, 4.8.15.1.1). Arrays repeat their name; nested values are JSON. Where the document says how a member is written, a
//! [`Parameter`] of a query does: `style`, `explode` and `allowReserved` mean the same there (OAS 3.1.1, 4.8.15), and JSON is the
//! text of a member, or of each item of a list.

use std::borrow::Cow;

use crate::json::{self, Decode, Mode, Reader, Value};
use crate::parameter::decode::Escapes;
use crate::parameter::encode::members;
use crate::parameter::escape::{Escaping, unescape_query};
use crate::parameter::{self, Parameter, ParameterKind, Query, Text, decode};
use crate::violation::{Location, Violation, Violations, escape};

/// Writes an object as a form.
pub(crate) fn encode(value: &Value) -> Result<String, Cow<'static, str>> {
    let mut out = String::new();
    members(value, Escaping::Strict, &mut |name, value| pair(&mut out, name, value))?;
    Ok(out)
}

fn pair(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(name);
    out.push('=');
    out.push_str(value);
}

/// Writes an object as a form, some of its members in a way of their own.
pub(crate) fn encode_by(fields: &[Parameter], value: &Value) -> Result<String, Cow<'static, str>> {
    let Value::Object(members) = value else { return encode(value) };
    let mut plain = members.clone();
    let mut out = String::new();
    for field in fields {
        let Some(value) = plain.shift_remove(field.name) else { continue };
        match (field.kind, &value) {
            (ParameterKind::Json, Value::Array(items)) => {
                items.iter().try_for_each(|item| parameter::encode::query(field, item, &mut out))
            }
            _ => parameter::encode::query(field, &value, &mut out),
        }
        .map_err(|reason| format!("`{}` {reason}", field.name))?;
    }
    let rest = encode(&Value::Object(plain))?;
    if !rest.is_empty() && !out.is_empty() {
        out.push('&');
    }
    Ok(out + &rest)
}

/// Reads a form.
///
/// # Errors
///
/// With everything that is wrong with it, or with the value for its type.
pub fn decode<T: Decode>(bytes: &[u8], mode: Mode) -> Result<T, Violations> {
    let wrong = |message| Violations::from(Violation::new(Location::Body, "", message));
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("is not a form: it must be ASCII"))?;
    let json = to_json(text).map_err(wrong)?;
    Reader::new(&json, mode).lexical().read()
}

/// Reads a form, some of its members as they are written.
pub(crate) fn decode_by<T: Decode>(fields: &[Parameter], bytes: &[u8], mode: Mode) -> Result<T, Violations> {
    let wrong = |message| Violations::from(Violation::new(Location::Body, "", message));
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("is not a form: it must be ASCII"))?;
    let mut query = taken_apart(text).map_err(wrong)?;
    let mut json = vec![b'{'];
    let mut add = |member: &[u8]| {
        if json.len() > 1 && !member.is_empty() {
            json.push(b',');
        }
        json.extend_from_slice(member);
    };
    for field in fields {
        let found = match field.kind {
            ParameterKind::Json => json_of(&mut query, field),
            _ => decode::pairs(field, &mut query, &unescaped, Escapes::Percent),
        };
        let found = found.map_err(|violations| in_body(field.name, &violations))?;
        if let Some(value) = found {
            let mut member = json::to_vec(field.name);
            member.push(b':');
            member.extend(value);
            add(&member);
        }
    }
    let rest = decode::form_object(&query.take_all(&[]), &unescaped)?.unwrap_or_default();
    add(rest.strip_prefix(b"{").and_then(|rest| rest.strip_suffix(b"}")).unwrap_or_default());
    json.push(b'}');
    Reader::new(&json, mode).lexical().read()
}

/// What is wrong with a member, which is no parameter of the query here.
pub(crate) fn in_body(name: &str, violations: &Violations) -> Violations {
    let mut found = Violations::new();
    for violation in violations {
        let inside = violation.pointer.strip_prefix(name).unwrap_or_default();
        let pointer = format!("/{}{inside}", escape(name));
        found.push(Violation::new(Location::Body, pointer, violation.message.clone()));
    }
    found
}

/// A member that is JSON, or a list of which each item is. One array is taken for the whole list, unless its items are to be arrays (which
/// is what a parameter that is not exploded says here) and it is one of them.
fn json_of(query: &mut Query, field: &Parameter) -> Result<Option<Vec<u8>>, Violations> {
    let mut items = Vec::new();
    let mut is_item = false;
    for raw in query.take(field.name) {
        let text = unescaped(raw)?;
        match Reader::new(text.as_bytes(), Mode::Lenient).read::<Value>()? {
            Value::Null => {}
            Value::String(text) => items.push(Text::One(text)),
            value => {
                let inner = value.as_array().filter(|_| !field.explode);
                is_item = inner.is_some_and(|inner| inner.iter().any(|item| item.as_array().is_none()));
                items.push(Text::Nested(text.trim().to_owned()));
            }
        }
    }
    let text =
        if items.len() == 1 && !is_item { items.pop() } else { (!items.is_empty()).then_some(Text::List(items)) };
    Ok(text.map(|text| text.to_json()))
}

/// A form as JSON for a lexical reader, or what is wrong with it.
pub(crate) fn to_json(text: &str) -> Result<Vec<u8>, &'static str> {
    let mut query = taken_apart(text)?;
    let json = decode::form_object(&query.take_all(&[]), &unescaped).map_err(|_| NOT_UTF8)?;
    Ok(json.unwrap_or_else(|| b"{}".to_vec()))
}

const NOT_UTF8: &str = "is not a form: it must be percent-encoded UTF-8";

fn taken_apart(text: &str) -> Result<Query, &'static str> {
    let mut found = Violations::new();
    let query = Query::parse(text, &mut found);
    if found.is_empty() { Ok(query) } else { Err("is not a form of at most 1000 values in percent-encoded UTF-8") }
}

fn unescaped(raw: &str) -> Result<String, Violations> {
    let text = unescape_query(raw).map(Cow::into_owned);
    text.ok_or_else(|| Violation::new(Location::Body, "", NOT_UTF8).into())
}
