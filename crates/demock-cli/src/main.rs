//! The binary `demock`: arguments in, a command run, an exit code out.
//!
//! Invariants: this crate is the only one that prints, and `ui` the only module of it that does; the process environment
//! is read once. Absent on purpose: anything a library crate could decide.

mod args;
mod commands;
mod error;
mod memory;
mod session;
mod source;
mod ui;

use args::Args;
use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = demock_stack::hidden_entry(std::env::args_os()) {
        return code;
    }
    memory::give_back_large_blocks();
    let environment = demock_config::Environment::of_process();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return ui::usage(&error, args::ErrorFormat::of_words(std::env::args_os())),
    };
    let mut ui = ui::Ui::new(&args.output, args.command.errors(), &environment);
    match commands::run(args, &environment, &mut ui) {
        Ok(exit) => exit.into(),
        Err(failure) => ui.fail(&failure),
    }
}
