//! Folders of runs: one a run, gone with it.
//!
//! Layout: `<base>/runs/<run>/` with `lock`, sockets, logs, data and the command's temporary files. The base is below
//! `XDG_RUNTIME_DIR`, else below the folder for temporary files; never in the work tree.
//! Invariants: whoever uses a run's folder holds its lock shared; a folder whose lock nobody holds is a leftover, whatever
//! it is called, and is swept by the next run. The kernel gives up a lock with its process, however that ends.

use crate::failure::StackError;
use rustix::fs::{FlockOperation, flock};
use std::fs::{File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{fs, io};

/// Bytes that a path of a run's folder may have: the path of a socket in it has 108 at most.
const PATH_MAX: usize = 75;
/// Bytes of a project's path that its lock is called by: the end of one tells projects apart.
const NAME_MAX: usize = 200;
/// How long the last keeper waits for others to let go of the folder.
const OTHERS_MAX: Duration = Duration::from_secs(20);

/// A lock on a run's folder.
pub(crate) struct Lock(#[expect(dead_code, reason = "it is held, not read")] File);

impl Lock {
    /// Shares the lock.
    pub(crate) fn shared(folder: &Path) -> io::Result<Self> {
        let file = open(folder)?;
        flock(&file, FlockOperation::LockShared)?;
        Ok(Self(file))
    }

    /// Has the lock alone; `None` where somebody holds it.
    fn alone(folder: &Path) -> io::Result<Option<Self>> {
        let file = open(folder)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(Self(file))),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn open(folder: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))
}

/// Whether somebody holds the lock of a run's folder.
pub(crate) fn is_held(folder: &Path) -> bool {
    matches!(Lock::alone(folder), Ok(None))
}

/// Where memory of the machine is a folder.
const MEMORY: &str = "/dev/shm";
/// Bytes that must be free there for it to be of use.
const MEMORY_MIN: u64 = 1 << 30;

/// Where a run keeps the data of its services.
pub(crate) fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

/// A run's folder, which is this process's as long as the value lives.
pub(crate) struct RunFolder {
    path: PathBuf,
    lock: Option<Lock>,
}

/// The folder that all runs of a user are in.
#[derive(Debug, Clone)]
pub struct Base(PathBuf);

impl Base {
    /// Below `XDG_RUNTIME_DIR` where that is there and is the user's own, else below the folder for temporary files, and below
    /// `/tmp` where that one's path is too long for the sockets that go there.
    pub fn new(xdg_runtime_dir: Option<&Path>, temporary: &Path) -> Self {
        let user = rustix::process::geteuid().as_raw();
        let is_own = |folder: &&Path| fs::metadata(folder).is_ok_and(|it| it.is_dir() && it.uid() == user);
        let is_short = |folder: &&Path| folder.as_os_str().len() + 35 <= PATH_MAX;
        if let Some(folder) = xdg_runtime_dir.filter(is_own).filter(is_short) {
            return Self(folder.join("demock"));
        }
        let temporary = Some(temporary).filter(is_short).unwrap_or(Path::new("/tmp"));
        Self(temporary.join(format!("demock-{user}")))
    }

    /// One whose path is known.
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Makes it, where it is not there, and sees that it is nobody else's.
    pub(crate) fn make(&self) -> Result<(), StackError> {
        let failed = |error: io::Error| StackError::File { path: self.0.clone(), source: error };
        fs::DirBuilder::new().recursive(true).mode(0o700).create(self.0.join("runs")).map_err(failed)?;
        let found = fs::symlink_metadata(&self.0).map_err(failed)?;
        let user = rustix::process::geteuid().as_raw();
        if found.is_dir() && found.uid() == user && found.permissions().mode() & 0o022 == 0 {
            return Ok(());
        }
        Err(failed(io::Error::other("the folder belongs to somebody else, or others may write it")))
    }

    /// A lock on one name among all runs of the user; `None` where somebody holds it.
    pub(crate) fn name_lock(&self, name: &str) -> Result<Option<File>, StackError> {
        let folder = self.0.join("names");
        let path = folder.join(name);
        let failed = |source: io::Error| StackError::File { path: path.clone(), source };
        fs::create_dir_all(&folder).map_err(failed)?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(file)),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(failed(error.into())),
        }
    }

    /// The lock of a project, of which one stack stands at a time; `None` where somebody holds it.
    pub fn project_lock(&self, root: &Path) -> Result<Option<File>, StackError> {
        self.root_lock("project", root)
    }

    /// The lock of a project's broker, of which there is one; `None` where somebody holds it.
    pub fn broker_lock(&self, root: &Path) -> Result<Option<File>, StackError> {
        self.root_lock("broker", root)
    }

    fn root_lock(&self, what: &str, root: &Path) -> Result<Option<File>, StackError> {
        self.make()?;
        let name: String =
            root.to_string_lossy().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        self.name_lock(&format!("{what}{}", &name[name.len().saturating_sub(NAME_MAX)..]))
    }

    /// Folders of runs that somebody holds.
    pub(crate) fn runs(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.0.join("runs")).into_iter().flatten().flatten();
        let mut all: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        all.sort();
        all
    }
}

impl RunFolder {
    /// Makes a folder for a new run, and sweeps what crashed ones have left.
    pub(crate) fn new(base: &Base) -> Result<Self, StackError> {
        base.make()?;
        let runs = base.0.join("runs");
        let failed = |path: &Path, source: io::Error| StackError::File { path: path.to_owned(), source };
        // Nobody sweeps a folder between its making and its lock.
        let making = OpenOptions::new().create(true).truncate(false).write(true).open(base.0.join("making.lock"));
        let making = making.map_err(|error| failed(&base.0, error))?;
        flock(&making, FlockOperation::LockExclusive).map_err(|error| failed(&base.0, error.into()))?;
        sweep(base);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos());
        let path = runs.join(format!("{:x}-{now:x}", std::process::id()));
        if path.as_os_str().len() > PATH_MAX {
            let too_long = io::Error::other("the path is too long for the sockets in it");
            return Err(failed(&path, too_long));
        }
        let mut run = Self { path, lock: None };
        run.ensure()?;
        run.lock = Some(Lock::shared(&run.path).map_err(|error| failed(&run.path, error))?);
        Ok(run)
    }

    /// One that a keeper has made.
    pub(crate) fn of(path: PathBuf) -> Result<Self, StackError> {
        let lock = Lock::shared(&path).map_err(|source| StackError::File { path: path.clone(), source })?;
        Ok(Self { path, lock: Some(lock) })
    }

    /// Has the data of services in memory, where that is a folder of the machine with enough room. A link says where, before
    /// anything is there, so that whoever removes the folder finds it.
    pub(crate) fn in_memory(&self) -> io::Result<()> {
        let room = rustix::fs::statvfs(MEMORY).map_or(0, |it| it.f_bavail.saturating_mul(it.f_frsize));
        if room < MEMORY_MIN {
            return Ok(());
        }
        let (user, name) = (rustix::process::geteuid().as_raw(), self.path.file_name().unwrap_or_default());
        let place = Path::new(MEMORY).join(format!("demock-{user}-{}", name.display()));
        let data = self.data();
        fs::remove_dir(&data)?;
        std::os::unix::fs::symlink(&place, &data)?;
        if fs::DirBuilder::new().mode(0o700).create(&place).is_err() {
            // It may be somebody else's, or closed to us: the disk does as well.
            fs::remove_file(&data)?;
            fs::DirBuilder::new().mode(0o700).create(&data)?;
        }
        Ok(())
    }

    /// Makes the folder with what belongs in it, where it is not there.
    fn ensure(&self) -> Result<(), StackError> {
        for folder in [self.path.clone(), self.logs(), self.sockets(), self.temporary(), data(&self.path)] {
            match fs::DirBuilder::new().mode(0o700).create(&folder) {
                Err(source) if source.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(StackError::File { path: folder, source });
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the services' output goes.
    pub(crate) fn logs(&self) -> PathBuf {
        self.path.join("logs")
    }

    /// Where services put their sockets; short, because a socket's path is.
    pub(crate) fn sockets(&self) -> PathBuf {
        self.path.join("s")
    }

    /// The command's folder for temporary files.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.path.join("tmp")
    }

    /// Where services keep their data.
    pub(crate) fn data(&self) -> PathBuf {
        data(&self.path)
    }

    /// Lets go of the lock: the last keeper removes the folder.
    pub(crate) fn release(&mut self) {
        self.lock = None;
    }

    /// Removes it once nobody else uses it.
    pub(crate) fn remove_last(mut self) {
        self.release();
        let began = Instant::now();
        let (_never, tick) = channel::<()>();
        while began.elapsed() < OTHERS_MAX {
            match Lock::alone(&self.path) {
                Ok(Some(_alone)) => return remove(&self.path),
                // Swept by another, or about to be.
                Err(_) => return,
                Ok(None) => {
                    let _ = tick.recv_timeout(Duration::from_millis(1));
                }
            }
        }
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        self.release();
        // The last keeper has done it unless it could not be started.
        if let Ok(Some(_alone)) = Lock::alone(&self.path) {
            remove(&self.path);
        }
    }
}

/// Removes folders of runs that nobody holds.
fn sweep(base: &Base) {
    for run in base.runs() {
        if let Ok(Some(_alone)) = Lock::alone(&run) {
            remove(&run);
        }
    }
}

/// Removes a run's folder, and its data where a link says that they are elsewhere.
fn remove(folder: &Path) {
    let ours = format!("demock-{}-", rustix::process::geteuid().as_raw());
    if let Ok(place) = fs::read_link(data(folder))
        && place.parent() == Some(Path::new(MEMORY))
        && place.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&ours))
    {
        remove_files(&place);
        let _ = fs::remove_dir_all(place);
    }
    // What cannot be removed now is tried again by the next run.
    let _ = fs::remove_dir_all(folder);
}

/// Removes the files of a folder with two threads: a database has a thousand of them.
fn remove_files(folder: &Path) {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder { &mut folders } else { &mut files }.push(entry.path());
        }
    }
    // Whoever removes the folder sees what could not be.
    let remove = |files: &[PathBuf]| files.iter().for_each(|file| drop(fs::remove_file(file)));
    let (one, other) = files.split_at(files.len() / 2);
    std::thread::scope(|scope| {
        // Where no thread can be had, one does.
        if std::thread::Builder::new().spawn_scoped(scope, || remove(one)).is_err() {
            remove(one);
        }
        remove(other);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_a_long_path_is_no_place_for_sockets() {
        let long = Path::new("/var/folders/of/a/machine/that/gives/every/user/a/long/one");
        assert!(Base::new(None, long).0.starts_with("/tmp"));
        assert!(Base::new(Some(long), Path::new("/var/tmp")).0.starts_with("/var/tmp"));
    }
}
