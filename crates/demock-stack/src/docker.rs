//! Services in containers, where an engine answers: what nothing else provides, or what the user wants so.
//!
//! Spoken to by its own program, Docker's or Podman's, which whoever has an engine has: a library for its interface would bring a
//! runtime for asynchronous code and a hundred packages. Invariants: a container outlives neither demock nor its keeper, however
//! they end: its first process waits for the end of its input, which is the engine's connection to the program, and the engine
//! removes it then; it publishes to this machine alone; variables go by a file, where nobody else reads them. Absent on purpose:
//! networks between containers: services reach each other where demock says they are.

use crate::compose::MountKind;
use crate::counters::Counters;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::keeper::{Form, Identity, Keeper};
use crate::ports::{self, Port};
use crate::serving::{Export, Serving};
use crate::starting::{Launched, Starting};
use crate::{clickhouse, mariadb, memcached, nats, postgres, program, redis};
use signal_hook::consts::SIGKILL;
use std::ffi::OsString;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Programs that speak to an engine, in the order in which they are asked.
const CLIENTS: &[&str] = &["docker", "podman"];
/// Runs what the image runs, and ends it where the input ends: `SIGKILL`, since all data is thrown away.
const FIRST_PROCESS: &str = "exec 3<&0; \"$@\" </dev/null & it=$!; (while read -r _ <&3; do :; done; kill -KILL $it 2>/dev/null; exit) & wait $it";
/// Has a container removed and waits until it is: one that the engine is removing already it says so of, and still lists.
const REMOVAL: &str = "n=0; while \"$0\" rm -f -v \"$1\"; \"$0\" container inspect \"$1\" && [ $n -lt 20 ]; do n=$((n + 1)); sleep 0.1; done";

/// How an engine is asked what an image runs.
const FORMAT: &str = "[{{json .Config.Entrypoint}},{{json .Config.Cmd}}]";

/// The program of an engine that answers.
pub(crate) fn client(path: &str) -> Option<PathBuf> {
    CLIENTS.iter().find_map(|name| {
        let client = program::find(name, path)?;
        let answer =
            Command::new(&client).args(["version", "--format", "{{.Server.Version}}"]).stdin(Stdio::null()).output();
        answer.is_ok_and(|it| it.status.success()).then_some(client)
    })
}

/// A service in a container.
pub(crate) struct Contained {
    launched: Launched,
    /// It ends the container with itself.
    keeper: Arc<Keeper>,
    engine: Option<Engine>,
    ports: Vec<(u16, Port)>,
    url: String,
    exports: Vec<Export>,
    password: Option<String>,
    before: Option<Counters>,
    looks: u64,
}

/// Starts a container and waits until what is in it answers.
pub(crate) fn start(starting: &Starting<'_>, client: &Path, engine: Option<Engine>) -> Result<Contained, StackError> {
    let mut inside: Vec<u16> = starting.service.ports.iter().map(|port| port.container).collect();
    inside.extend(
        usual_ports(engine).iter().filter(|port| !starting.service.ports.iter().any(|it| it.container == **port)),
    );
    let base = starting.surroundings.base;
    let held = inside.iter().map(|port| Ok((*port, ports::take(base, starting.name(), &starting.promised(*port))?)));
    let held = held.collect::<Result<Vec<(u16, Port)>, StackError>>()?;
    let words = words(starting, client, &held)?;
    let mut spec = starting.spec(client, words, &[]);
    // The engine's program is the caller's own, with the caller's rights and settings.
    spec.identity = Identity::Caller;
    spec.environment =
        starting.surroundings.variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
    spec.keeps_input = true;
    // One of its own: only outside of namespaces can anything be run once all of it has ended.
    let keeper = Keeper::of_command(Form::Reaper)?;
    // The engine removes a container that has run; one that was made and never started it leaves.
    let container = name(starting);
    let remove = ["sh".as_ref(), "-c".as_ref(), REMOVAL.as_ref(), client.as_os_str(), container.as_ref()];
    keeper.at_end(remove.map(OsString::from).to_vec(), spec.environment.clone())?;
    let mut launched = starting.launch_by(&keeper, spec, SIGKILL)?;
    let first = held.first().map(|(_, port)| port.number);
    let password = starting.options(Engine::Redis).ok().and_then(|words| password_in(&words));
    let before = starting.ready(&mut launched.process, || match (engine, first) {
        (_, None) => Ok(None),
        (Some(Engine::Redis | Engine::Valkey), Some(port)) => counted_before(port, password.as_deref()),
        (Some(Engine::Postgres), Some(port)) => postgres::wire::lets_in(port).map(|()| None),
        (Some(Engine::ClickHouse), Some(port)) => clickhouse::ping(port).map(|()| None),
        (Some(Engine::Memcached | Engine::Nats | Engine::MariaDb) | None, Some(port)) => {
            stays_open(port).map(|()| None)
        }
    })?;
    let (url, exports) = told(starting, engine, &held, password.as_deref())?;
    Ok(Contained { launched, keeper, engine, ports: held, url, exports, password, before, looks: 0 })
}

/// What a Redis had counted, with this look, which is counted after it.
fn counted_before(port: u16, password: Option<&str>) -> io::Result<Option<Counters>> {
    let counted = redis::count(port, password, None)?;
    Ok(Some(Counters { commands: counted.commands + 1, ..counted }))
}

/// Ports that an image has without being asked; the first is the service's.
const fn usual_ports(engine: Option<Engine>) -> &'static [u16] {
    match engine {
        Some(Engine::Postgres) => &[postgres::PORT],
        Some(Engine::Redis | Engine::Valkey) => &[redis::PORT],
        Some(Engine::ClickHouse) => &[clickhouse::HTTP_PORT, clickhouse::NATIVE_PORT],
        Some(Engine::Memcached) => &[memcached::PORT],
        Some(Engine::Nats) => &[nats::PORT, nats::MONITOR_PORT],
        Some(Engine::MariaDb) => &[mariadb::PORT],
        None => &[],
    }
}

/// The words for the engine's program.
fn words(starting: &Starting<'_>, client: &Path, held: &[(u16, Port)]) -> Result<Vec<OsString>, StackError> {
    let service = starting.service;
    let image = service.image.as_ref().map_or(String::new(), |image| image.value.to_string());
    let (entrypoint, command) = of_image(starting, client, &image)?;
    let mut words: Vec<OsString> = ["run", "--rm", "-i", "--name"].map(OsString::from).to_vec();
    words.push(name(starting).into());
    for (inside, port) in held {
        words.extend(["-p".into(), format!("127.0.0.1:{}:{inside}", port.number).into()]);
    }
    let lines: Vec<String> = starting.variables().iter().map(|(name, value)| format!("{name}={value}")).collect();
    words.extend(["--env-file".into(), starting.file("container.env", &lines.join("\n"))?.into()]);
    for mount in &service.mounts {
        match (&mount.kind, starting.local(mount).transpose()?) {
            (_, Some(local)) => words.extend(["-v".into(), format!("{}:{}", local.display(), mount.target).into()]),
            (MountKind::Memory, None) => words.extend(["--tmpfs".into(), (&mount.target).into()]),
            // It goes with the container.
            (_, None) => words.extend(["-v".into(), (&mount.target).into()]),
        }
    }
    words.extend(["--entrypoint", "sh"].map(OsString::from));
    words.extend([image.into(), "-c".into(), FIRST_PROCESS.into(), "sh".into()]);
    let entrypoint = service.entrypoint.as_ref().map_or(entrypoint, |words| words.value.words());
    let command = match (&service.command, &service.entrypoint) {
        (Some(words), _) => words.value.words(),
        // Another entry point does without the image's command.
        (None, Some(_)) => Vec::new(),
        (None, None) => command,
    };
    words.extend(entrypoint.into_iter().chain(command).map(OsString::from));
    Ok(words)
}

/// What its container is called: no two runs have one name.
fn name(starting: &Starting<'_>) -> String {
    let run = starting.surroundings.run.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    format!("demock-{run}-{}-{}", starting.name(), starting.surroundings.generation)
}

/// What an image runs: its entry point and its command. It is pulled where it is not there.
fn of_image(starting: &Starting<'_>, client: &Path, image: &str) -> Result<(Vec<String>, Vec<String>), StackError> {
    let ask = |words: &[&str]| Command::new(client).args(words).stdin(Stdio::null()).output();
    let failed = |why: String| StackError::NotStarted {
        service: starting.name().to_owned(),
        program: format!("{} pull {image}", client.display()),
        why,
    };
    let inspect = || ask(&["image", "inspect", "--format", FORMAT, image]);
    let mut said = inspect().map_err(|error| failed(error.to_string()))?;
    if !said.status.success() {
        let pulled = ask(&["pull", "-q", image]).map_err(|error| failed(error.to_string()))?;
        if !pulled.status.success() {
            return Err(failed(String::from_utf8_lossy(&pulled.stderr).trim().to_owned()));
        }
        said = inspect().map_err(|error| failed(error.to_string()))?;
    }
    let read: Result<[Option<Vec<String>>; 2], _> = serde_json::from_slice(&said.stdout);
    let [entrypoint, command] = read.map_err(|error| failed(error.to_string()))?;
    Ok((entrypoint.unwrap_or_default(), command.unwrap_or_default()))
}

fn password_in(words: &[String]) -> Option<String> {
    words.iter().position(|word| word == "--requirepass").and_then(|at| words.get(at + 1)).cloned()
}

/// Whether somebody listens: the engine's own listener takes whoever comes, and closes at once where nobody is behind it.
fn stays_open(port: u16) -> io::Result<()> {
    const MOMENT: Duration = Duration::from_millis(100);
    let mut stream = ports::connect(port)?;
    stream.set_read_timeout(Some(MOMENT))?;
    match stream.read(&mut [0]) {
        Ok(0) => Err(io::Error::other("nobody listens in the container yet")),
        Ok(_) => Ok(()),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What others are told of it.
fn told(
    starting: &Starting<'_>,
    engine: Option<Engine>,
    held: &[(u16, Port)],
    password: Option<&str>,
) -> Result<(String, Vec<Export>), StackError> {
    let port = |inside: u16| held.iter().find(|(it, _)| *it == inside).map_or(0, |(_, port)| port.number);
    let first = held.first().map_or(0, |(_, port)| port.number);
    Ok(match engine {
        Some(Engine::Postgres) => {
            let account = postgres::Account::new(starting)?;
            (account.url(port(postgres::PORT)), account.exports(port(postgres::PORT)))
        }
        Some(Engine::Redis | Engine::Valkey) => {
            let url = redis::url(password, port(redis::PORT));
            (url.clone(), vec![("REDIS_URL", url)])
        }
        Some(Engine::ClickHouse) => {
            let account = clickhouse::Account::new(starting)?;
            let (http, native) = (port(clickhouse::HTTP_PORT), port(clickhouse::NATIVE_PORT));
            (account.url(http), account.exports(http, native))
        }
        Some(Engine::Memcached) => {
            let url = format!("memcached://127.0.0.1:{}", port(memcached::PORT));
            (url.clone(), vec![("MEMCACHED_URL", url)])
        }
        Some(Engine::Nats) => {
            let url = format!("nats://127.0.0.1:{}", port(nats::PORT));
            (url.clone(), vec![("NATS_URL", url)])
        }
        Some(Engine::MariaDb) => {
            let (account, port) = (mariadb::Account::new(starting)?, port(mariadb::PORT));
            (account.url(port), account.exports(port, starting))
        }
        None if first == 0 => (String::new(), Vec::new()),
        None => (format!("tcp://127.0.0.1:{first}"), Vec::new()),
    })
}

impl Drop for Contained {
    fn drop(&mut self) {
        self.keeper.end();
    }
}

impl Serving for Contained {
    fn launched(&mut self) -> Option<&mut Launched> {
        Some(&mut self.launched)
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        self.ports.iter().map(|(inside, port)| (*inside, port.number)).collect()
    }

    fn url(&self) -> String {
        self.url.clone()
    }

    fn exports(&self) -> Vec<Export> {
        self.exports.clone()
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        let (Some(Engine::Redis | Engine::Valkey), Some(before), Some((_, port))) =
            (self.engine, self.before, self.ports.first())
        else {
            return Ok(None);
        };
        let now = redis::count(port.number, self.password.as_deref(), None)?;
        self.looks += 1;
        Ok(Some(redis::without_looks(now, self.looks, self.password.as_deref()).since(&before)))
    }
}
