//! The keeper's own program: starts what it is asked to, and ends all of it when whoever asked is gone.
//!
//! Three forms of one loop. As a *reaper* it is a subreaper in a process group of its own, so that neither Ctrl-C nor the end
//! of a whole group reaches it. With *namespaces* it only waits for *init*, which does the work inside of them and whose end
//! the kernel turns into the end of everything there. Invariants: the connection's end is the only sign that is needed;
//! one thread starts all programs. Absent on purpose: restarting anything, and any knowledge of services.

use super::namespaces::Users;
use super::protocol::{Ask, Isolation, LastSignal, Laying, ProcessId, Receiver, Say};
use super::{child, data, descendants, namespaces};
use crate::run_folder::{self, Base, Lock, RunFolder};
use rustix::process::{Pid, Signal, WaitIdOptions, WaitOptions, WaitStatus, kill_process, kill_process_group};
use signal_hook::consts::SIGTERM;
use signal_hook::iterator::Signals;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The word that makes the binary a keeper.
pub(super) const WORD: &str = "__keeper";

/// What a keeper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A reaper that leaves the run's folder to another.
    Reaper,
    /// The same of a command, with mounts of its own where these can be had.
    OfCommand,
    /// The same, also where that takes a space of users of its own.
    OfNamingCommand,
    /// A reaper that takes the run's folder with it.
    LastReaper,
    /// Waits for init, and takes the run's folder with it.
    Namespaces,
}

impl Form {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Reaper, "reaper"),
        (Self::OfCommand, "of-command"),
        (Self::OfNamingCommand, "of-naming-command"),
        (Self::LastReaper, "last-reaper"),
        (Self::Namespaces, "namespaces"),
    ];

    pub(super) fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(form, _)| *form == self).map_or("", |(_, word)| word)
    }
}

/// Runs as a keeper where the arguments say so.
pub(super) fn entry(arguments: &[OsString]) -> Option<ExitCode> {
    let [_, word, form, place] = arguments else { return None };
    let (form, _) = Form::ALL.into_iter().find(|(_, known)| form == known).filter(|_| word == WORD)?;
    let folder = Path::new(place);
    // Whoever asked sees the connection end; there is nobody else to tell.
    let run = match form {
        Form::Reaper => reaper(place, Err(NOT_OF_COMMANDS.to_owned())),
        // Before there are threads, since only one that is alone can leave users. Whoever wants something shown is told.
        Form::OfCommand => reaper(place, namespaces::leave_mounts(Users::Stay).map_err(|error| error.to_string())),
        Form::OfNamingCommand => {
            reaper(place, namespaces::leave_mounts(Users::MayBeLeft).map_err(|error| error.to_string()))
        }
        Form::LastReaper => last_reaper(&Base::at(folder)),
        Form::Namespaces => namespaces(&Base::at(folder)),
    };
    Some(if run.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn reaper(name: &OsString, mounts: Result<(), String>) -> io::Result<()> {
    let address = SocketAddr::from_abstract_name(name.as_bytes())?;
    reap(UnixStream::connect_addr(&address)?, None, mounts)
}

fn last_reaper(base: &Base) -> io::Result<()> {
    let stream = from_stdin()?;
    let Some(run) = made(base, &stream) else { return Ok(()) };
    let data = run.in_memory();
    let done = data.and_then(|()| reap(stream, Some(run.path()), Err(NOT_OF_COMMANDS.to_owned())));
    run.remove_last();
    done
}

/// Keeps what it is asked to as a subreaper, and ends all of it.
fn reap(stream: UnixStream, folder: Option<&Path>, mounts: Result<(), String>) -> io::Result<()> {
    rustix::process::set_child_subreaper(Some(rustix::process::getpid()))?;
    let mut keeper = Keeper::on(stream, Isolation::Reaper, folder)?;
    keeper.mounts = mounts;
    keeper.serve();
    let gently: Vec<Pid> = keeper.of_last_signal(LastSignal::Quit);
    let (held, at_end) = (std::mem::take(&mut keeper.held), std::mem::take(&mut keeper.at_end));
    drop(keeper);
    descendants::end_all(&gently);
    for mut command in at_end {
        // There is nobody left to tell.
        let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
    // Whoever waits for the folder may have it now.
    drop(held);
    Ok(())
}

fn namespaces(base: &Base) -> io::Result<()> {
    let mut stream = from_stdin()?;
    let Some(run) = made(base, &stream) else { return Ok(()) };
    let waited = match namespaces::leave().and_then(|()| child::fork()) {
        Ok(None) => {
            // What belongs to the other is not touched; no lock of its is held twice.
            let folder = run.path().to_owned();
            drop(run);
            return init(stream, &folder);
        }
        Ok(Some(pid)) => {
            let told = say(&mut stream, &Say::Init { pid: pid.as_raw_pid() });
            // The connection's end is heard where nobody else has one.
            drop(stream);
            // Where nobody listens any more, init hears so as well; until it is gone it may still put something into the folder.
            let ended = rustix::process::waitpid(Some(pid), WaitOptions::empty());
            told.and(ended.map(drop).map_err(io::Error::from))
        }
        Err(error) => {
            refuse(&mut stream, &error);
            Err(error)
        }
    };
    run.remove_last();
    waited
}

fn init(mut stream: UnixStream, folder: &Path) -> io::Result<()> {
    if let Err(error) = namespaces::settle(&run_folder::data(folder)) {
        refuse(&mut stream, &error);
        return Err(error);
    }
    // The kernel ends everybody else with this process.
    Keeper::on(stream, Isolation::Namespaces, Some(folder))?.serve();
    Ok(())
}

/// The connection that this process was started with in place of an input.
fn from_stdin() -> io::Result<UnixStream> {
    let stream = rustix::stdio::stdin().try_clone_to_owned()?;
    rustix::stdio::dup2_stdin(std::fs::File::open("/dev/null")?)?;
    Ok(UnixStream::from(stream))
}

/// A folder for the run; whoever asked is told why there is none.
fn made(base: &Base, mut stream: &UnixStream) -> Option<RunFolder> {
    RunFolder::new(base).map_err(|error| refuse(&mut stream, &io::Error::other(error.to_string()))).ok()
}

fn refuse(stream: &mut impl io::Write, error: &io::Error) {
    // Where nobody listens any more, nobody has to know.
    let _ = say(stream, &Say::Refused { why: error.to_string() });
}

fn say(stream: &mut impl io::Write, what: &Say) -> io::Result<()> {
    let mut line = serde_json::to_vec(what)?;
    line.push(b'\n');
    stream.write_all(&line)
}

/// Why a keeper of services shows nothing.
const NOT_OF_COMMANDS: &str = "it keeps no command";

/// What a keeper hears of.
enum Event {
    Asked(Ask),
    /// Whoever asks is gone.
    Alone,
    Ended(Pid, WaitStatus),
    Terminated,
}

struct Running {
    pid: Pid,
    last_signal: LastSignal,
}

struct Keeper {
    stream: UnixStream,
    events: mpsc::Receiver<Event>,
    running: BTreeMap<ProcessId, Running>,
    isolation: Isolation,
    service_user: u32,
    /// Folders of runs that are in use as long as anything runs.
    held: Vec<Lock>,
    /// Whether mounts are its own, or why not.
    mounts: Result<(), String>,
    /// What is run once everything has ended.
    at_end: Vec<Command>,
    /// Held while a program is started: whoever waits for children must not take the one that could not be.
    starting: Arc<Mutex<()>>,
    started: Sender<()>,
}

impl Keeper {
    fn on(mut stream: UnixStream, isolation: Isolation, folder: Option<&Path>) -> io::Result<Self> {
        let (send, events) = mpsc::channel();
        let (started, any_started) = mpsc::channel();
        let starting = Arc::new(Mutex::new(()));
        let service_user = child::service_user();
        let (lines, to_read) = (send.clone(), stream.try_clone()?);
        thread::spawn(move || listen(to_read, &lines));
        let (ends, guard) = (send.clone(), starting.clone());
        thread::spawn(move || wait_for_children(&ends, &guard, &any_started));
        let mut signals = Signals::new([SIGTERM])?;
        thread::spawn(move || {
            if signals.forever().next().is_some() {
                // Where nobody listens any more, the end is there already.
                let _ = send.send(Event::Terminated);
            }
        });
        let folder = folder.map(Path::to_owned);
        say(&mut stream, &Say::Ready { service_user, isolation, folder })?;
        let running = BTreeMap::new();
        let (held, at_end, mounts) = (Vec::new(), Vec::new(), Err(NOT_OF_COMMANDS.to_owned()));
        Ok(Self { stream, events, running, isolation, service_user, held, mounts, at_end, starting, started })
    }

    /// Does what it is asked until nobody is there to ask.
    fn serve(&mut self) {
        let mut stays = false;
        while let Ok(event) = self.events.recv() {
            match event {
                Event::Asked(Ask::Stay) => stays = true,
                Event::Asked(ask) => self.answer(ask),
                Event::Ended(pid, status) => self.ended(pid, status),
                Event::Alone if stays => {}
                Event::Alone | Event::Terminated => return,
            }
        }
    }

    fn of_last_signal(&self, asked: LastSignal) -> Vec<Pid> {
        self.running.values().filter(|running| running.last_signal == asked).map(|running| running.pid).collect()
    }

    fn say(&mut self, what: &Say) {
        // Where nobody listens any more, the end of the connection is about to be heard.
        let _ = say(&mut self.stream, what);
    }

    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Spawn { id, spec } => {
                let spawned = {
                    let _guard = self.starting.lock().unwrap_or_else(PoisonError::into_inner);
                    child::spawn(&spec, Some(rustix::process::getpid()))
                };
                match spawned {
                    Ok(pid) => {
                        self.running.insert(id, Running { pid, last_signal: spec.last_signal });
                        // The waiter lives as long as this does.
                        let _ = self.started.send(());
                        self.say(&Say::Spawned { id, pid: pid.as_raw_pid() });
                    }
                    Err(error) => {
                        let (errno, why) = (error.raw_os_error(), error.to_string());
                        self.say(&Say::NotSpawned { id, errno, why });
                    }
                }
            }
            Ask::Signal { id, signal, to } => {
                if let (Some(running), Some(signal)) = (self.running.get(&id), Signal::from_named_raw(signal)) {
                    // One that has just ended is about to be told.
                    let _ = match to {
                        Receiver::Process => kill_process(running.pid, signal),
                        Receiver::Group => kill_process_group(running.pid, signal),
                    };
                }
            }
            Ask::Data { template, target, how } => {
                let made = self.data(template.as_deref(), &target, how);
                self.say(&Say::Done { failure: made.err().map(|error| error.to_string()) });
            }
            Ask::Remove { target } => {
                let removed = match self.isolation {
                    Isolation::Namespaces => namespaces::remove(&target),
                    Isolation::Reaper => std::fs::remove_dir_all(&target),
                };
                self.say(&Say::Done { failure: removed.err().map(|error| error.to_string()) });
            }
            Ask::Export { from, to } => {
                let copied = data::copy(&from, &to, self.service_user).and_then(|()| sync(&to));
                self.say(&Say::Done { failure: copied.err().map(|error| error.to_string()) });
            }
            Ask::Prepare { from, to, files } => {
                let prepared = files.iter().try_for_each(|file| data::prepare(&from, &to, file, self.service_user));
                self.say(&Say::Done { failure: prepared.err().map(|error| error.to_string()) });
            }
            Ask::Restore { to, files } => {
                let restored = files.iter().try_for_each(|file| data::restore(&to, file));
                self.say(&Say::Done { failure: restored.err().map(|error| error.to_string()) });
            }
            Ask::Hold { folder } => {
                let locked = Lock::shared(&folder);
                let failure = locked.map(|lock| self.held.push(lock)).err().map(|error| error.to_string());
                self.say(&Say::Done { failure });
            }
            Ask::Show { file, instead_of } => {
                let shown = self
                    .mounts
                    .clone()
                    .and_then(|()| namespaces::show(&file, &instead_of).map_err(|error| error.to_string()));
                self.say(&Say::Done { failure: shown.err() });
            }
            Ask::AtEnd { words, environment } => {
                let mut words = words.into_iter();
                let mut command = Command::new(words.next().unwrap_or_default());
                command.args(words).env_clear().envs(environment);
                self.at_end.push(command);
                self.say(&Say::Done { failure: None });
            }
            Ask::Stay => {}
        }
    }

    fn data(&self, template: Option<&Path>, target: &Path, how: Laying) -> io::Result<()> {
        let Some(template) = template else {
            std::fs::create_dir(target)?;
            return data::own(target, self.service_user);
        };
        match self.isolation {
            Isolation::Namespaces if how == Laying::Over => namespaces::overlay(template, target, self.service_user)
                .or_else(|_| {
                    // A kernel that lays nothing over each other for users: a copy in memory does as well.
                    std::fs::remove_dir_all(target)?;
                    data::copy(template, target, self.service_user)
                }),
            Isolation::Namespaces | Isolation::Reaper => data::copy(template, target, self.service_user),
        }
    }

    fn ended(&mut self, pid: Pid, status: WaitStatus) {
        let Some(id) = self.running.iter().find(|(_, running)| running.pid == pid).map(|(id, _)| *id) else { return };
        self.running.remove(&id);
        let code = status.exit_status().map(super::End::Code);
        let Some(end) = code.or_else(|| status.terminating_signal().map(super::End::Signal)) else { return };
        self.say(&Say::Ended { id, end });
    }
}

/// Has everything below a folder on the disk, so that a crash leaves no half of it.
fn sync(folder: &Path) -> io::Result<()> {
    rustix::fs::syncfs(std::fs::File::open(folder)?)?;
    Ok(())
}

fn listen(stream: UnixStream, events: &Sender<Event>) {
    for line in BufReader::new(stream).lines() {
        let asked = line.and_then(|line| Ok(serde_json::from_str::<Ask>(&line)?));
        let Ok(ask) = asked else { break };
        if events.send(Event::Asked(ask)).is_err() {
            return;
        }
    }
    // The other end is gone only where the keeper is about to go as well.
    let _ = events.send(Event::Alone);
}

/// Tells of each child that ends, one that was inherited included. It looks before it takes: the library takes a child
/// itself whose program could not be run.
fn wait_for_children(events: &Sender<Event>, starting: &Mutex<()>, any_started: &mpsc::Receiver<()>) {
    loop {
        let looked =
            rustix::process::waitid(rustix::process::WaitId::All, WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        if matches!(looked, Err(rustix::io::Errno::CHILD)) && any_started.recv().is_err() {
            return;
        }
        let _guard = starting.lock().unwrap_or_else(PoisonError::into_inner);
        while let Ok(Some((pid, status))) = rustix::process::wait(WaitOptions::NOHANG) {
            if events.send(Event::Ended(pid, status)).is_err() {
                return;
            }
        }
    }
}
