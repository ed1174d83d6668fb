//! What provides a service with an engine's image that runs something else than its server.

use super::{Machine, Provision};
use crate::compose::Service;
use crate::engine::Engine;
use crate::invocation::{self, Invocation};
use crate::jobs::{self, Lacking};
use crate::packages::Client;
use demock_config::{Located, Provider};

/// What provides it and what would help; `None` where it runs its server, or where a container is asked first.
pub(super) fn provided(
    service: &Service,
    engine: Engine,
    machine: &Machine<'_>,
) -> Option<(Provision, Option<String>)> {
    let first = machine.providers.iter().find(|provider| match provider {
        Provider::Native | Provider::Fetched => true,
        Provider::Docker => machine.engine().is_some(),
    });
    let is_contained = first.is_none_or(|provider| *provider == Provider::Docker);
    let words = match invocation::of(service, engine, &|_| None) {
        Invocation::Server(_) => return None,
        Invocation::Unclear(_) | Invocation::Job(_) if is_contained => return None,
        Invocation::Unclear(what) => return Some(refused(&what)),
        Invocation::Job(words) => words,
    };
    let programs = match jobs::check(service, engine, &words, machine.root) {
        Ok(programs) => programs,
        Err(what) => return Some(refused(&what)),
    };
    // What is mounted is there, as was looked for.
    let is_mounted = |first: &&str| service.mounts.iter().any(|mount| first.starts_with(&*mount.target));
    let first = jobs::program(&words.value).filter(|first| !is_mounted(first)).map(invocation::base_name);
    let lacking = jobs::lacking(engine, (&programs, first), machine.store, machine.path);
    let can_fetch = machine.providers.contains(&Provider::Fetched)
        && crate::distribution::has_client(machine.path)
        && machine.can_fetch(&service.name.value, Client::Apt);
    let (lacks, next) = match lacking {
        Lacking::Nothing => (None, None),
        Lacking::Fetchable(_) if can_fetch => (Some(engine), Some("demock fetch".to_owned())),
        Lacking::Fetchable(name) | Lacking::Program(name) => {
            let why = format!("{}: `{name}`, which it runs, is not on this machine", words.origin);
            let next = jobs::package(engine).map(|package| format!("apt-get install {package}"));
            return Some((Provision::Nothing { why }, next));
        }
    };
    let fills = !jobs::waits_only(&programs);
    let first = words.value.first().map(|first| invocation::base_name(first).to_owned());
    let mut shown: Vec<String> = first.into_iter().chain(jobs::clients(engine, &programs)).collect();
    shown.dedup();
    Some((Provision::Job { programs: shown, fills, lacks }, next))
}

fn refused(what: &Located<String>) -> (Provision, Option<String>) {
    (Provision::Nothing { why: format!("{}: {}", what.origin, what.value) }, None)
}
