//! `ClickHouse`: the engine out of a library, as a server with both of its protocols.
//!
//! Source: clickhouse/clickhouse-server, `entrypoint.sh`: user, password, database, scripts. The library's own session is that of
//! the user `default`, which therefore stays open to whoever is on this machine; every other user is asked for the password.
//! Absent on purpose: settings of `/etc/clickhouse-server`, scripts other than SQL, users made by SQL.

mod leases;

use crate::clickhouse_host;
use crate::counters::Counters;
use crate::failure::StackError;
use crate::lease::Slicer;
use crate::ports::{self, Port};
use crate::serving::{Export, Serving, escaped as url_part};
use crate::starting::{Launched, Starting};
use signal_hook::consts::SIGKILL;
use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// The ports of the image.
pub(crate) const HTTP_PORT: u16 = 8123;
pub(crate) const NATIVE_PORT: u16 = 9000;
/// The user that the library is itself.
pub(crate) const OWN_USER: &str = "default";
/// In what it differs from the image, wherever it comes from.
pub(crate) const DIFFERENCES: &[&str] = &[
    "the user `default` is let in with any password",
    "there is no `system.query_log`, and `CREATE USER` has nowhere to write to",
];
/// Where the image looks for scripts and settings.
const SCRIPTS: &str = "/docker-entrypoint-initdb.d";
const SETTINGS: &str = "/etc/clickhouse-server";
/// A `ClickHouse` that answers.
pub(crate) struct ClickHouse {
    launched: Launched,
    http: Port,
    native: Port,
    account: Account,
    before: Counters,
    /// How often we have looked at its counters since.
    looks: u64,
}

/// What the image's variables say.
#[derive(Clone)]
pub(crate) struct Account {
    user: String,
    password: String,
    /// The database that is made, where one is asked for.
    asked: Option<String>,
}

impl Account {
    pub(crate) fn new(starting: &Starting<'_>) -> Result<Self, StackError> {
        let of = |name: &str| starting.variable(name).map(|value| value.filter(|value| !value.is_empty()));
        Ok(Self {
            user: of("CLICKHOUSE_USER")?.unwrap_or_else(|| OWN_USER.to_owned()),
            password: of("CLICKHOUSE_PASSWORD")?.unwrap_or_default(),
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
    let data = starting.data();
    starting.surroundings.keeper.data(None, &data)?;
    let users = starting.file("users.xml", &users(&account.user, &account.password))?;
    let settings =
        format!("<clickhouse><users_config>{}</users_config></clickhouse>", escaped(&users.display().to_string()));
    let settings = starting.file("config.xml", &settings)?;
    let queries = starting.file("queries.sql", &queries(starting, account.asked.as_deref())?)?;
    let mut arguments: Vec<OsString> = vec![clickhouse_host::WORD.into(), starting.program.path.clone().into()];
    arguments.push("clickhouse".into());
    let mut set = |name: &str, value: OsString| arguments.extend([name.into(), value]);
    set("--config-file", settings.into());
    set("--path", data.clone().into());
    set("--listen_host", "127.0.0.1".into());
    set("--http_port", http.number.to_string().into());
    set("--tcp_port", native.number.to_string().into());
    set("--queries-file", queries.into());
    // It takes five seconds to end well, and has nothing to keep.
    let mut launched = starting.launch(starting.spec(Path::new("/proc/self/exe"), arguments, &[]), SIGKILL)?;
    let process = &mut launched.process;
    let before = starting.ready(process, || {
        let path = ask(http.number, "SELECT path FROM system.disks WHERE name = 'default'")?;
        if Path::new(path.trim()) != data {
            return Err(io::Error::other(format!("another server answers, whose data is in {}", path.trim())));
        }
        // It listens before its own statements have ended, which would be counted as a program's.
        let waits =
            ask(http.number, &format!("SELECT count() FROM system.processes WHERE startsWith(query, '{WAITS}')"))?;
        if waits.trim() == "1" {
            count(http.number)
        } else {
            Err(io::Error::other("its own statements have not ended"))
        }
    })?;
    starting.ready(process, || ports::connect(native.number).map(drop))?;
    Ok(ClickHouse { launched, http, native, account, before, looks: 0 })
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

/// How the statement begins that waits for an input that never comes, and keeps it there.
const WAITS: &str = "SELECT count() FROM file(";

/// What it does before it listens, and what keeps it there.
fn queries(starting: &Starting<'_>, database: Option<&str>) -> Result<String, StackError> {
    let mut all = String::new();
    if let Some(database) = database {
        all.push_str(&format!("CREATE DATABASE IF NOT EXISTS `{}`;\n", database.replace('`', "\\`")));
    }
    let paths = starting.paths()?;
    for (name, path) in starting.entries_in(SCRIPTS)? {
        if path.extension().is_some_and(|ending| ending == "sql") {
            let text = std::fs::read_to_string(&path).map_err(|source| StackError::File { path, source })?;
            all.push_str(paths.replaced(&text).trim_end().trim_end_matches(';'));
            all.push_str("\n;\n");
        } else if let Some(mount) = starting.service.mounts.iter().find(|mount| mount.target.starts_with(SCRIPTS)) {
            return Err(starting.refusal(&mount.origin, format!("`{name}` is no SQL, and needs a container")));
        }
    }
    all.push_str("SYSTEM START LISTEN HTTP;\nSYSTEM START LISTEN TCP;\n");
    all.push_str(&format!("{WAITS}'/dev/stdin', LineAsString)\n"));
    Ok(all)
}

fn users(user: &str, password: &str) -> String {
    const RIGHTS: &str = "<networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota><access_management>1</access_management>";
    let mut users = format!("<{OWN_USER}><no_password/>{RIGHTS}</{OWN_USER}>");
    if user != OWN_USER {
        let (user, password) = (escaped(user), escaped(password));
        users.push_str(&format!("<{user}><password>{password}</password>{RIGHTS}</{user}>"));
    }
    format!("<clickhouse><profiles><default/></profiles><users>{users}</users><quotas><default/></quotas></clickhouse>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn count(port: u16) -> io::Result<Counters> {
    let said =
        ask(port, "SELECT sumIf(value, event = 'Query'), sumIf(value, event = 'InsertedRows') FROM system.events")?;
    let mut numbers = said.split_ascii_whitespace().filter_map(|number| number.parse().ok());
    let commands = numbers.next().ok_or_else(|| io::Error::other("it does not say what it has counted"))?;
    Ok(Counters { connections: None, commands, rows_written: numbers.next(), open: 0, dropped: None, visits: None })
}

/// Whether a server says that it is there.
pub(crate) fn ping(port: u16) -> io::Result<()> {
    let mut stream = ports::connect(port)?;
    stream.write_all(b"GET /ping HTTP/1.0\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.ends_with("Ok.\n") { Ok(()) } else { Err(io::Error::other("it does not answer a ping")) }
}

/// What a query gives, as text.
fn ask(port: u16, query: &str) -> io::Result<String> {
    let mut stream = ports::connect(port)?;
    let head = format!("POST / HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {}\r\n\r\n", query.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(query.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| io::Error::other("it does not speak HTTP"))?;
    match head.split_ascii_whitespace().nth(1) {
        Some("200") => Ok(body.to_owned()),
        _ => Err(io::Error::other(body.lines().next().unwrap_or("no answer").to_owned())),
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
        Some(Box::new(leases::Leases::new(self.account.clone(), self.http.number, self.native.number)))
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        let counted = count(self.http.number)?.since(&self.before);
        // Each of our own looks is a query.
        self.looks += 1;
        Ok(Some(Counters { commands: counted.commands.saturating_sub(self.looks), ..counted }))
    }
}

/// Reads a library ahead: what takes time at the first start is to have it in memory.
pub(crate) fn read_ahead(library: &Path) {
    if let Ok(file) = std::fs::File::open(library) {
        // Without it the start is slower.
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::WillNeed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_cannot_leave_its_place() {
        let text = users("me", "a</password><x>&");
        assert!(text.contains("<me><password>a&lt;/password&gt;&lt;x&gt;&amp;</password>"), "{text}");
        assert!(!users(OWN_USER, "p").contains("<password>"));
    }
}
