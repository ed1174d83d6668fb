//! What every service is started with.

mod begun;
mod launched;
mod task;
mod waiting;

pub(crate) use begun::Begun;
pub(crate) use launched::Launched;
pub(crate) use task::Task;
pub(crate) use waiting::{ASK_EVERY, Waiting, log, log_end};

use crate::compose::{HealthTest, Mount, MountKind, Service};
use crate::distribution::{self, Extension};
use crate::engine::{Engine, Known};
use crate::environment::without_secrets;
use crate::failure::StackError;
use crate::gate::Gate;
use crate::invocation::{self, Invocation};
use crate::keeper::{End, Identity, Keeper, LastSignal, Network, Process, Receiver, Spec};
use crate::migrations::{Bound, Finding};
use crate::names::Names;
use crate::paths::Paths;
use crate::program::Program;
use crate::run_folder::{Base, RunFolder};
use demock_config::Origin;
use signal_hook::consts::SIGKILL;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

/// How long a service may take to be ready, unless its health check says more.
const READY_MAX: Duration = Duration::from_mins(1);

/// A service about to be started.
#[derive(Clone, Copy)]
pub(crate) struct Starting<'s> {
    pub(crate) service: &'s Service,
    pub(crate) program: &'s Program,
    pub(crate) surroundings: &'s Surroundings<'s>,
}

/// What all services of a run share.
pub(crate) struct Surroundings<'s> {
    pub(crate) root: &'s Path,
    /// Where templates are kept.
    pub(crate) cache: &'s Path,
    /// How often services of the run were begun before.
    pub(crate) generation: u32,
    pub(crate) gate: &'s Gate,
    /// What is begun with it.
    pub(crate) begun: &'s Begun,
    /// Programs of the project.
    pub(crate) programs: &'s [&'s Service],
    /// Databases of the project that have templates.
    pub(crate) databases: &'s BTreeSet<&'s str>,
    /// Programs whose migrations are done.
    pub(crate) migrated: &'s BTreeSet<String>,
    /// Migrations of databases.
    pub(crate) findings: &'s [Finding],
    /// How long migrations may take together.
    pub(crate) migrations_max: Duration,
    /// Services that others wait for to end.
    pub(crate) jobs: &'s BTreeSet<String>,
    /// Folders of programs.
    pub(crate) path: &'s str,
    /// Variables of whoever starts the stack, for those that the file names without a value.
    pub(crate) variables: &'s BTreeMap<String, String>,
    /// Variables that the settings pass on, and where they say so.
    pub(crate) pass: &'s [(String, Origin)],
    pub(crate) base: &'s Base,
    pub(crate) run: &'s RunFolder,
    pub(crate) keeper: &'s Arc<Keeper>,
    /// Names by which programs of the project find services.
    pub(crate) names: Option<&'s Names>,
}

impl Starting<'_> {
    fn known(&self) -> Option<Known> {
        self.service.image.as_ref().and_then(|image| Engine::of_image(&image.value))
    }

    fn engine(&self) -> Option<Engine> {
        self.known().map(|known| known.engine)
    }

    /// The extension that the image has, where that is one of the table.
    pub(crate) fn extension(&self) -> Option<&'static Extension> {
        self.known()?.extension.and_then(distribution::extension)
    }

    pub(crate) fn name(&self) -> &str {
        &self.service.name.value
    }

    /// A variable of the service: its own value, else what a file holds that `NAME_FILE` names, as official images have it.
    pub(crate) fn variable(&self, name: &str) -> Result<Option<String>, StackError> {
        if let Some(value) = self.plain(name) {
            return Ok(Some(value));
        }
        let Some(path) = self.plain(&format!("{name}_FILE")) else { return Ok(None) };
        let path = PathBuf::from(self.localized(&path)?);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text.trim_end_matches('\n').to_owned())),
            Err(source) => Err(StackError::File { path, source }),
        }
    }

    fn plain(&self, name: &str) -> Option<String> {
        let variable = self.service.environment.get(name)?;
        variable.value.clone().or_else(|| self.surroundings.variables.get(name).cloned())
    }

    /// That what the file asks for cannot be had here, as most of it needs a container.
    pub(crate) fn refusal(&self, origin: &demock_config::Origin, what: impl Into<String>) -> StackError {
        StackError::NotHonoured { service: self.name().to_owned(), origin: origin.clone(), what: what.into() }
    }

    /// The server's options as the file's `command` and `entrypoint` name them.
    pub(crate) fn options(&self, engine: Engine) -> Result<Vec<String>, StackError> {
        match invocation::of(self.service, engine, &|name| self.plain(name)) {
            Invocation::Server(options) => Ok(options.map_or(Vec::new(), |options| options.value)),
            Invocation::Unclear(what) => Err(self.refusal(&what.origin, what.value)),
            Invocation::Job(words) => {
                let first = words.value.first().map_or("", String::as_str);
                Err(self.refusal(&words.origin, format!("the command `{first}` needs a container")))
            }
        }
    }

    /// All variables of the service.
    pub(crate) fn variables(&self) -> BTreeMap<String, String> {
        let names = self.service.environment.keys();
        names.filter_map(|name| Some((name.clone(), self.plain(name)?))).collect()
    }

    /// A text in which paths of the container are those of this machine, as far as the file mounts something there.
    pub(crate) fn localized(&self, text: &str) -> Result<String, StackError> {
        Ok(self.paths()?.replaced(text))
    }

    /// What the file mounts, and where it lies on this machine.
    pub(crate) fn paths(&self) -> Result<Paths, StackError> {
        let of = |mount: &crate::compose::Mount| Some(self.local(mount)?.map(|local| (mount.target.clone(), local)));
        Ok(Paths::new(self.service.mounts.iter().filter_map(of).collect::<Result<Vec<_>, _>>()?))
    }

    /// Where what is mounted lies on this machine; `None` of what begins empty.
    pub(crate) fn local(&self, mount: &Mount) -> Option<Result<PathBuf, StackError>> {
        match &mount.kind {
            MountKind::Bind(path) => Some(Ok(self.surroundings.root.join(path))),
            MountKind::Content(text) => {
                let name: String =
                    mount.target.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
                Some(self.file(&format!("content{name}"), text))
            }
            MountKind::Volume(_) | MountKind::Anonymous | MountKind::Memory | MountKind::Elsewhere(_) => None,
        }
    }

    /// What is mounted into a folder of the container, by its name there, sorted.
    pub(crate) fn entries_in(&self, folder: &str) -> Result<Vec<(String, PathBuf)>, StackError> {
        let mut found = BTreeMap::new();
        for mount in &self.service.mounts {
            let target = mount.target.trim_end_matches('/');
            let Some(local) = self.local(mount).transpose()? else { continue };
            if target == folder {
                let listed = fs::read_dir(&local).map_err(|source| self.not_listed(mount, &local, source))?;
                let named =
                    listed.flatten().map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()));
                found.extend(named);
                continue;
            }
            let name = target.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            if let Some(name) = name.filter(|name| !name.contains('/')) {
                found.insert(name.to_owned(), local);
            }
        }
        Ok(found.into_iter().collect())
    }

    fn not_listed(&self, mount: &Mount, local: &Path, source: io::Error) -> StackError {
        match &mount.kind {
            MountKind::Bind(path) if source.kind() == io::ErrorKind::NotFound => {
                let (service, origin) = (self.name().to_owned(), mount.origin.clone());
                StackError::NotMounted { service, origin, path: path.clone(), target: mount.target.clone() }
            }
            MountKind::Bind(_)
            | MountKind::Content(_)
            | MountKind::Volume(_)
            | MountKind::Anonymous
            | MountKind::Memory
            | MountKind::Elsewhere(_) => StackError::File { path: local.to_owned(), source },
        }
    }

    /// A file in the run's folder that nobody else may read.
    pub(crate) fn file(&self, name: &str, text: &str) -> Result<PathBuf, StackError> {
        let path = self.surroundings.run.path().join(format!("{}-{name}", self.name()));
        secret(&path, text)?;
        Ok(path)
    }

    /// Where its output goes.
    pub(crate) fn log(&self) -> PathBuf {
        log(self.surroundings.run, self.name())
    }

    /// Its data folder; nothing is there yet.
    pub(crate) fn data(&self) -> PathBuf {
        let data = self.surroundings.run.data();
        match self.surroundings.generation {
            0 => data.join(self.name()),
            // What it had before lies beside it until the stack ends.
            generation => data.join(format!("{}.{generation}", self.name())),
        }
    }

    /// Ports that are promised for a port of the container.
    pub(crate) fn promised(&self, container: u16) -> Vec<u16> {
        let ports = self.service.ports.iter().filter(|port| port.container == container);
        ports.filter_map(|port| port.published).collect()
    }

    /// The environment of its programs: what the file says, with the folders of programs.
    pub(crate) fn environment(&self, more: &[(&str, String)]) -> Vec<(OsString, OsString)> {
        let mut all = self.variables();
        let folders = self.program.path.parent().map(Path::to_owned).into_iter();
        let folders = folders.chain(env::split_paths(self.surroundings.path));
        if let Ok(path) = env::join_paths(folders) {
            all.insert("PATH".to_owned(), path.to_string_lossy().into_owned());
        }
        all.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        if let Some(libraries) = &self.program.libraries {
            all.insert("LD_LIBRARY_PATH".to_owned(), libraries.clone());
        }
        all.extend(self.program.variables.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        all.into_iter().map(|(name, value)| (name.into(), value.into())).collect()
    }

    /// Starts a program of the service.
    pub(crate) fn spawn(&self, spec: Spec) -> Result<Process, StackError> {
        self.spawn_by(self.surroundings.keeper, spec)
    }

    fn spawn_by(&self, keeper: &Arc<Keeper>, spec: Spec) -> Result<Process, StackError> {
        let (program, last) = (spec.program.to_string_lossy().into_owned(), spec.last_signal);
        let process = keeper.spawn(spec)?.map_err(|failed| StackError::NotStarted {
            service: self.name().to_owned(),
            program,
            why: failed.why,
        })?;
        self.surroundings.begun.add(process.handle(), last);
        Ok(process)
    }

    /// Starts the service's server, so that it can be stopped and started again.
    pub(crate) fn launch(&self, spec: Spec, stop: i32) -> Result<Launched, StackError> {
        self.launch_by(self.surroundings.keeper, spec, stop)
    }

    /// The same by another keeper than the services'.
    pub(crate) fn launch_by(&self, keeper: &Arc<Keeper>, spec: Spec, stop: i32) -> Result<Launched, StackError> {
        let engine = self.engine();
        self.surroundings.gate.wait(engine);
        let process = self.spawn_by(keeper, spec.clone());
        self.surroundings.gate.passed(engine);
        Ok(Launched { process: process?, keeper: keeper.clone(), spec, stop })
    }

    /// How a program of the service is started.
    pub(crate) fn spec(&self, program: &Path, arguments: Vec<OsString>, more: &[(&str, String)]) -> Spec {
        Spec {
            program: program.into(),
            arguments,
            environment: self.environment(more),
            folder: self.surroundings.run.path().to_owned(),
            output: Some(self.log()),
            keeps_input: false,
            identity: Identity::Service,
            last_signal: LastSignal::Kill,
            group: None,
            network: Network::Machine,
        }
    }

    /// Runs a program that prepares the service, to its end.
    pub(crate) fn run(&self, step: &str, spec: Spec) -> Result<(), StackError> {
        let mut process = self.spawn(spec)?;
        let end = process.wait();
        if end == End::Code(0) { Ok(()) } else { Err(self.ended(step, end)) }
    }

    /// Runs a migration, to its end or to that of the time it may take.
    pub(crate) fn run_within(&self, step: &str, spec: Spec, bound: Bound) -> Result<(), StackError> {
        let mut process = self.spawn(spec)?;
        let end = process.ended_within(bound.until.saturating_duration_since(Instant::now()));
        match end {
            Some(End::Code(0)) => Ok(()),
            Some(end) => Err(self.ended(step, end)),
            None => {
                process.handle().signal(SIGKILL, Receiver::Group)?;
                process.wait();
                Err(bound.hangs(self.name(), step, None))
            }
        }
    }

    fn ended(&self, step: &str, end: End) -> StackError {
        let log = self.last_words();
        StackError::Ended { service: self.name().to_owned(), step: step.to_owned(), end, log }
    }

    /// The last lines of its log, which may name what it was told: secrets are nobody's business.
    pub(crate) fn last_words(&self) -> String {
        without_secrets(&log_end(&self.log()), &self.variables())
    }

    /// How long it may take to be ready: as long as its health check says where that is what is asked, and never less than usual
    /// where something else is.
    fn ready_max(&self) -> Duration {
        let Some(health) = &self.service.health else { return READY_MAX };
        let asked_for = health.start_period.saturating_add(health.interval.saturating_mul(health.retries));
        let is_asked = matches!(health.test, HealthTest::Command(_) | HealthTest::Shell(..));
        match &self.service.native {
            Some(native) if is_asked && native.ready.is_none() => asked_for.saturating_add(health.timeout),
            Some(_) | None => READY_MAX.max(asked_for),
        }
    }

    /// Asks until the answer is right, the process has ended, or the time is up.
    pub(crate) fn ready<T>(&self, process: &mut Process, ask: impl FnMut() -> io::Result<T>) -> Result<T, StackError> {
        self.ready_every(process, |_| ASK_EVERY, ask)
    }

    /// The same, with pauses that depend on how long it was waited for.
    pub(crate) fn ready_every<T>(
        &self,
        process: &mut Process,
        pause: impl Fn(Duration) -> Duration,
        ask: impl FnMut() -> io::Result<T>,
    ) -> Result<T, StackError> {
        self.waiting(&self.log()).until(process, pause, ask)
    }

    /// What it is waited for, with its log.
    pub(crate) fn waiting<'w>(&'w self, log: &'w Path) -> Waiting<'w> {
        Waiting { service: self.name(), log, max: self.ready_max(), variables: self.variables() }
    }
}

/// Writes a file that nobody else may read.
pub(crate) fn secret(path: &Path, text: &str) -> Result<(), StackError> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let opened = fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path);
    let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| StackError::File { path: path.to_owned(), source })
}

/// Lets services of another user make files in a folder; those who may enter the run's folder are few enough.
pub(crate) fn everybody(folder: &Path) -> Result<(), StackError> {
    use std::os::unix::fs::PermissionsExt as _;
    let set = fs::set_permissions(folder, fs::Permissions::from_mode(0o777));
    set.map_err(|source| StackError::File { path: folder.to_owned(), source })
}
