//! Services out of the distribution's packages, unpacked for this user without root.
//!
//! Layout: `packages/apt-<package>/<version>/` holds the unpacked packages; it appears whole, by a rename. apt checks the
//! distribution's signature over every hash; a table of ours cannot have one, because point releases replace each other.
//! Invariants: only packages of the table are asked for, and what those need that say so (`closure`); nothing is installed, no script of
//! a package is run. Absent on purpose: what the packages depend on beyond that: the C library and what every system has.

mod closure;

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
}

/// Folders of libraries in unpacked packages.
pub(crate) fn libraries(folder: &Path) -> String {
    let triplet = format!("{}-linux-gnu", std::env::consts::ARCH);
    let folders = [folder.join("usr/lib").join(&triplet), folder.join("lib").join(&triplet)];
    folders.map(|folder| folder.display().to_string()).join(":")
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

    fn place(&self, row: &Distributed) -> PathBuf {
        self.folder.join(format!("apt-{}", row.package()))
    }

    /// Where all lies that a service needs.
    pub(crate) fn places(&self, row: &Distributed) -> Vec<PathBuf> {
        [self.place(row)].into_iter().chain(self.clients(row.engine)).collect()
    }

    /// Where clients lie that prepare a service.
    pub(crate) fn clients(&self, engine: Engine) -> Vec<PathBuf> {
        let rows = if engine == Engine::Postgres { PSQL } else { &[] };
        rows.iter().map(|row| self.place(row)).collect()
    }

    /// Where a service lies unpacked, with its version.
    pub(crate) fn get(&self, row: &Distributed) -> Option<(PathBuf, String)> {
        let folder = self.place(row);
        let program = folder.join(row.program);
        let version = self.versions.of(row.engine, &program, Some(&libraries(&folder)))?;
        Some((folder, version))
    }

    /// Fetches a service unless it is there.
    pub(crate) fn fetch(&self, row: &Distributed, path: &str) -> Result<(PathBuf, String), FetchError> {
        if let Some(found) = self.get(row) {
            return Ok(found);
        }
        let _lock = store::lock(&self.folder, &format!("apt-{}", row.package()))?;
        if let Some(found) = self.get(row) {
            return Ok(found);
        }
        let making = self.folder.join(format!("making-apt-{}-{}", row.package(), process::id()));
        let made = self.make(row, path, &making);
        // Whatever is left of it is of no use.
        let _ = fs::remove_dir_all(&making);
        made
    }

    fn make(&self, row: &Distributed, path: &str, making: &Path) -> Result<(PathBuf, String), FetchError> {
        let (download, unpacked) = (making.join("download"), making.join("unpacked"));
        let failed = |path: &Path, source: io::Error| FetchError::File { path: path.to_owned(), source };
        for folder in [&download, &unpacked] {
            fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        }
        let client = |packages: &[&str]| {
            let mut client = Command::new("apt-get");
            client.args(["download", "-qq"]).args(packages).current_dir(&download);
            run(row, client, path)
        };
        client(row.packages)?;
        let libraries: Vec<String> = match row.libraries {
            Libraries::Named(names) => known(names, path).into_iter().map(str::to_owned).collect(),
            Libraries::Resolved => closure::of(row.packages, &[], row, making, path)?,
        };
        let libraries: Vec<&str> =
            libraries.iter().map(String::as_str).filter(|library| !row.packages.contains(library)).collect();
        if !libraries.is_empty() && client(&libraries).is_err() {
            for library in libraries {
                // One that is on the machine in a version that nobody serves any more need not be fetched.
                let _ = client(&[library]);
            }
        }
        let archives = fs::read_dir(&download).map_err(|error| failed(&download, error))?;
        for archive in archives.flatten().map(|entry| entry.path()) {
            let mut unpack = Command::new("dpkg-deb");
            unpack.arg("--extract").arg(&archive).arg(&unpacked);
            run(row, unpack, path)?;
        }
        inventory::settle(&unpacked, &self.place(row))?;
        self.get(row).ok_or_else(|| FetchError::Client {
            command: format!("{} --version", row.program),
            said: "the unpacked program does not say its version: a library may be missing".to_owned(),
        })
    }
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
