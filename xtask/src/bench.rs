//! `cargo xtask bench-scan`: demock beside the tools that read the same trees, interleaved in one run.
//!
//! Every command runs once to warm the page cache and then `--runs` times in turn with the others. Peak memory comes from
//! `/usr/bin/time`; CPU time is what the kernel charged to waited-for children, in microseconds, because that program
//! rounds to hundredths of a second, which is most of what a small tree costs. Medians are quoted. Tools and corpora are
//! fetched by their ordinary clients into a cache folder and named with their versions. What cannot be had is said.

mod corpora;
mod report;
mod tools;

use crate::{Outcome, bench_stack};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs of each command where nothing else is asked for.
const RUNS_DEFAULT: usize = 5;

/// One command on one tree.
pub(crate) struct Job {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) command: Vec<String>,
    pub(crate) environment: Vec<(String, String)>,
    /// A file that is the command's standard input.
    pub(crate) input: Option<PathBuf>,
}

/// What one run cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost {
    pub(crate) wall_seconds: f64,
    pub(crate) cpu_seconds: f64,
    pub(crate) peak_mebibytes: f64,
}

/// A corpus with the costs of each job on it; the first job is the anchor of all ratios.
pub(crate) struct Measured {
    pub(crate) corpus: String,
    pub(crate) jobs: Vec<(String, Vec<Cost>)>,
}

/// Measures and writes `docs/performance.md`.
pub(crate) fn run(root: &Path, words: &[&str]) -> Outcome {
    let runs = match words {
        [] => RUNS_DEFAULT,
        ["--runs", runs] => runs.parse().map_err(|_| vec![format!("`{runs}` is not a number of runs")])?,
        _ => return Err(vec!["cargo xtask bench-scan [--runs N]".to_owned()]),
    };
    let cache = cache_folder();
    let mut missing = Vec::new();
    let load_before = load_average();
    let tools = tools::fetch(root, &cache, &mut missing).map_err(|error| vec![error])?;
    let corpora = corpora::fetch(&cache, &mut missing);
    if corpora.is_empty() {
        missing.push("no corpus could be had: nothing was measured".to_owned());
        return Err(missing);
    }
    let mut measured = Vec::new();
    for corpus in &corpora {
        let jobs = tools.jobs(corpus, &cache);
        measured.push(Measured { corpus: corpus.describe(), jobs: interleaved(&jobs, runs)? });
    }
    let circumstances = report::Circumstances {
        versions: &tools.versions,
        missing: &missing,
        runs,
        load: format!("{load_before} before, {} after", load_average()),
    };
    let text = report::markdown(&measured, &circumstances);
    let whole = format!("{text}{}", bench_stack::kept(root));
    std::fs::write(root.join("docs/performance.md"), whole)
        .map_err(|error| vec![format!("docs/performance.md: {error}")])?;
    Ok(text)
}

fn interleaved(jobs: &[Job], runs: usize) -> Result<Vec<(String, Vec<Cost>)>, Vec<String>> {
    let mut costs: Vec<(String, Vec<Cost>)> = jobs.iter().map(|job| (job.name.clone(), Vec::new())).collect();
    for round in 0..=runs {
        for (at, job) in jobs.iter().enumerate() {
            let cost = timed(job).map_err(|error| vec![error])?;
            if round > 0 {
                costs[at].1.push(cost);
            }
        }
    }
    Ok(costs)
}

/// Runs a command under `/usr/bin/time`. A tool's own exit code says whether it found something, not whether it ran.
fn timed(job: &Job) -> Result<Cost, String> {
    let mut time = Command::new("/usr/bin/time");
    time.args(["-q", "-f", "%M"]).args(&job.command).current_dir(&job.folder);
    time.envs(job.environment.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let input = match &job.input {
        None => Stdio::null(),
        Some(path) => File::open(path).map_err(|error| format!("{}: {error}", path.display()))?.into(),
    };
    let (begun, cpu_before) = (Instant::now(), children_cpu_seconds()?);
    let output = time.stdin(input).stdout(Stdio::null()).stderr(Stdio::piped()).output();
    let wall_seconds = begun.elapsed().as_secs_f64();
    let cpu_seconds = children_cpu_seconds()? - cpu_before;
    let output = output.map_err(|error| format!("/usr/bin/time: {error}: install Debian's package `time`"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let kilobytes: Result<f64, _> = text.lines().last().unwrap_or_default().parse();
    let kilobytes = kilobytes.map_err(|_| format!("{}: did not run: {}", job.name, text.trim()))?;
    Ok(Cost { wall_seconds, cpu_seconds, peak_mebibytes: kilobytes / 1024.0 })
}

/// User and system time of all children that were waited for until now.
fn children_cpu_seconds() -> Result<f64, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| format!("getrusage: {error}"))?;
    let microseconds = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let microseconds = u64::try_from(microseconds).map_err(|_| format!("getrusage: {microseconds} µs of CPU time"))?;
    Ok(Duration::from_micros(microseconds).as_secs_f64())
}

/// How many processes wanted a core in the last minute; a figure above the number of cores means that others took turns.
pub(crate) fn load_average() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned()
}

/// The folder that tools and corpora are kept in.
#[expect(clippy::disallowed_methods, reason = "a developer's tool finds its own cache")]
fn cache_folder() -> PathBuf {
    let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(home);
    cache.unwrap_or_else(std::env::temp_dir).join("demock-bench")
}

/// Runs a command that fetches something; the end of what it says is its error.
pub(crate) fn fetch_with(folder: &Path, command: &[&str]) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let output = Command::new(command[0]).args(&command[1..]).current_dir(folder).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("{}: {error}", command[0]))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{}` failed: {}", command.join(" "), text.lines().last().unwrap_or_default()))
}
