//! A keeper as those see it who ask it: a process of our own that starts programs and outlives us just long enough to end
//! them.
//!
//! Invariant: nothing is started by demock itself, so that a `SIGKILL` of it at any moment leaves nothing behind. Dropping a
//! keeper ends everything it keeps and waits for that.

mod alone;
mod child;
mod data;
mod descendants;
mod namespaces;
mod protocol;
mod serve;

pub(crate) use alone::NOT_ALONE;
pub use protocol::{End, Isolation};
pub(crate) use protocol::{Identity, LastSignal, Network, ProcessId, Receiver, Spec};

use crate::failure::StackError;
use crate::processes;
use crate::run_folder::{Base, RunFolder};
use protocol::{Ask, Laying, Say};
use rustix::event::{PollFd, PollFlags, poll};
pub(crate) use serve::Form;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::fd::OwnedFd;
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a keeper may take to say that it is there; it takes a few milliseconds.
const THERE_MAX: Duration = Duration::from_secs(20);

/// Runs as one of the programs that live in this binary under a hidden word, where the arguments of the process say so;
/// whoever calls ends with the code then.
pub fn hidden_entry(arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    let arguments: Vec<OsString> = arguments.collect();
    serve::entry(&arguments).or_else(|| alone::entry(&arguments)).or_else(|| crate::clickhouse_host::entry(&arguments))
}

/// A running keeper.
pub(crate) struct Keeper {
    process: Mutex<Option<Child>>,
    stream: UnixStream,
    writing: Mutex<()>,
    routes: Arc<Routes>,
    made: Mutex<mpsc::Receiver<Option<String>>>,
    next: AtomicU32,
    /// The user that services run as, as the machine sees it.
    pub(crate) service_user: u32,
    /// How what it keeps is kept apart.
    pub(crate) isolation: Isolation,
}

/// Who is told of which process.
#[derive(Default)]
struct Routes {
    told: Mutex<BTreeMap<ProcessId, Sender<Say>>>,
    /// The process that is init of the namespaces, as the machine sees it; 0 where there is none.
    init: AtomicI32,
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is mapped")]
fn failed(error: io::Error) -> StackError {
    StackError::Keeper { why: error.to_string() }
}

/// A program that runs, or ran.
pub(crate) struct Process {
    id: ProcessId,
    /// Its process id, as its keeper sees it.
    pid: i32,
    keeper: Arc<Keeper>,
    said: mpsc::Receiver<Say>,
    end: Option<End>,
}

/// Why a program could not be started.
#[derive(Debug)]
pub(crate) struct NotSpawned {
    pub(crate) errno: Option<i32>,
    pub(crate) why: String,
}

impl Keeper {
    /// Starts a keeper of services, which makes a folder for the run; where namespaces cannot be had, a reaper.
    ///
    /// The keeper makes the folder, so that no moment is left in which somebody else has to remove it.
    pub(crate) fn of_services(base: &Base, isolation: Isolation) -> Result<(Arc<Self>, RunFolder), StackError> {
        let form = match isolation {
            Isolation::Namespaces => Form::Namespaces,
            Isolation::Reaper => Form::LastReaper,
        };
        base.make()?;
        let (ours, theirs) = UnixStream::pair().map_err(failed)?;
        let mut command = Command::new("/proc/self/exe");
        command.args([serve::WORD, form.word()]).arg(base.path()).process_group(0);
        command.stdin(OwnedFd::from(theirs)).stdout(Stdio::null()).stderr(Stdio::null());
        let spawned = command.spawn().map_err(failed);
        // The keeper's end of the connection is the keeper's alone.
        drop(command);
        let mut process = spawned?;
        match Self::greeted(ours, form)? {
            Ok((keeper, folder)) => {
                let run = RunFolder::of(folder.unwrap_or_default())?;
                *keeper.process.lock().unwrap_or_else(PoisonError::into_inner) = Some(process);
                Ok((Arc::new(keeper), run))
            }
            Err(_) if form == Form::Namespaces => {
                process.wait().map_err(failed)?;
                Self::of_services(base, Isolation::Reaper)
            }
            Err(why) => Err(StackError::Keeper { why }),
        }
    }

    /// Starts the keeper of the caller's command, with the caller's terminal.
    ///
    /// Its input is the command's, so that it is found by a name instead: one of the kernel's, which leaves no file. Whoever else
    /// comes by that name is sent away.
    pub(crate) fn of_command(form: Form) -> Result<Arc<Self>, StackError> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("demock-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let address = SocketAddr::from_abstract_name(&name).map_err(failed)?;
        let listener = UnixListener::bind_addr(&address).map_err(failed)?;
        let mut command = Command::new("/proc/self/exe");
        command.args([serve::WORD, form.word(), &name]).process_group(0);
        let mut process = command.spawn().map_err(failed)?;
        let stream = accept(&listener, &mut process).map_err(failed)?;
        match Self::greeted(stream, form)? {
            Ok((keeper, _)) => {
                *keeper.process.lock().unwrap_or_else(PoisonError::into_inner) = Some(process);
                Ok(Arc::new(keeper))
            }
            Err(why) => Err(StackError::Keeper { why }),
        }
    }

    /// Waits for its first word: that it is there, with the folder that it has made, or why it cannot be.
    fn greeted(stream: UnixStream, form: Form) -> Result<Result<(Self, Option<PathBuf>), String>, StackError> {
        stream.set_read_timeout(Some(THERE_MAX)).map_err(failed)?;
        let mut lines = BufReader::new(stream.try_clone().map_err(failed)?).lines();
        let routes = Arc::new(Routes::default());
        loop {
            match lines.next().map(|line| line.and_then(|line| Ok(serde_json::from_str::<Say>(&line)?))) {
                Some(Ok(Say::Ready { service_user, isolation, folder })) => {
                    stream.set_read_timeout(None).map_err(failed)?;
                    let (send, made) = mpsc::channel();
                    let to = routes.clone();
                    thread::spawn(move || to.listen(lines, &send));
                    let keeper = Self {
                        process: Mutex::new(None),
                        stream,
                        writing: Mutex::new(()),
                        routes,
                        made: Mutex::new(made),
                        next: AtomicU32::new(1),
                        service_user,
                        isolation,
                    };
                    return Ok(Ok((keeper, folder)));
                }
                Some(Ok(Say::Init { pid })) => routes.init.store(pid, Ordering::Relaxed),
                Some(Ok(Say::Refused { why })) => return Ok(Err(why)),
                None if form == Form::Namespaces => return Ok(Err("it ended before it said anything".to_owned())),
                other => return Err(StackError::Keeper { why: format!("it said {other:?}") }),
            }
        }
    }

    /// The process that `SIGTERM` ends it by.
    pub(crate) fn pid(&self) -> i32 {
        let own = || self.process.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(Child::id);
        match self.routes.init.load(Ordering::Relaxed) {
            0 => own().and_then(|pid| i32::try_from(pid).ok()).unwrap_or_default(),
            pid => pid,
        }
    }

    fn ask(&self, ask: &Ask) -> Result<(), StackError> {
        let mut line = serde_json::to_vec(ask).map_err(|error| failed(error.into()))?;
        line.push(b'\n');
        let _guard = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        (&self.stream).write_all(&line).map_err(failed)
    }

    /// Has it hold a run's folder as long as anything that it keeps is there.
    pub(crate) fn hold(&self, folder: &Path) -> Result<(), StackError> {
        self.make(&Ask::Hold { folder: folder.to_owned() }, folder)
    }

    /// Has it show a file in the place of another to all that it starts from now on; why it cannot.
    pub(crate) fn show(&self, file: &Path, instead_of: &Path) -> Result<(), StackError> {
        let shown = self.make(&Ask::Show { file: file.to_owned(), instead_of: instead_of.to_owned() }, instead_of);
        shown.map_err(
            |error| if let StackError::Data { why, .. } = error { StackError::NotNamed { why } } else { error },
        )
    }

    /// Has it run a program once everything that it keeps has ended.
    pub(crate) fn at_end(
        &self,
        words: Vec<OsString>,
        environment: Vec<(OsString, OsString)>,
    ) -> Result<(), StackError> {
        self.make(&Ask::AtEnd { words, environment }, Path::new(""))
    }

    /// Starts a program.
    pub(crate) fn spawn(self: &Arc<Self>, spec: Spec) -> Result<Result<Process, NotSpawned>, StackError> {
        let id = ProcessId(self.next.fetch_add(1, Ordering::Relaxed));
        let (send, said) = mpsc::channel();
        self.routes.told.lock().unwrap_or_else(PoisonError::into_inner).insert(id, send);
        self.ask(&Ask::Spawn { id, spec })?;
        match said.recv() {
            Ok(Say::Spawned { pid, .. }) => Ok(Ok(Process { id, pid, keeper: self.clone(), said, end: None })),
            Ok(Say::NotSpawned { errno, why, .. }) => Ok(Err(NotSpawned { errno, why })),
            Ok(other) => Err(StackError::Keeper { why: format!("it said {other:?}") }),
            Err(_) => Err(StackError::Keeper { why: "it is gone".to_owned() }),
        }
    }

    /// Makes a folder that begins as a copy of a template, or empty.
    pub(crate) fn data(&self, template: Option<&Path>, target: &Path) -> Result<(), StackError> {
        self.laid(template, target, Laying::Over)
    }

    /// The same, where many files will be made in it.
    pub(crate) fn data_copied(&self, template: &Path, target: &Path) -> Result<(), StackError> {
        self.laid(Some(template), target, Laying::Copied)
    }

    fn laid(&self, template: Option<&Path>, target: &Path, how: Laying) -> Result<(), StackError> {
        let ask = Ask::Data { template: template.map(Path::to_owned), target: target.to_owned(), how };
        self.make(&ask, target)
    }

    /// Removes a folder that [`Self::data`] has made.
    pub(crate) fn remove(&self, target: &Path) -> Result<(), StackError> {
        self.make(&Ask::Remove { target: target.to_owned() }, target)
    }

    /// Copies a folder out to where others see it.
    pub(crate) fn export(&self, from: &Path, to: &Path) -> Result<(), StackError> {
        self.make(&Ask::Export { from: from.to_owned(), to: to.to_owned() }, to)
    }

    /// Copies files of a folder into one that [`Self::data`] has made, beside where they are to be.
    pub(crate) fn prepare(&self, from: &Path, to: &Path, files: Vec<PathBuf>) -> Result<(), StackError> {
        self.make(&Ask::Prepare { from: from.to_owned(), to: to.to_owned(), files }, to)
    }

    /// Puts files that were prepared where they are to be.
    pub(crate) fn restore(&self, to: &Path, files: Vec<PathBuf>) -> Result<(), StackError> {
        self.make(&Ask::Restore { to: to.to_owned(), files }, to)
    }

    fn make(&self, ask: &Ask, target: &Path) -> Result<(), StackError> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        self.ask(ask)?;
        match made.recv() {
            Ok(None) => Ok(()),
            Ok(Some(why)) => Err(StackError::Data { path: target.to_owned(), why }),
            Err(_) => Err(StackError::Keeper { why: "it is gone".to_owned() }),
        }
    }

    /// Has it stay when this process ends, until it is told to go.
    pub(crate) fn stay(&self) -> Result<(), StackError> {
        self.ask(&Ask::Stay)?;
        self.process.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ok(())
    }

    /// Ends everything it keeps, and waits until it is gone itself.
    pub(crate) fn end(&self) {
        let process = self.process.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut process) = process {
            // It may be gone already, and then there is nothing to wait for.
            let _ = self.stream.shutdown(std::net::Shutdown::Both);
            let _ = process.wait();
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.end();
    }
}

/// Waits until the keeper connects, or has ended.
fn accept(listener: &UnixListener, process: &mut Child) -> io::Result<UnixStream> {
    let began = Instant::now();
    let every = rustix::event::Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
    loop {
        if poll(&mut [PollFd::new(listener, PollFlags::IN)], Some(&every))? > 0 {
            let stream = listener.accept()?.0;
            let peer = rustix::net::sockopt::socket_peercred(&stream)?.pid;
            if i32::try_from(process.id()).is_ok_and(|pid| pid == peer.as_raw_pid()) {
                return Ok(stream);
            }
        }
        if let Some(status) = process.try_wait()? {
            return Err(io::Error::other(format!("it ended before it said anything: {status}")));
        }
        if began.elapsed() > THERE_MAX {
            return Err(io::Error::other("it said nothing in time"));
        }
    }
}

impl Routes {
    /// Passes on what the keeper says. Whoever does not listen any more wants to hear nothing.
    fn listen(&self, lines: io::Lines<BufReader<UnixStream>>, made: &Sender<Option<String>>) {
        for line in lines {
            let Ok(said) = line.and_then(|line| Ok(serde_json::from_str::<Say>(&line)?)) else { break };
            match said {
                Say::Done { failure } => drop(made.send(failure)),
                Say::Spawned { id, .. } => self.pass(id, said),
                Say::NotSpawned { id, .. } | Say::Ended { id, .. } => {
                    self.pass(id, said);
                    self.told.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
                }
                Say::Init { pid } => self.init.store(pid, Ordering::Relaxed),
                Say::Ready { .. } | Say::Refused { .. } => {}
            }
        }
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn pass(&self, id: ProcessId, said: Say) {
        if let Some(send) = self.told.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            let _ = send.send(said);
        }
    }
}

impl Process {
    /// How it ended, where it does within a time.
    pub(crate) fn ended_within(&mut self, time: Duration) -> Option<End> {
        if self.end.is_none() {
            self.end = match self.said.recv_timeout(time) {
                Ok(Say::Ended { end, .. }) => Some(end),
                // The keeper took it along.
                Err(RecvTimeoutError::Disconnected) => Some(End::Signal(9)),
                Ok(_) | Err(RecvTimeoutError::Timeout) => None,
            };
        }
        self.end
    }

    /// Waits for its end.
    pub(crate) fn wait(&mut self) -> End {
        loop {
            if let Some(end) = self.ended_within(Duration::from_hours(1)) {
                return end;
            }
        }
    }

    /// Its process id, as the machine sees it.
    pub(crate) fn pid(&self) -> Option<i32> {
        match self.keeper.isolation {
            Isolation::Namespaces => processes::outside(self.keeper.routes.init.load(Ordering::Relaxed), self.pid),
            Isolation::Reaper => Some(self.pid),
        }
    }

    /// Something that can send it signals from anywhere.
    pub(crate) fn handle(&self) -> Handle {
        Handle { id: self.id, keeper: self.keeper.clone() }
    }
}

/// Sends signals to a process.
#[derive(Clone)]
pub(crate) struct Handle {
    id: ProcessId,
    keeper: Arc<Keeper>,
}

impl Handle {
    /// Sends one; a process that has ended gets none.
    pub(crate) fn signal(&self, signal: i32, to: Receiver) -> Result<(), StackError> {
        self.keeper.ask(&Ask::Signal { id: self.id, signal, to })
    }
}
