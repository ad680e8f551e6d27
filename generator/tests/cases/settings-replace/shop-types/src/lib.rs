//! The types of a user, who knows more of them than the document says.

use specwright_runtime::json::{Decode, Encode, Reader, Value, Writer};
use specwright_runtime::rules::Check;

/// An amount in a currency.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub struct Money {
    /// In the smallest unit.
    pub amount: i64,
    /// As of ISO 4217.
    pub currency: String,
}

impl Decode for Money {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let value = Value::decode(json)?;
        let money = || Some(Self { amount: value.get("amount")?.as_i64()?, currency: value.get("currency")?.as_str()?.to_owned() });
        money().or_else(|| json.violation("must be an amount in a currency"))
    }
}

impl Encode for Money {
    fn encode(&self, json: &mut Writer) {
        json.begin_object();
        json.field("amount", &self.amount);
        json.field("currency", &self.currency);
        json.end_object();
    }
}

impl Check for Money {}

/// A week as of ISO 8601: `2025-W31`.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub struct Week {
    /// The year that it belongs to.
    pub year: i16,
    /// From 1.
    pub number: u8,
}

impl Decode for Week {
    fn decode(json: &mut Reader<'_>) -> Option<Self> {
        let text = String::decode(json)?;
        let week = || {
            let (year, number) = text.split_once("-W")?;
            Some(Self { year: year.parse().ok()?, number: number.parse().ok()? })
        };
        week().or_else(|| json.violation("must be a week: 2025-W31"))
    }
}

impl Encode for Week {
    fn encode(&self, json: &mut Writer) {
        json.string(&format!("{:04}-W{:02}", self.year, self.number));
    }
}

impl Check for Week {}
