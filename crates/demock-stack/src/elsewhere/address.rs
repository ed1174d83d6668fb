//! Addresses of services, as people write them: `postgresql://me:pw@127.0.0.1:5432/shop`, `localhost:6379`.
//!
//! Source: RFC 3986, section 3, of which a service needs little. Absent on purpose: sockets of the file system, and several hosts in one.

use crate::engine::Engine;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::{fmt, io};

/// Where a service is, and who is let in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// As it was written, with the scheme that it goes without saying.
    pub(crate) url: String,
    /// By which protocol.
    pub(crate) scheme: String,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<String>,
    /// A name or a number; none in brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// What stands behind the first `/`.
    pub(crate) database: Option<String>,
}

/// Schemes of a service, of which the first goes without saying, with the ports that go without saying.
fn schemes(engine: Option<Engine>) -> &'static [(&'static str, u16)] {
    match engine {
        Some(Engine::Postgres) => &[("postgresql", 5432), ("postgres", 5432)],
        Some(Engine::Redis | Engine::Valkey) => {
            &[("redis", 6379), ("rediss", 6379), ("valkey", 6379), ("valkeys", 6379)]
        }
        Some(Engine::ClickHouse) => &[("http", 8123), ("https", 8443), ("clickhouse", 9000)],
        Some(Engine::Memcached) => &[("memcached", 11211)],
        Some(Engine::Nats) => &[("nats", 4222), ("tls", 4222)],
        Some(Engine::MariaDb) => &[("mysql", 3306), ("mariadb", 3306)],
        None => &[("http", 80), ("https", 443)],
    }
}

/// The form that is expected of an address.
pub(super) fn expected(engine: Option<Engine>) -> String {
    let (scheme, port) = schemes(engine)[0];
    format!("`{scheme}://127.0.0.1:{port}` or `127.0.0.1:{port}`")
}

impl Address {
    /// Reads an address; `None` where it has no host, no port, or another service's scheme.
    pub(crate) fn parse(text: &str, engine: Option<Engine>) -> Option<Self> {
        let known = schemes(engine);
        let (scheme, rest) = text.split_once("://").unwrap_or((known[0].0, text));
        // `postgresql+asyncpg` names the driver as well.
        let protocol = scheme.split('+').next().unwrap_or(scheme);
        let known_port = known.iter().find(|(name, _)| *name == protocol).map(|(_, port)| *port);
        if known_port.is_none() && engine.is_some() {
            return None;
        }
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (account, place) =
            authority.rsplit_once('@').map_or((None, authority), |(account, place)| (Some(account), place));
        let (user, password) = match account
            .map(|account| account.split_once(':').map_or((account, None), |(user, it)| (user, Some(it))))
        {
            Some((user, password)) => (Some(user), password),
            None => (None, None),
        };
        let (host, port) = match place.strip_prefix('[').and_then(|it| it.split_once(']')) {
            Some((host, "")) => (host, None),
            Some((host, port)) => (host, Some(port.strip_prefix(':')?)),
            None => place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port))),
        };
        let port = match port {
            Some(port) => port.parse().ok().filter(|port| *port > 0)?,
            None => known_port?,
        };
        let database = path.strip_prefix('/').map(|path| path.split(['?', '#']).next().unwrap_or(path));
        let filled = |part: Option<&str>| part.filter(|part| !part.is_empty()).map(unescaped);
        let url = if text.contains("://") { text.to_owned() } else { format!("{scheme}://{text}") };
        (!host.is_empty() && !host.contains([':', ',']) || host.parse::<IpAddr>().is_ok()).then(|| Self {
            url,
            scheme: protocol.to_owned(),
            user: filled(user),
            password: filled(password),
            host: host.to_owned(),
            port,
            database: filled(database),
        })
    }

    /// The port at which a service is in its container, by the protocol of the address.
    pub(crate) fn usual_port(&self, engine: Engine) -> u16 {
        schemes(Some(engine)).iter().find(|(name, _)| *name == self.scheme).map_or(self.port, |(_, port)| *port)
    }

    /// Whether only this machine can be meant: what a name leads to is not asked, since that may change.
    pub(crate) fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|host| host.is_loopback())
    }

    /// Whether `127.0.0.1` and its port are the same place.
    pub(crate) fn is_plain(&self) -> bool {
        self.host == "localhost" || self.host == "127.0.0.1"
    }

    /// The places that its host stands for.
    pub(crate) fn places(&self) -> io::Result<Vec<SocketAddr>> {
        Ok((self.host.as_str(), self.port).to_socket_addrs()?.collect())
    }
}

/// `host:port`, and nothing that is secret.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

/// A part of a URL without its escapes (RFC 3986, section 2.1); what is none stays.
fn unescaped(part: &str) -> String {
    let bytes = part.as_bytes();
    let (mut made, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|it| std::str::from_utf8(it).ok());
        if let Some(value) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            made.push(value);
            at += 3;
        } else {
            made.push(*byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&made).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_people_write_them() {
        let read = |text: &str, engine: Option<Engine>| {
            let it = Address::parse(text, engine)?;
            let parts = [it.user, it.password, it.database].map(Option::unwrap_or_default).join(" ");
            Some(format!("{} {} {}:{} {parts}", it.url, it.scheme, it.host, it.port))
        };
        let is = |text: &str| Some(text.to_owned());
        let postgres = Some(Engine::Postgres);
        assert_eq!(
            read("postgres://me:p%40ss@127.0.0.1:6543/shop?sslmode=disable", postgres),
            is("postgres://me:p%40ss@127.0.0.1:6543/shop?sslmode=disable postgres 127.0.0.1:6543 me p@ss shop")
        );
        assert_eq!(
            read("postgresql+asyncpg://localhost", postgres),
            is("postgresql+asyncpg://localhost postgresql localhost:5432   ")
        );
        assert_eq!(read("[::1]:7", Some(Engine::Redis)), is("redis://[::1]:7 redis ::1:7   "));
        assert_eq!(read("redis://:pw@db/3", Some(Engine::Redis)), is("redis://:pw@db/3 redis db:6379  pw 3"));
        assert_eq!(
            read("localhost:8124", Some(Engine::ClickHouse)),
            is("http://localhost:8124 http localhost:8124   ")
        );
        assert_eq!(read("amqp://localhost:5672", None), is("amqp://localhost:5672 amqp localhost:5672   "));
        for none in
            ["redis://localhost", "postgresql:///shop?host=/run", "localhost:x", "a,b:5432", ":5432", "h:0", "::1"]
        {
            assert_eq!(read(none, postgres).filter(|_| none != "::1"), None, "{none}");
        }
        assert_eq!(read("amqp://localhost", None), None, "nobody knows its port");
    }

    #[test]
    fn this_machine_is_what_cannot_be_another() {
        let is = |text: &str| Address::parse(text, None).is_some_and(|it| it.is_loopback());
        assert_eq!(["127.0.0.1:1", "127.9.0.1:1", "[::1]:1", "localhost:1"].map(is), [true; 4]);
        assert_eq!(["10.0.0.1:1", "localhost.example.org:1", "db:1", "0.0.0.0:1"].map(is), [false; 4]);
    }
}
