//! `demock doctor`: where each service would come from, how that differs from its image, and what is missing.

use super::stack::Reading;
use crate::args::Stack;
use crate::error::{Exit, Failure};
use crate::ui::Ui;
use demock_config::Environment;
use demock_stack::{Added, Diagnosis, Engine, Finding, Found, Note, Provision, without_password};
use std::io::{self, Write};

pub(crate) fn run(args: &Stack, environment: &Environment, ui: &mut Ui) -> Result<Exit, Failure> {
    let reading = Reading::new(args, environment)?;
    let diagnoses = reading.diagnoses();
    ui.print(|out| write(&reading, &diagnoses, out))?;
    let is_missing = |diagnosis: &Diagnosis| matches!(diagnosis.provision, Provision::Nothing { .. });
    Ok(if diagnoses.iter().any(is_missing) { Exit::NotProvided } else { Exit::Ok })
}

fn write(reading: &Reading, diagnoses: &[Diagnosis], out: &mut dyn Write) -> io::Result<()> {
    let project = &reading.project;
    writeln!(out, "{}: {}", project.name, project.files.join(", "))?;
    let width = |of: &dyn Fn(&Diagnosis) -> usize| diagnoses.iter().map(of).max().unwrap_or(0);
    let (names, whats) = (width(&|it| it.service.chars().count()), width(&|it| it.what.chars().count()));
    for diagnosis in diagnoses {
        let (how, what) = provider(&diagnosis.provision);
        writeln!(out, "\n{:names$}  {:whats$}  {how}: {what}", diagnosis.service, diagnosis.what)?;
        if !diagnosis.why.is_empty() {
            writeln!(out, "{:names$}  why: {}", "", diagnosis.why)?;
        }
        for difference in &diagnosis.differences {
            writeln!(out, "{:names$}  {difference}", "")?;
        }
        let service = project.services.iter().find(|it| it.name.value == diagnosis.service);
        let engine = service.and_then(|it| Engine::of_image(&it.image.as_ref()?.value)).map(|known| known.engine);
        let settings = engine.map_or(&[][..], |engine| diagnosis.settings(engine));
        if !settings.is_empty() {
            let settings: Vec<String> = settings.iter().map(|(name, value)| format!("{name} {value}")).collect();
            writeln!(
                out,
                "{:names$}  settings that are not the image's, because all data is thrown away: {}",
                "",
                settings.join(", ")
            )?;
        }
        let missing = diagnosis.missing_parts();
        if !missing.is_empty() {
            writeln!(out, "{:names$}  parts of the image that it has not: {}", "", missing.join(", "))?;
        }
        if let Some(next) = &diagnosis.next {
            writeln!(out, "{:names$}  next: {next}", "")?;
        }
    }
    if !reading.findings.is_empty() {
        writeln!(out, "\nmigrations:")?;
        for finding in &reading.findings {
            writeln!(out, "  {}: {}", finding.database, of_template(finding))?;
        }
    }
    if !project.left_out.is_empty() {
        let names: Vec<&str> = project.left_out.iter().map(|name| &*name.value).collect();
        writeln!(out, "\nleft out, of profiles that nobody asked for (`--profile`): {}", names.join(", "))?;
    }
    if !project.unasked.is_empty() {
        let names: Vec<&str> = project.unasked.iter().map(|service| &*service.name.value).collect();
        writeln!(out, "\nleft out, since others are asked for by name: {}", names.join(", "))?;
    }
    let mut notes: Vec<&Note> = project.notes.iter().chain(diagnoses.iter().flat_map(|it| &it.notes)).collect();
    notes.sort_by(|one, other| one.origin.cmp(&other.origin));
    if !notes.is_empty() {
        writeln!(out, "\nnot honoured:")?;
        for note in notes {
            writeln!(out, "  {}: {}", note.origin, note.text)?;
        }
    }
    Ok(())
}

/// What a database begins with, or why not.
fn of_template(finding: &Finding) -> String {
    match &finding.found {
        Ok(Found { kind, place, count, .. }) => {
            format!("{count} of {} ({place}), done once, into the template", kind.name())
        }
        Err(why) => format!("left alone: {why}"),
    }
}

/// What is added to a service.
pub(super) fn with(adds: Option<&Added>) -> String {
    adds.map_or(String::new(), |adds| format!(" with {} {}", adds.row.name, adds.version))
}

/// Who provides, and what.
fn provider(provision: &Provision) -> (&'static str, String) {
    match provision {
        Provision::Running { address } => ("running", without_password(address)),
        Provision::Native { path, version } => ("native", format!("{version}, {}", path.display())),
        Provision::Fetched { package, folder } => {
            let where_it_is = match folder {
                Some(folder) => format!("fetched to {}", folder.display()),
                None => "not fetched yet".to_owned(),
            };
            let client = package.client.program();
            let with = package.adds.map_or(String::new(), |adds| format!(" with {} {}", adds.name, adds.version));
            let (version, name, release) = (package.version, package.name, package.release);
            ("fetched", format!("{version}{with}, {client} {name}@{release}, {where_it_is}"))
        }
        Provision::Distribution { package, adds, folder } => {
            let with = with(adds.as_ref());
            let added = adds.as_ref().map(|adds| adds.row.package_for(package.major.unwrap_or_default()));
            let packages = package.packages.iter().map(|it| (*it).to_owned()).chain(added);
            let packages = packages.collect::<Vec<_>>().join(" ");
            match folder {
                Some((folder, version)) => {
                    ("fetched", format!("{version}{with}, apt {packages}, fetched to {}", folder.display()))
                }
                None => ("fetched", format!("the distribution's{with}, apt {packages}, not fetched yet")),
            }
        }
        Provision::Docker { client } => ("container", format!("by {}", client.display())),
        Provision::Job { programs, lacks, .. } => {
            let missing = lacks.map_or("", |_| ", not fetched yet");
            ("job", format!("{}{missing}", programs.join(", ")))
        }
        Provision::Own { command } => ("own", command.clone()),
        Provision::Nothing { why } => ("nothing", why.clone()),
    }
}
