//! Which provider each service would have, and why.
//!
//! Invariant: nothing is started and nothing fetched; the answer is a function of the project, the machine's programs, its lists of
//! packages, and what was fetched before. Absent on purpose: any wording for a terminal (`demock doctor`).

mod clickhouse;
mod differences;
mod extended;
mod jobs;
mod mounts;
mod providing;
mod reasons;

pub(crate) use mounts::missing;

use crate::compose::{Native, Note, Project, Service};
use crate::distribution::{Added, Distributed};
use crate::elsewhere::Already;
use crate::engine::{Engine, Known};
use crate::installed::{Installed, installed};
use crate::packages::{Client, Package};
use crate::store::Store;
use crate::{mariadb, postgres, redis};
use demock_config::Provider;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is known of the machine.
#[derive(Debug, Clone)]
pub struct Machine<'m> {
    /// The project's folder.
    pub root: &'m Path,
    /// Folders of programs, as `PATH` has them.
    pub path: &'m str,
    /// What was fetched before.
    pub store: &'m Store,
    /// Providers in the order in which they are asked.
    pub providers: &'m [Provider],
    /// Services that the user says run already.
    pub running: &'m [Already],
    /// Services by name, and the clients that could not fetch them.
    pub without: &'m [(String, Client)],
    /// Whether what stands in for something better is good enough where it was fetched before.
    pub makeshift: Makeshift,
}

/// What becomes of something that was fetched because what is better could not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Makeshift {
    /// It is used, and nobody waits for a client that may fail again.
    Kept,
    /// What is better is tried once more.
    Replaced,
}

impl Machine<'_> {
    /// The program of an engine of containers that answers, where that may be asked.
    fn engine(&self) -> Option<PathBuf> {
        let may_be = self.providers.contains(&Provider::Docker);
        if may_be { crate::docker::client(self.path) } else { None }
    }

    fn can_fetch(&self, service: &str, client: Client) -> bool {
        !self.without.iter().any(|(name, failed)| name == service && *failed == client)
    }
}

/// One service's provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// The service.
    pub service: String,
    /// What it is, as the Compose file has it.
    pub what: String,
    /// Where it would come from.
    pub provision: Provision,
    /// Why from there; empty where that is said already.
    pub why: String,
    /// Whether the version is another than the image's.
    pub version: VersionMatch,
    /// In what that differs from the image, and what the image decides by itself.
    pub differences: Vec<String>,
    /// What it mounts without effect.
    pub notes: Vec<Note>,
    /// The one line that would make it better.
    pub next: Option<String>,
}

impl Provision {
    /// Who is to fetch it, where it has not been fetched.
    pub fn to_fetch(&self) -> Option<Client> {
        match self {
            Self::Fetched { package, folder: None } => Some(package.client),
            Self::Distribution { folder: None, .. } | Self::Job { lacks: Some(_), .. } => Some(Client::Apt),
            Self::Fetched { folder: Some(_), .. }
            | Self::Distribution { folder: Some(_), .. }
            | Self::Running { .. }
            | Self::Native { .. }
            | Self::Docker { .. }
            | Self::Job { lacks: None, .. }
            | Self::Own { .. }
            | Self::Nothing { .. } => None,
        }
    }
}

impl Diagnosis {
    /// Settings that are not the image's, because all data is thrown away; none where demock does not start it.
    pub fn settings(&self, engine: Engine) -> &'static [(&'static str, &'static str)] {
        let is_started = match &self.provision {
            Provision::Running { .. }
            | Provision::Own { .. }
            | Provision::Job { .. }
            | Provision::Docker { .. }
            | Provision::Nothing { .. } => false,
            Provision::Native { .. } | Provision::Fetched { .. } | Provision::Distribution { .. } => true,
        };
        match engine {
            Engine::Postgres if is_started => postgres::DURABILITY,
            Engine::Redis | Engine::Valkey if is_started => redis::DURABILITY,
            Engine::MariaDb if is_started => mariadb::DURABILITY,
            Engine::Postgres
            | Engine::Redis
            | Engine::Valkey
            | Engine::ClickHouse
            | Engine::Memcached
            | Engine::Nats
            | Engine::MariaDb => &[],
        }
    }
}

impl Diagnosis {
    /// Parts that the image has and what is provided has not. Source: what the packages of `@embedded-postgres` are linked
    /// with and hold, and the Debian packages that the official image installs.
    pub fn missing_parts(&self) -> Vec<&'static str> {
        const COMPILATION: &str = "just-in-time compilation";
        const PARTS: [(u32, &str); 3] = [
            (11, COMPILATION),
            (14, "LZ4 (`wal_compression`, `default_toast_compression`)"),
            (15, "Zstandard (`wal_compression`)"),
        ];
        match &self.provision {
            Provision::Fetched { package, .. } if package.engine == Engine::Postgres => {
                PARTS.iter().filter(|(since, _)| *since <= package.major).map(|(_, part)| *part).collect()
            }
            Provision::Distribution { package, folder: Some((folder, _)), .. }
                if package.engine == Engine::Postgres && !package.compiler(folder).is_file() =>
            {
                vec![COMPILATION]
            }
            Provision::Fetched { .. }
            | Provision::Running { .. }
            | Provision::Native { .. }
            | Provision::Distribution { .. }
            | Provision::Docker { .. }
            | Provision::Job { .. }
            | Provision::Own { .. }
            | Provision::Nothing { .. } => Vec::new(),
        }
    }
}

/// How the version of what is provided stands to the image's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionMatch {
    /// It is the one that the tag asks for, or none is provided.
    AsAsked,
    /// The tag asks for none.
    Unasked,
    /// It is another.
    Other,
}

/// Where a service comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provision {
    /// It runs already, where the user said so.
    Running {
        /// Its address.
        address: String,
    },
    /// A program of the machine.
    Native {
        /// Where.
        path: PathBuf,
        /// Its version.
        version: String,
    },
    /// A package.
    Fetched {
        /// Its row.
        package: &'static Package,
        /// Where it lies, where it has been fetched.
        folder: Option<PathBuf>,
    },
    /// Packages of the distribution, unpacked for this user.
    Distribution {
        /// Its row.
        package: &'static Distributed,
        /// What is added to it.
        adds: Option<Added>,
        /// Where it lies and its version, where it has been fetched.
        folder: Option<(PathBuf, String)>,
    },
    /// A container of an engine that answers.
    Docker {
        /// The program that speaks to it.
        client: PathBuf,
    },
    /// A job, by programs of the machine or of the distribution.
    Job {
        /// The program, and clients that it names.
        programs: Vec<String>,
        /// Whether it does more than to wait for others.
        fills: bool,
        /// Whose programs are to be fetched for it.
        lacks: Option<Engine>,
    },
    /// The project's own program.
    Own {
        /// Its command.
        command: String,
    },
    /// Nothing.
    Nothing {
        /// Why.
        why: String,
    },
}

/// The providers of a project's services, in its order.
pub fn diagnose(project: &Project, machine: &Machine<'_>) -> Vec<Diagnosis> {
    let mut programs: BTreeMap<Engine, Vec<Installed>> = BTreeMap::new();
    let mut of = |service: &Service| {
        let known = service.image.as_ref().and_then(|image| Engine::of_image(&image.value));
        let found = known.map(|known| {
            programs
                .entry(known.engine)
                .or_insert_with(|| installed(known.engine, machine.path, &machine.store.versions()))
                .clone()
        });
        one(service, known, &found.unwrap_or_default(), machine)
    };
    project.services.iter().map(&mut of).collect()
}

fn one(service: &Service, known: Option<Known>, programs: &[Installed], machine: &Machine<'_>) -> Diagnosis {
    let name = service.name.value.clone();
    let image = service.image.as_ref().map(|image| &image.value);
    let what = match (image, &service.build) {
        (Some(image), _) => image.to_string(),
        (None, Some(build)) => format!("built from {}", build.value),
        (None, None) => "a program of the project".to_owned(),
    };
    let of = |provision, differences, next| {
        let version = match image {
            Some(image) => differences::version_match(image, known.map(|known| known.engine), &provision),
            None => VersionMatch::AsAsked,
        };
        let notes = mounts::without_effect(service, known.map(|known| known.engine), &provision, machine.root);
        let why = reasons::why(&name, known, programs, machine, &provision);
        Diagnosis { service: name.clone(), what, provision, why, version, differences, notes, next }
    };
    if let Some(running) = machine.running.iter().find(|running| running.service == name) {
        let address = running.address.clone();
        return of(Provision::Running { address }, Vec::new(), None);
    }
    if let Some(command) = service.native.as_ref().and_then(Native::line) {
        let command = command.value.words().join(" ");
        return of(Provision::Own { command }, Vec::new(), None);
    }
    match (image, known) {
        (Some(image), Some(known)) => {
            if let Some((provision, next)) = jobs::provided(service, known.engine, machine) {
                return of(provision, Vec::new(), next);
            }
            let (provision, next) = providing::provided(&name, image, known, programs, machine);
            let differences = differences::of(service, image, known, &provision);
            of(provision, differences, next)
        }
        (Some(image), None) => {
            if let Some(client) = machine.engine() {
                return of(Provision::Docker { client }, Vec::new(), None);
            }
            let why = format!("nothing is known that provides the image `{image}`");
            of(Provision::Nothing { why }, Vec::new(), Some("say how it runs under `x-demock.command`".to_owned()))
        }
        (None, _) => {
            let why = "it is built for a container".to_owned();
            of(Provision::Nothing { why }, Vec::new(), Some("say how it runs under `x-demock.command`".to_owned()))
        }
    }
}
