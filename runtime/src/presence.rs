//! A property that may be absent, null or there: three different things in a patch.

/// A property that may be absent, null or there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Presence<T> {
    /// The property is left out. In a patch: leave it as it is.
    #[default]
    Absent,
    /// The property is null. In a patch: clear it (RFC 7396).
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Presence<T> {
    /// Whether the property is left out.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, by reference.
    pub const fn as_ref(&self) -> Presence<&T> {
        match self {
            Self::Absent => Presence::Absent,
            Self::Null => Presence::Null,
            Self::Value(value) => Presence::Value(value),
        }
    }

    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Changes the value, if there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Presence<U> {
        match self {
            Self::Absent => Presence::Absent,
            Self::Null => Presence::Null,
            Self::Value(value) => Presence::Value(change(value)),
        }
    }

    /// Applies a patch to a stored value: absent leaves it, null clears it, a value replaces it.
    pub fn apply(self, stored: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Null => *stored = None,
            Self::Value(value) => *stored = Some(value),
        }
    }

    /// Applies a patch to a stored value that knows the difference too: absent leaves it, null and a value replace it.
    pub fn merge_into(self, stored: &mut Self) {
        if !self.is_absent() {
            *stored = self;
        }
    }
}

impl<T> From<T> for Presence<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Presence<T> {
    /// `None` means null, not absent.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_leaves_clears_or_replaces() {
        let mut stored = Some(1);
        Presence::Absent.apply(&mut stored);
        assert_eq!(stored, Some(1));
        Presence::from(2).apply(&mut stored);
        assert_eq!(stored, Some(2));
        Presence::from(None).apply(&mut stored);
        assert_eq!(stored, None);
    }

    #[test]
    fn a_stored_presence_can_be_null() {
        let mut stored = Presence::Value(1);
        Presence::Absent.merge_into(&mut stored);
        assert_eq!(stored, Presence::Value(1));
        Presence::Null.merge_into(&mut stored);
        assert_eq!(stored, Presence::Null);
    }
}
