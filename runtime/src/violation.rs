//! What a value violates: where, and in plain words what must hold. It never quotes the value.

use std::borrow::Cow;
use std::fmt;

/// No more than this many violations are kept of one value; the rest is counted.
pub const MOST_VIOLATIONS: usize = 100;

/// Where a value stands in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Location {
    /// The body.
    #[default]
    Body,
    /// A parameter of the path.
    Path,
    /// A parameter of the query string.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
}

impl Location {
    /// `body`, `path`, `query`, `header` or `cookie`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where the value stands.
    pub location: Location,
    /// In a body: a JSON Pointer (RFC 6901), empty for the whole. Elsewhere: the name of the parameter, and a JSON
    /// Pointer into its value, if it has parts.
    pub pointer: String,
    /// What must hold, to be read after the place: `must be a string, is a number`.
    pub message: Cow<'static, str>,
}

impl Violation {
    /// A violation.
    pub fn new(location: Location, pointer: impl Into<String>, message: impl Into<Cow<'static, str>>) -> Self {
        Self { location, pointer: pointer.into(), message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.location, &*self.pointer) {
            (Location::Body, "") => write!(f, "the body {}", self.message),
            (Location::Body, pointer) => write!(f, "`{pointer}` of the body {}", self.message),
            (Location::Header, name) => write!(f, "header `{name}` {}", self.message),
            (Location::Cookie, name) => write!(f, "cookie `{name}` {}", self.message),
            (location, name) => write!(f, "{location} parameter `{name}` {}", self.message),
        }
    }
}

/// All that does not hold for a value, up to [`MOST_VIOLATIONS`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations {
    kept: Vec<Violation>,
    dropped: usize,
}

impl Violations {
    /// None.
    pub const fn new() -> Self {
        Self { kept: Vec::new(), dropped: 0 }
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many are kept.
    pub const fn len(&self) -> usize {
        self.kept.len()
    }

    /// How many there are beyond those that are kept.
    pub const fn dropped(&self) -> usize {
        self.dropped
    }

    /// Those that are kept, in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.kept.iter()
    }

    /// Adds one.
    pub fn push(&mut self, violation: Violation) {
        if self.kept.len() < MOST_VIOLATIONS {
            self.kept.push(violation);
        } else {
            self.dropped += 1;
        }
    }

    /// Adds one about the value that is being looked at; [`within`](Self::within) says where that is.
    pub fn add(&mut self, message: impl Into<Cow<'static, str>>) {
        self.push(Violation::new(Location::Body, String::new(), message));
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: Self) {
        self.dropped += other.dropped;
        for violation in other.kept {
            self.push(violation);
        }
    }

    /// Looks at a part: what `look` adds is placed below `segment`, a property name or an index.
    pub fn within(&mut self, segment: impl fmt::Display, look: impl FnOnce(&mut Self)) {
        let before = self.kept.len();
        look(self);
        if self.kept.len() > before {
            let prefix = format!("/{}", escape(&segment.to_string()));
            for violation in &mut self.kept[before..] {
                violation.pointer.insert_str(0, &prefix);
            }
        }
    }

    /// Looks at a part of a message: what `look` adds is placed at `location`, below `name`.
    pub fn at(&mut self, location: Location, name: &str, look: impl FnOnce(&mut Self)) {
        let before = self.kept.len();
        look(self);
        for violation in &mut self.kept[before..] {
            violation.location = location;
            violation.pointer.insert_str(0, name);
        }
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self { kept: vec![violation], dropped: 0 }
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.kept.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            violation.fmt(f)?;
        }
        if self.dropped > 0 {
            write!(f, "; and {} more", self.dropped)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// A reference token of a JSON Pointer (RFC 6901, 3).
pub(crate) fn escape(segment: &str) -> Cow<'_, str> {
    if segment.contains(['~', '/']) {
        Cow::Owned(segment.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_placed_below_their_whole() {
        let mut found = Violations::new();
        found.at(Location::Query, "filter", |found| {
            found.within("a/b~c", |found| found.within(3, |found| found.add("must be even")));
        });
        assert_eq!(found.to_string(), "query parameter `filter/a~1b~0c/3` must be even");
    }

    #[test]
    fn there_is_an_end_to_them() {
        let mut found = Violations::new();
        for _ in 0..MOST_VIOLATIONS + 7 {
            found.add("is wrong");
        }
        assert_eq!((found.len(), found.dropped()), (MOST_VIOLATIONS, 7));
        assert!(found.to_string().ends_with("; and 7 more"));
    }
}
