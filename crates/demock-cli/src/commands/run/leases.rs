//! The leases of a run: who hands them out, and what is said of them at the end.

use crate::args::FreshScope;
use crate::commands::stack::Reading;
use crate::error::Failure;
use demock_config::Fresh;
use demock_stack::{
    Broker, Counters, Endpoint, Failed, Ingredients, Inherit, LeaseSummary, LeaseWaits, Manner, Source, Stack,
    Variables, environment, lay_kits,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// How far leases are shared: what the command line says, else the settings.
pub(crate) fn fresh(asked: Option<FreshScope>, reading: &Reading) -> Fresh {
    match asked {
        Some(FreshScope::Run) => Fresh::Run,
        Some(FreshScope::Worker) => Fresh::Worker,
        Some(FreshScope::Test) => Fresh::Test,
        None => reading.fresh().unwrap_or(Fresh::Worker),
    }
}

fn word(fresh: Fresh) -> &'static str {
    match fresh {
        Fresh::Run => "run",
        Fresh::Worker => "worker",
        Fresh::Test => "test",
    }
}

/// Opens the broker of a run.
pub(crate) fn open(reading: &Reading, stack: &Stack, failed: Failed) -> Result<Broker, Failure> {
    let (callers, project, pass) = (reading.variables.clone(), reading.project.clone(), reading.pass.clone());
    let variables: Variables = Box::new(move |endpoints: &[Endpoint], temporary: &Path, lease: &str| {
        let made = environment(&Ingredients {
            callers: &callers,
            inherit: Inherit::Families,
            pass: &pass,
            project: &project,
            endpoints,
            temporary,
            lease,
            beside: &[],
        });
        let is_leases = |source: &Source| matches!(source, Source::Lease(_) | Source::Demock | Source::Compose(_));
        let entries = made.entries.into_values().filter(|entry| is_leases(&entry.source));
        entries.map(|entry| (entry.name, entry.value)).collect::<BTreeMap<String, String>>()
    });
    Broker::open(stack, Manner { variables, failed, of_tests: reading.isolation() }).map_err(Failure::internal)
}

/// What a command is told of its broker, and by which it finds demock's plugins.
pub(crate) fn told(
    reading: &Reading,
    stack: &Stack,
    broker: &Broker,
    fresh: Fresh,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut told = lay_kits(stack.folder(), &reading.variables).map_err(Failure::internal)?;
    told.push(("DEMOCK_SOCKET", broker.socket().display().to_string()));
    told.push(("DEMOCK_FRESH", word(fresh).to_owned()));
    Ok(told)
}

/// How many tests are named whose contents stayed.
const NAMED_MAX: usize = 20;

/// What leases have cost, in lines; none where nobody asked for one.
pub(crate) fn lines(summary: &LeaseSummary) -> Vec<String> {
    if summary.is_empty() {
        return Vec::new();
    }
    let LeaseSummary { from_pool, made, private, leased, renewing, .. } = summary;
    let all = from_pool + made;
    let mut lines = vec![format!(
        "{all} lease{}: {from_pool} from the pool, {made} made, {private} with servers of their own; waited {}",
        if all == 1 { "" } else { "s" },
        waited(leased)
    )];
    let tests = summary.untouched + summary.renewed + summary.held;
    if tests > 0 {
        let plural = if tests == 1 { "" } else { "s" };
        let mut line = format!("{tests} test{plural} with fresh contents: {} changed nothing", summary.untouched);
        if summary.renewed > 0 {
            line.push_str(&format!(", after {} contents began anew ({})", summary.renewed, waited(renewing)));
        }
        if summary.held > 0 {
            line.push_str(&format!(
                ", after {} contents stayed, because something that outlives the test holds on to them",
                summary.held
            ));
        }
        lines.push(line);
    }
    let held = summary.tests.iter().filter(|test| test.contents == "held" && !test.name.is_empty());
    lines.extend(held.take(NAMED_MAX).map(|test| format!("contents stayed: {}", test.name)));
    lines.extend(summary.slow.iter().map(|(name, micros)| format!("waited {}: {name}", milliseconds(*micros))));
    for (name, said) in &summary.refused_by_server {
        lines.push(format!("{name}: what a shared server cannot keep apart: {said}"));
    }
    if !summary.refused_by_server.is_empty() {
        lines.push(
            "leases of tests had servers of their own from then on; `[stack] isolation = \"private\"` has all of them so".to_owned(),
        );
    }
    if summary.refused > 0 {
        lines.push(format!("{} requests were refused", summary.refused));
    }
    lines
}

/// Lines that look into what failed tests have left.
pub(crate) fn kept(summary: &LeaseSummary) -> Vec<String> {
    let mut lines: Vec<String> = summary.kept.iter().map(|line| format!("kept: {line}")).collect();
    if summary.not_kept > 0 {
        lines.push(format!("{} more tests failed: of so many, contents are not kept", summary.not_kept));
    }
    lines
}

/// What was done with a service, for tools.
pub(crate) fn service(name: &str, engine: &str, counted: Option<Counters>) -> Value {
    json!({
        "name": name,
        "engine": engine,
        "touched": counted.map(|it| it.is_touched()),
        "connections": counted.and_then(|it| it.connections),
        "commands": counted.map(|it| it.commands),
        "rows_written": counted.and_then(|it| it.rows_written),
        "dropped_databases": counted.and_then(|it| it.dropped),
    })
}

/// The table as one object, schema `demock.run/1`.
pub(crate) fn json(summary: &LeaseSummary, services: &[Value]) -> Value {
    json!({"schema": "demock.run/1", "leases": summary, "services": services})
}

fn waited(waits: &LeaseWaits) -> String {
    let (middle, most) = (milliseconds(waits.p50_us), milliseconds(waits.max_us));
    format!("{middle} in the middle, {most} at most")
}

fn milliseconds(micros: u64) -> String {
    format!("{}.{} ms", micros / 1000, micros % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use demock_stack::Tested;

    #[test]
    fn what_leases_have_cost_is_said_in_milliseconds() {
        let waits = |count, p50_us, max_us| LeaseWaits { count, p50_us, max_us, sum_us: 0 };
        let summary = LeaseSummary {
            from_pool: 3,
            made: 1,
            private: 4,
            leased: waits(4, 1_250, 31_000),
            untouched: 140,
            renewed: 72,
            renewing: waits(72, 5_049, 9_990),
            held: 1,
            tests: vec![
                Tested { name: "tests/a.py::b".to_owned(), contents: "renewed", waited_us: 9_990 },
                Tested { name: "tests/a.py::c".to_owned(), contents: "held", waited_us: 0 },
            ],
            slow: vec![("tests/a.py::b".to_owned(), 9_990)],
            ..LeaseSummary::default()
        };
        assert_eq!(
            lines(&summary),
            [
                "4 leases: 3 from the pool, 1 made, 4 with servers of their own; waited 1.2 ms in the middle, 31.0 ms at most",
                "213 tests with fresh contents: 140 changed nothing, after 72 contents began anew (5.0 ms in the middle, 9.9 ms at most), \
                 after 1 contents stayed, because something that outlives the test holds on to them",
                "contents stayed: tests/a.py::c",
                "waited 9.9 ms: tests/a.py::b",
            ]
        );
        assert!(lines(&LeaseSummary::default()).is_empty());
    }
}
