//! Which provider each service would have, and why.
//!
//! Invariant: nothing is started and nothing fetched; the answer is a function of the project, the machine's programs and
//! what was fetched before. Absent on purpose: any wording for a terminal (`demock doctor`).

mod clickhouse;
mod jobs;
mod mounts;
mod providing;

pub(crate) use mounts::missing;

use crate::compose::{Note, Project, Service};
use crate::distribution::Distributed;
use crate::elsewhere::Already;
use crate::engine::{Engine, Known};
use crate::image::Image;
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
        const PARTS: [(u32, &str); 3] = [
            (11, "just-in-time compilation"),
            (14, "LZ4 (`wal_compression`, `default_toast_compression`)"),
            (15, "Zstandard (`wal_compression`)"),
        ];
        match &self.provision {
            Provision::Fetched { package, .. } if package.engine == Engine::Postgres => {
                PARTS.iter().filter(|(since, _)| *since <= package.major).map(|(_, part)| *part).collect()
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
            Some(image) => version_match(image, known.map(|known| known.engine), &provision),
            None => VersionMatch::AsAsked,
        };
        let notes = mounts::without_effect(service, known.map(|known| known.engine), &provision, machine.root);
        Diagnosis { service: name.clone(), what, provision, version, differences, notes, next }
    };
    if let Some(running) = machine.running.iter().find(|running| running.service == name) {
        let address = running.address.clone();
        return of(Provision::Running { address }, Vec::new(), None);
    }
    if let Some(command) = service.native.as_ref().and_then(|native| native.command.as_ref()) {
        let command = command.value.words().join(" ");
        return of(Provision::Own { command }, Vec::new(), None);
    }
    match (image, known) {
        (Some(image), Some(known)) => {
            if let Some((provision, next)) = jobs::provided(service, known.engine, machine) {
                return of(provision, Vec::new(), next);
            }
            let (provision, next) = providing::provided(&name, image, known, programs, machine);
            let differences = differences(service, image, known, &provision);
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

/// The first Redis whose image has modules.
const REDIS_WITH_MODULES: u32 = 8;

/// What a user should know who expects the image.
fn differences(service: &Service, image: &Image, known: Known, provision: &Provision) -> Vec<String> {
    let mut all = Vec::new();
    let version = version(provision);
    if let Some(version) = version {
        match image.version() {
            None => {
                let tag = image.tag.as_deref().unwrap_or("latest");
                all.push(format!("`{tag}` is what whoever pulls it decides; here it is {version}"));
            }
            Some(asked) if !is_within(version, asked) => {
                all.push(format!("the image is {asked}, here it is {version}"));
            }
            Some(_) => {}
        }
        // Of the others none sorts text by the C library's rules.
        if known.engine == Engine::Postgres && image.tag.as_deref().is_some_and(|tag| tag.contains("alpine")) {
            all.push("the image sorts text by musl's rules, here it is by glibc's".to_owned());
        }
        if image.digest.is_some() {
            all.push("the image is pinned by its digest, which only a container can honour".to_owned());
        }
    }
    if let Provision::Fetched { package, .. } = provision
        && package.client == Client::Pip
    {
        let asked = image.tag.iter().flat_map(|tag| tag.split('-')).next().map(|own| own.trim_start_matches('v'));
        let is_version = |own: &&str| own.starts_with(|first: char| first.is_ascii_digit());
        if let (Some(adds), Some(asked)) = (package.adds, asked.filter(is_version))
            && !is_within(adds.version, asked)
        {
            all.push(format!("the image has {} {asked}, here it is {}", adds.name, adds.version));
        }
        let what = package.adds.map_or("it".to_owned(), |adds| format!("{} {}", adds.name, adds.version));
        all.push(format!(
            "{what} is out of `{}` on PyPI, built by others than its authors ({})",
            package.name, package.licence
        ));
    }
    if known.engine == Engine::Redis
        && version.is_some()
        && image.major().is_none_or(|major| major >= REDIS_WITH_MODULES)
    {
        all.push(
            "modules that the image has since version 8 (search, JSON, time series, Bloom filters) are not there"
                .to_owned(),
        );
    }
    if known.engine == Engine::ClickHouse {
        all.extend(clickhouse::differences(provision, version, || has_password_of_own_user(service)));
    }
    if known.engine == Engine::Postgres
        && version.is_some()
        && !has_own_locale(service)
        && !crate::postgres::has_image_locale()
    {
        all.push("the image's locale is en_US.utf8, which this machine lacks: text sorts as in C.UTF-8 (`apt-get install locales-all`)".to_owned());
    }
    if known.engine == Engine::MariaDb && version.is_some() && !has_root_password(service) {
        all.push("the image itself refuses to start: none of `MARIADB_ROOT_PASSWORD`, `MARIADB_ALLOW_EMPTY_ROOT_PASSWORD` and `MARIADB_RANDOM_ROOT_PASSWORD` is set".to_owned());
    }
    if known.engine == Engine::Postgres && refuses_to_start(service) {
        all.push("the image itself refuses to start: neither `POSTGRES_PASSWORD` nor `POSTGRES_HOST_AUTH_METHOD=trust` is set".to_owned());
    }
    all
}

/// Whether a Postgres is made with a locale that the file says.
fn has_own_locale(service: &Service) -> bool {
    let of = |name: &str| service.environment.get(name).and_then(|it| it.value.as_deref());
    let arguments = of("POSTGRES_INITDB_ARGS");
    let says = |word: &str| ["--locale", "--no-locale", "--lc-collate"].iter().any(|option| word.starts_with(option));
    of("LANG").is_some() || arguments.is_some_and(|arguments| arguments.split_whitespace().any(says))
}

/// The version of what is provided, where it is known.
fn version(provision: &Provision) -> Option<&str> {
    match provision {
        Provision::Native { version, .. } | Provision::Distribution { folder: Some((_, version)), .. } => Some(version),
        Provision::Fetched { package, .. } => Some(package.version),
        Provision::Distribution { folder: None, .. }
        | Provision::Running { .. }
        | Provision::Job { .. }
        | Provision::Own { .. }
        | Provision::Docker { .. }
        | Provision::Nothing { .. } => None,
    }
}

fn version_match(image: &Image, engine: Option<Engine>, provision: &Provision) -> VersionMatch {
    match (version(provision), image.version()) {
        (None, _) => VersionMatch::AsAsked,
        // Whatever `latest` is, it is not years old.
        (Some(version), None) if engine == Some(Engine::ClickHouse) && clickhouse::is_old(version) => {
            VersionMatch::Other
        }
        (Some(_), None) => VersionMatch::Unasked,
        (Some(version), Some(asked)) if is_within(version, asked) => VersionMatch::AsAsked,
        (Some(_), Some(_)) => VersionMatch::Other,
    }
}

/// Whether a version is the one asked for, or a later part of it: `14.23` is within `14`.
fn is_within(version: &str, asked: &str) -> bool {
    version.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether the official image of `MariaDB` would go on (its entry point, `docker_verify_minimum_env`).
fn has_root_password(service: &Service) -> bool {
    let names = [
        "ROOT_PASSWORD",
        "ROOT_PASSWORD_HASH",
        "ALLOW_EMPTY_ROOT_PASSWORD",
        "ALLOW_EMPTY_PASSWORD",
        "RANDOM_ROOT_PASSWORD",
    ];
    let has = |name: &str| {
        let all = [
            format!("MARIADB_{name}"),
            format!("MYSQL_{name}"),
            format!("MARIADB_{name}_FILE"),
            format!("MYSQL_{name}_FILE"),
        ];
        all.iter()
            .any(|name| service.environment.get(name).is_some_and(|variable| variable.value.as_deref() != Some("")))
    };
    names.into_iter().any(has)
}

/// Whether the password of the file is that of the user that the library is itself.
fn has_password_of_own_user(service: &Service) -> bool {
    let of = |name: &str| service.environment.get(name).and_then(|it| it.value.as_deref()).unwrap_or_default();
    let is_own = matches!(of("CLICKHOUSE_USER"), "" | crate::clickhouse::OWN_USER);
    is_own && ["CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"].iter().any(|name| !of(name).is_empty())
}

/// Whether the official Postgres image would end at once (its entry point, `docker_verify_minimum_env`).
fn refuses_to_start(service: &Service) -> bool {
    let of = |name: &str| service.environment.get(name);
    let is_set = |name: &str| of(name).is_some_and(|variable| variable.value.as_deref() != Some(""));
    let trusts = of("POSTGRES_HOST_AUTH_METHOD").is_some_and(|variable| variable.value.as_deref() == Some("trust"));
    !is_set("POSTGRES_PASSWORD") && !is_set("POSTGRES_PASSWORD_FILE") && !trusts
}
