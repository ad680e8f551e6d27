//! From text to JSON for a lexical reader, by style.

use http::HeaderMap;
use http::header::COOKIE;

use super::escape::{unescape, unescape_query};
use super::{Parameter, ParameterKind, Query, Style, Text};
use crate::violation::{Violation, Violations};

type Found = Result<Option<Vec<u8>>, Violations>;

/// How deep `name[a][b]` may nest.
const DEEPEST: usize = 16;

const NOT_UTF8: &str = "must be percent-encoded UTF-8";

/// A path parameter, from the text that stands in place of its name.
pub(crate) fn path(parameter: &Parameter, raw: &str) -> Result<Vec<u8>, Violations> {
    if parameter.kind == ParameterKind::Json {
        return unescape(raw).map(|json| json.into_owned().into_bytes()).ok_or_else(|| wrong(parameter, NOT_UTF8));
    }
    let one = |raw: &str| unescape(raw).map(std::borrow::Cow::into_owned).ok_or_else(|| wrong(parameter, NOT_UTF8));
    let text = match parameter.style {
        Style::Label => {
            let Some(raw) = raw.strip_prefix('.') else {
                return Err(wrong(parameter, "must begin with `.`"));
            };
            let between = if parameter.explode { "." } else { "," };
            parts(parameter, raw, between, &one)?
        }
        Style::Matrix => matrix(parameter, raw, &one)?,
        _ => parts(parameter, raw, ",", &one)?,
    };
    Ok(text.to_json())
}

/// A parameter of the query string.
pub(crate) fn query(parameter: &Parameter, query: &mut Query) -> Found {
    let one = |raw: &str| {
        let text = unescape_query(raw).map(std::borrow::Cow::into_owned);
        text.ok_or_else(|| wrong(parameter, NOT_UTF8))
    };
    if parameter.style == Style::DeepObject && parameter.kind != ParameterKind::Json {
        let pairs = query.take_nested(parameter.name);
        return deep(parameter, &pairs, &one);
    }
    if exploded_object(parameter) {
        let pairs = query.take_all(parameter.properties);
        return form_object(&pairs, &one);
    }
    let values = query.take(parameter.name);
    values_of(parameter, &values, &one)
}

/// A header.
pub(crate) fn header(parameter: &Parameter, headers: &HeaderMap) -> Found {
    let mut lines = Vec::new();
    for value in headers.get_all(parameter.name) {
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| wrong(parameter, "must be UTF-8"))?;
        lines.push(text);
    }
    if lines.is_empty() {
        return Ok(None);
    }
    // Several lines mean the same as one with commas between (RFC 9110, 5.3).
    let text = lines.join(",");
    if parameter.kind == ParameterKind::Json {
        return Ok(Some(text.into_bytes()));
    }
    let one = |raw: &str| Ok(raw.trim_matches([' ', '\t']).to_owned());
    Ok(Some(parts(parameter, &text, ",", &one)?.to_json()))
}

/// A cookie.
pub(crate) fn cookie(parameter: &Parameter, headers: &HeaderMap) -> Found {
    let one = |raw: &str| {
        let text = unescape(raw).map(std::borrow::Cow::into_owned);
        text.ok_or_else(|| wrong(parameter, NOT_UTF8))
    };
    let mut pairs = Vec::new();
    for line in headers.get_all(COOKIE) {
        let line = std::str::from_utf8(line.as_bytes()).map_err(|_| wrong(parameter, "must be UTF-8"))?;
        for pair in line.split(';') {
            if let Some((name, value)) = pair.trim().split_once('=') {
                let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
                pairs.push((unescape(name).unwrap_or_default().into_owned(), value));
            }
        }
    }
    if exploded_object(parameter) {
        let properties = parameter.properties;
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, *value)).collect();
        let pairs: Vec<_> =
            pairs.into_iter().filter(|(name, _)| properties.is_empty() || properties.contains(name)).collect();
        return form_object(&pairs, &one);
    }
    let values: Vec<_> = pairs.iter().filter(|(name, _)| name == parameter.name).map(|(_, value)| *value).collect();
    values_of(parameter, &values, &one)
}

/// The pairs of a form as the members of an object.
pub(crate) fn form_object(pairs: &[(&str, &str)], one: &dyn Fn(&str) -> Result<String, Violations>) -> Found {
    let mut members: Vec<(String, Text)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (name, raw) in pairs {
        let text = Text::One(one(raw)?);
        let at = *places.entry(*name).or_insert(members.len());
        match members.get_mut(at) {
            None => members.push(((*name).to_owned(), text)),
            Some((_, Text::List(items))) => items.push(text),
            Some((_, first)) => *first = Text::List(vec![first.clone(), text]),
        }
    }
    Ok((!members.is_empty()).then(|| Text::Map(members).to_json()))
}

fn exploded_object(parameter: &Parameter) -> bool {
    parameter.kind == ParameterKind::Object && parameter.explode && parameter.style != Style::DeepObject
}

/// A value from all texts under one name.
fn values_of(parameter: &Parameter, values: &[&str], one: &dyn Fn(&str) -> Result<String, Violations>) -> Found {
    let (Some(first), rest) = (values.first(), values.get(1..).unwrap_or_default()) else {
        return Ok(None);
    };
    let many = matches!(parameter.kind, ParameterKind::Array | ParameterKind::Any);
    if !rest.is_empty() && !many {
        return Err(wrong(parameter, "must not be given more than once"));
    }
    if parameter.kind == ParameterKind::Json {
        return one(first).map(|json| Some(json.into_bytes()));
    }
    if parameter.explode && many {
        let mut texts = values.iter().map(|raw| one(raw).map(Text::One)).collect::<Result<Vec<_>, _>>()?;
        // One text may also stand for itself where anything goes.
        let text =
            if parameter.kind == ParameterKind::Any && rest.is_empty() { texts.remove(0) } else { Text::List(texts) };
        return Ok(Some(text.to_json()));
    }
    let raw = match parameter.style {
        Style::SpaceDelimited => values.join(" ").replace("%20", " ").replace('+', " "),
        Style::TabDelimited => values.join("\t").replace("%09", "\t"),
        Style::PipeDelimited => values.join("|").replace("%7C", "|").replace("%7c", "|"),
        _ => values.join(","),
    };
    let between = match parameter.style {
        Style::SpaceDelimited => " ",
        Style::TabDelimited => "\t",
        Style::PipeDelimited => "|",
        _ => ",",
    };
    Ok(Some(parts(parameter, &raw, between, one)?.to_json()))
}

/// The parts of a text with something between them.
fn parts(
    parameter: &Parameter,
    raw: &str,
    between: &str,
    one: &dyn Fn(&str) -> Result<String, Violations>,
) -> Result<Text, Violations> {
    let split = || raw.split(between).filter(|_| !raw.is_empty());
    match parameter.kind {
        ParameterKind::Array => Ok(Text::List(split().map(|raw| one(raw).map(Text::One)).collect::<Result<_, _>>()?)),
        ParameterKind::Object if parameter.explode => {
            let members = split().map(|pair| {
                let Some((key, value)) = pair.split_once('=') else {
                    return Err(wrong(parameter, "must be written as `key=value`"));
                };
                Ok((one(key)?, Text::Nested(one(value)?)))
            });
            Ok(Text::Map(members.collect::<Result<_, _>>()?))
        }
        ParameterKind::Object => {
            let pieces: Vec<_> = split().collect();
            let (pairs, rest) = pieces.as_chunks::<2>();
            if !rest.is_empty() {
                return Err(wrong(parameter, "must have a value for each key"));
            }
            let members = pairs.iter().map(|[key, value]| Ok((one(key)?, Text::Nested(one(value)?))));
            Ok(Text::Map(members.collect::<Result<_, Violations>>()?))
        }
        _ => one(raw).map(Text::One),
    }
}

fn matrix(
    parameter: &Parameter,
    raw: &str,
    one: &dyn Fn(&str) -> Result<String, Violations>,
) -> Result<Text, Violations> {
    let malformed = || wrong(parameter, "must be written as `;name=value`");
    let pairs = raw.strip_prefix(';').ok_or_else(malformed)?.split(';');
    let mut pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let own = |name: &str| unescape(name).is_some_and(|name| name == parameter.name);
    if parameter.explode && parameter.kind == ParameterKind::Object {
        let members = pairs.map(|(key, value)| Ok((one(key)?, Text::Nested(one(value)?))));
        return Ok(Text::Map(members.collect::<Result<_, Violations>>()?));
    }
    if parameter.explode && parameter.kind == ParameterKind::Array {
        let items = pairs.map(|(name, value)| if own(name) { one(value).map(Text::One) } else { Err(malformed()) });
        return Ok(Text::List(items.collect::<Result<_, _>>()?));
    }
    match (pairs.next(), pairs.next()) {
        (Some((name, value)), None) if own(name) => parts(parameter, value, ",", one),
        _ => Err(malformed()),
    }
}

/// `[a][b]=1` and its like as a tree.
fn deep(parameter: &Parameter, pairs: &[(&str, &str)], one: &dyn Fn(&str) -> Result<String, Violations>) -> Found {
    if pairs.is_empty() {
        return Ok(None);
    }
    let mut root = Text::Map(Vec::new());
    for (path, raw) in pairs {
        let keys = path.strip_prefix('[').and_then(|path| path.strip_suffix(']'));
        let keys: Vec<_> = keys.map(|keys| keys.split("][").collect()).unwrap_or_default();
        if keys.is_empty() || keys.len() > DEEPEST {
            return Err(wrong(parameter, "must be written as `name[key]=value`"));
        }
        if !insert(&mut root, &keys, one(raw)?) {
            return Err(wrong(parameter, "must not have both a value and keys in one place"));
        }
    }
    Ok(Some(root.to_json()))
}

fn insert(node: &mut Text, keys: &[&str], text: String) -> bool {
    let Some((key, keys)) = keys.split_first() else {
        match node {
            Text::List(items) => items.push(Text::One(text)),
            Text::One(first) => *node = Text::List(vec![Text::One(std::mem::take(first)), Text::One(text)]),
            Text::Map(_) | Text::Nested(_) => return false,
        }
        return true;
    };
    let Text::Map(members) = node else {
        // `name[]=a` adds to a list.
        if let (Text::List(items), "", []) = (node, *key, keys) {
            items.push(Text::One(text));
            return true;
        }
        return false;
    };
    if key.is_empty() && keys.is_empty() && members.is_empty() {
        *node = Text::List(vec![Text::One(text)]);
        return true;
    }
    if let Some((_, member)) = members.iter_mut().find(|(name, _)| name == key) {
        return insert(member, keys, text);
    }
    let member = if keys.is_empty() {
        Text::One(text)
    } else {
        let mut member = Text::Map(Vec::new());
        if !insert(&mut member, keys, text) {
            return false;
        }
        member
    };
    members.push(((*key).to_owned(), member));
    // Indices may come in any order.
    if members.iter().all(|(key, _)| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())) {
        members.sort_by(|(a, _), (b, _)| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    }
    true
}

fn wrong(parameter: &Parameter, message: &'static str) -> Violations {
    Violation::new(parameter.location, parameter.name, message).into()
}
