//! An API in a few lines, for tests to compare.

use std::fmt::Write as _;

use crate::ir::Api;
use crate::ir::operation::{
    Codec, Content, Operation, ParameterEncoding, ParameterKind, Response, Source, Style, UrlPart,
};
use crate::ir::types::{
    Assertion, ChoiceValues, Constant, ConstantValue, Field, Member, Rest, Rules, Shape, Slot, TagWriter, TypeId,
    UnionTag,
};

/// Every named type.
pub(super) fn types(api: &Api) -> String {
    let mut out = String::new();
    for module in &api.types.modules {
        for &id in &module.types {
            let ty = api.types.get(id);
            let name = ty.name.as_ref().map_or("?", |name| name.rust.as_str());
            let _ = writeln!(out, "{name} = {}", shape(api, id));
        }
    }
    out
}

/// Every operation.
pub(super) fn operations(api: &Api) -> String {
    let mut out = String::new();
    for group in &api.groups {
        let _ = writeln!(out, "{} {}", group.name.rust, group.type_name);
        for operation in &group.operations {
            self::operation(api, operation, &mut out);
        }
    }
    out
}

fn source(source: &Source) -> String {
    match source {
        Source::Request { field, pointer } => format!("request.{field}{pointer}"),
        Source::Response { field, pointer } => {
            let field = field.as_deref().map(|field| format!(".{field}")).unwrap_or_default();
            format!("response{field}{pointer}")
        }
        Source::Constant(json) => json.clone(),
    }
}

fn operation(api: &Api, operation: &Operation, out: &mut String) {
    let _ =
        writeln!(out, "  {} .{} {} {}", operation.type_name, operation.method_name, operation.method, operation.path);
    if !operation.servers.is_empty() {
        let _ = writeln!(out, "    at {}", operation.servers.join(", "));
    }
    for parameter in &operation.parameters {
        let mark = if parameter.required { "" } else { "?" };
        let kind = match &parameter.encoding {
            ParameterEncoding { style: Style::QueryString, kind, .. } => format!("QueryString {kind:?}"),
            ParameterEncoding { kind: ParameterKind::Json, .. } => "Json".to_owned(),
            ParameterEncoding { style, kind, .. } => format!("{style:?} {kind:?}"),
        };
        let default = parameter.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "    {:?} {}{mark}: {}{default} ({kind})",
            parameter.location,
            parameter.name.rust,
            slot(api, &parameter.slot)
        );
    }
    if let Some(body) = &operation.body {
        let mark = if body.required { "" } else { "?" };
        let _ = writeln!(out, "    {}{mark}: {}", body.field, contents(api, &body.contents, &body.choice_name));
    }
    for url in &operation.callback_urls {
        let parts: Vec<_> = url
            .parts
            .iter()
            .map(|part| match part {
                UrlPart::Text(text) => format!("{text:?}"),
                UrlPart::Value(source) => self::source(source),
            })
            .collect();
        let _ = writeln!(out, "    {} = {}", url.function, parts.join(" + "));
    }
    for link in &operation.links {
        let given = link.fields.iter().filter_map(|field| Some((&field.field, field.source.as_ref()?)));
        let fields: Vec<_> = given.map(|(field, from)| format!("{field}: {}", source(from))).collect();
        let _ = writeln!(out, "    {} = {} {{ {} }}", link.function, link.target, fields.join(", "));
    }
    for (word, responses) in [("ok", &operation.successes), ("err", &operation.errors)] {
        for response in responses {
            self::response(api, word, response, out);
        }
    }
    if let Some(pages) = &operation.pagination {
        let steps: Vec<String> =
            pages.items.0.iter().map(|step| format!("{}:{:?}", step.field, step.presence)).collect();
        let _ = writeln!(out, "    pages of {} at {}", slot(api, &pages.item), steps.join("."));
    }
}

fn response(api: &Api, word: &str, response: &Response, out: &mut String) {
    let headers: Vec<String> =
        response.headers.iter().map(|header| format!("{}: {}", header.name.rust, slot(api, &header.slot))).collect();
    let headers = if headers.is_empty() { String::new() } else { format!(" [{}]", headers.join(", ")) };
    let contents = contents(api, &response.contents, &response.choice_name);
    let _ = writeln!(out, "    {word} {:?} {}{headers}: {contents}", response.status, response.variant);
}

fn contents(api: &Api, contents: &[Content], choice: &str) -> String {
    let codec =
        |content: &Content| content.also.iter().fold(self::codec(api, content), |text, also| text + " also " + also);
    match contents {
        [] => "nothing".to_owned(),
        [one] => codec(one),
        several => {
            let variants: Vec<String> =
                several.iter().map(|content| format!("{}({})", content.variant, codec(content))).collect();
            format!("{choice} {}", variants.join(" | "))
        }
    }
}

fn codec(api: &Api, content: &Content) -> String {
    match &content.codec {
        Codec::Json(body) => format!("json {}", slot(api, body)),
        Codec::Form(body) => format!("form {}", slot(api, body)),
        Codec::Multipart(ty) => format!("multipart {}", name(api, *ty)),
        Codec::Text(None) => "text".to_owned(),
        Codec::Text(Some(_)) => "text with rules".to_owned(),
        Codec::Bytes => "bytes".to_owned(),
        Codec::Sequence(item, framing) => format!("sequence of {} as {framing:?}", slot(api, item)),
    }
}

fn name(api: &Api, id: TypeId) -> String {
    match &api.types.get(id).name {
        Some(name) => name.rust.clone(),
        None => shape(api, id),
    }
}

fn constant(constant: &Constant) -> String {
    let value = match &constant.value {
        ConstantValue::String(value) => format!("{value:?}"),
        ConstantValue::Boolean(value) => value.to_string(),
        ConstantValue::Integer(value) => value.to_string(),
    };
    format!("{}{} == {value}", constant.name.rust, if constant.required { "" } else { "?" })
}

fn slot(api: &Api, slot: &Slot) -> String {
    let null = if slot.nullable { "|null" } else { "" };
    let rules = slot.rules.as_ref().map(self::rules).unwrap_or_default();
    format!("{}{null}{rules}", name(api, slot.ty))
}

fn shape(api: &Api, id: TypeId) -> String {
    match &api.types.get(id).shape {
        Shape::Scalar(scalar) => match format!("{scalar:?}").as_str() {
            "DateTime(Rfc3339)" => "DateTime".to_owned(),
            "Base64(Standard)" => "Base64".to_owned(),
            other => other.to_owned(),
        },
        Shape::Record(record) => {
            let mut parts: Vec<String> = record.constants.iter().map(constant).collect();
            parts.extend(record.fields.iter().map(|field| self::field(api, field)));
            match &record.rest {
                Rest::Ignored => {}
                Rest::Forbidden => parts.push("!".to_owned()),
                Rest::Kept(name, rest) => parts.push(format!("..{}: {}", name.rust, slot(api, rest))),
            }
            format!("{{ {} }}{}", parts.join(", "), record.rules.as_ref().map(rules).unwrap_or_default())
        }
        Shape::Choice(choice) => {
            let members = match &choice.values {
                ChoiceValues::Strings(members) => self::members(members, |value| format!("{value:?}")),
                ChoiceValues::Integers(members) => self::members(members, i64::to_string),
            };
            format!("enum {members} | {}{}", choice.unknown, if choice.open { " open" } else { "" })
        }
        Shape::Union(union) => {
            let variants: Vec<String> = union
                .variants
                .iter()
                .map(|variant| {
                    let tags = if variant.tags.is_empty() { String::new() } else { format!("{:?} ", variant.tags) };
                    let writer = if variant.writer == TagWriter::Union { "+" } else { "" };
                    format!("{tags}{writer}{}({})", variant.rust, slot(api, &variant.slot))
                })
                .collect();
            let tag = match &union.tag {
                UnionTag::Discriminator(property) => format!("by {property} "),
                UnionTag::Untagged => String::new(),
            };
            let own = union.rules.as_ref().map(rules).unwrap_or_default();
            format!("union {tag}{} | {}{own}", variants.join(" | "), union.unknown)
        }
        Shape::List(items) => format!("[{}]", slot(api, items)),
        Shape::Map(values) => format!("map of {}", slot(api, values)),
        Shape::Tuple(tuple) => {
            format!("({})", tuple.items.iter().map(|item| slot(api, item)).collect::<Vec<_>>().join(", "))
        }
        Shape::Newtype(newtype) => format!("new {}", slot(api, &newtype.slot)),
        Shape::Embedded(held) => format!("JSON of {}", slot(api, held)),
        Shape::Alias(target) => format!("alias {}", name(api, *target)),
        Shape::Any => "Any".to_owned(),
    }
}

fn field(api: &Api, field: &Field) -> String {
    let mark = if field.required { "" } else { "?" };
    let default = field.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    format!("{}{mark}: {}{default}", field.name.rust, slot(api, &field.slot))
}

fn members<T>(members: &[Member<T>], text: impl Fn(&T) -> String) -> String {
    members.iter().map(|member| format!("{}={}", member.rust, text(&member.value))).collect::<Vec<_>>().join(" ")
}

/// The rules that are set, as `Debug` shows them, without those that are not.
fn rules(rules: &Rules) -> String {
    let mut parts = Vec::new();
    let mut add = |word: &str, value: Option<String>| {
        if let Some(value) = value {
            parts.push(format!("{word} {value}"));
        }
    };
    add("length>=", rules.min_length.map(|count| count.to_string()));
    add("length<=", rules.max_length.map(|count| count.to_string()));
    add("~", rules.pattern.clone());
    add("format", rules.format.map(|format| format.name().to_owned()));
    add(">=", rules.minimum.as_ref().map(ToString::to_string));
    add("<=", rules.maximum.as_ref().map(ToString::to_string));
    add(">", rules.exclusive_minimum.as_ref().map(ToString::to_string));
    add("<", rules.exclusive_maximum.as_ref().map(ToString::to_string));
    add("multiple of", rules.multiple_of.as_ref().map(ToString::to_string));
    add("items>=", rules.min_items.map(|count| count.to_string()));
    add("items<=", rules.max_items.map(|count| count.to_string()));
    add("unique", rules.unique_items.then(String::new));
    add("properties>=", rules.min_properties.map(|count| count.to_string()));
    add("properties<=", rules.max_properties.map(|count| count.to_string()));
    add("each", rules.items.as_deref().map(self::rules));
    add("places", (!rules.places.is_empty()).then(|| rules.places.iter().map(self::rules).collect()));
    add("also", (!rules.also.is_empty()).then(|| assertions(&rules.also)));
    format!("<{}>", parts.join(", "))
}

fn assertions(all: &[Assertion]) -> String {
    all.iter().map(assertion).collect::<Vec<_>>().join(", ")
}

fn assertion(one: &Assertion) -> String {
    match one {
        Assertion::All(all) => format!("all({})", assertions(all)),
        Assertion::Any(all) => format!("any({})", assertions(all)),
        Assertion::One(all) => format!("one({})", assertions(all)),
        Assertion::Places(all) => format!("places({})", assertions(all)),
        Assertion::Not(one) => format!("not {}", assertion(one)),
        Assertion::If(parts) => {
            format!("if {} then {} else {}", assertion(&parts[0]), assertion(&parts[1]), assertion(&parts[2]))
        }
        Assertion::Types(types) => format!("{types:?}"),
        Assertion::Listed(values) => format!("in {}", serde_json::Value::from(values.clone())),
        Assertion::Rules(rules) => self::rules(rules),
        Assertion::Required(names) => format!("has {}", names.join("+")),
        Assertion::Property(name, one) => format!("{name}: {}", assertion(one)),
        Assertion::Depends(name, one) => format!("{name} -> {}", assertion(one)),
        Assertion::Names(one) => format!("names {}", assertion(one)),
        Assertion::Items(one) => format!("items {}", assertion(one)),
        Assertion::ItemsAfter(count, one) => format!("items after {count} {}", assertion(one)),
        Assertion::Patterns(all) => {
            let all: Vec<String> = all.iter().map(|(name, one)| format!("/{name}/: {}", assertion(one))).collect();
            all.join(", ")
        }
        Assertion::Others(names, patterns, one) => {
            format!("but {} /{}/: {}", names.join("+"), patterns.join("/+/"), assertion(one))
        }
        Assertion::UnevaluatedProperties(all, one) => format!("{}, other {}", assertions(all), assertion(one)),
        Assertion::UnevaluatedItems(all, one) => format!("{}, other items {}", assertions(all), assertion(one)),
        Assertion::Contains(one, least, most) => format!("{least}..{most:?} of {}", assertion(one)),
    }
}
