//! Features of the generated crate beside those of its tags.

/// Every tag, where tags are features.
pub const ALL_TAGS: &str = "all-tags";

/// The types that no operation uses, such as those of webhooks, where tags are features.
pub const OTHER_TYPES: &str = "other-types";

/// Names that no tag's feature may have: other features, and what Cargo would take for one.
pub const RESERVED: &[&str] = &["default", "client", "server", ALL_TAGS, OTHER_TYPES, "specwright-runtime"];
