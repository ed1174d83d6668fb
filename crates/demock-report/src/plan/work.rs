//! The work there is: sites by service and file, grouped so that equal ones share a line.

use crate::effect::{Effect, Ground, in_order};
use crate::figures::is_site;
use demock_model::{Boundary, Finding, Group, Kind, Report, Severity};
use std::collections::BTreeMap;

/// What makes sites of one file equal to a reader.
pub(super) type SiteKey<'a> = (Boundary, Kind, Option<&'a str>, Severity);

/// One file with its sites.
pub(super) struct FileWork<'a> {
    pub(super) path: &'a str,
    pub(super) effect: Effect,
    /// Lines of the sites of each key.
    pub(super) sites: BTreeMap<SiteKey<'a>, Vec<u32>>,
}

/// One service with its files in order of effect.
pub(super) struct ServiceWork<'a> {
    pub(super) name: &'a str,
    pub(super) files: Vec<FileWork<'a>>,
}

impl ServiceWork<'_> {
    /// Sites to clean up.
    pub(super) fn sites(&self) -> u64 {
        self.files.iter().map(|file| file.effect.sites).sum()
    }
}

/// Everything to do.
pub(super) struct Work<'a> {
    pub(super) ground: Ground,
    pub(super) services: Vec<ServiceWork<'a>>,
    /// Tests that prove nothing, as findings that policy minds.
    pub(super) hollow: Vec<&'a Finding>,
}

impl<'a> Work<'a> {
    /// The work of a report; services in the order of `names`.
    pub(super) fn of(report: &'a Report, names: &[&'a str]) -> Self {
        let ground = Ground::of(report);
        let effects = ground.effects(report, |finding| (&*finding.service, &*finding.path));
        let mut sites = BTreeMap::<(&str, &str), BTreeMap<SiteKey<'a>, Vec<u32>>>::new();
        for finding in report.findings.iter().filter(|finding| ground.counts(finding)) {
            let key = (finding.boundary, finding.kind, finding.target.as_deref(), finding.severity);
            let file = sites.entry((&*finding.service, &*finding.path)).or_default();
            file.entry(key).or_default().push(finding.place.line);
        }
        let mut by_service = BTreeMap::<&str, Vec<FileWork<'a>>>::new();
        for ((service, path), effect) in in_order(&effects) {
            let sites = sites.remove(&(service, path)).unwrap_or_default();
            by_service.entry(service).or_default().push(FileWork { path, effect: effect.clone(), sites });
        }
        let services =
            names.iter().filter_map(|name| by_service.remove(name).map(|files| ServiceWork { name, files })).collect();
        let hollow = report
            .findings
            .iter()
            .filter(|it| it.group() == Group::Hollow && it.severity != Severity::Info && it.allowance.is_none())
            .collect();
        Self { ground, services, hollow }
    }
}

/// The sites of a report that nobody has to touch: policy permits them or an allowance covers them.
pub(super) fn permitted(report: &Report, ground: Ground) -> u64 {
    report.findings.iter().filter(|finding| is_site(finding) && !ground.counts(finding)).count() as u64
}
