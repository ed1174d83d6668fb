//! What stands around a double where it is made or used: the names that it is given, from the inside outwards.
//!
//! `const logger = { warn: jest.fn() }` gives `logger.warn`; `Service(db=Mock())` gives `db`, handed to `Service`. The
//! text is walked backwards, because facts keep nothing that no rule asks for.
//! Invariants: at most [`WINDOW`] bytes and [`STEPS_MAX`] brackets are walked. Absent on purpose: what the names mean.

use crate::language::is_word;

/// Bytes that are walked back for one bracket.
const WINDOW: usize = 4 << 10;
const STEPS_MAX: usize = 12;

/// Methods that tell an existing double what to answer: what they are given stands for the double's own answer.
const SCRIPTING: &[&str] = &[
    "mockImplementation",
    "mockImplementationOnce",
    "mockReturnValue",
    "mockReturnValueOnce",
    "mockResolvedValue",
    "mockResolvedValueOnce",
    "returns",
    "resolves",
    "callsFake",
    "callFake",
    "returnValue",
];
/// Functions whose result is what they are given.
const TRANSPARENT: &[&str] = &["assign", "freeze", "mocked", "cast", "resolve", "useValue"];
/// Functions that make a double which answers as they are told: what it answers with is of the same thing.
const DOUBLE_MAKERS: &[&str] = &["vi.fn", "jest.fn", "vitest.fn", "mock.fn", "sinon.fake"];
/// Functions of test runners, and checks: what they are given is handed to nothing.
const RUNNERS: &[&str] = &[
    "it",
    "test",
    "describe",
    "expect",
    "each",
    "beforeEach",
    "beforeAll",
    "afterEach",
    "afterAll",
    "assert",
    "print",
    "log",
    "isinstance",
    "len",
    "str",
    "repr",
    "list",
    "dict",
    "tuple",
    "set",
];
/// Keywords and members that only say how a double answers.
const ANSWERS: &[&str] = &["return_value", "side_effect", "wraps", "new", "new_callable", "value"];

/// The names around a place.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Around<'t> {
    /// Keys and the variable or member at last, innermost first.
    pub(super) names: Vec<&'t str>,
    /// The type that the variable is declared with.
    pub(super) declared: Option<&'t str>,
    /// The function or class that it is handed to.
    pub(super) handed_to: Option<&'t str>,
    /// The type that what it is handed to is told to be of: `partial<Api>({ get: double })`.
    pub(super) of: Option<&'t str>,
    /// The function around it returns it.
    pub(super) returned: bool,
    /// The module whose members it stands among, where what it is handed to is given that first: `mock("@/store", () => ({`.
    pub(super) module: Option<&'t str>,
    /// Where the outermost literal around it opens.
    pub(super) literal: Option<usize>,
    /// The member that is spied on of an object, where the last two names are these: `vi.spyOn(store, "Rows").mockReturnValue({ find:`.
    pub(super) spied: Option<&'t str>,
    /// The first step may leave a literal of names: `{ db, cache }`.
    shorthand: bool,
    /// It stands in what is made before modules are replaced (`vi.hoisted`), to be used where they are.
    is_hoisted: bool,
}

/// The names around a double that begins where a text ends.
pub(super) fn of_double(before: &[u8]) -> Around<'_> {
    Around::default().walk(before)
}

/// The names around a use of a double's name.
pub(super) fn of_use(before: &[u8]) -> Around<'_> {
    Around { shorthand: true, ..Around::default() }.walk(before)
}

impl<'t> Around<'t> {
    fn walk(mut self, before: &'t [u8]) -> Self {
        let mut rest = before;
        for _ in 0..STEPS_MAX {
            let Some(next) = self.step(rest) else { break };
            rest = next;
            self.shorthand = false;
        }
        self
    }

    /// The path by which a double is used that stands in what is made before modules are replaced: `mocks.load`, or `load` where
    /// the literal is taken apart at once.
    pub(super) fn hoisted(&self) -> Option<String> {
        let path: Vec<&str> = self.names.iter().rev().copied().collect();
        (self.is_hoisted && !path.is_empty()).then(|| path.join("."))
    }

    /// One step outwards: what stands before the expression that begins where the text ends.
    fn step(&mut self, text: &'t [u8]) -> Option<&'t [u8]> {
        let text = without_words(text, &["await", "new"]);
        let text = without_preferred(text);
        let (last, left) = text.split_last()?;
        match last {
            b'=' => self.assigned(left),
            b'>' => before_arrow(left.strip_suffix(b"=")?, &mut self.declared),
            b':' => self.keyed(left),
            b'(' => self.argument(left),
            b'[' => Some(left),
            b',' => match opener(left)? {
                (at, b'(') => {
                    let next = self.argument(&left[..at]);
                    self.module = if self.handed_to.is_some() { module_text(&left[at + 1..]) } else { None };
                    next
                }
                (at, b'[') => Some(&left[..at]),
                (at, b'{') if self.shorthand => Some(&left[..at]),
                _ => None,
            },
            b'{' if attribute(left).is_some() => {
                self.name(attribute(left)?);
                self.name("props");
                None
            }
            b'{' if self.shorthand => Some(left),
            _ if ends_in_word(text, "return") => {
                let around = before_body(&text[..text.len() - "return".len()]);
                self.returned = around.is_none();
                before_arrow(around?, &mut self.declared)
            }
            _ => None,
        }
    }

    /// `name =`, `name: Type =`, `name :=`, or a keyword of a call.
    fn assigned(&mut self, left: &'t [u8]) -> Option<&'t [u8]> {
        if left.last().is_none_or(|byte| b"=!<>+-*/%&|^~".contains(byte)) {
            return None;
        }
        let is_keyword = left.last().copied().is_some_and(is_word);
        let left = left.strip_suffix(b":").unwrap_or(left).trim_ascii_end();
        let line = memchr::memrchr(b'\n', left).map_or(0, |newline| newline + 1);
        let name = match declaration(&left[line..]) {
            Some((name, declared)) => {
                self.declared = Some(declared);
                name
            }
            None => last_path(left),
        };
        match name.rsplit_once('.') {
            Some((owner, last)) if ANSWERS.contains(&last) => self.name(owner),
            _ => self.name(name),
        }
        if is_keyword
            && let before = left[..left.len() - name.len()].trim_ascii_end()
            && let Some((at, b'(')) =
                before.last().is_some_and(|byte| b"(,".contains(byte)).then(|| opener(before)).flatten()
        {
            return self.argument(&before[..at]);
        }
        None
    }

    /// `key:` of a literal.
    fn keyed(&mut self, left: &'t [u8]) -> Option<&'t [u8]> {
        if let Some(computed) = left.strip_suffix(b"]") {
            // `[Symbol.asyncIterator]: () => ({ next: double })` adds nothing to what is gone through.
            let (at, b'[') = opener(computed)? else { return None };
            return self.literal_around(&left[..at]);
        }
        let key = last_path(left);
        let quotes = usize::from(left.ends_with(b"\"") || left.ends_with(b"'"));
        let before = left.get(..left.len().checked_sub(key.len() + 2 * quotes)?)?;
        let before = without_comments(before);
        if left.ends_with(b":") || matches!(key, "" | "lambda" | "else") || before.ends_with(b"?") {
            return None;
        }
        if key == "default" {
            // What a replaced module gives by default is the module; a case of a `switch` is no key.
            return self.literal_around(before);
        }
        self.name(key);
        self.literal_around(before)
    }

    /// What stands before the literal that a key is of which stands behind a text.
    fn literal_around(&mut self, before: &'t [u8]) -> Option<&'t [u8]> {
        let before = without_comments(before);
        let is_key = before.last().is_some_and(|byte| b"{,".contains(byte));
        let (at, b'{') = is_key.then(|| opener(before)).flatten()? else { return None };
        self.literal = Some(at);
        Some(&before[..at])
    }

    /// An argument of the call whose parenthesis stands after the text.
    fn argument(&mut self, left: &'t [u8]) -> Option<&'t [u8]> {
        let whole = left.trim_ascii_end();
        let left = without_type_arguments(whole);
        let called = last_path(left);
        let before = &left[..left.len() - called.len()];
        let last = called.rsplit('.').next().unwrap_or(called);
        match last {
            // A mere parenthesis.
            "" | "return" | "await" => Some(left),
            _ if SCRIPTING.contains(&last) => {
                let owner = called[..called.len() - last.len()].trim_end_matches('.');
                if owner.is_empty() {
                    self.spied = spied_member(before);
                    self.name(self.spied.unwrap_or_default());
                    self.name(wrapped(before));
                } else {
                    self.name(owner);
                }
                None
            }
            "hoisted" => {
                self.is_hoisted = true;
                Some(before)
            }
            _ if TRANSPARENT.contains(&last) || DOUBLE_MAKERS.contains(&called) => Some(before),
            _ if RUNNERS.contains(&called.split('.').next().unwrap_or(called)) || last.starts_with("assert") => None,
            _ => {
                self.handed_to = Some(called.trim_start_matches('.'));
                self.of = std::str::from_utf8(&whole[left.len()..]).ok().filter(|of| !of.is_empty());
                if let Some(owner) = scripted(before) {
                    self.name(owner);
                }
                None
            }
        }
    }

    fn name(&mut self, name: &'t str) {
        if !name.is_empty() && !ANSWERS.contains(&name) {
            self.names.push(name);
        }
    }
}

/// What stands before the arrow of the function whose body is open at the end of a text.
fn before_body(text: &[u8]) -> Option<&[u8]> {
    let (at, b'{') = opener(text)? else { return None };
    text[..at].trim_ascii_end().strip_suffix(b"=>")
}

/// The name of an attribute of markup before its brace: `onSelect` of `<List onSelect={`.
fn attribute(before: &[u8]) -> Option<&str> {
    let name = last_path(before.strip_suffix(b"=")?);
    let is_name = name.starts_with(|first: char| first.is_ascii_lowercase()) && !name.contains('.');
    is_name.then_some(name)
}

/// The module that a call's first argument names, where the text behind its parenthesis is that and no more.
fn module_text(arguments: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(arguments).ok()?.trim();
    let inner = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))?;
    let is_module = inner.starts_with('.') || inner.contains('/');
    (is_module && !inner.contains([' ', '"', '\'', ':'])).then_some(inner)
}

/// What an existing double is told to answer with what is called here: `api.client.mockReturnValue(partial({ get: …`.
fn scripted(before: &[u8]) -> Option<&str> {
    let left = without_type_arguments(before.trim_ascii_end().strip_suffix(b"(")?);
    let called = last_path(left);
    let (owner, last) = called.rsplit_once('.')?;
    (SCRIPTING.contains(&last) && !owner.is_empty()).then_some(owner)
}

/// The name and the type of `const name: Type`, where a line is that.
fn declaration(line: &[u8]) -> Option<(&str, &str)> {
    let mut line = std::str::from_utf8(line).ok()?.trim();
    for word in ["export ", "private ", "protected ", "public ", "static ", "readonly ", "const ", "let ", "var "] {
        line = line.strip_prefix(word).unwrap_or(line).trim_start();
    }
    let (name, declared) = line.split_once(':')?;
    let name = name.trim_end_matches(['!', '?']);
    let is_name = !name.is_empty() && name.bytes().all(|byte| is_word(byte) || matches!(byte, b'.' | b'$'));
    is_name.then_some((name, declared.trim()))
}

/// What stands before the parameters of an arrow function.
fn before_arrow<'t>(text: &'t [u8], declared: &mut Option<&'t str>) -> Option<&'t [u8]> {
    let mut text = text.trim_ascii_end();
    if let Some(at) = memchr::memmem::rfind(text, b"):")
        && memchr::memchr(b'\n', &text[at..]).is_none()
    {
        *declared = std::str::from_utf8(&text[at + 2..]).ok().map(str::trim);
        text = &text[..=at];
    }
    let before = match text.strip_suffix(b")") {
        Some(inner) => &inner[..opener(inner)?.0],
        None => &text[..text.len() - last_path(text).len()],
    };
    Some(without_words(before, &["async"]))
}

/// The path in the last parentheses: `Client` of `jest.mocked(Client)`, of `(Client as jest.Mock)`.
fn wrapped(text: &[u8]) -> &str {
    let Some(inner) = text.trim_ascii_end().strip_suffix(b")") else { return "" };
    let Some((at, b'(')) = opener(inner) else { return "" };
    let inner = inner[at + 1..].trim_ascii_start();
    let length = inner.iter().take_while(|byte| is_word(**byte) || matches!(byte, b'.' | b'$')).count();
    std::str::from_utf8(&inner[..length]).unwrap_or_default()
}

/// The member that the spy before an answer is of: `Rows` of `vi.spyOn(store, "Rows")`.
fn spied_member(text: &[u8]) -> Option<&str> {
    let inner = text.trim_ascii_end().strip_suffix(b")")?;
    let (open, _) = opener(inner)?;
    let is_spy = last_path(&inner[..open]).ends_with("spyOn");
    let text = std::str::from_utf8(&inner[open + 1..]).ok().filter(|_| is_spy)?;
    let (_, member) = text.split_once(',')?;
    let member = member.trim().trim_matches(['"', '\'']);
    member.bytes().all(|byte| is_word(byte) || byte == b'$').then_some(member)
}

/// The last bracket that is open at the end of a text, and which it is. What looks like a literal on one line is passed
/// over.
pub(super) fn opener(text: &[u8]) -> Option<(usize, u8)> {
    let floor = text.len().saturating_sub(WINDOW);
    let (mut at, mut depth) = (text.len(), 0_usize);
    while at > floor {
        at -= 1;
        match text[at] {
            b')' | b']' | b'}' => depth += 1,
            bracket @ (b'(' | b'[' | b'{') => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some((at, bracket)),
            },
            quote @ (b'"' | b'\'' | b'`') => {
                let from = if quote == b'`' { floor } else { line_start(&text[..at]) };
                if let Some(open) = memchr::memrchr(quote, &text[from..at]) {
                    at = from + open;
                }
            }
            _ => {}
        }
    }
    None
}

fn line_start(text: &[u8]) -> usize {
    memchr::memrchr(b'\n', text).map_or(0, |newline| newline + 1)
}

/// A text without the line comments at its end.
pub(super) fn without_comments(mut text: &[u8]) -> &[u8] {
    loop {
        let trimmed = text.trim_ascii_end();
        let line = line_start(trimmed);
        let begins = |mark: &[u8]| memchr::memmem::find(&trimmed[line..], mark).map(|at| line + at);
        match begins(b"// ").or_else(|| begins(b"# ")) {
            Some(at) => text = &trimmed[..at],
            None => return trimmed,
        }
    }
}

fn ends_in_word(text: &[u8], word: &str) -> bool {
    text.strip_suffix(word.as_bytes()).is_some_and(|left| !left.last().copied().is_some_and(is_word))
}

fn without_words<'t>(text: &'t [u8], words: &[&str]) -> &'t [u8] {
    let mut text = text.trim_ascii_end();
    for word in words {
        if ends_in_word(text, word) {
            text = text[..text.len() - word.len()].trim_ascii_end();
        }
    }
    text
}

/// A text without the name that goes before the double where there is such a thing: `options.get ??`, `get ||`.
fn without_preferred(text: &[u8]) -> &[u8] {
    match text.strip_suffix(b"??").or_else(|| text.strip_suffix(b"||")) {
        Some(left) => {
            let left = left.trim_ascii_end();
            left[..left.len() - last_path(left).len()].trim_ascii_end()
        }
        None => text,
    }
}

/// A text without the `<…>` at its end.
pub(super) fn without_type_arguments(text: &[u8]) -> &[u8] {
    if !text.ends_with(b">") || text.ends_with(b"=>") {
        return text;
    }
    let mut depth = 0_usize;
    for (at, byte) in text.iter().enumerate().rev().take(WINDOW) {
        match byte {
            b'>' => depth += 1,
            b'<' if depth == 1 => return &text[..at],
            b'<' => depth -= 1,
            _ => {}
        }
    }
    text
}

/// The dotted path at the end of a text, quotes left out.
pub(super) fn last_path(text: &[u8]) -> &str {
    let text = text.strip_suffix(b"\"").or_else(|| text.strip_suffix(b"'")).unwrap_or(text);
    let length = text.iter().rev().take_while(|byte| is_word(**byte) || matches!(byte, b'.' | b'$' | b'@')).count();
    std::str::from_utf8(&text[text.len() - length..]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names from the outside inwards, the type, and what the double is handed to.
    #[track_caller]
    fn check(before: &str, names: &str, declared: &str, handed_to: &str) {
        let around = of_double(before.as_bytes());
        let seen: Vec<&str> = around.names.iter().rev().copied().collect();
        assert_eq!(seen.join(" "), names, "{before}");
        assert_eq!((around.declared.unwrap_or(""), around.handed_to.unwrap_or("")), (declared, handed_to), "{before}");
    }

    #[test]
    fn names_of_variables_and_keys() {
        check("    redis = ", "redis", "", "");
        check("self.db_session =", "self.db_session", "", "");
        check("client: Redis = ", "client", "Redis", "");
        check("const http = new ", "http", "", "");
        check("const logger = {\n  // says why\n  error: jest.fn(),\n  'warn': ", "logger warn", "", "");
        check("const api: jest.Mocked<Api> = { get: ", "api get", "jest.Mocked<Api>", "");
        check("const hook = (name = '(') => ({ run: ", "hook run", "", "");
        check("const hook = async (name: string): Hook => ({ run: ", "hook run", "Hook", "");
        check("mock_client.return_value = ", "mock_client", "", "");
        check("const api = { get:\n  given.get ?? ", "api get", "", "");
        check("const api = get || ", "api", "", "");
        check("render(<List onSelect={", "props onSelect", "", "");
        check(
            "const db = {\n  query: vi.fn((table) => {\n    check(table);\n    return { all: ",
            "db query all",
            "",
            "",
        );
        check("const db = { query: vi.fn(() => ({ all: ", "db query all", "", "");
        check("const mocks = vi.hoisted(() => ({ load: ", "mocks load", "", "");
        check("ask.mockImplementation(() => ({\n  [Symbol.asyncIterator]: () => ({ next: ", "ask next", "", "");
        check("const rows = { [keys[0]]: ", "rows", "", "");
        check("switch (way) {\n  case 1:\n    go();\n  default: ", "", "", "");
    }

    #[test]
    fn what_it_is_handed_to() {
        check("Service(cache=", "cache", "", "Service");
        check("Service(1, [\"a\"], cache=", "cache", "", "Service");
        check("new Repository({ query: ", "query", "", "Repository");
        check("Store.mockImplementation(() => ({ get: ", "Store get", "", "");
        check("jest\n  .mocked<X>(db.Store)\n  .mockImplementation(() => ({ get: ", "db.Store get", "", "");
        check("repository(", "", "", "repository");
        check("expect(", "", "", "");
        check("api.client.mockResolvedValue(partial<Api>({ get: ", "api.client get", "", "partial");
        assert_eq!(of_double(b"replacer.mock('@/store', () => ({ get: ").module, Some("@/store"));
        assert_eq!(of_double(b"render('a b', () => ({ get: ").module, None);
    }

    #[test]
    fn what_gives_no_name() {
        for before in ["assert x == ", "a, ", "std::", "return ", "", "renew ", "a ? b : ", "lambda: "] {
            check(before, "", "", "");
        }
        assert!(of_double(b"  return ").returned);
    }

    #[test]
    fn uses_of_a_name() {
        let seen = of_use(b"makeFetchers({ rate, ");
        assert_eq!((seen.names.len(), seen.handed_to), (0, Some("makeFetchers")));
        assert_eq!(of_use(b"console.info = ").names, ["console.info"]);
        assert_eq!(of_use(b"vi.mock('open', () => ({ default: ").handed_to, Some("vi.mock"));
        assert_eq!(of_use(b"x = y\nif (a) { ").names, [""; 0]);
    }
}
