//! Parts of forms with header fields of their own (`headers` of an encoding; OAS 3.1.1, 4.8.15): a record for each, of what the part
//! holds and of its header fields.

use super::arena::Lowering;
use super::bodies::MediaPlan;
use super::hint::Hint;
use super::names;
use crate::diag::Code;
use crate::document::media;
use crate::ir::name::Name;
use crate::ir::operation::{Header, PropertyEncoding};
use crate::ir::types::{Access, Docs, Field, FormPart, Record, Rest, Rules, Scalar, Shape, Slot, Type, TypeId};
use crate::spec::operation as spec;

impl Lowering<'_> {
    /// The type of a form whose parts have the header fields that are declared, and are bytes where they are bodies of parts
    /// themselves. One that others use too is copied.
    pub(super) fn with_part_headers(&mut self, ty: TypeId, media: &MediaPlan, hint: &Hint) -> TypeId {
        let Type { name: Some(name), docs, shape: Shape::Record(mut record) } = self.ty(ty).clone() else { return ty };
        let mut any = false;
        for said in &media.encoding {
            let is_nested = said.content_type.as_deref().is_some_and(media::is_multipart);
            let field = record.fields.iter_mut().find(|field| is_nested && field.name.wire == said.property);
            if let Some(field) = field {
                // It is not taken apart.
                let file = Slot { ty: self.scalar(Scalar::File), nullable: false, rules: None };
                let is_list = matches!(self.ty(self.unaliased(field.slot.ty)).shape, Shape::List(_));
                let ty = if is_list { self.add_unnamed(Shape::List(file.clone())) } else { file.ty };
                (field.slot, field.default) = (Slot { ty, ..file }, None);
                any = true;
            }
        }
        for (property, headers) in &media.part_headers {
            let headers = self.usable_part_headers(headers);
            let Some(field) = record.fields.iter_mut().find(|field| field.name.wire == *property) else { continue };
            let said = media.encoding.iter().find(|said| said.property == *property);
            let Some(said) = said.filter(|_| !headers.is_empty()) else { continue };
            any = true;
            let hint = Hint::new(names::join(&[&name.rust, property]), hint.module);
            let items = match &self.ty(self.unaliased(field.slot.ty)).shape {
                Shape::List(items) => Some(items.clone()),
                _ => None,
            };
            let what = format!("The part `{property}` of a form");
            self.part_field(field, items.as_ref(), &headers, said.clone(), &what, &hint);
        }
        if !any {
            return ty;
        }
        let shape = Shape::Record(record);
        let schema = media.schema.map(|schema| self.target(schema));
        if schema.is_none_or(|schema| !self.components.contains_key(&schema)) {
            self.types[ty.0 as usize].shape = shape;
            return ty;
        }
        let rust = self.names.claim(&[hint.name(), &format!("{}Parts", hint.name())]);
        let copy = self.add_named(Name { wire: name.wire, rust }, docs, hint.module);
        self.types[copy.0 as usize].shape = shape;
        copy
    }

    /// Those that say something: a part has its type and its name anyway, and nothing encodes it on its way.
    pub(super) fn usable_part_headers(&mut self, headers: &[spec::Header]) -> Vec<spec::Header> {
        let mut usable = Vec::with_capacity(headers.len());
        for header in headers {
            let name = header.name.to_ascii_lowercase();
            let why = match name.as_str() {
                "content-type" => continue,
                "content-disposition" => "holds the name of the part and of its file, and is written anyway",
                "content-transfer-encoding" => {
                    "is deprecated (RFC 7578, 4.7): HTTP needs none, and `contentEncoding` says what the value is"
                }
                _ => {
                    usable.push(header.clone());
                    continue;
                }
            };
            let message = format!("the header `{}` of a part is left out: it {why}", header.name);
            self.say(Code::Degraded, Some(&header.place), message);
        }
        usable
    }

    /// Puts the record of a part where what it holds stands; a list of them, if that is a list of these items, each in a part of its own.
    pub(super) fn part_field(
        &mut self,
        field: &mut Field,
        items: Option<&Slot>,
        headers: &[spec::Header],
        said: PropertyEncoding,
        what: &str,
        hint: &Hint,
    ) {
        let items = items.cloned();
        let hint = if items.is_some() { hint.item() } else { hint.clone() };
        let rules = field.slot.rules.take();
        let content = match (&items, &rules) {
            (Some(items), Some(rules)) => {
                let of_items = rules.items.as_deref().cloned();
                Slot { rules: of_items.or_else(|| items.rules.clone()), nullable: false, ..items.clone() }
            }
            (Some(items), None) => Slot { nullable: false, ..items.clone() },
            (None, rules) => Slot { ty: field.slot.ty, nullable: false, rules: rules.clone() },
        };
        let lowered = self.lower_headers(headers, &hint);
        // No header field is called like this.
        let wire = if headers.iter().any(|header| header.name == "body") { "(body)" } else { "body" };
        let body = Name { wire: wire.to_owned(), rust: "body".to_owned() };
        let held = Docs { text: Some("What it holds.".to_owned()), ..Docs::default() };
        let mut fields = vec![part_of(body, content, true, held)];
        let text = format!("{what}, with its header fields.");
        let docs = Docs { text: Some(text), ..Docs::default() };
        let mut encodings = Vec::with_capacity(lowered.len());
        for Header { name, slot, required, encoding, docs } in lowered {
            encodings.push(encoding);
            fields.push(part_of(name, Slot { nullable: false, ..slot }, required, docs));
        }
        let part = Some(Box::new(FormPart { said, headers: encodings }));
        let record = Record { constants: Vec::new(), fields, rest: Rest::Ignored, rules: None, part, places: None };
        let rust = self.names.claim(&[hint.name(), &format!("{}Part", hint.name())]);
        let name = Name { wire: field.name.wire.clone(), rust };
        let id = self.add_named(name, docs, hint.module);
        self.types[id.0 as usize].shape = Shape::Record(record);
        field.slot = Slot { ty: id, nullable: false, rules: None };
        if items.is_some() {
            let ty = self.add_unnamed(Shape::List(field.slot.clone()));
            let rules = rules.map(|rules| Rules { items: None, ..rules });
            field.slot = Slot { ty, nullable: false, rules };
        }
    }
}

fn part_of(name: Name, slot: Slot, required: bool, docs: Docs) -> Field {
    Field { name, slot, required, default: None, docs, access: Access::Both }
}
