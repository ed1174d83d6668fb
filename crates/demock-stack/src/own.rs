//! Programs of the project: what `x-demock` says of a service that is built for a container otherwise.
//!
//! A program gets what a command of `demock run` gets, its own variables of the Compose file, and a port for each that the file
//! names: the first is `PORT`. Words and values may name variables as `$$NAME`. Absent on purpose: restarting on changed files.

use crate::counters::Counters;
use crate::endpoint::Endpoint;
use crate::environment::{self, Environment};
use crate::failure::StackError;
use crate::interpolate::interpolate;
use crate::keeper::{Identity, LastSignal, Spec};
use crate::ports::{self, Port};
use crate::serving::{Export, Serving};
use crate::starting::{Launched, Starting};
use signal_hook::consts::SIGTERM;
use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

/// A program of the project that runs.
pub(crate) struct Own {
    launched: Launched,
    /// Ports of the container, and those of this machine.
    ports: Vec<(u16, Port)>,
    ready: Ready,
}

/// What says that a program is ready.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ready {
    /// That it runs.
    Running,
    /// That somebody listens on a port.
    Tcp(u16),
    /// A success for a path.
    Http(u16, String),
}

/// Starts it, after what it says is to be done before, and waits until it is ready.
pub(crate) fn start(starting: &Starting<'_>, known: &[Endpoint]) -> Result<Own, StackError> {
    let name = starting.name();
    let mut held = Vec::new();
    for port in &starting.service.ports {
        let promised: Vec<u16> = port.published.into_iter().collect();
        held.push((port.container, ports::take(starting.surroundings.base, name, &promised)?));
    }
    let made = environment::of_service(starting, known, held.first().map(|(_, port)| port.number));
    let native = starting.service.native.as_ref();
    for (step, words) in [
        ("its build", native.and_then(|it| it.build.as_ref())),
        ("its migration", native.and_then(|it| it.migrate.as_ref())),
    ] {
        if let Some(words) = words {
            starting.run(step, spec(starting, &made, &words.value.words(), &words.origin)?)?;
        }
    }
    let Some(command) = native.and_then(|it| it.command.as_ref()) else {
        let (service, why) = (name.to_owned(), "`x-demock` has no `command`".to_owned());
        return Err(StackError::NotProvided { service, why, next: None });
    };
    let ready = ready(starting, &made, &held)?;
    let mut launched = starting.launch(spec(starting, &made, &command.value.words(), &command.origin)?, SIGTERM)?;
    starting.ready(&mut launched.process, || ready.ask())?;
    if let Some(end) = launched.process.ended_within(Duration::ZERO) {
        let log = crate::starting::log_end(&starting.log());
        return Err(StackError::Ended { service: name.to_owned(), step: "it".to_owned(), end, log });
    }
    Ok(Own { launched, ports: held, ready })
}

fn spec(
    starting: &Starting<'_>,
    made: &Environment,
    words: &[String],
    origin: &demock_config::Origin,
) -> Result<Spec, StackError> {
    let words = words.iter().map(|word| filled(starting, made, word, origin)).collect::<Result<Vec<String>, _>>()?;
    let (program, arguments) = words.split_first().map(|(first, rest)| (first.clone(), rest)).unwrap_or_default();
    let folder = starting.service.native.as_ref().and_then(|native| native.working_dir.as_ref());
    let folder = folder.map_or_else(PathBuf::new, |folder| PathBuf::from(&folder.value));
    Ok(Spec {
        program: program.into(),
        arguments: arguments.iter().map(OsString::from).collect(),
        environment: made.entries.values().map(|it| ((&it.name).into(), (&it.value).into())).collect(),
        folder: starting.surroundings.root.join(folder),
        output: Some(starting.log()),
        identity: Identity::Caller,
        last_signal: LastSignal::Kill,
        group: None,
    })
}

/// A word with its variables.
fn filled(
    starting: &Starting<'_>,
    made: &Environment,
    word: &str,
    origin: &demock_config::Origin,
) -> Result<String, StackError> {
    let lookup = |name: &str| made.entries.get(name).map(|entry| entry.value.clone());
    let filled = interpolate(word, &lookup).map_err(|failure| failure.to_string());
    let filled = filled.and_then(|filled| match filled.unset.first() {
        None => Ok(filled.text),
        Some(name) => Err(format!("the variable `{name}` is not set")),
    });
    filled.map_err(|what| starting.refusal(origin, what))
}

/// What `ready` says: `http:/path`, `http:PORT/path`, `tcp:`, `tcp:PORT`; where it says nothing, that its port answers.
fn ready(starting: &Starting<'_>, made: &Environment, held: &[(u16, Port)]) -> Result<Ready, StackError> {
    let first = held.first().map(|(_, port)| port.number);
    let Some(said) = starting.service.native.as_ref().and_then(|native| native.ready.as_ref()) else {
        return Ok(first.map_or(Ready::Running, Ready::Tcp));
    };
    let text = filled(starting, made, &said.value, &said.origin)?;
    let ports: Vec<(u16, u16)> = held.iter().map(|(container, port)| (*container, port.number)).collect();
    parse(&text, &ports).ok_or_else(|| {
        let what = format!("`{text}` is not `http:/path` or `tcp:PORT` of a port of the service");
        starting.refusal(&said.origin, what)
    })
}

fn parse(text: &str, ports: &[(u16, u16)]) -> Option<Ready> {
    let first = ports.first().map(|(_, outside)| *outside);
    // A port is that of the container, or any other that the program listens on.
    let port = |text: &str| match text {
        "" => first,
        text => {
            text.parse().ok().map(|asked| ports.iter().find(|(inside, _)| *inside == asked).map_or(asked, |it| it.1))
        }
    };
    match text.split_once(':')? {
        ("tcp", rest) => Some(Ready::Tcp(port(rest.trim())?)),
        ("http", rest) => {
            let rest = rest.trim();
            let rest = rest.strip_prefix("//").map_or(rest, |rest| rest.split_once(':').map_or(rest, |(_, rest)| rest));
            let slash = rest.find('/').unwrap_or(rest.len());
            let path = if slash == rest.len() { "/" } else { &rest[slash..] };
            Some(Ready::Http(port(&rest[..slash])?, path.to_owned()))
        }
        _ => None,
    }
}

impl Ready {
    fn ask(&self) -> io::Result<()> {
        match self {
            Self::Running => Ok(()),
            Self::Tcp(port) => ports::connect(*port).map(drop),
            Self::Http(port, path) => {
                let mut stream = ports::connect(*port)?;
                stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes())?;
                let mut begin = [0; 12];
                stream.read_exact(&mut begin)?;
                let said = String::from_utf8_lossy(&begin).into_owned();
                if said.starts_with("HTTP/1.") && said[9..].starts_with('2') {
                    Ok(())
                } else {
                    Err(io::Error::other(said))
                }
            }
        }
    }
}

impl Serving for Own {
    fn launched(&mut self) -> Option<&mut Launched> {
        Some(&mut self.launched)
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        self.ports.iter().map(|(inside, port)| (*inside, port.number)).collect()
    }

    fn url(&self) -> String {
        self.ports.first().map_or(String::new(), |(_, port)| format!("http://127.0.0.1:{}", port.number))
    }

    fn exports(&self) -> Vec<Export> {
        Vec::new()
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        Ok(None)
    }

    fn answers(&mut self) -> io::Result<()> {
        self.ready.ask()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_that_a_program_is_ready() {
        let ports = [(8000, 20_001), (9000, 20_002)];
        let http = |port, path: &str| Some(Ready::Http(port, path.to_owned()));
        assert_eq!(parse("http:/health", &ports), http(20_001, "/health"));
        assert_eq!(parse("http:9000/x?y=1", &ports), http(20_002, "/x?y=1"));
        assert_eq!(parse("http://localhost:9000/x", &ports), http(20_002, "/x"));
        assert_eq!(parse("tcp:", &ports), Some(Ready::Tcp(20_001)));
        assert_eq!(parse("tcp: 7", &ports), Some(Ready::Tcp(7)));
        assert_eq!(
            [parse("tcp:x", &ports), parse("tcp:", &[]), parse("health", &ports), parse("ftp:1", &ports)],
            [const { None }; 4]
        );
    }
}
