//! Things that are made ahead, by demand: as many are kept ready as were lately out at a time.
//!
//! Invariants: taking waits for nothing where one is ready, and makes one in the taker's own thread where none is; nothing is
//! made before the first is taken; after [`IDLE_MAX`] without a taker all are given up. A thing that cannot be made ahead is no failure: whoever
//! takes next makes it, and is told why it cannot be.

use super::Origin;
use crate::failure::StackError;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How many are kept ready at most.
const READY_MAX: usize = 12;
/// How many may wait to be ended before that comes before making new ones.
const RETURNED_MAX: usize = 8;
/// Threads that make and end.
const THREADS: usize = 2;
/// How long whoever has just taken one is left alone, where another is ready for the next: making one takes what they need.
const SETTLE: Duration = Duration::from_millis(5);
/// How long things are kept ready for nobody.
const IDLE_MAX: Duration = Duration::from_secs(10);

/// How one thing is made and ended.
pub(crate) trait Make: Send + Sync + 'static {
    /// The thing.
    type Item: Send + 'static;

    /// Makes one.
    fn make(&self) -> Result<Self::Item, StackError>;

    /// Has one ready to be used faster; only of those that are made ahead.
    fn warm(&self, _item: &mut Self::Item) {}

    /// Whether one that comes back is as it was made, so that another may have it.
    fn is_as_new(&self, item: &mut Self::Item) -> bool;

    /// Ends one. Whatever goes wrong goes with the stack's end.
    fn unmake(&self, item: Self::Item);
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
    /// How many are to be ready.
    wanted: usize,
    taken_at: Instant,
    is_closed: bool,
}

impl<M: Make> Pool<M> {
    pub(crate) fn new(maker: M) -> Self {
        let state = State {
            ready: VecDeque::new(),
            returned: VecDeque::new(),
            out: 0,
            making: 0,
            wanted: 0,
            taken_at: Instant::now(),
            is_closed: false,
        };
        let shared = Shared { maker, state: Mutex::new(state), changed: Condvar::new() };
        Self { shared: Arc::new(shared), threads: Mutex::default() }
    }

    pub(crate) fn maker(&self) -> &M {
        &self.shared.maker
    }

    /// Whether one stands ready.
    pub(crate) fn is_ready(&self) -> bool {
        !self.shared.lock().ready.is_empty()
    }

    /// Takes one: a ready one, else one that is made now.
    pub(crate) fn take(&self) -> Result<(M::Item, Origin), StackError> {
        self.begin();
        let ready = {
            let mut state = self.shared.lock();
            state.out += 1;
            state.taken_at = Instant::now();
            state.wanted = state.wanted.max(state.out + 1).min(READY_MAX);
            state.ready.pop_front()
        };
        self.shared.changed.notify_all();
        match ready {
            Some(item) => Ok((item, Origin::Pool)),
            None => match self.shared.maker.make() {
                Ok(item) => Ok((item, Origin::Miss)),
                Err(error) => {
                    self.shared.lock().out -= 1;
                    Err(error)
                }
            },
        }
    }

    /// Gives one back.
    pub(crate) fn give_back(&self, item: M::Item) {
        let mut state = self.shared.lock();
        state.out = state.out.saturating_sub(1);
        state.returned.push_back(item);
        drop(state);
        self.shared.changed.notify_all();
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
                Task::Make => {
                    let mut made = self.maker.make();
                    // Where none is ready, whoever comes next wants this one as it is.
                    if let (Ok(item), false) = (&mut made, self.lock().ready.is_empty()) {
                        self.maker.warm(item);
                    }
                    let mut state = self.lock();
                    state.making -= 1;
                    match made {
                        Ok(item) => state.ready.push_back(item),
                        Err(_) => state.wanted = 0,
                    }
                }
                Task::Return(mut item) => {
                    if self.maker.is_as_new(&mut item) {
                        self.lock().ready.push_back(item);
                    } else {
                        self.maker.unmake(item);
                    }
                }
                Task::End(item) => self.maker.unmake(item),
            }
        }
    }

    /// What is to be done next; `None` once the pool is closed.
    fn next(&self) -> Option<Task<M::Item>> {
        let mut state = self.lock();
        loop {
            if state.is_closed {
                return None;
            }
            let settles = SETTLE.saturating_sub(state.taken_at.elapsed());
            if !settles.is_zero() && !state.ready.is_empty() && state.returned.len() <= RETURNED_MAX {
                state = self.changed.wait_timeout(state, settles).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            let is_short = state.ready.len() + state.making < state.wanted;
            if is_short && state.returned.len() <= RETURNED_MAX {
                state.making += 1;
                return Some(Task::Make);
            }
            if let Some(item) = state.returned.pop_front() {
                return Some(Task::Return(item));
            }
            if state.taken_at.elapsed() > IDLE_MAX {
                state.wanted = 0;
                if let Some(item) = state.ready.pop_front() {
                    return Some(Task::End(item));
                }
            }
            state = self.changed.wait_timeout(state, IDLE_MAX).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

enum Task<T> {
    Make,
    Return(T),
    End(T),
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
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

        fn is_as_new(&self, item: &mut usize) -> bool {
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
