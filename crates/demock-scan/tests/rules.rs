//! Every rule has a folder of fixtures: `bad.*` (what it finds, and `expected.txt`) and `good.*` (what it must leave alone).
//!
//! `tests/fixtures/<language>/<rule>/`: files whose name begins with `bad` or `good`. `expected.txt` holds a line for
//! each site in the `bad` files (one with `__mocks__` in its name is read as if it lay in such a folder, one that ends with `_product` as product code): `file:line:column kind[+also…] target (boundary) confidence [scope] tests`.
//! What is told by structure is left out of the fixtures of libraries, whose examples are short: it has fixtures of its own.
//! To write it anew, run with `UPDATE_EXPECT=1` and read the difference line by line before committing it.
#![expect(clippy::disallowed_methods, reason = "tests read their own switch from the environment")]

use demock_model::{Language, TestIds};
use demock_scan::engine::Scanner;
use demock_scan::index;
use demock_scan::language::FileRole;
use demock_scan::rules::{self, On};
use demock_scan::ruleset::RuleSet;
use demock_scan::site::Site;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn files(folder: &Path, beginning: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    files.retain(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning)));
    files.sort();
    files
}

fn describe(rules: &RuleSet, file: &Path, site: &Site, tests: &TestIds) -> String {
    let mut line = format!(
        "{}:{}:{} {} {}",
        file.file_name().expect("a name").to_string_lossy(),
        site.place.line,
        site.place.column,
        rules.names()[site.rule as usize].id,
        site.kind
    );
    for also in site.also.iter() {
        write!(line, "+{also}").expect("a string");
    }
    if site.stubbed {
        line.push_str(" stubbed");
    }
    write!(line, " {}", site.target.as_ref().map_or("-", |target| &target.name)).expect("a string");
    write!(line, " ({})", site.boundary.map_or("?", |boundary| boundary.as_str())).expect("a string");
    let tests: Vec<u32> = tests.iter().map(|test| test.0).collect();
    write!(line, " {} [{}] {tests:?}", site.confidence, site.scope).expect("a string");
    line
}

/// Whether a rule looks at how code is built, and not at a library.
fn is_structural(id: &str) -> bool {
    rules::all().any(|rule| rule.id == id && rule.rows.iter().any(|row| row.on == On::Structure))
}

/// The sites of a file that matter to a rule's fixtures, each with the tests that it reaches.
fn scan(rules: &RuleSet, file: &Path, of_rule: &str) -> Vec<(Site, TestIds)> {
    let extension = file.extension().expect("an extension").to_string_lossy();
    let language = Language::of_extension(&extension).expect("a language that is read");
    let source = fs::read(file).expect("a readable fixture");
    let stands_in = file.to_string_lossy().contains("__mocks__");
    let is_product = file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("_product"));
    let role = match (stands_in, is_product) {
        (true, _) => FileRole::ModuleDouble,
        (false, true) => FileRole::Product,
        (false, false) => FileRole::Test,
    };
    let scan = Scanner::default().scan(rules, language, role, &source);
    let reached = index::within(&scan);
    let all_matter = is_structural(of_rule);
    let matters = |site: &Site| all_matter || !is_structural(&rules.names()[site.rule as usize].id);
    scan.sites.into_iter().zip(reached).filter(|(site, _)| matters(site)).collect()
}

/// Rules whose sites are found when all files are known, with the project that shows them (`tests/projects/`).
const OF_SEVERAL_FILES: [(&str, &str); 1] = [("double/use", "python-fakes")];

#[test]
fn every_rule_finds_what_is_bad_and_leaves_what_is_good() {
    let set = RuleSet::built_in();
    let mut wrong = String::new();
    for (id, project) in OF_SEVERAL_FILES {
        let expected = fixtures().with_file_name("projects").join(project).join("expected.txt");
        let known = fs::read_to_string(&expected).unwrap_or_default();
        assert!(known.contains(" double-use "), "{id} is shown by {}", expected.display());
    }
    let of_one_file = |rule: &&rules::Rule| OF_SEVERAL_FILES.iter().all(|(id, _)| *id != rule.id);
    for rule in rules::all().filter(of_one_file) {
        let folder = fixtures().join(rule.id);
        let (bad, good) = (files(&folder, "bad"), files(&folder, "good"));
        assert!(!bad.is_empty() && !good.is_empty(), "{} needs bad.* and good.* in {}", rule.id, folder.display());
        let mut seen = String::new();
        for file in &bad {
            let sites = scan(&set, file, rule.id);
            let own = sites.iter().filter(|(site, _)| set.names()[site.rule as usize].id.as_ref() == rule.id).count();
            assert!(own > 0, "{} finds nothing in {}", rule.id, file.display());
            for (site, tests) in &sites {
                writeln!(seen, "{}", describe(&set, file, site, tests)).expect("a string");
            }
        }
        let expected = folder.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &seen).expect("a writable fixture");
        }
        let known = fs::read_to_string(&expected).unwrap_or_default();
        if known != seen {
            write!(wrong, "== {}\n-- expected\n{known}-- seen\n{seen}", expected.display()).expect("a string");
        }
        for file in &good {
            for (site, tests) in scan(&set, file, rule.id) {
                writeln!(wrong, "a good example is accused: {}", describe(&set, file, &site, &tests))
                    .expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_table_is_in_order() {
    let ids: Vec<&str> = rules::all().map(|rule| rule.id).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "rule ids are unique");
    for rule in rules::all() {
        assert!(rule.documentation.contains("Instead:"), "{} says what to do instead", rule.id);
        assert!(!rule.summary.ends_with('.') && !rule.rows.is_empty(), "{}", rule.id);
        let (language, name) = rule.id.split_once('/').expect("language/library");
        let plain =
            |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        assert!(plain(language) && plain(name), "{}", rule.id);
        assert!((1..=rules::RULE_SET).contains(&rule.since), "{}", rule.id);
    }
}

#[test]
fn every_fixture_folder_belongs_to_a_rule() {
    let ids: Vec<&str> = rules::all().map(|rule| rule.id).collect();
    for language in fs::read_dir(fixtures()).expect("fixtures") {
        let language = language.expect("an entry");
        for rule in fs::read_dir(language.path()).expect("a folder") {
            let id = format!("{}/{}", language.file_name().display(), rule.expect("an entry").file_name().display());
            assert!(ids.contains(&id.as_str()), "{id} has fixtures but no rule");
        }
    }
}
