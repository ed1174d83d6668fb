//! `demock diff REV`: the before-and-after report.

use crate::args::Diff;
use crate::error::{Exit, Failure};
use crate::session::Session;
use crate::ui::Ui;
use demock_config::Environment;
use demock_report::diff::{compare, markdown};
use demock_scan::git::Repository;

pub(crate) fn run(args: &Diff, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let session = Session::new(&args.subject, environment)?;
    let repository = Repository::of(&session.root).map_err(Failure::usage)?;
    let revision = repository.revision(&args.revision).map_err(Failure::usage)?;
    let export = repository.export(&revision).map_err(Failure::internal)?;
    let before = session.moved_to(export.root()).scan()?.report;
    let after = session.scan()?.report;
    let comparison = compare(&before, &after);
    let before = markdown::Named { name: &args.revision, report: &before };
    let after = markdown::Named { name: "the work tree", report: &after };
    ui.write(args.output.as_deref(), |out| markdown::write(before, after, &comparison, out))?;
    Ok(Exit::Ok)
}
