//! Which finding is covered by which exception, and what became of each exception.
//!
//! An inline one goes before one of the configuration; among these, the first in order of file and line. An exception
//! that has expired or is refused covers nothing; it counts the findings that would fail the gate for want of it.

use crate::rules;
use crate::site::{InlineAllow, Site};
use demock_config::{ConfigError, ConfigErrorKind, InlineAllows, Settings, nearest};
use demock_model::{Allowance, AllowanceSource, AllowanceState, Date, Group, Kind, Text};
use std::sync::Arc;

/// What the `rule` of an exception names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleSelector {
    /// `*`: every rule.
    All,
    /// `pytest/*`: every rule whose id starts so.
    Prefix(Arc<str>),
    /// A kind, such as `monkeypatch`.
    Kind(Kind),
    /// A group, such as `explicit`.
    Group(Group),
    /// One rule's id.
    Rule(Arc<str>),
}

impl RuleSelector {
    /// Reads the text of an exception.
    pub fn parse(text: &str) -> Self {
        if text == "*" {
            Self::All
        } else if let Some(prefix) = text.strip_suffix('*') {
            Self::Prefix(prefix.into())
        } else if let Some(kind) = Kind::from_name(text) {
            Self::Kind(kind)
        } else if let Some(group) = Group::from_name(text) {
            Self::Group(group)
        } else {
            Self::Rule(text.into())
        }
    }

    /// Whether it names the rule or the kind of a finding.
    pub fn matches(&self, rule: &str, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Prefix(prefix) => rule.starts_with(&**prefix),
            Self::Kind(named) => *named == kind,
            Self::Group(named) => *named == kind.group(),
            Self::Rule(id) => **id == *rule,
        }
    }
}

/// That every exception of the configuration names something there is: one that is misspelt would cover nothing, and be called
/// unused. Comments are left out: they may speak of the rules of another version, and are listed where they cover nothing.
pub fn check_names(settings: &Settings) -> Result<(), ConfigError> {
    let custom = settings.custom_rules();
    let ids: Vec<&str> = rules::all().map(|rule| rule.id).chain(custom.iter().map(|rule| &*rule.id)).collect();
    for allow in settings.scopes().iter().flat_map(|scope| &scope.allows) {
        let known = match RuleSelector::parse(&allow.rule.value) {
            RuleSelector::All | RuleSelector::Kind(_) | RuleSelector::Group(_) => true,
            RuleSelector::Prefix(prefix) => ids.iter().any(|id| id.starts_with(&*prefix)),
            RuleSelector::Rule(rule) => ids.contains(&&*rule),
        };
        if !known {
            let kinds = Kind::ALL.iter().map(|kind| kind.as_str());
            let names: Vec<&str> =
                ids.into_iter().chain(kinds).chain(Group::ALL.iter().map(|group| group.as_str())).collect();
            let seen = allow.rule.value.to_string();
            let meant = nearest(&seen, &names).map(str::to_owned);
            let kind = ConfigErrorKind::UnknownRule { seen, meant };
            return Err(ConfigError { origin: allow.rule.origin.clone(), kind });
        }
    }
    Ok(())
}

/// The exceptions of a run: those of the configuration first, then the inline ones in order of file and line.
#[derive(Debug)]
pub(super) struct Allowances {
    entries: Vec<Allowance>,
    selectors: Vec<RuleSelector>,
    /// For each scope, the exceptions that hold in it: their place here and there.
    by_scope: Vec<Vec<(u32, usize)>>,
    /// How many are the configuration's.
    configured: u32,
}

/// Where the exceptions of one part went in another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    configured: u32,
    by: u32,
}

impl Moved {
    /// The new place of an exception.
    pub(super) fn of(self, at: u32) -> u32 {
        if at < self.configured { at } else { at + self.by }
    }
}

/// The exceptions that may concern a file.
#[derive(Default)]
pub(super) struct FileAllows {
    /// Lines covered, and the exception.
    inline: Vec<((u32, u32), u32)>,
    configured: Vec<u32>,
}

impl Allowances {
    pub(super) fn new(settings: &Settings, today: Date) -> Self {
        let mut allows: Vec<_> = settings.scopes().iter().flat_map(|scope| &scope.allows).collect();
        allows.sort_by(|a, b| (&a.origin.path, a.origin.line).cmp(&(&b.origin.path, b.origin.line)));
        // A scope that extends another one holds the same exception again.
        allows.dedup_by(|a, b| a.origin == b.origin);
        let entry = |allow: &&demock_config::Allow| Allowance {
            rule: Text::from(&allow.rule.value),
            reason: Text::from(&allow.reason),
            until: allow.until,
            source: AllowanceSource::Config { path: Text::from(&allow.origin.path), line: allow.origin.line },
            state: match allow.until {
                Some(until) if until < today => AllowanceState::Expired,
                Some(_) | None => AllowanceState::Unused,
            },
            covered: 0,
        };
        let entries: Vec<Allowance> = allows.iter().map(entry).collect();
        let index = |allow: &demock_config::Allow| {
            allows.iter().position(|known| known.origin == allow.origin).unwrap_or(0) as u32
        };
        let scopes = settings.scopes().iter();
        Self {
            selectors: allows.iter().map(|allow| RuleSelector::parse(&allow.rule.value)).collect(),
            by_scope: scopes
                .map(|scope| scope.allows.iter().enumerate().map(|(at, allow)| (index(allow), at)).collect())
                .collect(),
            configured: entries.len() as u32,
            entries,
        }
    }

    /// Takes up a file's inline exceptions and picks the configured ones whose paths cover it.
    pub(super) fn of_file(
        &mut self,
        path: Text,
        scope: usize,
        inline: Vec<InlineAllow>,
        settings: &Settings,
    ) -> FileAllows {
        let here = &settings.scopes()[scope];
        let covers = |at: usize| here.allows.get(at).is_some_and(|allow| allow.paths.is_match(&path));
        let configured = self.by_scope[scope].iter().filter(|(_, there)| covers(*there)).map(|(at, _)| *at);
        let mut file = FileAllows { configured: configured.collect(), inline: Vec::new() };
        file.configured.sort_unstable();
        for allow in inline {
            let refused = match here.inline_allows {
                InlineAllows::Forbidden => true,
                InlineAllows::Permitted => allow.reason.trim().is_empty(),
            };
            file.inline.push((allow.covers, self.entries.len() as u32));
            self.selectors.push(RuleSelector::parse(&allow.rule));
            self.entries.push(Allowance {
                rule: allow.rule.into(),
                reason: allow.reason.into(),
                until: None,
                source: AllowanceSource::Inline { path, line: allow.line },
                state: if refused { AllowanceState::Refused } else { AllowanceState::Unused },
                covered: 0,
            });
        }
        file
    }

    /// The exception that covers a site. `gating`: whether the gate could fail on it.
    pub(super) fn cover(&mut self, file: &FileAllows, site: &Site, rule: &str, need: Need) -> Option<u32> {
        let inline = file.inline.iter().filter(|(lines, _)| stands_on(site, *lines)).map(|(_, at)| *at);
        let candidates = inline.chain(file.configured.iter().copied());
        for at in candidates {
            if !self.selectors[at as usize].matches(rule, site.kind) {
                continue;
            }
            let entry = &mut self.entries[at as usize];
            match entry.state {
                AllowanceState::Unused | AllowanceState::Used => {
                    entry.state = AllowanceState::Used;
                    entry.covered += 1;
                    return Some(at);
                }
                AllowanceState::Expired | AllowanceState::Refused => match need {
                    Need::Gates => entry.covered += 1,
                    Need::Listed => {}
                },
            }
        }
        None
    }

    /// Adds what became of the exceptions in the files that follow; says where those went.
    pub(super) fn append(&mut self, next: Self) -> Moved {
        let configured = self.configured as usize;
        for (known, of_next) in self.entries.iter_mut().zip(&next.entries[..configured]) {
            known.covered += of_next.covered;
            if of_next.state == AllowanceState::Used {
                known.state = AllowanceState::Used;
            }
        }
        let moved = Moved { configured: self.configured, by: (self.entries.len() - configured) as u32 };
        self.entries.extend(next.entries.into_iter().skip(configured));
        self.selectors.extend(next.selectors.into_iter().skip(configured));
        moved
    }

    pub(super) fn finish(self) -> Vec<Allowance> {
        self.entries
    }
}

/// Whether anything hangs on an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Without it, the gate may fail.
    Gates,
    /// Without it, the finding is only listed.
    Listed,
}

/// Whether the site's expression, or the first line of its statement, stands on one of the lines.
fn stands_on(site: &Site, (first, last): (u32, u32)) -> bool {
    let expression = site.place.line <= last && site.place.end_line >= first;
    let statement = (first..=last).contains(&site.statement.0);
    expression || statement
}
