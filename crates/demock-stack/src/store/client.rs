//! What package clients are asked for: one archive, of exactly one version.

use super::FetchError;
use crate::packages::{Client, Package};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Which wheel is taken, whatever Python asks: the row's hash is that of one archive.
const WHEEL: &[&str] = &[
    "--no-deps",
    "--only-binary",
    ":all:",
    "--implementation",
    "cp",
    "--python-version",
    "3.11",
    "--abi",
    "cp311",
    "--platform",
    "manylinux2014_x86_64",
    "--platform",
    "manylinux_2_17_x86_64",
    "--platform",
    "manylinux_2_28_x86_64",
];

/// Has the package client download the archive into a folder.
pub(super) fn download(package: &Package, folder: &Path, path: &str) -> Result<PathBuf, FetchError> {
    let client = package.client;
    let mut command = Command::new(client.program());
    let what = match client {
        Client::Npm | Client::Apt => format!("{}@{}", package.name, package.release),
        Client::Pip => format!("{}=={}", package.name, package.release),
    };
    let verb = match client {
        Client::Npm => {
            command.args(["pack", &what, "--silent", "--pack-destination"]).arg(folder);
            "pack"
        }
        Client::Pip => {
            command.args(["download", "--quiet", "--disable-pip-version-check"]).args(WHEEL);
            command.args(["--dest", "."]).arg(&what);
            "download"
        }
        // The distribution's packages have a table of their own.
        Client::Apt => "download",
    };
    let shown = format!("{} {verb} {what}", client.program());
    let output = command.env("PATH", path).current_dir(folder).stdin(Stdio::null()).output().map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            FetchError::NoClient { name: package.name, release: package.release, client }
        } else {
            FetchError::Client { command: shown.clone(), said: error.to_string() }
        }
    })?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    let failed = || FetchError::Client { command: shown.clone(), said: said.clone() };
    if !output.status.success() {
        return Err(failed());
    }
    let entries = fs::read_dir(folder).map_err(|source| FetchError::File { path: folder.to_owned(), source })?;
    entries.flatten().map(|entry| entry.path()).find(|path| path.is_file()).ok_or_else(failed)
}
