//! The features of the generated crate: its sides, in both directions, and its tags where they are features.

use std::collections::BTreeSet;

use crate::analyse::Analysis;
use crate::config::{Config, Sides};
use crate::ir::Api;
use crate::ir::features::{ALL_TAGS, OTHER_TYPES, RECEIVE, SEND};

/// What stands in `[features]`.
pub(super) struct Features<'a> {
    /// The sides that are written, with the features that they need.
    pub(super) sides: Vec<(&'static str, Vec<String>)>,
    /// Of each tag, by name, and of what belongs to none.
    pub(super) tags: Vec<&'a str>,
    /// Those that are on where nobody says otherwise.
    pub(super) default: Vec<&'static str>,
}

impl<'a> Features<'a> {
    pub(super) fn of(api: &'a Api, analysis: &Analysis, config: &Config) -> Self {
        let mut sides = Vec::new();
        if config.sides.client() {
            let mut needs = vec!["specwright-runtime/client".to_owned()];
            needs.extend(log_in(api).into_iter().map(str::to_owned));
            sides.push(("client", needs));
        }
        if config.sides.server() {
            sides.push(("server", ["specwright-runtime/server", "specwright-runtime/docs"].map(str::to_owned).into()));
        }
        let ways = [(Sides::client as fn(Sides) -> bool, RECEIVE, "server"), (Sides::server, SEND, "client")];
        for (is, feature, runtime) in ways {
            if is(config.sides) && api.groups.iter().any(|group| group.gate.iter().any(|name| name == feature)) {
                sides.push((feature, vec![format!("specwright-runtime/{runtime}")]));
            }
        }
        let mut tags: Vec<&str> = api.groups.iter().filter_map(|group| group.feature.as_deref()).collect();
        // Who wants one of many tags does not want all webhooks, nor their types.
        let is_default = |side: &str| tags.is_empty() || ![RECEIVE, SEND].contains(&side);
        let mut default: Vec<&str> = sides.iter().map(|(side, _)| *side).filter(|side| is_default(side)).collect();
        if !tags.is_empty() {
            default.push(ALL_TAGS);
            if analysis.gates().has_other_types() {
                tags.push(OTHER_TYPES);
            }
            tags.sort_unstable();
        }
        Self { sides, tags, default }
    }
}

/// The tags whose operations log a client in: without them it could call nothing.
fn log_in(api: &Api) -> BTreeSet<&str> {
    let flows = api.schemes.iter().filter_map(|scheme| scheme.token_flow.as_ref());
    let operations = flows.flat_map(|flow| flow.renew.iter().map(|renew| &renew.operation).chain([&flow.obtain]));
    let group = |name: &str| api.groups.iter().find(|group| group.name.rust == name);
    operations.filter_map(|operation| group(&operation.group)?.feature.as_deref()).collect()
}
