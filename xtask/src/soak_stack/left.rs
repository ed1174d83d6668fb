//! What runs have left on the machine: processes, folders, mounts, shared memory.
//!
//! Invariant: only what is ours or new counts, since others work on the machine as well. A port is not looked for: without a
//! process nobody holds one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Shared memory that was there before.
pub(crate) struct Machine {
    segments: BTreeSet<String>,
    files: BTreeSet<String>,
}

impl Machine {
    pub(crate) fn now() -> Self {
        Self { segments: segments(), files: files() }
    }
}

/// Everything that is left of runs whose temporary files go to a folder.
pub(crate) fn left(temporary: &Path, before: &Machine) -> Vec<String> {
    let text = temporary.display().to_string();
    let mut left = processes(temporary, &text);
    let users = fs::read_dir(temporary).into_iter().flatten().flatten();
    let runs = users.flat_map(|entry| fs::read_dir(entry.path().join("runs")).into_iter().flatten().flatten());
    left.extend(runs.map(|run| format!("folder {}", run.path().display())));
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    left.extend(mounts.lines().filter(|line| line.contains(&text)).map(|line| format!("mount {line}")));
    left.extend(segments().difference(&before.segments).map(|id| format!("System V segment {id}")));
    left.extend(files().difference(&before.files).map(|name| format!("/dev/shm/{name}")));
    left
}

fn processes(temporary: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().parse::<u32>().is_err() {
            continue;
        }
        let of = |what: &str| fs::read(entry.path().join(what)).unwrap_or_default();
        let words = String::from_utf8_lossy(&of("cmdline")).replace('\0', " ");
        let is_ours = words.contains(text)
            || fs::read_link(entry.path().join("cwd")).is_ok_and(|folder| folder.starts_with(temporary))
            || String::from_utf8_lossy(&of("environ")).contains(&format!("TMPDIR={text}"));
        if is_ours {
            found.push(format!("process {} {words}", entry.file_name().display()));
        }
    }
    found
}

/// Segments that nobody is attached to, each by its key, number and maker: one in use is somebody's.
fn segments() -> BTreeSet<String> {
    const ATTACHED: usize = 6;
    let text = fs::read_to_string("/proc/sysvipc/shm").unwrap_or_default();
    let unused = text.lines().skip(1).filter(|line| line.split_ascii_whitespace().nth(ATTACHED) == Some("0"));
    unused.map(|line| line.split_ascii_whitespace().take(5).collect::<Vec<_>>().join(" ")).collect()
}

fn files() -> BTreeSet<String> {
    let entries = fs::read_dir("/dev/shm").into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("PostgreSQL")).collect()
}
