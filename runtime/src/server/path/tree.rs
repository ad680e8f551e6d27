//! All templates of an API, to be asked for the ones that a path matches.
//!
//! A request visits each node at most once, but for those below a parameter that takes slashes: there, once for each of a
//! few ways to take them. So no path can make it slow.

use std::borrow::Cow;
use std::collections::HashMap;

use super::template::{Segment, Template};

/// How many segments a parameter takes at most, where others follow it.
const MOST_SEGMENTS: usize = 16;

/// Templates, each with a value.
#[derive(Debug)]
pub(in crate::server) struct Tree<T> {
    root: Node<T>,
}

#[derive(Debug)]
struct Node<T> {
    literals: HashMap<String, Self>,
    /// Segments with parameters, the ones with more text first.
    patterns: Vec<(Segment, Self)>,
    leaves: Vec<Leaf<T>>,
}

#[derive(Debug)]
struct Leaf<T> {
    template: Template,
    value: T,
}

/// A template that a path matches.
#[derive(Debug)]
pub(in crate::server) struct Found<'t, T> {
    pub(in crate::server) value: &'t T,
    /// Names and percent-encoded values of the path parameters.
    pub(in crate::server) parameters: Vec<(&'static str, String)>,
}

impl<T> Found<'_, T> {
    /// Whether the template has no parameters.
    fn is_concrete(&self) -> bool {
        self.parameters.is_empty()
    }
}

impl<T> Default for Tree<T> {
    fn default() -> Self {
        Self { root: Node::default() }
    }
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { literals: HashMap::new(), patterns: Vec::new(), leaves: Vec::new() }
    }
}

impl<T> Tree<T> {
    /// Adds a template. Of two that match the same, the first one is found first.
    pub(in crate::server) fn insert(&mut self, template: Template, value: T) {
        let mut node = &mut self.root;
        for segment in &template.segments {
            node = node.child(segment);
        }
        let at = node.leaves.partition_point(|leaf| leaf.template.query.len() >= template.query.len());
        node.leaves.insert(at, Leaf { template, value });
    }

    /// All values, in no order.
    pub(in crate::server) fn values(&self) -> impl Iterator<Item = &T> {
        let mut open = vec![&self.root];
        std::iter::from_fn(move || {
            let node = open.pop()?;
            open.extend(node.literals.values().chain(node.patterns.iter().map(|(_, node)| node)));
            Some(node.leaves.iter().map(|leaf| &leaf.value))
        })
        .flatten()
    }

    /// All that match, the most specific first: text before parameters, segment by segment from the left, and more conditions on
    /// the query before fewer. A path that the document has as it is matches no template beside it, whatever the method
    /// (OAS 3.0.4, 4.8.8.2).
    pub(in crate::server) fn find(&self, path: &str, query: &str) -> Vec<Found<'_, T>> {
        let segments = Template::split(path);
        let mut found = Vec::new();
        self.root.find(&segments, query, &mut Vec::new(), &mut found);
        if found.first().is_some_and(Found::is_concrete) {
            found.retain(Found::is_concrete);
        }
        found
    }
}

impl<T> Node<T> {
    fn child(&mut self, segment: &Segment) -> &mut Self {
        if let Some(text) = segment.literal() {
            return self.literals.entry(text.to_owned()).or_default();
        }
        let known = self.patterns.iter().position(|(known, _)| known == segment);
        let at = known.unwrap_or_else(|| {
            let rank = |segment: &Segment| (!segment.reserved, segment.fixed());
            let at = self.patterns.partition_point(|(known, _)| rank(known) >= rank(segment));
            self.patterns.insert(at, (segment.clone(), Self::default()));
            at
        });
        &mut self.patterns[at].1
    }

    fn find<'t, 'p>(
        &'t self,
        rest: &'p [String],
        query: &str,
        values: &mut Vec<Cow<'p, str>>,
        found: &mut Vec<Found<'t, T>>,
    ) {
        let Some((segment, behind)) = rest.split_first() else {
            let matching = self.leaves.iter().filter(|leaf| leaf.template.accepts(query));
            found.extend(matching.map(|leaf| Found {
                value: &leaf.value,
                parameters: leaf.template.names.iter().copied().zip(values.iter().map(ToString::to_string)).collect(),
            }));
            return;
        };
        if let Some(node) = self.literals.get(segment.as_str()) {
            node.find(behind, query, values, found);
        }
        for (pattern, node) in &self.patterns {
            let known = values.len();
            if pattern.reserved {
                node.find_behind(pattern, rest, query, values, found);
            } else if let Some(more) = pattern.values(segment) {
                values.extend(more.into_iter().map(Cow::Borrowed));
                node.find(behind, query, values, found);
            }
            values.truncate(known);
        }
    }

    /// What follows a segment that may be several, the shortest first.
    fn find_behind<'t, 'p>(
        &'t self,
        pattern: &Segment,
        rest: &'p [String],
        query: &str,
        values: &mut Vec<Cow<'p, str>>,
        found: &mut Vec<Found<'t, T>>,
    ) {
        let is_last = self.literals.is_empty() && self.patterns.is_empty();
        let least = if is_last { rest.len() } else { 1 };
        let most = if is_last { rest.len() } else { rest.len().min(MOST_SEGMENTS) };
        let all = (!is_last && rest.len() > most && !self.leaves.is_empty()).then_some(rest.len());
        for len in (least..=most).chain(all) {
            let (taken, behind) = rest.split_at(len);
            let taken = taken.join("/");
            if let Some(more) = pattern.values(&taken) {
                let known = values.len();
                values.extend(more.into_iter().map(|value| Cow::Owned(value.to_owned())));
                self.find(behind, query, values, found);
                values.truncate(known);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(templates: &[&'static str], path: &str, query: &str) -> Vec<String> {
        let mut tree = Tree::default();
        for template in templates {
            tree.insert(Template::parse(template), *template);
        }
        tree.find(path, query)
            .iter()
            .map(|found| {
                let parameters: Vec<_> =
                    found.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} {}", found.value, parameters.join(","))
            })
            .collect()
    }

    #[test]
    fn text_comes_before_parameters_and_names_may_differ() {
        let templates = [
            "/users/{id}",
            "/users/me",
            "/users/{id}:lock",
            "/users/{user}/teams",
            "/users/{id}/teams/{team}",
            "/{a}.{b}/x",
            "/{a}/x",
        ];
        assert_eq!(found(&templates, "/users/me", ""), ["/users/me "]);
        assert_eq!(found(&templates, "/users/7:lock", ""), ["/users/{id}:lock id=7", "/users/{id} id=7:lock"]);
        assert_eq!(found(&templates, "/users/7/teams", ""), ["/users/{user}/teams user=7"]);
        assert_eq!(found(&templates, "/users/7/teams/9", ""), ["/users/{id}/teams/{team} id=7,team=9"]);
        assert_eq!(found(&templates, "/a.b/x", ""), ["/{a}.{b}/x a=a,b=b", "/{a}/x a=a.b"]);
        assert!(found(&templates, "/users", "").is_empty());
        assert!(found(&templates, "/users/7/", "").is_empty(), "a slash at the end is a segment more");
    }

    #[test]
    fn a_parameter_that_takes_slashes_is_several_segments() {
        let templates = ["/files/{+path}", "/files/{+path}/info", "/files/{id}", "/{+rest}.txt"];
        assert_eq!(found(&templates, "/files/a", ""), ["/files/{id} id=a", "/files/{+path} path=a"]);
        assert_eq!(found(&templates, "/files/a/b", ""), ["/files/{+path} path=a/b"]);
        assert_eq!(
            found(&templates, "/files/a/info", ""),
            ["/files/{+path}/info path=a", "/files/{+path} path=a/info"]
        );
        assert_eq!(found(&templates, "/x/y.txt", ""), ["/{+rest}.txt rest=x/y"]);
        let long = format!("/files{}", "/a".repeat(5000));
        assert_eq!(found(&templates, &long, "").len(), 1);
    }

    #[test]
    fn the_query_of_a_template_chooses_among_equal_paths() {
        let templates = ["/report", "/report?kind=pdf", "/list/"];
        assert_eq!(found(&templates, "/report", "kind=pdf"), ["/report?kind=pdf ", "/report "]);
        assert_eq!(found(&templates, "/report", "kind=csv"), ["/report "]);
        assert_eq!(found(&templates, "/list/", ""), ["/list/ "]);
        assert!(found(&templates, "/list", "").is_empty());
    }
}
