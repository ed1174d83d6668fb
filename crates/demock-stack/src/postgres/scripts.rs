//! Scripts of `/docker-entrypoint-initdb.d`, run once into a template.
//!
//! Source: docker-library/postgres, `docker_process_init_files`: by name; `*.sh` is run where it may be and read by a shell
//! else, `*.sql` and `*.sql.gz` go to psql, anything else is passed over.

use super::{Account, PORT};
use crate::failure::StackError;
use crate::keeper::Spec;
use crate::program;
use crate::starting::Starting;
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Where the image looks for them.
const FOLDER: &str = "/docker-entrypoint-initdb.d";

/// A script.
pub(super) struct Script {
    pub(super) name: String,
    pub(super) path: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sql,
    PackedSql,
    Program,
    Shell,
}

/// The scripts of a service, in the order in which they are run.
pub(super) fn of(starting: &Starting<'_>) -> Result<Vec<Script>, StackError> {
    let files = starting.files_in(FOLDER)?;
    Ok(files.into_iter().filter_map(|(name, path)| Some(Script { kind: kind(&name, &path)?, name, path })).collect())
}

fn kind(name: &str, path: &Path) -> Option<Kind> {
    let may_be_run = || fs::metadata(path).is_ok_and(|it| it.permissions().mode() & 0o111 != 0);
    match name.rsplit_once('.')? {
        (_, "sql") => Some(Kind::Sql),
        (rest, "gz") if rest.rsplit_once('.').is_some_and(|(_, ending)| ending == "sql") => Some(Kind::PackedSql),
        (_, "sh") => Some(if may_be_run() { Kind::Program } else { Kind::Shell }),
        _ => None,
    }
}

/// Runs them against the server of a template.
pub(super) fn run(
    starting: &Starting<'_>,
    account: &Account,
    scripts: &[Script],
    sockets: &Path,
) -> Result<(), StackError> {
    if scripts.is_empty() {
        return Ok(());
    }
    let Some(psql) = psql(starting) else {
        return Err(StackError::NotProvided {
            service: starting.name().to_owned(),
            why: format!("`{FOLDER}` holds scripts, which psql runs, and psql is not installed"),
            next: Some("apt-get install postgresql-client".to_owned()),
        });
    };
    scripts.iter().try_for_each(|script| {
        let spec = spec(starting, account, script, sockets, &psql)?;
        starting.run(&format!("`{}`", script.name), spec)
    })
}

fn psql(starting: &Starting<'_>) -> Option<PathBuf> {
    let beside = starting.program.beside("psql");
    if beside.is_file() { Some(beside) } else { program::find("psql", starting.surroundings.path) }
}

fn spec(
    starting: &Starting<'_>,
    account: &Account,
    script: &Script,
    sockets: &Path,
    psql: &Path,
) -> Result<Spec, StackError> {
    let more = [
        ("PGHOST", sockets.display().to_string()),
        ("PGPORT", PORT.to_string()),
        ("POSTGRES_USER", account.user.clone()),
        ("POSTGRES_DB", account.database.clone()),
        ("POSTGRES_PASSWORD", account.password.clone().unwrap_or_default()),
    ];
    let sql = |path: &Path| -> Vec<OsString> {
        let set = ["-X", "-v", "ON_ERROR_STOP=1", "--no-password", "--username"].map(OsString::from);
        let set = set.into_iter().chain([(&account.user).into(), "--dbname".into(), (&account.database).into()]);
        set.chain(["-f".into(), path.into()]).collect()
    };
    Ok(match script.kind {
        Kind::Sql => starting.spec(psql, sql(&script.path), &more),
        Kind::PackedSql => starting.spec(psql, sql(&unpacked(starting, script)?), &more),
        Kind::Program => starting.spec(&script.path, Vec::new(), &more),
        Kind::Shell => {
            let line = ["-e", "-c", ". \"$0\""].map(OsString::from);
            starting.spec(Path::new("bash"), line.into_iter().chain([(&script.path).into()]).collect(), &more)
        }
    })
}

fn unpacked(starting: &Starting<'_>, script: &Script) -> Result<PathBuf, StackError> {
    let failed = |source| StackError::File { path: script.path.clone(), source };
    let packed = fs::File::open(&script.path).map_err(failed)?;
    let text = io::read_to_string(flate2::read::MultiGzDecoder::new(packed)).map_err(failed)?;
    starting.file(script.name.trim_end_matches(".gz"), &text)
}
