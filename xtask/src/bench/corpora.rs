//! The trees that are measured, by package and version.

use super::fetch_with;
use crate::debian;
use std::fs;
use std::path::{Path, PathBuf};

/// What a tree is mostly written in, as far as text searches differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Python,
    Other,
}

/// Which other tools read a tree, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peers {
    /// ruff, ast-grep and semgrep.
    All,
    /// Those that do it in seconds: ruff and ast-grep.
    Quick,
    None,
}

/// A tree to scan.
pub(crate) struct Corpus {
    pub(crate) name: &'static str,
    pub(crate) folder: PathBuf,
    pub(crate) language: Language,
    pub(crate) peers: Peers,
    /// What a coding agent's hook would say of one edit in it: a file that is given to `demock hook`.
    pub(crate) edited: Option<PathBuf>,
    files: u64,
    bytes: u64,
}

impl Corpus {
    pub(crate) fn describe(&self) -> String {
        format!("{} ({} MB of sources in {} files)", self.name, self.bytes / 1_000_000, self.files)
    }
}

/// All that can be had; what cannot is said in `missing`.
pub(crate) fn fetch(cache: &Path, missing: &mut Vec<String>) -> Vec<Corpus> {
    let folder = cache.join("corpora");
    let mut found = Vec::new();
    match nova(&folder) {
        Ok(once) => found.extend(novas(&folder, &once, missing)),
        Err(error) => missing.push(error),
    }
    match theia(&folder) {
        Ok(folder) => found.push(corpus("@theia/core 1.60.2, npm package", folder, Language::Other)),
        Err(error) => missing.push(error),
    }
    match spring(&folder) {
        Ok(folder) => found.push(corpus("libspring-java, Debian source package", folder, Language::Other)),
        Err(error) => missing.push(error),
    }
    found
}

fn corpus(name: &'static str, folder: PathBuf, language: Language) -> Corpus {
    let (mut files, mut bytes) = (0, 0);
    let tree = demock_scan::walk::walk(&folder, &[]);
    for file in &tree.files {
        files += 1;
        bytes += file.stat.size;
    }
    Corpus { name, folder, language, peers: Peers::All, edited: None, files, bytes }
}

/// The tree and what is made of it.
fn novas(folder: &Path, once: &Path, missing: &mut Vec<String>) -> Vec<Corpus> {
    let mut found = Vec::new();
    let mut add = |name, tree: Result<PathBuf, String>| match tree {
        Ok(tree) => found.push(corpus(name, tree, Language::Python)),
        Err(error) => missing.push(error),
    };
    add("nova 34.0.0, PyPI sdist", Ok(once.to_owned()));
    add("nova 34.0.0, ten times over", copies(folder, once, "nova-tenfold", 10, "-r"));
    let distinct = copies(folder, once, "nova-distinct", 10, "-r").and_then(made_distinct);
    add("nova 34.0.0, ten times over, every file distinct", distinct);
    add("nova 34.0.0, sixty-six times over", copies(folder, once, "nova-many", 66, "-rl"));
    if let Some(tenfold) = found.iter_mut().find(|corpus| corpus.folder.ends_with("nova-tenfold")) {
        match edit(folder, &tenfold.folder) {
            Ok(edited) => tenfold.edited = Some(edited),
            Err(error) => missing.push(error),
        }
    }
    for (corpus, peers) in found.iter_mut().skip(1).zip([Peers::Quick, Peers::None, Peers::None]) {
        corpus.peers = peers;
    }
    found
}

/// The JSON that a coding agent's hook gives for one new patch in a large test file.
fn edit(folder: &Path, tree: &Path) -> Result<PathBuf, String> {
    let path = tree.join("0/nova/tests/functional/test_servers.py");
    let new = "import datetime\\nfrom unittest import mock\\nx = mock.patch('nova.db.main.api.instance_get')";
    let json = format!(
        "{{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Edit\",\"tool_input\":{{\"file_path\":\"{}\",\
         \"old_string\":\"import datetime\",\"new_string\":\"{new}\"}}}}",
        path.display()
    );
    let file = folder.join("edit.json");
    fs::write(&file, json).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file)
}

/// Adds to every Python file of each copy a last line that names the copy.
fn made_distinct(tree: PathBuf) -> Result<PathBuf, String> {
    let done = tree.with_extension("done");
    if done.exists() {
        return Ok(tree);
    }
    for file in demock_scan::walk::walk(&tree, &[]).files {
        let path = tree.join(&*file.path);
        if path.extension().is_some_and(|extension| extension == "py") {
            let copy = file.path.split('/').next().unwrap_or_default();
            let text = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let text = [&text[..], format!("\n# copy {copy}\n").as_bytes()].concat();
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    fs::write(&done, "").map_err(|error| format!("{}: {error}", done.display()))?;
    Ok(tree)
}

fn nova(folder: &Path) -> Result<PathBuf, String> {
    let tree = folder.join("nova-34.0.0");
    if !tree.exists() {
        let tools = folder.join("nova-tools");
        if !tools.join("bin/pip").exists() {
            fetch_with(folder, &["python3", "-m", "venv", "nova-tools"])?;
            fetch_with(
                folder,
                &["nova-tools/bin/pip", "install", "--quiet", "--upgrade", "setuptools", "wheel", "pbr"],
            )?;
        }
        let arguments = ["--quiet", "--no-deps", "--no-binary", ":all:", "--no-build-isolation", "nova==34.0.0"];
        fetch_with(folder, &[&["nova-tools/bin/pip", "download"][..], &arguments].concat())?;
        fetch_with(folder, &["tar", "xf", "nova-34.0.0.tar.gz"])?;
    }
    Ok(tree)
}

/// A folder with `count` copies, made with `cp HOW`.
fn copies(folder: &Path, once: &Path, name: &str, count: usize, how: &str) -> Result<PathBuf, String> {
    let tree = folder.join(name);
    for copy in 0..count {
        let copy = format!("{name}/{copy}");
        if !folder.join(&copy).exists() {
            fs::create_dir_all(&tree).map_err(|error| format!("{}: {error}", tree.display()))?;
            fetch_with(folder, &["cp", how, &once.to_string_lossy(), &copy])?;
        }
    }
    Ok(tree)
}

fn theia(folder: &Path) -> Result<PathBuf, String> {
    let tree = folder.join("theia");
    if !tree.join("package").exists() {
        fetch_with(&tree, &["npm", "pack", "--silent", "@theia/core@1.60.2"])?;
        fetch_with(&tree, &["tar", "xf", "theia-core-1.60.2.tgz"])?;
    }
    Ok(tree.join("package"))
}

fn spring(folder: &Path) -> Result<PathBuf, String> {
    let tree = folder.join("spring");
    let unpacked = |tree: &Path| {
        let entries = fs::read_dir(tree).ok()?.flatten().map(|entry| entry.path());
        entries.into_iter().find(|path| path.is_dir())
    };
    if let Some(found) = unpacked(&tree) {
        return Ok(found);
    }
    fs::create_dir_all(&tree).map_err(|error| format!("{}: {error}", tree.display()))?;
    let source = debian::source_command(folder).and_then(|mut source| {
        let output = source.arg("libspring-java").current_dir(&tree).output();
        let output = output.map_err(|error| format!("`apt-get` could not be run: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() { Ok(()) } else { Err(said.lines().last().unwrap_or_default().to_owned()) }
    });
    source.map_err(|error| format!("libspring-java: {error}"))?;
    unpacked(&tree).ok_or_else(|| "libspring-java: nothing was unpacked".to_owned())
}
