//! Names of services in values of the Compose file, replaced by where the services are.
//!
//! `db:5432` and `postgres://u@db/app` hold a name where a host stands; `DB_HOST: db` with `DB_PORT: 5432` holds it alone.
//! Where a lease has another user or database than the file says, those beside the name are replaced as well: in the same address, or
//! in variables that begin alike. Invariant: a name is only replaced where it stands as a host, so that a database called `db` keeps its name.

use crate::endpoint::{Endpoint, Instead};
use crate::serving::escaped;
use std::collections::BTreeMap;

const HOST: &str = "127.0.0.1";
/// Ends of names of variables that hold a host alone.
const HOSTS: &[&str] = &["HOST", "HOSTNAME", "SERVER", "ADDR", "ADDRESS"];

/// A value in which hosts of the stack are where they are.
pub(super) fn rewritten(name: &str, value: &str, all: &BTreeMap<&str, &str>, endpoints: &[Endpoint]) -> String {
    let targets: Vec<Target> = endpoints.iter().map(Target::of).collect();
    rewritten_for(name, value, all, &targets)
}

/// A service by its names, with ports of the container and of this machine.
struct Target {
    names: Vec<String>,
    ports: Vec<(u16, u16)>,
    instead: Option<Instead>,
}

impl Target {
    fn of(endpoint: &Endpoint) -> Self {
        let names = std::iter::once(&endpoint.name).chain(&endpoint.aliases).cloned().collect();
        Self { names, ports: endpoint.ports.clone(), instead: endpoint.instead.clone() }
    }

    fn is(&self, host: &str) -> bool {
        self.names.iter().any(|name| name == host)
    }

    /// An address of the service, with the user and the database of the lease where it names those of the file.
    fn entered(&self, value: &str) -> String {
        let Some(instead) = &self.instead else { return value.to_owned() };
        let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (account, host) =
            authority.rsplit_once('@').map_or((None, authority), |(account, host)| (Some(account), host));
        if !self.ports.iter().any(|(_, port)| host == format!("{HOST}:{port}")) {
            return value.to_owned();
        }
        let account = account.map(|account| {
            let user = account.split_once(':').map_or(account, |(user, _)| user);
            if user != escaped(&instead.user.0) {
                return account.to_owned();
            }
            match &*instead.password.1 {
                "" => escaped(&instead.user.1),
                password => format!("{}:{}", escaped(&instead.user.1), escaped(password)),
            }
        });
        let (place, query) = path.split_at(path.find('?').unwrap_or(path.len()));
        let is_files = place.strip_prefix('/').is_some_and(|name| name == escaped(&instead.database.0));
        let place = if is_files { format!("/{}", escaped(&instead.database.1)) } else { place.to_owned() };
        let parts: Vec<String> = query
            .split_inclusive(['?', '&'])
            .map(|part| {
                let is_files = part.trim_end_matches('&') == format!("database={}", escaped(&instead.database.0));
                let end = if part.ends_with('&') { "&" } else { "" };
                if is_files { format!("database={}{end}", escaped(&instead.database.1)) } else { part.to_owned() }
            })
            .collect();
        let account = account.map_or(String::new(), |account| format!("{account}@"));
        format!("{scheme}://{account}{host}{place}{}", parts.concat())
    }

    fn port(&self, container: Option<u16>) -> Option<u16> {
        match container {
            Some(container) => self.ports.iter().find(|(inside, _)| *inside == container).map(|(_, outside)| *outside),
            None => self.ports.first().map(|(_, outside)| *outside),
        }
    }
}

fn rewritten_for(name: &str, value: &str, all: &BTreeMap<&str, &str>, targets: &[Target]) -> String {
    let is_host = HOSTS.iter().any(|end| name.ends_with(end));
    if is_host && targets.iter().any(|target| target.is(value) && !target.ports.is_empty()) {
        return HOST.to_owned();
    }
    if let (Some(beginning), Ok(port)) = (name.strip_suffix("PORT"), value.parse()) {
        let host = HOSTS.iter().find_map(|end| all.get(&*format!("{beginning}{end}")));
        let target = host.and_then(|host| targets.iter().find(|target| target.is(host)));
        if let Some(port) = target.and_then(|target| target.port(Some(port))) {
            return port.to_string();
        }
    }
    if let Some(other) = beside(name, value, all, targets) {
        return other;
    }
    let moved = hosts(value, targets);
    if moved == value { moved } else { targets.iter().fold(moved, |value, target| target.entered(&value)) }
}

/// Ends of names of variables that hold a user, a password or a database.
const USERS: &[&str] = &["USER", "USERNAME"];
const PASSWORDS: &[&str] = &["PASSWORD", "PASS"];
const DATABASES: &[&str] = &["NAME", "DB", "DATABASE", "DBNAME"];

/// What a variable holds whose neighbour names a service's host.
fn beside(name: &str, value: &str, all: &BTreeMap<&str, &str>, targets: &[Target]) -> Option<String> {
    let of = |target: &Target| {
        let instead = target.instead.as_ref()?;
        let pairs = [(USERS, &instead.user), (PASSWORDS, &instead.password), (DATABASES, &instead.database)];
        let (_, (_, new)) = pairs.into_iter().find(|(ends, (old, _))| {
            let beginning = ends.iter().find_map(|end| name.strip_suffix(end));
            let host = |beginning: &str| HOSTS.iter().find_map(|end| all.get(&*format!("{beginning}{end}")));
            value == old && beginning.and_then(host).is_some_and(|host| target.is(host))
        })?;
        Some(new.clone())
    };
    targets.iter().find_map(of)
}

/// Replaces hosts in addresses: behind `://` or `@`, at the beginning or behind a comma, with a port or before a path.
fn hosts(value: &str, targets: &[Target]) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (mut made, mut rest) = (String::with_capacity(value.len()), value);
    while !rest.is_empty() {
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        let in_address = made.ends_with("://") || made.ends_with('@');
        let begins = in_address || made.is_empty() || made.ends_with(',');
        let digits = after.strip_prefix(':').map_or(0, |port| port.bytes().take_while(u8::is_ascii_digit).count());
        let port: Option<u16> = after.get(1..=digits).filter(|_| digits > 0).and_then(|port| port.parse().ok());
        let target = targets.iter().find(|target| target.is(word));
        let is_host = begins && (port.is_some() || in_address && !after.starts_with([':', '@']));
        let found = target.filter(|_| is_host).and_then(|target| target.port(port));
        match (found, after.chars().next()) {
            (Some(found), _) => {
                made.push_str(&format!("{HOST}:{found}"));
                rest = if port.is_some() { &after[digits + 1..] } else { after };
            }
            (None, Some(next)) => {
                made.push_str(word);
                made.push(next);
                rest = &after[next.len_utf8()..];
            }
            (None, None) => {
                made.push_str(word);
                rest = after;
            }
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_replaced_and_nothing_else() {
        let of = |names: &[&str], ports: &[(u16, u16)]| Target {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            ports: ports.to_vec(),
            instead: None,
        };
        let targets = [of(&["db", "postgres"], &[(5432, 20001)]), of(&["redis"], &[(6379, 20002)])];
        let all = BTreeMap::from([("DB_HOST", "db"), ("DB_PORT", "5432"), ("WEB_HOST", "web"), ("WEB_PORT", "5432")]);
        let check = |name: &str, value: &str, expected: &str| {
            assert_eq!(rewritten_for(name, value, &all, &targets), expected, "{name}={value}");
        };
        check("DATABASE_URL", "postgres://db:db@db:5432/db?x=db", "postgres://db:db@127.0.0.1:20001/db?x=db");
        check("DATABASE_URL", "postgresql+asyncpg://u:p@postgres/app", "postgresql+asyncpg://u:p@127.0.0.1:20001/app");
        check("REDIS_URL", "redis://redis:6379/0", "redis://127.0.0.1:20002/0");
        check("BROKERS", "redis:6379,web:80,db:5432", "127.0.0.1:20002,web:80,127.0.0.1:20001");
        check("DB_HOST", "db", "127.0.0.1");
        check("DB_PORT", "5432", "20001");
        check("WEB_PORT", "5432", "5432");
        check("DB_NAME", "db", "db");
        check("URL", "http://db.example.org/redis:6379", "http://db.example.org/redis:6379");
        check("OTHER", "postgres://u@db:9999/x", "postgres://u@db:9999/x");
    }
    #[test]
    fn a_lease_of_another_user_is_entered_by_that_user() {
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        let instead = Instead { user: pair("me", "d_1"), password: pair("p/w", "w"), database: pair("shop", "d_1") };
        let target = Target { names: vec!["db".to_owned()], ports: vec![(5432, 20001)], instead: Some(instead) };
        let all = BTreeMap::from([("DB_HOST", "db"), ("DB_USER", "me"), ("WEB_HOST", "web")]);
        let check = |name: &str, value: &str, expected: &str| {
            assert_eq!(rewritten_for(name, value, &all, std::slice::from_ref(&target)), expected, "{name}={value}");
        };
        check(
            "URL",
            "postgresql+asyncpg://me:p%2Fw@db:5432/shop?ssl=no",
            "postgresql+asyncpg://d_1:w@127.0.0.1:20001/d_1?ssl=no",
        );
        check("URL", "http://me@db/?database=shop&a=shop", "http://d_1:w@127.0.0.1:20001/?database=d_1&a=shop");
        check("URL", "postgres://other:x@db/outside", "postgres://other:x@127.0.0.1:20001/outside");
        check("URL", "postgres://me:p@elsewhere/shop", "postgres://me:p@elsewhere/shop");
        check("DB_USER", "me", "d_1");
        check("DB_NAME", "shop", "d_1");
        check("DB_PASSWORD", "p/w", "w");
        check("WEB_USER", "me", "me");
        check("DB_NAME", "outside", "outside");
    }
}
