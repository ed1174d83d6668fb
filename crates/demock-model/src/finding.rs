//! A finding: a site as reported.

use crate::{Boundary, Confidence, Group, Kind, KindSet, Language, Place, Severity, TestIds, Text, Texts};
use std::fmt;

/// Identifies a finding across moved lines: the hash of its path, scope, kind, boundary, target and occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// One place where a real thing is replaced, with everything that policy and reports need to speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id, such as `python/unittest-mock`.
    pub rule: Text,
    /// Path relative to the root, `/` on every platform.
    pub path: Text,
    /// The expression, or a definition's header.
    pub place: Place,
    /// Language of the file.
    pub language: Language,
    /// What it is.
    pub kind: Kind,
    /// What it is besides (`docs/sites.md` §1, "More on counting").
    pub also: KindSet,
    /// The library, such as `unittest.mock`; the rule's own for hand-written doubles.
    pub framework: Text,
    /// What is replaced.
    pub boundary: Boundary,
    /// The replaced thing's dotted name, where known.
    pub target: Option<Text>,
    /// A spy whose answer is scripted on the same chain.
    pub stubbed: bool,
    /// The names of the enclosing definitions joined by `::`, empty at the top of the file.
    pub scope: Text,
    /// Zero-based count among findings of this file that share scope, kind, boundary and target.
    pub occurrence: u32,
    /// What the enclosing test claims to be.
    pub tier: Text,
    /// Who owns the file.
    pub service: Text,
    /// Owners by CODEOWNERS, where there is one.
    pub owners: Texts,
    /// Said by policy.
    pub severity: Severity,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// Why, in words.
    pub reasons: Texts,
    /// The text beside it that claims "real", where there is one.
    pub claim: Option<Text>,
    /// The tests it reaches.
    pub tests: TestIds,
    /// What real thing to use instead, in this project's stack and this test's framework.
    pub replacement: Text,
    /// Index into the report's allowances of the one that covers it.
    pub allowance: Option<u32>,
    /// Identity across moved lines.
    pub fingerprint: Fingerprint,
}

impl Finding {
    /// The kind's group.
    pub const fn group(&self) -> Group {
        self.kind.group()
    }

    /// Whether the gate may fail on it: an error, not merely `possible`, and not covered by an allowance.
    pub fn gates(&self) -> bool {
        self.severity == Severity::Error && self.confidence != Confidence::Possible && self.allowance.is_none()
    }

    /// Whether it is worth a word and fails nothing: a warning that no allowance covers.
    pub fn warns(&self) -> bool {
        self.severity == Severity::Warning && self.allowance.is_none()
    }

    /// One sentence that says what stands there.
    pub fn message(&self) -> String {
        let verb = match self.kind {
            Kind::MockObject => "a double is created",
            Kind::Patch => "a name is patched",
            Kind::Monkeypatch => "monkeypatch replaces an attribute",
            Kind::ManualPatch => "a member is assigned over",
            Kind::Spy if self.stubbed => "a spy with a scripted answer is installed",
            Kind::Spy => "a spy is installed",
            Kind::ModuleMock => "a module is replaced",
            Kind::HttpIntercept => "HTTP is intercepted in the process",
            Kind::HttpRoute => "an HTTP answer is scripted",
            Kind::Clock => "time is faked",
            Kind::FakeService => "a library's fake stands in for a service",
            Kind::HandwrittenDouble => "a hand-written double is defined",
            Kind::DoubleUse => "a hand-written double is used",
            Kind::InMemorySubstitute => "an in-memory engine stands in for a store",
            Kind::FallbackMock => "a double is chosen behind a failure or a flag",
            Kind::AuthBypass => "authentication is bypassed",
            Kind::HollowTest => "a test proves nothing",
            Kind::Env => "an environment variable is set",
            Kind::ProcessState => "process state is changed",
            Kind::LocalServer => "a local server is started",
        };
        match (&self.target, self.boundary) {
            _ if self.kind == Kind::HollowTest => self.hollowness(verb),
            (Some(target), Boundary::Unknown) => format!("{verb}: `{target}`"),
            (Some(target), boundary) => format!("{verb}: `{target}` ({boundary})"),
            (None, Boundary::Unknown) => verb.to_owned(),
            (None, boundary) => format!("{verb} ({boundary})"),
        }
    }

    /// Why a test proves nothing; of one that is no longer a test, which it was.
    fn hollowness(&self, verb: &str) -> String {
        let which = self.target.map(|target| format!("`{target}`"));
        let parts = which.as_deref().into_iter().chain(self.reasons.iter().next().map(|reason| &**reason));
        parts.fold(verb.to_owned(), |text, part| format!("{text}: {part}"))
    }
}
