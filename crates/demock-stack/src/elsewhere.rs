//! Services that run without us, where the user has said so: in `[stack.running]`, or in a variable `DEMOCK_RUNNING_<SERVICE>`.
//!
//! Invariants: nothing else leads to a service that is not ours, above all no `DATABASE_URL` of the shell; another machine's needs
//! `allow_remote`; it is asked in its own protocol before anybody is told of it, since what answers at a port may be anything; nothing is
//! made, migrated or ended there. Absent on purpose: what it has counted, which is other people's as well.

mod address;

use crate::carrying::carry_all;
use crate::compose::{Project, Service};
use crate::counters::Counters;
use crate::endpoint::Instead;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::image::Image;
use crate::ports::Port;
use crate::run_folder::Base;
use crate::serving::{Export, Serving};
use crate::starting::Launched;
use crate::{mariadb, ports};
use address::Address;
use demock_config::{Origin, StackOptions};
use demock_model::Help;
use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

/// Before the name of a service, in capitals.
const VARIABLE: &str = "DEMOCK_RUNNING_";
/// How long an answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(1);
/// How long it is waited for one: it runs already.
const WAIT_MAX: Duration = Duration::from_secs(2);
/// Between two questions.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// A service that the user says runs already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Already {
    /// The service.
    pub service: String,
    /// Where that is said: a place in a file, or a variable.
    pub place: String,
    /// Its address.
    pub address: String,
}

/// Services that the user says run already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllAlready {
    /// Those of the project.
    pub services: Vec<Already>,
    /// Variables that name a service which the project does not have: another project's, or a slip.
    pub strangers: Vec<String>,
}

/// Why a service cannot be where the user says.
#[derive(Debug, thiserror::Error)]
pub enum AlreadyError {
    /// No address.
    #[error("{place}: this is no address of `{service}`")]
    NoAddress {
        /// Where it is said.
        place: String,
        /// The service.
        service: String,
        /// What is expected.
        expected: String,
    },
    /// Another machine's.
    #[error("{place}: `{service}` is to be at {address}, which is not on this machine's loopback")]
    Remote {
        /// Where it is said.
        place: String,
        /// The service.
        service: String,
        /// Host and port.
        address: String,
    },
}

impl Help for AlreadyError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoAddress { .. } => "stack/no-address",
            Self::Remote { .. } => "stack/remote",
        }
    }

    fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoAddress { expected, .. } => format!("expected {expected}"),
            Self::Remote { .. } => {
                "tests write and delete: where that is meant, `[stack] allow_remote = true`".to_owned()
            }
        })
    }

    fn place(&self) -> Option<String> {
        let (Self::NoAddress { place, .. } | Self::Remote { place, .. }) = self;
        Some(place.clone())
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NoAddress { expected, .. } => Some(expected.clone()),
            Self::Remote { .. } => None,
        }
    }
}

/// What the settings and the environment say of services that run already; the environment wins, being nearer.
pub fn all_already(
    project: &Project,
    settings: &StackOptions,
    variables: &BTreeMap<String, String>,
) -> Result<AllAlready, AlreadyError> {
    let allow_remote = settings.allow_remote.as_ref().is_some_and(|it| it.value);
    let mut all = AllAlready::default();
    let services = || project.services.iter().chain(&project.unasked);
    for service in services() {
        let name = &service.name.value;
        let said = settings.running.iter().find(|it| *it.name.value == **name);
        let said = said.map(|it| (it.address.origin.to_string(), it.address.value.to_string()));
        let variable = variable_of(name);
        let nearer = variables.get(&variable).filter(|value| !value.is_empty());
        let nearer = nearer.map(|value| (variable, value.clone()));
        let Some((place, address)) = nearer.or(said) else { continue };
        let engine = engine_of(service);
        let service = name.clone();
        match Address::parse(&address, engine) {
            None => return Err(AlreadyError::NoAddress { place, service, expected: address::expected(engine) }),
            Some(read) if !allow_remote && !read.is_loopback() => {
                return Err(AlreadyError::Remote { place, service, address: read.to_string() });
            }
            Some(_) => all.services.push(Already { service, place, address }),
        }
    }
    let is_known = |variable: &str| services().any(|service| variable_of(&service.name.value) == variable);
    let named = variables.keys().filter(|name| name.starts_with(VARIABLE));
    all.strangers = named.filter(|name| !is_known(name)).cloned().collect();
    Ok(all)
}

/// A service of the settings that the project does not have, and where it is named.
pub fn unknown_already(project: &Project, settings: &StackOptions) -> Option<(String, Origin)> {
    let is_known = |name: &str| project.services.iter().chain(&project.unasked).any(|it| it.name.value == name);
    let unknown = settings.running.iter().find(|it| !is_known(&it.name.value))?;
    Some((unknown.name.value.to_string(), unknown.name.origin.clone()))
}

/// `DEMOCK_RUNNING_TEST_DB` of `test-db`.
fn variable_of(service: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    service.chars().map(plain).fold(VARIABLE.to_owned(), |name, c| name + c.encode_utf8(&mut [0; 4]))
}

fn engine_of(service: &Service) -> Option<Engine> {
    let image: &Image = &service.image.as_ref()?.value;
    Engine::of_image(image).map(|known| known.engine)
}

/// A service that runs without us.
pub(crate) struct Elsewhere {
    address: Address,
    engine: Option<Engine>,
    /// The port that stands for it at 127.0.0.1, from where it is carried there, unless it is there itself.
    carried: Option<Port>,
    /// Whom the file lets in, and who is let in here.
    instead: Option<Instead>,
}

impl Elsewhere {
    /// Finds that it answers.
    pub(crate) fn find(
        service: &Service,
        address: &str,
        engine: Option<Engine>,
        base: &Base,
    ) -> Result<Self, StackError> {
        let name = &service.name.value;
        let Some(address) = Address::parse(address, engine) else {
            let why = "its address cannot be read".to_owned();
            return Err(StackError::NotProvided { service: name.clone(), why, next: None });
        };
        let (_never, tick) = channel::<()>();
        let began = Instant::now();
        let at = loop {
            match answering(&address, engine) {
                Ok(at) => break at,
                Err(error) if began.elapsed() > WAIT_MAX => {
                    let (service, seen) = (name.clone(), format!("{address}: {error}"));
                    return Err(StackError::NotReady { service, waited: WAIT_MAX, seen, log: String::new() });
                }
                Err(_) => drop(tick.recv_timeout(ASK_EVERY)),
            }
        };
        let carried = if address.is_plain() { None } else { Some(carried(base, name, at)?) };
        let instead = if engine == Some(Engine::Postgres) { instead(service, &address) } else { None };
        Ok(Self { address, engine, carried, instead })
    }
}

/// A port of 127.0.0.1 from where all is carried to a place, as long as this process lives.
fn carried(base: &Base, service: &str, to: SocketAddr) -> Result<Port, StackError> {
    let port = ports::take(base, service, &[])?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port.number))
        .map_err(|error| StackError::NoPort { service: service.to_owned(), why: error.to_string() })?;
    thread::spawn(move || carry_all(&listener, || to));
    Ok(port)
}

/// Whom the file lets into a Postgres (docker-library/postgres, `docker-entrypoint.sh`), and whom the address does.
fn instead(service: &Service, address: &Address) -> Option<Instead> {
    let of = |name: &str| service.environment.get(name).and_then(|it| it.value.clone()).filter(|it| !it.is_empty());
    let user = of("POSTGRES_USER").unwrap_or_else(|| "postgres".to_owned());
    let database = of("POSTGRES_DB").unwrap_or_else(|| user.clone());
    Some(Instead {
        user: (user, address.user.clone()?),
        password: (of("POSTGRES_PASSWORD").unwrap_or_default(), address.password.clone().unwrap_or_default()),
        database: (database, address.database.clone()?),
    })
}

/// Where of all that its host stands for a service answers.
fn answering(address: &Address, engine: Option<Engine>) -> io::Result<SocketAddr> {
    let mut seen = io::Error::other("the name leads nowhere");
    for at in address.places()? {
        match ask(at, engine, &address.scheme) {
            Ok(()) => return Ok(at),
            // What the system says of that names no cause.
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                seen = io::Error::other("it says nothing");
            }
            Err(error) => seen = error,
        }
    }
    Err(seen)
}

/// Has a service say what it is, without being let in.
fn ask(at: SocketAddr, engine: Option<Engine>, scheme: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect_timeout(&at, ANSWER_MAX)?;
    stream.set_read_timeout(Some(ANSWER_MAX))?;
    // A connection that is encrypted from its first byte on says nothing that can be understood.
    let is_plain = !matches!(scheme, "rediss" | "valkeys" | "https" | "tls");
    let Some(engine) = engine.filter(|_| is_plain) else { return Ok(()) };
    let (question, answers): (&[u8], &[&[u8]]) = match engine {
        // PostgreSQL, "Message Formats": SSLRequest is answered by one byte, whoever asks.
        Engine::Postgres => (&[0, 0, 0, 8, 4, 210, 22, 47], &[b"S", b"N"]),
        // RESP: an inline command, answered or refused.
        Engine::Redis | Engine::Valkey => (b"PING\r\n", &[b"+PONG", b"-NOAUTH", b"-DENIED"]),
        // ClickHouse, "HTTP Interface"; its own protocol begins with the client's name, which is a login.
        Engine::ClickHouse if scheme == "clickhouse" => return Ok(()),
        Engine::ClickHouse => (b"GET /ping HTTP/1.0\r\n\r\n", &[b"HTTP/1.0 200", b"HTTP/1.1 200"]),
        // memcached, `doc/protocol.txt`.
        Engine::Memcached => (b"version\r\n", &[b"VERSION "]),
        // NATS, "Client Protocol": the server speaks first.
        Engine::Nats => (b"", &[b"INFO "]),
        Engine::MariaDb => return mariadb::greets(stream),
    };
    stream.write_all(question)?;
    let wanted = answers.iter().map(|answer| answer.len()).min().unwrap_or_default();
    let mut said = vec![0; wanted];
    stream.read_exact(&mut said)?;
    if answers.iter().any(|answer| answer.starts_with(&said)) {
        return Ok(());
    }
    Err(io::Error::other(format!("no {engine} answers there: `{}`", said.escape_ascii())))
}

impl Serving for Elsewhere {
    fn launched(&mut self) -> Option<&mut Launched> {
        None
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        let inside = self.engine.map_or(self.address.port, |engine| self.address.usual_port(engine));
        vec![(inside, self.carried.as_ref().map_or(self.address.port, |port| port.number))]
    }

    fn url(&self) -> String {
        self.address.url.clone()
    }

    fn exports(&self) -> Vec<Export> {
        let Address { url, host, port, user, password, database, scheme } = &self.address;
        let (url, host, port) = (Some(url.clone()), Some(host.clone()), Some(port.to_string()));
        let (user, password, database) = (user.clone(), password.clone(), database.clone());
        let all: Vec<(&'static str, Option<String>)> = match self.engine {
            Some(Engine::Postgres) => vec![
                ("DATABASE_URL", url),
                ("PGHOST", host),
                ("PGPORT", port),
                ("PGUSER", user),
                ("PGPASSWORD", password),
                ("PGDATABASE", database),
            ],
            Some(Engine::Redis | Engine::Valkey) => vec![("REDIS_URL", url)],
            Some(Engine::ClickHouse) => vec![
                ("CLICKHOUSE_URL", url),
                ("CLICKHOUSE_HOST", host),
                (if scheme == "clickhouse" { "CLICKHOUSE_PORT" } else { "CLICKHOUSE_HTTP_PORT" }, port),
                ("CLICKHOUSE_USER", user),
                ("CLICKHOUSE_PASSWORD", password),
                ("CLICKHOUSE_DATABASE", database),
            ],
            Some(Engine::Memcached) => vec![
                ("MEMCACHED_URL", url),
                ("MEMCACHE_SERVERS", Some(self.address.to_string())),
                ("MEMCACHED_HOST", host),
                ("MEMCACHED_PORT", port),
            ],
            Some(Engine::Nats) => vec![("NATS_URL", url)],
            Some(Engine::MariaDb) => vec![
                ("MYSQL_URL", url),
                ("MYSQL_HOST", host),
                ("MYSQL_PORT", port.clone()),
                ("MYSQL_TCP_PORT", port),
                ("MYSQL_USER", user),
                ("MYSQL_PASSWORD", password),
                ("MYSQL_DATABASE", database),
            ],
            None => Vec::new(),
        };
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        Ok(None)
    }

    fn instead(&self) -> Option<Instead> {
        self.instead.clone()
    }

    fn answers(&mut self) -> io::Result<()> {
        answering(&self.address, self.engine).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A listener of this machine that says something to everybody who comes, and where it is.
    fn saying(words: &'static [u8]) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.9:0").expect("a listener");
        let at = listener.local_addr().expect("its place");
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                // Who has heard enough is gone.
                let _ = stream.write_all(words);
            }
        });
        at
    }

    #[test]
    fn a_service_is_known_by_what_it_says() {
        let is =
            |words: &'static [u8], engine: Engine| ask(saying(words), Some(engine), "").map_err(|it| it.to_string());
        assert_eq!(is(b"N", Engine::Postgres), Ok(()));
        assert_eq!(is(b"-NOAUTH Authentication required.\r\n", Engine::Redis), Ok(()));
        assert_eq!(is(b"HTTP/1.0 200 OK\r\n\r\nOk.\n", Engine::ClickHouse), Ok(()));
        assert_eq!(is(b"INFO {}\r\n", Engine::Nats), Ok(()));
        assert_eq!(is(b"VERSION 1.6.18\r\n", Engine::Memcached), Ok(()));
        assert_eq!(is(b"+PONG\r\n", Engine::Postgres), Err("no Postgres answers there: `+`".to_owned()));
        assert_eq!(is(b"HTTP/1.1 404 N", Engine::Redis), Err("no Redis answers there: `HTTP/`".to_owned()));
        assert!(is(b"", Engine::Redis).is_err());
    }

    #[test]
    fn what_is_at_another_address_is_carried_there_from_a_port_of_ours() {
        let base = Base::new(None, &std::env::temp_dir().join(format!("demock-elsewhere-{}", std::process::id())));
        let port = carried(&base, "far", saying(b"well met")).expect("a port");
        let mut said = String::new();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port.number)).expect("connected");
        stream.read_to_string(&mut said).expect("read");
        assert_eq!(said, "well met");
    }
}
