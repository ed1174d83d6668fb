//! One `demock.toml` as written: what is not said is `None`, what is said has its place and its type.

use crate::{
    BoundarySet, ConfigError, ConfigErrorKind, DefaultTier, Located, Origin,
    nearest::slip,
    read::{Document, Either, Table},
};
use demock_model::{Boundary, Date, Kind, Language, Mode, Priority};
use std::sync::Arc;

type Text = Located<Arc<str>>;

/// The values of one file.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) extends: Option<Text>,
    pub(crate) exclude: Vec<Text>,
    pub(crate) inline_allow: Option<Located<bool>>,
    pub(crate) mode: Option<Located<Mode>>,
    pub(crate) services: Vec<ServiceOptions>,
    pub(crate) tiers: Vec<TierOptions>,
    pub(crate) rules: Vec<CustomRule>,
    pub(crate) allows: Vec<AllowOptions>,
    pub(crate) stack: Option<StackOptions>,
    pub(crate) run: Option<RunOptions>,
}

#[derive(Debug)]
pub(crate) struct ServiceOptions {
    pub(crate) name: Text,
    pub(crate) paths: Vec<Text>,
    pub(crate) priority: Option<Located<Priority>>,
    pub(crate) mode: Option<Located<Mode>>,
}

#[derive(Debug)]
pub(crate) struct TierOptions {
    pub(crate) name: Text,
    pub(crate) paths: Option<Vec<Text>>,
    pub(crate) markers: Option<Vec<Text>>,
    pub(crate) may_replace: Option<Located<BoundarySet>>,
    pub(crate) warn: Option<Located<BoundarySet>>,
}

/// A project's own double: a call or a decorator that makes or installs one, in the shape of a built-in rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomRule {
    /// Its id, such as `acme/fake-queue`; unique over the whole tree.
    pub id: Arc<str>,
    /// The language it is looked for in.
    pub language: Language,
    /// What it looks like; at least one.
    pub patterns: Vec<RulePattern>,
    /// What it is.
    pub kind: Kind,
    /// What it replaces.
    pub boundary: Boundary,
    /// The library it belongs to; the id's first part where the file does not say.
    pub framework: Arc<str>,
    /// What to use instead, in the project's own words.
    pub message: Option<Arc<str>>,
    /// Where it was written.
    pub origin: Origin,
}

/// What a custom rule matches: a dotted name with imports resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulePattern {
    /// A call of this name.
    Call(Arc<str>),
    /// A decorator or annotation of this name, called or not.
    Decorator(Arc<str>),
}

#[derive(Debug)]
pub(crate) struct AllowOptions {
    pub(crate) rule: Text,
    pub(crate) paths: Vec<Text>,
    pub(crate) reason: Text,
    pub(crate) until: Option<Located<Date>>,
    pub(crate) origin: Origin,
}

/// The `[stack]` section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StackOptions {
    /// Compose files; in [`Scope`](crate::Scope), relative to the root.
    pub compose: Vec<Located<Arc<str>>>,
    /// Services that are started, with what they depend on; all where none are named.
    pub only: Vec<Located<Arc<str>>>,
    /// Where services come from, in order of preference.
    pub providers: Vec<Located<Provider>>,
    /// How far a lease is shared.
    pub fresh: Option<Located<Fresh>>,
    /// How strongly leases of tests are kept apart.
    pub isolation: Option<Located<LeaseStrength>>,
    /// Services that already run.
    pub running: Vec<RunningService>,
    /// Whether a running service may be on another host.
    pub allow_remote: Option<Located<bool>>,
    /// Which migrations the templates of databases hold.
    pub migrations: Option<Migrations>,
    /// How many seconds they may take together.
    pub migrations_max_seconds: Option<Located<u64>>,
}

/// Which migrations the templates of databases hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Migrations {
    /// Of every database the same.
    All(MigrationPlace),
    /// Of each database its own, by its name in the Compose file.
    Each(Vec<(Located<Arc<str>>, MigrationPlace)>),
}

/// Where migrations are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MigrationPlace {
    /// Where they are found, or nowhere.
    Found(Located<bool>),
    /// Here; in [`Scope`](crate::Scope), relative to the root.
    Path(Located<Arc<str>>),
}

/// A service that demock need not start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningService {
    /// Its name in the Compose file.
    pub name: Located<Arc<str>>,
    /// Where it listens.
    pub address: Located<Arc<str>>,
}

/// Where a service comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// A program that is installed.
    Native,
    /// A program out of demock's cache.
    Fetched,
    /// A container.
    Docker,
}

/// How far a lease is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fresh {
    /// One for the whole run.
    Run,
    /// One for each worker.
    Worker,
    /// One for each test.
    Test,
}

/// How strongly leases of tests are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseStrength {
    /// Servers of their own.
    Private,
    /// Databases and users of their own, on servers that leases share.
    Credentials,
}

/// The `[run]` section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunOptions {
    /// Variables that reach the child beside the built-in families.
    pub pass: Vec<Located<Arc<str>>>,
}

impl Options {
    /// Reads one file's text.
    pub(crate) fn parse(path: &Arc<str>, text: &str) -> Result<Self, ConfigError> {
        let document = Document { path, text };
        let parsed = document.parse()?;
        let file = document.root(parsed.get_ref());
        file.only(&["extends", "project", "policy", "service", "tier", "rule", "allow", "stack", "run"])?;
        let (inline_allow, mode) = policy(&file)?;
        Ok(Self {
            extends: file.string("extends")?,
            exclude: project(&file)?,
            inline_allow,
            mode,
            services: file.tables("service")?.iter().map(service).collect::<Result<_, _>>()?,
            tiers: tiers(&file)?,
            rules: file.tables("rule")?.iter().map(rule).collect::<Result<_, _>>()?,
            allows: file.tables("allow")?.iter().map(allow).collect::<Result<_, _>>()?,
            stack: file.table("stack", "[stack]")?.as_ref().map(stack).transpose()?,
            run: file.table("run", "[run]")?.as_ref().map(run).transpose()?,
        })
    }
}

fn project(file: &Table<'_>) -> Result<Vec<Text>, ConfigError> {
    let Some(table) = file.table("project", "[project]")? else { return Ok(Vec::new()) };
    table.only(&["exclude"])?;
    Ok(table.strings("exclude")?.unwrap_or_default())
}

type Policy = (Option<Located<bool>>, Option<Located<Mode>>);

fn policy(file: &Table<'_>) -> Result<Policy, ConfigError> {
    let Some(table) = file.table("policy", "[policy]")? else { return Ok((None, None)) };
    table.only(&["inline_allow", "mode"])?;
    Ok((table.boolean("inline_allow")?, mode(&table)?))
}

fn mode(table: &Table<'_>) -> Result<Option<Located<Mode>>, ConfigError> {
    table.name("mode", "mode", &names(Mode::ALL, Mode::as_str), Mode::from_name)
}

fn service(table: &Table<'_>) -> Result<ServiceOptions, ConfigError> {
    table.only(&["name", "paths", "priority", "mode"])?;
    let known = names(Priority::ALL, Priority::as_str);
    Ok(ServiceOptions {
        name: table.required_string("name")?,
        paths: table.strings("paths")?.ok_or_else(|| table.missing("paths"))?,
        priority: table.name("priority", "priority", &known, Priority::from_name)?,
        mode: mode(table)?,
    })
}

fn tiers(file: &Table<'_>) -> Result<Vec<TierOptions>, ConfigError> {
    let Some(table) = file.table("tier", "[tier]")? else { return Ok(Vec::new()) };
    table.keys().into_iter().map(|name| tier(&table, name)).collect()
}

fn tier(tiers: &Table<'_>, name: Text) -> Result<TierOptions, ConfigError> {
    let title = format!("[tier.{}]", name.value);
    let Some(table) = tiers.table(&name.value, &title)? else { return Err(tiers.missing("tier")) };
    if let Some(meant) = slip(&name.value, &DefaultTier::all().map(|tier| tier.name)) {
        let kind = ConfigErrorKind::AlmostTier { seen: name.value.to_string(), meant };
        return Err(ConfigError { origin: name.origin, kind });
    }
    if &*name.value == crate::UNCLAIMED {
        // What nothing claims has no paths and no markers, by its meaning.
        table.only(&["may_replace", "warn"])?;
    } else {
        table.only(&["paths", "markers", "may_replace", "warn"])?;
    }
    let (may_replace, warn) = (boundaries(&table, "may_replace")?, boundaries(&table, "warn")?);
    if let (Some(may_replace), Some(warn)) = (&may_replace, &warn)
        && let Some(boundary) = may_replace.value.intersection(warn.value).iter().next()
    {
        let kind = ConfigErrorKind::Contradiction { boundary: boundary.as_str(), table: title };
        return Err(ConfigError { origin: warn.origin.clone(), kind });
    }
    Ok(TierOptions { name, paths: table.strings("paths")?, markers: table.strings("markers")?, may_replace, warn })
}

fn boundaries(table: &Table<'_>, key: &str) -> Result<Option<Located<BoundarySet>>, ConfigError> {
    let mut known = names(Boundary::ALL, Boundary::as_str);
    known.push("all");
    let from_name = |name: &str| match name {
        "all" => Some(BoundarySet::ALL),
        _ => Boundary::from_name(name).map(BoundarySet::of),
    };
    let Some(sets) = table.names(key, "boundary", &known, from_name)? else { return Ok(None) };
    let origin = table.keys().into_iter().find(|known| &*known.value == key).map(|key| key.origin);
    let value = sets.iter().fold(BoundarySet::EMPTY, |all, set| all.union(set.value));
    Ok(Some(Located { value, origin: origin.unwrap_or_else(|| table.origin.clone()) }))
}

fn rule(table: &Table<'_>) -> Result<CustomRule, ConfigError> {
    table.only(&["id", "language", "call", "decorator", "kind", "boundary", "framework", "message"])?;
    let id = table.required_string("id")?;
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    let Some(prefix) = id.value.split_once('/').filter(|(first, second)| part(first) && part(second)) else {
        return Err(ConfigError { origin: id.origin, kind: ConfigErrorKind::RuleId { seen: id.value.to_string() } });
    };
    let language = table.name("language", "language", &names(Language::ALL, Language::as_str), Language::from_name)?;
    let kind = table.name("kind", "kind", &names(Kind::ALL, Kind::as_str), Kind::from_name)?;
    let boundary = table.name("boundary", "boundary", &names(Boundary::ALL, Boundary::as_str), Boundary::from_name)?;
    let call = table.string("call")?.map(|name| RulePattern::Call(name.value));
    let decorator = table.string("decorator")?.map(|name| RulePattern::Decorator(name.value));
    let patterns: Vec<_> = call.into_iter().chain(decorator).collect();
    if patterns.is_empty() {
        return Err(table.missing("call"));
    }
    Ok(CustomRule {
        language: language.ok_or_else(|| table.missing("language"))?.value,
        patterns,
        kind: kind.ok_or_else(|| table.missing("kind"))?.value,
        boundary: boundary.ok_or_else(|| table.missing("boundary"))?.value,
        framework: table.string("framework")?.map_or_else(|| Arc::from(prefix.0), |name| name.value),
        message: table.string("message")?.map(|text| text.value),
        id: id.value,
        origin: table.origin.clone(),
    })
}

fn allow(table: &Table<'_>) -> Result<AllowOptions, ConfigError> {
    table.only(&["rule", "paths", "reason", "until"])?;
    Ok(AllowOptions {
        rule: table.required_string("rule")?,
        paths: table.strings("paths")?.ok_or_else(|| table.missing("paths"))?,
        reason: table.required_string("reason")?,
        until: table.day("until")?,
        origin: table.origin.clone(),
    })
}

fn stack(table: &Table<'_>) -> Result<StackOptions, ConfigError> {
    table.only(&[
        "compose",
        "only",
        "providers",
        "fresh",
        "isolation",
        "running",
        "allow_remote",
        "migrations",
        "migrations_max_seconds",
    ])?;
    let running = match table.table("running", "[stack.running]")? {
        None => Vec::new(),
        Some(running) => running
            .keys()
            .into_iter()
            .map(|name| {
                let address = running.string(&name.value)?.ok_or_else(|| running.missing("running"))?;
                Ok(RunningService { name, address })
            })
            .collect::<Result<_, ConfigError>>()?,
    };
    let provider = |name: &str| match name {
        "native" => Some(Provider::Native),
        "fetched" => Some(Provider::Fetched),
        "docker" => Some(Provider::Docker),
        _ => None,
    };
    let fresh = |name: &str| match name {
        "run" => Some(Fresh::Run),
        "worker" => Some(Fresh::Worker),
        "test" => Some(Fresh::Test),
        _ => None,
    };
    let strength = |name: &str| match name {
        "private" => Some(LeaseStrength::Private),
        "credentials" => Some(LeaseStrength::Credentials),
        _ => None,
    };
    Ok(StackOptions {
        compose: table.strings("compose")?.unwrap_or_default(),
        only: table.strings("only")?.unwrap_or_default(),
        providers: table
            .names("providers", "provider", &["native", "fetched", "docker"], provider)?
            .unwrap_or_default(),
        fresh: table.name("fresh", "lease scope", &["run", "worker", "test"], fresh)?,
        isolation: table.name("isolation", "strength", &["private", "credentials"], strength)?,
        running,
        allow_remote: table.boolean("allow_remote")?,
        migrations: migrations(table)?,
        migrations_max_seconds: table.count("migrations_max_seconds")?,
    })
}

fn migrations(table: &Table<'_>) -> Result<Option<Migrations>, ConfigError> {
    const EXPECTED: &str = "true, false, a path, or a table of these by the names of databases";
    let place = |table: &Table<'_>, key: &str| {
        Ok(match table.either(key, EXPECTED)? {
            Some(Either::Boolean(value)) => Some(MigrationPlace::Found(value)),
            Some(Either::Text(path)) => Some(MigrationPlace::Path(path)),
            None => None,
        })
    };
    if !table.is_table("migrations") {
        return Ok(place(table, "migrations")?.map(Migrations::All));
    }
    let Some(each) = table.table("migrations", "[stack.migrations]")? else { return Ok(None) };
    let keys = each.keys().into_iter();
    let keys = keys.filter_map(|name| place(&each, &name.value).map(|place| Some((name, place?))).transpose());
    keys.collect::<Result<_, ConfigError>>().map(|each| Some(Migrations::Each(each)))
}

fn run(table: &Table<'_>) -> Result<RunOptions, ConfigError> {
    table.only(&["pass"])?;
    Ok(RunOptions { pass: table.strings("pass")?.unwrap_or_default() })
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| name(*value)).collect()
}
