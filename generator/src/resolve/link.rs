//! Links: which operation each leads to.

use indexmap::IndexMap;
use openapiv3::{LinkOperation, ReferenceOr};

use super::{Resolver, child};
use crate::diag::Code;
use crate::document::pointer;
use crate::spec::operation::{Link, LinkTarget};

impl Resolver<'_, '_> {
    /// The links of a response. One that leads to no operation of the document is left out.
    pub(super) fn links(&mut self, links: &IndexMap<String, ReferenceOr<openapiv3::Link>>, at: &str) -> Vec<Link> {
        let mut found = Vec::new();
        for (name, link) in links {
            let ReferenceOr::Item(link) = link else { continue };
            let at = child(at, name);
            let calls = &self.document.selection.calls;
            let target = match &link.operation {
                LinkOperation::OperationId(id) => {
                    let is_listed = calls.iter().any(|call| call.id.as_ref() == Some(id));
                    is_listed.then(|| LinkTarget::Id(id.clone()))
                }
                LinkOperation::OperationRef(reference) => {
                    let asked = pointer::from_reference(reference);
                    let found = asked.and_then(|asked| pointer::locate(&self.document.tree, &asked));
                    let call = found.and_then(|(found, _)| calls.iter().find(|call| call.pointer == found));
                    call.map(|call| LinkTarget::Place(self.place(&call.pointer)))
                }
            };
            let Some(target) = target else {
                let (LinkOperation::OperationId(text) | LinkOperation::OperationRef(text)) = &link.operation;
                let message = format!("the link `{name}` leads to `{text}`, which is no operation; it is left out");
                self.push(Code::Degraded, &at, message);
                continue;
            };
            found.push(Link {
                name: name.clone(),
                description: link.description.clone(),
                target,
                parameters: link.parameters.clone(),
                body: link.request_body.clone(),
                place: self.place(&at),
            });
        }
        found
    }
}
