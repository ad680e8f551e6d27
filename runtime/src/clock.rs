//! Time as both sides see it: a clock that can be replaced, and one that only moves when told to.
//!
//! It does not know what the time is used for: limits, tokens and retries stand elsewhere.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};

/// A wait that has begun; see [`Clock::sleep`].
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where the time comes from.
pub trait Clock: Debug + Send + Sync + 'static {
    /// A time that never goes back, to measure durations with.
    fn now(&self) -> Instant;

    /// The time of the day, to compare with what others wrote down: expiry of tokens, HTTP dates.
    fn utc(&self) -> DateTime<Utc>;

    /// Waits this long.
    fn sleep(&self, duration: Duration) -> Sleep;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn utc(&self) -> DateTime<Utc> {
        (**self).utc()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        (**self).sleep(duration)
    }
}

/// The clock of the machine; it sleeps on tokio's timer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn utc(&self) -> DateTime<Utc> {
        SystemTime::now().into()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A clock for tests: its time moves by [`advance`](Self::advance), and, if it is
/// [`automatic`](Self::automatic), by sleeping on it. Clones share the time.
#[derive(Debug, Clone)]
pub struct ManualClock {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    origin: Instant,
    utc: DateTime<Utc>,
    moves: Moves,
    state: Mutex<State>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moves {
    WhenTold,
    BySleeping,
}

#[derive(Debug, Default)]
struct State {
    elapsed: Duration,
    next_sleeper: u64,
    /// Who sleeps, by the time to wake up and the order of arrival.
    sleepers: BTreeMap<(Duration, u64), Waker>,
}

impl ManualClock {
    /// A clock that stands at `utc` until it is advanced.
    pub fn new(utc: DateTime<Utc>) -> Self {
        Self::moving(utc, Moves::WhenTold)
    }

    /// A clock that begins at `utc` and jumps, whenever somebody sleeps on it, to the moment when the first sleeper is
    /// to wake up. So nothing waits, and time only passes by waiting.
    pub fn automatic(utc: DateTime<Utc>) -> Self {
        Self::moving(utc, Moves::BySleeping)
    }

    fn moving(utc: DateTime<Utc>, moves: Moves) -> Self {
        Self { shared: Arc::new(Shared { origin: Instant::now(), utc, moves, state: Mutex::default() }) }
    }

    /// Moves the time on and wakes those who have slept long enough.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.elapsed = state.elapsed.saturating_add(duration);
        wake(state);
    }

    /// How far the time has moved since the clock was made.
    pub fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes everybody, once the state is free again. Those who wake up too early go back to sleep by themselves.
fn wake(mut state: MutexGuard<'_, State>) {
    let sleepers = std::mem::take(&mut state.sleepers);
    drop(state);
    for waker in sleepers.into_values() {
        waker.wake();
    }
}

impl Default for ManualClock {
    /// A clock that stands at the beginning of 2026.
    fn default() -> Self {
        Self::new(DateTime::from_timestamp(1_767_225_600, 0).unwrap_or_default())
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        let elapsed = self.elapsed();
        self.shared.origin.checked_add(elapsed).unwrap_or(self.shared.origin)
    }

    fn utc(&self) -> DateTime<Utc> {
        let elapsed = chrono::Duration::from_std(self.elapsed()).unwrap_or(chrono::Duration::MAX);
        self.shared.utc.checked_add_signed(elapsed).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        let mut state = self.state();
        let until = state.elapsed.saturating_add(duration);
        let number = state.next_sleeper;
        state.next_sleeper += 1;
        Box::pin(ManualSleep { clock: self.clone(), place: (until, number), polled: false })
    }
}

struct ManualSleep {
    clock: ManualClock,
    place: (Duration, u64),
    polled: bool,
}

impl Future for ManualSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        let mut state = this.clock.state();
        let first = state.sleepers.keys().next().is_none_or(|first| *first >= this.place);
        // The first poll only lies down: everyone who is awake gets to lie down too before the time jumps.
        if this.clock.shared.moves == Moves::BySleeping && this.polled && first {
            state.elapsed = state.elapsed.max(this.place.0);
        }
        if state.elapsed >= this.place.0 {
            state.sleepers.remove(&this.place);
            wake(state);
            return Poll::Ready(());
        }
        state.sleepers.insert(this.place, cx.waker().clone());
        if this.clock.shared.moves == Moves::BySleeping && !this.polled {
            cx.waker().wake_by_ref();
        }
        this.polled = true;
        Poll::Pending
    }
}

impl Drop for ManualSleep {
    fn drop(&mut self) {
        let mut state = self.clock.state();
        // The next in the row may now be the first.
        if state.sleepers.remove(&self.place).is_some() {
            wake(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_clock_that_is_not_automatic_wakes_sleepers_only_when_advanced() {
        let clock = ManualClock::default();
        let sleeper = tokio::spawn(clock.sleep(Duration::from_secs(10)));
        tokio::task::yield_now().await;
        clock.advance(Duration::from_secs(9));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(Duration::from_secs(1));
        sleeper.await.unwrap();
        assert_eq!(clock.elapsed(), Duration::from_secs(10));
    }

    #[tokio::test]
    async fn an_automatic_clock_wakes_sleepers_in_the_order_of_their_times() {
        let clock = ManualClock::automatic(DateTime::UNIX_EPOCH);
        let woken = Arc::new(Mutex::new(Vec::new()));
        let sleepers: Vec<_> = [30, 10, 20]
            .into_iter()
            .map(|seconds| {
                let (clock, woken) = (clock.clone(), woken.clone());
                tokio::spawn(async move {
                    clock.sleep(Duration::from_secs(seconds)).await;
                    woken.lock().unwrap().push((seconds, clock.elapsed().as_secs()));
                })
            })
            .collect();
        for sleeper in sleepers {
            sleeper.await.unwrap();
        }
        assert_eq!(*woken.lock().unwrap(), [(10, 10), (20, 20), (30, 30)]);
        assert_eq!(clock.utc().timestamp(), 30);
    }

    #[tokio::test]
    async fn a_sleep_that_is_given_up_holds_nobody_back() {
        let clock = ManualClock::automatic(DateTime::UNIX_EPOCH);
        let mut short = clock.sleep(Duration::from_secs(1));
        std::future::poll_fn(|cx| {
            assert!(short.as_mut().poll(cx).is_pending());
            Poll::Ready(())
        })
        .await;
        let long = tokio::spawn(clock.sleep(Duration::from_secs(5)));
        tokio::task::yield_now().await;
        drop(short);
        long.await.unwrap();
        assert_eq!(clock.elapsed(), Duration::from_secs(5));
    }
}
