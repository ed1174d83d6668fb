//! Postgres: as its official image starts it, from a template that was made once.
//!
//! Source: docker-library/postgres, `docker-entrypoint.sh`: user, database, password, authentication, arguments of initdb and
//! scripts. Invariants: what differs from the image is [`DURABILITY`], and where it listens; whoever comes over TCP is asked for
//! the password as in a container, only our own socket trusts. Absent on purpose: standby servers.

mod account;
mod apart;
mod clones;
mod contents;
mod counting;
mod hba;
mod image_script;
mod leases;
mod mould;
mod place;
mod relcache;
mod reuse;
mod scripts;
mod settings;
mod template;
pub(crate) mod wire;

pub(crate) use account::Account;
pub(crate) use scripts::hides_scripts;
pub(crate) use template::has_image_locale;

use crate::counters::Counters;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::lease::Slicer;
use crate::ports;
use crate::serving::{Export, Serving};
use crate::starting::{Launched, Starting};
use mould::{Cluster, Mould, Said};
use place::Place;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The port of the image.
pub(crate) const PORT: u16 = 5432;
/// `SIGINT`: ends connections, and then itself. `SIGTERM` would wait for clients for ever.
pub(crate) const STOP: i32 = 2;

/// How long it may take to end for its data to be kept, and to answer again.
const LEAVE_MAX: Duration = Duration::from_mins(1);
/// Settings that are not the image's, and why: all data is thrown away with the run.
pub(crate) const DURABILITY: &[(&str, &str)] = &[
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    // The log comes in files of 1 MB, so that a copy is small; how much of it there may be is as by default.
    ("max_wal_size", "1GB"),
    ("min_wal_size", "80MB"),
];

/// A Postgres that answers.
pub(crate) struct Postgres {
    server: Cluster,
    mould: Mould,
    migrated: Migrated,
    /// Why leases would begin with less than the run does.
    lacks: Option<String>,
}

/// Where the database of a server can be spoken to.
pub(crate) struct Door {
    pub(crate) service: String,
    pub(crate) socket: PathBuf,
    pub(crate) user: String,
    pub(crate) database: String,
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
    let common = place::spec(starting, arguments);
    let mould = Mould::new(starting, &account, &template, &common);
    let data = starting.data();
    starting.surroundings.keeper.data(Some(&template), &data)?;
    let place = Place { data: &data, sockets: starting.surroundings.run.sockets(), port: Some(port.number) };
    let log = starting.log();
    let said = Said::since(&log);
    let mut launched = starting.launch(place.spec(common), STOP)?;
    let socket = place.socket();
    let before = mould::ready(&starting.waiting(&log), &mut launched.process, &socket, &data, &mould, &said)?;
    Ok(Postgres { server: Cluster { launched, port, socket, account, data, before }, mould, migrated, lacks: None })
}

/// Flags of the file's `command`.
fn arguments(starting: &Starting<'_>) -> Result<Vec<OsString>, StackError> {
    let flags = starting.options(Engine::Postgres)?;
    flags.iter().map(|flag| Ok(starting.localized(flag)?.into())).collect()
}

impl Serving for Postgres {
    fn launched(&mut self) -> Option<&mut Launched> {
        Some(&mut self.server.launched)
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(PORT, self.server.port.number)]
    }

    fn url(&self) -> String {
        self.server.account.url(self.server.port.number)
    }

    fn exports(&self) -> Vec<Export> {
        self.server.account.exports(self.server.port.number)
    }

    fn is_migrated(&self) -> bool {
        matches!(self.migrated, Migrated::Already)
    }

    /// It is stopped for that, since only data of a server that has ended well are whole.
    fn keep_migrated(&mut self, service: &str) -> Result<(), StackError> {
        let Migrated::Missing(place) = &self.migrated else { return Ok(()) };
        let server = &mut self.server;
        relcache::write(&server.socket, &server.account)
            .map_err(|source| StackError::File { path: server.socket.clone(), source })?;
        server.launched.stop(LEAVE_MAX)?;
        template::keep(&self.mould.keeper, &server.data, place)?;
        self.mould.template.clone_from(place);
        server.launched.again(service)?;
        let began = Instant::now();
        server.before = loop {
            match counting::count(&server.socket, &server.account) {
                Ok(before) => break before,
                Err(error) if began.elapsed() > LEAVE_MAX => {
                    return Err(StackError::File { path: server.socket.clone(), source: error });
                }
                Err(_) => drop(server.launched.process.ended_within(Duration::from_millis(1))),
            }
        };
        self.migrated = Migrated::Already;
        Ok(())
    }

    fn door(&self) -> Option<Door> {
        let (service, socket) = (self.mould.service.clone(), self.server.socket.clone());
        let account = &self.server.account;
        Some(Door { service, socket, user: account.user.clone(), database: account.database.clone() })
    }

    fn lacks(&mut self, why: &str) {
        self.lacks = Some(why.to_owned());
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        self.server.counted().map(Some)
    }

    fn slicer(&self) -> Option<Box<dyn Slicer>> {
        Some(match &self.lacks {
            Some(why) => Box::new(leases::Refused { service: self.mould.service.clone(), why: why.clone() }),
            None => Box::new(leases::Leases::new(self.mould.clone())),
        })
    }
}
