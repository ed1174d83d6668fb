//! A folder under git, and runs of the binary in it.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The binary that is tested.
pub(crate) const DEMOCK: &str = env!("CARGO_BIN_EXE_demock");
pub(crate) const A: &str = "backend/tests/integration/test_a.py";
pub(crate) const B: &str = "backend/tests/integration/test_b.py";

/// Variables of whoever runs the tests that would change an answer.
const NOT_OURS: &[&str] = &[
    "NO_COLOR",
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "COLUMNS",
    "SOURCE_DATE_EPOCH",
    "GITHUB_BASE_REF",
    "GITHUB_ACTIONS",
    "GITHUB_OUTPUT",
    "GITHUB_REF",
    "GITHUB_SHA",
    "GITHUB_STEP_SUMMARY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
];

/// A folder that goes away with the value; the cache lies beside it.
pub(crate) struct Tree {
    outer: PathBuf,
    pub(crate) root: PathBuf,
}

impl Drop for Tree {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.outer));
    }
}

impl Tree {
    /// An empty repository on branch `main`.
    pub(crate) fn new() -> Self {
        let tree = Self::folder();
        tree.git(&["init", "-q", "-b", "main"]);
        tree
    }

    /// An empty folder.
    pub(crate) fn folder() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("demock-cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let outer = std::env::temp_dir().join(name);
        std::fs::create_dir_all(outer.join("tree")).expect("a temporary folder");
        let outer = outer.canonicalize().expect("the folder just made");
        Self { root: outer.join("tree"), outer }
    }

    /// One integration test with two mocks, committed; nothing of demock yet.
    pub(crate) fn with_mocks() -> Self {
        let tree = Self::new();
        tree.mocks(A, &["app.store.get", "app.store.put"]);
        tree.write("backend/pyproject.toml", "[project]\nname = \"backend\"\n");
        tree.commit("base");
        tree
    }

    /// The same, adopted and committed.
    pub(crate) fn adopted() -> Self {
        let tree = Self::with_mocks();
        tree.demock(&["init"]).exits(0);
        tree.commit("adopt demock");
        tree
    }

    /// A clone of the newest commit only.
    pub(crate) fn shallow_clone(&self) -> Self {
        let clone = Self::folder();
        let source = format!("file://{}", self.root.display());
        clone.git(&["clone", "-q", "--depth", "1", &source, "."]);
        clone
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a written file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path)).expect("a readable file")
    }

    /// A Python test file with one test that patches each target.
    pub(crate) fn mocks(&self, path: &str, targets: &[&str]) {
        self.write(path, &mocks(targets));
    }

    /// Runs git and returns what it prints; fails the test with what it says.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let ran = self.try_git(arguments);
        assert!(ran.code == Some(0), "git {}: {}{}", arguments.join(" "), ran.stdout, ran.stderr);
        ran.stdout
    }

    pub(crate) fn try_git(&self, arguments: &[&str]) -> Ran {
        let identity = ["user.name=A", "user.email=a@example.com", "commit.gpgsign=false"];
        let settings = identity.iter().flat_map(|setting| ["-c", setting]);
        let git = Run::new(Path::new("git"), self, &settings.chain(arguments.iter().copied()).collect::<Vec<_>>());
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").run()
    }

    #[track_caller]
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// A folder of the cache.
    pub(crate) fn cache(&self, sort: &str) -> PathBuf {
        self.outer.join("cache").join(sort)
    }

    /// A run of the binary in the folder.
    pub(crate) fn demock(&self, arguments: &[&str]) -> Run<'_> {
        Run::new(Path::new(DEMOCK), self, arguments)
    }

    /// A run of any other program in the folder.
    pub(crate) fn program(&self, program: &Path, arguments: &[&str]) -> Run<'_> {
        Run::new(program, self, arguments)
    }

    /// Every finding of a scan, as JSON.
    #[track_caller]
    pub(crate) fn findings(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        let all: Vec<&str> = ["scan", "--format", "json"].iter().chain(arguments).copied().collect();
        let report: serde_json::Value = serde_json::from_str(&self.demock(&all).exits(0).stdout).expect("JSON");
        report["findings"].as_array().expect("findings").clone()
    }

    /// What a scan finds, as `path target`.
    #[track_caller]
    pub(crate) fn targets(&self, arguments: &[&str]) -> Vec<String> {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        let found = self.findings(arguments);
        found.iter().map(|finding| format!("{} {}", text(&finding["path"]), text(&finding["target"]))).collect()
    }
}

/// A Python test that patches each target.
pub(crate) fn mocks(targets: &[&str]) -> String {
    let mut text = String::from("from unittest.mock import patch\n\n\ndef test_one():\n");
    for target in targets {
        write!(text, "    with patch(\"{target}\"):\n        run()\n").expect("a string");
    }
    text.push_str("    assert run()\n");
    text
}

/// The repository's own top: scripts and definitions are tried as they are committed.
pub(crate) fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the repository").to_owned()
}

/// A program about to be run.
#[must_use = "nothing has run yet: say how it exits"]
pub(crate) struct Run<'a> {
    command: Command,
    input: Vec<u8>,
    tree: &'a Tree,
}

/// A program that has run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl<'a> Run<'a> {
    fn new(program: &Path, tree: &'a Tree, arguments: &[&str]) -> Self {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&tree.root).env("DEMOCK_CACHE_DIR", tree.cache(""));
        for name in NOT_OURS {
            command.env_remove(name);
        }
        Self { command, input: Vec::new(), tree }
    }

    pub(crate) fn stdin(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    /// From another folder of the tree.
    pub(crate) fn inside(mut self, folder: &str) -> Self {
        self.command.current_dir(self.tree.root.join(folder));
        self
    }

    /// From a folder elsewhere.
    pub(crate) fn inside_of(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn run(mut self) -> Ran {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().expect("a started program");
        let mut stdin = child.stdin.take().expect("a pipe");
        let output = std::thread::scope(|scope| {
            // A program that reads no input closes the pipe: that is its right.
            scope.spawn(move || drop(stdin.write_all(&self.input)));
            child.wait_with_output().expect("an ended program")
        });
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Runs it and holds it to its exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Ran {
        let ran = self.run();
        assert_eq!(ran.code, Some(code), "stdout:\n{}\nstderr:\n{}", ran.stdout, ran.stderr);
        ran
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.stdout.contains(text), "`{text}` is not in:\n{}", self.stdout);
        self
    }

    #[track_caller]
    pub(crate) fn warns(&self, text: &str) -> &Self {
        assert!(self.stderr.contains(text), "`{text}` is not in:\n{}", self.stderr);
        self
    }
}
