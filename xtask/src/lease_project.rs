//! A project whose leases are measured: Postgres with fifty tables and Redis, and a client in Python.
//!
//! Python, since most who ask for leases over the protocol do it from there or from slower languages. Absent on purpose: any
//! figure, which scripts print one a line and whoever runs them reads.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Exactly what clients and peers are, by their registry.
const PACKAGES: &[&str] = &["psycopg[binary]==3.3.9", "pytest==9.2.0", "pytest-postgresql==10.0.0", "django==5.2.8"];
/// Tables of the template, each with two rows.
pub(crate) const TABLES: usize = 50;

/// A client of the line protocol as docs/leases.md describes it.
const CLIENT: &str = r#"
import json, os, socket

class Lease:
    def __init__(self, scope="test", **more):
        self.stream = socket.socket(socket.AF_UNIX)
        self.stream.connect(os.environ["DEMOCK_SOCKET"])
        self.lines = self.stream.makefile("rb")
        said = self.ask(op="lease", scope=scope, name=scope, **more)
        self.env, self.waited = said["env"], said["waited_us"] / 1e3

    def ask(self, **question):
        self.stream.sendall(json.dumps({"v": 1, **question}).encode() + b"\n")
        said = json.loads(self.lines.readline())
        if "error" in said:
            raise RuntimeError(said["error"])
        return said

    def redis(self, *words):
        port = int(self.env["REDIS_URL"].rsplit(":", 1)[1].split("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as stream:
            stream.sendall(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in map(str.encode, words)))
            return stream.recv(1 << 16).decode().strip()

    def close(self):
        self.lines.close()
        self.stream.close()
"#;

/// Where it lies, and the binary that runs it.
pub(crate) struct Project {
    demock: PathBuf,
    pub(crate) folder: PathBuf,
}

impl Project {
    /// Writes the project and installs its packages beside it, once for all projects of one outer folder.
    pub(crate) fn new(demock: &Path, outer: &Path, name: &str, images: &[&str]) -> io::Result<Self> {
        let folder = outer.join(name);
        fs::create_dir_all(folder.join("init"))?;
        fs::create_dir_all(outer.join("t"))?;
        let mut compose = String::from("services:\n");
        for image in images {
            let service = image.split(':').next().unwrap_or_default();
            compose.push_str(&format!("  {service}:\n    image: {image}\n"));
            if service == "postgres" {
                compose.push_str("    environment: {POSTGRES_PASSWORD: pw}\n");
                compose.push_str("    volumes: ['./init:/docker-entrypoint-initdb.d:ro']\n");
            }
        }
        let table = |at: usize| {
            format!(
                "CREATE TABLE t{at} (id serial PRIMARY KEY, name text UNIQUE, at timestamptz DEFAULT now());\nINSERT INTO t{at} (name) VALUES ('one'), ('two');\n"
            )
        };
        fs::write(folder.join("init/schema.sql"), (0..TABLES).map(table).collect::<String>())?;
        fs::write(folder.join("docker-compose.test.yml"), compose)?;
        fs::write(folder.join("demock.toml"), "")?;
        fs::write(folder.join("client.py"), CLIENT)?;
        let project = Self { demock: demock.to_owned(), folder };
        if !project.python().exists() {
            let succeeds = |command: &mut Command| match command.status() {
                Ok(status) if status.success() => Ok(()),
                Ok(status) => Err(io::Error::other(format!("{command:?}: {status}"))),
                Err(error) => Err(error),
            };
            succeeds(Command::new("python3").args(["-m", "venv"]).arg(outer.join("venv")))?;
            let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
            succeeds(Command::new(project.python()).args(install).args(PACKAGES))?;
        }
        Ok(project)
    }

    /// The Python that has the packages.
    pub(crate) fn python(&self) -> PathBuf {
        self.folder.with_file_name("venv").join("bin/python")
    }

    /// Where runs keep what they have.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.folder.with_file_name("t")
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        fs::write(path, text)
    }

    /// Python with these words, under `demock run` with these options, or plain where there are none.
    pub(crate) fn command(&self, options: Option<&[&str]>, words: &[&str]) -> Command {
        self.program(options, &self.python().to_string_lossy(), words)
    }

    /// Any program with these words, under `demock run` with these options, or plain where there are none.
    pub(crate) fn program(&self, options: Option<&[&str]>, program: &str, words: &[&str]) -> Command {
        let mut command = match options {
            Some(options) => {
                let mut command = Command::new(&self.demock);
                command.args(["run", "-q"]).args(options).arg("--").arg(program);
                command
            }
            None => Command::new(program),
        };
        command.args(words).current_dir(&self.folder).stdin(Stdio::null());
        command.env("TMPDIR", self.temporary()).env_remove("XDG_RUNTIME_DIR").env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    /// Python until its end; what it printed.
    pub(crate) fn run(&self, options: Option<&[&str]>, words: &[&str]) -> Result<String, Vec<String>> {
        succeeds(&mut self.command(options, words))
    }
}

/// A command until its end, which must be a good one; what it printed.
pub(crate) fn succeeds(command: &mut Command) -> Result<String, Vec<String>> {
    let ran = command.output().map_err(|error| vec![error.to_string()])?;
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    if ran.status.success() {
        return Ok(said);
    }
    Err(vec![format!("{command:?}: {}: {said}{}", ran.status, String::from_utf8_lossy(&ran.stderr))])
}
