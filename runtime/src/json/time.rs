//! Dates and times (RFC 3339; points in time also as [`Format`] says).

mod http;
mod unix;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::{Decode, Encode, Format, Mode, Reader, Writer};
use crate::rules::Decimal;
use crate::time_of_day::Time;

impl Decode for DateTime<FixedOffset> {
    /// A lenient reader takes a space between date and time, and no offset for UTC, as some servers write it.
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        match json.format {
            Format::HttpDate => http_date(json),
            Format::UnixSeconds => unix_time(json, 0, Parts::Cut),
            Format::UnixTime => unix_time(json, 0, Parts::Kept),
            Format::UnixMilliseconds => unix_time(json, 3, Parts::Cut),
            _ => rfc_3339(json),
        }
    }
}

impl Decode for NaiveDate {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        date(&text).or_else(|| json.violation("must be a date as of RFC 3339: 2025-07-30"))
    }
}

impl Decode for NaiveTime {
    /// An offset (RFC 3339, `full-time`) is taken, but not kept.
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        let value = date_time(&format!("2000-01-01T{text}")).map(|value| value.time());
        value.or_else(|| time(&text)).or_else(|| json.violation("must be a time as of RFC 3339: 10:45:41"))
    }
}

impl Decode for Time {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        let full = date_time(&format!("2000-01-01T{text}"));
        let value = full.map(|value| Self { clock: value.time(), offset: Some(*value.offset()) });
        let value = value.or_else(|| time(&text).map(Self::from));
        value.or_else(|| json.violation("must be a time as of RFC 3339: 10:45:41"))
    }
}

impl Encode for Time {
    fn encode(&self, json: &mut Writer) {
        json.string(&format!("{}{}", time_text(self.clock), self.offset.map(offset_text).unwrap_or_default()));
    }
}

impl Encode for DateTime<FixedOffset> {
    fn encode(&self, json: &mut Writer) {
        match json.format {
            Format::HttpDate => json.string(&http::text(self)),
            Format::UnixSeconds => json.integer(unix::whole(self, 0)),
            Format::UnixTime => json.raw(&unix::fractional(self)),
            Format::UnixMilliseconds => json.integer(unix::whole(self, 3)),
            _ => {
                let offset = offset_text(*self.offset());
                json.string(&format!("{}T{}{offset}", self.format("%Y-%m-%d"), time_text(self.time())));
            }
        }
    }
}

fn rfc_3339(json: &mut Reader<'_>) -> Option<DateTime<FixedOffset>> {
    let text = json.string()?;
    let value = match json.mode() {
        Mode::Strict => date_time(&text),
        Mode::Lenient => date_time(&text).or_else(|| lenient_date_time(&text)),
    };
    value.or_else(|| json.violation("must be a date and time as of RFC 3339: 2025-07-30T10:45:41Z"))
}

fn http_date(json: &mut Reader<'_>) -> Option<DateTime<FixedOffset>> {
    let text = json.string()?;
    let value = match json.mode() {
        Mode::Strict => http::strict(&text),
        Mode::Lenient => http::lenient(&text).or_else(|| date_time(&text)),
    };
    value.or_else(|| json.violation("must be a date of HTTP: Sun, 06 Nov 1994 08:49:37 GMT"))
}

/// A point in time as seconds since 1970, with their parts.
pub(crate) fn unix_seconds(value: &DateTime<FixedOffset>) -> String {
    unix::fractional(value)
}

/// What becomes of parts of the unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    Kept,
    /// A strict reader refuses them.
    Cut,
}

fn unix_time(json: &mut Reader<'_>, digits: u32, parts: Parts) -> Option<DateTime<FixedOffset>> {
    let text = json.number()?;
    if parts == Parts::Cut && json.is_strict() && !Decimal::parse(&text).is_integer() {
        return json.violation("must be a whole number");
    }
    unix::parse(&text, digits).or_else(|| json.violation("must be a time since 1970 that a calendar has"))
}

fn offset_text(offset: FixedOffset) -> String {
    if offset.local_minus_utc() == 0 { "Z".to_owned() } else { offset.to_string() }
}

impl Encode for NaiveDate {
    fn encode(&self, json: &mut Writer) {
        json.string(&self.format("%Y-%m-%d").to_string());
    }
}

impl Encode for NaiveTime {
    fn encode(&self, json: &mut Writer) {
        json.string(&time_text(*self));
    }
}

/// As many digits of the second as there are, and no more.
fn time_text(time: NaiveTime) -> String {
    let (leap, nanos) = (time.nanosecond() / 1_000_000_000, time.nanosecond() % 1_000_000_000);
    let whole = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second() + leap);
    match nanos {
        0 => whole,
        nanos => format!("{whole}.{}", format!("{nanos:09}").trim_end_matches('0')),
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    if shape(text, "dddd-dd-dd") { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None }
}

fn time(text: &str) -> Option<NaiveTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !shape(whole, "dd:dd:dd") {
        return None;
    }
    // More than nanoseconds are cut.
    let nanos: u32 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let time = NaiveTime::parse_from_str(whole, "%H:%M:%S").ok()?;
    time.with_nanosecond(time.nanosecond() + nanos)
}

fn date_time(text: &str) -> Option<DateTime<FixedOffset>> {
    let day = date(text.get(..10)?)?;
    let rest = text.get(10..)?.strip_prefix(['T', 't'])?;
    let (clock, offset) = match rest.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, 0),
        None => {
            rest.split_at_checked(rest.len().checked_sub(6)?).and_then(|(clock, text)| Some((clock, offset(text)?)))?
        }
    };
    NaiveDateTime::new(day, time(clock)?).and_local_timezone(FixedOffset::east_opt(offset)?).single()
}

/// The seconds of `+02:00`.
fn offset(text: &str) -> Option<i32> {
    let (sign, amount) = match text.strip_prefix('+') {
        Some(amount) => (1, amount),
        None => (-1, text.strip_prefix('-')?),
    };
    let (hours, minutes) = amount.split_once(':').filter(|_| shape(amount, "dd:dd"))?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn lenient_date_time(text: &str) -> Option<DateTime<FixedOffset>> {
    let joined = if text.as_bytes().get(10) == Some(&b' ') { text.replacen(' ', "T", 1) } else { text.to_owned() };
    date_time(&joined).or_else(|| date_time(&format!("{joined}Z")))
}

/// Whether a text has digits where `pattern` has `d`, and its other characters where they are.
fn shape(text: &str, pattern: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| if wanted == b'd' { byte.is_ascii_digit() } else { byte == wanted };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::super::{again, from_slice, to_vec};
    use super::*;

    #[test]
    fn date_times_come_back_as_they_were() {
        for text in [
            "2025-07-30T10:45:41.4599978Z",
            "2025-07-30T10:45:41Z",
            "1990-12-31T23:59:60Z",
            "2025-07-30T10:45:41.5+05:30",
            "0001-01-01T00:00:00-23:59",
            "2024-02-29T00:00:00.000000001Z",
        ] {
            assert_eq!(again::<DateTime<FixedOffset>>(text).as_deref(), Some(text));
        }
        assert_eq!(
            again::<DateTime<FixedOffset>>("2025-07-30t10:45:41.50z").as_deref(),
            Some("2025-07-30T10:45:41.5Z")
        );
        assert_eq!(
            again::<DateTime<FixedOffset>>("2025-07-30T10:45:41+00:00").as_deref(),
            Some("2025-07-30T10:45:41Z")
        );
        assert_eq!(again::<NaiveDate>("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(again::<NaiveTime>("10:45:41.25").as_deref(), Some("10:45:41.25"));
        assert_eq!(again::<NaiveTime>("10:45:41Z").as_deref(), Some("10:45:41"));
        for text in ["10:45:41", "10:45:41.25Z", "10:45:41+05:30", "23:59:60-08:00"] {
            assert_eq!(again::<Time>(text).as_deref(), Some(text));
        }
        assert_eq!(again::<Time>("25:00:00Z"), None);
    }

    #[test]
    fn what_is_no_date_time_is_refused() {
        for text in [
            "",
            "2025-07-30",
            "2025-07-30T10:45:41",
            "2025-07-30 10:45:41Z",
            "2025-02-30T10:45:41Z",
            "2025-07-30T24:00:00Z",
            "2025-07-30T10:45:41+24:00",
            "2025-07-30T10:45:41.Z",
            "2025-07-30T10:45Z",
            "2025-7-30T10:45:41Z",
            "+025-07-30T10:45:41Z",
            "2025-07-30T10:45:41é",
            "2025-07-30T10:45:41+0é00",
        ] {
            assert_eq!(again::<DateTime<FixedOffset>>(text), None, "{text:?}");
        }
        assert_eq!(again::<NaiveDate>("2023-02-29"), None);
        assert_eq!(again::<NaiveTime>("25:00:00"), None);
    }

    #[test]
    fn lenient_takes_what_servers_write() {
        for text in ["2025-07-30T10:45:41", "2025-07-30 10:45:41Z", "2025-07-30 10:45:41"] {
            let value: DateTime<FixedOffset> = from_slice(format!("\"{text}\"").as_bytes()).unwrap();
            assert_eq!(String::from_utf8(to_vec(&value)).unwrap(), "\"2025-07-30T10:45:41Z\"");
        }
    }
}
