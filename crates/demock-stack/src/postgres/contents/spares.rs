//! Copies of what tests begin with, made beside whoever tests.

use super::super::clones::{copying, name};
use super::super::counting::OURS;
use super::super::wire::Connection;
use super::END_MAX;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Who asks on one server, and runs statements that take a transaction number, one at a time.
pub(super) struct Clerk {
    pub(super) socket: PathBuf,
    pub(super) user: String,
    pub(super) major: u32,
    /// Held while a statement is on its way: it may have its number already, or not yet.
    pub(super) statement: Mutex<()>,
    /// How many were done.
    pub(super) done: AtomicU64,
    /// How many failed, which may have taken a number or none.
    pub(super) failed: AtomicU64,
}

/// Copies of the base that are ready.
#[derive(Default)]
pub(super) struct Spares {
    ready: Mutex<Ready>,
    changed: Condvar,
}

#[derive(Default)]
pub(super) struct Ready {
    /// Copies of the newest base.
    pub(super) names: Vec<String>,
    pub(super) generation: u64,
    pub(super) failure: Option<String>,
}

pub(super) enum Task {
    /// Make a copy of a base.
    Copy {
        generation: u64,
        name: String,
    },
    Drop(String),
}

impl Clerk {
    pub(super) fn connect(&self, database: &str) -> io::Result<Connection> {
        Connection::open(&self.socket, &self.user, database)
    }

    /// Runs a statement that takes a transaction number.
    pub(super) fn run(&self, connection: &mut Connection, statement: &str) -> io::Result<()> {
        let _alone = self.alone();
        let ran = connection.query(statement);
        let count = if ran.is_ok() { &self.done } else { &self.failed };
        count.fetch_add(1, Ordering::SeqCst);
        ran.map(drop)
    }

    /// Waits until no statement is on its way, and lets none begin.
    pub(super) fn alone(&self) -> MutexGuard<'_, ()> {
        self.statement.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn copy(&self, connection: &mut Connection, from: &str, to: &str) -> io::Result<()> {
        let how = copying(self.major);
        self.run(connection, &format!("CREATE DATABASE {} TEMPLATE {}{how}", name(to), name(from)))
    }
}

pub(super) fn base(generation: u64) -> String {
    format!("demock_base_{generation}")
}

impl Spares {
    pub(super) fn lock(&self) -> std::sync::MutexGuard<'_, Ready> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy of the newest base; waits for the one that is being made.
    pub(super) fn take(&self) -> io::Result<String> {
        let mut ready = self.lock();
        let began = Instant::now();
        loop {
            if let Some(name) = ready.names.pop() {
                return Ok(name);
            }
            if let Some(failure) = ready.failure.take() {
                return Err(io::Error::other(failure));
            }
            if began.elapsed() > Duration::from_mins(1) {
                return Err(io::Error::other("no copy of the base was made within a minute"));
            }
            ready = self.changed.wait_timeout(ready, END_MAX).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// Makes and drops databases beside whoever tests.
pub(super) fn work(clerk: &Clerk, spares: &Spares, tasks: &Receiver<Task>) {
    let mut connection = None;
    while let Ok(task) = tasks.recv() {
        let done = run(clerk, &mut connection, &task);
        let Task::Copy { generation, name } = task else { continue };
        let mut ready = spares.lock();
        if ready.generation == generation {
            match done {
                Ok(()) => ready.names.push(name),
                Err(error) => ready.failure = Some(error.to_string()),
            }
        }
        drop(ready);
        spares.changed.notify_all();
    }
}

fn run(clerk: &Clerk, connection: &mut Option<Connection>, task: &Task) -> io::Result<()> {
    // A test may end all that it finds, of which the server tells when it comes to that.
    let kept = connection.take().filter(|connection| !connection.has_ended());
    let mut asking = kept.map_or_else(|| clerk.connect(OURS), Ok)?;
    let mut done = act(clerk, &mut asking, task);
    if done.is_err() && asking.has_ended() {
        asking = clerk.connect(OURS)?;
        done = act(clerk, &mut asking, task);
    }
    done?;
    // Only one that has done what it was asked is asked again.
    *connection = Some(asking);
    Ok(())
}

fn act(clerk: &Clerk, asking: &mut Connection, task: &Task) -> io::Result<()> {
    match task {
        Task::Copy { generation, name } => clerk.copy(asking, &base(*generation), name),
        Task::Drop(old) => clerk.run(asking, &format!("DROP DATABASE IF EXISTS {}", name(old))),
    }
}
