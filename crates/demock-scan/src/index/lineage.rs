//! What a class of a file derives from, in whichever files that stands.
//!
//! Invariant: at most [`CLASSES_MAX`] classes for one, so that classes which derive from each other end.

use super::IndexedFile;
use super::links::Link;
use crate::outline::{How, Sort};
use crate::project::FileId;
use demock_model::Text;

const CLASSES_MAX: usize = 16;

/// A class and what it derives from, the nearest first.
pub(super) fn lineage(files: &[Option<IndexedFile>], file: FileId, class: Text) -> Vec<(FileId, Text)> {
    let mut classes: Vec<(FileId, Text)> = vec![(file, class)];
    let mut at = 0;
    while let Some((file, class)) = classes.get(at).copied().filter(|_| at < CLASSES_MAX) {
        for base in bases(files, file, class) {
            if !classes.contains(&base) {
                classes.push(base);
            }
        }
        at += 1;
    }
    classes.truncate(CLASSES_MAX);
    classes
}

/// Classes of other files that a class derives from, by way of others of its own file, too.
fn bases(files: &[Option<IndexedFile>], file: FileId, class: Text) -> Vec<(FileId, Text)> {
    let Some(indexed) = files.get(file as usize).and_then(Option::as_ref) else { return Vec::new() };
    let outline = &indexed.linked.outline;
    let mut seen: Vec<u32> = outline.shown(Sort::Suite, class).into_iter().collect();
    let (mut at, mut found) = (0, Vec::new());
    while let Some(node) = seen.get(at).copied() {
        at += 1;
        for runs in outline.runs_of(node) {
            if !seen.contains(&runs) {
                seen.push(runs);
            }
        }
        for outside in outline.beyond_of(node) {
            let link = &indexed.linked.links[outside as usize];
            if let (How::Suite, Link::Definition(file, name)) = (outline.outside[outside as usize].how, link) {
                found.push((*file, *name));
            }
        }
    }
    found
}
