//! Sorted figures, and which of them stands at a percentage.

use std::time::Duration;

/// Milliseconds, the smallest first.
pub(crate) struct Sorted(Vec<f64>);

impl Sorted {
    pub(crate) fn new(mut all: Vec<f64>) -> Self {
        all.sort_by(f64::total_cmp);
        Self(all)
    }

    pub(crate) fn of(all: impl Iterator<Item = Duration>) -> Self {
        Self::new(all.map(|it| it.as_secs_f64() * 1e3).collect())
    }

    /// No number where there is none.
    pub(crate) fn at(&self, percent: usize) -> f64 {
        let index = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(index).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
