//! Who provides a known image: the first of the providers, in the order in which they are asked, that has it.

use super::extended::{self, Asked};
use super::{Machine, Provision, clickhouse};
use crate::distribution;
use crate::engine::{Engine, Known};
use crate::image::Image;
use crate::installed::Installed;
use crate::packages::{self, Client, Package};
use demock_config::Provider;

/// Where something comes from, and the line that makes that better.
pub(super) type Found = (Provision, Option<String>);

/// The first provider that has what the image stands for.
pub(super) fn provided(
    service: &str,
    image: &Image,
    known: Known,
    programs: &[Installed],
    machine: &Machine<'_>,
) -> (Provision, Option<String>) {
    let Known { engine, extension } = known;
    if let Some(extension) = extension {
        return extended::provided(&Asked { service, image, engine, extension }, programs, machine);
    }
    let fits = |program: &&Installed| image.major().is_none() || image.major() == program.major();
    for provider in machine.providers {
        match provider {
            Provider::Native => {
                let program = match engine {
                    Engine::ClickHouse => clickhouse::of_machine(image, programs),
                    Engine::Postgres
                    | Engine::Redis
                    | Engine::Valkey
                    | Engine::Memcached
                    | Engine::Nats
                    | Engine::MariaDb => programs.iter().find(fits),
                };
                if let Some(program) = program {
                    let Installed { path, version } = program.clone();
                    return (Provision::Native { path, version }, None);
                }
            }
            Provider::Fetched => {
                if let Some(found) = fetched(service, image, engine, machine) {
                    return found;
                }
            }
            Provider::Docker => {
                if let Some(client) = machine.engine() {
                    return (Provision::Docker { client }, None);
                }
            }
        }
    }
    let found = match engine {
        Engine::ClickHouse => clickhouse::makeshift(service, image, of_image(image, engine), programs, machine),
        Engine::Postgres | Engine::Redis | Engine::Valkey | Engine::Memcached | Engine::Nats | Engine::MariaDb => {
            another_major(service, image, engine, programs, machine)
        }
    };
    if let Some(found) = found {
        return found;
    }
    let others: Vec<&str> = programs.iter().map(|program| &*program.version).collect();
    let version = image.version().map_or(String::new(), |version| format!(" {version}"));
    let why = if others.is_empty() {
        format!("{engine}{version} is neither installed nor in the table of packages")
    } else {
        format!("{engine}{version} is not in the table of packages; installed is {}", others.join(", "))
    };
    (Provision::Nothing { why }, installable(engine).map(|package| format!("apt-get install {package}")))
}

/// What is left where nobody has the image's major version: the nearest that can be had, which is said aloud and refused by
/// `--strict-versions`. Of Postgres only where the table has no row for that major version at all: where it has one, the right one can
/// be had, and who cannot fetch it is told how.
fn another_major(
    service: &str,
    image: &Image,
    engine: Engine,
    programs: &[Installed],
    machine: &Machine<'_>,
) -> Option<(Provision, Option<String>)> {
    let major = image.major()?;
    let may_ask = |provider| machine.providers.contains(&provider);
    let is_one_of_a_distribution = match engine {
        Engine::Postgres => {
            let nearest = packages::nearest(engine, major).filter(|row| row.major != major);
            return nearest.filter(|_| may_ask(Provider::Fetched)).and_then(|row| of_table(service, row, machine));
        }
        Engine::MariaDb | Engine::Valkey | Engine::Memcached | Engine::Nats => true,
        // Of the one every row may differ, which `fetched` has seen to; the other has an order of its own.
        Engine::Redis | Engine::ClickHouse => false,
    };
    let program = programs.first().filter(|_| is_one_of_a_distribution && may_ask(Provider::Native));
    if let Some(Installed { path, version }) = program.cloned() {
        return Some((Provision::Native { path, version }, None));
    }
    if is_one_of_a_distribution && may_ask(Provider::Fetched) {
        return distributed(service, None, engine, machine);
    }
    None
}

/// A row of the table, where it has been fetched or can be.
pub(super) fn of_table(
    service: &str,
    package: &'static Package,
    machine: &Machine<'_>,
) -> Option<(Provision, Option<String>)> {
    let folder = machine.store.get(package);
    let can_be_had = folder.is_some() || machine.can_fetch(service, package.client);
    let next = folder.is_none().then(|| "demock fetch".to_owned());
    can_be_had.then_some((Provision::Fetched { package, folder }, next))
}

/// The row of the table that stands for an image.
fn of_image(image: &Image, engine: Engine) -> Option<&'static Package> {
    // Of these there is not every major version; that it is another than the image's is said.
    let may_differ = matches!(engine, Engine::ClickHouse | Engine::Redis | Engine::Valkey);
    match image.major() {
        Some(major) => packages::of(engine, major).or_else(|| packages::newest(engine).filter(|_| may_differ)),
        // What `latest` is, whoever pulls decides: here it is the newest that was tried.
        None => packages::newest(engine),
    }
}

/// A package of the table, or the distribution's; what others than its authors have built comes last.
fn fetched(service: &str, image: &Image, engine: Engine, machine: &Machine<'_>) -> Option<(Provision, Option<String>)> {
    let package = of_image(image, engine);
    let of = |package: &'static Package| of_table(service, package, machine);
    let first = package.filter(|package| package.client != Client::Pip).and_then(of);
    let is_there = |found: &(Provision, Option<String>)| found.0.to_fetch().is_none();
    if first.as_ref().is_some_and(is_there) {
        return first;
    }
    if engine == Engine::ClickHouse {
        // The distribution's is years older, and comes after everybody else.
        return first.filter(|_| clickhouse::tries_library(machine));
    }
    // What was fetched where the first could not be is not tried again.
    let second = distributed(service, image.major(), engine, machine);
    second.clone().filter(is_there).or(first).or(second).or_else(|| package.and_then(of))
}

/// The distribution's packages, unpacked: of the major version that is asked for, as far as that is known before they are fetched.
pub(super) fn distributed(
    service: &str,
    asked: Option<u32>,
    engine: Engine,
    machine: &Machine<'_>,
) -> Option<(Provision, Option<String>)> {
    let package = distribution::of(engine, asked)?;
    let folder = machine.store.shelf().get(package, None);
    let major = |version: &str| version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    let fits = |version: &str| asked.is_none() || asked == major(version);
    match folder {
        Some((folder, version)) => {
            let folder = Some((folder, version.clone()));
            fits(&version).then_some((Provision::Distribution { package, adds: None, folder }, None))
        }
        None if distribution::has_client(machine.path) && machine.can_fetch(service, Client::Apt) => {
            let next = Some("demock fetch".to_owned());
            Some((Provision::Distribution { package, adds: None, folder: None }, next))
        }
        None => None,
    }
}

/// The distribution's package that has a service.
const fn installable(engine: Engine) -> Option<&'static str> {
    match engine {
        Engine::Postgres => Some("postgresql"),
        Engine::Redis => Some("redis-server"),
        Engine::Memcached => Some("memcached"),
        Engine::Nats => Some("nats-server"),
        Engine::MariaDb => Some("mariadb-server-core"),
        Engine::Valkey | Engine::ClickHouse => None,
    }
}
