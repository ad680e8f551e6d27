//! Lengths of time as of ISO 8601 (RFC 3339, appendix A), their text kept.

use std::fmt;
use std::time;

/// A length of time: `P3DT4H30M`. Its text is kept as it is, as a month has no length of its own; two are equal if their texts
/// are.
///
/// What other notation an API has goes through, too: clients take any text, and a server refuses what ISO 8601 does not know.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Duration(String);

/// The parts of a date, then those of a time, each with its seconds if it has a length of its own.
const DATE: [(char, Option<u64>); 4] = [('Y', None), ('M', None), ('W', Some(604_800)), ('D', Some(86_400))];
const TIME: [(char, Option<u64>); 3] = [('H', Some(3600)), ('M', Some(60)), ('S', Some(1))];

impl Duration {
    /// Reads a duration of ISO 8601: at least one part, parts in their order, a fraction in the last only, a sign before all.
    pub fn parse(text: &str) -> Option<Self> {
        parts(text)?;
        Some(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its length, where that is exact: neither years nor months, nothing below zero, no more digits than nanoseconds have. A
    /// day has 24 hours.
    pub fn to_std(&self) -> Option<time::Duration> {
        let parts = parts(&self.0)?;
        let mut nanoseconds = 0_u128;
        for part in &parts.all {
            let amount = part.nanoseconds(part.seconds?)?;
            nanoseconds = nanoseconds.checked_add(amount)?;
        }
        if parts.negative && nanoseconds > 0 {
            return None;
        }
        let seconds = u64::try_from(nanoseconds / 1_000_000_000).ok()?;
        Some(time::Duration::new(seconds, u32::try_from(nanoseconds % 1_000_000_000).ok()?))
    }
}

/// The parts of a duration.
struct Parts<'a> {
    negative: bool,
    all: Vec<Part<'a>>,
}

struct Part<'a> {
    whole: &'a str,
    fraction: &'a str,
    /// How long one of it is, if that can be said.
    seconds: Option<u64>,
}

impl Part<'_> {
    /// How long it is, if that can be said exactly.
    fn nanoseconds(&self, seconds: u64) -> Option<u128> {
        let unit = u128::from(seconds) * 1_000_000_000;
        let whole = self.whole.parse::<u128>().ok()?.checked_mul(unit)?;
        let fraction = self.fraction.trim_end_matches('0');
        if fraction.is_empty() {
            return Some(whole);
        }
        let scale = 10_u128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let part = fraction.parse::<u128>().ok()?.checked_mul(unit)?;
        (part % scale == 0).then(|| whole.checked_add(part / scale))?
    }
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let rest = rest.strip_prefix('P')?;
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let mut all = Vec::new();
    read(date, &DATE, &mut all)?;
    if let Some(time) = time {
        let before = all.len();
        read(time, &TIME, &mut all)?;
        if all.len() == before {
            return None;
        }
    }
    let before = all.len().checked_sub(1)?;
    all.iter().take(before).all(|part| part.fraction.is_empty()).then_some(Parts { negative, all })
}

fn read<'a>(mut text: &'a str, units: &[(char, Option<u64>)], parts: &mut Vec<Part<'a>>) -> Option<()> {
    let mut units = units.iter();
    while !text.is_empty() {
        let at = text.find(|character: char| character.is_ascii_alphabetic())?;
        let (amount, rest) = text.split_at(at);
        let unit = rest.chars().next()?;
        let (_, seconds) = units.find(|(known, _)| *known == unit)?;
        let (whole, fraction) =
            amount.split_once(['.', ',']).map_or((amount, None), |(whole, part)| (whole, Some(part)));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !fraction.is_none_or(digits) {
            return None;
        }
        parts.push(Part { whole, fraction: fraction.unwrap_or_default(), seconds: *seconds });
        text = &rest[1..];
    }
    Some(())
}

impl From<time::Duration> for Duration {
    fn from(value: time::Duration) -> Self {
        let (hours, minutes, seconds) = (value.as_secs() / 3600, value.as_secs() / 60 % 60, value.as_secs() % 60);
        let mut text = "PT".to_owned();
        for (amount, unit) in [(hours, 'H'), (minutes, 'M')] {
            if amount > 0 {
                text = format!("{text}{amount}{unit}");
            }
        }
        let part = match value.subsec_nanos() {
            0 => String::new(),
            part => format!(".{}", format!("{part:09}").trim_end_matches('0')),
        };
        if seconds > 0 || !part.is_empty() || text == "PT" {
            text = format!("{text}{seconds}{part}S");
        }
        Self(text)
    }
}

impl From<&str> for Duration {
    /// Whatever the text is.
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Duration {
    /// Whatever the text is.
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn durations_of_iso_8601_are_taken() {
        for text in [
            "P1Y2M3DT4H5M6S",
            "P1W",
            "PT0S",
            "P0D",
            "P123DT22H14M12.011S",
            "-PT1H",
            "PT1,5H",
            "PT1H30S",
            "P1M",
            "PT1M",
            "+P1D",
            "P1Y2M3W4D",
        ] {
            assert_eq!(Duration::parse(text).as_ref().map(Duration::as_str), Some(text));
        }
        for text in [
            "",
            "P",
            "PT",
            "P1DT",
            "1D",
            "P1S",
            "PT1D",
            "P1D2Y",
            "P1.5DT1H",
            "P1",
            "PD",
            "P-1D",
            "p1d",
            "PT1H ",
            "PT.5S",
            "PT1.S",
            "P1D1D",
            "72h",
            "P\u{661}D",
        ] {
            assert_eq!(Duration::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_length_is_exact_or_none() {
        let length = |text| Duration::parse(text).unwrap().to_std();
        assert_eq!(length("P1WT1S"), Some(time::Duration::from_secs(604_801)));
        assert_eq!(length("PT0.5M"), Some(time::Duration::from_secs(30)));
        assert_eq!(length("PT0.000000001S"), Some(time::Duration::from_nanos(1)));
        assert_eq!(length("-PT0S"), Some(time::Duration::ZERO));
        for text in ["P1M", "P1Y", "-PT1S", "PT0.0000000001S", "PT99999999999999999999S"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_length_comes_back(seconds: u64, nanoseconds in 0..1_000_000_000_u32) {
            let length = time::Duration::new(seconds, nanoseconds);
            let duration = Duration::from(length);
            prop_assert_eq!(Duration::parse(duration.as_str()), Some(duration.clone()));
            prop_assert_eq!(duration.to_std(), Some(length));
        }

        #[test]
        fn no_text_does_harm(text in "[-+P0-9YMWDTHS.,]{0,12}") {
            if let Some(duration) = Duration::parse(&text) {
                prop_assert_eq!(duration.as_str(), text);
                duration.to_std();
            }
        }
    }
}
