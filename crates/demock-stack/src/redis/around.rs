//! What a process of Redis holds beside its data: settings, users, functions, and how those are who are connected.
//!
//! Source: Redis documentation, `CONFIG`, `ACL`, `FUNCTION DUMP`, `CLIENT LIST`. Invariant: what a server does not have or does not let
//! be asked, such as functions before 7, is left as it is.

use super::wire::{Connection, Value, is_refusal};
use std::collections::BTreeMap;
use std::io;

/// Settings, users and functions.
#[derive(Default)]
pub(super) struct Around {
    settings: Option<BTreeMap<Vec<u8>, Vec<u8>>>,
    /// Each as `ACL LIST` describes it: `user NAME RULES…`.
    users: Option<Vec<String>>,
    functions: Option<Vec<u8>>,
}

/// Who is connected, by number, and how.
#[derive(Default)]
pub(super) struct Clients(BTreeMap<String, String>);

/// What is asked, where it may be asked here.
fn asked(connection: &mut Connection, words: &[&[u8]]) -> io::Result<Option<Value>> {
    match connection.ask(words) {
        Ok(value) => Ok(Some(value)),
        Err(error) if is_refusal(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Around {
    /// What there is now.
    pub(super) fn look(connection: &mut Connection) -> io::Result<Self> {
        let list = |value: Option<Value>| value.map(Value::list);
        let settings = list(asked(connection, &[b"CONFIG", b"GET", b"*"])?);
        let pair = |two: &[Vec<u8>]| Some((two.first()?.clone(), two.get(1)?.clone()));
        let settings = settings.map(|all| all.chunks(2).filter_map(pair).collect());
        let users = list(asked(connection, &[b"ACL", b"LIST"])?);
        let users = users.map(|all| all.iter().map(|it| String::from_utf8_lossy(it).into_owned()).collect());
        let functions = match asked(connection, &[b"FUNCTION", b"DUMP"])? {
            Some(Value::Bytes(dump)) => Some(dump),
            Some(Value::Nothing | Value::Number(_) | Value::List(_)) | None => None,
        };
        Ok(Self { settings, users, functions })
    }

    /// Has it be so again; whether anything was otherwise.
    pub(super) fn restore(&mut self, connection: &mut Connection) -> io::Result<bool> {
        // Commands wait while this holds, ours as well. Before 6.2 there is no such word, and a pause ends by itself.
        asked(connection, &[b"CLIENT", b"UNPAUSE"])?;
        let now = Self::look(connection)?;
        let is_settings = self.restore_settings(&now, connection)?;
        // A password among the settings is one of the first user's.
        let now = if is_settings { Self::look(connection)? } else { now };
        let is_users = self.restore_users(&now, connection)?;
        let is_functions = now.functions != self.functions;
        if let Some(dump) = self.functions.as_ref().filter(|_| is_functions) {
            connection.ask(&[b"FUNCTION", b"RESTORE", dump, b"FLUSH"])?;
        }
        if is_users {
            // A rule that goes without saying may be said from now on.
            self.users = Self::look(connection)?.users;
        }
        Ok(is_settings || is_users || is_functions)
    }

    fn restore_settings(&self, now: &Self, connection: &mut Connection) -> io::Result<bool> {
        let (Some(before), Some(now)) = (&self.settings, &now.settings) else { return Ok(false) };
        let mut is_other = false;
        for (name, value) in before.iter().filter(|(name, value)| now.get(*name) != Some(*value)) {
            connection.ask(&[b"CONFIG", b"SET", name, value])?;
            is_other = true;
        }
        Ok(is_other)
    }

    fn restore_users(&self, now: &Self, connection: &mut Connection) -> io::Result<bool> {
        let (Some(before), Some(now)) = (&self.users, &now.users) else { return Ok(false) };
        let mut is_other = false;
        for gone in now.iter().filter(|it| !before.iter().any(|one| name(one) == name(it))) {
            connection.ask(&[b"ACL", b"DELUSER", name(gone).as_bytes()])?;
            is_other = true;
        }
        for line in before.iter().filter(|it| !now.contains(it)) {
            let rules = line.split(' ').skip(2).map(str::as_bytes);
            let mut words: Vec<&[u8]> = vec![b"ACL", b"SETUSER", name(line).as_bytes(), b"reset"];
            words.extend(rules);
            connection.ask(&words)?;
            is_other = true;
        }
        Ok(is_other)
    }
}

/// The name in a line of `ACL LIST`.
fn name(line: &str) -> &str {
    line.split(' ').nth(1).unwrap_or_default()
}

impl Clients {
    /// Who is connected now.
    pub(super) fn look(connection: &mut Connection) -> io::Result<Self> {
        let Some(list) = asked(connection, &[b"CLIENT", b"LIST"])? else { return Ok(Self::default()) };
        Ok(Self(list.text()?.lines().filter_map(described).collect()))
    }

    /// Ends those who were there before and are otherwise now; whether there was one.
    pub(super) fn restore(&mut self, connection: &mut Connection) -> io::Result<bool> {
        let Self(mut now) = Self::look(connection)?;
        let is_other = |(number, how): &(&String, &String)| self.0.get(*number).is_some_and(|before| before != *how);
        let others: Vec<String> = now.iter().filter(is_other).map(|(number, _)| number.clone()).collect();
        for number in &others {
            // One that has gone by itself needs no end.
            asked(connection, &[b"CLIENT", b"KILL", b"ID", number.as_bytes()])?;
            now.remove(number);
        }
        self.0 = now;
        Ok(!others.is_empty())
    }
}

/// A connection's number, and what whoever uses it next would find otherwise: which database, by which user, in which protocol, under which
/// name, within a transaction, followed by the server, kept from eviction. Not what it listens to: listeners outlive tests.
fn described(line: &str) -> Option<(String, String)> {
    let of = |name: &str| line.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    let flags: String = of("flags")?.chars().filter(|flag| "xtBeT".contains(*flag)).collect();
    let words = ["db", "user", "resp", "name", "redir"].map(|name| of(name).unwrap_or_default());
    Some((of("id")?.to_owned(), format!("{} {flags}", words.join(" "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as Redis 7.0 writes them.
    #[test]
    fn who_has_selected_another_database_is_otherwise_and_who_listens_is_not() {
        let line = |db: &str, flags: &str, sub: &str| {
            format!(
                "id=7 addr=127.0.0.1:1 laddr=127.0.0.1:2 fd=8 name= age=2 idle=0 flags={flags} db={db} sub={sub} psub=0 multi=-1 user=default redir=-1 resp=2"
            )
        };
        let before = described(&line("0", "N", "0")).expect("a client");
        assert_eq!(before.0, "7");
        assert_eq!(described(&line("0", "P", "1")).expect("a client"), before);
        assert_ne!(described(&line("5", "N", "0")).expect("a client"), before);
        assert_ne!(described(&line("0", "t", "0")).expect("a client"), before);
        assert_eq!(described("# nobody"), None);
    }
}
