//! `demock baseline`: the only writer of the baseline.

use crate::args::{Baseline as BaselineArgs, Subject};
use crate::error::{CliError, Exit, Failure};
use crate::session::Session;
use crate::ui::Ui;
use demock_config::Environment;
use demock_model::Report;
use demock_scan::gate::{self, BASELINE_FOLDER, Baseline, store};
use std::sync::Arc;

pub(crate) fn run(args: &BaselineArgs, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let subject = Subject { today: args.today, ..Subject::default() };
    let session = Session::new(&subject, environment)?;
    let report = session.scan()?.report;
    let before = store::load(&session.root).map_err(Failure::usage)?;
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
        Some(reason) => gate::accept(before, report, &Arc::from(reason.as_str()), &exists),
        None if args.change.shrink => gate::shrink(before, report, &exists),
        None => gate::write(report),
    }
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
