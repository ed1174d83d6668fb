//! How strictly a service is held, and how urgent it is.

use crate::kind::named_enum;
use std::fmt;

named_enum! {
    /// How the gate treats a service.
    Mode {
        /// Says, never fails.
        Observe => "observe",
        /// Fails on what the baseline does not hold. The default.
        NewOnly => "new-only",
        /// Fails on everything; no baseline.
        Enforce => "enforce",
    }
}

named_enum! {
    /// The order of a service in the plan, most urgent first.
    Priority {
        /// First.
        Critical => "critical",
        /// Second.
        High => "high",
        /// The default.
        Medium => "medium",
        /// Last.
        Low => "low",
    }
}
