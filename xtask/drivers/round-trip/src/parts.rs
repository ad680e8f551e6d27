//! Forms of parts, made from what the generator knows of a record.

use specwright::ir::operation::Content;
use specwright::ir::types::{Record, Scalar, Shape, TypeId, Types};
use specwright_runtime::File;
use specwright_runtime::json::Value;
use specwright_runtime::multipart::{Multipart, MultipartDecoder, MultipartEncoder};
use specwright_runtime::parameter::Parameter;

use crate::known;
use crate::samples::{Lists, Sampler, constant_value};
use crate::strings::Place;

/// A form.
pub(crate) struct Form(Vec<(String, Member)>);

/// What is in a part, or in all parts of a name.
pub(crate) enum Member {
    Files(Vec<File>),
    Value(Value, Option<String>),
    Styled(Value, &'static Parameter),
    Parts(Vec<Part>),
}

/// A part with header fields.
pub(crate) struct Part {
    name: String,
    headers: Vec<(&'static Parameter, Value)>,
    body: Box<Member>,
}

impl Multipart for Part {
    fn encode(&self, form: &mut MultipartEncoder) {
        for (header, value) in &self.headers {
            form.header(header, value);
        }
        self.body.write(&self.name, form);
    }

    fn decode(_: &mut MultipartDecoder) -> Option<Self> {
        None
    }
}

impl Member {
    pub(crate) fn write(&self, name: &str, form: &mut MultipartEncoder) {
        match self {
            Self::Files(files) => form.file(name, files),
            Self::Value(value, Some(media)) => form.field_as(name, media, value),
            Self::Value(value, None) => form.field(name, value),
            Self::Styled(value, parameter) => form.styled(parameter, value),
            Self::Parts(parts) => parts.iter().for_each(|part| form.part(part)),
        }
    }
}

impl Multipart for Form {
    fn encode(&self, form: &mut MultipartEncoder) {
        for (name, member) in &self.0 {
            member.write(name, form);
        }
    }

    fn decode(_: &mut MultipartDecoder) -> Option<Self> {
        None
    }
}

/// A form of a type; none where it is no record, or nothing was found for a member that must be there.
pub(crate) fn make(ty: TypeId, content: &Content, sampler: &mut Sampler<'_>) -> Option<Form> {
    let types = sampler.types;
    let record = record(types, ty)?;
    sampler.lists = Lists::NotEmpty;
    let form = members(record, content, sampler);
    sampler.lists = Lists::Any;
    form.map(Form)
}

fn members(record: &Record, content: &Content, sampler: &mut Sampler<'_>) -> Option<Vec<(String, Member)>> {
    let media = |name: &str| {
        let mut encodings = content.encoding.iter();
        let declared = encodings.find(|encoding| encoding.property == name)?.content_type.as_deref()?;
        Some(declared.split(',').next().unwrap_or(declared).trim().to_owned())
    };
    let constants = record.constants.iter();
    let mut members: Vec<_> = constants
        .map(|constant| (constant.name.wire.clone(), Member::Value(constant_value(&constant.value), None)))
        .collect();
    for field in &record.fields {
        if !field.required && sampler.rng.u8(..3) == 0 {
            continue;
        }
        let name = field.name.wire.clone();
        if let Some((part, several)) = part(sampler.types, field.slot.ty) {
            let least = field.slot.rules.as_ref().and_then(|rules| rules.min_items).unwrap_or(1).max(1);
            let parts = (0..if several { least } else { 1 }).map(|_| headed(&name, part, media(&name), sampler));
            match parts.collect() {
                Some(parts) => members.push((name, Member::Parts(parts))),
                None if field.required => return None,
                None => {}
            }
            continue;
        }
        let member = match files(sampler.types, field.slot.ty) {
            Some(Files::One) => Some(Member::Files(vec![file(media(&name), sampler)])),
            Some(Files::Several) => {
                let least = field.slot.rules.as_ref().and_then(|rules| rules.min_items).unwrap_or(1).max(1);
                Some(Member::Files((0..least).map(|_| file(media(&name), sampler)).collect()))
            }
            // What is null or holds it has no part.
            None => sampler.slot(&field.slot, 2).filter(|value| !value.is_null()).map(|value| {
                match known::form(content).iter().find(|parameter| parameter.name == name) {
                    Some(parameter) => Member::Styled(value, parameter),
                    None => Member::Value(value, media(&name)),
                }
            }),
        };
        match member {
            Some(member) => members.push((name, member)),
            None if field.required && !field.slot.nullable => return None,
            None => {}
        }
    }
    Some(members)
}

/// The record of a part with header fields, and whether there may be several.
pub(crate) fn part(types: &Types, ty: TypeId) -> Option<(&Record, bool)> {
    let of = |ty: TypeId| record(types, ty).filter(|record| record.part.is_some());
    match shape(types, ty) {
        Shape::List(slot) => of(slot.ty).map(|record| (record, true)),
        _ => of(ty).map(|record| (record, false)),
    }
}

/// A part with its header fields.
pub(crate) fn headed(name: &str, record: &Record, media: Option<String>, sampler: &mut Sampler<'_>) -> Option<Part> {
    let (body, fields) = record.fields.split_first()?;
    let encodings = &record.part.as_ref()?.headers;
    let place = std::mem::replace(&mut sampler.place, Place::Header);
    let mut headers = Vec::new();
    for (field, encoding) in fields.iter().zip(encodings) {
        if field.required || sampler.rng.bool() {
            headers.push((known::header(&field.name.wire, encoding), sampler.slot(&field.slot, 2)?));
        }
    }
    sampler.place = place;
    let body = match files(sampler.types, body.slot.ty) {
        Some(_) => Member::Files(vec![file(media, sampler)]),
        None => Member::Value(sampler.slot(&body.slot, 2).filter(|value| !value.is_null())?, media),
    };
    Some(Part { name: name.to_owned(), headers, body: Box::new(body) })
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Files {
    One,
    Several,
}

pub(crate) fn files(types: &Types, ty: TypeId) -> Option<Files> {
    match shape(types, ty) {
        Shape::Scalar(Scalar::File) => Some(Files::One),
        Shape::List(slot) => matches!(shape(types, slot.ty), Shape::Scalar(Scalar::File)).then_some(Files::Several),
        _ => None,
    }
}

/// A file of one of the declared types.
pub(crate) fn file(declared: Option<String>, sampler: &mut Sampler<'_>) -> File {
    let declared = declared.unwrap_or_default();
    let first = declared.split(',').next().map(str::trim).filter(|first| !first.is_empty() && *first != "*/*");
    let media = first.unwrap_or("application/octet-stream").replace("/*", "/x-sample");
    let names = ["a.txt", "b c.png", "\u{e9}\u{1f600}.bin", "x\"y.json"];
    let bytes: Vec<u8> = (0..sampler.rng.usize(..100)).map(|_| sampler.rng.u8(..)).collect();
    let name = sampler.rng.choice(names).unwrap_or_default();
    File::new(bytes).named(name).typed(media)
}

pub(crate) fn record(types: &Types, ty: TypeId) -> Option<&Record> {
    match shape(types, ty) {
        Shape::Record(record) => Some(record),
        _ => None,
    }
}

/// Aliases and names looked through.
pub(crate) fn shape(types: &Types, mut ty: TypeId) -> &Shape {
    for _ in 0..types.all.len() {
        ty = match &types.get(ty).shape {
            Shape::Alias(other) => *other,
            Shape::Newtype(newtype) => newtype.slot.ty,
            shape => return shape,
        };
    }
    &Shape::Any
}
