//! A real folder in the temporary folder, scanned by the real scanner.

use demock_model::Report;
use demock_scan::scan::{CacheUse, Request, scan};
use demock_scan::selection::Selection;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that goes away with the value.
pub(crate) struct Folder {
    pub(crate) root: PathBuf,
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.root));
    }
}

impl Folder {
    /// An empty one.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("demock-folder-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        fs::create_dir_all(&root).expect("a temporary folder");
        Self { root: root.canonicalize().expect("the folder just made") }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a written file");
    }

    /// Everything read.
    #[allow(dead_code, reason = "not every test scans all of it")]
    pub(crate) fn scan(&self) -> Report {
        report(&self.root, CacheUse::Off)
    }

    /// Results remembered in `cache`.
    #[allow(dead_code, reason = "not every test remembers")]
    pub(crate) fn scan_with(&self, cache: &Self) -> Report {
        report(&self.root, CacheUse::Folder(&cache.root))
    }
}

fn report(root: &Path, cache: CacheUse<'_>) -> Report {
    report_of(root, cache, &Selection::default())
}

/// A scan that asks for some rules.
pub(crate) fn report_of(root: &Path, cache: CacheUse<'_>, selection: &Selection) -> Report {
    let today = "2026-11-23".parse().expect("a day");
    let request = Request {
        root,
        root_name: ".",
        paths: &[],
        selection,
        cache,
        today,
        settings: None,
        given: &[],
        progress: None,
    };
    scan(&request).expect("a scan").report
}
