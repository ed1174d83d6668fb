//! Doubles written by hand, by how they are built and used and not by what they are called.
//!
//! Data flow: definitions of test code (and of product code that are named for it) → candidates with their evidence →
//! weights → suspects. Invariants: one file alone tells; evidence is weighed, none decides; where a reader would hesitate,
//! confidence is `possible`. Absent on purpose: instances in other files, and what stands in for something only where the
//! real thing is missing.

mod anonymous;
mod bare;
mod class;
mod conduct;
pub mod evidence;
mod function;
mod header;
mod literal;
mod names;
mod saved;
mod usage;
mod weigh;
pub mod weights;

pub(crate) use weights::is_idle_and_handed;

use crate::facts::{Facts, ScopeId, Span};
use crate::language::FileRole;
use crate::look::Look;
use crate::resolve::Resolver;
use crate::site::Target;
use crate::suspect::Suspect;
use demock_model::{Confidence, Language};
use evidence::{Case, Evidence, Shape};

/// What is looked at: one file.
pub(crate) struct Subject<'s, 'a> {
    pub(crate) resolver: &'s Resolver<'a>,
    pub(crate) look: &'s Look<'a>,
    pub(crate) role: FileRole,
    /// Scopes of the collected tests.
    pub(crate) tests: &'s [ScopeId],
    /// Where something is patched, in order, none within another.
    pub(crate) put: &'s [Span],
}

/// A definition that may be a double, and what is known of it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What it is.
    pub shape: Shape,
    /// Its header, or the expression.
    pub span: Span,
    /// What runs it.
    pub scope: ScopeId,
    /// Definitions whose code uses it, besides.
    pub acts_in: Vec<ScopeId>,
    /// Its name, or the one that it is given.
    pub name: Span,
    /// What is known of it.
    pub case: Case,
    /// What it stands in for, as far as it says.
    pub target: Option<Target>,
}

/// Every double of a file that is written by hand, and the definitions besides its own whose code uses it.
pub(crate) fn suspects(subject: &Subject<'_, '_>) -> Vec<(Suspect, Vec<ScopeId>)> {
    candidates(subject).into_iter().filter_map(suspect).collect()
}

fn suspect(candidate: Candidate) -> Option<(Suspect, Vec<ScopeId>)> {
    let confidence = weights::confidence(candidate.shape, candidate.case)?;
    // The mocks of an argument list's literal are sites of their own: one place is one report, unless it is certain that
    // the whole stands in, too.
    let holds_only_mocks = candidate.case.has(Evidence::OnlyMocks) && candidate.case.has(Evidence::HandedOver);
    if confidence != Confidence::Certain && holds_only_mocks {
        return None;
    }
    let suspect = Suspect {
        rule: match candidate.shape {
            Shape::Class => "class",
            Shape::Function => "function",
            Shape::Literal => "literal",
        },
        span: candidate.span,
        scope: candidate.scope,
        target: candidate.target,
        confidence,
        reasons: weights::reasons(candidate.shape, candidate.case),
    };
    Some((suspect, candidate.acts_in))
}

/// Every definition of a file that may be a double, whatever it weighs.
pub(crate) fn candidates(subject: &Subject<'_, '_>) -> Vec<Candidate> {
    let resolver = subject.resolver;
    let (source, facts) = (resolver.source.bytes(), resolver.facts);
    let in_tests = facts.in_tests(subject.role);
    if !in_tests.contains(&true) && !names_a_double(source, facts) {
        return Vec::new();
    }
    let tokens = subject.look.all();
    let mut weigher = weigh::Weigher::new(subject, &tokens, in_tests);
    weigher.classes();
    weigher.functions();
    if weigher.has_tests() {
        weigher.literals();
    }
    weigher.finish()
}

/// Whether a class of product code is named like a double.
fn names_a_double(source: &[u8], facts: &Facts) -> bool {
    let classes = facts.scopes.iter().filter(|scope| scope.kind == crate::facts::ScopeKind::Class);
    classes.into_iter().any(|class| std::str::from_utf8(class.name.of(source)).is_ok_and(names::is_shipped_double))
}

/// Definitions in each other that are looked through: deeper nesting is no program.
const DEPTH_MAX: usize = 64;

/// The innermost scope at an offset.
fn scope_at(facts: &Facts, at: u32) -> ScopeId {
    let mut scope = facts.scopes.partition_point(|scope| scope.header.start <= at).saturating_sub(1);
    let mut steps = 0;
    while scope != 0 && facts.scopes[scope].end <= at {
        scope = if steps < DEPTH_MAX { facts.scopes[scope].parent as usize } else { 0 };
        steps += 1;
    }
    scope as ScopeId
}

/// Whether an offset lies in one of some ranges, in order, none within another.
fn is_within(ranges: &[Span], at: u32) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

/// Ranges in order, those within others left out.
pub(crate) fn outermost(mut ranges: Vec<Span>) -> Vec<Span> {
    ranges.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    ranges.retain(|range| {
        let is_outer = range.start >= end;
        end = end.max(range.end);
        is_outer
    });
    ranges
}

/// What may be a double in a file by itself, for the setting of the weights.
pub fn of_file(language: Language, role: FileRole, source: &[u8]) -> Vec<Candidate> {
    crate::engine::Scanner::default().candidates(language, role, source)
}

/// Whether the last word of a name is that of something that code talks to.
pub(crate) fn is_service(name: &str) -> bool {
    names::is_service(name)
}

/// How sure a score is; `None` where it is too little to say anything.
pub fn confidence(shape: Shape, case: Case) -> Option<Confidence> {
    weights::confidence(shape, case)
}

/// Whether a candidate has an evidence.
pub fn has(candidate: &Candidate, evidence: Evidence) -> bool {
    candidate.case.has(evidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, literals: usize) {
        let source = format!("it('a', () => {{\n  const find = vi.fn()\n  const send = vi.fn()\n  {line}\n}})\n");
        let found = of_file(Language::TypeScript, FileRole::Test, source.as_bytes());
        let found = found.iter().filter(|candidate| candidate.shape == Shape::Literal);
        assert_eq!(found.count(), literals, "{line}");
    }

    #[test]
    fn arguments_by_name_are_no_double() {
        check("make({ find, post: send })", 0);
        check("make(1, { find, post: send })", 0);
        check("make({ find, post: send } as Client)", 1);
        check("make({ find, post: () => 1 })", 1);
        check("const client = { find, post: send }", 1);
    }
}
