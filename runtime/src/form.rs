//! Forms (`application/x-www-form-urlencoded`): an object whose members are pairs, as an exploded query parameter has them
//! (OAS 3.0.4, 4.8.15.1.1). Arrays repeat their name; nested values are JSON.

use std::borrow::Cow;

use crate::json::{Decode, Mode, Reader, Value};
use crate::parameter::encode::members;
use crate::parameter::escape::{Escaping, unescape_query};
use crate::parameter::{Query, decode};
use crate::violation::{Location, Violation, Violations};

/// Writes an object as a form.
pub(crate) fn encode(value: &Value) -> Result<String, Cow<'static, str>> {
    let mut out = String::new();
    members(value, Escaping::Strict, &mut |name, value| {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    })?;
    Ok(out)
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

/// A form as JSON for a lexical reader, or what is wrong with it.
pub(crate) fn to_json(text: &str) -> Result<Vec<u8>, &'static str> {
    const NOT_UTF8: &str = "is not a form: it must be percent-encoded UTF-8";
    let mut found = Violations::new();
    let mut query = Query::parse(text, &mut found);
    if !found.is_empty() {
        return Err("is not a form of at most 1000 values in percent-encoded UTF-8");
    }
    let pairs = query.take_all(&[]);
    let one = |raw: &str| {
        let text = unescape_query(raw).map(Cow::into_owned);
        text.ok_or_else(|| Violation::new(Location::Body, "", NOT_UTF8).into())
    };
    let json = decode::form_object(&pairs, &one).map_err(|_| NOT_UTF8)?;
    Ok(json.unwrap_or_else(|| b"{}".to_vec()))
}
