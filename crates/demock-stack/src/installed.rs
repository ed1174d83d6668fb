//! Programs that the machine has.
//!
//! Absent on purpose: running a server; only its version is asked, with a bound on how long that may take.

use crate::engine::Engine;
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, fs, thread};

/// How long a program has to say its version.
const ANSWER_MAX: Duration = Duration::from_secs(5);

/// A server's program on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Where it is, links followed.
    pub path: PathBuf,
    /// What it says its version is.
    pub version: String,
}

impl Installed {
    /// The first number of the version.
    pub fn major(&self) -> Option<u32> {
        self.version.split('.').next()?.parse().ok()
    }
}

/// Versions that programs have said, so that each is asked once; a program that was replaced is asked anew.
///
/// Layout: a file for each program, of its size, its time and what it said. What cannot be kept is asked again.
#[derive(Debug, Clone)]
pub struct Versions {
    folder: PathBuf,
}

impl Versions {
    /// What was kept in a folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// A program's version. Libraries of its own may be in folders of their own.
    pub(crate) fn of(&self, engine: Engine, program: &Path, libraries: Option<&str>) -> Option<String> {
        let found = fs::metadata(program).ok()?;
        let state = format!("{} {} {}", found.len(), found.mtime(), found.mtime_nsec());
        let name: String =
            program.to_string_lossy().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let kept = self.folder.join(name);
        if let Some((_, said)) = fs::read_to_string(&kept)
            .ok()
            .as_deref()
            .and_then(|text| text.split_once('\n'))
            .filter(|(at, _)| *at == state)
        {
            return Some(said.to_owned());
        }
        let mut tellers = vec![program.to_owned()];
        if engine == Engine::ClickHouse {
            // The server of old ones does not say what it is.
            tellers.extend(crate::program::clients_of_clickhouse(program));
        }
        let said = tellers.iter().find_map(|teller| version(engine, teller, libraries))?;
        let making = kept.with_extension(std::process::id().to_string());
        let keep = || {
            fs::create_dir_all(&self.folder)?;
            fs::write(&making, format!("{state}\n{said}"))?;
            fs::rename(&making, &kept)
        };
        // Next time it is asked again, which takes a little longer.
        let _ = keep();
        Some(said)
    }
}

/// Every program of a service that the machine has, each once, the folders of `path` first.
pub fn installed(engine: Engine, path: &str, versions: &Versions) -> Vec<Installed> {
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut found = Vec::new();
    for folder in env::split_paths(path).chain(usual_folders(engine)) {
        for program in engine.programs() {
            let Ok(program) = fs::canonicalize(folder.join(program)) else { continue };
            if program.is_file() && !seen.contains(&program) {
                seen.push(program.clone());
                found.extend(versions.of(engine, &program, None).map(|version| Installed { path: program, version }));
            }
        }
    }
    found
}

/// Folders where distributions keep servers that are on nobody's path.
fn usual_folders(engine: Engine) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin"].map(PathBuf::from).to_vec();
    if engine == Engine::Postgres {
        // Debian keeps a folder for each major version, Red Hat one for each under `/usr`.
        let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut versions: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
        versions.sort();
        versions.extend((10..=18).map(|major| PathBuf::from(format!("/usr/pgsql-{major}/bin"))));
        folders.extend(versions);
    }
    folders
}

/// What a program says its version is; `None` of one that says nothing in time.
fn version(engine: Engine, program: &Path, libraries: Option<&str>) -> Option<String> {
    let mut command = Command::new(program);
    if let Some(libraries) = libraries {
        command.env("LD_LIBRARY_PATH", libraries);
    }
    // ClickHouse is one program for everything.
    if program.file_name().is_some_and(|name| name == "clickhouse") {
        command.arg("server");
    }
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut pipe = child.stdout.take()?;
    let (send, receive) = mpsc::channel();
    let reader = thread::spawn(move || {
        let mut said = String::new();
        let read = pipe.read_to_string(&mut said).map(|_| said);
        // Nobody waits any more for one that took too long.
        let _ = send.send(read);
    });
    let said = receive.recv_timeout(ANSWER_MAX);
    // It has said all it will say, or too late: it ends here either way.
    let _ = child.kill();
    let _ = child.wait();
    // A grandchild may hold the pipe open: the thread ends with it, and nothing waits for that.
    drop(reader);
    engine.version_in(&said.ok()?.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn folder(name: &str, programs: &[(&str, &str)]) -> PathBuf {
        let folder = env::temp_dir().join(format!("demock-installed-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for (program, script) in programs {
            let path = folder.join(program);
            fs::write(&path, script).expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("may be run");
        }
        folder
    }

    #[test]
    fn programs_of_the_path_say_their_version_and_others_are_passed_over() {
        let answers = folder("answers", &[("nats-server", "#!/bin/sh\necho nats-server: v2.9.10\n")]);
        let strange = folder("strange", &[("nats-server", "#!/bin/sh\necho no such option\n")]);
        let path = env::join_paths([&strange, &answers]).expect("a path").into_string().expect("text");
        let kept = Versions::new(&answers.join("kept"));
        let found = installed(Engine::Nats, &path, &kept);
        assert_eq!((&*found[0].version, found[0].major()), ("2.9.10", Some(2)));
        assert!(found[0].path.starts_with(fs::canonicalize(&answers).expect("it is there")));
        // What was said is kept, until the program is another.
        assert_eq!(installed(Engine::Nats, &path, &kept), found);
        fs::write(answers.join("nats-server"), "#!/bin/sh\necho nats-server: v2.10.7-b\n").expect("written");
        assert_eq!(&*installed(Engine::Nats, &path, &kept)[0].version, "2.10.7");
        for folder in [answers, strange] {
            fs::remove_dir_all(folder).expect("removed");
        }
    }
}
