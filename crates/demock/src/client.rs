//! One connection of the line protocol, version 1: one JSON object a line, both ways.

use serde_json::{Value, json};
use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Why there is no lease, or none any more.
#[derive(Debug)]
pub enum LeaseError {
    /// The program that starts a broker cannot be run.
    NoProgram {
        /// The program.
        program: OsString,
        /// Why not.
        source: io::Error,
    },
    /// A broker does not start.
    NoBroker {
        /// The program that was asked to start one.
        program: OsString,
        /// The folder in which it was asked.
        folder: PathBuf,
        /// What it said, with the next step.
        seen: String,
    },
    /// The connection to the broker failed.
    Connection {
        /// Why.
        source: io::Error,
    },
    /// The broker says no.
    Refused {
        /// A stable code, which `demock explain` knows.
        code: String,
        /// All of it, in words.
        text: String,
    },
}

impl fmt::Display for LeaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProgram { program, source } => write!(
                f,
                "no lease: `demock run` is not around this test, and `{}`, which would hand out leases without it, cannot be run: \
                 {source}\n  next: put demock into PATH, say in DEMOCK_BIN where it is, or run the tests by `demock run`",
                program.display()
            ),
            Self::NoBroker { program, folder, seen } => {
                write!(f, "no lease: `{} broker` does not start in `{}`: {seen}", program.display(), folder.display())
            }
            Self::Connection { source } => write!(
                f,
                "the connection to demock's broker failed: {source}\n  next: run the tests again; `demock run` or `demock broker`, which handed out \
                 their leases, has ended before them"
            ),
            Self::Refused { code, text } => write!(f, "error[{code}]: {text}"),
        }
    }
}

impl std::error::Error for LeaseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connection { source } | Self::NoProgram { source, .. } => Some(source),
            Self::NoBroker { .. } | Self::Refused { .. } => None,
        }
    }
}

/// A connection, which is a lease once it has one.
pub(crate) struct Client(Mutex<BufReader<UnixStream>>);

impl Client {
    pub(crate) fn open(socket: &Path) -> Result<Self, LeaseError> {
        let stream = UnixStream::connect(socket).map_err(|source| LeaseError::Connection { source })?;
        Ok(Self(Mutex::new(BufReader::new(stream))))
    }

    /// Sends one line and reads one.
    pub(crate) fn ask(&self, mut question: Value) -> Result<Value, LeaseError> {
        if let Some(question) = question.as_object_mut() {
            question.insert("v".to_owned(), json!(1));
        }
        let mut stream = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut exchange = || -> io::Result<Value> {
            stream.get_mut().write_all(format!("{question}\n").as_bytes())?;
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the broker is gone"));
            }
            Ok(serde_json::from_str(&line)?)
        };
        let said = exchange().map_err(|source| LeaseError::Connection { source })?;
        let Some(error) = said.get("error") else { return Ok(said) };
        let of = |key: &str| error.get(key).and_then(Value::as_str).unwrap_or_default();
        Err(LeaseError::Refused {
            code: of("code").to_owned(),
            text: format!(
                "{} ({})\n  seen: {}\n  expected: {}\n  next: {}",
                of("what"),
                of("where"),
                of("seen"),
                of("expected"),
                of("next")
            ),
        })
    }
}
