//! Decimals of `rust_decimal`: 28 digits, to count with. A number with more is refused, never rounded.

use ::rust_decimal::Decimal;

use crate::json::{Decode, Encode, Number, Reader, Writer};
use crate::rules::{Check, Rules};
use crate::violation::Violations;

impl Decode for Decimal {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let number = Number::decode(json)?;
        exact(&number).or_else(|| json.violation("must have no more than 28 digits"))
    }
}

impl Encode for Decimal {
    fn encode(&self, json: &mut Writer) {
        number(*self).encode(json);
    }
}

impl Check for Decimal {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        number(*self).check(rules, at);
    }
}

/// Held against what was read, as an exponent may be rounded in silence.
fn exact(number: &Number) -> Option<Decimal> {
    let text = number.as_str();
    let value = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()?;
    (self::number(value) == *number).then_some(value)
}

fn number(value: Decimal) -> Number {
    Number::parse(&value.to_string()).unwrap_or_else(|| Number::from(0_u8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{from_slice_strict, to_vec};

    #[test]
    fn decimals_are_exact_or_refused() {
        for (text, expected) in [
            ("0.10", Some("0.10")),
            ("-79228162514264337593543950335", Some("-79228162514264337593543950335")),
            ("1e3", Some("1000")),
            ("1.5e-3", Some("0.0015")),
            ("0.12345678901234567890123456789012345", None),
            ("1e400", None),
            ("1.00000000000000000000000000001e0", None),
        ] {
            let value = from_slice_strict::<Decimal>(text.as_bytes()).ok();
            let again = value.map(|value| String::from_utf8(to_vec(&value)).unwrap());
            assert_eq!(again.as_deref(), expected, "{text}");
        }
        assert!(from_slice_strict::<Decimal>(b"\"1\"").is_err());
    }
}
