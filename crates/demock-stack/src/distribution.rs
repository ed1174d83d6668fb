//! Services out of the distribution's packages, unpacked for this user without root.
//!
//! Layout: `packages/apt-<package>/` holds the unpacked packages, with an extension `apt-<its package>/`, which shares the server's
//! files; it appears whole, by a rename. apt checks the
//! distribution's signature over every hash; a table of ours cannot have one, because point releases replace each other.
//! Invariants: only packages of the tables are asked for, and what those need that say so, and extensions (`closure`); nothing is installed,
//! no script of a package is run. Absent on purpose: what servers depend on beyond that: the C library and what every system has.

mod closure;
mod extension;

pub(crate) use extension::extension;
pub use extension::{Added, EXTENSIONS, Extension, ImageScript};

use crate::engine::Engine;
use crate::installed::Versions;
use crate::store::{self, FetchError, inventory};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io, process};

/// One service of the distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distributed {
    /// The service that it carries.
    pub engine: Engine,
    /// Its major version, where the packages are called by it.
    pub major: Option<u32>,
    /// The packages; the first names the service.
    pub packages: &'static [&'static str],
    /// Libraries that a small system may lack.
    pub libraries: Libraries,
    /// Licence of the service, as an SPDX expression.
    pub licence: &'static str,
    /// The server's program below the unpacked packages.
    pub program: &'static str,
}

/// Libraries that packages need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Libraries {
    /// These, of which a release has each by one name or another.
    Named(&'static [&'static str]),
    /// So many that the distribution's own client resolves them.
    Resolved,
}

/// Libraries of Postgres and of its client.
const POSTGRES_LIBRARIES: &[&str] = &[
    "libpq5",
    "libreadline8",
    "libreadline8t64",
    "libgssapi-krb5-2",
    "libk5crypto3",
    "libkeyutils1",
    "libkrb5-3",
    "libkrb5support0",
    "libldap-2.5-0",
    "libldap2",
    "libsasl2-2",
    "libicu72",
    "libicu74",
    "libicu76",
    "libssl3",
    "libssl3t64",
    "libxml2",
    "liblz4-1",
    "libzstd1",
];

macro_rules! postgres {
    ($major:literal, $program:literal, [$($package:literal),*]) => {
        Distributed {
            engine: Engine::Postgres,
            major: Some($major),
            packages: &[$(concat!("postgresql-", $package, $major)),*],
            libraries: Libraries::Named(POSTGRES_LIBRARIES),
            licence: "PostgreSQL",
            program: concat!("usr/lib/postgresql/", $major, "/bin/", $program),
        }
    };
    ($major:literal) => { postgres!($major, "postgres", ["", "client-"]) };
}

macro_rules! psql {
    ($major:literal) => {
        postgres!($major, "psql", ["client-"])
    };
}

/// psql, by the major versions of which one is a release's: it speaks to all servers.
pub(crate) const PSQL: &[Distributed] = &[psql!(18), psql!(17), psql!(16), psql!(15), psql!(14), psql!(13)];

/// The table.
pub const DISTRIBUTED: &[Distributed] = &[
    postgres!(18),
    postgres!(17),
    postgres!(16),
    postgres!(15),
    postgres!(14),
    postgres!(13),
    Distributed {
        engine: Engine::Redis,
        major: None,
        packages: &["redis-server", "redis-tools"],
        libraries: Libraries::Named(&["libjemalloc2", "liblzf1", "libatomic1", "libssl3", "libssl3t64", "libsystemd0"]),
        licence: "BSD-3-Clause",
        program: "usr/bin/redis-server",
    },
    Distributed {
        engine: Engine::Memcached,
        major: None,
        packages: &["memcached"],
        libraries: Libraries::Named(&["libevent-2.1-7", "libevent-2.1-7t64", "libsasl2-2", "libssl3", "libssl3t64"]),
        licence: "BSD-3-Clause",
        program: "usr/bin/memcached",
    },
    Distributed {
        engine: Engine::MariaDb,
        major: None,
        packages: &["mariadb-server-core", "mariadb-client-core", "mariadb-client", "mariadb-server"],
        libraries: Libraries::Named(&[
            "libaio1",
            "libaio1t64",
            "libedit2",
            "liblz4-1",
            "libmariadb3",
            "libncurses6",
            "libnuma1",
            "libpcre2-8-0",
            "libssl3",
            "libssl3t64",
            "libsystemd0",
            "libtinfo6",
            "liburing2",
            "libzstd1",
        ]),
        licence: "GPL-2.0-only",
        program: "usr/sbin/mariadbd",
    },
    Distributed {
        engine: Engine::Nats,
        major: None,
        packages: &["nats-server"],
        libraries: Libraries::Named(&[]),
        licence: "Apache-2.0",
        program: "usr/sbin/nats-server",
    },
    Distributed {
        engine: Engine::ClickHouse,
        major: None,
        packages: &["clickhouse-server", "clickhouse-common", "clickhouse-client"],
        libraries: Libraries::Resolved,
        licence: "Apache-2.0",
        program: "usr/sbin/clickhouse-server",
    },
];

/// The row of a service, by its major version where packages are called by it.
pub(crate) fn of(engine: Engine, major: Option<u32>) -> Option<&'static Distributed> {
    DISTRIBUTED.iter().find(|row| row.engine == engine && (row.major.is_none() || row.major == major))
}

impl Distributed {
    /// The package that has the program.
    pub const fn package(&self) -> &'static str {
        match self.packages {
            [first, ..] => first,
            [] => "",
        }
    }

    /// Where Postgres' compiler of statements is, where it is.
    pub(crate) fn compiler(&self, folder: &Path) -> PathBuf {
        extension::modules(&folder.join(self.program)).join("llvmjit.so")
    }
}

/// Folders of libraries in unpacked packages.
pub(crate) fn libraries(folder: &Path) -> String {
    let triplet = format!("{}-linux-gnu", std::env::consts::ARCH);
    let (ours, common) = (folder.join("usr/lib").join(&triplet), folder.join("usr/lib"));
    // Of the last two scripts of packages choose one among several.
    let chosen = ["blas", "lapack"].map(|name| ours.join(name)).into_iter().filter(|folder| folder.is_dir());
    let folders = [ours.clone(), folder.join("lib").join(&triplet), common].into_iter().chain(chosen);
    folders.map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(":")
}

/// Libraries that another one, or a program, asks for and nobody has.
fn not_found(file: &Path, unpacked: &Path) -> Vec<String> {
    let mut ask = Command::new("ldd");
    ask.arg(file).env("LD_LIBRARY_PATH", libraries(unpacked)).env("LC_ALL", "C").stdin(Stdio::null());
    // Where it cannot be asked, whoever loads it will say so.
    let said = ask.output().map(|it| it.stdout).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    said.lines().filter_map(|line| Some(line.trim().strip_suffix(" => not found")?.to_owned())).collect()
}

/// Packages of the distribution in a cache folder.
#[derive(Debug, Clone)]
pub(crate) struct Shelf {
    folder: PathBuf,
    versions: Versions,
}

impl Shelf {
    pub(crate) fn new(packages: &Path, versions: Versions) -> Self {
        Self { folder: packages.to_owned(), versions }
    }

    fn place(&self, row: &Distributed, adds: Option<&Extension>) -> PathBuf {
        self.folder.join(name(row, adds))
    }

    /// Where all lies that a service needs, with an extension of it.
    pub(crate) fn places(&self, row: &Distributed, adds: Option<&Extension>) -> Vec<PathBuf> {
        // An extension is laid out with the files of the plain server.
        let plain = adds.map(|_| self.place(row, None));
        [self.place(row, adds)].into_iter().chain(plain).chain(self.clients(row.engine)).collect()
    }

    /// Where clients lie that prepare a service.
    pub(crate) fn clients(&self, engine: Engine) -> Vec<PathBuf> {
        let rows = if engine == Engine::Postgres { PSQL } else { &[] };
        rows.iter().map(|row| self.place(row, None)).collect()
    }

    /// Where a service lies unpacked, with its version: together with an extension, where one is asked for.
    pub(crate) fn get(&self, row: &Distributed, adds: Option<&Extension>) -> Option<(PathBuf, String)> {
        let folder = self.place(row, adds);
        let program = folder.join(row.program);
        if adds.is_some_and(|adds| !adds.is_whole(&program)) {
            return None;
        }
        let version = self.versions.of(row.engine, &program, Some(&libraries(&folder)))?;
        Some((folder, version))
    }

    /// Fetches a service unless it is there.
    pub(crate) fn fetch(
        &self,
        row: &Distributed,
        adds: Option<&Extension>,
        path: &str,
    ) -> Result<(PathBuf, String), FetchError> {
        if let Some(found) = self.get(row, adds) {
            return Ok(found);
        }
        let name = name(row, adds);
        let _lock = store::lock(&self.folder, &name)?;
        if let Some(found) = self.get(row, adds) {
            return Ok(found);
        }
        let making = self.folder.join(format!("making-{name}-{}", process::id()));
        let made = self.make(row, adds, path, &making);
        // Whatever is left of it is of no use.
        let _ = fs::remove_dir_all(&making);
        made
    }

    fn make(
        &self,
        row: &Distributed,
        adds: Option<&Extension>,
        path: &str,
        making: &Path,
    ) -> Result<(PathBuf, String), FetchError> {
        let (download, unpacked) = (making.join("download"), making.join("unpacked"));
        for folder in [&download, &unpacked] {
            fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        }
        match adds {
            None => {
                let libraries: Vec<String> = match row.libraries {
                    Libraries::Named(names) => known(names, path).into_iter().map(str::to_owned).collect(),
                    Libraries::Resolved => closure::of(row.packages, &[], row, making, path)?,
                };
                let libraries: Vec<&str> =
                    libraries.iter().map(String::as_str).filter(|library| !row.packages.contains(library)).collect();
                fetch_all(row, row.packages, &libraries, &download, path)?;
                unpack(row, &download, &unpacked, path)?;
            }
            Some(adds) => {
                let (server, _) = self.fetch(row, None, path)?;
                let package = adds.package_for(row.major.unwrap_or_default());
                let needed = closure::of(&[&package], row.packages, row, making, path)?;
                let others: Vec<&str> = needed.iter().map(String::as_str).filter(|it| *it != package).collect();
                fetch_all(row, &[&package], &others, &download, path)?;
                unpack(row, &download, &unpacked, path)?;
                adds.link(row, &unpacked).map_err(|error| failed(&unpacked, error))?;
                add(row, &server, &unpacked)?;
            }
        }
        leave_out_compiler(row, &unpacked)?;
        inventory::settle(&unpacked, &self.place(row, adds))?;
        self.get(row, adds).ok_or_else(|| FetchError::Client {
            command: format!("{} --version", row.program),
            said:
                "the unpacked program does not say its version, or its extension lacks a file: a library may be missing"
                    .to_owned(),
        })
    }
}

/// What a folder of unpacked packages is called.
fn name(row: &Distributed, adds: Option<&Extension>) -> String {
    let with = |adds: &Extension| format!("apt-{}", adds.package_for(row.major.unwrap_or_default()));
    adds.map_or_else(|| format!("apt-{}", row.package()), with)
}

fn failed(path: &Path, source: io::Error) -> FetchError {
    FetchError::File { path: path.to_owned(), source }
}

/// Downloads packages, and what else there is of others.
fn fetch_all(
    row: &Distributed,
    packages: &[&str],
    others: &[&str],
    download: &Path,
    path: &str,
) -> Result<(), FetchError> {
    let client = |packages: &[&str]| {
        let mut client = Command::new("apt-get");
        client.args(["download", "-qq"]).args(packages).current_dir(download);
        run(row, client, path)
    };
    client(packages)?;
    if !others.is_empty() && client(others).is_err() {
        for other in others {
            // One that is on the machine in a version that nobody serves any more need not be fetched.
            let _ = client(&[other]);
        }
    }
    Ok(())
}

fn unpack(row: &Distributed, download: &Path, unpacked: &Path, path: &str) -> Result<(), FetchError> {
    let archives = fs::read_dir(download).map_err(|error| failed(download, error))?;
    for archive in archives.flatten().map(|entry| entry.path()) {
        let mut unpack = Command::new("dpkg-deb");
        unpack.arg("--extract").arg(&archive).arg(unpacked);
        run(row, unpack, path)?;
    }
    Ok(())
}

/// Puts the server's own files beside an extension, all libraries of which must find what they ask for.
fn add(row: &Distributed, server: &Path, unpacked: &Path) -> Result<(), FetchError> {
    let folder = extension::modules(&unpacked.join(row.program));
    let own: Vec<PathBuf> = fs::read_dir(&folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    store::share(server, unpacked)?;
    let lacking = own.iter().map(|file| (file, not_found(file, unpacked))).find(|(_, lacking)| !lacking.is_empty());
    match lacking {
        None => Ok(()),
        Some((file, lacking)) => Err(FetchError::Client {
            command: format!("ldd {}", file.file_name().unwrap_or_default().display()),
            said: format!("these libraries are not there: {}", lacking.join(", ")),
        }),
    }
}

/// Postgres' compiler, without the library that it is made of: a server that finds it and cannot load it fails at each statement that is
/// worth compiling; one that does not find it does without.
fn leave_out_compiler(row: &Distributed, unpacked: &Path) -> Result<(), FetchError> {
    let compiler = row.compiler(unpacked);
    if row.engine == Engine::Postgres && compiler.is_file() && !not_found(&compiler, unpacked).is_empty() {
        fs::remove_file(&compiler).map_err(|error| failed(&compiler, error))?;
    }
    Ok(())
}

/// Those of some packages that this release has: what it does not have under one name is under another, or not needed.
fn known(packages: &[&'static str], path: &str) -> Vec<&'static str> {
    let mut client = Command::new("apt-cache");
    client.args(["show", "--no-all-versions"]).args(packages).env("PATH", path).env("LC_ALL", "C");
    // Where nothing is said none is fetched: the program says itself what it lacks.
    let said = client.stdin(Stdio::null()).output().map(|it| it.stdout).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let names: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("Package: ")).collect();
    packages.iter().copied().filter(|package| names.contains(package)).collect()
}

/// Runs a client of the distribution to its end; what it says.
fn run(row: &Distributed, mut command: Command, path: &str) -> Result<String, FetchError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let shown = format!("{program} {}", row.packages.join(" "));
    command.env("PATH", path).env("LC_ALL", "C").stdin(Stdio::null());
    let output = command.output().map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            FetchError::NoDistribution { name: row.package() }
        } else {
            FetchError::Client { command: shown.clone(), said: error.to_string() }
        }
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(FetchError::Client { command: shown, said })
}

/// Whether this machine has the distribution's client.
pub(crate) fn has_client(path: &str) -> bool {
    crate::program::find("apt-get", path).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program of the machine stands for the compiler; in a copy of it, the C library has a name that nobody knows.
    #[test]
    fn a_compiler_that_cannot_be_loaded_is_left_out() {
        let folder = std::env::temp_dir().join(format!("demock-compiler-{}", process::id()));
        let row = of(Engine::Postgres, Some(15)).expect("a row");
        let compiler = row.compiler(&folder);
        fs::create_dir_all(compiler.parent().expect("a folder")).expect("made");
        let mut bytes = fs::read("/bin/sh").expect("a shell");
        for (name, stays) in [("libc.so.6", true), ("libq.so.6", false)] {
            let at = bytes.windows(9).position(|part| part == b"libc.so.6").expect("it is of C");
            bytes[at..at + 9].copy_from_slice(name.as_bytes());
            fs::write(&compiler, &bytes).expect("written");
            leave_out_compiler(row, &folder).expect("looked at");
            assert_eq!(compiler.is_file(), stays, "{name}");
        }
        fs::remove_dir_all(folder).expect("removed");
    }
}
