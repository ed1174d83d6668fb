//! `MOCK_REMEDIATION_PLAN.md`.

use super::{criteria, effort, phases::Schedule, work};
use crate::effect::Ground;
use crate::escape::{markdown_code, markdown_prose};
use crate::figures::{Figures, count, grouped};
use crate::gate::failing;
use crate::replacement;
use crate::tables::{Align, Table};
use demock_model::{Boundary, Language, Mode, Priority, Report, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Different replacement sentences that are quoted for one boundary.
const SENTENCES: usize = 3;

/// Writes the plan of a report; the verdict, where there is one, says how each service stands against its baseline.
pub fn write(report: &Report, verdict: Option<&Verdict>, out: &mut dyn Write) -> io::Result<()> {
    let figures = Figures::of(report);
    let known: BTreeMap<&str, (Priority, Mode)> =
        report.services.iter().map(|it| (&*it.name, (it.priority, it.mode))).collect();
    let services = order(&figures, &known);
    let work = work::Work::of(report, &services);
    let priorities = known.iter().map(|(name, (priority, _))| (*name, *priority)).collect();
    let schedule = Schedule::of(report, work.ground, &priorities);
    let plan = Plan { report, verdict, figures, known, services, work, schedule };
    plan.head(out)?;
    plan.services_table(out)?;
    plan.phases(out)?;
    plan.replacements(out)?;
    plan.service_pages(out)?;
    plan.hollow(out)?;
    criteria::write(report, verdict, &plan.figures, &plan.work, out)?;
    estimate(out)
}

/// Services by priority, then by open findings, then by name.
fn order<'a>(figures: &Figures<'a>, known: &BTreeMap<&'a str, (Priority, Mode)>) -> Vec<&'a str> {
    let rows = figures.by_service();
    let mut services: Vec<_> = rows.keys().copied().collect();
    services.sort_by_key(|name| {
        let priority = known.get(name).map_or(Priority::Medium, |(priority, _)| *priority);
        (priority, u64::MAX - rows.get(name).map_or(0, |row| row.open), *name)
    });
    services
}

struct Plan<'a> {
    report: &'a Report,
    verdict: Option<&'a Verdict>,
    figures: Figures<'a>,
    known: BTreeMap<&'a str, (Priority, Mode)>,
    services: Vec<&'a str>,
    work: work::Work<'a>,
    schedule: Schedule<'a>,
}

impl Plan<'_> {
    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let (report, figures) = (self.report, &self.figures);
        writeln!(out, "# Mock remediation plan\n")?;
        writeln!(
            out,
            "Written by `demock plan` from {} on {} (rule set {}). Do not edit it: write it anew.\n",
            markdown_code(&report.root),
            report.today,
            report.rule_set
        )?;
        let todo: u64 = self.work.services.iter().map(work::ServiceWork::sites).sum();
        writeln!(out, "## Totals\n")?;
        writeln!(out, "- {} read, {} seen", count(report.files, "file"), count(figures.tests, "test"))?;
        writeln!(out, "- {}; {}", figures.what(), figures.severities())?;
        writeln!(
            out,
            "- {} to clean up, {} that policy permits or an allowance covers",
            count(todo, "site"),
            grouped(work::permitted(report, self.work.ground))
        )?;
        writeln!(
            out,
            "- a site reaches {} of {}; hollow tests: {}",
            grouped(figures.tainted),
            count(figures.tests, "test"),
            grouped(figures.hollow)
        )?;
        let minutes = self.schedule.minutes_by_service.values().sum();
        writeln!(out, "- estimated effort: {} (see the end)", effort::hours(minutes))?;
        if self.work.ground == Ground::AllSites && figures.sites > 0 {
            writeln!(
                out,
                "\nPolicy minds none of these sites in a test that claims to be an integration or end-to-end test, so this plan counts every site and every test. Say which tests claim more under `[tier.integration]` in `demock.toml`."
            )?;
        }
        writeln!(out)
    }

    fn services_table(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.services.is_empty() {
            return Ok(());
        }
        writeln!(out, "## Services\n")?;
        let rows = self.figures.by_service();
        let cells = |name: &&str| {
            let row = rows.get(name).copied().unwrap_or_default();
            let priority = self.known.get(name).map_or(Priority::Medium, |(priority, _)| *priority);
            let minutes = self.schedule.minutes_by_service.get(name).copied().unwrap_or_default();
            let todo =
                self.work.services.iter().find(|known| *known.name == **name).map_or(0, work::ServiceWork::sites);
            vec![
                markdown_code(name),
                priority.to_string(),
                grouped(row.sites),
                grouped(todo),
                grouped(row.tests),
                grouped(row.tainted),
                effort::hours(minutes),
                self.status(name),
            ]
        };
        let table = Table {
            columns: &[
                ("Service", Align::Left),
                ("Priority", Align::Left),
                ("Sites", Align::Right),
                ("To do", Align::Right),
                ("Tests", Align::Right),
                ("Tests with sites", Align::Right),
                ("Effort", Align::Right),
                ("Against the baseline", Align::Left),
            ],
            rows: self.services.iter().map(cells).collect(),
        };
        table.markdown(out)?;
        writeln!(out)
    }

    /// How a service stands: what of it can fail the gate, and how much of that is new.
    fn status(&self, service: &str) -> String {
        let mode = self.known.get(service).map_or(Mode::NewOnly, |(_, mode)| *mode);
        let of = |at: &u32| *self.report.findings[*at as usize].service == *service;
        let gating = failing(self.report, None).iter().filter(|at| of(at)).count() as u64;
        let Some(verdict) = self.verdict else { return format!("{mode}; not compared") };
        let new = failing(self.report, Some(verdict)).iter().filter(|at| of(at)).count() as u64;
        match mode {
            Mode::Observe => format!("{mode}: {} seen", grouped(gating)),
            Mode::NewOnly => format!("{mode}: {} new, {} accepted", grouped(new), grouped(gating.saturating_sub(new))),
            Mode::Enforce => format!("{mode}: {} failing", grouped(new)),
        }
    }

    fn phases(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.schedule.phases.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "## Phases\n\nBy priority of the service, then by what its tests claim. A test is freed in the phase that takes its last site.\n"
        )?;
        let cells =
            |(at, ((priority, _, tier), phase)): (usize, (&super::phases::PhaseKey<'_>, &super::phases::Phase<'_>))| {
                let services: Vec<_> = phase.services.iter().map(|name| markdown_code(name)).collect();
                vec![
                    (at + 1).to_string(),
                    format!("{priority}, {}", markdown_prose(tier)),
                    services.join(" "),
                    grouped(phase.sites),
                    grouped(phase.files.len() as u64),
                    grouped(phase.frees),
                    effort::hours(phase.minutes),
                ]
            };
        let table = Table {
            columns: &[
                ("Phase", Align::Right),
                ("Priority and tier", Align::Left),
                ("Services", Align::Left),
                ("Sites", Align::Right),
                ("Files", Align::Right),
                ("Frees tests", Align::Right),
                ("Effort", Align::Right),
            ],
            rows: self.schedule.phases.iter().enumerate().map(cells).collect(),
        };
        table.markdown(out)?;
        writeln!(out)
    }

    fn replacements(&self, out: &mut dyn Write) -> io::Result<()> {
        let effects = self.work.ground.effects(self.report, |finding| finding.boundary);
        if effects.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "## What to use instead\n\n`demock run -- COMMAND` gives a test run the addresses that the snippets read.\n"
        )?;
        for (boundary, effect) in crate::effect::by_freed(&effects) {
            writeln!(
                out,
                "### {boundary}\n\n{} in all; on its own it frees {} of the {} it reaches.\n",
                count(effect.sites, "site"),
                grouped(effect.freed),
                count(effect.reached, "test")
            )?;
            for (sentence, number) in self.sentences(boundary) {
                writeln!(out, "- {} ({})", markdown_prose(sentence), count(number, "site"))?;
            }
            writeln!(out)?;
            for harness in self.harnesses(boundary) {
                let snippet = replacement::snippet(boundary, harness);
                writeln!(
                    out,
                    "With {}:\n\n```{}\n{}\n```\n",
                    harness.name(),
                    harness.code_language(),
                    snippet.trim_end()
                )?;
            }
        }
        Ok(())
    }

    /// The most frequent replacement sentences of a boundary.
    fn sentences(&self, boundary: Boundary) -> Vec<(&str, u64)> {
        let mut counts = BTreeMap::<&str, u64>::new();
        for finding in self.report.findings.iter().filter(|it| it.boundary == boundary && self.work.ground.counts(it)) {
            *counts.entry(&finding.replacement).or_default() += 1;
        }
        counts.remove("");
        let mut order: Vec<_> = counts.into_iter().collect();
        order.sort_by_key(|(sentence, number)| (u64::MAX - number, *sentence));
        order.truncate(SENTENCES);
        order
    }

    fn harnesses(&self, boundary: Boundary) -> BTreeSet<replacement::Harness> {
        let languages: BTreeSet<Language> = self
            .report
            .findings
            .iter()
            .filter(|it| it.boundary == boundary && self.work.ground.counts(it))
            .map(|it| it.language)
            .collect();
        languages.into_iter().map(|language| replacement::Harness::of(language, self.report)).collect()
    }

    fn service_pages(&self, out: &mut dyn Write) -> io::Result<()> {
        for service in &self.work.services {
            let sites: u64 = service.files.iter().map(|it| it.effect.sites).sum();
            writeln!(out, "## Service {}\n", markdown_code(service.name))?;
            writeln!(
                out,
                "{} in {}, in order of effect: tests freed per site.\n",
                count(sites, "site"),
                count(service.files.len() as u64, "file")
            )?;
            for (at, file) in service.files.iter().enumerate() {
                writeln!(
                    out,
                    "{}. {}: {}, reaches {}, frees {}",
                    at + 1,
                    markdown_code(file.path),
                    count(file.effect.sites, "site"),
                    count(file.effect.reached, "test"),
                    grouped(file.effect.freed)
                )?;
                for ((boundary, kind, target, severity), lines) in &file.sites {
                    let target = target.map(|target| format!(" of {}", markdown_code(target))).unwrap_or_default();
                    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
                    let noun = if lines.len() == 1 { "line" } else { "lines" };
                    writeln!(out, "   - {severity}: {kind}{target} ({boundary}), {noun} {}", lines.join(", "))?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn hollow(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.work.hollow.is_empty() {
            return Ok(());
        }
        writeln!(out, "## Tests that prove nothing\n")?;
        for finding in &self.work.hollow {
            let why = finding.reasons.join("; ");
            let why = if why.is_empty() { finding.message() } else { why };
            writeln!(out, "- {}:{}: {}", markdown_code(&finding.path), finding.place.line, markdown_prose(&why))?;
        }
        writeln!(out)
    }
}

fn estimate(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## How the effort was estimated\n")?;
    writeln!(
        out,
        "By constants, not by measurement; one person, without review. For every service and boundary that needs a real part (database, cache, http, llm, websocket, queue, own-service): {} min to connect it once. For every file, boundary and target: {} min for the first site, {} min for each further one. For every disguised site {} min more. The sum is rounded up to half an hour.",
        effort::CONNECT,
        effort::FIRST,
        effort::FURTHER,
        effort::DISGUISED
    )
}
