//! `sqlx migrate run` and `sqlx::migrate!`.
//!
//! Source: launchbadge/sqlx, `sqlx-core/src/migrate/source.rs` and `sqlx-postgres/src/migrate.rs`. Absent on purpose: what an
//! `sqlx.toml` changes, for which the project is left alone.

use super::{How, Script, Work, entries, hex, is_sql, literal};
use sha2::{Digest as _, Sha384};
use std::path::Path;
use std::{fs, io};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMPTZ NOT NULL DEFAULT now(),
    success BOOLEAN NOT NULL,
    checksum BYTEA NOT NULL,
    execution_time BIGINT NOT NULL
)";

/// Version and description of a file; `None` of one that is no migration, or that undoes one.
pub(in crate::migrations) fn parse(name: &str) -> Option<(i64, String)> {
    let (version, rest) = name.split_once('_')?;
    let suffix = if rest.ends_with(".up.sql") { ".up.sql" } else { ".sql" };
    if rest.ends_with(".down.sql") || !is_sql(rest) {
        return None;
    }
    Some((version.parse().ok()?, rest.trim_end_matches(suffix).replace('_', " ")))
}

pub(in crate::migrations) fn scripts(folder: &Path) -> io::Result<Work> {
    let mut found = Vec::new();
    for (name, path) in entries(folder)? {
        if let Some((version, description)) = parse(&name).filter(|_| path.is_file()) {
            let text = fs::read_to_string(&path)?;
            found.push((version, script(version, &description, path, text)));
        }
    }
    found.sort_by_key(|(version, _)| *version);
    let scripts = found.into_iter().map(|(_, script)| script).collect();
    Ok(Work { before: vec![TABLE.to_owned()], scripts, after: Vec::new() })
}

fn script(version: i64, description: &str, path: std::path::PathBuf, text: String) -> Script {
    let checksum = hex(&Sha384::digest(text.as_bytes()));
    let how = if text.starts_with("-- no-transaction") { How::AtOnce } else { How::InTransaction };
    let description = literal(description);
    let record = move |took: std::time::Duration| {
        format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES ({version}, {description}, TRUE, '\\x{checksum}', {})",
            took.as_nanos()
        )
    };
    Script { path, text, how, record: Box::new(record) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_sqlx_reads_them() {
        assert_eq!(parse("0001_make_items.sql"), Some((1, "make items".to_owned())));
        assert_eq!(parse("20240101_a.up.sql"), Some((20_240_101, "a".to_owned())));
        assert_eq!(
            [parse("2_a.down.sql"), parse("README.md"), parse("x_y.sql"), parse("3_a.txt")],
            [const { None }; 4]
        );
    }
}
