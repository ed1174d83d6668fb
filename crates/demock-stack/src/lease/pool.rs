//! Things that are made ahead, by demand: as many are kept ready as were lately out at a time.
//!
//! Invariants: taking waits for nothing where one is ready, waits for one that is already being made, and makes one in the taker's own
//! thread where all of those have takers; while anybody does, nothing is made ahead; nothing is made before the first is taken; after
//! [`IDLE_MAX`] without a taker all are given up, and what they share after [`REST_MAX`]; never do more than [`WAITING_MAX`] wait to be ended. A thing that cannot be made
//! ahead is no failure: whoever takes next makes it, and is told why it cannot be.

use super::Origin;
use crate::failure::StackError;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How many are kept ready at most.
const READY_MAX: usize = 12;
/// How many may wait to be ended before that comes before making new ones.
const RETURNED_MAX: usize = 8;
/// How many may wait to be ended before whoever gives one back ends one himself: eight who make their own outrun two who end.
const WAITING_MAX: usize = 2 * RETURNED_MAX;
/// Threads that make and end.
const THREADS: usize = 2;
/// How long whoever has just taken one is left alone, where another is ready for the next or he has made it himself: making one
/// takes what they need.
const SETTLE: Duration = Duration::from_millis(5);
/// How long one that is being made is waited for.
const AHEAD_MAX: Duration = Duration::from_mins(1);
/// How long things are kept ready for nobody.
const IDLE_MAX: Duration = Duration::from_secs(10);
/// How long what they share stands for nobody: whoever comes next waits several times as long without it.
const REST_MAX: Duration = Duration::from_mins(1);

/// How one thing is made and ended.
pub(crate) trait Make: Send + Sync + 'static {
    /// The thing.
    type Item: Send + 'static;

    /// Makes one.
    fn make(&self) -> Result<Self::Item, StackError>;

    /// Has one ready to be used faster; only of those that are made ahead.
    fn warm(&self, _item: &mut Self::Item) {}

    /// Whether one that comes back is as it was made, or could be made so now, and another may have it.
    fn made_as_new(&self, item: &mut Self::Item) -> bool;

    /// What costs less, as far as that is known.
    fn cheaper(&self) -> Cheaper {
        Cheaper::New
    }

    /// Ends one. Whatever goes wrong goes with the stack's end.
    fn unmake(&self, item: Self::Item);

    /// Gives up what all of them share, where none is left and nobody has asked for a while; the next begins it anew.
    fn rest(&self) {}
}

/// What costs less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cheaper {
    /// Making a thing.
    New,
    /// Making one as new that was used.
    Used,
}

/// A pool of things.
pub(crate) struct Pool<M: Make> {
    shared: Arc<Shared<M>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

struct Shared<M: Make> {
    maker: M,
    state: Mutex<State<M::Item>>,
    changed: Condvar,
}

struct State<T> {
    ready: VecDeque<T>,
    returned: VecDeque<T>,
    /// How many are out.
    out: usize,
    /// How many are being made ahead.
    making: usize,
    /// How many are being ended.
    ending: usize,
    /// Takers that wait for one of those.
    waiting: usize,
    /// How many are to be ready.
    wanted: usize,
    taken_at: Instant,
    /// Whether whoever took the last made it himself.
    is_own: bool,
    /// Whether all was given up since the last was taken.
    is_resting: bool,
    is_closed: bool,
}

impl<M: Make> Pool<M> {
    pub(crate) fn new(maker: M) -> Self {
        let shared = Shared { maker, state: Mutex::new(State::new()), changed: Condvar::new() };
        Self { shared: Arc::new(shared), threads: Mutex::default() }
    }

    pub(crate) fn maker(&self) -> &M {
        &self.shared.maker
    }

    /// Whether one stands ready.
    pub(crate) fn is_ready(&self) -> bool {
        !self.shared.lock().ready.is_empty()
    }

    /// Takes one: a ready one, else the next that is being made, else one that is made now.
    pub(crate) fn take(&self) -> Result<(M::Item, Origin), StackError> {
        self.begin();
        let began = Instant::now();
        let mut state = self.shared.lock();
        state.out += 1;
        (state.taken_at, state.is_own, state.is_resting) = (Instant::now(), false, false);
        state.wanted = state.wanted.max(state.out + 1).min(READY_MAX);
        self.shared.changed.notify_all();
        let mut origin = Origin::Pool;
        state.waiting += 1;
        let made_ahead = loop {
            if let Some(item) = state.ready.pop_front() {
                break Some(item);
            }
            origin = Origin::Miss;
            // What is made ahead may come to nothing, and then there are fewer than wait for it.
            if state.is_closed || state.making < state.waiting || began.elapsed() > AHEAD_MAX {
                break None;
            }
            state = self.shared.changed.wait_timeout(state, AHEAD_MAX).unwrap_or_else(PoisonError::into_inner).0;
        };
        state.waiting -= 1;
        if let Some(item) = made_ahead {
            return Ok((item, origin));
        }
        drop(state);
        let rush = Rush::begin();
        let made = self.shared.make_or_renew();
        drop(rush);
        let mut state = self.shared.lock();
        state.out -= usize::from(made.is_err());
        (state.taken_at, state.is_own) = (Instant::now(), true);
        self.shared.changed.notify_all();
        made.map(|item| (item, origin))
    }

    /// Gives one back. It is ended by others, but where they are too far behind.
    pub(crate) fn give_back(&self, item: M::Item) {
        let mut state = self.shared.lock();
        state.out = state.out.saturating_sub(1);
        state.returned.push_back(item);
        let oldest = if state.returned.len() > WAITING_MAX { state.returned.pop_front() } else { None };
        state.ending += usize::from(oldest.is_some());
        drop(state);
        self.shared.changed.notify_all();
        if let Some(oldest) = oldest {
            self.shared.end(oldest);
            self.shared.lock().ending -= 1;
        }
    }

    /// Begins to make ahead.
    fn begin(&self) {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        if threads.is_empty() {
            threads.extend((0..THREADS).map(|_| {
                let shared = self.shared.clone();
                thread::spawn(move || shared.work())
            }));
        }
    }

    /// Stops making, and forgets what is ready: it ends with whatever it is made of.
    pub(crate) fn close(&self) {
        self.shared.lock().is_closed = true;
        self.shared.changed.notify_all();
        for thread in self.threads.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // One that panicked has stopped as well.
            let _ = thread.join();
        }
    }
}

impl<M: Make> Shared<M> {
    fn lock(&self) -> MutexGuard<'_, State<M::Item>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        while let Some(task) = self.next() {
            match task {
                Task::Make => self.make_ahead(),
                Task::Renew(item) => {
                    self.end(item);
                    // Where it came to nothing, whoever has waited for it makes his own.
                    self.lock().making -= 1;
                    self.changed.notify_all();
                }
                Task::Return(item) => {
                    self.end(item);
                    self.lock().ending -= 1;
                }
                Task::End(item) => {
                    self.maker.unmake(item);
                    self.lock().ending -= 1;
                }
                Task::Rest => self.maker.rest(),
            }
        }
    }

    fn make_ahead(&self) {
        let mut made = self.maker.make();
        // Where none is ready, whoever waits or comes next wants this one as it is.
        if let (Ok(item), false) = (&mut made, self.lock().ready.is_empty()) {
            self.maker.warm(item);
        }
        let mut state = self.lock();
        state.making -= 1;
        match made {
            Ok(item) => state.ready.push_back(item),
            Err(_) => state.wanted = 0,
        }
        self.changed.notify_all();
    }

    /// One for whoever has found none: one that came back, made as new, or another.
    fn make_or_renew(&self) -> Result<M::Item, StackError> {
        let used = if self.maker.cheaper() == Cheaper::Used { self.lock().returned.pop_front() } else { None };
        if let Some(mut item) = used {
            if self.maker.made_as_new(&mut item) {
                return Ok(item);
            }
            self.maker.unmake(item);
        }
        self.maker.make()
    }

    /// Ends one that was out, but where another may have it.
    fn end(&self, mut item: M::Item) {
        let is_of_use = self.lock().ready.len() < READY_MAX;
        if is_of_use && self.maker.made_as_new(&mut item) {
            self.lock().ready.push_back(item);
            self.changed.notify_all();
        } else {
            self.maker.unmake(item);
        }
    }

    /// What is to be done next; `None` once the pool is closed.
    fn next(&self) -> Option<Task<M::Item>> {
        let mut state = self.lock();
        while !state.is_closed {
            let nothing_for = match state.next(self.maker.cheaper()) {
                Ok(task) => return Some(task),
                Err(nothing_for) => nothing_for,
            };
            state = self.changed.wait_timeout(state, nothing_for).unwrap_or_else(PoisonError::into_inner).0;
        }
        None
    }
}

impl<T> State<T> {
    fn new() -> Self {
        Self {
            ready: VecDeque::new(),
            returned: VecDeque::new(),
            out: 0,
            making: 0,
            ending: 0,
            waiting: 0,
            wanted: 0,
            taken_at: Instant::now(),
            is_own: false,
            is_resting: false,
            is_closed: false,
        }
    }

    /// What is to be done now, or for how long there is nothing unless something changes.
    fn next(&mut self, cheaper: Cheaper) -> Result<Task<T>, Duration> {
        let settles = SETTLE.saturating_sub(self.taken_at.elapsed());
        let is_full = self.returned.len() > RETURNED_MAX;
        if !settles.is_zero() && (self.is_own || !self.ready.is_empty()) && !is_full {
            return Err(settles);
        }
        let is_short = self.ready.len() + self.making < self.wanted;
        if is_short && (cheaper == Cheaper::Used || !is_full) {
            if Rush::is_on() && !is_full {
                return Err(SETTLE);
            }
            self.making += 1;
            let used = if cheaper == Cheaper::Used { self.returned.pop_front() } else { None };
            return Ok(used.map_or(Task::Make, Task::Renew));
        }
        if let Some(item) = self.returned.pop_front() {
            self.ending += 1;
            return Ok(Task::Return(item));
        }
        if self.taken_at.elapsed() > IDLE_MAX {
            self.wanted = 0;
            if let Some(item) = self.ready.pop_front() {
                self.ending += 1;
                return Ok(Task::End(item));
            }
            let is_long = self.taken_at.elapsed() > REST_MAX;
            if is_long && !self.is_resting && self.out + self.making + self.ending == 0 {
                self.is_resting = true;
                return Ok(Task::Rest);
            }
        }
        Err(IDLE_MAX)
    }
}

/// Somebody who makes one for himself and waits for it, in whichever pool: what is made ahead meanwhile takes the processor from him.
struct Rush;

static RUSHES: AtomicUsize = AtomicUsize::new(0);

impl Rush {
    fn begin() -> Self {
        RUSHES.fetch_add(1, Ordering::SeqCst);
        Self
    }

    fn is_on() -> bool {
        RUSHES.load(Ordering::SeqCst) > 0
    }
}

impl Drop for Rush {
    fn drop(&mut self) {
        RUSHES.fetch_sub(1, Ordering::SeqCst);
    }
}

enum Task<T> {
    Make,
    /// Make one that came back as new, in place of another.
    Renew(T),
    Return(T),
    End(T),
    Rest,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    /// Numbers: even ones come back as new.
    #[derive(Default)]
    struct Numbers {
        made: AtomicUsize,
        ended: Arc<Mutex<Vec<usize>>>,
    }

    impl Make for Numbers {
        type Item = usize;

        fn make(&self) -> Result<usize, StackError> {
            Ok(self.made.fetch_add(1, Ordering::SeqCst))
        }

        fn made_as_new(&self, item: &mut usize) -> bool {
            item.is_multiple_of(2)
        }

        fn unmake(&self, item: usize) {
            self.ended.lock().expect("unpoisoned").push(item);
        }
    }

    fn until(is_so: impl Fn() -> bool) {
        let (_never, tick) = channel::<()>();
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < Duration::from_secs(20), "it never became so");
            let _ = tick.recv_timeout(Duration::from_millis(1));
        }
    }

    #[test]
    fn the_first_is_made_for_whoever_takes_it_and_the_next_are_ready() {
        let pool = Pool::new(Numbers::default());
        assert_eq!(pool.maker().made.load(Ordering::SeqCst), 0, "nothing is made for nobody");
        let (first, origin) = pool.take().expect("one");
        assert_eq!(origin, Origin::Miss);
        until(|| pool.shared.lock().ready.len() == 2);
        let (second, origin) = pool.take().expect("one");
        assert_eq!(origin, Origin::Pool);
        assert_ne!(first, second);
        pool.close();
    }

    /// Numbers, each of which is made once so many are allowed.
    #[derive(Default)]
    struct Gated {
        made: AtomicUsize,
        allowed: Mutex<usize>,
        changed: Condvar,
    }

    impl Gated {
        fn allow(&self, count: usize) {
            *self.allowed.lock().expect("unpoisoned") = count;
            self.changed.notify_all();
        }
    }

    impl Make for Gated {
        type Item = usize;

        fn make(&self) -> Result<usize, StackError> {
            let number = self.made.fetch_add(1, Ordering::SeqCst);
            let allowed = self.allowed.lock().expect("unpoisoned");
            drop(self.changed.wait_while(allowed, |allowed| *allowed <= number).expect("unpoisoned"));
            Ok(number)
        }

        fn made_as_new(&self, _: &mut usize) -> bool {
            false
        }

        fn unmake(&self, _: usize) {}
    }

    #[test]
    fn whoever_finds_none_ready_gets_the_one_that_is_being_made() {
        let pool = Arc::new(Pool::new(Gated::default()));
        pool.maker().allow(1);
        assert_eq!(pool.take().expect("one").0, 0);
        until(|| pool.maker().made.load(Ordering::SeqCst) == 3);
        let (taken, of_takers) = channel();
        let taker = pool.clone();
        thread::spawn(move || taken.send(taker.take().expect("one")).expect("somebody asks"));
        until(|| pool.shared.lock().waiting == 1);
        pool.maker().allow(2);
        assert_eq!(of_takers.recv_timeout(Duration::from_secs(20)), Ok((1, Origin::Miss)));
        pool.maker().allow(usize::MAX);
        pool.close();
    }

    #[test]
    fn nothing_is_made_ahead_while_a_taker_makes_his_own() {
        let state = Mutex::new(State::<usize> { wanted: 5, ..State::new() });
        let makes = || matches!(state.lock().expect("unpoisoned").next(Cheaper::New), Ok(Task::Make));
        let rush = Rush::begin();
        assert!(!makes());
        drop(rush);
        // Takers of other tests may be in a hurry of their own.
        until(makes);
    }

    #[test]
    fn whoever_has_made_his_own_is_left_alone_for_a_moment() {
        let settling = |taken_at, is_own| State::<usize> { wanted: 2, taken_at, is_own, ..State::new() };
        let now = Instant::now() + SETTLE;
        assert!(matches!(settling(now, true).next(Cheaper::New), Err(nothing_for) if nothing_for <= SETTLE));
        let long_ago = Instant::now().checked_sub(SETTLE).expect("it runs for longer");
        let is_left = |taken_at, is_own| matches!(settling(taken_at, is_own).next(Cheaper::New), Ok(Task::Make));
        // Takers of other tests may be in a hurry of their own.
        until(|| is_left(long_ago, true));
        until(|| is_left(now, false));
    }

    #[test]
    fn where_that_costs_less_one_that_came_back_is_made_as_new_before_another_is_made() {
        let state =
            |returned: &[usize]| State { wanted: 5, returned: returned.iter().copied().collect(), ..State::new() };
        // Takers of other tests may be in a hurry of their own.
        until(|| matches!(state(&[3]).next(Cheaper::Used), Ok(Task::Renew(3))));
        until(|| matches!(state(&[]).next(Cheaper::Used), Ok(Task::Make)));
        until(|| matches!(state(&[3]).next(Cheaper::New), Ok(Task::Make)));
        let enough = || State { wanted: 0, ..state(&[3]) };
        until(|| matches!(enough().next(Cheaper::Used), Ok(Task::Return(3))));
    }

    #[test]
    fn where_too_many_wait_to_be_ended_whoever_gives_one_back_ends_one() {
        let pool = Pool::new(Numbers::default());
        // Without its threads: nobody takes.
        for item in (1..).step_by(2).take(WAITING_MAX + 3) {
            pool.give_back(item);
        }
        assert_eq!(pool.shared.lock().returned.len(), WAITING_MAX);
        assert_eq!(*pool.maker().ended.lock().expect("unpoisoned"), [1, 3, 5], "the oldest first");
    }

    #[test]
    fn what_was_used_is_ended_and_what_is_as_new_is_handed_out_again() {
        let pool = Pool::new(Numbers::default());
        let all: Vec<usize> = (0..4).map(|_| pool.take().expect("one").0).collect();
        for item in &all {
            pool.give_back(*item);
        }
        let odd: Vec<usize> = all.iter().copied().filter(|item| !item.is_multiple_of(2)).collect();
        let ended = pool.maker().ended.clone();
        until(|| odd.iter().all(|item| ended.lock().expect("unpoisoned").contains(item)));
        assert!(ended.lock().expect("unpoisoned").iter().all(|item| !item.is_multiple_of(2)));
        pool.close();
    }
}
