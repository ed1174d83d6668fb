//! What the judge is given of one file: its scan, with names answered by the project.
//!
//! Invariant: a failure here is said under the file's path and costs no more than the step that failed.

use super::assemble::Said;
use super::files::Reading;
use super::guard::guarded;
use super::indexing::Indexed;
use super::uses;
use crate::judge::FileInput;
use crate::project::Project;
use crate::site::FileScan;
use crate::walk::SourceFile;
use demock_model::{Boundary, Place, Skipped, Text};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A file as the judge takes it; `None` where nothing could be had of it, which the index has said.
pub(super) fn of_file(
    project: &Project<'_>,
    indexed: &Indexed,
    reading: &Reading<'_>,
    said: &Said<'_>,
    failed: &mut Vec<Skipped>,
) -> Option<FileInput> {
    let file = said.file;
    let mut scan = indexed.own(said)?;
    if !reading.is_answered(&file.path) {
        // Its tests are counted; what its doubles replace would lead through the whole product.
        (scan.sites, scan.allows) = (Vec::new(), Vec::new());
        let (path, language) = (file.path.clone(), file.language);
        return Some(FileInput { path, language, scan: Arc::new(scan), boundaries: Vec::new(), reached: Vec::new() });
    }
    let standing = indexed.stood.as_ref().map(|stood| stood.standing(&scan.sites)).unwrap_or_default();
    let stands = |at: usize| standing.get(at).copied().unwrap_or(false);
    let stood: FxHashSet<Place> =
        (0..).zip(&scan.sites).filter(|(at, _)| stands(*at)).map(|(_, site)| site.place).collect();
    let mut boundaries = match guarded("its targets were resolved", || resolve(project, file, &mut scan, &stands)) {
        Ok(boundaries) => boundaries,
        Err(reason) => {
            failed.push(Skipped { path: Text::from(&file.path), reason: reason.into() });
            vec![Boundary::Unknown; scan.sites.len()]
        }
    };
    let mut reached = indexed.index.reached(said.at, scan.sites.len());
    uses::add(indexed, (project, reading.rules), (said.at, file), &mut scan, &mut boundaries, &mut reached);
    if !stood.is_empty() {
        let is_new: Vec<bool> = scan.sites.iter().map(|site| !stood.contains(&site.place)).collect();
        keep(&is_new, &mut boundaries);
        keep(&is_new, &mut reached);
        keep(&is_new, &mut scan.sites);
    }
    Some(FileInput { path: file.path.clone(), language: file.language, scan: Arc::new(scan), boundaries, reached })
}

/// Leaves of a list what is marked.
fn keep<T>(marked: &[bool], list: &mut Vec<T>) {
    let mut marked = marked.iter();
    list.retain(|_| marked.next().is_some_and(|marked| *marked));
}

/// What each of a file's sites replaces but of those that stand as they stood; why, goes to the site.
fn resolve(
    project: &Project<'_>,
    file: &SourceFile,
    scan: &mut FileScan,
    stands: &dyn Fn(usize) -> bool,
) -> Vec<Boundary> {
    let resolutions = project.resolutions(&file.path, file.language, scan, &|at| !stands(at));
    let mut boundaries = Vec::with_capacity(resolutions.len());
    for (site, resolution) in scan.sites.iter_mut().zip(resolutions) {
        boundaries.push(resolution.boundary);
        site.reasons.extend(resolution.reason);
        project.weigh_methods(&file.path, file.language, site);
    }
    boundaries
}
