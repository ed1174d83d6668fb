//! Gets a package by its registry's own client, or out of a clone of its repository, checks it, and unpacks it.
//!
//! Invariants: what is there and has the right hash is not fetched again, so a second run needs no network; no
//! registry is named, the clients are asked as this machine has them set up; a package that cannot be had is an error
//! with the client's own last words, never left out in silence.

use super::labels::LabelledFile;
use super::places;
use super::repository::{self, Problem};
use super::source::{Archive, Origin, Registry, Source};
use crate::debian;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The archive, checked; fetched first where it is not there.
fn fetched(source: &Source, archive: &Archive, cache: &Path) -> Result<PathBuf, String> {
    let folder = cache.join("archives");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let file = folder.join(&archive.file);
    if file.is_file() && sha256(&[&file])?[0] == archive.sha256 {
        return Ok(file);
    }
    let said = match archive.registry {
        Registry::Pypi => pip(source, &file, &folder)?,
        Registry::Npm => run(
            Command::new("npm").args(["pack", "--silent", "--pack-destination", "."]).arg(exact(source, "@")),
            &folder,
        )?,
        Registry::Crates => cargo(source, &archive.file, &folder)?,
        // It ends with an error when the distribution no longer serves one of the other files of the source package.
        Registry::Debian => {
            let (name, version) =
                archive.of_distribution.as_ref().unwrap_or(&(source.name.clone(), source.version.clone())).clone();
            run(debian::source_command(cache)?.arg("--download-only").arg(format!("{name}={version}")), &folder)?
        }
    };
    if !file.is_file() {
        return Err(format!("`{}` did not come: {said}", archive.file));
    }
    let seen = sha256(&[&file])?.remove(0);
    if seen == archive.sha256 {
        Ok(file)
    } else {
        Err(format!("`{}` has the SHA-256 {seen}, the label says {}", archive.file, archive.sha256))
    }
}

/// Where things lie on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places<'a> {
    /// Archives and unpacked trees.
    pub(super) cache: &'a Path,
    /// Clones of repositories, if there are any.
    pub(super) sources: Option<&'a Path>,
}

impl Places<'_> {
    /// Where archives are unpacked and commits checked out.
    pub(super) fn trees(&self) -> PathBuf {
        self.cache.join("trees")
    }
}

/// The folder that paths in the labels are relative to, unpacked and checked.
pub(super) fn tree(source: &Source, files: &[LabelledFile], places: Places<'_>) -> Result<PathBuf, Problem> {
    let home = match &source.origin {
        Origin::Archive(archive) => unpacked(source, archive, places).map_err(Problem::Broken)?,
        Origin::Repository => repository::tree(source, places.sources, &places.trees())?,
    };
    let root =
        only_folder(&home).filter(|only| files.iter().all(|file| only.join(&file.path).is_file())).unwrap_or(home);
    check(&root, files).map_err(Problem::Broken)?;
    Ok(root)
}

/// The folder that the archive is unpacked into.
fn unpacked(source: &Source, archive: &Archive, places: Places<'_>) -> Result<PathBuf, String> {
    let home = places.trees().join(&archive.file);
    if !home.is_dir() {
        let file = fetched(source, archive, places.cache)?;
        let fresh = places.trees().join(format!(".{}", archive.file));
        let problem = |error: std::io::Error| format!("{}: {error}", fresh.display());
        if fresh.exists() {
            fs::remove_dir_all(&fresh).map_err(problem)?;
        }
        fs::create_dir_all(&fresh).map_err(problem)?;
        let mut tar = Command::new("tar");
        tar.args(["--no-same-owner", "-xf"]).arg(&file);
        let (ended_well, said) = output(&mut tar, &fresh)?;
        if !ended_well {
            return Err(format!("`{}` could not be unpacked: {said}", archive.file));
        }
        fs::rename(&fresh, &home).map_err(problem)?;
    }
    Ok(home)
}

/// Compares every labelled file with the hash in its label.
fn check(root: &Path, files: &[LabelledFile]) -> Result<(), String> {
    let paths: Vec<PathBuf> = files.iter().map(|file| root.join(&file.path)).collect();
    if let Some(path) = paths.iter().find(|path| !path.is_file()) {
        return Err(format!("`{}` is labelled and not there", path.display()));
    }
    let hashes = sha256(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    match files.iter().zip(&hashes).find(|(file, hash)| file.sha256 != **hash) {
        None => Ok(()),
        Some((file, hash)) => Err(format!("`{}` has the SHA-256 {hash}, the label says {}", file.path, file.sha256)),
    }
}

/// Archives hold one folder, most of them.
fn only_folder(home: &Path) -> Option<PathBuf> {
    let mut entries = fs::read_dir(home).ok()?.flatten();
    let first = entries.next()?.path();
    (entries.next().is_none() && first.is_dir()).then_some(first)
}

fn exact(source: &Source, sign: &str) -> String {
    format!("{}{sign}{}", source.name, source.version)
}

/// Without isolation first: many packages say what they are without their build system's help.
fn pip(source: &Source, file: &Path, folder: &Path) -> Result<String, String> {
    let download = |extra: &[&str]| {
        let mut pip = Command::new("pip");
        pip.args(["download", "--quiet", "--no-deps", "--no-binary", &source.name, "--dest", "."]).args(extra);
        run(pip.arg(exact(source, "==")), folder)
    };
    let said = download(&["--no-build-isolation"])?;
    if file.is_file() { Ok(said) } else { download(&[]) }
}

/// `cargo info` fetches the one crate; a project with it as dependency would fetch all of its dependencies too.
fn cargo(source: &Source, file: &str, folder: &Path) -> Result<String, String> {
    // In a folder of no workspace, whatever lies above.
    let said = run(Command::new("cargo").args(["info", "--quiet"]).arg(exact(source, "@")), folder)?;
    let Some(home) = places::cargo_home() else { return Ok("neither CARGO_HOME nor HOME is set".to_owned()) };
    let registries = fs::read_dir(home.join("registry/cache")).into_iter().flatten().flatten();
    for archive in registries.map(|registry| registry.path().join(file)).filter(|archive| archive.is_file()) {
        fs::copy(&archive, folder.join(file)).map_err(|error| format!("{}: {error}", archive.display()))?;
    }
    Ok(said)
}

/// Runs a client in a folder; what it said last. That it failed is no error: what counts is whether the archive came.
fn run(command: &mut Command, folder: &Path) -> Result<String, String> {
    output(command, folder).map(|(_, said)| said)
}

fn output(command: &mut Command, folder: &Path) -> Result<(bool, String), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output =
        command.current_dir(folder).output().map_err(|error| format!("`{program}` could not be run: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    let last = said
        .lines()
        .last()
        .map_or_else(|| format!("`{program}` said nothing"), |line| format!("`{program}` said: {line}"));
    Ok((output.status.success(), last))
}

/// The hashes of files, in their order.
pub(super) fn sha256(paths: &[&Path]) -> Result<Vec<String>, String> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    // Zeros between the lines keep odd file names as they are.
    let output = Command::new("sha256sum").args(["--zero", "--"]).args(paths).output();
    let output = output.map_err(|error| format!("`sha256sum` could not be run: {error}"))?;
    let hashes: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .split('\0')
        .filter_map(|line| line.split(' ').next())
        .filter(|hash| !hash.is_empty())
        .map(str::to_owned)
        .collect();
    if hashes.len() == paths.len() {
        Ok(hashes)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of nothing and of `abc`, as FIPS 180-2 and its examples give them.
    #[test]
    fn hashes_in_order() {
        let folder = std::env::temp_dir().join(format!("demock-accuracy-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let (empty, abc) = (folder.join("empty"), folder.join("a \\ b"));
        fs::write(&empty, "").expect("written");
        fs::write(&abc, "abc").expect("written");
        let hashes = sha256(&[&abc, &empty]).expect("both are there");
        assert_eq!(
            hashes,
            [
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            ]
        );
        assert!(sha256(&[&folder.join("absent")]).is_err());
        fs::remove_dir_all(&folder).expect("removed");
    }
}
