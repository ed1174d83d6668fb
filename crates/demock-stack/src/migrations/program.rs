//! Runs the project's own program that migrates a database, where it can reach nothing but the stack.

use super::{Bound, Finding, Found, MigrationError, python};
use crate::compose::Project;
use crate::endpoint::Endpoint;
use crate::environment::{self, Ingredients, Inherit, without_secrets};
use crate::failure::StackError;
use crate::keeper::{End, Identity, Keeper, LastSignal, Network, Receiver, Spec};
use crate::postgres::Door;
use crate::postgres::wire::Connection;
use crate::run_folder::RunFolder;
use demock_config::Origin;
use signal_hook::consts::SIGKILL;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Bytes at the end of what a program said that are looked at.
const SAID_MAX: u64 = 64 << 10;
/// Lines of it that an error shows.
const SHOWN_LINES: usize = 12;

/// What migrations are run with.
pub(crate) struct Around<'a> {
    pub(crate) findings: &'a [Finding],
    /// How long they may take together.
    pub(crate) max: Duration,
    /// The folder that places are said from.
    pub(crate) top: &'a Path,
    pub(crate) project: &'a Project,
    pub(crate) variables: &'a BTreeMap<String, String>,
    pub(crate) pass: &'a [(String, Origin)],
    pub(crate) path: &'a str,
    pub(crate) run: &'a RunFolder,
    pub(crate) keeper: &'a Arc<Keeper>,
}

/// Runs it; why not, where it cannot be run here.
pub(super) fn run(
    found: &Found,
    door: &Door,
    endpoints: &[Endpoint],
    around: &Around<'_>,
    bound: Bound,
) -> Result<Option<String>, StackError> {
    let what = format!("{} ({})", found.kind.name(), found.place);
    let database = endpoints.iter().find(|it| it.name == found.database);
    let url = database.map(|it| it.url.clone()).unwrap_or_default();
    let command = python::command(found, &url, around.run.path(), around.variables, around.path)?;
    let Some((words, folder)) = command else {
        return Ok(Some(format!(
            "{what} is not run: its program is in no `.venv` or `venv` of the project, in no active environment and not in PATH"
        )));
    };
    let log = crate::starting::log(around.run, &format!("{}-migrations", door.service));
    let before = relations(door)?;
    let mut process = match around.keeper.spawn(spec(found, &words, &folder, &log, endpoints, around))? {
        Ok(process) => process,
        Err(failed) => return Ok(Some(format!("{what} is not run: `{}`: {}", words[0], failed.why))),
    };
    let end = process.ended_within(bound.until.saturating_duration_since(Instant::now()));
    let Some(end) = end else {
        process.handle().signal(SIGKILL, Receiver::Group)?;
        process.wait();
        return Err(bound.hangs(&door.service, &what, Some(words.join(" "))));
    };
    if end == End::Code(0) {
        let is_elsewhere = relations(door)? == before;
        return Ok(is_elsewhere.then(|| {
            format!(
                "{what} was run and has changed nothing in the database: where its settings name another one, DATABASE_URL and \
                 PG… name this one"
            )
        }));
    }
    let said = without_secrets(&end_of(&log), around.variables);
    if said.contains(crate::keeper::NOT_ALONE) {
        return Ok(Some(format!(
            "{what} is not run: this machine gives it no network in which nothing but the stack can be reached; \
             `x-demock.migrate` runs without one"
        )));
    }
    if let Some(why) = python::is_not_run(found.kind, &words[0], &said) {
        return Ok(Some(format!("{what} is not run: {why}")));
    }
    let lines: Vec<&str> = said.lines().collect();
    let named = python::file_named(found, &said);
    let base = python::project(found);
    let file = named.as_ref().map_or_else(|| found.path.clone(), |(file, _)| base.join(file));
    Err(MigrationError::Failed {
        service: door.service.clone(),
        file: file.strip_prefix(around.top).unwrap_or(&file).display().to_string(),
        line: named.and_then(|(_, line)| line),
        statement: Some(words.join(" ")),
        seen: match lines.iter().rev().find(|line| is_an_error(line)) {
            Some(line) => format!("{end}: {line}"),
            None => end.to_string(),
        },
        log: lines[lines.len().saturating_sub(SHOWN_LINES)..].join("\n"),
    }
    .into())
}

/// How many tables and the like there are; whoever migrates makes at least the one in which it writes that down.
fn relations(door: &Door) -> Result<Vec<Vec<String>>, StackError> {
    let ask = || {
        let mut connection = Connection::open(&door.socket, &door.user, &door.database)?;
        let rows = connection.query("SELECT count(*), max(oid::bigint) FROM pg_class")?;
        connection.close();
        Ok(rows)
    };
    ask().map_err(|source| StackError::File { path: door.socket.clone(), source })
}

/// A line by which Python says what is wrong: `psycopg.errors.DuplicateTable: relation … already exists`.
fn is_an_error(line: &str) -> bool {
    let name = line.split(": ").next().unwrap_or_default();
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || "._()".contains(c));
    is_name && (name.contains("Error") || name.contains("Exception") || name.contains('.')) && line.contains(": ")
}

fn spec(
    found: &Found,
    words: &[String],
    folder: &Path,
    log: &Path,
    endpoints: &[Endpoint],
    around: &Around<'_>,
) -> Spec {
    let temporary = around.run.temporary();
    // With several databases it is told of its own alone by the usual names.
    let mut first: Vec<Endpoint> = endpoints.to_vec();
    first.sort_by_key(|it| it.name != found.database);
    let made = environment::environment(&Ingredients {
        callers: around.variables,
        inherit: Inherit::Families,
        pass: around.pass,
        project: around.project,
        endpoints: &first,
        temporary: &temporary,
        lease: "migrations",
        beside: &[],
    });
    let ports = endpoints.iter().flat_map(|it| it.ports.iter().map(|(_, outside)| *outside)).collect();
    Spec {
        program: words[0].clone().into(),
        arguments: words[1..].iter().map(OsString::from).collect(),
        environment: made.entries.values().map(|it| ((&it.name).into(), (&it.value).into())).collect(),
        folder: folder.to_owned(),
        output: Some(log.to_owned()),
        keeps_input: false,
        identity: Identity::Caller,
        last_signal: LastSignal::Kill,
        group: None,
        network: Network::Stack(ports),
    }
}

fn end_of(log: &Path) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = std::fs::File::open(log)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(SAID_MAX)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    read().unwrap_or_default()
}
