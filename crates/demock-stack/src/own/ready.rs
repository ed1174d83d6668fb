//! What says that a program of the project is ready.
//!
//! Absent on purpose: starting it (`own`).

use super::filled;
use crate::compose::{Health, HealthTest};
use crate::environment::Environment;
use crate::failure::StackError;
use crate::keeper::{End, Keeper, Receiver, Spec};
use crate::ports::{self, Port};
use crate::starting::{ASK_EVERY, Starting};
use signal_hook::consts::SIGKILL;
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The longest pause between two questions.
const PAUSE_MAX: Duration = Duration::from_secs(1);
/// How long an answer is listened to once it has begun.
const HEAR_MAX: Duration = Duration::from_millis(100);

/// What says that a program is ready.
pub(super) enum Ready {
    /// That it runs.
    Running,
    /// That somebody listens on a port.
    Tcp(u16),
    /// A success for a path.
    Http(u16, String),
    /// The file's health check.
    Check(Box<Check>),
}

/// A health check that is a command.
pub(super) struct Check {
    spec: Spec,
    keeper: Arc<Keeper>,
    health: Health,
}

/// What `ready` says: `http:/path`, `http:PORT/path`, `tcp:`, `tcp:PORT`; where it says nothing, what the file's health check
/// says; without one, that its port answers.
pub(super) fn of(starting: &Starting<'_>, made: &Environment, held: &[(u16, Port)]) -> Result<Ready, StackError> {
    let first = held.first().map(|(_, port)| port.number);
    let Some(said) = starting.service.native.as_ref().and_then(|native| native.ready.as_ref()) else {
        let checked = starting.service.health.as_ref().and_then(|health| check(starting, made, held, health));
        return Ok(checked.unwrap_or_else(|| first.map_or(Ready::Running, Ready::Tcp)));
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

/// The file's health check, where it is a command; ports of the container in it are those of this machine.
fn check(starting: &Starting<'_>, made: &Environment, held: &[(u16, Port)], health: &Health) -> Option<Ready> {
    let words = match &health.test {
        HealthTest::Off | HealthTest::Image => return None,
        HealthTest::Command(words) => words.clone(),
        HealthTest::Shell(line, arguments) => {
            ["/bin/sh", "-c", line].into_iter().chain(arguments.iter().map(String::as_str)).map(str::to_owned).collect()
        }
    };
    let ports: Vec<(u16, u16)> = held.iter().map(|(inside, port)| (*inside, port.number)).collect();
    let words: Vec<String> = words.iter().map(|word| with_ports(word, &ports)).collect();
    let mut spec = super::unfilled(starting, made, &words);
    spec.output = Some(starting.surroundings.run.logs().join(format!("{}.health", starting.name())));
    let (keeper, health) = (starting.surroundings.keeper.clone(), health.clone());
    Some(Ready::Check(Box::new(Check { spec, keeper, health })))
}

/// A text in which ports of the container on its own machine are those of this one.
fn with_ports(text: &str, ports: &[(u16, u16)]) -> String {
    let mut text = text.to_owned();
    for host in ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"] {
        let mut from = 0;
        while let Some(at) = text[from..].find(&format!("{host}:")).map(|at| from + at + host.len() + 1) {
            let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
            let inside = text[at..at + digits].parse::<u16>().ok();
            if let Some((_, outside)) = inside.and_then(|inside| ports.iter().find(|(known, _)| *known == inside)) {
                text.replace_range(at..at + digits, &outside.to_string());
            }
            from = at;
        }
    }
    text
}

impl Check {
    fn ask(&self) -> io::Result<()> {
        let spawned = self.keeper.spawn(self.spec.clone()).map_err(|error| io::Error::other(error.to_string()))?;
        let mut process = spawned.map_err(|failed| io::Error::other(format!("the health check: {}", failed.why)))?;
        match process.ended_within(self.health.timeout) {
            Some(End::Code(0)) => Ok(()),
            Some(end) => Err(io::Error::other(format!("the health check ended with {end}"))),
            None => {
                // One that has just ended needs no signal.
                let _ = process.handle().signal(SIGKILL, Receiver::Group);
                let seconds = self.health.timeout.as_secs_f64();
                Err(io::Error::other(format!("the health check said nothing within {seconds} s")))
            }
        }
    }
}

impl Ready {
    /// How long to wait before it is asked again, that long after the start: as the health check says, but at most a second,
    /// since nobody waits longer for a service than it takes.
    pub(super) fn pause(&self, waited: Duration) -> Duration {
        match self {
            Self::Check(check) if waited < check.health.start_period => check.health.start_interval.min(PAUSE_MAX),
            Self::Check(check) => check.health.interval.min(PAUSE_MAX),
            Self::Running | Self::Tcp(_) | Self::Http(..) => ASK_EVERY,
        }
    }

    pub(super) fn ask(&self) -> io::Result<()> {
        match self {
            Self::Check(check) => check.ask(),
            Self::Running => Ok(()),
            Self::Tcp(port) => ports::connect(*port).map(drop),
            Self::Http(port, path) => {
                let mut stream = ports::connect(*port)?;
                stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes())?;
                let mut begin = [0; 12];
                stream.read_exact(&mut begin)?;
                hear_out(&mut stream)?;
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

/// Takes the rest of an answer: a program whose words are left lying is cut off, and writes that down as an error of its own.
/// It has answered all the same where they have no end, are long in coming or break off.
fn hear_out(stream: &mut TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(HEAR_MAX))?;
    let began = Instant::now();
    let mut rest = [0; 4096];
    while began.elapsed() < HEAR_MAX && stream.read(&mut rest).is_ok_and(|read| read > 0) {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    #[test]
    fn who_answers_is_not_cut_off() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let program = thread::spawn(move || {
            let (mut asked, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            assert!(asked.read(&mut request).unwrap() > 0);
            asked.write_all(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nready").unwrap();
            asked.shutdown(std::net::Shutdown::Write).unwrap();
            asked.read(&mut request).map_err(|error| error.kind())
        });
        Ready::Http(port, "/health".to_owned()).ask().unwrap();
        assert_eq!(program.join().unwrap(), Ok(0));
    }

    #[test]
    fn ports_of_the_container_are_those_of_this_machine() {
        let ports = [(8000, 20_001), (80, 20_002)];
        assert_eq!(
            with_ports("curl -f http://localhost:8000/a && nc 127.0.0.1:80 localhost:9 x:8000", &ports),
            "curl -f http://localhost:20001/a && nc 127.0.0.1:20002 localhost:9 x:8000"
        );
    }

    #[test]
    fn what_says_that_a_program_is_ready() {
        let ports = [(8000, 20_001), (9000, 20_002)];
        let parsed = |text: &str, ports: &[(u16, u16)]| match parse(text, ports)? {
            Ready::Http(port, path) => Some((port, path)),
            Ready::Tcp(port) => Some((port, "-".to_owned())),
            Ready::Running | Ready::Check(_) => None,
        };
        let is = |port: u16, path: &str| Some((port, path.to_owned()));
        assert_eq!(parsed("http:/health", &ports), is(20_001, "/health"));
        assert_eq!(parsed("http:9000/x?y=1", &ports), is(20_002, "/x?y=1"));
        assert_eq!(parsed("http://localhost:9000/x", &ports), is(20_002, "/x"));
        assert_eq!(parsed("tcp:", &ports), is(20_001, "-"));
        assert_eq!(parsed("tcp: 7", &ports), is(7, "-"));
        for none in ["tcp:x", "health", "ftp:1"] {
            assert_eq!(parsed(none, &ports), None, "{none}");
        }
        assert_eq!(parsed("tcp:", &[]), None);
    }
}
