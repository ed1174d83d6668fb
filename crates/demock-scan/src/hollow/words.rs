//! Names that check something: by the words that they are made of, in whatever library.
//!
//! Invariant: a name that may check counts as one that does; a miss costs less than a false accusation.

use crate::outline::words;
use crate::remembered::Remembered;
use demock_model::Language;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A list of words, ready to be asked.
pub(super) struct List(LazyLock<FxHashSet<&'static str>>);

/// Bytes of the longest word of a list.
const WORD_BYTES_MAX: usize = 24;

impl List {
    /// Of words with white space between them.
    pub(super) const fn new(make: fn() -> FxHashSet<&'static str>) -> Self {
        Self(LazyLock::new(make))
    }

    /// Whether it holds a word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Whether it holds a word, whatever its case.
    pub(super) fn has_small(&self, word: &str) -> bool {
        // Every word of every body is asked about: no memory is taken for that.
        let mut small = [0; WORD_BYTES_MAX];
        let Some(small) = small.get_mut(..word.len()) else { return false };
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        std::str::from_utf8(small).is_ok_and(|word| self.has(word))
    }
}

/// The words of a text.
pub(super) fn set(text: &'static str) -> FxHashSet<&'static str> {
    text.split_ascii_whitespace().collect()
}

/// Words that say that something is checked, or that the test is ended where it is not as it should be.
static CHECKS: List = List::new(|| {
    set(
        "abort approvals approve check checker checking checks compare compares confirm confirmed confirms deprecated diff \
         ensure ensures eq exit equal equality equals eventually expect expects fail failing fails flunk fnmatch golden match \
         matcher matches must panic panics prove proves raise raises refute reject rejects satisfies satisfy screenshot \
         snapshot snapshots testmod throw throws validate validates wait waits warns wont",
    )
});

/// Beginnings of such words: `assertEqual`, `assertj`, `shouldBe`, `verification`.
const BEGINNINGS: &[&str] = &["assert", "should", "valid", "verif"];

/// Functions of Go's `testing.T`, of testify and of gocheck.
static GO: List = List::new(|| {
    set(
        "Contains ElementsMatch Empty Error ErrorAs ErrorContains ErrorIs Errorf Exactly Fail FailNow False Fatal Fatalf \
         Greater GreaterOrEqual Implements InDelta IsType JSONEq Len Less LessOrEqual Nil NoError NotContains NotEmpty NotNil \
         NotZero Subset True WithinDuration Zero Ω",
    )
});

/// Methods of the objects that tap, tape, AVA, `QUnit` and node:test hand to a test that check nothing.
static TAP: List = List::new(|| {
    set("after afterEach before beforeEach cleanup comment context diagnostic end fullname log mock mockRequire name \
         onFinished parent plan runOnly signal skip teardown tearDown test testdir timeout timeoutAfter todo")
});

/// The same of Go's `testing.T` and of suites.
static GO_SILENT: List = List::new(|| {
    set(
        "Assert Chdir Cleanup Context Deadline Helper Log Logf Name Output Parallel Require Run Setenv Skip SkipNow Skipf \
         Skipped T TempDir",
    )
});

/// Whether a name says that it checks.
pub(super) fn checks(language: Language, name: &str) -> bool {
    thread_local! {
        static KNOWN: [Remembered<bool>; Language::ALL.len()] = std::array::from_fn(|_| Remembered::default());
    }
    KNOWN.with(|known| known[language as usize].of(name, |name| says_that_it_checks(language, name)))
}

fn says_that_it_checks(language: Language, name: &str) -> bool {
    let own: &[&str] = match language {
        Language::Go => &["await", "require"],
        Language::Rust => &["unwrap", "require"],
        Language::CSharp => &["receive", "received"],
        Language::Java | Language::Kotlin => &["require", "await"],
        // `RR.mock` and `flexmock` expect what they replace to be called.
        Language::Ruby => &["mock"],
        Language::Python => &["simplefilter", "filterwarnings"],
        Language::JavaScript | Language::TypeScript | Language::Php => &[],
    };
    let is_same = |own: &&str, word: &str| own.eq_ignore_ascii_case(word);
    let begins = |word: &str, beginning: &str| {
        word.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
    };
    if matches!(name, "execSync" | "execFileSync" | "is_expected" | "are_expected") {
        return true;
    }
    words(name).any(|word| {
        CHECKS.has_small(word)
            || own.iter().any(|own| is_same(own, word))
            || BEGINNINGS.iter().any(|beginning| begins(word, beginning))
    })
}

/// Whether a method of what the runner hands to a test checks.
pub(super) fn is_of_context(language: Language, method: &str) -> bool {
    match language {
        Language::Go => GO.has(method),
        Language::JavaScript | Language::TypeScript => !TAP.has(method),
        Language::CSharp
        | Language::Java
        | Language::Kotlin
        | Language::Php
        | Language::Python
        | Language::Ruby
        | Language::Rust => false,
    }
}

/// Whether a method of Go's `testing.T`, or of a suite, is known to check nothing.
pub(super) fn is_silent_in_go(method: &str) -> bool {
    GO_SILENT.has(method)
}

/// Whether a query fails where it finds nothing: `getByText`, `findAllByRole`.
pub(super) fn is_strict_query(name: &str) -> bool {
    ["getBy", "getAllBy", "findBy", "findAllBy"].iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_checks_by_its_name() {
        for name in [
            "assertEquals",
            "assert_eq",
            "shouldBe",
            "verifyNoMoreInteractions",
            "check_invariants",
            "toMatchSnapshot",
            "fail",
        ] {
            assert!(checks(Language::Kotlin, name), "{name}");
        }
        for name in ["expected", "run", "result", "checkout", "matched", "failure", "set_up", "expectedResult"] {
            assert!(!checks(Language::Python, name), "{name}");
        }
    }
}
