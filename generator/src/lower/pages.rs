//! Pagination: pointers into a reply become fields of its type.

use super::arena::Lowering;
use crate::diag::{Code, Place};
use crate::ir::operation::{
    Codec, FieldPath, FieldStep, Group, Location, Operation, PageStyle, Pagination, StatusPattern, StepPresence,
};
use crate::ir::types::{Scalar, Shape, Slot};
use crate::spec::operation as spec;

/// Where a pointer leads: the fields on the way, and what stands there.
struct Found {
    path: FieldPath,
    slot: Slot,
}

impl Lowering<'_> {
    pub(super) fn lower_pages(&mut self, groups: &mut [Group]) {
        let spec = self.spec;
        for source in spec.operations.iter().filter(|operation| operation.pagination.is_some()) {
            let mut operations = groups.iter_mut().flat_map(|group| &mut group.operations);
            let Some(operation) =
                operations.find(|operation| operation.method == source.method && operation.path == source.path)
            else {
                continue;
            };
            let Some(pagination) = &source.pagination else { continue };
            match self.pages(pagination, operation) {
                Ok(pages) => operation.pagination = Some(pages),
                Err(why) => {
                    let place =
                        Place { pointer: format!("{}/x-pagination", source.place.pointer), ..source.place.clone() };
                    self.say(Code::InvalidExtension, Some(&place), format!("`x-pagination` can't be followed: {why}"));
                }
            }
        }
    }

    fn pages(&self, pagination: &spec::Pagination, operation: &Operation) -> Result<Pagination, String> {
        let reply = reply(operation)?;
        let items = self.find(&reply, &pagination.items)?;
        let Shape::List(item) = self.inside(&items.slot) else {
            return Err(format!("`{}` is not a list", pagination.items));
        };
        if operation.successes.len() > 1
            || operation.successes.iter().any(|success| {
                !success.headers.is_empty() && !success.contents.is_empty() && pagination.items.is_empty()
            })
        {
            return Err("the operation has several kinds of success".to_owned());
        }
        let find = |pointer: &Option<String>, kind: Wanted| -> Result<Option<FieldPath>, String> {
            let Some(pointer) = pointer else { return Ok(None) };
            let found = self.find(&reply, pointer)?;
            if self.is(&found.slot, kind) {
                Ok(Some(found.path))
            } else {
                Err(format!("`{pointer}` is not {}", kind.words()))
            }
        };
        let parameter = |name: &str, kind: Wanted| -> Result<(String, bool), String> {
            let parameter = operation
                .parameters
                .iter()
                .find(|parameter| parameter.location == Location::Query && parameter.name.wire == name)
                .ok_or_else(|| format!("there is no query parameter `{name}`"))?;
            if self.is(&parameter.slot, kind) {
                Ok((parameter.name.rust.clone(), parameter.required))
            } else {
                Err(format!("the parameter `{name}` is not {}", kind.words()))
            }
        };
        let style = match &pagination.style {
            spec::PageStyle::Page { parameter: name, first, has_next, total_pages } => {
                let (parameter, required) = parameter(name, Wanted::Integer)?;
                PageStyle::Page {
                    parameter,
                    required,
                    first: *first,
                    has_next: find(has_next, Wanted::Boolean)?,
                    total_pages: find(total_pages, Wanted::Integer)?,
                }
            }
            spec::PageStyle::Cursor { parameter: name, next } => {
                let (parameter, required) = parameter(name, Wanted::String)?;
                let next = find(&Some(next.clone()), Wanted::String)?.unwrap_or(FieldPath(Vec::new()));
                PageStyle::Cursor { parameter, required, next }
            }
            spec::PageStyle::Offset { parameter: name, total } => {
                let (parameter, required) = parameter(name, Wanted::Integer)?;
                PageStyle::Offset { parameter, required, total: find(total, Wanted::Integer)? }
            }
            spec::PageStyle::Link => PageStyle::Link,
            spec::PageStyle::Url { next } => {
                let next = find(&Some(next.clone()), Wanted::Url)?.unwrap_or(FieldPath(Vec::new()));
                PageStyle::Url { next }
            }
        };
        Ok(Pagination { item: item.clone(), items: items.path, style })
    }

    /// Follows a JSON Pointer through records. Newtypes on the way are looked through, and are no steps.
    fn find(&self, start: &Slot, pointer: &str) -> Result<Found, String> {
        let mut slot = start.clone();
        let mut path = Vec::new();
        for part in pointer.split('/').skip(1) {
            let key = part.replace("~1", "/").replace("~0", "~");
            let Shape::Record(record) = self.inside(&slot) else {
                return Err(format!("`{pointer}` leads through something that is not an object with named properties"));
            };
            let field = record
                .fields
                .iter()
                .find(|field| field.name.wire == key)
                .ok_or_else(|| format!("`{pointer}` names the property `{key}`, which is not there"))?;
            let presence = match (field.required, field.slot.nullable) {
                (true, false) => StepPresence::Always,
                (false, true) => StepPresence::Presence,
                _ => StepPresence::Optional,
            };
            path.push(FieldStep { field: field.name.rust.clone(), presence });
            slot = field.slot.clone();
        }
        Ok(Found { path: FieldPath(path), slot })
    }

    /// The shape behind aliases and newtypes.
    fn inside(&self, slot: &Slot) -> &Shape {
        let mut shape = &self.ty(self.unaliased(slot.ty)).shape;
        for _ in 0..16 {
            match shape {
                Shape::Newtype(newtype) if !newtype.slot.nullable => {
                    shape = &self.ty(self.unaliased(newtype.slot.ty)).shape;
                }
                _ => break,
            }
        }
        shape
    }

    fn is(&self, slot: &Slot, wanted: Wanted) -> bool {
        let Shape::Scalar(scalar) = self.ty(self.unaliased(slot.ty)).shape else { return false };
        match wanted {
            Wanted::String => scalar == Scalar::String,
            Wanted::Url => matches!(scalar, Scalar::String | Scalar::Uri(_)),
            Wanted::Boolean => scalar == Scalar::Bool,
            Wanted::Integer => scalar.is_integer(),
        }
    }
}

#[derive(Clone, Copy)]
enum Wanted {
    String,
    Url,
    Integer,
    Boolean,
}

impl Wanted {
    fn words(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Url => "a string or a URI",
            Self::Integer => "an integer",
            Self::Boolean => "a boolean",
        }
    }
}

/// What the operation answers when it succeeds.
fn reply(operation: &Operation) -> Result<Slot, String> {
    let [success] = &operation.successes[..] else {
        return Err("the operation has several kinds of success".to_owned());
    };
    if !matches!(success.status, StatusPattern::Code(_)) {
        return Err("its success has no one status".to_owned());
    }
    match &success.contents[..] {
        [content] => match &content.codec {
            Codec::Json(slot) => Ok(slot.clone()),
            _ => Err("the reply is not JSON".to_owned()),
        },
        _ => Err("the reply has no body, or several".to_owned()),
    }
}
