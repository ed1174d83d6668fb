//! Leases: slices of a stack that are one test's, one worker's or one run's alone.
//!
//! Data flow: a line of JSON on a socket (`protocol`) → the broker's answer (`broker`) → a slice of each service (`Slicer`), out
//! of a pool (`pool`) or made now → variables for whoever asked; what they waited and did is in the `ledger`.
//! Invariants: one connection is one lease, and its end gives the lease back, however that comes; what was used is never handed out again
//! unless its own counters say that nobody came, or tell exactly what was done and that is undone. Absent on purpose: what a slice is made of, which each service knows.

mod broker;
mod ledger;
mod pool;
mod protocol;

pub use broker::{Broker, Failed, Manner, Variables};
pub use ledger::{Summary, Tested, Waits};
pub(crate) use pool::{Cheaper, Make, Pool};

use crate::counters::Counters;
use crate::endpoint::{Endpoint, Instead};
use crate::failure::StackError;
use crate::serving::Export;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// How far a lease is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// By everything that a command does.
    Run,
    /// By the tests of one worker.
    Worker,
    /// By nobody.
    Test,
}

/// How strongly a slice is kept apart from others (SPEC: *private* and *by credentials*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Isolation {
    /// A process of its own.
    Private,
    /// A database and a user of its own on a server that others use.
    Credentials,
    /// Nothing: whatever one does, all see.
    Shared,
}

/// Where a slice came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It was ready.
    Pool,
    /// It was made for this lease.
    Miss,
}

/// What became of a slice's contents between two tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Renewal {
    /// Nobody changed anything.
    Untouched,
    /// They are again what tests begin with.
    Renewed,
    /// They stay, because something that outlives the test holds on to them.
    Held,
}

/// What only a server of one's own can do, as the one that is shared has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// Whoever has the lease asked for it.
    ByLease(String),
    /// Whose lease was meant nobody knows.
    BySomebody(String),
}

impl Renewal {
    /// What it is called where it is reported.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Renewed => "renewed",
            Self::Held => "held",
        }
    }
}

/// Makes slices of one service.
pub(crate) trait Slicer: Send + Sync {
    /// Whether only a lease that names the service has a slice of it.
    fn is_on_request(&self) -> bool {
        false
    }

    /// Whether one stands ready, so that slicing waits for nothing; somebody else may still be faster.
    fn is_ready(&self, _asked: Isolation) -> bool {
        false
    }

    /// Whether a server of one's own costs so much that only whoever says so has one.
    fn is_dear(&self) -> bool {
        false
    }

    /// One that is as strongly kept apart as asked, or more strongly; what else the lease has by then is known.
    fn slice(&self, asked: Isolation, known: &[Endpoint]) -> Result<(Box<dyn Slice>, Origin), StackError>;

    /// Ends all that was made ahead; what is handed out is ended by whoever has it.
    fn close(&self);
}

/// One lease's part of a service.
pub(crate) trait Slice: Send {
    /// How strongly it is kept apart.
    fn isolation(&self) -> Isolation;

    /// Ports of the container, and those of this machine that stand for them.
    fn ports(&self) -> Vec<(u16, u16)>;

    /// Its address as programs take it.
    fn url(&self) -> String;

    /// Variables by which programs are told of it.
    fn exports(&self) -> Vec<Export>;

    /// Who is let in, where that is somebody else than the file says, and into which database.
    fn instead(&self) -> Option<Instead> {
        None
    }

    /// Whether the two that follow end connections.
    fn ends_sessions(&self) -> bool {
        false
    }

    /// Takes what is in it now as what tests begin with; says whether that can be had.
    fn mark(&mut self) -> io::Result<Renewal>;

    /// Whether it holds what was marked, and nobody is there whom marking would end; one that cannot be marked does not.
    fn is_as_marked(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    /// Sends ahead what renewing asks, which comes next: services look at a time, not one after the other.
    fn look_ahead(&mut self) {}

    /// Has it hold again what tests begin with.
    fn renew(&mut self) -> io::Result<Renewal>;

    /// Keeps beside it what it holds now: the line that looks into that; nothing where that cannot be had, and contents are what
    /// they were. Else they may be those that tests begin with already, and are so once it is renewed or was marked.
    fn put_aside(&mut self) -> io::Result<Option<String>> {
        Ok(None)
    }

    /// Whether what others have done in it is known only after a while.
    fn counts_late(&self) -> bool {
        false
    }

    /// What others have done in it.
    fn counted(&mut self) -> io::Result<Option<Counters>>;

    /// What was asked of it that only a server of one's own can do.
    fn asked_too_much(&mut self) -> Option<TooMuch> {
        None
    }

    /// The line that looks into it.
    fn look_into(&self) -> String;

    /// Gives it back.
    fn end(self: Box<Self>) -> Result<(), StackError>;
}

/// The place beside one of the run's that is the same thing of one lease.
pub(crate) fn beside(path: &Path, number: u32) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}-lease{number}"))
}

/// A word that nobody guesses: 128 bits of the kernel's, as hexadecimal digits.
pub(crate) fn random_word() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    io::Read::read_exact(&mut std::fs::File::open("/dev/urandom")?, &mut bytes)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
