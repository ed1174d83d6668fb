//! Who provides `ClickHouse`, of which versions are years, and of which a distribution has one that is years older than any image.
//!
//! In this order: a program of the machine of the image's year, or for `latest` one that is not much older than the library; the library of
//! a package; a container; and only then whatever there is: another program of the machine, or the distribution's.

use super::providing::{Found, distributed, of_table};
use super::{Machine, Makeshift, Provision};
use crate::clickhouse::DIFFERENCES;
use crate::distribution;
use crate::engine::Engine;
use crate::image::Image;
use crate::installed::Installed;
use crate::packages::{self, Client, Package};
use crate::program;
use demock_config::Provider;

/// How many years a program may be older than the library and still stand for `latest`.
const YEARS_MAX: u32 = 1;
/// What the distribution's lacks that users of today take for granted, tried with 18.16.
const LACKS: &str = "no window functions, no `WITH … AS (SELECT …)`, no joins of three tables, no `DateTime64`, `Map`, `Bool` and `JSON`, no users by SQL";
/// Since when it lacks less than that.
const LACKING_BEFORE: u32 = 20;

/// The program of the machine that stands for the image: of its year and month, else of its year.
pub(super) fn of_machine<'p>(image: &Image, programs: &'p [Installed]) -> Option<&'p Installed> {
    let Some(year) = image.major() else {
        return programs.iter().find(|program| program.major().is_some_and(|it| years_behind(it) <= YEARS_MAX));
    };
    let mut of_year = programs.iter().filter(|program| program.major() == Some(year));
    let month = |version: &str| version.split('.').nth(1).map(str::to_owned);
    let asked = image.version().and_then(month);
    let is_its = |program: &&Installed| asked.is_none() || asked == month(&program.version);
    of_year.clone().find(is_its).or_else(|| of_year.next())
}

/// How many years a version is older than the library.
fn years_behind(year: u32) -> u32 {
    packages::newest(Engine::ClickHouse).map_or(0, |package| package.major.saturating_sub(year))
}

/// Whether the library is tried: not where its client is missing, nor where what stands in for it was fetched before.
pub(super) fn tries_library(machine: &Machine<'_>) -> bool {
    let stands_in = || distribution::of(Engine::ClickHouse, None).and_then(|row| machine.store.shelf().get(row, None));
    let is_kept = match machine.makeshift {
        Makeshift::Kept => stands_in().is_some(),
        Makeshift::Replaced => false,
    };
    !is_kept && program::find(Client::Npm.program(), machine.path).is_some()
}

/// What is left where nobody else has it.
pub(super) fn makeshift(
    service: &str,
    image: &Image,
    library: Option<&'static Package>,
    programs: &[Installed],
    machine: &Machine<'_>,
) -> Option<Found> {
    let next = || library.map(|_| better(machine));
    let may_ask = |provider| machine.providers.contains(&provider);
    let distance = |program: &&Installed| match image.major() {
        Some(year) => program.major().unwrap_or_default().abs_diff(year),
        None => years_behind(program.major().unwrap_or_default()),
    };
    if let Some(Installed { path, version }) =
        programs.iter().filter(|_| may_ask(Provider::Native)).min_by_key(distance).cloned()
    {
        return Some((Provision::Native { path, version }, next()));
    }
    if !may_ask(Provider::Fetched) {
        return None;
    }
    match distributed(service, None, Engine::ClickHouse, machine) {
        Some((provision, _)) => Some((provision, next().or_else(|| Some("demock fetch".to_owned())))),
        // Whoever fetches it is told what is missing.
        None => library.and_then(|library| of_table(service, library, machine)),
    }
}

/// The line that gets the library.
fn better(machine: &Machine<'_>) -> String {
    match program::find(Client::Npm.program(), machine.path) {
        Some(_) => "demock fetch".to_owned(),
        None => format!("apt-get install {} && demock fetch", Client::Npm.package()),
    }
}

/// Whether a version is years older than what stands for `latest` everywhere else.
pub(super) fn is_old(version: &str) -> bool {
    version.split('.').next().and_then(|year| year.parse().ok()).is_some_and(|year| years_behind(year) > YEARS_MAX)
}

/// In what it differs from the image; `open` says whether the file has a password for the user that the library lets in without.
pub(super) fn differences(provision: &Provision, version: Option<&str>, open: impl FnOnce() -> bool) -> Vec<String> {
    let mut all = Vec::new();
    if let Provision::Fetched { .. } = provision {
        all.extend(DIFFERENCES.iter().map(|text| (*text).to_owned()));
        if open() {
            all.push("the password of the file is that of the user `default`: a wrong one goes unseen, unless `CLICKHOUSE_USER` names another user".to_owned());
        }
    }
    let Some(library) = packages::newest(Engine::ClickHouse) else { return all };
    let newer = format!("{}, which npm has (`apt-get install npm`, then `demock fetch`)", library.version);
    if let Provision::Distribution { folder: None, .. } = provision {
        all.push(format!("the distribution's ClickHouse is years older than {newer}: {LACKS}"));
    }
    let year = version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    if let (Some(version), Some(year)) = (version.filter(|version| is_old(version)), year) {
        let lacks = if year < LACKING_BEFORE { format!(": {LACKS}") } else { String::new() };
        all.push(format!("ClickHouse {version} is {} years older than {newer}{lacks}", years_behind(year)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_of_the_machine_is_of_the_images_year_or_new_enough() {
        let programs: Vec<Installed> = ["18.16.1", "24.3.5.46", "24.8.4.13", "25.3.1.1"]
            .map(|version| Installed { path: version.into(), version: version.to_owned() })
            .to_vec();
        let of = |tag: &str| {
            let image = Image::parse(&format!("clickhouse/clickhouse-server{tag}")).expect("an image");
            of_machine(&image, &programs).map(|program| &*program.version)
        };
        assert_eq!([":24.8", ":24.8-alpine", ":24.3.5"].map(of), ["24.8.4.13", "24.8.4.13", "24.3.5.46"].map(Some));
        // Of the year but not of the month: it is said, and refused by `--strict-versions`.
        assert_eq!([":24", ":24.11"].map(of), ["24.3.5.46"; 2].map(Some));
        assert_eq!([":latest", "", ":head"].map(of), ["25.3.1.1"; 3].map(Some));
        assert_eq!([":23.8", ":26.1"].map(of), [None; 2]);
        let old = &programs[..2];
        assert_eq!(
            of_machine(&Image::parse("clickhouse").expect("an image"), old),
            None,
            "years older than the library"
        );
    }

    #[test]
    fn what_the_library_cannot_is_said_of_no_program() {
        let native = Provision::Native { path: "/usr/bin/clickhouse".into(), version: "24.8.4.13".to_owned() };
        let said = differences(&native, Some("24.8.4.13"), || true);
        assert_eq!(
            said,
            [
                "ClickHouse 24.8.4.13 is 2 years older than 26.7, which npm has (`apt-get install npm`, then `demock fetch`)"
            ]
        );
        assert_eq!(differences(&native, Some("26.1.1.1"), || true), [""; 0]);
    }
}
