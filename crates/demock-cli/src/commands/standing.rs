//! `demock status`, `down`, `restart` and `logs`: what others ask of a stack that stands.

use super::stack::Place;
use crate::args::{Logs, Restart, RunFormat, Stack, Status};
use crate::error::{CliError, Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_stack::{Following, ServiceState, StackError, Standing, State};
use serde_json::{Value, json};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Time between two looks at a log.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// The project's stack, whatever its Compose file says by now.
fn find(files: &[String], process: &Environment) -> Result<Standing, Failure> {
    let Place { base, root, .. } = Place::new(files, process)?;
    Standing::find(&base, &root).map_err(Failure::usage)
}

pub(crate) fn status(args: &Status, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let standing = find(&args.stack.file, process)?;
    let mut services = standing.status().map_err(Failure::internal)?;
    let known: Vec<String> = services.iter().map(|it| it.name.clone()).collect();
    if let Some(name) = args.stack.only.iter().find(|name| !known.contains(name)) {
        return Err(Failure::usage(StackError::UnknownService { name: name.clone(), known, place: None }));
    }
    services.retain(|it| args.stack.only.is_empty() || args.stack.only.contains(&it.name));
    match args.format {
        RunFormat::Text => lines(&services, ui)?,
        RunFormat::Json => {
            let all = json!({"services": services.iter().map(object).collect::<Vec<_>>()});
            ui.print(|out| writeln!(out, "{all:#}"))?;
        }
    }
    let is_ready = services.iter().all(|it| matches!(it.state, State::Ready | State::Done));
    Ok(if is_ready { Exit::Ok } else { Exit::NotProvided })
}

/// What tools read: one object a service.
fn object(it: &ServiceState) -> Value {
    let ports = it.ports.iter().map(|(inside, outside)| json!({"container": inside, "machine": outside}));
    json!({
        "name": it.name,
        "engine": it.engine,
        "state": it.state.word(),
        "ports": ports.collect::<Vec<_>>(),
        "pid": it.pid,
        "uptime_seconds": it.uptime(),
        "restarts": it.restarts,
        "memory_kib": it.memory,
    })
}

/// A line for each service.
fn lines(services: &[ServiceState], ui: &mut Ui) -> Result<(), Failure> {
    let width = services.iter().map(|it| it.name.chars().count()).max().unwrap_or_default();
    ui.print(|out| {
        for it in services {
            let ports: Vec<String> =
                it.ports.iter().map(|(inside, outside)| format!("{inside} on {outside}")).collect();
            let pid = it.pid.map_or(String::new(), |pid| format!("pid {pid}, "));
            let age = it.uptime().map_or(format!("started {} s ago", it.seconds), |up| format!("up {up} s"));
            let memory = it.memory.map_or(String::new(), |kibibytes| format!(", {} MiB", kibibytes.div_ceil(1024)));
            writeln!(
                out,
                "{:width$}  {:10}  {:8}  {}  {pid}{age}, restarts {}{memory}",
                it.name,
                it.engine,
                it.state.word(),
                ports.join(", "),
                it.restarts
            )?;
        }
        Ok(())
    })
}

pub(crate) fn down(args: &Stack, process: &Environment) -> Result<Exit, Failure> {
    if !args.only.is_empty() {
        return Err(Failure::usage(CliError::DownIsAll));
    }
    find(&args.file, process)?.down().map_err(Failure::internal)?;
    Ok(Exit::Ok)
}

pub(crate) fn restart(args: &Restart, process: &Environment) -> Result<Exit, Failure> {
    find(&args.stack.file, process)?.restart(&args.service).map_err(Failure::usage)?;
    Ok(Exit::Ok)
}

pub(crate) fn logs(args: &Logs, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let standing = find(&args.file, process)?;
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
