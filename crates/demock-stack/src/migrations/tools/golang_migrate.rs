//! `migrate up`, of golang-migrate.
//!
//! Source: golang-migrate/migrate, `source/parse.go`, `database/postgres/postgres.go`: the table has one row, of the last version.

use super::{How, Script, Work, numbered};
use std::path::Path;
use std::{fs, io};

const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)";

pub(in crate::migrations) fn scripts(folder: &Path) -> io::Result<Work> {
    let mut scripts = Vec::new();
    for (version, path) in numbered(folder, ".up.sql")? {
        let text = fs::read_to_string(&path)?;
        let row = format!("TRUNCATE schema_migrations; INSERT INTO schema_migrations VALUES ({version}, false)");
        scripts.push(Script { path, text, how: How::AtOnce, record: Box::new(move |_| row.clone()) });
    }
    Ok(Work { before: vec![TABLE.to_owned()], scripts, after: Vec::new() })
}
