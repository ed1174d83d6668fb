//! What a keeper is asked, and what it says: one JSON object a line.
//!
//! Absent on purpose: any decision. Both ends are the same binary, so that no version has to be told apart.

use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::path::PathBuf;

/// A process within its keeper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct ProcessId(pub(crate) u32);

/// What a keeper is asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ask {
    /// Start a program.
    Spawn {
        /// What it is called from now on.
        id: ProcessId,
        /// The program.
        spec: Spec,
    },
    /// Send a signal to a process, or to its whole group.
    Signal {
        /// The process.
        id: ProcessId,
        /// The signal's number.
        signal: i32,
        /// Who gets it.
        to: Receiver,
    },
    /// Make a folder that begins as a copy of another.
    Data {
        /// What is copied; `None` for an empty folder.
        template: Option<PathBuf>,
        /// The folder, which must not be there.
        target: PathBuf,
        /// How it is made.
        how: Laying,
    },
    /// Remove a folder that was made, with everything in it; nobody uses it any more.
    Remove {
        /// The folder.
        target: PathBuf,
    },
    /// Copy a folder out to where others see it.
    Export {
        /// The folder.
        from: PathBuf,
        /// The copy, which must not be there.
        to: PathBuf,
    },
    /// Copy some files into a folder that was made, beside where they are to be.
    Prepare {
        /// The folder that has them.
        from: PathBuf,
        /// The folder that gets them.
        to: PathBuf,
        /// The files, from either folder.
        files: Vec<PathBuf>,
    },
    /// Put files that were prepared in the place of what is there.
    Restore {
        /// The folder.
        to: PathBuf,
        /// The files, from the folder.
        files: Vec<PathBuf>,
    },
    /// Hold the lock of a run's folder until everything has ended.
    Hold {
        /// The folder.
        folder: PathBuf,
    },
    /// Show a file in the place of another to all programs that are started from now on; only a reaper of a command can.
    Show {
        /// The file.
        file: PathBuf,
        /// What it is seen in the place of.
        instead_of: PathBuf,
    },
    /// Run a program once everything has ended; only a reaper can.
    AtEnd {
        /// The program and its arguments.
        words: Vec<OsString>,
        /// Its whole environment.
        environment: Vec<(OsString, OsString)>,
    },
    /// Stay when the connection ends, until `SIGTERM`.
    Stay,
}

/// How a folder begins as a copy of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Laying {
    /// Over it, where that can be had: at once, and files that are made there take longer.
    Over,
    /// File by file.
    Copied,
}

/// Who of a process's group gets a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Receiver {
    /// The process alone.
    Process,
    /// Its process group.
    Group,
}

/// A program to start.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Spec {
    /// The program: a path, or a name that is looked for in `PATH` of its own environment.
    pub(crate) program: OsString,
    /// Its arguments.
    pub(crate) arguments: Vec<OsString>,
    /// Its whole environment.
    pub(crate) environment: Vec<(OsString, OsString)>,
    /// Its working folder.
    pub(crate) folder: PathBuf,
    /// Where its output goes; `None` for that of whoever started demock, with their input.
    pub(crate) output: Option<PathBuf>,
    /// Whether its input stays open as long as its keeper lives, without anything in it; else there is none.
    pub(crate) keeps_input: bool,
    /// As whom it runs.
    pub(crate) identity: Identity,
    /// What ends it when its keeper is gone.
    pub(crate) last_signal: LastSignal,
    /// The process group that it joins; `None` for one of its own.
    pub(crate) group: Option<i32>,
    /// What it can reach.
    pub(crate) network: Network,
}

/// What a program can reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Network {
    /// What the machine can.
    Machine,
    /// The same, and services by the names of a file, which it sees in the place of `/etc/hosts`: where mounts are its keeper's own.
    Named(PathBuf),
    /// These ports of this machine, and nothing else; where that cannot be had it does not run.
    Stack(Vec<u16>),
}

/// As whom a program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Identity {
    /// As whoever started demock.
    Caller,
    /// The same, but never as root: servers such as Postgres refuse it.
    Service,
}

/// What ends a process whose keeper is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LastSignal {
    /// `SIGKILL`.
    Kill,
    /// `SIGQUIT`: Postgres takes its children and its shared memory with it then, and only then.
    Quit,
}

/// What a keeper says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Say {
    /// It is there.
    Ready {
        /// The user that services run as, as the machine sees it.
        service_user: u32,
        /// Whether services live in namespaces of their own.
        isolation: Isolation,
        /// The run's folder, where it has made that.
        folder: Option<PathBuf>,
    },
    /// Who is init of the namespaces.
    Init {
        /// Its process, as the machine sees it.
        pid: i32,
    },
    /// It cannot work as it was asked to.
    Refused {
        /// Why.
        why: String,
    },
    /// A program runs.
    Spawned {
        /// Which.
        id: ProcessId,
        /// Its process id, as its keeper sees it.
        pid: i32,
    },
    /// A program could not be started.
    NotSpawned {
        /// Which.
        id: ProcessId,
        /// The error's number, where there is one.
        errno: Option<i32>,
        /// The error.
        why: String,
    },
    /// A program ended.
    Ended {
        /// Which.
        id: ProcessId,
        /// How.
        end: End,
    },
    /// A folder is made, or copied out; or why not.
    Done {
        /// What went wrong.
        failure: Option<String>,
    },
}

/// Whether services live in namespaces of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Isolation {
    /// Process, mount and IPC namespaces with an init of our own: what is in them goes with it.
    Namespaces,
    /// A reaper that outlives demock and ends what it left.
    Reaper,
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// With an exit code.
    Code(i32),
    /// By a signal.
    Signal(i32),
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "exit code {code}"),
            Self::Signal(signal) => write!(f, "signal {signal}"),
        }
    }
}
