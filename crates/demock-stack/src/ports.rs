//! Ports that are held before a service listens, and as long as it lives.
//!
//! Invariants: a port is bound by us before anybody is told of it, and stays so: whoever closes it first, to let a service
//! bind it, has lost it once in a while, and some of those then talk to somebody else's server. Two runs of a user never
//! have one port, because each holds a lock on its number. Ports are taken below those that the kernel gives to outgoing
//! connections. One that was let go is the last to be taken again by this process: a program that outlives the lease it had it from
//! meets nobody there.

use crate::failure::StackError;
use crate::run_folder::Base;
use rustix::io::Errno;
use rustix::net::sockopt::set_socket_reuseaddr;
use rustix::net::{AddressFamily, RecvFlags, SocketType, bind, socket};
use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The lowest port that is taken where none is asked for.
const LOWEST: u16 = 20_000;
/// The highest, where the kernel does not say which ports it takes itself.
const HIGHEST: u16 = 32_767;
/// How many ports are tried.
const TRIES_MAX: u16 = 2_000;
/// How many this process has tried.
static TRIED: AtomicU32 = AtomicU32::new(0);

/// A port that is ours.
#[derive(Debug)]
pub(crate) struct Port {
    pub(crate) number: u16,
    socket: Option<OwnedFd>,
    _lock: File,
}

impl Port {
    /// Leaves the number to a program that cannot listen beside the socket; other runs are still kept off by the lock.
    pub(crate) fn let_go(&mut self) {
        self.socket = None;
    }
}

/// Takes the first of the asked ports that is free, else any.
pub(crate) fn take(base: &Base, service: &str, asked: &[u16]) -> Result<Port, StackError> {
    for number in asked {
        if let Some(port) = hold(base, *number, Wait::MayLinger)? {
            return Ok(port);
        }
    }
    let highest = kernel_begins_at().map_or(HIGHEST, |begin| begin.saturating_sub(1)).max(LOWEST + TRIES_MAX);
    let width = highest - LOWEST;
    // Runs begin at different places, so that they seldom ask for the same.
    let begin = std::process::id().wrapping_mul(7919) % u32::from(width);
    for _ in 0..TRIES_MAX {
        let at = begin.wrapping_add(TRIED.fetch_add(1, Ordering::Relaxed)) % u32::from(width);
        let number = LOWEST + u16::try_from(at).unwrap_or_default();
        if let Some(port) = hold(base, number, Wait::None)? {
            return Ok(port);
        }
    }
    let why = format!("{TRIES_MAX} ports from {LOWEST} on are all taken");
    Err(StackError::NoPort { service: service.to_owned(), why })
}

/// How long one answer of a service may take.
pub(crate) const ANSWER_MAX: Duration = Duration::from_secs(5);

/// A connection to whoever listens on a port, which is bounded in how long it waits.
pub(crate) fn connect(port: u16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&SocketAddrV4::new(Ipv4Addr::LOCALHOST, port).into(), ANSWER_MAX)?;
    // A port that nobody listens on can connect to itself.
    if stream.local_addr()?.port() == port {
        return Err(io::Error::other("the port answered itself"));
    }
    stream.set_read_timeout(Some(ANSWER_MAX))?;
    Ok(stream)
}

/// The byte that the other end has sent and nobody has read yet, if any; an error where it has closed the connection.
pub(crate) fn unread(stream: impl AsFd) -> io::Result<Option<u8>> {
    let mut first = [0_u8];
    match rustix::net::recv(stream, &mut first[..], RecvFlags::PEEK | RecvFlags::DONTWAIT) {
        Ok((_, 0)) => Err(io::ErrorKind::UnexpectedEof.into()),
        Ok(_) => Ok(Some(first[0])),
        Err(Errno::AGAIN) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether connections of a server that has ended may still linger on the port.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    None,
    MayLinger,
}

/// Holds a port; `None` where somebody else has it.
fn hold(base: &Base, number: u16, wait: Wait) -> Result<Option<Port>, StackError> {
    let Some(lock) = base.name_lock(&format!("port-{number}"))? else { return Ok(None) };
    let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, number);
    let held = (|| -> io::Result<Option<OwnedFd>> {
        let held = socket(AddressFamily::INET, SocketType::STREAM, None)?;
        rustix::io::fcntl_setfd(&held, rustix::io::FdFlags::CLOEXEC)?;
        // Strictly first: whoever has it in whatever way keeps it.
        if bind(&held, &address).is_ok() {
            set_socket_reuseaddr(&held, true)?;
            return Ok(Some(held));
        }
        if wait == Wait::None || TcpStream::connect_timeout(&address.into(), Duration::from_millis(200)).is_ok() {
            return Ok(None);
        }
        // Nobody listens: what is left of connections that have ended is in nobody's way.
        set_socket_reuseaddr(&held, true)?;
        Ok(bind(&held, &address).is_ok().then_some(held))
    })();
    match held {
        Ok(held) => Ok(held.map(|socket| Port { number, socket: Some(socket), _lock: lock })),
        Err(error) => {
            let path = std::path::PathBuf::from(format!("127.0.0.1:{number}"));
            Err(StackError::File { path, source: error })
        }
    }
}

/// The first port that the kernel gives to outgoing connections.
fn kernel_begins_at() -> Option<u16> {
    let text = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").ok()?;
    text.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn base() -> Base {
        Base::new(None, &std::env::temp_dir().join(format!("demock-ports-{}", std::process::id())))
    }

    #[test]
    fn a_port_that_is_held_is_nobody_elses_but_a_server_may_listen_on_it() {
        let base = base();
        let first = take(&base, "a", &[]).expect("a port");
        let second = take(&base, "b", &[first.number]).expect("another port");
        assert_ne!(first.number, second.number);
        assert!(first.number >= LOWEST && second.number >= LOWEST);
        // The standard library's listeners may reuse addresses, as those of all servers here do.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, first.number)).expect("a server may have it");
        let third = take(&base, "c", &[first.number]).expect("a third");
        assert_ne!(third.number, first.number);
        drop((listener, first));
        let asked = second.number;
        drop(second);
        assert_eq!(take(&base, "d", &[asked]).expect("it is free again").number, asked);
    }

    #[test]
    fn a_port_that_somebody_listens_on_is_passed_over() {
        let base = base();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a listener");
        let taken = listener.local_addr().expect("its address").port();
        assert_ne!(take(&base, "a", &[taken]).expect("another").number, taken);
    }
}
