//! Why something is wrong, in a person's words: `xtask/accuracy/causes.tsv`.
//!
//! A row is `what language package path lines kind cause`, divided by tabs; `*` stands for any, `lines` is a number or
//! a range `3-9`. The first row that fits counts.

use super::wrong::Wrong;
use std::fs;
use std::path::Path;

/// The rows of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Causes {
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    /// What, language, package, path, kind; `None` for any.
    keys: [Option<String>; 5],
    lines: Option<(u32, u32)>,
    cause: String,
}

impl Causes {
    /// Reads the file.
    pub(super) fn read(file: &Path) -> Result<Self, Vec<String>> {
        let text = fs::read_to_string(file).map_err(|error| vec![format!("{}: {error}", file.display())])?;
        Self::parse(&text).map_err(|problem| vec![format!("{}:{problem}", file.display())])
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut rows = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            rows.push(row(line).map_err(|problem| format!("{}: {problem}", at + 1))?);
        }
        Ok(Self { rows })
    }

    /// The cause, where a person has named one.
    pub(super) fn of(&self, wrong: &Wrong) -> Option<&str> {
        self.rows.iter().find(|row| row.fits(wrong)).map(|row| &*row.cause)
    }
}

impl Row {
    fn fits(&self, wrong: &Wrong) -> bool {
        let kind = wrong.kind.map_or("-", |kind| kind.as_str());
        let values = [wrong.what.name(), &wrong.language, &wrong.package, &wrong.path, kind];
        let all = self.keys.iter().zip(values).all(|(key, value)| key.as_deref().is_none_or(|key| key == value));
        all && self.lines.is_none_or(|(first, last)| first <= wrong.line && wrong.line <= last)
    }
}

fn row(line: &str) -> Result<Row, String> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [what, language, package, path, lines, kind, cause] = fields[..] else {
        return Err(format!("{} columns, expected 7", fields.len()));
    };
    let keys = [what, language, package, path, kind].map(|key| (key != "*").then(|| key.to_owned()));
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let lines = match (lines, first.parse(), last.parse()) {
        ("*", _, _) => None,
        (_, Ok(first), Ok(last)) => Some((first, last)),
        _ => return Err(format!("`{lines}` is no line, no range and not `*`")),
    };
    Ok(Row { keys, lines, cause: cause.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::super::wrong::What;
    use super::*;
    use demock_model::Kind;

    #[test]
    fn the_first_row_that_fits_counts() {
        let text = "# what\nmiss\tgo\ta 1\tt.go\t3-4\tpatch\tfirst\n*\tgo\t*\t*\t*\t*\tsecond\n";
        let causes = Causes::parse(text).expect("it is right");
        let wrong = |language: &str, line| Wrong {
            what: What::Miss,
            language: language.to_owned(),
            package: "a 1".to_owned(),
            path: "t.go".to_owned(),
            line,
            kind: Some(Kind::Patch),
            note: String::new(),
            text: String::new(),
        };
        assert_eq!(causes.of(&wrong("go", 4)), Some("first"));
        assert_eq!(causes.of(&wrong("go", 5)), Some("second"));
        assert_eq!(causes.of(&wrong("php", 4)), None);
        assert_eq!(Causes::parse("miss\tgo"), Err("1: 2 columns, expected 7".to_owned()));
        assert!(Causes::parse("miss\tgo\ta\tb\tx\tpatch\twhy").is_err());
    }
}
