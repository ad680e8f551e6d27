//! Values as they are written in tables.

use specwright_runtime::json::{Number, Value};
use specwright_runtime::{Base64, Date, DateTime, Time};

/// A date and time.
pub fn date_time(text: &str) -> DateTime {
    DateTime::parse_from_rfc3339(text).expect("a date and time")
}

/// A date.
pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A time of day.
pub fn time(text: &str) -> Time {
    text.parse::<chrono::NaiveTime>().expect("a time").into()
}

/// Bytes.
pub fn bytes(text: &str) -> Base64 {
    Base64::from(text.as_bytes())
}

/// Any JSON.
pub fn json(text: &str) -> Value {
    text.parse().expect("JSON")
}

/// A number, digit by digit.
pub fn number(text: &str) -> Number {
    text.parse().expect("a number")
}
