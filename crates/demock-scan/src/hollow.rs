//! Tests that prove nothing, as far as one file tells.
//!
//! The file is read once more, one piece at a time ([`units`]); what is found in a piece is weighed when it is known which
//! pieces reach a check.
//! Invariants: each test is accused once, of the first that holds; where a reader would hesitate, confidence is `possible`.
//! Absent on purpose: what rules are called and said to do (`rules/hollow`), and what a test touched when it ran.

mod around;
mod checks;
mod commented;
mod empty;
mod excuse;
mod form;
mod own;
mod returned;
mod serviceless;
mod settled;
mod skipped;
mod statement;
mod strangers;
mod swallow;
mod tautology;
mod trivial;
mod types;
mod unawaited;
mod uncollected;
mod unfit;
mod units;
mod unproved;
mod waiting;
mod words;

use crate::facts::{Facts, ScopeId, ScopeKind, Span};
use crate::fits::Calls;
use crate::look::{Look, Tokens, body};
use crate::resolve::Resolver;
use crate::suspect::Suspect;
pub(crate) use around::Around;
use demock_model::{Confidence, Language};
pub(crate) use own::is_of_language;
use settled::{Helpers, Settled};
use std::cmp::Ordering;
use std::ops::Range;
use strangers::Strangers;
pub(crate) use unfit::UNFIT;
use units::{UnitId, Units};

/// What is looked at: one file.
pub(crate) struct Subject<'s, 'a> {
    pub(crate) resolver: &'s Resolver<'a>,
    pub(crate) look: &'s Look<'a>,
    /// Scopes of the collected tests, in order of place.
    pub(crate) tests: &'s [ScopeId],
    pub(crate) is_test_file: bool,
    pub(crate) around: Around,
    /// What the tests call.
    pub(crate) calls: Option<&'s Calls<'s, 'a>>,
}

/// Every test of a file that proves nothing.
pub(crate) fn suspects(subject: &Subject<'_, '_>) -> Vec<Suspect> {
    let mut suspects = Vec::new();
    if !subject.facts().problems.is_empty() {
        // Where a file does not parse, what looks like an empty test may be a misreading.
        return suspects;
    }
    // In Go, that a file has no test may be what is wrong.
    if !subject.tests.is_empty() || subject.is_test_file && subject.language() == Language::Go {
        let survey = Survey::of(subject);
        suspects.extend(uncollected::suspects(subject, &survey.units));
        suspects.extend(survey.suspects());
    }
    if subject.is_test_file {
        suspects.extend(commented::suspects(subject));
    }
    suspects
}

/// What is said against a test.
#[derive(Debug, Clone)]
struct Charge {
    /// The rule's name.
    rule: &'static str,
    confidence: Confidence,
    reasons: Vec<String>,
}

impl Charge {
    fn new(rule: &'static str, confidence: Confidence, reason: impl Into<String>) -> Self {
        Self { rule, confidence, reasons: vec![reason.into()] }
    }

    /// Says why a reader would hesitate.
    fn doubted(mut self, why: impl Into<String>) -> Self {
        self.confidence = Confidence::Possible;
        self.reasons.push(why.into());
        self
    }
}

/// What one unit is.
#[derive(Debug, Default)]
struct Seen {
    /// Whether something in it may check.
    checks: bool,
    /// A call in it that may check elsewhere, or what else may be a check.
    stranger: Option<String>,
    /// What is said against it, if it is a test.
    charge: Option<Charge>,
}

/// What all units of a file are.
struct Survey<'s, 'a> {
    subject: &'s Subject<'s, 'a>,
    units: Units,
    strangers: Strangers,
    helpers: Helpers<'a>,
    seen: Vec<Seen>,
}

impl<'s, 'a> Survey<'s, 'a> {
    fn of(subject: &'s Subject<'s, 'a>) -> Self {
        let units = Units::new(subject.facts(), subject.source());
        let helpers = Helpers::of(subject, &units);
        let mut it = Self { subject, units, strangers: Strangers::new(subject), helpers, seen: Vec::new() };
        for unit in 0..it.units.scopes.len() as UnitId {
            let seen = it.look_at(unit);
            it.seen.push(seen);
        }
        for parameter in &subject.facts().parameters {
            if let Ok(unit) = it.units.scopes.binary_search(&parameter.scope) {
                it.units.uses(unit as UnitId, parameter.name.span.of(subject.source()));
            }
        }
        it
    }

    fn look_at(&mut self, unit: UnitId) -> Seen {
        let scope = self.units.scopes[unit as usize];
        let Some((tokens, body)) = self.subject.body(scope) else {
            // What has no body may be anything: `it("x", helper)`.
            return Seen { checks: true, ..Seen::default() };
        };
        let units = &mut self.units;
        let mut is_here = |name: &str| units.uses(unit, name.as_bytes());
        let first = checks::first(&tokens, body.clone());
        let stranger = if first.is_some() {
            None
        } else {
            self.strangers.first(&tokens, body.clone(), &mut is_here).map(str::to_owned)
        };
        let is_test = self.subject.around.is_test(scope);
        let charge = if is_test { self.subject.charge(scope, &tokens, body, first, &self.helpers) } else { None };
        Seen { checks: first.is_some(), stranger, charge }
    }

    fn suspects(self) -> Vec<Suspect> {
        let ids = || (0..).zip(&self.seen);
        let checking = self.units.reaching(ids().filter(|(_, seen)| seen.checks).map(|(unit, _)| unit));
        let strange = self.units.reaching(ids().filter(|(_, seen)| seen.stranger.is_some()).map(|(unit, _)| unit));
        let checked_around = self.units.ambient.iter().any(|unit| checking[*unit as usize]);
        let named = self.units.named();
        let is_called_back = |(unit, seen): (UnitId, &Seen)| {
            seen.checks && !named[unit as usize] && !self.subject.around.is_test(self.units.scopes[unit as usize])
        };
        let checked_unseen = ids().any(is_called_back);
        let unfit = unfit::charges(self.subject);
        let serviceless = serviceless::Serviceless::default();
        let mut suspects = Vec::new();
        for (unit, seen) in ids() {
            let scope = self.units.scopes[unit as usize];
            if !self.subject.around.is_test(scope) {
                continue;
            }
            let reaches = unproved::Reaches {
                checks: checking[unit as usize] || checked_around,
                stranger: seen.stranger.as_deref(),
                strange: strange[unit as usize],
                checked_unseen,
            };
            let charge = seen.charge.clone().or_else(|| unproved::charge(self.subject, scope, &reaches));
            let charge = charge
                .or_else(|| unfit.get(&scope).cloned())
                .or_else(|| serviceless::charge(self.subject, scope, &serviceless));
            let charge = charge.filter(|_| self.subject.is_run(scope));
            suspects.extend(charge.map(|charge| self.subject.suspect(scope, charge)));
        }
        suspects
    }
}

impl<'a> Subject<'_, 'a> {
    fn facts(&self) -> &'a Facts {
        self.resolver.facts
    }

    fn source(&self) -> &'a [u8] {
        self.resolver.source.bytes()
    }

    fn language(&self) -> Language {
        self.resolver.language
    }

    /// What a test's own body says against it; `first` is its first check.
    fn charge(
        &self,
        scope: ScopeId,
        tokens: &Tokens<'a>,
        body: Range<usize>,
        first: Option<usize>,
        helpers: &Helpers<'a>,
    ) -> Option<Charge> {
        let skipped = skipped::charge(self, scope, tokens, body.clone());
        skipped.or_else(|| match first {
            None => empty::charge(self, scope, tokens, body),
            Some(first) => {
                let settled = Settled::of(tokens, body.clone(), helpers);
                tautology::charge(self, scope, tokens, body.clone(), first, &settled)
                    .or_else(|| swallow::charge(self, tokens, body.clone(), first))
                    .or_else(|| returned::charge(self, scope, tokens, body.clone(), first))
                    .or_else(|| unawaited::charge(self, tokens, body.clone(), first))
                    .or_else(|| own::charge(self, scope, tokens, body))
            }
        })
    }

    fn suspect(&self, scope: ScopeId, charge: Charge) -> Suspect {
        Suspect {
            rule: charge.rule,
            span: self.facts().scopes[scope as usize].header,
            scope,
            target: None,
            confidence: charge.confidence,
            reasons: charge.reasons.into_iter().map(Into::into).collect(),
        }
    }

    /// Where the code behind a definition's header begins.
    fn behind_header(&self, scope: ScopeId) -> u32 {
        let it = self.facts().scopes[scope as usize];
        let next = self.source().get(it.header.end as usize);
        // The title of a test that is a call ends the header before its closing quote.
        let is_title = it.kind == ScopeKind::Test && next.is_some_and(|byte| b"'\"`".contains(byte));
        it.header.end + u32::from(is_title)
    }

    /// The tokens behind a definition's header, and which of them are its body; `None` where it has none.
    fn body(&self, scope: ScopeId) -> Option<(Tokens<'a>, Range<usize>)> {
        let it = self.facts().scopes[scope as usize];
        let start = self.behind_header(scope);
        let stretch = Span { start, end: it.end.max(start) };
        let tokens = self.look.at(stretch);
        let body = body(&tokens, it.header.of(self.source()))?;
        Some((tokens, body))
    }

    /// Whether the runner really takes it for a test; a method of a class of PHP or Ruby that derives from nothing is a helper.
    fn is_run(&self, scope: ScopeId) -> bool {
        let by_name = match self.language() {
            Language::Php => true,
            Language::Ruby => self.name(scope).starts_with("test_"),
            Language::CSharp
            | Language::Go
            | Language::Java
            | Language::JavaScript
            | Language::Kotlin
            | Language::Python
            | Language::Rust
            | Language::TypeScript => false,
        };
        let Some(class) = self.class_of(scope).filter(|_| by_name) else { return true };
        let text = self.header_text(class);
        let takes_values = self.language() == Language::Ruby && self.name(scope).ends_with('=');
        !takes_values && (text.contains("extends") || text.contains('<') || text.contains("module"))
    }

    /// What stands on a definition and its header, up to the end of the header's line.
    fn header_text(&self, scope: ScopeId) -> String {
        let it = self.facts().scopes[scope as usize].header;
        let rest = self.source().get(it.end as usize..).unwrap_or_default();
        let line = memchr::memchr(b'\n', &rest[..rest.len().min(400)]).unwrap_or(0);
        let span = Span { start: self.standing_on(it.start), end: it.end + line as u32 };
        String::from_utf8_lossy(span.of(self.source())).into_owned()
    }

    /// How far the line of an offset is indented.
    fn column(&self, offset: u32) -> usize {
        let before = self.source().get(..offset as usize).unwrap_or_default();
        before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// What a definition is called.
    fn name(&self, scope: ScopeId) -> &'a str {
        self.facts().scopes[scope as usize].name.text(self.resolver.source)
    }

    /// The class that a definition stands in.
    fn class_of(&self, scope: ScopeId) -> Option<ScopeId> {
        let parent = self.facts().scopes[scope as usize].parent;
        (self.facts().scopes[parent as usize].kind == ScopeKind::Class).then_some(parent)
    }

    /// Where that begins which stands directly on a definition: comments, decorators, annotations and attributes that are no
    /// part of its header.
    fn standing_on(&self, offset: u32) -> u32 {
        const LINES_MAX: usize = 40;
        const BYTES_MAX: usize = 4096;
        let source = self.source();
        let limit = (offset as usize).saturating_sub(BYTES_MAX);
        let newline = |before: usize| memchr::memrchr(b'\n', &source[limit..before]).map(|at| limit + at + 1);
        let column = self.column(offset);
        // Of a line that is longer than all this, nothing is said.
        let Some(mut start) = newline(offset as usize).or_else(|| (limit == 0).then_some(0)) else { return offset };
        let mut first = start;
        for _ in 0..LINES_MAX {
            if start <= limit {
                break;
            }
            let line = newline(start - 1).unwrap_or(limit);
            let text = &source[line..start];
            let indent = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            match self.stands_on(text.trim_ascii(), indent.cmp(&column)) {
                Stands::Yes => first = line,
                Stands::Perhaps => {}
                Stands::No => break,
            }
            start = line;
        }
        first as u32
    }

    /// Whether a line belongs to the definition below it; `indent` says how it is indented, compared with that.
    fn stands_on(&self, line: &[u8], indent: Ordering) -> Stands {
        let begins = |marks: &[&[u8]]| marks.iter().any(|mark| line.starts_with(mark));
        match self.language() {
            _ if line.is_empty() => Stands::No,
            Language::CSharp | Language::Java | Language::Kotlin | Language::Php | Language::Rust => {
                if matches!(line.last(), Some(b';' | b'{' | b'}')) { Stands::No } else { Stands::Yes }
            }
            Language::Python => match indent {
                Ordering::Equal if begins(&[b"@", b"#"]) => Stands::Yes,
                // What a decorator's brackets hold, or the end of the body before.
                Ordering::Equal if begins(&[b")", b"]", b"}"]) => Stands::Perhaps,
                Ordering::Greater => Stands::Perhaps,
                Ordering::Equal | Ordering::Less => Stands::No,
            },
            Language::Go | Language::JavaScript | Language::Ruby | Language::TypeScript => {
                if begins(&[b"#", b"//", b"/*", b"*"]) { Stands::Yes } else { Stands::No }
            }
        }
    }
}

/// Whether a line belongs to the definition below it.
enum Stands {
    Yes,
    /// If one further up does.
    Perhaps,
    No,
}
