//! A stack that stands, as other processes see it: found by its project, asked over a socket.
//!
//! Layout: `stack.json` in the run's folder says whose it is, and appears once it is ready; `control.sock` answers one JSON object
//! a line. Invariant: only a folder whose lock somebody holds is a stack that stands.

use crate::applying::Applied;
use crate::failure::StackError;
use crate::run_folder::{Base, RunFolder, is_held};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::{fs, process};

const CARD: &str = "stack.json";
const SOCKET: &str = "control.sock";

/// Whose a stack is.
#[derive(Debug, Serialize, Deserialize)]
struct Card {
    root: PathBuf,
    pid: u32,
}

/// What a stack is asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Request {
    Status,
    Down,
    Restart { service: String },
    Apply(Box<Asking>),
}

/// What whoever applies a change asks for: their files, profiles and services, and their variables.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Asking {
    /// Compose files; the usual ones where none are named.
    pub files: Vec<String>,
    /// Profiles.
    pub profiles: Vec<String>,
    /// Services, which come to those that were asked for before; all where none are named.
    pub only: Vec<String>,
    /// Variables of the file.
    pub variables: BTreeMap<String, String>,
}

/// What it answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    Services(Vec<ServiceState>),
    Applied(Applied),
    Done,
    Failed {
        why: String,
        /// Services that are not there any more.
        gone: Vec<String>,
    },
    Unknown {
        known: Vec<String>,
    },
}

/// How a service is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceState {
    /// Its name.
    pub name: String,
    /// What it is.
    pub engine: String,
    /// How it is.
    pub state: State,
    /// Ports of the container, and those of this machine.
    pub ports: Vec<(u16, u16)>,
    /// How often it was started again.
    pub restarts: u32,
    /// Seconds since it was last started.
    pub seconds: u64,
    /// Its process, as the machine sees it, where it is one of this machine.
    pub pid: Option<i32>,
    /// Memory of the process and all that it has started, in KiB: the sum of their proportional shares.
    pub memory: Option<u64>,
}

/// How a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It answers.
    Ready,
    /// It was run to its end, and has ended well.
    Done,
    /// It runs and does not answer.
    Silent,
    /// It has ended and is about to be started again.
    Ended,
    /// It ended too often and is left alone.
    GivenUp,
}

impl ServiceState {
    /// Seconds that it has run for; `None` where it does not run.
    pub const fn uptime(&self) -> Option<u64> {
        match self.state {
            State::Ready | State::Silent => Some(self.seconds),
            State::Done | State::Ended | State::GivenUp => None,
        }
    }
}

impl State {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Done => "done",
            Self::Silent => "silent",
            Self::Ended => "ended",
            Self::GivenUp => "given up",
        }
    }
}

/// A stack that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    folder: PathBuf,
    /// The process that keeps it.
    pub pid: u32,
}

impl Standing {
    /// The stack of a project.
    pub fn find(base: &Base, root: &Path) -> Result<Self, StackError> {
        let found = found(base, root, CARD).ok_or(StackError::NotStanding)?;
        Ok(Self { folder: found.0, pid: found.1 })
    }

    /// How its services are.
    pub fn status(&self) -> Result<Vec<ServiceState>, StackError> {
        match self.ask(&Request::Status)? {
            Answer::Services(services) => Ok(services),
            other @ (Answer::Applied(_) | Answer::Done | Answer::Failed { .. } | Answer::Unknown { .. }) => {
                Err(strange(&other))
            }
        }
    }

    /// Ends it and waits until it is gone.
    pub fn down(&self) -> Result<(), StackError> {
        // The connection ends with the process that keeps it.
        match self.ask(&Request::Down)? {
            Answer::Done => Ok(()),
            other @ (Answer::Services(_) | Answer::Applied(_) | Answer::Failed { .. } | Answer::Unknown { .. }) => {
                Err(strange(&other))
            }
        }
    }

    /// Starts a service again and waits until it answers.
    pub fn restart(&self, service: &str) -> Result<(), StackError> {
        match self.ask(&Request::Restart { service: service.to_owned() })? {
            Answer::Done => Ok(()),
            Answer::Unknown { known } => {
                Err(StackError::UnknownService { name: service.to_owned(), known, place: None })
            }
            Answer::Failed { why, .. } => Err(StackError::NotRestarted { service: service.to_owned(), why }),
            other @ (Answer::Services(_) | Answer::Applied(_)) => Err(strange(&other)),
        }
    }

    /// Has it do what the project says now.
    pub fn apply(&self, asking: Asking) -> Result<Applied, StackError> {
        match self.ask(&Request::Apply(Box::new(asking)))? {
            Answer::Applied(applied) => Ok(applied),
            Answer::Failed { why, gone } => Err(StackError::NotApplied { why, gone }),
            other @ (Answer::Services(_) | Answer::Done | Answer::Unknown { .. }) => Err(strange(&other)),
        }
    }

    /// Where a service's output is.
    pub fn log(&self, service: &str) -> Result<PathBuf, StackError> {
        let known: Vec<String> = self.status()?.into_iter().map(|state| state.name).collect();
        if known.iter().any(|name| name == service) {
            return Ok(self.folder.join("logs").join(format!("{service}.log")));
        }
        Err(StackError::UnknownService { name: service.to_owned(), known, place: None })
    }

    /// Whether it still stands.
    pub fn stands(&self) -> bool {
        is_held(&self.folder)
    }

    fn ask(&self, request: &Request) -> Result<Answer, StackError> {
        let path = self.folder.join(SOCKET);
        let asked = || -> io::Result<Answer> {
            let mut stream = UnixStream::connect(&path)?;
            let mut line = serde_json::to_vec(request)?;
            line.push(b'\n');
            stream.write_all(&line)?;
            let mut said = String::new();
            stream.read_to_string(&mut said)?;
            Ok(serde_json::from_str(&said)?)
        };
        asked().map_err(|source| StackError::File { path: path.clone(), source })
    }
}

fn strange(answer: &Answer) -> StackError {
    let why = match answer {
        Answer::Failed { why, .. } => why.clone(),
        Answer::Services(_) | Answer::Applied(_) | Answer::Done | Answer::Unknown { .. } => {
            format!("it answered {answer:?}")
        }
    };
    StackError::Keeper { why }
}

/// Says in a run's folder whose it is; that appears at once, or not at all.
pub(crate) fn announce(folder: &Path, root: &Path, card: &str) -> Result<(), StackError> {
    let path = folder.join(card);
    let text = serde_json::to_vec(&Card { root: root.to_owned(), pid: process::id() });
    let written = text.map_err(io::Error::from).and_then(|text| {
        fs::write(path.with_extension("new"), text)?;
        fs::rename(path.with_extension("new"), &path)
    });
    written.map_err(|source| StackError::File { path, source })
}

/// The folder of a run that is a project's, and the process that keeps it.
pub(crate) fn found(base: &Base, root: &Path, card: &str) -> Option<(PathBuf, u32)> {
    let of = |folder: PathBuf| {
        let card: Card = serde_json::from_slice(&fs::read(folder.join(card)).ok()?).ok()?;
        (card.root == root && is_held(&folder)).then_some((folder, card.pid))
    };
    base.runs().into_iter().find_map(of)
}

/// The stack's own end of it.
pub(crate) struct Desk(UnixListener);

impl Desk {
    /// Says that a stack stands.
    pub(crate) fn open(run: &RunFolder, root: &Path) -> Result<Self, StackError> {
        let socket = run.path().join(SOCKET);
        let listener = UnixListener::bind(&socket).and_then(|listener| {
            listener.set_nonblocking(true)?;
            Ok(listener)
        });
        let listener = listener.map_err(|source| StackError::File { path: socket, source })?;
        announce(run.path(), root, CARD)?;
        Ok(Self(listener))
    }

    /// Who waits for an answer, and what they ask; whoever asks nothing sensible is sent away.
    pub(crate) fn next(&self) -> Option<(Visitor, Request)> {
        let (stream, _) = self.0.accept().ok()?;
        stream.set_nonblocking(false).ok()?;
        stream.set_read_timeout(Some(std::time::Duration::from_secs(2))).ok()?;
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).ok()?;
        Some((Visitor(stream), serde_json::from_str(&line).ok()?))
    }
}

/// Somebody who waits for an answer.
pub(crate) struct Visitor(UnixStream);

impl Visitor {
    /// Answers; whoever has gone away needs none.
    pub(crate) fn answer(&mut self, answer: &Answer) {
        if let Ok(text) = serde_json::to_vec(answer) {
            let _ = self.0.write_all(&text);
        }
    }
}
