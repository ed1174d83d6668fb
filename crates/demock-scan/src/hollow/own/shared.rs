//! What a file's own names outside its tests are: helpers, constants and doubles, of which none may lead to the product.
//!
//! A name is the product's where what it is made of is, where a statement brings the two together, or where it uses such a
//! name. Where the product runs around the tests, a double may have been handed to it unseen: only functions and constants
//! that hold nothing that changes are the file's own then.
//! Invariant: a name of which that is not certain is the product's. Absent on purpose: scopes; names are told by their text.

use super::modules::loaded;
use super::{Root, Roots, Subject, Uses, bound};
use crate::facts::{NameHash, ScopeId, ScopeKind};
use crate::hollow::statement;
use crate::hollow::types::{Types, returned};
use crate::look::{TokenKind, Tokens};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What the names of a file are; `None` of one that may lead to the product.
pub(in crate::hollow) type Shared = FxHashMap<NameHash, Option<Uses>>;

/// A piece of code outside the tests.
struct Piece<'a> {
    names: FxHashSet<&'a str>,
    range: Range<usize>,
    /// A function, a class or a value that never changes: it does nothing where it stands.
    is_firm: bool,
    is_definition: bool,
}

/// What is known of a name.
#[derive(Clone, Copy)]
struct State {
    uses: Option<Uses>,
    is_firm: bool,
}

/// Everything that a file defines outside its tests.
pub(super) fn names(subject: &Subject<'_, '_>) -> Shared {
    let tokens = subject.look.all();
    let types = Types::of(&tokens, tokens.all());
    let mut reader = Reader { subject, tokens: &tokens, scopes: scopes(subject), pieces: Vec::new() };
    reader.read(tokens.all());
    let pieces = reader.pieces;
    let ids: FxHashMap<&str, usize> =
        pieces.iter().flat_map(|piece| piece.names.iter().copied()).fold(FxHashMap::default(), |mut ids, name| {
            let next = ids.len();
            ids.entry(name).or_insert(next);
            ids
        });
    let mut graph = Graph::new(ids.len());
    let none = Shared::default();
    for piece in &pieces {
        let mut locals = bound(&tokens, piece.range.clone());
        locals.retain(|name| !piece.names.contains(name) && (!ids.contains_key(name) || piece.is_definition));
        let (imports, start) = (subject.imports(), piece.range.start);
        let roots = Roots { tokens: &tokens, types: &types, locals: &locals, imports, shared: &none, start };
        graph.add(piece, &roots, &ids);
    }
    let states = graph.settle();
    let runs_product = graph.runs_product(&states);
    let own = |state: &State| state.uses.filter(|_| state.is_firm || !runs_product);
    ids.into_iter().map(|(name, id)| (NameHash::of(name.as_bytes()), own(&states[id]))).collect()
}

/// Groups, hooks and tests by where they begin.
fn scopes(subject: &Subject<'_, '_>) -> FxHashMap<u32, ScopeId> {
    let all = (0..).zip(&subject.facts().scopes);
    let wanted = all.filter(|(_, it)| matches!(it.kind, ScopeKind::Suite | ScopeKind::Hook | ScopeKind::Test));
    wanted.map(|(id, it)| (it.header.start, id)).collect()
}

/// Groups within groups that are read: deeper nesting is no program.
const GROUPS_MAX: usize = 16;

struct Reader<'s, 'r, 'a> {
    subject: &'s Subject<'r, 'a>,
    tokens: &'s Tokens<'a>,
    scopes: FxHashMap<u32, ScopeId>,
    pieces: Vec<Piece<'a>>,
}

impl Reader<'_, '_, '_> {
    /// Reads the statements of the file and of what stands around tests.
    fn read(&mut self, all: Range<usize>) {
        let mut left = vec![(all, 0)];
        while let Some((range, deep)) = left.pop() {
            let mut at = range.start;
            while at < range.end {
                let Some(token) = self.tokens.get(at) else { break };
                if let Some(scope) = self.scopes.get(&token.span.start).copied() {
                    let it = self.subject.facts().scopes[scope as usize];
                    if it.kind != ScopeKind::Test && deep < GROUPS_MAX {
                        left.extend(self.inner(scope).map(|inner| (inner, deep + 1)));
                    }
                    at = self.index(it.end).max(at + 1);
                } else if matches!(self.tokens.text(at), b";" | b")" | b"}" | b"export" | b"default") {
                    at += 1;
                } else if self.tokens.is(at, b"import") && !matches!(self.tokens.text(at + 1), b"(" | b".") {
                    // What is imported is known from the facts.
                    at = import_end(self.tokens, at, range.end);
                } else if let Some(block) = self.block_of_tests(at, range.end) {
                    // `for (const x of xs) { it(…) }`: what is looped over, then what stands within.
                    let names = bound(self.tokens, at..block.start);
                    self.pieces.push(Piece { names, range: at..block.start, is_firm: false, is_definition: false });
                    at = block.end + 1;
                    if deep < GROUPS_MAX {
                        left.push((block, deep + 1));
                    }
                } else {
                    let end = end(self.tokens, at, range.end).max(at + 1);
                    self.pieces.push(piece(self.tokens, at..end));
                    at = end;
                }
            }
        }
    }

    /// The block of a loop or a condition that stands around tests.
    fn block_of_tests(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        let is_header = matches!(self.tokens.text(at), b"for" | b"if") && self.tokens.is(at + 1, b"(");
        let brace = Some(self.tokens.partner(at + 1) + 1).filter(|brace| is_header && self.tokens.is(*brace, b"{"))?;
        let block = brace + 1..self.tokens.partner(brace).min(limit);
        let mut starts = self.tokens.each(block.clone()).map(|(_, token)| token.span.start);
        starts.any(|start| self.scopes.contains_key(&start)).then_some(block)
    }

    /// The index of the first token from an offset on.
    fn index(&self, offset: u32) -> usize {
        let all = self.tokens.all();
        let starts = |at: usize| self.tokens.get(at).map_or(u32::MAX, |token| token.span.start);
        let (mut low, mut high) = (all.start, all.end);
        while low < high {
            let middle = usize::midpoint(low, high);
            if starts(middle) < offset { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// What stands in the function of a group or a hook.
    fn inner(&self, scope: ScopeId) -> Option<Range<usize>> {
        let it = self.subject.facts().scopes[scope as usize];
        let mut within = self.index(it.header.start)..self.index(it.end);
        let begins = |at: usize| self.tokens.is(at, b"=>") || self.tokens.is(at, b"function");
        let function = within.find(|at| begins(*at))?;
        let brace = if self.tokens.is(function, b"=>") {
            Some(function + 1).filter(|brace| self.tokens.is(*brace, b"{"))
        } else {
            (function..within.end).find(|at| self.tokens.is(*at, b"{"))
        };
        Some(brace.map_or(function + 1..within.end, |brace| brace + 1..self.tokens.partner(brace)))
    }
}

fn import_end(tokens: &Tokens<'_>, at: usize, limit: usize) -> usize {
    let text = (at..limit).find(|at| tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Text));
    text.map_or(at + 1, |text| text + 1)
}

/// Where a statement ends: at a semicolon, behind a block, or where a line ends and nothing is left open.
fn end(tokens: &Tokens<'_>, start: usize, limit: usize) -> usize {
    let is_block = matches!(
        tokens.text(start),
        b"class" | b"if" | b"for" | b"while" | b"try" | b"switch" | b"interface" | b"enum" | b"namespace"
    );
    let mut at = start;
    if let Some(brace) = function_brace(tokens, start) {
        return (tokens.partner(brace) + 1).min(limit);
    }
    while let Some(token) = tokens.get(at).filter(|_| at < limit) {
        let text = tokens.text(at);
        let follows = at > start && {
            let before = tokens.get(at - 1).map(|before| before.kind);
            let goes_on = before == Some(TokenKind::Mark) && !matches!(tokens.text(at - 1), b"++" | b"--" | b"!")
                || token.kind == TokenKind::Mark && !matches!(text, b"++" | b"--" | b"!")
                || matches!(tokens.text(at - 1), b"await" | b"new" | b"typeof" | b"return");
            token.begins_line && !goes_on && !(is_block && text == b"{")
        };
        if text == b";" || token.kind == TokenKind::Close || follows {
            break;
        }
        let block = is_block && text == b"{";
        at = statement::next(tokens, at);
        let goes_on = matches!(tokens.text(at), b"else" | b"catch" | b"finally" | b"." | b"?.");
        if block && !goes_on {
            break;
        }
    }
    at.min(limit)
}

/// Where the body opens of a function that is defined from a token on: what it returns may hold braces, too.
fn function_brace(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    const HEADER_MAX: usize = 40;
    let at = start + usize::from(tokens.is(start, b"async"));
    let open = (at..at + HEADER_MAX).find(|open| tokens.is(*open, b"(")).filter(|_| tokens.is(at, b"function"))?;
    let brace = returned(tokens, open)?.end.max(tokens.partner(open) + 1);
    tokens.is(brace, b"{").then_some(brace)
}

/// What a statement is and which names it gives.
fn piece<'a>(tokens: &Tokens<'a>, range: Range<usize>) -> Piece<'a> {
    let first = (range.start..range.end)
        .find(|at| !matches!(tokens.text(*at), b"async" | b"abstract" | b"declare" | b"export"))
        .unwrap_or(range.start);
    let name = |at: usize| std::str::from_utf8(tokens.text(at)).unwrap_or_default();
    let mut names = FxHashSet::default();
    let (mut is_firm, mut is_definition) = (false, false);
    match tokens.text(first) {
        b"function" | b"class" | b"enum" => {
            names.insert(name(first + 1 + usize::from(tokens.is(first + 1, b"*"))));
            (is_firm, is_definition) = (true, true);
        }
        b"const" | b"let" | b"var" => {
            let equals = statement::find(tokens, range.clone(), &[b"="]).unwrap_or(range.end);
            if tokens.get(first + 1).is_some_and(|token| token.kind == TokenKind::Open) {
                let inside = first + 2..tokens.partner(first + 1);
                names.extend(tokens.words(inside).map(|(at, _)| name(at)));
            } else {
                names.insert(name(first + 1));
            }
            is_definition = is_function(tokens, equals + 1, range.end);
            let is_constant = tokens.is(first, b"const") && holds_still(tokens, equals + 1..range.end);
            // A module of a library is the same for all.
            let is_library = tokens.is(equals + 1, b"require") && loaded(tokens, equals + 1).is_some();
            is_firm = is_definition || is_constant || is_library;
        }
        // `x = …`, `x.y = …`, `x.push(…)`: what changes it.
        _ => {
            let assigns = statement::find(tokens, range.clone(), &[b"="]).is_some();
            let is_word = tokens.get(first).is_some_and(|token| token.kind == TokenKind::Word);
            if assigns && is_word {
                names.insert(name(first));
            }
        }
    }
    names.remove("");
    Piece { names, range, is_firm, is_definition }
}

/// Whether a value is a function that is written down.
fn is_function(tokens: &Tokens<'_>, at: usize, limit: usize) -> bool {
    let at = at + usize::from(tokens.is(at, b"async"));
    if tokens.is(at, b"function") || tokens.is(at + 1, b"=>") {
        return true;
    }
    let arrow = returned(tokens, at).map(|returned| returned.end.max(tokens.partner(at) + 1));
    arrow.is_some_and(|arrow| arrow < limit && tokens.is(arrow, b"=>"))
}

/// Whether a value is made of literals, and not one that waits to be filled.
fn holds_still(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let is_empty = range.len() == 2 && tokens.get(range.start).is_some_and(|token| token.kind == TokenKind::Open);
    let mut each = tokens.each(range);
    !is_empty && each.all(|(at, _)| !matches!(tokens.text(at), b"(" | b"=>" | b"new" | b"await" | b"`"))
}

/// Which names lead to which.
struct Graph {
    states: Vec<State>,
    /// A name and one that uses it.
    users: Vec<(usize, usize)>,
    /// Names that code names which runs outside the tests, and whether such code names the product itself.
    running: Vec<usize>,
    runs_product: bool,
}

impl Graph {
    fn new(names: usize) -> Self {
        let state = State { uses: Some(Uses::Own), is_firm: true };
        Self { states: vec![state; names], users: Vec::new(), running: Vec::new(), runs_product: false }
    }

    fn add(&mut self, piece: &Piece<'_>, roots: &Roots<'_, '_>, ids: &FxHashMap<&str, usize>) {
        let mut uses = Some(Uses::Own);
        let mut named: Vec<usize> = Vec::new();
        roots.each(piece.range.clone(), |text, root| match (ids.get(text), root) {
            (Some(_), Root::Known(_)) if roots.locals.contains(text) => {}
            (Some(id), _) => named.push(*id),
            (None, Root::Product) => uses = None,
            (None, Root::Known(more)) => uses = uses.map(|uses| uses.max(more)),
        });
        let given: Vec<usize> = piece.names.iter().filter_map(|name| ids.get(name).copied()).collect();
        for id in &given {
            self.states[*id].is_firm &= piece.is_firm;
            self.note(*id, uses);
            self.users.extend(named.iter().map(|used| (*used, *id)));
        }
        if piece.is_definition {
            return;
        }
        // What a statement brings together may reach each other.
        for id in &named {
            self.note(*id, uses);
            self.users.extend(named.iter().take(1).flat_map(|first| [(*first, *id), (*id, *first)]));
            self.users.extend(given.iter().map(|given| (*given, *id)));
        }
        self.running.extend(&named);
        self.runs_product |= uses.is_none();
    }

    fn note(&mut self, id: usize, uses: Option<Uses>) {
        let state = &mut self.states[id].uses;
        *state = state.zip(uses).map(|(known, more)| known.max(more));
    }

    /// What each name is when all that it uses is known.
    fn settle(&mut self) -> Vec<State> {
        self.users.sort_unstable();
        self.users.dedup();
        let mut left: Vec<usize> = (0..self.states.len()).collect();
        while let Some(used) = left.pop() {
            let from = self.users.partition_point(|(at, _)| *at < used);
            let users: Vec<usize> =
                self.users[from..].iter().take_while(|(at, _)| *at == used).map(|(_, user)| *user).collect();
            for user in users {
                let before = self.states[user];
                self.note(user, self.states[used].uses);
                self.states[user].is_firm &= self.states[used].is_firm;
                let now = self.states[user];
                if (before.uses, before.is_firm) != (now.uses, now.is_firm) {
                    left.push(user);
                }
            }
        }
        self.states.clone()
    }

    /// Whether the product runs outside the tests.
    fn runs_product(&self, states: &[State]) -> bool {
        self.runs_product || self.running.iter().any(|id| states[*id].uses.is_none())
    }
}
