//! `dbmate up`.
//!
//! Source: amacneil/dbmate, `pkg/dbmate/migration.go`, `pkg/driver/postgres/postgres.go`.

use super::{How, Script, Work, literal, numbered, only};
use std::path::Path;
use std::{fs, io};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (version varchar(128) PRIMARY KEY)";

/// What follows on a line that begins one of the two halves.
fn begins<'l>(line: &'l str, half: &str) -> Option<&'l str> {
    let rest = line.strip_prefix("--")?.trim_start().strip_prefix("migrate:")?.strip_prefix(half)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

pub(in crate::migrations) fn is_its(text: &str) -> bool {
    text.lines().any(|line| begins(line, "up").is_some())
}

pub(in crate::migrations) fn scripts(folder: &Path) -> io::Result<Work> {
    let mut scripts = Vec::new();
    for (_, path) in numbered(folder, ".sql")? {
        let text = fs::read_to_string(&path)?;
        let (mut is_up, mut is_alone) = (false, false);
        let up = only(&text, |line| {
            if let Some(options) = begins(line, "up") {
                (is_up, is_alone) = (true, options.split_whitespace().any(|it| it == "transaction:false"));
            } else if begins(line, "down").is_some() {
                is_up = false;
            }
            is_up
        });
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let version: String = name.chars().take_while(char::is_ascii_digit).collect();
        let insert = format!("INSERT INTO schema_migrations (version) VALUES ({})", literal(&version));
        let how = if is_alone { How::AtOnce } else { How::InTransaction };
        scripts.push(Script { path, text: up, how, record: Box::new(move |_| insert.clone()) });
    }
    Ok(Work { before: vec![TABLE.to_owned()], scripts, after: Vec::new() })
}
