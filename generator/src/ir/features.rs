//! Features of the generated crate beside those of its tags.

/// Every tag, where tags are features.
pub const ALL_TAGS: &str = "all-tags";

/// The types that no operation uses, where tags are features.
pub const OTHER_TYPES: &str = "other-types";

/// Receiving webhooks and callbacks, as who uses the API does.
pub const RECEIVE: &str = "receive";

/// Sending webhooks and callbacks, as who serves the API does.
pub const SEND: &str = "send";

/// Names that no tag's feature may have: other features, and what Cargo would take for one.
pub const RESERVED: &[&str] =
    &["default", "client", "server", RECEIVE, SEND, ALL_TAGS, OTHER_TYPES, "specwright-runtime"];
