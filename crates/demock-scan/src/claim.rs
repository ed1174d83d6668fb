//! What stands beside a double and says that there is none: "real", "no mocks", "integration test".
//!
//! The nearest words go: a comment on the double's line or above it, the name and the text of each definition around it
//! from the inside out, the head of the file. Who admits a double tells no lie, unless it is said further out that there
//! is none. Invariants: each definition is read once, and of its text at most [`TEXT_BYTES_MAX`]; a claim is one line.
//! Absent on purpose: paths, which are the tier's business, and what a claim does to a finding (`judge`).

mod beside;
mod language;
mod words;

pub(crate) use language::words_of_name;
pub(crate) use words::contradicts;

use crate::facts::{Facts, ScopeId, ScopeKind, Span};
use demock_model::Language;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use words::Word;

/// Bytes of one text that are read for a claim.
const TEXT_BYTES_MAX: usize = 2048;

/// What is said between a definition and the double.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Nearer {
    /// Nothing of doubles.
    Silent,
    /// That there is one.
    Admitted,
}

/// The claims of one file, each definition's worked out once.
pub(crate) struct Claims<'a> {
    language: Language,
    source: &'a [u8],
    facts: &'a Facts,
    /// By definition, and by what is said nearer by.
    of_scopes: FxHashMap<(ScopeId, Nearer), Option<Arc<str>>>,
}

impl<'a> Claims<'a> {
    pub(crate) fn new(language: Language, source: &'a [u8], facts: &'a Facts) -> Self {
        Self { language, source, facts, of_scopes: FxHashMap::default() }
    }

    /// What is claimed nearest to an expression of a definition; its statement begins at `statement`.
    pub(crate) fn of(&mut self, scope: ScopeId, statement: u32, expression: Span) -> Option<Arc<str>> {
        let behind = beside::behind(self.language, self.source, expression.end as usize);
        let above = beside::above(self.language, self.source, statement as usize);
        let nearest = words::of_prose(behind).or(words::of_prose(above));
        match nearest {
            Word::Claims(claim) => Some(claim.into()),
            Word::Admits => self.of_scope(scope, Nearer::Admitted),
            Word::Silent => self.of_scope(scope, Nearer::Silent),
        }
    }

    /// What a definition claims, or else the nearest around it.
    fn of_scope(&mut self, scope: ScopeId, nearer: Nearer) -> Option<Arc<str>> {
        let (mut passed, mut at) = (Vec::new(), (scope, nearer));
        let answer = loop {
            if let Some(known) = self.of_scopes.get(&at) {
                break known.clone();
            }
            passed.push(at);
            match self.own(at.0) {
                Word::Claims(claim) if at.1 == Nearer::Silent || words::contradicts_all(&claim) => {
                    break Some(claim.into());
                }
                Word::Admits => at.1 = Nearer::Admitted,
                Word::Claims(_) | Word::Silent => {}
            }
            if at.0 == 0 {
                break None;
            }
            at.0 = self.facts.scopes[at.0 as usize].parent;
        };
        self.of_scopes.extend(passed.into_iter().map(|at| (at, answer.clone())));
        answer
    }

    /// What a definition itself says: its text goes before its name, because it says more.
    fn own(&self, scope: ScopeId) -> Word {
        let it = self.facts.scopes[scope as usize];
        if it.kind == ScopeKind::File {
            return words::of_prose(beside::head(self.language, self.source));
        }
        let mut texts = vec![beside::above(self.language, self.source, it.header.start as usize)];
        if self.language == Language::Python {
            texts.insert(0, beside::docstring(self.source, it.header.end as usize));
        }
        let mut word = Word::Silent;
        for text in texts {
            word = word.or(words::of_prose(text));
        }
        // Who admits a double in the name of what he claims otherwise says so all the same.
        match words::of_name(it.name.of(self.source)) {
            Word::Admits => Word::Admits,
            name @ (Word::Claims(_) | Word::Silent) => word.or(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Scanner;
    use crate::language::FileRole;
    use crate::ruleset::RuleSet;

    #[track_caller]
    fn check(language: Language, source: &str, expected: &[Option<&str>]) {
        let scan = Scanner::default().scan(&RuleSet::built_in(), language, FileRole::Test, source.as_bytes());
        let claims: Vec<Option<&str>> = scan.doubles().map(|site| site.claim.as_deref()).collect();
        assert_eq!(claims, expected, "{source}");
    }

    #[test]
    fn the_nearest_words_go() {
        let head = "\"\"\"Integration tests for billing.\"\"\"\nfrom unittest.mock import Mock\n";
        let claim = Some("Integration tests for billing.");
        check(Language::Python, &format!("{head}def test_a():\n    a = Mock()\n    assert a\n"), &[claim]);
        check(
            Language::Python,
            &format!("{head}def test_real_database():\n    a = Mock()\n    assert a\n"),
            &[Some("test_real_database")],
        );
        check(
            Language::Python,
            &format!(
                "{head}def test_a():\n    \"\"\"Uses a real Redis, no mocks.\"\"\"\n    a = Mock()\n    assert a\n"
            ),
            &[Some("Uses a real Redis, no mocks.")],
        );
        check(
            Language::Python,
            &format!("{head}def test_a():\n    # a real connection\n    a = Mock()\n    assert a\n"),
            &[Some("a real connection")],
        );
    }

    #[test]
    fn who_admits_a_double_claims_nothing() {
        let head = "\"\"\"Integration tests for billing.\"\"\"\nfrom unittest.mock import Mock\n";
        for body in [
            "def test_a():\n    # a fake that stands in for the provider\n    a = Mock()\n    assert a\n",
            "def test_with_mocked_provider():\n    a = Mock()\n    assert a\n",
            "def test_a():\n    \"\"\"The provider is mocked.\"\"\"\n    a = Mock()\n    assert a\n",
        ] {
            check(Language::Python, &format!("{head}{body}"), &[None]);
        }
    }

    #[test]
    fn who_says_that_there_are_none_is_held_to_it() {
        let source = "\"\"\"No mocks here.\"\"\"\nfrom unittest.mock import Mock\ndef mock_store():\n    # a fake\n    return Mock()\n";
        check(Language::Python, source, &[Some("No mocks here.")]);
    }

    #[test]
    fn in_other_languages_the_words_stand_above() {
        let typescript = "import { vi } from 'vitest';\n// End-to-end tests of the shop, no mocks.\ndescribe('shop', () => {\n  it('pays', () => {\n    const pay = vi.fn();\n    expect(pay()).toBe(1);\n  });\n});\n";
        check(Language::TypeScript, typescript, &[Some("End-to-end tests of the shop, no mocks.")]);
        let java = "import org.mockito.Mockito;\n/**\n * Integration test against the real database.\n */\nclass ShopTest {\n  @Test\n  void pays() {\n    var a = Mockito.mock(Shop.class);\n    assertNotNull(a);\n  }\n}\n";
        check(Language::Java, java, &[Some("Integration test against the real database.")]);
        let go = "package shop\n\nimport \"github.com/golang/mock/gomock\"\n\n// TestPay is an end-to-end test.\nfunc TestPay(t *testing.T) {\n\tctrl := gomock.NewController(t)\n\tm := NewMockShop(ctrl)\n\tm.Pay()\n}\n";
        check(Language::Go, go, &[Some("TestPay is an end-to-end test.")]);
    }
}
