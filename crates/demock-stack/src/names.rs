//! Names of services, as the Compose file's own programs call them, for programs and commands that run on this machine.
//!
//! Each service has an address of its own in 127.0.0.0/8, on which it is at the ports of its container; who is to find it by name sees a file
//! with the names in the place of `/etc/hosts`. Invariants: no two runs of a user have one address, by a lock on the net's number; a
//! service that is started anew keeps its address; what was resolved before is resolved as before. Absent on purpose: UDP, and names of
//! leases: a name is the run's own service.
//! Source: Compose specification, "networks", `aliases`; `hosts(5)`.

use crate::carrying::carry_all;
use crate::endpoint::Endpoint;
use crate::failure::StackError;
use crate::run_folder::{Base, RunFolder};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What is mounted over for whoever is to find services by their names.
pub(crate) const HOSTS: &str = "/etc/hosts";
/// Nets that are tried.
const TRIES_MAX: u32 = 50;
/// The first address of a service in its net.
const FIRST: u8 = 2;

/// A service by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name, and its other names.
    pub names: Vec<String>,
    /// Where they lead.
    pub address: Ipv4Addr,
    /// Ports of the container at which it is there.
    pub ports: Vec<u16>,
    /// Ports of the container that cannot be had, and why.
    pub refused: Vec<(u16, String)>,
}

/// Names of a run's services.
pub(crate) struct Names {
    net: [u8; 2],
    given: Mutex<Vec<Given>>,
    /// What the machine's own file says.
    before: String,
    /// The file that has them.
    file: PathBuf,
    /// As long as this is there, nobody else has the net.
    _lock: File,
}

/// A service that has an address.
struct Given {
    service: String,
    named: Named,
    /// Where what comes to a port of the container is carried to.
    to: Vec<(u16, Arc<AtomicU16>)>,
}

impl Names {
    /// A net for a run, and a file without names.
    pub(crate) fn new(base: &Base, run: &RunFolder) -> Result<Self, StackError> {
        let (net, lock) = free_net(base)?;
        let before = fs::read_to_string(HOSTS).unwrap_or_default();
        let file = run.path().join("hosts");
        let failed = |source| StackError::File { path: file.clone(), source };
        fs::write(&file, &before).map_err(failed)?;
        // Who reads it may be somebody else by then.
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).map_err(failed)?;
        Ok(Self { net, given: Mutex::default(), before, file, _lock: lock })
    }

    /// Gives services addresses, and has what comes there carried to them as long as this process lives; where one has its address
    /// already, it is carried to where the service is now.
    pub(crate) fn give(&self, endpoints: &[Endpoint]) -> Result<(), StackError> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let before = given.len();
        for endpoint in endpoints {
            if let Some(known) = given.iter_mut().find(|known| known.service == endpoint.name) {
                known.lead(endpoint);
            } else if let Some(last) = u8::try_from(given.len()).ok().and_then(|count| FIRST.checked_add(count)) {
                let address = Ipv4Addr::new(127, self.net[0], self.net[1], last);
                given.push(Given::at(endpoint, address));
            }
        }
        if given.len() == before {
            return Ok(());
        }
        let text = hosts(given.iter().map(|given| &given.named), &self.before);
        // It is written over: who sees it sees this very file, which only grows.
        let written =
            OpenOptions::new().write(true).open(&self.file).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|source| StackError::File { path: self.file.clone(), source })
    }

    /// All that have names.
    pub(crate) fn all(&self) -> Vec<Named> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|given| given.named.clone()).collect()
    }

    pub(crate) fn file(&self) -> &Path {
        &self.file
    }
}

impl Given {
    fn at(endpoint: &Endpoint, address: Ipv4Addr) -> Self {
        let names =
            [&endpoint.name].into_iter().chain(&endpoint.aliases).filter(|name| is_name(name)).cloned().collect();
        let named = Named { names, address, ports: Vec::new(), refused: Vec::new() };
        let mut given = Self { service: endpoint.name.clone(), named, to: Vec::new() };
        given.lead(endpoint);
        given
    }

    /// Has what comes carried to where the service is.
    fn lead(&mut self, endpoint: &Endpoint) {
        for (inside, outside) in endpoint.ports.iter().copied() {
            match self.to.iter().find(|(known, _)| *known == inside) {
                Some((_, to)) => to.store(outside, Ordering::Relaxed),
                None => self.listen(inside, outside),
            }
        }
    }

    fn listen(&mut self, inside: u16, outside: u16) {
        let Named { address, ports, refused, .. } = &mut self.named;
        match TcpListener::bind((*address, inside)) {
            Ok(listener) => {
                let to = Arc::new(AtomicU16::new(outside));
                self.to.push((inside, to.clone()));
                let place = move || SocketAddr::from((Ipv4Addr::LOCALHOST, to.load(Ordering::Relaxed)));
                thread::spawn(move || carry_all(&listener, place));
                ports.push(inside);
            }
            // What listens on all addresses of the machine at the port of its container is there already.
            Err(error)
                if inside == outside
                    && error.kind() == io::ErrorKind::AddrInUse
                    && TcpStream::connect((*address, inside)).is_ok() =>
            {
                ports.push(inside);
            }
            Err(error) => refused.push((inside, error.to_string())),
        }
    }
}

/// A net that no other run has: its second and third number.
fn free_net(base: &Base) -> Result<([u8; 2], File), StackError> {
    let begin = std::process::id().wrapping_mul(7919);
    for step in 0..TRIES_MAX {
        let [.., second, third] = begin.wrapping_add(step).to_be_bytes();
        // Addresses that people take by hand are low ones.
        let net = [64 + second % 64, third];
        if let Some(lock) = base.name_lock(&format!("net-{}-{}", net[0], net[1]))? {
            return Ok((net, lock));
        }
    }
    let why = format!("{TRIES_MAX} nets of 127.0.0.0/8 are all taken");
    Err(StackError::NoPort { service: "all".to_owned(), why })
}

fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) && name != "localhost"
}

/// The file: what comes first is found first.
fn hosts<'n>(all: impl Iterator<Item = &'n Named>, before: &str) -> String {
    let lines = all.map(|named| format!("{} {}\n", named.address, named.names.join(" ")));
    lines.chain([before.to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    /// A server that answers once with a byte.
    fn server(answer: u8) -> (u16, thread::JoinHandle<[u8; 4]>) {
        let server = TcpListener::bind("127.0.0.1:0").expect("a listener");
        let port = server.local_addr().expect("its address").port();
        let answers = thread::spawn(move || {
            let (mut stream, _) = server.accept().expect("somebody comes");
            let mut asked = [0; 4];
            stream.read_exact(&mut asked).expect("a question");
            stream.write_all(&[answer]).expect("an answer");
            asked
        });
        (port, answers)
    }

    fn ask(address: Ipv4Addr, port: u16) -> u8 {
        let mut stream = TcpStream::connect((address, port)).expect("it is there");
        stream.write_all(b"ping").expect("a question");
        let mut answer = [0];
        stream.read_exact(&mut answer).expect("an answer");
        answer[0]
    }

    #[test]
    fn what_comes_to_an_address_of_its_own_is_carried_to_the_port_of_the_day() {
        let aliases = vec!["main-db".to_owned(), "two words".to_owned()];
        let endpoint = |outside: u16| Endpoint {
            name: "db".to_owned(),
            aliases: aliases.clone(),
            ports: vec![(25432, outside)],
            url: String::new(),
            exports: Vec::new(),
            instead: None,
        };
        let ((first, one), (second, other)) = (server(1), server(2));
        let mut given = Given::at(&endpoint(first), Ipv4Addr::new(127, 63, 1, 2));
        let named = given.named.clone();
        assert_eq!((&*named.names, &*named.ports), (&["db".to_owned(), "main-db".to_owned()][..], &[25432][..]));
        assert_eq!((ask(named.address, 25432), one.join().expect("it answers")), (1, *b"ping"));
        given.lead(&endpoint(second));
        assert_eq!((ask(named.address, 25432), other.join().expect("it answers")), (2, *b"ping"));
        assert_eq!(given.named, named);
        assert_eq!(
            hosts([&named].into_iter(), "127.0.0.1 localhost\n"),
            "127.63.1.2 db main-db\n127.0.0.1 localhost\n"
        );
    }

    #[test]
    fn two_runs_have_nets_of_their_own() {
        let base = Base::new(None, &std::env::temp_dir().join(format!("demock-names-{}", std::process::id())));
        let (one, other) = (free_net(&base).expect("a net"), free_net(&base).expect("another"));
        assert_ne!(one.0, other.0);
    }
}
