//! `cargo xtask soak-stack`: whether stacks start every time, reach nobody else's services, and leave nothing, however they end.
//!
//! Three parts, each as long as asked: stacks in a row, eight at a time, and runs that are killed at a random moment, on both
//! paths of isolation. A command asks its services whose they are: where they keep data must be below its own lease. Anything
//! that is not as it should be fails the command. Absent on purpose: how long a start takes (`bench-stack`).

pub(crate) mod left;
mod pace;

use crate::Outcome;
use crate::asked::{Asked, Writes};
use crate::bench::load_average;
use crate::bench_stack::{replace_section, scheduling};
use crate::percentiles::Sorted;
use left::{Machine, left};
use pace::Pace;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What its part of the page begins with.
const HEADING: &str = "# Soak";
/// Stacks at a time.
const AT_A_TIME: usize = 8;
/// How long anything of a killed run may be there.
const GONE_MAX: Duration = Duration::from_secs(10);
/// How long one run may take before it counts as failed.
const RUN_MAX_SECONDS: &str = "120";
/// Time between two looks, so that they do not take the time of what they wait for.
const LOOK_EVERY: Duration = Duration::from_millis(3);
/// Until when a run is killed: it stands after a third of that.
const KILLED_WITHIN_MICROS: u64 = 200_000;
/// Both paths, with the time within which all should be gone.
const PATHS: [(&str, u64); 2] = [("namespaces", 50), ("reaper", 100)];

const COMPOSE: &str = "services:\n  db:\n    image: postgres:17\n  cache:\n    image: redis:7\n";
/// Says where its services keep their data, and whose lease it has.
const ASK: &str = "set -e; psql -AXtc 'SHOW data_directory'; P=${REDIS_URL#redis://127.0.0.1:}; exec 3<>/dev/tcp/127.0.0.1/${P%/0}; \
                   printf 'CONFIG GET dir\\r\\n' >&3; head -n 5 <&3 | tail -n 1; echo $DEMOCK_LEASE";
/// Children that ignore signals and have sessions of their own, and a query that never ends.
const BUSY: &str = "(setsid bash -c 'trap \"\" TERM HUP INT; sleep 600 & wait' &); \
                    psql -qXc 'SELECT count(*) FROM generate_series(1, 1e12)' & sleep 600";

/// How much is asked for.
struct Sizes {
    in_a_row: usize,
    at_a_time: usize,
    kills: usize,
    /// How long all of it may take.
    time: Duration,
}

/// What went wrong, and what was seen.
#[derive(Default)]
struct Seen {
    runs: usize,
    failures: usize,
    clashes: usize,
    problems: Vec<String>,
}

/// Soaks, and writes its part of `docs/performance.md` where that is asked for.
pub(crate) fn run(root: &Path, words: &[&str]) -> Outcome {
    let numbers = [("runs", 100), ("parallel", 10), ("kills", 20), ("minutes", 120)];
    let asked = Asked::new(root, "soak-stack", &numbers, Writes::WhenAsked, words)?;
    let failed = |error: std::io::Error| vec![error.to_string()];
    let project =
        Project { demock: asked.demock.clone(), root: asked.outer.join("project"), temporary: asked.outer.join("t") };
    project.make().map_err(failed)?;
    let sizes = Sizes {
        in_a_row: asked.number("runs"),
        at_a_time: asked.number("parallel"),
        kills: asked.number("kills"),
        time: Duration::from_mins(asked.number("minutes") as u64),
    };
    let (page, problems) = soak(&project, &sizes)?;
    if asked.writes {
        replace_section(root, HEADING, &format!("{HEADING}\n\n{page}")).map_err(failed)?;
    }
    if problems.is_empty() { Ok(page) } else { Err([vec![page], problems].concat()) }
}

struct Project {
    demock: PathBuf,
    root: PathBuf,
    temporary: PathBuf,
}

impl Project {
    fn make(&self) -> std::io::Result<()> {
        fs::create_dir_all(&self.root)?;
        fs::create_dir_all(&self.temporary)?;
        fs::write(self.root.join("docker-compose.test.yml"), COMPOSE)?;
        fs::write(self.root.join("demock.toml"), "")
    }

    /// As a shell starts its background jobs: with signals ignored by which Postgres is told to leave.
    fn background(&self, line: &str, isolation: &str) -> Command {
        let mut command = Command::new("bash");
        command.args(["-c", "trap '' INT QUIT; exec \"$0\" \"$@\""]).arg(&self.demock);
        self.with(command, line, isolation)
    }

    /// The same, ended where it takes longer than anything may.
    fn bounded(&self, line: &str, isolation: &str) -> Command {
        let mut command = Command::new("timeout");
        command.args(["--kill-after=10", RUN_MAX_SECONDS]).arg(&self.demock);
        self.with(command, line, isolation)
    }

    fn with(&self, mut command: Command, line: &str, isolation: &str) -> Command {
        command.args(["run", "-q", "--", "bash", "-c", line]).current_dir(&self.root).stdin(Stdio::null());
        command.env("TMPDIR", &self.temporary).env_remove("XDG_RUNTIME_DIR").env("DEMOCK_ISOLATION", isolation);
        command
    }

    /// One stack from nothing to its end.
    fn once(&self, seen: &Mutex<Seen>) {
        let ran = self.bounded(ASK, "namespaces").output();
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.runs += 1;
        let problem = match ran {
            Ok(ran) if ran.status.success() => {
                let said = String::from_utf8_lossy(&ran.stdout).into_owned();
                let lines: Vec<&str> = said.lines().map(str::trim).collect();
                let own = |lease: &str| lines.iter().filter(|line| line.contains(&format!("/runs/{lease}/"))).count();
                match lines.last() {
                    Some(lease) if lines.len() == 3 && own(lease) == 2 => return,
                    _ => {
                        seen.clashes += 1;
                        format!("somebody else's service answered: {said}")
                    }
                }
            }
            Ok(ran) => {
                seen.failures += 1;
                format!("{}: {}", ran.status, String::from_utf8_lossy(&ran.stderr))
            }
            Err(error) => {
                seen.failures += 1;
                error.to_string()
            }
        };
        seen.problems.push(problem);
    }
}

fn soak(project: &Project, asked: &Sizes) -> Result<(String, Vec<String>), Vec<String>> {
    let seen = Mutex::new(Seen::default());
    // The first fetches and makes the template.
    project.once(&seen);
    let mut before = Machine::now();
    let load_before = load_average();
    let look = || left(&project.temporary, &before);
    let first = taken(&seen);
    if !first.problems.is_empty() {
        return Err(first.problems);
    }
    let (began, pace_began, pace) = (Instant::now(), Instant::now(), Pace::new(asked.time));
    // A folder would be swept by the next run: it is looked for after each.
    let numbers = (0..asked.in_a_row).take_while(|number| pace.goes_on("in a row", *number, asked.in_a_row));
    let one_by_one = numbers.flat_map(|_| {
        project.once(&seen);
        look()
    });
    let left_behind: Vec<String> = one_by_one.collect();
    let mut rows = String::new();
    let mut problems = Vec::new();
    part("in a row", taken(&seen), left_behind, began.elapsed(), &mut rows, &mut problems);
    let (began, next) = (Instant::now(), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                let all = asked.at_a_time * AT_A_TIME;
                while pace.goes_on("at a time", next.fetch_add(1, Ordering::Relaxed), all) {
                    project.once(&seen);
                }
            });
        }
    });
    let took = began.elapsed();
    part(&format!("{AT_A_TIME} at a time"), taken(&seen), look(), took, &mut rows, &mut problems);
    let mut killed = String::new();
    for (isolation, target) in PATHS {
        let (text, found) = kills(project, asked.kills, (isolation, target), &mut before, &pace)?;
        killed.push_str(&text);
        problems.extend(found);
    }
    let page = format!(
        "Made by `cargo xtask soak-stack`: Postgres 17 and Redis 7 under `demock run`, whose command asks both whose data they keep. \
         Load average {load_before} before and {} after; scheduling: {}; {} minutes, nice value {}.\n\n| stacks | runs | failures | reached another's service | left \
         behind | stacks a second |\n| --- | --: | --: | --: | --: | --: |\n{}\nKilled by `SIGKILL` at a random moment of the first {} ms, \
         with a busy query and children that ignore signals and have sessions of their own, as a background job of a shell; *left* counts processes, folders, mounts, \
         segments of shared memory and files of `/dev/shm`. Milliseconds until a look at all processes found none, which takes a few itself.\n\n\
         | path | kills | left | gone p50 | gone p99 | gone max | wanted |\n| --- | --: | --: | --: | --: | --: | --: |\n{killed}",
        load_average(),
        scheduling(),
        pace_began.elapsed().as_secs() / 60,
        rustix::process::nice(0).unwrap_or_default(),
        rows,
        KILLED_WITHIN_MICROS / 1000
    );
    Ok((page, problems))
}

/// What was seen so far; the next part begins anew.
fn taken(seen: &Mutex<Seen>) -> Seen {
    std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner))
}

/// One part's row, and its problems.
fn part(name: &str, seen: Seen, left: Vec<String>, took: Duration, rows: &mut String, problems: &mut Vec<String>) {
    let runs = u32::try_from(seen.runs).unwrap_or(u32::MAX);
    let a_second = f64::from(runs) / took.as_secs_f64().max(0.001);
    let counts = format!("{} | {} | {} | {}", seen.runs, seen.failures, seen.clashes, left.len());
    rows.push_str(&format!("| {name} | {counts} | {a_second:.1} |\n"));
    problems.extend(seen.problems);
    problems.extend(left);
}

fn kills(
    project: &Project,
    count: usize,
    (isolation, target): (&str, u64),
    before: &mut Machine,
    pace: &Pace,
) -> Result<(String, Vec<String>), Vec<String>> {
    let (mut problems, mut gone) = (Vec::new(), Vec::new());
    let mut random = Random::new();
    let (_never, tick) = channel::<()>();
    let numbers = (0..count).take_while(|number| pace.goes_on(isolation, *number, count));
    let mut killed_runs = 0;
    for _ in numbers {
        killed_runs += 1;
        let mut command = project.background(BUSY, isolation);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut child = child.map_err(|error| vec![error.to_string()])?;
        let _ = tick.recv_timeout(Duration::from_micros(random.below(KILLED_WITHIN_MICROS)));
        let killed = child.kill().map(|()| Instant::now()).and_then(|at| child.wait().map(|_| at));
        let killed = killed.map_err(|error| vec![error.to_string()])?;
        let found = loop {
            let looked = killed.elapsed();
            let found = left(&project.temporary, before);
            if found.is_empty() {
                gone.push(looked.as_secs_f64() * 1e3);
                break found;
            }
            if looked > GONE_MAX {
                break found;
            }
            let _ = tick.recv_timeout(LOOK_EVERY);
        };
        if !found.is_empty() {
            // It is told once, and not waited for again.
            *before = Machine::now();
        }
        problems.extend(found);
    }
    let gone = Sorted::new(gone);
    let mut text = format!("| {isolation} | {killed_runs} | {}", problems.len());
    for percent in [50, 99, 100] {
        // Writing to a string cannot fail.
        let _ = write!(text, " | {:.0}", gone.at(percent));
    }
    text.push_str(&format!(" | {target} |\n"));
    Ok((text, problems))
}

/// Numbers without a pattern that matters here (xorshift64).
struct Random(u64);

impl Random {
    fn new() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Self(u64::from(now.subsec_nanos()) << 16 | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}
