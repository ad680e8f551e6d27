//! Patterns, compiled when they are first needed.

use std::fmt;
use std::sync::OnceLock;

use regex::Regex;

use super::ecma;

/// An ECMA 262 regular expression, matched in linear time.
///
/// Look-around and back-references can't be matched so; a pattern that has them holds for every text.
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern. It is compiled when it is first matched.
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// As the document writes it.
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the text holds it, anywhere (JSON Schema Validation, 6.3.3).
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled().is_none_or(|regex| regex.is_match(text))
    }

    /// Whether it can be matched at all.
    pub fn is_supported(&self) -> bool {
        self.compiled().is_some()
    }

    fn compiled(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&ecma::translate(self.source)?).ok()).as_ref()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}
