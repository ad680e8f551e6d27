//! Numbers, at their bounds and between.

use fastrand::Rng;
use specwright::ir::types::{Rules, Scalar};
use specwright_runtime::json::{Number, Value};

/// A whole number of a type that the rules allow.
pub(crate) fn integer(rng: &mut Rng, least: i128, most: i128, rules: Option<&Rules>) -> Option<Value> {
    let bound = |number: Option<&serde_json::Number>| number.and_then(as_i128);
    let (mut least, mut most) = (least, most);
    let mut step = 1;
    if let Some(rules) = rules {
        least = least.max(bound(rules.minimum.as_ref()).unwrap_or(least));
        most = most.min(bound(rules.maximum.as_ref()).unwrap_or(most));
        least = least.max(bound(rules.exclusive_minimum.as_ref()).map_or(least, |bound| bound + 1));
        most = most.min(bound(rules.exclusive_maximum.as_ref()).map_or(most, |bound| bound - 1));
        step = bound(rules.multiple_of.as_ref()).unwrap_or(1).max(1);
    }
    if least > most {
        return None;
    }
    let near = [least, most, 0, 1, -1, 42, i128::from(i32::MAX), i128::from(i32::MIN)];
    let any = if rng.bool() { rng.choice(near)? } else { least + rng.i128(0..=(most - least).min(1_000_000)) };
    let value = any.clamp(least, most);
    let value = value - value.rem_euclid(step);
    let value = if value < least { value + step } else { value };
    (value <= most).then(|| Number::parse(&value.to_string()).map(Value::Number)).flatten()
}

/// A number of a type that the rules allow.
pub(crate) fn float(rng: &mut Rng, scalar: Scalar, rules: Option<&Rules>) -> Option<Value> {
    let single = scalar == Scalar::F32;
    let bound = |number: Option<&serde_json::Number>| number.and_then(serde_json::Number::as_f64);
    let (mut least, mut most) = if single { (f64::from(f32::MIN), f64::from(f32::MAX)) } else { (f64::MIN, f64::MAX) };
    let mut step = None;
    if let Some(rules) = rules {
        least = bound(rules.minimum.as_ref()).or(bound(rules.exclusive_minimum.as_ref())).unwrap_or(least);
        most = bound(rules.maximum.as_ref()).or(bound(rules.exclusive_maximum.as_ref())).unwrap_or(most);
        step = bound(rules.multiple_of.as_ref());
    }
    let open = rules.is_some_and(|rules| rules.exclusive_minimum.is_some() || rules.exclusive_maximum.is_some());
    if let Some(step) = step {
        // Whole multiples of a decimal, written as decimals.
        let digits = step.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
        let times = (least.max(-1000.0) / step).ceil() + f64::from(rng.u8(1..9));
        let value = times * step;
        return (value <= most).then(|| Number::parse(&format!("{value:.digits$}")).map(Value::Number)).flatten();
    }
    let around = if least > -1000.0 { least } else { most.min(500.0) - 1000.0 };
    let between = around + (most.min(around + 1000.0) - around) * rng.f64();
    let near = [0.0, 1.0, -1.0, 0.1, 1.5, -0.25, 1e-7, 123_456.789, 9_007_199_254_740_993.0, between];
    let far = [f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, 1e21, -1e-21, 0.1 + 0.2];
    let narrow = [f32::MAX, f32::MIN, f32::MIN_POSITIVE, 1e-45, 16_777_217.0, 0.1].map(f64::from);
    let far = if single { rng.choice(narrow)? } else { rng.choice(far)? };
    let value = if rng.u8(..4) == 0 { far } else { rng.choice(near)? };
    let inside = |value: f64| if open { value > least && value < most } else { value >= least && value <= most };
    let value = [value, between, least, most].into_iter().find(|value| inside(*value))?;
    if single {
        #[expect(clippy::cast_possible_truncation)]
        let narrow = value as f32;
        return inside(f64::from(narrow)).then(|| Number::parse(&narrow.to_string()).map(Value::Number)).flatten();
    }
    Number::from_f64(value).map(Value::Number)
}

/// A number of any size.
pub(crate) fn any_size(rng: &mut Rng, rules: Option<&Rules>) -> Option<Value> {
    if rules.is_some() {
        return integer(rng, i128::from(i64::MIN), i128::from(i64::MAX), rules);
    }
    let texts = [
        "0",
        "-1",
        "1.10",
        "-0.0",
        "1E400",
        "0.00000000000000000000000000000000000001",
        "18446744073709551616",
        "123456789012345678901234567890",
        "0.1234567890123456789",
        "-9007199254740993",
        "1e3",
    ];
    Number::parse(rng.choice(texts)?).map(Value::Number)
}

fn as_i128(number: &serde_json::Number) -> Option<i128> {
    let text = number.to_string();
    text.parse().ok().or_else(|| Number::parse(&text)?.as_i128())
}
