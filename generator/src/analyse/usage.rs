//! Where values of a type travel: in requests, in responses, as JSON or a form, as multipart, as a parameter.

use super::parts;
use crate::ir::operation::{Codec, Content, Group};
use crate::ir::types::{Record, Shape, TypeId, Types};

/// Where values of a type travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each asked for on its own")]
pub struct Usage {
    /// In a request, as a whole or as a part of something.
    pub request: bool,
    /// In a response, as a whole or as a part of something.
    pub response: bool,
    /// As the whole body of a multipart request or response, or as a part with header fields. Said of what an alias stands
    /// for, not of the alias.
    pub multipart: bool,
    /// As a parameter or header, by itself or as an item or property of one.
    pub parameter: bool,
}

#[derive(Clone, Copy)]
enum Direction {
    Request,
    Response,
}

/// By type.
pub fn usage(types: &Types, groups: &[Group]) -> Vec<Usage> {
    let mut all = vec![Usage::default(); types.all.len()];
    let mut request = Vec::new();
    let mut response = Vec::new();
    let mut parameters = Vec::new();
    for operation in groups.iter().flat_map(|group| &group.operations) {
        for parameter in &operation.parameters {
            request.push(parameter.slot.ty);
            parameters.push(parameter.slot.ty);
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            whole(types, content, &mut all, &mut request);
        }
        for answer in operation.responses() {
            for header in &answer.headers {
                response.push(header.slot.ty);
                parameters.push(header.slot.ty);
            }
            for content in &answer.contents {
                whole(types, content, &mut all, &mut response);
            }
        }
    }
    for (index, ty) in types.all.iter().enumerate() {
        if let Shape::Record(Record { part: Some(_), fields, .. }) = &ty.shape {
            all[index].multipart = true;
            parameters.extend(fields.iter().skip(1).map(|field| field.slot.ty));
        }
    }
    spread(types, request, &mut all, Direction::Request);
    spread(types, response, &mut all, Direction::Response);
    for ty in reach(types, parameters) {
        all[ty.0 as usize].parameter = true;
    }
    all
}

fn whole(types: &Types, content: &Content, all: &mut [Usage], roots: &mut Vec<TypeId>) {
    match &content.codec {
        Codec::Json(slot) | Codec::Form(slot) | Codec::Sequence(slot, _) => roots.push(slot.ty),
        Codec::Multipart(ty) => {
            all[types.unaliased(*ty).0 as usize].multipart = true;
            roots.push(*ty);
        }
        Codec::Text(_) | Codec::Bytes => {}
    }
}

fn spread(types: &Types, roots: Vec<TypeId>, all: &mut [Usage], direction: Direction) {
    for ty in reach(types, roots) {
        match direction {
            Direction::Request => all[ty.0 as usize].request = true,
            Direction::Response => all[ty.0 as usize].response = true,
        }
    }
}

fn reach(types: &Types, mut open: Vec<TypeId>) -> Vec<TypeId> {
    let mut seen = vec![false; types.all.len()];
    let mut reached = Vec::new();
    while let Some(ty) = open.pop() {
        if std::mem::replace(&mut seen[ty.0 as usize], true) {
            continue;
        }
        reached.push(ty);
        open.extend(parts(types.get(ty)));
    }
    reached
}
