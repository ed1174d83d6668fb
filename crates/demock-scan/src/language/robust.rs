//! What tests of front ends share: no input makes one fail, and everything it yields lies within the source.

use super::{FileRole, read};
use crate::engine::Scanner;
use crate::facts::{Facts, ScopeKind};
use crate::ruleset::RuleSet;
use crate::text::Source;
use demock_model::Language;

/// Mutations of each sample that are tried.
const MUTATIONS: usize = 3000;

/// Reads every beginning of a sample and some thousands of mutations of it. `bytes` are those that the lexer treats apart.
pub(crate) fn check(language: Language, sample: &str, bytes: &[u8]) {
    let rules = RuleSet::built_in();
    let mut facts = Facts::default();
    let sample = sample.as_bytes();
    for end in 0..=sample.len() {
        check_bounds(language, &sample[..end], &rules, &mut facts);
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    for _ in 0..MUTATIONS {
        let mut broken = sample.to_vec();
        for _ in 0..=random() % 4 {
            let at = random() % broken.len();
            match random() % 3 {
                0 => broken[at] = bytes[random() % bytes.len()],
                1 => {
                    broken.remove(at);
                }
                _ => broken.insert(at, bytes[random() % bytes.len()]),
            }
        }
        check_bounds(language, &broken, &rules, &mut facts);
    }
}

#[track_caller]
fn check_bounds(language: Language, source: &[u8], rules: &RuleSet, facts: &mut Facts) {
    read(language, Source::new(source), FileRole::Test, rules.of(language).interest(), facts);
    let length = source.len() as u32;
    for call in &facts.calls {
        assert!(call.args.start <= call.args.end && call.args.end <= length && call.end <= length);
        assert!((call.scope as usize) < facts.scopes.len());
    }
    for (id, scope) in facts.scopes.iter().enumerate() {
        assert!(scope.end <= length && scope.name.end <= length && scope.name.start <= scope.name.end);
        assert!(scope.kind == ScopeKind::File || (scope.parent as usize) < id);
    }
    Scanner::default().scan(rules, language, FileRole::Test, source);
}
