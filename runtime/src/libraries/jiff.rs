//! Dates and times of `jiff`. A `Timestamp` is a point in time: the offset that was written is not kept.

use ::jiff::civil::{Date, Time};
use ::jiff::{Span, SpanFieldwise, Timestamp};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Timelike};

use crate::json::{Decode, Encode, Reader, Writer};
use crate::rules::{Check, Rules};
use crate::violation::Violations;

impl Decode for Timestamp {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let value = DateTime::<FixedOffset>::decode(json)?;
        let nanoseconds = i32::try_from(value.timestamp_subsec_nanos().min(999_999_999)).ok()?;
        Self::new(value.timestamp(), nanoseconds).ok().or_else(|| json.violation("must be a time of the years to 9999"))
    }
}

impl Encode for Timestamp {
    fn encode(&self, json: &mut Writer) {
        chrono(*self).encode(json);
    }
}

impl Check for Timestamp {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        chrono(*self).check(rules, at);
    }
}

/// All of jiff's years are among chrono's.
fn chrono(value: Timestamp) -> Option<DateTime<FixedOffset>> {
    let nanoseconds = value.as_nanosecond();
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok()?;
    let part = u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).ok()?;
    DateTime::from_timestamp(seconds, part).map(|value| value.fixed_offset())
}

impl Decode for Date {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let value = NaiveDate::decode(json)?;
        let date = || {
            Self::new(value.year().try_into().ok()?, value.month().try_into().ok()?, value.day().try_into().ok()?).ok()
        };
        date().or_else(|| json.violation("must be a date of the years to 9999"))
    }
}

impl Encode for Date {
    fn encode(&self, json: &mut Writer) {
        json.string(&self.to_string());
    }
}

impl Decode for Time {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let value = NaiveTime::decode(json)?;
        let part = |part: u32| i8::try_from(part).ok();
        let nanoseconds = i32::try_from(value.nanosecond().min(999_999_999)).ok()?;
        Self::new(part(value.hour())?, part(value.minute())?, part(value.second())?, nanoseconds).ok()
    }
}

impl Encode for Time {
    fn encode(&self, json: &mut Writer) {
        json.string(&self.to_string());
    }
}

impl Decode for SpanFieldwise {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        match text.parse::<Span>() {
            Ok(span) => Some(Self(span)),
            Err(_) => json.violation("must be a duration as of ISO 8601: P3DT4H30M"),
        }
    }
}

impl Encode for SpanFieldwise {
    fn encode(&self, json: &mut Writer) {
        json.string(&self.0.to_string());
    }
}

impl Check for SpanFieldwise {}
impl Check for Date {}
impl Check for Time {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Format, Mode, again};

    #[test]
    fn points_in_time_have_every_format() {
        for (format, text) in [
            (Format::HttpDate, r#""Mon, 01 Jan 0001 00:00:00 GMT""#),
            (Format::UnixSeconds, "-1"),
            (Format::UnixTime, "-1.5"),
            (Format::UnixMilliseconds, "1686566864123"),
        ] {
            let mut json = Reader::new(text.as_bytes(), Mode::Strict);
            let value: Timestamp = json.value_as(format).unwrap();
            let mut json = Writer::new();
            json.value_as(format, &value);
            assert_eq!(String::from_utf8(json.into_bytes()).unwrap(), text);
        }
    }

    #[test]
    fn they_come_back_as_they_were() {
        for (text, expected) in [
            ("2025-07-30T10:45:41.5Z", "2025-07-30T10:45:41.5Z"),
            ("2025-07-30T10:45:41+02:00", "2025-07-30T08:45:41Z"),
            ("1990-12-31T23:59:60Z", "1990-12-31T23:59:59.999999999Z"),
        ] {
            assert_eq!(again::<Timestamp>(text).as_deref(), Some(expected));
        }
        for text in ["P1Y2M3DT4H5M6.5S", "-PT1H", "P1W"] {
            assert_eq!(again::<SpanFieldwise>(text).as_deref(), Some(text));
        }
        assert_eq!(again::<SpanFieldwise>("soon"), None);
        assert_eq!(again::<Timestamp>("2025-07-30"), None);
        assert_eq!(again::<Date>("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(again::<Date>("2023-02-29"), None);
        assert_eq!(again::<Time>("10:45:41.25").as_deref(), Some("10:45:41.25"));
    }
}
