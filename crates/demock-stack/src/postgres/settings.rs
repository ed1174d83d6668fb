//! Settings that are a database's or a user's, which a copy of the database has not.
//!
//! Source: `PostgreSQL` documentation, `ALTER DATABASE`; of settings that are lists of names, `variable_is_guc_list_quote` of `pg_dump`:
//! what is stored is a list already, and written as one text it would be a single name.

use super::Account;
use super::clones::{literal, name};
use super::wire::Connection;
use std::io;

/// Words of a statement that stand for a new database and its user.
const SUBJECT_DATABASE: &str = "%database%";
const SUBJECT_USER: &str = "%user%";
/// Settings that are lists of names (`GUC_LIST_QUOTE`).
const LISTS: &[&str] = &[
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

/// Statements that give another database and its user what some are set.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings(Vec<String>);

impl Settings {
    /// What the account's database and user are set.
    pub(super) fn of_account(connection: &mut Connection, account: &Account) -> io::Result<Self> {
        Self::read(
            connection,
            &format!(
                "(d.datname = {} AND s.setrole = 0) OR (r.rolname = {} AND s.setdatabase = 0)",
                literal(&account.database),
                literal(&account.user)
            ),
        )
    }

    /// What a database is set, for everybody and for single roles.
    pub(super) fn of_database(connection: &mut Connection, database: &str) -> io::Result<Self> {
        Self::read(connection, &format!("d.datname = {}", literal(database)))
    }

    fn read(connection: &mut Connection, which: &str) -> io::Result<Self> {
        let rows = connection.query(&format!(
            "SELECT CASE WHEN d.datname IS NULL THEN 'user' WHEN r.rolname IS NULL THEN 'database' ELSE 'both' END, r.rolname, unnest(s.setconfig) FROM pg_db_role_setting s \
             LEFT JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN pg_roles r ON r.oid = s.setrole WHERE {which}"
        ))?;
        Ok(Self(rows.into_iter().filter_map(statement).collect()))
    }

    /// The statements for a database and a user.
    pub(super) fn statements(&self, database: &str, user: &str) -> Vec<String> {
        let (database, user) = (name(database), name(user));
        self.0.iter().map(|it| it.replace(SUBJECT_DATABASE, &database).replace(SUBJECT_USER, &user)).collect()
    }
}

/// The statements by which a role is set this, as it is stored.
pub(super) fn of_role(setting: &str) -> Settings {
    Settings(statement(vec!["user".to_owned(), String::new(), setting.to_owned()]).into_iter().collect())
}

fn statement(row: Vec<String>) -> Option<String> {
    let [of, role, setting] = row.try_into().ok()?;
    let (key, value) = setting.split_once('=')?;
    let subject = match &*of {
        "both" => format!("ROLE {} IN DATABASE {SUBJECT_DATABASE}", name(&role)),
        "database" => format!("DATABASE {SUBJECT_DATABASE}"),
        _ => format!("ROLE {SUBJECT_USER}"),
    };
    let value = if LISTS.contains(&key) { names(value) } else { literal(value) };
    // Settings of extensions have a dot in their names.
    let key: Vec<String> = key.split('.').map(name).collect();
    Some(format!("ALTER {subject} SET {} = {value}", key.join(".")))
}

/// A list of names as it is stored, each as a text.
fn names(list: &str) -> String {
    let (mut all, mut word, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut chars = list.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if is_quoted && chars.peek() == Some(&'"') => word.extend(chars.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => all.push(std::mem::take(&mut word)),
            ' ' if !is_quoted => {}
            char => word.push(char),
        }
    }
    all.push(word);
    all.iter().map(|word| literal(word)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists as `pg_db_role_setting` has them.
    #[test]
    fn a_list_of_names_stays_one() {
        assert_eq!(names(r#""$user", public, topology, tiger"#), "'$user', 'public', 'topology', 'tiger'");
        assert_eq!(names(r#""a ""b"", c""#), r#"'a "b", c'"#);
        assert_eq!(names(r#""""#), "''");
    }

    #[test]
    fn what_is_no_list_stays_a_text() {
        let of = |of: &str, setting: &str| statement([of, "app", setting].map(str::to_owned).to_vec());
        assert_eq!(
            of("database", "app.mode=a, 'b'").as_deref(),
            Some(r#"ALTER DATABASE %database% SET "app"."mode" = 'a, ''b'''"#)
        );
        assert_eq!(of("user", "work_mem=8MB").as_deref(), Some(r#"ALTER ROLE %user% SET "work_mem" = '8MB'"#));
        assert_eq!(
            of("both", "work_mem=8MB").as_deref(),
            Some(r#"ALTER ROLE "app" IN DATABASE %database% SET "work_mem" = '8MB'"#)
        );
        let path = of("database", r#"search_path="$user", public"#);
        assert_eq!(path.as_deref(), Some(r#"ALTER DATABASE %database% SET "search_path" = '$user', 'public'"#));
    }
}
