//! Settings while the files of one `extends` chain are added, nearest first: what is already there wins.

use crate::{
    Allow, BoundarySet, ConfigError, ConfigErrorKind, CustomRule, DefaultTier, InlineAllows, Located, MigrationPlace,
    Migrations, Origin, PathGlobs, RunOptions, Scope, ServiceSetting, StackOptions, Tier, UNCLAIMED, options::Options,
    resolve::join,
};
use demock_model::{Mode, Priority};
use std::sync::Arc;

#[derive(Default)]
pub(crate) struct Draft {
    exclude: PathGlobs,
    services: Vec<ServiceDraft>,
    tiers: Vec<TierDraft>,
    rules: Vec<CustomRule>,
    allows: Vec<Allow>,
    inline_allow: Option<Located<bool>>,
    mode: Option<Located<Mode>>,
    stack: StackOptions,
    run: RunOptions,
}

/// A service whose mode may come from `[policy]`, which may stand in a file further up the chain.
struct ServiceDraft {
    name: Located<Arc<str>>,
    paths: PathGlobs,
    priority: Priority,
    mode: Option<Mode>,
}

#[derive(Default)]
struct TierDraft {
    name: Arc<str>,
    paths: Option<PathGlobs>,
    markers: Option<Vec<Arc<str>>>,
    may_replace: Option<BoundarySet>,
    warn: Option<BoundarySet>,
    origin: Option<Origin>,
}

impl Draft {
    /// Adds a file whose globs and paths are anchored at `anchor`.
    pub(crate) fn add(&mut self, options: &Options, anchor: &str) -> Result<(), ConfigError> {
        self.exclude = std::mem::take(&mut self.exclude).followed_by(&PathGlobs::new(options.exclude.clone(), anchor)?);
        self.inline_allow = self.inline_allow.take().or_else(|| options.inline_allow.clone());
        self.mode = self.mode.take().or_else(|| options.mode.clone());
        self.add_services(options, anchor)?;
        self.add_tiers(options, anchor)?;
        self.add_rules(options)?;
        for allow in &options.allows {
            self.allows.push(Allow {
                rule: allow.rule.clone(),
                paths: PathGlobs::new(allow.paths.clone(), anchor)?,
                reason: allow.reason.value.clone(),
                until: allow.until.as_ref().map(|until| until.value),
                origin: allow.origin.clone(),
            });
        }
        if let Some(stack) = &options.stack {
            self.add_stack(stack, anchor);
        }
        if let Some(run) = &options.run
            && self.run.pass.is_empty()
        {
            self.run = run.clone();
        }
        Ok(())
    }

    /// A service of the same name nearer to the tree stands for this one.
    fn add_services(&mut self, options: &Options, anchor: &str) -> Result<(), ConfigError> {
        let already = self.services.len();
        for service in &options.services {
            let same = |known: &ServiceDraft| known.name.value == service.name.value;
            if let Some(first) = self.services[already..].iter().find(|known| same(known)) {
                return Err(duplicate("service", &service.name, &first.name.origin));
            }
            if self.services[..already].iter().any(same) {
                continue;
            }
            self.services.push(ServiceDraft {
                name: service.name.clone(),
                paths: PathGlobs::new(service.paths.clone(), anchor)?,
                priority: service.priority.as_ref().map_or(Priority::Medium, |priority| priority.value),
                mode: service.mode.as_ref().map(|mode| mode.value),
            });
        }
        Ok(())
    }

    /// Key by key: a tier keeps what the nearer file says and takes the rest from here.
    fn add_tiers(&mut self, options: &Options, anchor: &str) -> Result<(), ConfigError> {
        for tier in &options.tiers {
            let paths = tier.paths.clone().map(|paths| PathGlobs::new(paths, anchor)).transpose()?;
            let markers = tier.markers.as_ref().map(|list| list.iter().map(|marker| marker.value.clone()).collect());
            let at = self.tiers.iter().position(|known| known.name == tier.name.value).unwrap_or_else(|| {
                let (name, origin) = (tier.name.value.clone(), Some(tier.name.origin.clone()));
                self.tiers.push(TierDraft { name, origin, ..TierDraft::default() });
                self.tiers.len() - 1
            });
            let known = &mut self.tiers[at];
            known.paths = known.paths.take().or(paths);
            known.markers = known.markers.take().or(markers);
            known.may_replace = known.may_replace.or(tier.may_replace.as_ref().map(|set| set.value));
            known.warn = known.warn.or(tier.warn.as_ref().map(|set| set.value));
        }
        Ok(())
    }

    fn add_rules(&mut self, options: &Options) -> Result<(), ConfigError> {
        for rule in &options.rules {
            if let Some(first) = self.rules.iter().find(|known| known.id == rule.id) {
                let name = Located { value: rule.id.clone(), origin: rule.origin.clone() };
                return Err(duplicate("rule", &name, &first.origin));
            }
            self.rules.push(rule.clone());
        }
        Ok(())
    }

    fn add_stack(&mut self, stack: &StackOptions, anchor: &str) {
        let known = &mut self.stack;
        if known.compose.is_empty() {
            known.compose = stack.compose.iter().map(|file| anchored(file, anchor)).collect();
        }
        if known.only.is_empty() {
            known.only.clone_from(&stack.only);
        }
        if known.providers.is_empty() {
            known.providers.clone_from(&stack.providers);
        }
        known.fresh = known.fresh.take().or_else(|| stack.fresh.clone());
        known.isolation = known.isolation.take().or_else(|| stack.isolation.clone());
        if known.running.is_empty() {
            known.running.clone_from(&stack.running);
        }
        known.allow_remote = known.allow_remote.take().or_else(|| stack.allow_remote.clone());
        known.migrations =
            known.migrations.take().or_else(|| stack.migrations.clone().map(|all| all_anchored(all, anchor)));
        let seconds = &mut known.migrations_max_seconds;
        *seconds = seconds.take().or_else(|| stack.migrations_max_seconds.clone());
    }

    /// Fills in the defaults.
    pub(crate) fn finish(self, folder: Arc<str>, file: Option<Arc<str>>) -> Scope {
        let policy_origin = self
            .inline_allow
            .as_ref()
            .map(|inline| &inline.origin)
            .or(self.mode.as_ref().map(|mode| &mode.origin))
            .cloned();
        let inline_allows = match self.inline_allow {
            Some(Located { value: false, .. }) => InlineAllows::Forbidden,
            Some(Located { value: true, .. }) | None => InlineAllows::Permitted,
        };
        let mode = self.mode.map_or(Mode::NewOnly, |mode| mode.value);
        let service = |draft: ServiceDraft| ServiceSetting {
            name: draft.name,
            paths: draft.paths,
            priority: draft.priority,
            mode: draft.mode.unwrap_or(mode),
        };
        Scope {
            folder,
            file,
            exclude: self.exclude,
            services: self.services.into_iter().map(service).collect(),
            tiers: finish_tiers(self.tiers),
            rules: self.rules,
            allows: self.allows,
            inline_allows,
            mode,
            policy_origin,
            stack: self.stack,
            run: self.run,
        }
    }
}

/// A path of a file, as seen from the root.
fn anchored(path: &Located<Arc<str>>, anchor: &str) -> Located<Arc<str>> {
    if anchor.is_empty() || path.value.starts_with('/') {
        return path.clone();
    }
    Located { value: join(anchor, &path.value).into(), origin: path.origin.clone() }
}

fn all_anchored(all: Migrations, anchor: &str) -> Migrations {
    let of = |place| match place {
        MigrationPlace::Path(path) => MigrationPlace::Path(anchored(&path, anchor)),
        MigrationPlace::Found(found) => MigrationPlace::Found(found),
    };
    match all {
        Migrations::All(place) => Migrations::All(of(place)),
        Migrations::Each(each) => Migrations::Each(each.into_iter().map(|(name, place)| (name, of(place))).collect()),
    }
}

fn finish_tiers(drafts: Vec<TierDraft>) -> Vec<Tier> {
    let built_in = DefaultTier::all();
    let undeclared = built_in.iter().filter(|tier| !drafts.iter().any(|draft| &*draft.name == tier.name));
    let undeclared = undeclared.map(|tier| TierDraft { name: tier.name.into(), ..TierDraft::default() });
    let undeclared: Vec<_> = undeclared.collect();
    let mut tiers: Vec<Tier> =
        drafts.into_iter().chain(undeclared).map(|draft| finish_tier(draft, &built_in)).collect();
    // What nothing claims is gated like `unit`, unless the project says otherwise.
    let unit = tiers.iter().find(|tier| &*tier.name == "unit").map(|unit| (unit.may_replace, unit.warn));
    let unclaimed = tiers.iter_mut().find(|tier| &*tier.name == UNCLAIMED && tier.origin.is_none());
    if let (Some((may_replace, warn)), Some(unclaimed)) = (unit, unclaimed) {
        (unclaimed.may_replace, unclaimed.warn) = (may_replace, warn);
    }
    tiers
}

/// A key that is not set keeps the built-in value, less what the other key names.
fn finish_tier(draft: TierDraft, built_in: &[DefaultTier]) -> Tier {
    let default = built_in.iter().find(|tier| tier.name == &*draft.name);
    let (default_may, default_warn) =
        default.map_or((BoundarySet::EMPTY, BoundarySet::EMPTY), |tier| (tier.may_replace, tier.warn));
    let (may_replace, warn) = match (draft.may_replace, draft.warn) {
        (Some(may_replace), Some(warn)) => (may_replace, warn),
        (Some(may_replace), None) => (may_replace, default_warn.without(may_replace)),
        (None, Some(warn)) => (default_may.without(warn), warn),
        (None, None) => (default_may, default_warn),
    };
    Tier {
        markers: draft.markers.unwrap_or_else(|| vec![draft.name.clone()]),
        paths: draft.paths.unwrap_or_default(),
        name: draft.name,
        may_replace,
        warn,
        origin: draft.origin,
    }
}

fn duplicate(what: &'static str, name: &Located<Arc<str>>, first: &Origin) -> ConfigError {
    ConfigError {
        origin: name.origin.clone(),
        kind: ConfigErrorKind::Duplicate { what, name: name.value.to_string(), first: first.clone() },
    }
}
