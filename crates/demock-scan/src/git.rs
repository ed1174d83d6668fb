//! What demock asks of git: the real program, so that every repository it can read, we can.
//!
//! Invariants: nothing here writes to the repository; names go through `-z`, revisions behind `--end-of-options`; variables that git sets
//! for hooks do not redirect us. Absent on purpose: history, branches, anything over a network.

mod export;

pub use export::Export;

use crate::walk;
use demock_model::Help;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A folder inside a repository; paths are relative to the folder.
#[derive(Debug, Clone)]
pub struct Repository {
    folder: PathBuf,
    /// The folder relative to the repository's top, empty or ending in `/`.
    prefix: String,
}

/// A commit that exists in the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// As the user wrote it.
    pub name: String,
    /// The commit's id.
    pub commit: String,
}

/// A file that differs between a revision and the work tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its path now; before, where it was deleted.
    pub path: String,
    /// What happened to it.
    pub change: Change,
}

/// What happened to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Deleted,
    /// Its content or type changed.
    Modified,
    /// It had this path before.
    Renamed(String),
}

/// Why git could not answer.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// The program cannot be started.
    #[error("`git` cannot be started")]
    NotStarted(#[source] io::Error),
    /// A revision's files cannot be written to a temporary folder.
    #[error("the files of the revision cannot be written to a temporary folder")]
    Export(#[source] io::Error),
    /// The folder is in no repository.
    #[error("`{}` is not inside a git repository", folder.display())]
    NoRepository {
        /// The folder.
        folder: PathBuf,
    },
    /// The revision is not there.
    #[error("revision `{name}` does not exist in this {}", repository(*completeness))]
    MissingRevision {
        /// As the user wrote it.
        name: String,
        /// Whether history was cut off.
        completeness: Completeness,
    },
    /// Git failed in a way that we have no name for.
    #[error("`git {command}` failed: {message}")]
    Failed {
        /// The arguments.
        command: String,
        /// What git said.
        message: String,
    },
}

/// Whether a clone has its whole history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// It has.
    Whole,
    /// It was cut off when cloning.
    Shallow,
}

fn repository(completeness: Completeness) -> &'static str {
    match completeness {
        Completeness::Whole => "repository",
        Completeness::Shallow => "shallow clone",
    }
}

impl Help for GitError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotStarted(_) => "git/not-started",
            Self::Export(_) => "git/export",
            Self::NoRepository { .. } => "git/no-repository",
            Self::MissingRevision { .. } => "git/missing-revision",
            Self::Failed { .. } => "git/failed",
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::NotStarted(_) => Some("install git, or run without `--since`".to_owned()),
            Self::NoRepository { .. } => Some("run inside a clone, or without `--since`".to_owned()),
            Self::MissingRevision { completeness: Completeness::Shallow, .. } => Some(
                "fetch the history first: `git fetch --unshallow`, or `fetch-depth: 0` for the checkout step in CI"
                    .to_owned(),
            ),
            Self::MissingRevision { completeness: Completeness::Whole, .. } => {
                Some("check the spelling, or fetch it first: `git fetch origin`".to_owned())
            }
            Self::Failed { .. } => None,
            Self::Export(_) => {
                Some("make room in the folder for temporary files, or set TMPDIR to another one".to_owned())
            }
        }
    }

    fn place(&self) -> Option<String> {
        match self {
            Self::NoRepository { folder } => Some(folder.display().to_string()),
            Self::MissingRevision { name, .. } => Some(name.clone()),
            Self::NotStarted(_) | Self::Export(_) | Self::Failed { .. } => None,
        }
    }

    fn seen(&self) -> Option<String> {
        match self {
            Self::Failed { message, .. } => Some(message.clone()),
            Self::NotStarted(_) | Self::Export(_) | Self::NoRepository { .. } | Self::MissingRevision { .. } => None,
        }
    }
}

impl Repository {
    /// The repository that a folder lies in.
    pub fn of(folder: &Path) -> Result<Self, GitError> {
        let output = run(folder, &["rev-parse", "--show-prefix"], None)?;
        if !output.status.success() {
            return Err(GitError::NoRepository { folder: folder.to_owned() });
        }
        let prefix = String::from_utf8_lossy(&output.stdout).trim_end_matches(['\n', '\r']).to_owned();
        Ok(Self { folder: folder.to_owned(), prefix })
    }

    /// The commit that a name stands for.
    pub fn revision(&self, name: &str) -> Result<Revision, GitError> {
        let commit = format!("{name}^{{commit}}");
        let output = run(&self.folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], None)?;
        if output.status.success() {
            let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            return Ok(Revision { name: name.to_owned(), commit });
        }
        let shallow = self.succeed(&["rev-parse", "--is-shallow-repository"])?;
        let completeness = if shallow.trim_ascii() == b"true" { Completeness::Shallow } else { Completeness::Whole };
        Err(GitError::MissingRevision { name: name.to_owned(), completeness })
    }

    /// The paths of all files of a revision that lie in the folder.
    pub fn files(&self, revision: &Revision) -> Result<Vec<String>, GitError> {
        let listed = self.succeed(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", &revision.commit])?;
        let names = listed.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
        let inside = names.filter_map(|name| name.strip_prefix(&self.prefix)).filter(|name| !name.is_empty());
        Ok(inside.map(str::to_owned).collect())
    }

    /// The content of a file at a revision, `None` where it did not exist. A path may leave the folder by `../`.
    pub fn read(&self, revision: &Revision, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        Ok(self.read_all(revision, &[path])?.pop().flatten())
    }

    /// The contents of files at a revision, in the order asked for.
    pub fn read_all(&self, revision: &Revision, paths: &[&str]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        let mut contents = Vec::with_capacity(paths.len());
        let mut asked = String::new();
        for path in paths {
            // A line break cannot be asked for in the batch protocol; no file of ours has one, and "absent" is loud.
            if let Some(name) = walk::from_folder(&self.prefix, path).filter(|name| !name.contains('\n')) {
                asked.extend([&revision.commit, ":", &name]);
            }
            asked.push('\n');
        }
        let output = run(&self.folder, &["cat-file", "--batch"], Some(asked.as_bytes()))?;
        let mut rest = &output.stdout[..];
        for _ in paths {
            let Some(end) = rest.iter().position(|byte| *byte == b'\n') else {
                return Err(failed(&["cat-file", "--batch"], &output));
            };
            let header = String::from_utf8_lossy(&rest[..end]).into_owned();
            rest = &rest[end + 1..];
            let size = header.rsplit_once(" blob ").and_then(|(_, size)| size.parse::<usize>().ok());
            match size.filter(|size| rest.len() > *size) {
                Some(size) => {
                    contents.push(Some(rest[..size].to_vec()));
                    rest = &rest[size + 1..];
                }
                None if header.ends_with(" missing") => contents.push(None),
                None => return Err(failed(&["cat-file", "--batch"], &output)),
            }
        }
        Ok(contents)
    }

    /// What differs between a revision and the work tree, within the folder; files that git does not track are absent.
    pub fn changed(&self, revision: &Revision) -> Result<Vec<ChangedFile>, GitError> {
        let arguments = [
            "diff",
            "--name-status",
            "-M",
            "-z",
            "--relative",
            "--no-ext-diff",
            "--no-textconv",
            &revision.commit,
            "--",
        ];
        let listed = self.succeed(&arguments)?;
        let mut fields = listed.split(|byte| *byte == 0).map(|field| String::from_utf8_lossy(field).into_owned());
        let mut changed = Vec::new();
        while let Some(status) = fields.next().filter(|status| !status.is_empty()) {
            let Some(path) = fields.next() else { break };
            let file = match status.as_bytes()[0] {
                b'A' => ChangedFile { path, change: Change::Added },
                b'D' => ChangedFile { path, change: Change::Deleted },
                b'R' | b'C' => {
                    let Some(now) = fields.next() else { break };
                    ChangedFile { path: now, change: Change::Renamed(path) }
                }
                _ => ChangedFile { path, change: Change::Modified },
            };
            changed.push(file);
        }
        Ok(changed)
    }

    /// Files of the folder that git does not track and does not ignore.
    pub fn untracked(&self) -> Result<Vec<String>, GitError> {
        let listed = self.succeed(&["ls-files", "-z", "--others", "--exclude-standard"])?;
        let names = listed.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
    }

    fn succeed(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        let output = run(&self.folder, arguments, None)?;
        if output.status.success() { Ok(output.stdout) } else { Err(failed(arguments, &output)) }
    }
}

fn failed(arguments: &[&str], output: &Output) -> GitError {
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    GitError::Failed { command: arguments.join(" "), message }
}

fn run(folder: &Path, arguments: &[&str], input: Option<&[u8]>) -> Result<Output, GitError> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(GitError::NotStarted)?;
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        // Written beside the reading, or both sides wait for each other once the pipes are full.
        let writer = scope.spawn(move || match (stdin, input) {
            (Some(mut stdin), Some(input)) => stdin.write_all(input),
            (None, _) | (_, None) => Ok(()),
        });
        let output = child.wait_with_output().map_err(GitError::NotStarted)?;
        // A git that ended early closes the pipe; its own message says more than the broken pipe.
        match writer.join() {
            Ok(Err(error)) if output.status.success() => Err(GitError::NotStarted(error)),
            Ok(_) | Err(_) => Ok(output),
        }
    })
}
