//! One text in the place of a file, for editors and hooks: judged as a scan of the whole tree would judge it, as far as the files
//! that it leans on tell (`leaning`).
//!
//! Invariant: where it hangs on who else uses the file whether a finding is an error, it is a warning and listed as doubtful
//! (`judge::soften`): whoever is stopped by an edit would be stopped by `demock check`, too.

use super::asked::Asked;
use super::assemble::{self, Gathered, SetUp, Wanted};
use super::files::{Instead, Reading};
use super::{Request, ScanError, Scanned, leaning, own_settings, rule_set, rules_key, take_excluded};
use crate::judge::{self, ServiceFolders};
use crate::project::folder_of;
use crate::restrict::restrict;
use crate::walk::{SourceFile, Stat, Tree};
use demock_model::Language;

/// What was found in one text.
#[derive(Debug)]
pub struct Edited {
    /// The report is of this file alone.
    pub scanned: Scanned,
    /// Findings that are errors if only tests of the file's own tier use it: indices into the report's.
    pub doubtful: Vec<u32>,
}

/// Scans one text as if it were the content of a file of a tree, of which the names are known. `path` is relative to the root.
pub fn scan_edited(request: &Request<'_>, names: &Tree, path: &str, bytes: &[u8]) -> Result<Edited, ScanError> {
    let mut tree = names.clone();
    add(&mut tree, path, bytes.len() as u64);
    let is_above = |config: &&str| lies_in(path, folder_of(config));
    let settings = own_settings(request.root, tree.configs.iter().map(String::as_str).filter(is_above))?;
    let is_excluded = settings.excluded(path).is_some();
    if is_excluded {
        tree.files.retain(|file| *file.path == *path);
    }
    let rules = rule_set(request.selection, &settings);
    let everything = Asked::everything(&tree);
    let left_out = take_excluded(&settings, &everything, &mut tree);
    let reading = Reading {
        root: request.root,
        rules: &rules,
        asked: &everything,
        cache: request.cache,
        rules_key: &rules_key(&settings, request.selection),
        given: &[],
        instead: Some(Instead { path, bytes }),
        progress: None,
    };
    let set_up = SetUp::read(request.root, &tree);
    let project = assemble::project(request.root, &settings, &rules, &tree, &set_up).with_text(path, bytes);
    let folders = ServiceFolders::new(tree.packages.iter().map(String::as_str));
    let leaning = leaning::read(&reading, &project, &set_up.runners, &tree.files, path);
    let users: Vec<_> = leaning.users.iter().map(|at| &tree.files[*at as usize]).cloned().collect();
    let gathered = Gathered { tree, set_up, project, left_out, outcome: leaning.outcome };
    let (mut report, _) = assemble::report(request, &settings, &reading, gathered, Wanted::Nothing);
    // The report forgets tests of other files with them.
    let first = report.findings.partition_point(|finding| *finding.path < *path);
    let own = report.findings[first..].iter().take_while(|finding| *finding.path == *path).count();
    let users = users.iter().map(|file| (&*file.path, file.language));
    let doubtful = judge::soften(&mut report.findings[first..first + own], &settings, &folders, users);
    let mut report = restrict(report, &|read| read == path);
    report.skipped.retain(|skipped| *skipped.path == *path || is_excluded);
    (report.files, report.bytes) = (report.files.min(1), bytes.len() as u64 * report.files.min(1));
    Ok(Edited { scanned: Scanned { report, settings, rules, idle: Vec::new(), unshared: Vec::new() }, doubtful })
}

/// Lists the file where the tree does not: it may be new, or ignored by git.
fn add(tree: &mut Tree, path: &str, size: u64) {
    let Some(language) = path.rsplit_once('.').and_then(|(_, extension)| Language::of_extension(extension)) else {
        return;
    };
    if let Err(at) = tree.files.binary_search_by(|file| (*file.path).cmp(path)) {
        let stat = Stat { size, ..Stat::default() };
        tree.files.insert(at, SourceFile { path: path.into(), language, stat });
    }
}

/// Whether a path lies below a folder; the root is the empty text.
fn lies_in(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
