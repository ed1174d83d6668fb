//! NATS: as its official image starts it, with or without `JetStream`.
//!
//! Source: nats-io/nats-docker, `docker-entrypoint.sh` and `nats-server.conf`; the documentation's "Client Protocol" and
//! "Monitoring". Flags go before the configuration, so that where it listens is ours; words that let somebody in go by a file and
//! not by the command line, where everybody could read them. Absent on purpose: clusters and TLS.

use crate::counters::Counters;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::ports::{self, Port};
use crate::serving::{Export, Serving, escaped};
use crate::starting::{Launched, Starting};
use signal_hook::consts::SIGTERM;
use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};

/// The ports of the image: of clients, and of its monitoring.
pub(crate) const PORT: u16 = 4222;
pub(crate) const MONITOR_PORT: u16 = 8222;

/// A NATS that answers.
pub(crate) struct Nats {
    launched: Launched,
    port: Port,
    monitor: Port,
    account: Option<String>,
    before: Counters,
}

/// Starts it and waits until it answers.
pub(crate) fn start(starting: &Starting<'_>) -> Result<Nats, StackError> {
    let asked = asked(starting)?;
    let base = starting.surroundings.base;
    let port = ports::take(base, starting.name(), &starting.promised(PORT))?;
    let monitor = ports::take(base, starting.name(), &starting.promised(MONITOR_PORT))?;
    let data = starting.data();
    starting.surroundings.keeper.data(None, &data)?;
    let conf = starting.file("nats.conf", &asked.configuration)?;
    let mut arguments = asked.flags;
    let mut set = |name: &str, value: OsString| arguments.extend([name.into(), value]);
    set("--config", conf.into());
    set("--store_dir", data.into());
    set("--addr", "127.0.0.1".into());
    set("--port", port.number.to_string().into());
    set("--http_port", monitor.number.to_string().into());
    let mut launched = starting.launch(starting.spec(&starting.program.path, arguments, &[]), SIGTERM)?;
    starting.ready(&mut launched.process, || greets(port.number))?;
    let before = starting.ready(&mut launched.process, || count(monitor.number))?;
    Ok(Nats { launched, port, monitor, account: asked.account, before })
}

/// What the file's `command` says.
#[derive(Debug, Default)]
struct Asked {
    flags: Vec<OsString>,
    configuration: String,
    /// Who is let in, as a part of a URL.
    account: Option<String>,
}

fn asked(starting: &Starting<'_>) -> Result<Asked, StackError> {
    let words = starting.options(Engine::Nats)?;
    let mut asked = Asked::default();
    let (mut user, mut password, mut token) = (None, None, None);
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let name = word.trim_start_matches('-').to_owned();
        let (name, given) = name.split_once('=').map_or((&*name, None), |(name, value)| (name, Some(value.to_owned())));
        match name {
            "user" => user = given.or_else(|| words.next()),
            "pass" => password = given.or_else(|| words.next()),
            "auth" => token = given.or_else(|| words.next()),
            "c" | "config" => {
                let path = given.or_else(|| words.next()).unwrap_or_default();
                asked.configuration.push_str(&format!("include {}\n", quoted(&starting.localized(&path)?)));
            }
            // Where it listens and keeps its data is ours to say.
            "a" | "addr" | "net" | "p" | "port" | "m" | "http_port" | "sd" | "store_dir" => {
                drop(given.or_else(|| words.next()));
            }
            _ => asked.flags.push(word.into()),
        }
    }
    let account = match (user, password, token) {
        (Some(user), password, _) => {
            let password = password.unwrap_or_default();
            let line = format!("authorization {{ user: {}, password: {} }}\n", quoted(&user), quoted(&password));
            Some((line, format!("{}:{}", escaped(&user), escaped(&password))))
        }
        (None, _, Some(token)) => Some((format!("authorization {{ token: {} }}\n", quoted(&token)), escaped(&token))),
        (None, _, None) => None,
    };
    if let Some((line, account)) = account {
        asked.configuration.push_str(&line);
        asked.account = Some(account);
    }
    Ok(asked)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a server greets as NATS does.
fn greets(port: u16) -> io::Result<()> {
    let mut line = String::new();
    BufReader::new(ports::connect(port)?).read_line(&mut line)?;
    let seen: u64 = line
        .strip_prefix("INFO ")
        .and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok())
        .and_then(|info| info["port"].as_u64())
        .unwrap_or_default();
    if seen == u64::from(port) { Ok(()) } else { Err(io::Error::other("it does not greet as NATS does")) }
}

fn count(monitor: u16) -> io::Result<Counters> {
    let mut stream = ports::connect(monitor)?;
    stream.write_all(b"GET /varz HTTP/1.0\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    let said: serde_json::Value = serde_json::from_str(body)?;
    match (said["total_connections"].as_u64(), said["in_msgs"].as_u64()) {
        (connections @ Some(_), Some(commands)) => Ok(Counters { connections, commands, ..Counters::default() }),
        _ => Err(io::Error::other("it does not say what it has counted")),
    }
}

impl Serving for Nats {
    fn launched(&mut self) -> Option<&mut Launched> {
        Some(&mut self.launched)
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(PORT, self.port.number), (MONITOR_PORT, self.monitor.number)]
    }

    fn url(&self) -> String {
        let account = self.account.as_ref().map_or(String::new(), |account| format!("{account}@"));
        format!("nats://{account}127.0.0.1:{}", self.port.number)
    }

    fn exports(&self) -> Vec<Export> {
        vec![("NATS_URL", self.url())]
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        Ok(Some(count(self.monitor.number)?.since(&self.before)))
    }
}
