//! `cargo xtask weights`: sets the weights by which doubles written by hand are told, from the open labelled files.
//!
//! Each definition of a labelled file that may be a double is a case: right where a label says so, wrong where the file
//! has no label there, left out where a label leaves it open. What was drawn by chance from other repositories is a case as
//! its reader says: labelled files are full of doubles, and what looks like one elsewhere is not in them. Thresholds are set by
//! scores that each case gets from the weights of the other packages; what they hold among the drawn alone is said beside.
//! Invariants: files of the final set are not read; the same labels give the same weights.
//! Absent on purpose: how a scan uses them (`demock_scan::disguise`).

mod fit;

use super::draws::{self, Draw};
use super::fetch::{self, Places};
use super::labels::{self, LabelledFile, Lines, Set};
use super::places;
use super::source::Source;
use crate::Outcome;
use demock_model::{Kind, Language};
use demock_scan::disguise::evidence::{Case, Evidence, Shape};
use demock_scan::disguise::{self, Candidate};
use demock_scan::roles;
use fit::Weights;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the table is.
const TABLE: &str = "crates/demock-scan/src/disguise/weights.rs";
/// Cases of one file of which the same is known, as far as they count.
const ALIKE_MAX: u32 = 3;
/// What part of those that score as much or more must be doubles.
const CERTAIN: f64 = 0.97;
const LIKELY: f64 = 0.92;
/// Scores that are looked at.
const SCORE_MAX: i32 = 60;
/// Points from which on a case of each shape is shown as possible: of classes and functions half are doubles there and a
/// quarter below, of literals most still are.
const POSSIBLE: [i32; 3] = [-4, -4, -8];

/// One definition, and whether a reader called it a double.
struct Known {
    shape: Shape,
    case: Case,
    is_double: bool,
    /// Number of the package.
    package: usize,
    /// Drawn by chance, not labelled with its whole file.
    is_drawn: bool,
    /// Language, file and line, then the line's text.
    place: String,
}

/// What is set for one shape.
struct Setting {
    shape: Shape,
    weights: Weights,
    certain: i32,
    likely: i32,
    /// Scores that each case gets from the weights of the other packages, and whether it is a double.
    scored: Vec<(i32, bool)>,
    /// Those of them that were drawn by chance.
    drawn: Vec<(i32, bool)>,
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
    let said: String = settings.iter().map(said).collect();
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
    let (mut scored, mut drawn) = (Vec::new(), Vec::new());
    let packages: BTreeSet<usize> = of_shape.iter().map(|one| one.package).collect();
    for part in packages {
        let weights = fitted(Some(part));
        for one in of_shape.iter().filter(|one| one.package == part) {
            let case = (weights.score(one.case), one.is_double);
            scored.push(case);
            drawn.extend(one.is_drawn.then_some(case));
        }
    }
    let above = POSSIBLE[shape as usize] + 1;
    let (certain, likely) = (threshold(&scored, above, CERTAIN), threshold(&scored, above, LIKELY));
    Setting { shape, weights: fitted(None), certain: certain.max(likely), likely, scored, drawn }
}

/// What the scores of held-out packages show.
fn said(setting: &Setting) -> String {
    let Setting { shape, scored, drawn, .. } = setting;
    let mut said = format!("{}: {} cases, {} doubles", shape.name(), scored.len(), doubles(scored, i32::MIN).0);
    let possible = POSSIBLE[*shape as usize];
    for (name, from) in [("certain", setting.certain), ("likely", setting.likely), ("possible", possible)] {
        let ((right, all), (of_drawn, all_drawn)) = (doubles(scored, from), doubles(drawn, from));
        let _ = write!(said, "; {name} from {from}: {right} of {all}, of the drawn {of_drawn} of {all_drawn}");
    }
    said.push('\n');
    said
}

/// Doubles among the cases that score so much or more, and all of them.
fn doubles(scored: &[(i32, bool)], from: i32) -> (u32, u32) {
    let above = scored.iter().filter(|(score, _)| *score >= from);
    above.fold((0, 0), |(right, all), (_, is_double)| (right + u32::from(*is_double), all + 1))
}

/// The least score, above that of the possible, from which on enough are doubles.
fn threshold(scored: &[(i32, bool)], above: i32, enough: f64) -> i32 {
    (above..=SCORE_MAX).find(|from| is_enough(doubles(scored, *from), enough)).unwrap_or(SCORE_MAX)
}

fn is_enough((right, all): (u32, u32), enough: f64) -> bool {
    f64::from(right) >= enough * f64::from(all)
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
                    _ => POSSIBLE.map(|points| points.to_string()).join(", "),
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
    for draw in draws::read(&root.join("xtask/accuracy/draws"))? {
        known.extend(drawn(&draw, packages.len(), places)?);
    }
    for (number, package) in packages.iter().filter(|package| package.set == Set::Open).enumerate() {
        let tree = tree(&package.source, &package.files, places)?;
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
                is_drawn: false,
                place: format!("{}\t{}", package.language, one.place),
                ..one
            }));
        }
    }
    Ok(known)
}

/// The doubles by hand that were drawn by chance, if others may read what is wrong of them; packages are counted on.
fn drawn(draw: &Draw, first: usize, places: Places<'_>) -> Result<Vec<Known>, Vec<String>> {
    let mut known = Vec::new();
    let repositories = draw.repositories.iter().filter(|_| draw.set == Set::Open);
    for (package, (source, drawn)) in (first..).zip(repositories) {
        let doubles: Vec<_> = drawn.iter().filter(|one| one.kind == Kind::HandwrittenDouble).collect();
        if doubles.is_empty() {
            continue;
        }
        let root = tree(source, &[], places)?;
        for one in doubles {
            let extension = one.path.rsplit_once('.').map_or("", |(_, extension)| extension);
            let Some(language) = Language::of_extension(extension) else { continue };
            let text = fs::read(root.join(&one.path)).map_err(|error| vec![format!("{}: {error}", one.path)])?;
            let candidates = disguise::of_file(language, roles::of_path(language, &one.path), &text);
            let here = candidates.iter().filter(|candidate| {
                line_of(&text, candidate.span.start) == one.line && !candidate.case.is_data(candidate.shape)
            });
            known.extend(here.map(|candidate| Known {
                shape: candidate.shape,
                case: candidate.case,
                is_double: one.is_site(),
                package,
                is_drawn: true,
                place: format!("{}\t{}:{}\t{}", language, one.path, one.line, one.why),
            }));
        }
    }
    Ok(known)
}

fn tree(source: &Source, files: &[LabelledFile], places: Places<'_>) -> Result<PathBuf, Vec<String>> {
    fetch::tree(source, files, places)
        .map_err(|_| vec![format!("not to be had: {}; `cargo xtask accuracy` says why", source.title())])
}

/// The number of the line that an offset is on.
fn line_of(source: &[u8], at: u32) -> u32 {
    1 + source.iter().take(at as usize).filter(|byte| **byte == b'\n').count() as u32
}

/// What a reader says of a candidate; `None` where that is left open.
fn case(candidate: &Candidate, file: &LabelledFile, source: &[u8]) -> Option<Known> {
    let lines = Lines {
        first: line_of(source, candidate.span.start),
        last: line_of(source, candidate.span.end.saturating_sub(1)),
    };
    let on = || file.sites.iter().filter(|site| site.lines.overlap(lines));
    let is_double = on().any(|site| site.kinds().iter().any(|kind| kind == Kind::HandwrittenDouble));
    let is_open = file.either.iter().any(|either| either.first <= lines.first && lines.first <= either.last);
    if candidate.case.is_data(candidate.shape) || (!is_double && (is_open || on().next().is_some())) {
        return None;
    }
    let text = source.split(|byte| *byte == b'\n').nth(lines.first as usize - 1).unwrap_or_default();
    let place = format!("{}:{}\t{}", file.path, lines.first, String::from_utf8_lossy(text).trim());
    Some(Known { shape: candidate.shape, case: candidate.case, is_double, package: 0, is_drawn: false, place })
}
