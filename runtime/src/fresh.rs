//! A value that expires, renewed once however many wait for it.
//!
//! It does not know what the value is, nor how a new one is made.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};

use crate::clock::Clock;

/// How far a value is from its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    /// It can be used.
    Fresh,
    /// It can be used, but is to be renewed now. If that fails, it is used on.
    Due,
    /// It can't be used any more.
    Expired,
}

/// A value that expires.
pub(crate) trait Expiring {
    /// How far it is from its end.
    fn age(&self, clock: &dyn Clock) -> Age;
}

/// How long a value that is merely due is used on after its renewal failed, before the next try.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// The current value, if there is one, and its renewal, if one is under way.
///
/// A renewal is driven by all who wait for it. So it goes on when the one that began it is cancelled, and it is
/// given up when nobody waits any more. Its failure reaches all who wait and is not kept.
pub(crate) struct Fresh<T, E> {
    clock: Arc<dyn Clock>,
    state: Arc<Mutex<State<T, E>>>,
}

struct State<T, E> {
    current: Option<Arc<T>>,
    /// Whether the current value was found to be unusable, whatever its age.
    rejected: bool,
    renewal: Option<WeakShared<Renewal<T, E>>>,
    failed_at: Option<Instant>,
}

type Renewal<T, E> = Pin<Box<dyn Future<Output = Result<Arc<T>, E>> + Send>>;

impl<T, E> Fresh<T, E>
where
    T: Expiring + Send + Sync + 'static,
    E: Clone + Send + Sync + 'static,
{
    /// Nothing yet.
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let state = State { current: None, rejected: false, renewal: None, failed_at: None };
        Self { clock, state: Arc::new(Mutex::new(state)) }
    }

    /// The current value, or a new one: `renew` gets the old value and makes the new one. It is not called when a
    /// renewal is under way already.
    ///
    /// # Errors
    ///
    /// When there is no usable value and the renewal failed.
    pub(crate) async fn get<F>(&self, renew: impl FnOnce(Option<Arc<T>>) -> F) -> Result<Arc<T>, E>
    where
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        let (renewal, fallback) = match self.current_or_renewal(renew) {
            Ok(current) => return Ok(current),
            Err(waiting) => waiting,
        };
        match renewal.await {
            Ok(renewed) => Ok(renewed),
            Err(error) => fallback.ok_or(error),
        }
    }

    /// Gives the value up, unless it has been renewed already since `used` was got.
    pub(crate) fn reject(&self, used: &Arc<T>) {
        let mut state = lock(&self.state);
        if state.current.as_ref().is_some_and(|current| Arc::ptr_eq(current, used)) {
            state.rejected = true;
        }
    }

    #[expect(clippy::type_complexity, reason = "a pair that only its one caller sees")]
    fn current_or_renewal<F>(
        &self,
        renew: impl FnOnce(Option<Arc<T>>) -> F,
    ) -> Result<Arc<T>, (Shared<Renewal<T, E>>, Option<Arc<T>>)>
    where
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        let mut state = lock(&self.state);
        let mut fallback = None;
        if let Some(current) = state.current.as_ref().filter(|_| !state.rejected) {
            match current.age(&*self.clock) {
                Age::Fresh => return Ok(current.clone()),
                Age::Due if self.failed_lately(&state) => return Ok(current.clone()),
                Age::Due => fallback = Some(current.clone()),
                Age::Expired => {}
            }
        }
        if let Some(renewal) = state.renewal.as_ref().and_then(WeakShared::upgrade) {
            return Err((renewal, fallback));
        }
        let renewal = self.finish(renew(state.current.clone())).shared();
        state.renewal = renewal.downgrade();
        Err((renewal, fallback))
    }

    fn failed_lately(&self, state: &State<T, E>) -> bool {
        state.failed_at.is_some_and(|at| self.clock.now().duration_since(at) < PAUSE_AFTER_FAILURE)
    }

    /// The renewal, and what it does to the state. That happens before anyone who waits sees its end, so nobody joins a
    /// renewal that is over.
    fn finish(&self, renewal: impl Future<Output = Result<T, E>> + Send + 'static) -> Renewal<T, E> {
        let (shared, clock) = (self.state.clone(), self.clock.clone());
        Box::pin(async move {
            let outcome = renewal.await.map(Arc::new);
            let mut state = lock(&shared);
            state.renewal = None;
            match &outcome {
                Ok(renewed) => {
                    state.current = Some(renewed.clone());
                    state.rejected = false;
                    state.failed_at = None;
                }
                Err(_) => state.failed_at = Some(clock.now()),
            }
            outcome
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T, E> fmt::Debug for Fresh<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fresh(..)")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::sync::Semaphore;

    use super::*;
    use crate::clock::ManualClock;

    #[derive(Debug)]
    struct Value {
        number: u32,
        due: Instant,
        expires: Instant,
    }

    impl Expiring for Value {
        fn age(&self, clock: &dyn Clock) -> Age {
            match clock.now() {
                now if now < self.due => Age::Fresh,
                now if now < self.expires => Age::Due,
                _ => Age::Expired,
            }
        }
    }

    /// Values that are due after 90 seconds and expire after 100; made once the gate lets them.
    #[derive(Clone)]
    struct Source {
        fresh: Arc<Fresh<Value, String>>,
        clock: ManualClock,
        gate: Arc<Semaphore>,
        renewals: Arc<AtomicU32>,
        failing: Arc<Mutex<bool>>,
    }

    impl Source {
        fn new() -> Self {
            let clock = ManualClock::default();
            Self {
                fresh: Arc::new(Fresh::new(Arc::new(clock.clone()))),
                clock,
                gate: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
                renewals: Arc::default(),
                failing: Arc::default(),
            }
        }

        async fn get(&self) -> Result<Arc<Value>, String> {
            let this = self.clone();
            self.fresh
                .get(move |_| async move {
                    let number = this.renewals.fetch_add(1, Ordering::SeqCst) + 1;
                    let _open = this.gate.acquire().await.unwrap();
                    if *this.failing.lock().unwrap() {
                        return Err(format!("renewal {number} failed"));
                    }
                    let now = this.clock.now();
                    Ok(Value { number, due: now + Duration::from_secs(90), expires: now + Duration::from_secs(100) })
                })
                .await
        }

        fn close(&self) {
            self.gate.forget_permits(Semaphore::MAX_PERMITS);
        }

        fn fail(&self, failing: bool) {
            *self.failing.lock().unwrap() = failing;
        }
    }

    async fn settle() {
        for _ in 0..300 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn however_many_wait_one_renewal_is_made() {
        let source = Source::new();
        source.close();
        let waiting: Vec<_> = (0..200)
            .map(|_| {
                let source = source.clone();
                tokio::spawn(async move { source.get().await.unwrap().number })
            })
            .collect();
        settle().await;
        source.gate.add_permits(1);
        for waiter in waiting {
            assert_eq!(waiter.await.unwrap(), 1);
        }
        assert_eq!(source.renewals.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_renewal_survives_the_one_that_began_it() {
        let source = Source::new();
        source.close();
        let leader = tokio::spawn({
            let source = source.clone();
            async move { source.get().await.map(|value| value.number) }
        });
        settle().await;
        let follower = tokio::spawn({
            let source = source.clone();
            async move { source.get().await.map(|value| value.number) }
        });
        settle().await;
        leader.abort();
        settle().await;
        source.gate.add_permits(1);
        assert_eq!(follower.await.unwrap(), Ok(1));
        assert_eq!(source.renewals.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_renewal_that_nobody_waits_for_is_begun_anew() {
        let source = Source::new();
        source.close();
        let only = tokio::spawn({
            let source = source.clone();
            async move { source.get().await.map(|value| value.number) }
        });
        settle().await;
        only.abort();
        settle().await;
        source.gate.add_permits(1);
        assert_eq!(source.get().await.unwrap().number, 2);
    }

    #[tokio::test]
    async fn a_failure_reaches_all_who_wait_and_is_forgotten() {
        let source = Source::new();
        source.close();
        source.fail(true);
        let waiting: Vec<_> = (0..10)
            .map(|_| {
                let source = source.clone();
                tokio::spawn(async move { source.get().await.map(|value| value.number) })
            })
            .collect();
        settle().await;
        source.gate.add_permits(2);
        for waiter in waiting {
            assert_eq!(waiter.await.unwrap(), Err("renewal 1 failed".to_owned()));
        }
        source.fail(false);
        assert_eq!(source.get().await.unwrap().number, 2);
    }

    #[tokio::test]
    async fn it_is_renewed_when_due_and_used_on_if_that_fails() {
        let source = Source::new();
        assert_eq!(source.get().await.unwrap().number, 1);
        source.clock.advance(Duration::from_secs(89));
        assert_eq!(source.get().await.unwrap().number, 1);
        source.clock.advance(Duration::from_secs(2));
        source.fail(true);
        assert_eq!(source.get().await.unwrap().number, 1);
        assert_eq!(source.get().await.unwrap().number, 1);
        assert_eq!(source.renewals.load(Ordering::SeqCst), 2, "no second try right after a failed one");
        source.clock.advance(Duration::from_secs(9));
        assert_eq!(source.get().await.map(|value| value.number), Err("renewal 3 failed".to_owned()));
        source.fail(false);
        assert_eq!(source.get().await.unwrap().number, 4);
    }

    #[tokio::test]
    async fn only_the_value_that_was_used_is_rejected() {
        let source = Source::new();
        let first = source.get().await.unwrap();
        source.fresh.reject(&first);
        let second = source.get().await.unwrap();
        assert_eq!(second.number, 2);
        source.fresh.reject(&first);
        assert_eq!(source.get().await.unwrap().number, 2);
    }
}
