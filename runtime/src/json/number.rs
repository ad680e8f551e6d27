//! Numbers of any size: their text is kept.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::rules::Decimal;

/// A number of any size and precision (RFC 8259, 6). It is written as it was read.
///
/// Two numbers are equal if their values are: `1.0` and `1`, `100` and `1e2`.
#[derive(Clone)]
pub struct Number(Box<str>);

impl Number {
    /// Reads a number as JSON writes it.
    pub fn parse(text: &str) -> Option<Self> {
        is_number(text).then(|| Self(text.into()))
    }

    /// A floating-point number; `None` if it is not finite.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self(float_text(value).into()))
    }

    pub(super) fn from_text(text: &str) -> Self {
        Self(text.into())
    }

    /// One text for all numbers of the same value.
    pub(super) fn canonical_text(&self) -> String {
        Decimal::parse(&self.0).to_string()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value, if it is whole and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128()?.try_into().ok()
    }

    /// The value, if it is whole and fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128()?.try_into().ok()
    }

    /// The value, if it is whole and fits.
    pub fn as_i128(&self) -> Option<i128> {
        self.0.parse().ok().or_else(|| Decimal::parse(&self.0).to_i128())
    }

    /// The nearest floating-point number, if it is finite.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || Decimal::parse(&self.0) == Decimal::parse(&other.0)
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        Decimal::parse(&self.0).cmp(&Decimal::parse(&other.0))
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Decimal::parse(&self.0).hash(state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({})", self.0)
    }
}

/// A text that is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is not a number as JSON writes it")
    }
}

impl std::error::Error for NotANumber {}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        Self::parse(text).ok_or(NotANumber)
    }
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}
from_integers!(u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize);

/// Whether a whole text is a number.
pub(crate) fn is_number(text: &str) -> bool {
    scan(text.as_bytes()) == Some(text.len())
}

/// How long the number is with which the bytes begin.
pub(super) fn scan(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && bytes[at] == b'0') {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        let exponent = digits(at);
        if exponent == 0 {
            return None;
        }
        at += exponent;
    }
    Some(at)
}

/// A finite number as ECMAScript writes it (RFC 8785, 3.2.2.3), but for `-0`, which keeps its sign: the shortest text that
/// reads back as the same number.
pub(super) fn float_text(value: impl fmt::LowerExp) -> String {
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits = mantissa.replace('.', "");
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    match exponent {
        0..21 if count <= exponent + 1 => {
            let zeros = "0".repeat(usize::try_from(exponent + 1 - count).unwrap_or(0));
            format!("{sign}{digits}{zeros}")
        }
        0..21 => {
            let (whole, fraction) = digits.split_at(usize::try_from(exponent + 1).unwrap_or(0));
            format!("{sign}{whole}.{fraction}")
        }
        -6..0 => format!("{sign}0.{}{digits}", "0".repeat(usize::try_from(-exponent - 1).unwrap_or(0))),
        _ => {
            let plus = if exponent > 0 { "+" } else { "" };
            let (first, rest) = digits.split_at(1);
            let point = if rest.is_empty() { "" } else { "." };
            format!("{sign}{first}{point}{rest}e{plus}{exponent}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_ecmascript_does() {
        // RFC 8785, appendix B.
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (295_147_905_179_352_830_000.0, "295147905179352830000"),
            (9.999_999_999_999_997e22, "9.999999999999997e+22"),
            (1e23, "1e+23"),
            (333_333_333.333_333_3, "333333333.3333333"),
            (-1e-6, "-0.000001"),
            (1e-7, "1e-7"),
            (0.1, "0.1"),
            (43.0, "43"),
        ] {
            assert_eq!(float_text(value), text);
        }
        assert_eq!(float_text(0.1_f32), "0.1");
    }

    #[test]
    fn numbers_are_equal_by_value() {
        let number = |text| Number::parse(text).unwrap();
        assert_eq!(number("1.0"), number("1"));
        assert_eq!(number("1e2"), number("100.00"));
        assert_eq!(number("-0"), number("0"));
        assert_ne!(number("0.1"), number("0.10000000000000000001"));
        assert!(number("1e999999999999999999999") > number("1e400"));
        assert!(number("-5") < number("4"));
        assert_eq!(number("3.0e1").as_i64(), Some(30));
        assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
        assert_eq!(number("1.5").as_i64(), None);
        assert_eq!(number("1e400").as_f64(), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", "01", "1.", ".1", "+1", "1e", "1e+", "0x1", "NaN", "1 ", "١"] {
            assert_eq!(Number::parse(text), None, "{text:?}");
        }
    }
}
