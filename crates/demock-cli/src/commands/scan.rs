//! `demock scan`: lists what is found.

use crate::args::{Format, Scan, Subject};
use crate::commands::explain::Documentation;
use crate::error::{CliError, Exit, Failure};
use crate::session::Session;
use crate::source::{BufferSource, TreeSource};
use crate::ui::Ui;
use demock_config::Environment;
use demock_model::Report;
use demock_report::SourceLines;
use demock_report::scan::{github, html, json, junit, markdown, sarif, text};
use demock_scan::git::{Change, Repository};
use demock_scan::restrict::restrict;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

pub(crate) fn run(args: &Scan, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    if let Some(path) = &args.stdin_filename {
        return standard_input(args, path, environment, ui);
    }
    let session = Session::new(&args.subject, environment)?;
    let changed = args.since.as_ref().map(|revision| changed_since(&session, revision)).transpose()?;
    let report = session.scan()?.report;
    let report = match changed {
        None => report,
        Some(changed) => restrict(report, &|path| changed.contains(path)),
    };
    write(args, &report, &TreeSource::new(session.root), ui)
}

/// Files that differ from a revision, those that git does not track yet included. Asked before anything is scanned, so
/// that a revision which is not there fails at once.
fn changed_since(session: &Session, revision: &str) -> Result<BTreeSet<String>, Failure> {
    let repository = Repository::of(&session.root).map_err(Failure::usage)?;
    let revision = repository.revision(revision).map_err(Failure::usage)?;
    let changed = repository.changed(&revision).map_err(Failure::usage)?.into_iter();
    let present = changed.filter(|file| match file.change {
        Change::Added | Change::Modified | Change::Renamed(_) => true,
        Change::Deleted => false,
    });
    let mut paths: BTreeSet<String> = present.map(|file| file.path).collect();
    paths.extend(repository.untracked().map_err(Failure::usage)?);
    Ok(paths)
}

/// Scans a text that an editor holds, in the place of the file that it will be saved as.
fn standard_input(args: &Scan, path: &Path, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    std::io::stdin().lock().read_to_end(&mut text).map_err(|error| Failure::internal(CliError::Input(error)))?;
    let here = std::env::current_dir().map_err(|error| Failure::internal(CliError::WorkingFolder(error)))?;
    let absolute = here.join(path);
    let subject = Subject { paths: Vec::new(), ..args.subject.clone() };
    let session = Session::at(path.parent().unwrap_or(Path::new("")), &subject, environment)?;
    let outside = || Failure::usage(CliError::Outside { path: path.display().to_string() });
    let name = session.relative(&absolute).ok_or_else(outside)?;
    let report = session.scan_text(&name, &text)?.report;
    write(args, &report, &BufferSource::new(name, &text), ui)
}

fn write(args: &Scan, report: &Report, source: &dyn SourceLines, ui: &mut Ui) -> Result<Exit, Failure> {
    let options = ui.options_for(args.output.as_deref());
    ui.write(args.output.as_deref(), |out| match args.format {
        Format::Text => text::write(report, source, &options, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(report, &Documentation, env!("CARGO_PKG_VERSION"), out),
        Format::Markdown => markdown::write(report, None, out),
        Format::Github => github::write(report, None, out),
        Format::Junit => junit::write(report, None, out),
        Format::Html => html::write(report, source, out),
    })?;
    Ok(Exit::Ok)
}
