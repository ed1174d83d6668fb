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
use demock_scan::scan::{Against, Edit as TextEdit, Edited, Facts, Instead, Scanned, Sought};
use demock_scan::walk::Tree;
use edit::Edit;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

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
    for together in together(edits, args, environment)? {
        for added in together.added()? {
            let (doubts, findings) = added.findings.into_iter().partition(|(_, doubt)| *doubt == Doubt::Hangs);
            for (findings, list) in [(findings, &mut forbidden), (doubts, &mut doubtful)] {
                let findings: Vec<(Finding, Doubt)> = findings;
                if !findings.is_empty() {
                    list.push(Added { path: added.path.clone(), findings });
                }
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

/// What one call of a tool edits below one root.
struct Together {
    session: Session,
    /// Names of the files below the root.
    names: Tree,
    /// By path relative to the root.
    edits: Vec<(String, Edit)>,
    accepted: Baseline,
}

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

/// Edits of sources by their roots, in their order; what lies outside of its root is left out.
fn together(edits: Vec<Edit>, args: &Hook, environment: &Environment) -> Result<Vec<Together>, Failure> {
    let mut all: Vec<Together> = Vec::new();
    for edit in edits.into_iter().filter(Edit::is_source) {
        let subject = Subject { today: args.today, ..Subject::default() };
        let session = Session::at(edit.folder(), &subject, environment)?;
        let Some(path) = session.relative(&edit.path) else { continue };
        let is_of = |known: &&mut Together| {
            known.session.root == session.root && known.edits.iter().all(|(other, _)| *other != path)
        };
        if let Some(known) = all.iter_mut().find(is_of) {
            known.edits.push((path, edit));
            continue;
        }
        let (names, accepted) = (session.names(), store::load(&session.root).map_err(Failure::usage)?);
        all.push(Together { session, names, edits: vec![(path, edit)], accepted });
    }
    Ok(all)
}

impl Together {
    /// What the gate would not let pass of each file, or might not; files of which it would let pass all are left out. Each is judged
    /// with all the others as they will be.
    fn added(&self) -> Result<Vec<Added>, Failure> {
        let after = self.edits.iter().map(|(path, edit)| Instead { path, bytes: &edit.after });
        let after: Vec<Instead<'_>> = after.collect();
        let mut before: Option<Vec<Cow<'_, [u8]>>> = None;
        let mut all = Vec::new();
        for at in 0..self.edits.len() {
            let Some(suspected) = self.suspected(&after, at)? else { continue };
            // Nearly no edit comes so far: before, git is asked nothing.
            let before = before.get_or_insert_with(|| self.edits.iter().map(|edit| self.before(edit)).collect());
            let texts = self.edits.iter().zip(&*before).map(|((path, _), bytes)| Instead { path, bytes });
            all.extend(self.new_of(&texts.collect::<Vec<_>>(), at, suspected)?);
        }
        Ok(all)
    }

    /// What the gate would not let pass of a file after the edit; `None` where that is nothing.
    fn suspected(&self, after: &[Instead<'_>], at: usize) -> Result<Option<Suspected>, Failure> {
        let (path, edit) = &self.edits[at];
        let against = edit.before.as_deref().map_or(Against::Nothing, Against::Text);
        let edited =
            self.session.scan_edit(&self.names, &TextEdit { texts: after, at, against, sought: Sought::Errors })?;
        let Edited { mut scanned, facts, is_against, doubtful } = edited;
        for at in &doubtful {
            scanned.report.findings[*at as usize].severity = Severity::Error;
        }
        let unknown = new_to(&self.accepted, path, &scanned);
        let doubt = |at: u32| if doubtful.contains(&at) { Doubt::Hangs } else { Doubt::None };
        let findings = unknown.into_iter().map(|at| (scanned.report.findings[at as usize].clone(), doubt(at)));
        let findings: Vec<(Finding, Doubt)> = findings.collect();
        Ok((!findings.is_empty()).then_some(Suspected { findings, facts: is_against.then_some(facts) }))
    }

    /// What of it did not stand in the file before.
    fn new_of(&self, before: &[Instead<'_>], at: usize, suspected: Suspected) -> Result<Option<Added>, Failure> {
        let Suspected { mut findings, facts } = suspected;
        let against = facts.as_ref().map_or(Against::Nothing, Against::Facts);
        let edit = TextEdit { texts: before, at, against, sought: Sought::Errors };
        let before = self.session.scan_edit(&self.names, &edit)?.scanned;
        let stood: BTreeSet<Fingerprint> = before.report.findings.iter().map(|finding| finding.fingerprint).collect();
        findings.retain(|(finding, _)| !stood.contains(&finding.fingerprint));
        Ok((!findings.is_empty()).then(|| Added { path: self.edits[at].0.clone(), findings }))
    }

    fn before<'e>(&self, (path, edit): &'e (String, Edit)) -> Cow<'e, [u8]> {
        match &edit.before {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(committed(&self.session.root, path)),
        }
    }
}

/// What the gate would not let pass of a file, whether it is new or not.
struct Suspected {
    findings: Vec<(Finding, Doubt)>,
    /// What the file says after the edit, where what it said before as well is left out already.
    facts: Option<Facts>,
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
