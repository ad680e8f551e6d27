//! What stands in the output in place of what would stand there: types of other crates, other libraries, more derives.

use std::collections::BTreeMap;

/// Types of the user's crates, by what they stand for. Each is a path from its crate on (`shop_types::Money`) and implements the
/// runtime's `Encode`, `Decode` and `Check`, and `Debug`, `Clone` and `PartialEq`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replacements {
    /// By the name of a schema.
    pub schemas: BTreeMap<String, String>,
    /// By `format`.
    pub formats: BTreeMap<String, String>,
}

/// More derives by a pattern for the names of schemas or types (`*` is any text); each is a path.
pub type Derives = BTreeMap<String, Vec<String>>;

/// Which libraries hold what Rust itself has no type for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Libraries {
    /// `date-time`, `date` and `time`.
    pub date_time: DateTimeLibrary,
    /// `uuid`.
    pub uuid: UuidLibrary,
    /// Numbers of format `decimal`.
    pub decimal: DecimalLibrary,
}

/// What holds `date-time`, `date` and `time`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateTimeLibrary {
    /// `chrono`: with the offset that was written.
    #[default]
    Chrono,
    /// `jiff`: a point in time without its offset.
    Jiff,
    /// `time`: with the offset that was written.
    Time,
    /// Text, unchecked.
    String,
}

/// What holds `uuid`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UuidLibrary {
    /// `uuid`
    #[default]
    Uuid,
    /// Text, unchecked.
    String,
}

/// What holds a number of format `decimal`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DecimalLibrary {
    /// The runtime's `Number`: of any size, its text kept.
    #[default]
    Number,
    /// `rust_decimal`: 28 digits to count with.
    RustDecimal,
}
