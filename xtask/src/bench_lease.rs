//! `cargo xtask bench-lease`: what a lease costs a test, beside what others do for each test, in one run.
//!
//! Clients are Python with psycopg, whose own time to connect is in every figure that says *connected*. Absent on purpose: whether
//! leases stay apart (`soak-lease`).

mod scripts;
mod sqlx_peer;

use crate::Outcome;
use crate::asked::{Asked, Writes};
use crate::bench::load_average;
use crate::bench_stack::{replace_section, scheduling};
use crate::lease_project::{Project, TABLES, succeeds};
use crate::percentiles::Sorted;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// What its part of the page begins with.
const HEADING: &str = "# Leases";
/// Samples of each figure where nothing else is asked for.
const RUNS_DEFAULT: u64 = 200;
/// Bursts that ask for more than stands ready.
const BURSTS: &str = "10";
/// How often a whole suite runs.
const SUITES: usize = 15;
/// Figures by their names in the script, in words, and what is wanted of the middle one with Postgres 14 and 17.
const FIGURES: [(&str, &str, [&str; 2]); 10] = [
    ("pool", "a test's lease from the pool, connected", ["2.5", "2.5"]),
    ("alone", "connecting alone, to a database that stands and was connected to", ["", ""]),
    ("miss", "the same, made when asked for, connected", ["30", "22"]),
    ("private", "a server of its own, made when asked for, connected", ["30", "30"]),
    ("cold", "a test's lease after twelve seconds in which nobody asked, connected", ["", ""]),
    ("kept", "a query on a worker's kept connection after a test that read", ["0.5", "0.5"]),
    ("untouched", "contents after a test that read", ["0.2", "0.2"]),
    ("touched", "contents anew after a test that wrote, 60 ms after the last", ["6", "6"]),
    ("touched at once", "the same at once after the last", ["", ""]),
    ("truncate", "by hand: TRUNCATE of all tables", ["", ""]),
];

/// Samples by their names.
type Samples = BTreeMap<String, Vec<f64>>;

/// Measures and writes its part of `docs/performance.md`.
pub(crate) fn run(root: &Path, words: &[&str]) -> Outcome {
    let asked = Asked::new(root, "bench-lease", &[("runs", RUNS_DEFAULT)], Writes::Always, words)?;
    let runs = asked.number("runs");
    let measured = measure(&asked.demock, &asked.outer, runs)?;
    let failed = |error: std::io::Error| vec![error.to_string()];
    replace_section(root, HEADING, &measured).map_err(failed)?;
    Ok(format!("bench-lease: {runs} samples of each figure"))
}

fn measure(demock: &Path, outer: &Path, runs: usize) -> Result<String, Vec<String>> {
    let failed = |error: std::io::Error| vec![error.to_string()];
    let load_before = load_average();
    let mut versions = Vec::new();
    let mut newest = None;
    for (name, image) in [("14", "postgres:14"), ("17", "postgres:17")] {
        let project = Project::new(demock, outer, name, &[image, "redis:7"]).map_err(failed)?;
        project.write("leases.py", scripts::LEASES).map_err(failed)?;
        // The first run fetches and makes the template.
        project.run(Some(&[]), &["-c", ""])?;
        versions.push(samples(&project.run(Some(&[]), &["leases.py", &runs.to_string(), BURSTS])?));
        newest = Some(project);
    }
    let project = newest.ok_or_else(|| vec!["no version".to_owned()])?;
    let peers = peers(&project)?;
    let suites = suites(&project)?;
    Ok(format!(
        "{HEADING}\n\nMade by `cargo xtask bench-lease`: the release binary, everything fetched, templates of {TABLES} tables made, Redis 7 in each \
         lease; {runs} samples of each figure. What is made when asked for is what was waited for longer than 5 ms in {BURSTS} bursts of 30 leases of tests and \
         of 12 of workers. Clients are Python with psycopg. *Wanted* is of p50; p99 is wanted within 3 times p50. Milliseconds.\n\n- load average of the machine: {load_before} before, {} \
         after; scheduling: {}\n\n{}\n{peers}\n{suites}",
        load_average(),
        scheduling(),
        table(&versions)
    ))
}

/// Lines of a name and a number, which stands last.
fn samples(said: &str) -> Samples {
    let mut all = Samples::new();
    for (name, value) in said.lines().filter_map(|line| line.rsplit_once(' ')) {
        all.entry(name.to_owned()).or_default().extend(value.parse::<f64>());
    }
    all
}

fn sorted(all: &Samples, name: &str) -> Sorted {
    Sorted::new(all.get(name).cloned().unwrap_or_default())
}

fn table(versions: &[Samples]) -> String {
    let mut text = String::from(
        "| what | 14 p50 | 14 p99 | wanted | 17 p50 | 17 p99 | wanted |\n| --- | --: | --: | --: | --: | --: | --: |\n",
    );
    let rollback = ("rollback", "by hand: BEGIN and ROLLBACK", ["", ""]);
    for (name, words, wanted) in FIGURES.into_iter().chain([rollback]) {
        text.push_str(&format!("| {words}"));
        for (all, wanted) in versions.iter().zip(wanted) {
            let all = sorted(all, name);
            text.push_str(&format!(" | {:.2} | {:.2} | {wanted}", all.at(50), all.at(99)));
        }
        text.push_str(" |\n");
    }
    for (name, words, wanted) in [
        ("a second, read", "leases a second, 8 workers, connected", "75 or more"),
        ("a second, write", "the same where each writes a row", "75 or more"),
        ("failed", "workers that failed", "0"),
    ] {
        text.push_str(&format!("| {words}"));
        for all in versions {
            text.push_str(&format!(" | {:.0} | | {wanted}", sorted(all, name).at(100)));
        }
        text.push_str(" |\n");
    }
    text
}

/// What others do between the bodies of two tests that write, beside the same Postgres 17.
fn peers(project: &Project) -> Result<String, Vec<String>> {
    let failed = |error: std::io::Error| vec![error.to_string()];
    project.write("between.py", scripts::BETWEEN).map_err(failed)?;
    project.write("peer/test_writes.py", scripts::PYTEST_POSTGRESQL).map_err(failed)?;
    project.write("run_django.py", scripts::DJANGO).map_err(failed)?;
    project.write("app/__init__.py", "").map_err(failed)?;
    project.write("app/models.py", scripts::DJANGO_MODELS).map_err(failed)?;
    for (module, kind) in [("tests_rolled", "TestCase"), ("tests_flushed", "TransactionTestCase")] {
        project.write(&format!("app/{module}.py"), &scripts::DJANGO_TESTS.replace("KIND", kind)).map_err(failed)?;
    }
    let pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "peer/test_writes.py"];
    let ways: [(&str, &[&str]); 3] = [
        ("pytest-postgresql 10.0.0, a database from its template", &pytest),
        ("Django's runner, TestCase (rolled back)", &["run_django.py", "app.tests_rolled"]),
        ("Django's runner, TransactionTestCase (flushed)", &["run_django.py", "app.tests_flushed"]),
    ];
    let mut text = String::from(
        "What others do from the end of one test that writes to the beginning of the next, beside the same Postgres 17, with as many tables. Milliseconds.\n\n\
         | way | p50 | p99 |\n| --- | --: | --: |\n",
    );
    let mut row = |name: &str, said: &str| {
        let all = sorted(&samples(said), "between");
        text.push_str(&format!("| {name}, {} times | {:.2} | {:.2} |\n", all.len(), all.at(50), all.at(99)));
    };
    for (name, words) in ways {
        let mut command = project.command(Some(&[]), words);
        succeeds(command.env("PYTHONPATH", &project.folder))?;
        let place = project.folder.join("between.txt");
        row(name, &fs::read_to_string(&place).map_err(failed)?);
        fs::remove_file(&place).map_err(failed)?;
    }
    row(sqlx_peer::NAME, &sqlx_peer::run(project)?);
    Ok(text)
}

/// A whole command: its name, the options of `demock run` where that is around it, and its words.
type Way<'w> = (&'w str, Option<&'w [&'w str]>, Vec<&'w str>);

/// Whole suites, each in turn.
fn suites(project: &Project) -> Result<String, Vec<String>> {
    let failed = |error: std::io::Error| vec![error.to_string()];
    for (name, text) in [
        ("shop.py", scripts::SHOP),
        ("test_trivial.py", scripts::TRIVIAL),
        ("test_with_mocks.py", scripts::WITH_MOCKS),
        ("test_on_leases.py", scripts::ON_LEASES),
        ("test_with_own_tables.py", &format!("{}{}", scripts::OWN_TABLE, scripts::ON_LEASES)),
        ("init/shop.sql", scripts::SHOP_TABLES),
    ] {
        project.write(name, text).map_err(failed)?;
    }
    let pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider"];
    let with = |more: &[&'static str]| [&pytest[..], more].concat();
    let ways: [Way<'_>; 6] = [
        ("1,000 trivial tests, plain pytest", None, with(&["test_trivial.py"])),
        ("the same under `demock run`", Some(&[]), with(&["test_trivial.py"])),
        ("the same under it without the plugin", Some(&[]), with(&["-p", "no:demock_pytest", "test_trivial.py"])),
        ("200 tests of a shop with mocks, plain pytest", None, with(&["test_with_mocks.py"])),
        (
            "the same with a database, `demock run --fresh test`",
            Some(&["--fresh", "test"]),
            with(&["test_on_leases.py"]),
        ),
        (
            "the same where each test that writes makes a table",
            Some(&["--fresh", "test"]),
            with(&["test_with_own_tables.py"]),
        ),
    ];
    let mut took: Vec<Vec<f64>> = ways.iter().map(|_| Vec::new()).collect();
    for _ in 0..SUITES {
        for ((_, options, words), took) in ways.iter().zip(&mut took) {
            let began = Instant::now();
            project.run(*options, words)?;
            took.push(began.elapsed().as_secs_f64() * 1e3);
        }
    }
    let middles: Vec<f64> = took.iter().map(|it| Sorted::new(it.clone()).at(50)).collect();
    // Round by round, since the machine is slower in some than in others.
    let by_plugin = match &took[..] {
        [_, under, without, ..] => under.iter().zip(without).map(|(under, without)| under - without).collect(),
        _ => Vec::new(),
    };
    let mut text = format!(
        "Whole commands, {SUITES} times in turn. Half of the shop's tests write, and each begins with what the template holds. \
         Milliseconds, the middle one.\n\n| command | ms |\n| --- | --: |\n"
    );
    for ((name, ..), middle) in ways.iter().zip(&middles) {
        text.push_str(&format!("| {name} | {middle:.0} |\n"));
    }
    if let [plain, under, _, mocks, leases, own_tables] = middles[..] {
        text.push_str(&format!(
            "\n`demock run` against plain pytest: {:.2} (1.05 wanted), services started and ended in it; the plugin: {:.0} µs a test (50 wanted). \
             A database in each of 200 tests against mocks: {:.2}, and {:.2} where tests make tables.\n",
            under / plain,
            Sorted::new(by_plugin).at(50),
            leases / mocks,
            own_tables / mocks
        ));
    }
    Ok(text)
}
