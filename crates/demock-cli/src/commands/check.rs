//! `demock check`: the gate.

use crate::args::{Check as CheckArgs, GateFormat, Subject};
use crate::commands::explain::Documentation;
use crate::error::{CliError, Exit, Failure};
use crate::session::Session;
use crate::source::TreeSource;
use crate::ui::Ui;
use demock_config::Environment;
use demock_model::{Fingerprint, Loosening, Report, Verdict};
use demock_report::gate;
use demock_report::scan::{github, json, junit, markdown, sarif};
use demock_scan::cache::Shard;
use demock_scan::gate::store;
use demock_scan::gate::{
    Baseline, Before, BeforeError, Check, Coverage, Permission, Stale, check, loosenings, tier_loosenings,
};
use demock_scan::git::{Change, Repository, Revision};
use demock_scan::scan::Scanned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) fn run(args: &CheckArgs, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let session = match args.merge[..] {
        [] => Session::new(&args.subject, environment)?,
        [..] => with_shards(args, environment)?,
    };
    let (scanned, mut verdict) = judge(args, &session)?;
    verdict.notices.extend(scanned.idle.iter().map(|told| format!("{told}: correct or remove the pattern")));
    verdict.notices.extend(unshared(&scanned.unshared));
    verdict.notices.extend(missed(&scanned.missed));
    let report = &scanned.report;
    let source = TreeSource::new(session.root.clone());
    let options = ui.options_for(args.output.as_deref());
    ui.write(args.output.as_deref(), |out| match args.format {
        GateFormat::Text => gate::text::write(report, &verdict, &source, &options, out),
        GateFormat::Json => json::write(report, out),
        GateFormat::Sarif => sarif::write(report, &Documentation, env!("CARGO_PKG_VERSION"), out),
        GateFormat::Markdown => markdown::write(report, Some(&verdict), out),
        GateFormat::Github => github::write(report, Some(&verdict), out),
        GateFormat::Junit => junit::write(report, Some(&verdict), out),
    })?;
    Ok(if verdict.passes() { Exit::Ok } else { Exit::Violated })
}

/// The scan that the verdict is about, and the verdict.
fn judge(args: &CheckArgs, session: &Session) -> Result<(Scanned, Verdict), Failure> {
    let now = session.scan()?;
    let baseline = store::load(&session.root).map_err(Failure::usage)?;
    let permission = if args.allow_loosening { Permission::Given } else { Permission::Withheld };
    let Some(revision) = &args.since else {
        let verdict = verdict(args, session, &now, &baseline, &[], permission);
        return Ok((now, verdict));
    };
    let repository = Repository::of(&session.root).map_err(Failure::usage)?;
    let before = match (Before::at(&repository, revision), permission) {
        (Ok(before), _) => before,
        // A change that mends a policy cannot be held to the one that it mends.
        (Err(BeforeError::Config { error, .. }), Permission::Given) => {
            let what = format!("the policy of `{revision}` is left out, since it is wrong: {}", error.kind);
            let unread = Loosening { path: (&*error.origin.path).into(), line: error.origin.line, what };
            let verdict = verdict(args, session, &now, &baseline, &[unread], permission);
            return Ok((now, verdict));
        }
        (Err(error), _) => return Err(Failure::usage(error)),
    };
    let then = session.scan_with(before.settings.clone())?;
    let mut loosened = changed_policy(&repository, &before, &now, &baseline)?;
    loosened.extend(tier_loosenings(&before, &then.report, &now.settings, &now.report));
    // What a change loosens counts only once somebody says so: until then the policy of before is in force.
    let (judged, accepted) = match permission {
        Permission::Given => (now, &baseline),
        Permission::Withheld => (
            Scanned { idle: now.idle, unshared: now.unshared, missed: now.missed, ..then },
            before.baseline_in_force(&baseline),
        ),
    };
    let mut verdict = verdict(args, session, &judged, accepted, &loosened, permission);
    if args.format == GateFormat::Github {
        // The other formats list what fails, and count the rest.
        verdict.new_warnings = Some(new_warnings(session, &repository, &before.revision, &judged.report)?);
    }
    Ok((judged, verdict))
}

/// Warnings of a report that were not there at the revision: what stood in a changed file then is scanned in its place of today.
fn new_warnings(
    session: &Session,
    repository: &Repository,
    revision: &Revision,
    report: &Report,
) -> Result<Vec<u32>, Failure> {
    let changed = repository.changed(revision).map_err(Failure::usage)?.into_iter();
    let mut old_names: BTreeMap<String, Option<String>> = changed
        .filter_map(|file| match file.change {
            Change::Added => Some((file.path, None)),
            Change::Modified => Some((file.path.clone(), Some(file.path))),
            Change::Renamed(old) => Some((file.path, Some(old))),
            Change::Deleted => None,
        })
        .collect();
    let untracked = repository.untracked().map_err(Failure::usage)?;
    old_names.extend(untracked.into_iter().map(|path| (path, None)));
    let names = session.names();
    let mut new = Vec::new();
    let warnings: Vec<u32> =
        (0..).zip(&report.findings).filter(|(_, finding)| finding.warns()).map(|(at, _)| at).collect();
    let finding = |at: &u32| &report.findings[*at as usize];
    for file in warnings.chunk_by(|a, b| finding(a).path == finding(b).path) {
        let path = &finding(&file[0]).path;
        let Some(old_name) = old_names.get(&**path) else { continue };
        let text = match old_name {
            Some(old_name) => repository.read(revision, old_name).map_err(Failure::usage)?.unwrap_or_default(),
            None => Vec::new(),
        };
        let before = session.scan_text(&names, path, &text)?.scanned.report;
        let stood: BTreeSet<Fingerprint> = before.findings.iter().map(|finding| finding.fingerprint).collect();
        new.extend(file.iter().filter(|at| !stood.contains(&finding(at).fingerprint)));
    }
    Ok(new)
}

/// A session that knows what shards say, asked for the rules that they were asked for.
fn with_shards(args: &CheckArgs, environment: &Environment) -> Result<Session, Failure> {
    let mut shards = Vec::with_capacity(args.merge.len());
    for file in &args.merge {
        let path = file.display().to_string();
        let bytes =
            std::fs::read(file).map_err(|source| Failure::usage(CliError::ReadFile { path: path.clone(), source }))?;
        shards.push(Shard::read(bytes).map_err(|source| Failure::usage(CliError::Shard { path, source }))?);
    }
    let select = shards.first().and_then(|shard| shard.select.clone());
    if let Some(other) = shards.iter().find(|shard| shard.select != select) {
        let told = |select: &Option<String>| select.as_ref().map_or_else(|| "all".to_owned(), |it| format!("`{it}`"));
        return Err(Failure::usage(CliError::ShardRules { first: told(&select), other: told(&other.select) }));
    }
    let subject = Subject { select, ..args.subject.clone() };
    Ok(Session::new(&subject, environment)?.given(shards))
}

/// That files are in no shard as they are here: the verdict is right, and a part of it was not got from where it should be.
fn unshared(files: &[Arc<str>]) -> Option<String> {
    let told = such_as(files, "is in no shard as it is here", "are in no shard as they are here")?;
    Some(format!("{told}, and read here: write the shards from the tree that they are merged for"))
}

/// That files of the shards are not here: nothing is said of them, though they are somewhere.
fn missed(files: &[Arc<str>]) -> Option<String> {
    let told = such_as(files, "is in a shard and not in this tree", "are in a shard and not in this tree")?;
    Some(format!("{told}: nothing is said of what is not here; merge shards in the tree that they were written from"))
}

/// Says of one file or of several, the first of them named, what they are.
fn such_as(files: &[Arc<str>], is: &str, are: &str) -> Option<String> {
    match files {
        [] => None,
        [one] => Some(format!("`{one}` {is}")),
        [first, ..] => Some(format!("{} files {are}, such as `{first}`", files.len())),
    }
}

fn changed_policy(
    repository: &Repository,
    before: &Before,
    now: &Scanned,
    baseline: &Baseline,
) -> Result<Vec<Loosening>, Failure> {
    let changed = repository.changed(&before.revision).map_err(Failure::usage)?;
    let old_names: BTreeMap<String, String> = changed
        .into_iter()
        .filter_map(|file| match file.change {
            Change::Renamed(old) => Some((file.path, old)),
            Change::Added | Change::Deleted | Change::Modified => None,
        })
        .collect();
    let text_before = |path: &str| {
        let old = old_names.get(path).map_or(path, String::as_str);
        repository.read(&before.revision, old).ok().flatten()
    };
    Ok(loosenings(before, &now.settings, baseline, &now.report, &text_before))
}

fn verdict(
    args: &CheckArgs,
    session: &Session,
    scanned: &Scanned,
    baseline: &Baseline,
    loosening: &[Loosening],
    permission: Permission,
) -> Verdict {
    let covers = |path: &str| covered(session, path);
    let coverage = if session.paths.is_empty() { Coverage::Whole } else { Coverage::Part(&covers) };
    check(&Check {
        report: &scanned.report,
        rules: scanned.rules.names(),
        baseline,
        stale: if args.locked { Stale::Fails } else { Stale::Notice },
        coverage,
        exists: &|path| session.root.join(path).exists(),
        loosening,
        permission,
    })
}

/// Whether a path lies below one of those that were asked for.
fn covered(session: &Session, path: &str) -> bool {
    let path = session.root.join(path);
    session.paths.iter().any(|asked| path.starts_with(asked))
}

/// The verdict on a scan as it stands, for reports that say what is new.
pub(crate) fn plain_verdict(session: &Session, scanned: &Scanned) -> Result<Verdict, Failure> {
    let baseline = store::load(&session.root).map_err(Failure::usage)?;
    Ok(check(&Check {
        report: &scanned.report,
        rules: scanned.rules.names(),
        baseline: &baseline,
        stale: Stale::Notice,
        coverage: Coverage::Whole,
        exists: &|path| session.root.join(path).exists(),
        loosening: &[],
        permission: Permission::Withheld,
    }))
}
