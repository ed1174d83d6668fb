//! Patterns of configuration files that cover nothing, in words: a folder that was renamed, a name that was mistyped.
//!
//! Invariant: what a project may well leave out of a checkout is not told: an exclusion of a folder that holds no sources, or that git
//! ignores, and patterns of a policy that lies elsewhere and is shared. Absent on purpose: exceptions, whose states are in the report.

use demock_config::{PathGlobs, Scope, Settings};
use ignore::gitignore::Gitignore;
use std::path::Path;

/// What to tell of these settings, when these are the paths of all sources, excluded ones included.
pub fn idle<'p>(root: &Path, settings: &Settings, files: &(impl Iterator<Item = &'p str> + Clone)) -> Vec<String> {
    let mut told = Vec::new();
    for scope in settings.scopes() {
        let owned =
            || files.clone().filter(|path| scope.exclude.is_empty() || std::ptr::eq(settings.scope(path), scope));
        let spared = || owned().filter(|path| !scope.exclude.is_match(path));
        let is_ignored = |path: &str| {
            let (rules, _) = Gitignore::new(root.join(".gitignore"));
            rules.matched_path_or_any_parents(path, true).is_ignore()
        };
        for (place, beginning) in own(scope, &scope.exclude, owned()) {
            if !beginning.is_empty() && !root.join(&beginning).exists() && !is_ignored(&beginning) {
                told.push(format!("{place} excludes nothing: there is no `{beginning}`"));
            }
        }
        for service in &scope.services {
            let name = &service.name.value;
            told.extend(
                own(scope, &service.paths, spared())
                    .map(|(place, _)| format!("{place} gives service `{name}` no file")),
            );
        }
        for tier in &scope.tiers {
            let name = &tier.name;
            told.extend(
                own(scope, &tier.paths, spared()).map(|(place, _)| format!("{place} gives tier `{name}` no file")),
            );
        }
    }
    told
}

/// The patterns of a scope's own file that cover nothing, with their places, and what they begin with.
fn own<'p>(
    scope: &Scope,
    globs: &PathGlobs,
    files: impl Iterator<Item = &'p str>,
) -> impl Iterator<Item = (String, String)> {
    let idle = if globs.is_empty() { Vec::new() } else { globs.idle(files) };
    let own = idle.into_iter().filter(|(pattern, _)| Some(&pattern.origin.path) == scope.file.as_ref());
    let told = own.map(|(pattern, beginning)| {
        let place = format!("`{}` ({}:{})", pattern.value, pattern.origin.path, pattern.origin.line);
        (place, beginning.to_owned())
    });
    told.collect::<Vec<_>>().into_iter()
}
