//! `x-pagination: { style: page | cursor | offset | link | url, .. }` on an operation.

use serde_json::Value;

use super::fields::Fields;
use super::in_reply;
use crate::diag::Sink;
use crate::document::typed::Document;
use crate::resolve::refs::nearest;
use crate::spec::Spec;
use crate::spec::operation::{Location, Operation, PageStyle, Pagination};

const PAGINATION: &str = "x-pagination";

/// Reads the extension of every operation; `pointers` are where the operations stand.
pub(in crate::resolve) fn pagination(document: &Document, pointers: &[String], spec: &mut Spec, sink: &mut Sink) {
    for (index, pointer) in pointers.iter().enumerate() {
        let Some(value) = spec.operations[index].extensions.shift_remove(PAGINATION) else { continue };
        let at = format!("{pointer}/{PAGINATION}");
        let read = read(document, spec, &spec.operations[index], &value, at, sink);
        spec.operations[index].pagination = read;
    }
}

fn read(
    document: &Document,
    spec: &Spec,
    operation: &Operation,
    value: &Value,
    at: String,
    sink: &mut Sink,
) -> Option<Pagination> {
    let form = "{ style: page, page: page, size: pageSize, items: /items, has-next: /hasNextPage }";
    let mut fields = Fields::open(document, sink, value, at, form)?;
    let style = fields.needed("style");
    let items = reply_pointer(&mut fields, spec, operation, "items", true);
    let style = match style {
        Some("page") => query(&mut fields, operation, "page", true).map(|parameter| PageStyle::Page {
            parameter,
            first: fields.integer("first").unwrap_or(1),
            has_next: reply_pointer(&mut fields, spec, operation, "has-next", false),
            total_pages: reply_pointer(&mut fields, spec, operation, "total-pages", false),
        }),
        Some("cursor") => {
            let parameter = query(&mut fields, operation, "cursor", true);
            let next = reply_pointer(&mut fields, spec, operation, "next", true);
            parameter.zip(next).map(|(parameter, next)| PageStyle::Cursor { parameter, next })
        }
        Some("offset") => query(&mut fields, operation, "offset", true).map(|parameter| PageStyle::Offset {
            parameter,
            total: reply_pointer(&mut fields, spec, operation, "total", false),
        }),
        Some("link") => Some(PageStyle::Link),
        Some("url") => reply_pointer(&mut fields, spec, operation, "next", true).map(|next| PageStyle::Url { next }),
        Some(other) => {
            let help = "the styles are `page`, `cursor`, `offset`, `link` and `url`".to_owned();
            fields.wrong("style", format!("`{other}` is no style of pagination"), Some(help));
            return None;
        }
        None => None,
    };
    let size = query(&mut fields, operation, "size", false);
    let limit = if matches!(style, Some(PageStyle::Offset { .. })) {
        query(&mut fields, operation, "limit", false)
    } else {
        None
    };
    let right = fields.close();
    Some(Pagination { style: style?, items: items?, size: size.or(limit) }).filter(|_| right)
}

/// A field that names a query parameter of the operation.
fn query(fields: &mut Fields<'_>, operation: &Operation, key: &'static str, needed: bool) -> Option<String> {
    let name = if needed { fields.needed(key)? } else { fields.text(key)? };
    let names = || {
        let of_query = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
        of_query.map(|parameter| parameter.name.as_str())
    };
    if names().any(|other| other == name) {
        return Some(name.to_owned());
    }
    let help = nearest(name, names()).map(|near| format!("did you mean `{near}`?"));
    fields.wrong(key, format!("the operation has no query parameter `{name}`"), help);
    None
}

/// A field that points into the reply of the operation.
fn reply_pointer(
    fields: &mut Fields<'_>,
    spec: &Spec,
    operation: &Operation,
    key: &'static str,
    needed: bool,
) -> Option<String> {
    let pointer = if needed { fields.needed_pointer(key)? } else { fields.pointer(key)? };
    if !in_reply(spec, operation, pointer) {
        fields.wrong(key, format!("the reply of the operation has no `{pointer}`"), None);
        return None;
    }
    Some(pointer.to_owned())
}
