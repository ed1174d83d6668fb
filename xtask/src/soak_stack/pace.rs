//! How far a soak is, told now and then on standard error, and when its time is up.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Time between two lines.
const TELL_EVERY: Duration = Duration::from_secs(10);

/// The time of a whole soak.
pub(super) struct Pace {
    until: Instant,
    told: Mutex<Instant>,
}

impl Pace {
    pub(super) fn new(all: Duration) -> Self {
        let now = Instant::now();
        Self { until: now + all, told: Mutex::new(now) }
    }

    /// Whether another may begin: the one of that number, of so many.
    pub(super) fn goes_on(&self, part: &str, number: usize, of: usize) -> bool {
        let now = Instant::now();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(*told) > TELL_EVERY {
            *told = now;
            let left = self.until.saturating_duration_since(now).as_secs() / 60;
            eprintln!("soak-stack: {part}: {number} of {of}, {left} minutes left at most");
        }
        number < of && now < self.until
    }
}
