//! A run of the suite: calls are made, and what they answer is held against what is right.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;

use specwright_runtime::client::{Error, ReqwestTransport};
use tokio::runtime::{Builder, Runtime};

/// A run of the suite.
pub struct Suite {
    url: String,
    client: reqwest::Client,
    /// What came of each scenario that was driven; empty if it passes.
    verdicts: RefCell<BTreeMap<String, String>>,
    runtime: Runtime,
}

impl Suite {
    pub fn new(url: String, client: reqwest::Client) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { url, client, verdicts: RefCell::default(), runtime }
    }

    /// Where the server is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What every client sends through.
    pub fn transport(&self) -> ReqwestTransport {
        ReqwestTransport::new(self.client.clone())
    }

    /// Waits for something.
    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// What came of each scenario.
    pub fn into_verdicts(self) -> BTreeMap<String, String> {
        self.verdicts.into_inner()
    }

    /// A call that answers with nothing.
    pub fn done<E: Debug>(&self, scenario: &str, call: impl Future<Output = Result<(), Error<E>>>) {
        self.returns(scenario, call, ());
    }

    /// A call that answers with a value.
    pub fn returns<T, E>(&self, scenario: &str, call: impl Future<Output = Result<T, Error<E>>>, right: T)
    where
        T: Debug + PartialEq,
        E: Debug,
    {
        let verdict = match self.wait(call) {
            Ok(value) if value == right => String::new(),
            Ok(value) => format!("answered with {value:?}, right is {right:?}"),
            Err(error) => format!("{error:?}"),
        };
        self.say(scenario, verdict);
    }

    /// A call whose answer holds.
    pub fn is<T: Debug, E: Debug>(
        &self,
        scenario: &str,
        call: impl Future<Output = Result<T, Error<E>>>,
        holds: impl FnOnce(&T) -> bool,
    ) {
        let verdict = match self.wait(call) {
            Ok(value) if holds(&value) => String::new(),
            Ok(value) => format!("answered with {value:?}"),
            Err(error) => format!("{error:?}"),
        };
        self.say(scenario, verdict);
    }

    /// A call that is answered with an error that the document declares, or that it says nothing of.
    pub fn fails<T: Debug, E: Debug>(
        &self,
        scenario: &str,
        call: impl Future<Output = Result<T, Error<E>>>,
        status: u16,
        holds: impl FnOnce(&E) -> bool,
    ) {
        let verdict = match self.wait(call) {
            Err(Error::Api(reply)) if reply.status.as_u16() == status && holds(&reply.body) => String::new(),
            other => format!("ended as {other:?}, not with {status}"),
        };
        self.say(scenario, verdict);
    }

    /// A call whose answer is not what the document says. The error tells its status.
    pub fn refused<T: Debug, E: Debug>(
        &self,
        scenario: &str,
        call: impl Future<Output = Result<T, Error<E>>>,
        status: u16,
    ) {
        let verdict = match self.wait(call) {
            Err(Error::Decode(error)) if error.status().as_u16() == status => String::new(),
            other => format!("ended as {other:?}, though the answer with {status} is not what the document says"),
        };
        self.say(scenario, verdict);
    }

    /// Takes down what came of a scenario; of several calls, the first that is wrong.
    pub fn say(&self, scenario: &str, verdict: String) {
        let mut verdicts = self.verdicts.borrow_mut();
        let known = verdicts.entry(scenario.to_owned()).or_default();
        if known.is_empty() {
            *known = verdict;
        }
    }
}
