//! The truth of what really ran: `traces/` beside each recorder in `xtask/accuracy/`, where doubles came into being and
//! (`ran`) which tests met one.
//!
//! A file's name is the package's, without `@` and with `-` for `/`, then `-` and the version; `packages.toml` pins both.
//! A trace says what came into being, never that nothing else does: only recall may be judged by it.

use super::labels::{LabelledFile, Lines, SiteLabel, entries};
use super::ran::{self, Ids, Showed};
use super::source::{Archive, Origin, Registry, Source};
use demock_model::{Boundary, Kind, KindSet};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What recorded the suites of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recorder {
    /// As the labels' folders have it.
    pub(super) language: &'static str,
    /// Its folder in `xtask/accuracy/`.
    pub(super) folder: &'static str,
    registry: Registry,
    /// What `packages.toml` calls the archive.
    archive: &'static str,
    /// How it writes the ids of tests.
    pub(super) ids: Ids,
}

/// All recorders.
pub(super) const RECORDERS: [Recorder; 2] = [
    Recorder { language: "python", folder: "recorder", registry: Registry::Pypi, archive: "sdist", ids: Ids::Pytest },
    // JavaScript's labels are kept with TypeScript's.
    Recorder {
        language: "typescript",
        folder: "recorder-js",
        registry: Registry::Npm,
        archive: "archive",
        ids: Ids::Titles,
    },
];

/// One recorded package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) language: &'static str,
    pub(super) source: Source,
    /// Files with a recorded site; tier, hash and boundaries say nothing.
    pub(super) files: Vec<LabelledFile>,
    /// Its test functions, and what their runs showed.
    pub(super) tests: BTreeMap<String, Showed>,
    /// How the ids of its tests are written.
    pub(super) ids: Ids,
}

/// Reads the traces beside a recorder, in the order of their names; `accuracy` is the folder that its own lies in.
pub(super) fn read(recorder: Recorder, accuracy: &Path) -> Result<Vec<Trace>, Vec<String>> {
    let home = accuracy.join(recorder.folder);
    let list = home.join("packages.toml");
    let text = fs::read_to_string(&list).map_err(|error| vec![format!("{}: {error}", list.display())])?;
    let sources = sources(recorder, &text).map_err(|problem| vec![format!("{}: {problem}", list.display())])?;
    let folder = home.join("traces");
    let (mut traces, mut problems) = (Vec::new(), Vec::new());
    for name in entries(&folder)? {
        let Some(label) = name.strip_suffix(".sites.tsv") else { continue };
        let Some(source) = sources.get(label) else {
            problems.push(format!("{name}: packages.toml does not pin `{label}`"));
            continue;
        };
        let text = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"));
        let sites = text(&name).and_then(|text| parse(&text).map_err(|problem| format!("{name}:{problem}")));
        let ran = format!("{label}.tests.tsv");
        let tests =
            text(&ran).and_then(|text| ran::parse(&text, recorder.ids).map_err(|problem| format!("{ran}:{problem}")));
        let (language, ids) = (recorder.language, recorder.ids);
        match (sites, tests) {
            (Ok(files), Ok(tests)) => traces.push(Trace { language, source: source.clone(), files, tests, ids }),
            (sites, tests) => problems.extend([sites.err(), tests.err()].into_iter().flatten()),
        }
    }
    if problems.is_empty() { Ok(traces) } else { Err(problems) }
}

/// The pinned archives, by the name that their traces have.
fn sources(recorder: Recorder, text: &str) -> Result<BTreeMap<String, Source>, String> {
    let table = text.parse::<toml::Table>().map_err(|error| error.to_string())?;
    let packages = table.get("package").and_then(toml::Value::as_array).ok_or("no `[[package]]`")?;
    let mut sources = BTreeMap::new();
    for package in packages {
        let get = |key: &str| {
            let value = package.get(key).and_then(toml::Value::as_str);
            value.map(str::to_owned).ok_or_else(|| format!("a package without `{key}`"))
        };
        let (name, version) = (get("name")?, get("version")?);
        let (file, sha256) = (get(recorder.archive)?, get("sha256")?);
        let label = format!("{}-{version}", name.trim_start_matches('@').replace('/', "-"));
        let origin = Origin::Archive(Archive { registry: recorder.registry, of_distribution: None, file, sha256 });
        sources.insert(label, Source { name, version, origin });
    }
    Ok(sources)
}

/// Two kinds on a line are two rows of a trace and one site.
pub(super) fn parse(text: &str) -> Result<Vec<LabelledFile>, String> {
    let mut files: BTreeMap<&str, BTreeMap<u32, SiteLabel>> = BTreeMap::new();
    for (at, row) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let problem = |what: &str| format!("{}: {what}", at + 1);
        let [path, line, first, last, kind, api, _seen] = fields[..] else {
            return Err(problem(&format!("{} columns, expected 7", fields.len())));
        };
        let number = |text: &str| text.parse::<u32>().map_err(|_| problem(&format!("`{text}` is no line number")));
        let kind = Kind::from_name(kind).ok_or_else(|| problem(&format!("`{kind}` is no kind")))?;
        let line = number(line)?;
        let statement = Lines { first: number(first)?, last: number(last)? };
        let site = files.entry(path).or_default().entry(line).or_insert_with(|| SiteLabel {
            lines: Lines { first: line, last: line },
            statement,
            kind,
            also: KindSet::EMPTY,
            boundary: Boundary::Unknown,
            note: api.to_owned(),
        });
        if kind != site.kind {
            site.also.insert(kind);
        }
    }
    let file = |(path, sites): (&str, BTreeMap<u32, SiteLabel>)| LabelledFile {
        path: path.to_owned(),
        tier: "unclaimed".to_owned(),
        sha256: String::new(),
        sites: sites.into_values().collect(),
        either: Vec::new(),
        traps: Vec::new(),
    };
    Ok(files.into_iter().map(file).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_kinds_on_a_line_are_one_site() {
        let text = "path\tline\tfirst_line\tlast_line\tkind\tapi\tseen\n\
                    t.py\t3\t2\t4\tmock-object\tm.Mock\t1\nt.py\t3\t2\t4\tpatch\tm.patch\t1-2\na.py\t1\t1\t1\tenv\te\t1\n";
        let files = parse(text).expect("it is right");
        let paths: Vec<&str> = files.iter().map(|file| &*file.path).collect();
        assert_eq!(paths, ["a.py", "t.py"]);
        let [site] = &files[1].sites[..] else { panic!("one site") };
        assert_eq!(site.kinds().iter().collect::<Vec<_>>(), [Kind::MockObject, Kind::Patch]);
        assert_eq!((site.lines, site.statement), (Lines { first: 3, last: 3 }, Lines { first: 2, last: 4 }));
        assert_eq!(parse("head\nt.py\t3"), Err("2: 2 columns, expected 7".to_owned()));
    }

    #[test]
    fn pins_are_read() {
        let [python, javascript] = RECORDERS;
        let text = "[[package]]\nname = \"a\"\nversion = \"1.0\"\nsdist = \"a.tar\"\nsha256 = \"00\"\n";
        let sources = sources(python, text).expect("it is right");
        let Origin::Archive(archive) = &sources["a-1.0"].origin else { panic!("an archive") };
        assert_eq!((archive.registry, &*archive.file), (Registry::Pypi, "a.tar"));
        assert_eq!(
            super::sources(python, "[[package]]\nname = \"a\"\n"),
            Err("a package without `version`".to_owned())
        );
        let text = text.replace("\"a\"", "\"@of/a\"").replace("sdist", "archive");
        let sources = super::sources(javascript, &text).expect("it is right");
        assert_eq!(sources["of-a-1.0"].title(), "@of/a 1.0");
        assert!(super::sources(python, &text).is_err(), "each recorder has its own word for the archive");
    }

    /// Without a scan: only that every trace that is written down is understood and pinned.
    #[test]
    fn what_is_committed_is_understood() {
        let accuracy = crate::root().join("xtask/accuracy");
        for recorder in RECORDERS {
            let traces = read(recorder, &accuracy).expect("all files are right");
            let sites: usize = traces.iter().flat_map(|trace| &trace.files).map(|file| file.sites.len()).sum();
            assert!(traces.len() == 12 && sites > 500, "{}: {} traces, {sites} sites", recorder.folder, traces.len());
        }
    }
}
