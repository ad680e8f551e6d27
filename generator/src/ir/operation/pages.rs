//! Lists that come in pages.

use crate::ir::types::Slot;

/// How the next page is asked for, in terms of the request value's and the reply's fields.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// Type of an item.
    pub item: Slot,
    /// Fields from the reply to the list of items.
    pub items: FieldPath,
    /// How.
    pub style: PageStyle,
}

/// Rust field names from a value inwards, each with whether it is optional there. Empty: the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath(pub Vec<FieldStep>);

/// One step of a [`FieldPath`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldStep {
    /// Field of the record.
    pub field: String,
    /// How it may be missing.
    pub presence: StepPresence,
}

/// How a field of a path may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepPresence {
    /// Always there.
    Always,
    /// `Option`.
    Optional,
    /// `Presence`.
    Presence,
}

/// How the next page is asked for.
#[derive(Debug, Clone)]
pub enum PageStyle {
    /// By number; the parameter is an integer.
    Page {
        /// Field of the request value.
        parameter: String,
        /// Whether the field is required (not an `Option`).
        required: bool,
        /// Number of the first page.
        first: i64,
        /// To a boolean of the reply.
        has_next: Option<FieldPath>,
        /// To an integer of the reply.
        total_pages: Option<FieldPath>,
    },
    /// By an opaque cursor; the parameter is a string.
    Cursor {
        /// Field of the request value.
        parameter: String,
        /// Whether the field is required.
        required: bool,
        /// To a string of the reply.
        next: FieldPath,
    },
    /// By the number of items to skip; the parameter is an integer.
    Offset {
        /// Field of the request value.
        parameter: String,
        /// Whether the field is required.
        required: bool,
        /// To an integer of the reply.
        total: Option<FieldPath>,
    },
    /// By the Link header.
    Link,
    /// By the URL of the next page.
    Url {
        /// To a string or a URI of the reply.
        next: FieldPath,
    },
}
