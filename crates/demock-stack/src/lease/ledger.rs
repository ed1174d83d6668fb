//! What leases have cost and done, for the end of a run.
//!
//! Absent on purpose: any wording; whoever prints has the numbers.

use super::{Isolation, Origin, Renewal};
use crate::counters::Counters;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A wait that is longer than this is named.
const NAMED_MIN: Duration = Duration::from_millis(5);
/// How many are named.
const NAMED_MAX: usize = 20;
/// Failed tests whose contents are kept: each may be a database in memory.
const KEPT_MAX: u64 = 20;

/// Where everything is written down while leases are in use.
#[derive(Default)]
pub(super) struct Ledger(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    made: [u64; 2],
    private: u64,
    leases: Vec<Duration>,
    tests: Vec<(String, Renewal, Duration)>,
    waits: Vec<(String, Duration)>,
    counters: BTreeMap<String, Counters>,
    kept: Vec<String>,
    failed: u64,
    refused: u64,
    refused_by_server: Vec<(String, String)>,
}

/// Numbers of one sort of wait, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct Waits {
    /// How often.
    pub count: u64,
    /// The middle one.
    pub p50_us: u64,
    /// The longest.
    pub max_us: u64,
    /// All together.
    pub sum_us: u64,
}

/// What became of contents after a test.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Tested {
    /// The test, as whoever runs it calls it.
    pub name: String,
    /// The most that had to be done with any service.
    pub contents: &'static str,
    /// How long that took, in microseconds.
    pub waited_us: u64,
}

/// What leases have cost and done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Summary {
    /// Leases that were ready when they were asked for.
    pub from_pool: u64,
    /// Leases that were made for whoever asked.
    pub made: u64,
    /// How many of all have servers of their own.
    pub private: u64,
    /// How long leases were waited for.
    pub leased: Waits,
    /// Tests after which nothing was done, since nothing was changed.
    pub untouched: u64,
    /// Tests after which contents began anew.
    pub renewed: u64,
    /// Tests after which contents stayed, because something that outlives them holds on to them.
    pub held: u64,
    /// How long beginning anew took.
    pub renewing: Waits,
    /// Each of these tests, by name.
    pub tests: Vec<Tested>,
    /// Who waited more than 5 ms, and how many microseconds, the longest first.
    pub slow: Vec<(String, u64)>,
    /// Requests that were refused.
    pub refused: u64,
    /// Leases whose server refused what only one of their own can do, and what it said.
    pub refused_by_server: Vec<(String, String)>,
    /// Lines that look into leases that were kept.
    pub kept: Vec<String>,
    /// Failed tests whose leases were not kept, because those of many others were.
    pub not_kept: u64,
    /// What was done with each service.
    #[serde(skip)]
    pub counters: BTreeMap<String, Counters>,
}

impl Summary {
    /// Whether anybody asked for anything.
    pub fn is_empty(&self) -> bool {
        self.from_pool + self.made + self.refused == 0
    }
}

impl Ledger {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn leased(&self, name: &str, origin: Origin, isolation: Isolation, waited: Duration) {
        let mut pages = self.pages();
        pages.made[usize::from(origin == Origin::Miss)] += 1;
        pages.private += u64::from(isolation == Isolation::Private);
        pages.leases.push(waited);
        pages.waited(name, waited);
    }

    /// Contents of a lease between two tests: the most that had to be done with any service.
    pub(super) fn renewed(&self, name: &str, all: impl Iterator<Item = Renewal>, waited: Duration) {
        let all: Vec<Renewal> = all.collect();
        let most = [Renewal::Renewed, Renewal::Held].into_iter().find(|it| all.contains(it));
        let mut pages = self.pages();
        pages.tests.push((name.to_owned(), most.unwrap_or(Renewal::Untouched), waited));
        pages.waited(name, waited);
    }

    pub(super) fn counted(&self, service: &str, counters: &Counters) {
        let mut pages = self.pages();
        let known = pages.counters.entry(service.to_owned()).or_default();
        *known = known.and(counters);
    }

    /// Whether one more failed test's contents are kept.
    pub(super) fn keeps(&self) -> bool {
        let mut pages = self.pages();
        pages.failed += 1;
        pages.failed <= KEPT_MAX
    }

    pub(super) fn kept(&self, lines: Vec<String>) {
        self.pages().kept.extend(lines);
    }

    pub(super) fn refused_by_server(&self, name: &str, said: &str) {
        let mut pages = self.pages();
        if pages.refused_by_server.len() < NAMED_MAX {
            pages.refused_by_server.push((name.to_owned(), said.to_owned()));
        }
    }

    pub(super) fn refused(&self) {
        self.pages().refused += 1;
    }

    /// How many leases were handed out so far.
    pub(super) fn leases(&self) -> u64 {
        self.pages().made.iter().sum()
    }

    /// All of it so far.
    pub(super) fn summary(&self) -> Summary {
        let pages = self.pages();
        let of = |what: Renewal| pages.tests.iter().filter(move |(_, contents, _)| *contents == what);
        let count = |what: Renewal| of(what).count() as u64;
        let mut slow: Vec<(String, u64)> =
            pages.waits.iter().map(|(name, waited)| (name.clone(), micros(*waited))).collect();
        slow.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        slow.truncate(NAMED_MAX);
        Summary {
            from_pool: pages.made[0],
            made: pages.made[1],
            private: pages.private,
            leased: waits(pages.leases.iter().copied()),
            untouched: count(Renewal::Untouched),
            renewed: count(Renewal::Renewed),
            held: count(Renewal::Held),
            renewing: waits(of(Renewal::Renewed).map(|(.., waited)| *waited)),
            tests: pages.tests(),
            slow,
            refused: pages.refused,
            refused_by_server: pages.refused_by_server.clone(),
            kept: pages.kept.clone(),
            not_kept: pages.failed.saturating_sub(KEPT_MAX),
            counters: pages.counters.clone(),
        }
    }
}

impl Pages {
    fn tests(&self) -> Vec<Tested> {
        let of = |(name, contents, waited): &(String, Renewal, Duration)| Tested {
            name: name.clone(),
            contents: contents.word(),
            waited_us: micros(*waited),
        };
        let mut all: Vec<Tested> = self.tests.iter().map(of).collect();
        all.sort();
        all
    }

    fn waited(&mut self, name: &str, waited: Duration) {
        if waited > NAMED_MIN && !name.is_empty() {
            self.waits.push((name.to_owned(), waited));
        }
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

fn waits(all: impl Iterator<Item = Duration>) -> Waits {
    let mut sorted: Vec<u64> = all.map(micros).collect();
    sorted.sort_unstable();
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    Waits {
        count: sorted.len() as u64,
        p50_us: at(sorted.len() / 2),
        max_us: sorted.last().copied().unwrap_or_default(),
        sum_us: sorted.iter().sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_slow_waits_are_what_a_hand_counts() {
        let ledger = Ledger::default();
        let ms = Duration::from_millis;
        ledger.leased("gw0", Origin::Miss, Isolation::Private, ms(30));
        ledger.leased("gw1", Origin::Pool, Isolation::Private, ms(2));
        ledger.leased("a::b", Origin::Pool, Isolation::Credentials, ms(1));
        ledger.renewed("a::c", [Renewal::Untouched, Renewal::Renewed].into_iter(), ms(6));
        ledger.renewed("a::d", [Renewal::Untouched, Renewal::Held].into_iter(), ms(0));
        ledger.renewed("a::e", [Renewal::Untouched].into_iter(), ms(0));
        let sum = ledger.summary();
        assert_eq!((sum.from_pool, sum.made, sum.private), (2, 1, 2));
        assert_eq!((sum.untouched, sum.renewed, sum.held), (1, 1, 1));
        assert_eq!(sum.leased, Waits { count: 3, p50_us: 2_000, max_us: 30_000, sum_us: 33_000 });
        let tested = |name: &str, contents, waited_us| Tested { name: name.to_owned(), contents, waited_us };
        let tests = [tested("a::c", "renewed", 6_000), tested("a::d", "held", 0), tested("a::e", "untouched", 0)];
        assert_eq!(sum.tests, tests);
        assert_eq!(sum.slow, [("gw0".to_owned(), 30_000), ("a::c".to_owned(), 6_000)]);
    }
}
