//! `demock up`: the stack as real processes, with their output, until it is told to go.
//!
//! Invariant: in the background runs the same command in the foreground; whoever started it leaves once all services answer.

use super::background;
use super::stack::{Reading, lay, placed};
use crate::args::Up;
use crate::error::{Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_stack::{Applied, Beside, Happening, Server, Stack, StackError, Standing, Supervised, supervise};
use std::cell::RefCell;
use std::collections::BTreeSet;

pub(crate) fn run(args: &Up, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let mut asked = args.stack.clone();
    asked.only.extend(args.services.iter().cloned());
    let reading = Reading::new(&asked, process)?;
    if args.detach {
        return detached(&reading, ui);
    }
    if args.background {
        demock_stack::leave_terminal();
    }
    // Held as long as the stack stands: there is one of a project.
    let Some(_one) = reading.base.project_lock(&reading.root).map_err(Failure::internal)? else {
        return Err(Failure::usage(StackError::Standing));
    };
    let diagnoses = reading.provided(ui)?;
    for diagnosis in &diagnoses {
        for difference in &diagnosis.differences {
            ui.remark(&format!("demock: {}: {difference}\n", diagnosis.service));
        }
    }
    let stack = Stack::start(&reading.plan(&diagnoses), lay(process, Beside::Nothing)).map_err(Failure::internal)?;
    placed(&stack, ui);
    for server in stack.servers() {
        ui.remark(&format!("demock: {}\n", stands(server)));
    }
    let (ui, failed) = (RefCell::new(ui), RefCell::new(None));
    let names = RefCell::new(names_of(&stack));
    let mut tell = |happening| {
        // Nobody reads the output of the background: `demock logs` shows the services' own.
        if !args.background {
            let told = told(&names.borrow(), happening, *ui.borrow_mut());
            failed.replace_with(|before| before.take().or(told.err()));
        }
    };
    let mut apply = |stack: &mut Stack, anew: &BTreeSet<String>| {
        let said = |failure: Failure| failure.error.to_string();
        let reading = Reading::new(&asked, process).map_err(said)?;
        let diagnoses = reading.provided(*ui.borrow_mut()).map_err(said)?;
        let applied = stack.apply(&reading.plan(&diagnoses), anew);
        names.replace(names_of(stack));
        Ok((applied.map_err(|error| said(Failure::internal(error)))?, reading.project))
    };
    let watch = args.watch.then_some(&reading.project);
    let with = Supervised { root: &reading.root, watch, tell: &mut tell, apply: &mut apply };
    let all_stood = supervise(stack, with);
    let failed = failed.into_inner();
    match (all_stood.map_err(Failure::internal)?, failed) {
        (_, Some(failure)) => Err(failure),
        (true, None) => Ok(Exit::Ok),
        (false, None) => Ok(Exit::NotProvided),
    }
}

/// How a service stands, in words.
fn stands(server: &Server) -> String {
    if server.is_done() {
        return format!("{} has run to its end", server.name);
    }
    let ports: Vec<String> = server.ports().iter().map(|(_, outside)| format!("127.0.0.1:{outside}")).collect();
    let on = if ports.is_empty() { String::new() } else { format!(" on {}", ports.join(" and ")) };
    format!("{} is ready{on}", server.name)
}

fn names_of(stack: &Stack) -> Vec<String> {
    stack.servers().iter().map(|server| server.name.clone()).collect()
}

fn told(names: &[String], happening: Happening, ui: &mut Ui) -> Result<(), Failure> {
    match happening {
        Happening::Line { service, text } => {
            let at = names.iter().position(|name| *name == service).unwrap_or_default();
            let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
            ui.prefixed(at, &format!("{service:width$}"), &text)?;
        }
        Happening::Ended { service, end } => ui.tell(&format!("demock: {service} ended with {end}\n")),
        Happening::Again { service } => ui.tell(&format!("demock: {service} answers again\n")),
        Happening::Applied { started, ended } => ui.tell(&format!("demock: {}\n", changed(&started, &ended))),
        Happening::NotApplied { why } => ui.tell(&format!("demock: the change is not applied: {why}\n")),
        Happening::GivenUp { service, deaths } => {
            ui.tell(&format!("demock: {service} ended {deaths} times and is left alone: `demock restart {service}`\n"));
        }
    }
    Ok(())
}

/// What was applied, in words.
fn changed(started: &[String], ended: &[String]) -> String {
    let mut parts = Vec::new();
    if !started.is_empty() {
        parts.push(format!("started anew: {}", started.join(", ")));
    }
    if !ended.is_empty() {
        parts.push(format!("ended: {}", ended.join(", ")));
    }
    if parts.is_empty() { "the stack stands, and nothing has changed".to_owned() } else { parts.join("; ") }
}

/// Starts the same command in the background and waits until it stands.
fn detached(reading: &Reading, ui: &mut Ui) -> Result<Exit, Failure> {
    if let Ok(standing) = Standing::find(&reading.base, &reading.root) {
        let Applied { started, ended } = standing.apply().map_err(Failure::usage)?;
        ui.tell(&format!("demock: {}\n", changed(&started, &ended)));
        return Ok(Exit::Ok);
    }
    let stands = |child: u32| Standing::find(&reading.base, &reading.root).is_ok_and(|standing| standing.pid == child);
    let (ended, said) = background::start(stands)?;
    ui.tell(&said);
    match ended {
        None => Ok(Exit::Ok),
        Some(code) => Ok(Exit::Command(u8::try_from(code).unwrap_or(3))),
    }
}
