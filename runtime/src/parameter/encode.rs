//! From a value to text, by style.

use std::borrow::Cow;

use http::HeaderValue;

use super::escape::Escaping;
use super::{Parameter, ParameterKind, Style};
use crate::form;
use crate::json::Value;

pub(super) type Reason = Cow<'static, str>;

const NO_LIST: &str = "can't be an empty list, which can't be told from none here; leave it out";
const EMPTY_ITEM: &str = "can't be a list of one empty text, which can't be told from an empty list";

/// The text of a path parameter, in place of its name in the template.
pub(crate) fn path(parameter: &Parameter, value: &Value) -> Result<String, Reason> {
    let escaping = if parameter.allow_reserved { Escaping::Path } else { Escaping::Strict };
    if value.is_null() {
        return Err("must have a value".into());
    }
    let text = match (whole(parameter, value)?, parameter.style) {
        (Some(text), _) => escaping.escape(&text).into_owned(),
        (None, Style::Label) => label(parameter, value, escaping)?,
        (None, Style::Matrix) => matrix(parameter, value, escaping)?,
        (None, _) => delimited(parameter, value, escaping)?,
    };
    if text.is_empty() { Err("must not be empty, as it is part of the path".into()) } else { Ok(text) }
}

/// The text of a header; `None` for null.
pub(crate) fn header(parameter: &Parameter, value: &Value) -> Result<Option<HeaderValue>, Reason> {
    if value.is_null() {
        return Ok(None);
    }
    let text = match (whole(parameter, value)?, value) {
        (Some(text), _) => text,
        (None, Value::Array(_) | Value::Object(_)) => header_parts(parameter, value)?,
        (None, value) => scalar(value).into_owned(),
    };
    header_value(parameter, &text).map(Some)
}

/// The lines of a `Set-Cookie` header, which can't be joined (RFC 9110, 5.3): one for each item of a list.
pub(crate) fn header_lines(parameter: &Parameter, value: &Value) -> Result<Vec<HeaderValue>, Reason> {
    match value {
        Value::Array(items) if is_set_cookie(parameter) && parameter.kind != ParameterKind::Json => {
            items.iter().map(|item| header_value(parameter, &scalar(item))).collect()
        }
        value => Ok(header(parameter, value)?.into_iter().collect()),
    }
}

/// Whether it is the header whose lines can't be joined.
pub(super) fn is_set_cookie(parameter: &Parameter) -> bool {
    parameter.name.eq_ignore_ascii_case("set-cookie")
}

fn header_value(parameter: &Parameter, text: &str) -> Result<HeaderValue, Reason> {
    if text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']) {
        return Err("can't begin or end with white space, which is not part of a header's value".into());
    }
    match HeaderValue::from_bytes(text.as_bytes()) {
        Ok(mut value) => {
            // Headers carry keys and tokens more often than not.
            value.set_sensitive(parameter.name.eq_ignore_ascii_case("authorization"));
            Ok(value)
        }
        Err(_) => Err("can't hold line breaks or other control characters".into()),
    }
}

/// The parts of a header, where nothing can be escaped.
fn header_parts(parameter: &Parameter, value: &Value) -> Result<String, Reason> {
    let delimiter = parameter.style.delimiter();
    told_apart(value, delimiter)?;
    if texts(value).iter().any(|text| text.trim_matches([' ', '\t']).len() < text.len()) {
        return Err("can't have white space around its parts".into());
    }
    if let Value::Object(members) = value
        && parameter.explode
        && members.keys().any(|key| key.contains('='))
    {
        return Err("can't have `=` in the key of a header's object".into());
    }
    not_alone_and_empty(value)?;
    Ok(joined(value, parameter.explode, delimiter.encode_utf8(&mut [0; 4]), &str::to_owned))
}

/// Adds a parameter to a query string.
pub(crate) fn query(parameter: &Parameter, value: &Value, out: &mut String) -> Result<(), Reason> {
    let escaping = if parameter.allow_reserved { Escaping::Query } else { Escaping::Strict };
    if parameter.style == Style::QueryString {
        return query_string(parameter, value, escaping, out);
    }
    pairs(parameter, value, escaping, &mut |name, value| {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    })
}

/// A value that is the query string as a whole.
fn query_string(parameter: &Parameter, value: &Value, escaping: Escaping, out: &mut String) -> Result<(), Reason> {
    if value.is_null() {
        return Ok(());
    }
    if !out.is_empty() {
        return Err("is the whole query string, which holds something else already".into());
    }
    match whole(parameter, value)? {
        Some(text) if parameter.kind == ParameterKind::Form => out.push_str(&text),
        Some(text) => out.push_str(&escaping.escape(&text)),
        None => out.push_str(&escaping.escape(&scalar(value))),
    }
    Ok(())
}

/// Adds a parameter to a Cookie header.
pub(crate) fn cookie(parameter: &Parameter, value: &Value, out: &mut String) -> Result<(), Reason> {
    let plain = parameter.style == Style::Cookie;
    let mut malformed = false;
    pairs(parameter, value, if plain { Escaping::Nothing } else { Escaping::Strict }, &mut |name, value| {
        malformed |= plain && !(is_cookie_text(name) && !name.contains('=') && is_cookie_text(value));
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    })?;
    if malformed { Err("can't hold white space, `\"`, `;`, `\\` or what is not ASCII".into()) } else { Ok(()) }
}

/// Whether a text can stand in a cookie as it is (RFC 6265, 4.1.1), where commas separate parts.
fn is_cookie_text(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b';' | b'\\'))
}

/// The members of an object as the pairs of a form: arrays as repeated names, other nested values as JSON.
pub(crate) fn members(value: &Value, escaping: Escaping, add: &mut dyn FnMut(&str, &str)) -> Result<(), Reason> {
    let Value::Object(members) = value else {
        return Err("must be an object, to be written as a form".into());
    };
    for (key, value) in members {
        let name = escape_name(escaping, key);
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for item in items {
                    add(&name, &escaping.escape(&scalar(item)));
                }
            }
            value => add(&name, &escaping.escape(&scalar(value))),
        }
    }
    Ok(())
}

/// Names are escaped whatever stays in values.
fn escape_name(escaping: Escaping, name: &str) -> Cow<'_, str> {
    let escaping = if escaping == Escaping::Nothing { escaping } else { Escaping::Strict };
    escaping.escape(name)
}

/// A parameter as the pairs of names and values that it is written in.
pub(crate) fn pairs(
    parameter: &Parameter,
    value: &Value,
    escaping: Escaping,
    add: &mut dyn FnMut(&str, &str),
) -> Result<(), Reason> {
    let name = escape_name(escaping, parameter.name);
    if value.is_null() {
        return Ok(());
    }
    if let Some(text) = whole(parameter, value)? {
        add(&name, &escaping.escape(&text));
        return Ok(());
    }
    match value {
        _ if parameter.style == Style::DeepObject => deep(&name, value, escaping, add)?,
        Value::Array(items) if parameter.explode => {
            if items.is_empty() {
                return Err(NO_LIST.into());
            }
            for item in items {
                add(&name, &escaping.escape(&scalar(item)));
            }
        }
        Value::Object(_) if parameter.explode => members(value, escaping, add)?,
        value => add(&name, &delimited(parameter, value, escaping)?),
    }
    Ok(())
}

/// The text of a value that is one text whatever the style.
fn whole(parameter: &Parameter, value: &Value) -> Result<Option<String>, Reason> {
    match parameter.kind {
        ParameterKind::Json => Ok(Some(value.to_string())),
        ParameterKind::Form => form::encode(value).map(Some),
        _ => Ok(None),
    }
}

fn deep(name: &str, value: &Value, escaping: Escaping, add: &mut dyn FnMut(&str, &str)) -> Result<(), Reason> {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (key, value) in members {
                if key.is_empty() || key.contains(['[', ']']) {
                    return Err("can't have keys that are empty or hold brackets".into());
                }
                if matches!(value, Value::Object(members) if members.is_empty()) {
                    return Err("can't hold an empty object".into());
                }
                deep(&bracketed(name, &escape_name(escaping, key), escaping), value, escaping, add)?;
            }
        }
        Value::Array(items) if items.is_empty() => return Err(NO_LIST.into()),
        Value::Array(items) => {
            let nested = items.iter().any(|item| matches!(item, Value::Array(_) | Value::Object(_)));
            for (index, item) in items.iter().enumerate() {
                if nested {
                    deep(&bracketed(name, &index.to_string(), escaping), item, escaping, add)?;
                } else {
                    add(&bracketed(name, "", escaping), &escaping.escape(&scalar(item)));
                }
            }
        }
        value => add(name, &escaping.escape(&scalar(value))),
    }
    Ok(())
}

fn bracketed(name: &str, key: &str, escaping: Escaping) -> String {
    if escaping == Escaping::Nothing { format!("{name}[{key}]") } else { format!("{name}%5B{key}%5D") }
}

fn label(parameter: &Parameter, value: &Value, escaping: Escaping) -> Result<String, Reason> {
    not_alone_and_empty(value)?;
    Ok(match value {
        Value::Array(_) | Value::Object(_) if parameter.explode => {
            // An escaped point is the same as one between parts (RFC 3986, 6.2.2.2).
            told_apart(value, '.')?;
            format!(".{}", joined(value, true, ".", &|text| escaping.escape_part(text, &['='])))
        }
        _ => format!(".{}", parts(value, parameter.explode, escaping)),
    })
}

fn matrix(parameter: &Parameter, value: &Value, escaping: Escaping) -> Result<String, Reason> {
    let part = |text: &str| escaping.escape_part(text, &[';', '=']);
    let name = Escaping::Strict.escape(parameter.name);
    // Without a value there is no `=` (RFC 6570, 3.2.7).
    let pair = |name: &str, value: &str| if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") };
    Ok(match value {
        Value::Array(items) if parameter.explode => {
            items.iter().map(|item| pair(&name, &part(&scalar(item)))).collect()
        }
        Value::Object(members) if parameter.explode => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members.map(|(key, value)| pair(&part(key), &part(&scalar(value)))).collect()
        }
        value => {
            not_alone_and_empty(value)?;
            pair(&name, &parts(value, false, escaping).replace(';', "%3B"))
        }
    })
}

/// The parts of a value with what its style puts between them.
fn delimited(parameter: &Parameter, value: &Value, escaping: Escaping) -> Result<String, Reason> {
    let delimiter = parameter.style.delimiter();
    if !matches!(value, Value::Array(_) | Value::Object(_)) {
        return Ok(escaping.escape(&scalar(value)).into_owned());
    }
    not_alone_and_empty(value)?;
    if delimiter == ',' {
        if escaping == Escaping::Nothing {
            told_apart(value, ',')?;
        }
        return Ok(parts(value, parameter.explode, escaping));
    }
    // These have to be escaped themselves, so that one in a part can't be told from one between parts.
    told_apart(value, delimiter)?;
    let escape = |text: &str| escaping.escape(text).into_owned();
    Ok(joined(value, parameter.explode, &escape_name(escaping, delimiter.encode_utf8(&mut [0; 4])), &escape))
}

/// The parts of a value with commas between them.
fn parts(value: &Value, explode: bool, escaping: Escaping) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => {
            let between: &[char] = if explode { &[',', '='] } else { &[','] };
            joined(value, explode, ",", &|text| escaping.escape_part(text, between))
        }
        value => escaping.escape(&scalar(value)).into_owned(),
    }
}

/// The parts of a value with something between them.
fn joined(value: &Value, explode: bool, between: &str, escape: &dyn Fn(&str) -> String) -> String {
    match value {
        Value::Array(items) => items.iter().map(|item| escape(&scalar(item))).collect::<Vec<_>>().join(between),
        Value::Object(members) => {
            let equals = if explode { "=" } else { between };
            let members = members.iter().filter(|(_, value)| !value.is_null());
            let members = members.map(|(key, value)| format!("{}{equals}{}", escape(key), escape(&scalar(value))));
            members.collect::<Vec<_>>().join(between)
        }
        value => escape(&scalar(value)),
    }
}

fn texts(value: &Value) -> Vec<Cow<'_, str>> {
    match value {
        Value::Array(items) => items.iter().map(scalar).collect(),
        Value::Object(members) => members.iter().flat_map(|(key, value)| [key.into(), scalar(value)]).collect(),
        value => vec![scalar(value)],
    }
}

/// The text of a single value; a nested one is written as JSON.
pub(crate) fn scalar(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::String(text) => text.into(),
        value => value.to_string().into(),
    }
}

fn told_apart(value: &Value, delimiter: char) -> Result<(), Reason> {
    if texts(value).iter().any(|text| text.contains(delimiter)) {
        return Err(format!("can't hold {delimiter:?} in one of its parts, which it separates").into());
    }
    Ok(())
}

fn not_alone_and_empty(value: &Value) -> Result<(), Reason> {
    match value {
        Value::Array(items) if items.len() == 1 && items.iter().all(|item| scalar(item).is_empty()) => {
            Err(EMPTY_ITEM.into())
        }
        _ => Ok(()),
    }
}
