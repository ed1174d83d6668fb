//! Fetched packages, kept by what they are.
//!
//! Layout: `packages/<first 32 digits of the hash>/` holds an unpacked package; it comes into being whole, by a rename.
//! Invariants: nothing is unpacked that has another hash than its row; a folder that is there is complete; what an
//! interrupted run has left lies beside, and is never taken for a package. Absent on purpose: the
//! network: the machine's own package client fetches.

mod addition;
mod archive;
mod client;
pub(crate) mod inventory;
mod wheel;

pub(crate) use addition::share;

use crate::diagnosis::Provision;
use crate::distribution::{Distributed, Extension, Shelf};
use crate::installed::Versions;
use crate::jobs;
use crate::packages::{self, Client, Package};
use demock_model::Help;
use rustix::fs::{FlockOperation, flock};
use sha2::{Digest, Sha512};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::{fs, process};

/// Why a package cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The package client is not there.
    #[error("{name} {release} is fetched by `{}`, which is not installed", client.program())]
    NoClient {
        /// The package.
        name: &'static str,
        /// Its version.
        release: &'static str,
        /// The client.
        client: Client,
    },
    /// The machine is of no distribution that is known here.
    #[error("{name} is fetched by `apt-get` and `dpkg-deb`, which are not there")]
    NoDistribution {
        /// The package.
        name: &'static str,
    },
    /// The package client failed.
    #[error("`{command}` failed: {}", if said.is_empty() { "it says nothing" } else { said.as_str() })]
    Client {
        /// The command line.
        command: String,
        /// What it said last.
        said: String,
    },
    /// The archive is not the one that was tried.
    #[error("the archive of {name} {release} has another hash than the table: seen {seen}, expected {expected}")]
    Hash {
        /// The package.
        name: &'static str,
        /// Its version.
        release: &'static str,
        /// The hash that was seen.
        seen: String,
        /// The hash of the table.
        expected: &'static str,
    },
    /// The archive holds something that must not be unpacked.
    #[error("the archive of {name} holds `{entry}`, which lies outside of it")]
    Outside {
        /// The package.
        name: &'static str,
        /// The entry.
        entry: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl FetchError {
    /// Whether nothing else may take the place of what was fetched: somebody may have changed it.
    pub fn is_fatal(&self) -> bool {
        match self {
            Self::Hash { .. } | Self::Outside { .. } | Self::File { .. } => true,
            Self::NoClient { .. } | Self::NoDistribution { .. } | Self::Client { .. } => false,
        }
    }
}

impl Help for FetchError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoClient { .. } => "fetch/no-client",
            Self::NoDistribution { .. } => "fetch/no-distribution",
            Self::Client { .. } => "fetch/client",
            Self::Hash { .. } => "fetch/hash",
            Self::Outside { .. } => "fetch/outside",
            Self::File { .. } => "fetch/file",
        }
    }

    fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoClient { client, .. } => format!("install it: `apt-get install {}`", client.package()),
            Self::NoDistribution { name } => format!("install `{name}` with the machine's own package client"),
            Self::Client { command, .. } if command.starts_with("apt-get") => {
                "as root: `apt-get update`, then run `demock fetch` again".to_owned()
            }
            Self::Client { .. } => "see that the registry can be reached, then run `demock fetch` again".to_owned(),
            Self::Hash { .. } => "do not use it: ask whoever runs the registry or the proxy before it".to_owned(),
            Self::Outside { .. } => "do not use it".to_owned(),
            Self::File { .. } => "set `DEMOCK_CACHE_DIR` to a folder that can be written".to_owned(),
        })
    }

    fn seen(&self) -> Option<String> {
        match self {
            Self::Client { said, .. } => Some(said.clone()),
            Self::Hash { seen, .. } => Some(seen.clone()),
            Self::NoClient { .. } | Self::NoDistribution { .. } | Self::Outside { .. } | Self::File { .. } => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Hash { expected, .. } => Some((*expected).to_owned()),
            Self::NoClient { .. }
            | Self::NoDistribution { .. }
            | Self::Client { .. }
            | Self::Outside { .. }
            | Self::File { .. } => None,
        }
    }
}

/// The packages that were fetched for this user.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// Digits of the hash that name a folder.
const NAME_DIGITS: usize = 32;

impl Store {
    /// The store in a cache folder.
    pub fn new(cache: &Path) -> Self {
        Self { folder: cache.join("packages") }
    }

    /// Where a package lies unpacked; `None` where it has not been fetched, or its program is gone.
    pub fn get(&self, package: &Package) -> Option<PathBuf> {
        let folder = self.place(package);
        folder.join(package.program).is_file().then_some(folder)
    }

    /// What programs have said their versions are.
    pub(crate) fn versions(&self) -> Versions {
        Versions::new(&self.folder.with_file_name("versions"))
    }

    /// The distribution's packages in the same store.
    pub(crate) fn shelf(&self) -> Shelf {
        Shelf::new(&self.folder, self.versions())
    }

    /// Fetches a service out of the distribution's packages unless it is there, and says where it lies and its version.
    pub fn fetch_distributed(
        &self,
        row: &Distributed,
        adds: Option<&Extension>,
        path: &str,
    ) -> Result<(PathBuf, String), FetchError> {
        self.shelf().fetch(row, adds, path)
    }

    /// Fetches what a provision is made of, where it is to be fetched.
    pub fn fetch_provision(&self, provision: &Provision, path: &str) -> Result<(), FetchError> {
        match provision {
            Provision::Fetched { package, .. } => self.fetch(package, path).map(drop),
            Provision::Distribution { package, adds, .. } => {
                self.fetch_distributed(package, adds.as_ref().map(|adds| adds.row), path).map(drop)
            }
            Provision::Job { lacks: Some(engine), .. } => jobs::fetch(*engine, self, path),
            Provision::Running { .. }
            | Provision::Native { .. }
            | Provision::Docker { .. }
            | Provision::Job { lacks: None, .. }
            | Provision::Own { .. }
            | Provision::Nothing { .. } => Ok(()),
        }
    }

    /// Throws away what of a provision's packages is not as it was unpacked, and says what that was: it is fetched anew by whoever asks next.
    pub fn throw_away_broken(&self, provision: &Provision) -> Result<Vec<String>, FetchError> {
        let places: Vec<PathBuf> = match provision {
            Provision::Fetched { package, .. } => {
                let server = packages::of(package.engine, package.major).filter(|_| package.adds.is_some());
                let clients = self.shelf().clients(package.engine);
                [Some(*package), server].into_iter().flatten().map(|it| self.place(it)).chain(clients).collect()
            }
            Provision::Distribution { package, adds, .. } => {
                self.shelf().places(package, adds.as_ref().map(|adds| adds.row))
            }
            Provision::Running { .. }
            | Provision::Native { .. }
            | Provision::Docker { .. }
            | Provision::Job { .. }
            | Provision::Own { .. }
            | Provision::Nothing { .. } => Vec::new(),
        };
        let broken = places.iter().map(|place| inventory::throw_away_broken(place));
        broken.filter_map(Result::transpose).collect()
    }

    fn place(&self, package: &Package) -> PathBuf {
        self.folder.join(name(package))
    }

    /// Fetches a package unless it is there, and says where it lies.
    pub fn fetch(&self, package: &Package, path: &str) -> Result<PathBuf, FetchError> {
        if let Some(folder) = self.get(package) {
            return Ok(folder);
        }
        let name = name(package);
        let _lock = lock(&self.folder, &name)?;
        if let Some(folder) = self.get(package) {
            return Ok(folder);
        }
        let making = self.folder.join(format!("making-{name}-{}", process::id()));
        let made = self.make(package, path, &making);
        if made.is_err() {
            // The error that is told is the one that stopped it.
            let _ = fs::remove_dir_all(&making);
        }
        made
    }

    fn make(&self, package: &Package, path: &str, making: &Path) -> Result<PathBuf, FetchError> {
        let download = making.join("download");
        create(&download)?;
        let server = packages::of(package.engine, package.major).filter(|_| package.adds.is_some());
        let server = server.map(|server| self.fetch(server, path)).transpose()?;
        let archive = client::download(package, &download, path)?;
        self.keep(package, &archive, server.as_deref(), making)
    }

    /// Checks and unpacks an archive, and puts it where it belongs: what adds to a server, with that.
    fn keep(
        &self,
        package: &Package,
        archive: &Path,
        server: Option<&Path>,
        making: &Path,
    ) -> Result<PathBuf, FetchError> {
        check(package, archive)?;
        let mut unpacked = making.join("unpacked");
        archive::unpack(package, archive, &unpacked)?;
        if let (Some(adds), Some(server)) = (package.adds, server) {
            let whole = making.join("whole");
            addition::add(adds, &unpacked, server, &whole)?;
            unpacked = whole;
        }
        let place = self.place(package);
        // Somebody else was faster, or its program had gone: what is there is replaced by what is whole.
        inventory::settle(&unpacked, &place)?;
        fs::remove_dir_all(making).map_err(|source| FetchError::File { path: making.to_owned(), source })?;
        Ok(place)
    }
}

/// The name of a package's folder.
fn name(package: &Package) -> String {
    let digits = &package.sha512[..NAME_DIGITS];
    // One archive may add to several servers.
    package.adds.map_or_else(|| digits.to_owned(), |_| format!("{digits}-{}", package.major))
}

/// Waits until nobody else fetches the same; the kernel gives the lock up with whoever holds it.
pub(crate) fn lock(folder: &Path, name: &str) -> Result<fs::File, FetchError> {
    create(folder)?;
    let path = folder.join(format!("{name}.lock"));
    let failed = |source| FetchError::File { path: path.clone(), source };
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    flock(&file, FlockOperation::LockExclusive).map_err(|error| failed(error.into()))?;
    Ok(file)
}

fn create(folder: &Path) -> Result<(), FetchError> {
    fs::create_dir_all(folder).map_err(|source| FetchError::File { path: folder.to_owned(), source })
}

/// The hash of a file, as hexadecimal digits.
fn hash_of<H: Digest + io::Write>(path: &Path) -> io::Result<String> {
    let mut hash = H::new();
    io::copy(&mut fs::File::open(path)?, &mut hash)?;
    Ok(hex(&hash.finalize()))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Refuses an archive with another hash than the table's.
fn check(package: &Package, archive: &Path) -> Result<(), FetchError> {
    let failed = |source| FetchError::File { path: archive.to_owned(), source };
    let seen = hash_of::<Sha512>(archive).map_err(failed)?;
    if seen == package.sha512 {
        return Ok(());
    }
    Err(FetchError::Hash { name: package.name, release: package.release, seen, expected: package.sha512 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    /// A folder that goes when the test ends.
    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            // What is left behind lies among temporary files.
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn folder(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("demock-store-{name}-{}", process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    /// An archive as npm packs it, and its hash.
    fn archive(folder: &Folder, files: &[(&str, &str)]) -> (PathBuf, String) {
        let path = folder.0.join("a.tgz");
        let mut packed = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
        for (name, text) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o755);
            // Names that no honest archive has are written as they are.
            header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            packed.append(&header, text.as_bytes()).expect("packed");
        }
        let bytes = packed.into_inner().and_then(GzEncoder::finish).expect("an archive");
        fs::write(&path, &bytes).expect("written");
        let mut hash = String::new();
        for byte in Sha512::digest(&bytes) {
            write!(hash, "{byte:02x}").expect("a string");
        }
        (path, hash)
    }

    fn package(sha512: String) -> Package {
        Package {
            engine: Engine::Postgres,
            major: 1,
            version: "1.0",
            client: Client::Npm,
            name: "a",
            release: "1.0.0",
            sha512: String::leak(sha512),
            licence: "MIT",
            platform: "linux-x86_64",
            program: "native/bin/run",
            adds: None,
        }
    }

    const LINKS: &str = r#"[{"source":"native/lib/l.so.1","target":"native/lib/l.so"}]"#;

    #[test]
    fn what_has_the_hash_is_kept_whole_with_its_links() {
        let folder = folder("kept");
        let files = [
            ("package/native/bin/run", "#!/bin/sh\n"),
            ("package/native/lib/l.so.1", "lib"),
            ("package/native/pg-symlinks.json", LINKS),
        ];
        let (archive, hash) = archive(&folder, &files);
        let (store, package) = (Store::new(&folder.0), package(hash));
        assert_eq!(store.get(&package), None);
        let making = folder.0.join("packages/making");
        let kept = store.keep(&package, &archive, None, &making).expect("it is kept");
        assert_eq!(store.get(&package).as_ref(), Some(&kept));
        assert_eq!(fs::read_to_string(kept.join("native/lib/l.so")).expect("a link"), "lib");
        assert!(!making.exists());
        // A program that has gone is had anew, whatever else is there.
        fs::remove_file(kept.join("native/bin/run")).expect("removed");
        assert_eq!(store.get(&package), None);
        store.keep(&package, &archive, None, &making).expect("it is kept again");
        assert!(store.get(&package).is_some());
    }

    #[test]
    fn another_hash_is_refused_and_nothing_is_left() {
        let folder = folder("hash");
        let (archive, hash) = archive(&folder, &[("package/native/bin/run", "x")]);
        let other = package(hash.replace(|digit: char| digit != '0', "0"));
        let store = Store::new(&folder.0);
        let error = store.keep(&other, &archive, None, &folder.0.join("making")).expect_err("another hash");
        assert!(matches!(&error, FetchError::Hash { seen, .. } if *seen == hash), "{error}");
        assert!(!folder.0.join("packages").exists() && !folder.0.join("making").exists());
    }

    #[test]
    fn what_would_lie_outside_is_refused() {
        let folder = folder("outside");
        let store = Store::new(&folder.0);
        let escapes = r#"[{"source":"native/bin/run","target":"../../escaped"}]"#;
        for files in [
            [("package/../../escaped", "x"), ("package/a", "x")],
            [("package/native/bin/run", "x"), ("package/native/pg-symlinks.json", escapes)],
        ] {
            let (archive, hash) = archive(&folder, &files);
            let error =
                store.keep(&package(hash), &archive, None, &folder.0.join("making")).expect_err("it is refused");
            assert!(matches!(error, FetchError::Outside { .. }), "{error}");
            assert!(!folder.0.join("escaped").exists());
        }
    }

    #[test]
    fn without_its_client_a_package_names_the_line_that_gets_it() {
        let folder = folder("client");
        let error = Store::new(&folder.0).fetch(&package("0".repeat(128)), "/nowhere").expect_err("no client");
        assert_eq!(error.help().as_deref(), Some("install it: `apt-get install npm`"));
        let left = folder.0.join("packages").read_dir().expect("a folder").flatten();
        assert!(left.map(|entry| entry.path()).all(|path| path.extension().is_some_and(|ending| ending == "lock")));
    }
}
