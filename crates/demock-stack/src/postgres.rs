//! Postgres: as its official image starts it, from a template that was made once.
//!
//! Source: docker-library/postgres, `docker-entrypoint.sh`: user, database, password, authentication, arguments of initdb and
//! scripts. Invariants: what differs from the image is [`DURABILITY`], and where it listens; whoever comes over TCP is asked for
//! the password as in a container, only our own socket trusts. Absent on purpose: standby servers.

mod scripts;
mod template;
pub(crate) mod wire;

pub(crate) use template::has_image_locale;

use crate::counters::Counters;
use crate::failure::StackError;
use crate::keeper::{Isolation, Keeper, LastSignal};
use crate::ports::{self, Port};
use crate::serving::{Export, Serving, escaped};
use crate::starting::{Launched, Starting};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use wire::Connection;

/// The port of the image.
pub(crate) const PORT: u16 = 5432;
/// `SIGINT`: ends connections, and then itself. `SIGTERM` would wait for clients for ever.
pub(crate) const STOP: i32 = 2;

/// How long it may take to end for its data to be kept, and to answer again.
const LEAVE_MAX: Duration = Duration::from_mins(1);
/// How long connections may take to end, once their owner has.
const LEAVING_MAX: Duration = Duration::from_millis(300);

/// The database that we ask in, whose counters are nobody's business: no program has its data there.
const ASKED_IN: &str = "template1";
/// How much older what Postgres below 15 says of its counters may be than what it has done.
const LAG_MAX: Duration = Duration::from_millis(520);
/// Transactions of a look at the counters: that of the connection's start, and those of its queries.
const OWN_VISITS: u64 = 3;
/// The first version that counts sessions.
const COUNTS_SESSIONS: u32 = 140_000;
/// The first version whose counters are true at once.
const MAJOR_COUNTS_AT_ONCE: u32 = 15;
const COUNTS_AT_ONCE: u32 = MAJOR_COUNTS_AT_ONCE * 10_000;
/// The number of this connection's transaction, which grows with everybody's who has had its place.
const VISITS: &str =
    "(SELECT split_part(virtualtransaction, '/', 2) FROM pg_locks WHERE pid = pg_backend_pid() LIMIT 1)";

/// Settings that are not the image's, and why: all data is thrown away with the run.
pub(crate) const DURABILITY: &[(&str, &str)] = &[
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    // The log comes in files of 1 MB, so that a copy is small; how much of it there may be is as by default.
    ("max_wal_size", "1GB"),
    ("min_wal_size", "80MB"),
];

/// What the image's variables say.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) user: String,
    pub(crate) password: Option<String>,
    pub(crate) database: String,
    /// How whoever comes over TCP shows who they are.
    pub(crate) method: String,
    pub(crate) initdb: Vec<String>,
}

/// A Postgres that answers.
pub(crate) struct Postgres {
    launched: Launched,
    port: Port,
    account: Account,
    socket: PathBuf,
    before: Counters,
    data: PathBuf,
    keeper: Arc<Keeper>,
    migrated: Migrated,
}

/// Whether migrations of the project are in the template that it began with.
enum Migrated {
    /// There are none.
    Unasked,
    /// They are.
    Already,
    /// They are not, and the template that has them is to be made here.
    Missing(PathBuf),
}

impl Account {
    /// The address of a server on a port of this machine.
    pub(crate) fn url(&self, port: u16) -> String {
        let password = self.password.as_ref().map_or(String::new(), |password| format!(":{}", escaped(password)));
        format!("postgresql://{}{password}@127.0.0.1:{port}/{}", escaped(&self.user), escaped(&self.database))
    }

    /// Variables by which programs are told of it.
    pub(crate) fn exports(&self, port: u16) -> Vec<Export> {
        let mut all = vec![
            ("DATABASE_URL", self.url(port)),
            ("PGHOST", "127.0.0.1".to_owned()),
            ("PGPORT", port.to_string()),
            ("PGUSER", self.user.clone()),
            ("PGDATABASE", self.database.clone()),
        ];
        all.extend(self.password.as_ref().map(|password| ("PGPASSWORD", password.clone())));
        all
    }

    pub(crate) fn new(starting: &Starting<'_>) -> Result<Self, StackError> {
        let of = |name: &str| starting.variable(name).map(|value| value.filter(|value| !value.is_empty()));
        let user = of("POSTGRES_USER")?.unwrap_or_else(|| "postgres".to_owned());
        let password = of("POSTGRES_PASSWORD")?;
        // Without a password the image starts only where it trusts everybody.
        let by_default = match (&password, starting.program.major()) {
            (None, _) => "trust",
            (Some(_), ..14) => "md5",
            (Some(_), _) => "scram-sha-256",
        };
        let initdb = of("POSTGRES_INITDB_ARGS")?.map(crate::compose::Words::Line);
        Ok(Self {
            database: of("POSTGRES_DB")?.unwrap_or_else(|| user.clone()),
            method: of("POSTGRES_HOST_AUTH_METHOD")?.unwrap_or_else(|| by_default.to_owned()),
            initdb: initdb.map(|words| words.words()).unwrap_or_default(),
            user,
            password,
        })
    }
}

/// Starts it and waits until it answers.
pub(crate) fn start(starting: &Starting<'_>) -> Result<Postgres, StackError> {
    let account = Account::new(starting)?;
    let arguments = arguments(starting)?;
    let port = ports::take(starting.surroundings.base, starting.name(), &starting.promised(PORT))?;
    let base = template::get(starting, &account)?;
    let (template, migrated) = match template::migrated(starting, &base)? {
        None => (base, Migrated::Unasked),
        Some((place, true)) => (place, Migrated::Already),
        Some((place, false)) => (base, Migrated::Missing(place)),
    };
    let data = starting.data();
    starting.surroundings.keeper.data(Some(&template), &data)?;
    let place = Place { data: &data, sockets: starting.surroundings.run.sockets(), port: Some(port.number) };
    let mut launched = place.start(starting, arguments)?;
    let socket = place.socket();
    let process = &mut launched.process;
    let (major, log, began) = (starting.program.major(), starting.log(), Instant::now());
    let before = starting.ready(process, || {
        says_it_is_ready(&log, began)?;
        first_look(&socket, &account, major)
    })?;
    let keeper = starting.surroundings.keeper.clone();
    Ok(Postgres { launched, port, account, socket, before, data, keeper, migrated })
}

/// Where a server keeps its data and listens.
struct Place<'p> {
    data: &'p Path,
    sockets: PathBuf,
    /// The port of this machine; `None` for a socket alone.
    port: Option<u16>,
}

impl Place<'_> {
    fn socket(&self) -> PathBuf {
        self.sockets.join(format!(".s.PGSQL.{}", self.number()))
    }

    fn number(&self) -> u16 {
        self.port.unwrap_or(PORT)
    }

    /// Starts a server with flags of its own; later flags win.
    fn start(&self, starting: &Starting<'_>, flags: Vec<OsString>) -> Result<Launched, StackError> {
        let set = |name: &str, value: &str| [OsString::from("-c"), format!("{name}={value}").into()];
        let shared = match starting.surroundings.keeper.isolation {
            Isolation::Namespaces => "posix",
            // Memory of the machine would outlive a server that is killed.
            Isolation::Reaper => "mmap",
        };
        let listens = if self.port.is_some() { "127.0.0.1" } else { "" };
        let sockets = self.sockets.display().to_string();
        let mut arguments = vec![OsString::from("-D"), self.data.into()];
        let durability = DURABILITY.iter().filter(|(name, _)| !name.ends_with("wal_size") || has_small_log(starting));
        arguments.extend(durability.flat_map(|(name, value)| set(name, value)));
        arguments.extend(set("dynamic_shared_memory_type", shared));
        arguments.extend(flags);
        arguments.extend(set("listen_addresses", listens));
        arguments.extend(set("port", &self.number().to_string()));
        arguments.extend(set("unix_socket_directories", &sockets));
        let mut spec = starting.spec(&starting.program.path, arguments, &language(&template::locale(starting)));
        spec.last_signal = LastSignal::Quit;
        starting.launch(spec, STOP)
    }
}

/// Variables that say which language and time a server speaks, as the image sets them.
fn language(locale: &str) -> Vec<(&'static str, String)> {
    vec![("LANG", locale.to_owned()), ("LC_ALL", locale.to_owned()), ("TZ", "Etc/UTC".to_owned())]
}

/// Whether initdb makes a log of small files.
fn has_small_log(starting: &Starting<'_>) -> bool {
    starting.program.major() >= 11
}

/// Flags of the file's `command`.
fn arguments(starting: &Starting<'_>) -> Result<Vec<OsString>, StackError> {
    let flags = starting.options(&["postgres"], |first| first.starts_with('-'))?;
    flags.iter().map(|flag| Ok(starting.localized(flag)?.into())).collect()
}

/// Whether it has said that it is ready, as far as that is waited for: before, each question costs it a process. It listens on
/// its port by then, or would have ended.
fn says_it_is_ready(log: &Path, began: Instant) -> io::Result<()> {
    const SAID: &[u8] = b"ready to accept connections";
    // In another language it says something else.
    const WAIT_MAX: Duration = Duration::from_millis(200);
    let said = std::fs::read(log)?;
    if began.elapsed() > WAIT_MAX || said.windows(SAID.len()).any(|part| part == SAID) {
        Ok(())
    } else {
        Err(io::Error::other("it has not said that it is ready"))
    }
}

/// A query, and what later looks are compared with: a template has counted nothing, so that all counters begin at nought but
/// that of visits, which is told here.
fn first_look(socket: &Path, account: &Account, major: u32) -> io::Result<Counters> {
    let mut connection = Connection::open(socket, &account.user, ASKED_IN)?;
    let query = if major < MAJOR_COUNTS_AT_ONCE { format!("SELECT {VISITS}") } else { "SELECT 1".to_owned() };
    let rows = connection.query(&query)?;
    connection.close();
    let visits = rows.first().and_then(|row| row.first()?.parse().ok());
    Ok(Counters { visits, ..Counters::default() })
}

/// Everything that was counted so far, in all databases but the one we ask in.
fn count(socket: &Path, account: &Account) -> io::Result<Counters> {
    let mut connection = Connection::open(socket, &account.user, ASKED_IN)?;
    let version = connection.query("SHOW server_version_num")?;
    let version: u32 = version.first().and_then(|row| row.first()?.parse().ok()).unwrap_or_default();
    let sessions = if version >= COUNTS_SESSIONS { "sum(sessions)" } else { "NULL" };
    let query = format!(
        "SELECT {sessions}, sum(xact_commit + xact_rollback), sum(tup_inserted + tup_updated + tup_deleted), \
         (SELECT count(*) FROM pg_stat_activity WHERE datname <> '{ASKED_IN}' AND pid <> pg_backend_pid()), \
         {VISITS} \
         FROM pg_stat_database WHERE datname IS NOT NULL AND datname NOT IN ('template0', '{ASKED_IN}')"
    );
    let rows = connection.query(&query)?;
    connection.close();
    let of = |at: usize| rows.first().and_then(|row| row.get(at)?.parse::<u64>().ok());
    Ok(Counters {
        connections: of(0),
        commands: of(1).unwrap_or_default(),
        rows_written: of(2),
        open: of(3).unwrap_or_default(),
        visits: of(4).filter(|_| version < COUNTS_AT_ONCE),
    })
}

impl Serving for Postgres {
    fn launched(&mut self) -> Option<&mut Launched> {
        Some(&mut self.launched)
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(PORT, self.port.number)]
    }

    fn url(&self) -> String {
        self.account.url(self.port.number)
    }

    fn exports(&self) -> Vec<Export> {
        self.account.exports(self.port.number)
    }

    fn is_migrated(&self) -> bool {
        matches!(self.migrated, Migrated::Already)
    }

    /// It is stopped for that, since only data of a server that has ended well are whole.
    fn keep_migrated(&mut self, service: &str) -> Result<(), StackError> {
        let Migrated::Missing(place) = &self.migrated else { return Ok(()) };
        self.launched.stop(LEAVE_MAX)?;
        template::keep(&self.keeper, &self.data, place)?;
        self.launched.again(service)?;
        let began = Instant::now();
        self.before = loop {
            match count(&self.socket, &self.account) {
                Ok(before) => break before,
                Err(error) if began.elapsed() > LEAVE_MAX => {
                    return Err(StackError::File { path: self.socket.clone(), source: error });
                }
                Err(_) => drop(self.launched.process.ended_within(Duration::from_millis(1))),
            }
        };
        self.migrated = Migrated::Already;
        Ok(())
    }

    /// Whoever has just gone is counted with its end, so that this waits a moment for those who are going.
    fn counted(&mut self) -> io::Result<Option<Counters>> {
        let began = Instant::now();
        let mut lags = None;
        loop {
            let mut counted = count(&self.socket, &self.account)?.since(&self.before);
            // Below 15 a look that nobody was before has transactions of its own alone: there is nothing to wait for.
            let lags = *lags.get_or_insert(counted.visits.is_some_and(|visits| visits > OWN_VISITS));
            let is_leaving = counted.open > 0 && began.elapsed() < LEAVING_MAX;
            let is_behind = lags && began.elapsed() < LAG_MAX;
            if !is_leaving && !is_behind {
                counted.connections = counted.connections.map(|closed| closed.max(counted.open));
                return Ok(Some(counted));
            }
            self.launched.process.ended_within(Duration::from_millis(5));
        }
    }
}
