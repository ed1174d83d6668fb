//! The words of a dependency manifest outside its parts for tests and development.

use crate::replacement::{is_manifest, is_package_letter};

/// Names of parts that hold what production does not need.
const ASIDE: &[&str] = &["dev", "test", "development", "docs", "lint", "bench"];

/// Words that may be packages which production depends on.
pub(super) fn production_words<'a>(name: &'a str, content: &'a str) -> impl Iterator<Item = &'a str> {
    let is_for_tests = names_aside(name.split(['.', '-', '_']));
    let reads = is_manifest(name) && !is_for_tests;
    let mut aside = Aside::default();
    let lines = content.lines().filter(move |line| reads && !aside.passes_over(line));
    lines.flat_map(|line| line.split(|letter: char| !is_package_letter(letter))).filter(|word| !word.is_empty())
}

fn names_aside<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    words.any(|word| ASIDE.iter().any(|aside| word.trim_end_matches('s').eq_ignore_ascii_case(aside)))
}

/// Whether lines lie in a part for tests.
#[derive(Default)]
struct Aside {
    /// In a TOML table, a JSON object or a Ruby group of that kind.
    within: bool,
}

impl Aside {
    fn passes_over(&mut self, line: &str) -> bool {
        let bare = line.trim();
        let words = || bare.split(|letter: char| !letter.is_ascii_alphanumeric());
        let begins_part = bare.starts_with('[') && bare.ends_with(']') && !bare.contains('"')
            || bare.ends_with('{') && bare.starts_with('"')
            || bare.contains("ependencies\"")
            || bare.starts_with("group ");
        if begins_part {
            let names_own = bare.contains("dependency-groups") || bare.contains("optional-dependencies");
            self.within =
                names_own || bare.contains("devDependencies") || bare.contains("require-dev") || names_aside(words());
            return self.within;
        }
        if bare == "end" {
            self.within = false;
        }
        self.within || bare.starts_with("test") || bare.starts_with("androidTest") || bare.starts_with("dev")
    }
}
