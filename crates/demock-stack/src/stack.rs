//! A project's services, running.
//!
//! Invariants: a service is started once everything that it waits for is ready, and all that may be are started at a time; a
//! stack that was returned answers on every port; dropping it leaves no process and no folder. Absent on purpose: what a
//! command is told of it (`environment`), and restarting what dies: a test's service that dies is a failure.

mod beginning;

use crate::clickhouse;
use crate::compose::{Condition, Project, Service};
use crate::counters::Counters;
use crate::diagnosis::{Diagnosis, Provision, missing};
use crate::endpoint::Endpoint;
use crate::engine::Engine;
use crate::environment::without_secrets;
use crate::failure::StackError;
use crate::gate::Gate;
use crate::ground::{Ground, Laying};
use crate::keeper::{End, Identity, Isolation, Keeper, LastSignal, Network, NotSpawned, Process, Spec};
use crate::migrations::{self, Around, Finding};
use crate::names::{HOSTS, Named, Names};
use crate::program::Program;
use crate::run_folder::{Base, RunFolder};
use crate::server::Server;
use crate::starting::{Begun, Starting, Surroundings};
use beginning::start_all;
use demock_config::Origin;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    /// Migrations of its databases.
    pub findings: &'p [Finding],
    /// How long they may take together.
    pub migrations_max: Duration,
    /// The folder that places of migrations are said from.
    pub top: &'p Path,
}

/// A stack that answers.
pub struct Stack {
    // Servers hold ports, which are let go of once the keeper has ended what listens there.
    ground: Ground,
    servers: Vec<Server>,
    /// Services that are not there, and why not.
    pub left_out: Vec<(String, String)>,
    /// Migrations that templates hold, and those that are left alone.
    pub migrations: Vec<Finding>,
    /// How often services were begun.
    generation: u32,
    base: Base,
    /// Names of services, once programs of the project or the command are to know them.
    names: Option<Names>,
}

/// What a service has counted.
#[derive(Debug)]
pub struct Counted {
    /// Its name.
    pub service: String,
    /// What it is.
    pub engine: &'static str,
    /// Whether it was run to its end before.
    pub is_done: bool,
    /// What it has counted, where it counts for us, or why it says nothing.
    pub counted: Result<Option<Counters>, StackError>,
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
    pub fn start(plan: &Plan<'_>, ground: Laying) -> Result<Self, StackError> {
        let mut left_out = Vec::new();
        let wanted = wanted(plan, &mut left_out)?;
        for program in wanted.iter().filter_map(|it| Program::of(&it.diagnosis.provision)) {
            if program.path.extension().is_some_and(|ending| ending == "so") {
                clickhouse::read_ahead(&program.path);
            }
        }
        let ground = ground.done()?;
        let mut stack = Self {
            ground,
            servers: Vec::new(),
            left_out,
            migrations: Vec::new(),
            generation: 0,
            base: plan.base.clone(),
            names: None,
        };
        let all = wanted.iter().map(|it| it.service.name.value.clone()).collect();
        stack.begin(plan, &wanted, &all)?;
        Ok(stack)
    }

    /// Starts some of the services beside those that stand.
    pub(crate) fn begin(
        &mut self,
        plan: &Plan<'_>,
        wanted: &[Wanted<'_>],
        which: &BTreeSet<String>,
    ) -> Result<(), StackError> {
        let needs = plan.project.services.iter().flat_map(|service| &service.depends_on);
        let jobs = needs.filter(|it| it.condition == Condition::Completed).map(|it| it.service.value.clone()).collect();
        let begun = wanted.iter().filter(|it| which.contains(&it.service.name.value));
        let (owns, engines): (Vec<Wanted<'_>>, Vec<Wanted<'_>>) = begun.partition(|it| it.is_own() || it.is_job());
        let at_once = engines.iter().filter(|it| it.service.depends_on.is_empty());
        let gate = Gate::before(at_once.map(Wanted::engine));
        let programs: Vec<&Service> = wanted.iter().filter(|it| it.is_own()).map(|it| it.service).collect();
        let databases = wanted.iter().filter(|it| it.engine() == Some(Engine::Postgres));
        let databases = databases.map(|it| &*it.service.name.value).collect();
        let begun = Begun::default();
        let surroundings = Surroundings {
            generation: self.generation,
            gate: &gate,
            begun: &begun,
            programs: &programs,
            databases: &databases,
            migrated: &BTreeSet::new(),
            findings: plan.findings,
            migrations_max: plan.migrations_max,
            jobs: &jobs,
            root: plan.root,
            cache: plan.cache,
            path: plan.path,
            variables: plan.variables,
            pass: plan.pass,
            base: plan.base,
            run: &self.ground.run,
            keeper: &self.ground.keeper,
            names: None,
        };
        self.generation += 1;
        let known: Vec<Endpoint> = self.servers.iter().map(Server::endpoint).collect();
        self.servers.extend(start_all(&engines, &surroundings, &known)?);
        let program = Program::default();
        let owned = owns.iter().filter(|it| it.is_own()).map(|it| Starting {
            service: it.service,
            program: &program,
            surroundings: &surroundings,
        });
        let around = Around {
            findings: plan.findings,
            max: plan.migrations_max,
            top: plan.top,
            project: plan.project,
            variables: plan.variables,
            pass: plan.pass,
            path: plan.path,
            run: &self.ground.run,
            keeper: &self.ground.keeper,
        };
        let done = migrations::run(&owned.collect::<Vec<_>>(), &mut self.servers, &around)?;
        self.migrations = done.findings;
        // Programs of the project are told of all services that are not.
        let known: Vec<Endpoint> = self.servers.iter().map(Server::endpoint).collect();
        let has_mounts = self.ground.keeper.isolation == Isolation::Namespaces && Path::new(HOSTS).is_file();
        if self.names.is_none() && !owns.is_empty() && has_mounts {
            self.names = Some(Names::new(&self.base, &self.ground.run)?);
        }
        if let Some(names) = &self.names {
            names.give(&known)?;
        }
        let names = self.names.as_ref().filter(|_| has_mounts);
        // What answers by now stays, whatever becomes of the programs.
        let begun = Begun::default();
        let surroundings = Surroundings { migrated: &done.programs, names, begun: &begun, ..surroundings };
        self.servers.extend(start_all(&owns, &surroundings, &known)?);
        self.without_jobs(wanted);
        if !jobs.is_empty() || self.servers.iter().any(Server::is_done) {
            self.servers.iter_mut().for_each(Server::leave_out_jobs);
        }
        Ok(())
    }

    /// Has leases of databases refused that jobs fill: they would begin without what those have made.
    fn without_jobs(&mut self, wanted: &[Wanted<'_>]) {
        for job in wanted {
            if !matches!(job.diagnosis.provision, Provision::Job { fills: true, .. }) {
                continue;
            }
            let fills = |name: &str| job.service.depends_on.iter().any(|needed| needed.service.value == *name);
            let name = &job.service.name;
            for server in self.servers.iter_mut().filter(|server| fills(&server.name)) {
                server.lacks(&format!("{}: the job `{}` runs at each start", name.origin, name.value));
            }
        }
    }

    /// The services that answer.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// Has the command know services by the names that the Compose file gives them; an error where the machine does not let it.
    pub fn name_services(&mut self) -> Result<Vec<Named>, StackError> {
        let endpoints: Vec<Endpoint> = self.servers.iter().map(Server::endpoint).collect();
        let keeper = self.ground.command()?;
        let names = match self.names.take() {
            Some(names) => names,
            None => Names::new(&self.base, &self.ground.run)?,
        };
        let names = self.names.insert(names);
        names.give(&endpoints)?;
        keeper.show(names.file(), Path::new(HOSTS))?;
        Ok(names.all())
    }

    /// Services that have names, for programs of the project or for the command.
    pub fn named(&self) -> Vec<Named> {
        self.names.as_ref().map_or(Vec::new(), Names::all)
    }

    /// How services are kept apart from the machine.
    pub fn isolation(&self) -> Isolation {
        self.ground.keeper.isolation
    }

    pub(crate) fn parts(&mut self) -> (&mut Vec<Server>, &Arc<Keeper>, &RunFolder) {
        (&mut self.servers, &self.ground.keeper, &self.ground.run)
    }

    /// The run's folder.
    pub fn folder(&self) -> &Path {
        self.ground.run.path()
    }

    /// The folder for the command's temporary files.
    pub fn temporary(&self) -> PathBuf {
        self.ground.run.temporary()
    }

    /// Where a service's output is.
    pub fn log(&self, service: &str) -> PathBuf {
        crate::starting::log(&self.ground.run, service)
    }

    /// What each service has counted, or why it says nothing.
    pub fn counted(&mut self) -> Vec<Counted> {
        let run = &self.ground.run;
        let counted = |server: &mut Server| {
            let log = crate::starting::log(run, &server.name);
            let died = |server: &Server, end| {
                let log = without_secrets(&crate::starting::log_end(&log), &server.variables);
                StackError::Died { end, log }
            };
            // What counts nothing may still have died.
            let counted = match (server.ended(), server.counted()) {
                (Some(end), _) => Err(died(server, end)),
                (None, Ok(counted)) => Ok(counted),
                (None, Err(source)) => Err(match server.ended_soon() {
                    Some(end) => died(server, end),
                    None => StackError::File { path: log.clone(), source },
                }),
            };
            let (service, is_done) = (server.name.clone(), server.is_done());
            Counted { service, engine: server.engine().map_or("service", Engine::name), is_done, counted }
        };
        self.servers.iter_mut().map(counted).collect()
    }

    /// Leaves everything standing when this process ends, and says which process to ask to end it by `SIGTERM`.
    pub fn stay(&self) -> Result<i32, StackError> {
        self.ground.keeper.stay()?;
        Ok(self.ground.keeper.pid())
    }

    /// Ends everything and waits until it is gone.
    pub fn end(self) {
        drop(self);
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
        let keeper = self.ground.command()?;
        let folder = std::env::current_dir().map_err(|source| StackError::File { path: PathBuf::from("."), source })?;
        let (program, arguments) =
            words.split_first().map(|(first, rest)| (first.clone(), rest.to_vec())).unwrap_or_default();
        let spawned = keeper.spawn(Spec {
            program,
            arguments,
            environment: environment.to_vec(),
            folder,
            output: None,
            keeps_input: false,
            identity: Identity::Caller,
            last_signal: LastSignal::Kill,
            // Ctrl-C and Ctrl-Z reach it as if we were not there.
            group: Some(rustix::process::getpgrp().as_raw_pid()),
            network: Network::Machine,
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

#[derive(Clone, Copy)]
pub(crate) struct Wanted<'p> {
    pub(crate) service: &'p Service,
    pub(crate) diagnosis: &'p Diagnosis,
}

/// The services that are started; one that is built for a container is left out, because it is what is tested.
pub(crate) fn wanted<'p>(plan: &Plan<'p>, left_out: &mut Vec<(String, String)>) -> Result<Vec<Wanted<'p>>, StackError> {
    let mut wanted = Vec::new();
    for (service, diagnosis) in plan.project.services.iter().zip(plan.diagnoses) {
        match &diagnosis.provision {
            Provision::Nothing { why } if service.image.is_none() => {
                left_out.push((diagnosis.service.clone(), why.clone()));
            }
            Provision::Nothing { why } => {
                let (service, why, others) = (diagnosis.service.clone(), why.clone(), without_missing(plan));
                let mut next: Vec<String> = diagnosis.next.iter().cloned().collect();
                if !others.is_empty() {
                    next.push(format!("start the others alone: `--only {}`", others.join(",")));
                }
                let next = (!next.is_empty()).then(|| next.join(", or "));
                return Err(StackError::NotProvided { service, why, next });
            }
            Provision::Native { .. } | Provision::Fetched { .. } | Provision::Distribution { .. } => {
                let it = Wanted { service, diagnosis };
                if let Some((mount, path)) = missing(service, it.engine(), plan.root) {
                    let (service, origin, target) =
                        (diagnosis.service.clone(), mount.origin.clone(), mount.target.clone());
                    return Err(StackError::NotMounted { service, origin, path: path.to_owned(), target });
                }
                wanted.push(it);
            }
            Provision::Own { .. } | Provision::Job { .. } | Provision::Running { .. } | Provision::Docker { .. } => {
                wanted.push(Wanted { service, diagnosis });
            }
        }
    }
    Ok(wanted)
}

/// Services that can be had, and need none that cannot.
fn without_missing(plan: &Plan<'_>) -> Vec<String> {
    let mut missing: BTreeSet<&str> = BTreeSet::new();
    let mut there = Vec::new();
    // Each comes after those that it depends on.
    for (service, diagnosis) in plan.project.services.iter().zip(plan.diagnoses) {
        let is_missing = matches!(diagnosis.provision, Provision::Nothing { .. });
        let needs = |it: &&str| service.depends_on.iter().any(|needed| needed.service.value == *it);
        if (is_missing && service.image.is_some()) || missing.iter().any(needs) {
            missing.insert(&service.name.value);
        } else if !is_missing {
            there.push(service.name.value.clone());
        }
    }
    there
}

impl Wanted<'_> {
    /// The engine whose server it is.
    fn engine(&self) -> Option<Engine> {
        if self.is_job() { None } else { self.engine_of_image() }
    }

    fn engine_of_image(&self) -> Option<Engine> {
        self.service.image.as_ref().and_then(|image| Engine::of_image(&image.value)).map(|known| known.engine)
    }

    pub(crate) fn is_own(&self) -> bool {
        matches!(self.diagnosis.provision, Provision::Own { .. })
    }

    /// Whether it runs something else of an engine's image than its server.
    pub(crate) fn is_job(&self) -> bool {
        matches!(self.diagnosis.provision, Provision::Job { .. })
    }
}
