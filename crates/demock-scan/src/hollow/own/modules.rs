//! What the modules are that a test takes in: libraries, files, or the product.
//!
//! Invariant: a module that is not known is the product's. Absent on purpose: what a module exports.

use super::Uses;
use super::lists::{DENO, DENO_RUNNERS, NODE, RUNNERS, STANDARD};
use crate::facts::NameHash;
use crate::hollow::Subject;
use crate::look::{TokenKind, Tokens};
use demock_model::Language;
use rustc_hash::FxHashMap;

/// Members of runners that load a module as it is.
pub(super) fn loads(member: &[u8]) -> bool {
    matches!(member, b"requireActual" | b"importActual" | b"requireMock" | b"importMock")
}

/// What a module is that a test loads on the spot by its name, and what Python imports is known by its name.
pub(super) fn loaded(tokens: &Tokens<'_>, at: usize) -> Option<Uses> {
    tokens.get(at + 2).filter(|token| token.kind == TokenKind::Text && tokens.is(at + 1, b"("))?;
    let text = std::str::from_utf8(tokens.text(at + 2)).ok()?;
    let is_all = tokens.is(at + 3, b")");
    of_module(tokens.language, text.trim_matches(['\'', '"', '`'])).filter(|_| is_all)
}

impl Subject<'_, '_> {
    /// What imported names are to a test of its own things.
    pub(super) fn imports(&self) -> &FxHashMap<NameHash, Option<Uses>> {
        self.around.imports.get_or_init(|| imports(self))
    }
}

/// Imported names: of a library of doubles, of the language's own, or `None` of anything else.
fn imports(subject: &Subject<'_, '_>) -> FxHashMap<NameHash, Option<Uses>> {
    let imports = subject.facts().imports.iter();
    let of = |module: &str| of_module(subject.language(), module);
    imports.map(|import| (import.local.hash, of(&subject.resolver.import_text(import)))).collect()
}

/// What a module is: a library of doubles, the language's own, or `None` of anything else.
fn of_module(language: Language, module: &str) -> Option<Uses> {
    let head = module.split(['.', '/']).find(|part| !part.is_empty()).unwrap_or_default();
    if module.starts_with('.') {
        None
    } else if let Some(part) = of_deno(module) {
        let is_runner = DENO_RUNNERS.has(part);
        (is_runner || DENO.has(part)).then_some(if is_runner { Uses::Own } else { Uses::Library })
    } else if RUNNERS.has(head) {
        Some(Uses::Own)
    } else if language == Language::Python {
        STANDARD.has(head).then_some(Uses::Library)
    } else {
        let head = head.strip_prefix("node:").unwrap_or(head);
        let reads = matches!(head, "fs" | "fs-extra");
        (reads || NODE.has(head)).then_some(if reads { Uses::Files } else { Uses::Library })
    }
}

/// Whether a module of Python's is the language's own or a runner's.
pub(crate) fn is_of_language(module: &str) -> bool {
    of_module(Language::Python, module).is_some()
}

/// The part of Deno's standard library that a module is of: `assert` of `jsr:@std/assert` and of
/// `https://deno.land/std@0.220.0/assert/mod.ts`.
fn of_deno(module: &str) -> Option<&str> {
    let std = module.strip_prefix("jsr:").unwrap_or(module);
    let part = match std.strip_prefix("@std/") {
        Some(part) => part,
        None => std.strip_prefix("https://deno.land/std")?.split_once('/')?.1,
    };
    part.split(['/', '@', '.']).next()
}
