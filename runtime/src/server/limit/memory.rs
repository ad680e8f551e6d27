//! Counts in the memory of one process.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::{BoxFuture, ready};

use super::{Counted, RateLimitStore, StoreError};
use crate::clock::Clock;

/// How many keys are kept unless something else is asked for.
const MAX_KEYS: usize = 100_000;

/// Counts in memory. It holds a bounded number of keys: when there are too many, the window that ends first is
/// forgotten, and its caller begins anew.
pub struct MemoryStore {
    clock: Arc<dyn Clock>,
    max_keys: usize,
    windows: Mutex<Windows>,
}

#[derive(Default)]
struct Windows {
    open: HashMap<Arc<str>, Window>,
    by_end: BTreeSet<(Instant, Arc<str>)>,
}

struct Window {
    calls: u64,
    end: Instant,
}

impl MemoryStore {
    /// An empty store that measures time with this clock and keeps at most 100 000 keys.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, max_keys: MAX_KEYS, windows: Mutex::default() }
    }

    /// Keeps at most this many keys, at least one.
    pub fn max_keys(mut self, max_keys: usize) -> Self {
        self.max_keys = max_keys.max(1);
        self
    }
}

impl RateLimitStore for MemoryStore {
    fn count<'a>(&'a self, key: &'a str, window: Duration) -> BoxFuture<'a, Result<Counted, StoreError>> {
        let now = self.clock.now();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        Box::pin(ready(Ok(windows.count(key, now, window, self.max_keys))))
    }
}

impl Windows {
    fn count(&mut self, key: &str, now: Instant, length: Duration, max_keys: usize) -> Counted {
        self.forget(|end| end <= now);
        if let Some(window) = self.open.get_mut(key) {
            window.calls = window.calls.saturating_add(1);
            return Counted { calls: window.calls, remaining: window.end.duration_since(now) };
        }
        while self.open.len() >= max_keys {
            let mut one = true;
            self.forget(|_| std::mem::take(&mut one));
        }
        // A window longer than time itself ends in a day.
        let end = now.checked_add(length).unwrap_or(now + Duration::from_hours(24));
        let key: Arc<str> = key.into();
        self.by_end.insert((end, key.clone()));
        self.open.insert(key, Window { calls: 1, end });
        Counted { calls: 1, remaining: end.duration_since(now) }
    }

    fn forget(&mut self, mut which: impl FnMut(Instant) -> bool) {
        while self.by_end.first().is_some_and(|(end, _)| which(*end)) {
            if let Some((_, key)) = self.by_end.pop_first() {
                self.open.remove(&key);
            }
        }
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("max_keys", &self.max_keys).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    const MINUTE: Duration = Duration::from_mins(1);

    #[tokio::test]
    async fn a_window_begins_with_the_first_call_and_ends_on_time() {
        let clock = ManualClock::default();
        let store = MemoryStore::new(Arc::new(clock.clone()));
        clock.advance(Duration::from_secs(59));
        assert_eq!(store.count("a", MINUTE).await.unwrap(), Counted { calls: 1, remaining: MINUTE });
        clock.advance(Duration::from_secs(59));
        assert_eq!(store.count("a", MINUTE).await.unwrap(), Counted { calls: 2, remaining: Duration::from_secs(1) });
        assert_eq!(store.count("b", MINUTE).await.unwrap(), Counted { calls: 1, remaining: MINUTE });
        clock.advance(Duration::from_secs(1));
        assert_eq!(store.count("a", MINUTE).await.unwrap(), Counted { calls: 1, remaining: MINUTE });
    }

    #[tokio::test]
    async fn no_more_keys_are_kept_than_allowed() {
        let clock = ManualClock::default();
        let store = MemoryStore::new(Arc::new(clock.clone())).max_keys(2);
        for key in ["a", "b", "c"] {
            store.count(key, MINUTE).await.unwrap();
            clock.advance(Duration::from_secs(1));
        }
        assert_eq!(store.windows.lock().unwrap().open.len(), 2);
        assert_eq!(store.count("c", MINUTE).await.unwrap().calls, 2);
        assert_eq!(store.count("b", MINUTE).await.unwrap().calls, 2, "only the oldest was forgotten");
    }
}
