//! Which tests really ran, and which of them against a double: `traces/*.tests.tsv` beside each recorder.
//!
//! Invariants: a test is one function, whatever number of parameters it ran with; of several runs the one that met a
//! double counts. Absent on purpose: where the double came into being (`traces`).

use super::sha256;
use demock_model::{Group, Kind};
use std::collections::BTreeMap;

/// How a recorder writes a test's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    /// pytest's own, parameters in brackets at the end.
    Pytest,
    /// Path and titles joined by `::`, a title that is long or odd replaced by the first ten digits of its SHA-256.
    Titles,
}

/// What a run showed of a test, the stronger after the weaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Showed {
    /// It was skipped.
    NotRun,
    /// No double that the recorder knows was made, in force or used.
    Clean,
    /// None but what code outside the tree made for it.
    Provided,
    /// A double was made by a line of the tree while it ran, or was in force, or was used.
    Doubled,
}

/// Reads the table: every test function with what its runs showed.
pub(super) fn parse(text: &str, ids: Ids) -> Result<BTreeMap<String, Showed>, String> {
    let mut tests = BTreeMap::new();
    for (at, row) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let problem = |what: &str| format!("{}: {what}", at + 1);
        let [_number, id, outcome, created, active, provided] = fields[..] else {
            return Err(problem(&format!("{} columns, expected 6", fields.len())));
        };
        let holds_double = |names: &str| -> Result<bool, String> {
            let mut any = false;
            for name in names.split(',').filter(|name| *name != "-") {
                let kind = Kind::from_name(name).ok_or_else(|| problem(&format!("`{name}` is no kind")))?;
                any |= kind.group() == Group::Explicit;
            }
            Ok(any)
        };
        let showed = match (holds_double(created)? || holds_double(active)?, holds_double(provided)?) {
            _ if outcome == "skipped" => Showed::NotRun,
            (true, _) => Showed::Doubled,
            (false, true) => Showed::Provided,
            (false, false) => Showed::Clean,
        };
        let function = match ids {
            Ids::Pytest => id.split_once('[').map_or(id, |(function, _)| function),
            Ids::Titles => id,
        };
        let known = tests.entry(function.to_owned()).or_insert(showed);
        *known = showed.max(*known);
    }
    Ok(tests)
}

impl Ids {
    /// A test's id in a report, as the recorder writes it.
    pub(super) fn of_report(self, id: &str) -> String {
        match self {
            Self::Pytest => id.to_owned(),
            Self::Titles => match id.split_once("::") {
                Some((path, titles)) => titles.split("::").fold(path.to_owned(), |id, title| id + "::" + &short(title)),
                None => id.to_owned(),
            },
        }
    }
}

/// As `tidy` of `recorder-js/lib/merge.mjs`.
fn short(title: &str) -> String {
    const TITLE_CHARACTERS_MAX: usize = 60;
    let is_odd = |character: char| !(' '..='~').contains(&character) || matches!(character, '/' | '\\' | '@');
    let letters =
        |triple: &[u8]| triple[0].is_ascii_alphabetic() && triple[1] == b'.' && triple[2].is_ascii_alphabetic();
    let is_plain =
        title.len() <= TITLE_CHARACTERS_MAX && !title.contains(is_odd) && !title.as_bytes().windows(3).any(letters);
    if is_plain { title.to_owned() } else { sha256::hex(title)[..10].to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_functions_runs_the_one_that_met_a_double_counts() {
        let text = "number\ttest\toutcome\tcreated\tactive\tprovided\n\
                    1\tt.py::test_a[1]\tskipped\t-\t-\t-\n2\tt.py::test_a[2[]\tpassed\t-\tenv,patch\t-\n\
                    3\tt.py::test_a[3]\tpassed\t-\t-\t-\n4\tt.py::test_b\tpassed\tenv\tprocess-state\tspy\n\
                    5\tt.py::test_c\tfailed\tenv\t-\tlocal-server\n6\tt.py::test_d\tskipped\tpatch\t-\t-\n";
        let seen = parse(text, Ids::Pytest).expect("it is right");
        let expected = [
            ("t.py::test_a", Showed::Doubled),
            ("t.py::test_b", Showed::Provided),
            ("t.py::test_c", Showed::Clean),
            ("t.py::test_d", Showed::NotRun),
        ];
        assert_eq!(seen, expected.map(|(id, showed)| (id.to_owned(), showed)).into());
        assert_eq!(parse("head\n1\tt.py::test_a", Ids::Pytest), Err("2: 2 columns, expected 6".to_owned()));
        assert_eq!(parse("head\n1\tt\tpassed\tmagic\t-\t-", Ids::Pytest), Err("2: `magic` is no kind".to_owned()));
    }

    /// The hash is what `printf 'calls @scope/name' | sha256sum` says.
    #[test]
    fn titles_are_shortened_as_the_recorder_does() {
        let id = |id: &str| Ids::Titles.of_report(id);
        assert_eq!(id("a/b.test.ts::group one::does [x] 2.0"), "a/b.test.ts::group one::does [x] 2.0");
        assert_eq!(id("a/b.test.ts::calls @scope/name"), format!("a/b.test.ts::{HASH}"));
        let long = "x".repeat(61);
        assert_ne!(id(&format!("a::{long}")), format!("a::{long}"));
        assert_eq!(id(&format!("a::{}", &long[1..])), format!("a::{}", &long[1..]));
        assert_eq!(id("a::Foo.name").len(), 13);
        assert_eq!(Ids::Pytest.of_report("t.py::A::test_a/b"), "t.py::A::test_a/b");
    }

    const HASH: &str = "cfeadd3203";
}
