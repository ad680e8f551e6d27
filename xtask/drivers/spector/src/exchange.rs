//! A request as it was sent.

use std::collections::BTreeMap;

use specwright_runtime::{Bytes, HeaderMap};

/// A request that was sent, with the status that came back.
#[derive(Debug, Clone)]
pub struct Exchange {
    pub method: String,
    pub path: String,
    /// As in the URL, percent-encoding and all.
    pub query: Option<String>,
    pub headers: BTreeMap<String, String>,
    pub body: Bytes,
    pub status: u64,
}

/// Headers with their values; one that is sent twice counts as one with a list.
pub fn header_values(headers: &HeaderMap) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        all.entry(name.to_string()).and_modify(|list| *list = format!("{list}, {value}")).or_insert(value);
    }
    all
}
