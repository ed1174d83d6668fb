//! A stack that stands until it is told to go: its output, its deaths, and those who ask.
//!
//! Invariants: what dies is started again after a pause that doubles, and is left alone once it dies too often; services end
//! in the reverse of the order in which they were started. Absent on purpose: any wording for a terminal.

use crate::applying::Applied;
use crate::compose::{Project, Restart};
use crate::failure::StackError;
use crate::keeper::End;
use crate::processes;
use crate::stack::Stack;
use crate::standing::{Answer, Asking, Desk, Request, ServiceState, State, Visitor};
use crate::watching::Watching;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// Time between two looks at everything.
const LOOK_EVERY: Duration = Duration::from_millis(30);
/// Time between two looks at files.
const FILES_EVERY: Duration = Duration::from_millis(400);
/// The first pause before a service is started again.
const PAUSE_FIRST: Duration = Duration::from_millis(500);
/// How often a service may die before it is left alone, unless it has run long enough in between.
const DEATHS_MAX: u32 = 5;
/// How long a service must run for its deaths to be forgotten.
const FORGET_AFTER: Duration = Duration::from_mins(1);
/// How long a service may take to answer again.
const ANSWER_MAX: Duration = Duration::from_mins(1);

/// Something that happened to a stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// A service said something.
    Line {
        /// The service.
        service: String,
        /// What.
        text: String,
    },
    /// A service ended by itself.
    Ended {
        /// The service.
        service: String,
        /// How.
        end: End,
    },
    /// A service answers again.
    Again {
        /// The service.
        service: String,
    },
    /// A change of the project's files was applied.
    Applied(Applied),
    /// A change of the project's files could not be applied.
    NotApplied {
        /// Why.
        why: String,
        /// Services that are not there any more.
        gone: Vec<String>,
    },
    /// A service is left alone.
    GivenUp {
        /// The service.
        service: String,
        /// How often it ended.
        deaths: u32,
    },
}

/// Reads what is added to a file.
pub struct Following {
    path: PathBuf,
    file: Option<File>,
    rest: Vec<u8>,
}

impl Following {
    /// From the beginning.
    pub fn new(path: PathBuf) -> Self {
        Self { path, file: None, rest: Vec::new() }
    }

    /// Whole lines that have come since the last look.
    pub fn lines(&mut self) -> io::Result<Vec<String>> {
        if self.file.is_none() {
            match File::open(&self.path) {
                Ok(file) => self.file = Some(file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                Err(error) => return Err(error),
            }
        }
        if let Some(file) = &mut self.file {
            file.read_to_end(&mut self.rest)?;
        }
        let Some(end) = self.rest.iter().rposition(|byte| *byte == b'\n') else { return Ok(Vec::new()) };
        let whole: Vec<u8> = self.rest.drain(..=end).collect();
        Ok(String::from_utf8_lossy(&whole).lines().map(str::to_owned).collect())
    }
}

/// What is known of a service besides the service.
struct Watched {
    name: String,
    log: Following,
    since: Instant,
    deaths: u32,
    restarts: u32,
    /// When it is to be started again.
    again_at: Option<Instant>,
    is_given_up: bool,
    /// It has ended well, and is not to be started again.
    is_done: bool,
}

/// How a stack is kept standing.
pub struct Supervised<'s> {
    /// The project's folder.
    pub root: &'s Path,
    /// What says that a stack of the project stands: it is let go of before whoever ended the stack is told so, who may start another.
    pub lock: File,
    /// The project, where changes of its files are looked for.
    pub watch: Option<&'s Project>,
    /// Is told of everything.
    pub tell: &'s mut dyn FnMut(Happening),
    /// Applies what the project says now.
    pub apply: &'s mut Apply<'s>,
}

/// Why the project is read again and applied to a stack.
#[derive(Debug)]
pub enum Occasion {
    /// Files have changed: these services are started anew in any case.
    Changed(BTreeSet<String>),
    /// Somebody asks for it.
    Asked(Box<Asking>),
}

/// Reads the project again and applies it to a stack.
pub type Apply<'s> = dyn FnMut(&mut Stack, Occasion) -> Result<(Applied, Project), String> + 's;

/// Keeps a stack standing until a signal or a visitor ends it; says whether all of it stood to the end.
pub fn supervise(mut stack: Stack, with: Supervised<'_>) -> Result<bool, StackError> {
    let Supervised { root, lock, watch, tell, apply } = with;
    let desk = Desk::open(stack.parts().2, root)?;
    let signals = Signals::new([SIGHUP, SIGINT, SIGTERM]);
    let mut signals = signals.map_err(|error| StackError::Keeper { why: error.to_string() })?;
    let mut watched = Vec::new();
    Watched::all(&mut watched, &stack, &[]);
    let mut files = watch.map(|project| Watching::new(project, root));
    let mut looked = Instant::now();
    let (_never, tick) = channel::<()>();
    let mut last = None;
    while last.is_none() && signals.pending().next().is_none() {
        for (at, it) in watched.iter_mut().enumerate() {
            it.look(at, &mut stack, tell)?;
        }
        let mut occasion = None;
        if looked.elapsed() > FILES_EVERY {
            looked = Instant::now();
            occasion = files.as_mut().and_then(Watching::changed).map(Occasion::Changed);
        }
        let mut visitor = None;
        match serve(&desk, &mut stack, &mut watched, tell) {
            Some((visitor, Request::Down)) => last = Some(visitor),
            Some((other, Request::Apply(asking))) => {
                occasion = Some(Occasion::Asked(asking));
                visitor = Some(other);
            }
            Some((_, Request::Status | Request::Restart { .. })) | None => {}
        }
        if let Some(occasion) = occasion {
            let (answer, project) = applied(&mut stack, occasion, apply, &mut watched, tell);
            if let (Some(files), Some(project)) = (&mut files, project) {
                *files = Watching::new(&project, root);
            }
            if let Some(mut visitor) = visitor {
                visitor.answer(&answer);
            }
        }
        let _ = tick.recv_timeout(LOOK_EVERY);
    }
    let (servers, ..) = stack.parts();
    for server in servers.iter_mut().rev() {
        server.stop()?;
    }
    for it in &mut watched {
        it.tell_lines(tell);
    }
    let all_stood = !watched.iter().any(|it| it.is_given_up);
    stack.end();
    drop(lock);
    if let Some(mut visitor) = last {
        visitor.answer(&Answer::Done);
    }
    Ok(all_stood)
}

/// Applies what the project says now, and says what that was.
fn applied(
    stack: &mut Stack,
    occasion: Occasion,
    apply: &mut Apply<'_>,
    watched: &mut Vec<Watched>,
    tell: &mut dyn FnMut(Happening),
) -> (Answer, Option<Project>) {
    let done = apply(stack, occasion);
    match done {
        Ok((applied, project)) => {
            Watched::all(watched, stack, &applied.anew);
            if !(applied.first.is_empty() && applied.anew.is_empty() && applied.ended.is_empty()) {
                tell(Happening::Applied(applied.clone()));
            }
            (Answer::Applied(applied), Some(project))
        }
        Err(why) => {
            // What was ended for it is not there any more.
            let mut gone: Vec<String> = watched.iter().map(|it| it.name.clone()).collect();
            Watched::all(watched, stack, &[]);
            gone.retain(|name| !watched.iter().any(|it| it.name == *name));
            tell(Happening::NotApplied { why: why.clone(), gone: gone.clone() });
            (Answer::Failed { why, gone }, None)
        }
    }
}

/// Answers whoever asks; returns whoever asked for the end, or for what the project says now.
fn serve(
    desk: &Desk,
    stack: &mut Stack,
    watched: &mut [Watched],
    tell: &mut dyn FnMut(Happening),
) -> Option<(Visitor, Request)> {
    while let Some((mut visitor, request)) = desk.next() {
        match request {
            Request::Down | Request::Apply(_) => return Some((visitor, request)),
            Request::Status => visitor.answer(&Answer::Services(states(stack, watched))),
            Request::Restart { service } => {
                let known: Vec<String> = watched.iter().map(|it| it.name.clone()).collect();
                let Some(at) = known.iter().position(|name| *name == service) else {
                    visitor.answer(&Answer::Unknown { known });
                    continue;
                };
                let (servers, ..) = stack.parts();
                let restarted = servers[at].stop().and_then(|_| {
                    (watched[at].is_given_up, watched[at].is_done) = (false, false);
                    watched[at].again(at, stack, tell)
                });
                visitor.answer(&match restarted {
                    Ok(()) => Answer::Done,
                    Err(error) => Answer::Failed { why: error.to_string(), gone: Vec::new() },
                });
            }
        }
    }
    None
}

fn states(stack: &mut Stack, watched: &[Watched]) -> Vec<ServiceState> {
    let (servers, ..) = stack.parts();
    let state = |(server, it): (&mut crate::server::Server, &Watched)| {
        let pid = server.pid();
        ServiceState {
            name: server.name.clone(),
            engine: server.engine().map_or("service", crate::engine::Engine::name).to_owned(),
            state: match server.ended() {
                _ if it.is_given_up => State::GivenUp,
                _ if it.is_done => State::Done,
                Some(_) => State::Ended,
                None if server.is_done() => State::Done,
                None if server.answers().is_ok() => State::Ready,
                None => State::Silent,
            },
            ports: server.ports(),
            restarts: it.restarts,
            seconds: it.since.elapsed().as_secs(),
            pid,
            memory: pid.and_then(processes::memory),
        }
    };
    servers.iter_mut().zip(watched).map(state).collect()
}

/// How often a service that has ended so may have ended before it is left alone; `None` where it has ended well and is to stay so.
fn deaths_max(restart: Restart, end: End) -> Option<u32> {
    match (restart, end) {
        (Restart::Never | Restart::OnFailure(_), End::Code(0)) => None,
        (Restart::Never, End::Code(_) | End::Signal(_)) => Some(0),
        (Restart::OnFailure(Some(max)), End::Code(_) | End::Signal(_)) => Some(max.min(DEATHS_MAX)),
        (Restart::Unsaid | Restart::Always | Restart::OnFailure(None), End::Code(_) | End::Signal(_)) => {
            Some(DEATHS_MAX)
        }
    }
}

impl Watched {
    /// One for each server of a stack, in its order; those that were there before and were not started anew stay as they are.
    fn all(watched: &mut Vec<Self>, stack: &Stack, anew: &[String]) {
        let mut before = std::mem::take(watched);
        for server in stack.servers() {
            let name = server.name.clone();
            let known = before.iter().position(|it| it.name == name).map(|at| before.swap_remove(at));
            watched.push(match known {
                Some(known) if !anew.contains(&name) => known,
                Some(known) => Self::new(name, known.log),
                None => Self::new(name, Following::new(stack.log(&server.name))),
            });
        }
    }

    fn new(name: String, log: Following) -> Self {
        Self {
            log,
            name,
            since: Instant::now(),
            deaths: 0,
            restarts: 0,
            again_at: None,
            is_given_up: false,
            is_done: false,
        }
    }

    fn look(&mut self, at: usize, stack: &mut Stack, tell: &mut dyn FnMut(Happening)) -> Result<(), StackError> {
        self.tell_lines(tell);
        if self.is_given_up || self.is_done {
            return Ok(());
        }
        if let Some(when) = self.again_at {
            return if Instant::now() < when { Ok(()) } else { self.again(at, stack, tell) };
        }
        let (servers, ..) = stack.parts();
        let Some(end) = servers[at].ended() else { return Ok(()) };
        self.tell_lines(tell);
        tell(Happening::Ended { service: self.name.clone(), end });
        if self.since.elapsed() > FORGET_AFTER {
            self.deaths = 0;
        }
        self.deaths += 1;
        match deaths_max(servers[at].restart, end) {
            None => self.is_done = true,
            Some(max) if self.deaths > max => {
                self.is_given_up = true;
                tell(Happening::GivenUp { service: self.name.clone(), deaths: self.deaths });
            }
            Some(_) => self.again_at = Some(Instant::now() + PAUSE_FIRST * 2_u32.pow(self.deaths - 1)),
        }
        Ok(())
    }

    /// Starts the service again and waits until it answers, or has ended again.
    fn again(&mut self, at: usize, stack: &mut Stack, tell: &mut dyn FnMut(Happening)) -> Result<(), StackError> {
        let (servers, ..) = stack.parts();
        let server = &mut servers[at];
        (self.again_at, self.since) = (None, Instant::now());
        self.restarts += 1;
        server.again()?;
        let (_never, tick) = channel::<()>();
        while self.since.elapsed() < ANSWER_MAX && server.ended().is_none() {
            if server.answers().is_ok() {
                tell(Happening::Again { service: self.name.clone() });
                break;
            }
            let _ = tick.recv_timeout(Duration::from_millis(2));
        }
        Ok(())
    }

    fn tell_lines(&mut self, tell: &mut dyn FnMut(Happening)) {
        // A log that cannot be read is still in its place for whoever looks.
        for text in self.log.lines().unwrap_or_default() {
            tell(Happening::Line { service: self.name.clone(), text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn lines_are_told_once_and_whole() {
        let path = std::env::temp_dir().join(format!("demock-following-{}", std::process::id()));
        let mut following = Following::new(path.clone());
        assert_eq!(following.lines().expect("not there yet"), [""; 0]);
        let mut file = File::create(&path).expect("a file");
        let mut add = |text: &str| file.write_all(text.as_bytes()).expect("written");
        add("one\ntw");
        assert_eq!(following.lines().expect("lines"), ["one"]);
        add("o\n\nthree\n");
        assert_eq!(following.lines().expect("lines"), ["two", "", "three"]);
        assert_eq!(following.lines().expect("lines"), [""; 0]);
        std::fs::remove_file(path).expect("removed");
    }
}
