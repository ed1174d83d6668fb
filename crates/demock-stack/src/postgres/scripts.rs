//! Scripts of `/docker-entrypoint-initdb.d`, run once into a template.
//!
//! Source: docker-library/postgres, `docker_process_init_files`: by name; `*.sh` is run where it may be and read by a shell
//! else, `*.sql` and `*.sql.gz` go to psql, anything else is passed over, but may be read by those.

use super::place::Place;
use super::{Account, PORT, image_script};
use crate::compose::Service;
use crate::distribution::{self, Distributed, ImageScript};
use crate::failure::StackError;
use crate::keeper::Spec;
use crate::migrations::all_of;
use crate::paths::Paths;
use crate::program;
use crate::starting::Starting;
use crate::store::Store;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Where the image looks for them.
const FOLDER: &str = "/docker-entrypoint-initdb.d";

/// What the image runs, and all that this may read.
pub(super) struct Scripts {
    /// What is mounted into the folder, by its name there, sorted.
    entries: Vec<(String, PathBuf)>,
    paths: Paths,
    /// The image's own.
    own: Option<&'static ImageScript>,
}

struct Script {
    name: String,
    path: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sql,
    PackedSql,
    Program,
    Shell,
}

/// The scripts of a service.
pub(super) fn of(starting: &Starting<'_>) -> Result<Scripts, StackError> {
    let entries = starting.entries_in(FOLDER)?;
    let is_there =
        |own: &&ImageScript| !hides_scripts(starting.service) && !entries.iter().any(|(name, _)| name == own.name);
    let own = starting.extension().and_then(|extension| extension.script).filter(is_there);
    Ok(Scripts { entries, paths: starting.paths()?, own })
}

/// Whether what the project mounts hides scripts of the image's own.
pub(crate) fn hides_scripts(service: &Service) -> bool {
    image_script::is_hidden(service, FOLDER)
}

impl Scripts {
    /// Whether the project has nothing to run.
    pub(super) fn is_empty(&self) -> bool {
        !self.entries.iter().any(|(name, path)| kind(name, path).is_some())
    }

    /// Everything that a template depends on: the scripts, what lies beside them, and what they name of other mounts.
    pub(super) fn hash(&self, add: &mut dyn FnMut(&[u8])) -> Result<(), StackError> {
        if let Some(own) = self.own {
            add(format!("{own:?}").as_bytes());
        }
        if self.is_empty() {
            return Ok(());
        }
        let mut others = BTreeSet::new();
        for (name, path) in &self.entries {
            add(name.as_bytes());
            all_of(path, add)?;
            if kind(name, path).is_some_and(|kind| kind != Kind::PackedSql) {
                let text = String::from_utf8(read(path)?).unwrap_or_default();
                let named = self.paths.named_in(&text).into_iter();
                let elsewhere = named.filter(|(inside, here)| !inside.starts_with(FOLDER) && here.exists());
                others.extend(elsewhere.map(|(_, here)| here));
            }
        }
        others.iter().try_for_each(|path| all_of(path, add))
    }

    /// Lays everything into a folder of the run, where scripts find each other as in the image's: they say the paths of this
    /// machine there, and all else is a link.
    fn staged(&self, starting: &Starting<'_>) -> Result<Vec<Script>, StackError> {
        let stage = starting.surroundings.run.path().join(format!("{}-initdb.d", starting.name()));
        let failed = |source| StackError::File { path: stage.clone(), source };
        // Of an earlier start nothing is of use.
        let _ = fs::remove_dir_all(&stage);
        fs::create_dir_all(&stage).map_err(failed)?;
        let inside_first = [(FOLDER.to_owned(), stage.clone())];
        let paths = Paths::new(inside_first.into_iter().chain(self.paths.iter().cloned()));
        let mut scripts = Vec::new();
        for (name, path) in &self.entries {
            let kind = kind(name, path);
            let place = stage.join(name);
            let text = match kind {
                Some(Kind::Sql | Kind::Program | Kind::Shell) => String::from_utf8(read(path)?).ok(),
                Some(Kind::PackedSql) => Some(unpacked(path)?),
                None => None,
            };
            let changed = text.map(|text| (paths.replaced(&text), text));
            match changed.filter(|(new, old)| new != old || kind == Some(Kind::PackedSql)) {
                Some((new, _)) => {
                    fs::write(&place, new).map_err(failed)?;
                    let mode = fs::metadata(path).map_err(failed)?.permissions();
                    fs::set_permissions(&place, mode).map_err(failed)?;
                }
                None => symlink(path, &place).map_err(failed)?,
            }
            scripts.extend(kind.map(|kind| Script { name: name.clone(), path: place, kind }));
        }
        Ok(scripts)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, StackError> {
    fs::read(path).map_err(|source| StackError::File { path: path.to_owned(), source })
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

/// Runs them against the server of a template, the image's own among them by its name.
pub(super) fn run(
    starting: &Starting<'_>,
    account: &Account,
    scripts: &Scripts,
    place: &Place<'_>,
) -> Result<(), StackError> {
    let all = if scripts.is_empty() { Vec::new() } else { scripts.staged(starting)? };
    let before = all.iter().take_while(|script| scripts.own.is_none_or(|own| &*script.name < own.name)).count();
    let (before, after) = all.split_at(before);
    run_own(starting, account, before, &place.sockets)?;
    if let Some(own) = scripts.own {
        image_script::run(own, starting, account, &place.socket())?;
    }
    run_own(starting, account, after, &place.sockets)
}

/// Runs scripts of the project.
fn run_own(starting: &Starting<'_>, account: &Account, scripts: &[Script], sockets: &Path) -> Result<(), StackError> {
    if scripts.is_empty() {
        return Ok(());
    }
    let Some((psql, libraries)) = psql(starting) else {
        return Err(StackError::NotProvided {
            service: starting.name().to_owned(),
            why: format!("`{FOLDER}` holds scripts, which psql runs, and psql is not installed"),
            next: Some("apt-get install postgresql-client".to_owned()),
        });
    };
    scripts.iter().try_for_each(|script| {
        let spec = spec(starting, account, script, sockets, (&psql, libraries.as_deref()));
        starting.run(&format!("`{}`", script.name), spec)
    })
}

/// psql, and folders of libraries that it needs: the server's own, the machine's, else the distribution's, unpacked.
fn psql(starting: &Starting<'_>) -> Option<(PathBuf, Option<String>)> {
    let beside = starting.program.beside("psql");
    if beside.is_file() {
        return Some((beside, None));
    }
    let around = starting.surroundings;
    if let Some(psql) = program::find("psql", around.path) {
        return Some((psql, None));
    }
    let store = Store::new(around.cache);
    let kept = distribution::PSQL.iter().find_map(|row| Some((row, store.shelf().get(row, None)?.0)));
    // Each release has one of them: what it lacks is said at once, without asking the network.
    let fetch = |row: &'static Distributed| Some((row, store.fetch_distributed(row, None, around.path).ok()?.0));
    let (row, folder) = kept.or_else(|| distribution::PSQL.iter().find_map(fetch))?;
    Some((folder.join(row.program), Some(distribution::libraries(&folder))))
}

fn spec(
    starting: &Starting<'_>,
    account: &Account,
    script: &Script,
    sockets: &Path,
    (psql, libraries): (&Path, Option<&str>),
) -> Spec {
    let mut more = vec![
        ("PGHOST", sockets.display().to_string()),
        ("PGPORT", PORT.to_string()),
        ("POSTGRES_USER", account.user.clone()),
        ("POSTGRES_DB", account.database.clone()),
        ("POSTGRES_PASSWORD", account.password.clone().unwrap_or_default()),
    ];
    if let Some(libraries) = libraries {
        more.push(("LD_LIBRARY_PATH", libraries.to_owned()));
        // Scripts of a shell find it by its name.
        let folders = psql.parent().map(Path::to_owned).into_iter();
        let folders = folders.chain(std::env::split_paths(starting.surroundings.path));
        more.extend(std::env::join_paths(folders).ok().map(|path| ("PATH", path.to_string_lossy().into_owned())));
    }
    let sql = |path: &Path| -> Vec<OsString> {
        let set = ["-X", "-v", "ON_ERROR_STOP=1", "--no-password", "--username"].map(OsString::from);
        let set = set.into_iter().chain([(&account.user).into(), "--dbname".into(), (&account.database).into()]);
        set.chain(["-f".into(), path.into()]).collect()
    };
    match script.kind {
        Kind::Sql | Kind::PackedSql => starting.spec(psql, sql(&script.path), &more),
        Kind::Program => starting.spec(&script.path, Vec::new(), &more),
        Kind::Shell => {
            let line = ["-e", "-c", ". \"$0\""].map(OsString::from);
            starting.spec(Path::new("bash"), line.into_iter().chain([(&script.path).into()]).collect(), &more)
        }
    }
}

fn unpacked(path: &Path) -> Result<String, StackError> {
    let failed = |source| StackError::File { path: path.to_owned(), source };
    let packed = fs::File::open(path).map_err(failed)?;
    io::read_to_string(flate2::read::MultiGzDecoder::new(packed)).map_err(failed)
}
