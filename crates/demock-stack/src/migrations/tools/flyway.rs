//! `flyway migrate`, by itself or in an application.
//!
//! Source: flyway/flyway, `ResourceNameParser`, `ChecksumCalculator`, `MigrationVersion`, `PostgreSQLDatabase.getRawCreateScript`,
//! `SqlScriptMetadata`.
//! Absent on purpose: what needs Flyway itself (placeholders, callbacks, baselines, migrations in Java), for which the project is
//! left alone ([`needs_flyway`]).

use super::{How, Script, Work, entries, is_sql, literal};
use crate::migrations::statements::statements;
use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::{fs, io};

const TABLE: &str = r#"CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
);
ALTER TABLE "flyway_schema_history" ADD CONSTRAINT "flyway_schema_history_pk" PRIMARY KEY ("installed_rank");
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success")"#;

/// What we follow of a file beside a script, without its spaces.
const ALONE: &str = "executeInTransaction=false";
const TOGETHER: &str = "executeInTransaction=true";

/// Folders below one another in which scripts are looked for.
const DEPTH_MAX: usize = 8;

/// Version, where there is one, and description of a file; `None` of one that is no migration.
pub(in crate::migrations) fn parse(name: &str) -> Option<(Option<String>, String)> {
    let (prefix, rest) = (name.chars().next()?, name.get(1..)?.strip_suffix(".sql")?);
    let (version, description) = rest.split_once("__")?;
    let description = description.replace('_', " ");
    match prefix {
        'V' => {
            let version = version.replace('_', ".");
            let is_one = version.split('.').all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()));
            is_one.then_some((Some(version), description))
        }
        'R' if version.is_empty() => Some((None, description)),
        _ => None,
    }
}

pub(in crate::migrations) fn scripts(folder: &Path) -> io::Result<Work> {
    let mut found: Vec<(Option<String>, String, PathBuf)> = Vec::new();
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        found.extend(parse(&name).map(|(version, description)| (version, description, path)));
    }
    // What can be repeated comes last, by its description.
    found.sort_by(|(one, a, _), (other, b, _)| match (one, other) {
        (Some(one), Some(other)) => in_order(one, other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    });
    let mut scripts = Vec::new();
    for (at, (version, description, path)) in found.into_iter().enumerate() {
        let text = fs::read_to_string(&path)?;
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        let version = version.map_or("NULL".to_owned(), |version| literal(&version));
        let values = format!(
            "{}, {version}, {}, 'SQL', {}, {}, current_user",
            at + 1,
            literal(&description),
            literal(&name),
            checksum(&text)
        );
        let record = move |took: std::time::Duration| {
            format!(
                "INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\", \
                 \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\") VALUES ({values}, {}, TRUE)",
                took.as_millis()
            )
        };
        let is_alone = configured(&path).iter().any(|line| line == ALONE) || wants_to_be_alone(&text);
        let how = if is_alone { How::OneByOne } else { How::InTransaction };
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        scripts.push(Script { path, text, how, record: Box::new(record) });
    }
    Ok(Work { before: vec![TABLE.to_owned()], scripts, after: Vec::new() })
}

/// What only Flyway itself can do; `None` where there is nothing of that sort.
pub(in crate::migrations) fn needs_flyway(folder: &Path) -> io::Result<Option<String>> {
    let mut versions = Vec::new();
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_callback = ["before", "after", "createSchema"].iter().any(|word| name.starts_with(word));
        if (is_callback && is_sql(&name)) || (name.starts_with('B') && name.contains("__")) {
            return Ok(Some(format!("`{name}` is a callback or a baseline")));
        }
        let Some((version, _)) = parse(&name) else { continue };
        if let Some(line) = configured(&path).into_iter().find(|line| line != ALONE && line != TOGETHER) {
            return Ok(Some(format!("`{name}.conf` says `{line}`")));
        }
        if fs::read_to_string(&path)?.contains("${") {
            return Ok(Some(format!("`{name}` has placeholders")));
        }
        versions.extend(version);
    }
    versions.sort_by(|one, other| in_order(one, other));
    let twice = versions.windows(2).find(|two| in_order(&two[0], &two[1]) == Ordering::Equal);
    Ok(twice.map(|two| format!("version {} is there twice", two[0])))
}

/// What the file beside a script says of it, line by line.
fn configured(script: &Path) -> Vec<String> {
    let mut file = script.as_os_str().to_owned();
    file.push(".conf");
    let text = fs::read_to_string(file).unwrap_or_default();
    let lines = text.lines().map(|line| line.split_whitespace().collect::<String>());
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut files, mut open) = (Vec::new(), vec![(folder.to_owned(), 0)]);
    while let Some((folder, depth)) = open.pop() {
        for (_, path) in entries(&folder)? {
            if path.is_file() {
                files.push(path);
            } else if path.is_dir() && depth < DEPTH_MAX {
                open.push((path, depth + 1));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Versions are numbers part by part; what is not there is nought.
fn in_order(one: &str, other: &str) -> Ordering {
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split('.').map(|part| part.trim_start_matches('0').to_owned());
        let mut parts: Vec<String> = parts.collect();
        while parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        parts
    };
    let (one, other) = (parts(one), parts(other));
    for at in 0..one.len().max(other.len()) {
        let part = |of: &[String]| of.get(at).cloned().unwrap_or_default();
        let (one, other) = (part(&one), part(&other));
        let order = one.len().cmp(&other.len()).then_with(|| one.cmp(&other));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// The CRC-32 of all lines without what ends them, as a number with a sign.
fn checksum(text: &str) -> i32 {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut sum = flate2::Crc::new();
    for line in text.replace("\r\n", "\n").split(['\n', '\r']) {
        sum.update(line.as_bytes());
    }
    sum.sum().cast_signed()
}

/// Whether Flyway would do it without a transaction: the server refuses some statements in one.
fn wants_to_be_alone(text: &str) -> bool {
    statements(text).into_iter().any(|(_, statement)| {
        let words: Vec<String> = statement.split_whitespace().take(6).map(str::to_uppercase).collect();
        let has = |word: &str| words.iter().any(|it| it == word);
        let begins = |words_of: &[&str]| {
            words.iter().zip(words_of).filter(|(one, other)| one == *other).count() == words_of.len()
        };
        let about_indexes = (has("INDEX") || has("REINDEX")) && has("CONCURRENTLY");
        let alone: &[&[&str]] = &[
            &["VACUUM"],
            &["CREATE", "DATABASE"],
            &["DROP", "DATABASE"],
            &["CREATE", "TABLESPACE"],
            &["DROP", "TABLESPACE"],
            &["ALTER", "SYSTEM"],
            &["CREATE", "SUBSCRIPTION"],
            &["DROP", "SUBSCRIPTION"],
            &["REINDEX", "DATABASE"],
            &["REINDEX", "SYSTEM"],
            &["DISCARD", "ALL"],
        ];
        about_indexes || alone.iter().any(|it| begins(it)) || (begins(&["ALTER", "TYPE"]) && has("ADD") && has("VALUE"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_flyway_reads_them() {
        assert_eq!(parse("V1__make_items.sql"), Some((Some("1".to_owned()), "make items".to_owned())));
        assert_eq!(parse("V2_1__a.sql"), Some((Some("2.1".to_owned()), "a".to_owned())));
        assert_eq!(parse("R__views.sql"), Some((None, "views".to_owned())));
        assert_eq!([parse("U1__a.sql"), parse("V1_a.sql"), parse("Vx__a.sql"), parse("é__a.sql")], [const { None }; 4]);
        let mut versions = ["10", "2", "2.1", "02.0", "1.10", "1.9"];
        versions.sort_by(|one, other| in_order(one, other));
        assert_eq!(versions, ["1.9", "1.10", "2", "02.0", "2.1", "10"]);
    }

    /// Expected: `python3 -c 'import zlib; print(zlib.crc32(b"CREATE TABLE a (id int);-- \xc3\xa9"))'`, less 2³² where that is
    /// 2³¹ or more.
    #[test]
    fn checksums_are_those_of_lines() {
        for text in [
            "CREATE TABLE a (id int);\n-- é\n",
            "CREATE TABLE a (id int);\r\n-- é",
            "\u{feff}CREATE TABLE a (id int);\n-- é\n\n",
        ] {
            assert_eq!(checksum(text), CRC_OF_TWO_LINES, "{text:?}");
        }
        assert_eq!(checksum(""), 0);
    }

    const CRC_OF_TWO_LINES: i32 = -39_499_734;

    #[test]
    fn what_the_server_refuses_in_transactions_is_done_alone() {
        assert!(wants_to_be_alone("SELECT 1;\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (a);"));
        assert!(wants_to_be_alone("alter type mood add value 'sad'"));
        assert!(!wants_to_be_alone(
            "-- CREATE INDEX CONCURRENTLY\nCREATE INDEX i ON t (a); INSERT INTO t VALUES ('VACUUM')"
        ));
    }
}
