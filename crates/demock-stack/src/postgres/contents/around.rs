//! What a server has around its databases, which tests change as well: roles, who is a member of which, what roles are set,
//! `ALTER SYSTEM`, and slots of replication.
//!
//! Invariant: what tests began with is there again; a role that a test has made has another name and lets nobody in until nothing depends
//! on it any more. Source: `PostgreSQL` documentation, "System Catalogs", `ALTER ROLE`, `ALTER SYSTEM`. Absent on purpose: what other
//! databases hold, and settings that only a new start brings about.

use super::super::clones::{literal, name};
use super::super::counting::OURS;
use super::super::settings::of_role;
use super::super::wire::Connection;
use super::END_MAX;
use super::frame::FRAME;
use super::spares::Clerk;
use std::collections::BTreeMap;
use std::io;
use std::time::Instant;

/// How roles are called that a test has made, after it.
const GONE: &str = "demock_gone_";
/// Attributes of a role as `ALTER ROLE` calls them, in the order of [`ROLES`].
const ATTRIBUTES: [&str; 7] = ["SUPERUSER", "INHERIT", "CREATEROLE", "CREATEDB", "LOGIN", "REPLICATION", "BYPASSRLS"];
/// Roles but those that are gone: number, name, attributes, and three that have values.
const ROLES: &str = "SELECT oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, \
    rolconnlimit, coalesce(rolpassword, ''), coalesce(rolvaliduntil::text, 'infinity') FROM pg_authid \
    WHERE NOT starts_with(rolname, 'demock_gone_') ORDER BY oid";
const MEMBERS: &str = "SELECT r.rolname, m.rolname, a.admin_option FROM pg_auth_members a JOIN pg_authid r ON r.oid = a.roleid \
    JOIN pg_authid m ON m.oid = a.member WHERE NOT starts_with(m.rolname, 'demock_gone_') AND NOT starts_with(r.rolname, 'demock_gone_') ORDER BY 1, 2, 3";
const SETTINGS: &str = "SELECT r.rolname, unnest(s.setconfig) FROM pg_db_role_setting s JOIN pg_authid r ON r.oid = s.setrole \
    WHERE s.setdatabase = 0 AND NOT starts_with(r.rolname, 'demock_gone_') ORDER BY r.rolname";
pub(super) const SYSTEM: &str = "SELECT pg_read_file('postgresql.auto.conf')";
const SLOTS: &str = "SELECT slot_name FROM pg_replication_slots ORDER BY slot_name";
/// The first version with `starts_with`, and so the first that is looked at.
pub(super) const MAJOR_MIN: u32 = 11;

/// The question whether any of it has changed, prepared as `around`, and how the database of a name is kept ([`super::frame`]).
pub(super) fn question(major: u32) -> String {
    if major < MAJOR_MIN {
        return String::new();
    }
    let all = |rows: &str| format!("(SELECT string_agg(it::text, ',') FROM ({rows}) it)");
    let [roles, members, settings, slots] = [ROLES, MEMBERS, SETTINGS, SLOTS].map(all);
    format!(
        "; PREPARE around(name) AS SELECT md5(concat_ws('|', {roles}, {members}, {settings}, {slots}, ({SYSTEM}))), ({FRAME})"
    )
}

/// What there was at a time.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Around {
    print: Print,
    /// By their numbers.
    roles: BTreeMap<String, Vec<String>>,
    members: Vec<Vec<String>>,
    settings: Vec<Vec<String>>,
    slots: Vec<Vec<String>>,
    /// Lines of the file that `ALTER SYSTEM` writes.
    system: Vec<String>,
}

/// Words that change whenever any of it does.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Print {
    around: String,
    /// Of how the database itself is kept.
    frame: String,
}

impl Print {
    /// What it is now.
    pub(super) fn look(connection: &mut Connection, database: &str) -> io::Result<Self> {
        let row = connection.query(&format!("EXECUTE around({})", literal(database)))?.into_iter().next();
        let mut words = row.into_iter().flatten();
        let mut word = || words.next().unwrap_or_default();
        Ok(Self { around: word(), frame: word() })
    }
}

impl Around {
    /// What there is now.
    pub(super) fn look(connection: &mut Connection, database: &str) -> io::Result<Self> {
        let print = Print::look(connection, database)?;
        let number = |row: Vec<String>| Some((row.first()?.clone(), row));
        let system = connection.query(SYSTEM)?.into_iter().flatten().next().unwrap_or_default();
        let is_setting = |line: &&str| !line.starts_with('#') && line.contains('=');
        Ok(Self {
            print,
            roles: connection.query(ROLES)?.into_iter().filter_map(number).collect(),
            members: connection.query(MEMBERS)?,
            settings: connection.query(SETTINGS)?,
            slots: connection.query(SLOTS)?,
            system: system.lines().filter(is_setting).map(str::to_owned).collect(),
        })
    }

    /// Whether all is as it was when this was seen.
    pub(super) fn is_same(&self, now: &Print) -> bool {
        *now == self.print
    }

    /// Whether the database itself is kept as it was, whatever is around it.
    pub(super) fn is_frame_same(&self, now: &Print) -> bool {
        now.frame == self.print.frame
    }

    /// Takes what is there now for how it was: a copy that was given all it can be given.
    pub(super) fn accept(&mut self, now: Print) {
        self.print = now;
    }

    /// Has what is around the database be so again, where it is not.
    pub(super) fn restore(&mut self, clerk: &Clerk, connection: &mut Connection, database: &str) -> io::Result<()> {
        let frame = std::mem::take(&mut self.print.frame);
        let now = Self::look(connection, database)?;
        self.roles_again(&now).iter().try_for_each(|statement| clerk.run(connection, statement))?;
        // By the names that they have by now.
        let now = Self::look(connection, database)?;
        self.rest_again(&now).iter().try_for_each(|statement| clerk.run(connection, statement))?;
        if self.system != now.system {
            self.restore_system(clerk, connection)?;
        }
        // What cannot be had again, such as the number of a role that was dropped, is how it is from now on.
        *self = Self::look(connection, database)?;
        self.print.frame = frame;
        Ok(())
    }

    /// What `ALTER SYSTEM` has set is what new sessions begin with once the server itself has read it, and not only one of its sessions.
    fn restore_system(&self, clerk: &Clerk, connection: &mut Connection) -> io::Result<()> {
        clerk.run(connection, "ALTER SYSTEM RESET ALL")?;
        for line in &self.system {
            clerk.run(connection, &format!("ALTER SYSTEM SET {line}"))?;
        }
        let now = connection.query("SELECT clock_timestamp(), pg_reload_conf()")?;
        let now = literal(now.first().and_then(|row| row.first()).map_or("", String::as_str));
        let began = Instant::now();
        loop {
            let mut new = clerk.connect(OURS)?;
            let is_read = new.query(&format!("SELECT pg_conf_load_time() >= {now}"))?;
            new.close();
            if is_read.iter().flatten().any(|it| it == "t") {
                return Ok(());
            }
            if began.elapsed() > END_MAX {
                return Err(io::Error::other("it does not read its settings again"));
            }
        }
    }

    /// What roles need, in order: names that a test has taken are free before others get theirs back.
    fn roles_again(&self, now: &Self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for (number, role) in now.roles.iter().filter(|(number, _)| !self.roles.contains_key(*number)) {
            let gone = format!("{GONE}{number}");
            all.push(format!("ALTER ROLE {} RENAME TO {gone}; ALTER ROLE {gone} NOLOGIN", name(&role[1])));
        }
        all.push(format!(
            "DO $do$ DECLARE it name; BEGIN FOR it IN SELECT rolname FROM pg_authid WHERE starts_with(rolname, '{GONE}') LOOP \
             BEGIN EXECUTE format('DROP ROLE %I', it); EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END; END LOOP; END $do$"
        ));
        for (number, role) in &self.roles {
            match now.roles.get(number) {
                Some(same) if same == role => {}
                Some(other) => {
                    if other[1] != role[1] {
                        all.push(format!("ALTER ROLE {} RENAME TO {}", name(&other[1]), name(&role[1])));
                    }
                    all.push(format!("ALTER ROLE {}", described(role)));
                }
                None => all.push(format!("CREATE ROLE {}", described(role))),
            }
        }
        all
    }

    /// What is to be done once roles are there by their names.
    fn rest_again(&self, now: &Self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for row in now.members.iter().filter(|row| !self.members.contains(row)) {
            all.push(format!("REVOKE {} FROM {}", name(&row[0]), name(&row[1])));
        }
        for row in self.members.iter().filter(|row| !now.members.contains(row)) {
            let admin = if row[2] == "t" { " WITH ADMIN OPTION" } else { "" };
            all.push(format!("GRANT {} TO {}{admin}", name(&row[0]), name(&row[1])));
        }
        all.extend(self.settings_again(now));
        let slots = now.slots.iter().flatten().filter(|slot| !self.slots.iter().flatten().any(|it| it == *slot));
        all.extend(slots.map(|slot| format!("SELECT pg_drop_replication_slot({})", literal(slot))));
        all
    }

    fn settings_again(&self, now: &Self) -> Vec<String> {
        let of = |rows: &[Vec<String>]| {
            let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for row in rows {
                all.entry(row[0].clone()).or_default().push(row[1].clone());
            }
            all
        };
        let (before, now) = (of(&self.settings), of(&now.settings));
        let is_known = |role: &&String| self.roles.values().any(|it| it[1] == **role);
        let mut roles: Vec<&String> = before.keys().chain(now.keys()).filter(is_known).collect();
        roles.sort();
        roles.dedup();
        let mut all = Vec::new();
        for role in roles.into_iter().filter(|role| before.get(*role) != now.get(*role)) {
            all.push(format!("ALTER ROLE {} RESET ALL", name(role)));
            all.extend(before.get(role).into_iter().flatten().flat_map(|it| of_role(it).statements("", role)));
        }
        all
    }
}

/// A role with all its attributes, as `CREATE ROLE` and `ALTER ROLE` take them.
fn described(role: &[String]) -> String {
    let (attributes, [connections, password, until]) = role[2..].split_at(ATTRIBUTES.len()) else {
        return name(&role[1]);
    };
    let mut text = name(&role[1]);
    for (attribute, is_set) in ATTRIBUTES.iter().zip(attributes) {
        text.push_str(if is_set == "t" { " " } else { " NO" });
        text.push_str(attribute);
    }
    let password = if password.is_empty() { "NULL".to_owned() } else { literal(password) };
    format!("{text} CONNECTION LIMIT {connections} PASSWORD {password} VALID UNTIL {}", literal(until))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(number: &str, called: &str, password: &str) -> (String, Vec<String>) {
        let words = [number, called, "f", "t", "f", "f", "t", "f", "f", "-1", password, "infinity"];
        (number.to_owned(), words.map(str::to_owned).to_vec())
    }

    fn around(roles: &[(String, Vec<String>)]) -> Around {
        Around { roles: roles.iter().cloned().collect(), ..Around::default() }
    }

    #[test]
    fn names_are_free_before_roles_get_theirs_back() {
        let before = around(&[role("10", "me", "md5ab"), role("20", "app", "")]);
        let now = around(&[role("10", "me", "md5cd"), role("20", "other", ""), role("30", "app", "x")]);
        let all = before.roles_again(&now);
        assert_eq!(all[0], "ALTER ROLE \"app\" RENAME TO demock_gone_30; ALTER ROLE demock_gone_30 NOLOGIN");
        let rest = "NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB LOGIN NOREPLICATION NOBYPASSRLS CONNECTION LIMIT -1";
        assert_eq!(all[2], format!("ALTER ROLE \"me\" {rest} PASSWORD 'md5ab' VALID UNTIL 'infinity'"));
        assert_eq!(all[3], "ALTER ROLE \"other\" RENAME TO \"app\"");
        assert_eq!(all[4], format!("ALTER ROLE \"app\" {rest} PASSWORD NULL VALID UNTIL 'infinity'"));
        assert_eq!(all.len(), 5);
    }

    #[test]
    fn members_and_settings_are_as_they_were() {
        let row = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let mut before = around(&[role("10", "me", "")]);
        let mut now = before.clone();
        before.members = vec![row(&["a", "me", "t"])];
        now.members = vec![row(&["b", "me", "f"])];
        before.settings = vec![row(&["me", "search_path=a, \"B\""])];
        now.settings = vec![row(&["me", "work_mem=1MB"])];
        let all = before.rest_again(&now);
        assert_eq!(
            all[..],
            [
                "REVOKE \"b\" FROM \"me\"",
                "GRANT \"a\" TO \"me\" WITH ADMIN OPTION",
                "ALTER ROLE \"me\" RESET ALL",
                "ALTER ROLE \"me\" SET \"search_path\" = 'a', 'B'",
            ]
        );
    }
}
