//! Whether a name sounds as if it were test code's own: what is imported from there is followed, and its calls may be
//! uses of doubles.
//!
//! Absent on purpose: certainty. The index knows the files; this only keeps names of product code out of the outline.

use demock_model::Language;

/// Words of a path or name that speak of tests.
const TEST_WORDS: &[&str] = &[
    "test",
    "tests",
    "testing",
    "testutil",
    "testutils",
    "testhelper",
    "testhelpers",
    "testlib",
    "testkit",
    "spec",
    "specs",
    "fixture",
    "fixtures",
    "conftest",
    "helper",
    "helpers",
    "support",
    "fake",
    "fakes",
    "mock",
    "mocks",
    "stub",
    "stubs",
    "double",
    "doubles",
    "dummy",
    "dummies",
    "spy",
    "spies",
    "e2e",
    "integration",
    "factory",
    "factories",
    "base",
    "common",
    "harness",
    "utils",
    "util",
    "setup",
    "mocked",
];

/// Whether one of the words of a module's name speaks of tests.
pub(super) fn sounds_like_tests(name: &str) -> bool {
    words(name).any(|word| TEST_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a module that test code imports is likely to be test code: by its name, or because it lies beside the importer.
pub(crate) fn is_test_code(language: Language, module: &str) -> bool {
    let beside = match language {
        Language::Python => module.starts_with('.') && !module.starts_with(".."),
        Language::JavaScript | Language::TypeScript => module.starts_with("./"),
        Language::Go
        | Language::Java
        | Language::Kotlin
        | Language::Rust
        | Language::Ruby
        | Language::CSharp
        | Language::Php => false,
    };
    beside || sounds_like_tests(module)
}

/// Words of a name that say it is, makes or installs a double.
const DOUBLE_WORDS: &[&str] = &[
    "fake", "mock", "stub", "dummy", "spy", "double", "mocked", "faked", "stubbed", "noop", "null", "inmemory", "patch",
];

/// Whether a call of this name may make or install a double.
pub(crate) fn may_hand_out_doubles(name: &str) -> bool {
    let mut all = words(name);
    all.any(|word| DOUBLE_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))) || is_in_memory(name)
}

/// Whether a name says `InMemory`, which is two words.
pub(super) fn is_in_memory(name: &str) -> bool {
    let mut before = "";
    words(name).any(|word| {
        let is_both = before.eq_ignore_ascii_case("in") && word.eq_ignore_ascii_case("memory");
        before = word;
        is_both
    })
}

/// Whether a call of this name hands a double out: what patches something hands out nothing, and `null` alone is no double.
pub(super) fn hands_out_doubles(name: &str) -> bool {
    let says = |word: &str| {
        !word.eq_ignore_ascii_case("patch") && DOUBLE_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    is_in_memory(name)
        || words(name).enumerate().any(|(at, word)| {
            says(word) && (!word.eq_ignore_ascii_case("null") || (at == 0 && word.len() < name.len()))
        })
}

/// Whether a type is named as a double, so that its members make one.
pub(super) fn is_named_as_double_type(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase()) && hands_out_doubles(name)
}

/// Whether a call of this name may do what a call of a library of doubles does: whether it does is known when all files are.
pub(crate) fn may_wrap(name: &str) -> bool {
    const WORDS: [&str; 10] =
        ["route", "routes", "server", "handler", "intercept", "interceptor", "respond", "response", "reply", "patch"];
    const PARTS: [&str; 5] = ["mock", "stub", "fake", "nock", "patch"];
    let lower = name.to_ascii_lowercase();
    PARTS.iter().any(|part| lower.contains(part))
        || words(name).any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Words by which product code says that it makes a double: others have a meaning of their own there.
const SHIPPED_WORDS: &[&str] = &["fake", "mock", "dummy", "stub"];

/// Words of what is given to code and not talked to.
pub(super) const DATA_WORDS: &[&str] =
    &["data", "event", "events", "user", "item", "items", "options", "config", "props", "file", "files"];

/// Whether a function of product code is named as one that makes a double, and not as one that makes data.
pub(super) fn is_named_as_double(name: &str) -> bool {
    let is = |list: &[&str], word: &str| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    words(name).any(|word| is(SHIPPED_WORDS, word)) && !words(name).last().is_some_and(|word| is(DATA_WORDS, word))
}

/// The words of a name: runs of letters and digits, cut where a small letter is followed by a capital.
pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let goes_on = |at: usize| {
        let Some(here) = bytes.get(at).filter(|byte| byte.is_ascii_alphanumeric()) else { return false };
        let is_followed_by_small = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        !here.is_ascii_uppercase() || bytes[at - 1].is_ascii_uppercase() && !is_followed_by_small
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].iter().position(u8::is_ascii_alphanumeric)?;
        let start = at;
        at += 1;
        while goes_on(at) {
            at += 1;
        }
        Some(&name[start..at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names() {
        let all = |name| words(name).collect::<Vec<_>>();
        assert_eq!(all("tests.support.makeHTTPClient2"), ["tests", "support", "make", "HTTP", "Client2"]);
        assert_eq!(all("../_FakeStore"), ["Fake", "Store"]);
        assert_eq!(all(""), Vec::<&str>::new());
    }

    #[test]
    fn what_sounds_like_tests() {
        assert!(
            sounds_like_tests("app.tests.unit.base")
                && sounds_like_tests("../testUtils")
                && sounds_like_tests("./conftest")
        );
        assert!(!sounds_like_tests("app.contest.latest") && !sounds_like_tests("../src/store"));
        assert!(may_hand_out_doubles("FakeStore") && may_hand_out_doubles("create_mock_client"));
        assert!(may_wrap("serveRoute") && may_wrap("tmock") && may_wrap("stub_get") && !may_wrap("createUser"));
        assert!(may_hand_out_doubles("InMemoryStore") && !may_hand_out_doubles("MemoryInStore"));
        assert!(!may_hand_out_doubles("Store") && !may_hand_out_doubles("create_client"));
    }
}
