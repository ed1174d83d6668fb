//! What keeps leases apart on a server that they share, beyond each one's own database.
//!
//! Invariants: nobody but their own users comes in over TCP; none of them owns, enters or writes a database that another meets, but for
//! `postgres`, which everybody enters and nobody writes in; one lease's connections leave room for those of all others; and whoever
//! tries is found in the server's log. Source: `PostgreSQL` documentation, "Database Roles and Privileges", `ALTER DATABASE`.

use super::clones::{MAJOR_SET, copying, name};
use super::mould::{Cluster, Mould};
use super::wire::Connection;
use super::{Account, counting};
use crate::lease::TooMuch;
use std::io;

/// The database that clients enter where they name none.
const MAINTENANCE: &str = "postgres";
/// What the file's database is called where that is one that everybody may enter.
const MODEL: &str = "demock_model";
/// Whose all databases are that are no lease's. It may do nothing, and nobody is it.
const OWNER: &str = "demock_owner";
/// Who is a superuser where the file's user must be none.
pub(super) const ROOT: &str = "demock_root";
/// The first version in which the schema `public` is whose the database is.
const MAJOR_OWNED: u32 = 15;
/// How many connections there may be where nothing else is said.
const CONNECTIONS: u32 = 100;
/// How many leases may have as many connections as a server of their own would let them.
const CROWD: u32 = 5;

/// How lines of the log begin: with the error's code, which is the same in every language, and who had it where.
const LINE: &str = "%e %u@%d ";
/// Codes of what a user may not, of who is not let in at all, of a database that nobody may enter, and of a table that is not there.
const MAY_NOT: &str = "42501";
const NOT_LET_IN: &str = "28000";
const CLOSED: &str = "55000";
const NO_TABLE: &str = "42P01";

/// How names of leases' users begin.
pub(super) const LEASE: &str = "demock_";

/// What a server that leases share is started with, whatever the file says.
pub(super) fn settings(mould: &Mould) -> Vec<(&'static str, String)> {
    vec![
        ("log_line_prefix", LINE.to_owned()),
        ("log_destination", "stderr".to_owned()),
        ("logging_collector", "off".to_owned()),
        ("log_min_messages", "error".to_owned()),
        ("max_connections", (connections(mould).saturating_mul(CROWD)).to_string()),
    ]
}

/// How many connections the file's server would let in, and so each lease.
pub(super) fn connections(mould: &Mould) -> u32 {
    let words: Vec<String> = mould.arguments().map(|word| word.to_string_lossy().into_owned()).collect();
    asked_for(&words).unwrap_or(CONNECTIONS)
}

fn asked_for(words: &[String]) -> Option<u32> {
    let of = |at: usize, word: &str| {
        let long = word.split_once('=').filter(|(key, _)| key.ends_with("max_connections")).map(|(_, number)| number);
        let short = word
            .strip_prefix("-N")
            .map(|rest| if rest.is_empty() { words.get(at + 1).map_or("", |it| it) } else { rest });
        long.or(short)?.trim().parse().ok()
    };
    words.iter().enumerate().rev().find_map(|(at, word)| of(at, word))
}

/// Closes all databases of a server to those who will have leases on it; what the one is called then that leases are copies of.
pub(super) fn close(cluster: &Cluster, account: &Account, major: u32) -> io::Result<String> {
    let mut connection = cluster.connect(counting::ASKED_IN)?;
    connection.query(&format!("CREATE ROLE {OWNER}"))?;
    let all = connection.query("SELECT datname FROM pg_database WHERE datname <> 'template0'")?;
    let all: Vec<String> = all.into_iter().flatten().collect();
    for database in &all {
        let own =
            format!("ALTER DATABASE {0} OWNER TO {OWNER}; REVOKE CONNECT ON DATABASE {0} FROM PUBLIC", name(database));
        let open = if database == MAINTENANCE {
            format!("; GRANT CONNECT ON DATABASE {MAINTENANCE} TO PUBLIC")
        } else {
            String::new()
        };
        connection.query(&format!("{own}{open}"))?;
        // Not even whom the file's scripts have let in.
        if database != MAINTENANCE && database != counting::ASKED_IN {
            connection.query(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS false", name(database)))?;
        }
    }
    let model = if account.database == MAINTENANCE {
        connection.query(&format!(
            "ALTER DATABASE {MAINTENANCE} RENAME TO {MODEL}; ALTER DATABASE {MODEL} ALLOW_CONNECTIONS false"
        ))?;
        let copied = copying(major);
        connection.query(&format!("CREATE DATABASE {MAINTENANCE} TEMPLATE template0 OWNER {OWNER}{copied}"))?;
        MODEL
    } else {
        &account.database
    };
    connection.close();
    if major < MAJOR_OWNED && all.iter().any(|database| database == MAINTENANCE) {
        let mut connection = cluster.connect(MAINTENANCE)?;
        connection
            .query(&format!("ALTER SCHEMA public OWNER TO {OWNER}; REVOKE CREATE ON SCHEMA public FROM PUBLIC"))?;
        connection.close();
    }
    Ok(model.to_owned())
}

/// As whom we come from then on. Before 16 whoever is a member of the file's user can become that one, who must be no superuser then and
/// may do no more than a lease's user; later versions refuse the becoming, and that the first user is no superuser.
pub(super) fn admin(cluster: &Cluster, account: &Account, major: u32) -> io::Result<String> {
    if major >= MAJOR_SET {
        return Ok(account.user.clone());
    }
    let mut connection = cluster.connect(counting::ASKED_IN)?;
    connection.query(&format!("CREATE ROLE {ROOT} SUPERUSER LOGIN"))?;
    connection.close();
    let mut connection = Connection::open(&cluster.socket, ROOT, counting::ASKED_IN)?;
    let user = name(&account.user);
    connection.query(&format!("ALTER ROLE {user} NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS"))?;
    connection.close();
    Ok(ROOT.to_owned())
}

/// The first in a server's log that only a server of one's own can do.
pub(super) fn asked_too_much(log: &str, lease: &Account, file: &Account) -> Option<TooMuch> {
    let (user, database) = (format!("{}@", lease.user), format!("@{} ", lease.database));
    let own = format!("{user}{} ", lease.database);
    let maintenance = format!("{user}{MAINTENANCE} ");
    let stranger = format!("{}@", file.user);
    let is_files = file.database == MAINTENANCE;
    log.lines().find_map(|line| {
        let (code, rest) = line.split_once(' ')?;
        let said = || rest.split_once(": ").map_or(rest, |(_, text)| text).trim().to_owned();
        let is_elsewhere = rest.starts_with(&user) && !rest.starts_with(&own) && !rest.starts_with(&maintenance);
        match code {
            MAY_NOT if rest.starts_with(&user) || (rest.contains(&database) && !rest.starts_with(LEASE)) => {
                Some(TooMuch::ByLease(said()))
            }
            CLOSED if is_elsewhere => Some(TooMuch::ByLease(said())),
            // It looks for the file's database under its name.
            NO_TABLE if is_files && rest.starts_with(&maintenance) => Some(TooMuch::ByLease(said())),
            NOT_LET_IN if rest.starts_with(&stranger) => Some(TooMuch::BySomebody(format!(
                "came as `{}`, the Compose file's user, and not as a lease's own: {}",
                file.user,
                said()
            ))),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(user: &str, database: &str) -> Account {
        let [user, database, method] = [user, database, "md5"].map(str::to_owned);
        Account { user, database, password: None, method, initdb: Vec::new() }
    }

    fn found(line: &str, files_database: &str) -> Option<TooMuch> {
        asked_too_much(line, &account("demock_1", "demock_1"), &account("me", files_database))
    }

    /// Lines as Postgres 17 writes them.
    #[test]
    fn what_a_server_writes_down_of_who_may_not_is_found_in_any_language() {
        let found = |line: &str| found(line, "shop");
        let by_lease = |text: &str| Some(TooMuch::ByLease(text.to_owned()));
        assert_eq!(
            found(
                "42501 demock_1@demock_1 ERROR:  permission denied to create role\n42501 demock_1@demock_1 STATEMENT:  x"
            ),
            by_lease("permission denied to create role")
        );
        assert_eq!(
            found("42501 demock_1@postgres FEHLER:  keine Berechtigung für Schema public"),
            by_lease("keine Berechtigung für Schema public")
        );
        let closed = "database \"shop\" is not currently accepting connections";
        assert_eq!(found(&format!("55000 demock_1@shop FATAL:  {closed}")), by_lease(closed));
        assert_eq!(
            found("42501 app@demock_1 FATAL:  permission denied for database \"demock_1\""),
            by_lease("permission denied for database \"demock_1\"")
        );
        let rejects =
            "pg_hba.conf rejects connection for host \"127.0.0.1\", user \"me\", database \"shop\", no encryption";
        assert_eq!(
            found(&format!("28000 me@shop FATAL:  {rejects}")),
            Some(TooMuch::BySomebody(format!(
                "came as `me`, the Compose file's user, and not as a lease's own: {rejects}"
            )))
        );
    }

    #[test]
    fn what_others_do_and_what_any_server_refuses_is_nobodys_asking() {
        for line in [
            "42501 demock_12@demock_12 ERROR:  permission denied to create role",
            "55000 demock_1@demock_1 ERROR:  currval of sequence \"s\" is not yet defined in this session",
            "42P01 demock_1@demock_1 ERROR:  relation \"x\" does not exist",
            "42501 demock_2@demock_1 FATAL:  permission denied for database \"demock_1\"",
            "28000 you@shop FATAL:  role \"you\" does not exist",
            "28P01 demock_1@demock_1 FATAL:  password authentication failed for user \"demock_1\"",
            "00000 @ LOG:  database system is ready to accept connections",
            "",
        ] {
            assert_eq!(found(line, "shop"), None, "{line}");
        }
    }

    #[test]
    fn who_looks_for_the_files_tables_where_they_were_is_found() {
        let line = "42P01 demock_1@postgres ERROR:  relation \"item\" does not exist at character 15";
        assert!(found(line, "postgres").is_some());
        assert_eq!(found(line, "shop"), None);
    }

    #[test]
    fn as_many_connections_as_the_file_says() {
        let of = |words: &[&str]| asked_for(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["postgres", "-c", "max_connections=250"]), Some(250));
        assert_eq!(of(&["--max_connections=30", "-N", "40"]), Some(40));
        assert_eq!(of(&["-N50"]), Some(50));
        assert_eq!(of(&["-c", "fsync=off"]), None);
    }
}
