//! Services that are begun together: each once everything that it waits for is ready, all that may be at a time.
//!
//! Invariant: where one fails, nothing of what was begun with it is left. Absent on purpose: which services these are (`stack`).

use super::Wanted;
use crate::diagnosis::Provision;
use crate::docker;
use crate::elsewhere::Elsewhere;
use crate::endpoint::Endpoint;
use crate::failure::StackError;
use crate::jobs;
use crate::own;
use crate::program::Program;
use crate::server::Server;
use crate::serving::{self, Serving};
use crate::starting::{Starting, Surroundings};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// What is known of all services while they are started.
#[derive(Default)]
struct Progress {
    ready: BTreeMap<String, Endpoint>,
    /// The service that failed first: others may fail because all are ended then.
    failed: Option<String>,
}

/// Starts services beside those that stand.
pub(super) fn start_all(
    wanted: &[Wanted<'_>],
    surroundings: &Surroundings<'_>,
    before: &[Endpoint],
) -> Result<Vec<Server>, StackError> {
    let (progress, changed) = (Mutex::new(Progress::default()), Condvar::new());
    let names: BTreeSet<&str> = wanted.iter().map(|it| &*it.service.name.value).collect();
    let start = |it: &Wanted<'_>| -> Option<Result<Server, StackError>> {
        let waits_for: Vec<&str> = it.service.depends_on.iter().map(|it| &*it.service.value).collect();
        let mut known = progress.lock().unwrap_or_else(PoisonError::into_inner);
        let is_open =
            |known: &Progress| waits_for.iter().any(|name| names.contains(name) && !known.ready.contains_key(*name));
        while is_open(&known) && known.failed.is_none() {
            known = changed.wait(known).unwrap_or_else(PoisonError::into_inner);
        }
        if known.failed.is_some() {
            return None;
        }
        let beside = wanted.iter().filter_map(|it| known.ready.get(&it.service.name.value));
        let ready: Vec<Endpoint> = before.iter().chain(beside).cloned().collect();
        drop(known);
        let started = one(it, surroundings, &ready);
        let named = |server: &Server| surroundings.names.map_or(Ok(()), |names| names.give(&[server.endpoint()]));
        let started = started.and_then(|server| named(&server).map(|()| server));
        let mut known = progress.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(server) = &started {
            known.ready.insert(server.name.clone(), server.endpoint());
        } else {
            known.failed.get_or_insert_with(|| it.service.name.value.clone());
            // Nobody is told of the others: they would be left behind in a stack that stands, and may take long to end by themselves.
            surroundings.begun.fail();
        }
        changed.notify_all();
        Some(started)
    };
    let all: Vec<(&str, Result<Server, StackError>)> = thread::scope(|scope| {
        let start = &start;
        let threads: Vec<_> =
            wanted.iter().map(|it| (&*it.service.name.value, scope.spawn(move || start(it)))).collect();
        let gone = || Some(Err(StackError::Keeper { why: "a thread that starts services panicked".to_owned() }));
        let joined = threads.into_iter().map(|(name, thread)| (name, thread.join().unwrap_or_else(|_| gone())));
        joined.filter_map(|(name, started)| Some((name, started?))).collect()
    });
    let failed = progress.into_inner().unwrap_or_else(PoisonError::into_inner).failed;
    all_or_failure(all, failed.as_deref())
}

/// All that were started; where one has failed first, that failure, once the others are gone.
fn all_or_failure(
    mut all: Vec<(&str, Result<Server, StackError>)>,
    failed: Option<&str>,
) -> Result<Vec<Server>, StackError> {
    let is_it = |(name, it): &(&str, Result<Server, StackError>)| it.is_err() && failed.is_none_or(|it| it == *name);
    let Some(at) = all.iter().position(is_it) else {
        return all.into_iter().map(|(_, started)| started).collect();
    };
    let (_, failure) = all.swap_remove(at);
    for server in all.iter_mut().filter_map(|(_, started)| started.as_mut().ok()) {
        // They were told to go, and are gone before their ports are let go.
        server.stop_at_once()?;
    }
    failure.map(|_| Vec::new())
}

fn one(wanted: &Wanted<'_>, surroundings: &Surroundings<'_>, ready: &[Endpoint]) -> Result<Server, StackError> {
    let Wanted { service, diagnosis } = wanted;
    let engine = wanted.engine();
    let of = |running: Box<dyn Serving>, engine| Server::new(service, engine, running, wanted.made_of());
    if let Provision::Running { address } = &diagnosis.provision {
        return Ok(of(Box::new(Elsewhere::find(service, address, engine, surroundings.base)?), engine));
    }
    let missing = |why: &str| StackError::NotProvided {
        service: service.name.value.clone(),
        why: why.to_owned(),
        next: diagnosis.next.clone(),
    };
    if wanted.is_own() {
        let program = Program::default();
        return Ok(of(Box::new(own::start(&Starting { service, program: &program, surroundings }, ready)?), None));
    }
    if let (true, Some(image)) = (wanted.is_job(), wanted.engine_of_image()) {
        let program = Program::default();
        return Ok(of(
            Box::new(jobs::start(&Starting { service, program: &program, surroundings }, image, ready)?),
            None,
        ));
    }
    if let Provision::Docker { client } = &diagnosis.provision {
        let program = Program { path: client.clone(), ..Program::default() };
        let starting = Starting { service, program: &program, surroundings };
        return Ok(of(Box::new(docker::start(&starting, client, engine)?), engine));
    }
    let program = Program::of(&diagnosis.provision).ok_or_else(|| missing("it has not been fetched"))?;
    let starting = Starting { service, program: &program, surroundings };
    match engine {
        Some(known) => Ok(of(serving::start(known, &starting)?, engine)),
        None => Err(missing(&format!("nothing starts {} without a container", diagnosis.what))),
    }
}
