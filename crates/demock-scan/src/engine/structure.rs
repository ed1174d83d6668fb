//! What is told by how code is built becomes hits: the analyses say what they saw, the table what that is.

use super::{Hit, Hollow, Matcher, cases};
use crate::disguise::{self, Candidate};
use crate::facts::{ScopeId, Span};
use crate::fits::{self, Calls};
use crate::hollow;
use crate::lines::Lines;
use crate::suspect::Suspect;
use crate::switch;
use demock_model::{Kind, Language};

impl<'a> Matcher<'a> {
    /// Everything that the analyses of structure accuse; `tests` are the scopes of the collected tests.
    pub(super) fn structure<'s>(
        &'s self,
        tests: &'s [ScopeId],
        hits: &[Hit<'_>],
        calls: Option<&'s Calls<'s, 'a>>,
    ) -> Vec<Hit<'s>> {
        if !self.rules.asks_for_structure() || self.look.is_too_large() {
            return Vec::new();
        }
        let subject = hollow::Subject {
            resolver: &self.resolver,
            look: &self.look,
            tests,
            is_test_file: self.role.is_test(),
            around: hollow::Around::new(self.facts(), tests),
            calls,
        };
        let hollow = match self.hollow {
            Hollow::Sought => hollow::suspects(&subject),
            Hollow::Spared => Vec::new(),
        };
        let hollow = hollow.into_iter().filter_map(|suspect| self.suspect(suspect));
        let put = put(hits);
        let mut doubles = disguise::suspects(&self.disguised(tests, &put));
        // A function that installs something stands in for nothing itself.
        let mut installing: Vec<ScopeId> =
            hits.iter().filter(|hit| installs(hit.row.row.kind)).map(|hit| hit.scope).collect();
        installing.sort_unstable();
        doubles.retain(|(suspect, _)| suspect.rule != "function" || installing.binary_search(&suspect.scope).is_err());
        let doubles =
            doubles.into_iter().filter_map(|(suspect, acts_in)| Some(Hit { acts_in, ..self.suspect(suspect)? }));
        hollow.chain(doubles).collect()
    }

    /// What the file's definitions take, where calls are asked whether they fit.
    pub(super) fn rows(&self) -> Option<fits::Rows> {
        let is_asked = self.resolver.language == Language::Python
            && self.hollow == Hollow::Sought
            && self.rules.structure(hollow::UNFIT).is_some()
            && !self.look.is_too_large();
        is_asked.then(|| fits::rows(self.facts(), self.bytes(), self.resolver.never()))
    }

    /// What may be a double written by hand, whatever it weighs.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let lines = Lines::new(self.bytes());
        let markers = cases::Markers::new(self.facts(), self.source());
        let (_, tests) = cases::cases(self.facts(), self.source(), &lines, &markers);
        let put = put(&self.hits());
        disguise::candidates(&self.disguised(&tests, &put))
    }

    fn disguised<'s>(&'s self, tests: &'s [ScopeId], put: &'s [Span]) -> disguise::Subject<'s, 'a> {
        disguise::Subject { resolver: &self.resolver, look: &self.look, role: self.role, tests, put }
    }

    /// What a switch chooses, these hits of libraries among it.
    pub(super) fn switched(&self, hits: &[Hit<'_>]) -> Vec<Hit<'_>> {
        if !self.rules.asks_for_structure() || self.look.is_too_large() {
            return Vec::new();
        }
        let mut doubles: Vec<Span> = hits
            .iter()
            .filter(|hit| acts_in_place(hit.row.row.kind))
            .map(|hit| Span { start: hit.start, end: hit.end })
            .collect();
        doubles.sort_unstable();
        let suspects = switch::suspects(&switch::Subject {
            language: self.resolver.language,
            source: self.bytes(),
            facts: self.facts(),
            look: &self.look,
            role: self.role,
            doubles: &doubles,
        });
        suspects.into_iter().filter_map(|suspect| self.suspect(suspect)).collect()
    }

    fn suspect(&self, suspect: Suspect) -> Option<Hit<'_>> {
        let row = self.rules.structure(suspect.rule)?;
        let given = self.given_to_written(&suspect);
        Some(Hit {
            target: suspect.target,
            given,
            confidence: suspect.confidence,
            reasons: suspect.reasons,
            ..Hit::new(row, suspect.span, suspect.scope)
        })
    }
}

/// Whether a site of this kind is a thing that acts in another's place.
fn acts_in_place(kind: Kind) -> bool {
    match kind {
        Kind::MockObject | Kind::FakeService | Kind::HandwrittenDouble | Kind::DoubleUse | Kind::InMemorySubstitute => {
            true
        }
        Kind::Patch
        | Kind::Monkeypatch
        | Kind::ManualPatch
        | Kind::Spy
        | Kind::ModuleMock
        | Kind::HttpIntercept
        | Kind::HttpRoute
        | Kind::Clock
        | Kind::FallbackMock
        | Kind::AuthBypass
        | Kind::HollowTest
        | Kind::Env
        | Kind::ProcessState
        | Kind::LocalServer => false,
    }
}

/// Whether a site of this kind puts something in place, whatever it is called in.
fn installs(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::HttpRoute | Kind::HttpIntercept | Kind::ModuleMock | Kind::Patch | Kind::Monkeypatch | Kind::Spy
    )
}

/// Where something is put in the place of something real.
fn put(hits: &[Hit<'_>]) -> Vec<Span> {
    let puts = |kind| matches!(kind, Kind::Patch | Kind::Monkeypatch | Kind::ManualPatch | Kind::ModuleMock);
    let hits = hits.iter().filter(|hit| puts(hit.row.row.kind));
    disguise::outermost(hits.map(|hit| Span { start: hit.start, end: hit.end }).collect())
}
