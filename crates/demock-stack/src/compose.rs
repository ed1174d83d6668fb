//! What a Compose file says, typed.
//!
//! Source: Compose specification, "Services top-level elements".
//! Invariants: every value that a reader may be told about keeps its place; a key that Compose does not know is an error;
//! one that it knows and that means nothing to a process is a [`Note`]. Absent on purpose: how a service is provided.

mod health;
mod mounts;
mod ports;
mod restart;
mod service;
mod values;

pub use health::{Health, HealthTest};
pub use mounts::{Mount, MountKind};
pub use ports::{Port, Protocol};
pub use restart::Restart;
pub use values::Words;

use crate::error::{ComposeError, Problem};
use crate::files::Request;
use crate::image::Image;
use crate::yaml::Node;
use demock_config::{Located, Origin};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use values::Reader;
pub(crate) use values::{check_keys, split};

/// A project: the services of its Compose files that are asked for.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its name: what the file says, else the name of its folder.
    pub name: String,
    /// The files, in the order in which they are laid over each other.
    pub files: Vec<Arc<str>>,
    /// All files that were read for it, and those of variables that would be if they were there.
    pub sources: Vec<Arc<str>>,
    /// Services in an order in which each comes after those that it depends on.
    pub services: Vec<Service>,
    /// Services that belong to profiles nobody asks for, and that nothing depends on.
    pub left_out: Vec<Located<String>>,
    /// Services that are not among those that are asked for by name: they are not started, and still say of what they need.
    pub unasked: Vec<Service>,
    /// What is not honoured.
    pub notes: Vec<Note>,
}

/// Something of a file that has no effect, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where it stands.
    pub origin: Origin,
    /// What it is.
    pub text: String,
}

/// A service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its name, which is also its host name.
    pub name: Located<String>,
    /// Its image.
    pub image: Option<Located<Image>>,
    /// The folder that it is built from, where it is built.
    pub build: Option<Located<String>>,
    /// What runs in place of the image's command.
    pub command: Option<Located<Words>>,
    /// What runs in place of the image's entry point.
    pub entrypoint: Option<Located<Words>>,
    /// Variables by name; one without a value is taken from the environment of whoever starts the stack.
    pub environment: BTreeMap<String, Variable>,
    /// Published and exposed ports.
    pub ports: Vec<Port>,
    /// Files and folders that it sees.
    pub mounts: Vec<Mount>,
    /// What it waits for.
    pub depends_on: Vec<Dependency>,
    /// How it is known to be ready; `None` where the image decides.
    pub health: Option<Health>,
    /// Other names by which services reach it.
    pub aliases: Vec<String>,
    /// Profiles that it belongs to; of none, it is always there.
    pub profiles: Vec<String>,
    /// The folder that it runs in.
    pub working_dir: Option<Located<String>>,
    /// The signal that stops it, such as `SIGINT`.
    pub stop_signal: Option<Located<String>>,
    /// How long it has to stop.
    pub stop_grace_period: Duration,
    /// What becomes of it where it ends by itself.
    pub restart: Restart,
    /// Files and folders whose change has it started anew: `develop.watch`.
    pub watch: Vec<Located<String>>,
    /// `x-demock`: how it runs without its image.
    pub native: Option<Native>,
}

/// A variable of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its value.
    pub value: Option<String>,
    /// Where it is set: in the Compose file or in a file of variables.
    pub origin: Origin,
}

/// What a service waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The other service.
    pub service: Located<String>,
    /// What must be true of it.
    pub condition: Condition,
    /// Whether it must be there.
    pub required: bool,
}

/// When a dependency is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// It runs.
    Started,
    /// It is healthy.
    Healthy,
    /// It ended well.
    Completed,
}

/// How an application service runs without its image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Native {
    /// What runs.
    pub command: Option<Located<Words>>,
    /// What is run once before, such as a compiler.
    pub build: Option<Located<Words>>,
    /// Where, relative to the project.
    pub working_dir: Option<Located<String>>,
    /// What says that it is ready: `http:`, `tcp:`, `command:`.
    pub ready: Option<Located<String>>,
    /// What runs before each start, or once into a database's template.
    pub migrate: Option<Located<Words>>,
    /// Files and folders that a migration is made of, relative to where it runs: with them, it runs once.
    pub migrations: Vec<Located<String>>,
    /// How its own variables are called: name to value, in which `${…}` of a lease may stand.
    pub env: BTreeMap<String, Variable>,
}

impl Native {
    /// What it is there for: what runs, else what migrates.
    pub fn line(&self) -> Option<&Located<Words>> {
        self.command.as_ref().or(self.migrate.as_ref())
    }
}

const TOP_KEYS: &[&str] =
    &["name", "services", "volumes", "networks", "secrets", "configs", "include", "version", "models"];

/// The typed project of a whole file.
pub(crate) fn project(
    whole: &Rc<Node>,
    request: &Request<'_>,
    files: &[Arc<str>],
    (notes, sources): (Vec<Note>, Vec<Arc<str>>),
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Project, ComposeError> {
    check_keys(whole, "the file", TOP_KEYS)?;
    let mut reader = Reader { root: request.root, whole, given: request.variables, variable, notes, sources };
    let name = match whole.get("name") {
        Some(node) => values::text("name", node)?.value,
        None => folder_name(request),
    };
    if let Some(models) = whole.get("models") {
        reader.note(&models.origin, "`models` are not provided");
    }
    let mut services = Vec::new();
    let entries = whole.get("services").map_or(&[][..], |services| services.entries());
    let needed = service::needed(entries, request.only);
    for entry in entries {
        match reader.service(entry) {
            Ok(service) => services.push(service),
            // As in Compose, what nobody asks for may lack a file or an image.
            Err(error) if needed.as_ref().is_some_and(|needed| !needed.contains(&*entry.key)) => {
                reader.note(&error.origin, format!("`{}` is not asked for and not read: {}", entry.key, error.problem));
            }
            Err(error) => return Err(error),
        }
    }
    let (services, others) = asked_for(services, request)?;
    let services = in_order(services)?;
    let (left_out, unasked) = if request.only.is_empty() {
        (others.into_iter().map(|service| service.name).collect(), Vec::new())
    } else {
        (Vec::new(), others)
    };
    let mut sources = reader.sources;
    sources.sort();
    sources.dedup();
    Ok(Project { name, files: files.to_vec(), sources, services, left_out, unasked, notes: reader.notes })
}

/// Compose's own rule: the folder's name in small letters, without what no name may hold.
fn folder_name(request: &Request<'_>) -> String {
    let root = std::path::absolute(request.root).unwrap_or_else(|_| request.root.to_owned());
    let folder = root.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let kept: String = folder.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let kept = kept.trim_start_matches(['-', '_']).to_owned();
    if kept.is_empty() { "project".to_owned() } else { kept }
}

/// Services that are named, or else of no profile or of one that is asked for, with what they depend on; and the others.
fn asked_for(services: Vec<Service>, request: &Request<'_>) -> Result<(Vec<Service>, Vec<Service>), ComposeError> {
    let (profiles, only) = (request.profiles, request.only);
    let known: Vec<String> = services.iter().map(|service| service.name.value.clone()).collect();
    let by_name = |name: &str| services.iter().position(|service| service.name.value == name);
    let all = profiles.iter().any(|profile| profile == "*");
    let is_asked = |service: &Service| {
        if !only.is_empty() {
            // As in Compose, who names a service wants it whatever its profiles are.
            return only.contains(&service.name.value);
        }
        all || service.profiles.is_empty() || service.profiles.iter().any(|profile| profiles.contains(profile))
    };
    let mut open: Vec<usize> = (0..services.len()).filter(|at| is_asked(&services[*at])).collect();
    let mut taken = vec![false; services.len()];
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut taken[at], true) {
            continue;
        }
        for dependency in &services[at].depends_on {
            let name = &dependency.service.value;
            match by_name(name) {
                Some(other) => open.push(other),
                None if !dependency.required => {}
                None => {
                    let problem = Problem::Undefined { what: "service", name: name.clone(), known };
                    return Err(ComposeError::new(dependency.service.origin.clone(), problem));
                }
            }
        }
    }
    let (asked, others): (Vec<_>, Vec<_>) = services.into_iter().zip(taken).partition(|(_, taken)| *taken);
    let services = |these: Vec<(Service, bool)>| these.into_iter().map(|(service, _)| service).collect();
    Ok((services(asked), services(others)))
}

/// Each service after those that it depends on; among equals, as the file has them.
fn in_order(services: Vec<Service>) -> Result<Vec<Service>, ComposeError> {
    let mut left: Vec<Option<Service>> = services.into_iter().map(Some).collect();
    let mut ordered: Vec<Service> = Vec::with_capacity(left.len());
    while ordered.len() < left.len() {
        let waits = |service: &Service| {
            service
                .depends_on
                .iter()
                .any(|dependency| left.iter().flatten().any(|other| other.name.value == dependency.service.value))
        };
        let next = left.iter().position(|service| service.as_ref().is_some_and(|service| !waits(service)));
        match next.and_then(|at| left[at].take()) {
            Some(service) => ordered.push(service),
            None => return Err(circle(&left)),
        }
    }
    Ok(ordered)
}

/// The circle among services that all wait for another of them.
fn circle(left: &[Option<Service>]) -> ComposeError {
    let next_of = |service: &Service| {
        let waits_for = service
            .depends_on
            .iter()
            .find_map(|dependency| left.iter().flatten().find(|other| other.name.value == dependency.service.value));
        waits_for.cloned()
    };
    let mut way: Vec<Service> = left.iter().flatten().take(1).cloned().collect();
    while let Some(next) = way.last().and_then(&next_of) {
        if let Some(first) = way.iter().position(|service| service.name.value == next.name.value) {
            let circle = &way[first..];
            let names = circle.iter().chain(circle.first()).map(|service| service.name.value.clone()).collect();
            let origin = next.name.origin.clone();
            return ComposeError::new(origin, Problem::Circle { what: "services depend on each other", names });
        }
        way.push(next);
    }
    // A list without a circle would have had a service that waits for none.
    let origin = Origin { path: Arc::from("."), line: 1, column: 1 };
    ComposeError::new(origin, Problem::Circle { what: "services depend on each other", names: Vec::new() })
}
