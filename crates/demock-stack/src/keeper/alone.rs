//! A program that reaches nothing but some ports of this machine: a network of its own, and a way out to each of those.
//!
//! Source: `network_namespaces(7)`, `rtnetlink(7)`. The binary, under a hidden word, gives one of its threads a network that has
//! only a loopback, starts the program in it, listens there on the ports, and carries what comes to the same ports outside.
//! Sockets of servers that listen by a file's name (`/run/postgresql`) are hidden. Invariants: the program never runs with the
//! machine's network; its exit code is ours. Absent on purpose: names, UDP, and any port that was not asked for.

use super::namespaces::Users;
use super::protocol::Spec;
use crate::carrying::carry_all;
use rustix::mount::{MountFlags, MountPropagationFlags, mount, mount_bind, mount_change};
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketType, recv, send, socket};
use rustix::process::{Signal, set_parent_process_death_signal};
use rustix::thread::UnshareFlags;
use std::ffi::OsString;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitCode};
use std::thread;

/// The word that makes the binary this.
const WORD: &str = "__alone";
/// What is said where the program may not be kept from the machine's network.
pub(crate) const NOT_ALONE: &str = "demock: there is no network of its own for this program";
/// Folders in which servers of the machine listen by a file's name.
const SOCKETS: &[&str] = &["/run/postgresql", "/var/run/postgresql", "/run/mysqld"];

/// The same program, reached through this one.
pub(super) fn wrapped(spec: &Spec, ports: &[u16]) -> (OsString, Vec<OsString>) {
    let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
    let head = [WORD.into(), ports.join(",").into(), spec.program.clone()];
    ("/proc/self/exe".into(), head.into_iter().chain(spec.arguments.iter().cloned()).collect())
}

/// Runs as this where the arguments say so.
pub(super) fn entry(arguments: &[OsString]) -> Option<ExitCode> {
    let [_, word, ports, program, rest @ ..] = arguments else { return None };
    if word != WORD {
        return None;
    }
    let ports = ports.to_string_lossy();
    let ports: Vec<u16> = ports.split(',').filter_map(|port| port.parse().ok()).collect();
    Some(match run(&ports, program, rest) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // Its output is the program's log, in which this is looked for.
            use std::io::Write as _;
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    })
}

fn run(ports: &[u16], program: &OsString, arguments: &[OsString]) -> io::Result<u8> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    let refused = |error: io::Error| io::Error::other(format!("{NOT_ALONE}: {error}"));
    super::namespaces::leave_mounts(Users::MayBeLeft).and_then(|()| hide_sockets()).map_err(refused)?;
    let mut command = Command::new(program);
    command.args(arguments);
    let name = program.to_string_lossy().into_owned();
    let not_run = move |error: io::Error| io::Error::other(format!("`{name}` cannot be run: {error}"));
    let ports = ports.to_vec();
    // A network is a thread's; what the thread starts has it too.
    let inside = thread::spawn(move || -> io::Result<(Child, Vec<TcpListener>)> {
        let listeners = enter(&ports).map_err(refused)?;
        Ok((command.spawn().map_err(not_run)?, listeners))
    });
    let gone = || Err(io::Error::other("the thread that starts it panicked"));
    let (mut child, listeners) = inside.join().unwrap_or_else(|_| gone())?;
    for listener in listeners {
        let port = listener.local_addr()?.port();
        thread::spawn(move || carry_all(&listener, || (Ipv4Addr::LOCALHOST, port).into()));
    }
    let status = child.wait()?;
    Ok(match (status.code(), status.signal()) {
        (Some(code), _) => u8::try_from(code & 0xff).unwrap_or(u8::MAX),
        (None, signal) => u8::try_from(128 + signal.unwrap_or(9)).unwrap_or(u8::MAX),
    })
}

fn hide_sockets() -> io::Result<()> {
    mount_change("/", MountPropagationFlags::REC | MountPropagationFlags::PRIVATE)?;
    for folder in SOCKETS.iter().map(Path::new).filter(|it| it.is_dir()) {
        let folder = folder.canonicalize()?;
        mount("demock", &folder, "tmpfs", MountFlags::NOSUID | MountFlags::NODEV, None::<&std::ffi::CStr>)?;
    }
    let in_tmp = std::fs::read_dir("/tmp").into_iter().flatten().flatten();
    for entry in in_tmp.filter(|it| it.file_name().to_string_lossy().starts_with(".s.")) {
        mount_bind("/dev/null", entry.path())?;
    }
    Ok(())
}

/// Enters a network with nothing but a loopback, and listens there.
fn enter(ports: &[u16]) -> io::Result<Vec<TcpListener>> {
    super::namespaces::unshare(UnshareFlags::NEWNET)?;
    raise_loopback()?;
    ports.iter().map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port))).collect()
}

/// Says that the loopback, the first interface of any network, is up.
fn raise_loopback() -> io::Result<()> {
    const NEW_LINK: u16 = 16;
    const REQUEST_WITH_ACK: u16 = 1 | 4;
    const UP: u32 = 1;
    const LOOPBACK: i32 = 1;
    let kernel = socket(AddressFamily::NETLINK, SocketType::RAW, None)?;
    let mut message = Vec::new();
    message.extend(32_u32.to_ne_bytes());
    message.extend(NEW_LINK.to_ne_bytes());
    message.extend(REQUEST_WITH_ACK.to_ne_bytes());
    // Number of the question and whose it is; then family and kind of the interface.
    message.extend([0; 8]);
    message.extend([0; 4]);
    message.extend(LOOPBACK.to_ne_bytes());
    message.extend(UP.to_ne_bytes());
    message.extend(UP.to_ne_bytes());
    send(&kernel, &message, SendFlags::empty())?;
    let mut answer = [0_u8; 64];
    let (length, _) = recv(&kernel, &mut answer[..], RecvFlags::empty())?;
    // The acknowledgement is an error whose number is nought.
    match answer.get(16..20).filter(|_| length >= 20).and_then(|it| it.try_into().ok()).map(i32::from_ne_bytes) {
        Some(0) => Ok(()),
        Some(number) => Err(io::Error::from_raw_os_error(-number)),
        None => Err(io::Error::other("the kernel said nothing of the loopback")),
    }
}
