//! From definitions to candidates: asks each what it is called, derives from, does and is used for.
//!
//! Invariant: linear in the file; a body is only looked into where it is short, so that functions in functions cost no
//! more than functions beside functions. Absent on purpose: what the answers are worth (`weights`).

use super::class::{Class, Reader};
use super::conduct::{self, of_long_body};
use super::evidence::{Case, Evidence, Shape};
use super::usage::{self, Usage};
use super::{Candidate, Subject, anonymous, bare, function, literal, names, saved, scope_at};
use crate::facts::{Facts, Position, ScopeId, ScopeKind, Span};
use crate::look::{self, Tokens};
use crate::outline::is_maker;
use crate::site::{Target, TargetOrigin};
use demock_model::Language;
use rustc_hash::{FxHashMap, FxHashSet};

/// Bytes of a body up to which it is looked into.
const BODY_BYTES_MAX: usize = 4096;
/// Lines of a comment before a definition that are read.
const COMMENT_LINES_MAX: usize = 8;
const COMMENT_BYTES_MAX: usize = 400;
/// Bytes before a definition in which its comment stands.
const BEFORE_BYTES_MAX: usize = 1024;
/// Uses of one name that are followed to what runs there.
const USERS_MAX: usize = 256;

pub(super) struct Weigher<'s, 'a> {
    subject: &'s Subject<'s, 'a>,
    tokens: &'s Tokens<'a>,
    source: &'a [u8],
    facts: &'a Facts,
    in_tests: Vec<bool>,
    /// Names of decorators and annotations by what they stand on.
    decorators: FxHashMap<ScopeId, Vec<&'a [u8]>>,
    defined: FxHashSet<&'a [u8]>,
    /// What the suites of the file are named after.
    tested: FxHashSet<String>,
    found: Vec<Candidate>,
    classes: Vec<Class>,
}

impl<'s, 'a> Weigher<'s, 'a> {
    pub(super) fn new(subject: &'s Subject<'s, 'a>, tokens: &'s Tokens<'a>, in_tests: Vec<bool>) -> Self {
        let facts = subject.resolver.facts;
        let source = subject.resolver.source.bytes();
        let called = facts.calls.iter().map(|call| (call.position, call.scope, call.path));
        let named = facts.references.iter().map(|named| (named.position, named.scope, named.path));
        let used = facts.uses.iter().map(|used| (used.position, used.scope, used.path));
        let mut decorators: FxHashMap<ScopeId, Vec<&[u8]>> = FxHashMap::default();
        for (position, scope, path) in called.chain(named).chain(used) {
            if position == Position::Decorator
                && let Some(name) = facts.path_names(path).last()
            {
                decorators.entry(scope).or_default().push(name.span.of(source));
            }
        }
        let classes = facts.scopes.iter().filter(|scope| scope.kind == ScopeKind::Class);
        let defined = classes.map(|scope| scope.name.of(source)).collect();
        let suites = facts.scopes.iter().filter(|scope| scope.kind == ScopeKind::Class);
        let suites = suites.filter_map(|scope| std::str::from_utf8(scope.name.of(source)).ok());
        let tested = suites.filter_map(names::tested).collect();
        let (found, classes) = (Vec::new(), Vec::new());
        Self { subject, tokens, source, facts, in_tests, decorators, defined, tested, found, classes }
    }

    pub(super) fn has_tests(&self) -> bool {
        self.subject.role.is_test()
    }

    pub(super) fn finish(mut self) -> Vec<Candidate> {
        let is_support = self.subject.tests.is_empty();
        for candidate in &mut self.found {
            candidate.case.extend(is_support.then_some(Evidence::SupportFile));
            candidate.case.extend((!self.in_tests[candidate.scope as usize]).then_some(Evidence::InProduct));
        }
        self.found
    }

    fn language(&self) -> Language {
        self.subject.resolver.language
    }

    fn text(&self, span: Span) -> &'a str {
        std::str::from_utf8(span.of(self.source)).unwrap_or_default()
    }

    pub(super) fn classes(&mut self) {
        let reader =
            Reader { language: self.language(), source: self.source, facts: self.facts, look: self.subject.look };
        self.classes = reader.classes();
        let anonymous = anonymous::objects(self.tokens, self.facts);
        let mut classes = self.classes.clone();
        classes.extend(anonymous);
        classes.retain(|class| self.in_tests[class.scope as usize] || names::is_shipped_double(self.text(class.name)));
        let defined: Vec<(&[u8], u32)> =
            classes.iter().map(|class| (class.name.of(self.source), class.name.start)).collect();
        let usages = usage::usages(self.tokens, self.subject.put, &defined);
        let unused = Usage::default();
        for class in &classes {
            let usage = usages.get(class.name.of(self.source)).unwrap_or(&unused);
            if let Some(candidate) = self.class(class, usage) {
                self.found.push(candidate);
            }
        }
        self.classes = classes;
    }

    fn class(&self, class: &Class, usage: &Usage) -> Option<Candidate> {
        let name = self.text(class.name);
        let mut case = Case::default();
        names::read(name, &mut case);
        let is_nameless = class.name == Span::default();
        case.extend(is_nameless.then_some(Evidence::Anonymous));
        if self.is_of_the_test(class, case) || self.is_application(class) {
            return None;
        }
        if self.has_no_place(class) {
            return None;
        }
        let target = self.bases(class, &mut case);
        let acting = class.methods.iter().filter(|method| !self.is_of_every_object(**method));
        let conducts: Vec<(&[u8], Case)> = acting.filter_map(|method| self.conduct(*method)).collect();
        let is_named_double = case.has(Evidence::NameDouble) && case.has(Evidence::BaseForeign);
        if class.header.is_record && conducts.is_empty() && !is_named_double {
            // Values that do nothing, whatever they are called.
            return None;
        }
        self.methods(class, &conducts, &mut case);
        if self.is_bean(case) {
            return None;
        }
        case.extend(self.claims(class.span).then_some(Evidence::Claims));
        case.extend(self.is_code(class.written_in).then_some(Evidence::Nested));
        if is_nameless {
            return Some(Candidate {
                shape: Shape::Class,
                span: class.span,
                scope: class.scope,
                acts_in: Vec::new(),
                name: class.name,
                case,
                target,
            });
        }
        used(usage, &mut case);
        let decorators = self.decorators.get(&class.scope).map_or(&[][..], |names| names);
        let is_value = decorators
            .iter()
            .any(|name| matches!(*name, b"dataclass" | b"define" | b"attrs" | b"frozen" | b"Entity" | b"Data"));
        case.extend((is_value || class.header.is_record).then_some(Evidence::Value));
        case.extend((!decorators.is_empty() && !is_value).then_some(Evidence::Decorated));
        let acts_in = self.users(usage, class.written_in);
        Some(Candidate {
            shape: Shape::Class,
            span: class.span,
            scope: class.scope,
            acts_in,
            name: class.name,
            case,
            target,
        })
    }

    /// Whether a class is a suite of tests or an exception, by its own name or what it derives from, or holds doubles for them.
    fn is_of_the_test(&self, class: &Class, case: Case) -> bool {
        if class.header.bases.is_empty() && names::is_holder(self.text(class.name)) {
            return true;
        }
        let is_named_double = case.has(Evidence::NameDouble);
        let suite = is_suite(self.text(class.name)) && class.header.bases.is_empty() && !is_named_double;
        let mut bases = class.header.bases.iter().map(|base| last_name(self.text(*base)));
        suite || bases.any(|base| is_suite(base) || (is_exception(base) && !is_named_double))
    }

    /// Whether a type can stand in for nothing: in Rust nothing takes a type's place but another of its traits, and nothing of
    /// the product takes one of a trait that only the tests have.
    fn has_no_place(&self, class: &Class) -> bool {
        self.language() == Language::Rust && class.traits.iter().all(|implemented| self.is_trait_of_tests(*implemented))
    }

    fn is_trait_of_tests(&self, name: Span) -> bool {
        (0..).zip(&self.facts.scopes).any(|(id, scope): (usize, _)| {
            scope.kind == ScopeKind::Class
                && self.in_tests[id]
                && scope.name.of(self.source) == name.of(self.source)
                && scope
                    .header
                    .of(self.source)
                    .split(|byte| !crate::language::is_word(*byte))
                    .any(|word| word == b"trait")
        })
    }

    /// Whether a class is an application that a server is given to serve (ASGI 3.0, "Applications"; PEP 3333): what the test
    /// hands in, and stands in for nothing.
    fn is_application(&self, class: &Class) -> bool {
        self.language() == Language::Python
            && class.methods.iter().any(|method| {
                let scope = self.facts.scopes[*method as usize];
                let header = scope.header.of(self.source);
                let takes = |names: &[&[u8]]| names.iter().all(|name| memchr::memmem::find(header, name).is_some());
                scope.name.of(self.source) == b"__call__"
                    && (takes(&[b"scope", b"receive", b"send"]) || takes(&[b"environ", b"start_response"]))
            })
    }

    /// Notes what it derives from, and gives the first that it may stand in for.
    fn bases(&self, class: &Class, case: &mut Case) -> Option<Target> {
        let mut target = None;
        for span in class.header.bases.iter().chain(&class.traits) {
            let text = self.text(*span);
            let last = last_name(text);
            let resolved = self.subject.resolver.resolve_text(text, class.written_in, span.start);
            let is_double = names::is_double(last) || resolved.text.starts_with("unittest.mock.");
            case.extend(is_double.then_some(Evidence::BaseDouble));
            if is_plain_base(last) {
                case.extend(is_value_base(last).then_some(Evidence::Value));
                continue;
            }
            let carries = is_message_handler(last);
            case.extend((names::is_callback(last) && !carries).then_some(Evidence::BaseCallback));
            let is_tested = self.tested.contains(&last.to_lowercase());
            case.extend(is_tested.then_some(Evidence::BaseUnderTest));
            let is_here = self.defined.contains(last.as_bytes()) && resolved.origin != TargetOrigin::Import;
            case.extend(is_here.then_some(Evidence::BaseHere));
            case.extend((!is_here && !is_double).then_some(Evidence::BaseForeign));
            // In C# an import names no type, but how an interface is called does.
            let is_taken_in = resolved.origin == TargetOrigin::Import
                || self.language() == Language::CSharp && !is_here && (carries || is_interface(last));
            case.extend(is_taken_in.then_some(Evidence::BaseImported));
            case.extend(carries.then_some(Evidence::NameService));
            if target.is_none() && !is_double {
                // A path of modules needs no import.
                let is_path = self.language() == Language::Rust && text.contains("::");
                let origin = if is_path { TargetOrigin::Import } else { resolved.origin };
                target = Some(Target { name: resolved.text.into(), origin });
            }
        }
        if target.is_none() && self.is_transport(class) {
            case.extend([Evidence::BaseForeign, Evidence::BaseImported, Evidence::Overrides]);
            target = Some(Target { name: "net/http.RoundTripper".into(), origin: TargetOrigin::Import });
        }
        target
    }

    /// Whether a type of Go's is what requests go out by: `RoundTrip(*http.Request) (*http.Response, error)`.
    fn is_transport(&self, class: &Class) -> bool {
        self.language() == Language::Go
            && class.methods.iter().any(|method| {
                let scope = self.facts.scopes[*method as usize];
                let header = scope.header.of(self.source);
                scope.name.of(self.source) == b"RoundTrip" && memchr::memmem::find(header, b"http.Request").is_some()
            })
    }

    /// Whether a class only keeps values behind accessors, as is usual in its language.
    fn is_bean(&self, case: Case) -> bool {
        let has_beans = matches!(self.language(), Language::Java | Language::Kotlin | Language::CSharp | Language::Php);
        let stands_for = [Evidence::NameDouble, Evidence::BaseForeign, Evidence::BaseDouble, Evidence::Anonymous];
        has_beans && case.has(Evidence::Accessors) && !stands_for.into_iter().any(|evidence| case.has(evidence))
    }

    fn methods(&self, class: &Class, conducts: &[(&[u8], Case)], case: &mut Case) {
        let is_constructor = |name: &[u8]| {
            matches!(name, b"__init__" | b"constructor" | b"initialize" | b"__construct" | b"new" | b"__new__")
                || name == class.name.of(self.source)
        };
        let own: Vec<&(&[u8], Case)> = conducts.iter().filter(|(name, _)| !is_constructor(name)).collect();
        case.extend(own.is_empty().then_some(Evidence::NoMethods));
        case.extend((own.len() == 1).then_some(Evidence::OneMethod));
        case.extend(
            own.iter().any(|(name, _)| std::str::from_utf8(name).is_ok_and(names::is_verb)).then_some(Evidence::Verbs),
        );
        let trivial = own.iter().filter(|(_, conduct)| is_trivial(*conduct)).count();
        case.extend((!own.is_empty() && trivial == own.len()).then_some(Evidence::AllTrivial));
        case.extend((trivial < own.len() && trivial * 2 >= own.len()).then_some(Evidence::MostTrivial));
        case.extend(own.iter().any(|(_, conduct)| conduct.has(Evidence::Records)).then_some(Evidence::Records));
        case.extend(
            (!own.is_empty() && own.iter().all(|(_, conduct)| conduct.has(Evidence::Raises)))
                .then_some(Evidence::Raises),
        );
        case.extend(own.iter().any(|(_, conduct)| conduct.has(Evidence::CallsReal)).then_some(Evidence::CallsReal));
        case.extend(own.iter().any(|(_, conduct)| conduct.has(Evidence::Wraps)).then_some(Evidence::Wraps));
        let is_accessor = |name: &[u8]| std::str::from_utf8(name).is_ok_and(names::is_accessor);
        let accessors = own.iter().filter(|(name, _)| is_accessor(name)).count();
        case.extend((accessors > 0 && accessors == own.len()).then_some(Evidence::Accessors));
        case.extend(own.iter().any(|(_, conduct)| conduct.has(Evidence::Logic)).then_some(Evidence::Logic));
        let in_fields = || self.conduct(class.scope).filter(|_| class.methods.is_empty());
        let mocks =
            own.iter().copied().copied().chain(in_fields()).any(|(_, conduct)| conduct.has(Evidence::HoldsMocks));
        case.extend(mocks.then_some(Evidence::HoldsMocks));
        case.extend(own.iter().any(|(name, conduct)| is_fluent(name, *conduct)).then_some(Evidence::Fluent));
        let has_type = case.has(Evidence::BaseForeign) || !class.traits.is_empty();
        case.extend((has_type && own.len() > 1 && trivial == own.len()).then_some(Evidence::Implements));
        for listens in [Evidence::Listens, Evidence::OpensSocket] {
            case.extend(conducts.iter().any(|(_, conduct)| conduct.has(listens)).then_some(listens));
        }
        let mut acting = class.methods.iter().filter(|method| !self.is_of_every_object(**method));
        let overrides = acting.any(|method| self.is_override(*method));
        case.extend((overrides || !class.traits.is_empty()).then_some(Evidence::Overrides));
    }

    /// Whether a method is one that every object has, whatever it stands for: how it is shown, compared and hashed.
    fn is_of_every_object(&self, method: ScopeId) -> bool {
        OBJECT_METHODS.contains(&self.facts.scopes[method as usize].name.of(self.source))
    }

    fn is_override(&self, method: ScopeId) -> bool {
        let scope = self.facts.scopes[method as usize];
        let start = scope.header.start as usize;
        let before = self.source[start.saturating_sub(COMMENT_BYTES_MAX)..start].trim_ascii_end();
        let header = scope.header.of(self.source);
        before.ends_with(b"@Override")
            || before.ends_with(b"override")
            || header.split(|byte| !crate::language::is_word(*byte)).take(6).any(|word| word == b"override")
    }

    /// The name of a method or function, and what it does.
    fn conduct(&self, id: ScopeId) -> Option<(&'a [u8], Case)> {
        let scope = self.facts.scopes[id as usize];
        let name = scope.name.of(self.source);
        let mut stretch = Span { start: scope.header.end, end: scope.end.max(scope.header.end) };
        if (stretch.end - stretch.start) as usize > BODY_BYTES_MAX {
            return Some((name, of_long_body()));
        }
        stretch.end = stretch.end.min(self.source.len() as u32);
        let tokens = self.subject.look.at(stretch);
        let body = look::body(&tokens, scope.header.of(self.source))?;
        if self.language() == Language::Go && conduct::calls_itself(&tokens, body.clone(), scope.header.of(self.source))
        {
            let mut case = Case::default();
            case.add(Evidence::AllTrivial);
            return Some((name, case));
        }
        Some((name, conduct::of_body(&tokens, body, name)))
    }

    /// The definitions in whose code a name stands, of those that see it where it is written: running one uses it.
    fn users(&self, usage: &Usage, written_in: ScopeId) -> Vec<ScopeId> {
        let outer = self.facts.scopes[written_in as usize];
        let from = usage.at.partition_point(|at| *at < outer.header.start);
        let seen = usage.at[from..].iter().take_while(|at| **at < outer.end).take(USERS_MAX);
        let mut users: Vec<ScopeId> =
            seen.map(|at| scope_at(self.facts, *at)).filter(|scope| self.is_code(*scope)).collect();
        users.sort_unstable();
        users.dedup();
        users
    }

    /// Whether a scope is part of something that runs.
    fn is_code(&self, scope: ScopeId) -> bool {
        matches!(
            self.facts.scopes[scope as usize].kind,
            ScopeKind::Function | ScopeKind::Test | ScopeKind::Hook | ScopeKind::Fixture
        )
    }

    /// Whether the comment before a definition, or the docstring in it, says that it stands in for something.
    fn claims(&self, header: Span) -> bool {
        let after = self.source.get(header.end as usize..).unwrap_or_default().trim_ascii_start();
        let docstring = [b"\"\"\"".as_slice(), b"'''"].into_iter().find(|quotes| after.starts_with(quotes));
        if let Some(quotes) = docstring.filter(|_| self.language() == Language::Python) {
            let inside = &after[3..after.len().min(COMMENT_BYTES_MAX)];
            let end = memchr::memmem::find(inside, quotes).unwrap_or(inside.len());
            return names::claims(&inside[..end]);
        }
        let start = header.start as usize;
        let mut before = &self.source[start.saturating_sub(BEFORE_BYTES_MAX)..start];
        before = &before[..memchr::memrchr(b'\n', before).unwrap_or(0)];
        let start = before.len();
        let mut begin = start;
        for _ in 0..COMMENT_LINES_MAX {
            let line_start = memchr::memrchr(b'\n', &before[..begin]).map_or(0, |newline| newline + 1);
            let line = before[line_start..begin].trim_ascii();
            let is_comment =
                [b"//".as_slice(), b"#", b"*", b"/*", b"@", b"["].iter().any(|mark| line.starts_with(mark));
            if !is_comment || begin == 0 {
                break;
            }
            begin = line_start.saturating_sub(1);
        }
        names::claims(&before[begin..start])
    }

    /// Functions that may be doubles. Not of Ruby: a name that stands alone is a call there, and what is handed over is what the
    /// method gives.
    pub(super) fn functions(&mut self) {
        if self.language() == Language::Ruby {
            return;
        }
        let functions = function::functions(self.language(), self.source, self.facts, &self.classes);
        let functions: Vec<ScopeId> = functions.into_iter().filter(|id| self.in_tests[*id as usize]).collect();
        let named = |id: &ScopeId| self.facts.scopes[*id as usize].name;
        let defined: Vec<(&[u8], u32)> =
            functions.iter().map(|id| (named(id).of(self.source), named(id).start)).collect();
        let usages = usage::usages(self.tokens, self.subject.put, &defined);
        let unused = Usage::default();
        let saved = saved::calls(self.tokens);
        for id in &functions {
            let scope = self.facts.scopes[*id as usize];
            let usage = usages.get(scope.name.of(self.source)).unwrap_or(&unused);
            let mut case = Case::default();
            names::read(self.text(scope.name), &mut case);
            let Some((_, conduct)) = self.conduct(*id) else { continue };
            case.join(conduct);
            case.extend(is_trivial(conduct).then_some(Evidence::AllTrivial));
            case.extend(saved::is_called_in(&saved, scope.header.end..scope.end).then_some(Evidence::CallsSaved));
            case.extend(self.claims(scope.header).then_some(Evidence::Claims));
            case.extend(self.is_code(scope.parent).then_some(Evidence::Nested));
            case.extend(self.decorators.contains_key(id).then_some(Evidence::Decorated));
            case.extend(names::is_verb(self.text(scope.name)).then_some(Evidence::Verbs));
            case.extend(ignores_arguments(scope.header.of(self.source)).then_some(Evidence::IgnoresArguments));
            used(usage, &mut case);
            let is_put = [Evidence::PutInPlace, Evidence::AssignedOver, Evidence::HandedOver]
                .into_iter()
                .any(|put| case.has(put))
                && (self.language() != Language::Rust || self.is_named(scope.name, usage));
            // What it makes is what stands in for something; in Rust a function that is only called takes no other's place, unless
            // it serves.
            let is_maker = is_maker(self.text(scope.name));
            let only_makes = is_maker || case.has(Evidence::HoldsMocks);
            let only_gives = self.language() == Language::Rust && !case.has(Evidence::Listens);
            if (!is_put && (only_makes || only_gives)) || (is_maker && case.has(Evidence::CalledHere)) {
                continue;
            }
            let acts_in = self.users(usage, scope.parent);
            self.found.push(Candidate {
                shape: Shape::Function,
                span: scope.header,
                scope: *id,
                acts_in,
                name: scope.name,
                case,
                target: None,
            });
        }
    }

    /// Whether a function's name stands somewhere without a call, imports aside: what is only called hands over what it gives
    /// back, as does a variable that holds that.
    fn is_named(&self, name: Span, usage: &Usage) -> bool {
        let text = name.of(self.source);
        let rest = |at: u32| self.source.get(at as usize..).and_then(|rest| rest.strip_prefix(text));
        let is_uncalled = |at: u32| rest(at).is_some_and(|rest| !rest.trim_ascii_start().starts_with(b"("));
        let is_imported = |at: u32| self.facts.imports.iter().any(|import| import.local.span.start == at);
        usage.at.iter().any(|at| is_uncalled(*at) && !is_imported(*at))
    }

    pub(super) fn literals(&mut self) {
        match self.language() {
            Language::JavaScript | Language::TypeScript => {
                self.found.extend(literal::literals(self.tokens, self.source, self.facts, self.subject.put));
            }
            Language::Python | Language::Ruby => {
                self.found.extend(bare::objects(self.tokens, self.source, self.facts, self.subject.put));
            }
            Language::CSharp | Language::Go | Language::Java | Language::Kotlin | Language::Php | Language::Rust => {}
        }
    }
}

/// What the uses of a name tell.
fn used(usage: &Usage, case: &mut Case) {
    case.join(usage.case);
    case.extend(usage.at.is_empty().then_some(Evidence::Unused));
}

/// Methods of every object: of Java and Kotlin, C#, Python, Ruby, PHP.
#[rustfmt::skip]
const OBJECT_METHODS: &[&[u8]] = &[
    b"toString", b"equals", b"hashCode", b"ToString", b"Equals", b"GetHashCode", b"__repr__", b"__str__", b"__eq__", b"__ne__", b"__hash__", b"to_s", b"inspect", b"hash", b"==", b"eql?",
    b"__toString",
];

/// Whether parameters say that what is given does not matter: `*args`, `_path`, `...args`.
fn ignores_arguments(header: &[u8]) -> bool {
    let header = &header[..header.len().min(2 * COMMENT_BYTES_MAX)];
    let Some(open) = memchr::memchr(b'(', header) else { return false };
    let inside = &header[open + 1..header.len().min(open + 1 + COMMENT_BYTES_MAX)];
    let mut parameters = inside.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    parameters
        .any(|parameter| parameter.starts_with(b"*") || parameter.starts_with(b"_") || parameter.starts_with(b"..."))
}

fn is_suite(name: &str) -> bool {
    ["TestCase", "Test", "Tests", "TestBase", "Spec", "TestSuite", "Suite", "Steps", "IT", "ObjectBehavior"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// What the requests of .NET's HTTP client go out by.
fn is_message_handler(name: &str) -> bool {
    matches!(name, "HttpMessageHandler" | "HttpClientHandler" | "DelegatingHandler" | "SocketsHttpHandler")
}

/// Whether a name is an interface's by the convention of .NET: `IClock`.
fn is_interface(name: &str) -> bool {
    let mut letters = name.bytes();
    letters.next() == Some(b'I')
        && letters.next().is_some_and(|next| next.is_ascii_uppercase())
        && letters.next().is_some_and(|next| next.is_ascii_lowercase())
}

fn is_exception(name: &str) -> bool {
    name.ends_with("Error") || name.ends_with("Exception") || name == "Throwable"
}

/// Bases that say how a value is kept.
fn is_value_base(name: &str) -> bool {
    matches!(name, "BaseModel" | "Enum" | "IntEnum" | "StrEnum" | "TypedDict" | "NamedTuple" | "Model" | "Struct")
}

/// Bases that say nothing of what a class stands for.
#[rustfmt::skip]
fn is_plain_base(name: &str) -> bool {
    is_value_base(name)
        || matches!(
            name,
            "object" | "Object" | "Any" | "Protocol" | "ABC" | "Generic" | "dict" | "list" | "str" | "int" | "tuple"
                | "Serializable" | "Comparable" | "IEquatable" | "Cloneable" | "Base"
                // What Go embeds to guard a type.
                | "Mutex" | "RWMutex"
        )
}

/// The last name of a path.
fn last_name(path: &str) -> &str {
    path.rsplit(['.', ':', '\\']).next().unwrap_or(path)
}

/// Whether a method gives back its object; those that begin to use a resource do so anyway.
fn is_fluent(name: &[u8], conduct: Case) -> bool {
    conduct.has(Evidence::Fluent) && !name.starts_with(b"__")
}

/// Whether a body does nothing, or nothing but raise.
fn is_trivial(conduct: Case) -> bool {
    conduct.has(Evidence::AllTrivial) || conduct.has(Evidence::Raises)
}
