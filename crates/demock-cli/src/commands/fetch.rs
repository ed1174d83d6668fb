//! `demock fetch`: fills the cache with the services that the machine does not have, and mends what of it is broken.

use super::doctor::with;
use super::stack::Reading;
use crate::args::Stack;
use crate::error::{Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_stack::Provision;

pub(crate) fn run(args: &Stack, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let reading = Reading::new(args, environment)?;
    let before = reading.diagnoses();
    reading.threw_away_broken(&before.iter().collect::<Vec<_>>(), ui)?;
    let (diagnoses, failed) = reading.fetched(ui);
    let mut is_missing = false;
    for diagnosis in diagnoses {
        let service = &diagnosis.service;
        let line = match &diagnosis.provision {
            Provision::Fetched { package, folder: Some(folder) } => {
                format!("{} {} in {}", package.engine, package.version, folder.display())
            }
            Provision::Distribution { package, adds, folder: Some((folder, version)) } => {
                format!("{} {version}{} in {}", package.engine, with(adds.as_ref()), folder.display())
            }
            Provision::Nothing { why } => {
                is_missing = true;
                why.clone()
            }
            Provision::Fetched { folder: None, .. }
            | Provision::Distribution { folder: None, .. }
            | Provision::Job { lacks: Some(_), .. } => continue,
            Provision::Running { .. }
            | Provision::Native { .. }
            | Provision::Job { lacks: None, .. }
            | Provision::Own { .. }
            | Provision::Docker { .. } => "nothing to fetch".to_owned(),
        };
        ui.print(|out| writeln!(out, "{service}: {line}"))?;
    }
    match failed {
        Some(error) => Err(Failure::internal(error)),
        None if is_missing => Ok(Exit::NotProvided),
        None => Ok(Exit::Ok),
    }
}
