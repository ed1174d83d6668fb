//! The differential oracle for Python: ruff's parser and a reading of its tree that shares no code with the scanner.
//!
//! On the committed fixtures, and on the trees that `DEMOCK_ORACLE_TREES` names (separated by `:`), the sites of the
//! explicit libraries are equal as sets of path, line, rule and kind. Each file is then broken, and what lies outside
//! the damaged lines is still found. `cargo test -p demock-scan --features oracle --test oracle_python`
#![expect(clippy::disallowed_methods, reason = "tests read their own switch from the environment")]
#![expect(clippy::wildcard_enum_match_arm, reason = "the syntax tree is another crate's and grows")]

mod names;
mod sites;

use demock_model::Language;
use demock_scan::engine::Scanner;
use demock_scan::roles;
use demock_scan::ruleset::RuleSet;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn python_files(root: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(root) else { return };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => python_files(&path, files),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|extension| extension == "py") => {
                files.push(path);
            }
            _ => {}
        }
    }
}

/// Files of all trees, each with its text and its path below its tree.
fn corpus() -> Vec<(String, String)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/python");
    let mut roots = vec![fixtures];
    let more = std::env::var("DEMOCK_ORACLE_TREES").unwrap_or_default();
    roots.extend(more.split(':').filter(|root| !root.is_empty()).map(PathBuf::from));
    let mut corpus = Vec::new();
    for root in roots {
        let mut files = Vec::new();
        python_files(&root, &mut files);
        assert!(!files.is_empty(), "{} holds no Python", root.display());
        files.sort();
        for file in files {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            let path = file.strip_prefix(root.parent().unwrap_or(&root)).unwrap_or(&file);
            corpus.push((path.to_string_lossy().into_owned(), text));
        }
    }
    corpus
}

/// What the scanner says of the rules that the oracle knows; and lines that another rule names, which may hide one.
fn scanned(
    scanner: &mut Scanner,
    set: &RuleSet,
    path: &str,
    text: &str,
) -> (BTreeSet<sites::Found>, BTreeSet<u32>, bool) {
    let role = roles::of_path(Language::Python, path);
    let scan = scanner.scan(set, Language::Python, role, text.as_bytes());
    let mut found = BTreeSet::new();
    let mut hidden = BTreeSet::new();
    for site in &scan.sites {
        let id = &set.names()[site.rule as usize].id;
        match sites::RULES.iter().find(|known| **known == id.as_ref()) {
            Some(rule) => drop(found.insert((site.place.line, *rule, site.kind))),
            None => drop(hidden.insert(site.place.line)),
        }
    }
    (found, hidden, scan.problem.is_some())
}

fn expected(path: &str, text: &str) -> Option<BTreeSet<sites::Found>> {
    let parsed = ruff_python_parser::parse_module(text).ok()?;
    let tree = names::Tree::of(parsed.suite());
    let role = roles::of_path(Language::Python, path);
    Some(sites::of(&tree, text, role).into_iter().collect())
}

#[test]
fn scanner_and_oracle_agree() {
    let set = RuleSet::built_in();
    let mut scanner = Scanner::default();
    let (mut differences, mut files, mut total) = (String::new(), 0_usize, 0_usize);
    for (path, text) in corpus() {
        let Some(oracle) = expected(&path, &text) else { continue };
        let (seen, hidden, problem) = scanned(&mut scanner, &set, &path, &text);
        (files, total) = (files + 1, total + oracle.len());
        if problem {
            writeln!(differences, "{path}: parses, but the scanner says it does not").expect("a string");
        }
        for (line, rule, kind) in oracle.difference(&seen).filter(|site| !hidden.contains(&site.0)) {
            writeln!(differences, "{path}:{line}: only the oracle: {rule} {kind}").expect("a string");
        }
        for (line, rule, kind) in seen.difference(&oracle) {
            writeln!(differences, "{path}:{line}: only the scanner: {rule} {kind}").expect("a string");
        }
    }
    assert!(differences.is_empty(), "{files} files, {total} sites\n{differences}");
    assert!(total >= 80, "only {total} sites were compared");
}

/// A small generator with a fixed seed.
struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}

#[test]
fn broken_files_keep_their_sites() {
    /// Sites in a hundred.
    const RECALL_MIN: usize = 99;
    let set = RuleSet::built_in();
    let mut scanner = Scanner::default();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut expected_sites, mut found_sites, mut broken_files, mut noticed) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut worst = Vec::new();
    for (path, text) in corpus() {
        let Some(oracle) = expected(&path, &text).filter(|oracle| !oracle.is_empty()) else { continue };
        let places: Vec<usize> =
            text.bytes().enumerate().filter(|(_, byte)| b")]}\"':".contains(byte)).map(|(at, _)| at).collect();
        let at = places[random.below(places.len())];
        let broken = format!("{}{}", &text[..at], &text[at + 1..]);
        let Err(_) = ruff_python_parser::parse_module(&broken) else { continue };
        let damaged = statement_lines(&text, at);
        let (seen, hidden, problem) = scanned(&mut scanner, &set, &path, &broken);
        let lines: BTreeSet<u32> = seen.iter().map(|site| site.0).chain(hidden).collect();
        let outside: Vec<u32> = oracle.iter().map(|site| site.0).filter(|line| !damaged.contains(line)).collect();
        let found = outside.iter().filter(|line| lines.contains(line)).count();
        (expected_sites, found_sites) = (expected_sites + outside.len(), found_sites + found);
        (broken_files, noticed) = (broken_files + 1, noticed + usize::from(problem));
        if found < outside.len() {
            worst.push((outside.len() - found, format!("{path}:{} {:?}", damaged.start, &text[at..=at])));
        }
    }
    worst.sort();
    let worst = worst
        .iter()
        .rev()
        .take(25)
        .fold(String::new(), |text, (lost, place)| format!("{text}\n{lost} lost, broken at {place}"));
    let summary =
        format!("{found_sites} of {expected_sites} sites in {broken_files} broken files, {noticed} noticed{worst}");
    assert!(found_sites * 100 >= RECALL_MIN * expected_sites, "{summary}");
    if std::env::var_os("DEMOCK_ORACLE_SHOW").is_some() {
        std::fs::write(std::env::temp_dir().join("oracle_python.txt"), summary).expect("a writable folder");
    }
}

/// The lines of the statement that holds an offset, as the unbroken file's tree tells.
fn statement_lines(text: &str, at: usize) -> std::ops::Range<u32> {
    use ruff_python_ast::Stmt;
    use ruff_text_size::Ranged as _;
    struct Innermost {
        at: u32,
        range: (u32, u32),
        /// Where the next statement begins: a block's statement is damaged in its header, not in all of its body.
        next: u32,
    }
    impl<'a> ruff_python_ast::visitor::Visitor<'a> for Innermost {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            let (start, end) = (stmt.range().start().to_u32(), stmt.range().end().to_u32());
            if (start..=end).contains(&self.at) {
                self.range = (start, end);
                ruff_python_ast::visitor::walk_stmt(self, stmt);
            } else if start > self.at {
                self.next = self.next.min(start);
            }
        }
    }
    let parsed = ruff_python_parser::parse_module(text).expect("an unbroken file");
    let mut innermost = Innermost { at: at as u32, range: (at as u32, at as u32), next: u32::MAX };
    ruff_python_ast::visitor::Visitor::visit_body(&mut innermost, parsed.suite());
    let line = |offset: usize| text.get(..offset).unwrap_or(text).matches('\n').count() as u32 + 1;
    let (start, end) = innermost.range;
    line(start as usize)..line(end.min(innermost.next.saturating_sub(1)) as usize) + 1
}
