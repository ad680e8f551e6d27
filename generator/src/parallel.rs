//! Work on several processors at once.
//!
//! The order of what comes out is that of what goes in, however many processors there are.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Bytes of stack for each thread: as much as a main thread commonly has.
const STACK: usize = 8 << 20;

/// Threads that work beside those that wait for them.
static HELPERS: AtomicUsize = AtomicUsize::new(0);

/// Threads beside this one, given back when dropped.
struct Helpers(usize);

impl Helpers {
    /// At most as many as are asked for. Work may be made of work: then each processor has two threads at most, so that it has something
    /// to do while one of them waits for the last of its items.
    fn claim(wanted: usize) -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        if processors < 2 {
            return Self(0);
        }
        let mut claimed = 0;
        let claim = |taken: usize| {
            claimed = wanted.min(processors - 1).min((2 * processors - 1).saturating_sub(taken));
            Some(taken + claimed)
        };
        let _ = HELPERS.fetch_update(Ordering::Relaxed, Ordering::Relaxed, claim);
        Self(claimed)
    }
}

impl Drop for Helpers {
    fn drop(&mut self) {
        HELPERS.fetch_sub(self.0, Ordering::Relaxed);
    }
}

/// The items by their size, so that the last to be begun is not the longest to take.
pub(crate) fn largest_first<T>(items: &[T], size: impl Fn(&T) -> usize) -> Vec<&T> {
    let mut sorted: Vec<&T> = items.iter().collect();
    sorted.sort_by_key(|item| std::cmp::Reverse(size(item)));
    sorted
}

/// What `work` makes of each item. It is done here where threads can't be had.
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let helpers = Helpers::claim(items.len().saturating_sub(1));
    if helpers.0 == 0 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, work(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (0..helpers.0)
            .filter_map(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take).ok())
            .collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What both make, `other` beside the first. They follow each other where threads can't be had.
pub(crate) fn both<A, B: Send>(first: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    let work = &other;
    thread::scope(|scope| {
        let other = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let first = first();
        match other.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(other)) => (first, other),
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => (first, work()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{both, each};

    #[test]
    fn both_are_made() {
        let text = String::from("abc");
        assert_eq!(both(|| text.len(), || text.to_uppercase()), (3, "ABC".to_owned()));
    }

    #[test]
    fn the_order_stays() {
        let items: Vec<u32> = (0..1000).collect();
        assert_eq!(each(&items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        assert_eq!(each(&[] as &[u32], |item| *item), Vec::<u32>::new());
    }
}
