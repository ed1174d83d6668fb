//! How serious a finding is: the tier's policy applied to what is replaced.

use crate::claim::contradicts;
use crate::site::Site;
use demock_config::{BoundarySet, Tier};
use demock_model::{Boundary, Confidence, Group, Kind, Severity, Text};

/// The severity of a finding in a test of this tier.
///
/// * An aside is `info` everywhere.
/// * A hollow test touches nothing real, whatever its name promises: an `error` where the tier may not replace what nobody
///   knows, else a `warning`.
/// * A double of what the tier may replace is `info`; a disguised one is a `warning`, because whoever allowed the
///   double did not see it.
/// * A double of what the tier warns about is a `warning`.
/// * Any other double is an `error`.
pub(super) fn severity(tier: &Tier, boundary: Boundary, group: Group) -> Severity {
    let allowed = |set: BoundarySet| set.contains(boundary);
    match group {
        Group::Aside => Severity::Info,
        Group::Hollow if tier.may_replace.union(tier.warn).contains(Boundary::Unknown) => Severity::Warning,
        Group::Explicit if allowed(tier.may_replace) => Severity::Info,
        Group::Disguised if allowed(tier.may_replace) => Severity::Warning,
        Group::Explicit | Group::Disguised if allowed(tier.warn) => Severity::Warning,
        Group::Explicit | Group::Disguised | Group::Hollow => Severity::Error,
    }
}

/// The claim beside a site that the site makes a lie.
///
/// Who hesitates whether it is a double calls nobody a liar. A spy that scripts no answer calls the real thing, and asides replace nothing: beside them every claim may be true.
pub(super) fn lie(site: &Site, boundary: Boundary) -> Option<Text> {
    let replaces = taints(site.kind.group()) && (site.kind != Kind::Spy || site.stubbed);
    let is_sure = site.confidence != Confidence::Possible;
    let claim = site.claim.as_deref().filter(|_| replaces && is_sure)?;
    contradicts(claim, boundary).then(|| Text::from(claim))
}

/// One step more serious: a double that is called real is not seen by whoever reads the test.
pub(super) const fn raised(severity: Severity) -> Severity {
    match severity {
        Severity::Info => Severity::Warning,
        Severity::Warning | Severity::Error => Severity::Error,
    }
}

/// Whether a finding says so surely that the tests it reaches prove nothing that they count as hollow.
pub(super) const fn hollows(group: Group, confidence: Confidence) -> bool {
    matches!((group, confidence), (Group::Hollow, Confidence::Certain | Confidence::Likely))
}

/// Whether a finding of this group taints the tests it reaches.
pub(super) const fn taints(group: Group) -> bool {
    match group {
        Group::Explicit | Group::Disguised => true,
        Group::Hollow | Group::Aside => false,
    }
}
