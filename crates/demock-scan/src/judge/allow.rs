//! Which finding is covered by which exception, and what became of each exception.
//!
//! An inline one goes before one of the configuration; among these, the first in order of file and line. An exception
//! that has expired or is refused covers nothing; it counts the findings that would fail the gate for want of it.

use crate::site::{InlineAllow, Site};
use demock_config::{InlineAllows, PathGlobs, Settings};
use demock_model::{Allowance, AllowanceSource, AllowanceState, Date, Group, Kind};
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

/// The exceptions of a run: those of the configuration first, then the inline ones in order of file and line.
pub(super) struct Allowances<'a> {
    entries: Vec<Allowance>,
    selectors: Vec<RuleSelector>,
    /// For each scope, the exceptions that hold in it.
    by_scope: Vec<Vec<(u32, &'a PathGlobs)>>,
    inline: Vec<InlineAllows>,
}

/// The exceptions that may concern a file.
#[derive(Default)]
pub(super) struct FileAllows {
    /// Lines covered, and the exception.
    inline: Vec<((u32, u32), u32)>,
    configured: Vec<u32>,
}

impl<'a> Allowances<'a> {
    pub(super) fn new(settings: &'a Settings, today: Date) -> Self {
        let mut allows: Vec<_> = settings.scopes().iter().flat_map(|scope| &scope.allows).collect();
        allows.sort_by(|a, b| (&a.origin.path, a.origin.line).cmp(&(&b.origin.path, b.origin.line)));
        // A scope that extends another one holds the same exception again.
        allows.dedup_by(|a, b| a.origin == b.origin);
        let entry = |allow: &&demock_config::Allow| Allowance {
            rule: allow.rule.clone(),
            reason: allow.reason.clone(),
            until: allow.until,
            source: AllowanceSource::Config { path: allow.origin.path.clone(), line: allow.origin.line },
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
            selectors: allows.iter().map(|allow| RuleSelector::parse(&allow.rule)).collect(),
            by_scope: scopes
                .clone()
                .map(|scope| scope.allows.iter().map(|allow| (index(allow), &allow.paths)).collect())
                .collect(),
            inline: scopes.map(|scope| scope.inline_allows).collect(),
            entries,
        }
    }

    /// Takes up a file's inline exceptions and picks the configured ones whose paths cover it.
    pub(super) fn of_file(&mut self, path: &Arc<str>, scope: usize, inline: Vec<InlineAllow>) -> FileAllows {
        let configured = self.by_scope[scope].iter().filter(|(_, paths)| paths.is_match(path)).map(|(at, _)| *at);
        let mut file = FileAllows { configured: configured.collect(), inline: Vec::new() };
        file.configured.sort_unstable();
        for allow in inline {
            let refused = match self.inline[scope] {
                InlineAllows::Forbidden => true,
                InlineAllows::Permitted => allow.reason.trim().is_empty(),
            };
            file.inline.push((allow.covers, self.entries.len() as u32));
            self.selectors.push(RuleSelector::parse(&allow.rule));
            self.entries.push(Allowance {
                rule: allow.rule,
                reason: allow.reason,
                until: None,
                source: AllowanceSource::Inline { path: path.clone(), line: allow.line },
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
