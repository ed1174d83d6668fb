//! The text of a service's baseline file.
//!
//! One self-contained line for each entry: `PATH SCOPE KIND BOUNDARY TARGET`, then `+N` for the N-th further entry
//! that is equal in all of these, then `# reason` where it was accepted later. A blank in a field is written `%20`, an
//! empty field `-`. Above a file's entries stands a line `# PATH`, below them a blank line; `# PATH` stays when the
//! last entry goes, so that removals in neighbouring files never touch.
//! Lines may come in any order and more than once: whatever a merge makes of two valid files can be read.

use super::baseline::{BaselineError, BaselineErrorKind, ServiceBaseline};
use demock_model::{BaselineEntry, Boundary, Kind, Text};
use std::{collections::BTreeSet, fmt::Write};

const FORMAT: &str = "1";
/// The title's beginning, by which it is told from the line of a cleaned file.
const TITLE: &str = "# demock baseline: ";
/// The last line: what one branch removes above it never touches what another appends.
const END: &str = "# end of the baseline\n";

/// The file's text.
pub(super) fn write(service: &str, baseline: &ServiceBaseline) -> String {
    let mut text = String::new();
    // A blank line between any two header lines keeps their changes apart in a merge.
    let _ = writeln!(text, "{TITLE}what is accepted of `{}`; only `demock baseline` writes here", field(service));
    let _ = writeln!(text, "\nformat {FORMAT}\n\nrule-set {}\n\ntests {}\n", baseline.rule_set, baseline.tests);
    let paths: BTreeSet<&Text> = baseline.entries.keys().map(|entry| &entry.path).chain(&baseline.cleaned).collect();
    let mut entries = baseline.entries.iter().peekable();
    for path in paths {
        let _ = writeln!(text, "# {}", field(path));
        while let Some((entry, reason)) = entries.next_if(|(entry, _)| entry.path <= *path) {
            line(&mut text, entry, reason.as_deref());
        }
        text.push('\n');
    }
    text.push_str(END);
    text
}

fn line(text: &mut String, entry: &BaselineEntry, reason: Option<&str>) {
    let (path, scope, target) = (field(&entry.path), field(&entry.scope), field(&entry.target));
    let _ = write!(text, "{path} {scope} {} {} {target}", entry.kind, entry.boundary);
    if entry.occurrence > 0 {
        let _ = write!(text, " +{}", entry.occurrence);
    }
    if let Some(reason) = reason {
        let _ = write!(text, " # {}", sentence(reason));
    }
    text.push('\n');
}

/// A text as one word: only letters, digits and ASCII signs stand as they are.
pub(super) fn field(text: &str) -> String {
    if text.is_empty() {
        return "-".to_owned();
    }
    let mut written = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        // `#` begins a comment, `+` an occurrence, `-` alone is the empty field, `<=>|` begin a conflict marker.
        let plain = match character {
            '%' => false,
            '#' | '+' | '<' | '=' | '>' | '|' => at > 0,
            '-' => text.len() > 1,
            character => character.is_alphanumeric() || character.is_ascii_graphic(),
        };
        if plain {
            written.push(character);
        } else {
            escape(&mut written, character);
        }
    }
    written
}

/// A reason on one line: blanks stand as they are, what would break the line or hide in it does not.
fn sentence(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        let plain =
            character != '%' && (character == ' ' || character.is_alphanumeric() || character.is_ascii_graphic());
        if plain { written.push(character) } else { escape(&mut written, character) }
    }
    // Editors take blanks off the end of lines.
    let kept = written.trim_end_matches(' ').len();
    let blanks = written.len() - kept;
    written.truncate(kept);
    written.push_str(&"%20".repeat(blanks));
    written
}

fn escape(written: &mut String, character: char) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(written, "%{byte:02X}");
    }
}

/// The text of a word or sentence.
pub(super) fn unescape(word: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok())?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

fn unfield(word: &str) -> Option<Text> {
    if word == "-" { Some(Text::new("")) } else { unescape(word).map(Text::from) }
}

/// Reads a file's text; `path` is for messages.
pub(super) fn parse(path: &str, text: &[u8]) -> Result<ServiceBaseline, BaselineError> {
    let mut baseline = ServiceBaseline::default();
    let mut tests = None;
    for (at, line) in text.split(|byte| *byte == b'\n').enumerate() {
        let error = |kind| BaselineError { path: path.to_owned(), line: at as u32 + 1, kind };
        let line = std::str::from_utf8(line).map_err(|_| error(BaselineErrorKind::NotUtf8))?;
        let line = line.trim_end_matches(['\r', ' ']).trim_start_matches('\u{feff}');
        match read_line(line).map_err(error)? {
            Line::Nothing => {}
            // Twice, where a merge kept both sides: the newer rule set, for its entries are there, and the fewer tests.
            Line::RuleSet(number) => baseline.rule_set = baseline.rule_set.max(number),
            Line::Tests(number) => tests = Some(tests.map_or(number, |known: u64| known.min(number))),
            Line::Cleaned(path) => {
                baseline.cleaned.insert(path);
            }
            Line::Entry(entry, reason) => {
                let known = baseline.entries.entry(entry).or_default();
                *known = known.take().or(reason);
            }
        }
    }
    baseline.tests = tests.unwrap_or(0);
    for entry in baseline.entries.keys() {
        baseline.cleaned.remove(&entry.path);
    }
    Ok(baseline)
}

enum Line {
    Nothing,
    RuleSet(u32),
    Tests(u64),
    Cleaned(Text),
    Entry(BaselineEntry, Option<Text>),
}

fn read_line(line: &str) -> Result<Line, BaselineErrorKind> {
    let number =
        |word: &str, what| word.parse::<u64>().map_err(|_| BaselineErrorKind::Word { what, seen: word.to_owned() });
    if line.is_empty() || line.starts_with(TITLE) {
        return Ok(Line::Nothing);
    }
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker)) {
        return Err(BaselineErrorKind::Conflict);
    }
    if let Some(comment) = line.strip_prefix('#') {
        // A line of another shape is somebody's remark.
        let path = comment.strip_prefix(' ').filter(|path| !path.contains(' ')).and_then(unfield);
        return Ok(path.map_or(Line::Nothing, Line::Cleaned));
    }
    let (words, reason) = match line.split_once(" # ") {
        Some((words, reason)) => (words, Some(reason)),
        None => (line, None),
    };
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    match words[..] {
        ["format", FORMAT] => Ok(Line::Nothing),
        ["format", seen] => Err(BaselineErrorKind::Newer { seen: seen.to_owned() }),
        ["rule-set", word] => Ok(Line::RuleSet(u32::try_from(number(word, "rule set")?).unwrap_or(u32::MAX))),
        ["tests", word] => Ok(Line::Tests(number(word, "number of tests")?)),
        [path, scope, kind, boundary, target, ref occurrence @ ..] if occurrence.len() <= 1 => {
            entry([path, scope, kind, boundary, target], occurrence.first().copied(), reason)
        }
        _ => Err(BaselineErrorKind::Line { seen: format!("{} words", words.len()) }),
    }
}

fn entry(words: [&str; 5], occurrence: Option<&str>, reason: Option<&str>) -> Result<Line, BaselineErrorKind> {
    let wrong = |what, seen: &str| BaselineErrorKind::Word { what, seen: seen.to_owned() };
    let text = |word: &str| unfield(word).ok_or_else(|| wrong("text with `%` escapes", word));
    let [path, scope, kind, boundary, target] = words;
    let occurrence = match occurrence {
        None => 0,
        Some(word) => {
            word.strip_prefix('+').and_then(|n| n.parse().ok()).ok_or_else(|| wrong("number of occurrence", word))?
        }
    };
    let entry = BaselineEntry {
        path: text(path)?,
        scope: text(scope)?,
        kind: Kind::from_name(kind).ok_or_else(|| wrong("kind", kind))?,
        boundary: Boundary::from_name(boundary).ok_or_else(|| wrong("boundary", boundary))?,
        target: text(target)?,
        occurrence,
    };
    let reason = reason.map(|reason| unescape(reason).ok_or_else(|| wrong("text with `%` escapes", reason)));
    Ok(Line::Entry(entry, reason.transpose()?.map(Text::from)))
}

/// The file name of a service: `services/auth` is `services+auth.txt`.
pub(super) fn file_name(service: &str) -> String {
    let mut name = String::new();
    for character in service.chars() {
        match character {
            '/' => name.push('+'),
            // What no file system minds; a leading dot would hide the file.
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => name.push(character),
            '.' if !name.is_empty() => name.push('.'),
            character if character.is_alphanumeric() => name.push(character),
            character => escape(&mut name, character),
        }
    }
    match &*name {
        "" => "-.txt".to_owned(),
        "-" => "%2D.txt".to_owned(),
        name => format!("{name}.txt"),
    }
}

/// The service of a file name, `None` for a file that is none of ours.
pub(super) fn service_of(file_name: &str) -> Option<String> {
    let name = file_name.strip_suffix(".txt")?;
    if name == "-" { Some(String::new()) } else { unescape(&name.replace('+', "/")) }
}

#[cfg(test)]
mod tests;
