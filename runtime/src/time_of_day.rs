//! A time of day, with its offset if it has one.

use chrono::{FixedOffset, NaiveTime};

/// A time of day (RFC 3339, `partial-time` or `full-time`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    /// What a clock shows.
    pub clock: NaiveTime,
    /// How far the clock is from UTC, if that is said.
    pub offset: Option<FixedOffset>,
}

impl From<NaiveTime> for Time {
    /// Without an offset.
    fn from(clock: NaiveTime) -> Self {
        Self { clock, offset: None }
    }
}
