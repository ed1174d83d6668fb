//! What an image of an extension does by a script of its own, among those of `/docker-entrypoint-initdb.d`.
//!
//! Source: docker-postgis, `initdb-postgis.sh` and its `Dockerfile`: the script is one of the folder, so that the project's run before or
//! after it by their names, one of the same name takes its place, and a folder that is mounted there hides it.

use super::Account;
use super::clones::name;
use super::wire::{Connection, ScriptError};
use crate::compose::{MountKind, Service};
use crate::distribution::ImageScript;
use crate::failure::StackError;
use crate::starting::Starting;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long each of its steps may take.
const STEP_MAX: Duration = Duration::from_mins(2);

/// Whether the project mounts something over a whole folder of the image. What a volume holds at first is a copy of that folder.
pub(crate) fn is_hidden(service: &Service, folder: &str) -> bool {
    let hides = |kind: &MountKind| match kind {
        MountKind::Bind(_) | MountKind::Content(_) | MountKind::Memory | MountKind::Elsewhere(_) => true,
        MountKind::Volume(_) | MountKind::Anonymous => false,
    };
    service.mounts.iter().any(|mount| mount.target.trim_end_matches('/') == folder && hides(&mount.kind))
}

/// Does what it does.
pub(super) fn run(
    script: &ImageScript,
    starting: &Starting<'_>,
    account: &Account,
    socket: &Path,
) -> Result<(), StackError> {
    let step = |database: &str, statements: &str| {
        let failed = |why: String| StackError::NotStarted {
            service: starting.name().to_owned(),
            program: format!("{statements} (`{}`, the image's own)", script.name),
            why,
        };
        let mut connection =
            Connection::open(socket, &account.user, database).map_err(|error| failed(error.to_string()))?;
        let done = connection.script(statements, Instant::now() + STEP_MAX);
        connection.close();
        done.map_err(|error| {
            failed(match error {
                ScriptError::Refused { said, .. } => said,
                ScriptError::TooLong { .. } => format!("it takes longer than {} s", STEP_MAX.as_secs()),
                ScriptError::Lost(error) => error.to_string(),
            })
        })
    };
    step(&account.database, &format!("CREATE DATABASE {} IS_TEMPLATE true", name(script.template)))?;
    for database in [script.template, &account.database] {
        for group in script.extensions {
            let statements = group.iter().map(|it| format!("CREATE EXTENSION IF NOT EXISTS {}", name(it)));
            step(database, &statements.collect::<Vec<_>>().join("; "))?;
        }
    }
    Ok(())
}
