//! Extensions that a distribution packages for its own Postgres, by the server's major version.
//!
//! A further one is one row. Source: Debian's packages `postgresql-<major>-<name>`, what they install and what their scripts link;
//! docker-postgis, `initdb-postgis.sh`. Absent on purpose: extensions that no distribution has, such as `TimescaleDB`, and whatever
//! has to be loaded when a server starts.

use super::{DISTRIBUTED, Distributed};
use crate::engine::Engine;
use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One extension.
#[derive(Debug, PartialEq, Eq)]
pub struct Extension {
    /// What it is called, by those who ask for it.
    pub name: &'static str,
    /// What its package is called behind `postgresql-<major>-`.
    pub package: &'static str,
    /// The name of its control file.
    pub control: &'static str,
    /// What its control files have at the end of their names until a script of the package links them without it.
    pub ending: Option<&'static str>,
    /// Variables that say where its libraries find their data, by folders below the unpacked packages.
    pub data: &'static [(&'static str, &'static str)],
    /// Its licence, as an SPDX expression.
    pub licence: &'static str,
    /// What its image does by a script of its own when a database is made.
    pub script: Option<&'static ImageScript>,
}

/// A script of the image's own, among those of `/docker-entrypoint-initdb.d`.
#[derive(Debug, PartialEq, Eq)]
pub struct ImageScript {
    /// Its name there, which says before and after which others it is run.
    pub name: &'static str,
    /// The database that it makes for others to be made from.
    pub template: &'static str,
    /// Extensions of that and of the image's database; each group over a connection of its own, since one changes what the next begins
    /// with.
    pub extensions: &'static [&'static [&'static str]],
}

/// The table.
pub const EXTENSIONS: &[Extension] = &[
    Extension {
        name: "PostGIS",
        package: "postgis-3",
        control: "postgis",
        ending: Some("-3"),
        // PROJ 9.1 and later ask for the first, older ones for the second.
        data: &[("PROJ_DATA", "usr/share/proj"), ("PROJ_LIB", "usr/share/proj"), ("GDAL_DATA", "usr/share/gdal")],
        licence: "GPL-2.0-or-later",
        script: Some(&ImageScript {
            name: "10_postgis.sh",
            template: "template_postgis",
            extensions: &[&["postgis", "postgis_topology"], &["fuzzystrmatch", "postgis_tiger_geocoder"]],
        }),
    },
    Extension {
        name: "pgvector",
        package: "pgvector",
        control: "vector",
        ending: None,
        data: &[],
        licence: "PostgreSQL",
        script: None,
    },
];

/// An extension with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its row.
    pub row: &'static Extension,
    /// Its version.
    pub version: String,
}

/// The row of an extension.
pub(crate) fn extension(name: &str) -> Option<&'static Extension> {
    EXTENSIONS.iter().find(|row| row.name == name)
}

impl Extension {
    /// Its package for a major version of the server.
    pub fn package_for(&self, major: u32) -> String {
        format!("postgresql-{major}-{}", self.package)
    }

    /// Its version where a server has it.
    pub(crate) fn of_server(&self, program: &Path) -> Option<String> {
        let control = self.control_of(program)?;
        value(&control, "default_version")
    }

    /// Whether all that a server loads of it is there, beside a program of unpacked packages.
    pub(super) fn is_whole(&self, program: &Path) -> bool {
        let module = self.control_of(program).and_then(|control| value(&control, "module_pathname"));
        let file = module.and_then(|module| Some(format!("{}.so", module.strip_prefix("$libdir/")?)));
        file.is_some_and(|file| modules(program).join(file).is_file())
    }

    fn control_of(&self, program: &Path) -> Option<String> {
        let name = format!("{}.control", self.control);
        shared(program).into_iter().find_map(|folder| fs::read_to_string(folder.join("extension").join(&name)).ok())
    }

    /// Major versions that the distribution's lists have it for, with its versions, the newest first.
    pub(crate) fn offered(&self, path: &str) -> Vec<(u32, String)> {
        let servers = DISTRIBUTED.iter().filter(|row| row.engine == Engine::Postgres).filter_map(|row| row.major);
        let names: Vec<(u32, String)> = servers.map(|major| (major, self.package_for(major))).collect();
        let mut client = Command::new("apt-cache");
        client.args(["show", "--no-all-versions"]).args(names.iter().map(|(_, name)| name));
        client.env("PATH", path).env("LC_ALL", "C").stdin(Stdio::null());
        // Who says nothing offers nothing.
        let said = client.output().map(|it| it.stdout).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let offered = |(major, name): &(u32, String)| Some((*major, upstream(version_in(&said, name)?).to_owned()));
        names.iter().filter_map(offered).collect()
    }

    /// Links control files by the names that a script of the package would give them.
    pub(super) fn link(&self, row: &Distributed, unpacked: &Path) -> io::Result<()> {
        let Some(ending) = self.ending else { return Ok(()) };
        let ending = format!("{ending}.control");
        for folder in shared(&unpacked.join(row.program)) {
            let folder = folder.join("extension");
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let file = entry.file_name();
                if let Some(name) = file.to_string_lossy().strip_suffix(&ending) {
                    match symlink(&file, folder.join(format!("{name}.control"))) {
                        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                        Ok(()) | Err(_) => {}
                    }
                }
            }
        }
        Ok(())
    }
}

/// Where a server may have what it shares: of a source's build, of a package of Red Hat's and of Debian's.
fn shared(program: &Path) -> Vec<PathBuf> {
    let above = |levels: usize| program.ancestors().nth(levels);
    let mut all: Vec<PathBuf> = above(2)
        .into_iter()
        .flat_map(|it| ["share/postgresql", "share", "share/pgsql"].map(|end| it.join(end)))
        .collect();
    if let (Some(major), Some(prefix)) = (above(2).and_then(Path::file_name), above(5)) {
        all.push(prefix.join("share/postgresql").join(major));
    }
    all
}

/// Where a server of unpacked packages has what it loads.
pub(super) fn modules(program: &Path) -> PathBuf {
    program.ancestors().nth(2).unwrap_or(program).join("lib")
}

/// A value of a control file.
fn value(control: &str, key: &str) -> Option<String> {
    let of = |line: &str| Some(line.trim().strip_prefix(key)?.trim_start().strip_prefix('=')?.trim().to_owned());
    let value = control.lines().find_map(of)?;
    Some(value.strip_prefix('\'')?.split('\'').next()?.to_owned())
}

/// The version of a package in what `apt-cache show` says.
fn version_in<'s>(said: &'s str, name: &str) -> Option<&'s str> {
    let is_its = |paragraph: &&str| paragraph.lines().any(|line| line.strip_prefix("Package: ") == Some(name));
    said.split("\n\n").find(is_its)?.lines().find_map(|line| line.strip_prefix("Version: "))
}

/// A version of a package without what the distribution has put around it (Debian Policy, 5.6.12).
fn upstream(version: &str) -> &str {
    let version = version.split_once(':').map_or(version, |(_, rest)| rest);
    version.split(['+', '-', '~']).next().unwrap_or(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_authors() {
        for (version, of_authors) in
            [("3.3.2+dfsg-1+b1", "3.3.2"), ("0.8.0-1", "0.8.0"), ("1:3.6.0~rc2+dfsg-1", "3.6.0"), ("3.5.2", "3.5.2")]
        {
            assert_eq!(upstream(version), of_authors);
        }
    }

    /// As `apt-cache show` says it for two packages.
    #[test]
    fn a_version_is_that_of_the_package_that_is_asked_for() {
        let said = "Package: postgresql-17-pgvector\nVersion: 0.8.0-1\n\nPackage: postgresql-15-postgis-3\nSource: postgis\nVersion: 3.3.2+dfsg-1+b1\n";
        assert_eq!(version_in(said, "postgresql-15-postgis-3"), Some("3.3.2+dfsg-1+b1"));
        assert_eq!(version_in(said, "postgresql-15-postgis"), None);
    }

    /// Layouts of Debian, of Red Hat's packages, and of a build from sources.
    #[test]
    fn what_a_server_has_is_found_wherever_it_shares_it() {
        let root = std::env::temp_dir().join(format!("demock-extension-{}", std::process::id()));
        let row = extension("PostGIS").expect("a row");
        for (program, shares) in [
            ("a/usr/lib/postgresql/15/bin/postgres", "a/usr/share/postgresql/15"),
            ("b/usr/pgsql-16/bin/postgres", "b/usr/pgsql-16/share"),
            ("c/usr/local/bin/postgres", "c/usr/local/share/postgresql"),
        ] {
            assert_eq!(row.of_server(&root.join(program)), None);
            let folder = root.join(shares).join("extension");
            fs::create_dir_all(&folder).expect("a folder");
            let control = "# postgis extension\ncomment = 'x'\ndefault_version = '3.3.2'\nmodule_pathname = '$libdir/postgis-3'\n";
            fs::write(folder.join("postgis.control"), control).expect("written");
            assert_eq!(row.of_server(&root.join(program)).as_deref(), Some("3.3.2"));
            assert!(!row.is_whole(&root.join(program)), "its library is not there");
        }
        fs::remove_dir_all(root).expect("removed");
    }
}
