//! A service of the Compose file that answers.
//!
//! Absent on purpose: what it is (`serving`), and when it is started again (`supervise`).

use crate::compose::{Restart, Service, Variable};
use crate::counters::Counters;
use crate::endpoint::Endpoint;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::keeper::End;
use crate::lease::Slicer;
use crate::serving::{Serving, look_into};
use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

/// A service that answers.
pub struct Server {
    /// Its name in the Compose file.
    pub name: String,
    /// Other names by which the file's services reach it.
    pub aliases: Vec<String>,
    /// What the file sets for it: what of that is secret is nobody's business.
    pub(crate) variables: BTreeMap<String, String>,
    /// What the file says of it, to see whether that changes.
    pub(crate) made_of: String,
    engine: Option<Engine>,
    /// Ports of the container, with those that the file publishes them on.
    published: Vec<(u16, u16)>,
    grace: Duration,
    /// What becomes of it where it ends by itself.
    pub(crate) restart: Restart,
    running: Box<dyn Serving>,
    /// What jobs have done there, which is nobody's else.
    of_jobs: Option<Counters>,
}

impl Server {
    pub(crate) fn new(service: &Service, engine: Option<Engine>, running: Box<dyn Serving>, made_of: String) -> Self {
        let (name, aliases) = (service.name.value.clone(), service.aliases.clone());
        let published = service.ports.iter().filter_map(|port| Some((port.container, port.published?))).collect();
        let value = |(name, it): (&String, &Variable)| Some((name.clone(), it.value.clone()?));
        let variables = service.environment.iter().filter_map(value).collect();
        Self {
            variables,
            name,
            aliases,
            made_of,
            engine,
            published,
            grace: service.stop_grace_period,
            restart: service.restart,
            running,
            of_jobs: None,
        }
    }

    /// How it ended, where it has.
    pub(crate) fn ended(&mut self) -> Option<End> {
        self.running.launched()?.process.ended_within(Duration::ZERO)
    }

    /// Its process, where it is one of this machine that runs.
    pub(crate) fn pid(&mut self) -> Option<i32> {
        let process = &mut self.running.launched()?.process;
        if process.ended_within(Duration::ZERO).is_some() { None } else { process.pid() }
    }

    /// How it ended, where it has or is about to.
    pub(crate) fn ended_soon(&mut self) -> Option<End> {
        const SOON: Duration = Duration::from_millis(100);
        self.running.launched()?.process.ended_within(SOON)
    }

    /// Published ports of the file that somebody else has, with those that stand for them.
    pub fn moved(&self) -> Vec<(u16, u16)> {
        let ports = self.ports();
        let now = |container: u16| ports.iter().find(|(inside, _)| *inside == container).map(|(_, outside)| *outside);
        let moved = self.published.iter().filter_map(|(container, asked)| Some((*asked, now(*container)?)));
        moved.filter(|(asked, now)| asked != now).collect()
    }

    /// Ends it: well, where it does so in the time that the file gives it.
    pub(crate) fn stop(&mut self) -> Result<Option<End>, StackError> {
        let grace = self.grace;
        self.running.launched().map(|launched| launched.stop(grace)).transpose()
    }

    /// Ends it at once, and waits until it is gone.
    pub(crate) fn stop_at_once(&mut self) -> Result<(), StackError> {
        self.running.launched().map_or(Ok(()), |launched| launched.stop_at_once().map(drop))
    }

    /// Starts it again, on its ports and with its data.
    pub(crate) fn again(&mut self) -> Result<(), StackError> {
        let name = self.name.clone();
        self.running.again(&name)
    }

    /// Whether it has done all that it is there for, and has ended well.
    pub fn is_done(&self) -> bool {
        self.running.is_done()
    }

    /// Whether it answers.
    pub(crate) fn answers(&mut self) -> io::Result<()> {
        self.running.answers()
    }

    /// What it has counted, where it counts for us.
    pub(crate) fn counted(&mut self) -> io::Result<Option<Counters>> {
        let counted = self.running.counted()?;
        Ok(match &self.of_jobs {
            Some(before) => counted.map(|now| now.since(before)),
            None => counted,
        })
    }

    /// Leaves out what jobs have done there so far. Where it does not say what that was, it is asked once more at the end, and that is said.
    pub(crate) fn leave_out_jobs(&mut self) {
        self.of_jobs = self.running.counted().ok().flatten();
    }

    /// Whether it began with what migrations of the project have made.
    pub(crate) fn is_migrated(&self) -> bool {
        self.running.is_migrated()
    }

    /// Keeps what migrations have made for the next start.
    pub(crate) fn keep_migrated(&mut self) -> Result<(), StackError> {
        let name = self.name.clone();
        self.running.keep_migrated(&name)
    }

    /// Where its database can be spoken to by ourselves, where it is one of our own that has a template.
    pub(crate) fn door(&self) -> Option<crate::postgres::Door> {
        self.running.door()
    }

    /// Has leases of it refused, since they would begin without what a migration makes.
    pub(crate) fn lacks(&mut self, why: &str) {
        self.running.lacks(why);
    }

    /// What makes slices of it for leases; `None` where all share it.
    pub(crate) fn slicer(&self) -> Option<Box<dyn Slicer>> {
        self.running.slicer()
    }

    /// What it is, where that is known.
    pub fn engine(&self) -> Option<Engine> {
        self.engine
    }

    /// Ports of the container, and those of this machine that stand for them.
    pub fn ports(&self) -> Vec<(u16, u16)> {
        self.running.ports()
    }

    /// Where it is.
    pub fn endpoint(&self) -> Endpoint {
        let (name, aliases) = (self.name.clone(), self.aliases.clone());
        let running = &self.running;
        let (exports, instead) = (running.exports(), running.instead());
        Endpoint { name, aliases, ports: self.ports(), url: self.url(), exports, instead }
    }

    /// The line that looks into it.
    pub fn look_into(&self) -> String {
        look_into(self.engine, &self.url())
    }

    /// Its address as programs take it, with what they need to be let in.
    pub fn url(&self) -> String {
        self.running.url()
    }
}
