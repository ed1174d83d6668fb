//! A project's services, running.
//!
//! Invariants: a service is started once everything that it waits for is ready, and all that may be are started at a time; a
//! stack that was returned answers on every port; dropping it leaves no process and no folder. Absent on purpose: what a
//! command is told of it (`environment`), and restarting what dies: a test's service that dies is a failure.

use crate::clickhouse::{self, ClickHouse};
use crate::compose::{Project, Service};
use crate::counters::Counters;
use crate::diagnosis::{Diagnosis, Provision};
use crate::endpoint::Endpoint;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::keeper::{End, Identity, Isolation, Keeper, Keeps, LastSignal, NotSpawned, Process, Spec};
use crate::own::{self, Own};
use crate::postgres::{self, Postgres};
use crate::program::Program;
use crate::redis::{self, Redis};
use crate::run_folder::{Base, RunFolder};
use crate::starting::{Launched, Starting, Surroundings};
use demock_config::Origin;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What a stack is made of.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'p> {
    /// The project.
    pub project: &'p Project,
    /// Where each of its services comes from, in its order.
    pub diagnoses: &'p [Diagnosis],
    /// The project's folder.
    pub root: &'p Path,
    /// Where templates are kept.
    pub cache: &'p Path,
    /// Folders of programs, as `PATH` has them.
    pub path: &'p str,
    /// Variables of whoever starts the stack.
    pub variables: &'p BTreeMap<String, String>,
    /// Variables that the settings pass on to programs, and where they say so.
    pub pass: &'p [(String, Origin)],
    /// Where runs have their folders.
    pub base: &'p Base,
    /// How services are kept apart, where that can be had.
    pub isolation: Isolation,
    /// What runs beside them.
    pub beside: Beside,
}

/// What runs beside services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// A command, whose keeper is started meanwhile.
    Command,
    /// Nothing.
    Nothing,
}

/// A stack that answers.
pub struct Stack {
    /// Of the command, until that is run.
    beside: Option<Arc<Keeper>>,
    // Servers hold ports, which are let go of once the keeper has ended what listens there.
    keeper: Arc<Keeper>,
    servers: Vec<Server>,
    run: RunFolder,
    /// Services that are not there, and why not.
    pub left_out: Vec<(String, String)>,
}

/// A service that answers.
pub struct Server {
    /// Its name in the Compose file.
    pub name: String,
    /// Other names by which the file's services reach it.
    pub aliases: Vec<String>,
    kind: Kind,
}

enum Kind {
    Postgres(Postgres),
    Redis(Redis),
    ClickHouse(ClickHouse),
    Own(Own),
    /// It runs without us.
    Running {
        address: String,
        engine: Option<Engine>,
    },
}

/// How a command ended, or why it never ran.
#[derive(Debug)]
pub enum Outcome {
    /// It ended.
    Ended(End),
    /// It could not be run.
    NotRun {
        /// The error's number, where there is one.
        errno: Option<i32>,
        /// The error.
        why: String,
    },
}

impl Stack {
    /// Starts everything and waits until it answers.
    pub fn start(plan: &Plan<'_>) -> Result<Self, StackError> {
        let mut left_out = Vec::new();
        let wanted = wanted(plan, &mut left_out)?;
        for program in wanted.iter().filter_map(|it| Program::of(&it.diagnosis.provision)) {
            if program.path.extension().is_some_and(|ending| ending == "so") {
                clickhouse::read_ahead(&program.path);
            }
        }
        let run = RunFolder::new(plan.base)?;
        let keeper = Keeper::start(&run, Keeps::Services(plan.isolation))?;
        let surroundings = Surroundings {
            root: plan.root,
            cache: plan.cache,
            path: plan.path,
            variables: plan.variables,
            pass: plan.pass,
            base: plan.base,
            run: &run,
            keeper: &keeper,
        };
        let (servers, beside) = thread::scope(|scope| {
            let beside = match plan.beside {
                Beside::Command => Some(scope.spawn(|| Keeper::start(&run, Keeps::Command))),
                Beside::Nothing => None,
            };
            let servers = start_all(&wanted, &surroundings);
            // Where it panicked, another is started once it is asked for.
            (servers, beside.and_then(|thread| thread.join().ok()))
        });
        let (servers, beside) = (servers?, beside.transpose()?);
        Ok(Self { beside, keeper, servers, run, left_out })
    }

    /// The services that answer.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// How services are kept apart from the machine.
    pub fn isolation(&self) -> Isolation {
        self.keeper.isolation
    }

    pub(crate) fn parts(&mut self) -> (&mut Vec<Server>, &Arc<Keeper>, &RunFolder) {
        (&mut self.servers, &self.keeper, &self.run)
    }

    /// The run's folder.
    pub fn folder(&self) -> &Path {
        self.run.path()
    }

    /// The folder for the command's temporary files.
    pub fn temporary(&self) -> PathBuf {
        self.run.temporary()
    }

    /// Where a service's output is.
    pub fn log(&self, service: &str) -> PathBuf {
        crate::starting::log(&self.run, service)
    }

    /// What each service has counted, or why it says nothing.
    pub fn counted(&mut self) -> Vec<(String, &'static str, io::Result<Option<Counters>>)> {
        let counted = self.servers.iter_mut().map(|server| {
            let counted = match &mut server.kind {
                Kind::Postgres(postgres) => postgres.counted().map(Some),
                Kind::Redis(redis) => redis.counted().map(Some),
                Kind::ClickHouse(clickhouse) => clickhouse.counted().map(Some),
                Kind::Own(_) | Kind::Running { .. } => Ok(None),
            };
            (server.name.clone(), server.engine().map_or("service", Engine::name), counted)
        });
        counted.collect()
    }

    /// Leaves everything standing when this process ends, and says which process to ask to end it by `SIGTERM`.
    pub fn stay(&self) -> Result<i32, StackError> {
        self.keeper.stay()?;
        Ok(self.keeper.pid())
    }

    /// Ends everything and waits until it is gone.
    pub fn end(mut self) {
        self.beside = None;
        self.run.release();
        self.keeper.end();
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        self.beside = None;
        self.run.release();
        self.keeper.end();
    }
}

/// A command of the caller's, with the caller's terminal.
pub struct Running {
    process: Process,
    keeper: Arc<Keeper>,
}

impl Stack {
    /// Runs a command in the caller's working folder; whatever it leaves running ends with the value.
    pub fn command(
        &mut self,
        words: &[OsString],
        environment: &[(OsString, OsString)],
    ) -> Result<Result<Running, Outcome>, StackError> {
        let keeper = match self.beside.take() {
            Some(keeper) => keeper,
            None => Keeper::start(&self.run, Keeps::Command)?,
        };
        let folder = std::env::current_dir().map_err(|source| StackError::File { path: PathBuf::from("."), source })?;
        let (program, arguments) =
            words.split_first().map(|(first, rest)| (first.clone(), rest.to_vec())).unwrap_or_default();
        let spawned = keeper.spawn(Spec {
            program,
            arguments,
            environment: environment.to_vec(),
            folder,
            output: None,
            identity: Identity::Caller,
            last_signal: LastSignal::Kill,
            // Ctrl-C and Ctrl-Z reach it as if we were not there.
            group: Some(rustix::process::getpgrp().as_raw_pid()),
        })?;
        Ok(match spawned {
            Ok(process) => Ok(Running { process, keeper }),
            Err(NotSpawned { errno, why }) => Err(Outcome::NotRun { errno, why }),
        })
    }
}

impl Running {
    /// Something that passes signals on to it from any thread.
    pub fn signals(&self) -> impl Fn(i32) + Send + 'static {
        let handle = self.process.handle();
        // Where it has ended, nobody needs the signal any more.
        move |signal| drop(handle.signal(signal, crate::keeper::Receiver::Process))
    }

    /// Waits for its end, and ends what it has left running.
    pub fn wait(mut self) -> End {
        let end = self.process.wait();
        self.keeper.end();
        end
    }
}

struct Wanted<'p> {
    service: &'p Service,
    diagnosis: &'p Diagnosis,
}

/// The services that are started; one that is built for a container is left out, because it is what is tested.
fn wanted<'p>(plan: &Plan<'p>, left_out: &mut Vec<(String, String)>) -> Result<Vec<Wanted<'p>>, StackError> {
    let mut wanted = Vec::new();
    for (service, diagnosis) in plan.project.services.iter().zip(plan.diagnoses) {
        match &diagnosis.provision {
            Provision::Nothing { why } if service.image.is_none() => {
                left_out.push((diagnosis.service.clone(), why.clone()));
            }
            Provision::Nothing { why } => {
                let (service, why, next) = (diagnosis.service.clone(), why.clone(), diagnosis.next.clone());
                return Err(StackError::NotProvided { service, why, next });
            }
            Provision::Own { .. }
            | Provision::Running { .. }
            | Provision::Native { .. }
            | Provision::Fetched { .. }
            | Provision::Distribution { .. } => wanted.push(Wanted { service, diagnosis }),
        }
    }
    Ok(wanted)
}

/// What is known of all services while they are started.
#[derive(Default)]
struct Progress {
    ready: BTreeMap<String, Endpoint>,
    failed: bool,
}

fn start_all(wanted: &[Wanted<'_>], surroundings: &Surroundings<'_>) -> Result<Vec<Server>, StackError> {
    let (progress, changed) = (Mutex::new(Progress::default()), Condvar::new());
    let names: BTreeSet<&str> = wanted.iter().map(|it| &*it.service.name.value).collect();
    let start = |it: &Wanted<'_>| -> Option<Result<Server, StackError>> {
        let mut waits_for: Vec<&str> = it.service.depends_on.iter().map(|it| &*it.service.value).collect();
        if it.is_own() {
            // Programs of the project are told of all services that are not.
            waits_for.extend(wanted.iter().filter(|it| !it.is_own()).map(|it| &*it.service.name.value));
        }
        let mut known = progress.lock().unwrap_or_else(PoisonError::into_inner);
        let is_open =
            |known: &Progress| waits_for.iter().any(|name| names.contains(name) && !known.ready.contains_key(*name));
        while is_open(&known) && !known.failed {
            known = changed.wait(known).unwrap_or_else(PoisonError::into_inner);
        }
        if known.failed {
            return None;
        }
        let ready: Vec<Endpoint> =
            wanted.iter().filter_map(|it| known.ready.get(&it.service.name.value).cloned()).collect();
        drop(known);
        let started = one(it, surroundings, &ready);
        let mut known = progress.lock().unwrap_or_else(PoisonError::into_inner);
        match &started {
            Ok(server) => drop(known.ready.insert(server.name.clone(), server.endpoint())),
            Err(_) => known.failed = true,
        }
        changed.notify_all();
        Some(started)
    };
    thread::scope(|scope| {
        let start = &start;
        let threads: Vec<_> = wanted.iter().map(|it| scope.spawn(move || start(it))).collect();
        let gone = || Some(Err(StackError::Keeper { why: "a thread that starts services panicked".to_owned() }));
        threads.into_iter().filter_map(|thread| thread.join().unwrap_or_else(|_| gone())).collect()
    })
}

impl Wanted<'_> {
    fn is_own(&self) -> bool {
        matches!(self.diagnosis.provision, Provision::Own { .. })
    }
}

fn one(wanted: &Wanted<'_>, surroundings: &Surroundings<'_>, ready: &[Endpoint]) -> Result<Server, StackError> {
    let Wanted { service, diagnosis } = wanted;
    let engine = service.image.as_ref().and_then(|image| Engine::of_image(&image.value)).map(|known| known.engine);
    let of = |kind| Server { name: service.name.value.clone(), aliases: service.aliases.clone(), kind };
    if let Provision::Running { address } = &diagnosis.provision {
        return Ok(of(Kind::Running { address: address.clone(), engine }));
    }
    let missing = |why: &str| StackError::NotProvided {
        service: service.name.value.clone(),
        why: why.to_owned(),
        next: diagnosis.next.clone(),
    };
    if wanted.is_own() {
        let program = Program { path: PathBuf::new(), version: String::new(), libraries: None };
        return Ok(of(Kind::Own(own::start(&Starting { service, program: &program, surroundings }, ready)?)));
    }
    let program = Program::of(&diagnosis.provision).ok_or_else(|| missing("it has not been fetched"))?;
    let starting = Starting { service, program: &program, surroundings };
    match engine {
        Some(Engine::Postgres) => Ok(of(Kind::Postgres(postgres::start(&starting)?))),
        Some(Engine::Redis | Engine::Valkey) => Ok(of(Kind::Redis(redis::start(&starting)?))),
        Some(Engine::ClickHouse) => Ok(of(Kind::ClickHouse(clickhouse::start(&starting)?))),
        Some(Engine::Memcached | Engine::Nats | Engine::MariaDb) | None => {
            Err(missing(&format!("{} is not started without a container yet", diagnosis.what)))
        }
    }
}

/// How long a service may take to end well.
const STOP_MAX: Duration = Duration::from_secs(10);

impl Server {
    fn launched(&mut self) -> Option<&mut Launched> {
        match &mut self.kind {
            Kind::Postgres(postgres) => Some(&mut postgres.launched),
            Kind::Redis(redis) => Some(&mut redis.launched),
            Kind::ClickHouse(clickhouse) => Some(&mut clickhouse.launched),
            Kind::Own(own) => Some(&mut own.launched),
            Kind::Running { .. } => None,
        }
    }

    /// How it ended, where it has.
    pub(crate) fn ended(&mut self) -> Option<End> {
        self.launched()?.process.ended_within(Duration::ZERO)
    }

    /// Ends it: well, where it does so in time.
    pub(crate) fn stop(&mut self) -> Result<Option<End>, StackError> {
        self.launched().map(|launched| launched.stop(STOP_MAX)).transpose()
    }

    /// Starts it again, on its ports and with its data.
    pub(crate) fn again(&mut self, keeper: &Arc<Keeper>) -> Result<(), StackError> {
        let name = self.name.clone();
        self.launched().map_or(Ok(()), |launched| launched.again(&name, keeper))
    }

    /// Whether it answers.
    pub(crate) fn answers(&mut self) -> io::Result<()> {
        match &mut self.kind {
            Kind::Postgres(postgres) => postgres.counted().map(drop),
            Kind::Redis(redis) => redis.counted().map(drop),
            Kind::ClickHouse(clickhouse) => clickhouse.counted().map(drop),
            Kind::Own(own) => own.answers(),
            Kind::Running { .. } => Ok(()),
        }
    }

    /// What it is, where that is known.
    pub fn engine(&self) -> Option<Engine> {
        match &self.kind {
            Kind::Postgres(_) => Some(Engine::Postgres),
            Kind::Redis(_) => Some(Engine::Redis),
            Kind::ClickHouse(_) => Some(Engine::ClickHouse),
            Kind::Own(_) => None,
            Kind::Running { engine, .. } => *engine,
        }
    }

    /// Ports of the container, and those of this machine that stand for them.
    pub fn ports(&self) -> Vec<(u16, u16)> {
        match &self.kind {
            Kind::Postgres(postgres) => vec![(postgres::PORT, postgres.port.number)],
            Kind::Redis(redis) => vec![(redis::PORT, redis.port.number)],
            Kind::ClickHouse(it) => {
                vec![(clickhouse::HTTP_PORT, it.http.number), (clickhouse::NATIVE_PORT, it.native.number)]
            }
            Kind::Own(own) => own.ports.iter().map(|(inside, port)| (*inside, port.number)).collect(),
            Kind::Running { .. } => Vec::new(),
        }
    }

    /// Where it is.
    pub fn endpoint(&self) -> Endpoint {
        let (name, aliases) = (self.name.clone(), self.aliases.clone());
        Endpoint { name, aliases, ports: self.ports(), url: self.url(), exports: self.exports() }
    }

    /// Its address as programs take it, with what they need to be let in.
    pub fn url(&self) -> String {
        match &self.kind {
            Kind::Postgres(postgres) => {
                let account = &postgres.account;
                let password =
                    account.password.as_ref().map_or(String::new(), |password| format!(":{}", escaped(password)));
                let (user, database) = (escaped(&account.user), escaped(&account.database));
                format!("postgresql://{user}{password}@127.0.0.1:{}/{database}", postgres.port.number)
            }
            Kind::Redis(redis) => {
                let password =
                    redis.password.as_ref().map_or(String::new(), |password| format!(":{}@", escaped(password)));
                format!("redis://{password}127.0.0.1:{}/0", redis.port.number)
            }
            Kind::ClickHouse(it) => {
                let (user, password) = (escaped(&it.user), escaped(&it.password));
                let account = if password.is_empty() { user } else { format!("{user}:{password}") };
                format!("http://{account}@127.0.0.1:{}/?database={}", it.http.number, escaped(&it.database))
            }
            Kind::Own(own) => own.url(),
            Kind::Running { address, .. } => address.clone(),
        }
    }

    /// Variables by which programs of its sort are told where it is.
    fn exports(&self) -> Vec<(&'static str, String)> {
        let of = |name: &'static str, value: String| (name, value);
        match &self.kind {
            Kind::Postgres(postgres) => {
                let account = &postgres.account;
                let mut all = vec![
                    of("DATABASE_URL", self.url()),
                    of("PGHOST", "127.0.0.1".to_owned()),
                    of("PGPORT", postgres.port.number.to_string()),
                    of("PGUSER", account.user.clone()),
                    of("PGDATABASE", account.database.clone()),
                ];
                all.extend(account.password.as_ref().map(|password| of("PGPASSWORD", password.clone())));
                all
            }
            Kind::Redis(_) => vec![of("REDIS_URL", self.url())],
            Kind::ClickHouse(it) => vec![
                of("CLICKHOUSE_URL", self.url()),
                of("CLICKHOUSE_HOST", "127.0.0.1".to_owned()),
                of("CLICKHOUSE_HTTP_PORT", it.http.number.to_string()),
                of("CLICKHOUSE_PORT", it.native.number.to_string()),
                of("CLICKHOUSE_DATABASE", it.database.clone()),
                of("CLICKHOUSE_USER", it.user.clone()),
                of("CLICKHOUSE_PASSWORD", it.password.clone()),
            ],
            Kind::Own(_) => Vec::new(),
            Kind::Running { engine, .. } => match engine {
                Some(Engine::Postgres) => vec![of("DATABASE_URL", self.url())],
                Some(Engine::Redis | Engine::Valkey) => vec![of("REDIS_URL", self.url())],
                Some(Engine::ClickHouse | Engine::Memcached | Engine::Nats | Engine::MariaDb) | None => Vec::new(),
            },
        }
    }
}

/// A part of a URL, with everything escaped that could end it.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
