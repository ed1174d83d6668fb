//! House rules that no lint holds.

use crate::Outcome;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Lines at which a file must be split.
const LINES_MAX: usize = 800;

/// Which of our crates each may depend on; a crate that is not here may not exist.
const EDGES: &[(&str, &[&str])] = &[
    ("demock-model", &[]),
    ("demock-config", &["demock-model"]),
    ("demock-scan", &["demock-config", "demock-model"]),
    ("demock-report", &["demock-model"]),
    ("demock-stack", &["demock-config", "demock-model"]),
    ("demock-macros", &[]),
    ("demock", &["demock-macros"]),
    ("demock-cli", &["demock-config", "demock-model", "demock-report", "demock-scan", "demock-stack"]),
    ("xtask", &["demock-model", "demock-report", "demock-scan"]),
];

/// Crates that some of ours must do without, and why.
const ABSENT: &[(&str, &str, &str)] = &[
    ("demock-model", "serde", "wire shapes live at the edge that writes them"),
    ("demock-scan", "tokio", "a scan waits for nothing but the disk"),
    ("demock-scan", "clap", "only the command line knows the command line"),
];

/// What `license` of Cargo.toml names.
const LICENCES: &[&str] = &["LICENSE-APACHE", "LICENSE-MIT"];

/// How packages end that a download leaves where it runs. Nothing that was packed is a source.
const PACKED: &[&str] = &[".whl", ".gz", ".tgz", ".bz2", ".xz", ".zip", ".jar", ".crate", ".deb"];

/// Checks everything.
pub(crate) fn run(root: &Path) -> Outcome {
    let mut problems = Vec::new();
    edges(root, &mut problems);
    let tracked = tracked(root)?;
    whole(&tracked, &mut problems);
    let rust: Vec<&String> =
        tracked.iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == "rs")).collect();
    for name in &rust {
        source(root, name, &mut problems);
    }
    if problems.is_empty() { Ok(format!("tidy: {} files, {} crates", rust.len(), EDGES.len())) } else { Err(problems) }
}

/// Whether both licences are there, and nothing that a download left.
fn whole(tracked: &[String], problems: &mut Vec<String>) {
    for licence in LICENCES {
        if !tracked.iter().any(|name| name == licence) {
            problems.push(format!("{licence}: not there, and Cargo.toml offers it"));
        }
    }
    for name in tracked.iter().filter(|name| PACKED.iter().any(|end| name.ends_with(end))) {
        problems.push(format!("{name}: a package, and no source: take it out"));
    }
}

fn edges(root: &Path, problems: &mut Vec<String>) {
    let folders = fs::read_dir(root.join("crates")).into_iter().flatten().flatten().map(|entry| entry.path());
    for folder in folders.chain([root.join("xtask")]) {
        let manifest = folder.join("Cargo.toml");
        let Ok(text) = fs::read_to_string(&manifest) else { continue };
        let Ok(table) = text.parse::<toml::Table>() else {
            problems.push(format!("{}: not TOML", manifest.display()));
            continue;
        };
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
            problems.push(format!("{}: say in xtask/src/tidy.rs what it may depend on", manifest.display()));
            continue;
        };
        let dependencies = table.get("dependencies").and_then(toml::Value::as_table);
        for dependency in dependencies.into_iter().flat_map(toml::Table::keys) {
            let ours = dependency.starts_with("demock") || dependency == "xtask";
            if ours && !allowed.contains(&dependency.as_str()) {
                problems.push(format!("{}: {name} must not depend on {dependency}", manifest.display()));
            }
            if let Some((_, _, why)) = ABSENT.iter().find(|(of, what, _)| *of == name && what == dependency) {
                problems.push(format!("{}: no {dependency} here: {why}", manifest.display()));
            }
        }
    }
}

/// Names of the files that git tracks.
fn tracked(root: &Path) -> Result<Vec<String>, Vec<String>> {
    let listed = Command::new("git").arg("-C").arg(root).args(["ls-files", "-z"]).output();
    let listed = listed.map_err(|error| vec![format!("git ls-files: {error}")])?;
    let names = listed.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    if names.is_empty() { Err(vec!["git ls-files: no files".to_owned()]) } else { Ok(names) }
}

fn source(root: &Path, name: &str, problems: &mut Vec<String>) {
    if name.contains("/fixtures/") || name.contains("/projects/") || name.contains("/namesakes/") {
        return;
    }
    let Ok(text) = fs::read_to_string(root.join(name)) else { return };
    let is_child_test = name.ends_with("/tests.rs");
    if !text.starts_with("//!") && !is_child_test {
        problems.push(format!("{name}:1: begins with `//!`: purpose, invariants, absences"));
    }
    let lines = text.lines().count();
    if lines > LINES_MAX {
        problems.push(format!("{name}: {lines} lines; split it by what it does ({LINES_MAX} at most)"));
    }
    for (at, line) in text.lines().enumerate() {
        let comment = line.trim_start().strip_prefix("//").unwrap_or_default();
        let words = ["TODO", "FIXME", "HACK", "XXX"];
        if words.iter().any(|word| comment.trim_start().starts_with(word)) || line.trim_start().starts_with("#[ignore")
        {
            problems.push(format!("{name}:{}: finish it or take it out", at + 1));
        }
    }
}
