//! How a server keeps a database, which no copy of it has: whose it is, who may do what with it, how many may enter, its settings,
//! those of roles in it, and its comment.
//!
//! Invariant: nothing is said of a database that is kept as a new one is. Source: `PostgreSQL` documentation, `CREATE DATABASE`,
//! "Privileges" (`aclexplode`). Absent on purpose: security labels, tablespaces.

use super::super::clones::{literal, name};
use super::super::settings::Settings;
use super::super::wire::Connection;
use std::io;

/// All of it as one text, of the database whose name is asked for.
pub(super) const FRAME: &str = "SELECT concat_ws(' ', datdba, datallowconn, datconnlimit, datacl, shobj_description(d.oid, 'pg_database'), \
    (SELECT string_agg(concat_ws('=', setrole, setconfig), ' ' ORDER BY setrole) FROM pg_db_role_setting WHERE setdatabase = d.oid)) \
    FROM pg_database d WHERE datname = $1";
/// What stands for the database in statements.
const SUBJECT: &str = "<database>";

/// How a database is kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    settings: Settings,
    /// Statements that give another one the same.
    others: Vec<String>,
}

impl Frame {
    /// How it is kept now.
    pub(super) fn look(connection: &mut Connection, database: &str) -> io::Result<Self> {
        let settings = Settings::of_database(connection, database)?;
        let is_it = format!("d.datname = {}", literal(database));
        let asked = format!(
            "SELECT format('ALTER DATABASE {SUBJECT} OWNER TO %s', datdba::regrole) FROM pg_database d WHERE {is_it} \
             AND datdba <> (SELECT oid FROM pg_roles WHERE rolname = current_user); \
             SELECT format('ALTER DATABASE {SUBJECT} CONNECTION LIMIT %s', datconnlimit) FROM pg_database d WHERE {is_it} AND datconnlimit <> -1; \
             SELECT format('REVOKE ALL ON DATABASE {SUBJECT} FROM PUBLIC, %s', datdba::regrole) FROM pg_database d WHERE {is_it} AND datacl IS NOT NULL; \
             SELECT format('GRANT %s ON DATABASE {SUBJECT} TO %s%s', a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, \
             CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END) FROM pg_database d, aclexplode(d.datacl) a WHERE {is_it}; \
             SELECT format('COMMENT ON DATABASE {SUBJECT} IS %L', description) FROM pg_shdescription s JOIN pg_database d ON d.oid = s.objoid \
             WHERE classoid = 'pg_database'::regclass AND {is_it}"
        );
        let others = connection.query(&asked)?.into_iter().flatten().collect();
        Ok(Self { settings, others })
    }

    /// What gives another one the same.
    pub(super) fn statements(&self, database: &str) -> Vec<String> {
        let called = name(database);
        let others = self.others.iter().map(|it| it.replacen(SUBJECT, &called, 1));
        self.settings.statements(database, "").into_iter().chain(others).collect()
    }
}

/// What ends settings and comment of one that goes.
pub(super) fn without(database: &str) -> String {
    format!("ALTER DATABASE {0} RESET ALL; COMMENT ON DATABASE {0} IS NULL", name(database))
}
