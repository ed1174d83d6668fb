//! Hands out leases over a socket.
//!
//! Invariants: a connection has one lease at most, and however it ends, the lease is given back; a client that is slow, silent or
//! speaks rubbish keeps nobody else waiting. Absent on purpose: services that have no slices, which a lease shares with the run.

mod giving;
mod held;

use self::held::Lease;
use super::ledger::{Ledger, Summary};
use super::protocol::{self, Answer, Reason, Refusal, Request, VERSION};
use super::{Isolation, Renewal, Slice, Slicer};
use crate::endpoint::Endpoint;
use crate::failure::StackError;
use crate::run_folder::Base;
use crate::stack::Stack;
use crate::standing::{announce, found};
use rustix::event::{PollFd, PollFlags};
use rustix::process::PidfdFlags;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Write as _};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Names of its socket, and of the file that says whose it is, in a run's folder.
const SOCKET: &str = "lease.sock";
const CARD: &str = "broker.json";
/// How many connections there are at most.
const CLIENTS_MAX: usize = 512;
/// How long a client may take to hear an answer.
const HEAR_MAX: Duration = Duration::from_secs(10);

/// Says which variables a lease means: from where its services are, its folder for temporary files, and its name.
pub type Variables = Box<dyn Fn(&[Endpoint], &Path, &str) -> BTreeMap<String, String> + Send + Sync>;

/// What becomes of leases of failed tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// They are given back as all others.
    GivenBack,
    /// They stay until the stack ends.
    Kept,
}

/// How leases are handed out.
pub struct Manner {
    /// Which variables a lease means.
    pub variables: Variables,
    /// What becomes of leases of failed tests.
    pub failed: Failed,
    /// How strongly leases of tests are kept apart that do not say so themselves.
    pub of_tests: Isolation,
}

/// Hands out leases.
pub struct Broker {
    socket: PathBuf,
    listener: Arc<UnixListener>,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

struct Shared {
    services: Vec<Service>,
    manner: Manner,
    /// Whether leases of tests have servers of their own: by the settings, or since one asked for what only these can do.
    needs_private: AtomicBool,
    temporary: PathBuf,
    ledger: Ledger,
    next: AtomicU64,
    is_closed: AtomicBool,
    clients: Mutex<BTreeMap<u64, UnixStream>>,
    handlers: Mutex<Vec<JoinHandle<()>>>,
}

/// A service of the stack.
struct Service {
    endpoint: Endpoint,
    slicer: Option<Box<dyn Slicer>>,
}

impl Broker {
    /// Opens a socket in the run's folder.
    pub fn open(stack: &Stack, manner: Manner) -> Result<Self, StackError> {
        let socket = stack.folder().join(SOCKET);
        let listener = UnixListener::bind(&socket);
        let listener = listener.map_err(|source| StackError::File { path: socket.clone(), source })?;
        let services = stack.servers().iter().map(|it| Service { endpoint: it.endpoint(), slicer: it.slicer() });
        let shared = Arc::new(Shared {
            services: services.collect(),
            needs_private: AtomicBool::new(manner.of_tests == Isolation::Private),
            manner,
            temporary: stack.temporary(),
            ledger: Ledger::default(),
            next: AtomicU64::new(1),
            is_closed: AtomicBool::new(false),
            clients: Mutex::default(),
            handlers: Mutex::default(),
        });
        let listener = Arc::new(listener);
        let (accepting, listening) = (shared.clone(), listener.clone());
        let acceptor = thread::spawn(move || accepting.accept(&listening));
        Ok(Self { socket, listener, shared, acceptor: Some(acceptor) })
    }

    /// Says whose it is, so that others find it.
    pub fn announce(&self, root: &Path) -> Result<(), StackError> {
        announce(self.socket.parent().unwrap_or(&self.socket), root, CARD)
    }

    /// The socket of a project's broker that stands and listens.
    pub fn find(base: &Base, root: &Path) -> Option<PathBuf> {
        let (folder, _) = found(base, root, CARD)?;
        let socket = folder.join(SOCKET);
        UnixStream::connect(&socket).is_ok().then_some(socket)
    }

    /// Where it listens.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// How many leases were handed out so far.
    pub fn handed_out(&self) -> u64 {
        self.shared.ledger.leases()
    }

    /// How many connections there are.
    pub fn clients(&self) -> usize {
        self.shared.clients().len()
    }

    /// Takes all leases back, and says what they have cost and done.
    pub fn close(mut self) -> Summary {
        self.shared.is_closed.store(true, Ordering::SeqCst);
        for client in self.shared.clients().values() {
            // One that is gone needs no end.
            let _ = client.shutdown(Shutdown::Both);
        }
        // The acceptor waits for somebody, even where its socket's file is gone by now. One that waits no more needs no end.
        let _ = rustix::net::shutdown(&*self.listener, rustix::net::Shutdown::Both);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        let handlers = std::mem::take(&mut *self.shared.handlers.lock().unwrap_or_else(PoisonError::into_inner));
        for handler in handlers {
            let _ = handler.join();
        }
        for slicer in self.shared.services.iter().filter_map(|it| it.slicer.as_ref()) {
            slicer.close();
        }
        self.shared.ledger.summary()
    }
}

impl Shared {
    fn clients(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, UnixStream>> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn accept(self: Arc<Self>, listener: &UnixListener) {
        for client in listener.incoming() {
            if self.is_closed.load(Ordering::SeqCst) {
                return;
            }
            // One that is gone before it was heard wants nothing.
            let Ok(client) = client else { continue };
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Ok(copy) = client.try_clone() else { continue };
            {
                let mut clients = self.clients();
                if clients.len() >= CLIENTS_MAX {
                    let next = "ask for one lease a worker, and give leases back";
                    let seen = format!("{CLIENTS_MAX} connections");
                    let refusal = Refusal::new(Reason::TooMany, "no more leases", seen, "fewer at a time", next);
                    say(&client, &Answer::Error { v: VERSION, error: refusal });
                    continue;
                }
                clients.insert(number, copy);
            }
            let shared = self.clone();
            let handler = thread::spawn(move || {
                shared.serve(&client, number);
                shared.clients().remove(&number);
            });
            let mut handlers = self.handlers.lock().unwrap_or_else(PoisonError::into_inner);
            handlers.retain(|handler| !handler.is_finished());
            handlers.push(handler);
        }
    }

    /// Answers one client until it is gone.
    fn serve(&self, client: &UnixStream, number: u64) {
        if client.set_write_timeout(Some(HEAR_MAX)).is_err() {
            return;
        }
        let peer = end_of_peer(client);
        let mut reader = BufReader::new(client);
        let mut lease = None;
        while waits(&reader, peer.as_ref()) {
            let answer = match protocol::line(&mut reader) {
                Ok(Some(line)) => protocol::parse(&line).and_then(|asked| self.answer(asked, &mut lease, number)),
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    let expected = "one JSON object a line, ended by a line feed";
                    let next = "docs/leases.md describes the protocol";
                    let refusal =
                        Refusal::new(Reason::Request, "a line is not understood", error.to_string(), expected, next);
                    self.ledger.refused();
                    say(client, &Answer::Error { v: VERSION, error: refusal });
                    break;
                }
                Ok(None) | Err(_) => break,
            };
            let answer = answer.unwrap_or_else(|error| {
                self.ledger.refused();
                Answer::Error { v: VERSION, error }
            });
            if !say(client, &answer) {
                break;
            }
        }
        if let Some(lease) = lease {
            self.take_back(lease);
        }
    }

    fn answer(&self, asked: Request, lease: &mut Option<Lease>, number: u64) -> Result<Answer, Box<Refusal>> {
        let began = Instant::now();
        match (asked, lease) {
            (Request::Lease(asked), none @ None) => {
                let (made, answer) = self.lease(&asked, number, began)?;
                *none = Some(made);
                Ok(answer)
            }
            (Request::Lease(_), Some(lease)) => Err(Refusal::new(
                Reason::Again,
                "a connection has one lease",
                format!("it has {}", lease.id),
                "a connection without a lease",
                "open another connection",
            )),
            (_, None) => Err(Refusal::new(
                Reason::None,
                "the connection has no lease",
                "another request",
                "a request for a lease",
                "ask for a lease first",
            )),
            (Request::Mark { holds, .. }, Some(lease)) => {
                lease.holds = holds;
                let mut services = lease.each(Slice::mark)?;
                // What a failed test has left is now what the next begins with, who will change it.
                services.extend(self.put_aside(lease)?);
                Ok(lease.contents(services, began.elapsed()))
            }
            (Request::Look, Some(lease)) => {
                let of = |is_as_marked| if is_as_marked { Renewal::Untouched } else { Renewal::Held };
                let services = lease.each(|slice| slice.is_as_marked().map(of))?;
                Ok(lease.contents(services, began.elapsed()))
            }
            (Request::Renew { name, holds }, Some(lease)) => {
                lease.holds = holds;
                let aside = self.put_aside(lease)?;
                lease.slices.iter_mut().for_each(|(_, slice)| slice.look_ahead());
                let mut services = lease.each(Slice::renew)?;
                services.extend(aside);
                let waited = began.elapsed();
                self.ledger.renewed(&name, services.values().copied(), waited);
                Ok(lease.contents(services, waited))
            }
            (Request::Held { name }, Some(_)) => {
                self.ledger.renewed(&name, std::iter::once(Renewal::Held), Duration::ZERO);
                Ok(Answer::Done { v: VERSION })
            }
            (Request::Failed { name }, Some(lease)) => {
                if self.manner.failed == Failed::Kept && lease.failed.is_none() && self.ledger.keeps() {
                    (lease.is_kept, lease.failed) = (true, Some(name));
                }
                Ok(Answer::Done { v: VERSION })
            }
        }
    }
}

/// Something that is readable once the process at the other end has ended: others that it has started may hold its connection.
fn end_of_peer(client: &UnixStream) -> Option<OwnedFd> {
    let peer = rustix::net::sockopt::socket_peercred(client).ok()?.pid;
    rustix::process::pidfd_open(peer, PidfdFlags::empty()).ok()
}

/// Waits until there is something to read; whether whoever asks is still there.
fn waits(reader: &BufReader<&UnixStream>, peer: Option<&OwnedFd>) -> bool {
    if !reader.buffer().is_empty() {
        return true;
    }
    let stream: &UnixStream = reader.get_ref();
    let mut both = vec![PollFd::new(stream, PollFlags::IN)];
    both.extend(peer.map(|peer| PollFd::new(peer, PollFlags::IN)));
    loop {
        match rustix::event::poll(&mut both, None) {
            Ok(_) => return !both[0].revents().is_empty() || both.len() == 1,
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

/// Says something; whether it was heard.
fn say(mut client: &UnixStream, answer: &Answer) -> bool {
    let Ok(mut line) = serde_json::to_vec(answer) else { return false };
    line.push(b'\n');
    client.write_all(&line).is_ok()
}
