//! `cargo xtask weights`: sets the weights by which doubles written by hand are told, from the open labelled files.
//!
//! Each definition of a labelled file that may be a double is a case: right where a label says so, wrong where the file
//! has no label there, left out where a label leaves it open. Thresholds are set by scores that each case gets from the
//! weights of the other packages. Invariants: files of the final set are not read; the same labels give the same weights.
//! Absent on purpose: how a scan uses them (`demock_scan::disguise`).

mod fit;

use super::fetch::{self, Places};
use super::labels::{self, LabelledFile, Lines, Set};
use super::places;
use crate::Outcome;
use demock_model::{Kind, Language};
use demock_scan::disguise::evidence::{Case, Evidence, Shape};
use demock_scan::disguise::{self, Candidate};
use demock_scan::roles;
use fit::Weights;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Where the table is.
const TABLE: &str = "crates/demock-scan/src/disguise/weights.rs";
/// Cases of one file of which the same is known, as far as they count.
const ALIKE_MAX: u32 = 3;
/// What part of those that score as much or more must be doubles.
const CERTAIN: f64 = 0.97;
const LIKELY: f64 = 0.90;
/// Points from which on a case is shown as possible: half are doubles there, and a quarter below.
const POSSIBLE: i32 = -4;

/// One definition, and whether a reader called it a double.
struct Known {
    shape: Shape,
    case: Case,
    is_double: bool,
    /// Number of the package.
    package: usize,
    /// Language, file and line, then the line's text.
    place: String,
}

/// What is set for one shape.
struct Setting {
    weights: Weights,
    certain: i32,
    likely: i32,
    /// What the scores of held-out packages show.
    said: String,
}

/// Runs the command.
pub(crate) fn run(root: &Path, words: &[&str]) -> Outcome {
    let known = read(root)?;
    if words == ["--list"] {
        return Ok(list(&known));
    }
    let settings: Vec<Setting> = Shape::ALL.into_iter().map(|shape| setting(shape, &known)).collect();
    let file = root.join(TABLE);
    let old = fs::read_to_string(&file).map_err(|error| vec![format!("{TABLE}: {error}")])?;
    let new = written(&old, &settings);
    let said: String = settings.iter().map(|setting| setting.said.as_str()).collect();
    match words {
        [] => {
            fs::write(&file, new).map_err(|error| vec![format!("{TABLE}: {error}")])?;
            Ok(said)
        }
        ["--check"] if new == old => Ok(said),
        ["--check"] => Err(vec![format!("{TABLE} is not what the labels give: run `cargo xtask weights`")]),
        _ => Err(vec!["known: --check, and --list to see every case".to_owned()]),
    }
}

fn list(known: &[Known]) -> String {
    let mut text = String::new();
    for one in known {
        let evidence: Vec<&str> = one.case.iter().map(Evidence::name).collect();
        let is = if one.is_double { "double" } else { "other" };
        let (shape, score) = (one.shape.name(), one.case.score(one.shape));
        let _ = writeln!(text, "{shape}\t{is}\t{score}\t{}\t{}", evidence.join(" "), one.place);
    }
    text
}

fn setting(shape: Shape, known: &[Known]) -> Setting {
    let of_shape: Vec<&Known> = known.iter().filter(|one| one.shape == shape).collect();
    let fitted = |part: Option<usize>| {
        let kept = of_shape.iter().filter(|one| part.is_none_or(|part| one.package != part));
        fit::fit(&kept.map(|one| (one.case, one.is_double)).collect::<Vec<_>>(), Evidence::ALL.len())
    };
    let mut scored: Vec<(i32, bool)> = Vec::new();
    let packages: BTreeSet<usize> = of_shape.iter().map(|one| one.package).collect();
    for part in packages {
        let weights = fitted(Some(part));
        let held_out = of_shape.iter().filter(|one| one.package == part);
        scored.extend(held_out.map(|one| (weights.score(one.case), one.is_double)));
    }
    let (certain, likely) = (threshold(&scored, CERTAIN), threshold(&scored, LIKELY));
    let mut said = format!("{}: {} cases, {} doubles", shape.name(), scored.len(), doubles(&scored, i32::MIN).0);
    for (name, from) in [("certain", certain), ("likely", likely), ("possible", POSSIBLE)] {
        let (right, all) = doubles(&scored, from);
        let _ = write!(said, "; {name} from {from}: {right} of {all}");
    }
    said.push('\n');
    Setting { weights: fitted(None), certain: certain.max(likely), likely, said }
}

/// Doubles among the cases that score so much or more, and all of them.
fn doubles(scored: &[(i32, bool)], from: i32) -> (u32, u32) {
    let above = scored.iter().filter(|(score, _)| *score >= from);
    above.fold((0, 0), |(right, all), (_, is_double)| (right + u32::from(*is_double), all + 1))
}

/// The least score, above that of the possible, from which on enough are doubles.
fn threshold(scored: &[(i32, bool)], enough: f64) -> i32 {
    let holds = |from: &i32| {
        let (right, all) = doubles(scored, *from);
        f64::from(right) >= enough * f64::from(all)
    };
    (POSSIBLE + 1..=60).find(holds).unwrap_or(60)
}

/// The table's text with other numbers.
fn written(old: &str, settings: &[Setting]) -> String {
    let triple =
        |of: &dyn Fn(&Setting) -> i32| settings.iter().map(|one| of(one).to_string()).collect::<Vec<_>>().join(", ");
    let mut new = String::with_capacity(old.len());
    for line in old.lines() {
        let row = line.trim_start().strip_prefix("(Evidence::").and_then(|rest| rest.split_once(", ["));
        let number = row.and_then(|(name, _)| Evidence::ALL.iter().find(|evidence| evidence.name() == name));
        let changed = match (number, line.split_once(": [i32; 3] = ")) {
            (Some(evidence), _) => {
                let (before, rest) = line.split_once(", [").unwrap_or((line, ""));
                let after = rest.split_once(']').map_or("", |(_, after)| after);
                format!("{before}, [{}]{after}", triple(&|one| one.weights.of[*evidence as usize]))
            }
            (None, Some((head, _))) => {
                let numbers = match head {
                    "const BIAS" => triple(&|one| one.weights.bias),
                    "const CERTAIN" => triple(&|one| one.certain),
                    "const LIKELY" => triple(&|one| one.likely),
                    _ => triple(&|_| POSSIBLE),
                };
                format!("{head}: [i32; 3] = [{numbers}];")
            }
            (None, None) => line.to_owned(),
        };
        new.push_str(&changed);
        new.push('\n');
    }
    new
}

/// Every case of the open set.
fn read(root: &Path) -> Result<Vec<Known>, Vec<String>> {
    let (cache, sources) = (places::cache()?, places::sources());
    let places = Places { cache: &cache, sources: sources.as_deref() };
    let packages = labels::read(&root.join("xtask/accuracy/labels"))?;
    let mut known = Vec::new();
    for (number, package) in packages.iter().filter(|package| package.set == Set::Open).enumerate() {
        let tree = fetch::tree(&package.source, &package.files, places)
            .map_err(|_| vec![format!("not to be had: {}; `cargo xtask accuracy` says why", package.source.title())])?;
        for file in &package.files {
            let extension = file.path.rsplit_once('.').map_or("", |(_, extension)| extension);
            let Some(language) = Language::of_extension(extension) else { continue };
            let source = fs::read(tree.join(&file.path)).map_err(|error| vec![format!("{}: {error}", file.path)])?;
            let candidates = disguise::of_file(language, roles::of_path(language, &file.path), &source);
            let mut cases: Vec<Known> =
                candidates.iter().filter_map(|candidate| case(candidate, file, &source)).collect();
            // A file that has the same over and over says it a few times.
            let mut seen: BTreeMap<(u8, u64, bool), u32> = BTreeMap::new();
            cases.retain(|one| {
                let times = seen.entry((one.shape as u8, one.case.bits(), one.is_double)).or_default();
                *times += 1;
                *times <= ALIKE_MAX
            });
            known.extend(cases.into_iter().map(|one| Known {
                package: number,
                place: format!("{}\t{}", package.language, one.place),
                ..one
            }));
        }
    }
    Ok(known)
}

/// What a reader says of a candidate; `None` where that is left open.
fn case(candidate: &Candidate, file: &LabelledFile, source: &[u8]) -> Option<Known> {
    let line = |at: u32| 1 + source.iter().take(at as usize).filter(|byte| **byte == b'\n').count() as u32;
    let lines = Lines { first: line(candidate.span.start), last: line(candidate.span.end.saturating_sub(1)) };
    let on = || file.sites.iter().filter(|site| site.lines.overlap(lines));
    let is_double = on().any(|site| site.kinds().iter().any(|kind| kind == Kind::HandwrittenDouble));
    let is_open = file.either.iter().any(|either| either.first <= lines.first && lines.first <= either.last);
    if !is_double && (is_open || on().next().is_some()) {
        return None;
    }
    let text = source.split(|byte| *byte == b'\n').nth(lines.first as usize - 1).unwrap_or_default();
    let place = format!("{}:{}\t{}", file.path, lines.first, String::from_utf8_lossy(text).trim());
    Some(Known { shape: candidate.shape, case: candidate.case, is_double, package: 0, place })
}
