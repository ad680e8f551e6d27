//! From text to JSON for a lexical reader, by style.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::COOKIE;

use super::encode::is_set_cookie;
use super::escape::{unescape, unescape_query};
use super::{Parameter, ParameterKind, Query, Style, Text};
use crate::form;
use crate::violation::{Violation, Violations};

type Found = Result<Option<Vec<u8>>, Violations>;

/// How deep `name[a][b]` may nest.
const DEEPEST: usize = 16;

const NOT_UTF8: &str = "must be percent-encoded UTF-8";

/// A path parameter, from the text that stands in place of its name.
pub(crate) fn path(parameter: &Parameter, raw: &str) -> Result<Vec<u8>, Violations> {
    let one = |raw: &str| unescape(raw).map(Cow::into_owned).ok_or_else(|| wrong(parameter, NOT_UTF8));
    if is_whole(parameter) {
        return whole(parameter, one(raw)?);
    }
    let text = match parameter.style {
        Style::Label => {
            let Some(raw) = raw.strip_prefix('.') else {
                return Err(wrong(parameter, "must begin with `.`"));
            };
            let between = if parameter.explode { "." } else { "," };
            parts(parameter, raw, between, &one)?
        }
        Style::Matrix => matrix(parameter, raw, &one)?,
        style => parts(parameter, &plain(raw, style), style.delimiter().encode_utf8(&mut [0; 4]), &one)?,
    };
    Ok(text.to_json())
}

/// Whether a value is one text whatever the style.
fn is_whole(parameter: &Parameter) -> bool {
    matches!(parameter.kind, ParameterKind::Json | ParameterKind::Form)
}

/// A value that is one text whatever the style.
fn whole(parameter: &Parameter, text: String) -> Result<Vec<u8>, Violations> {
    if parameter.kind == ParameterKind::Json {
        return Ok(text.into_bytes());
    }
    form::to_json(&text).map_err(|message| wrong(parameter, message))
}

/// A text in which what its style puts between parts is not escaped.
fn plain(raw: &str, style: Style) -> Cow<'_, str> {
    match style {
        Style::SpaceDelimited => raw.replace("%20", " ").into(),
        Style::TabDelimited => raw.replace("%09", "\t").into(),
        Style::PipeDelimited => raw.replace("%7C", "|").replace("%7c", "|").into(),
        _ => raw.into(),
    }
}

/// A parameter of the query string.
pub(crate) fn query(parameter: &Parameter, query: &mut Query) -> Found {
    let one = |raw: &str| {
        let text = unescape_query(raw).map(Cow::into_owned);
        text.ok_or_else(|| wrong(parameter, NOT_UTF8))
    };
    if parameter.style == Style::QueryString {
        return match query.take_text() {
            "" => Ok(None),
            text if parameter.kind == ParameterKind::Form => whole(parameter, text.to_owned()).map(Some),
            text => {
                let text = unescape(text).ok_or_else(|| wrong(parameter, NOT_UTF8))?.into_owned();
                if is_whole(parameter) { whole(parameter, text).map(Some) } else { Ok(Some(Text::One(text).to_json())) }
            }
        };
    }
    pairs(parameter, query, &one, Escapes::Percent)
}

/// Whether what stands between the parts of a text may be escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// It may, by percent.
    Percent,
    /// Nothing is.
    None,
}

/// A parameter from the pairs of names and values that it is written in; `one` reads a single text.
pub(crate) fn pairs(
    parameter: &Parameter,
    query: &mut Query,
    one: &dyn Fn(&str) -> Result<String, Violations>,
    escapes: Escapes,
) -> Found {
    if is_whole(parameter) {
        return values_of(parameter, &query.take(parameter.name), one, escapes);
    }
    if parameter.style == Style::DeepObject {
        let pairs = query.take_nested(parameter.name);
        if !pairs.is_empty() {
            return deep(parameter, &pairs, one);
        }
    } else if parameter.kind == ParameterKind::Object && parameter.is_exploded_object() {
        return form_object(&query.take_all(parameter.properties), one);
    }
    let values = query.take(parameter.name);
    if values.is_empty() && parameter.is_exploded_object() {
        return form_object(&query.take_all(parameter.properties), one);
    }
    values_of(parameter, &values, one, escapes)
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
    let one = |raw: &str| Ok(raw.trim_matches([' ', '\t']).to_owned());
    if is_set_cookie(parameter) && parameter.kind == ParameterKind::Array {
        let lines = lines.into_iter().map(|line| one(line).map(Text::One));
        return Ok(Some(Text::List(lines.collect::<Result<_, Violations>>()?).to_json()));
    }
    // Several lines mean the same as one with commas between (RFC 9110, 5.3).
    let text = lines.join(",");
    if is_whole(parameter) {
        return whole(parameter, text).map(Some);
    }
    let delimiter = parameter.style.delimiter();
    // Lines are still told apart by commas, whatever stands within them.
    let text = if delimiter == ',' || lines.len() == 1 { text } else { lines.join(delimiter.encode_utf8(&mut [0; 4])) };
    Ok(Some(parts(parameter, &text, delimiter.encode_utf8(&mut [0; 4]), &one)?.to_json()))
}

/// A cookie. A map takes every cookie but those that others have read.
pub(crate) fn cookie(parameter: &Parameter, headers: &HeaderMap, taken: &[&str]) -> Found {
    let plain = parameter.style == Style::Cookie;
    let text = |raw: &str| if plain { Some(raw.to_owned()) } else { unescape(raw).map(Cow::into_owned) };
    let one = |raw: &str| text(raw).ok_or_else(|| wrong(parameter, NOT_UTF8));
    let mut pairs = Vec::new();
    for line in headers.get_all(COOKIE) {
        let line = std::str::from_utf8(line.as_bytes()).map_err(|_| wrong(parameter, "must be UTF-8"))?;
        for pair in line.split(';') {
            if let Some((name, value)) = pair.trim().split_once('=') {
                let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
                pairs.push((text(name).unwrap_or_default(), value));
            }
        }
    }
    let values: Vec<_> = pairs.iter().filter(|(name, _)| name == parameter.name).map(|(_, value)| *value).collect();
    if parameter.is_exploded_object() && (parameter.kind == ParameterKind::Object || values.is_empty()) {
        let wanted = |name: &str| match parameter.properties {
            [] => !taken.contains(&name),
            properties => properties.contains(&name),
        };
        let pairs = pairs.iter().map(|(name, value)| (&**name, *value)).filter(|(name, _)| wanted(name));
        return form_object(&pairs.collect::<Vec<_>>(), &one);
    }
    values_of(parameter, &values, &one, Escapes::Percent)
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

/// A value from all texts under one name.
fn values_of(
    parameter: &Parameter,
    values: &[&str],
    one: &dyn Fn(&str) -> Result<String, Violations>,
    escapes: Escapes,
) -> Found {
    let (Some(first), rest) = (values.first(), values.get(1..).unwrap_or_default()) else {
        return Ok(None);
    };
    let many = matches!(parameter.kind, ParameterKind::Array | ParameterKind::Any);
    if !rest.is_empty() && !many {
        return Err(wrong(parameter, "must not be given more than once"));
    }
    if is_whole(parameter) {
        return whole(parameter, one(first)?).map(Some);
    }
    if (parameter.explode || parameter.style == Style::DeepObject) && many {
        let mut texts = values.iter().map(|raw| one(raw).map(Text::One)).collect::<Result<Vec<_>, _>>()?;
        // One text may also stand for itself where anything goes.
        let text =
            if parameter.kind == ParameterKind::Any && rest.is_empty() { texts.remove(0) } else { Text::List(texts) };
        return Ok(Some(text.to_json()));
    }
    let mut buffer = [0; 4];
    let delimiter = &*parameter.style.delimiter().encode_utf8(&mut buffer);
    let raw = values.join(delimiter);
    if escapes == Escapes::None {
        return Ok(Some(parts(parameter, &raw, delimiter, one)?.to_json()));
    }
    let raw = plain(&raw, parameter.style);
    let raw = if delimiter == " " { raw.replace('+', " ").into() } else { raw };
    Ok(Some(parts(parameter, &raw, delimiter, one)?.to_json()))
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
