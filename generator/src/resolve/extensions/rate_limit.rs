//! `x-rate-limit: { requests: 300, per: 1m, scope: operation }`, at the root, on a path or on an operation.

use std::time::Duration;

use indexmap::IndexMap;
use serde_json::Value;

use super::super::{Resolver, child};
use super::fields::Fields;
use crate::spec::operation::{RateLimit, RateScope};

/// The keyword.
pub(in crate::resolve) const RATE_LIMIT: &str = "x-rate-limit";

/// The limit among the extensions of the object at `holder`, if there is one and it is right.
pub(in crate::resolve) fn rate_limit(
    resolver: &mut Resolver<'_, '_>,
    extensions: &IndexMap<String, Value>,
    holder: &str,
) -> Option<RateLimit> {
    let value = extensions.get(RATE_LIMIT)?;
    let at = child(holder, RATE_LIMIT);
    let form = "{ requests: 300, per: 1m, scope: operation }";
    let mut fields = Fields::open(resolver.document, resolver.sink, value, at, form)?;
    if fields.value("requests").is_none() {
        fields.wrong("", "`requests` is missing", None);
    }
    let requests =
        fields.integer("requests").and_then(|number| u32::try_from(number).ok()).filter(|number| *number > 0);
    if requests.is_none() && !fields.failed {
        fields.wrong("requests", "`requests` is 1 or more", None);
    }
    let per = fields.needed("per");
    let duration = per.and_then(duration);
    if let (Some(text), None) = (per, duration) {
        let help = "write `500ms`, `1s`, `1m`, `1h`, `1d` or an ISO 8601 duration like `PT1M`".to_owned();
        fields.wrong("per", format!("`{text}` is no duration"), Some(help));
    }
    let scope = match fields.text("scope") {
        None | Some("operation") => RateScope::Operation,
        Some("api") => RateScope::Api,
        Some(other) => {
            let help = Some("the scopes are `operation` and `api`".to_owned());
            fields.wrong("scope", format!("`{other}` is no scope"), help);
            RateScope::Operation
        }
    };
    let right = fields.close();
    Some(RateLimit { requests: requests?, per: duration?, scope }).filter(|_| right)
}

/// `500ms`, `1s`, `1m`, `1h`, `1d`, or days to seconds of an ISO 8601 duration (`P1DT2H3M4S`). Above zero.
fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let millis = if let Some(rest) = text.strip_prefix('P') {
        iso(rest)?
    } else {
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        text[..digits].parse::<u64>().ok()?.checked_mul(unit(text[digits..].trim())?)?
    };
    (millis > 0).then(|| Duration::from_millis(millis))
}

fn unit(name: &str) -> Option<u64> {
    Some(match name {
        "ms" => 1,
        "s" => 1000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    })
}

fn iso(text: &str) -> Option<u64> {
    let (date, time) = match text.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None => (text, ""),
    };
    let mut total: u64 = 0;
    for (part, units) in
        [(date, [('W', "d", 7), ('D', "d", 1)].as_slice()), (time, &[('H', "h", 1), ('M', "m", 1), ('S', "s", 1)])]
    {
        let mut rest = part;
        let mut units = units.iter();
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let number: u64 = rest[..digits].parse().ok()?;
            let letter = rest[digits..].chars().next()?;
            // Each letter at most once, the larger first.
            let (_, name, times) = units.find(|(expected, ..)| *expected == letter)?;
            total = total.checked_add(number.checked_mul(unit(name)?)?.checked_mul(*times)?)?;
            rest = &rest[digits + letter.len_utf8()..];
        }
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_read() {
        let cases = [
            ("500ms", Some(500)),
            ("1s", Some(1000)),
            ("1m", Some(60_000)),
            ("1h", Some(3_600_000)),
            ("PT1M", Some(60_000)),
            ("PT1H30M", Some(5_400_000)),
            ("P1DT1S", Some(86_401_000)),
            ("P1W", Some(604_800_000)),
            ("0s", None),
            ("PT", None),
            ("P", None),
            ("PT1M1H", None),
            ("1 fortnight", None),
            ("60", None),
            ("m", None),
            ("99999999999999999999s", None),
            ("18446744073709551615d", None),
            ("1é", None),
        ];
        for (text, millis) in cases {
            assert_eq!(duration(text).map(|duration| duration.as_millis()), millis, "{text}");
        }
    }
}
