//! Does scripts of SQL over a connection to the stack's own server.
//!
//! Invariants: a failure names file, line and statement; nothing waits longer than the bound. Absent on purpose: what is done
//! (`tools`), and what becomes of the data (`postgres::template`).

use super::statements::{line_of, statements};
use super::tools::{How, Script, Work};
use super::{Bound, MigrationError};
use crate::failure::StackError;
use crate::postgres::Door;
use crate::postgres::wire::{Connection, ScriptError};
use std::io;
use std::path::Path;
use std::time::Instant;

/// Letters of a statement that an error shows.
const SHOWN_MAX: usize = 160;
/// What a script has set for its session is nothing that the next, or what is written down, should see.
const FORGET: &str = "RESET SESSION AUTHORIZATION; RESET ALL";

/// Does all of it.
pub(super) fn run(scripts: &Work, door: &Door, root: &Path, bound: Bound) -> Result<(), StackError> {
    let lost = |source: io::Error| StackError::File { path: door.socket.clone(), source };
    let mut connection = Connection::open(&door.socket, &door.user, &door.database).map_err(lost)?;
    let ours = |connection: &mut Connection, text: &str, after: Option<&Script>| {
        connection.script(text, bound.until).map_err(|error| match error {
            ScriptError::Refused { said, .. } => refused(text, said, after, door, root),
            ScriptError::TooLong { .. } => bound.hangs(&door.service, "writing down what was done", None),
            ScriptError::Lost(error) => lost(error),
        })
    };
    scripts.before.iter().try_for_each(|text| ours(&mut connection, text, scripts.scripts.first()))?;
    for script in &scripts.scripts {
        let began = Instant::now();
        let failed = |from: usize, error: ScriptError| match error {
            ScriptError::Lost(error) => lost(error),
            error @ (ScriptError::Refused { .. } | ScriptError::TooLong { .. }) => {
                failure(script, door, root, bound, from, error)
            }
        };
        if script.how == How::InTransaction {
            ours(&mut connection, "BEGIN", Some(script))?;
        }
        match script.how {
            How::InTransaction | How::AtOnce => {
                connection.script(&script.text, bound.until).map_err(|error| failed(0, error))?;
            }
            How::OneByOne => {
                for (from, statement) in statements(&script.text) {
                    connection.script(statement, bound.until).map_err(|error| failed(from, error))?;
                }
            }
        }
        ours(&mut connection, FORGET, Some(script))?;
        let record = (script.record)(began.elapsed());
        if !record.is_empty() {
            ours(&mut connection, &record, Some(script))?;
        }
        if script.how == How::InTransaction {
            ours(&mut connection, "COMMIT", Some(script))?;
        }
    }
    scripts.after.iter().try_for_each(|text| ours(&mut connection, text, scripts.scripts.last()))?;
    connection.close();
    Ok(())
}

/// The database refuses what we say around a script, such as the row that writes it down, as it would have refused its tool.
fn refused(text: &str, said: String, script: Option<&Script>, door: &Door, root: &Path) -> StackError {
    MigrationError::Failed {
        service: door.service.clone(),
        file: script.map_or_else(String::new, |script| place_of(script, root)),
        line: None,
        statement: Some(shown(text)),
        seen: said,
        log: String::new(),
    }
    .into()
}

fn place_of(script: &Script, root: &Path) -> String {
    script.path.strip_prefix(root).unwrap_or(&script.path).display().to_string()
}

/// Which statement of a script was refused, or took too long; `from` is the byte at which what was sent begins.
fn failure(script: &Script, door: &Door, root: &Path, bound: Bound, from: usize, error: ScriptError) -> StackError {
    let file = place_of(script, root);
    let all = statements(&script.text);
    let at = |done: usize| all.iter().filter(|(begins, _)| *begins >= from).nth(done);
    match error {
        ScriptError::Refused { done, position, said } => {
            let meant = position.and_then(|character| {
                let sent = &script.text[from..];
                let byte = sent.char_indices().nth(character.checked_sub(1)?).map_or(sent.len(), |(byte, _)| byte);
                Some(from + byte)
            });
            let statement = match meant {
                Some(byte) => all.iter().rev().find(|(begins, _)| *begins <= byte),
                None => at(done),
            };
            let line = meant.or(statement.map(|(begins, _)| *begins)).map(|byte| line_of(&script.text, byte));
            MigrationError::Failed {
                service: door.service.clone(),
                file,
                line,
                statement: statement.map(|(_, text)| shown(text)),
                seen: said,
                log: String::new(),
            }
            .into()
        }
        ScriptError::TooLong { done } => {
            let statement = done.and_then(at);
            let place =
                statement.map_or(file.clone(), |(begins, _)| format!("{file}:{}", line_of(&script.text, *begins)));
            bound.hangs(&door.service, &place, statement.map(|(_, text)| shown(text)))
        }
        ScriptError::Lost(source) => StackError::File { path: door.socket.clone(), source },
    }
}

/// A statement in one line of some length.
fn shown(statement: &str) -> String {
    let line = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = line.chars();
    let begin: String = letters.by_ref().take(SHOWN_MAX).collect();
    if letters.next().is_some() { format!("{begin}…") } else { begin }
}
