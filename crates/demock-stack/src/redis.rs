//! Redis: as its official image starts it, with nothing kept on disk.
//!
//! Source: docker-library/redis, `docker-entrypoint.sh`; `redis.conf`. Settings go by a file and not by the command line, where
//! everybody could read a password. Invariant: later settings win, so that where it listens is ours and all else is the file's.
//! Absent on purpose: clusters and sentinels.

mod around;
mod contents;
mod leases;
mod told;
mod wire;

use crate::counters::Counters;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::lease::Slicer;
use crate::ports::{self, Port};
use crate::serving::{Export, Serving, escaped};
use crate::starting::{Launched, Starting};
use leases::Mould;
use signal_hook::consts::SIGTERM;
use std::io;
use std::path::Path;
use wire::Connection;

/// The port of the image.
pub(crate) const PORT: u16 = 6379;
/// Settings that are not the image's: all data is thrown away with the run.
pub(crate) const DURABILITY: &[(&str, &str)] = &[("save", "\"\""), ("appendfsync", "no")];
/// What it counts of whoever has had it forget what it had counted; before 7 it does not tell that from other words of `CONFIG`.
const FORGOT: &str = "cmdstat_config|resetstat:";

/// A Redis that answers.
pub(crate) struct Redis {
    launched: Launched,
    port: Port,
    password: Option<String>,
    before: Counters,
    /// How often we have looked at its counters since.
    looks: u64,
    mould: Mould,
}

/// Starts it and waits until it answers.
pub(crate) fn start(starting: &Starting<'_>) -> Result<Redis, StackError> {
    let asked = settings(starting)?;
    let port = ports::take(starting.surroundings.base, starting.name(), &starting.promised(PORT))?;
    let data = starting.data();
    starting.surroundings.keeper.data(None, &data)?;
    let password = asked.password.clone();
    let conf = starting.file("redis.conf", &text(&asked, port.number, &data))?;
    let spec = starting.spec(&starting.program.path, vec![conf.clone().into()], &[]);
    let mould = Mould::new(starting, asked, &spec, &conf);
    let mut launched = starting.launch(spec, SIGTERM)?;
    let before = starting.ready(&mut launched.process, || count(port.number, password.as_deref(), Some(&conf)))?;
    // Our own look was one command, and is counted after it.
    let before = Counters { commands: before.commands + 1, ..before };
    Ok(Redis { launched, port, password, before, looks: 0, mould })
}

/// What the file's `command` says.
#[derive(Debug, Default, Clone)]
struct Settings {
    /// Lines of configuration, in order.
    lines: Vec<String>,
    password: Option<String>,
}

fn settings(starting: &Starting<'_>) -> Result<Settings, StackError> {
    let words = starting.options(Engine::Redis)?;
    let mut found = Settings::default();
    let mut option = None;
    for word in &words {
        match (word.strip_prefix("--"), option, found.lines.last_mut()) {
            (Some(name), ..) => {
                found.lines.push(name.to_owned());
                option = Some(name);
            }
            (None, Some(name), Some(line)) => {
                line.push(' ');
                line.push_str(&quoted(word));
                if name == "requirepass" {
                    found.password = Some(word.clone());
                }
            }
            (None, ..) => {
                let path = starting.localized(word)?;
                let read = std::fs::read_to_string(&path);
                let text = read.map_err(|source| StackError::File { path: path.clone().into(), source })?;
                found.password = text.lines().rev().find_map(|line| line.trim().strip_prefix("requirepass ")).map(bare);
                found.lines.push(format!("include {}", quoted(&path)));
            }
        }
    }
    Ok(found)
}

fn bare(value: &str) -> String {
    value.trim().trim_matches('"').to_owned()
}

/// A value as `redis.conf` has it: bytes that mean something there are written as numbers.
fn quoted(value: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b'\'');
    let bytes =
        value.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("\\x{byte:02x}") });
    format!("\"{}\"", bytes.collect::<String>())
}

fn text(asked: &Settings, port: u16, data: &Path) -> String {
    let mut lines: Vec<String> = DURABILITY.iter().map(|(name, value)| format!("{name} {value}")).collect();
    // The image trusts whoever reaches it, as its port is only published where one says so.
    lines.push("protected-mode no".to_owned());
    lines.extend(asked.lines.iter().cloned());
    lines.extend([format!("port {port}"), "bind 127.0.0.1".to_owned(), "daemonize no".to_owned()]);
    lines.extend([format!("dir {}", quoted(&data.display().to_string())), "logfile \"\"".to_owned(), String::new()]);
    lines.join("\n")
}

/// Asks a server for its counters; and, where a file is named, whether it is the server that reads it.
pub(crate) fn count(port: u16, password: Option<&str>, conf: Option<&Path>) -> io::Result<Counters> {
    let mut connection = Connection::open(port, password)?;
    let info = connection.text(&[b"INFO", b"everything"])?;
    let of = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    if let Some(conf) = conf.filter(|conf| of("config_file").is_none_or(|seen| Path::new(seen) != *conf)) {
        let seen = of("config_file").unwrap_or("nothing");
        return Err(io::Error::other(format!("another server answers: it reads {seen} and not {}", conf.display())));
    }
    let number = |name: &str| of(name).and_then(|text| text.parse().ok());
    match (number("total_connections_received"), number("total_commands_processed")) {
        (Some(connections), Some(commands)) => Ok(Counters {
            connections: Some(connections),
            commands,
            is_lost: info.lines().any(|line| line.starts_with(FORGOT)),
            ..Counters::default()
        }),
        _ => Err(io::Error::other("it does not say what it has counted")),
    }
}

/// Counters without our own looks: each is a connection and a command, which the last one does not see yet, and another command where
/// it must say a password first.
pub(crate) fn without_looks(now: Counters, looks: u64, password: Option<&str>) -> Counters {
    let passwords = password.map_or(0, |_| looks);
    Counters {
        connections: now.connections.map(|all| all.saturating_sub(looks)),
        commands: now.commands.saturating_sub(looks - 1 + passwords),
        ..now
    }
}

/// Its address on a port of this machine.
pub(crate) fn url(password: Option<&str>, port: u16) -> String {
    let password = password.map_or(String::new(), |password| format!(":{}@", escaped(password)));
    format!("redis://{password}127.0.0.1:{port}/0")
}

impl Serving for Redis {
    fn launched(&mut self) -> Option<&mut Launched> {
        Some(&mut self.launched)
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(PORT, self.port.number)]
    }

    fn url(&self) -> String {
        url(self.password.as_deref(), self.port.number)
    }

    fn exports(&self) -> Vec<Export> {
        vec![("REDIS_URL", self.url())]
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        let now = count(self.port.number, self.password.as_deref(), None)?;
        self.looks += 1;
        let now = without_looks(now, self.looks, self.password.as_deref());
        Ok(Some(now.since(&self.before)))
    }

    fn slicer(&self) -> Option<Box<dyn Slicer>> {
        Some(Box::new(leases::Leases::new(self.mould.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The server itself reads these lines in the tests of the command line.
    #[test]
    fn values_are_quoted_and_where_it_listens_comes_last() {
        assert_eq!(quoted("a b\"\\'é"), r#""a\x20b\x22\x5c\x27\xc3\xa9""#);
        let asked = Settings { lines: vec!["port 1".to_owned(), "maxmemory \"64mb\"".to_owned()], password: None };
        let text = text(&asked, 7, Path::new("/data"));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.iter().rposition(|line| *line == "port 7") > lines.iter().position(|line| *line == "port 1"));
        assert!(
            lines.contains(&"maxmemory \"64mb\"") && lines.contains(&"save \"\"") && lines.contains(&"dir \"/data\"")
        );
    }
}
