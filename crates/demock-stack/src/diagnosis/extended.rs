//! Who has an engine with an extension that no plain one has.

use super::providing::of_table;
use super::{Machine, Provision};
use crate::distribution::{self, Added, Extension};
use crate::engine::Engine;
use crate::image::Image;
use crate::installed::Installed;
use crate::packages::{self, Client, Package};
use demock_config::Provider;

/// An image with an extension.
pub(super) struct Asked<'a> {
    pub(super) service: &'a str,
    pub(super) image: &'a Image,
    pub(super) engine: Engine,
    pub(super) extension: &'static str,
}

type Found = (Provision, Option<String>);

/// The first provider that has it: a program of the machine that has it, the table or the distribution, or a container.
pub(super) fn provided(asked: &Asked<'_>, programs: &[Installed], machine: &Machine<'_>) -> Found {
    let Asked { service, image, engine, extension } = *asked;
    let distributed = distribution::extension(extension);
    let (mut nearest, mut offered) = (None, None);
    for provider in machine.providers {
        let found = match provider {
            Provider::Native => distributed.and_then(|row| native(row, image, programs)),
            Provider::Fetched => {
                let row = packages::with(engine, extension, image.major());
                let is_its = |row: &&Package| image.major().is_none_or(|major| major == row.major);
                let of_table = |row| of_table(service, row, machine);
                nearest = row.and_then(of_table);
                row.filter(is_its).and_then(of_table).or_else(|| {
                    let lists = offered.insert(Lists::new(distributed?, machine));
                    lists.provided(service, image)
                })
            }
            Provider::Docker => machine.engine().map(|client| (Provision::Docker { client }, None)),
        };
        if let Some(found) = found {
            return found;
        }
    }
    nearest.unwrap_or_else(|| {
        let instead = offered.map_or(String::new(), |mut lists| lists.instead());
        (
            Provision::Nothing {
                why: format!("`{image}` is {engine} with {extension}, which no provider here has{instead}"),
            },
            None,
        )
    })
}

fn native(row: &Extension, image: &Image, programs: &[Installed]) -> Option<Found> {
    let fits = |program: &&Installed| image.major().is_none() || image.major() == program.major();
    let program = programs.iter().filter(fits).find(|program| row.of_server(&program.path).is_some())?;
    let Installed { path, version } = program.clone();
    Some((Provision::Native { path, version }, None))
}

/// What the distribution has of an extension; its lists are asked once, and only where nothing that was fetched will do.
struct Lists<'m> {
    row: &'static Extension,
    machine: &'m Machine<'m>,
    offered: Option<Vec<(u32, String)>>,
}

impl<'m> Lists<'m> {
    fn new(row: &'static Extension, machine: &'m Machine<'m>) -> Self {
        Self { row, machine, offered: None }
    }

    fn offered(&mut self) -> &[(u32, String)] {
        let (row, path) = (self.row, self.machine.path);
        self.offered.get_or_insert_with(|| if distribution::has_client(path) { row.offered(path) } else { Vec::new() })
    }

    /// Of the image's major version, else of the newest.
    fn provided(&mut self, service: &str, image: &Image) -> Option<Found> {
        let (row, machine) = (self.row, self.machine);
        let is_its = |major: Option<u32>| image.major().is_none() || image.major() == major;
        let servers =
            || distribution::DISTRIBUTED.iter().filter(|it| it.engine == Engine::Postgres && is_its(it.major));
        let fetched = servers().find_map(|package| {
            let folder = machine.store.shelf().get(package, Some(row))?;
            let version = row.of_server(&folder.0.join(package.program))?;
            Some(Provision::Distribution { package, adds: Some(Added { row, version }), folder: Some(folder) })
        });
        if let Some(fetched) = fetched {
            return Some((fetched, None));
        }
        if !machine.can_fetch(service, Client::Apt) {
            return None;
        }
        let (major, version) = self.offered().iter().find(|(major, _)| is_its(Some(*major)))?.clone();
        let package = distribution::of(Engine::Postgres, Some(major))?;
        let adds = Some(Added { row, version });
        Some((Provision::Distribution { package, adds, folder: None }, Some("demock fetch".to_owned())))
    }

    /// What could be had in place of an image that cannot.
    fn instead(&mut self) -> String {
        if !distribution::has_client(self.machine.path) {
            return String::new();
        }
        let name = self.row.name;
        let majors: Vec<String> = self.offered().iter().map(|(major, _)| major.to_string()).collect();
        if majors.is_empty() {
            format!("; the distribution's lists have no {name}, or none were read (as root: `apt-get update`)")
        } else {
            format!("; the distribution has {name} for Postgres {}", majors.join(", "))
        }
    }
}
