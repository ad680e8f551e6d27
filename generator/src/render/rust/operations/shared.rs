//! `src/operations/responses.rs`: responses that the document declares once, for many operations.

use std::collections::BTreeMap;

use super::super::file;
use super::super::scope::Scope;
use super::payload;
use crate::analyse::Analysis;
use crate::ir::Api;
use crate::ir::operation::{Operation, Response, ResponseOwner};
use crate::output::FileSet;

/// Writes the file, if there is anything to stand in it.
pub(super) fn render(api: &Api, analysis: &Analysis, files: &mut FileSet) -> bool {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let responses: BTreeMap<&str, &Response> = operations
        .flat_map(Operation::responses)
        .filter(|response| response.owner == ResponseOwner::Component && payload::has_type(response))
        .map(|response| (payload::type_name(response), response))
        .collect();
    if responses.is_empty() {
        return false;
    }
    let names = responses.values().flat_map(|response| [response.struct_name.clone(), response.choice_name.clone()]);
    let scope = Scope::new(api, analysis, names.filter(|name| !name.is_empty()));
    let items = responses.values().map(|response| payload::declarations(&scope, response)).collect();
    let docs = "Responses that several operations share.";
    files.generated("src/operations/responses.rs", file::scoped(docs, &scope, items));
    true
}
