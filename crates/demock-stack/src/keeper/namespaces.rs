//! Namespaces of our own: processes, mounts, System V memory.
//!
//! Source: `namespaces(7)`, `user_namespaces(7)`. As root none of users is needed; everybody else gets one in which they are
//! who they are. Invariant: whoever is in the process namespace dies with its init, by the kernel.

use rustix::mount::{MountFlags, MountPropagationFlags, UnmountFlags, mount, mount_bind, mount_change, unmount};
use rustix::process::{Signal, set_parent_process_death_signal};
use rustix::thread::{
    CapabilitySet, CapabilitySets, UnshareFlags, capabilities, configure_capability_in_ambient_set, set_capabilities,
};
use std::ffi::CStr;
use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Leaves the machine's namespaces; the next process that is started is init of the new ones.
pub(super) fn leave() -> io::Result<()> {
    let ours = UnshareFlags::NEWPID | UnshareFlags::NEWIPC;
    let (user, group) = (rustix::process::geteuid(), rustix::process::getegid());
    if user.is_root() && unshare(ours).is_ok() {
        return Ok(());
    }
    unshare(ours | UnshareFlags::NEWUSER)?;
    // Root without the right to mount becomes somebody else, whom Postgres does not refuse.
    let inner = |id: u32| if user.is_root() { 1000 } else { id };
    fs::write("/proc/self/setgroups", "deny")?;
    fs::write("/proc/self/uid_map", format!("{} {} 1", inner(user.as_raw()), user.as_raw()))?;
    fs::write("/proc/self/gid_map", format!("{} {} 1", inner(group.as_raw()), group.as_raw()))?;
    // Whoever is not root loses the right to mount with the next program, unless it is handed on.
    let own = capabilities(None)?;
    set_capabilities(None, CapabilitySets { inheritable: own.permitted, ..own })?;
    Ok(configure_capability_in_ambient_set(CapabilitySet::SYS_ADMIN, true)?)
}

/// Whether a space of users of one's own may be taken: in it one is who one is, and files of others seem to be nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Users {
    Stay,
    MayBeLeft,
}

/// Leaves the machine's mounts: what is mounted from now on, this process and what it starts see alone. Root may; everybody else only in
/// a space of users of their own.
pub(super) fn leave_mounts(users: Users) -> io::Result<()> {
    let (user, group) = (rustix::process::geteuid(), rustix::process::getegid());
    if !user.is_root() || unshare(UnshareFlags::NEWNS).is_err() {
        if users == Users::Stay {
            return Err(io::Error::other("only root may mount, and whoever leaves the machine's space of users"));
        }
        unshare(UnshareFlags::NEWUSER | UnshareFlags::NEWNS)?;
        fs::write("/proc/self/setgroups", "deny")?;
        fs::write("/proc/self/uid_map", format!("{0} {0} 1", user.as_raw()))?;
        fs::write("/proc/self/gid_map", format!("{0} {0} 1", group.as_raw()))?;
    }
    // What the machine mounts is seen all the same.
    Ok(mount_change("/", MountPropagationFlags::REC | MountPropagationFlags::DOWNSTREAM)?)
}

/// Has a file be seen in the place of another.
pub(super) fn show(file: &Path, instead_of: &Path) -> io::Result<()> {
    Ok(mount_bind(file, instead_of)?)
}

/// Has this process alone see a file in the place of `/etc/hosts`, with mounts of its own that are like its keeper's. Allocates nothing.
pub(super) fn see_alone(file: &CStr) -> io::Result<()> {
    unshare(UnshareFlags::NEWNS)?;
    Ok(mount_bind(file, c"/etc/hosts")?)
}

/// Leaves some of what this process, or its thread, shares with others.
pub(super) fn unshare(flags: UnshareFlags) -> io::Result<()> {
    #[expect(unsafe_code, reason = "only `FILES` is unsafe, which is not asked for")]
    // SAFETY: see above.
    unsafe {
        rustix::thread::unshare_unsafe(flags)?;
    }
    Ok(())
}

/// What init does first: dies with whoever started it, and has memory of its own for data and for shared memory.
pub(super) fn settle(data: &Path) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    // Whoever waits for init keeps the machine's mounts: it removes the folder that is mounted over here.
    unshare(UnshareFlags::NEWNS)?;
    mount_change("/", MountPropagationFlags::REC | MountPropagationFlags::PRIVATE)?;
    let flags = MountFlags::NOSUID | MountFlags::NODEV;
    mount("demock", data, "tmpfs", flags, Some(c"mode=0755"))?;
    mount("demock", "/dev/shm", "tmpfs", flags, Some(c"mode=1777"))?;
    name_user(data)?;
    // Where the machine hides parts of `/proc`, the old one must do.
    let _ = mount("proc", "/proc", "proc", flags | MountFlags::NOEXEC, None::<&CStr>);
    Ok(())
}

/// Gives the user a name where the machine has none for it, as in many containers: initdb asks for one.
fn name_user(data: &Path) -> io::Result<()> {
    const NAMES: &str = "/etc/passwd";
    let user = rustix::process::geteuid().as_raw();
    let mut names = fs::read_to_string(NAMES).unwrap_or_default();
    if user == 0 || names.lines().any(|line| line.split(':').nth(2) == Some(&user.to_string())) || names.is_empty() {
        return Ok(());
    }
    let group = rustix::process::getegid().as_raw();
    names.push_str(&format!("demock:x:{user}:{group}::/:/bin/sh\n"));
    let ours = data.join(".passwd");
    fs::write(&ours, names)?;
    mount_bind(&ours, NAMES)?;
    Ok(())
}

/// Where an overlay keeps what is written, and what it needs for that.
fn layers(target: &Path) -> [PathBuf; 2] {
    ["upper", "work"].map(|what| {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        target.with_file_name(format!(".{name}.{what}"))
    })
}

/// Removes a folder, and the layers of one that is an overlay.
pub(super) fn remove(target: &Path) -> io::Result<()> {
    let layers = layers(target);
    if layers.iter().all(|layer| layer.is_dir()) {
        unmount(target, UnmountFlags::DETACH)?;
        for layer in &layers {
            fs::remove_dir_all(layer)?;
        }
    }
    fs::remove_dir_all(target)
}

/// A folder that shows a template and keeps what is written to itself.
pub(super) fn overlay(template: &Path, target: &Path, owner: u32) -> io::Result<()> {
    let [upper, work] = layers(target);
    for folder in [&upper, &work, &target.to_owned()] {
        fs::create_dir(folder)?;
    }
    super::data::own(&upper, owner)?;
    // Descriptors have no commas in their names, which paths may.
    let lower = fs::File::open(template)?;
    let lower = format!("/proc/self/fd/{}", lower.as_raw_fd());
    let options = format!("lowerdir={lower},upperdir={},workdir={}", upper.display(), work.display());
    let options = std::ffi::CString::new(options)?;
    mount("demock", target, "overlay", MountFlags::NOSUID | MountFlags::NODEV, Some(&*options))?;
    Ok(())
}
