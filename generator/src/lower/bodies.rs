//! Request bodies, and what bodies of either direction are written as.

use super::arena::Lowering;
use super::docs;
use super::hint::Hint;
use super::names::{self, Case};
use super::operations::{OperationPlan, body_hint};
use super::rules::of_scalar;
use super::shapes::{Kind, access};
use crate::diag::{Code, Place};
use crate::document::media;
use crate::ir::operation::{Body, Codec, Content, Framing, PropertyEncoding};
use crate::ir::types::{Rules, Scalar, Shape, Slot};
use crate::spec::operation as spec;
use crate::spec::schema::{Access, SchemaId};

/// An entry of `content` that is read.
#[derive(Debug, Clone)]
pub(super) struct MediaPlan {
    pub name: String,
    /// As it is sent.
    pub media_type: String,
    /// Further names of the same JSON.
    pub also: Vec<String>,
    pub schema: Option<SchemaId>,
    /// That of each value of a sequence.
    pub item: Option<SchemaId>,
    pub encoding: Vec<PropertyEncoding>,
    /// The header fields of parts, by property.
    pub part_headers: Vec<(String, Vec<spec::Header>)>,
    /// What is said of parts by their place.
    pub prefix_encoding: Vec<spec::Encoding>,
    /// What is said of all parts behind these.
    pub item_encoding: Option<spec::Encoding>,
}

/// What a media type is, its schema aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Json,
    Xml,
    Form,
    Multipart,
    Text,
    Sequence(Framing),
    Whatever,
    Bytes,
}

impl Lowering<'_> {
    /// The entries of `content` that differ; those that only name the same JSON otherwise are further names of it.
    pub(super) fn plan_media(&mut self, content: &[spec::MediaType], place: &Place) -> Vec<MediaPlan> {
        let mut plans: Vec<MediaPlan> = Vec::new();
        let first = |wanted| content.iter().find(move |media| family(&media.name) == wanted && media.schema.is_some());
        let json = content.iter().find(|media| family(&media.name) == Family::Json).or(first(Family::Xml));
        // What is JSON too stands where the first of its names does, whichever that is.
        let ahead = json.filter(|json| self.stands_for_others(json, content));
        for media in ahead.into_iter().chain(content) {
            if plans.iter().any(|plan| plan.name == media.name) {
                continue;
            }
            let alike = json.filter(|json| json.name != media.name && self.is_same(json.schema, media.schema));
            let is_again = alike.is_some()
                && match family(&media.name) {
                    Family::Json | Family::Whatever => true,
                    Family::Xml => media.schema.is_some_and(|schema| self.has_xml(schema)),
                    Family::Text => {
                        media.schema.is_some_and(|schema| !self.is_text(schema) && !self.is_anything(schema))
                    }
                    _ => false,
                };
            if let (true, Some(json)) = (is_again, json) {
                if family(&media.name) == Family::Text {
                    let names = (media.name.clone(), json.name.clone());
                    self.text_as_json.entry(names).or_insert_with(|| (place.clone(), 0)).1 += 1;
                } else if !media.name.contains('*')
                    && let Some(plan) = plans.iter_mut().find(|plan| plan.name == json.name)
                {
                    plan.also.push(format!("{}{}", media.name, media.parameters));
                }
                continue;
            }
            let encoding = media
                .encoding
                .iter()
                .map(|(property, encoding)| PropertyEncoding {
                    property: property.clone(),
                    content_type: encoding.content_type.clone(),
                    style: encoding.style,
                    explode: encoding.explode,
                    allow_reserved: encoding.allow_reserved,
                    written: None,
                })
                .collect();
            let with_headers = media.encoding.iter().filter(|(_, encoding)| !encoding.headers.is_empty());
            let part_headers =
                with_headers.map(|(property, encoding)| (property.clone(), encoding.headers.clone())).collect();
            plans.push(MediaPlan {
                name: media.name.clone(),
                media_type: format!("{}{}", media.name, media.parameters),
                also: Vec::new(),
                schema: media.schema,
                item: media.item_schema,
                encoding,
                part_headers,
                prefix_encoding: media.prefix_encoding.clone(),
                item_encoding: media.item_encoding.clone(),
            });
        }
        plans
    }

    /// Says once for the whole document which types of text are left out, because they have the schema of JSON.
    pub(super) fn report_text_as_json(&mut self) {
        for ((text, json), (place, count)) in std::mem::take(&mut self.text_as_json) {
            let message = format!("`{text}` has the schema of `{json}`; only the latter is written and read");
            let others = match count {
                0 | 1 => String::new(),
                2 => " (here and in one other place)".to_owned(),
                _ => format!(" (here and in {} other places)", count - 1),
            };
            self.say(Code::Degraded, Some(&place), message + &others);
        }
    }

    /// Whether two bodies have the same schema: one that stands at one place.
    fn is_same(&self, a: Option<SchemaId>, b: Option<SchemaId>) -> bool {
        a.map(|id| self.canonical(id)) == b.map(|id| self.canonical(id))
    }

    pub(super) fn lower_body(
        &mut self,
        body: &spec::RequestBody,
        method: &str,
        plan: &OperationPlan,
        fields: &[&str],
        hint: &Hint,
    ) -> Option<Body> {
        let home = hint.in_module(self.home(&body.place, hint.module));
        let hints: Vec<Hint> = plan.media.iter().map(|media| body_hint(plan, media, &home)).collect();
        let contents = self.contents(&plan.media, &hints, &body.place);
        if contents.is_empty() {
            self.say(Code::Degraded, Some(&body.place), "the body has no media type, so it is left out");
            return None;
        }
        let field = names::free(&["body", "request_body", "payload"], Case::Snake, |name| fields.contains(&name));
        Some(Body {
            field,
            required: self.is_needed(body, method),
            contents,
            choice_name: plan.choice_name.clone(),
            docs: docs::only(body.description.as_deref()),
        })
    }

    /// Whether a request can't be without its body. One of GET and HEAD means nothing to anybody (RFC 9110, 9.3.1; OAS 3.0.4, 4.8.10.1), and
    /// nothing is left of an object whose properties are all read-only.
    fn is_needed(&mut self, body: &spec::RequestBody, method: &str) -> bool {
        body.required
            && !matches!(method, "GET" | "HEAD")
            && !body.content.iter().all(|media| media.schema.is_some_and(|schema| self.is_only_read(schema)))
    }

    fn is_only_read(&mut self, id: SchemaId) -> bool {
        let schema = self.effective(id);
        let properties = &schema.object.properties;
        !properties.is_empty() && properties.values().all(|id| access(self, *id) == Access::ReadOnly)
    }

    /// Bodies in each of these media types.
    pub(super) fn contents(&mut self, media: &[MediaPlan], hints: &[Hint], place: &Place) -> Vec<Content> {
        let labels: Vec<String> = media.iter().map(|media| variant(&media.name)).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let variants = names::scope(&labels, Case::Camel, &[]);
        let mut contents = Vec::with_capacity(media.len());
        for ((media, hint), variant) in media.iter().zip(hints).zip(variants) {
            let (codec, by_place) = match self.placed(media, hint) {
                Some((codec, said)) => (codec, said),
                None => (self.codec(media, hint, place), Vec::new()),
            };
            let types = std::iter::once(&media.name).chain(&media.also);
            let is_xml =
                matches!(codec, Codec::Json(_)) && types.into_iter().any(|name| family(essence(name)) == Family::Xml);
            let xml = media.schema.filter(|_| is_xml).map(|schema| self.xml_element(schema));
            // JSON is never sent as a range.
            let is_range = matches!(codec, Codec::Json(_)) && media.name.contains('*') || media.name.is_empty();
            let media_type = if is_range { "application/json".to_owned() } else { media.media_type.clone() };
            let also = media.also.iter().filter(|other| **other != media_type).cloned().collect();
            let mut encoding: Vec<_> = media.encoding.iter().map(|encoding| self.encoding(&codec, encoding)).collect();
            if !by_place.is_empty() {
                encoding = by_place;
            }
            contents.push(Content { media_type, also, xml, variant, codec, encoding });
        }
        contents
    }

    /// Parts that have places, with what is said of each.
    fn placed(&mut self, media: &MediaPlan, hint: &Hint) -> Option<(Codec, Vec<PropertyEncoding>)> {
        if let Some(item) = media.item.filter(|_| media::has_places(&media.name)) {
            let (slot, said) = self.in_turn(item, media, &hint.item());
            return Some((Codec::Sequence(slot, Framing::Parts), said));
        }
        let schema = media.schema.filter(|_| self.has_places(media))?;
        let (ty, said) = self.by_place(schema, media, hint);
        Some((Codec::Multipart(ty), said))
    }

    fn codec(&mut self, media: &MediaPlan, hint: &Hint, place: &Place) -> Codec {
        let family = family(&media.name);
        if let Family::Sequence(framing) = family {
            return self.sequence(media, framing, hint);
        }
        if family == Family::Multipart && media.item.is_some() {
            let message =
                format!("`itemSchema` is not read: the parts of `{}` are told apart by their names", media.name);
            self.say(Code::Degraded, Some(place), message);
        }
        let Some(schema) = media.schema else {
            return match family {
                Family::Json => Codec::Json(Slot { ty: self.any(), nullable: false, rules: None }),
                Family::Text => Codec::Text(None),
                _ => Codec::Bytes,
            };
        };
        if self.is_binary(schema) || self.is_file(schema, &media.name) {
            return Codec::Bytes;
        }
        match family {
            Family::Whatever | Family::Text | Family::Xml if self.is_text(schema) => {
                Codec::Text(self.rules_of_text(schema))
            }
            Family::Json | Family::Xml | Family::Whatever => Codec::Json(self.plain_slot(schema, hint)),
            Family::Text => Codec::Text(None),
            Family::Form | Family::Multipart => {
                let slot = self.slot(schema, hint);
                let ty = self.unaliased(slot.ty);
                let fits = match &self.ty(ty).shape {
                    Shape::Record(_) => true,
                    Shape::Map(_) | Shape::Union(_) | Shape::Newtype(_) => family == Family::Form,
                    _ => false,
                };
                if !media.prefix_encoding.is_empty() || media.item_encoding.is_some() {
                    let message = format!(
                        "what `prefixEncoding` and `itemEncoding` say is left out: a body of `{}` whose parts have \
                         places is an array",
                        media.name
                    );
                    self.say(Code::Degraded, Some(place), message);
                }
                match (fits, family) {
                    (true, Family::Form) => Codec::Form(slot),
                    (true, _) => Codec::Multipart(self.with_part_headers(ty, media, hint)),
                    (false, _) => {
                        let message = format!(
                            "a body of `{}` that is not an object with named properties is taken as bytes",
                            media.name
                        );
                        self.say(Code::Degraded, Some(place), message);
                        Codec::Bytes
                    }
                }
            }
            Family::Bytes | Family::Sequence(_) => Codec::Bytes,
        }
    }

    /// Values as they come: each is of `itemSchema` (OAS 3.2.0, 4.14.5), else an item of an array, else as the schema says. Text
    /// that says nothing of its lines stays bytes.
    fn sequence(&mut self, media: &MediaPlan, framing: Framing, hint: &Hint) -> Codec {
        let Some(id) = media.item.or(media.schema) else { return Codec::Bytes };
        let target = self.target(id);
        let schema = self.effective(target);
        let items = schema.array.items.filter(|_| media.item.is_none());
        let item = items.unwrap_or(id);
        let is_text = self.is_text(item);
        let framing = match framing {
            Framing::Events if media.item.is_some() => Framing::Events,
            Framing::Events if is_text => Framing::EventText,
            Framing::Events => Framing::EventData,
            _ if is_text && media.item.is_none() && items.is_none() || self.is_binary(item) => return Codec::Bytes,
            framing => framing,
        };
        let hint = if items.is_some() { hint.item() } else { hint.clone() };
        Codec::Sequence(self.plain_slot(item, &hint), framing)
    }

    /// Whether values of a schema have parts that XML can name; a string is a document as it stands.
    fn has_xml(&mut self, id: SchemaId) -> bool {
        !self.is_binary(id) && !self.is_text(id)
    }

    /// Whether JSON comes after XML of the same schema, and so is the first name of both.
    fn stands_for_others(&self, json: &spec::MediaType, content: &[spec::MediaType]) -> bool {
        let before = content.iter().take_while(|media| media.name != json.name);
        let mut xml =
            before.filter(|media| family(&media.name) == Family::Xml && self.is_same(json.schema, media.schema));
        xml.next().is_some()
    }

    fn is_binary(&mut self, id: SchemaId) -> bool {
        let target = self.target_of_component(id);
        let schema = self.effective(target);
        schema.format.as_deref() == Some("binary") && !self.is_structured(target)
    }

    /// Whether a schema says no more than that a body of this type is one: `image/png: { schema: { contentMediaType: image/png } }`.
    fn is_file(&mut self, id: SchemaId, media: &str) -> bool {
        let target = self.target_of_component(id);
        let schema = self.effective(target);
        let said = schema.string.content_media_type.as_deref();
        schema.types.is_empty() && schema.string.content_encoding.is_none() && said == Some(media)
    }

    /// Whether a schema says nothing of its values, so that a text is one of them.
    fn is_anything(&mut self, id: SchemaId) -> bool {
        let target = self.target_of_component(id);
        let schema = self.effective(target);
        matches!(self.kind(target, &schema), Kind::Any)
    }

    fn is_structured(&mut self, id: SchemaId) -> bool {
        let schema = self.effective(id);
        !matches!(self.kind(id, &schema), Kind::Scalar(_) | Kind::Any)
    }

    fn rules_of_text(&mut self, id: SchemaId) -> Option<Rules> {
        let target = self.target_of_component(id);
        let rules = of_scalar(&self.effective(target), Scalar::String);
        rules.is_some().then_some(rules)
    }

    /// Whether a schema's values are strings.
    fn is_text(&mut self, id: SchemaId) -> bool {
        let target = self.target_of_component(id);
        let schema = self.effective(target);
        match self.kind(target, &schema) {
            Kind::Scalar(scalar) => scalar.is_text() && scalar != Scalar::Secret,
            _ => false,
        }
    }
}

pub(super) fn family(media: &str) -> Family {
    match media {
        "application/json" | "text/json" => Family::Json,
        "application/x-www-form-urlencoded" => Family::Form,
        "multipart/form-data" | "multipart/mixed" | "multipart/related" | "multipart/*" => Family::Multipart,
        "*/*" | "application/*" | "*" | "" => Family::Whatever,
        "text/event-stream" => Family::Sequence(Framing::Events),
        "application/jsonl"
        | "application/jsonlines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/x-jsonl"
        | "application/x-jsonlines" => Family::Sequence(Framing::Lines),
        _ if media == "application/json-seq" || media.ends_with("+json-seq") => Family::Sequence(Framing::Records),
        "application/xml" | "text/xml" => Family::Xml,
        _ if media.ends_with("+json") => Family::Json,
        _ if media.ends_with("+xml") => Family::Xml,
        _ if media.starts_with("text/") => Family::Text,
        _ => Family::Bytes,
    }
}

/// A media type without its parameters.
fn essence(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

/// What the variant for a media type is called.
pub(super) fn variant(media: &str) -> String {
    let name = match media {
        "application/json" => "json",
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "text/plain" => "text",
        "application/octet-stream" => "bytes",
        "*/*" | "*" | "" => "any",
        _ => {
            let (kind, sub) = media.split_once('/').unwrap_or(("", media));
            if sub == "*" { kind } else { sub.trim_start_matches("x-") }
        }
    };
    names::camel(name)
}
