//! What the library has.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use showcase::runtime::clock::{Clock as _, SystemClock};
use showcase::runtime::{Bytes, DateTime, Problem, Uuid};
use showcase::types::{Event, Loan, Maker, Tool, Watch};

/// The library. Clones share everything.
#[derive(Clone)]
pub(super) struct Library {
    store: Arc<Mutex<Store>>,
}

/// All of it. Nothing outlives the process.
pub(super) struct Store {
    /// Users by their tokens.
    pub(super) tokens: HashMap<String, String>,
    /// In the order in which they came.
    pub(super) tools: Vec<Tool>,
    pub(super) photos: HashMap<Uuid, Bytes>,
    /// By tool: there is one of each.
    pub(super) loans: HashMap<Uuid, Loan>,
    pub(super) watches: BTreeMap<i64, Watch>,
    /// The last ones.
    pub(super) events: VecDeque<Event>,
    pub(super) sign: Option<Sign>,
}

/// What hangs at the door.
pub(super) struct Sign {
    pub(super) maker: Maker,
    pub(super) picture: Bytes,
}

impl Library {
    /// A library with a tool or two.
    pub(super) fn new() -> Self {
        let tool = |name: &str, serial| Tool::new(Uuid::new_v4(), name, serial);
        let sign = Sign { maker: Maker::new("Ravensburg"), picture: Bytes::from_static(b"\x89PNG\r\n\x1a\n") };
        let store = Store {
            tokens: HashMap::new(),
            tools: vec![tool("Hammer", 1), tool("Saw", 2)],
            photos: HashMap::new(),
            loans: HashMap::new(),
            watches: BTreeMap::new(),
            events: VecDeque::new(),
            sign: Some(sign),
        };
        Self { store: Arc::new(Mutex::new(store)) }
    }

    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// 404 if there is no such tool.
    pub(super) fn tool(&mut self, id: Uuid) -> Result<&mut Tool, Problem> {
        self.tools.iter_mut().find(|tool| tool.id == id).ok_or_else(|| missing("tool"))
    }
}

/// 404: there is none.
pub(super) fn missing(what: &str) -> Problem {
    Problem::not_found().detail(format!("There is no such {what}."))
}

pub(super) fn now() -> DateTime {
    SystemClock.utc().fixed_offset()
}
