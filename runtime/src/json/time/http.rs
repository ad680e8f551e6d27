//! Points in time as dates of HTTP (RFC 9110, 5.6.7).

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime};

/// The preferred form.
const FIXED: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Forms of old, which every recipient takes: that of RFC 850, and that of `asctime`.
const OBSOLETE: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// The preferred form; parts of seconds are cut.
pub(super) fn text(value: &DateTime<FixedOffset>) -> String {
    value.to_utc().format(FIXED).to_string()
}

/// One of the three forms, to the letter.
pub(super) fn strict(text: &str) -> Option<DateTime<FixedOffset>> {
    [FIXED].iter().chain(&OBSOLETE).find_map(|form| {
        let value = NaiveDateTime::parse_from_str(text, form).ok()?;
        // The parser takes more than the form allows.
        (value.format(form).to_string() == text).then(|| value.and_utc().fixed_offset())
    })
}

/// Also with other cases and offsets, and without a day of the week or with a wrong one.
pub(super) fn lenient(text: &str) -> Option<DateTime<FixedOffset>> {
    let rest = text.split_once(',').map_or(text, |(_, rest)| rest).trim();
    let found = strict(text).or_else(|| DateTime::parse_from_rfc2822(rest).ok())?;
    // No form has more than four digits for the year.
    (found.year() <= 9999).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_are_taken_and_the_first_is_written() {
        for form in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            let value = strict(form).unwrap();
            assert_eq!(value.timestamp(), 784_111_777);
            assert_eq!(text(&value), "Sun, 06 Nov 1994 08:49:37 GMT");
        }
        for whole in ["Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 31 Dec 2016 23:59:60 GMT"]
        {
            assert_eq!(strict(whole).map(|value| text(&value)).as_deref(), Some(whole));
        }
        let east = DateTime::parse_from_rfc3339("2022-08-26T16:38:00.9+02:00").unwrap();
        assert_eq!(text(&east), "Fri, 26 Aug 2022 14:38:00 GMT");
    }

    #[test]
    fn strict_takes_nothing_else() {
        for text in [
            "",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "sun, 06 nov 1994 08:49:37 gmt",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun,  06 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(strict(text), None, "{text:?}");
        }
    }

    #[test]
    fn lenient_takes_what_servers_write() {
        for text in [
            "sun, 06 nov 1994 08:49:37 gmt",
            "SUN, 06 NOV 1994 08:49:37 GMT",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "6 Nov 1994 08:49:37 +0000",
            "Sun, 06 Nov 1994 10:49:37 +0200",
        ] {
            assert_eq!(lenient(text).map(|value| value.timestamp()), Some(784_111_777), "{text:?}");
        }
        assert_eq!(lenient("yesterday"), None);
        assert_eq!(lenient("Sat, 1 Jan 10000 00:00:00 GMT"), None);
        assert_eq!(
            lenient("fri, 31 dec 9999 23:59:59 gmt").map(|value| text(&value)).unwrap(),
            "Fri, 31 Dec 9999 23:59:59 GMT"
        );
    }
}
