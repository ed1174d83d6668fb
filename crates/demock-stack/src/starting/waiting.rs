//! How what was started is waited for, and what it has said.
//!
//! Invariants: readiness is an answer, never a time; every wait has an end, and says then what was seen last.

use crate::environment::without_secrets;
use crate::failure::StackError;
use crate::keeper::Process;
use crate::run_folder::RunFolder;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Time between two questions.
pub(crate) const ASK_EVERY: Duration = Duration::from_micros(500);
/// Lines of a log that an error shows, and bytes that they are looked for in.
const LOG_LINES: usize = 12;
const LOG_BYTES: u64 = 8 << 10;

/// What a server is waited for.
pub(crate) struct Waiting<'w> {
    pub(crate) service: &'w str,
    pub(crate) log: &'w Path,
    pub(crate) max: Duration,
    /// Variables of the service: what is secret of them is nobody's business.
    pub(crate) variables: BTreeMap<String, String>,
}

impl Waiting<'_> {
    /// Asks until the answer is right, the process has ended, or the time is up.
    pub(crate) fn until<T>(
        &self,
        process: &mut Process,
        pause: impl Fn(Duration) -> Duration,
        mut ask: impl FnMut() -> io::Result<T>,
    ) -> Result<T, StackError> {
        let began = Instant::now();
        loop {
            let seen = match ask() {
                Ok(answer) => return Ok(answer),
                Err(error) => error.to_string(),
            };
            let (service, log) = (self.service.to_owned(), || without_secrets(&log_end(self.log), &self.variables));
            if let Some(end) = process.ended_within(pause(began.elapsed())) {
                return Err(StackError::Ended { service, step: "it".to_owned(), end, log: log() });
            }
            if began.elapsed() > self.max {
                return Err(StackError::NotReady { service, waited: self.max, seen, log: log() });
            }
        }
    }
}

/// Where a service's output goes.
pub(crate) fn log(run: &RunFolder, service: &str) -> PathBuf {
    run.logs().join(format!("{service}.log"))
}

/// The last lines of a log; none where there is none.
pub(crate) fn log_end(path: &Path) -> String {
    let read = || -> io::Result<String> {
        let mut file = fs::File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(LOG_BYTES)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let text = read().unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES)..].join("\n")
}
