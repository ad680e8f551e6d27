//! Values as they are written in tables.

use std::collections::BTreeMap;

use specwright_runtime::json::{Number, Value};
use specwright_runtime::{Base64, Date, DateTime, Time, Uuid};

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
pub fn bytes(bytes: impl AsRef<[u8]>) -> Base64 {
    Base64::from(bytes.as_ref())
}

/// A UUID.
pub fn uuid(text: &str) -> Uuid {
    text.parse().expect("a UUID")
}

/// Any JSON.
pub fn json(text: &str) -> Value {
    text.parse().expect("JSON")
}

/// A number, digit by digit.
pub fn number(text: &str) -> Number {
    text.parse().expect("a number")
}

/// Texts.
pub fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// A map of texts.
pub fn map(members: &[(&str, &str)]) -> BTreeMap<String, String> {
    members.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// A map under `0`, `1` and so on.
pub fn numbered<T>(values: impl IntoIterator<Item = T>) -> BTreeMap<String, T> {
    values.into_iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
}
