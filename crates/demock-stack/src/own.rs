//! Programs of the project: what `x-demock` says of a service that is built for a container otherwise.
//!
//! A program gets what a command of `demock run` gets, its own variables of the Compose file, and a port for each that the file
//! names: the first is `PORT`. Words and values may name variables as `$$NAME`. One whose end others wait for
//! (`service_completed_successfully`) is run to its end. Absent on purpose: restarting on changed files.

use crate::compose::Native;
use crate::counters::Counters;
use crate::endpoint::Endpoint;
use crate::environment::{self, Environment};
use crate::failure::StackError;
use crate::interpolate::interpolate;
use crate::keeper::{Identity, LastSignal, Network, Spec};
use crate::lease::Slicer;
use crate::migrations::Bound;
use crate::ports::{self, Port};
use crate::serving::{Export, Serving};
use crate::starting::{Launched, Starting, Task};
use signal_hook::consts::SIGTERM;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

mod instances;
mod ready;

use instances::{Instances, Mould};
use ready::Ready;

/// A program of the project that runs.
pub(crate) struct Own {
    run: Run,
    /// Ports of the container, and those of this machine.
    ports: Vec<(u16, Port)>,
    ready: Ready,
    mould: Arc<Mould>,
}

/// How a program runs.
enum Run {
    /// It is there.
    Launched(Launched),
    /// It has ended well, as others wait for.
    Done(Task),
}

/// Starts it, after what it says is to be done before, and waits until it is ready.
pub(crate) fn start(starting: &Starting<'_>, known: &[Endpoint]) -> Result<Own, StackError> {
    let is_migrated = starting.surroundings.migrated.contains(starting.name());
    let bound = Bound::new(starting.surroundings.migrations_max);
    begin(starting, known, if is_migrated { Steps::Build } else { Steps::All(bound) })
}

fn begin(starting: &Starting<'_>, known: &[Endpoint], steps: Steps) -> Result<Own, StackError> {
    let name = starting.name();
    let mut held = Vec::new();
    for port in &starting.service.ports {
        // Promised ports are the run's own.
        let promised: Vec<u16> = port.published.into_iter().filter(|_| !matches!(steps, Steps::Nothing)).collect();
        held.push((port.container, ports::take(starting.surroundings.base, name, &promised)?));
    }
    let made = environment::of_service(starting, known, held.first().map(|(_, port)| port.number))?;
    let native = starting.service.native.as_ref();
    prepare(starting, &made, steps)?;
    let Some(line) = native.and_then(Native::line) else {
        let (service, why) = (name.to_owned(), "`x-demock` has no `command`".to_owned());
        return Err(StackError::NotProvided { service, why, next: None });
    };
    let spec = spec(starting, &made, &line.value.words(), &line.origin)?;
    let mould = Arc::new(Mould::new(starting));
    if native.is_some_and(|it| it.command.is_none()) {
        // It is there to migrate, which is done.
        return Ok(Own { run: Run::Done(Task::new(starting, spec)), ports: held, ready: Ready::Running, mould });
    }
    if starting.surroundings.jobs.contains(name) {
        let task = Task::new(starting, spec);
        task.first(starting)?;
        return Ok(Own { run: Run::Done(task), ports: held, ready: Ready::Running, mould });
    }
    let ready = ready::of(starting, &made, &held)?;
    let mut launched = starting.launch(spec, stop_signal(starting)?)?;
    let answers = |launched: &mut Launched| {
        starting.ready_every(&mut launched.process, |waited| ready.pause(waited), || ready.ask())
    };
    match answers(&mut launched) {
        Err(StackError::Ended { log, .. }) if is_in_use(&log) && !held.is_empty() => {
            let_go(starting, &mut held)?;
            launched.again(name)?;
            answers(&mut launched)?;
        }
        answered => answered?,
    }
    if let Some(end) = launched.process.ended_within(Duration::ZERO) {
        let log = starting.last_words();
        return Err(StackError::Ended { service: name.to_owned(), step: "it".to_owned(), end, log });
    }
    Ok(Own { run: Run::Launched(launched), ports: held, ready, mould })
}

/// Whether a program's last words are that it cannot listen.
fn is_in_use(log: &str) -> bool {
    let said = log.to_ascii_lowercase();
    ["address already in use", "address in use", "eaddrinuse", "addrinuse"].iter().any(|words| said.contains(words))
}

/// A program that does not set `SO_REUSEADDR` cannot listen where a socket of ours is bound. Its log says what became of that.
fn let_go(starting: &Starting<'_>, ports: &mut [(u16, Port)]) -> Result<(), StackError> {
    let path = starting.log();
    let words = "demock: it listens without SO_REUSEADDR: started again, with nothing that holds its port meanwhile";
    let written = OpenOptions::new().append(true).open(&path).and_then(|mut log| writeln!(log, "{words}"));
    written.map_err(|source| StackError::File { path, source })?;
    for (_, port) in ports {
        port.let_go();
    }
    Ok(())
}

/// What is done before it starts.
#[derive(Debug, Clone, Copy)]
enum Steps {
    /// It was built and migrated before.
    Nothing,
    /// Its migration is done.
    Build,
    /// All of it, and until when its migration may run.
    All(Bound),
}

fn prepare(starting: &Starting<'_>, made: &Environment, steps: Steps) -> Result<(), StackError> {
    let native = starting.service.native.as_ref();
    if let Some(words) = native.and_then(|it| it.build.as_ref()).filter(|_| !matches!(steps, Steps::Nothing)) {
        starting.run("its build", spec(starting, made, &words.value.words(), &words.origin)?)?;
    }
    if let (Some(words), Steps::All(bound)) = (native.and_then(|it| it.migrate.as_ref()), steps) {
        let spec = spec(starting, made, &words.value.words(), &words.origin)?;
        starting.run_within("its migration", spec, bound)?;
    }
    Ok(())
}

/// Runs its migration, and its build before, while it does not run itself.
pub(crate) fn migrate(starting: &Starting<'_>, known: &[Endpoint], bound: Bound) -> Result<(), StackError> {
    prepare(starting, &environment::of_service(starting, known, None)?, Steps::All(bound))
}

/// The signal that the file says ends it well, else the usual one.
fn stop_signal(starting: &Starting<'_>) -> Result<i32, StackError> {
    let Some(asked) = &starting.service.stop_signal else { return Ok(SIGTERM) };
    let name = asked.value.trim_start_matches("SIG");
    let is_it = |number: &i32| {
        let known = signal_hook::low_level::signal_name(*number).unwrap_or_default();
        known.trim_start_matches("SIG") == name || number.to_string() == name
    };
    let unknown = || starting.refusal(&asked.origin, format!("`{}` is no signal", asked.value));
    (1..=31).find(is_it).ok_or_else(unknown)
}

fn spec(
    starting: &Starting<'_>,
    made: &Environment,
    words: &[String],
    origin: &demock_config::Origin,
) -> Result<Spec, StackError> {
    let words = words.iter().map(|word| filled(starting, made, word, origin)).collect::<Result<Vec<String>, _>>()?;
    Ok(unfilled(starting, made, &words))
}

/// How a program of the service is started, whose words are as they are.
fn unfilled(starting: &Starting<'_>, made: &Environment, words: &[String]) -> Spec {
    let (program, arguments) = words.split_first().map(|(first, rest)| (first.clone(), rest)).unwrap_or_default();
    let folder = starting.service.native.as_ref().and_then(|native| native.working_dir.as_ref());
    let folder = folder.map_or_else(PathBuf::new, |folder| PathBuf::from(&folder.value));
    Spec {
        program: program.into(),
        arguments: arguments.iter().map(OsString::from).collect(),
        environment: made.entries.values().map(|it| ((&it.name).into(), (&it.value).into())).collect(),
        folder: starting.surroundings.root.join(folder),
        output: Some(starting.log()),
        keeps_input: false,
        identity: Identity::Caller,
        last_signal: LastSignal::Kill,
        group: None,
        network: starting.surroundings.names.map_or(Network::Machine, |names| Network::Named(names.file().to_owned())),
    }
}

/// A word with its variables.
fn filled(
    starting: &Starting<'_>,
    made: &Environment,
    word: &str,
    origin: &demock_config::Origin,
) -> Result<String, StackError> {
    let lookup = |name: &str| made.entries.get(name).map(|entry| entry.value.clone());
    let filled = interpolate(word, &lookup).map_err(|failure| failure.to_string());
    let filled = filled.and_then(|filled| match filled.unset.first() {
        None => Ok(filled.text),
        Some(name) => {
            Err(format!("the variable `{name}`, which it names, is not set: `environment` or `.env` may set it"))
        }
    });
    filled.map_err(|what| starting.refusal(origin, what))
}

impl Serving for Own {
    fn launched(&mut self) -> Option<&mut Launched> {
        match &mut self.run {
            Run::Launched(launched) => Some(launched),
            Run::Done(_) => None,
        }
    }

    fn is_done(&self) -> bool {
        matches!(self.run, Run::Done(_))
    }

    fn again(&mut self, service: &str) -> Result<(), StackError> {
        match &mut self.run {
            Run::Launched(launched) => launched.again(service),
            Run::Done(task) => task.again(service),
        }
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        self.ports.iter().map(|(inside, port)| (*inside, port.number)).collect()
    }

    fn url(&self) -> String {
        self.ports.first().map_or(String::new(), |(_, port)| format!("http://127.0.0.1:{}", port.number))
    }

    fn exports(&self) -> Vec<Export> {
        Vec::new()
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        Ok(None)
    }

    fn slicer(&self) -> Option<Box<dyn Slicer>> {
        (!self.is_done()).then(|| Box::new(Instances(self.mould.clone())) as Box<dyn Slicer>)
    }

    fn answers(&mut self) -> io::Result<()> {
        self.ready.ask()
    }
}
