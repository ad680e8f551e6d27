//! Operations of one tag that fail in the same ways share one enum of errors.
//!
//! Each keeps the name of its own as another name for that one. As with types that are [`super::alike`], this is for large APIs:
//! in small ones it costs nothing that two operations fail in types of their own, which a user can then tell apart.

use super::names::{self, Case};
use crate::analyse::names::of_types;
use crate::ir::Api;
use crate::ir::operation::{Group, Operation, Response, StatusPattern};

/// Finds for each tag the errors that most of its operations have, and gives those one enum.
pub(super) fn share(api: &mut Api) {
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    for (index, group) in api.groups.iter().enumerate() {
        let operations = most_alike(group);
        if operations.len() > 1 {
            found.push((index, operations));
        }
    }
    let mut taken: std::collections::HashSet<String> = of_types(api).map(str::to_owned).collect();
    for (group, operations) in found {
        let group = &mut api.groups[group];
        let [first, second] = ["Error", "Failure"].map(|word| names::join(&[&group.type_name, word]));
        let name = names::free(&[&first, &second], Case::Camel, |name| taken.contains(name));
        taken.insert(name.clone());
        for operation in operations {
            group.operations[operation].shared_error = Some(name.clone());
        }
    }
}

/// The largest set of operations that fail in the same ways, the first of the document if there are several.
fn most_alike(group: &Group) -> Vec<usize> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (index, operation) in group.operations.iter().enumerate().filter(|(_, operation)| can_share(operation)) {
        let fails_alike = |set: &&mut Vec<usize>| fail_alike(&group.operations[set[0]], operation);
        match sets.iter_mut().find(fails_alike) {
            Some(set) => set.push(index),
            None => sets.push(vec![index]),
        }
    }
    let size = sets.iter().map(Vec::len).max();
    sets.into_iter().find(|set| Some(set.len()) == size).unwrap_or_default()
}

/// Whether what is no success of an operation is a failure, without another look at the status.
fn can_share(operation: &Operation) -> bool {
    let is_one = |response: &Response| matches!(response.status, StatusPattern::Code(_));
    !operation.errors.is_empty() && operation.successes.iter().all(is_one)
}

fn fail_alike(one: &Operation, other: &Operation) -> bool {
    let same = |(one, other): (&Response, &Response)| {
        one.status == other.status
            && one.variant == other.variant
            && one.docs == other.docs
            && one.headers == other.headers
            && one.contents == other.contents
            && one.head_type == other.head_type
            && one.own_type() == other.own_type()
    };
    one.sides == other.sides && one.errors.len() == other.errors.len() && one.errors.iter().zip(&other.errors).all(same)
}
