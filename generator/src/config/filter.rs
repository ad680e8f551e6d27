//! Which operations are written, for the client and for the server.

/// Which operations are written. An operation is on a side where it passes the filter for both and that side's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// For both sides.
    pub both: Filter,
    /// For the client, beside the one for both.
    pub client: Filter,
    /// For the server, beside the one for both.
    pub server: Filter,
}

impl Filters {
    /// Whether every operation passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Every filter, with the words by which a user knows it.
    pub fn named(&self) -> [(&'static str, &Filter); 3] {
        [("", &self.both), ("client.", &self.client), ("server.", &self.server)]
    }
}

/// Which operations pass: those that one of `include` fits (all, where there is none) and none of `exclude`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those that pass.
    pub include: Vec<Selector>,
    /// But for these.
    pub exclude: Vec<Selector>,
}

/// Fits an operation if one of the patterns of every list fits; a list without patterns fits every operation.
///
/// In a pattern, `*` stands for any text and `**` too; in a path, `*` stays within a segment, and `/**` at the end stands for
/// nothing as well (`/users/**` is `/users` and all below).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selector {
    /// Patterns for one of the tags.
    pub tags: Vec<String>,
    /// Patterns for the path, as the document writes it (`/users/{id}`).
    pub paths: Vec<String>,
    /// Methods, in any case.
    pub methods: Vec<String>,
    /// Patterns for the `operationId`.
    pub operations: Vec<String>,
}
