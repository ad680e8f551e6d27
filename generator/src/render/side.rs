//! The API as one side of the crate sees it.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::config::Sides;
use crate::ir::Api;
use crate::ir::features::{RECEIVE, SEND};
use crate::ir::operation::{Group, Operation};

/// A side of the crate, and the cargo feature of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Client,
    Server,
}

impl Side {
    /// Every side.
    pub(crate) const ALL: [Self; 2] = [Self::Client, Self::Server];

    /// The cargo feature, and the module of what only this side has.
    pub(crate) fn feature(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }

    /// The cargo feature, and the module, by which this side has the operations of a group: who uses the API calls it and
    /// receives its webhooks, who serves it is called and sends them.
    pub(crate) fn way(self, group: &Group) -> &'static str {
        match (self, group.is_reverse()) {
            (_, false) => self.feature(),
            (Self::Client, true) => RECEIVE,
            (Self::Server, true) => SEND,
        }
    }

    /// Whether what is on these sides is on this one.
    pub(crate) fn has(self, sides: Sides) -> bool {
        match self {
            Self::Client => sides.client(),
            Self::Server => sides.server(),
        }
    }

    /// The one side that something is on while the crate has both; none where no feature decides.
    pub(crate) fn only(sides: Sides, of_crate: Sides) -> Option<Self> {
        match (of_crate, sides) {
            (Sides::Both, Sides::Client) => Some(Self::Client),
            (Sides::Both, Sides::Server) => Some(Self::Server),
            _ => None,
        }
    }
}

/// The API with the operations that one side calls or is called by.
pub(crate) fn of_side(api: &Api, side: Side) -> Cow<'_, Api> {
    let calls = part(api, |group, operation| !group.is_reverse() && side.has(operation.sides));
    let Cow::Owned(mut calls) = calls else { return calls };
    // What only receivers ask for is no credential of the API.
    let groups = api.groups.iter().filter(|group| !group.is_reverse());
    let used: HashSet<&String> = groups
        .flat_map(|group| &group.operations)
        .flat_map(|operation| operation.security.iter().flatten())
        .map(|(name, _)| name)
        .collect();
    calls.schemes.retain(|scheme| used.contains(&scheme.name.wire));
    Cow::Owned(calls)
}

/// The API with the webhooks and callbacks that one side receives or sends.
pub(crate) fn reverse_of(api: &Api, side: Side) -> Cow<'_, Api> {
    part(api, |group, operation| group.is_reverse() && side.has(operation.sides))
}

fn part(api: &Api, is_there: impl Fn(&Group, &Operation) -> bool) -> Cow<'_, Api> {
    let is_whole = |group: &Group| group.operations.iter().all(|operation| is_there(group, operation));
    if api.groups.iter().all(is_whole) {
        return Cow::Borrowed(api);
    }
    let groups = api.groups.iter().filter_map(|group| {
        let there = group.operations.iter().filter(|operation| is_there(group, operation));
        let operations: Vec<_> = there.cloned().collect();
        (!operations.is_empty()).then(|| group.with(operations))
    });
    Cow::Owned(Api {
        crate_name: api.crate_name.clone(),
        title: api.title.clone(),
        version: api.version.clone(),
        description: api.description.clone(),
        servers: api.servers.clone(),
        types: api.types.clone(),
        groups: groups.collect(),
        xml: api.xml.clone(),
        schemes: api.schemes.clone(),
        document: api.document.clone(),
    })
}
