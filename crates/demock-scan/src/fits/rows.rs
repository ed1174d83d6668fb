//! What the definitions of a file take, in a form that is found again without reading the file.
//!
//! Invariants: only functions at the top of a file and classes there with their methods, each defined once, under no condition and
//! no decorator that may change what it takes; a class only where all that it derives from is plain and of the same file.

use super::signature::{Parameter, Signature, Way};
use crate::args::Reader;
use crate::facts::{Facts, NameHash, Scope, ScopeId, ScopeKind, Span};
use crate::language::is_word;
use crate::language::never::Never;
use demock_model::Language;
use rustc_hash::FxHashMap;

/// The name of a definition in its file: of a function or a class, or of a method by [`NameHash::member`].
pub(crate) type Key = NameHash;

/// What definitions take, by their keys.
pub(crate) type Rows = Vec<(Key, Row)>;

/// What one definition takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) signature: Signature,
    /// What stands between its parentheses; nothing where it was forgotten, or where a class has no constructor.
    pub(crate) list: Span,
}

/// What stands on a definition.
#[derive(PartialEq, Eq)]
enum Decorated {
    No,
    /// `@staticmethod`
    Static,
    /// `@classmethod`
    OfClass,
    Otherwise,
}

/// Classes that are followed from one to its base.
const BASES_MAX: usize = 8;

/// What a file's definitions take.
pub(crate) fn rows(facts: &Facts, source: &[u8], never: &Never) -> Rows {
    if !facts.problems.is_empty() {
        return Rows::new();
    }
    let mut file = File { facts, source, never, named: named(facts, source), plain: Vec::new() };
    let mut rows = Rows::new();
    for (id, scope) in (0..).zip(&facts.scopes) {
        let is_plain = scope.kind == ScopeKind::Class && file.is_plain(id);
        file.plain.push(is_plain);
    }
    for (id, scope) in (0..).zip(&facts.scopes).skip(1) {
        let name = NameHash::of(scope.name.of(source));
        match scope.kind {
            ScopeKind::Function if scope.parent == 0 && column(source, scope.header.start) == 0 => {
                let row = (file.decorated(*scope) == Decorated::No).then(|| file.row(*scope)).flatten();
                rows.extend(row.filter(|_| file.is_only(0, name)).map(|row| (name, row)));
            }
            ScopeKind::Function if file.plain[scope.parent as usize] && file.is_only(scope.parent, name) => {
                let class = NameHash::of(facts.scopes[scope.parent as usize].name.of(source));
                file.method(*scope, class, name, &mut rows);
            }
            ScopeKind::Class if scope.parent == 0 => rows.extend(file.constructor(id, 0).map(|row| (name, row))),
            ScopeKind::File
            | ScopeKind::Class
            | ScopeKind::Function
            | ScopeKind::Test
            | ScopeKind::Suite
            | ScopeKind::Hook
            | ScopeKind::Fixture => {}
        }
    }
    rows
}

/// How often a scope defines a name, and where last.
fn named(facts: &Facts, source: &[u8]) -> FxHashMap<(ScopeId, NameHash), (u32, ScopeId)> {
    let mut named: FxHashMap<(ScopeId, NameHash), (u32, ScopeId)> = FxHashMap::default();
    for (id, scope) in (0..).zip(&facts.scopes).skip(1) {
        let known = named.entry((scope.parent, NameHash::of(scope.name.of(source)))).or_default();
        *known = (known.0 + 1, id);
    }
    named
}

struct File<'a> {
    facts: &'a Facts,
    source: &'a [u8],
    never: &'a Never,
    named: FxHashMap<(ScopeId, NameHash), (u32, ScopeId)>,
    /// Whether scopes are classes of which all is known that decides how their objects are made.
    plain: Vec<bool>,
}

impl File<'_> {
    fn is_only(&self, parent: ScopeId, name: NameHash) -> bool {
        self.named.get(&(parent, name)).is_some_and(|(count, _)| *count == 1)
    }

    /// What a function takes.
    fn row(&self, scope: Scope) -> Option<Row> {
        let list = self.list(scope)?;
        Some(Row { signature: Signature::read(self.source, list, self.never)?, list })
    }

    /// What a method takes that is called on an object, or on its class if it is one's.
    fn method(&self, scope: Scope, class: NameHash, name: NameHash, rows: &mut Rows) {
        let decorated = self.decorated(scope);
        let Some(row) = self.row(scope).filter(|_| decorated != Decorated::Otherwise) else { return };
        let row = match decorated {
            Decorated::Static => Some(row),
            Decorated::No | Decorated::OfClass | Decorated::Otherwise => self.on_object(row),
        };
        let Some(row) = row else { return };
        if decorated != Decorated::No {
            rows.push((class.member(name), row.clone()));
        }
        rows.push((on_object(class).member(name), row));
    }

    /// What a method takes besides the object.
    fn on_object(&self, row: Row) -> Option<Row> {
        let further = self.reader().pieces(row.list).get(1).map_or(row.list.end, |piece| piece.start);
        let list = Span { start: further, end: row.list.end };
        Some(Row { signature: row.signature.bound()?, list })
    }

    fn reader(&self) -> Reader<'_> {
        Reader { language: Language::Python, source: self.source, calls: &[], never: self.never }
    }

    /// What making an object of a class takes.
    fn constructor(&self, class: ScopeId, steps: usize) -> Option<Row> {
        let (made, new) = (NameHash::of(b"__init__"), NameHash::of(b"__new__"));
        if steps > BASES_MAX || !self.plain[class as usize] || self.named.contains_key(&(class, new)) {
            return None;
        }
        match self.named.get(&(class, made)) {
            Some((1, id)) => {
                let scope = self.facts.scopes[*id as usize];
                let row = self.row(scope).filter(|_| self.decorated(scope) == Decorated::No)?;
                self.on_object(row)
            }
            Some(_) => None,
            None => match &self.bases(class)?[..] {
                [] => Some(Row { signature: Signature::default(), list: Span::default() }),
                [base] => self.constructor(*base, steps + 1),
                _ => None,
            },
        }
    }

    /// Whether a class stands at the top of the file, once and undecorated, and so does all that it derives from.
    fn is_plain(&self, class: ScopeId) -> bool {
        let scope = self.facts.scopes[class as usize];
        let name = NameHash::of(scope.name.of(self.source));
        let at_top =
            scope.kind == ScopeKind::Class && scope.parent == 0 && column(self.source, scope.header.start) == 0;
        at_top
            && self.is_only(0, name)
            && self.decorated(scope) == Decorated::No
            && self.bases(class).is_some_and(|bases| bases.iter().all(|base| self.plain[*base as usize]))
    }

    /// The classes of the file that a class derives from; `None` where it derives from anything else that may change how it is made.
    fn bases(&self, class: ScopeId) -> Option<Vec<ScopeId>> {
        let scope = self.facts.scopes[class as usize];
        let text = Span { start: scope.name.end, end: scope.header.end }.of(self.source).trim_ascii();
        let text = text.strip_suffix(b":").unwrap_or(text).trim_ascii();
        let text = text.strip_prefix(b"(").and_then(|text| text.strip_suffix(b")")).unwrap_or(text);
        let mut bases = Vec::new();
        for base in text.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).filter(|base| !base.is_empty()) {
            match base {
                b"object" | b"ABC" | b"abc.ABC" => {}
                _ => match self.named.get(&(0, NameHash::of(base))) {
                    Some((1, id)) if *id < class => bases.push(*id),
                    Some(_) | None => return None,
                },
            }
        }
        Some(bases)
    }

    /// What stands between a function's parentheses.
    fn list(&self, scope: Scope) -> Option<Span> {
        let header = Span { start: scope.name.end, end: scope.header.end }.of(self.source);
        // Parameters for types stand before it, in brackets.
        let open = if header.starts_with(b"[") { memchr::memchr(b']', header)? + 1 } else { 0 };
        let blank = header[open..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let start = scope.name.end + (open + blank) as u32;
        if self.source.get(start as usize) != Some(&b'(') {
            return None;
        }
        let end = self.reader().closing(Span { start: start + 1, end: scope.header.end })? as u32;
        Some(Span { start: start + 1, end })
    }

    /// What stands on the lines before a definition.
    fn decorated(&self, scope: Scope) -> Decorated {
        let source = self.source;
        let mut start = line_start(source, scope.header.start as usize);
        let mut seen = Decorated::No;
        while start > 0 {
            let before = line_start(source, start - 1);
            let line = source[before..start].trim_ascii();
            start = before;
            match line {
                [b'#', ..] => {}
                b"@staticmethod" if seen == Decorated::No => seen = Decorated::Static,
                b"@classmethod" if seen == Decorated::No => seen = Decorated::OfClass,
                // A closing bracket may end a decorator's arguments.
                [b'@' | b')' | b']' | b'}', ..] => return Decorated::Otherwise,
                _ => return seen,
            }
        }
        seen
    }
}

fn line_start(source: &[u8], at: usize) -> usize {
    memchr::memrchr(b'\n', &source[..at]).map_or(0, |newline| newline + 1)
}

/// How far the definition at an offset is indented.
fn column(source: &[u8], at: u32) -> usize {
    at as usize - line_start(source, at as usize)
}

const MORE_PLACED: u8 = 1;
const MORE_NAMED: u8 = 2;
const REQUIRED: u8 = 4;

/// The stored form: key, flags, count, and each parameter's way and name.
pub(crate) fn encode(rows: &Rows) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (key, Row { signature, .. }) in rows {
        let Ok(count) = u8::try_from(signature.parameters.len()) else { continue };
        bytes.extend_from_slice(&key.0.to_le_bytes());
        let placed = if signature.takes_more_placed { MORE_PLACED } else { 0 };
        let named = if signature.takes_more_named { MORE_NAMED } else { 0 };
        bytes.extend_from_slice(&[placed | named, count]);
        for parameter in &signature.parameters {
            let required = if parameter.is_required { REQUIRED } else { 0 };
            bytes.push(parameter.way as u8 | required);
            bytes.extend_from_slice(&parameter.name.to_le_bytes());
        }
    }
    bytes
}

/// What a definition takes that stored rows tell of.
pub(crate) fn find(mut bytes: &[u8], key: Key) -> Option<Signature> {
    loop {
        let (known, rest) = bytes.split_first_chunk::<4>()?;
        let ([flags, count], rest) = rest.split_first_chunk::<2>()?;
        let (list, rest) = rest.split_at_checked(usize::from(*count) * 3)?;
        bytes = rest;
        if u32::from_le_bytes(*known) != key.0 {
            continue;
        }
        let parameter = |stored: &[u8]| {
            let [how, name @ ..] = stored else { return None };
            let way = [Way::Place, Way::PlaceOrName, Way::Name].into_iter().find(|way| *way as u8 == how & 3)?;
            let name = u16::from_le_bytes(name.try_into().ok()?);
            Some(Parameter { name, span: Span::default(), way, is_required: how & REQUIRED != 0 })
        };
        return Some(Signature {
            parameters: list.chunks(3).map(parameter).collect::<Option<_>>()?,
            takes_more_placed: flags & MORE_PLACED != 0,
            takes_more_named: flags & MORE_NAMED != 0,
        });
    }
}

/// What an object of a class has for a key in front of its methods'.
fn on_object(class: NameHash) -> Key {
    class.member(NameHash::of(b"()"))
}

/// The key of the names behind a module: `create`, `Orders`, `Orders.of`, and `Orders().place` on an object.
pub(crate) fn key(rest: &str) -> Option<Key> {
    let (first, second) = match rest.split_once('.') {
        Some((first, second)) => (first, Some(second)),
        None => (rest, None),
    };
    let (class, is_object) = (first.trim_end_matches("()"), first.ends_with("()"));
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(is_word);
    if !is_name(class) || !second.is_none_or(is_name) || is_object && second.is_none() {
        return None;
    }
    let class = NameHash::of(class.as_bytes());
    let owner = if is_object { on_object(class) } else { class };
    Some(second.map_or(owner, |second| owner.member(NameHash::of(second.as_bytes()))))
}
