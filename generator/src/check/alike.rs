//! Templates that differ only in the names of their parameters are the same path (OAS 3.0.4, 4.8.8).

use std::collections::HashMap;

use super::path::template_names;
use crate::diag::{Code, Place, Sink};
use crate::spec::Spec;
use crate::spec::operation::Role;

/// Reports each later operation that a request can't be told to be meant for.
pub(super) fn paths_differ(spec: &Spec, sink: &mut Sink) {
    let mut first: HashMap<(&str, String), (&str, &Place)> = HashMap::new();
    for operation in spec.operations.iter().filter(|operation| operation.role == Role::Call) {
        let key = (operation.method.as_str(), without_names(&operation.path));
        let Some((path, place)) = first.get(&key) else {
            first.insert(key, (&operation.path, &operation.place));
            continue;
        };
        let message = format!(
            "`{method} {}` can't be told from `{method} {path}`: a server takes every such request for the latter",
            operation.path,
            method = operation.method,
        );
        let diagnostic = sink.push(Code::AmbiguousPath, operation.place.clone(), message);
        diagnostic.related.push(((*place).clone(), "the one that is served".to_owned()));
        diagnostic.help = Some("a client can call both; where they are the same, remove one of them".to_owned());
    }
}

/// What of a template is on the wire.
fn without_names(path: &str) -> String {
    let mut path = path.split('#').next().unwrap_or_default().to_owned();
    for name in template_names(&path.clone()) {
        path = path.replace(&format!("{{{name}}}"), "{}");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::without_names;

    #[test]
    fn names_and_fragments_are_not_on_the_wire() {
        for (path, expected) in [("/a/{b}/{c}.{d}", "/a/{}/{}.{}"), ("/a?b={c}#d", "/a?b={}"), ("/a/{b", "/a/{b")] {
            assert_eq!(without_names(path), expected);
        }
    }
}
