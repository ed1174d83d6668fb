//! Checks, generated documents and measurements of this repository: `cargo xtask COMMAND`.
//!
//! Absent on purpose: anything a user of demock needs.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a developer's tool talks to its terminal")]

mod accuracy;
mod asked;
mod bench;
mod bench_lease;
mod bench_stack;
mod debian;
mod docs;
mod lease_project;
mod memory;
mod percentiles;
mod soak_lease;
mod soak_stack;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "cargo xtask COMMAND

  tidy           dependency edges, module docs, file sizes, words that must not stay
  docs           writes docs/rules/, docs/cli.md and docs/schemas/ anew
  docs --check   fails where one of them is not what it should be
  bench-stack    measures how long `demock run` takes to have services ready, and writes its part of docs/performance.md
                 [--runs N] [--demock BINARY: measures it, and builds none]
  soak-stack     starts stacks in a row, eight at a time, and kills runs at random moments; fails where anything is left
                 [--runs N] [--parallel N: of each of eight] [--kills N: on each path] [--demock BINARY]
                 [--minutes N: all of it ends then, 120 by default] [--write yes: writes its part of docs/performance.md]
  bench-lease    measures what leases cost, beside what others do for each test, and writes its part of docs/performance.md
                 [--runs N] [--demock BINARY]
  soak-lease     has eight workers take leases and write the same; fails where one sees another's, or memory grows
                 [--leases N] [--minutes N: ends then, 120 by default] [--demock BINARY] [--write yes: writes its part]
  accuracy       measures recall and precision against hand-made labels and recorded runs
                 [--language L] [--cache DIR] [--sources DIR: clones of repositories, DIR/owner+name]
                 [--partial: writes the document without what could not be had here]
                 [--check: fails where a target is missed]
  weights        sets the weights by which doubles written by hand are told, from the open labels
                 [--check: fails where the table is not what they give] [--list: every case]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["tidy"] => tidy::run(&root()),
        ["bench-scan", rest @ ..] => bench::run(&root(), rest),
        ["bench-stack", rest @ ..] => bench_stack::run(&root(), rest),
        ["soak-stack", rest @ ..] => soak_stack::run(&root(), rest),
        ["bench-lease", rest @ ..] => bench_lease::run(&root(), rest),
        ["soak-lease", rest @ ..] => soak_lease::run(&root(), rest),
        ["docs"] => docs::write(&root()),
        ["docs", "--check"] => docs::check(&root()),
        ["accuracy", options @ ..] => accuracy::run(&root(), options),
        ["weights", options @ ..] => accuracy::setting::run(&root(), options),
        _ => Err(vec![USAGE.to_owned()]),
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The repository's top: the folder above this crate.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// What a command says when it succeeds, or its problems, one a line.
type Outcome = Result<String, Vec<String>>;
