//! The same command once more, in the background: whoever starts it leaves once it has done what it is waited for.

use crate::error::{CliError, Failure};
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Time between two looks at whether it stands.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Starts it and waits until it stands, or has ended: then its exit code. What it has said comes with either.
pub(super) fn start(stands: impl Fn(u32) -> bool) -> Result<(Option<i32>, String), Failure> {
    let said = std::env::temp_dir().join(format!("demock-said-{}", std::process::id()));
    let mut child = again(&said)?;
    let (_never, tick) = channel::<()>();
    let ended = loop {
        if stands(child.id()) {
            break None;
        }
        match child.try_wait() {
            Ok(Some(status)) => break Some(status.code().unwrap_or(3)),
            Ok(None) => drop(tick.recv_timeout(LOOK_EVERY)),
            Err(source) => return Err(write_failure(&said, source)),
        }
    };
    let text = fs::read_to_string(&said).unwrap_or_default();
    // It has been read.
    let _ = fs::remove_file(&said);
    Ok((ended, text))
}

fn again(said: &Path) -> Result<Child, Failure> {
    let words = std::env::args_os().skip(1).filter(|word| word != "--detach" && word != "-d");
    let words: Vec<OsString> = words.chain(["--background".into()]).collect();
    let log = File::create(said).map_err(|source| write_failure(said, source))?;
    let other = log.try_clone().map_err(|source| write_failure(said, source))?;
    let mut command = Command::new("/proc/self/exe");
    command.args(words).stdin(Stdio::null()).stdout(log).stderr(other);
    command.spawn().map_err(|source| write_failure(said, source))
}

fn write_failure(path: &Path, source: std::io::Error) -> Failure {
    Failure::internal(CliError::WriteFile { path: path.display().to_string(), source })
}
