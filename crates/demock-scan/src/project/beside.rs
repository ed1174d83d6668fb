//! Sites that say what another site of their file replaces: those around it, and those before it in the same definition.

use crate::boundary::words;
use crate::site::Site;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Says of each site whether what the wanted ones replace hangs on it.
pub(super) fn leant_on(sites: &[Site], is_wanted: &dyn Fn(usize) -> bool) -> Vec<bool> {
    let mut leant: Vec<bool> = (0..sites.len()).map(is_wanted).collect();
    let mut scopes: FxHashSet<&Arc<str>> = FxHashSet::default();
    // A site around one may stand in another definition, whose other sites it hangs on.
    loop {
        scopes.extend(sites.iter().zip(&leant).filter(|(_, leant)| **leant).map(|(site, _)| &site.scope));
        let mut around: Vec<usize> = Vec::new();
        let mut is_settled = true;
        for (at, site) in sites.iter().enumerate() {
            while around.last().is_some_and(|outer| !encloses(&sites[*outer], site)) {
                around.pop();
            }
            if !leant[at] && scopes.contains(&site.scope) {
                leant[at] = true;
            }
            if leant[at] {
                for outer in &around {
                    is_settled &= std::mem::replace(&mut leant[*outer], true);
                }
            }
            around.push(at);
        }
        if is_settled {
            return leant;
        }
    }
}

/// Whether a site stands in the arguments of another.
pub(super) fn encloses(outer: &Site, inner: &Site) -> bool {
    let (outer, inner) = (outer.place, inner.place);
    (outer.line, outer.column) < (inner.line, inner.column)
        && (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
}

/// The site before this one whose double this one is an answer of: `mock_post.return_value = Mock()` of
/// `@patch("requests.post")`.
pub(super) fn answered(before: &[Site], site: &Site) -> Option<usize> {
    let head = site.names()?.split('.').next()?;
    let named = words::without_double(head)?;
    let same = before.iter().rev().take(SITES_BACK).take_while(|other| other.scope == site.scope);
    let at = same.take(SITES_BACK).position(|other| {
        let last = other.target.as_ref().and_then(|target| target.name.rsplit('.').next());
        last.is_some_and(|last| words::snake(last) == named)
    })?;
    Some(before.len() - 1 - at)
}

/// The site before this one that made the double whose member this one is: `store = Mock()` before `store.get = Mock()`.
pub(super) fn made_before(before: &[Site], site: &Site) -> Option<usize> {
    let (head, _) = site.names().filter(|_| site.target.is_none())?.rsplit_once('.')?;
    let near = before.iter().rev().take(SITES_BACK);
    let is_head =
        |other: &Site| other.target.is_none() && other.given.iter().any(|given| given.split(' ').any(|it| it == head));
    let at = near.take_while(|other| other.scope == site.scope).position(is_head)?;
    Some(before.len() - 1 - at)
}

/// How many sites of one test are looked back at.
const SITES_BACK: usize = 24;
