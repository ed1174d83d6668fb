//! What packages need besides what is there, as the distribution's own client resolves it.
//!
//! apt is asked what it would install on a machine that has nothing but [`HELD`] and what it is told of: a table of so many libraries
//! would be another one in each release. The answer does not depend on what this machine happens to have, since a
//! cache may be another machine's tomorrow. Invariant: nothing is installed, and apt's own files stay as they are.

use super::{Distributed, run};
use crate::store::FetchError;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Taken to be there: what every system with apt has and must be of one piece with the C library, and what packages ask for
/// without loading it, such as interpreters of scripts that are not run.
const HELD: &[&str] = &[
    "libc6",
    "libgcc-s1",
    "libstdc++6",
    "perl",
    "debconf",
    "adduser",
    "dpkg",
    "mysql-common",
    "mariadb-common",
    "fontconfig-config",
];

/// Packages that some need, with themselves, where others are there.
pub(super) fn of(
    packages: &[&str],
    there: &[&str],
    row: &Distributed,
    making: &Path,
    path: &str,
) -> Result<Vec<String>, FetchError> {
    let mut client = Command::new("dpkg");
    client.arg("--print-architecture");
    let architecture = run(row, client, path)?;
    let status = making.join("status");
    fs::write(&status, held(there, architecture.trim()))
        .map_err(|source| FetchError::File { path: status.clone(), source })?;
    let mut client = Command::new("apt-get");
    client.arg("-o").arg(format!("Dir::State::status={}", status.display()));
    // A cache of what is held would be of no use to anybody else.
    client.args(["-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache="]);
    client.args(["--simulate", "--no-install-recommends", "install"]).args(packages);
    Ok(installed_in(&run(row, client, path)?))
}

/// A state in which what is there and what is held are installed, in versions that satisfy everybody.
fn held(there: &[&str], architecture: &str) -> String {
    let mut all = String::new();
    for name in there.iter().chain(HELD) {
        let provides = match *name {
            // Some still ask for it by the name that it once had.
            "libgcc-s1" => "Provides: libgcc1 (= 99:99)\n".to_owned(),
            // Extensions of later releases ask for the server's compiler under a name of its own.
            name if there.first() == Some(&name) => format!("Provides: {name}-jit-llvm (= 99)\n"),
            _ => String::new(),
        };
        // Writing to a string cannot fail.
        let _ = write!(
            all,
            "Package: {name}\nStatus: install ok installed\nVersion: 99:99\nArchitecture: {architecture}\n\
             Multi-Arch: allowed\n{provides}Maintainer: demock\nDescription: held\n\n"
        );
    }
    all
}

/// Names of the packages in what a simulation says.
fn installed_in(said: &str) -> Vec<String> {
    let name = |line: &str| Some(line.strip_prefix("Inst ")?.split(' ').next()?.to_owned());
    said.lines().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simulation_names_what_would_be_installed() {
        let said = "Reading state information...\nThe following NEW packages will be installed:\n  libproj25 proj-data\nInst proj-data (9.1.1-1 Debian:12.15/oldstable [all])\nInst libproj25 (9.1.1-1+b1 Debian:12.15/oldstable [amd64])\nConf proj-data (9.1.1-1 Debian:12.15/oldstable [all])\n";
        assert_eq!(installed_in(said), ["proj-data", "libproj25"]);
    }
}
