//! In what a provision differs from its image, and what the image decides by itself.

use super::{Provision, VersionMatch, clickhouse};
use crate::compose::Service;
use crate::distribution::{self, Added};
use crate::engine::{Engine, Known};
use crate::image::Image;
use crate::packages::Client;
use crate::postgres;

/// The first Redis whose image has modules.
const REDIS_WITH_MODULES: u32 = 8;

/// What a user should know who expects the image.
pub(super) fn of(service: &Service, image: &Image, known: Known, provision: &Provision) -> Vec<String> {
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
    all.extend(known.extension.into_iter().flat_map(|name| of_extension(image, name, provision)));
    if let Provision::Fetched { package, .. } = provision
        && package.client == Client::Pip
    {
        let what = package.adds.map_or("it".to_owned(), |adds| format!("{} {}", adds.name, adds.version));
        all.push(format!(
            "{what} is out of `{}` on PyPI, built by others than its authors ({})",
            package.name, package.licence
        ));
    }
    all.extend(known.extension.and_then(|name| source(name, provision)));
    all.extend(known.extension.and_then(|name| hidden(service, name, provision)));
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

/// The version of an extension that is provided, where it is known.
fn extension_version(name: &str, provision: &Provision) -> Option<String> {
    match provision {
        Provision::Native { path, .. } => distribution::extension(name)?.of_server(path),
        Provision::Distribution { adds, .. } => adds.as_ref().map(|adds| adds.version.clone()),
        Provision::Fetched { package, .. } => package.adds.map(|adds| adds.version.to_owned()),
        Provision::Running { .. }
        | Provision::Job { .. }
        | Provision::Own { .. }
        | Provision::Docker { .. }
        | Provision::Nothing { .. } => None,
    }
}

/// That an extension's version is another than the one that the tag names, or that the tag has more than it.
fn of_extension(image: &Image, name: &str, provision: &Provision) -> Vec<String> {
    let Some(version) = extension_version(name, provision) else { return Vec::new() };
    let asked = image.version_of_extension().filter(|asked| !is_within(&version, asked));
    let mut all: Vec<String> =
        asked.map(|asked| format!("the image has {name} {asked}, here it is {version}")).into_iter().collect();
    if image.tag.as_deref().is_some_and(|tag| tag.contains("bundle")) {
        all.push(format!("the image is a bundle: what it has beside {name} is not there"));
    }
    all
}

/// Where an extension comes from, and its licence.
fn source(name: &str, provision: &Provision) -> Option<String> {
    let version = extension_version(name, provision)?;
    match provision {
        Provision::Native { .. } => Some(format!("{name} {version} is this machine's")),
        Provision::Distribution { adds: Some(Added { row, .. }), package, .. } => {
            let packages = row.package_for(package.major.unwrap_or_default());
            Some(format!("{name} {version} is the distribution's, apt {packages} ({})", row.licence))
        }
        Provision::Distribution { adds: None, .. }
        | Provision::Fetched { .. }
        | Provision::Running { .. }
        | Provision::Job { .. }
        | Provision::Own { .. }
        | Provision::Docker { .. }
        | Provision::Nothing { .. } => None,
    }
}

/// That what the file mounts has the image's own script not be run, which surprises many.
fn hidden(service: &Service, name: &str, provision: &Provision) -> Option<String> {
    let script = distribution::extension(name)?.script?;
    extension_version(name, provision)?;
    postgres::hides_scripts(service).then(|| {
        format!(
            "the folder that is mounted hides the image's own `{}`: {name} is in a database where a script creates it, as in the container",
            script.name
        )
    })
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

pub(super) fn version_match(image: &Image, engine: Option<Engine>, provision: &Provision) -> VersionMatch {
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

/// Whether a Postgres is made with a locale that the file says.
fn has_own_locale(service: &Service) -> bool {
    let of = |name: &str| service.environment.get(name).and_then(|it| it.value.as_deref());
    let arguments = of("POSTGRES_INITDB_ARGS");
    let says = |word: &str| ["--locale", "--no-locale", "--lc-collate"].iter().any(|option| word.starts_with(option));
    of("LANG").is_some() || arguments.is_some_and(|arguments| arguments.split_whitespace().any(says))
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
