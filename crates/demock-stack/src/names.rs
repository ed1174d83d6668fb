//! Names of services, as the Compose file's own programs call them, for a command that runs on this machine.
//!
//! Each service has an address of its own in 127.0.0.0/8, on which it is at the ports of its container; the command sees a file with the
//! names in the place of `/etc/hosts`. Invariants: no two runs of a user have one address, by a lock on the net's number; what was
//! resolved before is resolved as before. Absent on purpose: UDP, and names of leases: a name is the run's own service.
//! Source: Compose specification, "networks", `aliases`; `hosts(5)`.

use crate::carrying::carry_all;
use crate::endpoint::Endpoint;
use crate::failure::StackError;
use crate::run_folder::{Base, RunFolder};
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::thread;

/// What is mounted over for the command.
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
    pub(crate) all: Vec<Named>,
    /// The file that has them.
    pub(crate) file: PathBuf,
    /// As long as this is there, nobody else has the net.
    _lock: File,
}

impl Names {
    /// Gives services addresses, and has what comes there carried to them, as long as this process lives.
    pub(crate) fn give(base: &Base, run: &RunFolder, endpoints: &[Endpoint]) -> Result<Self, StackError> {
        let (net, lock) = free_net(base)?;
        let addresses = (FIRST..u8::MAX).map(|last| Ipv4Addr::new(127, net[0], net[1], last));
        let all: Vec<Named> = endpoints.iter().zip(addresses).map(|(it, address)| listen(it, address)).collect();
        let before = fs::read_to_string(HOSTS).unwrap_or_default();
        let file = run.path().join("hosts");
        fs::write(&file, hosts(&all, &before)).map_err(|source| StackError::File { path: file.clone(), source })?;
        // The command may be somebody else by the time it looks.
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644))
            .map_err(|source| StackError::File { path: file.clone(), source })?;
        Ok(Self { all, file, _lock: lock })
    }

    pub(crate) fn file(&self) -> &Path {
        &self.file
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

fn listen(endpoint: &Endpoint, address: Ipv4Addr) -> Named {
    let names = [&endpoint.name].into_iter().chain(&endpoint.aliases).filter(|name| is_name(name)).cloned().collect();
    let mut named = Named { names, address, ports: Vec::new(), refused: Vec::new() };
    for (inside, outside) in endpoint.ports.iter().copied() {
        match TcpListener::bind((address, inside)) {
            Ok(listener) => {
                thread::spawn(move || carry_all(&listener, outside));
                named.ports.push(inside);
            }
            Err(error) => named.refused.push((inside, error.to_string())),
        }
    }
    named
}

fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) && name != "localhost"
}

/// The file: what comes first is found first.
fn hosts(all: &[Named], before: &str) -> String {
    let lines = all.iter().map(|named| format!("{} {}\n", named.address, named.names.join(" ")));
    lines.chain([before.to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    #[test]
    fn what_comes_to_an_address_of_its_own_is_carried_to_the_port() {
        let server = TcpListener::bind("127.0.0.1:0").expect("a listener");
        let outside = server.local_addr().expect("its address").port();
        let answers = thread::spawn(move || {
            let (mut stream, _) = server.accept().expect("somebody comes");
            let mut asked = [0; 4];
            stream.read_exact(&mut asked).expect("a question");
            stream.write_all(b"pong").expect("an answer");
            asked
        });
        let aliases = vec!["main-db".to_owned(), "two words".to_owned()];
        let (url, exports) = (String::new(), Vec::new());
        let endpoint =
            Endpoint { name: "db".to_owned(), aliases, ports: vec![(25432, outside)], url, exports, instead: None };
        let named = listen(&endpoint, Ipv4Addr::new(127, 63, 1, 2));
        assert_eq!((&*named.names, &*named.ports), (&["db".to_owned(), "main-db".to_owned()][..], &[25432][..]));
        let mut stream = TcpStream::connect((named.address, 25432)).expect("it is there");
        stream.write_all(b"ping").expect("a question");
        let mut answer = [0; 4];
        stream.read_exact(&mut answer).expect("an answer");
        assert_eq!((&answer, &answers.join().expect("it answers")), (b"pong", b"ping"));
        assert_eq!(hosts(&[named], "127.0.0.1 localhost\n"), "127.63.1.2 db main-db\n127.0.0.1 localhost\n");
    }

    #[test]
    fn two_runs_have_nets_of_their_own() {
        let base = Base::new(None, &std::env::temp_dir().join(format!("demock-names-{}", std::process::id())));
        let (one, other) = (free_net(&base).expect("a net"), free_net(&base).expect("another"));
        assert_ne!(one.0, other.0);
    }
}
