//! A query string, taken apart.

use super::escape::unescape_query;
use crate::violation::{Location, Violation, Violations};

/// A query string may have no more pairs than this.
const MOST_PAIRS: usize = 1000;

/// A query string, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) pairs: Vec<Pair>,
    /// As it is written.
    text: String,
}

/// One `name=value`.
#[derive(Debug)]
pub(crate) struct Pair {
    /// Decoded.
    pub(crate) name: String,
    /// As it is written.
    pub(crate) raw: String,
    /// Whether a parameter has read it.
    pub(crate) taken: bool,
}

impl Query {
    /// Takes a query string apart. What can't be read is left out and taken down.
    pub(crate) fn parse(text: &str, wrong: &mut Violations) -> Self {
        let mut query = Self { pairs: Vec::new(), text: text.to_owned() };
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            if query.pairs.len() == MOST_PAIRS {
                wrong.push(Violation::new(Location::Query, "", format!("must not have more than {MOST_PAIRS} values")));
                break;
            }
            let (name, raw) = pair.split_once('=').unwrap_or((pair, ""));
            match unescape_query(name) {
                Some(name) => query.pairs.push(Pair { name: name.into_owned(), raw: raw.to_owned(), taken: false }),
                None => {
                    wrong.push(Violation::new(Location::Query, "", "must have names that are percent-encoded UTF-8"));
                }
            }
        }
        query
    }

    /// Pairs that are not escaped, as the parts of a form are.
    pub(crate) fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let pairs = pairs.into_iter().map(|(name, raw)| Pair { name, raw, taken: false }).collect();
        Self { pairs, text: String::new() }
    }

    /// The same without the pairs of another query string.
    pub(crate) fn without(mut self, other: &str) -> Self {
        for own in other.split('&').filter(|own| !own.is_empty()) {
            let (name, raw) = own.split_once('=').unwrap_or((own, ""));
            if let Some(at) = self.pairs.iter().position(|pair| pair.name == name && pair.raw == raw) {
                self.pairs.remove(at);
            }
        }
        self
    }

    /// The whole, as it is written; no other parameter finds anything in it then.
    pub(crate) fn take_text(&mut self) -> &str {
        self.pairs.iter_mut().for_each(|pair| pair.taken = true);
        &self.text
    }

    /// Leaves a name to others than the parameters of the document.
    pub(crate) fn leave_out(&mut self, name: &str) {
        self.pairs.iter_mut().filter(|pair| pair.name == name).for_each(|pair| pair.taken = true);
    }

    /// The raw values of a name.
    pub(crate) fn take(&mut self, name: &str) -> Vec<&str> {
        let pairs = self.pairs.iter_mut().filter(|pair| pair.name == name);
        pairs
            .map(|pair| {
                pair.taken = true;
                &*pair.raw
            })
            .collect()
    }

    /// Takes escaped commas in the values of a name for commas; whether there are any.
    pub(crate) fn unescape_commas(&mut self, name: &str) -> bool {
        let mut any = false;
        for pair in self.pairs.iter_mut().filter(|pair| pair.name == name) {
            let raw = pair.raw.replace("%2C", ",").replace("%2c", ",");
            any |= raw != pair.raw;
            pair.raw = raw;
        }
        any
    }

    /// The pairs of these names; without names, all that no one has taken yet.
    pub(crate) fn take_all(&mut self, names: &[&str]) -> Vec<(&str, &str)> {
        let wanted = |pair: &Pair| if names.is_empty() { !pair.taken } else { names.contains(&&*pair.name) };
        let pairs = self.pairs.iter_mut().filter(|pair| wanted(pair));
        pairs
            .map(|pair| {
                pair.taken = true;
                (&*pair.name, &*pair.raw)
            })
            .collect()
    }

    /// The pairs whose name begins with `prefix[`, with what follows the prefix.
    pub(crate) fn take_nested(&mut self, prefix: &str) -> Vec<(&str, &str)> {
        let rest = |name: &str| name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('['));
        let pairs = self.pairs.iter_mut().filter(|pair| rest(&pair.name));
        pairs
            .map(|pair| {
                pair.taken = true;
                (&pair.name[prefix.len()..], &*pair.raw)
            })
            .collect()
    }
}
