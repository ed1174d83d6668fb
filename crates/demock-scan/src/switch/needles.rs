//! Bytes without which a file holds no switch, so that most files are not read a second time.
//!
//! Invariant: a file is gone through once, however many these are.

use crate::language::FileRole;
use aho_corasick::AhoCorasick;
use demock_model::Language;
use std::sync::OnceLock;

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
    "InMemory",
    "in_memory",
    "\"dev",
    "'dev",
    "development?",
    "IsDevelopment(",
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
    &["environ", "getenv", "Getenv", ".env", "ENV[", "_AVAILABLE", "HAS_", "HAVE_", "USE_", "use_", "except", "catch"];
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
pub(crate) fn may_hold_switch(language: Language, role: FileRole, source: &[u8]) -> bool {
    static MADE: [[OnceLock<Option<AhoCorasick>>; 2]; Language::ALL.len()] =
        [const { [const { OnceLock::new() }; 2] }; Language::ALL.len()];
    let is_test = role.is_test();
    let made = MADE[language as usize][usize::from(is_test)].get_or_init(|| {
        let role: [&[&str]; 2] = if is_test { [IN_TESTS, NO_LOGIN_IN_TESTS] } else { [IN_PRODUCT, asks(language)] };
        AhoCorasick::new(role.into_iter().chain([fails(language)]).flatten()).ok()
    });
    // Without a machine that knows them every file may hold one.
    made.as_ref().is_none_or(|needles| needles.is_match(source))
}

/// Bytes by which code says that a module could not be had.
fn fails(language: Language) -> &'static [&'static str] {
    match language {
        Language::Python => &["except Import", "except Module", "except (Import", "except (Module"],
        Language::Ruby => &["rescue LoadError"],
        Language::CSharp
        | Language::Go
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Php
        | Language::Rust
        | Language::TypeScript => &[],
    }
}

/// Further words of a language's own by which product code asks.
fn asks(language: Language) -> &'static [&'static str] {
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
