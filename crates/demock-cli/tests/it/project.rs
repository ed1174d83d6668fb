//! A project with services, and what its runs have left.
//!
//! Services are fetched once into a folder below the target folder. Where one cannot be had, a test fails with what demock
//! itself says to that: the line that gets it. psql is asked of the machine (`scripts/test` sees to it).

use crate::tree::{Run, Tree};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// How long anything may take to be gone.
const GONE_MAX: Duration = Duration::from_secs(20);

/// A project with services.
pub(crate) struct Project {
    pub(crate) tree: Tree,
}

impl Project {
    pub(crate) fn new(compose: &str) -> Self {
        let tree = Tree::new();
        tree.write("docker-compose.test.yml", compose);
        tree.write(
            "init/1.sql",
            "CREATE TABLE outside (id int);\n\\connect shop\nCREATE TABLE item (id int PRIMARY KEY);\n",
        );
        tree.write(
            "init/2.sh",
            "psql -v ON_ERROR_STOP=1 -U \"$POSTGRES_USER\" -d \"$POSTGRES_DB\" -qc 'INSERT INTO item VALUES (2)'\n",
        );
        fs::create_dir_all(temporary(&tree)).expect("a folder");
        Self { tree }
    }

    /// `demock run` of a shell line.
    pub(crate) fn run(&self, options: &[&str], line: &str) -> Run<'_> {
        let words: Vec<&str> = ["run"].iter().chain(options).chain(&["--", "bash", "-c", line]).copied().collect();
        self.demock(&words)
    }

    pub(crate) fn demock(&self, words: &[&str]) -> Run<'_> {
        self.with_services(self.tree.demock(words))
    }

    /// A run that finds what was fetched, and keeps its temporary files in a folder of the project's own.
    pub(crate) fn with_services<'r>(&self, run: Run<'r>) -> Run<'r> {
        run.env("DEMOCK_CACHE_DIR", services()).env("TMPDIR", temporary(&self.tree)).env("XDG_RUNTIME_DIR", "")
    }

    /// Where its runs are.
    pub(crate) fn temporary(&self) -> PathBuf {
        temporary(&self.tree)
    }

    /// A name that no other project has.
    pub(crate) fn name(&self) -> String {
        let outer = self.tree.root.parent().and_then(Path::file_name).expect("a folder around the tree");
        outer.to_string_lossy().into_owned()
    }

    /// A run of a shell line that is left running.
    pub(crate) fn spawn(&self, isolation: &str, line: &str) -> Child {
        let mut command = self.command(&["run", "-q", "--", "bash", "-c", line]);
        command.env("DEMOCK_ISOLATION", isolation).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("a started program")
    }

    /// A command line of demock that somebody else starts.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(crate::tree::DEMOCK);
        command.args(words).current_dir(&self.tree.root);
        command.env("DEMOCK_CACHE_DIR", services()).env("TMPDIR", temporary(&self.tree)).env("XDG_RUNTIME_DIR", "");
        command
    }

    /// Processes and folders that the project's runs have left.
    pub(crate) fn left(&self) -> Vec<String> {
        let base = temporary(&self.tree);
        let text = base.display().to_string();
        let mut left = Vec::new();
        for entry in fs::read_dir("/proc").expect("processes").flatten() {
            let of = |what: &str| entry.path().join(what);
            let folder = fs::read_link(of("cwd")).unwrap_or_default();
            let words = fs::read(of("cmdline")).unwrap_or_default();
            let words = String::from_utf8_lossy(&words).replace('\0', " ");
            let variables = fs::read(of("environ")).unwrap_or_default();
            let is_ours = folder.starts_with(&base)
                || words.contains(&text)
                || String::from_utf8_lossy(&variables).contains(&format!("TMPDIR={text}/"));
            if is_ours && entry.file_name().to_string_lossy().parse::<u32>().is_ok() {
                left.push(format!("process {} {words}", entry.file_name().display()));
            }
        }
        let user = fs::read_dir(&base).expect("a folder").flatten();
        let runs = user.flat_map(|entry| fs::read_dir(entry.path().join("runs")).into_iter().flatten().flatten());
        left.extend(runs.map(|run| run.path().display().to_string()));
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        left.extend(mounts.lines().filter(|line| line.contains(&text)).map(str::to_owned));
        left
    }

    #[track_caller]
    pub(crate) fn is_clean(&self) {
        let began = Instant::now();
        let (_never, tick) = channel::<()>();
        loop {
            let left = self.left();
            if left.is_empty() {
                return;
            }
            assert!(began.elapsed() < GONE_MAX, "left behind: {left:#?}");
            let _ = tick.recv_timeout(Duration::from_millis(5));
        }
    }
}

/// Where all tests keep what they fetch.
pub(crate) fn services() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("services")
}

/// Where a project's runs are. Sockets want short paths, and the machine's folder for temporary files may be a long one.
fn temporary(tree: &Tree) -> PathBuf {
    let name = tree.root.parent().and_then(Path::file_name).expect("a folder around the tree");
    Path::new("/tmp").join(format!("{}-t", name.display()))
}

impl Drop for Project {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(temporary(&self.tree)));
    }
}

/// Shared memory of the machine, System V's and POSIX's.
pub(crate) fn shared_memory() -> (usize, usize) {
    let segments = fs::read_to_string("/proc/sysvipc/shm").unwrap_or_default().lines().count();
    let files = fs::read_dir("/dev/shm").expect("shared memory").flatten();
    (segments, files.filter(|file| file.file_name().to_string_lossy().starts_with("PostgreSQL")).count())
}

pub(crate) fn wait_for(path: &Path) {
    let began = Instant::now();
    let (_never, tick) = channel::<()>();
    while !path.exists() {
        assert!(began.elapsed() < Duration::from_mins(2), "{} is not there", path.display());
        let _ = tick.recv_timeout(Duration::from_millis(5));
    }
}

pub(crate) fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
}
