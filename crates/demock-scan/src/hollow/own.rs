//! Tests in which nothing of the product runs: every name in them is a literal, a double or a function of the test itself.
//!
//! Invariant: a name that is not known to be the test's own is the product's. Absent on purpose: what types say.

mod lists;
mod modules;
mod patched;
mod shared;

use super::checks::name;
use super::types::{self, Types};
use super::{Charge, Subject};
use crate::facts::{NameHash, ScopeId};
use crate::look::{TokenKind, Tokens};
use demock_model::{Confidence, Language};
use lists::{ADDING, GLOBALS, KEYWORDS, MEMBERS, PHP, PLAIN, PYTHON, RUNNERS};
pub(crate) use modules::is_of_language;
use modules::{loaded, loads};
use rustc_hash::{FxHashMap, FxHashSet};
pub(super) use shared::Shared;
use std::ops::Range;

/// Tokens between `this` and the function that it is of.
const THIS_TOKENS_MAX: usize = 600;

/// What a test uses beside its own names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Uses {
    /// Nothing but its own, or a library of doubles.
    Own,
    /// The same, and types of whatever origin.
    Typed,
    /// The language's own library.
    Library,
    /// What the file defines outside the test.
    Shared,
    /// Files that it reads: the text of the product may be among them.
    Files,
}

/// What a name that begins a path is.
enum Root {
    /// None of the product's.
    Known(Uses),
    /// What may be the product's.
    Product,
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
    let types = Types::of(tokens, body.clone());
    let imports = subject.imports();
    let is_product = |at: usize| {
        let text = name(tokens, at);
        let imported = imports.get(&NameHash::of(text.as_bytes())) == Some(&None);
        imported && !types.has(at) && !locals.contains(text) && !is_member(tokens, at) && !is_key(tokens, at)
    };
    if tokens.words(body.clone()).any(|(at, _)| is_product(at)) {
        return None;
    }
    let has_shared = matches!(subject.language(), Language::JavaScript | Language::TypeScript);
    let shared =
        subject.around.shared.get_or_init(|| if has_shared { shared::names(subject) } else { Shared::default() });
    let roots = Roots { tokens, types: &types, locals: &locals, imports, shared, start: body.start };
    let uses = roots.uses(body.clone())?;
    let is_typed = uses == Uses::Own && body.into_iter().any(|at| types.has(at));
    Some(said(if is_typed { Uses::Typed } else { uses }))
}

/// The charge of what a test uses.
fn said(uses: Uses) -> Charge {
    let (confidence, reason) = match uses {
        Uses::Own => (Confidence::Certain, "nothing runs but the test's own literals, doubles and functions"),
        Uses::Typed => {
            (Confidence::Likely, "nothing runs but the test's own literals, doubles and functions; types do not run")
        }
        Uses::Library => (Confidence::Likely, "nothing runs but the test's own code and the language's library"),
        Uses::Shared => {
            (Confidence::Likely, "nothing runs but what this file itself defines: none of it is the product's")
        }
        Uses::Files => (
            Confidence::Possible,
            "nothing of the product runs: what files hold is read, not what they do when they run",
        ),
    };
    Charge::new("own-doubles", confidence, reason)
}

/// The names that begin paths in some tokens, and what is known of them.
struct Roots<'s, 'a> {
    tokens: &'s Tokens<'a>,
    types: &'s Types,
    locals: &'s FxHashSet<&'a str>,
    imports: &'s FxHashMap<NameHash, Option<Uses>>,
    shared: &'s Shared,
    /// Where the code begins in which functions may have an object of their own.
    start: usize,
}

impl<'a> Roots<'_, 'a> {
    /// What a range uses; `None` where it may use the product.
    fn uses(&self, range: Range<usize>) -> Option<Uses> {
        let mut most = Some(Uses::Own);
        self.each(range, |_, root| {
            most = match root {
                Root::Known(uses) => most.map(|most| most.max(uses)),
                Root::Product => None,
            };
        });
        most
    }

    /// Calls for each name that begins a path.
    fn each(&self, range: Range<usize>, mut of: impl FnMut(&'a str, Root)) {
        let class = range.clone().find(|at| self.tokens.is(*at, b"class"));
        for (at, token) in self.tokens.each(range) {
            if self.types.has(at) {
                continue;
            }
            match token.kind {
                TokenKind::Word if !is_member(self.tokens, at) => {
                    let text = name(self.tokens, at);
                    of(text, self.of_word(at, text, class));
                }
                // `jest.requireActual("./orders")`
                TokenKind::Word if loads(self.tokens.text(at)) && loaded(self.tokens, at).is_none() => {
                    of(name(self.tokens, at), Root::Product);
                }
                TokenKind::Text => {
                    for text in inserted(self.tokens, at) {
                        let is_own = text == "this" && self.has_own_this(at, class);
                        of(text, if is_own { Root::Known(Uses::Own) } else { self.of_name(text) });
                    }
                }
                TokenKind::Word | TokenKind::Number | TokenKind::Open | TokenKind::Close | TokenKind::Mark => {}
            }
        }
    }

    /// What a word is; `class` is where a class begins whose own object `this` may be.
    fn of_word(&self, at: usize, text: &str, class: Option<usize>) -> Root {
        let tokens = self.tokens;
        if tokens.language == Language::Php {
            return of_php(tokens, at, text, self.locals).map_or(Root::Product, Root::Known);
        }
        let is_script = tokens.language != Language::Python;
        if matches!(text, "self" | "t" | "cls" | "this") && !self.locals.contains(text) {
            let is_own = is_plain_check(tokens, at + 2) || text == "this" && self.has_own_this(at, class);
            return if is_own { Root::Known(Uses::Own) } else { Root::Product };
        }
        // `get name() {` is an accessor, `get("/orders")` a call of whatever has that name.
        let is_called = tokens.is(at + 1, b"(") && !matches!(text, "constructor" | "super");
        let is_part_of_class = MEMBERS.has(text) && !is_called || types::is_method(tokens, at);
        if is_key(tokens, at) || is_script && is_part_of_class {
            return Root::Known(Uses::Own);
        }
        if is_script && opens_markup(tokens, at) {
            return Root::Product;
        }
        if is_script && matches!(text, "import" | "require") {
            // `import.meta.url`
            let is_meta = tokens.is(at + 1, b".") && tokens.is(at + 2, b"meta");
            let of_meta = is_meta.then_some(Uses::Library);
            return of_meta.or_else(|| loaded(tokens, at)).map_or(Root::Product, Root::Known);
        }
        // `expect.any(Function)`; what makes a function of a text may run anything.
        if is_script && text == "Function" && !tokens.is(at + 1, b"(") {
            return Root::Known(Uses::Library);
        }
        // `expectTypeOf` asks about types.
        if is_script && matches!(text, "expectTypeOf" | "assertType" | "expectType") {
            return Root::Product;
        }
        // What is kept in the object of all globals is the product's, unless every script has it.
        if is_script && matches!(text, "global" | "globalThis" | "window") {
            let is_global = tokens.is(at + 1, b".") && GLOBALS.has(name(tokens, at + 2));
            return if is_global { Root::Known(Uses::Library) } else { Root::Product };
        }
        self.of_name(text)
    }

    /// Whether `this` is an object of the test's own: of a class that begins at `class`, or of a function that stands before it.
    /// Elsewhere it is what the runner hands to hooks and tests.
    fn has_own_this(&self, at: usize, class: Option<usize>) -> bool {
        let is_script = matches!(self.tokens.language, Language::JavaScript | Language::TypeScript);
        let holds = |from: usize| {
            let is_one = self.tokens.is(from, b"function") || types::is_method(self.tokens, from);
            is_one && holds_in_body(self.tokens, from, at)
        };
        let near = at.saturating_sub(THIS_TOKENS_MAX).max(self.start);
        is_script && (class.is_some_and(|class| class < at) || (near..at).rev().any(holds))
    }

    fn of_name(&self, text: &str) -> Root {
        let language = self.tokens.language;
        let known = |is_known: bool, uses: Uses| if is_known { Root::Known(uses) } else { Root::Product };
        if self.locals.contains(text) || KEYWORDS.has(text) {
            return Root::Known(Uses::Own);
        }
        let hash = NameHash::of(text.as_bytes());
        if let Some(shared) = self.shared.get(&hash) {
            return shared.map_or(Root::Product, |uses| Root::Known(uses.max(Uses::Shared)));
        }
        if let Some(imported) = self.imports.get(&hash) {
            return imported.map_or(Root::Product, Root::Known);
        }
        if language == Language::Python {
            known(PYTHON.has(text), Uses::Own)
        } else if RUNNERS.has(text) {
            Root::Known(Uses::Own)
        } else {
            known(GLOBALS.has(text), Uses::Library)
        }
    }
}

/// Whether the function or method that a word begins has a token in its body.
fn holds_in_body(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    const HEADER_MAX: usize = 80;
    let brace = (from..at.min(from + HEADER_MAX)).find(|brace| tokens.is(*brace, b"{"));
    brace.is_some_and(|brace| tokens.partner(brace) > at)
}

/// Whether a word is the name of an element of JSX: what makes elements is a function that no name of the test stands for.
fn opens_markup(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or(&b""[..], |before| tokens.text(before));
    let begins_value = matches!(
        before(2),
        b"(" | b"=" | b"=>" | b"return" | b"," | b"[" | b"{" | b"?" | b":" | b"&&" | b"||" | b"??" | b""
    );
    before(1) == b"<" && begins_value
}

/// Names that a text has code for: `${x.y}` of JavaScript, `{x}` of Python's `f`.
fn inserted<'a>(tokens: &Tokens<'a>, at: usize) -> Vec<&'a str> {
    let text = std::str::from_utf8(tokens.text(at)).unwrap_or_default();
    let opening = if text.starts_with('`') && tokens.language != Language::Python {
        "${"
    } else if text.starts_with(['f', 'F']) && tokens.language == Language::Python {
        "{"
    } else {
        return Vec::new();
    };
    text.split(opening).skip(1).flat_map(|code| names_in(code.split('}').next().unwrap_or_default())).collect()
}

/// The names that begin paths in a piece of code, texts aside.
fn names_in(code: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let mut names = Vec::new();
    for piece in code.split(['\'', '"', '`']).step_by(2) {
        let piece = piece.split("(/").next().unwrap_or_default();
        let mut at = 0;
        while let Some(start) = piece[at..].find(is_word).map(|start| at + start) {
            let word = piece[start..].split(|c: char| !is_word(c)).next().unwrap_or_default();
            let is_member = piece[..start].trim_end().ends_with('.');
            if !is_member && !word.starts_with(|c: char| c.is_ascii_digit()) {
                names.push(word);
            }
            at = start + word.len();
        }
    }
    names
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
    let facts = subject.facts();
    let adds = |module: &[u8]| ADDING.iter().any(|known| module.starts_with(known.as_bytes()));
    let mut imports = facts.imports.iter().filter(|import| import.local.span.start == import.local.span.end);
    imports.any(|import| !adds(facts.module_bytes(import.module, subject.source())))
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
        tokens.is(at + 1, b":") && matches!(before, b"{" | b",") || types::is_field(tokens, at)
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
    let declares = || {
        matches!(before, b"const" | b"let" | b"var" | b"def" | b"for" | b"function" | b"class")
            || before == b"as" && matches!(tokens.language, Language::Python | Language::Php)
    };
    if (matches!(tokens.text(at + 1), b"=" | b"=>") || declares()) && !is_member(tokens, at) {
        locals.insert(name(tokens, at));
    }
    match tokens.text(at) {
        b"lambda" | b"for" if tokens.language == Language::Python => {
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
        || types::returned(tokens, at).is_some()
        || matches!(before, b"const" | b"let" | b"var");
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

/// The first parameters of the test are doubles where patches that stand on it hand them in; all others may be the product's.
fn parameters<'a>(subject: &Subject<'_, 'a>, scope: ScopeId, locals: &mut FxHashSet<&'a str>) {
    // What a mark asks for stands before the name.
    let name = subject.facts().scopes[scope as usize].name;
    let names = subject.around.parameters(scope).iter().map(|it| it.name.span).filter(|span| span.start > name.start);
    let texts = names.map(|span| span.text(subject.resolver.source));
    let is_python = subject.language() == Language::Python;
    let doubles = if is_python { patched::handed_in(&subject.header_text(scope)) } else { 0 };
    for (at, text) in texts.filter(|text| !matches!(*text, "self" | "cls")).enumerate() {
        if at < doubles || matches!(text, "monkeypatch" | "mocker" | "capsys" | "caplog") {
            locals.insert(text);
        } else {
            locals.remove(text);
        }
    }
}
