//! Sites get the claims that stand nearest to them.

use super::Hit;
use crate::claim::Claims;
use crate::facts::Span;
use crate::site::Site;
use demock_model::Group;

/// Gives a site, where its hit made one, the claim that stands nearest.
pub(super) fn claim(hit: &Hit<'_>, claims: &mut Claims<'_>, site: Option<&mut Site>) {
    let replaces = matches!(hit.row.row.kind.group(), Group::Explicit | Group::Disguised);
    if let Some(site) = site.filter(|_| replaces) {
        let span = Span { start: hit.start, end: hit.end };
        site.claim = claims.of(hit.scope, hit.statement.min(hit.start), span);
    }
}
