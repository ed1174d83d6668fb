//! Programs of an image besides its server: those of the machine, else the distribution's, unpacked.
//!
//! Absent on purpose: clients that no package of the table has.

use crate::distribution::{self, DISTRIBUTED, Distributed, PSQL};
use crate::engine::Engine;
use crate::program;
use crate::store::{FetchError, Store};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What of the programs that a job names is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lacking {
    /// Nothing.
    Nothing,
    /// This one, which the distribution has.
    Fetchable(String),
    /// This one, which nobody has.
    Program(String),
}

/// Programs that images have and small machines have not.
fn of(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Postgres => &[
            "psql",
            "pg_isready",
            "createdb",
            "dropdb",
            "createuser",
            "dropuser",
            "pg_dump",
            "pg_dumpall",
            "pg_restore",
            "pgbench",
            "vacuumdb",
            "reindexdb",
        ],
        Engine::Redis => &["redis-cli", "redis-benchmark"],
        Engine::Valkey => &["valkey-cli", "valkey-benchmark", "redis-cli"],
        Engine::MariaDb => &[
            "mariadb",
            "mysql",
            "mariadb-admin",
            "mysqladmin",
            "mariadb-dump",
            "mysqldump",
            "mariadb-check",
            "mysqlcheck",
        ],
        Engine::ClickHouse => &["clickhouse-client", "clickhouse", "clickhouse-local"],
        Engine::Nats => &["nats"],
        Engine::Memcached => &[],
    }
}

/// Rows of which one has them; each release has one of Postgres's.
fn rows(engine: Engine) -> Vec<&'static Distributed> {
    match engine {
        Engine::Postgres => PSQL.iter().collect(),
        Engine::Redis | Engine::Valkey | Engine::MariaDb => {
            DISTRIBUTED.iter().filter(|row| row.engine == engine).collect()
        }
        Engine::ClickHouse | Engine::Nats | Engine::Memcached => Vec::new(),
    }
}

/// Those of some programs that are clients of an engine, each once.
pub(crate) fn clients(engine: Engine, names: &[String]) -> BTreeSet<String> {
    names.iter().filter(|name| of(engine).contains(&name.as_str())).cloned().collect()
}

/// What is missing of the programs of a job: in its words, and otherwise on the machine.
pub(crate) fn lacking(engine: Engine, (names, first): (&[String], Option<&str>), store: &Store, path: &str) -> Lacking {
    let unpacked = unpacked(engine, store);
    let is_there = |name: &str| {
        let mut folders = unpacked.iter().flat_map(|(folders, _)| folders);
        program::find(name, path).is_some() || folders.any(|folder| folder.join(name).is_file())
    };
    // Of a shell's line, words that are no client's may be anything.
    let clients = names.iter().map(String::as_str).filter(|name| of(engine).contains(name));
    let missing = clients.chain(first).find(|name| !is_there(name));
    match missing {
        None => Lacking::Nothing,
        Some(name) if of(engine).contains(&name) && !rows(engine).is_empty() && unpacked.is_none() => {
            Lacking::Fetchable(name.to_owned())
        }
        Some(name) => Lacking::Program(name.to_owned()),
    }
}

/// Fetches them: what a release does not have under one name, it has under another.
pub(crate) fn fetch(engine: Engine, store: &Store, path: &str) -> Result<(), FetchError> {
    let mut last = Ok(());
    for row in rows(engine) {
        last = store.fetch_distributed(row, None, path).map(drop);
        if last.is_ok() {
            break;
        }
    }
    last
}

/// Folders of programs that were fetched, and those of libraries that they need.
pub(super) fn folders(engine: Engine, cache: &Path, path: &str) -> (Vec<PathBuf>, Option<String>) {
    // Programs of the machine need no libraries of another release.
    let is_installed = of(engine).first().is_some_and(|name| program::find(name, path).is_some());
    match unpacked(engine, &Store::new(cache)).filter(|_| !is_installed) {
        Some((folders, libraries)) => (folders, Some(libraries)),
        None => (Vec::new(), None),
    }
}

fn unpacked(engine: Engine, store: &Store) -> Option<(Vec<PathBuf>, String)> {
    let (row, (folder, _)) = rows(engine).into_iter().find_map(|row| Some((row, store.shelf().get(row, None)?)))?;
    let beside = folder.join(row.program).parent().map(Path::to_owned);
    let folders = beside.into_iter().chain([folder.join("usr/bin")]).collect();
    Some((folders, distribution::libraries(&folder)))
}

/// The distribution's package that has the programs.
pub(crate) const fn package(engine: Engine) -> Option<&'static str> {
    match engine {
        Engine::Postgres => Some("postgresql-client"),
        Engine::Redis => Some("redis-tools"),
        Engine::Valkey => Some("valkey-tools"),
        Engine::MariaDb => Some("mariadb-client"),
        Engine::ClickHouse | Engine::Nats | Engine::Memcached => None,
    }
}
