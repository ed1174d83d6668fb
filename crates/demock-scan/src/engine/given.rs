//! The name that a double is given where it is made, and the imported names that no rule knows.
//!
//! Both are traces for the project's own resolution (`project`); neither makes a site.

use super::around::{self, Around, last_path};
use super::group::{name_of_let, stubbed_before};
use super::{Hit, Matcher};
use crate::boundary::{self, words};
use crate::facts::{Call, ScopeId, ScopeKind, Span};
use crate::language::{is_word, path_length};
use crate::resolve::Resolved;
use crate::ruleset::CompiledRow;
use crate::site::{NEEDS_MAX, Target, TargetOrigin};
use demock_model::{Group, Language};
use memchr::memmem;
use std::sync::Arc;

/// Bytes after a double in which the use of its name is looked for.
const USE_WINDOW: usize = 8 << 10;
/// Bytes of a double's arguments in which a telling one is looked for.
const TOLD_BYTES_MAX: u32 = 256;
/// Types that only say that something is a double, or how much of the type beside it is there.
const WRAPPERS: &[&str] = &[
    "Mock",
    "Mocked",
    "MockedObject",
    "MockedClass",
    "MockedFunction",
    "MockInstance",
    "SpyInstance",
    "MockProxy",
    "DeepMockProxy",
    "DeepMocked",
    "Partial",
    "DeepPartial",
    "Required",
    "Readonly",
    "Pick",
    "Omit",
    "Optional",
    "Awaited",
    "Promise",
    "Array",
    "Record",
    "SinonStubbedInstance",
    "SinonStub",
    "SinonSpy",
    "SinonStubbedMember",
    "InstanceType",
    "ReturnType",
    "Annotated",
    "MagicMock",
    "AsyncMock",
    "Union",
    "Iterator",
    "Generator",
    "AsyncGenerator",
    "AsyncIterator",
    "List",
    "Dict",
    "Type",
    "Callable",
    "Function",
    "Object",
    "Any",
    "None",
];

impl Matcher<'_> {
    /// What a double without a target is given to, or what the object is made of whose member is replaced.
    ///
    /// With it, where the name of such a double is handed on.
    pub(super) fn given(
        &self,
        call: &Call,
        row: &CompiledRow,
        target: Option<&Target>,
    ) -> (Option<Arc<str>>, Option<u32>) {
        if row.row.boundary.is_some() {
            return (None, None);
        }
        let before = self.bytes().get(..call.path.start as usize).unwrap_or_default();
        if let Some(spelled) = self.spelled(call, row, target) {
            // A trace without a target tells as an object of a type does.
            let calls = if target.is_some() { "" } else { "()" };
            return (Some((spelled + calls).into()), None);
        }
        if target.is_some() {
            let trace = self.trace_of(target, call.scope, call.path.start);
            let trace = trace.or_else(|| self.replaced_members(call, row.row.kind, target));
            let used_at = target.filter(|target| is_label(target)).and_then(|_| self.answers(before, call));
            return (trace, used_at);
        }
        match self.resolver.language {
            Language::Python | Language::JavaScript | Language::TypeScript => {
                let (traces, used_at) = self.traces(call, before);
                ((!traces.is_empty()).then(|| traces.join(" ").into()), used_at)
            }
            Language::Go
            | Language::Java
            | Language::Kotlin
            | Language::Rust
            | Language::Ruby
            | Language::CSharp
            | Language::Php => {
                // `mock<(Order) -> Unit>()`
                let written = call.type_args.map(|span| span.text(self.source()));
                if let Some(of_function) = written.and_then(|text| function_type(self.resolver.language, text)) {
                    return (Some(of_function.into()), None);
                }
                let name = given_name(before);
                let made = name.filter(|name| name.contains('.'));
                let made = made.and_then(|name| self.made(name, call.scope, call.path.start));
                let declared = match name {
                    Some(name) => {
                        // What a server is declared as says nothing of what it serves.
                        let typed = self.type_of_named(name, before, call);
                        let typed = typed.filter(|_| row.row.kind.group() == Group::Explicit);
                        typed.map(|typed| format!("{typed} {name}").into())
                    }
                    None => self.result(before, call).or_else(|| self.placed(before, call)).map(Arc::from),
                };
                let used_at = self.answers(before, call);
                (made.or(declared).or_else(|| name.map(Arc::from)), used_at)
            }
        }
    }

    /// What else tells of a named double: the parameter that it is, the type that its name is declared with, or that it is cast to.
    fn type_of_named(&self, name: &str, before: &[u8], call: &Call) -> Option<String> {
        let cast = || {
            let cast = self.cast_at(call.end as usize).filter(|_| self.resolver.language == Language::Kotlin)?;
            self.named_type(cast, call.scope, call.path.start)
        };
        self.handed(before, call).or_else(|| self.declared(name, call)).or_else(cast)
    }

    /// Where a Ruby double is what a replaced method answers, here or where its name stands.
    fn answers(&self, before: &[u8], call: &Call) -> Option<u32> {
        if self.resolver.language != Language::Ruby {
            return None;
        }
        let here = || stubbed_before(before.trim_ascii_end()).map(|at| at as u32);
        given_name(before).and_then(|name| self.answer_of(name, call)).or_else(here)
    }

    /// The traces of a double, the most telling first: its types, its names, what it is handed to.
    pub(super) fn traces(&self, call: &Call, before: &[u8]) -> (Vec<String>, Option<u32>) {
        let (mut traces, mut used_at) = (Vec::new(), None);
        let own_type = call.type_args.map(|span| span.text(self.source()));
        let cast = self.cast_at(call.end as usize);
        for declared in own_type.into_iter().chain(cast) {
            self.push_type(declared, &[], call, &mut traces);
        }
        let around = around::of_double(before);
        if let Some(name) = around.hoisted() {
            used_at = self.of_hoisted(&name, call, &mut traces);
        }
        self.push_around(&around, call, &mut traces);
        if let [name] = around.names[..]
            && around.handed_to.is_none()
            && used_at.is_none()
            && traces.len() == 1
            && words::of_segments(&[name]).is_none()
        {
            match self.use_of(name, call) {
                Some((at, used)) => {
                    // A member of a module is that before it is what its double is called.
                    let named = if used.module.is_some() { std::mem::take(&mut traces) } else { Vec::new() };
                    self.push_around(&used, call, &mut traces);
                    traces.extend(named);
                    used_at = Some(at);
                }
                None => used_at = self.call_of(name, call),
            }
        }
        // `Mock(status_code=404)`
        if self.resolver.language == Language::Python {
            let end = call.args.end.min(call.args.start.saturating_add(TOLD_BYTES_MAX));
            let arguments = Span { end, ..call.args }.text(self.source());
            let told = |member: &&&str| {
                memmem::find_iter(arguments.as_bytes(), member.as_bytes())
                    .any(|at| arguments[at + member.len()..].starts_with('='))
            };
            traces.extend(words::TELLING_MEMBERS.iter().find(told).map(|member| (*member).to_owned()));
        }
        if let Some(name) = around.names.last().filter(|_| traces.len() < 3) {
            let told = self.by_member(name, call).or_else(|| self.by_library(name));
            traces.extend(told.or_else(|| self.of_answers(name, call)));
        }
        if self.resolver.language == Language::Python && around.names.is_empty() && around.handed_to.is_some() {
            traces.extend(self.handed_by_place(before, call));
        }
        (traces, used_at)
    }

    /// Adds where a double is used that stands in a literal which is made before modules are replaced, and says where that is:
    /// what it is put in place of tells more than its own name does.
    fn of_hoisted(&self, name: &str, call: &Call, traces: &mut Vec<String>) -> Option<u32> {
        let Some((at, used)) = self.use_of(name, call) else { return self.call_of(name, call) };
        self.push_around(&used, call, traces);
        Some(at)
    }

    /// A name that only says that something is talked through, with the one library before it that the file imports.
    pub(super) fn by_library(&self, name: &str) -> Option<String> {
        let last = name.rsplit('.').next()?;
        let (library, known) = self
            .library
            .get_or_init(|| {
                let language = self.resolver.language;
                let texts = self.facts().imports.iter().map(|import| self.resolver.import_text(import));
                let mut outside =
                    texts.filter_map(|text| boundary::of_library(language, &text).map(|known| (text, known)));
                let mut outside = outside.by_ref().filter(|(_, known)| boundary::is_outside(*known));
                let (first, known) = outside.next()?;
                outside.all(|(_, other)| other == known).then_some((first, known))
            })
            .as_ref()?;
        words::is_general(last, *known).then(|| format!("{library}().{last}"))
    }

    /// A name that says too little with the first member used of it that tells more: `session.execute`.
    pub(super) fn by_member(&self, name: &str, call: &Call) -> Option<String> {
        let from = call.end as usize;
        let text = self.bytes().get(from..(from + USE_WINDOW).min(self.bytes().len()))?;
        let last = name.rsplit('.').next().filter(|last| !last.is_empty())?;
        memmem::find_iter(text, name.as_bytes()).find_map(|found| {
            let rest = text[found + name.len()..].strip_prefix(b".")?;
            let member = std::str::from_utf8(&rest[..rest.iter().take_while(|byte| is_word(**byte)).count()]).ok()?;
            words::of_used_member(last, member)
                .then(|| format!("{}.{member}", words::without_double(last).as_deref().unwrap_or(last)))
        })
    }

    fn push_around(&self, around: &Around<'_>, call: &Call, traces: &mut Vec<String>) {
        let mut names: Vec<&str> = around.names.iter().rev().copied().collect();
        let mut declared = around.declared;
        if around.returned {
            let scope = &self.facts().scopes[call.scope as usize];
            if matches!(scope.kind, ScopeKind::Function | ScopeKind::Fixture) {
                names.insert(0, scope.name.text(self.source()));
                declared = result_type(scope.header.text(self.source()));
            }
        }
        let members = names.get(1..).unwrap_or_default();
        let cast = around.literal.and_then(|open| self.cast_behind(open));
        for declared in cast.into_iter().chain(declared) {
            self.push_type(declared, members, call, traces);
        }
        if let Some(of) = around.of.filter(|_| around.literal.is_some()) {
            self.push_type(of, &names, call, traces);
        }
        if let Some(module) = around.module.filter(|_| !names.is_empty()) {
            traces.push(format!("{}()", joined(module, &names)));
        }
        if let Some(owner) = names.first().filter(|owner| !owner.is_empty()) {
            let (scope, at) = (call.scope, call.path.start);
            let made = if let (Some(_), [member, ..]) = (around.spied, members) {
                self.made(&format!("{owner}.{member}"), scope, at).map(|made| (made, &members[1..]))
            } else if owner.contains('.') {
                self.made(owner, scope, at).map(|made| (made, members))
            } else {
                self.patched_here(owner, scope, at).map(|patched| (Arc::from(patched), members))
            };
            let resolved = self.resolver.resolve_text(owner, call.scope, call.path.start);
            if let Some((made, members)) = made {
                let calls = if made.contains("()") { "" } else { "()" };
                traces.push(joined(&made, members) + calls);
            } else if resolved.origin == TargetOrigin::Import && !resolved.text.contains("()") {
                traces.push(joined(&format!("{}()", resolved.text), members));
            }
            traces.push(joined(owner, members));
        }
        if let Some(function) = around.handed_to {
            // What a function of the file makes of it: `makeApi({ get })` of `function makeApi(given): Api`.
            traces.extend(self.result_of_own(function, call.scope, call.path.start));
            traces.push(format!("{function}("));
        }
    }

    fn push_type(&self, declared: &str, members: &[&str], call: &Call, traces: &mut Vec<String>) {
        let named = self.named_type(declared, call.scope, call.path.start);
        // A module's member is no object's.
        let called = |trace: String| if trace.contains("()") { trace } else { trace + "()" };
        traces.extend(named.map(|named| called(joined(&named, members))));
    }

    /// An object of the type that a function which hands a double over says it returns (`fun client(): Client { return mock() }`),
    /// or that the block around it is said to make (`single<Client> { mock() }`, `val client: Client by lazy { mock() }`).
    fn result(&self, before: &[u8], call: &Call) -> Option<String> {
        let language = self.resolver.language;
        if !matches!(language, Language::Java | Language::Kotlin) {
            return None;
        }
        let before = before.trim_ascii_end();
        let declared = if let Some(block) = before.strip_suffix(b"{") {
            let block = block.trim_ascii_end();
            let line = &block[memchr::memrchr(b'\n', block).map_or(0, |newline| newline + 1)..];
            let (line, mark) = match line.strip_suffix(b"by lazy") {
                Some(declaration) => (declaration, b':'),
                None => (line.strip_suffix(b">")?, b'<'),
            };
            std::str::from_utf8(&line[memchr::memchr(mark, line)? + 1..]).ok()?
        } else {
            let scope = &self.facts().scopes[call.scope as usize];
            let is_returned =
                before.strip_suffix(b"return").is_some_and(|left| !left.last().copied().is_some_and(is_word));
            if !is_returned || !matches!(scope.kind, ScopeKind::Function | ScopeKind::Fixture) {
                return None;
            }
            if language == Language::Kotlin {
                result_type(scope.header.text(self.source()))?
            } else {
                // `private Client client()`
                Span { start: scope.header.start, end: scope.name.start }.text(self.source())
            }
        };
        self.named_type(declared, call.scope, call.path.start)
    }

    /// An object of the first type that a type's text names beside those that only wrap one.
    pub(super) fn named_type(&self, declared: &str, scope: ScopeId, at: u32) -> Option<String> {
        if let Some(of_function) = function_type(self.resolver.language, declared) {
            return Some(of_function.to_owned());
        }
        let mut rest = declared.as_bytes();
        while let Some(begins) = rest.iter().position(|byte| byte.is_ascii_alphabetic() || *byte == b'_') {
            rest = &rest[begins..];
            let length = path_length(self.resolver.language, rest).max(1);
            let path = std::str::from_utf8(&rest[..length]).ok()?;
            let last = path.rsplit('.').next().unwrap_or(path);
            if path == "typeof" && boundary::is_script(self.resolver.language) {
                return self.type_of_value(&rest[length..], scope, at);
            }
            if last.starts_with(|first: char| first.is_ascii_uppercase()) && !WRAPPERS.contains(&last) {
                return Some(format!("{}()", self.resolver.resolve_text(path, scope, at).text));
            }
            rest = &rest[length..];
        }
        None
    }

    /// What `typeof` is asked of: `typeof import("./store")`, `typeof store` of what is imported.
    fn type_of_value(&self, asked: &[u8], scope: ScopeId, at: u32) -> Option<String> {
        let asked = asked.trim_ascii_start();
        let length = path_length(self.resolver.language, asked);
        let path = std::str::from_utf8(&asked[..length]).ok()?;
        if let Some(module) = self.imported(path, &asked[length..]) {
            return Some(module.to_owned());
        }
        let resolved = self.resolver.resolve_text(path, scope, at);
        (resolved.origin == TargetOrigin::Import).then_some(resolved.text)
    }

    /// The type of `as Type` at a place.
    fn cast_at(&self, at: usize) -> Option<&str> {
        let rest = self.bytes().get(at..)?.trim_ascii_start();
        let rest = rest.strip_prefix(b"as ")?;
        let end = rest.iter().position(|byte| b";,)\n".contains(byte)).unwrap_or(rest.len());
        let text = std::str::from_utf8(&rest[..end]).ok()?;
        Some(text.trim_start().trim_start_matches("unknown as ").trim_start_matches("any as "))
    }

    /// The type of `as Type` behind a literal that opens at a place.
    fn cast_behind(&self, open: usize) -> Option<&str> {
        let inner = Span::new(open + 1, (open + 1 + USE_WINDOW).min(self.bytes().len()));
        let close = self.resolver.arguments(&self.facts().calls).closing(inner)?;
        let after = self.bytes()[close + 1..].iter().take_while(|byte| **byte == b')').count();
        self.cast_at(close + 1 + after)
    }

    /// What stands around the first use of a double's name after the double that hands it on or puts it somewhere.
    fn use_of(&self, name: &str, call: &Call) -> Option<(u32, Around<'_>)> {
        let from = call.end as usize;
        let outer = self.class_around(call.scope);
        let end = (self.facts().scopes[outer as usize].end as usize).min(from + USE_WINDOW).min(self.bytes().len());
        let text = self.bytes().get(from..end)?;
        for found in memmem::find_iter(text, name.as_bytes()) {
            let at = from + found;
            let after = self.bytes().get(at + name.len()).copied().unwrap_or(b'\n');
            let before = self.bytes()[..at].last().copied().unwrap_or(b' ');
            let is_whole = !is_word(before) && !matches!(before, b'.' | b'"' | b'\'' | b'/');
            if !is_whole || !matches!(after, b',' | b'}' | b')' | b']' | b';' | b'\n' | b'\r' | b' ') {
                continue;
            }
            if self.answers_itself(name, at) {
                continue;
            }
            let around = around::of_use(&self.bytes()[..at]);
            if around.handed_to.is_some() || !around.names.is_empty() {
                return Some((at as u32, around));
            }
        }
        None
    }

    /// Whether a double is only told at a place to answer with itself: `client.__aenter__ = AsyncMock(return_value=client)`.
    fn answers_itself(&self, name: &str, at: usize) -> bool {
        let line = memchr::memrchr(b'\n', &self.bytes()[..at]).map_or(0, |newline| newline + 1);
        let line = self.bytes()[line..at].trim_ascii_start();
        line.strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b"."))
    }

    /// Where a double is first called after it was made: the factory of a module's double may hand calls on to it.
    fn call_of(&self, name: &str, call: &Call) -> Option<u32> {
        let from = call.end as usize;
        let text = self.bytes().get(from..(from + USE_WINDOW).min(self.bytes().len()))?;
        memmem::find_iter(text, name.as_bytes()).find_map(|found| {
            let before = found.checked_sub(1).map_or(b' ', |before| text[before]);
            let is_called = text.get(found + name.len()) == Some(&b'(');
            (is_called && !is_word(before) && before != b'.').then_some((from + found) as u32)
        })
    }

    /// What the object of a target is made of that this file's own names lead to.
    pub(super) fn trace_of(&self, target: Option<&Target>, scope: ScopeId, at: u32) -> Option<Arc<str>> {
        let target = target.filter(|target| target.origin == TargetOrigin::Local && target.name.contains('.'))?;
        self.made(&target.name, scope, at).or_else(|| self.by_library(&target.name).map(Arc::from))
    }

    /// Notes imported names that no rule matched: a module of the project may hand on a library's.
    pub(super) fn note_needs(&self, readings: &[Resolved]) {
        for reading in readings.iter().filter(|reading| reading.origin == TargetOrigin::Import) {
            let head = reading.text.split(['.', '(']).next().unwrap_or_default();
            let language = self.resolver.language;
            // The tree may be the library itself, and hand on from its helpers of tests what a rule knows.
            let is_known = boundary::is_known_head(language, &reading.text);
            let may_be_own =
                is_known && crate::outline::is_test_code(language, &reading.text) && !self.rules.knows(&reading.text);
            if !may_be_own && (is_known || self.rules.is_head(head)) {
                continue;
            }
            let mut needs = self.needs.borrow_mut();
            if needs.len() < NEEDS_MAX && !needs.iter().any(|need| **need == *reading.text) {
                needs.push(reading.text.as_str().into());
            }
        }
    }

    pub(super) fn take_needs(&self) -> Vec<Arc<str>> {
        let mut needs = self.needs.take();
        needs.sort();
        needs.shrink_to_fit();
        needs
    }
}

/// The name before `=`, `:=` or `:` at the end of a text: a variable, a member's last names, a keyword, a key.
fn given_name(before: &[u8]) -> Option<&str> {
    let mut rest = before.trim_ascii_end();
    if let Some(name) = name_of_let(rest) {
        return Some(name);
    }
    for word in [b"await".as_slice(), b"new"] {
        if let Some(shorter) = rest.strip_suffix(word)
            && !shorter.last().copied().is_some_and(is_word)
        {
            rest = shorter.trim_ascii_end();
        }
    }
    let named = if let Some(left) = rest.strip_suffix(b"=") {
        if left.last().is_some_and(|byte| b"=!<>+-*/%&|^~".contains(byte)) {
            return None;
        }
        left.strip_suffix(b":").unwrap_or(left)
    } else {
        rest.strip_suffix(b":").filter(|left| left.last() != Some(&b':'))?
    };
    let named = without_arguments(named.trim_ascii_end());
    let name = last_path(named);
    // `name: Type = …`
    let left = &named[..named.len() - name.len()];
    let line = memchr::memrchr(b'\n', left).map_or(0, |newline| newline + 1);
    let left = left[line..].trim_ascii_end();
    let name = match left.strip_suffix(b":") {
        Some(left) if left.last() != Some(&b':') && rest.ends_with(b"=") => last_path(left.trim_ascii_end()),
        _ => name,
    };
    Some(name).filter(|name| !name.is_empty())
}

/// A type without what it is of, and without the mark of what may be missing: `Call` of `Call<List<Order>>?`.
fn without_arguments(named: &[u8]) -> &[u8] {
    let named = named.strip_suffix(b"?").unwrap_or(named);
    if !named.ends_with(b">") || named.ends_with(b"->") || named.ends_with(b"=>") {
        return named;
    }
    let mut depth = 0_u32;
    for (at, byte) in named.iter().enumerate().rev().take(ARGUMENTS_BYTES_MAX) {
        match byte {
            b'>' => depth += 1,
            b'<' if depth == 1 => return named[..at].trim_ascii_end(),
            b'<' => depth -= 1,
            b'\n' | b';' | b'{' | b'=' => return named,
            _ => {}
        }
    }
    named
}

/// Bytes of what a type is of.
const ARGUMENTS_BYTES_MAX: usize = 160;

/// Whether a target is only what a double is called: `mock("response")`.
fn is_label(target: &Target) -> bool {
    target.origin == TargetOrigin::Text
        && !target.name.starts_with(|first: char| first.is_uppercase())
        && words::of_name(&target.name).is_none()
}

/// Adds to the traces of doubles that are handed to a patch what the patch replaces: `patch("app.Store", new=double)`.
pub(super) fn link(hits: &mut [Hit<'_>]) {
    for at in 0..hits.len() {
        let Some(used_at) = hits[at].used_at else { continue };
        let before = hits.partition_point(|other| other.start <= used_at);
        let mut around = hits[..before].iter().rev().take(HITS_BACK).filter(|other| used_at < other.end);
        let Some(other) = around.next() else { continue };
        let name = match &other.target {
            Some(Target { name, origin: TargetOrigin::Text | TargetOrigin::Import })
                if !name.contains([' ', '(', '{']) =>
            {
                format!("{name}()")
            }
            // A constant needs no import.
            Some(Target { name, .. })
                if name.starts_with(|first: char| first.is_ascii_uppercase())
                    && !name.replace("()", "").contains([' ', '(']) =>
            {
                format!("{name}()")
            }
            // What the object is made of whose member is replaced.
            Some(_) => match other.given.as_deref() {
                Some(made) => format!("{made}()"),
                None => continue,
            },
            None => match other.given.as_deref() {
                Some(traces) => traces.to_owned(),
                None => continue,
            },
        };
        let traces = hits[at].given.as_deref().unwrap_or_default();
        hits[at].given = Some(format!("{name} {traces}").trim_end().into());
    }
}

/// Hits before a use among which the one around it is looked for.
const HITS_BACK: usize = 16;

/// A name and the members after it.
fn joined(owner: &str, members: &[&str]) -> String {
    members.iter().fold(owner.to_owned(), |text, member| text + "." + member)
}

/// The type that a function's header says it returns.
pub(super) fn result_type(header: &str) -> Option<&str> {
    let (_, rest) = header.rsplit_once(')')?;
    let rest = rest.trim_start();
    let declared = rest.strip_prefix("->").or_else(|| rest.strip_prefix(':'))?;
    Some(declared.trim().trim_end_matches(['{', ':']).trim())
}

/// What stands for a function of Kotlin's whose type is written as one: what it takes and gives is not what it is.
fn function_type(language: Language, declared: &str) -> Option<&'static str> {
    let declared = declared.trim_start_matches([':', ' ', '<']);
    let declared = declared.strip_prefix("suspend ").unwrap_or(declared);
    (language == Language::Kotlin && declared.starts_with('(') && declared.contains("->"))
        .then_some("kotlin.Function()")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, name: Option<&str>) {
        assert_eq!(given_name(before.as_bytes()), name, "{before}");
    }

    #[test]
    fn the_name_before_a_double() {
        check("    redis = ", Some("redis"));
        check("self.db_session =", Some("self.db_session"));
        check("Service(cache=", Some("cache"));
        check("def f():\n    redis = ", Some("redis"));
        check("db := ", Some("db"));
        check("const http = new ", Some("http"));
        check("client: Redis = ", Some("client"));
        check("val call: Call<List<Order>> = ", Some("call"));
        check("val answer: Call<Map<K, V>>? = ", Some("answer"));
        check("{ \"queue\": ", Some("queue"));
        check("{ llm: await ", Some("llm"));
    }

    #[test]
    fn what_gives_no_name() {
        check("assert x == ", None);
        check("f(", None);
        check("a, ", None);
        check("std::", None);
        check("return ", None);
        check("", None);
        check("renew ", None);
    }
}
