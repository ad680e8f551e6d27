//! Bodies whose parts have a place, made from what the generator knows of a record or of what each of them holds.

use specwright::ir::operation::Content;
use specwright::ir::types::{Field, Record, Shape, Slot, TypeId};
use specwright_runtime::Sequence;
use specwright_runtime::multipart::{Layout, Multipart, MultipartDecoder, MultipartEncoder, Others};

use crate::parts::{self, Member};
use crate::samples::Sampler;

/// A body whose parts have a place.
pub(crate) struct Places(Vec<(String, Member)>);

impl Multipart for Places {
    const LAYOUT: Layout = Layout::Places(0, Others::Read);

    fn encode(&self, form: &mut MultipartEncoder) {
        for (name, member) in &self.0 {
            member.write(name, form);
        }
    }

    fn decode(_: &mut MultipartDecoder) -> Option<Self> {
        None
    }
}

/// The part of a value that comes among others.
pub(crate) struct Turn(Member);

impl Turn {
    /// Writes it.
    pub(crate) fn write(&self, form: &mut MultipartEncoder) {
        self.0.write("0", form);
    }
}

/// How many fields of a body have a place, if that is what its type is.
pub(crate) fn count(ty: TypeId, sampler: &Sampler<'_>) -> Option<usize> {
    parts::record(sampler.types, ty)?.places
}

/// A body of a type; none where nothing was found for a part that must be there.
pub(crate) fn make(ty: TypeId, content: &Content, sampler: &mut Sampler<'_>) -> Option<Places> {
    let Record { fields, places, .. } = parts::record(sampler.types, ty)?;
    let mut members = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        if Some(index) == *places {
            members.extend(others(field, content, sampler)?);
            break;
        }
        // Nothing stands behind one that is missing.
        if !field.required && sampler.rng.u8(..3) == 0 {
            break;
        }
        match member(&field.name.wire, &field.slot, media(content, index), sampler) {
            Some(member) => members.push((field.name.wire.clone(), member)),
            None if field.required => return None,
            None => break,
        }
    }
    Some(Places(members))
}

/// The parts behind all places.
fn others(field: &Field, content: &Content, sampler: &mut Sampler<'_>) -> Option<Vec<(String, Member)>> {
    let Shape::List(items) = parts::shape(sampler.types, field.slot.ty) else { return None };
    let rules = field.slot.rules.as_ref();
    let least = rules.and_then(|rules| rules.min_items).unwrap_or(0);
    let most = rules.and_then(|rules| rules.max_items).unwrap_or(u64::MAX);
    let count = (least + sampler.rng.u64(..4)).min(most);
    let name = &field.name.wire;
    let media = media(content, content.encoding.len().saturating_sub(1));
    (0..count).map(|_| Some((name.clone(), member(name, items, media.clone(), sampler)?))).collect()
}

/// Values that come one after the other.
pub(crate) fn series(slot: &Slot, content: &Content, sampler: &mut Sampler<'_>) -> Option<Sequence<Turn>> {
    let last = content.encoding.len().saturating_sub(1);
    let count = sampler.rng.usize(..5);
    let turns: Option<Vec<_>> =
        (0..count).map(|index| member("0", slot, media(content, index.min(last)), sampler).map(Turn)).collect();
    turns.map(Sequence::from)
}

/// The first of the media types of what stands there, if any is said.
fn media(content: &Content, index: usize) -> Option<String> {
    let declared = content.encoding.get(index)?.content_type.as_deref()?;
    Some(declared.split(',').next().unwrap_or(declared).trim().to_owned())
}

fn member(name: &str, slot: &Slot, media: Option<String>, sampler: &mut Sampler<'_>) -> Option<Member> {
    if let Some((part, _)) = parts::part(sampler.types, slot.ty) {
        return Some(Member::Parts(vec![parts::headed(name, part, media, sampler)?]));
    }
    if parts::files(sampler.types, slot.ty).is_some() {
        return Some(Member::Files(vec![parts::file(media, sampler)]));
    }
    let media = media.filter(|media| !media.contains('*'));
    sampler.slot(slot, 1).map(|value| Member::Value(value, media))
}
