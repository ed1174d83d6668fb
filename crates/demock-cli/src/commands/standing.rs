//! `demock status`, `down`, `restart` and `logs`: what others ask of a stack that stands.

use super::stack::Reading;
use crate::args::{Logs, Restart, Stack};
use crate::error::{Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_stack::{Following, Standing, State};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Time between two looks at a log.
const LOOK_EVERY: Duration = Duration::from_millis(50);

fn find(stack: &Stack, process: &Environment) -> Result<Standing, Failure> {
    let reading = Reading::new(stack, process)?;
    Standing::find(&reading.base, &reading.root).map_err(Failure::usage)
}

pub(crate) fn status(args: &Stack, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let standing = find(args, process)?;
    let services = standing.status().map_err(Failure::internal)?;
    let width = services.iter().map(|it| it.name.chars().count()).max().unwrap_or_default();
    ui.print(|out| {
        for it in &services {
            let ports: Vec<String> =
                it.ports.iter().map(|(inside, outside)| format!("{inside} on {outside}")).collect();
            writeln!(
                out,
                "{:width$}  {:10}  {:8}  {}  up {} s, restarts {}",
                it.name,
                it.engine,
                it.state.word(),
                ports.join(", "),
                it.seconds,
                it.restarts
            )?;
        }
        Ok(())
    })?;
    let is_ready = services.iter().all(|it| it.state == State::Ready);
    Ok(if is_ready { Exit::Ok } else { Exit::NotProvided })
}

pub(crate) fn down(args: &Stack, process: &Environment) -> Result<Exit, Failure> {
    find(args, process)?.down().map_err(Failure::internal)?;
    Ok(Exit::Ok)
}

pub(crate) fn restart(args: &Restart, process: &Environment) -> Result<Exit, Failure> {
    find(&args.stack, process)?.restart(&args.service).map_err(Failure::usage)?;
    Ok(Exit::Ok)
}

pub(crate) fn logs(args: &Logs, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let stack = Stack { file: args.file.clone(), profile: Vec::new(), only: Vec::new() };
    let standing = find(&stack, process)?;
    let path = standing.log(&args.service).map_err(Failure::usage)?;
    let mut following = Following::new(path);
    let (_never, tick) = channel::<()>();
    loop {
        // Looked at before the lines are read, so that none is missed at the end.
        let goes_on = args.follow && standing.stands();
        let lines = following.lines().unwrap_or_default();
        ui.print(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?;
        if !goes_on {
            return Ok(Exit::Ok);
        }
        let _ = tick.recv_timeout(LOOK_EVERY);
    }
}
