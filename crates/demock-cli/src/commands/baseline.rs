//! `demock baseline`: the only writer of the baseline.

use crate::args::{Baseline as BaselineArgs, Subject};
use crate::error::{CliError, Exit, Failure};
use crate::session::Session;
use crate::ui::Ui;
use demock_config::Environment;
use demock_model::{Report, Text};
use demock_scan::gate::{self, BASELINE_FOLDER, Baseline, store};
use demock_scan::rules::RULE_SET;

pub(crate) fn run(args: &BaselineArgs, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let subject = Subject { today: args.today, ..Subject::default() };
    if args.change.accept.as_deref().is_some_and(|reason| reason.trim().is_empty()) {
        return Err(Failure::usage(CliError::BlankReason));
    }
    let session = Session::new(&subject, environment)?;
    let before = store::load(&session.root).map_err(Failure::usage)?;
    refuse_newer(&before)?;
    let report = session.scan()?.report;
    let after = changed(args, &session, &before, &report);
    save(&session, &after)?;
    ui.print(|out| {
        writeln!(out, "{BASELINE_FOLDER}/ holds {} ({} before)", count(after.len()), before.len())?;
        if after.len() > before.len() {
            writeln!(out, "commit it: `demock check` fails on the next new one")?;
        }
        Ok(())
    })?;
    Ok(Exit::Ok)
}

fn changed(args: &BaselineArgs, session: &Session, before: &Baseline, report: &Report) -> Baseline {
    let exists = |path: &str| session.root.join(path).exists();
    match &args.change.accept {
        Some(reason) => gate::accept(before, report, Text::new(reason), &exists),
        None if args.change.shrink => gate::shrink(before, report, &exists),
        None => gate::write(report),
    }
}

/// A baseline that a newer rule set wrote holds findings that this one cannot see: writing it would forget them.
fn refuse_newer(before: &Baseline) -> Result<(), Failure> {
    let newest = before.services.values().map(|service| service.rule_set).max().unwrap_or(0);
    if newest <= RULE_SET {
        return Ok(());
    }
    Err(Failure::usage(CliError::OlderRuleSet { own: RULE_SET, baseline: newest }))
}

/// Writes the baseline's folder.
pub(crate) fn save(session: &Session, baseline: &Baseline) -> Result<(), Failure> {
    store::save(&session.root, baseline)
        .map(|_| ())
        .map_err(|source| Failure::internal(CliError::WriteFile { path: BASELINE_FOLDER.to_owned(), source }))
}

fn count(entries: usize) -> String {
    if entries == 1 { "1 accepted finding".to_owned() } else { format!("{entries} accepted findings") }
}
