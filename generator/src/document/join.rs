//! Makes several documents of one API one: what is equal is kept once, and what differs under one name is an error at both places.

use serde_json::{Map, Value};

use super::calls::X_WEBHOOKS;
use super::{Bundle, Loaded, Origins};
use crate::diag::{Code, Sink};
use crate::source::pointer;

/// Root fields that speak for every operation of their document, and so are written to its operations where documents differ.
const INHERITED: [&str; 4] = ["security", "x-rate-limit", "consumes", "produces"];
/// The fields of a path item that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Joins documents; `info` and everything else that there is only one of is that of the first.
pub(super) fn join(documents: Vec<Loaded>, sink: &mut Sink) -> Option<Bundle> {
    let mut documents = documents.into_iter();
    let first = documents.next()?;
    let version = first.version;
    let mut joined = Joined { value: first.value, origins: first.origins };
    for document in documents {
        if document.version != version {
            sink.push(
                Code::ConflictingDocuments,
                document.origins.place("/openapi"),
                "the documents of an API are all of one version of OpenAPI",
            )
            .related
            .push((joined.origins.place("/openapi"), "the first document has another".to_owned()));
            continue;
        }
        joined.add(document, sink);
    }
    Some(Bundle { value: joined.value, origins: joined.origins, version })
}

struct Joined {
    value: Value,
    origins: Origins,
}

impl Joined {
    fn add(&mut self, mut document: Loaded, sink: &mut Sink) {
        for key in INHERITED {
            self.push_down(key, &mut document);
        }
        let (Value::Object(root), Value::Object(other)) = (&mut self.value, document.value) else { return };
        let mut side = Side { ours: &mut self.origins, theirs: &document.origins, sink };
        for (key, theirs) in other {
            let at = pointer::join("", &key);
            match (key.as_str(), root.get_mut(&key)) {
                ("servers", Some(ours)) => servers(ours, theirs, &mut side),
                ("tags", Some(ours)) => tags(ours, theirs, &mut side),
                ("paths" | "webhooks" | X_WEBHOOKS, Some(ours)) => names(ours, theirs, &at, Depth::Two, &mut side),
                ("definitions" | "parameters" | "responses" | "securityDefinitions", Some(ours)) => {
                    names(ours, theirs, &at, Depth::One, &mut side);
                }
                ("components", Some(ours)) => {
                    let (Some(ours), Value::Object(theirs)) = (ours.as_object_mut(), theirs) else { continue };
                    for (section, theirs) in theirs {
                        let at = pointer::join(&at, &section);
                        match ours.get_mut(&section) {
                            Some(ours) => names(ours, theirs, &at, Depth::One, &mut side),
                            None => side.take(ours, section, theirs, &at),
                        }
                    }
                }
                // There is one of it, and it is the first's.
                (_, Some(_)) => {}
                (key, None) => {
                    // What speaks for all operations does not begin to speak for those of the first document.
                    if !INHERITED.contains(&key) {
                        side.take(root, key.to_owned(), theirs, &at);
                    }
                }
            }
        }
    }

    /// Writes a root field to the operations of a document that have none of their own, where the first document says another.
    fn push_down(&self, key: &str, document: &mut Loaded) {
        let ours = self.value.get(key);
        let theirs = document.value.get(key).cloned();
        if ours == theirs.as_ref() {
            return;
        }
        // Without requirements nothing is required (OAS 3.1.1, 4.8.1); other fields have no such word.
        let Some(written) = theirs.or_else(|| (key != "x-rate-limit").then(|| Value::Array(Vec::new()))) else {
            return;
        };
        let place = document.origins.place(&pointer::join("", key));
        let Some(paths) = document.value.get_mut("paths").and_then(Value::as_object_mut) else { return };
        for (path, item) in paths {
            for (method, operation) in
                item.as_object_mut().into_iter().flatten().filter(|(key, _)| METHODS.contains(&key.as_str()))
            {
                let Some(operation) = operation.as_object_mut().filter(|operation| !operation.contains_key(key)) else {
                    continue;
                };
                operation.insert(key.to_owned(), written.clone());
                document.origins.insert(format!("/paths/{}/{method}/{key}", pointer::escape(path)), place.clone());
            }
        }
    }
}

/// How many levels of names are joined before values have to be equal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Names of components.
    One,
    /// Paths, and the fields of their items.
    Two,
}

struct Side<'s> {
    ours: &'s mut Origins,
    theirs: &'s Origins,
    sink: &'s mut Sink,
}

impl Side<'_> {
    fn take(&mut self, map: &mut Map<String, Value>, key: String, value: Value, at: &str) {
        self.ours.adopt(self.theirs, at);
        map.insert(key, value);
    }
}

fn names(ours: &mut Value, theirs: Value, at: &str, depth: Depth, side: &mut Side<'_>) {
    let (Some(ours), Value::Object(theirs)) = (ours.as_object_mut(), theirs) else { return };
    for (key, theirs) in theirs {
        let at = pointer::join(at, &key);
        match ours.get_mut(&key) {
            None => side.take(ours, key, theirs, &at),
            Some(same) if *same == theirs => {}
            Some(ours) if depth == Depth::Two && ours.is_object() && theirs.is_object() => {
                names(ours, theirs, &at, Depth::One, side);
            }
            Some(_) => {
                let place = side.theirs.place(&at);
                let diagnostic = side.sink.push(
                    Code::ConflictingDocuments,
                    place,
                    format!("two documents say different things about `{key}`"),
                );
                diagnostic.related.push((side.ours.place(&at), "the other is here".to_owned()));
                diagnostic.help = Some(
                    "rename one of them, or make them equal, with an overlay; if this is allowed, the first counts"
                        .to_owned(),
                );
            }
        }
    }
}

/// Servers are the same if their URL is.
fn servers(ours: &mut Value, theirs: Value, side: &mut Side<'_>) {
    let (Value::Array(ours), Value::Array(theirs)) = (ours, theirs) else { return };
    for (index, server) in theirs.into_iter().enumerate() {
        if ours.iter().any(|known| known.get("url") == server.get("url")) {
            continue;
        }
        let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
        let place = side.theirs.place(&format!("/servers/{index}"));
        let message =
            format!("only this document has the server `{url}`; it is offered for the operations of all documents");
        side.sink.push(Code::Degraded, place, message);
        side.ours.move_within(side.theirs, &format!("/servers/{index}"), &format!("/servers/{}", ours.len()));
        ours.push(server);
    }
}

/// Tags are the same if their name is; one that is described wins over one that is only named.
fn tags(ours: &mut Value, theirs: Value, side: &mut Side<'_>) {
    let (Value::Array(ours), Value::Array(theirs)) = (ours, theirs) else { return };
    for (index, tag) in theirs.into_iter().enumerate() {
        let from = format!("/tags/{index}");
        let known = ours.iter().position(|known| known.get("name") == tag.get("name"));
        let fields = |tag: &Value| tag.as_object().map_or(0, Map::len);
        match known {
            None => {
                side.ours.move_within(side.theirs, &from, &format!("/tags/{}", ours.len()));
                ours.push(tag);
            }
            Some(at) if ours[at] == tag || fields(&tag) <= 1 => {}
            Some(at) if fields(&ours[at]) <= 1 => {
                side.ours.move_within(side.theirs, &from, &format!("/tags/{at}"));
                ours[at] = tag;
            }
            Some(at) => {
                let name = tag.get("name").and_then(Value::as_str).unwrap_or_default();
                let message = format!("two documents say different things about the tag `{name}`");
                let diagnostic = side.sink.push(Code::ConflictingDocuments, side.theirs.place(&from), message);
                diagnostic.related.push((side.ours.place(&format!("/tags/{at}")), "the other is here".to_owned()));
                diagnostic.help =
                    Some("make them equal with an overlay; if this is allowed, the first counts".to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests;
