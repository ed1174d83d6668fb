//! One text in the place of a file, for editors and hooks: judged as a scan of the whole tree would judge it, as far as the files
//! that it leans on tell (`leaning`).
//!
//! Invariant: where it hangs on who else uses the file whether a finding is an error, it is a warning and listed as doubtful
//! (`judge::soften`): whoever is stopped by an edit would be stopped by `demock check`, too.

use super::asked::Asked;
use super::assemble::{self, Gathered, SetUp, Wanted};
use super::files::{Contents, Instead, Outcome, Reading};
use super::stood::Stood;
use super::{Request, ScanError, Scanned, leaning, own_settings, rule_set, rules_key, take_excluded};
use crate::cache::{self, Blob};
use crate::judge::{self, Harmless, ServiceFolders};
use crate::project::{Known, Project, folder_of};
use crate::restrict::restrict;
use crate::walk::{SourceFile, Stat, Tree, lies_in};
use demock_model::Language;

/// One of the files that are edited together.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'a> {
    /// What all of them hold.
    pub texts: &'a [Instead<'a>],
    /// The one whose findings are asked for.
    pub at: usize,
    /// What is not told of it again.
    pub against: Against<'a>,
    /// What is asked for.
    pub sought: Sought,
}

/// Which findings of a file are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// All that a scan tells.
    All,
    /// Those that are errors, and whatever is found on the way.
    Errors,
}

/// Findings that are not asked for, because another text of the same file has them.
#[derive(Debug, Clone, Copy)]
pub enum Against<'a> {
    /// All are asked for.
    Nothing,
    /// Those of a definition that says the same in this text, where an earlier scan remembers it.
    Text(&'a [u8]),
    /// Those of a definition that says the same in a text that was scanned.
    Facts(&'a Facts),
}

/// What a text said.
#[derive(Debug)]
pub struct Facts(Option<Blob>);

/// What was found in one text.
#[derive(Debug)]
pub struct Edited {
    /// The report is of this file alone.
    pub scanned: Scanned,
    /// What the text said.
    pub facts: Facts,
    /// Whether findings were left out for what they are told against.
    pub is_against: bool,
    /// Findings that are errors if only tests of the file's own tier use it: indices into the report's.
    pub doubtful: Vec<u32>,
}

/// Scans one text as if it were the content of a file of a tree, of which the names are known.
pub fn scan_edited(request: &Request<'_>, names: &Tree, edit: &Edit<'_>) -> Result<Edited, ScanError> {
    let Instead { path, bytes } = edit.texts[edit.at];
    let mut tree = names.clone();
    for text in edit.texts {
        add(&mut tree, text.path, text.bytes.len() as u64);
    }
    let is_above = |config: &&str| lies_in(path, folder_of(config));
    let settings = own_settings(request.root, tree.configs.iter().map(String::as_str).filter(is_above))?;
    let is_excluded = settings.excluded(path).is_some();
    if is_excluded {
        tree.files.retain(|file| *file.path == *path);
    }
    let rules = rule_set(request.selection, &settings);
    let everything = Asked::everything(&tree);
    let left_out = take_excluded(&settings, &everything, &mut tree);
    let folders = ServiceFolders::new(tree.packages.iter().map(String::as_str));
    let language = tree.files.binary_search_by(|file| (*file.path).cmp(path)).map(|at| tree.files[at].language);
    // Tests of files that are edited together may be inherited by tests of another tier.
    let harmless = language.ok().filter(|_| edit.texts.len() == 1 && edit.sought == Sought::Errors);
    let harmless = harmless.map(|language| Harmless::new(&settings, &folders, path, language));
    let reading = Reading {
        root: request.root,
        rules: &rules,
        asked: &everything,
        cache: request.cache,
        rules_key: &rules_key(&settings, request.selection),
        given: &[],
        instead: edit.texts,
        answered: Some(path),
        harmless: harmless.as_ref(),
        progress: None,
    };
    let set_up = SetUp::read(request.root, &tree);
    let contents = reading.remembered();
    let known = Known { keys: Vec::new(), before: Some(contents.before.clone()) };
    let project = assemble::project(request.root, &settings, &rules, &tree, &set_up).with_contents(known);
    let project = edit.texts.iter().fold(project, |project, text| project.with_text(text.path, text.bytes));
    let leaning = leaning::read(&reading, (&project, &set_up.runners, &tree.files), contents, path);
    let own = project.file(path).map(|at| at as usize);
    let stood = own.and_then(|at| stood(&project, &leaning.outcome.contents, &tree.files[at], edit.against));
    let facts = Facts(own.and_then(|at| said(&project, &leaning.outcome, &tree.files[at], at)));
    let users: Vec<_> = leaning.users.iter().map(|at| &tree.files[*at as usize]).cloned().collect();
    let is_against = stood.is_some();
    let gathered = Gathered { tree, set_up, project, left_out, outcome: leaning.outcome, stood };
    let (mut report, _) = assemble::report(request, &settings, &reading, gathered, Wanted::Nothing);
    // The report forgets tests of other files with them.
    let first = report.findings.partition_point(|finding| *finding.path < *path);
    let own = report.findings[first..].iter().take_while(|finding| *finding.path == *path).count();
    let users = users.iter().map(|file| (&*file.path, file.language));
    let doubtful = judge::soften(&mut report.findings[first..first + own], &settings, &folders, users);
    let mut report = restrict(report, &|read| read == path);
    report.skipped.retain(|skipped| *skipped.path == *path || is_excluded);
    (report.files, report.bytes) = (report.files.min(1), bytes.len() as u64 * report.files.min(1));
    Ok(Edited {
        scanned: Scanned { report, settings, rules, idle: Vec::new(), unshared: Vec::new(), missed: Vec::new() },
        facts,
        is_against,
        doubtful,
    })
}

/// What the file said in the text that is not told of again.
fn stood(project: &Project<'_>, contents: &Contents, file: &SourceFile, against: Against<'_>) -> Option<Stood> {
    match against {
        Against::Nothing => None,
        Against::Text(bytes) => Stood::remembered(project, contents, file, bytes),
        Against::Facts(Facts(scan)) => Stood::said(scan.as_ref()?),
    }
}

/// What a file says in the light of others, as far as they were read.
fn said(project: &Project<'_>, outcome: &Outcome, file: &SourceFile, at: usize) -> Option<Blob> {
    let stored = outcome.stored[at].as_ref()?;
    let front = cache::decode_front(&stored.scan)?;
    match project.aliases(&file.path, file.language, &front) {
        Some(aliases) => outcome.contents.again(aliases.key_of(stored.content)),
        None => Some(stored.scan.clone()),
    }
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
