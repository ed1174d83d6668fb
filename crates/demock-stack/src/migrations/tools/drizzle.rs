//! `drizzle-kit migrate` and `migrate` of drizzle-orm.
//!
//! Source: drizzle-team/drizzle-orm, `drizzle-orm/src/migrator.ts`, `drizzle-orm/src/pg-core/dialect.ts`. The journal says which scripts
//! there are. Absent on purpose: a table of another name, for which the project is left alone ([`needs_drizzle`]).

use super::{How, Script, Work, entries, hex, literal};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::{fs, io};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (
    id SERIAL PRIMARY KEY,
    hash text NOT NULL,
    created_at bigint
)";

fn journal(folder: &Path) -> io::Result<Value> {
    Ok(serde_json::from_str(&fs::read_to_string(folder.join("meta/_journal.json"))?)?)
}

/// Of Postgres, as its journal says.
pub(in crate::migrations) fn is_its(folder: &Path) -> bool {
    let dialect = |journal: Value| journal.get("dialect").and_then(Value::as_str).map(str::to_owned);
    matches!(journal(folder).ok().and_then(dialect).as_deref(), Some("postgresql" | "pg"))
}

pub(in crate::migrations) fn scripts(folder: &Path) -> io::Result<Work> {
    let journal = journal(folder)?;
    let mut scripts = Vec::new();
    for entry in journal.get("entries").and_then(Value::as_array).into_iter().flatten() {
        let tag = entry.get("tag").and_then(Value::as_str).unwrap_or_default();
        let when = entry.get("when").and_then(Value::as_i64).unwrap_or_default();
        let path = folder.join(format!("{tag}.sql"));
        let text = fs::read_to_string(&path)?;
        let hash = literal(&hex(&Sha256::digest(text.as_bytes())));
        let insert = format!("INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ({hash}, {when})");
        scripts.push(Script { path, text, how: How::InTransaction, record: Box::new(move |_| insert.clone()) });
    }
    let before = vec!["CREATE SCHEMA IF NOT EXISTS drizzle".to_owned(), TABLE.to_owned()];
    Ok(Work { before, scripts, after: Vec::new() })
}

/// What only drizzle itself follows; `None` where there is nothing of that sort.
pub(in crate::migrations) fn needs_drizzle(folder: &Path) -> io::Result<Option<String>> {
    const ABOVE_MAX: usize = 4;
    for above in folder.ancestors().skip(1).take(ABOVE_MAX) {
        for (name, path) in entries(above).unwrap_or_default() {
            if name.starts_with("drizzle.config.") && path.is_file() {
                let text = fs::read_to_string(&path)?;
                let is_set = text.lines().any(|line| line.trim_start().starts_with("migrations:"));
                return Ok(is_set.then(|| format!("`{name}` says where it writes down what is done")));
            }
        }
    }
    Ok(None)
}
