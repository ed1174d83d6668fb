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

/// A tree to scan.
pub(crate) struct Corpus {
    pub(crate) name: &'static str,
    pub(crate) folder: PathBuf,
    pub(crate) language: Language,
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
        Ok(once) => {
            let tenfold = copies(&folder, &once);
            found.push(corpus("nova 34.0.0, PyPI sdist", once, Language::Python));
            match tenfold {
                Ok(tenfold) => found.push(corpus("nova 34.0.0, ten times over", tenfold, Language::Python)),
                Err(error) => missing.push(error),
            }
        }
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
    Corpus { name, folder, language, files, bytes }
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

fn copies(folder: &Path, once: &Path) -> Result<PathBuf, String> {
    let tenfold = folder.join("nova-tenfold");
    for copy in 0..10 {
        let copy = format!("nova-tenfold/{copy}");
        if !folder.join(&copy).exists() {
            fs::create_dir_all(&tenfold).map_err(|error| format!("{}: {error}", tenfold.display()))?;
            fetch_with(folder, &["cp", "-r", &once.to_string_lossy(), &copy])?;
        }
    }
    Ok(tenfold)
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
