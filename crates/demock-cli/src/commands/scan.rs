//! `demock scan`: lists what is found.

use crate::args::{Format, Scan};
use crate::commands::explain::Documentation;
use crate::error::{Exit, Failure};
use crate::session::Session;
use crate::source::TreeSource;
use crate::ui::Ui;
use demock_config::Environment;
use demock_report::scan::{github, html, json, junit, markdown, sarif, text};

pub(crate) fn run(args: &Scan, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let session = Session::new(&args.subject, environment)?;
    let report = session.scan()?.report;
    let source = TreeSource::new(session.root.clone());
    let options = *ui.options();
    ui.print(|out| match args.format {
        Format::Text => text::write(&report, &source, &options, out),
        Format::Json => json::write(&report, out),
        Format::Sarif => sarif::write(&report, &Documentation, env!("CARGO_PKG_VERSION"), out),
        Format::Markdown => markdown::write(&report, None, out),
        Format::Github => github::write(&report, None, out),
        Format::Junit => junit::write(&report, None, out),
        Format::Html => html::write(&report, &source, out),
    })?;
    Ok(Exit::Ok)
}
