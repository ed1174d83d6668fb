//! What a service mounts and does not find without a container.
//!
//! Absent on purpose: what is refused when a service starts, which is said there.

use super::Provision;
use crate::compose::{Mount, MountKind, Note, Service};
use crate::engine::Engine;
use std::path::Path;

/// Where images look for scripts.
const SCRIPTS: &str = "/docker-entrypoint-initdb.d";

/// Mounts without effect, each with its place and with what is lost.
pub(super) fn without_effect(
    service: &Service,
    engine: Option<Engine>,
    provision: &Provision,
    root: &Path,
) -> Vec<Note> {
    let text = |mount: &Mount| {
        let (name, target) = (&service.name.value, &mount.target);
        match (&mount.kind, provision) {
            (_, Provision::Running { .. } | Provision::Nothing { .. }) => None,
            (MountKind::Volume(volume), _) => {
                Some(format!("the volume `{volume}` of `{name}` is not kept: it begins empty each time"))
            }
            (MountKind::Elsewhere(what), _) => {
                Some(format!("`{name}` finds nothing at `{target}`: demock does not mount `{what}`"))
            }
            (MountKind::Anonymous, _) => {
                Some(format!("the volume `{target}` of `{name}` is not kept: it begins empty each time"))
            }
            (MountKind::Memory, _) | (_, Provision::Docker { .. }) => None,
            (MountKind::Bind(_) | MountKind::Content(_), Provision::Own { .. }) => {
                // A file that a variable names is found where it lies.
                let is_folder = matches!(&mount.kind, MountKind::Bind(path) if root.join(path).is_dir());
                let said = || format!("`{name}` does not find `{target}`: it runs in the project's own folders");
                (is_folder || !is_in_variables(service, target)).then(said)
            }
            (
                MountKind::Bind(_) | MountKind::Content(_),
                Provision::Native { .. }
                | Provision::Fetched { .. }
                | Provision::Distribution { .. }
                | Provision::Job { .. },
            ) => (!is_read(service, engine, target)).then(|| {
                format!("{} of `{name}` does not read `{target}` here", engine.map_or("the service", Engine::name))
            }),
        }
    };
    let note = |mount: &Mount| Some(Note { origin: mount.origin.clone(), text: text(mount)? });
    service.mounts.iter().filter_map(note).collect()
}

/// A file or folder that is mounted for a service, and read by it without a container, and is not there.
pub(crate) fn missing<'s>(service: &'s Service, engine: Option<Engine>, root: &Path) -> Option<(&'s Mount, &'s str)> {
    service.mounts.iter().find_map(|mount| match &mount.kind {
        MountKind::Bind(path) if !root.join(path).exists() && is_read(service, engine, &mount.target) => {
            Some((mount, &**path))
        }
        MountKind::Bind(_)
        | MountKind::Volume(_)
        | MountKind::Anonymous
        | MountKind::Memory
        | MountKind::Content(_)
        | MountKind::Elsewhere(_) => None,
    })
}

/// Whether a service that runs without a container finds what is mounted at a path: a script, or what its command or one of its
/// variables names.
fn is_read(service: &Service, engine: Option<Engine>, target: &str) -> bool {
    let has_scripts = matches!(engine, Some(Engine::Postgres | Engine::ClickHouse | Engine::MariaDb));
    let words: Vec<String> =
        service.entrypoint.iter().chain(&service.command).flat_map(|words| words.value.words()).collect();
    has_scripts && target.starts_with(SCRIPTS)
        || engine == Some(Engine::MariaDb) && target.starts_with("/etc/mysql/")
        || words.iter().any(|text| text.contains(target.trim_end_matches('/')))
        || is_in_variables(service, target)
}

/// Whether a variable of the service names a path.
fn is_in_variables(service: &Service, target: &str) -> bool {
    let mut values = service.environment.values().filter_map(|variable| variable.value.as_deref());
    values.any(|text| text.contains(target.trim_end_matches('/')))
}
