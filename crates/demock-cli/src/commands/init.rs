//! `demock init`: a configuration that fits the repository, and the first baseline.
//!
//! Invariants: nothing is written before everything has been scanned and judged, so that a failure leaves the tree as it
//! was; what is there is replaced only under `--force`; the same tree gives the same two files. The configuration is
//! written last: a baseline without one is harmless, the other way round the gate would fail for all that was there.

use crate::args::{Init, Subject};
use crate::commands::baseline::save;
use crate::error::{CliError, Exit, Failure};
use crate::session::Session;
use crate::ui::Ui;
use demock_config::{BoundarySet, CONFIG_FILE, Environment, Settings, Tier};
use demock_model::{Boundary, GateFailure, Verdict};
use demock_scan::gate::{self, BASELINE_FOLDER, Baseline, Check, Coverage, Permission, Stale, check, store};
use demock_scan::propose::{Proposal, Seen, propose};
use demock_scan::scan::Scanned;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Boundaries named in the sentence about what fails next.
const FORBIDDEN_NAMED: usize = 4;

pub(crate) fn run(args: &Init, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let subject = Subject { today: args.today, ..Subject::default() };
    let session = Session::new(&subject, environment)?;
    if !args.force {
        refuse_to_replace(&session)?;
    }
    let tree = session.names();
    let read = |path: &str| std::fs::read_to_string(session.root.join(path)).ok();
    let proposal = propose(&Seen::of(&tree, &read));
    let nested: Vec<&str> = tree.configs.iter().map(String::as_str).collect();
    let read_config = |path: &str| match (path, std::fs::read(session.root.join(path))) {
        (CONFIG_FILE, _) => Ok(Some(proposal.text.clone().into_bytes())),
        (_, Ok(bytes)) => Ok(Some(bytes)),
        (_, Err(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        (_, Err(error)) => Err(error),
    };
    let settings = Settings::read(&read_config, &nested).map_err(Failure::usage)?;
    let scanned = session.scan_with(settings)?;
    let baseline = gate::write(&scanned.report);
    let verdict = judge(&session, &scanned, &baseline);
    save(&session, &baseline)?;
    store::write_file(&session.root.join(CONFIG_FILE), proposal.text.as_bytes())
        .map_err(|source| Failure::internal(CliError::WriteFile { path: CONFIG_FILE.to_owned(), source }))?;
    let told = Told { proposal: &proposal, scanned: &scanned, baseline: &baseline, verdict: &verdict };
    ui.print(|out| told.write(out))?;
    Ok(Exit::Ok)
}

fn refuse_to_replace(session: &Session) -> Result<(), Failure> {
    match [CONFIG_FILE, BASELINE_FOLDER].into_iter().find(|name| session.root.join(name).exists()) {
        None => Ok(()),
        Some(path) => Err(Failure::usage(CliError::AlreadyAdopted { path })),
    }
}

/// What `demock check` will say, right after.
fn judge(session: &Session, scanned: &Scanned, baseline: &Baseline) -> Verdict {
    check(&Check {
        report: &scanned.report,
        rules: scanned.rules.names(),
        baseline,
        stale: Stale::Fails,
        coverage: Coverage::Whole,
        exists: &|path| session.root.join(path).exists(),
        loosening: &[],
        permission: Permission::Withheld,
    })
}

/// What was done, and what comes next.
struct Told<'a> {
    proposal: &'a Proposal,
    scanned: &'a Scanned,
    baseline: &'a Baseline,
    verdict: &'a Verdict,
}

impl Told<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.files(out)?;
        self.next_failure(out)?;
        writeln!(out, "\nNext:")?;
        writeln!(out, "  1. git add {CONFIG_FILE} {BASELINE_FOLDER} && git commit -m \"Adopt demock\"")?;
        if self.verdict.failures.contains(&GateFailure::NoTests) {
            writeln!(out, "  2. demock scan, to see which files were read: no test was recognised in them")
        } else {
            writeln!(out, "  2. run `demock check` in CI; `demock plan` says where to begin")
        }
    }

    fn files(&self, out: &mut dyn Write) -> io::Result<()> {
        let report = &self.scanned.report;
        let (files, findings) = (number(report.files as usize, "file"), number(report.findings.len(), "finding"));
        writeln!(out, "read {files}: {findings}, {}", number(report.tests.len(), "test"))?;
        let mut parts = vec![number(self.proposal.services.len(), "service")];
        parts.extend(self.proposal.tiers.iter().map(|tier| {
            let patterns = tier.paths.len() + tier.markers.len();
            format!("tier {} from {}", tier.name, number(patterns, "pattern"))
        }));
        if !self.proposal.exclude.is_empty() {
            parts.push(format!("{} left out", self.proposal.exclude.join(", ")));
        }
        if !self.proposal.compose.is_empty() {
            parts.push(format!("stack from {}", self.proposal.compose.join(", ")));
        }
        writeln!(out, "wrote {CONFIG_FILE}: {}", parts.join("; "))?;
        let accepted = number(self.baseline.len(), "accepted finding");
        writeln!(out, "wrote {BASELINE_FOLDER}/: {accepted} in {}", number(self.baseline.services.len(), "file"))
    }

    fn next_failure(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.verdict.failures.contains(&GateFailure::NoTests) {
            return writeln!(out, "`demock check` fails now: no test was found, so it proves nothing");
        }
        if !self.verdict.passes() {
            return writeln!(out, "`demock check` fails now: run it to see why");
        }
        let mut tests: BTreeMap<&str, usize> = BTreeMap::new();
        for test in self.scanned.report.tests.iter() {
            *tests.entry(self.scanned.report.tests.tier(test).as_str()).or_default() += 1;
        }
        let tiers = &self.scanned.settings.root().tiers;
        let held: Vec<String> = tiers.iter().filter_map(|tier| held(tier, *tests.get(&*tier.name)?)).collect();
        if held.is_empty() {
            return writeln!(
                out,
                "`demock check` passes now, and nothing will fail it: no test claims to be integration or e2e.\n\
                 Say which do: `paths` or `markers` of [tier.integration] in {CONFIG_FILE}"
            );
        }
        writeln!(out, "`demock check` passes now. It fails on the next new double of\n{}", held.join("\n"))
    }
}

/// What the tests of a tier may not replace; `None` where they may replace everything, or are only warned.
fn held(tier: &Tier, tests: usize) -> Option<String> {
    let forbidden = BoundarySet::ALL.without(tier.may_replace).without(tier.warn);
    let names: Vec<&str> = forbidden.iter().map(Boundary::as_str).collect();
    let what = match names.len() {
        0 => return None,
        all if all == Boundary::ALL.len() => "anything".to_owned(),
        all if all > FORBIDDEN_NAMED => {
            format!("{} and {} more boundaries", names[..FORBIDDEN_NAMED].join(", "), all - FORBIDDEN_NAMED)
        }
        _ => names.join(", "),
    };
    Some(format!("  {what} in {} of tier {}", number(tests, "test"), tier.name))
}

/// A number with its noun, in the plural where it is not one.
fn number(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
