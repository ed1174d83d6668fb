//! `MariaDB`: as its official image starts it, from a template that was made once.
//!
//! Source: MariaDB/mariadb-docker, `docker-entrypoint.sh`; the configuration that its packages install in the image. Invariants: what
//! differs from the image is [`DURABILITY`], and where it listens; whoever comes over TCP is asked for a password as in a container.
//! Absent on purpose: `MySQL`, which this is not; clusters, replication and passwords given as hashes.

mod setup;
mod wire;

use crate::counters::Counters;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::ports::{self, Port};
use crate::serving::{Export, Serving, escaped};
use crate::starting::{Launched, Starting};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use wire::Connection;
pub(crate) use wire::greets;

/// The port of the image.
pub(crate) const PORT: u16 = 3306;
/// Where the image looks for scripts and settings.
const SCRIPTS: &str = "/docker-entrypoint-initdb.d";
const SETTINGS: &[&str] = &["/etc/mysql/conf.d", "/etc/mysql/mariadb.conf.d"];
/// Settings that are not the image's: all data is thrown away with the run.
pub(crate) const DURABILITY: &[(&str, &str)] = &[("innodb-flush-log-at-trx-commit", "0"), ("innodb-doublewrite", "0")];
/// Settings of the image that are not the server's own; from 11.6 on its own characters are these.
const IMAGE: &[&str] = &["--skip-name-resolve", "--host-cache-size=0"];
const CHARACTERS: &[&str] = &["--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci"];
const WITH_CHARACTERS: (u32, u32) = (11, 6);

/// A `MariaDB` that answers.
pub(crate) struct MariaDb {
    launched: Launched,
    port: Port,
    account: Account,
    socket: PathBuf,
    exports: Vec<Export>,
    before: Counters,
    /// How often we have looked at its counters since.
    looks: u64,
}

/// What the image's variables say.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    root: String,
    root_host: String,
    user: Option<(String, String)>,
    database: Option<String>,
    /// Whether names of time zones are known.
    zones: bool,
}

impl Account {
    pub(crate) fn new(starting: &Starting<'_>) -> Result<Self, StackError> {
        let of = |name: &str| -> Result<Option<String>, StackError> {
            for prefix in ["MARIADB", "MYSQL"] {
                let found = starting.variable(&format!("{prefix}_{name}"))?.filter(|value| !value.is_empty());
                if found.is_some() {
                    return Ok(found);
                }
            }
            Ok(None)
        };
        for name in ["MARIADB_ROOT_PASSWORD_HASH", "MARIADB_PASSWORD_HASH", "MARIADB_MASTER_HOST"] {
            if let Some(variable) = starting.service.environment.get(name) {
                return Err(starting.refusal(&variable.origin, format!("`{name}` needs a container")));
            }
        }
        let user = of("USER")?;
        let password = of("PASSWORD")?.unwrap_or_default();
        Ok(Self {
            // One that the image makes up, nobody knows either: what is asked over the socket must know it.
            root: of("ROOT_PASSWORD")?.unwrap_or_default(),
            root_host: of("ROOT_HOST")?.unwrap_or_else(|| "%".to_owned()),
            user: user.map(|user| (user, password)),
            database: of("DATABASE")?,
            zones: of("INITDB_SKIP_TZINFO")?.is_none(),
        })
    }

    /// Who programs are told to be: the user that is asked for, else root.
    fn login(&self) -> (&str, &str) {
        self.user.as_ref().map_or(("root", &*self.root), |(user, password)| (user, password))
    }

    /// The address of a server on a port of this machine.
    pub(crate) fn url(&self, port: u16) -> String {
        let (user, password) = self.login();
        let password = if password.is_empty() { String::new() } else { format!(":{}", escaped(password)) };
        let database = self.database.as_deref().map(escaped).unwrap_or_default();
        format!("mysql://{}{password}@127.0.0.1:{port}/{database}", escaped(user))
    }

    /// Variables by which programs are told of it; the usual name of a database is its own where no Postgres is there.
    pub(crate) fn exports(&self, port: u16, starting: &Starting<'_>) -> Vec<Export> {
        let (user, password) = self.login();
        let mut all = vec![
            ("MYSQL_URL", self.url(port)),
            ("MYSQL_HOST", "127.0.0.1".to_owned()),
            ("MYSQL_PORT", port.to_string()),
            // By these its own programs find it.
            ("MYSQL_TCP_PORT", port.to_string()),
            ("MYSQL_USER", user.to_owned()),
            ("MYSQL_PASSWORD", password.to_owned()),
        ];
        all.extend(self.database.as_ref().map(|name| ("MYSQL_DATABASE", name.clone())));
        if starting.surroundings.databases.is_empty() {
            all.push(("DATABASE_URL", self.url(port)));
        }
        all
    }
}

/// Starts it and waits until it answers.
pub(crate) fn start(starting: &Starting<'_>) -> Result<MariaDb, StackError> {
    let account = Account::new(starting)?;
    let flags = flags(starting)?;
    let port = ports::take(starting.surroundings.base, starting.name(), &starting.promised(PORT))?;
    let template = setup::template(starting, &account, &flags)?;
    let data = starting.data();
    starting.surroundings.keeper.data(Some(&template), &data)?;
    let socket = socket(starting, "m");
    let place = Place { data: &data, socket: Some(&socket), port: Some(port.number) };
    let mut launched = place.start(starting, &flags)?;
    starting.ready(&mut launched.process, || wire::greets(ports::connect(port.number)?))?;
    let before = starting.ready(&mut launched.process, || count(&socket, &account.root))?;
    let exports = account.exports(port.number, starting);
    Ok(MariaDb { launched, port, account, socket, exports, before, looks: 0 })
}

/// Flags of the file's `command`, and settings that it mounts.
fn flags(starting: &Starting<'_>) -> Result<Vec<OsString>, StackError> {
    let words = starting.options(Engine::MariaDb)?;
    let settings = settings(starting)?.into_iter().map(|(_, path)| format!("!include {}\n", path.display()));
    let settings: String = settings.collect();
    // Of all flags this must be the first, and keeps the machine's own settings out.
    let first = if settings.is_empty() {
        "--no-defaults".to_owned()
    } else {
        format!("--defaults-file={}", starting.file("settings.cnf", &settings)?.display())
    };
    let words = words.iter().map(|word| Ok(starting.localized(word)?.into()));
    [Ok(first.into())].into_iter().chain(words).collect()
}

/// Settings that the file mounts, by their names there.
fn settings(starting: &Starting<'_>) -> Result<Vec<(String, PathBuf)>, StackError> {
    let mut all = Vec::new();
    for folder in SETTINGS {
        all.extend(starting.entries_in(folder)?);
    }
    all.retain(|(name, _)| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "cnf"));
    Ok(all)
}

/// Where a server keeps its data and listens.
struct Place<'p> {
    data: &'p Path,
    socket: Option<&'p Path>,
    /// The port of this machine; `None` for a socket alone.
    port: Option<u16>,
}

impl Place<'_> {
    /// Flags that are ours to say; the last of a name wins.
    fn arguments(&self, starting: &Starting<'_>) -> Vec<OsString> {
        let flag = |name: &str, path: &Path| OsString::from(format!("--{name}={}", path.display()));
        let mut all = vec![flag("basedir", &base(starting)), flag("datadir", self.data)];
        all.push(flag("lc-messages-dir", &share(starting)));
        all.push(flag("character-sets-dir", &share(starting).join("charsets")));
        let plugins = base(starting).join("lib/mysql/plugin");
        all.extend(plugins.is_dir().then(|| flag("plugin-dir", &plugins)));
        all.extend(self.socket.map(|socket| flag("socket", socket)));
        all.push(flag("pid-file", &self.data.join("server.pid")));
        all.push(match self.port {
            Some(port) => format!("--port={port}").into(),
            None => "--skip-networking".into(),
        });
        all.extend(self.port.map(|_| "--bind-address=127.0.0.1".into()));
        all
    }

    /// Starts a server; the file's flags win over the image's, and ours over those.
    fn start(&self, starting: &Starting<'_>, flags: &[OsString]) -> Result<Launched, StackError> {
        let (first, rest) = flags.split_first().map_or((None, flags), |(first, rest)| (Some(first.clone()), rest));
        let mut arguments: Vec<OsString> = first.into_iter().collect();
        arguments.extend(IMAGE.iter().map(OsString::from));
        if version(starting) < WITH_CHARACTERS {
            arguments.extend(CHARACTERS.iter().map(OsString::from));
        }
        arguments.extend(DURABILITY.iter().map(|(name, value)| format!("--{name}={value}").into()));
        arguments.extend(rest.iter().cloned());
        arguments.extend(self.arguments(starting));
        starting.launch(starting.spec(&starting.program.path, arguments, &[]), setup::STOP)
    }
}

fn version(starting: &Starting<'_>) -> (u32, u32) {
    let mut numbers = starting.program.version.split('.').map(|part| part.parse().unwrap_or_default());
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}

/// The folder that its programs and files lie in.
fn base(starting: &Starting<'_>) -> PathBuf {
    starting.program.path.ancestors().nth(2).unwrap_or(Path::new("/usr")).to_owned()
}

/// Where its messages and the texts of its system tables are.
fn share(starting: &Starting<'_>) -> PathBuf {
    let share = base(starting).join("share");
    let folders = [share.join("mysql"), share.join("mariadb")];
    let has_tables = |folder: &&PathBuf| folder.join("fill_help_tables.sql").is_file();
    folders.iter().find(has_tables).unwrap_or(&folders[0]).clone()
}

/// Its socket in the run's folder; short, because a socket's path is.
fn socket(starting: &Starting<'_>, name: &str) -> PathBuf {
    starting.surroundings.run.sockets().join(format!("{}.{name}", starting.name()))
}

/// Everything that was counted so far.
fn count(socket: &Path, password: &str) -> io::Result<Counters> {
    const NAMES: &str =
        "'Connections', 'Questions', 'Handler_write', 'Handler_update', 'Handler_delete', 'Threads_connected'";
    let mut connection = Connection::open(socket, "root", password)?;
    let rows = connection.query(&format!("SHOW GLOBAL STATUS WHERE Variable_name IN ({NAMES})"))?;
    connection.close();
    let of = |name: &str| -> Option<u64> {
        rows.iter().find(|row| row.first().is_some_and(|it| it == name))?.get(1)?.parse().ok()
    };
    let written = ["Handler_write", "Handler_update", "Handler_delete"].iter().filter_map(|name| of(name)).sum();
    match (of("Connections"), of("Questions"), of("Threads_connected")) {
        (Some(connections), Some(commands), Some(open)) => Ok(Counters {
            connections: Some(connections),
            commands,
            rows_written: Some(written),
            open: open.saturating_sub(1),
            ..Counters::default()
        }),
        _ => Err(io::Error::other("it does not say what it has counted")),
    }
}

impl Serving for MariaDb {
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
        self.exports.clone()
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        /// A query, and the end of the connection, which it counts as well.
        const OF_A_LOOK: u64 = 2;
        let now = match count(&self.socket, &self.account.root) {
            // Whoever has another root's password has taken this away from us.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(None),
            now => now?,
        };
        self.looks += 1;
        let counted = now.since(&self.before);
        let connections = counted.connections.map(|all| all.saturating_sub(self.looks));
        // The end of each connection is no command of anybody's.
        let ends = connections.unwrap_or_default().saturating_sub(counted.open);
        let commands = counted.commands.saturating_sub(self.looks * OF_A_LOOK + ends);
        Ok(Some(Counters { connections, commands, ..counted }))
    }

    fn answers(&mut self) -> io::Result<()> {
        let greeted = wire::greets(ports::connect(self.port.number)?);
        // It was a connection like any other.
        self.before.connections = self.before.connections.map(|before| before + 1);
        greeted
    }
}
