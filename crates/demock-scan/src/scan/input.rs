//! What the judge is given of one file: its scan, with names answered by the project.
//!
//! Invariant: a failure here is said under the file's path and costs no more than the step that failed.

use super::files::{Contents, Reading};
use super::guard::guarded;
use crate::cache::{self, Stored};
use crate::judge::FileInput;
use crate::project::Project;
use crate::site::FileScan;
use crate::walk::SourceFile;
use demock_model::{Boundary, Skipped, Text};
use std::sync::Arc;

/// A file as the judge takes it; `None` where nothing could be had of it, which `failed` then says.
pub(super) fn of_file(
    project: &Project<'_>,
    reading: &Reading<'_>,
    contents: &Contents,
    file: &SourceFile,
    stored: &Stored,
    failed: &mut Vec<Skipped>,
) -> Option<FileInput> {
    let mut fail = |reason: String| failed.push(Skipped { path: Text::from(&file.path), reason: reason.into() });
    let mut scan = match cache::decode(&stored.scan).map_or_else(|| reading.scan_anew(file, None), Ok) {
        Ok(scan) => scan,
        Err(reason) => {
            fail(reason);
            return None;
        }
    };
    let aliases = guarded("its imports were followed", || project.aliases(&file.path, file.language, &scan));
    match aliases.map(|aliases| aliases.map(|aliases| reading.rescan(file, stored.content, &aliases, contents))) {
        Ok(None) => {}
        Ok(Some(Ok(again))) => scan = again,
        Ok(Some(Err(reason))) | Err(reason) => fail(reason),
    }
    let boundaries = match guarded("its targets were resolved", || resolve(project, file, &mut scan)) {
        Ok(boundaries) => boundaries,
        Err(reason) => {
            fail(reason);
            vec![Boundary::Unknown; scan.sites.len()]
        }
    };
    Some(FileInput { path: file.path.clone(), language: file.language, scan: Arc::new(scan), boundaries })
}

/// What each of a file's sites replaces; why, goes to the site.
fn resolve(project: &Project<'_>, file: &SourceFile, scan: &mut FileScan) -> Vec<Boundary> {
    let resolutions = project.resolutions(&file.path, file.language, scan);
    let mut boundaries = Vec::with_capacity(resolutions.len());
    for (site, resolution) in scan.sites.iter_mut().zip(resolutions) {
        boundaries.push(resolution.boundary);
        site.reasons.extend(resolution.reason);
    }
    boundaries
}
