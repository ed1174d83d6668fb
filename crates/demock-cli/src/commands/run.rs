//! `demock run`: a command beside fresh services, and what it did with them.
//!
//! Invariants: standard input and output are the command's own, and so is the exit code; what demock has to say goes to
//! standard error; whatever keeps the command from running is 125, and never looks like the command's own failure.

mod leases;

pub(crate) use leases::open as open_broker;

use super::stack::{Reading, lay, noted, placed, refused_by_name};
use crate::args::{Run, RunFormat};
use crate::error::{Blame, CliError, Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_model::Help as _;
use demock_stack::{
    Beside, Counted, Counters, Diagnosis, End, Endpoint, Failed, Ingredients, Inherit, LeaseSummary, Outcome, Server,
    Source, Stack, StackError, VersionMatch, environment, masked, overriding, pass_signals,
};
use std::ffi::OsString;
use std::path::Path;

/// Error numbers of a program that is not there.
const NOT_THERE: i32 = 2;

pub(crate) fn run(args: &Run, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    started(args, process, ui).map_err(|failure| match failure.blame {
        Blame::Usage | Blame::Internal => Failure { blame: Blame::Runner, ..failure },
        Blame::Runner | Blame::NotRunnable | Blame::NotFound => failure,
    })
}

fn started(args: &Run, process: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let lay = || lay(process, if args.names { Beside::NamingCommand } else { Beside::Command });
    let ground = lay();
    let reading = Reading::new(&args.stack, process)?;
    known(args, &reading)?;
    let mut diagnoses = reading.provided(ui)?;
    if args.strict_versions {
        strict(&diagnoses)?;
    }
    for diagnosis in &diagnoses {
        told(diagnosis, ui);
    }
    noted(&reading, &diagnoses, ui);
    let mut stack = reading.started(&mut diagnoses, (ground, lay), ui)?;
    placed(&stack, ui);
    let failed = if args.how.keep { Failed::Kept } else { Failed::GivenBack };
    let broker = leases::open(&reading, &stack, failed)?;
    let beside = leases::told(&reading, &stack, &broker, leases::fresh(args.fresh, &reading))?;
    let made = child_environment(args, &reading, &stack, &beside);
    explained(args, &made, ui);
    named(args, &mut stack, ui)?;
    let variables: Vec<(OsString, OsString)> =
        made.entries.values().map(|entry| (OsString::from(&entry.name), OsString::from(&entry.value))).collect();
    let end = match stack.command(&args.command, &variables).map_err(Failure::internal)? {
        Ok(running) => {
            pass_signals(running.signals()).map_err(Failure::internal)?;
            running.wait()
        }
        Err(outcome) => return Err(not_run(args, outcome)),
    };
    let leased = broker.close();
    if args.format == RunFormat::Text {
        for line in leases::lines(&leased) {
            ui.remark(&format!("demock: {line}\n"));
        }
        // They were asked for.
        for line in leases::kept(&leased) {
            ui.tell(&format!("demock: {line}\n"));
        }
    }
    let untouched = summary(args, (&mut stack, &reading.root), &leased, ui);
    if args.how.keep {
        kept(&stack, ui)?;
        // The value's end would be the services' end.
        std::mem::forget(stack);
    } else {
        stack.end();
    }
    let code = match end {
        End::Code(code) => u8::try_from(code & 0xff).unwrap_or(u8::MAX),
        End::Signal(signal) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
    };
    Ok(if code == 0 && !untouched.is_empty() { Exit::NotProvided } else { Exit::Command(code) })
}

/// Refuses `--require` of services that the project does not have.
fn known(args: &Run, reading: &Reading) -> Result<(), Failure> {
    let known: Vec<String> = reading.project.services.iter().map(|service| service.name.value.clone()).collect();
    match args.require.iter().find(|name| !known.contains(name)) {
        Some(name) => Err(Failure::usage(StackError::UnknownService { name: name.clone(), known, place: None })),
        None => Ok(()),
    }
}

fn strict(diagnoses: &[Diagnosis]) -> Result<(), Failure> {
    match diagnoses.iter().find(|diagnosis| diagnosis.version == VersionMatch::Other) {
        Some(diagnosis) => {
            let (service, difference) = (diagnosis.service.clone(), diagnosis.differences.join("; "));
            Err(Failure::usage(StackError::OtherVersion { service, difference }))
        }
        None => Ok(()),
    }
}

/// Says aloud in what a service differs from its image.
fn told(diagnosis: &Diagnosis, ui: &mut Ui) {
    for difference in &diagnosis.differences {
        ui.remark(&format!("demock: {}: {difference}\n", diagnosis.service));
    }
}

fn child_environment(
    args: &Run,
    reading: &Reading,
    stack: &Stack,
    beside: &[(&str, String)],
) -> demock_stack::Environment {
    let endpoints: Vec<Endpoint> = stack.servers().iter().map(Server::endpoint).collect();
    let temporary = stack.temporary();
    let lease = stack.folder().file_name().unwrap_or_default().to_string_lossy().into_owned();
    environment(&Ingredients {
        callers: &reading.variables,
        inherit: if args.how.inherit { Inherit::AllButServices } else { Inherit::Families },
        pass: &reading.pass,
        project: &reading.project,
        endpoints: &endpoints,
        temporary: &temporary,
        lease: &lease,
        beside,
    })
}

/// Says what the command gets: all of it where that is asked for, else only what may be missed.
fn explained(args: &Run, made: &demock_stack::Environment, ui: &mut Ui) {
    if args.how.explain_env {
        for entry in made.entries.values() {
            ui.tell(&format!("demock: {}={}  ({})\n", entry.name, masked(entry), source(&entry.source)));
        }
        for name in &made.withheld {
            ui.tell(&format!("demock: {name} withheld: pass it by `[run] pass` or `--inherit`\n"));
        }
    } else if !made.withheld.is_empty() {
        let count = made.withheld.len();
        ui.remark(&format!("demock: {count} variables of the shell are withheld (`--explain-env` lists them)\n"));
    }
    for name in &made.disputed {
        ui.remark(&format!("demock: {name} is not set: services of the Compose file set it to different values\n"));
    }
}

/// Has the command find services by their names, and says where these lead if that is asked for.
fn named(args: &Run, stack: &mut Stack, ui: &mut Ui) -> Result<(), Failure> {
    let before = stack.named();
    match stack.name_services() {
        Ok(all) => {
            for named in all {
                if args.how.explain_env {
                    let places: Vec<String> =
                        named.ports.iter().map(|port| format!("{}:{port}", named.address)).collect();
                    ui.tell(&format!("demock: {}: by name at {}\n", named.names.join(", "), places.join(" and ")));
                }
                if !before.contains(&named) {
                    refused_by_name(&named, ui);
                }
            }
            if args.how.explain_env {
                ui.tell("demock: names lead to the run's own services, and to no lease of a worker or a test\n");
            }
            Ok(())
        }
        Err(error) if args.names => Err(Failure::internal(error)),
        Err(error) => {
            if args.how.explain_env {
                ui.tell(&format!("demock: {error}: `--names` asks for it\n"));
            }
            Ok(())
        }
    }
}

fn source(source: &Source) -> String {
    match source {
        Source::Lease(service) => format!("service {service}"),
        Source::Demock => "demock".to_owned(),
        Source::Compose(origin) => origin.to_string(),
        Source::Family(name) => format!("the shell's, {name}"),
        Source::Passed(origin) => format!("the shell's, {origin}"),
        Source::Inherited => "the shell's, --inherit".to_owned(),
    }
}

fn not_run(args: &Run, outcome: Outcome) -> Failure {
    let command = args.command.first().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    match outcome {
        Outcome::NotRun { errno, why } => {
            let blame = if errno == Some(NOT_THERE) { Blame::NotFound } else { Blame::NotRunnable };
            Failure { blame, ..Failure::internal(CliError::Command { command, why }) }
        }
        Outcome::Ended(_) => Failure::internal(CliError::Command { command, why: "it has ended".to_owned() }),
    }
}

/// One line a service out of its own counters; says which of the required ones nobody came to.
fn summary(args: &Run, (stack, root): (&mut Stack, &Path), leased: &LeaseSummary, ui: &mut Ui) -> Vec<String> {
    let mut untouched = Vec::new();
    let mut services = Vec::new();
    for Counted { service, engine, is_done, counted } in stack.counted() {
        let of_leases = leased.counters.get(&service).copied().unwrap_or_default();
        let counted = counted.map(|counted| counted.map(|counters| counters.and(&of_leases)));
        if args.format == RunFormat::Json {
            services.push(leases::service(&service, engine, counted.as_ref().ok().copied().flatten()));
        }
        let (text, is_touched) = match &counted {
            Ok(Some(counters)) => (said(engine, counters), counters.is_touched()),
            Ok(None) if is_done => ("ran to its end".to_owned(), true),
            Ok(None) => ("counts nothing for us".to_owned(), true),
            Err(error @ StackError::Died { .. }) => (format!("{error}: {}", error.help().unwrap_or_default()), false),
            Err(error) => (format!("does not answer any more: {error}"), false),
        };
        if args.format == RunFormat::Text {
            ui.remark(&format!("demock: {service} ({engine}): {text}\n"));
        }
        if !is_touched && args.require.contains(&service) {
            let what = if counted.is_ok() {
                format!("the command never contacted it: {}", overridden(stack, &service, root))
            } else {
                "nobody can say whether the command contacted it".to_owned()
            };
            ui.tell(&format!("demock: {service} is required, and {what}\n"));
            untouched.push(service);
        }
    }
    if args.format == RunFormat::Json {
        ui.tell(&format!("{}\n", leases::json(leased, &services)));
    }
    let left_out = args.require.iter().filter(|name| stack.left_out.iter().any(|(service, _)| service == *name));
    untouched.extend(left_out.cloned());
    untouched
}

/// What of the project's own settings may have kept the command from a service, as far as that can be seen.
fn overridden(stack: &Stack, service: &str, root: &Path) -> String {
    let server = stack.servers().iter().find(|server| server.name == service).map(Server::endpoint);
    let mut names: Vec<String> = vec![format!("{}_URL", service.to_uppercase().replace('-', "_"))];
    names.extend(server.into_iter().flat_map(|it| it.exports).map(|(name, _)| name.to_owned()));
    let found = overriding(root, &names);
    if found.is_empty() {
        return "what it connects to, its own settings say".to_owned();
    }
    found.join(", ")
}

fn said(engine: &str, counters: &Counters) -> String {
    if !counters.is_touched() {
        return "untouched".to_owned();
    }
    let plural = |count: u64, what: &str| if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") };
    let what = if engine == "Postgres" { "transaction" } else { "command" };
    let mut parts = Vec::new();
    parts.extend(counters.connections.map(|count| plural(count, "connection")));
    parts.push(plural(counters.commands, what));
    parts.extend(counters.rows_written.map(|count| format!("{} written", plural(count, "row"))));
    let gone = counters.dropped.filter(|count| *count > 0);
    parts.extend(gone.map(|count| format!("not counting {}", plural(count, "dropped database"))));
    if counters.is_lost {
        parts.push("not counting what was lost with a server that has ended or counts anew".to_owned());
    }
    parts.join(", ")
}

fn kept(stack: &Stack, ui: &mut Ui) -> Result<(), Failure> {
    let pid = stack.stay().map_err(Failure::internal)?;
    ui.tell("demock: the services stay:\n");
    for server in stack.servers() {
        ui.tell(&format!("demock:   {}: {}\n", server.name, server.look_into()));
    }
    ui.tell(&format!("demock: logs in {}; `kill {pid}` ends them\n", stack.folder().join("logs").display()));
    Ok(())
}
