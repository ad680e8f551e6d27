//! Points in time as seconds or milliseconds since 1970-01-01T00:00:00Z.

use chrono::{DateTime, FixedOffset};

use crate::rules::Decimal;

/// How many digits after the point make a nanosecond.
const NANOS: i64 = 9;
const PER_SECOND: i128 = 1_000_000_000;

/// The units that have passed, `digits` of which after the point are one second; the rest is cut.
pub(super) fn whole(value: &DateTime<FixedOffset>, digits: u32) -> i128 {
    nanoseconds(value).div_euclid(10_i128.pow(9 - digits))
}

/// The seconds that have passed, with as many digits after the point as they need.
pub(super) fn fractional(value: &DateTime<FixedOffset>) -> String {
    let nanoseconds = nanoseconds(value);
    let (whole, part) = (nanoseconds / PER_SECOND, (nanoseconds % PER_SECOND).unsigned_abs());
    let sign = if nanoseconds < 0 && whole == 0 { "-" } else { "" };
    match part {
        0 => whole.to_string(),
        part => format!("{sign}{whole}.{}", format!("{part:09}").trim_end_matches('0')),
    }
}

/// From the text of a number; of parts below nanoseconds nothing is kept.
pub(super) fn parse(text: &str, digits: u32) -> Option<DateTime<FixedOffset>> {
    let nanoseconds = Decimal::parse(text).floor_scaled(NANOS - i64::from(digits))?;
    let seconds = i64::try_from(nanoseconds.div_euclid(PER_SECOND)).ok()?;
    let part = u32::try_from(nanoseconds.rem_euclid(PER_SECOND)).ok()?;
    DateTime::from_timestamp(seconds, part).map(|value| value.fixed_offset())
}

/// A leap second counts as the end of the second before it.
fn nanoseconds(value: &DateTime<FixedOffset>) -> i128 {
    i128::from(value.timestamp()) * PER_SECOND + i128::from(value.timestamp_subsec_nanos()).min(PER_SECOND - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_come_back_as_they_were() {
        for text in ["0", "1686566864", "-1", "-0.5", "1.5", "-1.000000001", "253402300799.999999999", "-62135596800"] {
            assert_eq!(fractional(&parse(text, 0).unwrap()), text);
        }
        assert_eq!(fractional(&parse("1.6e9", 0).unwrap()), "1600000000");
        assert_eq!(fractional(&parse("1.0000000019", 0).unwrap()), "1.000000001");
        assert_eq!(parse("1e30", 0), None);
        assert_eq!(parse("1e999999999", 0), None);
    }

    #[test]
    fn parts_that_can_not_be_written_are_cut() {
        assert_eq!(whole(&parse("1.999", 0).unwrap(), 0), 1);
        assert_eq!(whole(&parse("-0.5", 0).unwrap(), 0), -1);
        assert_eq!(whole(&parse("1686566864123", 3).unwrap(), 3), 1_686_566_864_123);
        assert_eq!(fractional(&parse("1686566864123", 3).unwrap()), "1686566864.123");
    }
}
