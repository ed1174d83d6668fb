//! Bytes without which a file holds no switch, so that most files are not read a second time.

use crate::language::FileRole;
use demock_model::Language;
use memchr::memmem;

/// Bytes by which product code may ask whether it is under test, or name a double.
const IN_PRODUCT: &[&str] = &[
    "TEST",
    "Testing",
    "est?",
    "Mock",
    "MOCK",
    "mock",
    "Fake",
    "FAKE",
    "fake",
    "Stub",
    "AUTH_DIS",
    "DISABLE_AUTH",
    "SKIP_AUTH",
    "BYPASS_AUTH",
    "NO_AUTH",
    "auth_dis",
    "disable_auth",
    "skip_auth",
    "authDisabled",
    "disableAuth",
    "skipAuth",
];
/// Bytes by which a branch may begin that tests are chosen in.
const IN_TESTS: &[&str] =
    &["environ", "getenv", "Getenv", ".env", "ENV[", "_AVAILABLE", "HAS_", "HAVE_", "USE_", "use_"];
/// Bytes by which a test may say that nobody has to log in.
const NO_LOGIN_IN_TESTS: &[&str] = &[
    "bypass_auth",
    "skip_auth",
    "disable_auth",
    "auth_disabled",
    "bypassAuth",
    "skipAuth",
    "disableAuth",
    "authDisabled",
];

/// Whether a file may hold a switch.
pub(super) fn may_hold_switch(language: Language, role: FileRole, source: &[u8]) -> bool {
    let has = |needle: &str| memmem::find(source, needle.as_bytes()).is_some();
    let fails = match language {
        Language::Python => {
            has("except Import") || has("except Module") || has("except (Import") || has("except (Module")
        }
        Language::Ruby => has("rescue LoadError"),
        Language::CSharp
        | Language::Go
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Php
        | Language::Rust
        | Language::TypeScript => false,
    };
    let words = if role.is_test() { IN_TESTS } else { IN_PRODUCT };
    fails
        || words.iter().any(|needle| has(needle))
        || role.is_test() && NO_LOGIN_IN_TESTS.iter().any(|needle| has(needle))
        || role.is_test() && (has("except") || has("catch"))
        || !role.is_test() && asks_in_words(language).iter().any(|needle| has(needle))
}

/// Further words of a language's own by which product code asks.
fn asks_in_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::Python => &["pytest", "app.testing"],
        Language::JavaScript | Language::TypeScript => &["NODE_ENV", ".MODE"],
        Language::Php => &["environment(", "APP_ENV", "runningUnitTests"],
        Language::Go => &["test.v"],
        Language::Rust => &["cfg!(test)"],
        Language::CSharp => &["InMemory", "IsEnvironment"],
        Language::Java | Language::Kotlin | Language::Ruby => &[],
    }
}
