//! A name on the wire and in Rust.

/// A name: as it stands on the wire, and as an identifier that is free in its scope.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// As the document spells it.
    pub wire: String,
    /// A Rust identifier in the case its place asks for, raw (`r#type`) where it is a keyword.
    pub rust: String,
}

impl Name {
    /// The identifier as it begins a longer one, without what makes a name of a keyword: `self` of `self_`, `type` of `r#type`.
    pub fn stem(&self) -> &str {
        self.rust.strip_prefix("r#").unwrap_or(&self.rust).trim_end_matches('_')
    }

    /// The method that gives the value of a field, or else its default.
    pub fn or_default(&self) -> String {
        format!("{}_or_default", self.stem())
    }
}
