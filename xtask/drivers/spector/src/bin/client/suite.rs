//! A run of the suite: calls are made, and what they sent and got is held against what is right.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;

use driver::compare::{difference, same};
use driver::exchange::Exchange;
use driver::scenario::{Body, Scenario};
use specwright_runtime::ByteStream;
use specwright_runtime::client::Error;
use specwright_runtime::json::{self, Encode};
use tokio::runtime::{Builder, Runtime};

use crate::transport::{LIMIT, Recorder};

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

    /// A call that fails as it should.
    pub fn fails<T: Debug, E: Debug>(
        &self,
        scenario: &str,
        call: impl Future<Output = Result<T, Error<E>>>,
        holds: impl FnOnce(&E) -> bool,
    ) {
        self.drive(scenario, async {
            match call.await {
                Err(Error::Api(reply)) if holds(&reply.body) => Ok(()),
                other => Err(format!("answered with {other:?}")),
            }
        });
    }

    /// A call that answers with the bytes of the suite.
    pub fn downloads<E: Debug>(&self, scenario: &str, call: impl Future<Output = Result<ByteStream, E>>) {
        self.drive(scenario, async {
            let stream = call.await.map_err(|error| format!("{error:?}"))?;
            self.same_bytes(stream, &self.reply(scenario, 0)).await
        });
    }

    /// Holds a stream against bytes.
    pub async fn same_bytes(&self, stream: ByteStream, right: &[u8]) -> Result<(), String> {
        let bytes = stream.collect(LIMIT).await.map_err(|error| error.to_string())?;
        if bytes == right {
            Ok(())
        } else {
            Err(format!("answered with {} bytes, right are {} others", bytes.len(), right.len()))
        }
    }

    /// The bytes that the suite answers with, at one of the exchanges of a scenario.
    pub fn reply(&self, scenario: &str, at: usize) -> Vec<u8> {
        let exchange = self.scenarios.get(scenario).and_then(|it| it.exchanges.get(at));
        match exchange.and_then(|it| it.reply.as_ref()) {
            Some(Body::Json(value)) => value.to_string().into_bytes(),
            Some(Body::Bytes { bytes, .. }) => bytes.clone(),
            _ => Vec::new(),
        }
    }

    /// The picture of the suite in one format.
    pub fn png(&self) -> Vec<u8> {
        self.reply("Payload_ContentNegotiation_SameBody", 0)
    }

    /// The picture of the suite in the other format.
    pub fn jpeg(&self) -> Vec<u8> {
        self.reply("Payload_ContentNegotiation_SameBody", 1)
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
            Some(Body::Json(reply)) if same(&written, reply) => Ok(()),
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
