//! The environment of a command: a value that one function makes, in which every variable knows where it is from.
//!
//! Invariants: nothing of the caller's environment gets in that no row of [`FAMILIES`], no setting and no option lets in; what
//! the lease says wins over what the caller has, so that a `DATABASE_URL` of the shell is never followed; what was withheld
//! is listed. Absent on purpose: reading the process's environment (`demock-config`).

mod families;
mod rewrite;

pub use families::{FAMILIES, Family};

use crate::compose::{Project, Service};
use crate::endpoint::Endpoint;
use crate::engine::Engine;
use crate::failure::StackError;
use crate::interpolate::interpolate;
use crate::paths::Paths;
use crate::starting::Starting;
use demock_config::Origin;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

/// One variable of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Where it is from.
    pub source: Source,
}

/// Where a variable is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A service of the lease.
    Lease(String),
    /// demock itself.
    Demock,
    /// The Compose file, with names of services replaced by where they are.
    Compose(Origin),
    /// The caller's environment, by a family that every command needs.
    Family(&'static str),
    /// The caller's environment, by `[run] pass`.
    Passed(Origin),
    /// The caller's environment, by `--inherit`.
    Inherited,
}

/// How much of the caller's environment a command gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inherit {
    /// The families, and what is named.
    Families,
    /// Everything that does not look like a service's address.
    AllButServices,
}

/// What an environment is made of.
pub struct Ingredients<'i> {
    /// The caller's variables.
    pub callers: &'i BTreeMap<String, String>,
    /// How much of them is passed on.
    pub inherit: Inherit,
    /// Variables that the settings pass on, and where they say so.
    pub pass: &'i [(String, Origin)],
    /// The project.
    pub project: &'i Project,
    /// Its services that answer.
    pub endpoints: &'i [Endpoint],
    /// The folder for temporary files.
    pub temporary: &'i Path,
    /// What the lease is called.
    pub lease: &'i str,
    /// Variables by which demock's plugins are found.
    pub beside: &'i [(&'i str, String)],
}

/// A command's environment, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// What the command gets.
    pub entries: BTreeMap<String, Entry>,
    /// Names of the caller's variables that it does not get.
    pub withheld: Vec<String>,
    /// Variables that services of the file set to different values, so that none of them is given.
    pub disputed: Vec<String>,
}

/// Makes a command's environment; what comes later wins.
pub fn environment(of: &Ingredients<'_>) -> Environment {
    let mut made = Environment::default();
    made.take_callers(of.callers, of.inherit, of.pass);
    made.take_endpoints(of.endpoints);
    let (said, disputed) = said_by_compose(of);
    for entry in said {
        made.set(entry);
    }
    made.disputed = disputed;
    let ours = |name: &str, value: String| Entry { name: name.to_owned(), value, source: Source::Demock };
    made.set(ours("TMPDIR", of.temporary.display().to_string()));
    made.set(ours("DEMOCK_LEASE", of.lease.to_owned()));
    for (name, value) in of.beside {
        made.set(ours(name, value.clone()));
    }
    made.withheld.retain(|name| !made.entries.contains_key(name));
    made
}

/// Makes the environment of a program of the project.
pub(crate) fn of_service(
    starting: &Starting<'_>,
    endpoints: &[Endpoint],
    port: Option<u16>,
) -> Result<Environment, StackError> {
    let paths = starting.paths()?.of_files();
    let (service, around) = (starting.service, starting.surroundings);
    let mut made = Environment::default();
    made.take_callers(around.variables, Inherit::Families, around.pass);
    made.take_endpoints(endpoints);
    let ours = |name: &str, value: String| Entry { name: name.to_owned(), value, source: Source::Demock };
    if let Some(port) = port {
        made.set(ours("PORT", port.to_string()));
    }
    made.set(ours("TMPDIR", around.run.temporary().display().to_string()));
    let own = starting.variables();
    let all: BTreeMap<&str, &str> = own.iter().map(|(name, value)| (&**name, &**value)).collect();
    for (name, value) in &all {
        let Some(variable) = service.environment.get(*name).filter(|_| *name != "PORT") else { continue };
        // A secret or a file of settings is found where it lies here.
        let value = paths.replaced(&rewrite::rewritten(name, value, &all, endpoints));
        made.set(Entry { name: (*name).to_owned(), value, source: Source::Compose(variable.origin.clone()) });
    }
    for (name, variable) in service.native.iter().flat_map(|native| &native.env) {
        let lookup = |name: &str| made.entries.get(name).map(|entry| entry.value.clone());
        let value = variable.value.as_deref().unwrap_or_default();
        // What is no variable stays as it is written.
        let value = interpolate(value, &lookup).map_or_else(|_| value.to_owned(), |filled| filled.text);
        made.set(Entry { name: name.clone(), value, source: Source::Compose(variable.origin.clone()) });
    }
    Ok(made)
}

/// Makes the environment of a job: what the file says, with paths of the container as they are here, and nothing of the stack's. Names
/// of services stay where they lead to them.
pub(crate) fn of_job(starting: &Starting<'_>, endpoints: &[Endpoint], paths: &Paths) -> Vec<(OsString, OsString)> {
    let around = starting.surroundings;
    let mut made = Environment::default();
    made.take_callers(around.variables, Inherit::Families, around.pass);
    let own = starting.variables();
    let all: BTreeMap<&str, &str> = own.iter().map(|(name, value)| (&**name, &**value)).collect();
    for (name, value) in &all {
        let value = match around.names {
            Some(_) => (*value).to_owned(),
            None => rewrite::rewritten(name, value, &all, endpoints),
        };
        made.set(Entry { name: (*name).to_owned(), value: paths.replaced(&value), source: Source::Demock });
    }
    made.entries.into_values().map(|entry| (entry.name.into(), entry.value.into())).collect()
}

impl Environment {
    /// What of the caller's gets in.
    fn take_callers(&mut self, callers: &BTreeMap<String, String>, inherit: Inherit, pass: &[(String, Origin)]) {
        for (name, value) in callers {
            match source_of(name, inherit, pass) {
                Some(source) => self.set(Entry { name: name.clone(), value: value.clone(), source }),
                None => self.withheld.push(name.clone()),
            }
        }
    }

    /// Where services are: by the names of their sort, and by their own.
    fn take_endpoints(&mut self, endpoints: &[Endpoint]) {
        for entry in endpoints.iter().rev().flat_map(Endpoint::entries) {
            // The first service of a sort is the one that the usual names mean.
            self.set(entry);
        }
        for endpoint in endpoints.iter().filter(|endpoint| !endpoint.url.is_empty()) {
            let name = endpoint.name.to_uppercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
            let (name, source) = (format!("{name}_URL"), Source::Lease(endpoint.name.clone()));
            if !self.entries.get(&name).is_some_and(|entry| matches!(entry.source, Source::Lease(_))) {
                self.set(Entry { name, value: endpoint.url.clone(), source });
            }
        }
    }

    fn set(&mut self, entry: Entry) {
        self.entries.insert(entry.name.clone(), entry);
    }
}

fn source_of(name: &str, inherit: Inherit, pass: &[(String, Origin)]) -> Option<Source> {
    if let Some((_, origin)) = pass.iter().find(|(passed, _)| passed == name) {
        return Some(Source::Passed(origin.clone()));
    }
    if let Some(family) = families::of(name) {
        return Some(Source::Family(family.name));
    }
    match inherit {
        Inherit::AllButServices if !families::is_service_like(name) => Some(Source::Inherited),
        Inherit::AllButServices | Inherit::Families => None,
    }
}

/// What the file's own programs are told, as far as they are told the same.
fn said_by_compose(of: &Ingredients<'_>) -> (Vec<Entry>, Vec<String>) {
    let is_program = |service: &&Service| service.image.as_ref().is_none_or(|it| Engine::of_image(&it.value).is_none());
    let mut said: BTreeMap<String, Option<Entry>> = BTreeMap::new();
    for service in of.project.services.iter().chain(&of.project.unasked).filter(is_program) {
        let variables: BTreeMap<&str, &str> = service
            .environment
            .iter()
            .filter_map(|(name, variable)| Some((&**name, &**variable.value.as_ref()?)))
            .collect();
        for (name, value) in &variables {
            let Some(variable) = service.environment.get(*name) else { continue };
            if families::of(name).is_some() {
                // The caller's tools stay the caller's.
                continue;
            }
            let value = rewrite::rewritten(name, value, &variables, of.endpoints);
            let entry = Entry { name: (*name).to_owned(), value, source: Source::Compose(variable.origin.clone()) };
            match said.get_mut(*name) {
                None => drop(said.insert((*name).to_owned(), Some(entry))),
                Some(Some(known)) if known.value == entry.value => {}
                Some(known) => *known = None,
            }
        }
    }
    let disputed = said.iter().filter(|(_, entry)| entry.is_none()).map(|(name, _)| name.clone()).collect();
    (said.into_values().flatten().collect(), disputed)
}

/// A value as it may be shown: passwords in addresses and everything secret by its name are hidden.
pub fn masked(entry: &Entry) -> String {
    if is_secret(&entry.name) && !entry.value.is_empty() {
        return HIDDEN.to_owned();
    }
    without_password(&entry.value)
}

/// An address whose password is hidden.
pub fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let authority = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..authority].rsplit_once('@') {
        Some((account, _)) => {
            let after = &rest[account.len()..];
            match account.split_once(':') {
                Some((user, _)) => format!("{scheme}://{user}:********{after}"),
                None => address.to_owned(),
            }
        }
        None => address.to_owned(),
    }
}

/// What stands in the place of a secret.
const HIDDEN: &str = "********";

/// Whether a variable holds a secret, by its name.
fn is_secret(name: &str) -> bool {
    const SECRET: &[&str] =
        &["PASSWORD", "PASSWD", "SECRET", "TOKEN", "CREDENTIAL", "API_KEY", "PRIVATE_KEY", "ACCESS_KEY"];
    let name = name.to_uppercase();
    SECRET.iter().any(|word| name.contains(word))
}

/// A text without the secrets that variables hold; one of a few letters stands everywhere and hides nothing.
pub(crate) fn without_secrets(text: &str, variables: &BTreeMap<String, String>) -> String {
    const LENGTH_MIN: usize = 4;
    let secrets = variables.iter().filter(|(name, value)| is_secret(name) && value.len() >= LENGTH_MIN);
    secrets.fold(text.to_owned(), |text, (_, secret)| text.replace(secret, HIDDEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden_by_name_and_in_addresses() {
        let shown = |name: &str, value: &str| {
            masked(&Entry { name: name.to_owned(), value: value.to_owned(), source: Source::Demock })
        };
        assert_eq!(shown("PGPASSWORD", "x"), "********");
        assert_eq!(shown("DATABASE_URL", "postgresql://me:s3cret@h:1/d?a=b@c"), "postgresql://me:********@h:1/d?a=b@c");
        assert_eq!(shown("REDIS_URL", "redis://:s3@h:1/0"), "redis://:********@h:1/0");
        assert_eq!(shown("URL", "http://h/p@q"), "http://h/p@q");
        assert_eq!(shown("STRIPE_SECRET", ""), "");
    }
}
