//! A `demock.toml` gives settings that can be asked, or an error with a place in the file and a next step.

use demock_config::{CONFIG_FILE, ConfigError, Settings};
use demock_model::Help as _;
use demock_scan::engine::Scanner;
use demock_scan::language::FileRole;
use demock_scan::ruleset::RuleSet;

const PATHS: [&str; 4] = ["tests/unit/test_a.py", "services/shop/src/a.test.ts", "", "a/\u{e4}/[b].go"];

/// Bytes as the root's `demock.toml`, and as that of a folder.
pub(crate) fn check(bytes: &[u8]) {
    for place in [CONFIG_FILE, "services/shop/demock.toml"] {
        let read = |path: &str| Ok((path == place).then(|| bytes.to_vec()));
        match Settings::read(&read, &[place]) {
            Ok(settings) => check_settings(&settings),
            Err(error) => check_error(&error, place, bytes),
        }
    }
}

fn check_settings(settings: &Settings) {
    for path in PATHS {
        let scope = settings.scope(path);
        let (_, _) = (settings.excluded(path), scope.service(path));
        for tier in &scope.tiers {
            assert!(scope.tier(&tier.name).is_some(), "a tier is had by its name: {}", tier.name);
        }
    }
    for rule in settings.custom_rules() {
        assert!(!rule.patterns.is_empty(), "{rule:?}");
        let mut rules = RuleSet::built_in();
        rules.add_custom(rule);
        Scanner::default().scan(&rules, rule.language, FileRole::Test, b"import a\n@a.b(c)\nA.b(c)\n");
    }
}

fn check_error(error: &ConfigError, place: &str, bytes: &[u8]) {
    let origin = &error.origin;
    assert_eq!(&*origin.path, place, "an error names the file");
    let lines = bytes.split(|byte| *byte == b'\n').count();
    let column_max = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap_or_default() + 1;
    let lies_in = 1 <= origin.line && origin.line as usize <= lines && 1 <= origin.column;
    assert!(lies_in && origin.column as usize <= column_max, "{origin} of {lines} lines");
    let said = [Some(error.to_string()), Some(error.kind.to_string()), error.help(), error.seen(), error.expected()];
    assert!(said.iter().flatten().all(|text| !text.is_empty()), "{said:?}");
    assert!(error.code().starts_with("config/"), "{}", error.code());
}
