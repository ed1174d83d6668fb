//! Real services for each test, as the project's Compose file names them.
//!
//! ```no_run
//! #[demock::test]
//! fn pays(lease: demock::Lease) {
//!     let url = lease.postgres().url();
//!     // A database that nobody else sees, with everything that migrations have made.
//! #   let _ = url;
//! }
//! ```
//!
//! Under `demock run` leases come from its broker; else the first test starts one, which goes with the last
//! (`demock broker`). The line protocol between them is documented in docs/leases.md. Absent on purpose: drivers of databases, which are
//! the project's choice.

mod broker;
mod client;
mod lease;
mod run;

pub use client::LeaseError;
pub use demock_macros::test;
pub use lease::{ClickHouse, Lease, LeaseBuilder, Postgres, Redis, Service};

/// What the attribute writes; no part of the interface.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "tokio")]
    pub use crate::run::block_on_threads;
    pub use crate::run::{Isolation, block_on, run, run_to_panic};
}
