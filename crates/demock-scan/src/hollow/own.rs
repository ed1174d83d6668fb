//! Tests in which nothing of the product runs: every name in them is a literal, a double or a function of the test itself.
//!
//! Invariant: a name that is not known to be the test's own is the product's. Absent on purpose: types, and definitions
//! elsewhere in the file, which may be what the file tests.

use super::checks::name;
use super::words::{List, set};
use super::{Charge, Subject};
use crate::facts::{NameHash, ScopeId};
use crate::look::{TokenKind, Tokens};
use demock_model::{Confidence, Language};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What a test uses beside its own names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Uses {
    /// Nothing but its own, or a library of doubles.
    Own,
    /// The language's own library.
    Library,
}

/// What is said against a test whose first check is at `first`.
pub(super) fn charge<'a>(
    subject: &Subject<'_, 'a>,
    scope: ScopeId,
    tokens: &Tokens<'a>,
    body: Range<usize>,
) -> Option<Charge> {
    if !matches!(subject.language(), Language::JavaScript | Language::Php | Language::Python | Language::TypeScript) {
        return None;
    }
    if loads_for_effect(subject) {
        return None;
    }
    let mut locals = bound(tokens, body.clone());
    parameters(subject, scope, &mut locals);
    let imports = subject.around.imports.get_or_init(|| imports(subject));
    let mut uses = Uses::Own;
    for (at, _) in tokens.words(body) {
        if is_member(tokens, at) {
            continue;
        }
        if of_root(tokens, at, &locals, imports)? == Uses::Library {
            uses = Uses::Library;
        }
    }
    Some(match uses {
        Uses::Own => Charge::new(
            "own-doubles",
            Confidence::Certain,
            "nothing runs but the test's own literals, doubles and functions",
        ),
        Uses::Library => Charge::new(
            "own-doubles",
            Confidence::Likely,
            "nothing runs but the test's own code and the language's library",
        ),
    })
}

/// What a name that begins a path is; `None` where it may be the product's.
fn of_root(
    tokens: &Tokens<'_>,
    at: usize,
    locals: &FxHashSet<&str>,
    imports: &FxHashMap<NameHash, Option<Uses>>,
) -> Option<Uses> {
    let text = name(tokens, at);
    if tokens.language == Language::Php {
        return of_php(tokens, at, text, locals);
    }
    if matches!(text, "self" | "t" | "cls" | "this") && !locals.contains(text) {
        return is_plain_check(tokens, at + 2).then_some(Uses::Own);
    }
    // What is loaded on the spot is the product's; what Python imports is known by its name.
    if tokens.language != Language::Python && matches!(text, "import" | "require") {
        return None;
    }
    if locals.contains(text) || KEYWORDS.has(text) || is_key(tokens, at) {
        return Some(Uses::Own);
    }
    if let Some(known) = imports.get(&NameHash::of(text.as_bytes())) {
        return *known;
    }
    if tokens.language == Language::Python {
        PYTHON.has(text).then_some(Uses::Own)
    } else if RUNNERS.has(text) {
        Some(Uses::Own)
    } else {
        GLOBALS.has(text).then_some(Uses::Library)
    }
}

fn of_php(tokens: &Tokens<'_>, at: usize, text: &str, locals: &FxHashSet<&str>) -> Option<Uses> {
    let is_variable = tokens.text(at).starts_with(b"$");
    if matches!(text, "this" | "self" | "static" | "parent") && matches!(tokens.text(at + 1), b"->" | b"::") {
        return is_plain_check(tokens, at + 2).then_some(Uses::Own);
    }
    if is_variable {
        return locals.contains(text).then_some(Uses::Own);
    }
    let is_function = tokens.is(at + 1, b"(");
    let begins = |start: &&str| text.starts_with(start);
    let is_builtin = PHP.has(text) || ["array_", "is_", "preg_", "str_"].iter().any(begins);
    let known = KEYWORDS.has(text) || is_function && is_builtin || RUNNERS.has(text) && text != "mock";
    let named = tokens.is(at + 1, b":") && !tokens.is(at + 1, b"::");
    (known || named).then_some(Uses::Own)
}

/// Whether a member of the runner's own object is one of its plain checks; a check with a name of its own may run anything.
fn is_plain_check(tokens: &Tokens<'_>, at: usize) -> bool {
    let lower = name(tokens, at).to_ascii_lowercase().replace('_', "");
    lower.strip_prefix("assert").is_some_and(|what| PLAIN.has(what)) || tokens.is(at - 1, b".") && lower == "assert"
}

/// Whether a module is imported for what loading it does.
fn loads_for_effect(subject: &Subject<'_, '_>) -> bool {
    let mut imports = subject.facts().imports.iter();
    imports.any(|import| import.local.span.start == import.local.span.end)
}

/// Whether a name is a member of what stands before it.
fn is_member(tokens: &Tokens<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| matches!(tokens.text(before), b"." | b"->" | b"?." | b"?->" | b"::"))
}

/// Whether a name is the key of an object or of an argument.
fn is_key(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before));
    if tokens.language == Language::Python {
        tokens.is(at + 1, b"=") && matches!(before, b"(" | b",")
    } else {
        tokens.is(at + 1, b":") && matches!(before, b"{" | b",")
    }
}

/// Names that a body binds.
fn bound<'a>(tokens: &Tokens<'a>, body: Range<usize>) -> FxHashSet<&'a str> {
    let mut locals = FxHashSet::default();
    for (at, token) in tokens.each(body) {
        match token.kind {
            TokenKind::Word => bound_by_word(tokens, at, &mut locals),
            TokenKind::Open => bound_in_brackets(tokens, at, &mut locals),
            TokenKind::Number | TokenKind::Text | TokenKind::Close | TokenKind::Mark => {}
        }
    }
    locals.remove("");
    locals
}

/// A name that is given a value, and those that a keyword binds.
fn bound_by_word<'a>(tokens: &Tokens<'a>, at: usize, locals: &mut FxHashSet<&'a str>) {
    let before = at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before));
    let declares = || matches!(before, b"const" | b"let" | b"var" | b"as" | b"def" | b"for" | b"function");
    if (matches!(tokens.text(at + 1), b"=" | b"=>") || declares()) && !is_member(tokens, at) {
        locals.insert(name(tokens, at));
    }
    match tokens.text(at) {
        b"lambda" | b"for" => {
            let end = (at + 1..at + 24).find(|at| matches!(tokens.text(*at), b":" | b"in" | b"of")).unwrap_or(at + 1);
            locals.extend((at + 1..end).map(|at| name(tokens, at)));
        }
        b"foreach" => {
            let end = (at + 1..at + 24).find(|at| tokens.is(*at, b"{")).unwrap_or(at + 1);
            let from = (at + 1..end).find(|at| tokens.is(*at, b"as")).unwrap_or(end);
            locals.extend((from..end).map(|at| name(tokens, at)));
        }
        _ => {}
    }
}

/// Parameters of functions inside, and what is taken apart.
fn bound_in_brackets<'a>(tokens: &Tokens<'a>, at: usize, locals: &mut FxHashSet<&'a str>) {
    let close = tokens.partner(at);
    if close <= at {
        return;
    }
    let [before, header] = [1, 2].map(|back| at.checked_sub(back).map_or(&b""[..], |before| tokens.text(before)));
    let of_function = matches!(before, b"function" | b"fn" | b"catch" | b"use")
        || matches!(header, b"def" | b"function")
        || match tokens.text(close + 1) {
            b"=>" => true,
            b"=" => matches!(before, b"const" | b"let" | b"var"),
            _ => false,
        };
    if of_function {
        locals.extend((at + 1..close).filter(|at| names_parameter(tokens, *at)).map(|at| name(tokens, at)));
    }
}

/// Whether a word between the brackets of parameters is one's name, and no type or default: types are the product's.
fn names_parameter(tokens: &Tokens<'_>, at: usize) -> bool {
    if tokens.language == Language::Php {
        return tokens.text(at).starts_with(b"$");
    }
    let is_word = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
    let before = at.checked_sub(1).map_or(&b""[..], |before| tokens.text(before));
    is_word && matches!(before, b"(" | b"," | b"*" | b"**" | b"..." | b"{" | b"[")
}

/// Parameters of the test hand in doubles where as many patches stand on it; all others may hand in the product's.
fn parameters<'a>(subject: &Subject<'_, 'a>, scope: ScopeId, locals: &mut FxHashSet<&'a str>) {
    let texts = subject.around.parameters(scope).iter().map(|it| it.name.span.text(subject.resolver.source));
    let texts: Vec<&str> = texts.filter(|text| !matches!(*text, "self" | "cls")).collect();
    let header = subject.header_text(scope);
    let patches = header.lines().filter(|line| line.trim_start().starts_with('@') && line.contains("patch")).count();
    let is_patched = subject.language() == Language::Python && texts.len() == patches;
    for text in texts {
        if is_patched || matches!(text, "monkeypatch" | "mocker" | "capsys" | "caplog") {
            locals.insert(text);
        } else {
            locals.remove(text);
        }
    }
}

/// Imported names: of a library of doubles, of the language's own, or `None` of anything else.
fn imports(subject: &Subject<'_, '_>) -> FxHashMap<NameHash, Option<Uses>> {
    let of = |module: &str| {
        let head = module.split(['.', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        if module.starts_with('.') {
            None
        } else if RUNNERS.has(head) {
            Some(Uses::Own)
        } else {
            (subject.language() == Language::Python && STANDARD.has(head)).then_some(Uses::Library)
        }
    };
    let imports = subject.facts().imports.iter();
    imports.map(|import| (import.local.hash, of(&subject.resolver.import_text(import)))).collect()
}

/// What the checks of unittest and `PHPUnit` are called, without `assert` and in small letters.
static PLAIN: List = List::new(|| {
    set(
        "almostequal contains count countequal counts dictequal empty equal equals false greater greaterthan greaterequal \
         in instanceof is isinstance isnone isnot isnotnone less lessequal lessthan listequal none notempty notequal notequals \
         notin notnone notnull null regex same setequal stringcontainsstring true tupleequal",
    )
});

static KEYWORDS: List = List::new(|| {
    set(
        "False None True and array as assert async await break case catch class const continue def default del do elif else \\
         except extends false finally fn for foreach from function if import in instanceof is lambda let new not null of or \\
         pass raise return static switch throw true try typeof undefined use var void while with yield",
    )
});

static PYTHON: List = List::new(|| {
    set(
        "AssertionError Exception KeyError RuntimeError TypeError ValueError abs all any bool bytes callable dict enumerate \\
         filter float frozenset hasattr int isinstance issubclass len list map max min next object print range repr reversed \\
         round set sorted str sum tuple type zip",
    )
});

static RUNNERS: List = List::new(|| {
    set("@jest Mockery PHPUnit ava chai expect jest mocha mock pytest pytest_mock sinon unittest vi vitest")
});

static GLOBALS: List = List::new(|| {
    set(
        "Array Boolean Date Error JSON Map Math Number Object Promise RegExp Set String Symbol TypeError clearTimeout console \\
         isNaN parseFloat parseInt setTimeout structuredClone",
    )
});

static PHP: List = List::new(|| {
    set(
        "Mockery abs array_map ceil collect count empty end explode floor implode in_array intval isset json_decode json_encode \\
         max min now range round sort sprintf strlen strpos strtolower strtoupper trim usort",
    )
});

static STANDARD: List = List::new(|| {
    set(
        "asyncio collections contextlib copy dataclasses datetime decimal enum functools io itertools json logging math os \\
         pathlib random re string sys tempfile threading time types typing uuid",
    )
});
