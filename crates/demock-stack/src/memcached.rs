//! Memcached: as its official image starts it.
//!
//! Source: docker-library/memcached, `docker-entrypoint.sh`; memcached's `doc/protocol.txt`. Invariant: later flags win, so that
//! where it listens is ours and all else is the file's. Absent on purpose: SASL and TLS.

use crate::counters::Counters;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::ports::{self, Port};
use crate::serving::{Export, Serving};
use crate::starting::{Launched, Starting};
use signal_hook::consts::SIGTERM;
use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Write as _};

/// The port of the image.
pub(crate) const PORT: u16 = 11_211;

/// A memcached that answers.
pub(crate) struct Memcached {
    launched: Launched,
    port: Port,
    before: Counters,
    /// How often we have looked at its counters since.
    looks: u64,
}

/// Starts it and waits until it answers.
pub(crate) fn start(starting: &Starting<'_>) -> Result<Memcached, StackError> {
    let options = starting.options(Engine::Memcached)?;
    let port = ports::take(starting.surroundings.base, starting.name(), &starting.promised(PORT))?;
    let mut arguments: Vec<OsString> = options.iter().map(OsString::from).collect();
    let ours = ["-l", "127.0.0.1", "-U", "0", "-p"].map(OsString::from);
    arguments.extend(ours.into_iter().chain([port.number.to_string().into()]));
    let mut launched = starting.launch(starting.spec(&starting.program.path, arguments, &[]), SIGTERM)?;
    let before = starting.ready(&mut launched.process, || count(port.number))?;
    Ok(Memcached { launched, port, before, looks: 0 })
}

/// Everything that was counted so far.
fn count(port: u16) -> io::Result<Counters> {
    let mut stream = ports::connect(port)?;
    stream.write_all(b"stats\r\n")?;
    let (mut connections, mut commands, mut written) = (None, 0, 0);
    for line in BufReader::new(stream).lines() {
        let line = line?;
        let mut words = line.split_ascii_whitespace();
        match (words.next(), words.next(), words.next().and_then(|number| number.parse::<u64>().ok())) {
            (Some("STAT"), Some("total_connections"), number) => connections = number,
            (Some("STAT"), Some("cmd_set"), Some(number)) => {
                commands += number;
                written = number;
            }
            (Some("STAT"), Some("cmd_get" | "cmd_touch" | "cmd_flush" | "cmd_meta"), Some(number)) => {
                commands += number;
            }
            (Some("STAT"), ..) => {}
            (Some("END"), ..) => {
                return Ok(Counters { connections, commands, rows_written: Some(written), ..Counters::default() });
            }
            _ => return Err(io::Error::other("it does not speak the protocol of memcached")),
        }
    }
    Err(io::Error::other("it does not say what it has counted"))
}

impl Serving for Memcached {
    fn launched(&mut self) -> Option<&mut Launched> {
        Some(&mut self.launched)
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(PORT, self.port.number)]
    }

    fn url(&self) -> String {
        format!("memcached://127.0.0.1:{}", self.port.number)
    }

    fn exports(&self) -> Vec<Export> {
        let number = self.port.number.to_string();
        vec![
            ("MEMCACHED_URL", self.url()),
            ("MEMCACHED_HOST", "127.0.0.1".to_owned()),
            ("MEMCACHE_SERVERS", format!("127.0.0.1:{number}")),
            ("MEMCACHED_PORT", number),
        ]
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        let counted = count(self.port.number)?.since(&self.before);
        // Each of our own looks is a connection.
        self.looks += 1;
        Ok(Some(Counters { connections: counted.connections.map(|all| all.saturating_sub(self.looks)), ..counted }))
    }
}
