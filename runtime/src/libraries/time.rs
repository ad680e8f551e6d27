//! Dates and times of `time`.

use ::time::{Date, Month, OffsetDateTime, Time, UtcOffset};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Offset, Timelike};

use crate::json::{Decode, Encode, Reader, Writer};
use crate::rules::{Check, Rules};
use crate::violation::Violations;

impl Decode for OffsetDateTime {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let value = DateTime::<FixedOffset>::decode(json)?;
        let offset = UtcOffset::from_whole_seconds(value.offset().fix().local_minus_utc()).ok()?;
        Some(Self::new_in_offset(date(value.date_naive())?, time(value.time())?, offset))
    }
}

impl Encode for OffsetDateTime {
    fn encode(&self, json: &mut Writer) {
        chrono(*self).encode(json);
    }
}

impl Check for OffsetDateTime {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        chrono(*self).check(rules, at);
    }
}

fn chrono(value: OffsetDateTime) -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(value.offset().whole_seconds())?;
    chrono_date(value.date())?.and_time(chrono_time(value.time())?).and_local_timezone(offset).single()
}

impl Decode for Date {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        date(NaiveDate::decode(json)?).or_else(|| json.violation("must be a date of the years to 9999"))
    }
}

impl Encode for Date {
    fn encode(&self, json: &mut Writer) {
        match chrono_date(*self) {
            Some(date) => date.encode(json),
            None => json.null(),
        }
    }
}

impl Decode for Time {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        time(NaiveTime::decode(json)?)
    }
}

impl Encode for Time {
    fn encode(&self, json: &mut Writer) {
        match chrono_time(*self) {
            Some(time) => time.encode(json),
            None => json.null(),
        }
    }
}

impl Check for Date {}
impl Check for Time {}

fn date(value: NaiveDate) -> Option<Date> {
    let month = Month::try_from(u8::try_from(value.month()).ok()?).ok()?;
    Date::from_calendar_date(value.year(), month, u8::try_from(value.day()).ok()?).ok()
}

fn time(value: NaiveTime) -> Option<Time> {
    let part = |part: u32| u8::try_from(part).ok();
    let nanoseconds = value.nanosecond().min(999_999_999);
    Time::from_hms_nano(part(value.hour())?, part(value.minute())?, part(value.second())?, nanoseconds).ok()
}

fn chrono_date(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), u32::from(u8::from(date.month())), u32::from(date.day()))
}

fn chrono_time(time: Time) -> Option<NaiveTime> {
    let (hour, minute, second) = (time.hour().into(), time.minute().into(), time.second().into());
    NaiveTime::from_hms_nano_opt(hour, minute, second, time.nanosecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::again;

    #[test]
    fn they_come_back_as_they_were() {
        for text in ["2025-07-30T10:45:41.5Z", "2025-07-30T10:45:41+02:00", "2024-02-29T00:00:00.000000001-11:30"] {
            assert_eq!(again::<OffsetDateTime>(text).as_deref(), Some(text));
        }
        assert_eq!(again::<OffsetDateTime>("2025-07-30"), None);
        assert_eq!(again::<Date>("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(again::<Date>("2023-02-29"), None);
        assert_eq!(again::<Time>("10:45:41.25").as_deref(), Some("10:45:41.25"));
    }
}
