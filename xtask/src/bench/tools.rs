//! The tools that are measured beside demock.

use super::corpora::{Corpus, Language, Peers};
use super::{Job, fetch_with};
use crate::asked::built;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The text search that every ratio is quoted against.
const SEARCH: &str = r"\b(unittest\.mock|Mock\(|MagicMock|AsyncMock|create_autospec|monkeypatch|mocker\.|patch(\.object|\.dict|\.multiple)?\(|fakeredis|respx|responses\.(activate|add)|mock_aws|dependency_overrides)";
/// The same intent for other languages.
const SEARCH_OTHER: &str = r"\b(jest\.|vi\.|sinon\.|mock\(|Mockito|@Mock|@MockBean|createMock|spyOn|nock\()";
const RIPGREP: &str = "15.2.0";
const SEMGREP: &str = "1.185.0";

/// Tools that could be had.
pub(crate) struct Tools {
    demock: PathBuf,
    ripgrep: PathBuf,
    ruff: Option<PathBuf>,
    ast_grep: Option<PathBuf>,
    semgrep: Option<PathBuf>,
    pub(crate) versions: Vec<String>,
}

/// Builds demock, fetches the others; without ripgrep there is nothing to compare with.
pub(crate) fn fetch(root: &Path, cache: &Path, missing: &mut Vec<String>) -> Result<Tools, String> {
    let demock = built(root).map_err(|problems| problems.join("; "))?;
    let ripgrep = cache.join("ripgrep/bin/rg");
    if !ripgrep.exists() {
        let to = cache.join("ripgrep");
        fetch_with(
            cache,
            &["cargo", "install", "--quiet", "ripgrep", "--version", RIPGREP, "--root", &to.to_string_lossy()],
        )?;
    }
    let venv = cache.join("python");
    if !venv.join("bin/ast-grep").exists() {
        let made = fetch_with(cache, &["python3", "-m", "venv", "python"])
            .and_then(|()| fetch_with(cache, &["python/bin/pip", "install", "--quiet", "ruff", "ast-grep-cli"]));
        if let Err(error) = made {
            missing.push(format!("ruff and ast-grep: {error}"));
        }
    }
    let installed = |name: &str| Some(venv.join("bin").join(name)).filter(|path| path.exists());
    let on_path = |name: &str| Command::new(name).arg("--version").output().is_ok().then(|| PathBuf::from(name));
    let semgrep = installed("semgrep").or_else(|| on_path("semgrep"));
    if semgrep.is_none() {
        missing.push(format!(
            "semgrep is measured only where it is installed, as it takes minutes: {}/bin/pip install semgrep=={SEMGREP}",
            venv.display()
        ));
    }
    let mut tools = Tools {
        demock,
        ripgrep,
        ruff: installed("ruff"),
        ast_grep: installed("ast-grep"),
        semgrep,
        versions: Vec::new(),
    };
    tools.versions = tools.all_versions();
    Ok(tools)
}

impl Tools {
    fn all_versions(&self) -> Vec<String> {
        let programs = [
            Some(&self.demock),
            Some(&self.ripgrep),
            self.ruff.as_ref(),
            self.ast_grep.as_ref(),
            self.semgrep.as_ref(),
        ];
        let version = |program: &PathBuf| {
            let output = Command::new(program).arg("--version").output().ok()?;
            let said = String::from_utf8_lossy(&output.stdout).lines().next().map(str::to_owned)?;
            // semgrep says no more than the number.
            let is_bare = said.starts_with(|first: char| first.is_ascii_digit());
            Some(if is_bare { format!("{} {said}", program.file_name()?.to_string_lossy()) } else { said })
        };
        programs.into_iter().flatten().filter_map(version).collect()
    }

    /// The commands on one tree; the first is the anchor.
    pub(crate) fn jobs(&self, corpus: &Corpus, cache: &Path) -> Vec<Job> {
        let job = |name: &str, command: &[&str]| Job {
            name: name.to_owned(),
            folder: corpus.folder.clone(),
            command: command.iter().map(|word| (*word).to_owned()).collect(),
            environment: vec![("DEMOCK_CACHE_DIR".to_owned(), cache.join("results").to_string_lossy().into_owned())],
            input: None,
        };
        let path = |path: &PathBuf| path.to_string_lossy().into_owned();
        let (ripgrep, demock) = (path(&self.ripgrep), path(&self.demock));
        let mut jobs = if corpus.language == Language::Python {
            vec![job("rg -c, one mock regex", &[&ripgrep, "-c", "-tpy", SEARCH, "."])]
        } else {
            vec![job("rg -c, one mock regex", &[&ripgrep, "-c", SEARCH_OTHER, "."])]
        };
        jobs.push(job("demock, explicit sites", &[&demock, "scan", "-q", "--no-cache", "--select", "explicit", "."]));
        jobs.push(job("demock, everything", &[&demock, "scan", "-q", "--no-cache", "."]));
        jobs.push(job("demock, nothing changed", &[&demock, "scan", "-q", "."]));
        if corpus.edited.is_some() {
            let hook = job("demock hook, one edit", &[&demock, "hook"]);
            jobs.push(Job { input: corpus.edited.clone(), ..hook });
        }
        if corpus.peers != Peers::None && corpus.language == Language::Python {
            if let Some(ruff) = self.ruff.as_ref().map(path) {
                let config = "lint.flake8-tidy-imports.banned-api.\"unittest.mock\".msg=\"x\"";
                let words =
                    ["check", "--isolated", "--no-cache", "--quiet", "--select", "TID251", "--config", config, "."];
                jobs.push(job("ruff, TID251", &[&[ruff.as_str()][..], &words].concat()));
            }
            if let Some(ast_grep) = self.ast_grep.as_ref().map(path)
                && let Some(rules) = written(cache, "ast-grep-rules.yml", &ast_grep_rules())
            {
                jobs.push(job("ast-grep, ten rules", &[&ast_grep, "scan", "--rule", &rules, "."]));
            }
            if let Some(semgrep) = self.semgrep.as_ref().filter(|_| corpus.peers == Peers::All).map(path)
                && let Some(rules) = written(cache, "semgrep-rules.yml", &semgrep_rules())
            {
                // All files and nothing but files: by itself it passes over tests and asks the network for its version.
                let whole = ["--no-git-ignore", "--x-ignore-semgrepignore-files", "--max-target-bytes", "0"];
                let quiet = ["scan", "--quiet", "--metrics=off", "--disable-version-check", "--config", &rules, "."];
                jobs.push(job("semgrep, ten rules", &[&[semgrep.as_str()], &quiet[..6], &whole, &quiet[6..]].concat()));
            }
        }
        jobs
    }
}

/// Ten patterns of the same intent, with what stands for any arguments.
fn patterns(any: &str) -> impl Iterator<Item = (usize, String)> {
    const CALLED: [&str; 10] = [
        "Mock",
        "MagicMock",
        "AsyncMock",
        "create_autospec",
        "patch",
        "mock.patch",
        "mock.patch.object",
        "mock.Mock",
        "monkeypatch.setattr",
        "mocker.patch",
    ];
    CALLED.into_iter().map(move |called| format!("{called}({any})")).enumerate()
}

fn ast_grep_rules() -> String {
    let rule = |(at, pattern)| format!("id: m{at}\nlanguage: python\nrule:\n  pattern: {pattern}\n");
    patterns("$$$").map(rule).collect::<Vec<_>>().join("---\n")
}

fn semgrep_rules() -> String {
    let rule = |(at, pattern)| {
        format!("- {{id: m{at}, languages: [python], severity: INFO, message: a double, pattern: '{pattern}'}}")
    };
    format!("rules:\n{}\n", patterns("...").map(rule).collect::<Vec<_>>().join("\n"))
}

/// The place of a file in the cache that holds a text.
fn written(cache: &Path, name: &str, text: &str) -> Option<String> {
    let file = cache.join(name);
    fs::write(&file, text).ok()?;
    Some(file.to_string_lossy().into_owned())
}
