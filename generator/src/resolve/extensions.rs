//! What a document says in Specwright's own `x-` keywords, checked against the rest of it.

mod fields;
mod pagination;
mod rate_limit;
mod token_flow;

use crate::check::pointer::names_value;
use crate::spec::Spec;
use crate::spec::operation::{MediaType, Operation, StatusPattern};

pub(super) use pagination::pagination;
pub(super) use rate_limit::{RATE_LIMIT, rate_limit};
pub(super) use token_flow::token_flows;

/// Whether a pointer names something in a successful reply of an operation. A reply without a schema may hold it.
fn in_reply(spec: &Spec, operation: &Operation, pointer: &str) -> bool {
    let success = |status| match status {
        StatusPattern::Code(code) => (200..300).contains(&code),
        StatusPattern::Range(first) => first == 2,
        StatusPattern::Default => false,
    };
    let mut replies = operation.responses.iter().filter(|response| success(response.status)).peekable();
    if replies.peek().is_none() {
        return true;
    }
    replies.any(|response| in_content(spec, &response.content, pointer))
}

/// Whether a pointer names something in a body.
fn in_content(spec: &Spec, content: &[MediaType], pointer: &str) -> bool {
    content.iter().any(|media| media.schema.is_none_or(|schema| names_value(spec, schema, pointer)))
}
