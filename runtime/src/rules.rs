//! What must hold for a value beyond its type (JSON Schema Validation, section 6). It judges values, and never changes
//! or quotes them.

mod assertion;
mod check;
mod decimal;
mod ecma;
mod format;
mod pattern;

pub use assertion::{Assertion, Type};
pub use check::Check;
pub use format::TextFormat;
pub use pattern::Pattern;

pub(crate) use decimal::Decimal;

/// What must hold for a value beyond its type.
#[derive(Debug)]
pub struct Rules {
    /// At least this much.
    pub minimum: Option<Bound>,
    /// At most this much.
    pub maximum: Option<Bound>,
    /// More than this.
    pub exclusive_minimum: Option<Bound>,
    /// Less than this.
    pub exclusive_maximum: Option<Bound>,
    /// A multiple of this, exactly: 0.07 is a multiple of 0.01.
    pub multiple_of: Option<Bound>,
    /// At least this many characters (Unicode scalar values); bytes for a file.
    pub min_length: Option<u64>,
    /// At most this many characters (Unicode scalar values); bytes for a file.
    pub max_length: Option<u64>,
    /// A pattern that the text holds.
    pub pattern: Option<&'static Pattern>,
    /// A syntax that the text keeps to.
    pub format: Option<TextFormat>,
    /// At least this many items.
    pub min_items: Option<u64>,
    /// At most this many items.
    pub max_items: Option<u64>,
    /// No two items are equal.
    pub unique_items: bool,
    /// At least this many properties.
    pub min_properties: Option<u64>,
    /// At most this many properties.
    pub max_properties: Option<u64>,
    /// What holds for each item of an array, or each value of a map.
    pub items: Option<&'static Rules>,
    /// What holds for each place of a tuple.
    pub places: &'static [Rules],
    /// What holds for the value as a whole.
    pub also: &'static [Assertion],
}

impl Rules {
    /// Nothing more than the type.
    pub const NONE: Self = Self::new();

    /// Nothing more than the type, to which the other functions add what else must hold.
    ///
    /// ```
    /// use specwright_runtime::rules::Rules;
    ///
    /// const TAGS: &Rules = &Rules::new().max_items(10).items(&Rules::new().min_length(1));
    /// assert_eq!(TAGS.items.and_then(|rules| rules.min_length), Some(1));
    /// ```
    pub const fn new() -> Self {
        Self {
            minimum: None,
            maximum: None,
            exclusive_minimum: None,
            exclusive_maximum: None,
            multiple_of: None,
            min_length: None,
            max_length: None,
            pattern: None,
            format: None,
            min_items: None,
            max_items: None,
            unique_items: false,
            min_properties: None,
            max_properties: None,
            items: None,
            places: &[],
            also: &[],
        }
    }

    /// At least this much.
    pub const fn minimum(mut self, bound: Bound) -> Self {
        self.minimum = Some(bound);
        self
    }

    /// At most this much.
    pub const fn maximum(mut self, bound: Bound) -> Self {
        self.maximum = Some(bound);
        self
    }

    /// More than this.
    pub const fn exclusive_minimum(mut self, bound: Bound) -> Self {
        self.exclusive_minimum = Some(bound);
        self
    }

    /// Less than this.
    pub const fn exclusive_maximum(mut self, bound: Bound) -> Self {
        self.exclusive_maximum = Some(bound);
        self
    }

    /// A multiple of this.
    pub const fn multiple_of(mut self, bound: Bound) -> Self {
        self.multiple_of = Some(bound);
        self
    }

    /// At least this many characters, or bytes of a file.
    pub const fn min_length(mut self, count: u64) -> Self {
        self.min_length = Some(count);
        self
    }

    /// At most this many characters, or bytes of a file.
    pub const fn max_length(mut self, count: u64) -> Self {
        self.max_length = Some(count);
        self
    }

    /// With this pattern in the text.
    pub const fn pattern(mut self, pattern: &'static Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// With a text of this syntax.
    pub const fn format(mut self, format: TextFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// At least this many items.
    pub const fn min_items(mut self, count: u64) -> Self {
        self.min_items = Some(count);
        self
    }

    /// At most this many items.
    pub const fn max_items(mut self, count: u64) -> Self {
        self.max_items = Some(count);
        self
    }

    /// At least this many properties.
    pub const fn min_properties(mut self, count: u64) -> Self {
        self.min_properties = Some(count);
        self
    }

    /// At most this many properties.
    pub const fn max_properties(mut self, count: u64) -> Self {
        self.max_properties = Some(count);
        self
    }

    /// With this of each item of an array, or each value of a map.
    pub const fn items(mut self, rules: &'static Self) -> Self {
        self.items = Some(rules);
        self
    }

    /// No two items equal.
    pub const fn unique_items(mut self) -> Self {
        self.unique_items = true;
        self
    }

    /// With these at the places of a tuple.
    pub const fn places(mut self, rules: &'static [Self]) -> Self {
        self.places = rules;
        self
    }

    /// With these of the value as a whole.
    pub const fn also(mut self, assertions: &'static [Assertion]) -> Self {
        self.also = assertions;
        self
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

/// A number in a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// A whole number.
    Integer(i128),
    /// A decimal: the one that this is the nearest floating-point number of.
    Decimal(f64),
}

impl Bound {
    /// A whole number.
    pub const fn integer(value: i128) -> Self {
        Self::Integer(value)
    }

    /// A decimal.
    pub const fn decimal(value: f64) -> Self {
        Self::Decimal(value)
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Decimal(value) => value.fmt(f),
        }
    }
}
