//! `demock fetch`: fills the cache with the services that the machine does not have.

use super::stack::Reading;
use crate::args::Stack;
use crate::error::{Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_stack::Provision;

pub(crate) fn run(args: &Stack, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let reading = Reading::new(args, environment)?;
    let mut is_missing = false;
    let mut failed = None;
    for diagnosis in reading.diagnoses() {
        let service = &diagnosis.service;
        match &diagnosis.provision {
            Provision::Fetched { package, .. } => match reading.store.fetch(package, &reading.path) {
                Ok(folder) => {
                    let (version, engine) = (package.version, package.engine);
                    ui.print(|out| writeln!(out, "{service}: {engine} {version} in {}", folder.display()))?;
                }
                // The others can be had all the same.
                Err(error) => failed = failed.or(Some(error)),
            },
            Provision::Distribution { package, .. } => match reading.store.fetch_distributed(package, &reading.path) {
                Ok((folder, version)) => {
                    let engine = package.engine;
                    ui.print(|out| writeln!(out, "{service}: {engine} {version} in {}", folder.display()))?;
                }
                Err(error) => failed = failed.or(Some(error)),
            },
            Provision::Nothing { why } => {
                is_missing = true;
                ui.print(|out| writeln!(out, "{service}: {why}"))?;
            }
            Provision::Running { .. } | Provision::Native { .. } | Provision::Own { .. } | Provision::Docker { .. } => {
                ui.print(|out| writeln!(out, "{service}: nothing to fetch"))?;
            }
        }
    }
    match failed {
        Some(error) => Err(Failure::internal(error)),
        None if is_missing => Ok(Exit::NotProvided),
        None => Ok(Exit::Ok),
    }
}
