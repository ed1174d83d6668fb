//! Which of a definition's tokens are its body: what runs, without parameters, braces and `end`.

use super::{TokenKind, Tokens};
use demock_model::Language;
use std::ops::Range;

/// The body in the tokens that follow a definition's header up to its end.
///
/// What a header is differs by language: parameters may be part of it or not, an arrow may end it, and of a test that is a
/// call (`it("x", () => {})`) it ends within the arguments.
/// `None` where it has none: a method that is declared, a test that is only announced (`it.todo("x")`).
pub(crate) fn body(tokens: &Tokens<'_>, header: &[u8]) -> Option<Range<usize>> {
    match tokens.language {
        Language::Python => Some(tokens.all()),
        Language::Ruby => Some(of_ruby(tokens)),
        Language::CSharp
        | Language::Go
        | Language::Java
        | Language::JavaScript
        | Language::Kotlin
        | Language::Php
        | Language::Rust
        | Language::TypeScript => {
            if header.trim_ascii_end().ends_with(b"=>") {
                Some(behind_arrow(tokens, 0))
            } else if let Some(close) = tokens.all().find(|at| closes_nothing(tokens, *at)) {
                of_call(tokens, 0..close)
            } else if let Some(arguments) = arguments(tokens) {
                of_call(tokens, arguments)
            } else {
                of_braces(tokens)
            }
        }
    }
}

/// Whether a bracket closes that was opened before the tokens begin.
fn closes_nothing(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == TokenKind::Close) && tokens.partner(at) == at
}

/// What stands between the brackets of a call that is all there is: of a hook, whose header names the call.
fn arguments(tokens: &Tokens<'_>) -> Option<Range<usize>> {
    let is_call = matches!(tokens.language, Language::JavaScript | Language::TypeScript | Language::Php);
    let close = tokens.all().end.checked_sub(1).filter(|_| is_call && tokens.is(0, b"("))?;
    (close > 0 && tokens.partner(0) == close).then_some(1..close)
}

/// Of a call's arguments: the body of the last function among them.
fn of_call(tokens: &Tokens<'_>, arguments: Range<usize>) -> Option<Range<usize>> {
    let (mut at, close, mut found) = (arguments.start, arguments.end, None);
    while at < close {
        if tokens.is(at, b"=>") {
            let body = behind_arrow(tokens, at + 1);
            at = body.end.max(at);
            found = Some(body);
        } else if tokens.is(at, b"function") {
            let brace = brace_from(tokens, at)?;
            let body = brace + 1..end_of(tokens, brace);
            at = body.end.max(at);
            found = Some(body);
        } else if tokens.get(at).is_some_and(|token| token.kind == TokenKind::Open) {
            at = tokens.partner(at).max(at);
        }
        at += 1;
    }
    found
}

fn behind_arrow(tokens: &Tokens<'_>, at: usize) -> Range<usize> {
    if tokens.is(at, b"{") { at + 1..end_of(tokens, at) } else { at..expression_end(tokens, at) }
}

/// After parameters, `do |x|`, `;` or a line's end, up to the last `end`; all behind `=` of a method without one.
fn of_ruby(tokens: &Tokens<'_>) -> Range<usize> {
    let all = tokens.all();
    let mut start = all.start;
    if tokens.is(start, b"(") {
        start = tokens.partner(start) + 1;
    }
    if tokens.is(start, b"=") {
        return start + 1..all.end;
    }
    if tokens.is(start, b"|") {
        let closing = (start + 1..all.end).find(|at| tokens.is(*at, b"|"));
        start = closing.map_or(start, |at| at + 1);
    }
    while tokens.is(start, b";") {
        start += 1;
    }
    let end = if all.end > start && tokens.is(all.end - 1, b"end") { all.end - 1 } else { all.end };
    start..end
}

/// The first brace from an index on that stands in no other bracket.
fn brace_from(tokens: &Tokens<'_>, mut at: usize) -> Option<usize> {
    while !tokens.is(at, b"{") {
        at = if tokens.get(at)?.kind == TokenKind::Open { tokens.partner(at).max(at) } else { at } + 1;
    }
    Some(at)
}

/// Within the first braces that belong to no parameter, or all behind `=` or `=>` of a body without them.
fn of_braces(tokens: &Tokens<'_>) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            TokenKind::Open if tokens.is(at, b"{") => return Some(at + 1..end_of(tokens, at)),
            TokenKind::Open => at = tokens.partner(at).max(at) + 1,
            TokenKind::Mark if tokens.is(at, b"=>") || tokens.is(at, b"=") => {
                return Some(behind_arrow(tokens, at + 1));
            }
            TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Close | TokenKind::Mark => at += 1,
        }
    }
    None
}

/// Where a bracket closes; the end of the tokens where it does not.
fn end_of(tokens: &Tokens<'_>, open: usize) -> usize {
    let close = tokens.partner(open);
    if close > open { close } else { tokens.all().end }
}

/// Where an expression ends that is a body: before a bracket that closes one around it, or a comma or semicolon.
fn expression_end(tokens: &Tokens<'_>, start: usize) -> usize {
    let mut at = start;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            TokenKind::Close => return at,
            TokenKind::Mark if tokens.is(at, b",") || tokens.is(at, b";") => return at,
            TokenKind::Open => at = tokens.partner(at).max(at) + 1,
            TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Mark => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Look;

    #[track_caller]
    fn check(language: Language, after_header: &str, expected: &str) {
        check_of(language, "", after_header, expected);
    }

    #[track_caller]
    fn check_of(language: Language, header: &str, rest: &str, expected: &str) {
        let tokens = Look::new(language, rest.as_bytes(), &[]).all();
        let body = body(&tokens, header.as_bytes()).expect("a body");
        let texts: Vec<_> = body.map(|at| String::from_utf8_lossy(tokens.text(at)).into_owned()).collect();
        assert_eq!(texts.join(" "), expected);
    }

    #[test]
    fn braces_hold_the_body() {
        check(Language::Java, "{ a(); }", "a ( ) ;");
        check(Language::Go, "{}", "");
        check(Language::Kotlin, "= runTest { a() }\n", "runTest { a ( ) }");
        check(Language::CSharp, "(string k) => \"x\"", "\"x\"");
        check_of(Language::TypeScript, "run = () =>", " ({ a: 1 });", "( { a : 1 } )");
        check_of(Language::TypeScript, "run = () =>", " { a() }", "a ( )");
    }

    #[test]
    fn a_test_that_is_a_call_has_a_function_for_its_body() {
        check(Language::TypeScript, ", async () => {})", "");
        check(Language::TypeScript, ", { timeout: 5 }, function ({ page }) { a() })", "a ( )");
        check(Language::JavaScript, ", () => a(b, c))", "a ( b , c )");
        check(Language::JavaScript, ", () => { a(() => b) }, 500)", "a ( ( ) => b )");
        check(Language::Php, ", function () use ($x) { a(); })", "a ( ) ;");
    }

    #[test]
    fn a_hook_has_the_function_that_it_is_given() {
        check(Language::TypeScript, "(async () => { a() })", "a ( )");
        check(Language::JavaScript, "(function () { a() }, 100)", "a ( )");
        check(Language::Php, "(fn () => a())", "a ( )");
        let tokens = Look::new(Language::TypeScript, b"(prepare)", &[]).all();
        assert_eq!(body(&tokens, b"beforeEach"), None);
    }

    #[test]
    fn what_is_only_announced_has_none() {
        for (language, rest) in [(Language::JavaScript, ")"), (Language::Java, ";")] {
            let tokens = Look::new(language, rest.as_bytes(), &[]).all();
            assert_eq!(body(&tokens, b""), None);
        }
    }

    #[test]
    fn ruby_bodies_end_before_end() {
        check(Language::Ruby, "(k) = 1\n", "1");
        check(Language::Ruby, "(k)\n  @a << k\nend", "@a < < k");
        check(Language::Ruby, " |x|\n a\nend", "a");
        check(Language::Ruby, "; end", "");
    }

    #[test]
    fn python_has_all_of_it() {
        check(Language::Python, " self.a()\n", "self . a ( )");
    }
}
