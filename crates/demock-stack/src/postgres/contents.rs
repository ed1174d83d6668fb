//! What is behind a fixed address: contents that begin anew between tests.
//!
//! A server that is one worker's has the database that tests know, a *base* that nobody is connected to, and *spares* that are copies of the
//! base. To begin anew, connections are ended, and what was written is undone; where that cannot be told exactly, the database is renamed
//! away, and a spare takes its name. Invariants: in doubt, contents begin anew. A transaction that was open when the base was taken belongs to something that outlives tests: nothing is ended then.
//! Source: `PostgreSQL` documentation, `ALTER DATABASE`.

mod around;
mod frame;
mod looking;
mod spares;
mod undoing;

use self::around::{Around, Print};
use self::frame::Frame;
use self::looking::{Look, Seen, questions};
use self::spares::{Clerk, Spares, Task, base, work};
pub(super) use self::undoing::{Inside, Manifest, Written};
use super::clones::{literal, name};
use super::counting::{self, OURS};
use super::wire::Connection;
use crate::counters::Counters;
use crate::lease::Renewal;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a session may take to end.
const END_MAX: Duration = Duration::from_secs(5);

/// How often a connection of ours may be ended while one thing is done.
const ENDED_MAX: usize = 2;

/// Transaction numbers that were given, and what changes without one.
type Hint = (u64, String);

/// What has changed around a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Changed {
    Nothing,
    /// It is as it was again.
    Around,
    /// The database itself is kept otherwise: only another one is kept as it was.
    Frame,
}

/// What becomes of a database that was renamed away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Goes,
    Stays,
}

/// Contents of one database.
pub(super) struct Contents {
    database: String,
    /// The number that the server knows it by now.
    number: String,
    clerk: Arc<Clerk>,
    connection: Connection,
    spares: Arc<Spares>,
    /// The number of bases that were taken.
    generation: u64,
    /// What was seen when contents were as the base is.
    seen: Option<Seen>,
    /// What the base holds, where what is written can be undone.
    manifest: Option<Manifest>,
    /// How the database was kept when tests began, which no copy is.
    frame: Frame,
    /// What was around the database when tests began; `None` of a server that cannot be asked.
    around: Option<Around>,
    /// What the last look has seen of what may mean that it has changed, and what was seen when it was surely the same.
    hint: Hint,
    hint_of_same: Hint,
    /// Whether something outlives tests that would not survive.
    is_held: bool,
    tasks: Option<Sender<Task>>,
    worker: Option<JoinHandle<()>>,
    thrown: u64,
    /// What was counted in contents that are gone.
    past: Counters,
    /// What our own visits have counted there.
    ours: Counters,
}

impl Contents {
    pub(super) fn new(socket: PathBuf, user: &str, database: &str, major: u32) -> io::Result<Self> {
        let (done, failed) = (AtomicU64::new(0), AtomicU64::new(0));
        let clerk = Clerk { socket, user: user.to_owned(), major, statement: Mutex::default(), done, failed };
        let clerk = Arc::new(clerk);
        make_ours(&clerk)?;
        let mut connection = asking(&clerk)?;
        let number = number_of(&mut connection, database)?;
        let spares = Arc::new(Spares::default());
        let (tasks, to_do) = channel();
        let (of_worker, its_spares) = (clerk.clone(), spares.clone());
        let worker = thread::spawn(move || work(&of_worker, &its_spares, &to_do));
        Ok(Self {
            database: database.to_owned(),
            number,
            clerk,
            connection,
            spares,
            generation: 0,
            seen: None,
            manifest: None,
            frame: Frame::default(),
            around: None,
            hint: Hint::default(),
            hint_of_same: Hint::default(),
            is_held: false,
            tasks: Some(tasks),
            worker: Some(worker),
            thrown: 0,
            past: Counters::default(),
            ours: Counters::default(),
        })
    }

    /// What programs have done, of what was counted in the contents that are there, with what they did in those that are gone.
    pub(super) fn of_programs(&self, now: &Counters) -> Counters {
        now.and(&self.past).since(&self.ours)
    }

    /// Takes what is there now as what tests begin with.
    pub(super) fn mark(&mut self) -> io::Result<Renewal> {
        self.connected(|it| {
            it.mark_around()?;
            it.mark_database()
        })
    }

    /// Does something by a connection that is there: a test may end all that it finds, of which the server tells when it comes to that.
    fn connected<T>(&mut self, mut act: impl FnMut(&mut Self) -> io::Result<T>) -> io::Result<T> {
        for _ in 0..ENDED_MAX {
            if self.connection.has_ended() {
                self.connection = asking(&self.clerk)?;
            }
            match act(self) {
                Err(_) if self.connection.has_ended() => {}
                done => return done,
            }
        }
        self.connection = asking(&self.clerk)?;
        act(self)
    }

    fn mark_around(&mut self) -> io::Result<()> {
        let can_be_asked = self.clerk.major >= around::MAJOR_MIN;
        if let Some(around) = &self.around
            && around.is_same(&Print::look(&mut self.connection, &self.database)?)
        {
            return Ok(());
        }
        self.frame = Frame::look(&mut self.connection, &self.database)?;
        self.around = can_be_asked.then(|| Around::look(&mut self.connection, &self.database)).transpose()?;
        Ok(())
    }

    fn mark_database(&mut self) -> io::Result<Renewal> {
        let look = self.look()?;
        if !look.is_written && self.generation > 0 {
            self.is_held = look.open > 0;
            return Ok(Renewal::Untouched);
        }
        self.is_held = look.open > 0;
        if self.is_held {
            self.seen = Some(look.seen);
            return Ok(Renewal::Held);
        }
        self.end_sessions(None)?;
        self.generation += 1;
        self.clerk.copy(&mut self.connection, &self.database, &base(self.generation))?;
        // Without one, a copy brings back what there was.
        self.manifest = self.inventory().ok().flatten();
        self.seen = Some(self.look_exactly()?.seen);
        let old = {
            let mut ready = self.spares.lock();
            ready.generation = self.generation;
            ready.failure = None;
            std::mem::take(&mut ready.names)
        };
        self.task(Task::Copy { generation: self.generation, name: self.spare() });
        for name in old {
            self.task(Task::Drop(name));
        }
        if self.generation > 1 {
            self.task(Task::Drop(base(self.generation - 1)));
        }
        Ok(Renewal::Renewed)
    }

    /// Whether all is what tests begin with, and nobody is in the database.
    pub(super) fn is_as_marked(&mut self) -> io::Result<bool> {
        if self.generation == 0 || self.is_held {
            return Ok(false);
        }
        self.connected(|it| {
            let look = it.look()?;
            if look.is_written || look.guests > 0 {
                return Ok(false);
            }
            let Some(around) = it.around.as_ref().filter(|_| it.hint != it.hint_of_same) else { return Ok(true) };
            Ok(around.is_same(&Print::look(&mut it.connection, &it.database)?))
        })
    }

    /// Has the database hold again what the base holds, and what is around it be as it was.
    pub(super) fn renew(&mut self) -> io::Result<Renewal> {
        if self.generation == 0 || self.is_held {
            return Ok(Renewal::Held);
        }
        self.connected(Self::renew_all)
    }

    fn renew_all(&mut self) -> io::Result<Renewal> {
        let look = self.look()?;
        // Roles first: a copy is given to whoever the database belongs to, and lets in who is let in.
        let (around, seen) = self.renew_around(look.seen)?;
        let is_written = look.is_written || around == Changed::Frame;
        if !is_written {
            self.seen = Some(seen);
            return Ok(if around == Changed::Nothing { Renewal::Untouched } else { Renewal::Renewed });
        }
        let others = self.hint.1.clone();
        if around == Changed::Frame || !self.undone()? {
            let thrown = format!("demock_old_{}", self.thrown + 1);
            self.exchange(&thrown, Fate::Goes)?;
            self.task(Task::Drop(thrown));
        }
        // Where only we were given numbers meanwhile, what was seen around it is there still.
        if self.hint.1 == others && self.seen.is_some_and(|now| !now.is_written_since(&seen)) {
            self.hint_of_same.clone_from(&self.hint);
        }
        Ok(Renewal::Renewed)
    }

    /// Has what is around the database be as it was, where there is any hint of a change; what was seen last.
    fn renew_around(&mut self, mut seen: Seen) -> io::Result<(Changed, Seen)> {
        let Some(around) = self.around.as_mut().filter(|_| self.hint != self.hint_of_same) else {
            return Ok((Changed::Nothing, seen));
        };
        let now = Print::look(&mut self.connection, &self.database)?;
        let mut changed = Changed::Nothing;
        if !around.is_same(&now) {
            changed = if around.is_frame_same(&now) { Changed::Around } else { Changed::Frame };
            around.restore(&self.clerk, &mut self.connection, &self.database)?;
            seen = self.look_exactly()?.seen;
        }
        self.hint_of_same.clone_from(&self.hint);
        Ok((changed, seen))
    }

    /// The same, whether anything was written or not, and what was there keeps a database of its own: its name.
    pub(super) fn put_aside(&mut self) -> io::Result<Option<String>> {
        if self.generation == 0 || self.is_held {
            return Ok(None);
        }
        let aside = format!("failed_{}", self.thrown + 1);
        self.connected(|it| {
            let look = it.look()?;
            it.renew_around(look.seen)?;
            it.exchange(&aside, Fate::Stays)
        })?;
        Ok(Some(aside))
    }

    /// What the database holds that nobody is in.
    fn inventory(&mut self) -> io::Result<Option<Manifest>> {
        let Some(outside) = self.outside()? else { return Ok(None) };
        let mut inside = Inside::new(self.clerk.connect(&self.database)?);
        let taken = Manifest::take(self.clerk.major, &mut inside, outside);
        self.ours = self.ours.and(&inside.leave());
        taken
    }

    /// Undoes what was written, where it can be told exactly.
    fn undone(&mut self) -> io::Result<bool> {
        if self.manifest.is_none() {
            return Ok(false);
        }
        // While they go, ours comes.
        self.tell_sessions_to_end(None)?;
        // Where we may not enter any more, a copy does it.
        let Ok(connection) = self.clerk.connect(&self.database) else { return Ok(false) };
        let mut inside = Inside::new(connection);
        self.end_sessions(Some(inside.pid()))?;
        let outside = self.outside()?;
        let is_same = |manifest: &&mut Manifest| Some(&manifest.outside) == outside.as_ref();
        let Some(manifest) = self.manifest.as_mut().filter(is_same) else {
            self.ours = self.ours.and(&inside.leave());
            return Ok(false);
        };
        // Where it fails, nothing was undone, and a copy does it.
        let written = manifest.undo(&mut inside, |connection, statements| self.clerk.run(connection, statements));
        // Where a number was given for something that no counter tells of, there is nothing to undo, and all the same it is written.
        let undone = written.is_ok_and(|written| written == Written::Undone);
        self.ours = self.ours.and(&inside.leave());
        if undone {
            self.seen = Some(self.look_exactly()?.seen);
        }
        Ok(undone)
    }

    /// What the server keeps of the database outside of it; `None` where somebody has dropped it.
    fn outside(&mut self) -> io::Result<Option<String>> {
        let question = format!("EXECUTE outside({}, {})", self.number, literal(&self.database));
        let rows = self.connection.query(&question)?;
        Ok(rows.into_iter().flatten().next())
    }

    /// Gives the database another name, and its own to a spare.
    fn exchange(&mut self, thrown: &str, fate: Fate) -> io::Result<()> {
        let spare = self.spares.take()?;
        self.end_sessions(None)?;
        let counted = counting::of_database(&mut self.connection, &self.database, self.clerk.major)?;
        self.past = self.past.and(&counted);
        self.thrown += 1;
        let rename = |from: &str, to: &str| format!("ALTER DATABASE {} RENAME TO {}", name(from), name(to));
        let away = rename(&self.database, thrown);
        let (connection, clerk) = (&mut self.connection, &self.clerk);
        // One that somebody has dropped needs no other name.
        let is_there = is_there(connection, &self.database)?;
        if is_there {
            clerk.run(connection, &away)?;
        }
        clerk.run(connection, &rename(&spare, &self.database))?;
        let mut again = self.frame.statements(&self.database);
        if !again.is_empty() {
            if is_there && fate == Fate::Goes {
                // What it was set goes now: its end, later on, changes nothing that is looked at.
                again.insert(0, frame::without(thrown));
            }
            if clerk.major >= counting::MAJOR_COUNTS_AT_ONCE {
                // What this counts is told at once: it is no change of a test's.
                again.push("SELECT pg_stat_force_next_flush()".to_owned());
            }
            clerk.run(connection, &again.join("; "))?;
            if let Some(around) = &mut self.around {
                around.accept(Print::look(connection, &self.database)?);
            }
        }
        self.number = number_of(&mut self.connection, &self.database)?;
        let outside = self.outside()?;
        if let (Some(manifest), Some(outside)) = (&mut self.manifest, outside) {
            manifest.begin_anew(outside);
        }
        self.seen = Some(self.look_exactly()?.seen);
        self.task(Task::Copy { generation: self.generation, name: self.spare() });
        Ok(())
    }

    fn spare(&self) -> String {
        format!("demock_spare_{}_{}", self.generation, self.thrown)
    }

    fn task(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            // A worker that is gone is seen where a spare is missing.
            let _ = tasks.send(task);
        }
    }

    /// Whether anybody has written since contents were as the base is.
    fn look(&mut self) -> io::Result<Look> {
        let clerk = self.clerk.clone();
        let quick = match clerk.statement.try_lock() {
            Ok(_alone) => return self.look_at_rest(),
            Err(_) => self.look_at_rest()?,
        };
        if quick.is_written {
            return self.look_exactly();
        }
        // What is compared with later has no statement of ours on its way.
        Ok(Look { seen: self.seen.unwrap_or(quick.seen), ..quick })
    }

    /// The same while no statement of ours is on its way.
    fn look_exactly(&mut self) -> io::Result<Look> {
        let clerk = self.clerk.clone();
        let _alone = clerk.alone();
        self.look_at_rest()
    }

    /// The same, exact where no statement of ours is on its way.
    fn look_at_rest(&mut self) -> io::Result<Look> {
        let [done, failed] = [&self.clerk.done, &self.clerk.failed].map(|count| count.load(Ordering::SeqCst));
        let rows = self.connection.query(&format!("EXECUTE look({}, {})", self.number, literal(&self.database)))?;
        let of = |at: usize| rows.first().and_then(|row| row.get(at)?.parse::<u64>().ok());
        let [Some(transactions), Some(open), Some(writing), Some(guests)] = [of(0), of(1), of(2), of(3)] else {
            return Err(io::Error::other("it does not say its transaction numbers"));
        };
        let others = rows.first().and_then(|row| row.get(6)).cloned().unwrap_or_default();
        self.hint = (transactions, others);
        let seen = Seen { transactions, done, failed, sessions: of(4) };
        let is_written = match &self.seen {
            // A number that is not there any more is that of a database which somebody has dropped.
            Some(before) if guests == 0 && of(5) == Some(1) && seen.is_unvisited_since(before) => false,
            Some(before) => writing > 0 || seen.is_written_since(before),
            None => true,
        };
        Ok(Look { seen, open, guests, is_written })
    }

    /// Ends everybody's connection to the database but one, and waits until they are gone.
    fn end_sessions(&mut self, but: Option<u32>) -> io::Result<()> {
        let began = Instant::now();
        loop {
            let left = self.tell_sessions_to_end(but)?;
            if left == 0 {
                return Ok(());
            }
            if began.elapsed() > END_MAX {
                return Err(io::Error::other(format!("{left} sessions of {} do not end", self.database)));
            }
            self.connection.query("SELECT pg_sleep(0.0005)")?;
        }
    }

    /// How many there are, all of which are told to go.
    fn tell_sessions_to_end(&mut self, but: Option<u32>) -> io::Result<usize> {
        let question = format!("EXECUTE leave({}, {})", literal(&self.database), but.unwrap_or_default());
        Ok(self.connection.query(&question)?.len())
    }
}

/// Makes the database that we ask in: the one that programs make theirs from must have no guests.
fn make_ours(clerk: &Clerk) -> io::Result<()> {
    let mut first = clerk.connect("template1").or_else(|error| where_none(error, || clerk.connect("postgres")))?;
    clerk.copy(&mut first, "template0", OURS)?;
    first.close();
    Ok(())
}

/// Another connection where there is no such database or none that lets anybody in; a server that ends or begins anew is none to be asked again.
fn where_none(error: io::Error, other: impl FnOnce() -> io::Result<Connection>) -> io::Result<Connection> {
    if error.kind() == io::ErrorKind::NotFound { other() } else { Err(error) }
}

/// A connection that has the questions. A suite that drops all databases but its own drops ours as well.
fn asking(clerk: &Clerk) -> io::Result<Connection> {
    let made = || make_ours(clerk).and_then(|()| clerk.connect(OURS));
    let mut connection = clerk.connect(OURS).or_else(|error| where_none(error, made))?;
    connection.query(&questions(clerk.major))?;
    Ok(connection)
}

/// The number that the server knows a database by.
fn number_of(connection: &mut Connection, database: &str) -> io::Result<String> {
    let rows = connection.query(&format!("SELECT oid FROM pg_database WHERE datname = {}", literal(database)))?;
    let number = rows.into_iter().flatten().next();
    number.ok_or_else(|| io::Error::other(format!("the database {database} is not there")))
}

fn is_there(connection: &mut Connection, database: &str) -> io::Result<bool> {
    let query = format!("SELECT 1 FROM pg_database WHERE datname = {}", literal(database));
    Ok(!connection.query(&query)?.is_empty())
}

impl Drop for Contents {
    fn drop(&mut self) {
        self.tasks = None;
        if let Some(worker) = self.worker.take() {
            // One that panicked is gone as well.
            let _ = worker.join();
        }
    }
}
