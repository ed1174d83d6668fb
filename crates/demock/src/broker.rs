//! Where leases are handed out: the run's broker, else the project's own, which is started where it is not there.

use crate::client::LeaseError;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The variable by which `demock run` says where its broker is.
const RUN: &str = "DEMOCK_SOCKET";

#[expect(
    clippy::disallowed_methods,
    reason = "tests of a user's are a program of their own, with an environment of its own"
)]
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name)
}

/// Whether `demock run` is around us.
pub(crate) fn is_run() -> bool {
    variable(RUN).is_some()
}

/// Whether whoever started the tests wants all of them to share one lease: `demock run --fresh run`.
pub(crate) fn shares_all() -> bool {
    is_run() && variable("DEMOCK_FRESH").is_some_and(|fresh| fresh == "run")
}

/// The broker's socket.
pub(crate) fn socket() -> Result<PathBuf, LeaseError> {
    if let Some(socket) = variable(RUN) {
        return Ok(PathBuf::from(socket));
    }
    let program = program();
    let failed = |seen: String| {
        let folder = env::current_dir().unwrap_or_default();
        LeaseError::NoBroker { program: program.clone(), folder, seen }
    };
    let ran = Command::new(&program).arg("broker").stdin(Stdio::null()).output();
    let ran = ran.map_err(|source| LeaseError::NoProgram { program: program.clone(), source })?;
    if !ran.status.success() {
        return Err(failed(String::from_utf8_lossy(&ran.stderr).trim().to_owned()));
    }
    let said: serde_json::Value =
        serde_json::from_slice(&ran.stdout).map_err(|error| failed(format!("its answer is no JSON: {error}")))?;
    let socket = said.get("socket").and_then(serde_json::Value::as_str);
    socket.map(PathBuf::from).ok_or_else(|| failed(format!("its answer names no socket: {said}")))
}

/// `DEMOCK_BIN`, else the one that lies in the target folder of this test, else the one in `PATH`.
fn program() -> OsString {
    if let Some(program) = variable("DEMOCK_BIN") {
        return program;
    }
    let name = format!("demock{}", env::consts::EXE_SUFFIX);
    let test = env::current_exe().unwrap_or_default();
    let built = test.ancestors().skip(1).take(3).map(|folder| folder.join(&name)).find(|path| path.is_file());
    built.map_or_else(|| name.into(), PathBuf::into_os_string)
}
