//! New names for what the document names otherwise.

use std::collections::BTreeMap;

/// New names, by the document's own. They are Rust identifiers in the case of their place, without `r#`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames {
    /// Types, by the name of their schema.
    pub schemas: BTreeMap<String, String>,
    /// Fields, by `Schema.property`; where the schema has no name, by the name of its type (`UserAddress.street`).
    pub properties: BTreeMap<String, String>,
    /// Variants of choices, by `Schema.value`, or with the name of the type.
    pub values: BTreeMap<String, String>,
    /// Operations (methods in snake case), by `operationId` or `GET /path`.
    pub operations: BTreeMap<String, String>,
    /// Tags: modules and accessors. Two tags of one new name become one.
    pub tags: BTreeMap<String, String>,
}
