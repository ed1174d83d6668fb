//! How much work a site is. An estimate, by constants that the plan prints; nothing here was measured.

use crate::figures::grouped;
use demock_model::{Boundary, Finding, Group};
use std::collections::BTreeSet;

/// Minutes to connect one service to one kind of real part for the first time.
pub(super) const CONNECT: u64 = 120;
/// Minutes for the first site of a file that replaces a given thing.
pub(super) const FIRST: u64 = 20;
/// Minutes for each further site of the same file that replaces the same thing.
pub(super) const FURTHER: u64 = 5;
/// Minutes more for a site of the disguised group: what it hides must be understood first.
pub(super) const DISGUISED: u64 = 40;

/// Adds up minutes; remembers what was already connected and which things a file was already rid of.
#[derive(Default)]
pub(super) struct Effort<'a> {
    connected: BTreeSet<(&'a str, Boundary)>,
    met: BTreeSet<(&'a str, Boundary, &'a str)>,
}

impl<'a> Effort<'a> {
    /// Minutes for one more site.
    pub(super) fn minutes(&mut self, finding: &'a Finding) -> u64 {
        let target = finding.target.as_deref().unwrap_or_default();
        let connect = needs_part(finding.boundary) && self.connected.insert((&finding.service, finding.boundary));
        let first = self.met.insert((&finding.path, finding.boundary, target));
        let disguised = finding.group() == Group::Disguised;
        [(connect, CONNECT), (first, FIRST), (!first, FURTHER), (disguised, DISGUISED)]
            .into_iter()
            .filter(|(counts, _)| *counts)
            .map(|(_, minutes)| minutes)
            .sum()
    }
}

/// Whether the replacement is a part that somebody has to connect once.
fn needs_part(boundary: Boundary) -> bool {
    match boundary {
        Boundary::Database
        | Boundary::Cache
        | Boundary::Http
        | Boundary::Llm
        | Boundary::Websocket
        | Boundary::Queue
        | Boundary::OwnService => true,
        Boundary::Clock
        | Boundary::Random
        | Boundary::Filesystem
        | Boundary::Process
        | Boundary::Env
        | Boundary::OwnCode
        | Boundary::Unknown => false,
    }
}

/// Minutes as hours, rounded up to half an hour.
pub(super) fn hours(minutes: u64) -> String {
    let halves = minutes.div_ceil(30);
    match halves % 2 {
        0 => format!("{} h", grouped(halves / 2)),
        _ => format!("{}.5 h", grouped(halves / 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_rounded_up_to_halves() {
        assert_eq!(
            [0, 1, 30, 31, 60, 61, 75_000].map(hours),
            ["0 h", "0.5 h", "0.5 h", "1 h", "1 h", "1.5 h", "1,250 h"]
        );
    }
}
