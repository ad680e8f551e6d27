//! The README of the generated crate: how to call it and how to implement it, in the API's own names.

use askama::Template;

use super::super::rust::client::{self, accessor};
use super::super::rust::file::banner;
use super::super::rust::group_type;
use super::super::rust::markdown::{code, escape, one_line};
use super::super::rust::tokens::plain;
use super::{subject, written};
use crate::analyse::Analysis;
use crate::config::{Config, Sides};
use crate::ir::Api;
use crate::ir::features::{OTHER_TYPES, RECEIVE, SEND};
use crate::ir::operation::{Group, Operation};
use crate::render::side::Side;

/// Operations up to which a group's calls are listed one by one.
const SHOWN: usize = 2;

#[derive(Template)]
#[template(path = "README.md", escape = "none")]
struct Readme {
    banner: String,
    name: String,
    module: String,
    title: String,
    version: String,
    subject: &'static str,
    client: bool,
    server: bool,
    server_expression: String,
    credentials: String,
    first_trait: String,
    calls: Vec<Call>,
    methods: Vec<Call>,
    /// Whether webhooks or callbacks are sent, and received.
    sends: bool,
    receives: bool,
    /// Of webhooks and callbacks, one each.
    reverse: Vec<ReverseCall>,
    reverse_groups: Vec<String>,
    /// Features that whoever turns the default ones off also wants, as they stand in a list after another.
    all_tags: &'static str,
    /// Of the tags.
    features: Vec<Feature>,
    groups: Vec<Section>,
}

/// A tag that is a feature.
struct Feature {
    name: String,
    words: String,
}

/// A call as an example.
struct Call {
    route: String,
    expression: String,
    server_method: String,
    request: String,
    response: String,
}

/// How a webhook or callback is sent.
struct ReverseCall {
    group: String,
    method: String,
}

/// The operations of a tag.
struct Section {
    title: String,
    operations: Vec<String>,
}

/// The text of `README.md`.
pub(super) fn text(api: &Api, analysis: &Analysis, config: &Config) -> String {
    let first = |side: Side| {
        let there = |operation: &Operation| side.has(config.sides) && side.has(operation.sides);
        api.groups.iter().find(|group| !group.is_reverse() && group.operations.iter().any(there))
    };
    let has = |feature: &str| {
        api.groups.iter().any(|group| group.is_reverse() && group.gate.iter().any(|own| own == feature))
    };
    let reverse = || api.groups.iter().filter(|group| group.is_reverse());
    let first_call = |group: &Group| {
        let operation = group.operations.iter().find(|operation| Side::Server.has(operation.sides))?;
        Some(ReverseCall { group: group.name.wire.clone(), method: operation.method_name.clone() })
    };
    let is_received = |group: &&Group| group.operations.iter().any(|operation| Side::Client.has(operation.sides));
    let (client, server) = (first(Side::Client), first(Side::Server));
    let readme = Readme {
        banner: banner(api).replace("--", "- -"),
        name: one_line(&api.crate_name),
        module: api.crate_name.replace('-', "_"),
        title: escape(&one_line(&api.title)),
        version: escape(&one_line(&api.version)),
        subject: subject(config),
        client: client.is_some(),
        server: server.is_some(),
        server_expression: client::example_server(api),
        credentials: client::example_credential(api),
        first_trait: server.map(|group| group_type(analysis, group).to_string()).unwrap_or_default(),
        calls: client.map(|group| calls(group, Side::Client)).unwrap_or_default(),
        methods: server.map(|group| calls(group, Side::Server)).unwrap_or_default(),
        sends: has(SEND),
        receives: has(RECEIVE),
        reverse: reverse().filter_map(first_call).collect(),
        reverse_groups: reverse().filter(is_received).map(|group| group.name.wire.clone()).collect(),
        all_tags: if api.groups.iter().any(|group| group.feature.is_some()) { ", \"all-tags\"" } else { "" },
        features: features(api, analysis),
        groups: api.groups.iter().map(section).collect(),
    };
    written(&readme)
}

fn features(api: &Api, analysis: &Analysis) -> Vec<Feature> {
    let tags = api.groups.iter().filter_map(|group| {
        let count = group.operations.len();
        let noun = if count == 1 { "operation" } else { "operations" };
        let words = format!("{count} {noun} of {}", escape(&one_line(&group.name.wire)).replace('|', "\\|"));
        Some(Feature { name: group.feature.clone()?, words })
    });
    let unused = analysis
        .gates()
        .has_other_types()
        .then(|| Feature { name: OTHER_TYPES.to_owned(), words: "types that no operation uses".to_owned() });
    tags.chain(unused).collect()
}

fn calls(group: &Group, side: Side) -> Vec<Call> {
    let mut operations: Vec<&Operation> =
        group.operations.iter().filter(|operation| side.has(operation.sides)).collect();
    operations.sort_by_key(|operation| arguments(operation).len());
    operations.truncate(SHOWN);
    let call = |operation: &Operation| Call {
        route: route(operation),
        expression: client_call(group, operation),
        server_method: operation.name.rust.clone(),
        request: operation.type_name.clone(),
        response: operation.response_name.clone(),
    };
    operations.into_iter().map(call).collect()
}

fn section(group: &Group) -> Section {
    let operations = group.operations.iter().map(|operation| {
        let words =
            operation.docs.text.as_deref().and_then(|text| text.lines().next()).map(one_line).unwrap_or_default();
        let words = if words.is_empty() { String::new() } else { format!(": {}", escape(&words)) };
        let route = code(&route(operation));
        if group.is_reverse() {
            let route = super::super::rust::operations::route(operation);
            return format!("{} {}{words}", code(&operation.type_name), route.trim_end_matches('.'));
        }
        match operation.sides {
            Sides::Server => format!("{route}{words}"),
            _ => format!("{} {route}{words}", code(&client_call(group, operation))),
        }
    });
    Section { title: escape(&one_line(&group.name.wire)), operations: operations.collect() }
}

fn client_call(group: &Group, operation: &Operation) -> String {
    format!("client.{}().{}({})", accessor(group), operation.method_name, arguments(operation).join(", "))
}

/// What a call must be given.
fn arguments(operation: &Operation) -> Vec<&str> {
    let parameters =
        operation.parameters.iter().filter(|parameter| parameter.required).map(|parameter| plain(&parameter.name.rust));
    let body = operation.body.iter().filter(|body| body.required).map(|body| plain(&body.field));
    parameters.chain(body).collect()
}

fn route(operation: &Operation) -> String {
    one_line(&format!("{} {}", operation.method, operation.path))
}
