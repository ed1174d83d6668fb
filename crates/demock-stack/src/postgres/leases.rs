//! Slices of a Postgres: databases with users of their own, or servers of their own.

use super::clones::{Clone, Clones};
use super::contents::Contents;
use super::mould::{Cluster, Mould};
use super::{Account, PORT};
use crate::counters::Counters;
use crate::endpoint::{Endpoint, Instead};
use crate::engine::Engine;
use crate::failure::StackError;
use crate::lease::{Isolation, Make, Origin, Pool, Renewal, Slice, Slicer, TooMuch};
use crate::migrations::MigrationError;
use crate::serving::{Export, look_into};
use std::io;
use std::sync::Arc;

/// Makes slices.
pub(super) struct Leases {
    clones: Arc<Pool<Clones>>,
    servers: Arc<Pool<Servers>>,
}

/// Makes servers.
struct Servers(Mould);

impl Make for Servers {
    type Item = Cluster;

    fn make(&self) -> Result<Cluster, StackError> {
        self.0.cast()
    }

    /// A server that somebody had is never another's: what was done to it, only its end undoes.
    fn made_as_new(&self, _: &mut Cluster) -> bool {
        false
    }

    fn unmake(&self, item: Cluster) {
        // What does not end now ends with the stack.
        let _ = item.end();
    }
}

impl Leases {
    pub(super) fn new(mould: Mould) -> Self {
        Self { clones: Arc::new(Pool::new(Clones::new(mould.clone()))), servers: Arc::new(Pool::new(Servers(mould))) }
    }
}

impl Slicer for Leases {
    fn is_ready(&self, asked: Isolation) -> bool {
        if asked == Isolation::Private { self.servers.is_ready() } else { self.clones.is_ready() }
    }

    fn slice(&self, asked: Isolation, _: &[Endpoint]) -> Result<(Box<dyn Slice>, Origin), StackError> {
        if asked == Isolation::Private {
            let (server, origin) = self.servers.take()?;
            let mould = self.servers.maker().0.clone();
            return Ok((Box::new(Own { server, mould, contents: None, pool: self.servers.clone() }), origin));
        }
        let (clone, origin) = self.clones.take()?;
        Ok((Box::new(OwnDatabase { clone, pool: self.clones.clone() }), origin))
    }

    fn close(&self) {
        self.clones.close();
        self.servers.close();
    }
}

/// Makes no slices: they would begin without what a migration makes at each start.
pub(super) struct Refused {
    pub(super) service: String,
    pub(super) why: String,
}

impl Slicer for Refused {
    /// A refusal waits for nothing.
    fn is_ready(&self, _: Isolation) -> bool {
        true
    }

    fn slice(&self, _: Isolation, _: &[Endpoint]) -> Result<(Box<dyn Slice>, Origin), StackError> {
        Err(MigrationError::NotInTemplate { service: self.service.clone(), why: self.why.clone() }.into())
    }

    fn close(&self) {}
}

/// A server of one's own.
struct Own {
    server: Cluster,
    mould: Mould,
    /// There once tests are to begin with the same.
    contents: Option<Contents>,
    pool: Arc<Pool<Servers>>,
}

impl Own {
    fn contents(&mut self) -> io::Result<&mut Contents> {
        if self.contents.is_none() {
            let (socket, account) = (self.server.socket.clone(), &self.mould.account);
            self.contents = Some(Contents::new(socket, &account.user, &account.database, self.mould.major)?);
        }
        self.contents.as_mut().ok_or_else(|| io::Error::other("it was just made"))
    }
}

impl Slice for Own {
    fn isolation(&self) -> Isolation {
        Isolation::Private
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(PORT, self.server.port.number)]
    }

    fn url(&self) -> String {
        self.mould.account.url(self.server.port.number)
    }

    fn exports(&self) -> Vec<Export> {
        self.mould.account.exports(self.server.port.number)
    }

    fn ends_sessions(&self) -> bool {
        true
    }

    fn mark(&mut self) -> io::Result<Renewal> {
        let marked = self.contents().and_then(Contents::mark);
        marked.map_err(|error| self.server.launched.why(error))
    }

    fn is_as_marked(&mut self) -> io::Result<bool> {
        let is_so = self.contents().and_then(Contents::is_as_marked);
        is_so.map_err(|error| self.server.launched.why(error))
    }

    fn renew(&mut self) -> io::Result<Renewal> {
        let renewed = self.contents().and_then(Contents::renew);
        renewed.map_err(|error| self.server.launched.why(error))
    }

    fn put_aside(&mut self) -> io::Result<Option<String>> {
        let Some(database) = self.contents()?.put_aside()? else { return Ok(None) };
        let account = Account { database, ..self.mould.account.clone() };
        Ok(Some(format!("psql '{}'", account.url(self.server.port.number))))
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        let now = self.server.counted()?;
        let counted = self.contents.as_ref().map_or(now, |contents| contents.of_programs(&now));
        // What tests no longer see is dropped by ourselves.
        Ok(Some(Counters { dropped: None, ..counted }))
    }

    fn look_into(&self) -> String {
        look_into(Some(Engine::Postgres), &self.url())
    }

    fn end(self: Box<Self>) -> Result<(), StackError> {
        drop(self.contents);
        self.pool.give_back(self.server);
        Ok(())
    }
}

/// A database of one's own.
struct OwnDatabase {
    clone: Clone,
    pool: Arc<Pool<Clones>>,
}

impl Slice for OwnDatabase {
    fn isolation(&self) -> Isolation {
        Isolation::Credentials
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        vec![(PORT, self.clone.server.port)]
    }

    fn url(&self) -> String {
        self.clone.account.url(self.clone.server.port)
    }

    fn exports(&self) -> Vec<Export> {
        self.clone.account.exports(self.clone.server.port)
    }

    fn instead(&self) -> Option<Instead> {
        let (file, own) = (self.pool.maker().account(), &self.clone.account);
        let word = |account: &Account| account.password.clone().unwrap_or_default();
        Some(Instead {
            user: (file.user.clone(), own.user.clone()),
            password: (word(file), word(own)),
            database: (file.database.clone(), own.database.clone()),
        })
    }

    /// One test's alone: there is nothing to begin anew.
    fn mark(&mut self) -> io::Result<Renewal> {
        Ok(Renewal::Held)
    }

    fn renew(&mut self) -> io::Result<Renewal> {
        Ok(Renewal::Held)
    }

    fn counts_late(&self) -> bool {
        self.pool.maker().counts_late()
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        self.clone.settled().map(Some)
    }

    fn asked_too_much(&mut self) -> Option<TooMuch> {
        self.clone.asked_too_much().ok().flatten()
    }

    fn look_into(&self) -> String {
        look_into(Some(Engine::Postgres), &self.url())
    }

    fn end(self: Box<Self>) -> Result<(), StackError> {
        self.pool.give_back(self.clone);
        Ok(())
    }
}
