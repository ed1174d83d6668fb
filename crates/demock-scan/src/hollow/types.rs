//! Which tokens of TypeScript stand in types: they are gone when a test runs.
//!
//! Invariants: reading takes linear time; what is not known to be a type is none. Absent on purpose: what a type says.

use crate::look::{TokenKind, Tokens};
use demock_model::Language;
use std::ops::Range;

/// Tokens of a type that are looked at: a longer one is no annotation that a person wrote.
const TYPE_TOKENS_MAX: usize = 400;

/// For each token of a range, whether it stands in a type.
pub(super) struct Types {
    start: usize,
    stands: Vec<bool>,
}

impl Types {
    pub(super) fn of(tokens: &Tokens<'_>, range: Range<usize>) -> Self {
        let mut it = Self { start: range.start, stands: Vec::new() };
        if tokens.language != Language::TypeScript {
            return it;
        }
        it.stands = vec![false; range.len()];
        let mut at = range.start;
        while at < range.end {
            if it.has(at) {
                at += 1;
                continue;
            }
            for stretch in stretches(tokens, at, range.end) {
                it.mark(stretch);
            }
            at += 1;
        }
        it
    }

    /// Whether a token stands in a type.
    pub(super) fn has(&self, at: usize) -> bool {
        at.checked_sub(self.start).and_then(|at| self.stands.get(at)).copied().unwrap_or(false)
    }

    fn mark(&mut self, stretch: Range<usize>) {
        let within = |at: usize| at.saturating_sub(self.start).min(self.stands.len());
        let stretch = within(stretch.start)..within(stretch.end);
        if let Some(stands) = self.stands.get_mut(stretch) {
            stands.fill(true);
        }
    }
}

/// The types that a token introduces.
fn stretches(tokens: &Tokens<'_>, at: usize, limit: usize) -> Vec<Range<usize>> {
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let before = at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before));
    match tokens.text(at) {
        b"as" | b"satisfies" if at > 0 && !matches!(before, b"," | b"{" | b"(" | b"." | b"*") => {
            Some(at..end(tokens, at + 1, limit, Arrow::Belongs)).into_iter().collect()
        }
        b"interface" if is_word(at + 1) => {
            let brace = (at + 2..limit.min(at + 40)).find(|at| tokens.is(*at, b"{"));
            brace.map(|brace| at..tokens.partner(brace) + 1).into_iter().collect()
        }
        b"type" if before == b"export" && tokens.is(at + 1, b"{") => {
            Some(at..tokens.partner(at + 1) + 1).into_iter().collect()
        }
        b"implements" if is_word(at + 1) => {
            let brace = (at + 1..limit.min(at + 40)).find(|at| tokens.is(*at, b"{"));
            brace.map(|brace| at..brace).into_iter().collect()
        }
        b"type" if is_word(at + 1) && matches!(tokens.text(at + 2), b"=" | b"<") => {
            let equals = (at + 2..limit.min(at + 40)).find(|at| tokens.is(*at, b"="));
            equals.map(|equals| at..end(tokens, equals + 1, limit, Arrow::Belongs)).into_iter().collect()
        }
        b"const" | b"let" | b"var" | b"private" | b"public" | b"protected" | b"readonly" | b"static" => {
            let opens = tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Open);
            let mut colon = if opens { tokens.partner(at + 1) + 1 } else { at + 2 };
            colon += usize::from(matches!(tokens.text(colon), b"?" | b"!"));
            let is_one = (opens || is_word(at + 1)) && tokens.is(colon, b":");
            is_one.then(|| colon..end(tokens, colon + 1, limit, Arrow::Belongs)).into_iter().collect()
        }
        b":" if at > 0 && is_field(tokens, at - 1) => {
            Some(at..end(tokens, at + 1, limit, Arrow::Belongs)).into_iter().collect()
        }
        b"<" if at > 0 && is_word(at - 1) => arguments(tokens, at, limit).into_iter().collect(),
        b"(" => of_function(tokens, at, limit),
        _ => Vec::new(),
    }
}

/// `<A, B<C>>` behind a name; a comparison is none.
fn arguments(tokens: &Tokens<'_>, open: usize, limit: usize) -> Option<Range<usize>> {
    let mut at = open + 1;
    loop {
        at = end(tokens, at, limit, Arrow::Belongs);
        match tokens.text(at) {
            b"," => at += 1,
            b">" => return Some(open..at + 1),
            _ => return None,
        }
    }
}

/// The types of a function's parameters and of what it returns.
fn of_function(tokens: &Tokens<'_>, open: usize, limit: usize) -> Vec<Range<usize>> {
    let Some(returned) = returned(tokens, open) else { return Vec::new() };
    let close = tokens.partner(open);
    let mut stretches = vec![returned];
    let mut at = open + 1;
    while at < close {
        if tokens.is(at, b":") {
            let stop = end(tokens, at + 1, limit.min(close), Arrow::Belongs).max(at + 1);
            stretches.push(at..stop);
            at = stop;
        } else if tokens.is(at, b"=") {
            // What a default is made of runs.
            at = (at..close).find(|at| tokens.is(*at, b",")).unwrap_or(close);
        } else {
            at = super::statement::next(tokens, at);
        }
    }
    stretches
}

/// Where the type stands that a function returns, empty where none is written; `None` where the brackets hold no parameters.
pub(super) fn returned(tokens: &Tokens<'_>, open: usize) -> Option<Range<usize>> {
    let close = tokens.partner(open);
    if close <= open || !tokens.is(open, b"(") {
        return None;
    }
    let behind = close + 1;
    match tokens.text(behind) {
        b"=>" => Some(behind..behind),
        b"{" => is_named(tokens, open).then_some(behind..behind),
        b":" if tokens.language == Language::TypeScript => {
            let stop = end(tokens, behind + 1, usize::MAX, Arrow::Ends);
            let is_one = tokens.is(stop, b"=>") || tokens.is(stop, b"{") && is_named(tokens, open);
            is_one.then_some(behind..stop)
        }
        _ => None,
    }
}

/// Whether the brackets follow a function's or a method's name: `if (` and the like are followed by braces, too.
fn is_named(tokens: &Tokens<'_>, open: usize) -> bool {
    let Some(before) = open.checked_sub(1) else { return false };
    let is_word = tokens.get(before).is_some_and(|token| token.kind == TokenKind::Word);
    is_word && !matches!(tokens.text(before), b"if" | b"for" | b"while" | b"switch" | b"catch" | b"with" | b"await")
}

/// Whether a name is that of a method where it is defined: `{ close() {} }`.
pub(super) fn is_method(tokens: &Tokens<'_>, at: usize) -> bool {
    let close = tokens.partner(at + 1);
    is_named(tokens, at + 1)
        && returned(tokens, at + 1).is_some_and(|returned| {
            let brace = returned.end.max(close + 1);
            tokens.is(brace, b"{")
        })
}

/// Whether a name is that of a field with a type: `private readonly sent: Sent`.
pub(super) fn is_field(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_word = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let before = at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before));
    let follows = matches!(before, b";" | b"}" | b"private" | b"public" | b"protected" | b"readonly" | b"static");
    let colon = at + 1 + usize::from(matches!(tokens.text(at + 1), b"?" | b"!"));
    is_word && follows && tokens.is(colon, b":") && !tokens.is(at, b"default")
}

/// Whether an arrow belongs to a type, or ends the type that a function returns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrow {
    Belongs,
    Ends,
}

/// Where the type ends that begins at a token.
fn end(tokens: &Tokens<'_>, start: usize, limit: usize, arrow: Arrow) -> usize {
    let limit = limit.min(start + TYPE_TOKENS_MAX);
    let (mut at, mut depth, mut wants) = (start, 0_u32, true);
    while let Some(token) = tokens.get(at).filter(|_| at < limit) {
        let text = tokens.text(at);
        let is_operand = matches!(token.kind, TokenKind::Word | TokenKind::Text | TokenKind::Number | TokenKind::Open);
        if wants && is_operand {
            wants = matches!(text, b"keyof" | b"typeof" | b"readonly" | b"infer" | b"new" | b"unique");
            at = super::statement::next(tokens, at);
            continue;
        }
        match text {
            b"|" | b"&" | b"." | b"is" | b"extends" => wants = true,
            b"[" if !token.begins_line => {
                at = super::statement::next(tokens, at);
                continue;
            }
            b"=>" if arrow == Arrow::Belongs && tokens.is(at - 1, b")") => wants = true,
            b"<" => (depth, wants) = (depth + 1, true),
            b">" if depth > 0 => (depth, wants) = (depth - 1, false),
            b"," if depth > 0 => wants = true,
            _ => break,
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Look;

    /// The words and texts that stand in types.
    fn typed(source: &str) -> Vec<String> {
        let tokens = Look::new(Language::TypeScript, source.as_bytes(), &[]).all();
        let types = Types::of(&tokens, tokens.all());
        let stands = tokens.all().filter(|at| types.has(*at));
        let words = stands.filter(|at| tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word));
        words.map(|at| String::from_utf8_lossy(tokens.text(at)).into_owned()).collect()
    }

    #[test]
    fn annotations_casts_and_arguments() {
        assert_eq!(typed("const a: Foo.Bar[] = baz;"), ["Foo", "Bar"]);
        assert_eq!(typed("const a: Record<string, Set<Foo>> = {};"), ["Record", "string", "Set", "Foo"]);
        assert_eq!(typed("run(a as unknown as Foo, b)"), ["as", "unknown", "as", "Foo"]);
        assert_eq!(typed("let f: (a: Foo) => Bar = make()"), ["a", "Foo", "Bar"]);
        assert_eq!(typed("new Map<string, Foo>([[a, b]])"), ["string", "Foo"]);
        assert_eq!(typed("const { a }: Foo = b\nc.d()"), ["Foo"]);
        assert_eq!(typed("class C implements Foo, Bar<Baz> { run() { d() } }"), ["implements", "Foo", "Bar", "Baz"]);
        assert_eq!(typed("export type { Foo }\na()"), ["type", "Foo"]);
    }

    #[test]
    fn of_functions() {
        assert_eq!(typed("xs.map((x: Foo, y?: Bar): Baz => x.a)"), ["Foo", "Bar", "Baz"]);
        assert_eq!(typed("function f(x: Foo = make(), y = other): Baz { return x }"), ["Foo", "Baz"]);
        assert_eq!(typed("class C { a = 1; b: Foo = c; private d?: Bar; }"), ["Foo", "Bar"]);
        assert_eq!(typed("const o = { close(x: Foo): void { x() } }"), ["Foo", "void"]);
    }

    #[test]
    fn what_runs_is_none() {
        assert!(typed("const a = { b: foo, c: d ? e : f }; g(a < b, c)").is_empty());
        assert!(typed("if (a < b && c > d) { e(f) }").is_empty());
        assert!(typed("const a = b ? (c) : d(e)").is_empty());
    }
}
