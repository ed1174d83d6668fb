//! Starts one program: as whom, in which group, and what ends it when its keeper is gone.
//!
//! Invariant: programs are started by one thread that lives as long as the keeper, because the kernel sends the last signal
//! when the *thread* that started them ends.

use super::protocol::{Identity, LastSignal, Network, Spec};
use super::{alone, namespaces};
use rustix::process::{Gid, Pid, Signal, Uid, getppid, set_parent_process_death_signal};
use rustix::thread::{
    CapabilitiesSecureBits, CapabilitySet, CapabilitySets, capabilities, clear_ambient_capability_set,
    configure_capability_in_ambient_set, set_capabilities, set_capabilities_secure_bits, set_keep_capabilities,
    set_thread_groups, set_thread_res_gid, set_thread_res_uid,
};
use signal_hook::consts::{SIGINT, SIGQUIT, SIGTERM};
use std::ffi::CString;
use std::fs::OpenOptions;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

/// The user and group that services run as where demock is started by root: that of nobody, on every distribution.
const NOBODY: u32 = 65_534;

/// The user that services run as.
pub(super) fn service_user() -> u32 {
    let own = rustix::process::geteuid().as_raw();
    if own == 0 { NOBODY } else { own }
}

/// Starts a program and says its process id.
pub(super) fn spawn(spec: &Spec, keeper: Option<Pid>) -> io::Result<Pid> {
    let (program, arguments) = match &spec.network {
        Network::Machine | Network::Named(_) => (spec.program.clone(), spec.arguments.clone()),
        Network::Stack(ports) => alone::wrapped(spec, ports),
    };
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(spec.environment.iter().map(|(name, value)| (name, value)));
    command.current_dir(&spec.folder).process_group(spec.group.unwrap_or(0));
    if let Some(path) = &spec.output {
        let log = OpenOptions::new().create(true).append(true).open(path)?;
        let input = if spec.keeps_input { Stdio::piped() } else { Stdio::null() };
        command.stdin(input).stdout(log.try_clone()?).stderr(log);
    }
    let (is_service, is_root) = (spec.identity == Identity::Service, rustix::process::geteuid().is_root());
    let hosts = match &spec.network {
        Network::Named(file) => Some(CString::new(file.as_os_str().as_bytes())?),
        Network::Machine | Network::Stack(_) => None,
    };
    // Whoever is in the caller's group is the caller's command.
    let is_of_us = spec.group.is_none();
    let last_signal = match spec.last_signal {
        LastSignal::Kill => Signal::KILL,
        LastSignal::Quit => Signal::QUIT,
    };
    let prepare = move || {
        if is_of_us {
            heeds_ends();
        }
        if let Some(file) = &hosts {
            namespaces::see_alone(file)?;
        }
        if is_service {
            // The right to mount is init's alone.
            clear_ambient_capability_set()?;
        }
        if is_service && is_root {
            become_nobody()?;
        }
        // A change of user clears it: it comes last.
        set_parent_process_death_signal(Some(last_signal))?;
        if getppid() == keeper { Ok(()) } else { Err(io::Error::other("the keeper is gone")) }
    };
    #[expect(
        unsafe_code,
        reason = "nothing else runs between fork and exec; it makes system calls and allocates nothing"
    )]
    // SAFETY: see above.
    unsafe {
        command.pre_exec(prepare);
    }
    let mut child = command.spawn()?;
    // The other end closes with this process.
    std::mem::forget(child.stdin.take());
    Pid::from_raw(i32::try_from(child.id()).unwrap_or_default()).ok_or_else(|| io::Error::other("no process id"))
}

/// Goes on as two processes, of which one gets the other's id: a program that need not be read again is there at once. Only for
/// whoever has no other thread.
pub(super) fn fork() -> io::Result<Option<Pid>> {
    #[expect(unsafe_code, reason = "no library forks without")]
    // SAFETY: there is no other thread that could hold what the new process needs.
    let pid = unsafe { libc::fork() };
    if pid < 0 { Err(io::Error::last_os_error()) } else { Ok(Pid::from_raw(pid)) }
}

/// Has the signals that end a program do so, whatever it inherits: a shell has its background jobs ignore some of them, and until
/// Postgres has handlers of its own one that is ignored is lost.
fn heeds_ends() {
    for signal in [SIGINT, SIGQUIT, SIGTERM] {
        #[expect(unsafe_code, reason = "no library resets one without")]
        // SAFETY: it is a system call, and there is no handler.
        unsafe {
            // These can be reset.
            let _ = libc::signal(signal, libc::SIG_DFL);
        }
    }
}

/// Gives up root for nobody, and keeps the right to pass folders that only root may enter: programs and data may lie below
/// root's home.
fn become_nobody() -> io::Result<()> {
    let (user, group) = (Uid::from_raw(NOBODY), Gid::from_raw(NOBODY));
    let kept = CapabilitySet::DAC_OVERRIDE & capabilities(None)?.permitted;
    set_keep_capabilities(true)?;
    // Without it `access(2)` answers as if nothing were kept. A container may withhold the right to set it.
    let _ = set_capabilities_secure_bits(CapabilitiesSecureBits::NO_SETUID_FIXUP);
    set_thread_groups(&[])?;
    set_thread_res_gid(group, group, group)?;
    set_thread_res_uid(user, user, user)?;
    set_capabilities(None, CapabilitySets { effective: kept, permitted: kept, inheritable: kept })?;
    if !kept.is_empty() {
        configure_capability_in_ambient_set(kept, true)?;
    }
    Ok(())
}
