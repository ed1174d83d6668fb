//! `diesel migration run` and `diesel_migrations::embed_migrations!`.
//!
//! Source: diesel-rs/diesel, `diesel/src/migration/setup_migration_table.sql`, `diesel_migrations/migrations_internals/src/lib.rs`,
//! `diesel_migrations/src/file_based_migrations.rs`.

use super::{How, Script, Work, entries, literal};
use std::path::Path;
use std::{fs, io};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
    version VARCHAR(50) PRIMARY KEY NOT NULL,
    run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
)";

pub(in crate::migrations) fn scripts(folder: &Path) -> io::Result<Work> {
    let mut found = Vec::new();
    for (name, folder) in entries(folder)? {
        let path = folder.join("up.sql");
        if name.starts_with('.') || !path.is_file() {
            continue;
        }
        let version = name.split('_').next().unwrap_or_default().replace('-', "");
        let said = fs::read_to_string(folder.join("metadata.toml")).unwrap_or_default();
        let mut lines = said.lines().map(|line| line.split_whitespace().collect::<String>());
        let is_alone = lines.any(|line| line.starts_with("run_in_transaction=false"));
        let insert = format!("INSERT INTO __diesel_schema_migrations (version) VALUES ({})", literal(&version));
        let script = Script {
            text: fs::read_to_string(&path)?,
            path,
            how: if is_alone { How::AtOnce } else { How::InTransaction },
            record: Box::new(move |_| insert.clone()),
        };
        found.push((version, script));
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    let scripts = found.into_iter().map(|(_, script)| script).collect();
    Ok(Work { before: vec![TABLE.to_owned()], scripts, after: Vec::new() })
}
