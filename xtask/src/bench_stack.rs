//! `cargo xtask bench-stack`: how long `demock run` takes until its command runs beside services that answer, and to end.
//!
//! A run is the release binary as anybody starts it, on a project of its own with everything fetched and templates made; the
//! command is `echo`, whose first byte says that it runs. Stacks take turns, and peers after each turn.

mod firsts;
mod peers;

use crate::Outcome;
use crate::asked::{Asked, Writes};
use crate::bench::load_average;
use crate::percentiles::Sorted;
use peers::Peers;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Runs of each stack where nothing else is asked for.
const RUNS_DEFAULT: u64 = 40;
/// What the page begins with that this command writes, below what `bench-scan` writes.
const HEADING: &str = "# Services";

/// What is started.
struct Stack {
    name: &'static str,
    images: &'static [&'static str],
    /// Milliseconds until its command runs that are wanted, of the middle run.
    wanted: Option<u32>,
}

const STACKS: [Stack; 4] = [
    Stack { name: "Postgres 14, Redis 7", images: &["postgres:14", "redis:7"], wanted: Some(35) },
    Stack { name: "Postgres 17, Redis 7", images: &["postgres:17", "redis:7"], wanted: Some(35) },
    Stack {
        name: "Postgres 14, Redis 7, ClickHouse 26.7",
        images: &["postgres:14", "redis:7", "clickhouse/clickhouse-server:latest"],
        wanted: Some(150),
    },
    Stack { name: "Redis 7", images: &["redis:7"], wanted: None },
];
/// How much longer than the middle run all but one of a hundred may take.
const SLOWEST: f64 = 2.5;
/// Milliseconds from the command's first byte to the end of demock that are wanted.
const END_WANTED: u32 = 60;

/// What one run took.
struct Took {
    to_first_byte: Duration,
    to_end: Duration,
}

/// Measures and writes its part of `docs/performance.md`.
pub(crate) fn run(root: &Path, words: &[&str]) -> Outcome {
    let asked = Asked::new(root, "bench-stack", &[("runs", RUNS_DEFAULT)], Writes::Always, words)?;
    let (runs, load_before) = (asked.number("runs"), load_average());
    let peers = Peers::new(&asked.demock, &asked.outer).map_err(|error| vec![error])?;
    let projects = projects(&asked.demock, &asked.outer)?;
    let (stacks, ways) = measure(&asked.demock, &projects, runs, &peers)?;
    let cache = asked.outer.join("first");
    let firsts = projects.iter().map(|project| firsts::measure(&asked.demock, project, &cache));
    let firsts = firsts.collect::<Result<Vec<_>, _>>()?;
    let failed = |error: std::io::Error| vec![error.to_string()];
    let mut page = page(&stacks, runs, &load_before);
    firsts::page(&mut page, &STACKS, &firsts);
    beside(&mut page, &ways, &peers);
    replace_section(root, HEADING, &page).map_err(failed)?;
    Ok(format!("bench-stack: {runs} runs of {} stacks", STACKS.len()))
}

/// Puts one section of `docs/performance.md` in the place of the one with its heading, or behind all others.
pub(crate) fn replace_section(root: &Path, heading: &str, section: &str) -> std::io::Result<()> {
    let path = root.join("docs/performance.md");
    let whole = fs::read_to_string(&path)?;
    let begin = whole.find(&format!("{heading}\n")).unwrap_or(whole.len());
    let (before, rest) = whole.split_at(begin);
    let end = rest.match_indices("\n# ").map(|(at, _)| at + 1).next().unwrap_or(rest.len());
    let parts = [before, section, &rest[end..]].map(str::trim).into_iter().filter(|part| !part.is_empty());
    fs::write(&path, format!("{}\n", parts.collect::<Vec<_>>().join("\n\n")))
}

/// What this command has written before, for whoever writes the rest of the page.
pub(crate) fn kept(root: &Path) -> String {
    let whole = fs::read_to_string(root.join("docs/performance.md")).unwrap_or_default();
    whole.find(&format!("{HEADING}\n")).map_or(String::new(), |at| format!("\n{}", &whole[at..]))
}

/// A folder of each stack, with everything fetched and a template made.
fn projects(demock: &Path, outer: &Path) -> Result<Vec<PathBuf>, Vec<String>> {
    let mut projects = Vec::new();
    for (at, stack) in STACKS.iter().enumerate() {
        let project = outer.join(at.to_string());
        fs::create_dir_all(&project).map_err(|error| vec![error.to_string()])?;
        let mut compose = String::from("services:\n");
        for (at, image) in stack.images.iter().enumerate() {
            compose.push_str(&format!("  s{at}:\n    image: {image}\n"));
        }
        let written = fs::write(project.join("docker-compose.test.yml"), compose);
        let written = written.and_then(|()| fs::write(project.join("demock.toml"), ""));
        written.map_err(|error| vec![error.to_string()])?;
        // The first fetches and makes the template, the second finds all in memory.
        once(echo(demock), &project)?;
        once(echo(demock), &project)?;
        projects.push(project);
    }
    Ok(projects)
}

#[expect(clippy::type_complexity, reason = "what was measured of stacks, and of peers")]
fn measure(
    demock: &Path,
    projects: &[PathBuf],
    runs: usize,
    peers: &Peers,
) -> Result<(Vec<Vec<Took>>, Vec<Vec<Duration>>), Vec<String>> {
    let mut all: Vec<Vec<Took>> = STACKS.iter().map(|_| Vec::new()).collect();
    let mut ways: Vec<Vec<Duration>> = peers.ways.iter().map(|_| Vec::new()).collect();
    for way in &peers.ways {
        peers.once(way).map_err(|error| vec![error])?;
    }
    for _ in 0..runs {
        for (project, took) in projects.iter().zip(&mut all) {
            took.push(once(echo(demock), project)?);
        }
        for (way, took) in peers.ways.iter().zip(&mut ways) {
            took.push(peers.once(way).map_err(|error| vec![error])?);
        }
    }
    Ok((all, ways))
}

/// A run whose command says one thing.
fn echo(demock: &Path) -> Command {
    let mut command = Command::new(demock);
    command.args(["run", "-q", "--", "echo", "x"]);
    command
}

/// A run that was started.
struct Running {
    child: Child,
    began: Instant,
}

fn start(mut command: Command, project: &Path, input: Stdio) -> Result<Running, Vec<String>> {
    command.current_dir(project).stdin(input).stdout(Stdio::piped());
    let began = Instant::now();
    let child = command.spawn().map_err(|error| vec![error.to_string()])?;
    Ok(Running { child, began })
}

impl Running {
    /// Waits until the command has said something.
    fn first_byte(&mut self) -> Result<Duration, Vec<String>> {
        let read = self.child.stdout.as_mut().map(|out| out.read_exact(&mut [0]));
        let took = self.began.elapsed();
        match read {
            Some(Ok(())) => Ok(took),
            Some(Err(error)) => Err(vec![format!("the command of demock run said nothing: {error}")]),
            None => Err(vec!["the command of demock run has no output".to_owned()]),
        }
    }

    fn end(mut self) -> Result<Duration, Vec<String>> {
        let status = self.child.wait().map_err(|error| vec![error.to_string()])?;
        let took = self.began.elapsed();
        if status.success() { Ok(took) } else { Err(vec![format!("demock run ended with {status}")]) }
    }
}

fn once(command: Command, project: &Path) -> Result<Took, Vec<String>> {
    let mut running = start(command, project, Stdio::null())?;
    let to_first_byte = running.first_byte()?;
    Ok(Took { to_first_byte, to_end: running.end()? })
}

fn page(all: &[Vec<Took>], runs: usize, load_before: &str) -> String {
    let mut page = format!(
        "{HEADING}\n\nMade by `cargo xtask bench-stack`: the release binary, everything fetched, templates made, {runs} runs of each stack in \
         turn. *Ready* is from the start of `demock run` to the first byte of its command, `echo`, beside services that answer; *end* is \
         from there until demock has ended and nothing is left, {END_WANTED} wanted; p99 is wanted within {SLOWEST} times p50. Milliseconds.\n\n- load average of the machine: {load_before} before, {} \
         after; scheduling: {}\n\n| stack | ready p50 | wanted | ready p99 | ÷ p50 | ready max | end p50 | end max |\n| --- | --: | --: | --: | --: | --: | --: | --: |\n",
        load_average(),
        scheduling()
    );
    for (stack, took) in STACKS.iter().zip(all) {
        let sorted = |of: &dyn Fn(&Took) -> Duration| Sorted::of(took.iter().map(of));
        let (ready, end) = (sorted(&|it| it.to_first_byte), sorted(&|it| it.to_end.saturating_sub(it.to_first_byte)));
        let wanted = stack.wanted.map_or(String::new(), |wanted| wanted.to_string());
        let (middle, late) = (ready.at(50), ready.at(99));
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| {} | {middle:.0} | {wanted} | {late:.0} | {:.1} | {:.0} | {:.0} | {:.0} |",
            stack.name,
            late / middle,
            ready.at(100),
            end.at(50),
            end.at(100)
        );
    }
    page
}

/// What peers take, beside the same under `demock run`.
fn beside(page: &mut String, ways: &[Vec<Duration>], peers: &Peers) {
    page.push_str(
        "\nUntil a query is answered in a test of one line, from the start of the command, in the same run as the above; the same \
         Postgres 17.10 in all, with what each sets by default and its data where it puts them. Milliseconds.\n\n| way | p50 | p99 | max |\n| --- | --: | --: | --: |\n",
    );
    for (way, took) in peers.ways.iter().zip(ways) {
        let all = Sorted::of(took.iter().copied());
        let row = [50, 99, 100].map(|percent| format!("{:.0}", all.at(percent)));
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| {} | {} |", way.name, row.join(" | "));
    }
}

/// How this process, and with it all that it starts, is scheduled: on a machine that others use as well, `chrt -r 1` before
/// the command keeps their load out of the figures.
pub(crate) fn scheduling() -> &'static str {
    /// The field of `/proc/self/stat` behind the name.
    const POLICY: usize = 38;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    match fields.split_ascii_whitespace().nth(POLICY) {
        Some("0") => "ordinary",
        Some("1" | "2") => "before all ordinary processes (`chrt -r 1`)",
        _ => "unknown",
    }
}
