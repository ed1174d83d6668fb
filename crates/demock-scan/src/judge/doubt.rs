//! Errors that hang on who uses a file of which only the neighbours are known by name.
//!
//! A double in a helper is judged by the strictest test that gets it, and by its own folder where none does. Who gets it, one file
//! alone does not tell: where tests near it would let it pass, they may be the only ones.

use super::ServiceFolders;
use super::policy;
use super::tier::TierReader;
use demock_config::Settings;
use demock_model::{Finding, Language, Severity};
use std::collections::BTreeSet;

const REASON: &str = "an error if tests of this tier get it: which do, `demock check` finds out";

/// Makes warnings of errors that reach no test, where tests of some of these files would let them pass; says which.
pub(crate) fn soften<'p>(
    findings: &mut [Finding],
    settings: &Settings,
    folders: &ServiceFolders,
    users: impl Iterator<Item = (&'p str, Language)>,
) -> Vec<u32> {
    let scopes = settings.scopes();
    let readers: Vec<TierReader<'_>> = scopes.iter().map(|scope| TierReader::new(scope, folders)).collect();
    let tier_of = |(path, language): (&str, Language)| {
        let scope = settings.scope_index(path);
        (scope, readers[scope].file(path, language, &[]).of_markers(&[]))
    };
    let tiers: BTreeSet<_> = users.map(tier_of).collect();
    let mut doubtful = Vec::new();
    for (at, finding) in (0..).zip(findings.iter_mut()) {
        let passes = |(scope, tier): &(usize, u8)| {
            let tier = scopes[*scope].tiers.get(usize::from(*tier));
            let severity = tier.map(|tier| policy::severity(tier, finding.boundary, finding.kind.group()));
            let raised = |severity| if finding.claim.is_some() { policy::raised(severity) } else { severity };
            severity.map(raised).is_some_and(|severity| severity != Severity::Error)
        };
        if finding.severity == Severity::Error && finding.tests.is_empty() && tiers.iter().any(passes) {
            finding.severity = Severity::Warning;
            finding.reasons = finding.reasons.iter().copied().chain([REASON.into()]).collect();
            doubtful.push(at);
        }
    }
    doubtful
}
