//! What most operations ask of their callers, so that it is written once.

use std::collections::HashMap;

use crate::ir::Api;

/// Alternatives of schemes that hold together, with scopes.
pub type Alternatives = [Vec<(String, Vec<String>)>];

/// The alternatives that most operations have, if these are several or of several schemes; empty if no two operations share such.
pub(super) fn usual(api: &Api) -> Vec<Vec<(String, Vec<String>)>> {
    let mut counts: HashMap<&Alternatives, usize> = HashMap::new();
    let all = || api.groups.iter().flat_map(|group| &group.operations).map(|operation| operation.security.as_slice());
    for security in all().filter(|security| security.iter().map(Vec::len).sum::<usize>() > 1) {
        *counts.entry(security).or_default() += 1;
    }
    let most = counts.values().copied().max().filter(|most| *most > 1);
    // Of several that are as common, the first of the document.
    all().find(|security| counts.get(security).copied() == most && most.is_some()).unwrap_or_default().to_vec()
}
