//! What a file said before an edit, so that nobody asks again what its untouched definitions replace.
//!
//! Invariant: a site stands as it stood only if every site of its definition does, in the same order and but for its place the same in
//! everything: what a fingerprint is made of is then the same, too. Sites that others elsewhere in the file decide (routes of an
//! interceptor, uses of doubles) and hollow tests never count as standing.

use crate::cache::{self, Blob, content_key};
use crate::project::Project;
use crate::roles;
use crate::site::{FileScan, Site};
use crate::walk::SourceFile;
use demock_model::{Group, Kind, Place};
use rustc_hash::FxHashMap;
use std::sync::Arc;

use super::files::Contents;

/// Sites by the definitions that they stand in.
#[derive(Debug, Default)]
pub(super) struct Stood(FxHashMap<Arc<str>, Vec<Site>>);

impl Stood {
    /// What a file said when it held this; `None` where no earlier scan remembers the content.
    pub(super) fn remembered(
        project: &Project<'_>,
        contents: &Contents,
        file: &SourceFile,
        bytes: &[u8],
    ) -> Option<Self> {
        let content = content_key(bytes, file.language, roles::of_path(file.language, &file.path));
        let alone = &contents.before.by_content(content)?.scan;
        let front = cache::decode_front(alone)?;
        let scan = match project.aliases(&file.path, file.language, &front) {
            Some(aliases) => contents.before.by_content(aliases.key_of(content))?.scan.clone(),
            None => alone.clone(),
        };
        Self::said(&scan)
    }

    /// What a file said in the end.
    pub(super) fn said(scan: &Blob) -> Option<Self> {
        let FileScan { sites, .. } = cache::decode_own(scan)?;
        let mut stood = Self::default();
        for site in sites.into_iter().filter(|site| !is_hollow(site)) {
            stood.0.entry(site.scope.clone()).or_default().push(site);
        }
        Some(stood)
    }

    /// Says of each of a file's sites whether it stands as it stood.
    pub(super) fn standing(&self, sites: &[Site]) -> Vec<bool> {
        let mut scopes: FxHashMap<&Arc<str>, Vec<&Site>> = FxHashMap::default();
        for site in sites.iter().filter(|site| !is_hollow(site)) {
            scopes.entry(&site.scope).or_default().push(site);
        }
        let is_same = |scope: &Arc<str>, now: &[&Site]| {
            let before = self.0.get(scope).map_or(&[][..], Vec::as_slice);
            before.len() == now.len() && before.iter().zip(now).all(|(before, now)| stands(before, now))
        };
        scopes.retain(|scope, now| is_same(scope, now));
        sites.iter().map(|site| !is_hollow(site) && scopes.contains_key(&site.scope)).collect()
    }
}

/// Whether it is said of a test, which may not have been asked for.
fn is_hollow(site: &Site) -> bool {
    site.kind.group() == Group::Hollow
}

/// Whether two sites differ in nothing but their place.
fn stands(before: &Site, now: &Site) -> bool {
    let unplaced = |site: &Site| Site { place: Place::default(), statement: (0, 0), ..site.clone() };
    let is_decided_elsewhere = |kind: Kind| matches!(kind, Kind::HttpRoute | Kind::HttpIntercept | Kind::DoubleUse);
    !is_decided_elsewhere(now.kind) && (before == now || unplaced(before) == unplaced(now))
}
