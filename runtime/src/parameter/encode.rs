//! From a value to text, by style.

use std::borrow::Cow;

use http::HeaderValue;

use super::escape::Escaping;
use super::{Parameter, ParameterKind, Style};
use crate::json::Value;

type Reason = Cow<'static, str>;

/// The text of a path parameter, in place of its name in the template.
pub(crate) fn path(parameter: &Parameter, value: &Value) -> Result<String, Reason> {
    let escaping = if parameter.allow_reserved { Escaping::Path } else { Escaping::Strict };
    if value.is_null() {
        return Err("must have a value".into());
    }
    let text = if parameter.kind == ParameterKind::Json {
        escaping.escape(&value.to_string()).into_owned()
    } else {
        match parameter.style {
            Style::Label => label(parameter, value, escaping),
            Style::Matrix => matrix(parameter, value, escaping),
            _ => joined(value, parameter.explode, ",", &|text| escaping.escape(text).into_owned()),
        }
    };
    if text.is_empty() { Err("must not be empty, as it is part of the path".into()) } else { Ok(text) }
}

/// The text of a header; `None` for null.
pub(crate) fn header(parameter: &Parameter, value: &Value) -> Result<Option<HeaderValue>, Reason> {
    let text = match value {
        Value::Null => return Ok(None),
        value if parameter.kind == ParameterKind::Json => value.to_string(),
        Value::Array(items) => {
            for item in items {
                list_member(&scalar(item))?;
            }
            joined(value, parameter.explode, ",", &str::to_owned)
        }
        Value::Object(members) => {
            for (key, value) in members {
                list_member(key)?;
                list_member(&scalar(value))?;
                if parameter.explode && key.contains('=') {
                    return Err("can't have `=` in the key of a header's object".into());
                }
            }
            joined(value, parameter.explode, ",", &str::to_owned)
        }
        value => scalar(value).into_owned(),
    };
    if text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']) {
        return Err("can't begin or end with white space, which is not part of a header's value".into());
    }
    match HeaderValue::from_bytes(text.as_bytes()) {
        Ok(mut value) => {
            // Headers carry keys and tokens more often than not.
            value.set_sensitive(parameter.name.eq_ignore_ascii_case("authorization"));
            Ok(Some(value))
        }
        Err(_) => Err("can't hold line breaks or other control characters".into()),
    }
}

/// Adds a parameter to a query string.
pub(crate) fn query(parameter: &Parameter, value: &Value, out: &mut String) -> Result<(), Reason> {
    let escaping = if parameter.allow_reserved { Escaping::Query } else { Escaping::Strict };
    pairs(parameter, value, escaping, &mut |name, value| {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    })
}

/// Adds a parameter to a Cookie header.
pub(crate) fn cookie(parameter: &Parameter, value: &Value, out: &mut String) -> Result<(), Reason> {
    pairs(parameter, value, Escaping::Strict, &mut |name, value| {
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    })
}

/// The members of an object as the pairs of a form: arrays as repeated names, other nested values as JSON.
pub(crate) fn members(value: &Value, escaping: Escaping, add: &mut dyn FnMut(&str, &str)) -> Result<(), Reason> {
    let Value::Object(members) = value else {
        return Err("must be an object, to be written as a form".into());
    };
    for (key, value) in members {
        let name = Escaping::Strict.escape(key);
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

fn pairs(
    parameter: &Parameter,
    value: &Value,
    escaping: Escaping,
    add: &mut dyn FnMut(&str, &str),
) -> Result<(), Reason> {
    let name = Escaping::Strict.escape(parameter.name);
    let escape = |text: &str| escaping.escape(text).into_owned();
    if parameter.kind == ParameterKind::Json {
        if !value.is_null() {
            add(&name, &escape(&value.to_string()));
        }
        return Ok(());
    }
    let delimiter = match parameter.style {
        Style::SpaceDelimited => "%20",
        Style::TabDelimited => "%09",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    match value {
        Value::Null => {}
        _ if parameter.style == Style::DeepObject => deep(&name, value, escaping, add),
        Value::Array(items) if parameter.explode => {
            for item in items {
                add(&name, &escape(&scalar(item)));
            }
        }
        Value::Object(_) if parameter.explode => members(value, escaping, add)?,
        Value::Array(_) | Value::Object(_) => {
            let forbidden = match parameter.style {
                Style::SpaceDelimited => Some(' '),
                Style::TabDelimited => Some('\t'),
                Style::PipeDelimited => Some('|'),
                _ => None,
            };
            if let Some(forbidden) = forbidden
                && texts(value).iter().any(|text| text.contains(forbidden))
            {
                return Err(format!("can't hold {forbidden:?} in one of its parts, which it separates").into());
            }
            let inner = if parameter.allow_reserved { Escaping::Strict } else { escaping };
            add(&name, &joined(value, false, delimiter, &|text| inner.escape(text).into_owned()));
        }
        value => add(&name, &escape(&scalar(value))),
    }
    Ok(())
}

fn deep(name: &str, value: &Value, escaping: Escaping, add: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}%5B{}%5D", Escaping::Strict.escape(key)), value, escaping, add);
            }
        }
        Value::Array(items) => {
            let nested = items.iter().any(|item| matches!(item, Value::Array(_) | Value::Object(_)));
            for (index, item) in items.iter().enumerate() {
                if nested {
                    deep(&format!("{name}%5B{index}%5D"), item, escaping, add);
                } else {
                    add(name, &escaping.escape(&scalar(item)));
                }
            }
        }
        value => add(name, &escaping.escape(&scalar(value))),
    }
}

fn label(parameter: &Parameter, value: &Value, escaping: Escaping) -> String {
    let plain = |text: &str| escaping.escape(text).into_owned();
    // A point in a part would be read as the one between parts.
    let dotless = |text: &str| escaping.escape(text).replace('.', "%2E");
    match value {
        Value::Array(_) | Value::Object(_) if parameter.explode => format!(".{}", joined(value, true, ".", &dotless)),
        _ => format!(".{}", joined(value, parameter.explode, ",", &plain)),
    }
}

fn matrix(parameter: &Parameter, value: &Value, escaping: Escaping) -> String {
    let escape = |text: &str| escaping.escape(text).into_owned();
    let name = Escaping::Strict.escape(parameter.name);
    // Without a value there is no `=` (RFC 6570, 3.2.7).
    let pair = |name: &str, value: &str| if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") };
    match value {
        Value::Array(items) if parameter.explode => {
            items.iter().map(|item| pair(&name, &escape(&scalar(item)))).collect()
        }
        Value::Object(members) if parameter.explode => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members.map(|(key, value)| pair(&escape(key), &escape(&scalar(value)))).collect()
        }
        value => pair(&name, &joined(value, false, ",", &escape)),
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

fn list_member(text: &str) -> Result<(), Reason> {
    if text.contains(',') {
        Err("can't hold a comma in one of its parts, which it separates".into())
    } else if text.trim_matches([' ', '\t']).len() < text.len() {
        Err("can't have white space around its parts".into())
    } else {
        Ok(())
    }
}
