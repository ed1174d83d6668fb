//! `demock scan`: lists what is found.

use crate::args::{Format, Scan, Subject};
use crate::commands::explain::Documentation;
use crate::error::{CliError, Exit, Failure};
use crate::session::Session;
use crate::source::{BufferSource, TreeSource};
use crate::ui::Ui;
use demock_config::Environment;
use demock_model::Report;
use demock_report::scan::{github, html, json, junit, markdown, sarif, text};
use demock_report::{SourceLines, TextOptions};
use demock_scan::cache::ANSWER_BYTES_MAX;
use demock_scan::git::{Change, Repository};
use demock_scan::restrict::restrict;
use std::collections::BTreeSet;
use std::io::{self, Read as _, Write};
use std::path::Path;

pub(crate) fn run(args: &Scan, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    if let Some(path) = &args.stdin_filename {
        return standard_input(args, path, environment, ui);
    }
    let session = Session::new(&args.subject, environment)?;
    if let Some(file) = &args.shard {
        let (scanned, shard) = session.shard(&args.subject)?;
        ui.write(Some(file), |out| out.write_all(&shard))?;
        return write(args, &scanned.report, &TreeSource::new(session.root), ui);
    }
    let Some(revision) = &args.since else { return whole_tree(args, &session, ui) };
    let changed = changed_since(&session, revision)?;
    let report = restrict(session.scan()?.report, &|path| changed.contains(path));
    write(args, &report, &TreeSource::new(session.root), ui)
}

/// Scans all that was asked for; where nothing has changed since the same was asked before, that answer is given again.
fn whole_tree(args: &Scan, session: &Session, ui: &mut Ui) -> Result<Exit, Failure> {
    let options = ui.options_for(args.output.as_deref());
    let answers = session.answers(&format!("scan {:?} {options:?}", args.format));
    let looked = session.look()?;
    let remembered = answers.zip(looked.digest().copied());
    if let Some((answers, digest)) = &remembered
        && let Some(answer) = answers.get(digest)
    {
        ui.write(args.output.as_deref(), |out| out.write_all(&answer))?;
        return Ok(Exit::Ok);
    }
    let report = session.scan_looked(looked)?.report;
    let source = TreeSource::new(session.root.clone());
    let Some((answers, digest)) = remembered else { return write(args, &report, &source, ui) };
    let (mut answer, mut whole) = (Vec::new(), false);
    ui.write(args.output.as_deref(), |out| {
        form(args.format, &report, &source, &options, &mut Copying { out, copy: &mut answer })?;
        whole = true;
        Ok(())
    })?;
    // A reader that went away leaves half an answer.
    if whole {
        // A folder that cannot be written to is said by the report, whose own cache lies in it.
        let _ = answers.put(&digest, &answer);
    }
    Ok(Exit::Ok)
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
    let report = session.scan_text(&session.names(), &name, &text)?.scanned.report;
    write(args, &report, &BufferSource::new(name, &text), ui)
}

fn write(args: &Scan, report: &Report, source: &dyn SourceLines, ui: &mut Ui) -> Result<Exit, Failure> {
    let options = ui.options_for(args.output.as_deref());
    ui.write(args.output.as_deref(), |out| form(args.format, report, source, &options, out))?;
    Ok(Exit::Ok)
}

fn form(
    format: Format,
    report: &Report,
    source: &dyn SourceLines,
    options: &TextOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::write(report, source, options, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(report, &Documentation, env!("CARGO_PKG_VERSION"), out),
        Format::Markdown => markdown::write(report, None, out),
        Format::Github => github::write(report, None, out),
        Format::Junit => junit::write(report, None, out),
        Format::Html => html::write(report, source, out),
    }
}

/// Writes on, and keeps a copy of the first bytes: as many as an answer may have, and enough more to tell that there
/// were more.
struct Copying<'a> {
    out: &'a mut dyn Write,
    copy: &'a mut Vec<u8>,
}

impl Write for Copying<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        if self.copy.len() <= ANSWER_BYTES_MAX {
            self.copy.extend_from_slice(&bytes[..written]);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
