//! `rails db:schema:load` of a `structure.sql`.
//!
//! Source: rails/rails, `activerecord/lib/active_record/tasks/{database_tasks,postgresql_database_tasks}.rb`,
//! `internal_metadata.rb`. The file writes down by itself which migrations it holds; beside that, Rails notes whose database it is
//! and the SHA-1 of the file, by which its tests see that it is up to date.

use super::{How, Script, Work, as_psql, hex, literal};
use sha1::{Digest as _, Sha1};
use std::path::Path;
use std::{fs, io};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS public.ar_internal_metadata (
    key character varying NOT NULL PRIMARY KEY,
    value character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
)";

pub(in crate::migrations) fn scripts(file: &Path) -> io::Result<Work> {
    let bytes = fs::read(file)?;
    let sum = hex(&Sha1::digest(&bytes));
    let text = String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let row = |key: &str, value: &str| {
        format!(
            "INSERT INTO public.ar_internal_metadata VALUES ({}, {}, now(), now()) ON CONFLICT (key) DO NOTHING",
            literal(key),
            literal(value)
        )
    };
    let after = vec![TABLE.to_owned(), row("environment", "test"), row("schema_sha1", &sum)];
    let record = Box::new(|_| String::new());
    let script = Script { path: file.to_owned(), text: as_psql(&text), how: How::AtOnce, record };
    Ok(Work { before: Vec::new(), scripts: vec![script], after })
}
