//! How a test runs that the attribute has written.

use crate::lease::Lease;
use std::future::Future;

/// How strongly a test's lease is kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// As leases of tests are.
    Any,
    /// Servers of its own.
    Private,
}

/// What tests return: whether it means that they failed.
pub trait Outcome {
    /// Whether it does.
    fn is_failure(&self) -> bool;
}

impl Outcome for () {
    fn is_failure(&self) -> bool {
        false
    }
}

impl<T, E> Outcome for Result<T, E> {
    fn is_failure(&self) -> bool {
        self.is_err()
    }
}

/// Says that a test failed, where it ends by a panic.
struct Watch<'w> {
    lease: &'w Lease,
    name: &'w str,
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.lease.has_failed(self.name);
        }
    }
}

/// Asks for a lease and runs a test in it.
///
/// # Panics
/// Where no lease can be had: the test fails, with what is to be done.
#[track_caller]
pub fn run<T: Outcome>(name: &str, isolation: Isolation, test: impl FnOnce(Lease) -> T) -> T {
    let builder = Lease::builder().name(name);
    let asked = if isolation == Isolation::Private { builder.private() } else { builder }.ask();
    let lease = asked.unwrap_or_else(|error| panic!("{error}"));
    let watch = Watch { lease: &lease, name };
    let outcome = test(lease.clone());
    if outcome.is_failure() {
        lease.has_failed(name);
    }
    drop(watch);
    outcome
}

/// Runs a future to its end, on a runtime of tokio's.
///
/// # Panics
/// Where the runtime cannot be made.
#[cfg(feature = "tokio")]
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let made = tokio::runtime::Builder::new_current_thread().enable_all().build();
    made.unwrap_or_else(|error| panic!("tokio's runtime cannot be made: {error}")).block_on(future)
}

/// Runs a future to its end, on this thread alone; those of tokio say what they lack.
#[cfg(not(feature = "tokio"))]
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread::{self, Thread};

    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(done) => return done,
            Poll::Pending => thread::park(),
        }
    }
}
