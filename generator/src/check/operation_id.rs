//! `operationId` is unique (OAS 3.0.4, 4.8.10.1).

use std::collections::HashMap;

use crate::diag::{Code, Place, Sink};
use crate::spec::Spec;

/// Reports each later operation with an id that another has, and takes the id from it.
pub(super) fn unique(spec: &mut Spec, sink: &mut Sink) {
    let mut first: HashMap<String, Place> = HashMap::new();
    for operation in &mut spec.operations {
        let Some(id) = &operation.id else { continue };
        let Some(other) = first.get(id) else {
            first.insert(id.clone(), operation.place.clone());
            continue;
        };
        if *other == operation.place {
            // Two paths that refer to one path item: only the first can have the name.
            operation.id = None;
            continue;
        }
        let mut place = operation.place.clone();
        place.pointer.push_str("/operationId");
        let mut used = other.clone();
        used.pointer.push_str("/operationId");
        let message = format!("`{id}` is the operationId of another operation too");
        let diagnostic = sink.push(Code::DuplicateOperationId, place, message);
        diagnostic.related.push((used, "first used here".to_owned()));
        diagnostic.help = Some("give each operation an id of its own".to_owned());
        operation.id = None;
    }
}
