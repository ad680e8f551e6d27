//! What came of values.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// How many of each kind of complaint are told.
const TOLD: usize = 3;

/// What came of the values of an operation, or of several.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Operations.
    pub(crate) operations: usize,
    /// Values that left the client.
    pub(crate) sent: u64,
    /// Those of them that came through and back unchanged.
    pub(crate) equal: u64,
    /// Messages that a client or server refused to write, as they could not have been read back, and that were made anew.
    pub(crate) refused: u64,
    /// Values that could not be made or written, and why.
    pub(crate) unsaid: BTreeMap<String, u64>,
    /// What differed.
    pub(crate) wrong: BTreeMap<String, u64>,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.sent += other.sent;
        self.equal += other.equal;
        self.refused += other.refused;
        for (reason, count) in &other.unsaid {
            *self.unsaid.entry(reason.clone()).or_default() += count;
        }
        for (reason, count) in &other.wrong {
            *self.wrong.entry(reason.clone()).or_default() += count;
        }
    }

    /// Takes down why a value could not be sent.
    pub(crate) fn unsaid(&mut self, reason: impl Into<String>) {
        *self.unsaid.entry(reason.into()).or_default() += 1;
    }

    /// Takes down a difference, in full the first few times.
    pub(crate) fn wrong(&mut self, kind: &str, detail: impl FnOnce() -> String) {
        let count = self.wrong.entry(kind.to_owned()).or_default();
        *count += 1;
        if *count <= TOLD as u64 {
            println!("  {kind}: {}", detail());
        }
    }

    /// How many values went through in a second.
    pub(crate) fn rate(&self, time: Duration) -> String {
        let rate = u128::from(self.sent) * 1000 / time.as_millis().max(1);
        format!("{rate} values/s")
    }

    /// Whether something was sent, and all of it came back.
    pub(crate) fn holds(&self) -> bool {
        self.sent > 0 && self.wrong.is_empty() && self.equal == self.sent
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4} operations, {}/{} equal", self.operations, self.equal, self.sent)?;
        if self.refused > 0 {
            write!(f, ", {} refused and made anew", self.refused)?;
        }
        let unsaid: u64 = self.unsaid.values().sum();
        if unsaid > 0 {
            write!(f, ", {unsaid} not sent")?;
        }
        Ok(())
    }
}
