//! `prisma migrate deploy`.
//!
//! Source: prisma/prisma-engines, `schema-engine/connectors/sql-schema-connector/src/sql_migration_persistence.rs` and
//! `schema-engine/connectors/schema-connector/src/checksum.rs`. Absent on purpose: another schema than the database's first.

use super::{How, Script, Work, entries, hex, literal};
use crate::lease::random_word;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::{fs, io};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)";

pub(in crate::migrations) fn scripts(folder: &Path) -> io::Result<Work> {
    let mut scripts = Vec::new();
    for (name, folder) in entries(folder)? {
        let path = folder.join("migration.sql");
        if !path.is_file() {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let checksum = hex(&Sha256::digest(text.as_bytes()));
        let (id, name) = (uuid(&random_word()?), literal(&name));
        let record = move |took: std::time::Duration| {
            format!(
                "INSERT INTO _prisma_migrations \
                 (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES \
                 ('{id}', '{checksum}', clock_timestamp(), {name}, clock_timestamp() - interval '{} microseconds', 1)",
                took.as_micros()
            )
        };
        scripts.push(Script { path, text, how: How::AtOnce, record: Box::new(record) });
    }
    Ok(Work { before: vec![TABLE.to_owned()], scripts, after: Vec::new() })
}

/// 32 random digits as an identifier of version 4.
fn uuid(digits: &str) -> String {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_of_version_4() {
        assert_eq!(uuid("0123456789abcdef0123456789abcdef"), "01234567-89ab-4def-8123-456789abcdef");
    }
}
