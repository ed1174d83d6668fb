//! Sites drawn by chance from many repositories: `xtask/accuracy/draws/LANGUAGE-SET.txt`, and `doubles-SET.txt` for doubles
//! written by hand in all of them.
//!
//! A file says `# set: open` or `# set: final`, then for each repository a row `source github owner/name commit` and below it
//! what was drawn there, `path line:column kind boundary why`, divided by tabs. The boundary is what a reader says by
//! `docs/sites.md`: one or several divided by `|`, `unknown` where a reader cannot tell, `none` where no site stands.
//! Invariant: a row that cannot be understood is an error that names its line.
//! Absent on purpose: recall, of which a draw from what was found says nothing.

use super::figures::Ratio;
use super::labels::{self, Set};
use super::source::{self, Source};
use super::wrong::{What, Wrong};
use demock_model::{Boundary, Confidence, Finding, Kind, Report};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What was drawn in one language for one set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draw {
    pub(super) language: String,
    pub(super) set: Set,
    pub(super) repositories: Vec<(Source, Vec<Drawn>)>,
}

/// One place that was drawn, and what a reader says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) path: String,
    pub(super) line: u32,
    column: u32,
    pub(super) kind: Kind,
    truth: Truth,
    pub(super) why: String,
}

/// What a reader says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Truth {
    /// Any of these is right.
    Replaces(Vec<Boundary>),
    /// It is a site; of what, a reader cannot tell.
    Unknown,
    /// It is no site.
    NoSite,
}

/// What a scan says of what was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DrawFigures {
    pub(super) repositories: u32,
    /// Reported places that are sites.
    pub(super) sites: Ratio,
    /// Sites whose boundary is right, of those that are reported and whose boundary a reader could tell.
    pub(super) boundary: Ratio,
    /// Sites that are no longer reported.
    pub(super) gone: u32,
}

/// Figures by language and set.
pub(super) type Draws = BTreeMap<(String, Set), DrawFigures>;

/// Reads all draws below `folder`, by file name.
pub(super) fn read(folder: &Path) -> Result<Vec<Draw>, Vec<String>> {
    let (mut draws, mut problems) = (Vec::new(), Vec::new());
    for name in labels::entries(folder)? {
        let file = folder.join(&name);
        let language = name.split(['-', '.']).next().unwrap_or_default();
        let text = fs::read_to_string(&file).map_err(|error| format!(" {error}"));
        match text.and_then(|text| parse(language, &text)) {
            Ok(draw) => draws.push(draw),
            Err(problem) => problems.push(format!("{}:{problem}", file.display())),
        }
    }
    if problems.is_empty() { Ok(draws) } else { Err(problems) }
}

/// Reads one file; a problem begins with its line.
fn parse(language: &str, text: &str) -> Result<Draw, String> {
    let (mut set, mut repositories) = (None, Vec::new());
    for (at, line) in text.lines().enumerate() {
        row(line, &mut set, &mut repositories).map_err(|problem| format!("{}: {problem}", at + 1))?;
    }
    let set = set.ok_or("1: expected `# set: open` or `# set: final`")?;
    Ok(Draw { language: language.to_owned(), set, repositories })
}

fn row(line: &str, set: &mut Option<Set>, repositories: &mut Vec<(Source, Vec<Drawn>)>) -> Result<(), String> {
    if let Some(comment) = line.strip_prefix('#') {
        match comment.trim().strip_prefix("set: ") {
            Some("open") => *set = Some(Set::Open),
            Some("final") => *set = Some(Set::Final),
            Some(other) => return Err(format!("`{other}` is no set: expected `open` or `final`")),
            None => {}
        }
        return Ok(());
    }
    let fields: Vec<&str> = line.split('\t').collect();
    match (&*fields, repositories.last_mut()) {
        (["source", "github", name, commit], _) => repositories.push((source::repository(name, commit)?, Vec::new())),
        ([path, place, kind, boundary, why], Some((_, drawn))) => {
            drawn.push(one([path, place, kind, boundary, why])?);
        }
        ([_, _, _, _, _], None) => return Err("what was drawn stands below its `source`".to_owned()),
        _ => return Err(format!("{} fields: expected `source` with 4 in all, or 5", fields.len())),
    }
    Ok(())
}

fn one([path, place, kind, boundary, why]: [&str; 5]) -> Result<Drawn, String> {
    let numbers = place.split_once(':').and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    let (line, column) = numbers.ok_or_else(|| format!("`{place}` is no place: expected `line:column`"))?;
    let truth = match boundary {
        "unknown" => Truth::Unknown,
        "none" => Truth::NoSite,
        names => Truth::Replaces(names.split('|').map(named).collect::<Result<_, _>>()?),
    };
    let kind = Kind::from_name(kind).ok_or_else(|| format!("`{kind}` is no kind"))?;
    Ok(Drawn { path: path.to_owned(), line, column, kind, truth, why: why.to_owned() })
}

fn named(boundary: &str) -> Result<Boundary, String> {
    Boundary::from_name(boundary).ok_or_else(|| format!("`{boundary}` is no boundary"))
}

impl DrawFigures {
    /// Holds what was drawn in one repository against a scan of it; what is not as the reader says.
    pub(super) fn add<'d>(&mut self, drawn: &'d [Drawn], report: &Report) -> Vec<(&'d Drawn, String)> {
        self.repositories += 1;
        let mut amiss = Vec::new();
        for one in drawn {
            let found = report.findings.iter().find(|finding| one.is(finding)).map(|finding| finding.boundary);
            if let Some(problem) = self.one(one, found) {
                amiss.push((one, format!("{problem}: {}", one.why)));
            }
        }
        amiss
    }

    fn one(&mut self, drawn: &Drawn, found: Option<Boundary>) -> Option<String> {
        let Some(said) = found else {
            let is_site = drawn.is_site();
            self.gone += u32::from(is_site);
            return is_site.then(|| "not reported".to_owned());
        };
        self.sites.count(drawn.is_site().into());
        match &drawn.truth {
            Truth::NoSite => Some("no site".to_owned()),
            Truth::Unknown => None,
            Truth::Replaces(any) => {
                let is_right = any.contains(&said);
                self.boundary.count(is_right.into());
                let names: Vec<&str> = any.iter().map(|boundary| boundary.as_str()).collect();
                (!is_right).then(|| format!("{}, reported {said}", names.join("|")))
            }
        }
    }
}

impl Drawn {
    /// Whether a reader says that a site stands there.
    pub(super) fn is_site(&self) -> bool {
        self.truth != Truth::NoSite
    }

    /// Whether a finding is that of this place; of doubles by hand, which may only be possible, one that is more.
    fn is(&self, finding: &Finding) -> bool {
        (finding.place.line, finding.place.column, finding.kind) == (self.line, self.column, self.kind)
            && *finding.path == *self.path
            && (finding.kind != Kind::HandwrittenDouble || finding.confidence != Confidence::Possible)
    }

    /// The place as one that is not as a reader says.
    pub(super) fn wrong(&self, language: &str, source: &Source, note: String) -> Wrong {
        Wrong {
            what: What::Drawn,
            language: language.to_owned(),
            package: source.title(),
            path: self.path.clone(),
            line: self.line,
            kind: Some(self.kind),
            note,
            text: String::new(),
        }
    }
}

#[cfg(test)]
#[path = "draws_tests.rs"]
mod tests;
