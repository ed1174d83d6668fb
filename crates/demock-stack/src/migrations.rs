//! Migrations of programs of the project, run once into a template of their database.
//!
//! `x-demock.migrations` names the files that a migration is made of. Together with its command and its variables they are the key
//! of a template that begins where the migration has ended, so that the next start migrates nothing. Invariants: a template is
//! made of a server that has ended well; a migration that does something in other services as well is never kept, because the next
//! start would lack that. Absent on purpose: databases other than Postgres.

use crate::compose::Service;
use crate::endpoint::Endpoint;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::server::Server;
use crate::starting::Starting;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Whether a migration of a service belongs into the template of a database: it waits for it, or for no database at all, and
/// names its files.
pub(crate) fn belongs(program: &Service, database: &str, databases: &BTreeSet<&str>) -> bool {
    let names_files = program.native.as_ref().is_some_and(|it| it.migrate.is_some() && !it.migrations.is_empty());
    let waits_for: Vec<&str> = program.depends_on.iter().map(|it| &*it.service.value).collect();
    names_files && (waits_for.contains(&database) || !waits_for.iter().any(|name| databases.contains(name)))
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

/// Migrates what no template has, and keeps it as one; says whose migrations are done.
pub(crate) fn run(programs: &[Starting<'_>], servers: &mut [Server]) -> Result<BTreeSet<String>, StackError> {
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
            crate::own::migrate(starting, &endpoints)?;
        }
        done.insert(starting.name().to_owned());
    }
    let is_missing = |server: &Server| databases.contains(&*server.name) && !server.is_migrated();
    if !done.is_empty() && servers.iter().any(is_missing) {
        let is_touched = |it: &mut Server| it.counted().ok().flatten().is_some_and(|counters| counters.is_touched());
        let mut others = servers.iter_mut().filter(|it| it.engine() != Some(Engine::Postgres));
        if !others.any(is_touched) {
            servers.iter_mut().try_for_each(Server::keep_migrated)?;
        }
    }
    Ok(done)
}
