//! How a file uses the names of its candidates: hands them on, patches them in, calls them, asserts about them.
//!
//! A name that an instance is kept under is followed once: `fake = FakeClient()`, then `Service(fake)`.
//! Invariant: two passes over the tokens of the file. Absent on purpose: scopes: a name is the same throughout a file.

use super::evidence::{Case, Evidence};
use super::{is_within, names};
use crate::facts::Span;
use crate::look::{TokenKind, Tokens};
use rustc_hash::FxHashMap;

/// How a name is used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Usage {
    /// Where its name stands.
    pub(super) at: Vec<u32>,
    /// What its uses tell.
    pub(super) case: Case,
}

/// Calls whose arguments are looked at, not used.
#[rustfmt::skip]
const LOOKING: &[&[u8]] = &[
    b"isinstance", b"issubclass", b"type", b"print", b"repr", b"str", b"len", b"hasattr", b"getattr", b"cast", b"typeof", b"is_a", b"instance_of", b"id", b"hash", b"log",
];

/// Definitions that one variable keeps instances of.
const KEPT_MAX: usize = 8;
/// Tokens before a name that belong to it: `await new`, `&mut`, `self.`.
const PREFIX_TOKENS_MAX: usize = 8;

/// The uses of names in a file.
struct Uses<'t, 'a> {
    tokens: &'t Tokens<'a>,
    /// Where something is patched, in order, none within another.
    put: &'t [Span],
    /// Numbers of what is defined by the name that stands for it.
    names: FxHashMap<&'a [u8], Vec<u32>>,
    usages: Vec<Usage>,
}

/// How each of the names of candidates is used in a file; `defined` are the names and where they are defined.
///
/// Definitions of one name share what is known of it.
pub(super) fn usages<'a>(tokens: &Tokens<'a>, put: &[Span], defined: &[(&'a [u8], u32)]) -> FxHashMap<&'a [u8], Usage> {
    let mut starts: Vec<u32> = defined.iter().map(|(_, start)| *start).collect();
    starts.sort_unstable();
    let mut names: FxHashMap<&[u8], Vec<u32>> = FxHashMap::default();
    for (name, _) in defined.iter().filter(|(name, _)| !name.is_empty()) {
        let next = names.len() as u32;
        names.entry(name).or_insert_with(|| vec![next]);
    }
    let numbers: Vec<(&[u8], u32)> = names.iter().map(|(name, numbers)| (*name, numbers[0])).collect();
    let mut uses = Uses { tokens, put, usages: vec![Usage::default(); names.len()], names };
    let kept = uses.pass(&starts);
    uses.names = kept;
    if !uses.names.is_empty() {
        uses.pass(&starts);
    }
    for usage in &mut uses.usages {
        usage.at.sort_unstable();
    }
    let mut usages = uses.usages;
    numbers.into_iter().map(|(name, number)| (name, std::mem::take(&mut usages[number as usize]))).collect()
}

impl<'a> Uses<'_, 'a> {
    /// Notes every use of the names, and gives the names that instances are kept under.
    fn pass(&mut self, defined: &[u32]) -> FxHashMap<&'a [u8], Vec<u32>> {
        let tokens = self.tokens;
        let mut kept: FxHashMap<&'a [u8], Vec<u32>> = FxHashMap::default();
        let mut open: Vec<usize> = Vec::new();
        // Most words are ruled out by how they begin.
        let mut begins = [false; 256];
        self.names.keys().filter_map(|name| name.first()).for_each(|first| begins[usize::from(*first)] = true);
        for (at, token) in tokens.each(tokens.all()) {
            match token.kind {
                TokenKind::Open => open.push(at),
                TokenKind::Close => {
                    open.pop();
                }
                TokenKind::Word => {
                    let word = tokens.text(at);
                    let may_be_one = word.first().is_some_and(|first| begins[usize::from(*first)]);
                    let Some(numbers) = Some(word).filter(|_| may_be_one).and_then(|word| self.names.get(word)) else {
                        continue;
                    };
                    if defined.binary_search(&token.span.start).is_ok() || self.is_foreign_member(at) {
                        continue;
                    }
                    let numbers = numbers.clone();
                    let (usage, variable) = self.look(at, open.last().copied());
                    for number in numbers {
                        let known = &mut self.usages[number as usize];
                        known.at.extend(&usage.at);
                        known.case.join(usage.case);
                        let variable = variable.map(|variable| kept.entry(variable).or_default());
                        if let Some(known) = variable.filter(|known| known.len() < KEPT_MAX && !known.contains(&number))
                        {
                            known.push(number);
                        }
                    }
                }
                TokenKind::Number | TokenKind::Text | TokenKind::Mark => {}
            }
        }
        kept
    }

    /// Whether a word is the member of something other than the test's own object.
    fn is_foreign_member(&self, at: usize) -> bool {
        at > 1
            && matches!(self.tokens.text(at - 1), b"." | b"?." | b"->")
            && !matches!(self.tokens.text(at - 2), b"self" | b"this" | b"$this" | b"cls")
    }

    /// How the word at an index is used, and the variable that it is assigned to.
    fn look(&self, at: usize, open: Option<usize>) -> (Usage, Option<&'a [u8]>) {
        let tokens = self.tokens;
        let offset = tokens.get(at).map(|token| token.span.start);
        let mut usage = Usage { at: offset.into_iter().collect(), case: Case::default() };
        usage.case.extend(self.is_put(at).then_some(Evidence::PutInPlace));
        let mut start = at;
        while start > at.saturating_sub(PREFIX_TOKENS_MAX)
            && matches!(
                tokens.text(start - 1),
                b"new"
                    | b"&"
                    | b"await"
                    | b"*"
                    | b"mut"
                    | b"."
                    | b"self"
                    | b"this"
                    | b"::"
                    | b"$this"
                    | b"->"
                    | b"async"
                    | b"partial"
                    | b"Arc"
                    | b"Box"
            )
        {
            start -= 1;
        }
        usage.case.extend(tokens.is(at + 1, b"(").then_some(Evidence::CalledHere));
        usage.case.extend(self.is_driven(at).then_some(Evidence::Driven));
        let Some(before) = start.checked_sub(1) else { return (usage, None) };
        match tokens.text(before) {
            b"," | b"{" if open.is_some_and(|open| self.is_exports(open)) => return (usage, None),
            b"(" | b"," | b"[" | b"{" => {
                self.argument(open, &mut usage);
                return (usage, self.wrapped(open));
            }
            b"return" | b"yield" | b"=>" => usage.case.add(Evidence::Returned),
            b":" | b"=" | b":=" if before > 0 => {
                let name = tokens.text(before - 1);
                let in_call = open.is_some_and(|open| tokens.is(open, b"(") || tokens.is(open, b"{"));
                let is_member = before > 1 && matches!(tokens.text(before - 2), b"." | b"->");
                let own = before > 2 && matches!(tokens.text(before - 3), b"self" | b"this" | b"$this");
                usage.case.extend(is_service_text(name).then_some(Evidence::HandedAsService));
                if is_member && !own {
                    usage.case.add(Evidence::AssignedOver);
                } else if in_call && !tokens.is(before, b":=") && self.begins_argument(before - 1) {
                    self.argument(open, &mut usage);
                } else {
                    return (usage, self.variable(before));
                }
            }
            _ => {}
        }
        (usage, None)
    }

    /// Whether a member of what has the name is called: `store.get(…)`.
    fn is_driven(&self, at: usize) -> bool {
        matches!(self.tokens.text(at + 1), b"." | b"->" | b"?.")
            && self.tokens.is(at + 3, b"(")
            && self.tokens.get(at + 2).is_some_and(|member| member.kind == TokenKind::Word)
    }

    /// The variable that keeps the result of the call in whose arguments the name stands: `spy = recorder(send)`.
    fn wrapped(&self, open: Option<usize>) -> Option<&'a [u8]> {
        let mut at = open.filter(|open| self.tokens.is(*open, b"("))?.checked_sub(1)?;
        while at > 1 && matches!(self.tokens.text(at - 1), b"." | b"::" | b"->") {
            at -= 2;
        }
        let equals = at.checked_sub(1).filter(|equals| matches!(self.tokens.text(*equals), b"=" | b":="))?;
        let is_short = open.is_some_and(|open| self.tokens.partner(open) <= open + 3);
        if is_short { self.variable(equals) } else { None }
    }

    /// Whether a name before `=` or `:` is that of an argument or a field.
    fn begins_argument(&self, name: usize) -> bool {
        name > 0 && matches!(self.tokens.text(name - 1), b"(" | b"," | b"{")
    }

    /// Whether a brace opens what a module of JavaScript gives to others: nothing is handed over there.
    fn is_exports(&self, open: usize) -> bool {
        let is = |back: usize, text: &[u8]| open >= back && self.tokens.is(open - back, text);
        let is_assigned = is(1, b"=") && (is(2, b"exports") || is(4, b"exports"));
        self.tokens.is(open, b"{") && (is(1, b"export") || (is(1, b"default") && is(2, b"export")) || is_assigned)
    }

    fn argument(&self, open: Option<usize>, usage: &mut Usage) {
        let callee = open.filter(|open| *open > 0).map_or(b"".as_slice(), |open| self.tokens.text(open - 1));
        if is_assertion(callee) {
            usage.case.add(Evidence::Asserted);
        } else if !LOOKING.contains(&callee) {
            usage.case.add(Evidence::HandedOver);
        }
    }

    /// The variable before `=`, its type passed over.
    fn variable(&self, equals: usize) -> Option<&'a [u8]> {
        let typed = equals > 3 && self.tokens.is(equals - 2, b":");
        let at = if typed { equals - 3 } else { equals - 1 };
        let token = self.tokens.get(at)?;
        (token.kind == TokenKind::Word).then(|| self.tokens.text(at))
    }

    fn is_put(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        is_within(self.put, token.span.start)
    }
}

fn is_service_text(name: &[u8]) -> bool {
    std::str::from_utf8(name).is_ok_and(names::is_service)
}

/// Whether a function asserts, by its name.
pub(super) fn is_assertion(name: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 6] = [b"assert", b"Assert", b"expect", b"should", b"verify", b"refute"];
    const WHOLE: [&[u8]; 14] = [
        b"toBe",
        b"toEqual",
        b"toStrictEqual",
        b"equal",
        b"Equal",
        b"eq",
        b"match",
        b"same",
        b"strictSame",
        b"deepEqual",
        b"toMatchObject",
        b"toHaveBeenCalledWith",
        b"is",
        b"that",
    ];
    BEGINNINGS.iter().any(|beginning| name.starts_with(beginning)) || WHOLE.contains(&name)
}
