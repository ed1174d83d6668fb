//! `docs/accuracy.md`: method, figures, and what is wrong and why.

use super::causes::Causes;
use super::figures::{BOUNDARY, Family, Figures, RECALL, REPORTS, Ratio, TIER, Tally, precision};
use super::measure::{Measured, What, Wrong};
use super::table::all_traces;
use demock_model::{Group, Kind, Language};
use std::collections::{BTreeMap, BTreeSet};

/// The whole document.
pub(super) fn document(measured: &Measured, causes: &Causes) -> String {
    let mut text = String::from(METHOD);
    summary(measured, &mut text);
    unmeasured(measured, &mut text);
    absent(measured, &mut text);
    recorded(measured, causes, &mut text);
    for (language, figures) in measured.languages.iter().filter(|(_, figures)| !figures.is_silent()) {
        text.push_str(&format!("\n## {}\n\n", title(language)));
        kinds(figures, &mut text);
        wrongs(measured, causes, language, &mut text);
    }
    repositories(measured, &mut text);
    text
}

const METHOD: &str = "# Accuracy

Made by `cargo xtask accuracy`, which repeats every figure on this page. `cargo xtask accuracy --check` fails where a
target is missed.

## Method

* **Labels.** `xtask/accuracy/labels/` holds files of public packages and repositories that a person read line by line
  by the rules of [sites.md](sites.md), before demock's output on them was looked at. A label names registry, package,
  version and SHA-256 of the archive and of each file; the command fetches the archive with the registry's own client
  (pip, npm, cargo, apt), checks every hash and scans the whole unpacked tree with the default settings.
* **Repositories** are served by no package registry: a label names `owner/name` and the whole commit, and the command
  checks that commit out of a clone on this machine. `git clone` each `owner/name` of the list at the end into
  `DIR/owner+name`, see that its commit is there, and run `cargo xtask accuracy --sources DIR` (or set
  `DEMOCK_ACCURACY_SOURCES`). This page is written where everything was had; elsewhere it is left as it is, the figures
  are shown, `--check` holds what could be had against the targets, and both name what could not. `--partial` writes
  the page nevertheless, with a section *Could not be had*.
* **Traces.** `xtask/accuracy/recorder/traces/` holds the lines on which packages' own test suites made doubles when
  they ran. A trace says what exists and never that nothing else does, so it is used for recall alone. Hand-written
  doubles, plain assignments and servers leave no call that could be recorded.
* **Hit.** A finding hits a site if it shares a line with it, or if its statement does. A finding hits one site and a
  site is hit by one finding; the nearest pairs, of the same kind first, are made first. A further finding on a hit
  site is a double report. A finding on a line that the rules leave open (configuration of a mock made elsewhere, for
  example) counts neither way. Everything else is a false alarm.
* **Recall** is hit sites of all sites, by the site's kind. **Precision** is hits of hits and false alarms, by the
  finding's kind. **Kind right**: the two have a kind in common. **Boundary right**: of hit sites whose boundary is
  known to the reader; *of all* counts `unknown` as an answer too. **Tier right**: by file, the tier of most of its
  tests, else of most of its findings; a file with neither has none and is counted as *silent*.
* *Explicit* and *headline* are families of kinds as in sites.md. Doubles written by hand, in-memory substitutes,
  bypasses and hollow tests are *not yet claimed*: their misses are counted below and explained nowhere.

";

fn title(language: &str) -> String {
    match Language::from_name(language) {
        Some(Language::Python) => "Python".to_owned(),
        Some(Language::JavaScript | Language::TypeScript) => "TypeScript and JavaScript".to_owned(),
        Some(Language::Go) => "Go".to_owned(),
        Some(Language::Java) => "Java".to_owned(),
        Some(Language::Kotlin) => "Kotlin".to_owned(),
        Some(Language::Rust) => "Rust".to_owned(),
        Some(Language::Ruby) => "Ruby".to_owned(),
        Some(Language::CSharp) => "C#".to_owned(),
        Some(Language::Php) => "PHP".to_owned(),
        None => language.to_owned(),
    }
}

/// Bold where a target is missed.
fn held(ratio: Ratio, target: f64) -> String {
    if ratio.reaches(target) { ratio.to_string() } else { format!("**{ratio}**") }
}

fn summary(measured: &Measured, text: &mut String) {
    text.push_str(&format!(
        "## Figures\n\nExplicit sites. Targets: recall {RECALL:.3}; precision 0.990 Python, 0.970 TypeScript, 0.950 elsewhere; \
         reports per site {REPORTS:.2} at most; boundary {BOUNDARY:.2}; tier {TIER:.2}. What misses its target is bold.\n\n\
         | language | packages | files | recall | precision | reports per site | boundary right | of all | tier right | silent |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    ));
    for (language, figures) in &measured.languages {
        let explicit = figures.of(Family::Explicit);
        let reports = explicit.reports_per_site();
        let many = reports.value().is_some_and(|value| value > REPORTS);
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            title(language),
            figures.packages,
            figures.files,
            held(explicit.found, RECALL),
            held(explicit.right, precision(language)),
            if many { format!("**{reports}**") } else { reports.to_string() },
            held(explicit.boundary, BOUNDARY),
            explicit.boundary_of_all,
            held(figures.tier, TIER),
            figures.silent,
        ));
    }
    text.push_str("\nHeadline: explicit kinds, `handwritten-double` and `double-use`.\n\n| language | recall | precision |\n| --- | --- | --- |\n");
    for (language, figures) in &measured.languages {
        let headline = figures.of(Family::Headline);
        text.push_str(&format!("| {} | {} | {} |\n", title(language), headline.found, headline.right));
    }
}

/// What no figure speaks of.
fn unmeasured(measured: &Measured, text: &mut String) {
    text.push_str("\n## Not measured\n\n");
    for language in Language::ALL {
        let figures = measured.languages.get(language.as_str());
        match figures {
            // Its labels are kept with TypeScript's.
            None if *language == Language::JavaScript => {}
            Some(figures) if figures.is_silent() => {
                text.push_str(&format!("* {}: labelled, but nothing is found in it yet.\n", title(language.as_str())));
            }
            Some(figures) if figures.is_measured() => {}
            None => text.push_str(&format!("* {}: no labels.\n", title(language.as_str()))),
            Some(figures) => text.push_str(&format!(
                "* {}: {} packages and {} sites; two packages and a hundred sites are needed.\n",
                title(language.as_str()),
                figures.packages,
                figures.sites()
            )),
        }
    }
    for (language, figures) in measured.languages.iter().filter(|(_, figures)| !figures.is_silent()) {
        let is_absent = |kind: &&Kind| figures.by_kind.get(kind).is_none_or(|tally| tally.found.whole == 0);
        let explicit = Kind::ALL.iter().filter(|kind| kind.group() == Group::Explicit);
        let absent: Vec<String> = explicit.filter(is_absent).map(|kind| format!("`{kind}`")).collect();
        if !absent.is_empty() {
            text.push_str(&format!("* {}: no labelled site of {}.\n", title(language), absent.join(", ")));
        }
    }
}

/// Packages that the figures above say nothing of, though they are labelled.
fn absent(measured: &Measured, text: &mut String) {
    if measured.absent.is_empty() {
        return;
    }
    text.push_str("\n## Could not be had\n\nLabelled or recorded, and part of no figure on this page.\n\n");
    for absent in &measured.absent {
        text.push_str(&format!("* {absent}\n"));
    }
}

/// What a reader must clone to repeat the figures.
fn repositories(measured: &Measured, text: &mut String) {
    if measured.repositories.is_empty() {
        return;
    }
    text.push_str("\n## Repositories\n\n| repository | commit |\n| --- | --- |\n");
    for (name, commit) in &measured.repositories {
        text.push_str(&format!("| {name} | `{commit}` |\n"));
    }
}

fn recorded(measured: &Measured, causes: &Causes, text: &mut String) {
    text.push_str("\n## What really ran (Python)\n\n| package | explicit sites found |\n| --- | --- |\n");
    for (package, figures) in &measured.traces {
        text.push_str(&format!("| {package} | {} |\n", figures.of(Family::Explicit).found));
    }
    let all = all_traces(measured);
    let explicit = all.of(Family::Explicit).found;
    text.push_str(&format!("| all | {} |\n\n| kind | sites found |\n| --- | --- |\n", held(explicit, RECALL)));
    for (kind, tally) in all.by_kind.iter().filter(|(_, tally)| tally.found.whole > 0) {
        text.push_str(&format!("| `{kind}` | {} |\n", tally.found));
    }
    let missed: Vec<&Wrong> = measured.wrongs.iter().filter(|wrong| wrong.what == What::TraceMiss).collect();
    by_cause("Ran and not found", &missed, causes, text);
}

fn kinds(figures: &Figures, text: &mut String) {
    text.push_str("| | recall | precision | reports per site | kind right | boundary right | of all | open |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    let mut row = |name: &str, tally: &Tally| {
        text.push_str(&format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} |\n",
            tally.found,
            tally.right,
            tally.reports_per_site(),
            tally.kind,
            tally.boundary,
            tally.boundary_of_all,
            tally.neutral
        ));
    };
    for family in Family::ALL {
        let claim = if matches!(family, Family::Disguised | Family::Hollow) { ", not yet claimed" } else { "" };
        row(&format!("*{}*{claim}", family.name()), &figures.of(family));
    }
    for (kind, tally) in &figures.by_kind {
        row(&format!("`{kind}`"), tally);
    }
}

fn wrongs(measured: &Measured, causes: &Causes, language: &str, text: &mut String) {
    let claimed = |wrong: &&Wrong| wrong.kind.is_none_or(|kind| matches!(kind.group(), Group::Explicit | Group::Aside));
    let of = |what: What| -> Vec<&Wrong> {
        let own = measured.wrongs.iter().filter(|wrong| wrong.what == what && wrong.language == language);
        own.filter(claimed).collect()
    };
    by_cause("Misses", &of(What::Miss), causes, text);
    by_cause("False alarms", &of(What::FalseAlarm), causes, text);
    by_cause("Double reports", &of(What::Double), causes, text);
    by_cause("Other kind", &of(What::Kind), causes, text);
    by_cause("Other tier", &of(What::Tier), causes, text);
    boundaries(&of(What::Boundary), text);
}

/// Groups by cause, the largest first; each lists its places by file.
fn by_cause(title: &str, wrongs: &[&Wrong], causes: &Causes, text: &mut String) {
    if wrongs.is_empty() {
        return;
    }
    let mut groups: BTreeMap<&str, Vec<&Wrong>> = BTreeMap::new();
    for wrong in wrongs {
        groups.entry(causes.of(wrong).unwrap_or("Not looked into yet")).or_default().push(wrong);
    }
    let mut groups: Vec<(&str, Vec<&Wrong>)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    text.push_str(&format!("\n### {title} ({})\n\n", wrongs.len()));
    for (cause, group) in groups {
        text.push_str(&format!("* {cause} ({})\n", group.len()));
        let mut files: Vec<(&str, &str, BTreeSet<&str>, Vec<String>)> = Vec::new();
        for wrong in group {
            let kind = wrong.kind.map_or("", |kind| kind.as_str());
            let line = if wrong.line > 0 { wrong.line.to_string() } else { wrong.note.clone() };
            match files.iter_mut().find(|file| file.0 == wrong.package && file.1 == wrong.path) {
                Some(file) => {
                    file.2.insert(kind);
                    file.3.push(line);
                }
                None => files.push((&wrong.package, &wrong.path, BTreeSet::from([kind]), vec![line])),
            }
        }
        for (package, path, kinds, lines) in files {
            let kinds: Vec<&str> = kinds.into_iter().filter(|kind| !kind.is_empty()).collect();
            let kinds = if kinds.is_empty() { String::new() } else { format!(" `{}`", kinds.join("`, `")) };
            text.push_str(&format!("  * {package} `{path}`: {}{kinds}\n", lines.join(", ")));
        }
    }
}

/// What the reader says and what is reported, with counts.
fn boundaries(wrongs: &[&Wrong], text: &mut String) {
    if wrongs.is_empty() {
        return;
    }
    let mut pairs: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for wrong in wrongs {
        let pair = wrong.note.split_once(':').map_or(&*wrong.note, |(pair, _)| pair);
        let kind = wrong.kind.map_or("", |kind| kind.as_str());
        *pairs.entry((pair, kind)).or_default() += 1;
    }
    let mut pairs: Vec<((&str, &str), u32)> = pairs.into_iter().collect();
    pairs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    text.push_str(&format!(
        "\n### Other boundary ({})\n\n| reader, demock | kind | sites |\n| --- | --- | --- |\n",
        wrongs.len()
    ));
    for ((pair, kind), count) in pairs {
        text.push_str(&format!("| {} | `{kind}` | {count} |\n", pair.replace(", reported ", ", ")));
    }
}
