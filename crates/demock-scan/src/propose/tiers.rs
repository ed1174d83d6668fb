//! Test folders and declared markers whose names claim a tier that no built-in convention reads.
//!
//! Words such as `functional` or `acceptance` mean something else in every project; that is why the conventions leave
//! them alone, and why a proposal names them where the project's owner can see and change it.

use super::{ProposedTier, Seen, glob_of};
use crate::boundary::words::words;
use crate::judge::{ServiceFolders, claims_by_path};
use std::collections::{BTreeMap, BTreeSet};

/// A tier, by the strength with which a name claims it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claimed {
    Unit,
    Integration,
    EndToEnd,
    MissionCritical,
}

impl Claimed {
    const fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Integration => "integration",
            Self::EndToEnd => "e2e",
            Self::MissionCritical => "mission-critical",
        }
    }
}

/// Words that stand beside a claim and change nothing.
const NEUTRAL: &[&str] = &[
    "test",
    "tests",
    "testing",
    "testsuite",
    "suite",
    "suites",
    "spec",
    "specs",
    "case",
    "cases",
    "dependency",
    "dependencies",
    "service",
    "services",
    "slow",
    "fast",
    "api",
    "db",
    "database",
    "backend",
    "frontend",
    "web",
    "nightly",
    "long",
    "full",
    "flow",
    "flows",
    "and",
    "only",
];
/// More folders of one name than this are written as one pattern.
const FOLDERS_MAX: usize = 4;

/// The tier that one word claims.
fn of_word(word: &str) -> Option<Claimed> {
    match word {
        "unit" | "units" | "unittest" | "unittests" => Some(Claimed::Unit),
        "integration" | "integ" | "functional" | "functionals" | "functests" | "contract" | "contracts"
        | "external" | "live" | "real" | "interop" | "scenario" | "scenarios" => Some(Claimed::Integration),
        "e2e" | "acceptance" | "system" | "smoke" | "browser" | "journey" | "journeys" => Some(Claimed::EndToEnd),
        _ => None,
    }
}

/// The tier that a whole name claims: every word must be a claim or a neutral one, and the strongest claim counts;
/// what touches something external is not a unit, whatever else it is called.
fn of_name(name: &str) -> Option<Claimed> {
    let joined = name.to_lowercase().replace(['-', '_', ' '], "");
    if joined.starts_with("missioncritical") {
        return Some(Claimed::MissionCritical);
    }
    if joined.contains("endtoend") || joined == "e2e" {
        return Some(Claimed::EndToEnd);
    }
    let mut strongest = None;
    for part in words(name).iter() {
        match of_word(part) {
            Some(claim) => strongest = strongest.max(Some(claim)),
            None if NEUTRAL.contains(&part.as_str()) => {}
            None => return None,
        }
    }
    strongest
}

/// The tiers to write down, the weakest first.
pub(super) fn propose(seen: &Seen) -> Vec<ProposedTier> {
    let mut folders: BTreeMap<Claimed, BTreeSet<String>> = BTreeMap::new();
    let packages = ServiceFolders::new(seen.packages.iter().map(String::as_str));
    for (path, language) in &seen.files {
        if !crate::roles::of_path(*language, path).is_test() || claims_by_path(path, *language, &packages) {
            continue;
        }
        if let Some((claim, folder)) = claiming_folder(path) {
            folders.entry(claim).or_default().insert(folder.to_owned());
        }
    }
    let mut markers: BTreeMap<Claimed, BTreeSet<&str>> = BTreeMap::new();
    for marker in &seen.markers {
        if let Some(claim) = of_name(marker).filter(|_| !is_built_in(marker)) {
            markers.entry(claim).or_default().insert(marker);
        }
    }
    let claims: BTreeSet<Claimed> = folders.keys().chain(markers.keys()).copied().collect();
    let tier = |claim: Claimed| ProposedTier {
        name: claim.name(),
        paths: folders.get(&claim).map(patterns).unwrap_or_default(),
        markers: markers.get(&claim).into_iter().flatten().map(|marker| (*marker).to_owned()).collect(),
    };
    claims.into_iter().map(tier).collect()
}

/// The outermost folder below a test root whose name claims a tier, or that is such a test root itself.
fn claiming_folder(path: &str) -> Option<(Claimed, &str)> {
    let (folders, _) = path.rsplit_once('/')?;
    let mut end = 0;
    let mut below_root = false;
    for segment in folders.split('/') {
        end += segment.len();
        let names_tests =
            words(segment).iter().any(|word| matches!(word.as_str(), "test" | "tests" | "spec" | "specs"));
        if let Some(claim) = of_name(segment).filter(|_| below_root || names_tests) {
            return Some((claim, &path[..end]));
        }
        below_root |= matches!(segment, "test" | "tests" | "__tests__" | "spec" | "specs" | "testing");
        end += 1;
    }
    None
}

fn patterns(folders: &BTreeSet<String>) -> Vec<String> {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for folder in folders {
        // The name with the test root above it: `tests/functional`.
        let cut = folder.rmatch_indices('/').nth(1).map_or(0, |(at, _)| at + 1);
        by_name.entry(&folder[cut..]).or_default().push(folder);
    }
    let mut patterns = Vec::new();
    for (name, folders) in by_name {
        if folders.len() > FOLDERS_MAX {
            patterns.push(format!("**/{}/**", glob_of(name)));
        } else {
            patterns.extend(folders.into_iter().map(|folder| format!("{}/**", glob_of(folder))));
        }
    }
    patterns.sort();
    patterns
}

/// Whether the conventions read the marker by themselves.
fn is_built_in(marker: &str) -> bool {
    crate::judge::is_tier_word(marker)
}

/// The markers that pytest's configuration declares: lines `name: what it means` of a `markers` list, in TOML or INI.
pub(super) fn declared_markers(text: &str) -> Vec<String> {
    let mut declared = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let trimmed = line.trim();
        let entry = match trimmed.strip_prefix("markers").map(str::trim_start).and_then(|rest| rest.strip_prefix('=')) {
            Some(first) => {
                inside = true;
                first.trim().trim_start_matches('[')
            }
            None if inside && (line.starts_with([' ', '\t', '"', '\'']) || trimmed.is_empty()) => trimmed,
            None => {
                inside = false;
                continue;
            }
        };
        if !inside {
            continue;
        }
        for item in quoted(entry) {
            let name: String =
                item.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            if !name.is_empty() {
                declared.push(name);
            }
        }
        inside &= !trimmed.ends_with(']');
    }
    declared
}

/// The texts in quotes, or the whole line where there are none.
fn quoted(line: &str) -> Vec<&str> {
    let Some(quote) =
        line.chars().find(|letter| matches!(letter, '"' | '\'')).filter(|_| line.starts_with(['"', '\'']))
    else {
        return vec![line.trim_start_matches(']')];
    };
    line.split(quote).skip(1).step_by(2).collect()
}
