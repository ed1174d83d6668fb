//! One module a command.

mod explain;
mod scan;

use crate::args::{Args, Command};
use crate::error::{Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;

/// Runs the command that the arguments name.
pub(crate) fn run(args: Args, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    match args.command {
        Command::Scan(scan) => scan::run(&scan, environment, ui),
        Command::Explain(explain) => explain::run(&explain, ui),
    }
}
