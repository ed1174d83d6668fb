//! Makes leases, and takes them back.
//!
//! Invariant: all slices of a lease are there, or none is.

use super::super::protocol::{Answer, Asked, Reason, Refusal, VERSION};
use super::super::{Isolation, Origin, Renewal, Scope, Slice, TooMuch};
use super::held::{Lease, micros};
use super::{Service, Shared};
use crate::counters::Counters;
use crate::endpoint::Endpoint;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Instant;

/// Who asked for something, where nobody knows that.
const SOMEBODY: &str = "somebody";

impl Shared {
    /// Slices of all services at a time, and then those of programs that are asked for by name.
    pub(super) fn lease(&self, asked: &Asked, number: u64, began: Instant) -> Result<(Lease, Answer), Box<Refusal>> {
        self.known(&asked.services)?;
        let is_needed = self.needs_private.load(Ordering::Relaxed);
        let by_default =
            if asked.scope == Scope::Test && !is_needed { Isolation::Credentials } else { Isolation::Private };
        let isolation = asked.isolation.unwrap_or(by_default);
        let of_dear = asked.isolation.unwrap_or(if is_needed { Isolation::Private } else { Isolation::Credentials });
        // What is the whole run's are the run's own services.
        let is_whole = asked.scope == Scope::Run && asked.isolation.is_none();
        let id = format!("lease-{number}");
        let folder = self.temporary.join(&id);
        let mut lease = Lease {
            id,
            name: asked.name.clone(),
            folder,
            slices: Vec::new(),
            holds: false,
            is_kept: false,
            failed: None,
        };
        let mut origin = Origin::Pool;
        let mut made = if is_whole { Ok(()) } else { self.engines((isolation, of_dear), &mut lease, &mut origin) };
        for it in self.services.iter().filter(|it| asked.services.contains(&it.endpoint.name)) {
            if let (Some(slicer), Ok(())) = (it.slicer.as_ref().filter(|it| it.is_on_request()), &made) {
                made = match slicer.slice(isolation, &self.endpoints(&lease)) {
                    Ok((slice, _)) => {
                        lease.slices.push((it.endpoint.name.clone(), slice));
                        Ok(())
                    }
                    Err(error) => Err(Refusal::of(&error, &it.endpoint.name)),
                };
            }
        }
        let made = made.and_then(|()| {
            let failed = |error| Refusal::broken(&error, &lease.folder.display().to_string());
            std::fs::create_dir(&lease.folder).map_err(failed)
        });
        if let Err(failed) = made {
            self.take_back(lease);
            return Err(failed);
        }
        let env = (self.manner.variables)(&self.endpoints(&lease), &lease.folder, &lease.id);
        let of = self.services.iter().map(|it| (it.endpoint.name.clone(), lease.isolation(&it.endpoint.name)));
        let of: BTreeMap<String, Isolation> = of.collect();
        let waited = began.elapsed();
        // Of a service that is dear, a worker has no server either.
        let has_own = lease.slices.iter().any(|(_, slice)| slice.isolation() == Isolation::Private);
        let had = if has_own { isolation } else { Isolation::Credentials };
        self.ledger.leased(&asked.name, origin, had, waited);
        let (id, waited_us) = (lease.id.clone(), micros(waited));
        Ok((lease, Answer::Lease { v: VERSION, id, env, isolation: of, waited_us }))
    }

    /// Refuses names of services that the project does not have.
    fn known(&self, names: &[String]) -> Result<(), Box<Refusal>> {
        let known: Vec<&str> = self.services.iter().map(|it| &*it.endpoint.name).collect();
        match names.iter().find(|name| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => Err(Refusal::new(
                Reason::Request,
                "a service is not known",
                name,
                &known.join(", "),
                "name services as the Compose file does",
            )),
        }
    }

    /// Slices of all services that are not programs of the project, and of those among them that are dear.
    fn engines(
        &self,
        (isolation, of_dear): (Isolation, Isolation),
        lease: &mut Lease,
        origin: &mut Origin,
    ) -> Result<(), Box<Refusal>> {
        let engines = self.services.iter().filter_map(|it| {
            let slicer = it.slicer.as_ref().filter(|it| !it.is_on_request())?;
            Some((&it.endpoint.name, slicer, if slicer.is_dear() { of_dear } else { isolation }))
        });
        // A thread costs more than taking what is ready.
        let (ready, others): (Vec<_>, Vec<_>) = engines.partition(|(_, slicer, asked)| slicer.is_ready(*asked));
        let made = thread::scope(|scope| {
            let slicing: Vec<_> = others
                .into_iter()
                .map(|(name, slicer, asked)| (name, scope.spawn(move || slicer.slice(asked, &[]))))
                .collect();
            let ready = ready.into_iter().map(|(name, slicer, asked)| (name.clone(), Ok(slicer.slice(asked, &[]))));
            let mut made: Vec<_> = ready.collect();
            made.extend(slicing.into_iter().map(|(name, thread)| (name.clone(), thread.join())));
            made.sort_by(|(one, _), (other, _)| one.cmp(other));
            made
        });
        let mut all = Ok(());
        for (service, slice) in made {
            match slice {
                Ok(Ok((slice, from))) => {
                    *origin = if from == Origin::Miss { Origin::Miss } else { *origin };
                    lease.slices.push((service, slice));
                }
                Ok(Err(error)) => all = Err(Refusal::of(&error, &service)),
                Err(_) => {
                    let error = io::Error::other("a thread that makes slices panicked");
                    all = Err(Refusal::broken(&error, &service));
                }
            }
        }
        all
    }

    /// Where the services of a lease are.
    fn endpoints(&self, lease: &Lease) -> Vec<Endpoint> {
        let of = |it: &Service| match lease.slice(&it.endpoint.name) {
            Some(slice) => Endpoint {
                ports: slice.ports(),
                url: slice.url(),
                exports: slice.exports(),
                instead: slice.instead(),
                ..it.endpoint.clone()
            },
            None => it.endpoint.clone(),
        };
        self.services.iter().map(of).collect()
    }

    /// Keeps what a failed test has left, where there is one, and says what looks into it; the services that have begun anew for it.
    pub(super) fn put_aside(&self, lease: &mut Lease) -> Result<BTreeMap<String, Renewal>, Box<Refusal>> {
        let (mut renewed, mut lines) = (BTreeMap::new(), Vec::new());
        let Some(failed) = lease.failed.take() else { return Ok(renewed) };
        for (service, slice) in &mut lease.slices {
            let is_left = lease.holds && slice.ends_sessions();
            let aside = if is_left { Ok(None) } else { slice.put_aside() };
            let line = match aside.map_err(|error| Refusal::broken(&error, service))? {
                Some(line) => {
                    renewed.insert(service.clone(), Renewal::Renewed);
                    line
                }
                None => format!("{} (tests after it have the same contents)", slice.look_into()),
            };
            lines.push(format!("{failed}: {service}: {line}"));
        }
        self.ledger.kept(lines);
        Ok(renewed)
    }

    pub(super) fn take_back(&self, mut lease: Lease) {
        if let Some(failed) = lease.failed.take() {
            let line =
                |(service, slice): &(String, Box<dyn Slice>)| format!("{failed}: {service}: {}", slice.look_into());
            self.ledger.kept(lease.slices.iter().map(line).collect());
        }
        // Programs end before what they use, and nobody's slice waits for what is counted late of another.
        lease.slices.reverse();
        lease.slices.sort_by_key(|(_, slice)| slice.counts_late());
        for (service, mut slice) in lease.slices {
            // One that does not answer any more has taken with it what it had counted.
            if let Some(counted) = slice.counted().unwrap_or_else(|_| Some(Counters::lost())) {
                self.ledger.counted(&service, &counted);
            }
            if let Some(asked) = slice.asked_too_much() {
                self.needs_private.store(true, Ordering::Relaxed);
                match asked {
                    TooMuch::ByLease(said) => self.ledger.refused_by_server(&lease.name, &said),
                    TooMuch::BySomebody(said) => self.ledger.refused_by_server(SOMEBODY, &said),
                }
            }
            if lease.is_kept {
                // It stands as long as the stack.
                std::mem::forget(slice);
            } else {
                // What cannot be given back ends with the stack.
                let _ = slice.end();
            }
        }
        if lease.is_kept {
            return;
        }
        // Files of somebody who outlives the lease go with the run's folder.
        let _ = std::fs::remove_dir_all(&lease.folder);
    }
}
