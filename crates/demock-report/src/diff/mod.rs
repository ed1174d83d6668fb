//! Before and after: what became of every site, told from two reports.

mod compare;
pub mod markdown;
mod tests_between;

pub use compare::{Change, Comparison, Fate, compare};
pub use tests_between::{FreedTest, MockFree};
