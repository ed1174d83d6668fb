//! `demock up`: the stack as real processes, with their output, until it is told to go.
//!
//! Invariant: in the background runs the same command in the foreground; whoever started it leaves once all services answer.

use super::background;
use super::stack::{Reading, lay, noted, placed};
use crate::args::{self, Up};
use crate::error::{Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_stack::{
    Applied, Asking, Beside, Change, Happening, Occasion, Service, Stack, StackError, Standing, State, Supervised,
    supervise,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn run(args: &Up, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let mut asked = args.stack.clone();
    asked.only.extend(args.services.iter().cloned());
    let reading = Reading::new(&asked, process)?;
    if args.detach {
        let (files, profiles, only) = (asked.file.clone(), asked.profile.clone(), asked.only.clone());
        return detached(&reading, Asking { files, profiles, only, variables: reading.variables.clone() }, ui);
    }
    if args.background {
        demock_stack::leave_terminal();
    }
    // Held as long as the stack stands: there is one of a project.
    let Some(lock) = reading.base.project_lock(&reading.root).map_err(Failure::internal)? else {
        return Err(Failure::usage(StackError::Standing));
    };
    let mut diagnoses = reading.provided(ui)?;
    for diagnosis in &diagnoses {
        for difference in &diagnosis.differences {
            ui.remark(&format!("demock: {}: {difference}\n", diagnosis.service));
        }
    }
    noted(&reading, &diagnoses, ui);
    let lay = || lay(process, Beside::Nothing);
    let stack = reading.started(&mut diagnoses, (lay(), lay), ui)?;
    placed(&stack, ui);
    for server in stack.servers() {
        let ports: Vec<u16> = server.ports().iter().map(|(_, outside)| *outside).collect();
        ui.remark(&format!(
            "demock: {}\n",
            stands(&server.name, &ports, if server.is_done() { State::Done } else { State::Ready })
        ));
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
    let mut asked = Asked { stack: asked, variables: Environment::variables() };
    let mut apply = |stack: &mut Stack, occasion: Occasion| {
        let (reading, change) = asked.by(&occasion, process).map_err(|failure| said(&failure))?;
        let diagnoses = reading.provided(*ui.borrow_mut()).map_err(|failure| said(&failure))?;
        let applied = stack.apply(&reading.plan(&diagnoses), &change.of());
        names.replace(names_of(stack));
        let applied = applied.map_err(|error| said(&Failure::internal(error)))?;
        (asked.stack, asked.variables) = (change.asked, reading.variables);
        Ok((applied, reading.project))
    };
    let watch = args.watch.then_some(&reading.project);
    let with = Supervised { root: &reading.root, lock, watch, tell: &mut tell, apply: &mut apply };
    let all_stood = supervise(stack, with);
    let failed = failed.into_inner();
    match (all_stood.map_err(Failure::internal)?, failed) {
        (_, Some(failure)) => Err(failure),
        (true, None) => Ok(Exit::Ok),
        (false, None) => Ok(Exit::NotProvided),
    }
}

/// How a service stands, in words.
fn stands(name: &str, ports: &[u16], state: State) -> String {
    if state == State::Done {
        return format!("{name} has run to its end");
    }
    let ports: Vec<String> = ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
    let on = if ports.is_empty() { String::new() } else { format!(" on {}", ports.join(" and ")) };
    format!("{name} is ready{on}")
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
        Happening::Applied(applied) => ui.tell(&format!("demock: {}\n", changed(&applied))),
        Happening::NotApplied { why, gone } => {
            let gone =
                if gone.is_empty() { String::new() } else { format!("; not there any more: {}", gone.join(", ")) };
            ui.tell(&format!("demock: the change is not applied: {why}{gone}\n"));
        }
        Happening::GivenUp { service, deaths } => {
            let times = if deaths == 1 { "once".to_owned() } else { format!("{deaths} times") };
            ui.tell(&format!("demock: {service} ended {times} and is left alone: `demock restart {service}`\n"));
        }
    }
    Ok(())
}

/// What is said of what keeps a change from being applied.
fn said(failure: &Failure) -> String {
    let help = failure.error.help().filter(|help| help.contains('\n'));
    // What a service has said itself comes with it.
    help.map_or_else(|| failure.error.to_string(), |help| format!("{}; {help}", failure.error))
}

/// What the stack was asked for until now.
struct Asked {
    stack: args::Stack,
    variables: BTreeMap<String, String>,
}

/// What is asked for from now on, and what of it may change.
struct Next {
    asked: args::Stack,
    anew: BTreeSet<String>,
    within: Option<BTreeSet<String>>,
}

impl Next {
    fn of(&self) -> Change<'_> {
        Change { anew: self.anew.clone(), within: self.within.as_ref() }
    }
}

impl Asked {
    /// What the project says now, and what of it is to be applied: services that somebody names come to those that were asked for before,
    /// and only they and what they depend on change.
    fn by(&self, occasion: &Occasion, process: &Environment) -> Result<(Reading, Next), Failure> {
        let asking = match occasion {
            Occasion::Changed(anew) => {
                let reading = Reading::with(&self.stack, process, self.variables.clone())?;
                return Ok((reading, Next { asked: self.stack.clone(), anew: anew.clone(), within: None }));
            }
            Occasion::Asked(asking) => asking,
        };
        let variables = &asking.variables;
        let mut profile = self.stack.profile.clone();
        profile.extend(asking.profiles.iter().filter(|it| !self.stack.profile.contains(it)).cloned());
        let mut asked = args::Stack { file: asking.files.clone(), profile, only: asking.only.clone() };
        let reading = Reading::with(&asked, process, variables.clone())?;
        if asked.only.is_empty() {
            return Ok((reading, Next { asked, anew: BTreeSet::new(), within: None }));
        }
        let names = |services: &[Service]| services.iter().map(|it| it.name.value.clone()).collect::<BTreeSet<_>>();
        let within = Some(names(&reading.project.services));
        let known = &names(&reading.project.services) | &names(&reading.project.unasked);
        let before =
            Reading::with(&args::Stack { only: self.stack.only.clone(), ..asked.clone() }, process, variables.clone());
        // Those of before that the file does not have any more stay as they are.
        let before = match before {
            Ok(before) => before.only,
            Err(_) => self.stack.only.clone(),
        };
        if before.is_empty() {
            asked.only = Vec::new();
        } else {
            let more = before.into_iter().filter(|name| known.contains(name) && !asking.only.contains(name));
            asked.only.extend(more);
        }
        let reading = Reading::with(&asked, process, variables.clone())?;
        Ok((reading, Next { asked, anew: BTreeSet::new(), within }))
    }
}

/// What was applied, in words.
fn changed(applied: &Applied) -> String {
    let Applied { first, anew, ended, left } = applied;
    let parts = [("started", first), ("started anew", anew), ("ended", ended)];
    let parts = parts.into_iter().filter(|(_, names)| !names.is_empty());
    let mut parts: Vec<String> = parts.map(|(what, names)| format!("{what}: {}", names.join(", "))).collect();
    if parts.is_empty() {
        parts.push("the stack stands, and nothing has changed".to_owned());
    }
    if !left.is_empty() {
        parts
            .push(format!("left as they are, though the file has changed: {} (`demock up --detach`)", left.join(", ")));
    }
    parts.join("; ")
}

/// Starts the same command in the background and waits until it stands.
fn detached(reading: &Reading, asking: Asking, ui: &mut Ui) -> Result<Exit, Failure> {
    if let Ok(standing) = Standing::find(&reading.base, &reading.root) {
        let applied = standing.apply(asking).map_err(Failure::usage)?;
        ui.tell(&format!("demock: {}\n", changed(&applied)));
        for it in standing.status().map_err(Failure::internal)? {
            if applied.first.contains(&it.name) || applied.anew.contains(&it.name) {
                let ports: Vec<u16> = it.ports.iter().map(|(_, outside)| *outside).collect();
                ui.remark(&format!("demock: {}\n", stands(&it.name, &ports, it.state)));
            }
        }
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
