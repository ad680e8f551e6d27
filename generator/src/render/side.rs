//! The API as one side of the crate sees it.

use std::borrow::Cow;

use crate::config::Sides;
use crate::ir::Api;

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

/// The API with the operations of one side.
pub(crate) fn of_side(api: &Api, side: Side) -> Cow<'_, Api> {
    let there = |sides: Sides| side.has(sides);
    if api.groups.iter().flat_map(|group| &group.operations).all(|operation| there(operation.sides)) {
        return Cow::Borrowed(api);
    }
    let mut api = api.clone();
    for group in &mut api.groups {
        group.operations.retain(|operation| there(operation.sides));
    }
    api.groups.retain(|group| !group.operations.is_empty());
    Cow::Owned(api)
}
