//! Values without parts, in JSON.

use std::net::{Ipv4Addr, Ipv6Addr};

use fastrand::Rng;
use specwright::ir::types::{Alphabet, Digits, Rules, Scalar, TimeFormat};
use specwright_runtime::Base64;
use specwright_runtime::json::{Number, Value};

use crate::numbers::{any_size, float, integer};
use crate::samples::Sampler;
use crate::strings::Place;

/// A value that the rules allow.
pub(crate) fn make(scalar: Scalar, rules: Option<&Rules>, sampler: &mut Sampler<'_>) -> Option<Value> {
    let rng = &mut sampler.rng;
    let text = |text: String| Some(Value::from(text));
    match scalar {
        Scalar::String | Scalar::Secret => text(sampler.strings.make(rng, rules, sampler.place)?),
        Scalar::Bool => Some(Value::from(rng.bool())),
        Scalar::I8 => integer(rng, i8::MIN.into(), i8::MAX.into(), rules),
        Scalar::I16 => integer(rng, i16::MIN.into(), i16::MAX.into(), rules),
        Scalar::I32 => integer(rng, i32::MIN.into(), i32::MAX.into(), rules),
        Scalar::I64 => integer(rng, i64::MIN.into(), i64::MAX.into(), rules),
        Scalar::U8 => integer(rng, 0, u8::MAX.into(), rules),
        Scalar::U16 => integer(rng, 0, u16::MAX.into(), rules),
        Scalar::U32 => integer(rng, 0, u32::MAX.into(), rules),
        Scalar::U64 => integer(rng, 0, u64::MAX.into(), rules),
        Scalar::F32 | Scalar::F64 => float(rng, scalar, rules),
        Scalar::Number => any_size(rng, rules),
        Scalar::DateTime(format) => date_time(rng, format, rules),
        Scalar::Date => text(date(rng)),
        Scalar::Time => text(time(rng)),
        Scalar::Duration => text(rng.choice(["PT0S", "P1Y2M3DT4H5M6S", "PT36H", "P2W", "PT0.5S"])?.to_owned()),
        Scalar::Uri(_) => text(
            rng.choice(["https://example.com/a%20b?c=d&e#f", "urn:isbn:0451450523", "mailto:a@b.example"])?.to_owned(),
        ),
        Scalar::Char => {
            text(rng.choice(["a", "%", "\u{e9}", "\u{1f600}"])?.to_owned()).filter(|_| sampler.place == Place::Anywhere)
        }
        Scalar::Quoted(digits) => {
            let (least, most) = match digits {
                Digits::I8 => (i8::MIN.into(), i8::MAX.into()),
                Digits::I16 => (i16::MIN.into(), i16::MAX.into()),
                Digits::I32 => (i32::MIN.into(), i32::MAX.into()),
                Digits::I64 | Digits::Number => (i64::MIN.into(), i64::MAX.into()),
                Digits::U8 => (0, u8::MAX.into()),
                Digits::U16 => (0, u16::MAX.into()),
                Digits::U32 => (0, u32::MAX.into()),
                Digits::U64 => (0, u64::MAX.into()),
            };
            text(integer(rng, least, most, rules)?.to_string())
        }
        Scalar::Uuid => {
            let hex = format!("{:032x}", rng.u128(..));
            text(format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
        }
        Scalar::Base64(alphabet) => {
            let bytes = Base64::from((0..rng.usize(1..20)).map(|_| rng.u8(..)).collect::<Vec<u8>>());
            text(match alphabet {
                Alphabet::Standard => bytes.to_text(),
                Alphabet::UrlSafe => bytes.to_url_safe_text(),
            })
        }
        Scalar::Ipv4 | Scalar::Ip => text(Ipv4Addr::from(rng.u32(..)).to_string()),
        Scalar::Ipv6 => text(Ipv6Addr::from(rng.u128(..)).to_string()),
        Scalar::Null => Some(Value::Null),
        // Files are parts of a form; types of other crates are nobody's here.
        Scalar::File | Scalar::External(_) => None,
    }
}

fn date_time(rng: &mut Rng, format: TimeFormat, rules: Option<&Rules>) -> Option<Value> {
    let number = |text: String| Number::parse(&text).map(Value::Number);
    let seconds = rng.i64(-2_000_000_000..4_000_000_000);
    match format {
        TimeFormat::Rfc3339 => {
            let fraction = rng.choice(["", ".5", ".123", ".000001", ".123456789"])?;
            let zone = rng.choice(["Z", "+02:00", "-11:30"])?;
            Some(Value::from(format!("{}T{}{fraction}{zone}", date(rng), time(rng))))
        }
        TimeFormat::Http => {
            let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
            let day = rng.usize(0..28);
            // January of 1970 began on a Thursday.
            Some(Value::from(format!("{}, {:02} Jan 1970 {} GMT", days[day % 7], day + 1, time(rng))))
        }
        TimeFormat::UnixSeconds => integer(rng, -2_000_000_000, 4_000_000_000, rules),
        TimeFormat::UnixMilliseconds => number(format!("{seconds}{:03}", rng.u16(..1000))),
        TimeFormat::UnixTime => number(format!("{}{}", seconds.abs(), rng.choice(["", ".5", ".25"])?)),
    }
}

fn date(rng: &mut Rng) -> String {
    let extremes = ["0001-01-01", "9999-12-31", "2024-02-29", "1969-12-31", "2000-02-29"];
    match rng.choice(extremes).filter(|_| rng.u8(..8) == 0) {
        Some(date) => date.to_owned(),
        None => format!("{:04}-{:02}-{:02}", rng.u16(1..9999), rng.u8(1..=12), rng.u8(1..=28)),
    }
}

fn time(rng: &mut Rng) -> String {
    format!("{:02}:{:02}:{:02}", rng.u8(..24), rng.u8(..60), rng.u8(..60))
}
