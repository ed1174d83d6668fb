//! One connection of the line protocol, version 1: one JSON object a line, both ways.

use serde_json::{Value, json};
use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Why there is no lease, or none any more.
#[derive(Debug)]
pub enum LeaseError {
    /// No broker can be reached or started.
    NoBroker {
        /// The program that was asked to start one.
        program: OsString,
        /// What it said.
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
            Self::NoBroker { program, seen } => write!(
                f,
                "no broker hands out leases, and `{} broker` does not start one: {seen}\n  next: run the tests by `demock run`, or \
                 say in DEMOCK_BIN where demock is",
                program.display()
            ),
            Self::Connection { source } => write!(f, "the connection to demock's broker failed: {source}"),
            Self::Refused { code, text } => write!(f, "error[{code}]: {text}"),
        }
    }
}

impl std::error::Error for LeaseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connection { source } => Some(source),
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
