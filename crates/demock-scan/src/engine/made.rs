//! What a local object is made of: `client = redis.Redis()` before `patch.object(client, "get")`.
//!
//! Facts keep a name's binding only where a rule asks for it, so this one question is asked of the text: of the
//! enclosing definition for a local name, of the enclosing class for a member of `self`.
//! Invariants: the answer is a trace for boundaries and never makes a site; each name is looked for once in each
//! definition, in at most [`WINDOW`] bytes.

use super::given::result_type;
use super::{Matcher, around, patched};
use crate::boundary;
use crate::facts::{Call, NameHash, ScopeId, ScopeKind, Span};
use crate::language::{is_word, lexis, path_length};
use crate::site::TargetOrigin;
use demock_model::Language;
use memchr::memmem;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

const WINDOW: usize = 32 << 10;
/// Where Python's doubles are made.
const DOUBLE_LIBRARIES: &[&str] = &["unittest.mock.", "mock.", "pretend."];

/// Names looked for so far, by the definition that they are looked for in.
pub(super) type Memory = RefCell<FxHashMap<(ScopeId, Box<str>), Option<Arc<str>>>>;

impl Matcher<'_> {
    /// A dotted name with what its head is made of in its place: `redis.Redis().get` for `client.get`.
    pub(super) fn made(&self, name: &str, scope: ScopeId, at: u32) -> Option<Arc<str>> {
        let own = ["self.", "this.", "$this.", "cls."].iter().find(|own| name.starts_with(**own));
        let from = own.map_or(0, |own| own.len());
        let end = from + name[from..].find('.').unwrap_or(name.len() - from);
        let (head, rest) = name.split_at(end);
        if head.contains(['?', '(', ':', '/']) || head.is_empty() {
            return None;
        }
        if let Some(class) = self.described(head, scope) {
            return Some(format!("{class}{rest}").into());
        }
        let outer = if own.is_some() { self.class_around(scope) } else { self.function_around(scope) };
        let key = (outer, Box::from(head));
        let known = self.made.borrow().get(&key).cloned();
        let made = known.unwrap_or_else(|| {
            let here = self.look_for(outer, head, scope, at).or_else(|| self.let_be(head, scope, at));
            let made = here.or_else(|| self.look_around(head, scope, at));
            let made = made.or_else(|| self.patched(head, outer, scope, at).map(Arc::from));
            self.made.borrow_mut().insert(key, made.clone());
            made
        })?;
        Some(format!("{made}{}", patched::without_answers(self.resolver.language, rest)).into())
    }

    /// The innermost class or suite around a scope; the file where there is none.
    pub(super) fn class_around(&self, mut scope: ScopeId) -> ScopeId {
        let scopes = &self.facts().scopes;
        while scope != 0 && !matches!(scopes[scope as usize].kind, ScopeKind::Class | ScopeKind::Suite) {
            scope = scopes[scope as usize].parent;
        }
        scope
    }

    /// The outermost function around a scope that stands in a class or the file; the file where there is none.
    pub(super) fn function_around(&self, mut scope: ScopeId) -> ScopeId {
        let scopes = &self.facts().scopes;
        let mut found = 0;
        while scope != 0 {
            match scopes[scope as usize].kind {
                ScopeKind::File | ScopeKind::Class | ScopeKind::Suite if found != 0 => return found,
                ScopeKind::File | ScopeKind::Class | ScopeKind::Suite => {}
                ScopeKind::Function | ScopeKind::Test | ScopeKind::Hook | ScopeKind::Fixture => found = scope,
            }
            scope = scopes[scope as usize].parent;
        }
        found
    }

    /// What a hook of a group around gives a name: `beforeEach(() => { store = new Store(); })`, `before { @store = Store.new }`.
    fn look_around(&self, head: &str, scope: ScopeId, at: u32) -> Option<Arc<str>> {
        let language = self.resolver.language;
        if !matches!(language, Language::JavaScript | Language::TypeScript | Language::Ruby) {
            return None;
        }
        let mut around = self.class_around(scope);
        loop {
            let key = (around, Box::from(head));
            let known = self.made.borrow().get(&key).cloned();
            let made = known.unwrap_or_else(|| {
                let made = self.look_for(around, head, scope, at);
                self.made.borrow_mut().insert(key, made.clone());
                made
            });
            if made.is_some() || around == 0 {
                return made;
            }
            around = self.class_around(self.facts().scopes[around as usize].parent);
        }
    }

    fn look_for(&self, outer: ScopeId, head: &str, scope: ScopeId, at: u32) -> Option<Arc<str>> {
        let range = self.facts().scopes[outer as usize];
        let start = range.header.start as usize;
        let end = if outer == 0 { at as usize } else { range.end as usize };
        let text = self.bytes().get(start..end.min(start + WINDOW))?;
        for found in memmem::find_iter(text, head.as_bytes()) {
            let before = found.checked_sub(1).map_or(b' ', |before| text[before]);
            if is_word(before) || matches!(before, b'.' | b'>' | b'"' | b'\'') {
                continue;
            }
            let rest = &text[found + head.len()..];
            if let Some(made) = self.of_declared(rest, scope, at) {
                return Some(made.into());
            }
            let Some(value) = assigned(rest) else { continue };
            let length = path_length(self.resolver.language, value);
            if let Some(made) = self.answer_of_patched(&value[..length], outer, scope, at) {
                return Some(made.into());
            }
            let is_made = matches!(value.get(length), Some(b'(' | b'{' | b'<'))
                || self.resolver.language == Language::Ruby && value[..length].ends_with(b".new");
            if length == 0 || !is_made {
                continue;
            }
            let path = std::str::from_utf8(&value[..length]).ok()?;
            if let Some((head, rest)) = path.split_once('.')
                && let Some(class) = self.described(head, scope)
            {
                return Some(format!("{class}.{rest}()").into());
            }
            let resolved = self.resolver.resolve_text(path, scope, at);
            // What a double is made of says nothing of what it stands for.
            if DOUBLE_LIBRARIES.iter().any(|library| resolved.text.starts_with(library)) {
                return None;
            }
            let original = || self.original(path, start + found);
            if let Some(module) = self.imported(&resolved.text, &value[length..]).or_else(original) {
                return Some(module.into());
            }
            if resolved.origin == TargetOrigin::Local
                && let Some(made) = self.result_of_own(path, scope, at)
            {
                return Some(made.into());
            }
            // In Ruby a constant needs no import.
            let is_constant = self.resolver.language == Language::Ruby
                && resolved.text.starts_with(|first: char| first.is_ascii_uppercase());
            let is_known = resolved.origin == TargetOrigin::Import
                || is_constant
                || boundary::of_global(self.resolver.language, &resolved.text).is_some();
            return is_known.then(|| format!("{}()", resolved.text).into());
        }
        None
    }
}

impl Matcher<'_> {
    /// An object of the type that stands behind a name: `let store: Store;`, `def test(store: Store)`.
    fn of_declared(&self, rest: &[u8], scope: ScopeId, at: u32) -> Option<String> {
        if !boundary::is_script(self.resolver.language) {
            return None;
        }
        let declared = rest.strip_prefix(b"!:").or_else(|| rest.strip_prefix(b":"))?;
        let end = declared.iter().take(DECLARATION).position(|byte| b"=;,)\n".contains(byte))?;
        let made = self.named_type(std::str::from_utf8(&declared[..end]).ok()?, scope, at)?;
        let is_imported = made.contains(['.', '/']);
        is_imported.then_some(made)
    }

    /// The module that a call such as `import("./store")` gives, by its name and what stands behind it.
    pub(super) fn imported<'t>(&self, called: &str, rest: &'t [u8]) -> Option<&'t str> {
        let is_double = DOUBLE_IMPORTERS.contains(&called) && boundary::is_script(self.resolver.language);
        if !is_double && !lexis(self.resolver.language).importers.contains(&called) {
            return None;
        }
        let open = memchr::memchr(b'(', &rest[..rest.len().min(DECLARATION)])?;
        let text = rest[open + 1..].trim_ascii_start();
        let (quote, inner) = text.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
        std::str::from_utf8(&inner[..memchr::memchr(*quote, inner)?]).ok()
    }

    /// The module that a parameter of a double's factory gives: `vi.mock("@acme/store", async (importOriginal) => {`.
    fn original(&self, called: &str, at: usize) -> Option<&str> {
        if !boundary::is_script(self.resolver.language) || called.contains('.') {
            return None;
        }
        let text = &self.bytes()[at.saturating_sub(FACTORY_BYTES_MAX)..at];
        let named = memmem::rfind(text, called.as_bytes())?;
        let before = text[..named].strip_suffix(b"(").unwrap_or(&text[..named]).trim_ascii_end();
        let around = around::of_double(before.strip_suffix(b"async").unwrap_or(before));
        let is_module = around.handed_to.is_some_and(|function| function.to_ascii_lowercase().contains("mock"));
        around.module.filter(|_| is_module)
    }

    /// What a function of the file says that it returns: `Store()` for `makeStore` of `function makeStore(): Store`.
    pub(super) fn result_of_own(&self, function: &str, scope: ScopeId, at: u32) -> Option<String> {
        if !boundary::is_script(self.resolver.language) {
            return None;
        }
        let functions = self.functions.get_or_init(|| {
            let of_file = self.facts().scopes.iter().filter(|scope| scope.parent == 0);
            let functions = of_file.filter(|scope| matches!(scope.kind, ScopeKind::Function | ScopeKind::Fixture));
            functions.map(|it| (NameHash::of(it.name.text(self.source()).as_bytes()), it.header)).collect()
        });
        let declared = result_type(functions.get(&NameHash::of(function.as_bytes()))?.text(self.source()))?;
        self.named_type(declared, scope, at)
    }
}

impl Matcher<'_> {
    /// An object of the type that Kotlin's `val store: Store` or `lateinit var store: Store` declares a name with.
    pub(super) fn declared(&self, name: &str, call: &Call) -> Option<String> {
        if self.resolver.language == Language::Java {
            let name = name.strip_prefix("this.").unwrap_or(name);
            let class = self.declared_type(name, call.path.start as usize)?;
            return self.named_type(class, call.scope, call.path.start);
        }
        if self.resolver.language != Language::Kotlin {
            return None;
        }
        let types = self.declared.get_or_init(|| declarations(self.bytes()));
        let declared = types.get(&NameHash::of(name.as_bytes()))?.text(self.source());
        self.named_type(declared, call.scope, call.path.start)
    }
}

/// The types that `val` and `var` declare names with, the first of each name.
fn declarations(source: &[u8]) -> FxHashMap<NameHash, Span> {
    let mut types = FxHashMap::default();
    for keyword in [b"val ".as_slice(), b"var "] {
        for found in memmem::find_iter(source, keyword) {
            let begins = found + keyword.len();
            let line = &source[begins..];
            let line = &line[..memchr::memchr(b'\n', line).unwrap_or(line.len()).min(DECLARATION)];
            let name = &line[..line.iter().take_while(|byte| is_word(**byte) || !byte.is_ascii()).count()];
            if name.is_empty() || found > 0 && is_word(source[found - 1]) {
                continue;
            }
            let Some((from, end)) = declared_after(&line[name.len()..]) else { continue };
            let from = begins + name.len() + from;
            types.entry(NameHash::of(name)).or_insert(Span::new(from, (begins + name.len() + end).max(from)));
        }
    }
    types
}

/// Where the type stands in what follows a name: in `: Store = …`, or in `= mockk<Store>()`.
fn declared_after(rest: &[u8]) -> Option<(usize, usize)> {
    if rest.first() == Some(&b':') {
        return Some((1, memchr::memchr3(b'=', b'{', b',', rest).unwrap_or(rest.len())));
    }
    let value = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let made = KOTLIN_DOUBLES.iter().find_map(|maker| value.strip_prefix(*maker)?.strip_prefix(b"<"))?;
    let from = rest.len() - made.len();
    Some((from, from + memchr::memchr2(b'(', b'{', made).unwrap_or(made.len())))
}

/// Functions of Kotlin's that make a double of the type that they are told.
const KOTLIN_DOUBLES: [&[u8]; 4] = [b"mockk", b"mock", b"spyk", b"spy"];

/// Functions that give the double of a module which they name.
const DOUBLE_IMPORTERS: &[&str] =
    &["vi.importMock", "vitest.vi.importMock", "jest.requireMock", "jest.createMockFromModule"];

/// Bytes of a factory before what it makes of the module that it stands in for.
const FACTORY_BYTES_MAX: usize = 2 << 10;

/// Bytes of one declaration.
const DECLARATION: usize = 200;

/// The value of an assignment, after the name that is assigned to; `None` where it is something else.
fn assigned(rest: &[u8]) -> Option<&[u8]> {
    let mut rest = rest.trim_ascii_start();
    if let [b':', next, ..] = rest
        && !matches!(next, b'=' | b':')
    {
        // `name: Type = …`
        let line = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        rest = &rest[memchr::memchr(b'=', &rest[..line])?..];
    }
    let value = [b":=".as_slice(), b"||=", b"="].iter().find_map(|mark| rest.strip_prefix(*mark))?;
    if matches!(value.first(), Some(b'=' | b'>')) {
        return None;
    }
    let mut value = value.trim_ascii_start();
    for word in [b"await ".as_slice(), b"new ", b"&"] {
        value = value.strip_prefix(word).map_or(value, <[u8]>::trim_ascii_start);
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rest: &str, value: Option<&str>) {
        assert_eq!(assigned(rest.as_bytes()), value.map(str::as_bytes), "{rest}");
    }

    #[test]
    fn types_of_properties() {
        let source =
            b"class A(val x: X, y: Y) {\n    private lateinit var store: Store\n    val api: Api? = mock()\n    \
            interval : Z\n    val made = mockk<Made>(relaxed = true)\n    fun f() {\n        val plain = 1\n    }\n}\n";
        let found = declarations(source);
        let text = |name: &str| {
            let span = found.get(&NameHash::of(name.as_bytes()))?;
            std::str::from_utf8(&source[span.start as usize..span.end as usize]).ok().map(str::trim)
        };
        assert_eq!((text("store"), text("api"), text("x")), (Some("Store"), Some("Api?"), Some("X")));
        assert_eq!((text("made"), text("plain"), text("y"), found.len()), (Some("Made>"), None, None, 4));
    }

    #[test]
    fn values_that_are_assigned() {
        check(" = redis.Redis()", Some("redis.Redis()"));
        check(" := NewClient(x)", Some("NewClient(x)"));
        check(": Redis = await connect()", Some("connect()"));
        check(" = new Client()", Some("Client()"));
        check(" ||= Client.new", Some("Client.new"));
        check(" == x", None);
        check(".get()", None);
        check(" => x", None);
        check(": string\nx = y()", None);
        check("", None);
    }
}
