//! What the commands that provide services work on: the project's Compose files, and the machine.

use super::doctor::with;
use crate::args::{self, Subject};
use crate::error::{CliError, Failure};
use crate::session::Session;
use crate::ui::Ui;
use demock_config::{CONFIG_FILE, Environment, Fresh, LeaseStrength, Origin, Provider, Settings, StackOptions};
use demock_stack::{
    AllAlready, Base, Beside, Client, Diagnosis, FetchError, Finding, Found, Ground, Isolation, Laying, LeaseIsolation,
    MIGRATIONS_MAX, Machine, Makeshift, Named, Note, Plan, Project, Provision, Request, Service, Sought, Stack,
    StackError, Store, all_already, diagnose, find_migrations, has_compose_file, read, unknown_already,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A project's stack, read.
pub(crate) struct Reading {
    /// Services that are asked for by name; all where none are.
    pub(crate) only: Vec<String>,
    pub(crate) project: Project,
    options: StackOptions,
    pub(crate) pass: Vec<(String, Origin)>,
    /// Services that the user says run already.
    pub(crate) already: AllAlready,
    /// Migrations of the databases, or why they are left alone.
    pub(crate) findings: Vec<Finding>,
    /// The folder of the settings.
    top: PathBuf,
    /// The folder of the Compose file, where that was found; else the root.
    pub(crate) root: PathBuf,
    pub(crate) cache: PathBuf,
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) store: Store,
    pub(crate) path: String,
    pub(crate) base: Base,
}

/// Says what is not where the file has it: services that are left out, and ports that somebody else has.
pub(crate) fn placed(stack: &Stack, ui: &mut Ui) {
    for (service, why) in &stack.left_out {
        ui.remark(&format!("demock: {service}: not started: {why}\n"));
    }
    for finding in &stack.migrations {
        ui.remark(&format!("demock: {}: {}\n", finding.database, migrated(finding)));
    }
    for server in stack.servers() {
        for (asked, now) in server.moved() {
            ui.remark(&format!("demock: {}: port {asked} is taken: it is on {now}\n", server.name));
        }
    }
    for named in stack.named() {
        refused_by_name(&named, ui);
    }
}

/// Says what of the file is not honoured: variables that stand for nothing one by one, as Compose does, all else by its number.
pub(crate) fn noted(reading: &Reading, diagnoses: &[Diagnosis], ui: &mut Ui) {
    if diagnoses.is_empty() {
        let names: Vec<&str> = reading.project.left_out.iter().map(|name| &*name.value).collect();
        let others = if names.is_empty() { String::new() } else { format!("; `--profile` has {}", names.join(", ")) };
        ui.remark(&format!("demock: nothing starts: the file has no service that is asked for{others}\n"));
    }
    for variable in &reading.already.strangers {
        ui.remark(&format!("demock: {variable} names no service of the stack\n"));
    }
    let (unset, others): (Vec<&Note>, Vec<&Note>) = reading
        .project
        .notes
        .iter()
        .chain(diagnoses.iter().flat_map(|it| &it.notes))
        .partition(|note| note.text.ends_with("is not set and stands for nothing"));
    for note in unset {
        ui.remark(&format!("demock: {}: {}\n", note.origin, note.text));
    }
    match others.len() {
        0 => {}
        1 => ui.remark("demock: 1 thing of the file is not honoured (`demock doctor` says which)\n"),
        count => {
            ui.remark(&format!("demock: {count} things of the file are not honoured (`demock doctor` lists them)\n"));
        }
    }
}

/// Says at which ports of its container a service is not by its names.
pub(crate) fn refused_by_name(named: &Named, ui: &mut Ui) {
    for (port, why) in &named.refused {
        ui.remark(&format!("demock: {}: not by name at {}:{port}: {why}\n", named.names.join(", "), named.address));
    }
}

/// What is fetched, in words.
fn fetching(provision: &Provision) -> String {
    match provision {
        Provision::Fetched { package, .. } => format!("{} {}", package.engine, package.version),
        Provision::Distribution { package, adds, .. } => {
            format!("{}{} of the distribution", package.engine, with(adds.as_ref()))
        }
        Provision::Job { lacks: Some(engine), .. } => format!("programs of {engine} of the distribution"),
        Provision::Running { .. }
        | Provision::Native { .. }
        | Provision::Job { lacks: None, .. }
        | Provision::Docker { .. }
        | Provision::Own { .. }
        | Provision::Nothing { .. } => "nothing".to_owned(),
    }
}

/// The nearest folder with a Compose file, from the working folder up to the root; the root where there is none.
fn nearest(root: &Path) -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().map_err(|error| Failure::internal(CliError::WorkingFolder(error)))?;
    let mut folders = here.ancestors().take_while(|folder| folder.starts_with(root));
    Ok(folders.find(|folder| has_compose_file(folder)).unwrap_or(root).to_owned())
}

/// The settings from the working folder up to the root, and that folder as seen from the root: what lies elsewhere says nothing of
/// services that are started here, and looking for it would take longer than starting them.
fn settings_above(root: &Path) -> Result<(Settings, String), Failure> {
    let here = std::env::current_dir().map_err(|error| Failure::internal(CliError::WorkingFolder(error)))?;
    let below = here.strip_prefix(root).unwrap_or(Path::new(""));
    let text = |path: &Path| path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let files: Vec<String> = below.ancestors().map(|folder| text(&folder.join(CONFIG_FILE))).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    Ok((Settings::load(root, &files).map_err(Failure::usage)?, text(below)))
}

/// Where runs have their folders.
fn base(environment: &Environment) -> Base {
    Base::new(environment.xdg_runtime_dir.as_deref(), &std::env::temp_dir())
}

/// Begins to start what keeps services, before anything is known of them.
pub(crate) fn lay(environment: &Environment, beside: Beside) -> Laying {
    let isolation = match environment.isolation.as_deref() {
        Some("reaper") => Isolation::Reaper,
        Some(_) | None => Isolation::Namespaces,
    };
    Ground::lay(&base(environment), isolation, beside)
}

/// Services that are asked for by name, and where each is named if that is a file.
struct Only {
    names: Vec<String>,
    places: Vec<Option<Origin>>,
}

impl Only {
    fn new(args: &args::Stack, options: &StackOptions) -> Self {
        let said = options.only.iter().map(|name| (name.value.to_string(), Some(name.origin.clone())));
        let (names, places) =
            if args.only.is_empty() { said.unzip() } else { args.only.iter().map(|name| (name.clone(), None)).unzip() };
        Self { names, places }
    }

    /// Refuses names that the project does not have.
    fn check(&self, project: &Project) -> Result<(), Failure> {
        let known: Vec<String> =
            project.services.iter().chain(&project.unasked).map(|service| service.name.value.clone()).collect();
        match self.names.iter().zip(&self.places).find(|(name, _)| !known.contains(name)) {
            Some((name, place)) => {
                let (name, place) = (name.clone(), place.clone());
                Err(Failure::usage(StackError::UnknownService { name, known, place }))
            }
            None => Ok(()),
        }
    }
}

/// Services that run already, as the settings and the environment say.
fn already(
    project: &Project,
    options: &StackOptions,
    variables: &BTreeMap<String, String>,
) -> Result<AllAlready, Failure> {
    if let Some((name, place)) = unknown_already(project, options) {
        let known = project.services.iter().chain(&project.unasked).map(|it| it.name.value.clone()).collect();
        return Err(Failure::usage(StackError::UnknownService { name, known, place: Some(place) }));
    }
    all_already(project, options, variables).map_err(Failure::usage)
}

/// Where a project's stack is: what is known of it before its Compose file is read.
pub(crate) struct Place {
    pub(crate) base: Base,
    /// The folder of the Compose file, where that was found; else that of the settings.
    pub(crate) root: PathBuf,
    top: PathBuf,
    settings: Settings,
    /// The working folder, as seen from the settings'.
    folder: String,
    /// Compose files that are named.
    files: Vec<Arc<str>>,
}

impl Place {
    pub(crate) fn new(files: &[String], environment: &Environment) -> Result<Self, Failure> {
        let top = Session::new(&Subject::default(), environment)?.root;
        let (settings, folder) = settings_above(&top)?;
        let mut files: Vec<Arc<str>> = files.iter().map(|file| Arc::from(&**file)).collect();
        if files.is_empty() {
            files = settings.stack(&folder).compose.iter().map(|file| file.value.clone()).collect();
        }
        let root = if files.is_empty() { nearest(&top)? } else { top.clone() };
        Ok(Self { base: base(environment), root, top, settings, folder, files })
    }
}

impl Reading {
    pub(crate) fn new(args: &args::Stack, environment: &Environment) -> Result<Self, Failure> {
        Self::with(args, environment, Environment::variables())
    }

    /// The same with other variables than those of this process.
    pub(crate) fn with(
        args: &args::Stack,
        environment: &Environment,
        variables: BTreeMap<String, String>,
    ) -> Result<Self, Failure> {
        let Place { base, root, top, settings, folder, files } = Place::new(&args.file, environment)?;
        let options = settings.stack(&folder).clone();
        let only = Only::new(args, &options);
        let request =
            Request { root: &root, files: &files, variables: &variables, profiles: &args.profile, only: &only.names };
        let project = read(&request).map_err(Failure::usage)?;
        only.check(&project)?;
        let cache: PathBuf = environment.cache_dir().ok_or_else(|| Failure::usage(CliError::NoCache))?;
        let path = environment.path.clone().unwrap_or_default();
        let pass = &settings.run(&folder).pass;
        let pass = pass.iter().map(|name| (name.value.to_string(), name.origin.clone())).collect();
        let already = already(&project, &options, &variables)?;
        let (setting, running) = (options.migrations.as_ref(), &*already.services);
        let sought = Sought { project: &project, root: &root, top: &top, setting, running };
        let findings = find_migrations(&sought).map_err(Failure::usage)?;
        Ok(Self {
            only: only.names,
            already,
            project,
            findings,
            top,
            options,
            pass,
            root,
            store: Store::new(&cache),
            cache,
            variables,
            path,
            base,
        })
    }

    /// How far the settings have leases shared.
    pub(crate) fn fresh(&self) -> Option<Fresh> {
        self.options.fresh.as_ref().map(|fresh| fresh.value)
    }

    /// How strongly the settings have leases of tests kept apart.
    pub(crate) fn isolation(&self) -> LeaseIsolation {
        match self.options.isolation.as_ref().map(|isolation| isolation.value) {
            Some(LeaseStrength::Private) => LeaseIsolation::Private,
            Some(LeaseStrength::Credentials) | None => LeaseIsolation::Credentials,
        }
    }

    /// Where each service would come from.
    pub(crate) fn diagnoses(&self) -> Vec<Diagnosis> {
        self.diagnoses_without(&[], Makeshift::Kept)
    }

    /// The same where some clients could not fetch some services.
    fn diagnoses_without(&self, without: &[(String, Client)], makeshift: Makeshift) -> Vec<Diagnosis> {
        let asked: Vec<Provider> = self.options.providers.iter().map(|provider| provider.value).collect();
        let providers =
            if asked.is_empty() { vec![Provider::Native, Provider::Fetched, Provider::Docker] } else { asked };
        let (store, running) = (&self.store, &*self.already.services);
        diagnose(
            &self.project,
            &Machine { root: &self.root, path: &self.path, store, providers: &providers, running, without, makeshift },
        )
    }

    /// Where each service comes from, once everything that was missing is fetched, and the first error of those that can be had from
    /// nowhere. What one client cannot fetch another provider may have, which is said; what was fetched because of that gives way now.
    pub(crate) fn fetched(&self, ui: &mut Ui) -> (Vec<Diagnosis>, Option<FetchError>) {
        let makeshift = Makeshift::Replaced;
        self.fetched_after(self.diagnoses_without(&[], makeshift), makeshift, ui)
    }

    /// The same where it is known what there was before.
    fn fetched_after(
        &self,
        mut diagnoses: Vec<Diagnosis>,
        makeshift: Makeshift,
        ui: &mut Ui,
    ) -> (Vec<Diagnosis>, Option<FetchError>) {
        let mut failed: Vec<(String, FetchError)> = Vec::new();
        let mut without: Vec<(String, Client)> = Vec::new();
        loop {
            let missing = |it: &&Diagnosis| it.provision.to_fetch().is_some();
            if !diagnoses.iter().any(|it| missing(&it)) {
                let is_nowhere = |service: &str| {
                    diagnoses
                        .iter()
                        .any(|it| it.service == service && matches!(it.provision, Provision::Nothing { .. }))
                };
                let (fatal, others): (Vec<_>, Vec<_>) =
                    failed.into_iter().partition(|(service, _)| is_nowhere(service));
                for (service, error) in others {
                    ui.tell(&format!("demock: {service}: {error}: another provider has it\n"));
                }
                return (diagnoses, fatal.into_iter().next().map(|(_, error)| error));
            }
            for diagnosis in diagnoses.iter().filter(missing) {
                let (service, what) = (&diagnosis.service, fetching(&diagnosis.provision));
                ui.tell(&format!("demock: {service}: fetching {what}\n"));
                let Err(error) = self.store.fetch_provision(&diagnosis.provision, &self.path) else { continue };
                if error.is_fatal() {
                    return (diagnoses, Some(error));
                }
                without.extend(diagnosis.provision.to_fetch().map(|client| (service.clone(), client)));
                failed.push((service.clone(), error));
            }
            diagnoses = self.diagnoses_without(&without, makeshift);
        }
    }

    /// Where each service comes from, once everything that was missing is fetched.
    pub(crate) fn provided(&self, ui: &mut Ui) -> Result<Vec<Diagnosis>, Failure> {
        let diagnoses = self.diagnoses();
        let is_refused = |(service, it): (&Service, &Diagnosis)| {
            service.image.is_some() && matches!(it.provision, Provision::Nothing { .. })
        };
        if self.project.services.iter().zip(&diagnoses).any(is_refused) {
            // Nothing starts without them, so that nothing is fetched.
            return Ok(diagnoses);
        }
        match self.fetched_after(diagnoses, Makeshift::Kept, ui) {
            (diagnoses, None) => Ok(diagnoses),
            (_, Some(error)) => Err(Failure::internal(error)),
        }
    }

    /// Starts the stack, and once more where that fails because something that was fetched is broken, which is fetched anew.
    pub(crate) fn started(
        &self,
        diagnoses: &mut Vec<Diagnosis>,
        (ground, again): (Laying, impl FnOnce() -> Laying),
        ui: &mut Ui,
    ) -> Result<Stack, Failure> {
        let failed = match Stack::start(&self.plan(diagnoses), ground) {
            Ok(stack) => return Ok(stack),
            Err(error) => error,
        };
        let which: Vec<&Diagnosis> = match failed.of_program() {
            Some(service) => diagnoses.iter().filter(|it| it.service == service).collect(),
            None => Vec::new(),
        };
        if !self.threw_away_broken(&which, ui)? {
            return Err(Failure::internal(failed));
        }
        *diagnoses = self.provided(ui)?;
        Stack::start(&self.plan(diagnoses), again()).map_err(Failure::internal)
    }

    /// Whether something that was fetched for services was broken, which is said.
    pub(crate) fn threw_away_broken(&self, which: &[&Diagnosis], ui: &mut Ui) -> Result<bool, Failure> {
        let mut any = false;
        for it in which {
            for what in self.store.throw_away_broken(&it.provision).map_err(Failure::internal)? {
                ui.tell(&format!("demock: {}: what was fetched is broken: {what}\n", it.service));
                any = true;
            }
        }
        Ok(any)
    }

    /// What the stack is made of.
    pub(crate) fn plan<'p>(&'p self, diagnoses: &'p [Diagnosis]) -> Plan<'p> {
        Plan {
            project: &self.project,
            diagnoses,
            root: &self.root,
            cache: &self.cache,
            path: &self.path,
            variables: &self.variables,
            pass: &self.pass,
            base: &self.base,
            findings: &self.findings,
            migrations_max: self.migrations_max(),
            top: &self.top,
        }
    }

    fn migrations_max(&self) -> Duration {
        let said = self.options.migrations_max_seconds.as_ref();
        said.map_or(MIGRATIONS_MAX, |seconds| Duration::from_secs(seconds.value))
    }
}

/// What is said of the migrations of a database.
pub(crate) fn migrated(finding: &Finding) -> String {
    match &finding.found {
        Ok(Found { kind, place, count, .. }) => {
            let (plural, are) = if *count == 1 { ("", "is") } else { ("s", "are") };
            format!("{count} migration{plural} of {} ({place}) {are} in the template", kind.name())
        }
        Err(why) => format!("migrations are left alone: {why}"),
    }
}
