//! A real work tree under real git, scanned by the real scanner.

use demock_config::Settings;
use demock_model::{GateFailure, Report, Verdict};
use demock_scan::cache::Shard;
use demock_scan::gate::{self, Baseline, Check, Coverage, Permission, Stale, store};
use demock_scan::git::Repository;
use demock_scan::ruleset::RuleSet;
use demock_scan::scan::{CacheUse, Request, ScanError, Scanned, scan, scan_shard};
use demock_scan::selection::Selection;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that goes away with the value.
pub(crate) struct Tree {
    pub(crate) root: PathBuf,
}

impl Drop for Tree {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.root));
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
        let name = format!("demock-gate-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&root).expect("a temporary folder");
        Self { root: root.canonicalize().expect("the folder just made") }
    }

    /// A clone of the newest commit only.
    pub(crate) fn shallow_clone(&self) -> Self {
        let clone = Self::folder();
        let source = format!("file://{}", self.root.display());
        run(&clone.root, &["clone", "-q", "--depth", "1", &source, "."]).expect("a clone");
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

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.root.join(path)).expect("a removed file");
    }

    /// A test file with one test for each group of targets, each target patched once.
    pub(crate) fn tests(&self, path: &str, tests: &[(&str, &[&str])]) {
        let mut text = String::from("from unittest.mock import patch\n");
        for (name, targets) in tests {
            write!(text, "\n\ndef {name}():\n").expect("a string");
            for target in *targets {
                write!(text, "    with patch(\"{target}\"):\n        run()\n").expect("a string");
            }
            text.push_str("    assert run()\n");
        }
        self.write(path, &text);
    }

    /// Runs git and returns what it prints; fails the test with what it says.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        run(&self.root, arguments).unwrap_or_else(|message| panic!("git {}: {message}", arguments.join(" ")))
    }

    #[track_caller]
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    pub(crate) fn repository(&self) -> Repository {
        Repository::of(&self.root).expect("a repository")
    }

    pub(crate) fn scan(&self) -> Report {
        self.scan_paths(&[])
    }

    pub(crate) fn scan_paths(&self, paths: &[&str]) -> Report {
        self.scan_by(None, paths)
    }

    /// A scan by the settings of another revision, or by the tree's own.
    pub(crate) fn scan_by(&self, settings: Option<Settings>, paths: &[&str]) -> Report {
        self.asked(settings, paths, &[], |request| scan(request).expect("a scan").report)
    }

    /// What a machine that reads these paths hands on.
    pub(crate) fn shard(&self, paths: &[&str]) -> Shard {
        let shard = |request: &Request<'_>| scan_shard(request, None).expect("a scan").1;
        Shard::read(self.asked(None, paths, &[], shard)).expect("a shard")
    }

    /// A scan with what other machines have read.
    pub(crate) fn scan_given(&self, settings: Option<Settings>, given: &[Shard]) -> Result<Scanned, ScanError> {
        self.asked(settings, &[], given, scan)
    }

    fn asked<T>(
        &self,
        settings: Option<Settings>,
        paths: &[&str],
        given: &[Shard],
        ask: impl FnOnce(&Request<'_>) -> T,
    ) -> T {
        let paths: Vec<PathBuf> = paths.iter().map(|path| self.root.join(path)).collect();
        ask(&Request {
            root: &self.root,
            root_name: ".",
            paths: &paths,
            selection: &Selection::default(),
            cache: CacheUse::Off,
            today: "2026-11-23".parse().expect("a day"),
            settings,
            given,
            progress: None,
        })
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings::load(&self.root, &[]).expect("settings")
    }

    pub(crate) fn baseline(&self) -> Baseline {
        store::load(&self.root).expect("a baseline")
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    pub(crate) fn save(&self, baseline: &Baseline) {
        store::save(&self.root, baseline).expect("a saved baseline");
    }

    pub(crate) fn write_baseline(&self) {
        self.save(&gate::write(&self.scan()));
    }

    pub(crate) fn shrink(&self) {
        self.save(&gate::shrink(&self.baseline(), &self.scan(), &|path| self.exists(path)));
    }

    pub(crate) fn accept(&self, reason: &str) {
        self.save(&gate::accept(&self.baseline(), &self.scan(), reason.into(), &|path| self.exists(path)));
    }

    pub(crate) fn check(&self) -> Verdict {
        self.check_report(&self.scan(), Stale::Notice)
    }

    pub(crate) fn check_locked(&self) -> Verdict {
        self.check_report(&self.scan(), Stale::Fails)
    }

    pub(crate) fn check_report(&self, report: &Report, stale: Stale) -> Verdict {
        gate::check(&Check {
            report,
            rules: RuleSet::built_in().names(),
            baseline: &self.baseline(),
            stale,
            coverage: Coverage::Whole,
            exists: &|path| self.exists(path),
            loosening: &[],
            permission: Permission::Withheld,
        })
    }

    /// Why the gate fails, one line for each reason; empty when it passes.
    pub(crate) fn failures(&self, verdict: &Verdict) -> Vec<String> {
        told(&self.scan(), verdict)
    }
}

/// Why the gate fails, one line for each reason.
pub(crate) fn told(report: &Report, verdict: &Verdict) -> Vec<String> {
    let finding = |at: &u32| {
        let finding = &report.findings[*at as usize];
        format!("{} {}", finding.path, finding.target.as_deref().unwrap_or("-"))
    };
    let reason = |failure: &GateFailure| match failure {
        GateFailure::New(found) => format!("new: {}", found.iter().map(finding).collect::<Vec<_>>().join(", ")),
        GateFailure::Expired(at) => format!("expired: {at:?}"),
        GateFailure::Refused(at) => format!("refused: {at:?}"),
        GateFailure::Loosened(found) => {
            format!("loosened: {}", found.iter().map(|it| it.what.clone()).collect::<Vec<_>>().join(", "))
        }
        GateFailure::Stale(entries) => {
            let entry = |entry: &demock_model::BaselineEntry| format!("{} {}", entry.path, entry.target);
            format!("stale: {}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        GateFailure::NoTests => "no tests".to_owned(),
        GateFailure::FewerTests { seen, recorded } => format!("{seen} tests, at least {recorded} recorded"),
    };
    verdict.failures.iter().map(reason).collect()
}

fn run(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let identity = ["user.name=A", "user.email=a@example.com", "commit.gpgsign=false", "init.defaultBranch=main"];
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    for setting in identity {
        command.args(["-c", setting]);
    }
    let output = command.args(arguments).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
    }
}
