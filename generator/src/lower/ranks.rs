//! How narrow a member of a union is: which order lets a reader take the first that fits.

use std::cmp::Reverse;

use super::arena::Lowering;
use super::shapes::Kind;
use crate::ir::types::{Scalar, StandsFor, TimeFormat};
use crate::spec::schema::{Additional, SchemaId};

/// Narrower ones are less. Members of different JSON types never fit the same value, so between those the order is free.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    class: Class,
    /// Of a string that holds JSON: the class of that; what follows is said of it.
    held: Option<Class>,
    constants: Reverse<usize>,
    required: Reverse<usize>,
    open: bool,
    properties: Reverse<usize>,
    items: Option<Class>,
    /// Names of what must be there, and of what may.
    keys: (Vec<String>, Vec<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Null,
    Boolean,
    /// JSON in a string. A lenient reader takes a text that is not listed, too.
    Json,
    Listed,
    Formatted,
    Integer,
    Number,
    /// A lenient reader takes numbers that are not in a string, too.
    Quoted,
    Encoded,
    String,
    Record,
    Tuple,
    List,
    Map,
    Union,
    Any,
}

impl Rank {
    /// Whether everything that fits the other, fits this one too, and has nothing that only the other knows.
    pub(super) fn hides(&self, other: &Self) -> bool {
        if self.held.is_some() != other.held.is_some() {
            return false;
        }
        match (self.held.unwrap_or(self.class), other.held.unwrap_or(other.class)) {
            (Class::Record, Class::Record) => {
                self.constants.0 == 0
                    && self.keys.0.iter().all(|key| other.keys.0.contains(key))
                    && other.keys.1.iter().all(|key| self.keys.1.contains(key))
            }
            (Class::Encoded | Class::String, Class::Encoded | Class::String)
            | (Class::Integer, Class::Integer)
            | (Class::Number, Class::Number)
            | (Class::Map, Class::Map | Class::Record) => true,
            // An empty list fits both, and says the same in both.
            (Class::List, Class::List) => self.items == other.items || self.items == Some(Class::Any),
            _ => false,
        }
    }
}

impl Lowering<'_> {
    pub(super) fn rank(&mut self, id: SchemaId) -> Rank {
        let target = self.target(id);
        let schema = self.effective(target);
        let kind = self.kind(target, &schema);
        if let Kind::Embedded(content) = kind {
            let of_content = self.rank(content);
            return Rank { class: Class::Json, held: Some(of_content.class), ..of_content };
        }
        let class = class_of(&kind);
        let items = match schema.array.items {
            Some(items) if class == Class::List => {
                let items = self.target(items);
                let schema = self.effective(items);
                Some(class_of(&self.kind(items, &schema)))
            }
            _ => None,
        };
        let mut rank = Rank {
            class,
            held: None,
            constants: Reverse(0),
            required: Reverse(0),
            open: true,
            properties: Reverse(0),
            items,
            keys: (Vec::new(), Vec::new()),
        };
        if class == Class::Record {
            let object = &schema.object;
            let constants = object
                .properties
                .iter()
                .filter(|(name, property)| {
                    object.required.contains(name) && self.effective(**property).values.is_some()
                })
                .count();
            rank.constants = Reverse(constants);
            let mut required = object.required.clone();
            required.retain(|name| object.properties.contains_key(name));
            rank.required = Reverse(required.len());
            rank.open = object.additional != Additional::Forbidden;
            rank.properties = Reverse(object.properties.len());
            required.sort();
            let mut known: Vec<String> = object.properties.keys().cloned().collect();
            known.sort();
            rank.keys = (required, known);
        }
        rank
    }
}

/// The class of what a schema becomes.
fn class_of(kind: &Kind) -> Class {
    match kind {
        Kind::Scalar(scalar) => match *scalar {
            Scalar::Null => Class::Null,
            Scalar::Bool => Class::Boolean,
            scalar if scalar.is_integer() => Class::Integer,
            Scalar::F32 | Scalar::F64 | Scalar::Number => Class::Number,
            Scalar::String | Scalar::Secret | Scalar::File => Class::String,
            Scalar::DateTime(time) => class_of_time(time),
            Scalar::Base64(_) | Scalar::Duration | Scalar::Uri(_) => Class::Encoded,
            Scalar::Quoted(_) => Class::Quoted,
            Scalar::External(external) => match external.stands_for {
                StandsFor::DateTime(time) => class_of_time(time),
                StandsFor::QuotedDecimal => Class::Quoted,
                StandsFor::Duration => Class::Encoded,
                StandsFor::Decimal | StandsFor::FormatOfNumber => Class::Number,
                _ => Class::Formatted,
            },
            _ => Class::Formatted,
        },
        Kind::Embedded(_) => Class::Json,
        Kind::Choice(_) => Class::Listed,
        Kind::Record => Class::Record,
        Kind::Tuple => Class::Tuple,
        Kind::List => Class::List,
        Kind::Map => Class::Map,
        Kind::Union(_) | Kind::Same(_) => Class::Union,
        Kind::Any => Class::Any,
    }
}

fn class_of_time(time: TimeFormat) -> Class {
    match time {
        TimeFormat::Rfc3339 | TimeFormat::Http => Class::Formatted,
        TimeFormat::UnixSeconds | TimeFormat::UnixMilliseconds => Class::Integer,
        TimeFormat::UnixTime => Class::Number,
    }
}
