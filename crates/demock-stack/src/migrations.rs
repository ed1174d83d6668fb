//! Migrations, run once into a template of a database.
//!
//! Two sorts: those that are found in the project (`find`), which we do ourselves where they are SQL (`sql`, `tools`) and by the
//! project's own program where they are Python (`python`); and what `x-demock.migrate` says, with `x-demock.migrations` naming the files
//! that it is made of. What they are made of is the key of a template that begins where they have ended, so that the next start
//! migrates nothing. Invariants: they run on a server of the stack's own that was just made, never on another; a template is
//! made of a server that has ended well; a migration that does something in other services as well is never kept, because the
//! next start would lack that. Absent on purpose: databases other than Postgres.

mod failure;
mod find;
mod kind;
mod others;
mod program;
mod python;
mod sql;
mod statements;
mod tools;

pub use failure::MigrationError;
pub use find::{Sought, find};
pub use kind::Kind;
pub(crate) use program::Around;

use crate::compose::Service;
use crate::endpoint::Endpoint;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::server::Server;
use crate::starting::Starting;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long migrations may take together, unless the settings say otherwise.
pub const MIGRATIONS_MAX: Duration = Duration::from_mins(10);

/// Migrations of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The database that begins with them, by its name in the Compose file.
    pub database: String,
    /// The tool that they are written for.
    pub kind: Kind,
    /// What the tool begins with: a file or a folder.
    pub(crate) path: PathBuf,
    /// Where they are, as it is shown.
    pub place: String,
    /// How many there are.
    pub count: usize,
}

/// What was found for a database, or why it is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The database, by its name in the Compose file; the first where they are of nobody knows which.
    pub database: String,
    /// What was found.
    pub found: Result<Found, String>,
}

/// When migrations are to be done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    pub(crate) until: Instant,
    pub(crate) max: Duration,
}

impl Bound {
    pub(crate) fn new(max: Duration) -> Self {
        Self { until: Instant::now() + max, max }
    }

    pub(crate) fn hangs(self, service: &str, place: &str, statement: Option<String>) -> StackError {
        let (service, place, within) = (service.to_owned(), place.to_owned(), self.max);
        MigrationError::Hangs { service, place, statement, within }.into()
    }
}

impl Found {
    /// Everything that its template depends on.
    pub(crate) fn hash(&self, add: &mut dyn FnMut(&[u8])) -> Result<(), StackError> {
        add(self.kind.name().as_bytes());
        let Some(scripts) = self.kind.scripts(&self.path) else { return python::hash(self, add) };
        for script in scripts.map_err(|source| StackError::File { path: self.path.clone(), source })?.scripts {
            add(script.path.file_name().unwrap_or_default().as_encoded_bytes());
            add(script.path.parent().and_then(Path::file_name).unwrap_or_default().as_encoded_bytes());
            add(script.text.as_bytes());
            // What stands beside a script may say otherwise.
            add(script.how.name().as_bytes());
        }
        Ok(())
    }
}

/// Whether a migration of a service belongs into the template of a database: it waits for it, or for no database at all, and
/// names its files.
pub(crate) fn belongs(program: &Service, database: &str, databases: &BTreeSet<&str>) -> bool {
    let names_files = program.native.as_ref().is_some_and(|it| !it.migrations.is_empty());
    names_files && migrates(program, database, databases)
}

/// Whether a service migrates a database.
fn migrates(program: &Service, database: &str, databases: &BTreeSet<&str>) -> bool {
    let waits_for: Vec<&str> = program.depends_on.iter().map(|it| &*it.service.value).collect();
    let migrates = program.native.as_ref().is_some_and(|it| it.migrate.is_some());
    migrates && (waits_for.contains(&database) || !waits_for.iter().any(|name| databases.contains(name)))
}

/// Everything that a migration depends on besides the database that it finds.
pub(crate) fn hash(program: &Service, starting: &Starting<'_>, add: &mut dyn FnMut(&[u8])) -> Result<(), StackError> {
    let Some(native) = &program.native else { return Ok(()) };
    add(program.name.value.as_bytes());
    native.migrate.iter().flat_map(|it| it.value.words()).for_each(|word| add(word.as_bytes()));
    for (name, variable) in program.environment.iter().chain(&native.env) {
        add(name.as_bytes());
        let given = || starting.surroundings.variables.get(name).cloned();
        add(variable.value.clone().or_else(given).unwrap_or_default().as_bytes());
    }
    let folder = native.working_dir.as_ref().map_or("", |folder| &folder.value);
    for file in &native.migrations {
        let path = starting.surroundings.root.join(folder).join(&file.value);
        if !path.exists() {
            let what = format!("`migrations` names `{}`, which is not there", path.display());
            return Err(StackError::NotHonoured {
                service: program.name.value.clone(),
                origin: file.origin.clone(),
                what,
            });
        }
        all_of(&path, add)?;
    }
    Ok(())
}

/// All of a file, or of everything below a folder but what tools leave there.
pub(crate) fn all_of(path: &Path, add: &mut dyn FnMut(&[u8])) -> Result<(), StackError> {
    const LEFT_BY_TOOLS: [&str; 2] = ["__pycache__", "node_modules"];
    let failed = |source| StackError::File { path: path.to_owned(), source };
    if !path.is_dir() {
        add(&fs::read(path).map_err(failed)?);
        return Ok(());
    }
    let mut below: Vec<_> = fs::read_dir(path).map_err(failed)?.flatten().map(|entry| entry.path()).collect();
    below.sort();
    for path in below {
        let name = path.file_name().unwrap_or_default();
        if !LEFT_BY_TOOLS.iter().any(|left| name == *left) {
            add(name.as_encoded_bytes());
            all_of(&path, add)?;
        }
    }
    Ok(())
}

/// What was done.
pub(crate) struct Done {
    /// Programs whose migrations are done.
    pub(crate) programs: BTreeSet<String>,
    /// What was found, or why it is not done.
    pub(crate) findings: Vec<Finding>,
}

/// Migrates what no template has, and keeps it as one.
pub(crate) fn run(programs: &[Starting<'_>], servers: &mut [Server], around: &Around<'_>) -> Result<Done, StackError> {
    let bound = Bound::new(around.max);
    let findings = run_found(servers, around, bound)?;
    let programs = run_programs(programs, servers, bound)?;
    Ok(Done { programs, findings })
}

fn run_found(servers: &mut [Server], around: &Around<'_>, bound: Bound) -> Result<Vec<Finding>, StackError> {
    let endpoints: Vec<Endpoint> = servers.iter().map(Server::endpoint).collect();
    let mut all = Vec::new();
    for finding in around.findings {
        let Finding { database, found: Ok(found) } = finding else {
            all.push(finding.clone());
            continue;
        };
        let Some(server) = servers.iter_mut().find(|it| it.name == *database) else { continue };
        let left = match (server.is_migrated(), server.door()) {
            (true, _) => None,
            (false, None) => {
                Some(format!("{} ({}) is not run: the database has no template here", found.kind.name(), found.place))
            }
            (false, Some(door)) => match found.kind.scripts(&found.path) {
                Some(scripts) => {
                    let scripts = scripts.map_err(|source| StackError::File { path: found.path.clone(), source })?;
                    sql::run(&scripts, &door, around.top, bound)?;
                    None
                }
                None => program::run(found, &door, &endpoints, around, bound)?,
            },
        };
        if left.is_none() && !server.is_migrated() {
            server.keep_migrated()?;
        }
        all.push(Finding { database: database.clone(), found: left.map_or(Ok(found.clone()), Err) });
    }
    Ok(all)
}

fn run_programs(
    programs: &[Starting<'_>],
    servers: &mut [Server],
    bound: Bound,
) -> Result<BTreeSet<String>, StackError> {
    let endpoints: Vec<Endpoint> = servers.iter().map(Server::endpoint).collect();
    let all: Vec<(String, Option<Engine>)> = servers.iter().map(|it| (it.name.clone(), it.engine())).collect();
    let databases =
        all.iter().filter(|(_, engine)| *engine == Some(Engine::Postgres)).map(|(name, _)| &**name).collect();
    let mut done = BTreeSet::new();
    for starting in programs {
        let is_its = |server: &&mut Server| belongs(starting.service, &server.name, &databases);
        let its: Vec<_> = servers.iter_mut().filter(is_its).collect();
        if its.is_empty() {
            continue;
        }
        if !its.iter().all(|server| server.is_migrated()) {
            crate::own::migrate(starting, &endpoints, bound)?;
        }
        done.insert(starting.name().to_owned());
    }
    let is_its = |server: &Server| {
        programs.iter().any(|it| done.contains(it.name()) && belongs(it.service, &server.name, &databases))
    };
    let is_missing = |server: &Server| is_its(server) && !server.is_migrated();
    if servers.iter().any(is_missing) {
        let is_touched = |it: &mut Server| it.counted().ok().flatten().is_some_and(|counters| counters.is_touched());
        let mut others = servers.iter_mut().filter(|it| it.engine() != Some(Engine::Postgres));
        if !others.any(is_touched) {
            servers.iter_mut().filter(|it| is_its(it)).try_for_each(Server::keep_migrated)?;
        }
    }
    for server in servers.iter_mut().filter(|it| databases.contains(&*it.name) && !it.is_migrated()) {
        let program = programs.iter().find(|it| migrates(it.service, &server.name, &databases));
        let Some(program) = program else { continue };
        let line = program.service.native.as_ref().and_then(|it| it.migrate.as_ref());
        let Some(line) = line else { continue };
        let why = if done.contains(program.name()) {
            "it goes to other services as well, so that it runs at each start"
        } else {
            "it names no `migrations`, so that it runs at each start"
        };
        server.lacks(&format!("{}: `migrate` of {}: {why}", line.origin, program.name()));
    }
    Ok(done)
}
