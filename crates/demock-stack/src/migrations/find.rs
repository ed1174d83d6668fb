//! Where migrations of a project are.
//!
//! Looked at are the folder of the Compose file, the project's root, the folders right below those, and the projects of a repository of
//! several; what is nearer wins, and what is equally near is not chosen from. Invariants: the number of folders is bounded; folders of packages and of tools are
//! never entered; nothing is run. Absent on purpose: services deeper in a tree, whose path the settings name.

use super::kind::{self, Kind};
use super::{Finding, Found, MigrationError, others, python};
use crate::compose::{MountKind, Project, Service};
use crate::elsewhere::Already;
use crate::engine::Engine;
use crate::failure::StackError;
use demock_config::{Located, MigrationPlace, Migrations};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folders below one folder that are looked into.
const FOLDERS_MAX: usize = 100;
/// Folders that hold other people's files, or what tools make.
const NEVER: &[&str] =
    &["node_modules", "venv", "env", "virtualenv", "target", "vendor", "dist", "build", "__pycache__"];
/// Folders in which repositories of several projects have these.
const HOLD_SEVERAL: &[&str] = &["apps", "packages", "services", "crates", "libs", "modules"];
/// Where the image runs scripts by itself.
const SCRIPTS: &str = "/docker-entrypoint-initdb.d";

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'s> {
    /// The project.
    pub project: &'s Project,
    /// The folder of its Compose file.
    pub root: &'s Path,
    /// The folder of its settings.
    pub top: &'s Path,
    /// What the settings say.
    pub setting: Option<&'s Migrations>,
    /// Services that demock does not start.
    pub running: &'s [Already],
}

/// The migrations of each database, or why they are left alone; nothing of a database that has none.
pub fn find(sought: &Sought<'_>) -> Result<Vec<Finding>, StackError> {
    let is_postgres = |it: &&Service| {
        let engine = it.image.as_ref().and_then(|image| Engine::of_image(&image.value)).map(|known| known.engine);
        engine == Some(Engine::Postgres)
    };
    let databases: Vec<&Service> = sought.project.services.iter().filter(is_postgres).collect();
    let off = |it: &MigrationPlace| matches!(it, MigrationPlace::Found(Located { value: false, .. }));
    let all = match sought.setting {
        Some(Migrations::All(place)) if off(place) => return Ok(Vec::new()),
        Some(Migrations::All(MigrationPlace::Path(path))) => one_for_all(sought, path, &databases)?,
        Some(Migrations::Each(each)) => {
            let mut all = Vec::new();
            for (name, place) in each {
                let Some(service) = databases.iter().find(|it| *it.name.value == *name.value) else {
                    return Err(MigrationError::NoDatabase {
                        origin: name.origin.clone(),
                        name: name.value.to_string(),
                        known: databases.iter().map(|it| it.name.value.clone()).collect(),
                    }
                    .into());
                };
                match place {
                    MigrationPlace::Path(path) => all.push(named(sought, path, service)?),
                    place if off(place) => {}
                    MigrationPlace::Found(_) => all.extend(looked_for(sought, &[service])),
                }
            }
            all
        }
        Some(Migrations::All(MigrationPlace::Found(_))) | None => looked_for(sought, &databases).into_iter().collect(),
    };
    Ok(all)
}

fn one_for_all(
    sought: &Sought<'_>,
    path: &Located<Arc<str>>,
    databases: &[&Service],
) -> Result<Vec<Finding>, StackError> {
    match databases {
        [] => Ok(Vec::new()),
        [service] => Ok(vec![named(sought, path, service)?]),
        several => Err(MigrationError::Unknown {
            origin: path.origin.clone(),
            path: path.value.to_string(),
            seen: format!("there are several databases: {}", names(several)),
            next: format!("say which: `[stack.migrations]` with `{} = \"{}\"`", several[0].name.value, path.value),
        }
        .into()),
    }
}

/// What the settings name, which must be something.
fn named(sought: &Sought<'_>, path: &Located<Arc<str>>, service: &Service) -> Result<Finding, StackError> {
    let full = sought.top.join(&*path.value);
    let known = kind::at_path(&full, sought.top).map_err(|seen| MigrationError::Unknown {
        origin: path.origin.clone(),
        path: path.value.to_string(),
        seen,
        next: "name an `alembic.ini`, a `manage.py`, a `structure.sql`, a folder of Flyway's, Prisma's, sqlx's, \
               diesel's, drizzle's, goose's, golang-migrate's or dbmate's, or one of `.sql` files; `false` leaves them alone"
            .to_owned(),
    })?;
    Ok(Finding { database: service.name.value.clone(), found: checked(sought, service, known) })
}

fn looked_for(sought: &Sought<'_>, databases: &[&Service]) -> Option<Finding> {
    let (first, rest) = databases.split_first()?;
    let database = first.name.value.clone();
    for folders in levels(sought) {
        let found: Vec<(Kind, PathBuf)> = folders.iter().flat_map(|folder| kind::in_folder(folder)).collect();
        let found = match &found[..] {
            [] => continue,
            [_] if !rest.is_empty() => Err(format!(
                "there are several databases ({}) for {}: say in `[stack.migrations]` which begins with it",
                names(databases),
                kind::named(&found, sought.top)
            )),
            [only] => checked(sought, first, only.clone()),
            several => Err(format!(
                "there are several: {}: say in `[stack] migrations` which is meant",
                kind::named(several, sought.top)
            )),
        };
        return Some(Finding { database, found });
    }
    // Only where nothing is done by itself is it worth a word what would have to be asked for.
    let seen = levels(sought).iter().flatten().find_map(|folder| others::in_folder(folder));
    let services = &sought.project.services;
    let seen = seen.filter(|_| !others::is_said(services))?;
    Some(Finding { database, found: Err(seen.said(sought.root, sought.top, services)) })
}

/// Folders that are equally near, the nearest first.
fn levels(sought: &Sought<'_>) -> [Vec<PathBuf>; 3] {
    let mut near = vec![sought.root.to_owned()];
    if sought.top != sought.root {
        near.push(sought.top.to_owned());
    }
    let mut below = folders_below(near.iter());
    below.retain(|it| !near.contains(it));
    let holds_several = |it: &&PathBuf| HOLD_SEVERAL.iter().any(|name| it.ends_with(name));
    let members = folders_below(below.iter().filter(holds_several));
    [near, below, members]
}

/// The folders right below some, but those that are never entered.
fn folders_below<'f>(folders: impl Iterator<Item = &'f PathBuf>) -> Vec<PathBuf> {
    let mut below: Vec<PathBuf> = Vec::new();
    for folder in folders.filter_map(|it| std::fs::read_dir(it).ok()) {
        let folders = folder.take(FOLDERS_MAX * 4).flatten().map(|entry| entry.path());
        let is_own = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_environment = || path.join("pyvenv.cfg").is_file();
            !name.starts_with('.') && !NEVER.contains(&&*name) && path.is_dir() && !is_environment()
        };
        below.extend(folders.filter(is_own).take(FOLDERS_MAX));
    }
    below.sort();
    below.dedup();
    below
}

/// What was found, unless there is a reason to leave it alone.
fn checked(sought: &Sought<'_>, service: &Service, (kind, path): (Kind, PathBuf)) -> Result<Found, String> {
    let (name, root) = (&service.name.value, sought.top);
    let place = path.strip_prefix(root).unwrap_or(&path).display().to_string();
    let what = format!("{} ({place})", kind.name());
    if let Some(running) = sought.running.iter().find(|it| it.service == *name) {
        return Err(format!("{what} is not run on what runs already ({})", running.place));
    }
    let mut programs = sought.project.services.iter().filter(|it| it.name.value != *name);
    if let Some((program, line)) = programs.find_map(|it| Some((it, it.native.as_ref()?.migrate.as_ref()?))) {
        return Err(format!("{what} is left to `migrate` of {} ({})", program.name.value, line.origin));
    }
    let is_script = |it: &&crate::compose::Mount| it.target.starts_with(SCRIPTS);
    let same = |mounted: &PathBuf| path.starts_with(mounted) || mounted.starts_with(&path);
    let mounted = service.mounts.iter().filter(is_script).filter_map(|it| match &it.kind {
        MountKind::Bind(path) => std::path::absolute(sought.root.join(path)).ok(),
        MountKind::Content(_)
        | MountKind::Volume(_)
        | MountKind::Anonymous
        | MountKind::Memory
        | MountKind::Elsewhere(_) => None,
    });
    if mounted.into_iter().any(|mounted| same(&mounted)) {
        return Err(format!("{what} is what the image runs by itself ({SCRIPTS})"));
    }
    if let Some(why) = kind.left_to_tool(&path).map_err(|error| format!("{what}: {error}"))? {
        return Err(format!("{what} {why}"));
    }
    let counted = match kind.scripts(&path) {
        Some(scripts) => scripts.map(|it| (place, it.scripts.len())),
        None => python::counted(kind, &path).map(|(folder, count)| {
            let place = folder.strip_prefix(root).unwrap_or(&folder).display().to_string();
            (place, count)
        }),
    };
    match counted {
        Ok((_, 0)) => Err(format!("{what} has no migrations yet")),
        Ok((place, count)) => Ok(Found { database: name.clone(), kind, path, place, count }),
        Err(error) => Err(format!("{what}: {error}")),
    }
}

fn names(services: &[&Service]) -> String {
    services.iter().map(|it| &*it.name.value).collect::<Vec<_>>().join(", ")
}
