//! Templates: data folders that were made once, and are copied by every run.
//!
//! Layout: `templates/<key>/`, where the key is a hash of everything that went into it: program, user, variables, scripts.
//! Invariant: a password goes into the hash, and nowhere else. How a template appears, says `templates`.

use super::place::{self, Place, has_small_log, language};
use super::{Account, relcache, scripts};
use crate::compose::Service;
use crate::failure::StackError;
use crate::keeper::Keeper;
use crate::postgres::wire::Connection;
use crate::starting::Starting;
use crate::templates::{self, Key};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Changes when templates are made in another way.
const FORM: &str = "3";
/// The locale of the image.
const LOCALE: &str = "en_US.utf8";
/// The nearest that every machine has: the same characters, in another order.
const PLAIN_LOCALE: &str = "C.UTF-8";
/// Where the distribution keeps locales.
const LOCALES: &str = "/usr/lib/locale";
/// What a folder that is one begins with.
const MARK: &str = "PG_VERSION";
/// How long the server of a template may take to end.
const STOP_MAX: Duration = Duration::from_mins(1);

/// The locale that a database gets: the image's, where this machine has it.
pub(super) fn locale(starting: &Starting<'_>) -> String {
    let asked = starting.variables().get("LANG").cloned();
    asked.unwrap_or_else(|| if has_image_locale() { LOCALE } else { PLAIN_LOCALE }.to_owned())
}

/// Whether this machine has the locale of the image.
pub(crate) fn has_image_locale() -> bool {
    if Path::new(LOCALES).join(LOCALE).is_dir() {
        return true;
    }
    names_in_archive(&Path::new(LOCALES).join("locale-archive")).is_ok_and(|names| names.contains(&LOCALE.to_owned()))
}

/// Names of the locales that one file holds: its header says where the table of names is (glibc's `locarchive.h`).
fn names_in_archive(path: &Path) -> io::Result<Vec<String>> {
    const NAMES_MAX: u32 = 1 << 20;
    let mut file = fs::File::open(path)?;
    let mut header = [0; 28];
    file.read_exact(&mut header)?;
    let number = |at: usize| header[at..at + 4].try_into().map(u32::from_ne_bytes).unwrap_or_default();
    let (begin, length) = (number(20), number(24));
    let mut names = Vec::new();
    file.seek(SeekFrom::Start(begin.into()))?;
    file.take(length.min(NAMES_MAX).into()).read_to_end(&mut names)?;
    Ok(names.split(|byte| *byte == 0).map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}

/// The template of a service, made now where there is none.
pub(super) fn get(starting: &Starting<'_>, account: &Account) -> Result<PathBuf, StackError> {
    let scripts = scripts::of(starting)?;
    let key = key(starting, account, &scripts)?;
    templates::get(starting.surroundings.cache, &key, MARK, |making| make(starting, account, &scripts, making))
}

/// Everything that a template depends on.
fn key(starting: &Starting<'_>, account: &Account, scripts: &scripts::Scripts) -> Result<String, StackError> {
    let mut key = Key::default();
    let mut add = |part: &[u8]| key.add(part);
    let program = starting.program.path.display().to_string();
    let user = starting.surroundings.keeper.service_user.to_string();
    for part in [FORM, &program, &starting.program.version, &user, &locale(starting)] {
        add(part.as_bytes());
    }
    for part in [&account.user, &account.database, &account.method, account.password.as_ref().unwrap_or(&String::new())]
    {
        add(part.as_bytes());
    }
    account.initdb.iter().for_each(|word| add(word.as_bytes()));
    if let Some(version) = starting.extension().and_then(|row| row.of_server(&starting.program.path)) {
        add(version.as_bytes());
    }
    if !scripts.is_empty() {
        for (name, value) in starting.variables() {
            add(name.as_bytes());
            add(value.as_bytes());
        }
    }
    scripts.hash(&mut add)?;
    Ok(key.name())
}

/// Where the template lies that begins where the migrations of the project have ended, and whether it is there; `None` where no
/// migration belongs to the database.
pub(super) fn migrated(starting: &Starting<'_>, base: &Path) -> Result<Option<(PathBuf, bool)>, StackError> {
    let around = starting.surroundings;
    let belongs = |it: &&Service| crate::migrations::belongs(it, starting.name(), around.databases);
    let programs: Vec<&Service> = around.programs.iter().copied().filter(belongs).collect();
    let found =
        around.findings.iter().filter_map(|it| it.found.as_ref().ok()).find(|it| it.database == starting.name());
    if programs.is_empty() && found.is_none() {
        return Ok(None);
    }
    let mut key = Key::default();
    let mut add = |part: &[u8]| key.add(part);
    add(base.as_os_str().as_encoded_bytes());
    programs.iter().try_for_each(|program| crate::migrations::hash(program, starting, &mut add))?;
    found.map_or(Ok(()), |found| found.hash(&mut add))?;
    let place = base.with_file_name(key.name());
    let is_there = place.join(MARK).is_file();
    Ok(Some((place, is_there)))
}

/// Keeps the data of a server that has ended as a template; where another was faster, that one stays.
pub(super) fn keep(keeper: &Keeper, data: &Path, place: &Path) -> Result<(), StackError> {
    let making = place.with_extension(format!("making-{}", std::process::id()));
    // Of one that was killed under the same number.
    let _ = fs::remove_dir_all(&making);
    let kept = keeper.export(data, &making).and_then(|()| forget_counters(&making)).and_then(|()| {
        fs::rename(&making, place).map_err(|source| StackError::File { path: place.to_owned(), source })
    });
    // Of one that was not kept nothing is of use.
    let _ = fs::remove_dir_all(&making);
    if place.join(MARK).is_file() { Ok(()) } else { kept }
}

fn make(
    starting: &Starting<'_>,
    account: &Account,
    scripts: &scripts::Scripts,
    making: &Path,
) -> Result<(), StackError> {
    let data = PathBuf::from(format!("{}.making", starting.data().display()));
    let keeper = starting.surroundings.keeper;
    keeper.data(None, &data)?;
    initdb(starting, account, &data)?;
    fill(starting, account, scripts, &data)?;
    keeper.export(&data, making)?;
    forget_counters(making)
}

/// Runs a server on what initdb has made: for the database and the scripts, and for what it finds out of the catalogue.
fn fill(starting: &Starting<'_>, account: &Account, scripts: &scripts::Scripts, data: &Path) -> Result<(), StackError> {
    let sockets = starting.surroundings.run.sockets().join(starting.name());
    fs::create_dir_all(&sockets).map_err(|source| StackError::File { path: sockets.clone(), source })?;
    crate::starting::everybody(&sockets)?;
    let place = Place { data, sockets, port: None };
    let spec = place.spec(place::spec(starting, super::arguments(starting)?));
    let mut server = starting.launch(spec, super::STOP)?;
    let socket = place.socket();
    starting
        .ready(&mut server.process, || Connection::open(&socket, &account.user, "postgres").map(Connection::close))?;
    if account.database != "postgres" {
        create_database(starting, account, &socket)?;
    }
    scripts::run(starting, account, scripts, &place)?;
    relcache::write(&socket, account).map_err(|source| StackError::File { path: socket, source })?;
    server.stop(STOP_MAX).map(drop)
}

/// Removes what was counted while the template was made: a run begins to count at nought.
fn forget_counters(making: &Path) -> Result<(), StackError> {
    let folder = making.join("pg_stat");
    let failed = |source| StackError::File { path: folder.clone(), source };
    let mut files = fs::read_dir(&folder).map_err(failed)?.flatten();
    files.try_for_each(|file| fs::remove_file(file.path())).map_err(failed)
}

fn initdb(starting: &Starting<'_>, account: &Account, data: &Path) -> Result<(), StackError> {
    let locale = locale(starting);
    let mut arguments: Vec<OsString> = vec!["-D".into(), data.into(), "--username".into(), (&account.user).into()];
    arguments.extend(["--no-sync".into(), format!("--locale={locale}").into()]);
    // `--auth-host` says how those show who they are who come from outside of the container.
    arguments.extend(["--auth-local=trust".into(), format!("--auth-host={}", account.method).into()]);
    if has_small_log(starting) {
        arguments.push("--wal-segsize=1".into());
    }
    if let Some(password) = &account.password {
        arguments.extend(["--pwfile".into(), starting.file("password", &format!("{password}\n"))?.into()]);
    }
    arguments.extend(account.initdb.iter().map(OsString::from));
    let spec = starting.spec(&starting.program.beside("initdb"), arguments, &language(&locale));
    starting.run("`initdb`", spec)
}

fn create_database(starting: &Starting<'_>, account: &Account, socket: &Path) -> Result<(), StackError> {
    let name = account.database.replace('"', "\"\"");
    let made = Connection::open(socket, &account.user, "postgres").and_then(|mut connection| {
        connection.query(&format!("CREATE DATABASE \"{name}\""))?;
        connection.close();
        Ok(())
    });
    made.map_err(|error| StackError::NotStarted {
        service: starting.name().to_owned(),
        program: format!("CREATE DATABASE \"{name}\""),
        why: error.to_string(),
    })
}
