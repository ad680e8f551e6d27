//! Operations of one tag that fail in the same ways share one enum of errors.
//!
//! Each keeps the name of its own as another name for that one. As with types that are [`super::alike`], this is for large APIs:
//! in small ones it costs nothing that two operations fail in types of their own, which a user can then tell apart.

use std::collections::HashSet;

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
    let mut taken: HashSet<String> = of_types(api).map(str::to_owned).collect();
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

#[cfg(test)]
mod tests {
    use super::super::alike::tests::{large, text};
    use crate::config::TagFeatures;

    /// The operations of one tag in a large API that fail in these ways.
    fn operations(failures: &[&str]) -> String {
        let operation = |(number, failure): (usize, &&str)| {
            format!(
                "  /{number}:\n    get:\n      operationId: get{number}\n      tags: [things]\n      responses: \
                 {{ '204': {{ description: none }}, {failure} }}\n"
            )
        };
        let paths: String = failures.iter().enumerate().map(operation).collect();
        text(&large(&paths, TagFeatures::Never), "src/operations/things.rs")
    }

    const NOT_FOUND: &str = "'404': { description: Not there. }";

    #[test]
    fn operations_that_fail_alike_share_one_enum_and_keep_their_names() {
        let code = operations(&[NOT_FOUND, "'409': { description: Taken. }", NOT_FOUND]);
        assert_eq!(code.matches("pub enum ThingsError {").count(), 1, "{code}");
        for other in ["Get0Error", "Get2Error"] {
            assert!(code.contains(&format!("pub type {other} = ThingsError;")), "{other} in {code}");
        }
        assert!(code.contains("pub enum Get1Error {"), "{code}");
    }

    #[test]
    fn operations_that_fail_differently_share_nothing() {
        for other in ["'404': { description: Gone. }", "'410': { description: Not there. }"] {
            let code = operations(&[NOT_FOUND, other]);
            assert!(!code.contains("ThingsError") && code.contains("pub enum Get1Error {"), "{other}: {code}");
        }
    }

    #[test]
    fn a_success_of_a_range_is_told_apart_by_the_operation_itself() {
        let ranged = "'2XX': { description: Some. }, '404': { description: Not there. }";
        let code = operations(&[ranged, ranged]);
        assert!(!code.contains("ThingsError"), "{code}");
    }
}
