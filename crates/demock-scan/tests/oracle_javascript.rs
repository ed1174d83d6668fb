//! Compares the JavaScript front end and its rules with a full parser that shares no rule code.
//!
//! The oracle parses each file with oxc, resolves imports and variables by lexical scope itself, and lists the lines on which
//! jest, vitest, sinon, node:test, nock, msw and proxyquire make or install a double. Both sets must be equal on the
//! committed fixtures and on the trees that `DEMOCK_ORACLE_TREES` names (separated by `:`). A file that oxc reads without an
//! error must give the front end no problem either.
//! Run with `cargo test -p demock-scan --features oracle --test oracle_javascript -- --nocapture`.
#![expect(clippy::wildcard_enum_match_arm, reason = "another project's syntax tree, of which few nodes matter")]
#![expect(clippy::print_stdout, reason = "how much was compared is half of the result")]
#![expect(clippy::disallowed_methods, reason = "the trees to compare on are named in the environment")]

#[path = "oracle_javascript/bindings.rs"]
mod bindings;
#[path = "oracle_javascript/sites.rs"]
mod sites;

use demock_model::Language;
use demock_scan::engine::Scanner;
use demock_scan::roles;
use demock_scan::ruleset::RuleSet;
use oxc_allocator::Allocator;
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const RULES: [&str; 7] = ["jest", "vitest", "sinon", "node-test", "nock", "msw", "proxyquire"];

/// A line and the rule that names it.
type Lines = BTreeSet<(u32, &'static str)>;

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            collect(&path, files);
        } else if kind.is_file() && language(&path).is_some() {
            files.push(path);
        }
    }
}

fn language(path: &Path) -> Option<Language> {
    let language = Language::of_extension(path.extension()?.to_str()?)?;
    matches!(language, Language::JavaScript | Language::TypeScript).then_some(language)
}

/// What the oracle sees; `None` where it cannot read the file.
fn oracle(path: &Path, source: &str) -> Option<Lines> {
    let allocator = Allocator::default();
    let kind = SourceType::from_path(path).ok()?;
    let candidates = [kind.with_jsx(kind.is_javascript() || kind.is_jsx()), kind.with_script(true)];
    for kind in candidates {
        let parsed = Parser::new(&allocator, source, kind).parse();
        if !parsed.panicked && parsed.diagnostics.is_empty() {
            let bindings = bindings::Bindings::of(&parsed.program);
            return Some(sites::lines(&parsed.program, &bindings, source));
        }
    }
    None
}

struct Compared {
    files: usize,
    sites: usize,
    unread: usize,
    differences: String,
}

fn compare(root: &Path) -> Compared {
    let rules = RuleSet::built_in();
    let mut files = Vec::new();
    collect(root, &mut files);
    files.sort();
    let mut scanner = Scanner::default();
    let mut compared = Compared { files: 0, sites: 0, unread: 0, differences: String::new() };
    for path in files {
        let Ok(source) = fs::read_to_string(&path) else { continue };
        let Some(language) = language(&path) else { continue };
        let Some(expected) = oracle(&path, &source) else {
            compared.unread += 1;
            continue;
        };
        let role = roles::of_path(language, &path.to_string_lossy());
        let scan = scanner.scan(&rules, language, role, source.as_bytes());
        if let Some(problem) = &scan.problem {
            writeln!(compared.differences, "{}:{}: {}", path.display(), problem.line, problem.message)
                .expect("a string");
        }
        let seen: BTreeSet<(u32, &str)> = scan
            .sites
            .iter()
            .filter_map(|site| {
                let id = rules.names()[site.rule as usize].id.strip_prefix("javascript/")?;
                RULES.iter().find(|rule| **rule == id).map(|rule| (site.place.line, *rule))
            })
            .collect();
        compared.files += 1;
        compared.sites += expected.len();
        let lines: BTreeSet<u32> = seen.iter().map(|site| site.0).collect();
        let known: BTreeSet<u32> = expected.iter().map(|site| site.0).collect();
        // Two libraries on one line are one site under one of their names.
        for (line, rule) in expected.iter().filter(|site| !lines.contains(&site.0)) {
            writeln!(compared.differences, "{}:{line}: only the oracle: {rule}", path.display()).expect("a string");
        }
        for (line, rule) in seen.iter().filter(|site| !expected.contains(*site)) {
            let other = if known.contains(line) { " (the oracle names another rule)" } else { "" };
            writeln!(compared.differences, "{}:{line}: only the rules: {rule}{other}", path.display())
                .expect("a string");
        }
    }
    compared
}

#[test]
fn the_rules_equal_the_oracle() {
    let mut roots = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/javascript")];
    let trees = std::env::var("DEMOCK_ORACLE_TREES").unwrap_or_default();
    roots.extend(trees.split(':').filter(|tree| !tree.is_empty()).map(PathBuf::from));
    let mut wrong = String::new();
    for root in roots {
        let compared = compare(&root);
        let Compared { files, sites, unread, differences } = compared;
        println!("{}: {files} files, {sites} sites, {unread} files that oxc does not read", root.display());
        assert!(files > 0 && sites > 0, "{} holds nothing to compare", root.display());
        wrong.push_str(&differences);
    }
    assert!(wrong.is_empty(), "{wrong}");
}
