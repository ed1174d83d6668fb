//! Calls of which this file does not tell what they run: they may check something elsewhere.
//!
//! Product code is what a test is there for and checks nothing for it; what belongs to test code of another file, or to what a
//! class derives from, may. Invariant: in doubt a call is a stranger's.

use super::Subject;
use super::checks::{is_bare_expect, is_runner, name};
use super::words::{List, is_silent_in_go, set};
use crate::facts::{Facts, Import, ImportForm, NameHash};
use crate::look::{TokenKind, Tokens};
use crate::outline::words;
use crate::resolve::Resolver;
use demock_model::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What a file imports, as far as it may check something.
pub(super) struct Strangers {
    language: Language,
    /// Imported names, and whether they come from test code.
    imports: FxHashMap<NameHash, bool>,
    has_wildcard: bool,
}

impl Strangers {
    pub(super) fn new(subject: &Subject<'_, '_>) -> Self {
        let resolver = subject.resolver;
        let facts: &Facts = resolver.facts;
        let mut it = Self { language: resolver.language, imports: FxHashMap::default(), has_wildcard: false };
        let is_test_crate =
            subject.is_test_file && resolver.language == Language::Rust && !takes_all_of_parent(resolver);
        for import in &facts.imports {
            let text = resolver.import_text(import);
            let sounds = (is_of_tests(&text) || is_library_beside(&text) || is_test_crate && is_of_own_crate(&text))
                && !is_runners_own(facts.module_bytes(import.module, resolver.source.bytes()));
            if import.form == ImportForm::Wildcard {
                it.has_wildcard |= sounds || resolver.language == Language::Python;
            } else {
                it.imports.insert(import.local.hash, sounds);
            }
        }
        it
    }

    /// The first called name of a body that may check something elsewhere; `is_here` says which names this file defines.
    pub(super) fn first<'a>(
        &self,
        tokens: &Tokens<'a>,
        body: Range<usize>,
        mut is_here: impl FnMut(&str) -> bool,
    ) -> Option<&'a str> {
        let mut locals: FxHashSet<&str> = FxHashSet::default();
        let mut given_here: FxHashSet<&str> = FxHashSet::default();
        let mut handed = Handed::default();
        for at in body {
            let is_word = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
            if !is_word || is_bare_expect(tokens, at) {
                continue;
            }
            let text = name(tokens, at);
            if matches!(tokens.text(at + 1), b"=" | b":=" | b"," | b"in" | b":") || tokens.text(at).starts_with(b"$") {
                locals.insert(text);
            }
            // A closure that a variable of PHP holds from elsewhere.
            let is_variable = self.language == Language::Php && tokens.text(at).starts_with(b"$");
            if is_variable && tokens.is(at + 1, b"=") {
                given_here.insert(text);
            } else if is_variable && tokens.is(at + 1, b"(") && !given_here.contains(text) {
                return Some(text);
            }
            let is_own = is_here(text) && !is_inherited(tokens, at);
            handed.see(tokens, at, text);
            if self.comes_from_tests(text) || is_own && self.knows_tests() && tokens.is(at + 1, b"(") {
                handed.give();
            }
            if is_own {
                continue;
            }
            if speaks_of_tests(tokens, at, text)
                || self.is_called(tokens, at)
                    && (handed.is_asked(tokens, at, text) || self.is_strange(tokens, at, text, &locals))
            {
                return Some(text);
            }
        }
        None
    }

    /// Whether the file imports anything from test code.
    fn knows_tests(&self) -> bool {
        self.has_wildcard || self.imports.values().any(|from_tests| *from_tests)
    }

    fn is_called(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        let behind = tokens.text(at + 1);
        match self.language {
            Language::Kotlin => matches!(behind, b"(" | b"{"),
            // A word that begins a line and is no assignment may be a call.
            Language::Ruby => {
                matches!(behind, b"(")
                    || tokens.get(at).is_some_and(|token| token.begins_line)
                        && !matches!(behind, b"=" | b"." | b"," | b"&.")
            }
            Language::CSharp
            | Language::Go
            | Language::Java
            | Language::JavaScript
            | Language::Php
            | Language::Python
            | Language::TypeScript => behind == b"(",
            Language::Rust => matches!(behind, b"(" | b"!"),
        }
    }

    fn is_strange(&self, tokens: &Tokens<'_>, at: usize, text: &str, locals: &FxHashSet<&str>) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or(&b""[..], |at| tokens.text(at));
        if is_neutral(text) {
            return false;
        }
        if matches!(before(1), b"." | b"->" | b"::" | b"?." | b"?->") {
            let receiver = before(2);
            let own = matches!(receiver, b"self" | b"this" | b"$this" | b"cls" | b"static");
            // A method of the runner's own class is known, all else of `self` is inherited.
            return if own || is_inherited(tokens, at) {
                !is_of_runner(text)
            } else if self.language == Language::Go && is_runner(&String::from_utf8_lossy(receiver)) {
                !is_silent_in_go(text)
            } else {
                std::str::from_utf8(receiver).is_ok_and(|receiver| self.comes_from_tests(receiver))
            };
        }
        if matches!(before(1), b"new" | b"def" | b"fun" | b"fn" | b"function" | b"func" | b"class" | b"@")
            || KEYWORDS.has(text)
        {
            return false;
        }
        if let Some(from_tests) = self.imports.get(&NameHash::of(text.as_bytes())) {
            return *from_tests;
        }
        if locals.contains(text) {
            return false;
        }
        let is_type = text.starts_with(|first: char| first.is_ascii_uppercase());
        match self.language {
            Language::Python => self.has_wildcard || !(PYTHON.has(text) || is_type),
            Language::JavaScript | Language::TypeScript => !(JAVASCRIPT.has(text) || is_type),
            Language::CSharp | Language::Java | Language::Kotlin => !is_type,
            Language::Ruby => true,
            // A macro may hold anything.
            Language::Rust => tokens.is(at + 1, b"!") && !MACROS.has(text),
            // Go hands a helper the test; a function of the module under test is what is tested.
            Language::Go | Language::Php => false,
        }
    }

    /// Whether a name is imported from test code.
    fn comes_from_tests(&self, name: &str) -> bool {
        self.imports.get(&NameHash::of(name.as_bytes())).copied().unwrap_or(false)
            || name.starts_with(|first: char| first.is_ascii_uppercase()) && is_of_tests(name)
    }
}

/// What test code of another file hands out, in one body: its methods may check.
#[derive(Default)]
struct Handed<'a> {
    /// Names that hold such a thing.
    names: FxHashSet<&'a str>,
    /// The name that the statement gives a value to.
    target: Option<&'a str>,
    /// Whether the statement has named what hands out such things.
    is_given: bool,
}

impl<'a> Handed<'a> {
    /// Goes on by one word.
    fn see(&mut self, tokens: &Tokens<'a>, at: usize, text: &'a str) {
        let before = at.checked_sub(1).map_or(&b""[..], |at| tokens.text(at));
        let goes_on = matches!(before, b"." | b"?." | b"->" | b"?->" | b"::" | b"(" | b"," | b"&");
        let begins = tokens.get(at).is_some_and(|token| token.begins_line) && !goes_on;
        if begins || matches!(before, b";" | b"{" | b"}") {
            (self.target, self.is_given) = (None, false);
        }
        if matches!(tokens.text(at + 1), b"=" | b":=") {
            self.target = Some(text);
        }
        if self.names.contains(text) && before != b"." {
            self.give();
        }
    }

    /// The word names what hands out such things.
    fn give(&mut self) {
        self.is_given = true;
        self.names.extend(self.target);
    }

    /// Whether a called name is a method of such a thing, and more than what makes it or puts it away.
    fn is_asked(&self, tokens: &Tokens<'_>, at: usize, text: &str) -> bool {
        let before = at.checked_sub(1).map_or(&b""[..], |at| tokens.text(at));
        self.is_given && matches!(before, b"." | b"?." | b"->" | b"?->") && !is_neutral(text)
    }
}

/// Whether a file takes in all of the module around it: the tests of a module, which lie beside it.
fn takes_all_of_parent(resolver: &Resolver<'_>) -> bool {
    let is_all = |import: &&Import| import.form == ImportForm::Wildcard;
    resolver.facts.imports.iter().filter(is_all).any(|import| is_of_own_crate(&resolver.import_text(import)))
}

/// Whether a path of Rust is one of the crate that it stands in.
fn is_of_own_crate(path: &str) -> bool {
    matches!(path.split(['.', ':']).next(), Some("crate" | "super" | "self"))
}

/// Whether a module of a script is the `lib` of the folder or of the one above: what tests share as often as the product.
fn is_library_beside(module: &str) -> bool {
    let rest = module.strip_prefix("../").or_else(|| module.strip_prefix("./"));
    rest.and_then(|rest| rest.strip_prefix("lib")).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a name is test code's own by one of its words, and may check.
fn is_of_tests(name: &str) -> bool {
    words(name).any(|word| OF_TESTS.has_small(word) || TEST_CODE.has_small(word))
}

/// Whether a name says by its first word that it makes or hands out something, or puts it away.
fn is_neutral(name: &str) -> bool {
    words(name).next().is_some_and(|word| NEUTRAL.has_small(word))
}

/// Whether a method is called of what the class derives from: `super().run()`, `parent::testA()`.
fn is_inherited(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or(&b""[..], |at| tokens.text(at));
    matches!(before(1), b"." | b"::")
        && (matches!(before(2), b"super" | b"parent" | b"base") || before(2) == b")" && before(4) == b"super")
}

/// Objects that drive a page or a scenario fail by themselves where something is not there; a test that waits for a call
/// ends only when it comes.
fn speaks_of_tests(tokens: &Tokens<'_>, at: usize, text: &str) -> bool {
    let is_used = matches!(tokens.text(at + 1), b"(" | b"." | b"->" | b"::" | b"!") && !is_only_read(tokens, at);
    // `thread.join()` comes back when the thread is done.
    let ends = matches!(text, "join" | "join_all" | "joinAll") && tokens.is(at + 1, b"(") && tokens.is(at + 2, b")");
    let intercepts = INTERCEPTORS.has(text);
    ends || intercepts
        || words(text).any(|word| {
            DRIVERS.has_small(word) && !only_sleeps(tokens, at, text)
                || is_used && OF_TESTS.has_small(word) && !is_neutral(text) && !is_member_of_runner(tokens, at)
        })
}

/// Whether a name is that of a value of which only fields are read or set: `testUser.name`, `testResults.passed++`.
fn is_only_read(tokens: &Tokens<'_>, at: usize) -> bool {
    let mut behind = at + 1;
    while matches!(tokens.text(behind), b"." | b"?.") {
        behind += 2;
    }
    let is_script = matches!(tokens.language, Language::JavaScript | Language::TypeScript);
    is_script && behind > at + 1 && !matches!(tokens.text(behind), b"(" | b"!" | b"[")
}

/// Whether a name is what ends a promise, where it is taken in or given to a timer: that comes whatever happens.
fn only_sleeps(tokens: &Tokens<'_>, at: usize, text: &str) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or(&b""[..], |at| tokens.text(at));
    let is_taken_in =
        tokens.is(at + 1, b"=>") || before(1) == b"(" && tokens.is(at + 1, b")") && tokens.is(at + 2, b"=>");
    let is_timer = matches!(before(2), b"setTimeout" | b"setImmediate" | b"nextTick" | b"queueMicrotask");
    text == "resolve" && (is_taken_in || before(1) == b"(" && is_timer)
}

/// Whether a module is a runner's own, of which all that checks is known by name.
fn is_runners_own(module: &[u8]) -> bool {
    let head = module.split(|byte| matches!(byte, b'.' | b'/' | b':' | b'\\')).find(|part| !part.is_empty());
    matches!(
        head.unwrap_or_default(),
        b"unittest" | b"pytest" | b"testing" | b"vitest" | b"node" | b"@jest" | b"mocha" | b"ava" | b"tap" | b"PHPUnit"
    )
}

/// `test.step(`, `t.test(`: what is inside is seen.
fn is_member_of_runner(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or(&b""[..], |at| tokens.text(at));
    matches!(before(1), b"." | b"->") && matches!(before(2), b"t" | b"tap" | b"test" | b"$this" | b"self")
        || matches!(tokens.text(at), b"test" | b"subTest")
}

/// Methods of the classes that tests derive from that check nothing.
fn is_of_runner(name: &str) -> bool {
    matches!(
        name,
        "subTest"
            | "id"
            | "addCleanup"
            | "skipTest"
            | "setUp"
            | "tearDown"
            | "useFixture"
            | "patch"
            | "createMock"
            | "createStub"
            | "getMockBuilder"
            | "prophesize"
            | "markTestSkipped"
            | "markTestIncomplete"
            | "getContainer"
            | "timeout"
            | "slow"
            | "skip"
    )
}

/// Words before a bracket that call nothing.
static KEYWORDS: List = List::new(|| {
    set(
        "and assert async await begin case catch class const def defer del do elif else end ensure false fixed for foreach from \
         fun func function go if import in is isset lambda let lock match nameof new nil not or pass print puts range rescue \
         return self sizeof super switch synchronized then this true try typeof unless until using var var_dump when while \
         with yield",
    )
});

static PYTHON: List = List::new(|| {
    set(
        "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr \
         dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int \
         isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow property range repr \
         reversed round set setattr slice sorted staticmethod str sum tuple type vars zip",
    )
});

static MACROS: List = List::new(|| {
    set(
        "cfg concat dbg env eprintln format format_args include_bytes include_str json matches pin print println select stringify \
         vec write writeln",
    )
});

static JAVASCRIPT: List = List::new(|| {
    set(
        "afterEach beforeEach callback cb clearInterval clearTimeout decodeURIComponent describe encodeURIComponent fetch isNaN \
         it next parseFloat parseInt queueMicrotask require setImmediate setInterval setTimeout structuredClone test",
    )
});

/// Words of objects that drive a page or a scenario, and of what ends a test by being called.
static DRIVERS: List = List::new(|| {
    set(
        "barrier browser countdown done driver harness helper helpers latch once page resolve robot scenario semaphore tester",
    )
});

/// What fails by itself where a request is not expected, or an expected one does not come.
static INTERCEPTORS: List = List::new(|| {
    set("aioresponses httpretty httpserver httpx_mock moxios nock requests_mock respx responses rsps stub_request")
});

/// Words of modules and types that belong to tests and may check.
static TEST_CODE: List = List::new(|| {
    set(
        "base common conftest fixtures harness helper helpers scenario specs support testhelper testhelpers testkit testlib \
         testutil testutils util utils",
    )
});

/// Words that say that something is made, handed out or put away.
static NEUTRAL: List = List::new(|| {
    set(
        "add build clean cleanup clear close create delete destroy dummy fake fetch generate get init initialize insert \
         instance install list load make mock new open prepare put random read register remove reset sample save set setup \
         spy start stop stub store tear teardown tmp to unregister with write",
    )
});

/// Words of functions that belong to tests.
static OF_TESTS: List = List::new(|| set("case fixture spec suite test testing tests"));
