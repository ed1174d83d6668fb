//! What a test claims to be (`docs/sites.md` §5).
//!
//! In this order: the configuration's paths; a marker on the test, its class or its file, innermost first; the suite's
//! own configuration where the path shows it; the build tool's convention; a whole path segment below the test root;
//! else `unclaimed`. The last three are [`super::convention`].

use super::convention::{self, Claim};
use super::service::ServiceFolders;
use demock_config::{Scope, Tier, UNCLAIMED};
use demock_model::{Language, Severity, TestIds, Text};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Index of a tier in its scope.
pub(super) type TierIndex = u8;

/// Reads tiers by the configuration of one scope.
pub(super) struct TierReader<'a> {
    scope: &'a Scope,
    folders: &'a ServiceFolders,
    /// Markers as [`normal`] writes them.
    markers: FxHashMap<String, TierIndex>,
    /// Names of the project's own tiers, as [`normal`] writes them: folders of that name claim the tier.
    own_names: FxHashMap<String, TierIndex>,
    /// By [`Claim`].
    built_in: [TierIndex; 3],
    unclaimed: TierIndex,
    /// Names of the scope's tiers.
    names: Vec<Text>,
}

/// What a file's path and markers say, for the tests in it.
#[derive(Clone, Copy)]
pub(super) struct FileTiers<'a> {
    reader: &'a TierReader<'a>,
    by_path: Option<TierIndex>,
    by_file_marker: Option<TierIndex>,
    by_convention: TierIndex,
}

/// The tiers of all tests, in order: a stretch of tests of one tier is kept once.
#[derive(Debug, Default)]
pub(crate) struct TestTiers {
    stretches: Vec<Stretch>,
    count: u32,
}

#[derive(Debug, Clone, Copy)]
struct Stretch {
    first: u32,
    /// The scope of the configuration that names the tier.
    scope: u16,
    tier: TierIndex,
}

impl TestTiers {
    /// Adds the next test.
    pub(super) fn push(&mut self, scope: usize, tier: TierIndex) {
        // More than 65,535 configuration files would share the last one's tiers.
        let scope = u16::try_from(scope).unwrap_or(u16::MAX);
        if self.stretches.last().is_none_or(|last| (last.scope, last.tier) != (scope, tier)) {
            self.stretches.push(Stretch { first: self.count, scope, tier });
        }
        self.count += 1;
    }

    /// Adds the tests that follow.
    pub(crate) fn append(&mut self, next: Self) {
        let moved = self.count;
        self.stretches.extend(next.stretches.into_iter().map(|it| Stretch { first: it.first + moved, ..it }));
        self.count += next.count;
    }

    /// Puts further tests between these: each lot behind as many of these as its number says, which grow.
    pub(crate) fn insert(&mut self, lots: Vec<(u32, Self)>) {
        if lots.is_empty() {
            return;
        }
        let before = std::mem::take(self);
        let (mut stretches, mut done) = (before.stretches.iter().copied().peekable(), 0);
        let mut whole = Self::default();
        let end = before.count;
        for (behind, lot) in lots.into_iter().chain([(end, Self::default())]) {
            while done < behind {
                let Some(stretch) = stretches.peek().copied() else { break };
                let mut after = stretches.clone();
                let next = after.nth(1).map_or(end, |next| next.first);
                let until = next.min(behind);
                whole.stretches.push(Stretch { first: whole.count, ..stretch });
                whole.count += until - done;
                done = until;
                if until == next {
                    stretches.next();
                }
            }
            whole.append(lot);
        }
        *self = whole;
    }

    /// Scope and tier of the tests, each stretch once.
    fn of(&self, tests: &TestIds) -> impl Iterator<Item = (usize, TierIndex)> {
        tests.stretches().flat_map(|(first, count)| {
            let from = self.stretches.partition_point(|stretch| stretch.first <= first.0).saturating_sub(1);
            let here = self.stretches[from..].iter().take_while(move |stretch| stretch.first < first.0 + count);
            here.map(|stretch| (usize::from(stretch.scope), stretch.tier))
        })
    }
}

/// The tier by which a site is judged: of the tests it reaches, the one in which it is most serious; the first of these
/// in the order of tests. A site that reaches no test goes by its own markers.
pub(super) fn strictest(
    readers: &[TierReader<'_>],
    all: &TestTiers,
    tests: &TestIds,
    own: (usize, TierIndex),
    severity: impl Fn(&Tier) -> Severity,
) -> (Text, Severity) {
    let judged = |(scope, tier): (usize, TierIndex)| {
        let reader = readers.get(scope)?;
        let severity = severity(reader.scope.tiers.get(usize::from(tier))?);
        Some((reader.names[usize::from(tier)], severity))
    };
    let (mut best, mut last): (Option<(Text, Severity)>, _) = (None, None);
    for at in all.of(tests) {
        if last == Some(at) {
            continue;
        }
        last = Some(at);
        let candidate = judged(at);
        if let Some(candidate) = candidate
            && best.is_none_or(|best| candidate.1 < best.1)
        {
            best = Some(candidate);
        }
    }
    best.or_else(|| judged(own)).unwrap_or((Text::default(), Severity::Error))
}

impl<'a> TierReader<'a> {
    pub(super) fn new(scope: &'a Scope, folders: &'a ServiceFolders) -> Self {
        // More than 255 tiers would wrap; no project has them, and the first 255 are read right all the same.
        let indexed = || scope.tiers.iter().zip(0u8..=u8::MAX);
        let index = |name: &str| indexed().find(|(tier, _)| &*tier.name == name).map_or(0, |(_, at)| at);
        let mut markers = FxHashMap::default();
        for (tier, at) in indexed() {
            for marker in &tier.markers {
                markers.entry(normal(marker)).or_insert(at);
            }
        }
        for claim in Claim::ALL {
            for word in claim.words() {
                markers.entry((*word).to_owned()).or_insert(index(claim.tier()));
            }
        }
        let own = indexed().filter(|(tier, _)| !BUILT_IN.contains(&&*tier.name));
        let own_names = own.map(|(tier, at)| (normal(&tier.name), at)).collect();
        Self {
            scope,
            folders,
            markers,
            own_names,
            built_in: Claim::ALL.map(|claim| index(claim.tier())),
            unclaimed: index(UNCLAIMED),
            names: scope.tiers.iter().map(|tier| Text::from(&tier.name)).collect(),
        }
    }

    pub(super) fn file(&'a self, path: &str, language: Language, markers: &[Arc<str>]) -> FileTiers<'a> {
        let by_path = self.scope.tiers.iter().zip(0u8..=u8::MAX).find(|(tier, _)| tier.paths.is_match(path));
        FileTiers {
            reader: self,
            by_path: by_path.map(|(_, at)| at),
            by_file_marker: self.first_marker(markers),
            by_convention: self.by_convention(path, language),
        }
    }

    fn by_convention(&self, path: &str, language: Language) -> TierIndex {
        let own = |segment: &str| self.own_names.get(&normal(segment)).copied();
        match convention::claim(path, language, self.folders, own) {
            None => self.unclaimed,
            Some(convention::Found::Own(at)) => at,
            Some(convention::Found::BuiltIn(claim)) => self.built_in[claim as usize],
        }
    }

    fn first_marker(&self, markers: &[Arc<str>]) -> Option<TierIndex> {
        markers.iter().find_map(|marker| words(marker).find_map(|word| self.markers.get(&normal(word)).copied()))
    }
}

const BUILT_IN: [&str; 4] = ["unit", "integration", "e2e", UNCLAIMED];

impl FileTiers<'_> {
    /// The tier of something with these markers, innermost first.
    pub(super) fn of_markers(&self, markers: &[Arc<str>]) -> TierIndex {
        self.by_path.or_else(|| self.reader.first_marker(markers)).or(self.by_file_marker).unwrap_or(self.by_convention)
    }

    pub(super) fn name(&self, tier: TierIndex) -> Text {
        self.reader.names[usize::from(tier)]
    }
}

/// A name without case, `-`, `_` and blanks: `End-to-End`, `end_to_end` and `EndToEnd` are one.
pub(super) fn normal(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The names in a marker: the last part of `pytest.mark.integration` or `describe.e2e`, each tag of a build constraint
/// that is not negated, the class of `IntegrationTest.class`.
fn words(marker: &str) -> impl Iterator<Item = &str> {
    let separators = |c: char| c.is_whitespace() || matches!(c, '&' | '|' | '(' | ')' | ',' | '"' | '\'' | '@' | '`');
    marker.split(separators).filter(|word| !word.is_empty() && !word.starts_with('!')).map(|word| {
        let word = word.strip_suffix(".class").unwrap_or(word);
        word.rsplit(['.', ':', '\\']).next().unwrap_or(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiers(of: &[TierIndex]) -> TestTiers {
        let mut tiers = TestTiers::default();
        for tier in of {
            tiers.push(0, *tier);
        }
        tiers
    }

    fn each(tiers: &TestTiers) -> Vec<TierIndex> {
        let of = |test| tiers.of(&TestIds::run(demock_model::TestId(test), 1)).map(|(_, tier)| tier).next();
        (0..tiers.count).filter_map(of).collect()
    }

    #[track_caller]
    fn check(before: &[TierIndex], lots: &[(u32, &[TierIndex])], expected: &[TierIndex]) {
        let mut seen = tiers(before);
        seen.insert(lots.iter().map(|(behind, lot)| (*behind, tiers(lot))).collect());
        assert_eq!(each(&seen), expected);
    }

    #[test]
    fn lots_go_between() {
        check(&[1, 1, 2], &[], &[1, 1, 2]);
        check(&[1, 1, 2], &[(0, &[7]), (1, &[8, 8]), (3, &[9])], &[7, 1, 8, 8, 1, 2, 9]);
        check(&[1, 1, 1, 2], &[(2, &[]), (2, &[5]), (4, &[6])], &[1, 1, 5, 1, 2, 6]);
        check(&[], &[(0, &[3, 4])], &[3, 4]);
    }
}
