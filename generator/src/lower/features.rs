//! Tags as features of the generated crate: which they are called, and what gets a module of its own so that it can be left out.

use std::collections::{HashMap, HashSet};

use super::names::{ModuleNames, kebab};
use crate::config::{Config, Sides};
use crate::ir::Api;
use crate::ir::features::{RECEIVE, RESERVED, SEND};
use crate::ir::operation::Group;

/// Makes tags features, where that is wanted.
pub(super) fn assign(api: &mut Api, config: &Config) {
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    let has_one_sided = operations().any(|operation| operation.sides != config.sides);
    let has_reverse = api.groups.iter().any(Group::is_reverse);
    let tags = || api.groups.iter().filter(|group| !group.is_reverse());
    let are_on = config.tag_features.are_on(tags().count(), tags().map(|group| group.operations.len()).sum());
    if are_on {
        name_features(&mut api.groups);
    }
    for group in &mut api.groups {
        group.gate = if group.is_reverse() { ways(group) } else { group.feature.iter().cloned().collect() };
    }
    if are_on || has_one_sided || has_reverse {
        name_modules(&mut api.groups);
    }
}

/// The features of those who receive and who send what a group holds.
fn ways(group: &Group) -> Vec<String> {
    let any = |is: fn(Sides) -> bool| group.operations.iter().any(|operation| is(operation.sides));
    let ways = [(RECEIVE, any(Sides::client)), (SEND, any(Sides::server))];
    ways.into_iter().filter(|(_, there)| *there).map(|(name, _)| name.to_owned()).collect()
}

/// A tag is called like its module; what is taken already has `-tag` behind it. Whoever needs no suffix keeps its name,
/// wherever it stands in the document.
fn name_features(groups: &mut [Group]) {
    let mut groups: Vec<&mut Group> = groups.iter_mut().filter(|group| !group.is_reverse()).collect();
    let wishes: Vec<String> = groups.iter().map(|group| kebab(&group.name.rust)).collect();
    let mut taken: HashSet<String> = RESERVED.iter().map(|&name| name.to_owned()).collect();
    for (group, wish) in groups.iter_mut().zip(&wishes) {
        group.feature = taken.insert(wish.clone()).then(|| wish.clone());
    }
    for (group, wish) in groups.iter_mut().zip(wishes).filter(|(group, _)| group.feature.is_none()) {
        let mut name = wish;
        while !taken.insert(name.clone()) {
            name.push_str("-tag");
        }
        group.feature = Some(name);
    }
}

/// Responses that operations share stand in files of their own, for a feature to leave out those that it does not need.
fn name_modules(groups: &mut [Group]) {
    let mut names = ModuleNames::default();
    let mut modules: HashMap<String, String> = HashMap::new();
    let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
    for response in operations.flat_map(|operation| operation.successes.iter_mut().chain(&mut operation.errors)) {
        let Some(ty) = response.shared_type().map(str::to_owned) else { continue };
        let module = modules.entry(ty).or_insert_with_key(|ty| names.claim(ty, "response"));
        response.module = Some(module.clone());
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, TagFeatures};
    use crate::input::Input;

    /// The features of a document with an operation of each of these tags.
    fn features(tags: &[&str], tag_features: TagFeatures) -> String {
        let paths: Vec<String> = tags
            .iter()
            .enumerate()
            .map(|(index, tag)| {
                format!(
                    "  /{index}: {{ get: {{ tags: ['{tag}'], responses: {{ '204': {{ description: Done. }} }} }} }}\n"
                )
            })
            .collect();
        let text = format!("openapi: 3.0.3\ninfo: {{ title: Example, version: '1' }}\npaths:\n{}", paths.concat());
        let input = Input::of("a.yaml", text);
        let generation = crate::generate(&input, &Config { tag_features, ..Config::default() });
        let manifest = generation.files.expect("it is generated").files.remove("Cargo.toml").expect("a manifest");
        let table: toml::Table = toml::from_str(&manifest.text).expect("TOML");
        table["features"].as_table().expect("a table").keys().cloned().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_tag_is_a_feature_of_its_own_name_if_that_is_free() {
        assert_eq!(
            features(&["Pull Requests", "client", "Client Tag", "Default", "all-tags"], TagFeatures::Always),
            "all-tags all-tags-tag client client-api client-tag default default-tag pull-requests server"
        );
    }

    #[test]
    fn small_apis_have_none_unless_they_are_asked_for() {
        assert_eq!(features(&["a", "b"], TagFeatures::Auto), "client default server");
        assert_eq!(features(&["a", "b"], TagFeatures::Always), "a all-tags b client default server");
        let many: Vec<&str> = ["a", "b"].into_iter().cycle().take(TagFeatures::MANY_OPERATIONS + 1).collect();
        assert_eq!(features(&many, TagFeatures::Auto), "a all-tags b client default server");
        assert_eq!(features(&many, TagFeatures::Never), "client default server");
        assert_eq!(features(&many[..TagFeatures::MANY_OPERATIONS], TagFeatures::Auto), "client default server");
    }
}
