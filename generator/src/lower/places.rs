//! Bodies whose parts have a place and not a name (OAS 3.2.0, "Encoding By Position"): a record with a field for each place and one for all
//! parts behind them, or parts that come one after the other.

use super::arena::Lowering;
use super::bodies::MediaPlan;
use super::docs;
use super::hint::Hint;
use super::names::{self, Case};
use super::shapes::Kind;
use crate::document::media;
use crate::ir::name::Name;
use crate::ir::operation::PropertyEncoding;
use crate::ir::types::{Access, Docs, Field, Record, Rest, Rules, Scalar, Shape, Slot, TypeId};
use crate::spec::operation as spec;
use crate::spec::schema::SchemaId;

/// Which parts of a body are meant.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// The one at this place, from zero.
    At(usize),
    /// Each behind so many places.
    Behind(usize),
}

impl Lowering<'_> {
    /// Whether the parts of a body are told apart by their place. Those of a form never are.
    pub(super) fn has_places(&mut self, media: &MediaPlan) -> bool {
        let Some(schema) = media.schema.filter(|_| media::has_places(&media.name)) else { return false };
        let target = self.target_of_component(schema);
        let effective = self.effective(target);
        matches!(self.kind(target, &effective), Kind::List | Kind::Tuple)
    }

    /// The record of a body whose parts have places, and what is said of each.
    pub(super) fn by_place(
        &mut self,
        schema: SchemaId,
        media: &MediaPlan,
        hint: &Hint,
    ) -> (TypeId, Vec<PropertyEncoding>) {
        let target = self.target_of_component(schema);
        let schema = self.effective(target);
        let array = &schema.array;
        let most = array.max_items.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
        let least = array.min_items.map_or(0, |least| usize::try_from(least).unwrap_or(usize::MAX));
        let refuses = array.items.is_some_and(|items| self.schema(items).never);
        // An item of which more is said than of the others has a place, too.
        let said = if refuses { 0 } else { media.prefix_encoding.len() };
        let places = array.prefix.len().max(said).min(most);
        let closed = refuses || most <= places;
        let has_others = !closed && (array.items.is_some() || media.item_encoding.is_some() || places == 0);
        let mut labels: Vec<String> = (1..=places).map(|number| format!("part {number}")).collect();
        if has_others {
            labels.push(if places == 0 { "parts" } else { "others" }.to_owned());
        }
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let rust = names::scope(&labels, Case::Snake, &[]);
        let (mut fields, mut encodings) = (Vec::with_capacity(rust.len()), Vec::with_capacity(rust.len()));
        for (index, (label, rust)) in labels.iter().zip(rust).enumerate() {
            let name = Name { wire: index.to_string(), rust };
            let hint = hint.part(label);
            let (field, said) = if index < places {
                let part = array.prefix.get(index).copied().or(array.items);
                self.field_at(name, part, index, index < least, media, &hint)
            } else {
                self.parts_behind(name, array.items, places, (least, most), media, &hint)
            };
            fields.push(field);
            encodings.push(said);
        }
        let rest = if closed { Rest::Forbidden } else { Rest::Ignored };
        let record = Record { constants: Vec::new(), fields, rest, rules: None, part: None, places: Some(places) };
        let rust = self.names.claim(&[hint.name(), &format!("{}Parts", hint.name())]);
        let name = Name { wire: schema.name.clone().unwrap_or_else(|| rust.clone()), rust };
        let said = docs::of_schema(&schema);
        let docs =
            Docs { text: said.text.or_else(|| Some("The parts of a body, each at its place.".to_owned())), ..said };
        let id = self.add_named(name, docs, hint.module);
        self.types[id.0 as usize].shape = Shape::Record(record);
        (id, encodings)
    }

    /// The part at a place.
    fn field_at(
        &mut self,
        name: Name,
        schema: Option<SchemaId>,
        index: usize,
        required: bool,
        media: &MediaPlan,
        hint: &Hint,
    ) -> (Field, PropertyEncoding) {
        let slot = self.part_slot(schema, Place::At(index), media, hint);
        let docs = match schema {
            Some(schema) => {
                let own = self.schema(schema);
                let is_component = self.components.contains_key(&schema);
                let docs = if is_component { Docs::default() } else { docs::of_schema(&own) };
                Docs { deprecated: own.deprecated, ..docs }
            }
            None => Docs::default(),
        };
        // One that may be missing has no other way to be null.
        let slot = Slot { nullable: slot.nullable && required, ..slot };
        let mut field = Field { name, slot, required, default: None, docs, access: Access::Both };
        let said = self.with_headers(&mut field, Place::At(index), media, hint);
        (field, said)
    }

    /// The parts behind all places.
    fn parts_behind(
        &mut self,
        name: Name,
        items: Option<SchemaId>,
        places: usize,
        (least, most): (usize, usize),
        media: &MediaPlan,
        hint: &Hint,
    ) -> (Field, PropertyEncoding) {
        let place = Place::Behind(places);
        let slot = self.part_slot(items, place, media, &hint.item());
        let text = if places == 0 { "The parts." } else { "All parts that follow." };
        let docs = Docs { text: Some(text.to_owned()), ..Docs::default() };
        let mut field = Field { name, slot, required: true, default: None, docs, access: Access::Both };
        let said = self.with_headers(&mut field, place, media, &hint.item());
        let count = |count: usize| count.saturating_sub(places) as u64;
        let rules = Rules {
            min_items: (least > places).then(|| count(least)),
            max_items: (most != usize::MAX).then(|| count(most)),
            items: field.slot.rules.clone().map(Box::new),
            ..Rules::default()
        };
        let ty = self.add_unnamed(Shape::List(field.slot.clone()));
        field.slot = Slot { ty, nullable: false, rules: rules.is_some().then_some(rules) };
        (field, said)
    }

    /// What each part of a body that comes part by part holds, and what is said of the first of them, and so on; the last is for all
    /// that follow.
    pub(super) fn in_turn(
        &mut self,
        schema: SchemaId,
        media: &MediaPlan,
        hint: &Hint,
    ) -> (Slot, Vec<PropertyEncoding>) {
        let places = media.prefix_encoding.len();
        let place = Place::Behind(places);
        let slot = self.part_slot(Some(schema), place, media, hint);
        let name = Name { wire: "0".to_owned(), rust: "part".to_owned() };
        let mut field =
            Field { name, slot, required: true, default: None, docs: Docs::default(), access: Access::Both };
        let last = self.with_headers(&mut field, place, media, hint);
        let mut encodings: Vec<_> = (0..places).map(|index| said(Place::At(index), media)).collect();
        encodings.push(last);
        (field.slot, encodings)
    }

    /// What a part holds. One that is a body of parts itself is not taken apart, and nothing is known of one without a schema: both are
    /// bytes.
    fn part_slot(&mut self, schema: Option<SchemaId>, place: Place, media: &MediaPlan, hint: &Hint) -> Slot {
        let said = said(place, media);
        let content_type = said.content_type.as_deref().unwrap_or_default();
        match schema {
            Some(schema) if !media::is_multipart(content_type) => self.slot(schema, hint),
            None if content_type.contains("json") => Slot { ty: self.any(), nullable: false, rules: None },
            _ => Slot { ty: self.scalar(Scalar::File), nullable: false, rules: None },
        }
    }

    /// Puts the record of a part in its place, if it has header fields. Gives what is said of it.
    fn with_headers(&mut self, field: &mut Field, place: Place, media: &MediaPlan, hint: &Hint) -> PropertyEncoding {
        let said = PropertyEncoding { property: field.name.wire.clone(), ..said(place, media) };
        let headers = encoding(place, media).map(|encoding| encoding.headers.clone()).unwrap_or_default();
        let headers = self.usable_part_headers(&headers);
        if !headers.is_empty() {
            let what = match place {
                Place::At(index) => format!("Part {} of the body", index + 1),
                Place::Behind(_) => "A part of the body".to_owned(),
            };
            self.part_field(field, None, &headers, said.clone(), &what, hint);
        }
        said
    }

    /// Marks what are files among parts that have a place.
    pub(super) fn mark_placed_files(&mut self, media: &spec::MediaType) {
        if !media::has_places(&media.name) {
            return;
        }
        let of_items = media.item_encoding.as_ref();
        let mut parts: Vec<_> = media.item_schema.map(|schema| (schema, of_items)).into_iter().collect();
        if let Some(schema) = media.schema {
            let target = self.target(schema);
            let effective = self.effective(target);
            let prefix = effective.array.prefix.iter().copied().enumerate();
            parts.extend(prefix.map(|(index, part)| (part, media.prefix_encoding.get(index).or(of_items))));
            parts.extend(effective.array.items.map(|items| (items, of_items)));
        }
        for (part, said) in parts {
            let target = self.target(part);
            self.mark_file(target, said.and_then(|said| said.content_type.as_deref()));
        }
    }
}

/// What the document says of parts.
fn encoding(place: Place, media: &MediaPlan) -> Option<&spec::Encoding> {
    let prefix = match place {
        Place::At(index) => media.prefix_encoding.get(index),
        Place::Behind(_) => None,
    };
    prefix.or(media.item_encoding.as_ref())
}

fn said(place: Place, media: &MediaPlan) -> PropertyEncoding {
    let index = match place {
        Place::At(index) | Place::Behind(index) => index,
    };
    PropertyEncoding {
        property: index.to_string(),
        content_type: encoding(place, media).and_then(|encoding| encoding.content_type.clone()),
        style: None,
        explode: None,
        allow_reserved: false,
        written: None,
    }
}
