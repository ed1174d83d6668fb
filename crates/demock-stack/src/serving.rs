//! What every service that answers can be asked, whatever it is, and which file starts which.
//!
//! A further service is one file with a `start`, and one row of [`START`]. Absent on purpose: what a service is called
//! (`server`), and where its program comes from (`diagnosis`).

use crate::counters::Counters;
use crate::endpoint::Instead;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::lease::Slicer;
use crate::starting::{Launched, Starting};
use crate::{clickhouse, mariadb, memcached, nats, postgres, redis};
use std::io;

/// A variable by which programs are told of a service.
pub(crate) type Export = (&'static str, String);

/// A service that answers.
pub(crate) trait Serving: Send {
    /// The process, where it is ours.
    fn launched(&mut self) -> Option<&mut Launched>;

    /// Ports of the container, and those of this machine that stand for them.
    fn ports(&self) -> Vec<(u16, u16)>;

    /// Its address as programs take it, with what they need to be let in.
    fn url(&self) -> String;

    /// Variables by which programs of its sort are told where it is.
    fn exports(&self) -> Vec<Export>;

    /// What it has counted of others since it was ready; `None` where it counts nothing for us.
    fn counted(&mut self) -> io::Result<Option<Counters>>;

    /// Whether it began with what migrations of the project have made.
    fn is_migrated(&self) -> bool {
        false
    }

    /// Who is let in, where that is somebody else than the file says.
    fn instead(&self) -> Option<Instead> {
        None
    }

    /// Keeps what migrations have made for the next start, where it was begun without.
    fn keep_migrated(&mut self, _service: &str) -> Result<(), StackError> {
        Ok(())
    }

    /// Where its database can be spoken to by ourselves, where it is one of our own that has a template.
    fn door(&self) -> Option<postgres::Door> {
        None
    }

    /// Has leases of it refused, since they would begin without what a migration makes.
    fn lacks(&mut self, _why: &str) {}

    /// What makes slices of it for leases; `None` where all share it.
    fn slicer(&self) -> Option<Box<dyn Slicer>> {
        None
    }

    /// Whether it has done all that it is there for, and has ended well.
    fn is_done(&self) -> bool {
        false
    }

    /// Starts it again, on its ports and with its data.
    fn again(&mut self, service: &str) -> Result<(), StackError> {
        self.launched().map_or(Ok(()), |launched| launched.again(service))
    }

    /// Whether it answers.
    fn answers(&mut self) -> io::Result<()> {
        self.counted().map(drop)
    }
}

type Start = fn(&Starting<'_>) -> Result<Box<dyn Serving>, StackError>;

/// Which file starts which service.
const START: &[(Engine, Start)] = &[
    (Engine::Postgres, |it| Ok(Box::new(postgres::start(it)?))),
    (Engine::Redis, |it| Ok(Box::new(redis::start(it)?))),
    (Engine::Valkey, |it| Ok(Box::new(redis::start(it)?))),
    (Engine::ClickHouse, |it| Ok(Box::new(clickhouse::start(it)?))),
    (Engine::Memcached, |it| Ok(Box::new(memcached::start(it)?))),
    (Engine::Nats, |it| Ok(Box::new(nats::start(it)?))),
    (Engine::MariaDb, |it| Ok(Box::new(mariadb::start(it)?))),
];

/// Starts a service and waits until it answers.
pub(crate) fn start(engine: Engine, starting: &Starting<'_>) -> Result<Box<dyn Serving>, StackError> {
    match START.iter().find(|(known, _)| *known == engine) {
        Some((_, start)) => start(starting),
        None => Err(StackError::NotProvided {
            service: starting.name().to_owned(),
            why: format!("{engine} is not started without a container yet"),
            next: None,
        }),
    }
}

/// The line that looks into a service by its own client, where one takes an address; else the address.
pub(crate) fn look_into(engine: Option<Engine>, url: &str) -> String {
    match engine {
        Some(Engine::Postgres) => format!("psql '{url}'"),
        Some(Engine::Redis | Engine::Valkey) => format!("redis-cli -u '{url}'"),
        Some(Engine::ClickHouse) => format!("curl '{url}' --data-binary 'SHOW TABLES'"),
        Some(Engine::Memcached | Engine::Nats | Engine::MariaDb) => url.to_owned(),
        None => format!("curl '{url}'"),
    }
}

/// A part of a URL, with everything escaped that could end it.
pub(crate) fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
