//! Decimals of any size, as exact as their text.

use std::cmp::Ordering;
use std::fmt;

use super::Bound;

/// A decimal: `digits × 10^exponent`. The digits have no zeros at either end; none at all means zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// From the text of a number as JSON or Rust writes it.
    pub(crate) fn parse(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        // An exponent too large for its type is as good as the largest.
        let exponent =
            exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { i64::MIN / 2 } else { i64::MAX / 2 });
        let exponent = exponent.clamp(i64::MIN / 2, i64::MAX / 2);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_end_matches('0');
        let zeros = digits.len() - significant.len();
        let exponent = exponent - length(fraction.len()) + length(zeros);
        let significant = significant.trim_start_matches('0');
        if significant.is_empty() {
            return Self { negative: false, digits: String::new(), exponent: 0 };
        }
        Self { negative, digits: significant.to_owned(), exponent }
    }

    pub(crate) fn of_bound(bound: Bound) -> Self {
        match bound {
            Bound::Integer(value) => Self::parse(&value.to_string()),
            Bound::Decimal(value) => Self::parse(&format!("{value:e}")),
        }
    }

    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The value, if it is whole and fits.
    pub(crate) fn to_i128(&self) -> Option<i128> {
        if !(0..40).contains(&self.exponent) || self.digits.len() > 40 {
            return None;
        }
        let zeros = "0".repeat(usize::try_from(self.exponent).ok()?);
        let sign = if self.negative { "-" } else { "" };
        let text = format!("{sign}{}{zeros}", if self.digits.is_empty() { "0" } else { &self.digits });
        text.parse().ok()
    }

    /// The value times `10^places`, rounded down, if it fits.
    pub(crate) fn floor_scaled(&self, places: i64) -> Option<i128> {
        let exponent = self.exponent.checked_add(places)?;
        if exponent >= 0 {
            return Self { exponent, ..self.clone() }.to_i128();
        }
        let cut = usize::try_from(-exponent).ok()?;
        let kept = self.digits.len().checked_sub(cut).filter(|kept| *kept > 0).map_or("0", |kept| &self.digits[..kept]);
        let whole: i128 = kept.parse().ok()?;
        // The digits that are cut are not all zeros.
        if self.negative { whole.checked_add(1).map(|whole| -whole) } else { Some(whole) }
    }

    /// Whether this is a whole multiple of `step`, exactly.
    pub(crate) fn is_multiple_of(&self, step: &Self) -> bool {
        if self.digits.is_empty() {
            return true;
        }
        // A multiple of the step ends no earlier than the step does.
        if self.exponent < step.exponent || step.digits.is_empty() {
            return false;
        }
        let Some(divisor) = step.digits.parse::<u128>().ok().filter(|divisor| *divisor < u128::MAX / 16) else {
            return self == step;
        };
        let mut rest = self.digits.bytes().fold(0, |rest, digit| (rest * 10 + u128::from(digit - b'0')) % divisor);
        // Each factor of ten takes out one two and one five; a divisor has fewer than 128 of them.
        for _ in 0..(self.exponent - step.exponent).min(128) {
            rest = rest * 10 % divisor;
        }
        rest == 0
    }

    /// How many digits stand before the point.
    fn magnitude(&self) -> i64 {
        self.exponent.saturating_add(length(self.digits.len()))
    }

    fn cmp_size(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // Digits begin with other than zero, so their text orders them.
            (false, false) => self.magnitude().cmp(&other.magnitude()).then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

fn length(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX / 4)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match &*self.digits {
            "" => f.write_str("0"),
            digits => write!(f, "{sign}{digits}e{}", self.exponent),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.cmp_size(other),
            (true, true) => other.cmp_size(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn multiple(value: &str, step: f64) -> bool {
        Decimal::parse(value).is_multiple_of(&Decimal::of_bound(Bound::Decimal(step)))
    }

    #[test]
    fn multiples_are_exact() {
        assert!(multiple("0.07", 0.01));
        assert!(multiple("1e308", 0.5));
        assert!(multiple("0.0075", 0.0001));
        assert!(multiple("1e999999", 7.0) == multiple("10", 7.0));
        assert!(multiple("-4.5", 1.5));
        assert!(!multiple("0.00751", 0.0001));
        assert!(!multiple("35", 1.5));
        assert!(multiple("0", 3.0));
        assert!(multiple("12391239123", 1e-8));
    }

    #[test]
    fn order_is_by_value() {
        let texts = ["-1e400", "-10", "-9.5", "-0.1", "0", "1e-400", "0.1", "0.25", "1", "9", "10", "10.01", "1e400"];
        for pair in texts.windows(2) {
            assert!(Decimal::parse(pair[0]) < Decimal::parse(pair[1]), "{pair:?}");
        }
    }
}
