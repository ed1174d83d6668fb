//! One finding, or one test, of this tree.

use crate::commands::explain::near;
use crate::error::{CliError, Failure};
use crate::session::Session;
use crate::source::TreeSource;
use crate::ui::Ui;
use demock_config::InlineAllows;
use demock_model::{Finding, Group, Report, TestId};
use demock_report::SourceLines as _;
use demock_scan::gate::{Baseline, baseline::entry_of, store};
use demock_scan::scan::{Scanned, Step, Trace};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Tests that are named one by one.
const TESTS_NAMED: usize = 20;

/// Says what a finding is, why, where, which tests it reaches, and what to use instead.
pub(super) fn finding(fingerprint: &str, session: &Session, ui: &mut Ui) -> Result<(), Failure> {
    let scanned = session.scan()?;
    let found: Vec<&Finding> =
        scanned.report.findings.iter().filter(|it| it.fingerprint.to_string() == fingerprint).collect();
    if found.is_empty() {
        return Err(Failure::usage(CliError::UnknownFinding { fingerprint: fingerprint.to_owned() }));
    }
    let baseline = store::load(&session.root).map_err(Failure::usage)?;
    let source = TreeSource::new(session.root.clone());
    ui.print(|out| {
        found.iter().try_for_each(|finding| {
            let line = source.line(&finding.path, finding.place.line);
            let inline = scanned.settings.scope(&finding.path).inline_allows;
            let whole = Whole { finding, report: &scanned.report, baseline: &baseline, inline };
            whole.write(line.as_deref(), out)
        })
    })
}

/// A finding with what is around it.
struct Whole<'a> {
    finding: &'a Finding,
    report: &'a Report,
    baseline: &'a Baseline,
    inline: InlineAllows,
}

impl Whole<'_> {
    fn write(&self, line: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        let Finding { path, place, .. } = self.finding;
        let it = self.finding;
        writeln!(out, "{path}:{}:{}: {}", place.line, place.column, it.message())?;
        if let Some(line) = line {
            writeln!(out, "  {}", line.trim())?;
        }
        writeln!(out, "\nrule         {} ({})", it.rule, it.framework)?;
        let also: Vec<&str> = it.also.iter().map(demock_model::Kind::as_str).collect();
        let also = if also.is_empty() { String::new() } else { format!(", also {}", also.join(", ")) };
        writeln!(out, "kind         {}{also} ({})", it.kind, it.group())?;
        writeln!(out, "replaces     {}", it.target.as_deref().unwrap_or("not known"))?;
        writeln!(out, "boundary     {}", it.boundary)?;
        writeln!(out, "tier         {}", it.tier)?;
        writeln!(out, "service      {}", it.service)?;
        if !it.owners.is_empty() {
            writeln!(out, "owners       {}", it.owners.join(" "))?;
        }
        if !it.scope.is_empty() {
            writeln!(out, "inside       {}", it.scope)?;
        }
        writeln!(out, "judged       {}, {}: {}", it.severity, it.confidence, self.standing())?;
        for reason in it.reasons.iter() {
            writeln!(out, "because      {reason}")?;
        }
        writeln!(out, "fingerprint  {}", it.fingerprint)?;
        tests(self.report, it, out)?;
        writeln!(out, "\nuse instead: {}", it.replacement)?;
        match self.inline {
            InlineAllows::Permitted if it.gates() => {
                writeln!(out, "or allow it here, with a reason: demock: allow({}) REASON", it.rule)
            }
            InlineAllows::Permitted | InlineAllows::Forbidden => Ok(()),
        }
    }

    /// How the gate takes it.
    fn standing(&self) -> &'static str {
        if self.finding.allowance.is_some() {
            "an exception covers it"
        } else if !self.finding.gates() {
            "listed, fails nothing"
        } else if self.baseline.entries().any(|entry| *entry == entry_of(self.finding)) {
            "accepted by the baseline"
        } else {
            "fails the gate"
        }
    }
}

fn tests(report: &Report, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    match finding.tests.len() {
        0 => return writeln!(out, "\nreaches no test"),
        1 => writeln!(out, "\nreaches 1 test:")?,
        many => writeln!(out, "\nreaches {many} tests:")?,
    }
    for test in finding.tests.iter().take(TESTS_NAMED) {
        writeln!(out, "  {}", report.tests.id(test))?;
    }
    match finding.tests.len().checked_sub(TESTS_NAMED) {
        Some(more) if more > 0 => writeln!(out, "  and {more} more"),
        Some(_) | None => Ok(()),
    }
}

/// Gives a test's verdict, and the sites that reach it, each with the way by which it does.
pub(super) fn test(id: &str, session: &Session, ui: &mut Ui) -> Result<(), Failure> {
    let (Scanned { report, .. }, traces) = session.scan_traced(id)?;
    let tests = &report.tests;
    let Some(test) = tests.iter().find(|test| tests.id(*test) == id) else {
        let ids: Vec<String> = tests.iter().map(|test| tests.id(test)).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        return Err(Failure::usage(CliError::UnknownTest { id: id.to_owned(), near: near(id, &ids) }));
    };
    let source = TreeSource::new(session.root.clone());
    ui.print(|out| verdict(&report, test, &traces, &source, out))
}

fn verdict(
    report: &Report,
    test: TestId,
    traces: &[Trace],
    source: &TreeSource,
    out: &mut dyn Write,
) -> io::Result<()> {
    let tests = &report.tests;
    let reaching: Vec<&Finding> = report.findings.iter().filter(|it| it.tests.contains(&test)).collect();
    writeln!(out, "{}", tests.id(test))?;
    writeln!(out, "tier {}, service {}", tests.tier(test), tests.service(test))?;
    if tests.is_hollow(test) {
        let also = if tests.is_tainted(test) { ", and doubled" } else { "" };
        writeln!(out, "hollow: it proves nothing{also}; {}", findings_counted(reaching.len()))?;
    } else if tests.is_tainted(test) {
        let doubles = reaching.iter().filter(|it| matches!(it.group(), Group::Explicit | Group::Disguised));
        let boundaries: BTreeSet<&str> = doubles.map(|it| it.boundary.as_str()).collect();
        let boundaries: Vec<&str> = boundaries.into_iter().collect();
        writeln!(out, "doubled: {}; {}", boundaries.join(", "), sites_counted(reaching.len()))?;
    } else if reaching.is_empty() {
        return writeln!(out, "clean: no site reaches it");
    } else {
        writeln!(out, "clean: {}, none of which replaces anything", sites_counted(reaching.len()))?;
    }
    for it in reaching {
        writeln!(out, "\n{}:{}: {} [{}]", it.path, it.place.line, it.message(), it.rule)?;
        let place = (it.place.line, it.place.column);
        if let Some(trace) = traces.iter().find(|trace| trace.path == it.path && trace.place == place) {
            way(trace, source, out)?;
        }
        writeln!(out, "  {}, {}; use instead: {}", it.severity, it.confidence, it.replacement)?;
        writeln!(out, "  demock explain --finding {}", it.fingerprint)?;
    }
    Ok(())
}

/// The steps from the test to the site, each with the line that defines it.
fn way(trace: &Trace, source: &TreeSource, out: &mut dyn Write) -> io::Result<()> {
    let place = |step: &Step| {
        if step.line == 0 { step.path.to_string() } else { format!("{}:{}", step.path, step.line) }
    };
    let width = trace.steps.iter().map(|step| place(step).len()).max().unwrap_or(0);
    for step in &trace.steps {
        let text = match step.line {
            0 => "(what the file itself runs)".into(),
            line => source.line(&step.path, line).unwrap_or_default(),
        };
        writeln!(out, "  {:width$}  {}", place(step), text.trim())?;
    }
    Ok(())
}

fn findings_counted(count: usize) -> String {
    if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") }
}

fn sites_counted(count: usize) -> String {
    if count == 1 { "1 site".to_owned() } else { format!("{count} sites") }
}
