//! How far a scan has come: numbers that whoever waits may read while it runs.
//!
//! Absent on purpose: showing them, and whether anybody does.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts of one scan, or of several that follow each other.
#[derive(Debug, Default)]
pub struct Progress {
    found: AtomicU64,
    read: AtomicU64,
    judged: AtomicU64,
}

impl Progress {
    pub(super) fn found(&self, files: usize) {
        self.found.fetch_add(files as u64, Ordering::Relaxed);
    }

    pub(super) fn read(&self, files: usize) {
        self.read.fetch_add(files as u64, Ordering::Relaxed);
    }

    pub(super) fn judged(&self, files: usize) {
        self.judged.fetch_add(files as u64, Ordering::Relaxed);
    }

    /// One line for people: what is being done, and how much of it is done.
    pub fn line(&self) -> String {
        let [found, read, judged] = [&self.found, &self.read, &self.judged].map(|count| count.load(Ordering::Relaxed));
        if found == 0 {
            "looking for files".to_owned()
        } else if read < found {
            format!("reading: {read} of {found} files")
        } else {
            format!("judging: {judged} of {found} files")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_being_done() {
        let progress = Progress::default();
        assert_eq!(progress.line(), "looking for files");
        progress.found(300);
        progress.read(16);
        assert_eq!(progress.line(), "reading: 16 of 300 files");
        progress.read(284);
        progress.judged(64);
        assert_eq!(progress.line(), "judging: 64 of 300 files");
    }
}
