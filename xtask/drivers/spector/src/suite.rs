//! A run of the suite: calls are made, and what they sent and got is held against what is right.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;

use specwright_runtime::json::{self, Encode};
use tokio::runtime::{Builder, Runtime};

use crate::compare::{difference, same};
use crate::scenario::Scenario;
use crate::transport::{Exchange, Recorder};

/// A run of the suite.
pub struct Suite {
    url: String,
    recorder: Recorder,
    scenarios: BTreeMap<String, Scenario>,
    /// What came of each scenario that was driven; empty if it passes.
    verdicts: RefCell<BTreeMap<String, String>>,
    runtime: Runtime,
}

impl Suite {
    pub fn new(url: String, recorder: Recorder, scenarios: BTreeMap<String, Scenario>) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { url, recorder, scenarios, verdicts: RefCell::default(), runtime }
    }

    /// Waits for something.
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Where the service is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What every client sends through.
    pub fn transport(&self) -> Recorder {
        self.recorder.clone()
    }

    /// A call that answers with nothing.
    pub fn done<E: Debug>(&self, scenario: &str, call: impl Future<Output = Result<(), E>>) {
        self.is(scenario, call, |()| true);
    }

    /// A call that answers with a value, which is written again as it came.
    pub fn returns<T, E>(&self, scenario: &str, call: impl Future<Output = Result<T, E>>, right: T)
    where
        T: Debug + Encode + PartialEq,
        E: Debug,
    {
        self.drive(scenario, async {
            let value = call.await.map_err(|error| format!("{error:?}"))?;
            self.equal(&value, &right)?;
            self.written_again(scenario, &value)
        });
    }

    /// A call whose answer holds.
    pub fn is<T: Debug, E: Debug>(
        &self,
        scenario: &str,
        call: impl Future<Output = Result<T, E>>,
        holds: impl FnOnce(&T) -> bool,
    ) {
        self.drive(scenario, async {
            let value = call.await.map_err(|error| format!("{error:?}"))?;
            if holds(&value) { Ok(()) } else { Err(format!("answered with {value:?}")) }
        });
    }

    /// Any calls, and what is to be said against their answers.
    pub fn drive(&self, scenario: &str, calls: impl Future<Output = Result<(), String>>) {
        self.recorder.take();
        let own = self.wait(calls).err();
        let sent = self.recorder.take();
        let verdict = self.wire(scenario, &sent).or(own).unwrap_or_default();
        self.verdicts.borrow_mut().insert(scenario.to_owned(), verdict);
    }

    /// What came of each scenario.
    pub fn into_verdicts(self) -> BTreeMap<String, String> {
        self.verdicts.into_inner()
    }

    pub fn equal<T: Debug + PartialEq>(&self, value: &T, right: &T) -> Result<(), String> {
        if value == right { Ok(()) } else { Err(format!("answered with {value:?}, right is {right:?}")) }
    }

    fn written_again<T: Encode>(&self, scenario: &str, value: &T) -> Result<(), String> {
        let bytes = json::to_vec(value);
        let written = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        let reply = self.scenarios.get(scenario).and_then(|it| it.exchanges.first()?.reply.as_ref());
        match reply {
            Some(reply) if same(&written, reply) => Ok(()),
            other => Err(format!("written again as {written}, right is {other:?}")),
        }
    }

    fn wire(&self, scenario: &str, sent: &[Exchange]) -> Option<String> {
        let Some(right) = self.scenarios.get(scenario) else {
            return Some("the suite has no such scenario".to_owned());
        };
        // What a peer should refuse for its wrong `Accept` can't be sent by a typed client, and is not asked for.
        let mut open: Vec<_> =
            right.exchanges.iter().filter(|it| it.headers.get("accept").is_none_or(|it| it != "wrongAccept")).collect();
        for exchange in sent {
            let differences: Vec<_> = open.iter().map(|right| difference(exchange, right)).collect();
            match differences.iter().position(Option::is_none) {
                Some(at) => drop(open.remove(at)),
                None => {
                    return differences
                        .into_iter()
                        .next()
                        .flatten()
                        .or_else(|| Some(format!("sent too much: {exchange:?}")));
                }
            }
        }
        open.first().map(|right| format!("{} {} was not called", right.method, right.path))
    }
}
