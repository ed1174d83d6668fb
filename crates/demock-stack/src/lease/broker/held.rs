//! What a connection has, as long as it has it.

use super::super::protocol::{Answer, Refusal, VERSION};
use super::super::{Isolation, Renewal, Slice};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// What a connection has.
pub(super) struct Lease {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) folder: PathBuf,
    pub(super) slices: Vec<(String, Box<dyn Slice>)>,
    /// Whether whoever has it holds connections that must not be ended.
    pub(super) holds: bool,
    /// Whether it stays for what one of its tests has left in it.
    pub(super) is_kept: bool,
    /// The test that has failed, as long as its contents are there.
    pub(super) failed: Option<String>,
}

impl Lease {
    pub(super) fn slice(&self, service: &str) -> Option<&dyn Slice> {
        self.slices.iter().find(|(name, _)| name == service).map(|(_, slice)| &**slice)
    }

    pub(super) fn isolation(&self, service: &str) -> Isolation {
        self.slice(service).map_or(Isolation::Shared, Slice::isolation)
    }

    /// What became of each.
    pub(super) fn contents(&self, services: BTreeMap<String, Renewal>, waited: Duration) -> Answer {
        let is_ended = |(name, slice): &&(String, Box<dyn Slice>)| {
            slice.ends_sessions() && services.get(name) == Some(&Renewal::Renewed)
        };
        let ended = self.slices.iter().filter(is_ended).map(|(name, _)| name.clone()).collect();
        Answer::Contents { v: VERSION, services, ended, waited_us: micros(waited) }
    }

    /// Has something done with each slice, but for those whose connections must live where somebody holds one.
    pub(super) fn each(
        &mut self,
        act: impl Fn(&mut (dyn Slice + 'static)) -> io::Result<Renewal>,
    ) -> Result<BTreeMap<String, Renewal>, Box<Refusal>> {
        let mut all = BTreeMap::new();
        for (service, slice) in &mut self.slices {
            let done = if self.holds && slice.ends_sessions() { Ok(Renewal::Held) } else { act(&mut **slice) };
            let done = done.map_err(|error| Refusal::broken(&error, service))?;
            all.insert(service.clone(), done);
        }
        Ok(all)
    }
}

pub(super) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
