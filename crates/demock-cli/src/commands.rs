//! One module a command.

mod background;
mod baseline;
mod broker;
mod check;
mod diff;
mod doctor;
mod explain;
mod fetch;
mod hook;
mod init;
mod plan;
mod run;
mod scan;
mod stack;
mod standing;
mod up;

use crate::args::{Args, Command};
use crate::error::{Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;

/// Runs the command that the arguments name.
pub(crate) fn run(args: Args, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    match args.command {
        Command::Init(init) => init::run(&init, environment, ui),
        Command::Scan(scan) => scan::run(&scan, environment, ui),
        Command::Check(check) => check::run(&check, environment, ui),
        Command::Baseline(baseline) => baseline::run(&baseline, environment, ui),
        Command::Plan(plan) => plan::run(&plan, environment, ui),
        Command::Diff(diff) => diff::run(&diff, environment, ui),
        Command::Hook(hook) => hook::run(&hook, environment, ui),
        Command::Explain(explain) => explain::run(&explain, environment, ui),
        Command::Doctor(stack) => doctor::run(&stack, environment, ui),
        Command::Fetch(stack) => fetch::run(&stack, environment, ui),
        Command::Run(run) => run::run(&run, environment, ui),
        Command::Up(up) => up::run(&up, environment, ui),
        Command::Down(stack) => standing::down(&stack, environment),
        Command::Restart(restart) => standing::restart(&restart, environment),
        Command::Status(stack) => standing::status(&stack, environment, ui),
        Command::Broker(broker) => broker::run(&broker, environment, ui),
        Command::Logs(logs) => standing::logs(&logs, environment, ui),
    }
}
