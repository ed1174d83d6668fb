//! Jobs: services with an engine's image that run something else than its server, such as `psql` against another service.
//!
//! A job has the file's variables and nothing of the stack's: names of services lead to them at the ports of their containers, as in
//! the image's container. Paths of the container in its words and variables are those of what is mounted there. It is run to its end,
//! unless its line plainly has none. Absent on purpose: what is refused before anything starts (`checking`), clients that nobody
//! packs.

mod checking;
mod clients;

pub(crate) use checking::{check, program, waits_only};
pub(crate) use clients::{Lacking, clients, fetch, lacking, package};

use crate::counters::Counters;
use crate::endpoint::Endpoint;
use crate::engine::Engine;
use crate::environment;
use crate::failure::StackError;
use crate::invocation::{self, Invocation, base_name};
use crate::keeper::{Identity, LastSignal, Network, Spec};
use crate::paths::Paths;
use crate::program;
use crate::serving::{Export, Serving};
use crate::starting::{Launched, Starting, Task};
use demock_config::Located;
use signal_hook::consts::SIGTERM;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A job.
pub(crate) enum Job {
    /// One that has ended well.
    Done(Task),
    /// One that stays beside the others.
    Stays(Launched),
}

/// Runs it to its end, or starts it where it has none.
pub(crate) fn start(starting: &Starting<'_>, engine: Engine, known: &[Endpoint]) -> Result<Job, StackError> {
    let Invocation::Job(words) = invocation::of(starting.service, engine, &|_| None) else {
        let (service, why) = (starting.name().to_owned(), "it runs no job".to_owned());
        return Err(StackError::NotProvided { service, why, next: None });
    };
    let paths = starting.paths()?;
    if starting.surroundings.names.is_none() {
        nameless(starting, &words, known)?;
    }
    let spec = spec(starting, engine, &words.value, &paths, known)?;
    if checking::never_ends(&words.value) && !starting.surroundings.jobs.contains(starting.name()) {
        return Ok(Job::Stays(starting.launch(spec, SIGTERM)?));
    }
    let task = Task::new(starting, spec);
    task.first(starting)?;
    Ok(Job::Done(task))
}

/// Refuses a job that names a service where names lead nowhere.
fn nameless(starting: &Starting<'_>, words: &Located<Vec<String>>, known: &[Endpoint]) -> Result<(), StackError> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let texts = words.value.iter().flat_map(|word| word.split(|c| !in_name(c)));
    let names: Vec<&str> =
        known.iter().flat_map(|it| it.aliases.iter().chain([&it.name])).map(String::as_str).collect();
    match texts.into_iter().find(|text| names.contains(text)) {
        Some(name) => {
            let what = format!(
                "it names the service `{name}`, and names lead to services only in namespaces, which cannot be had here"
            );
            Err(starting.refusal(&words.origin, what))
        }
        None => Ok(()),
    }
}

fn spec(
    starting: &Starting<'_>,
    engine: Engine,
    words: &[String],
    paths: &Paths,
    known: &[Endpoint],
) -> Result<Spec, StackError> {
    let around = starting.surroundings;
    let home = around.run.temporary().join(starting.name());
    fs::create_dir_all(&home).map_err(|source| StackError::File { path: home.clone(), source })?;
    let (folders, libraries) = clients::folders(engine, around.cache, around.path);
    let path = std::env::join_paths(std::env::split_paths(around.path).chain(folders)).unwrap_or_default();
    let mut made = environment::of_job(starting, known, paths);
    made.extend([("HOME".into(), home.clone().into()), ("TMPDIR".into(), home.clone().into()), ("PATH".into(), path)]);
    made.extend(libraries.map(|libraries| ("LD_LIBRARY_PATH".into(), libraries.into())));
    let mut words = words.iter().map(|word| paths.replaced(word));
    let program = words.next().unwrap_or_default();
    Ok(Spec {
        program: here(&program, around.path).into(),
        arguments: words.map(Into::into).collect(),
        environment: made,
        folder: starting
            .service
            .working_dir
            .as_ref()
            .map_or(home, |folder| PathBuf::from(paths.replaced(&folder.value))),
        output: Some(starting.log()),
        keeps_input: false,
        identity: Identity::Caller,
        last_signal: LastSignal::Kill,
        group: None,
        network: around.names.map_or(Network::Machine, |names| Network::Named(names.file().to_owned())),
    })
}

/// A program of the image, by its name where it lies elsewhere on this machine.
fn here(program: &str, path: &str) -> String {
    let name = base_name(program);
    if Path::new(program).exists() || program::find(name, path).is_none() && !program.starts_with("/usr/") {
        return program.to_owned();
    }
    name.to_owned()
}

impl Serving for Job {
    fn launched(&mut self) -> Option<&mut Launched> {
        match self {
            Self::Done(_) => None,
            Self::Stays(launched) => Some(launched),
        }
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        Vec::new()
    }

    fn url(&self) -> String {
        String::new()
    }

    fn exports(&self) -> Vec<Export> {
        Vec::new()
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        Ok(None)
    }

    fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }

    /// Once more, to its end.
    fn again(&mut self, service: &str) -> Result<(), StackError> {
        match self {
            Self::Done(task) => task.again(service),
            Self::Stays(launched) => launched.again(service),
        }
    }
}
