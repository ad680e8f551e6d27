//! Responses.

use openapiv3::{ReferenceOr, StatusCode};

use super::{Broken, Resolver, child, sibling_ref};
use crate::document::typed::{Document, Kind};
use crate::spec::operation::{Response, StatusPattern};

impl<'d> Resolver<'d, '_> {
    /// The responses of an operation: those of a status, those of a range, `default`. A broken one is left out.
    ///
    /// # Errors
    /// When no response is left that could be a success.
    pub(super) fn responses(
        &mut self,
        responses: &'d openapiv3::Responses,
        pointer: &str,
    ) -> Result<Vec<Response>, Broken> {
        let mut resolved = Vec::with_capacity(responses.responses.len() + 1);
        let mut broken = false;
        let mut lost = |resolver: &mut Self, key: &str| {
            let message = format!("the response `{key}` is left out, because it is broken");
            resolver.lost(&child(pointer, key), message);
            broken = true;
        };
        for (key, node) in &responses.responses {
            let status = match key {
                StatusCode::Code(code) => StatusPattern::Code(*code),
                StatusCode::Range(first) => StatusPattern::Range(u8::try_from(*first).unwrap_or_default()),
            };
            match self.response(node, &format!("{pointer}/{key}")) {
                Ok(response) => resolved.push(Response { status, ..response }),
                Err(Broken) => lost(self, &key.to_string()),
            }
        }
        if let Some(node) = &responses.default {
            match self.response(node, &child(pointer, "default")) {
                Ok(response) => resolved.push(response),
                Err(Broken) => lost(self, "default"),
            }
        }
        let success = resolved.iter().any(|response| match response.status {
            StatusPattern::Code(code) => code < 400,
            StatusPattern::Range(first) => first < 4,
            StatusPattern::Default => true,
        });
        if broken && !success { Err(Broken) } else { Ok(resolved) }
    }

    fn response(&mut self, node: &'d ReferenceOr<openapiv3::Response>, pointer: &str) -> Result<Response, Broken> {
        match node {
            ReferenceOr::Reference { reference } => self.response_ref(reference, pointer),
            ReferenceOr::Item(item) => match sibling_ref(&item.extensions) {
                Some(reference) => {
                    let mut target = self.response_ref(reference, pointer)?;
                    if !item.description.is_empty() {
                        target.description.clone_from(&item.description);
                    }
                    Ok(target)
                }
                None => Ok(self.response_item(item, pointer)),
            },
        }
    }

    fn response_ref(&mut self, reference: &str, holder: &str) -> Result<Response, Broken> {
        let (pointer, item) = self.follow(Kind::Response, reference, holder, Document::response)?;
        if let Some(known) = self.responses.get(&pointer) {
            return known.clone();
        }
        self.responses.insert(pointer.clone(), Err(Broken));
        let resolved = match sibling_ref(&item.extensions) {
            Some(next) => self.response_ref(next, &pointer),
            None => Ok(self.response_item(item, &pointer)),
        };
        self.responses.insert(pointer, resolved.clone());
        resolved
    }

    fn response_item(&mut self, item: &'d openapiv3::Response, pointer: &str) -> Response {
        Response {
            status: StatusPattern::Default,
            description: item.description.clone(),
            headers: self.headers(&item.headers, &format!("{pointer}/headers")),
            content: self.content(&item.content, &format!("{pointer}/content")),
            links: self.links(&item.links, &format!("{pointer}/links")),
            place: self.place(pointer),
        }
    }
}
