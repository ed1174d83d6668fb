//! `demock plan`: the remediation plan.

use crate::args::Plan;
use crate::commands::check::plain_verdict;
use crate::error::{Exit, Failure};
use crate::session::Session;
use crate::ui::Ui;
use demock_config::Environment;
use demock_report::plan::markdown;

pub(crate) fn run(args: &Plan, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let session = Session::new(&args.subject, environment)?;
    let scanned = session.scan()?;
    let verdict = plain_verdict(&session, &scanned)?;
    ui.write(args.output.as_deref(), |out| markdown::write(&scanned.report, Some(&verdict), out))?;
    Ok(Exit::Ok)
}
