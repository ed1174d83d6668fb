//! The remediation plan: who has how much to do, in which order, with what, and how to tell that it is done.
//!
//! Invariants: the same report gives the same bytes, so that the plan can be committed; every file and count in it comes
//! from the report; what is estimated says so and by which constants.

mod criteria;
mod effort;
pub mod markdown;
mod phases;
mod work;
