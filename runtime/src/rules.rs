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
    pub const NONE: Self = Self {
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
    };
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
