//! Forms of parts, made from what the generator knows of a record.

use specwright::ir::operation::Content;
use specwright::ir::types::{Record, Scalar, Shape, TypeId, Types};
use specwright_runtime::File;
use specwright_runtime::json::Value;
use specwright_runtime::parameter::Parameter;
use specwright_runtime::multipart::{Multipart, MultipartDecoder, MultipartEncoder};

use crate::known;
use crate::samples::{Lists, Sampler, constant_value};

/// A form.
pub(crate) struct Form(Vec<(String, Member)>);

enum Member {
    Files(Vec<File>),
    Value(Value, Option<String>),
    Styled(Value, &'static Parameter),
}

impl Multipart for Form {
    fn encode(&self, form: &mut MultipartEncoder) {
        for (name, member) in &self.0 {
            match member {
                Member::Files(files) => form.file(name, files),
                Member::Value(value, Some(media)) => form.field_as(name, media, value),
                Member::Value(value, None) => form.field(name, value),
                Member::Styled(value, parameter) => form.styled(parameter, value),
            }
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
        let member = match files(sampler.types, field.slot.ty) {
            Some(Files::One) => Some(Member::Files(vec![file(media(&name), sampler)])),
            Some(Files::Several) => {
                let least = field.slot.rules.as_ref().and_then(|rules| rules.min_items).unwrap_or(1).max(1);
                Some(Member::Files((0..least).map(|_| file(media(&name), sampler)).collect()))
            }
            // What is null or holds it has no part.
            None => sampler
                .slot(&field.slot, 2)
                .filter(|value| !value.is_null())
                .map(|value| match known::form(content).iter().find(|parameter| parameter.name == name) {
                    Some(parameter) => Member::Styled(value, parameter),
                    None => Member::Value(value, media(&name)),
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

#[derive(Debug, Clone, Copy)]
enum Files {
    One,
    Several,
}

fn files(types: &Types, ty: TypeId) -> Option<Files> {
    match shape(types, ty) {
        Shape::Scalar(Scalar::File) => Some(Files::One),
        Shape::List(slot) => matches!(shape(types, slot.ty), Shape::Scalar(Scalar::File)).then_some(Files::Several),
        _ => None,
    }
}

/// A file of one of the declared types.
fn file(declared: Option<String>, sampler: &mut Sampler<'_>) -> File {
    let declared = declared.unwrap_or_default();
    let first = declared.split(',').next().map(str::trim).filter(|first| !first.is_empty() && *first != "*/*");
    let media = first.unwrap_or("application/octet-stream").replace("/*", "/x-sample");
    let names = ["a.txt", "b c.png", "\u{e9}\u{1f600}.bin", "x\"y.json"];
    let bytes: Vec<u8> = (0..sampler.rng.usize(..100)).map(|_| sampler.rng.u8(..)).collect();
    let name = sampler.rng.choice(names).unwrap_or_default();
    File::new(bytes).named(name).typed(media)
}

fn record(types: &Types, ty: TypeId) -> Option<&Record> {
    match shape(types, ty) {
        Shape::Record(record) => Some(record),
        _ => None,
    }
}

/// Aliases and names looked through.
fn shape(types: &Types, mut ty: TypeId) -> &Shape {
    for _ in 0..types.all.len() {
        ty = match &types.get(ty).shape {
            Shape::Alias(other) => *other,
            Shape::Newtype(newtype) => newtype.slot.ty,
            shape => return shape,
        };
    }
    &Shape::Any
}
