//! Links of responses to other operations.

use indexmap::IndexMap;
use openapiv3::{Link, LinkOperation, ReferenceOr};
use serde_json::Value;

use super::body::written_out;
use super::reader::Reader;

/// Reads `links`; those under `components` are written out. One that can't be read is left out: no call needs it.
pub(super) fn links(reader: &mut Reader<'_>, value: Value) -> IndexMap<String, ReferenceOr<Link>> {
    reader.entries(value, |reader, _, value| written_out(reader, value, link)?.map(ReferenceOr::Item))
}

fn link(reader: &mut Reader<'_>, value: Value) -> Option<Link> {
    let Value::Object(map) = value else {
        reader.degraded("a link is an object; this one is left out");
        return None;
    };
    let mut operation = None;
    let mut link = Link {
        description: None,
        operation: LinkOperation::OperationId(String::new()),
        request_body: None,
        parameters: IndexMap::new(),
        server: None,
        extensions: IndexMap::new(),
    };
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "operationId" => operation = reader.take_text(value).map(LinkOperation::OperationId),
            "operationRef" => operation = reader.take_text(value).map(LinkOperation::OperationRef),
            "description" => link.description = reader.take_text(value),
            "parameters" => link.parameters = reader.entries(value, |_, _, value| Some(value)),
            "requestBody" => link.request_body = Some(value),
            "server" => {
                reader.degraded("the server of a link is not read; the client calls its own");
            }
            _ => {}
        });
    }
    let Some(operation) = operation else {
        reader.degraded("a link needs `operationId` or `operationRef`; this one is left out");
        return None;
    };
    Some(Link { operation, ..link })
}
