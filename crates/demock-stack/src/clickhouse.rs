//! `ClickHouse`: the engine out of a library, or a program, as a server with both of its protocols.
//!
//! Source: clickhouse/clickhouse-server, `entrypoint.sh`: user, password, database, scripts. Absent on purpose: settings of
//! `/etc/clickhouse-server`, scripts of a shell: they call a client at the port of the container, which may be anybody's here.

mod copying;
mod leases;
mod library;
mod program;
mod servers;

pub(crate) use library::{DIFFERENCES, read_ahead};

use crate::counters::Counters;
use crate::failure::StackError;
use crate::lease::Slicer;
use crate::ports::{self, Port};
use crate::serving::{Export, Serving, escaped as url_part};
use crate::starting::{Launched, Starting};
use std::io::{self, Read as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The ports of the image.
pub(crate) const HTTP_PORT: u16 = 8123;
pub(crate) const NATIVE_PORT: u16 = 9000;
/// The user that the library is itself.
pub(crate) const OWN_USER: &str = "default";
/// Where the image looks for scripts and settings.
const SCRIPTS: &str = "/docker-entrypoint-initdb.d";
const SETTINGS: &str = "/etc/clickhouse-server";
/// What comes after the head of an answer.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// A `ClickHouse` that answers.
pub(crate) struct ClickHouse {
    launched: Launched,
    http: Port,
    native: Port,
    account: Account,
    door: Door,
    mould: servers::Mould,
}

/// What a start has made.
struct Started {
    launched: Launched,
    door: Door,
    dialect: Dialect,
    cast: servers::Cast,
}

/// Ports of this machine that a server is to listen on.
#[derive(Clone, Copy)]
struct Numbers {
    http: u16,
    native: u16,
}

/// What is understood where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// From 21 on: a table has a number of its own, and is dropped when one says so.
    Numbered,
    /// Before: a table is its name, and nothing tells whether its rows are others.
    Named,
}

impl Dialect {
    const NUMBERED: u32 = 21;

    const fn of(major: u32) -> Self {
        if major < Self::NUMBERED { Self::Named } else { Self::Numbered }
    }
}

/// What the image's variables say.
#[derive(Clone)]
pub(crate) struct Account {
    user: String,
    password: String,
    /// Whether the user may make others, as the image's variable has it.
    manages: String,
    /// The database that is made, where one is asked for.
    asked: Option<String>,
}

impl Account {
    pub(crate) fn new(starting: &Starting<'_>) -> Result<Self, StackError> {
        let of = |name: &str| starting.variable(name).map(|value| value.filter(|value| !value.is_empty()));
        Ok(Self {
            user: of("CLICKHOUSE_USER")?.unwrap_or_else(|| OWN_USER.to_owned()),
            password: of("CLICKHOUSE_PASSWORD")?.unwrap_or_default(),
            manages: of("CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT")?.unwrap_or_else(|| "0".to_owned()),
            asked: of("CLICKHOUSE_DB")?,
        })
    }

    fn database(&self) -> &str {
        self.asked.as_deref().unwrap_or(OWN_USER)
    }

    /// The address of a server on a port of this machine.
    pub(crate) fn url(&self, http: u16) -> String {
        let (user, password) = (url_part(&self.user), url_part(&self.password));
        let account = if password.is_empty() { user } else { format!("{user}:{password}") };
        format!("http://{account}@127.0.0.1:{http}/?database={}", url_part(self.database()))
    }

    /// Variables by which programs are told of it.
    pub(crate) fn exports(&self, http: u16, native: u16) -> Vec<Export> {
        vec![
            ("CLICKHOUSE_URL", self.url(http)),
            ("CLICKHOUSE_HOST", "127.0.0.1".to_owned()),
            ("CLICKHOUSE_HTTP_PORT", http.to_string()),
            ("CLICKHOUSE_PORT", native.to_string()),
            ("CLICKHOUSE_DATABASE", self.database().to_owned()),
            ("CLICKHOUSE_USER", self.user.clone()),
            ("CLICKHOUSE_PASSWORD", self.password.clone()),
        ]
    }
}

/// Starts it and waits until it answers.
pub(crate) fn start(starting: &Starting<'_>) -> Result<ClickHouse, StackError> {
    honoured(starting)?;
    let account = Account::new(starting)?;
    let base = starting.surroundings.base;
    let http = ports::take(base, starting.name(), &starting.promised(HTTP_PORT))?;
    let native = ports::take(base, starting.name(), &starting.promised(NATIVE_PORT))?;
    let numbers = Numbers { http: http.number, native: native.number };
    let is_library = starting.program.path.extension().is_some_and(|ending| ending == "so");
    let begin = if is_library { library::start } else { program::start };
    let Started { launched, door, dialect, cast } = begin(starting, &account, numbers)?;
    let mould = servers::Mould::new(starting, &account, (&launched, &door, dialect), cast);
    Ok(ClickHouse { launched, http, native, account, door, mould })
}

/// Refuses what only the container can do.
fn honoured(starting: &Starting<'_>) -> Result<(), StackError> {
    let service = starting.service;
    if let Some(words) = service.entrypoint.as_ref().or(service.command.as_ref()) {
        return Err(starting.refusal(&words.origin, "another command than the image's needs a container"));
    }
    match service.mounts.iter().find(|mount| mount.target.starts_with(SETTINGS)) {
        Some(mount) => Err(starting.refusal(&mount.origin, "settings of the container are not read")),
        None => Ok(()),
    }
}

/// Scripts of the file, by their names, as text with paths of this machine.
fn scripts(starting: &Starting<'_>) -> Result<Vec<(String, String)>, StackError> {
    let paths = starting.paths()?;
    let mut all = Vec::new();
    for (name, path) in starting.entries_in(SCRIPTS)? {
        let failed = |source| StackError::File { path: path.clone(), source };
        let text = match name.rsplit_once('.') {
            Some((_, "sql")) => std::fs::read_to_string(&path).map_err(failed)?,
            Some((rest, "gz")) if rest.rsplit_once('.').is_some_and(|(_, ending)| ending == "sql") => {
                let packed = std::fs::File::open(&path).map_err(failed)?;
                io::read_to_string(flate2::read::MultiGzDecoder::new(packed)).map_err(failed)?
            }
            Some(_) | None => {
                let mut mounts = starting.service.mounts.iter();
                if let Some(mount) = mounts.find(|mount| mount.target.starts_with(SCRIPTS)) {
                    return Err(starting.refusal(&mount.origin, format!("`{name}` is no SQL, and needs a container")));
                }
                continue;
            }
        };
        all.push((name, paths.replaced(&text)));
    }
    Ok(all)
}

/// A statement that makes a database.
fn making(database: &str) -> String {
    format!("CREATE DATABASE IF NOT EXISTS `{}`;\n", database.replace('`', "\\`"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether a server says that it is there.
pub(crate) fn ping(port: u16) -> io::Result<()> {
    let mut stream = ports::connect(port)?;
    stream.write_all(b"GET /ping HTTP/1.0\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.ends_with("Ok.\n") { Ok(()) } else { Err(io::Error::other("it does not answer a ping")) }
}

/// Where a server is asked by ourselves. All copies count together what we have done there.
#[derive(Clone)]
struct Door {
    http: u16,
    /// Who we are; the library's own user needs no word.
    login: Option<Login>,
    ours: Arc<Ours>,
}

/// A user that is demock's alone.
#[derive(Clone)]
struct Login {
    user: String,
    password: String,
}

/// What a server has counted that programs have not done.
#[derive(Default)]
struct Ours {
    asked: AtomicU64,
    rows: AtomicU64,
    /// What it had counted when it was ready, and how much of that was ours.
    before: Mutex<Counters>,
}

impl Door {
    fn new(http: u16, login: Option<Login>) -> Self {
        Self { http, login, ours: Arc::default() }
    }

    /// What a query gives, as text.
    fn ask(&self, query: &str) -> io::Result<String> {
        let said = self.ask_bytes(&[query.as_bytes()])?;
        String::from_utf8(said).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// What a query gives that comes in parts.
    fn ask_bytes(&self, parts: &[&[u8]]) -> io::Result<Vec<u8>> {
        let port = self.http;
        let mut stream = ports::connect(port)?;
        let login = self.login.as_ref().map_or(String::new(), |Login { user, password }| {
            format!("X-ClickHouse-User: {user}\r\nX-ClickHouse-Key: {password}\r\n")
        });
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let head = format!("POST / HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n{login}Content-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes())?;
        parts.iter().try_for_each(|part| stream.write_all(part))?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let end = answer.windows(HEAD_END.len()).position(|it| it == HEAD_END);
        let end = end.ok_or_else(|| io::Error::other("it does not speak HTTP"))?;
        let body = answer.split_off(end + HEAD_END.len());
        if String::from_utf8_lossy(&answer).split_ascii_whitespace().nth(1) == Some("200") {
            // What does not come so far is not counted there either.
            self.ours.asked.fetch_add(1, Ordering::SeqCst);
            return Ok(body);
        }
        let said = String::from_utf8_lossy(&body);
        Err(io::Error::other(said.lines().next().unwrap_or("no answer").to_owned()))
    }

    /// Everything that was counted so far.
    fn count(&self) -> io::Result<Counters> {
        let said =
            self.ask("SELECT sumIf(value, event = 'Query'), sumIf(value, event = 'InsertedRows') FROM system.events")?;
        let mut numbers = said.split_ascii_whitespace().filter_map(|number| number.parse().ok());
        let commands = numbers.next().ok_or_else(|| io::Error::other("it does not say what it has counted"))?;
        let rows_written = numbers.next();
        Ok(Counters { commands, rows_written, ..Counters::default() })
    }

    /// The same without what we have done ourselves.
    fn count_of_others(&self) -> io::Result<Counters> {
        let all = self.count()?;
        let (asked, rows) = (self.ours.asked.load(Ordering::SeqCst), self.ours.rows.load(Ordering::SeqCst));
        let rows_written = all.rows_written.map(|all| all.saturating_sub(rows));
        Ok(Counters { commands: all.commands.saturating_sub(asked), rows_written, ..all })
    }

    /// That a statement of ours has written rows.
    fn has_written(&self, rows: u64) {
        self.ours.rows.fetch_add(rows, Ordering::SeqCst);
    }

    /// Begins to count what programs do.
    fn forget_before(&self) -> io::Result<()> {
        let before = self.count_of_others()?;
        *self.ours.before.lock().unwrap_or_else(PoisonError::into_inner) = before;
        Ok(())
    }

    /// What programs have done since.
    fn counted(&self) -> io::Result<Counters> {
        let before = *self.ours.before.lock().unwrap_or_else(PoisonError::into_inner);
        self.count_of_others().map(|now| now.since(&before))
    }
}

impl Serving for ClickHouse {
    fn launched(&mut self) -> Option<&mut Launched> {
        Some(&mut self.launched)
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(HTTP_PORT, self.http.number), (NATIVE_PORT, self.native.number)]
    }

    fn url(&self) -> String {
        self.account.url(self.http.number)
    }

    fn exports(&self) -> Vec<Export> {
        self.account.exports(self.http.number, self.native.number)
    }

    fn slicer(&self) -> Option<Box<dyn Slicer>> {
        Some(Box::new(leases::Leases::new(self.mould.clone(), self.native.number)))
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        self.door.counted().map(Some)
    }
}
