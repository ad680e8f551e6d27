//! A name on the wire and in Rust.

/// A name: as it stands on the wire, and as an identifier that is free in its scope.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// As the document spells it.
    pub wire: String,
    /// A Rust identifier in the case its place asks for, raw (`r#type`) where it is a keyword.
    pub rust: String,
}
