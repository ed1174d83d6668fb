//! Why a service would come from where it would: what is asked before had it not.

use super::{Machine, Provision};
use crate::engine::Known;
use crate::installed::Installed;
use demock_config::Provider;

/// Why it is this provider; empty where that is said already.
pub(super) fn why(
    service: &str,
    known: Option<Known>,
    programs: &[Installed],
    machine: &Machine<'_>,
    provision: &Provision,
) -> String {
    let chosen = match provision {
        Provision::Running { .. } => {
            let said = machine.running.iter().find(|it| it.service == service);
            return said.map_or(String::new(), |it| format!("{} names it", it.place));
        }
        Provision::Own { .. } => return "`x-demock.command` says how it runs".to_owned(),
        Provision::Job { .. } => return "it runs something else than the server of its image".to_owned(),
        Provision::Nothing { .. } => return String::new(),
        Provision::Native { .. } => Provider::Native,
        Provision::Fetched { .. } | Provision::Distribution { .. } => Provider::Fetched,
        Provision::Docker { .. } => Provider::Docker,
    };
    let Some(known) = known else { return "no other provider knows the image".to_owned() };
    let before = machine.providers.iter().take_while(|provider| **provider != chosen);
    let mut had_not: Vec<String> = before
        .map(|provider| match provider {
            Provider::Native => of_machine(known, programs),
            Provider::Fetched => format!("no package has this {}", known.engine),
            Provider::Docker => "no engine of containers answers".to_owned(),
        })
        .collect();
    let failed = machine.without.iter().filter(|(other, _)| other == service);
    had_not.extend(failed.map(|(_, client)| format!("{} could not fetch it", client.program())));
    if had_not.is_empty() { "it is the first that is asked".to_owned() } else { had_not.join(", ") }
}

/// Why no program of the machine will do.
fn of_machine(Known { engine, extension }: Known, programs: &[Installed]) -> String {
    let versions: Vec<&str> = programs.iter().map(|program| &*program.version).collect();
    match (&*versions, extension) {
        ([], _) => format!("this machine has no {engine}"),
        (_, None) => format!("this machine's {engine} is {}", versions.join(" and ")),
        (_, Some(extension)) => {
            format!("this machine's {engine} ({}) is another version or lacks {extension}", versions.join(" and "))
        }
    }
}
