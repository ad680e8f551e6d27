//! Values without parts, in JSON.

use std::net::{Ipv4Addr, Ipv6Addr};

use fastrand::Rng;
use specwright::ir::types::{Alphabet, Rules, Scalar, TimeFormat};
use specwright_runtime::Base64;
use specwright_runtime::json::{Number, Value};

use crate::numbers::{any_size, float, integer};
use crate::samples::Sampler;

/// A value that the rules allow.
pub(crate) fn make(scalar: Scalar, rules: Option<&Rules>, sampler: &mut Sampler<'_>) -> Option<Value> {
    let rng = &mut sampler.rng;
    let text = |text: String| Some(Value::from(text));
    match scalar {
        Scalar::String | Scalar::Secret => text(sampler.strings.make(rng, rules, sampler.place)?),
        Scalar::Bool => Some(Value::from(rng.bool())),
        Scalar::I32 => integer(rng, i32::MIN.into(), i32::MAX.into(), rules),
        Scalar::I64 => integer(rng, i64::MIN.into(), i64::MAX.into(), rules),
        Scalar::U32 => integer(rng, 0, u32::MAX.into(), rules),
        Scalar::U64 => integer(rng, 0, u64::MAX.into(), rules),
        Scalar::F32 | Scalar::F64 => float(rng, scalar, rules),
        Scalar::Number => any_size(rng, rules),
        Scalar::DateTime(format) => date_time(rng, format),
        Scalar::Date => text(date(rng)),
        Scalar::Time => text(time(rng)),
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

fn date_time(rng: &mut Rng, format: TimeFormat) -> Option<Value> {
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
        TimeFormat::UnixSeconds => number(seconds.to_string()),
        TimeFormat::UnixMilliseconds => number(format!("{seconds}{:03}", rng.u16(..1000))),
        TimeFormat::UnixTime => number(format!("{}{}", seconds.abs(), rng.choice(["", ".5", ".25"])?)),
    }
}

fn date(rng: &mut Rng) -> String {
    format!("{:04}-{:02}-{:02}", rng.u16(1..9999), rng.u8(1..=12), rng.u8(1..=28))
}

fn time(rng: &mut Rng) -> String {
    format!("{:02}:{:02}:{:02}", rng.u8(..24), rng.u8(..60), rng.u8(..60))
}
