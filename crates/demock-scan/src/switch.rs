//! Doubles that a switch chooses: behind an import that fails, a flag, an environment variable, "am I under test".
//!
//! A switch alone is nothing: what it chooses must stand in for something and act (a class, a function, a double). Only
//! product code that asks whether it is under test is accused for asking.
//! Invariants: a file is read as tokens only where some bytes say that it may hold a switch; each branch is looked at up to
//! [`BRANCH_TOKENS_MAX`]; every place is accused once.
//! Absent on purpose: what a project runs otherwise (`judge`), and values: a flag, `None`, the address of another real thing.

mod branches;
mod conditions;
mod development;
mod needles;
mod stand_in;

use crate::facts::{Facts, ScopeId, ScopeKind, Span};
use crate::language::FileRole;
use crate::look::{Look, Tokens};
use crate::suspect::Suspect;
use branches::Branch;
use conditions::Cause;
use demock_model::{Confidence, Language};
pub(crate) use needles::may_hold_switch;
use rustc_hash::FxHashSet;
use stand_in::StandIn;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Tokens of one branch that are looked at.
const BRANCH_TOKENS_MAX: usize = 2000;
/// Characters of a condition that are shown.
const CONDITION_CHARACTERS_MAX: usize = 60;

/// What is looked at: one file.
pub(crate) struct Subject<'a> {
    pub(crate) language: Language,
    pub(crate) source: &'a [u8],
    pub(crate) facts: &'a Facts,
    pub(crate) look: &'a Look<'a>,
    pub(crate) role: FileRole,
    /// Where libraries' doubles are made, in order of place.
    pub(crate) doubles: &'a [Span],
}

/// A place that is accused, before its scope is known.
struct Accused {
    rule: &'static str,
    span: Span,
    confidence: Confidence,
    reasons: Vec<Arc<str>>,
}

/// Everything that a switch of the file chooses.
pub(crate) fn suspects(subject: &Subject<'_>) -> Vec<Suspect> {
    if !may_hold_switch(subject.language, subject.role, subject.source) {
        return Vec::new();
    }
    let tokens = subject.look.all();
    let mut accused = BTreeMap::new();
    let test_scopes = test_scopes(subject.facts);
    let often = stand_in::made_often(&tokens);
    for branch in branches::of(&tokens) {
        let at = tokens.get(branch.head).map_or(0, |token| token.span.start);
        let around = test_scopes[..test_scopes.partition_point(|scope| scope.start <= at)].last();
        let role = if around.is_some_and(|scope| at < scope.end) { FileRole::Test } else { subject.role };
        subject.branch(&tokens, &branch, (role, &often), &mut accused);
    }
    if subject.role.is_test() {
        flags(&tokens, &mut accused);
    }
    subject.with_scopes(accused)
}

/// Where a test sets the flag by which product code lets anybody in: `bypass_auth = True`, `skipAuth: true`.
fn flags(tokens: &Tokens<'_>, accused: &mut BTreeMap<u32, Accused>) {
    for (at, _) in tokens.words(tokens.all()) {
        let is_set = matches!(tokens.text(at + 1), b"=" | b":") && matches!(tokens.text(at + 2), b"True" | b"true");
        if !is_set || !conditions::switches_authentication_off(tokens, at) {
            continue;
        }
        let (Some(first), Some(last)) = (tokens.get(at), tokens.get(at + 2)) else { continue };
        let span = Span { start: first.span.start, end: last.span.end };
        let reasons = vec!["the test says that nobody has to log in".into()];
        // It may be what the test is about.
        let confidence = Confidence::Possible;
        accused.entry(span.start).or_insert(Accused { rule: "no-authentication", span, confidence, reasons });
    }
}

/// Where a file is test code by its own word, in order and none within another.
fn test_scopes(facts: &Facts) -> Vec<Span> {
    let span = |scope: &ScopeId| {
        let scope = facts.scopes[*scope as usize];
        Span { start: scope.header.start, end: scope.end }
    };
    let mut spans: Vec<Span> = facts.test_scopes.iter().map(span).collect();
    spans.sort_unstable_by_key(|span| (span.start, u32::MAX - span.end));
    let mut end = 0;
    spans.retain(|span| {
        let is_outermost = span.end > end;
        end = end.max(span.end);
        is_outermost
    });
    spans
}

impl Subject<'_> {
    fn branch(
        &self,
        tokens: &Tokens<'_>,
        branch: &Branch,
        (role, often): (FileRole, &FxHashSet<&[u8]>),
        accused: &mut BTreeMap<u32, Accused>,
    ) {
        if !role.is_test()
            && let Some(way) = development::way(tokens, branch)
            && self.is_gate(tokens, branch)
        {
            self.lets_in(tokens, branch, Some(&way), accused);
        }
        let Some(says) = conditions::says(tokens, branch) else { return };
        if role.is_test() && says.cause == Cause::UnderTest {
            // A test that asks whether it is one replaces nothing by that.
            return;
        }
        if says.cause == Cause::NoAuthentication {
            let lets_in = if says.positive { Some(&branch.then) } else { branch.otherwise.as_ref() };
            if !role.is_test() {
                self.lets_in(tokens, branch, lets_in, accused);
            }
            return;
        }
        let before = accused.len();
        let chosen = match (says.cause, says.positive) {
            (Cause::Environment | Cause::Unavailable | Cause::NoAuthentication, _) => {
                [Some(&branch.then), branch.otherwise.as_ref()]
            }
            (Cause::Failure | Cause::UnderTest | Cause::Flag, true) => [Some(&branch.then), None],
            (Cause::Failure | Cause::UnderTest | Cause::Flag, false) => [branch.otherwise.as_ref(), None],
        };
        let shown = self.shown(tokens, branch);
        for range in chosen.into_iter().flatten() {
            for found in stand_in::within(tokens, capped(range), says.cause, self.doubles) {
                let Some(confidence) = confidence(found, says.cause, role) else { continue };
                let mut reasons = vec![reason(says.cause, &shown)];
                if !role.is_test() {
                    reasons.push("in product code".into());
                }
                let span = found.span();
                if says.cause == Cause::Failure && often.contains(stand_in::name(span.of(self.source))) {
                    // What is made elsewhere as well is not there because something failed.
                    continue;
                }
                accused.entry(span.start).or_insert(Accused { rule: "fallback", span, confidence, reasons });
            }
        }
        let has_block = branch.is_block;
        // What also holds for another reason does not ask about tests.
        let mut alternatives = branch.condition.clone();
        let has_others = alternatives.any(|at| matches!(tokens.text(at), b"or" | b"||"));
        if accused.len() == before && says.cause == Cause::UnderTest && has_block && !has_others {
            asked(tokens, branch, says.positive.then_some(&branch.then), &shown, accused);
        }
    }

    /// Whether a branch stands in a function that lets people in.
    fn is_gate(&self, tokens: &Tokens<'_>, branch: &Branch) -> bool {
        let at = tokens.get(branch.head).map_or(0, |token| token.span.start);
        let around = self.facts.scopes.iter().filter(|scope| scope.header.start <= at && at < scope.end);
        let functions = around.filter(|scope| scope.kind == ScopeKind::Function);
        let innermost = functions.max_by_key(|scope| scope.header.start);
        innermost.is_some_and(|scope| development::is_gate(scope.name.of(self.source)))
    }

    /// Product code that goes on without authentication: the first statement of that way.
    fn lets_in(
        &self,
        tokens: &Tokens<'_>,
        branch: &Branch,
        way: Option<&Range<usize>>,
        accused: &mut BTreeMap<u32, Accused>,
    ) {
        let Some(way) = way.filter(|way| !way.is_empty() && !only_speaks(tokens, way)) else { return };
        let refuses = matches!(tokens.text(way.start), b"raise" | b"throw" | b"panic" | b"abort" | b"exit" | b"die");
        let Some(first) = tokens.get(way.start).filter(|_| !refuses) else { return };
        let rest = way.clone().skip(1).take_while(|at| tokens.get(*at).is_some_and(|token| !token.begins_line));
        let end = rest.last().and_then(|at| tokens.get(at)).map_or(first.span.end, |token| token.span.end);
        let span = Span { start: first.span.start, end };
        let reasons = vec![format!("product code lets anybody in: `{}`", self.shown(tokens, branch)).into()];
        let confidence = if gives_user(tokens, way) { Confidence::Likely } else { Confidence::Possible };
        accused.entry(span.start).or_insert(Accused { rule: "no-authentication", span, confidence, reasons });
    }

    /// The condition on one line; of a failure, with the word that catches it.
    fn shown(&self, tokens: &Tokens<'_>, branch: &Branch) -> String {
        let catches = matches!(tokens.text(branch.head), b"except" | b"catch" | b"rescue");
        let first = if catches { branch.head } else { branch.condition.start };
        let last = branch.condition.end.saturating_sub(1).max(first);
        let (Some(first), Some(last)) = (tokens.get(first), tokens.get(last)) else { return String::new() };
        let text = String::from_utf8_lossy(Span { start: first.span.start, end: last.span.end }.of(self.source));
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(CONDITION_CHARACTERS_MAX) {
            Some((at, _)) => format!("{}…", &line[..at]),
            None => line,
        }
    }

    /// Gives each place the innermost definition that it stands in.
    fn with_scopes(&self, accused: BTreeMap<u32, Accused>) -> Vec<Suspect> {
        let scopes = &self.facts.scopes;
        let mut order: Vec<ScopeId> = (0..scopes.len() as ScopeId).collect();
        order.sort_by_key(|id| scopes[*id as usize].header.start);
        let mut opening = order.into_iter().filter(|id| *id != 0).peekable();
        let mut open: Vec<ScopeId> = vec![0];
        let mut suspects = Vec::with_capacity(accused.len());
        for (at, it) in accused {
            while let Some(next) = opening.next_if(|id| scopes[*id as usize].header.start < at) {
                while open.len() > 1
                    && open.last().is_some_and(|id| scopes[*id as usize].end <= scopes[next as usize].header.start)
                {
                    open.pop();
                }
                open.push(next);
            }
            while open.len() > 1 && open.last().is_some_and(|id| scopes[*id as usize].end <= at) {
                open.pop();
            }
            let Accused { rule, span, confidence, reasons } = it;
            let scope = open.last().copied().unwrap_or(0);
            suspects.push(Suspect { rule, span, scope, target: None, confidence, reasons });
        }
        suspects
    }
}

/// Product code that asks whether it is under test, and chooses no double by it.
fn asked(
    tokens: &Tokens<'_>,
    branch: &Branch,
    under_test: Option<&Range<usize>>,
    shown: &str,
    accused: &mut BTreeMap<u32, Accused>,
) {
    let Some(head) = tokens.get(branch.head).filter(|_| !only_speaks(tokens, &branch.then)) else { return };
    let leaves = under_test.is_some_and(|range| tokens.is(range.start, b"return") || tokens.is(range.start, b"pass"));
    let (confidence, what) = if leaves {
        (Confidence::Likely, "leaves before the real work where tests run")
    } else {
        (Confidence::Possible, "does something else where tests run")
    };
    let end = tokens.get(branch.condition.end.saturating_sub(1)).map_or(head.span.end, |token| token.span.end);
    let span = Span { start: head.span.start, end: end.max(head.span.end) };
    let reasons = vec![format!("product code {what}: `{shown}`").into()];
    accused.entry(span.start).or_insert(Accused { rule: "under-test", span, confidence, reasons });
}

fn capped(range: &Range<usize>) -> Range<usize> {
    range.start..range.end.min(range.start + BRANCH_TOKENS_MAX)
}

/// Whether a way gives back something, or names somebody.
fn gives_user(tokens: &Tokens<'_>, way: &Range<usize>) -> bool {
    let names = |word: &String| matches!(word.as_str(), "user" | "identity" | "principal" | "claims" | "account");
    match tokens.text(way.start) {
        b"return" => {
            !matches!(tokens.text(way.start + 1), b"None" | b"null" | b"undefined" | b"nil" | b"False" | b"false")
        }
        word => stand_in::words(word).iter().any(names),
    }
}

/// Whether a branch is a line for the log and nothing else.
fn only_speaks(tokens: &Tokens<'_>, branch: &Range<usize>) -> bool {
    let speaks = matches!(
        tokens.text(branch.start),
        b"puts" | b"print" | b"println" | b"console" | b"logger" | b"log" | b"logging" | b"warnings" | b"echo"
    );
    let is_one_line = branch.clone().skip(1).all(|at| tokens.get(at).is_some_and(|token| !token.begins_line));
    speaks && is_one_line
}

/// How sure it is that something stands in; `None` where it is nothing.
fn confidence(found: StandIn, cause: Cause, role: FileRole) -> Option<Confidence> {
    match (found, cause) {
        (StandIn::Double(_), Cause::Failure | Cause::UnderTest | Cause::Flag) => Some(Confidence::Certain),
        (StandIn::Double(_) | StandIn::Named(_), _) | (StandIn::Unnamed(_) | StandIn::Inert(_), Cause::UnderTest) => {
            Some(Confidence::Likely)
        }
        (StandIn::Unnamed(_) | StandIn::Inert(_), Cause::Failure) if role.is_test() => Some(Confidence::Likely),
        // In product code it may do the same as the real thing, unless it does nothing.
        (StandIn::Guessed(_), _) | (StandIn::Inert(_), Cause::Failure) => Some(Confidence::Possible),
        (StandIn::Unnamed(_) | StandIn::Inert(_), _) => None,
    }
}

fn reason(cause: Cause, shown: &str) -> Arc<str> {
    match cause {
        Cause::Failure => format!("stands in where something fails: `{shown}`"),
        Cause::UnderTest => format!("chosen where the code is under test: `{shown}`"),
        Cause::Flag => format!("chosen by a flag: `{shown}`"),
        Cause::Environment => format!("chosen by an environment variable: `{shown}`"),
        Cause::Unavailable => format!("chosen where something is missing: `{shown}`"),
        Cause::NoAuthentication => format!("chosen where nobody has to log in: `{shown}`"),
    }
    .into()
}
