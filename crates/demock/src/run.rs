//! How a test runs that the attribute has written.

use crate::client::LeaseError;
use crate::lease::Lease;
use std::future::Future;
use std::process::ExitCode;

/// Threads of a test's own runtime: enough for two tasks to run at once.
#[cfg(feature = "tokio")]
const THREADS: usize = 2;

/// How strongly a test's lease is kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// As leases of tests are.
    Any,
    /// Servers of its own.
    Private,
}

/// What tests return: whether it means that they failed.
#[diagnostic::on_unimplemented(
    message = "a test of `#[demock::test]` returns nothing, a `Result` or an `ExitCode`, and not `{Self}`"
)]
pub trait Outcome {
    /// Whether it does.
    fn is_failure(&self) -> bool;
}

impl Outcome for () {
    fn is_failure(&self) -> bool {
        false
    }
}

impl Outcome for ExitCode {
    fn is_failure(&self) -> bool {
        *self != Self::SUCCESS
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
    let lease = match asked(name, isolation) {
        Ok(lease) => lease,
        Err(error) => panic!("{error}"),
    };
    let watch = Watch { lease: &lease, name };
    let outcome = test(lease.clone());
    if outcome.is_failure() {
        lease.has_failed(name);
    }
    drop(watch);
    outcome
}

/// The same for a test that is to panic: where no lease can be had, it must not, or it would pass.
#[expect(
    clippy::print_stderr,
    reason = "a test runner shows what a test that fails has said, and a panic would let it pass"
)]
pub fn run_to_panic(name: &str, isolation: Isolation, test: impl FnOnce(Lease)) {
    match asked(name, isolation) {
        Ok(lease) => {
            test(lease.clone());
            lease.has_failed(name);
        }
        Err(error) => eprintln!("{error}"),
    }
}

fn asked(name: &str, isolation: Isolation) -> Result<Lease, LeaseError> {
    let builder = Lease::builder().name(name);
    match isolation {
        Isolation::Any => builder.ask(),
        Isolation::Private => builder.private().ask(),
    }
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

/// The same on a runtime with threads of its own, which `block_in_place` asks for.
///
/// # Panics
/// Where the runtime cannot be made.
#[cfg(feature = "tokio")]
pub fn block_on_threads<T>(future: impl Future<Output = T>) -> T {
    let made = tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build();
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
