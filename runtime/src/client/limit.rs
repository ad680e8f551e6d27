//! Keeping below the limits that the document names, and out of the server's way when it says so.
//!
//! The server counts for itself; what it answers is handled where requests are sent.

use std::collections::HashMap;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use crate::clock::Clock;
use crate::operation::{OperationSpec, RateLimit, Scope};

/// What a call does when the limit of its operation is reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LimitMode {
    /// It waits for its turn, first come first served.
    #[default]
    Wait,
    /// It fails, and says after how long it would not have.
    FailFast,
    /// There are no limits on this side.
    Off,
}

/// The limiters of a client, each made when its operation is first called.
pub(super) struct Limits {
    mode: LimitMode,
    clock: Arc<dyn Clock>,
    limiters: Mutex<HashMap<Key, Arc<Limiter>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Operation(&'static str),
    Api(u32, Duration),
}

impl Limits {
    pub(super) fn new(mode: LimitMode, clock: Arc<dyn Clock>) -> Self {
        Self { mode, clock, limiters: Mutex::default() }
    }

    pub(super) fn mode(&self) -> LimitMode {
        self.mode
    }

    /// What limits an operation. An operation without a limit has a limiter too, to pause it when the server asks for that.
    pub(super) fn of(&self, spec: &'static OperationSpec) -> Arc<Limiter> {
        let declared = spec.rate_limit.filter(|_| self.mode != LimitMode::Off);
        let key = match declared {
            Some(RateLimit { requests, per, scope: Scope::Api }) => Key::Api(requests, per),
            _ => Key::Operation(spec.id),
        };
        let mut limiters = lock(&self.limiters);
        limiters.entry(key).or_insert_with(|| Arc::new(Limiter::new(declared, self.clock.clone()))).clone()
    }
}

/// Counts the calls of one operation, or of all of an API.
pub(super) struct Limiter {
    clock: Arc<dyn Clock>,
    counter: Option<RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Duration>>>,
    paused_until: Mutex<Option<Instant>>,
    turn: tokio::sync::Mutex<()>,
}

impl Limiter {
    fn new(limit: Option<RateLimit>, clock: Arc<dyn Clock>) -> Self {
        let counter = limit
            .and_then(quota)
            .map(|quota| RateLimiter::direct_with_clock(quota, Ticks { origin: clock.now(), clock: clock.clone() }));
        Self { clock, counter, paused_until: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }

    /// Counts a call.
    ///
    /// # Errors
    ///
    /// When the limit is reached: how long to wait before the next try. The call is not counted then.
    pub(super) fn admit(&self) -> Result<(), Duration> {
        let now = self.clock.now();
        if let Some(until) = *lock(&self.paused_until)
            && until > now
        {
            return Err(until.duration_since(now));
        }
        match &self.counter {
            Some(counter) => counter
                .check()
                .map_err(|not_yet| not_yet.wait_time_from(counter.clock().now()).max(Duration::from_nanos(1))),
            None => Ok(()),
        }
    }

    /// Holds all calls back for this long, or longer if they are held back longer already.
    pub(super) fn pause(&self, wait: Duration) {
        if let Some(until) = self.clock.now().checked_add(wait) {
            let mut paused = lock(&self.paused_until);
            *paused = (*paused).max(Some(until));
        }
    }

    /// The place at the head of the queue. Only who has it waits for the limit; the others wait for it, in order.
    pub(super) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }
}

/// A quota that never lets more than `requests` through in any stretch of `per`.
///
/// A bucket that holds `b` calls and regains one every `t` lets at most `b + ceil(per / t) - 1` through in a half-open
/// window of `per`, wherever the window begins: the `b` saved up and the ones regained within it. With a tenth saved up
/// for bursts and `t = per / (requests - b + 1)` that is exactly `requests`. `per` is stretched a little, because calls
/// that leave in step don't arrive in step: a late one and a punctual one after it come closer together.
fn quota(limit: RateLimit) -> Option<Quota> {
    let requests = limit.requests.max(1);
    let burst = NonZeroU32::new(requests / 10).unwrap_or(NonZeroU32::MIN);
    let drift = (limit.per / 50).min(Duration::from_secs(1));
    let regained = requests - burst.get() + 1;
    let interval = (limit.per.saturating_add(drift) / regained).saturating_add(Duration::from_nanos(1));
    Quota::with_period(interval).map(|quota| quota.allow_burst(burst))
}

/// Our clock as governor's.
#[derive(Debug, Clone)]
struct Ticks {
    origin: Instant,
    clock: Arc<dyn Clock>,
}

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.clock.now().duration_since(self.origin)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Limits({:?})", self.mode)
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::clock::ManualClock;

    fn limiter(requests: u32, per: Duration, clock: &ManualClock) -> Limiter {
        let limit = RateLimit { requests, per, scope: Scope::Operation };
        Limiter::new(Some(limit), Arc::new(clock.clone()))
    }

    /// When calls are let through that come as fast as they may, after pauses of random length.
    fn admitted(requests: u32, per: Duration, random: &mut fastrand::Rng) -> Vec<Duration> {
        let clock = ManualClock::default();
        let limiter = limiter(requests, per, &clock);
        let mut times = Vec::new();
        while times.len() < requests as usize * 5 {
            match limiter.admit() {
                Ok(()) => times.push(clock.elapsed()),
                Err(wait) => clock.advance(wait),
            }
            if random.u32(..requests) == 0 {
                clock.advance(per.mul_f64(random.f64() * 1.2));
            }
        }
        times
    }

    #[test]
    fn no_window_holds_more_than_the_limit() {
        for seed in 0..40 {
            let mut random = fastrand::Rng::with_seed(seed);
            let requests = [1, 2, 3, 7, 10, 30, 60, 300, 999][random.usize(..9)];
            let per = Duration::from_millis(random.u64(1..100_000));
            let times = admitted(requests, per, &mut random);
            for (at, first) in times.iter().enumerate() {
                let within = times[at..].iter().take_while(|time| **time < *first + per).count();
                assert!(within <= requests as usize, "seed {seed}: {within} of {requests} in {per:?} from {first:?}");
            }
        }
    }

    #[test]
    fn most_of_the_limit_is_used() {
        let clock = ManualClock::default();
        let limiter = limiter(300, Duration::from_mins(1), &clock);
        let mut calls = 0;
        while clock.elapsed() < Duration::from_mins(10) {
            match limiter.admit() {
                Ok(()) => calls += 1,
                Err(wait) => clock.advance(wait),
            }
        }
        assert!(calls > 10 * 260, "{calls}");
    }

    #[test]
    fn a_pause_holds_everybody_back() {
        static SPEC: OperationSpec = OperationSpec::new("free", Method::GET, "/");
        let clock = ManualClock::default();
        let limits = Limits::new(LimitMode::Wait, Arc::new(clock.clone()));
        limits.of(&SPEC).pause(Duration::from_secs(7));
        limits.of(&SPEC).pause(Duration::from_secs(3));
        limits.of(&SPEC).pause(Duration::MAX);
        assert_eq!(limits.of(&SPEC).admit(), Err(Duration::from_secs(7)));
        clock.advance(Duration::from_secs(7));
        assert_eq!(limits.of(&SPEC).admit(), Ok(()));
    }

    #[test]
    fn operations_count_alone_or_together() {
        const fn limited(id: &'static str, scope: Scope) -> OperationSpec {
            let limit = RateLimit { requests: 1, per: Duration::from_secs(1), scope };
            OperationSpec::new(id, Method::GET, "/").rate_limit(limit)
        }
        static ALONE: [OperationSpec; 2] = [limited("a", Scope::Operation), limited("b", Scope::Operation)];
        static TOGETHER: [OperationSpec; 2] = [limited("c", Scope::Api), limited("d", Scope::Api)];
        let limits = Limits::new(LimitMode::Wait, Arc::new(ManualClock::default()));
        assert_eq!(ALONE.iter().filter(|spec| limits.of(spec).admit().is_ok()).count(), 2);
        assert_eq!(TOGETHER.iter().filter(|spec| limits.of(spec).admit().is_ok()).count(), 1);
    }
}
