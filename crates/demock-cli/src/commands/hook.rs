//! `demock hook`: answers a coding agent's or an editor's hook on standard input.
//!
//! Input is the JSON that a tool hands to its hooks, or, with `--stdin-filename`, the text of a file. The answer is an exit
//! code and at most one short message on standard error: 0 and silence where the edit adds no double that the policy
//! forbids, 2 where it does (hooks take 2 as "blocked" and show the message to the agent). Tools whose hooks read the answer from
//! standard output get it there, too (`answer`).
//! Invariants: an edit is judged by what it adds; what stood in the file before, or in the baseline, is never blamed on it; what only
//! `demock check` can know, because it hangs on who uses the file, is told and let pass.

mod answer;
mod edit;
mod patch;

use crate::args::{Hook, Subject};
use crate::error::{CliError, Exit, Failure};
use crate::session::Session;
use crate::ui::Ui;
use answer::Answer;
use demock_config::Environment;
use demock_model::{Finding, Fingerprint, GateFailure, Severity};
use demock_scan::gate::{Baseline, Check, Coverage, Permission, Stale, check, store};
use demock_scan::git::Repository;
use demock_scan::scan::{Edited, Scanned};
use demock_scan::walk::Tree;
use edit::Edit;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Findings named in the message: an agent acts on the first few, and asks again.
const NAMED_MAX: usize = 3;

pub(crate) fn run(args: &Hook, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input).map_err(|error| Failure::internal(CliError::Input(error)))?;
    let (edits, answer) = match &args.stdin_filename {
        Some(path) => (vec![Edit::of_text(path, input)], Answer::ExitCode),
        None => (Edit::of_json(&input).map_err(Failure::usage)?, Answer::expected_by(&input)),
    };
    let (mut forbidden, mut doubtful) = (Vec::new(), Vec::new());
    let mut known = Names::default();
    for edit in edits.into_iter().filter(Edit::is_source) {
        let Some(added) = added_by(edit, args, environment, &mut known)? else { continue };
        let (doubts, findings) = added.findings.into_iter().partition(|(_, doubt)| *doubt == Doubt::Hangs);
        for (findings, list) in [(findings, &mut forbidden), (doubts, &mut doubtful)] {
            let findings: Vec<(Finding, Doubt)> = findings;
            if !findings.is_empty() {
                list.push(Added { path: added.path.clone(), findings });
            }
        }
    }
    if forbidden.is_empty() {
        if !doubtful.is_empty() {
            ui.tell(&message(&doubtful, Doubt::Hangs));
        }
        return Ok(Exit::Ok);
    }
    let message = message(&forbidden, Doubt::None);
    ui.tell(&message);
    if let Some(text) = answer.text(&message) {
        ui.print(|out| writeln!(out, "{text}"))?;
    }
    Ok(answer.exit())
}

/// Names of the files of a root, looked up once for all edits below it.
type Names = BTreeMap<PathBuf, Tree>;

/// Doubles that an edit adds to a file.
struct Added {
    path: String,
    findings: Vec<(Finding, Doubt)>,
}

/// Whether it hangs on what other files do that a finding is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    None,
    Hangs,
}

/// What the gate would not let pass of an edit, or might not; `None` where it would let all of it.
fn added_by(edit: Edit, args: &Hook, environment: &Environment, known: &mut Names) -> Result<Option<Added>, Failure> {
    let subject = Subject { today: args.today, ..Subject::default() };
    let session = Session::at(edit.folder(), &subject, environment)?;
    let Some(path) = session.relative(&edit.path) else { return Ok(None) };
    let names = known.entry(session.root.clone()).or_insert_with(|| session.names());
    let Edited { scanned: mut after, doubtful } = session.scan_text(names, &path, &edit.after)?;
    for at in &doubtful {
        after.report.findings[*at as usize].severity = Severity::Error;
    }
    let accepted = store::load(&session.root).map_err(Failure::usage)?;
    let unknown = new_to(&accepted, &path, &after);
    if unknown.is_empty() {
        // Nearly every edit ends here, without a question to git and without a second scan.
        return Ok(None);
    }
    let before = match edit.before {
        Some(text) => text,
        None => committed(&session.root, &path),
    };
    let before = session.scan_text(names, &path, &before)?.scanned;
    let stood: BTreeSet<Fingerprint> = before.report.findings.iter().map(|finding| finding.fingerprint).collect();
    let doubt = |at: u32| if doubtful.contains(&at) { Doubt::Hangs } else { Doubt::None };
    let unknown = unknown.into_iter().map(|at| (&after.report.findings[at as usize], doubt(at)));
    let new = unknown.filter(|(finding, _)| !stood.contains(&finding.fingerprint));
    let findings: Vec<(Finding, Doubt)> = new.map(|(finding, doubt)| (finding.clone(), doubt)).collect();
    Ok((!findings.is_empty()).then_some(Added { path, findings }))
}

/// The file as it was committed last; empty where it is new or there is no repository.
fn committed(root: &Path, path: &str) -> Vec<u8> {
    let read = || {
        let repository = Repository::of(root).ok()?;
        let head = repository.revision("HEAD").ok()?;
        repository.read(&head, path).ok().flatten()
    };
    read().unwrap_or_default()
}

/// Findings that fail the gate after the edit and that the baseline does not hold.
fn new_to(baseline: &Baseline, path: &str, after: &Scanned) -> Vec<u32> {
    let verdict = check(&Check {
        report: &after.report,
        rules: after.rules.names(),
        baseline,
        stale: Stale::Notice,
        coverage: Coverage::Part(&|covered| covered == path),
        exists: &|_| true,
        loosening: &[],
        permission: Permission::Withheld,
    });
    let new = verdict.failures.into_iter().find_map(|failure| match failure {
        GateFailure::New(new) => Some(new),
        GateFailure::Expired(_)
        | GateFailure::Refused(_)
        | GateFailure::Loosened(_)
        | GateFailure::Stale(_)
        | GateFailure::NoTests
        | GateFailure::FewerTests { .. } => None,
    });
    new.unwrap_or_default()
}

fn message(told: &[Added], doubt: Doubt) -> String {
    let count: usize = told.iter().map(|added| added.findings.len()).sum();
    let doubles = if count == 1 { "a test double" } else { "test doubles" };
    let says = match doubt {
        Doubt::None => "adds",
        Doubt::Hangs => "may add",
    };
    let mut text = String::new();
    let mut left = NAMED_MAX;
    for Added { path, findings } in told {
        let tier = findings.first().map_or("", |(finding, _)| &*finding.tier);
        match text.is_empty() {
            true => {
                text =
                    format!("demock: this edit {says} {doubles} that the policy forbids in {tier} tests ({path}):\n");
            }
            false if left > 0 => text.push_str(&format!("in {tier} tests ({path}):\n")),
            false => {}
        }
        for (finding, _) in findings.iter().take(left) {
            let (line, what) = (finding.place.line, finding.message());
            text.push_str(&format!("- line {line}: {what}. Instead: {}\n", finding.replacement));
        }
        left = left.saturating_sub(findings.len());
    }
    if count > NAMED_MAX {
        text.push_str(&format!("- and {} more\n", count - NAMED_MAX));
    }
    text.push_str(match doubt {
        Doubt::None => "Do not hide it (a hand-written fake, a skipped test or a changed policy is found as well).\n",
        Doubt::Hangs => {
            "It is let pass, for tests of other tiers stand near it: which tests get it, `demock check` finds out.\n"
        }
    });
    text
}
