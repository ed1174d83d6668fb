//! What must hold whatever the bytes are. The fuzz targets ask it of bytes that libFuzzer makes up (`fuzz/`), and
//! `inputs.rs` asks it again of those that once broke something.
//!
//! Invariant: only what the crate shows to others is used, so that the fuzz crate can share this text.
//! Absent on purpose: whether a scan is right (fixtures and oracles say that).

mod config;
mod facts;
mod file;
mod stored;

pub(crate) use config::check as check_config;
pub(crate) use stored::check as check_stored;

use demock_model::Language;
use demock_scan::engine::Scanner;
use demock_scan::facts::Facts;
use demock_scan::interest::Interest;
use demock_scan::language::{FileRole, read};
use demock_scan::resolve::Aliases;
use demock_scan::ruleset::RuleSet;
use demock_scan::site::FileScan;
use demock_scan::text::Source;
use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::built_in);
static EXPORTS: LazyLock<Interest> = LazyLock::new(Interest::exports);

thread_local! {
    /// Used for one file after the other, as a worker does: nothing of one file may show in the next.
    static USED: RefCell<(Scanner, Facts)> = RefCell::default();
}

/// Reads and scans bytes as a file of a language, and checks all that must hold.
pub(crate) fn check_source(language: Language, source: &[u8]) {
    USED.with_borrow_mut(|(scanner, facts)| {
        for interest in [RULES.of(language).interest(), &EXPORTS] {
            read(language, Source::new(source), FileRole::Test, interest, facts);
            facts::check(facts, language, source);
        }
        for role in [FileRole::Test, FileRole::Product] {
            let scan = scanner.scan(&RULES, language, role, source);
            check_scan(&scan, source);
            let again = Scanner::default().scan(&RULES, language, role, source);
            assert_eq!(scan, again, "a scan depends on the file and on nothing else");
            if let Some(aliases) = aliases(&scan) {
                check_scan(&scanner.scan_with(&RULES, language, role, source, Some(&aliases)), source);
            }
        }
    });
}

fn check_scan(scan: &FileScan, source: &[u8]) {
    file::check(scan, source, RULES.names().len());
    stored::check_round_trip(scan);
}

/// Every name that a file asks the project about, as if the project handed on a library's function under that name.
fn aliases(scan: &FileScan) -> Option<Aliases> {
    let known = |(at, need): (usize, &Arc<str>)| {
        let library = ["unittest.mock.patch", "vitest.vi.fn", "sinon.stub", "moq.Mock"][at % 4];
        (need.clone(), Arc::from(library))
    };
    (!scan.needs.is_empty()).then(|| Aliases::new(scan.needs.iter().enumerate().map(known).collect()))
}
