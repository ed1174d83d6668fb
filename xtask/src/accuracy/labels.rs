//! The hand-made truth: `xtask/accuracy/labels/LANGUAGE/PACKAGE.tsv`.
//!
//! A file is a header of `# key: value` lines (`registry`, `package`, `version`, `source`, `archive`, `sha256`,
//! `licence`, `labelled`, `set`), then rows divided by tabs: `file path tier sha256`, and after it what
//! stands in that file: `site`, `either`, `trap`, each `line end_line kind boundary also note`.
//! Invariant: a row that cannot be understood is an error that names its line; nothing is dropped.

use super::source::{self, Source};
use demock_model::{Boundary, Date, DateError, Kind, KindSet};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// One labelled package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Package {
    /// The folder it lies in: the language it is truth for.
    pub(super) language: String,
    pub(super) source: Source,
    pub(super) set: Set,
    /// The day on which the reader was done.
    pub(super) labelled: Date,
    pub(super) files: Vec<LabelledFile>,
}

/// Who may look at what demock gets wrong in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Set {
    /// Everyone; what is missed is listed and explained.
    Open,
    /// No one: kept apart for the last word, of which only sums are ever shown.
    Final,
}

/// One file that a person read line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LabelledFile {
    pub(super) path: String,
    pub(super) tier: String,
    pub(super) sha256: String,
    pub(super) sites: Vec<SiteLabel>,
    /// Findings here are neither hit nor false alarm.
    pub(super) either: Vec<Lines>,
    /// Places that look like a site and are none.
    pub(super) traps: Vec<Trap>,
}

/// A place that looks like a site and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trap {
    pub(super) lines: Lines,
    /// Marked `hard` by the reader: something that a careless rule would report.
    pub(super) is_hard: bool,
    pub(super) note: String,
}

/// One-based lines, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) first: u32,
    pub(super) last: u32,
}

/// A site as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SiteLabel {
    pub(super) lines: Lines,
    /// The enclosing statement, where the truth knows more of it than the site's own lines.
    pub(super) statement: Lines,
    pub(super) kind: Kind,
    pub(super) also: KindSet,
    pub(super) boundary: Boundary,
    pub(super) note: String,
}

impl SiteLabel {
    /// All its kinds.
    pub(super) fn kinds(&self) -> KindSet {
        let mut kinds = self.also;
        kinds.insert(self.kind);
        kinds
    }
}

impl Lines {
    /// Whether both have a line in common.
    pub(super) const fn overlap(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// How many lines lie between first and last.
    pub(super) const fn span(self) -> u32 {
        self.last.saturating_sub(self.first)
    }
}

/// Reads all packages below `folder`, in order of language and file name.
pub(super) fn read(folder: &Path) -> Result<Vec<Package>, Vec<String>> {
    let (mut packages, mut problems) = (Vec::new(), Vec::new());
    for language in entries(folder)? {
        for name in entries(&folder.join(&language))? {
            let file = folder.join(&language).join(&name);
            match fs::read_to_string(&file).map_err(|error| error.to_string()) {
                Ok(text) => match parse(&language, &text) {
                    Ok(package) => packages.push(package),
                    Err(problem) => problems.push(format!("{}:{problem}", file.display())),
                },
                Err(problem) => problems.push(format!("{}: {problem}", file.display())),
            }
        }
    }
    if problems.is_empty() { Ok(packages) } else { Err(problems) }
}

/// Names in a folder, sorted.
pub(super) fn entries(folder: &Path) -> Result<Vec<String>, Vec<String>> {
    let problem = |error: std::io::Error| vec![format!("{}: {error}", folder.display())];
    let listed: Result<Vec<_>, _> = fs::read_dir(folder).map_err(problem)?.collect();
    let mut names: Vec<String> =
        listed.map_err(problem)?.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Reads one file; a problem begins with its line.
pub(super) fn parse(language: &str, text: &str) -> Result<Package, String> {
    let (mut header, mut files) = (BTreeMap::new(), Vec::new());
    for (at, line) in text.lines().enumerate() {
        let read = if let Some(comment) = line.strip_prefix("# ") {
            let (key, value) = comment.split_once(": ").unwrap_or((comment, ""));
            header.entry(key).or_insert(value);
            Ok(())
        } else {
            row(line, &mut files)
        };
        read.map_err(|problem| format!("{}: {problem}", at + 1))?;
    }
    let in_header = |problem: String| format!("1: {problem}");
    let source = source::of_header(&header).map_err(in_header)?;
    let set = set(&header).map_err(in_header)?;
    let labelled = labelled(&header).map_err(in_header)?;
    Ok(Package { language: language.to_owned(), source, set, labelled, files })
}

fn set(header: &BTreeMap<&str, &str>) -> Result<Set, String> {
    match header.get("set").copied() {
        None | Some("open") => Ok(Set::Open),
        Some("final") => Ok(Set::Final),
        Some(other) => Err(format!("`{other}` is no set: expected open or final")),
    }
}

fn labelled(header: &BTreeMap<&str, &str>) -> Result<Date, String> {
    let text = header.get("labelled").ok_or("the header has no `labelled`: expected the day, YYYY-MM-DD")?;
    text.parse().map_err(|error: DateError| format!("labelled: {error}"))
}

fn row(line: &str, files: &mut Vec<LabelledFile>) -> Result<(), String> {
    let fields: Vec<&str> = line.split('\t').collect();
    if let ["file", path, tier, sha256] = fields[..] {
        files.push(LabelledFile {
            path: path.to_owned(),
            tier: tier.to_owned(),
            sha256: sha256.to_owned(),
            sites: Vec::new(),
            either: Vec::new(),
            traps: Vec::new(),
        });
        return Ok(());
    }
    let [what, first, last, kind, boundary, also, note] = fields[..] else {
        return Err(format!("{} fields, expected `file` and 3, or `site`, `either` or `trap` and 6", fields.len()));
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_| format!("`{text}` is no line number"));
    let lines = Lines { first: number(first)?, last: number(last)? };
    if lines.first == 0 || lines.last < lines.first {
        return Err(format!("lines {first} to {last} are no range"));
    }
    let file = files.last_mut().ok_or("a row before the first `file`")?;
    match what {
        "site" => file.sites.push(SiteLabel {
            lines,
            statement: lines,
            kind: Kind::from_name(kind).ok_or_else(|| format!("`{kind}` is no kind"))?,
            also: kinds(also)?,
            boundary: Boundary::from_name(boundary).ok_or_else(|| format!("`{boundary}` is no boundary"))?,
            note: note.to_owned(),
        }),
        "either" => file.either.push(lines),
        "trap" => file.traps.push(Trap { lines, is_hard: is_hard(also)?, note: note.to_owned() }),
        other => return Err(format!("`{other}` is no row: expected file, site, either or trap")),
    }
    Ok(())
}

fn is_hard(also: &str) -> Result<bool, String> {
    match also {
        "-" => Ok(false),
        "hard" => Ok(true),
        other => Err(format!("`{other}` is no remark on a trap: expected `-` or hard")),
    }
}

/// Further kinds; `hard` and `generated` are remarks of the reader.
fn kinds(also: &str) -> Result<KindSet, String> {
    let mut kinds = KindSet::EMPTY;
    for word in also.split(',').filter(|word| !matches!(*word, "-" | "hard" | "generated")) {
        kinds.insert(Kind::from_name(word).ok_or_else(|| format!("`{word}` is no kind"))?);
    }
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::super::source::Origin;
    use super::*;

    const HEADER: &str = "# registry: debian\n# package: a\n# version: 1-2\n# source: b 1-3\n# archive: b_1.tar\n# sha256: 00\n# labelled: 2026-11-23\n";

    #[test]
    fn a_file_of_every_row() {
        let rows = "file\tt/a.py\tunit\tff\nsite\t3\t5\tpatch\tcache\tspy,hard\tsaid\neither\t7\t7\t-\t-\t-\tx\ntrap\t9\t10\t-\t-\thard\twhy\n";
        let package = parse("python", &format!("{HEADER}{rows}")).expect("it is right");
        assert_eq!((package.set, package.source.title()), (Set::Open, "a 1-2".to_owned()));
        let Origin::Archive(archive) = package.source.origin else { panic!("an archive") };
        assert_eq!(archive.of_distribution, Some(("b".to_owned(), "1-3".to_owned())));
        let [file] = &package.files[..] else { panic!("one file") };
        assert_eq!((&*file.path, &*file.tier, &*file.sha256), ("t/a.py", "unit", "ff"));
        let [site] = &file.sites[..] else { panic!("one site") };
        assert_eq!((site.lines, site.kind, site.boundary), (Lines { first: 3, last: 5 }, Kind::Patch, Boundary::Cache));
        assert_eq!(site.kinds().iter().collect::<Vec<_>>(), [Kind::Patch, Kind::Spy]);
        assert_eq!(file.either, [Lines { first: 7, last: 7 }]);
        let trap = Trap { lines: Lines { first: 9, last: 10 }, is_hard: true, note: "why".to_owned() };
        assert_eq!(file.traps, [trap]);
    }

    #[track_caller]
    fn check_problem(rows: &str, expected: &str) {
        assert_eq!(parse("python", &format!("{HEADER}{rows}")), Err(expected.to_owned()));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        check_problem("site\t1\t1\tpatch\tcache\t-\tx", "8: a row before the first `file`");
        check_problem("file\ta\tunit\tff\nsite\t1\t1\tmok\tcache\t-\tx", "9: `mok` is no kind");
        check_problem("file\ta\tunit\tff\nsite\t2\t1\tspy\tcache\t-\tx", "9: lines 2 to 1 are no range");
        check_problem("file\ta\tunit\tff\nsite\t1\t1\tspy\tcache\tloud\tx", "9: `loud` is no kind");
        check_problem("file\ta\tunit", "8: 3 fields, expected `file` and 3, or `site`, `either` or `trap` and 6");
        check_problem(
            "file\ta\tunit\tff\ntrap\t1\t1\t-\t-\tloud\tx",
            "9: `loud` is no remark on a trap: expected `-` or hard",
        );
    }

    #[test]
    fn header_says_the_set_and_the_day() {
        let read = |more: &str| parse("go", &format!("{HEADER}{more}")).map(|package| package.set);
        assert_eq!(read("# set: open\n"), Ok(Set::Open));
        assert_eq!(read("# set: final\n"), Ok(Set::Final));
        assert_eq!(read("# set: secret\n"), Err("1: `secret` is no set: expected open or final".to_owned()));
        let day = |day: &str| parse("go", &HEADER.replace("2026-11-23", day)).map(|package| package.set);
        assert_eq!(day("2026-11-31"), Err("1: labelled: `2026-11-31` is not a date: expected YYYY-MM-DD".to_owned()));
        let none = HEADER.replace("# labelled: 2026-11-23\n", "");
        let expected = "1: the header has no `labelled`: expected the day, YYYY-MM-DD";
        assert_eq!(parse("go", &none), Err(expected.to_owned()));
    }

    /// Without a scan: only that nothing which is written down would be an error later.
    #[test]
    fn what_is_committed_is_understood() {
        let packages = read(&crate::root().join("xtask/accuracy/labels")).expect("all files are right");
        assert!(packages.iter().all(|package| !package.files.is_empty()), "a package without a file says nothing");
    }
}
