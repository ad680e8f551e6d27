//! How members of forms are written, where `encoding` makes that another way than the usual (OAS 3.1.1, 4.8.15).

use super::arena::Lowering;
use crate::ir::operation::{Codec, Members, ParameterEncoding, ParameterKind, PropertyEncoding, Style};
use crate::ir::types::{Scalar, Shape, TypeId};

impl Lowering<'_> {
    /// What is said of a member, for the codec of its body.
    pub(super) fn encoding(&self, codec: &Codec, said: &PropertyEncoding) -> PropertyEncoding {
        PropertyEncoding { written: self.written(codec, said), ..said.clone() }
    }

    fn written(&self, codec: &Codec, said: &PropertyEncoding) -> Option<ParameterEncoding> {
        let is_form = matches!(codec, Codec::Form(_));
        let (Codec::Form(_) | Codec::Multipart(_), Some(form)) = (codec, codec.ty()) else { return None };
        let Shape::Record(record) = &self.ty(self.unaliased(form)).shape else { return None };
        let ty = record.fields.iter().find(|field| field.name.wire == said.property)?.slot.ty;
        let kind = self.parameter_kind(ty, 0);
        if said.style.is_none() && said.explode.is_none() && !said.allow_reserved {
            let media = said.content_type.as_deref()?.split([',', ';']).next()?.trim();
            let is_json = media == "application/json" || media.ends_with("+json");
            // Of objects it is the usual way, and of numbers and flags the same text.
            let differs = match kind {
                ParameterKind::Scalar => self.is_written_as_text(ty),
                ParameterKind::Array | ParameterKind::Any => true,
                _ => false,
            };
            return (is_form && is_json && differs).then(|| as_json(!self.is_list_of_lists(ty)));
        }
        let style = said.style.unwrap_or(Style::Form);
        // It means nothing to a deep object.
        let explode = style == Style::DeepObject || said.explode.unwrap_or(style == Style::Form);
        let allow_reserved = said.allow_reserved && is_form;
        let is_usual = match kind {
            ParameterKind::Scalar => true,
            ParameterKind::Array => explode && style != Style::DeepObject || self.is_list_of_files(ty),
            _ => false,
        };
        if is_usual && !allow_reserved {
            return None;
        }
        let members = if explode { self.exploded(&said.property, style, kind, ty) } else { Members::Inside };
        Some(ParameterEncoding { style, explode, allow_reserved, allow_empty: false, kind, members })
    }

    /// Whether the JSON of a single value is a string, unlike its text.
    fn is_written_as_text(&self, ty: TypeId) -> bool {
        match &self.ty(self.unaliased(ty)).shape {
            Shape::Scalar(scalar) => scalar.is_text(),
            Shape::Newtype(newtype) => self.is_written_as_text(newtype.slot.ty),
            _ => true,
        }
    }

    fn is_list_of_lists(&self, ty: TypeId) -> bool {
        let Shape::List(items) = &self.ty(self.unaliased(ty)).shape else { return false };
        self.parameter_kind(items.ty, 0) == ParameterKind::Array
    }

    fn is_list_of_files(&self, ty: TypeId) -> bool {
        let Shape::List(items) = &self.ty(self.unaliased(ty)).shape else { return false };
        matches!(self.ty(self.unaliased(items.ty)).shape, Shape::Scalar(Scalar::File))
    }
}

/// JSON, whatever the style.
fn as_json(explode: bool) -> ParameterEncoding {
    ParameterEncoding {
        style: Style::Form,
        explode,
        allow_reserved: false,
        allow_empty: false,
        kind: ParameterKind::Json,
        members: Members::Inside,
    }
}
