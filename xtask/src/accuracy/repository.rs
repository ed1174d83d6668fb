//! The tree of a commit, out of a copy of its repository that is on this machine.
//!
//! A copy is a clone of `owner/name`, bare or not, in `SOURCES/owner+name` or in a folder of any name in there.
//! Invariants: a copy is only read; the tree is a checkout of every file, as whoever clones the repository has it (an
//! archive made by git leaves out what `.gitattributes` marks `export-ignore`, tests above all); this machine's own
//! settings of git change nothing in it. A copy may lack some objects (a mirror without the largest files); the files
//! that it lacks are written down beside the tree, `TREE.lacks`, one a line.
//! Absent on purpose: fetching, since no package registry serves repositories.

use super::source::Source;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why the tree is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// No copy was named or none lies there: nothing is wrong with the label.
    NoCopy(String),
    /// The copy is there and does not serve.
    Broken(String),
}

/// Checks the commit out below `trees`, if it is not there yet; the folder of its files.
pub(super) fn tree(source: &Source, sources: Option<&Path>, trees: &Path) -> Result<PathBuf, Problem> {
    let (folder, home) = (folder(source), home(source, trees));
    if home.is_dir() {
        return Ok(home);
    }
    let Some(sources) = sources else {
        let expected = format!("name a folder with --sources in which `{folder}` is a clone of it");
        return Err(Problem::NoCopy(format!("no copy of the repository is named: {expected}")));
    };
    let copy = sources.join(&folder);
    let Some(git_folder) = git_folder(&copy) else {
        let next = format!("clone {} there, with the commit {}", source.name, source.version);
        return Err(Problem::NoCopy(format!("`{}` is no clone: {next}", copy.display())));
    };
    check_out(&git_folder, &source.version, &home).map_err(Problem::Broken)?;
    Ok(home)
}

/// Where git keeps the objects of a copy: in it, in its `.git`, or in a folder of it, the first by name.
fn git_folder(copy: &Path) -> Option<PathBuf> {
    let is_git = |folder: &PathBuf| folder.join("HEAD").is_file() && folder.join("objects").is_dir();
    let mut inside: Vec<PathBuf> = fs::read_dir(copy).ok()?.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    [copy.to_owned(), copy.join(".git")].into_iter().chain(inside).find(is_git)
}

/// The files of a checked-out tree that the copy lacked.
pub(super) fn lacks(source: &Source, trees: &Path) -> Vec<String> {
    // There is no such list beside a tree that lacks nothing.
    let list = fs::read_to_string(beside(&home(source, trees))).unwrap_or_default();
    list.lines().map(str::to_owned).collect()
}

fn folder(source: &Source) -> String {
    source.name.replace('/', "+")
}

fn home(source: &Source, trees: &Path) -> PathBuf {
    trees.join(format!("{}@{}", folder(source), source.version))
}

fn beside(home: &Path) -> PathBuf {
    home.with_added_extension("lacks")
}

fn check_out(git_folder: &Path, commit: &str, home: &Path) -> Result<(), String> {
    let trees = home.parent().unwrap_or(home);
    let name = home.file_name().unwrap_or_default().to_string_lossy();
    let (fresh, index) = (trees.join(format!(".{name}")), trees.join(format!(".{name}.index")));
    let problem = |error: std::io::Error| format!("{}: {error}", fresh.display());
    if fresh.exists() {
        fs::remove_dir_all(&fresh).map_err(problem)?;
    }
    fs::create_dir_all(&fresh).map_err(problem)?;
    // An index of its own, so that the copy's is neither asked nor touched.
    let git = |words: &[&str]| {
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(git_folder).arg("--work-tree").arg(&fresh).args(words).current_dir(&fresh);
        git.env("GIT_INDEX_FILE", &index).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = git.env("LC_ALL", "C").output().map_err(|error| format!("`git` could not be run: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let lacked = if output.status.success() { Some(Vec::new()) } else { lacked(&said) };
        let last = said.lines().last().unwrap_or("nothing");
        lacked.ok_or_else(|| format!("`git {}` in {} said: {last}", words[0], git_folder.display()))
    };
    let done = git(&["read-tree", commit]).and_then(|_| git(&["checkout-index", "--all", "--quiet"]));
    if index.exists() {
        fs::remove_file(&index).map_err(problem)?;
    }
    let lacked = done?;
    if !lacked.is_empty() {
        fs::write(beside(home), lacked.join("\n")).map_err(problem)?;
    }
    fs::rename(&fresh, home).map_err(problem)
}

/// The files that were not written because their content is not there; `None` if git complains of anything else.
fn lacked(said: &str) -> Option<Vec<String>> {
    let file = |line: &str| {
        let (path, _hash) = line.strip_prefix("error: unable to read sha1 file of ")?.rsplit_once(" (")?;
        Some(path.to_owned())
    };
    let files: Option<Vec<String>> = said.lines().map(file).collect();
    files.filter(|files| !files.is_empty())
}

#[cfg(test)]
#[path = "repository_tests.rs"]
mod tests;
