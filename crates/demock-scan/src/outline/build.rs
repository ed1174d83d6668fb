//! From facts and sites to an [`Outline`].
//!
//! Each scope is up to three nodes: its code, what runs around its tests, and, of a class, what constructing it runs:
//! no types are inferred, so that a class stands for all of its methods.

use super::callee::{Callee, Names, seen_from};
use super::classes::{self, Class, Known};
use super::doubles::{By, Telling, WHOLE, in_order as doubles_in_order};
use super::made::{self, Made};
use super::members::{self, Waiting};
use super::shipped;
use super::support::{is_named_as_double, may_hand_out_doubles};
use super::{How, Outline, Outside, Shown, Sort};
use crate::facts::{CallForm, CallId, Facts, NameHash, Path, Position, Reach, ScopeId, ScopeKind, Span};
use crate::language::{FileRole, is_word};
use crate::lines::Lines;
use crate::resolve::Resolver;
use crate::rules::csharp::VERIFIES;
use crate::ruleset::LanguageRules;
use demock_model::{Confidence, Language, Text};
use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

/// What an outline is made of.
pub(crate) struct Subject<'s, 'a> {
    pub(crate) resolver: &'s Resolver<'a>,
    pub(crate) rules: &'s LanguageRules,
    pub(crate) lines: &'s Lines<'s>,
    /// Scopes of the collected tests, in order of place.
    pub(crate) tests: &'s [ScopeId],
    /// A scope and the index of a site that acts when it runs.
    pub(crate) sites: &'s [(ScopeId, u32)],
    /// Scopes that are hand-written doubles, with the index of the site that says so.
    pub(crate) doubles: &'s [(ScopeId, u32)],
    /// Scopes in which doubles of libraries are made, with the index of the site.
    pub(crate) mocks: &'s [(ScopeId, u32)],
    /// Functions that do with their parameters what a site in them does, with the index of the site.
    pub(crate) wrappers: &'s [(ScopeId, u32)],
    /// Types that a library defines in the file, whose instances are its doubles, with the index of the site that says so.
    pub(crate) defined: &'s [(String, u32)],
    /// The site that says that the whole file is a double.
    pub(crate) whole: Option<u32>,
    pub(crate) role: FileRole,
}

/// An outline, and what goes with it.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    pub(crate) outline: Outline,
    /// The line of the definition that each node stands for.
    pub(crate) lines: Vec<u32>,
    /// Calls that make what other files define.
    pub(crate) made: Vec<Made>,
}

/// The outline of a file.
pub(crate) fn outline(subject: &Subject<'_, '_>) -> Drawn {
    let is_needed = subject.role.is_test() || !subject.sites.is_empty() || !subject.tests.is_empty();
    if !is_needed && !ships_makers(subject) && !ships_stand_ins(subject) {
        return Drawn { outline: Outline { in_use: in_use(subject), ..Outline::default() }, ..Drawn::default() };
    }
    let mut draft = Draft::new(subject);
    draft.structure();
    draft.calls();
    draft.bases();
    draft.given_classes();
    draft.requests();
    draft.modules();
    draft.acting.extend(subject.sites.iter().map(|(scope, site)| (code(*scope), *site)));
    draft.finish()
}

/// Whether product code has functions that are named as makers of doubles.
fn ships_makers(subject: &Subject<'_, '_>) -> bool {
    let resolver = subject.resolver;
    let functions = resolver.facts.scopes.iter().filter(|scope| scope.kind == ScopeKind::Function);
    let mut names = functions.map(|scope| scope.name.text(resolver.source));
    names.any(|name| made::is_maker(name) && is_named_as_double(name))
}

/// Whether product code has classes that are named as stand-ins.
fn ships_stand_ins(subject: &Subject<'_, '_>) -> bool {
    let resolver = subject.resolver;
    let mut classes = resolver.facts.scopes.iter().filter(|scope| scope.kind == ScopeKind::Class);
    shipped::are_told(resolver.language)
        && !subject.role.is_test()
        && classes.any(|class| shipped::is_stand_in(class.name.text(resolver.source)))
}

/// Stand-ins that product code makes: all that it says where it has neither sites nor stand-ins of its own.
fn in_use(subject: &Subject<'_, '_>) -> Vec<Text> {
    let is_told = shipped::are_told(subject.resolver.language) && !subject.role.is_test();
    if is_told && !ships_stand_ins(subject) {
        shipped::made(subject.resolver.language, subject.resolver.source.bytes())
    } else {
        Vec::new()
    }
}

/// The node that stands for all tests of the file.
const FILE: u32 = suite(0);

pub(super) const fn code(scope: ScopeId) -> u32 {
    scope * 3 + 1
}

/// What runs around each test of a scope.
pub(super) const fn suite(scope: ScopeId) -> u32 {
    scope * 3
}

pub(super) const fn construct(scope: ScopeId) -> u32 {
    scope * 3 + 2
}

pub(super) struct Draft<'s, 'a> {
    pub(super) facts: &'a Facts,
    pub(super) subject: &'s Subject<'s, 'a>,
    pub(super) names: Names<'s, 'a>,
    methods: Waiting,
    nodes: u32,
    /// A node and another that it runs.
    runs: Vec<(u32, u32)>,
    /// A node and a site that acts there.
    acting: Vec<(u32, u32)>,
    /// A node and a name of another file that it runs.
    beyond: Vec<(u32, u32)>,
    /// A node and the hash of a name that it calls on something whose class is not known.
    members: Vec<(u32, u32)>,
    /// What constructs a class, a method of it and the hash of the method's name.
    waiting: Vec<(u32, u32, u32)>,
    /// Classes whose objects can be called, and the method that runs then.
    callable: FxHashMap<ScopeId, ScopeId>,
    /// Those of them that fixtures make.
    handed_out: FxHashSet<ScopeId>,
    outside: Vec<Outside>,
    known: FxHashMap<Outside, u32>,
    shown: Vec<Shown>,
    made: Vec<Made>,
    /// Fixtures by the scope that they are defined in and their name, in order.
    fixtures: FxHashMap<(ScopeId, NameHash), Vec<ScopeId>>,
    /// For each scope, whether it is a test that a runner collects.
    is_collected: Vec<bool>,
    /// For each scope, whether it is test code.
    pub(super) in_tests: Vec<bool>,
    /// What the file exports by default.
    default: Option<ScopeId>,
}

/// Modules around a class of a library that a helper adds to, and the class.
const MODULES_MAX: usize = 4;
/// Bytes before a path in which `new` stands.
const NEW_BYTES_MAX: usize = 64;

/// Bytes before a type's name in which it is told which container it is given to.
const CONTAINER_BYTES_MAX: usize = 256;

/// Something that runs what a path names.
struct Run {
    path: Path,
    /// How a call is written; `None` where it is only named.
    form: Option<CallForm>,
    /// The call, where it is one that links may follow.
    call: Option<CallId>,
    position: Position,
    scope: ScopeId,
    end: u32,
    statement: u32,
}

impl<'s, 'a> Draft<'s, 'a> {
    fn new(subject: &'s Subject<'s, 'a>) -> Self {
        let facts = subject.resolver.facts;
        let mut fixtures: FxHashMap<(ScopeId, NameHash), Vec<ScopeId>> = FxHashMap::default();
        for (id, scope) in (0..).zip(&facts.scopes) {
            if scope.kind == ScopeKind::Fixture {
                let name = NameHash::of(scope.name.of(subject.resolver.source.bytes()));
                fixtures.entry((scope.parent, name)).or_default().push(id);
            }
        }
        let mut is_collected = vec![false; facts.scopes.len()];
        for test in subject.tests {
            is_collected[*test as usize] = true;
        }
        let names = Names::new(subject.resolver, subject.rules);
        let (source, language) = (subject.resolver.source, subject.resolver.language);
        Self {
            facts,
            subject,
            methods: Waiting::new(facts, source, &names, language),
            names,
            members: Vec::new(),
            waiting: Vec::new(),
            callable: FxHashMap::default(),
            handed_out: FxHashSet::default(),
            nodes: facts.scopes.len() as u32 * 3,
            runs: Vec::new(),
            acting: Vec::new(),
            beyond: Vec::new(),
            outside: Vec::new(),
            known: FxHashMap::default(),
            shown: Vec::new(),
            made: Vec::new(),
            fixtures,
            is_collected,
            in_tests: facts.in_tests(subject.role),
            default: None,
        }
    }

    pub(super) fn kind(&self, scope: ScopeId) -> ScopeKind {
        self.facts.scopes[scope as usize].kind
    }

    pub(super) fn parent(&self, scope: ScopeId) -> ScopeId {
        self.facts.scopes[scope as usize].parent
    }

    pub(super) fn name(&self, scope: ScopeId) -> &'a str {
        self.facts.scopes[scope as usize].name.text(self.subject.resolver.source)
    }

    pub(super) fn run(&mut self, from: u32, to: u32) {
        if from != to {
            self.runs.push((from, to));
        }
    }

    pub(super) fn run_outside(&mut self, from: u32, how: How, name: &str) -> u32 {
        let outside = Outside { how, name: Text::new(name) };
        let next = self.outside.len() as u32;
        let at = *self.known.entry(outside).or_insert(next);
        if at == next {
            self.outside.push(outside);
        }
        self.beyond.push((from, at));
        at
    }

    fn show(&mut self, sort: Sort, name: &str, node: u32) {
        self.shown.push(Shown { sort, name: Text::new(name), node });
    }

    /// What follows from how definitions stand in each other.
    fn structure(&mut self) {
        self.run(FILE, code(0));
        // Hooks at the top of a module of JavaScript or Ruby run around the tests of whoever loads it.
        let language = self.subject.resolver.language;
        let has_hooks = matches!(language, Language::JavaScript | Language::TypeScript | Language::Ruby);
        self.show(Sort::Module, "", if has_hooks { FILE } else { code(0) });
        for id in 1..self.facts.scopes.len() as ScopeId {
            let parent = self.parent(id);
            match self.kind(id) {
                ScopeKind::File => {}
                ScopeKind::Class | ScopeKind::Suite => self.group(id, parent),
                ScopeKind::Hook => self.hook(id, parent),
                // Laravel calls what is named after its trait.
                ScopeKind::Function if language == Language::Php && self.sets_up(id, parent) => self.hook(id, parent),
                ScopeKind::Fixture => self.fixture(id, parent),
                // Nothing but groups stands around a test that a runner collects.
                ScopeKind::Test if self.is_test(id) => self.run(code(id), suite(parent)),
                ScopeKind::Test | ScopeKind::Function => self.function(id, parent),
            }
        }
    }

    /// Whether a method is `setUpFakesMail` of the trait `FakesMail` (Laravel's `setUpTraits`).
    fn sets_up(&self, id: ScopeId, parent: ScopeId) -> bool {
        self.kind(parent) == ScopeKind::Class && self.name(id).strip_prefix("setUp") == Some(self.name(parent))
    }

    fn hook(&mut self, id: ScopeId, parent: ScopeId) {
        self.run(suite(parent), code(id));
        // A constructor is one, and a class stands for all that it could do; Python's hooks are for its tests alone.
        if self.kind(parent) == ScopeKind::Class && self.subject.resolver.language != Language::Python {
            self.run(construct(parent), code(id));
        }
        // What Ginkgo runs has no name; a method of a suite has its own.
        let is_of_package = parent == 0 && matches!(self.name(id), "TestMain" | "init" | "");
        if is_of_package && self.subject.resolver.language == Language::Go {
            self.show(Sort::Ambient, self.name(id), code(id));
        }
    }

    /// Whether what is defined in a scope is part of something that runs.
    fn is_code(&self, scope: ScopeId) -> bool {
        matches!(self.kind(scope), ScopeKind::Function | ScopeKind::Test | ScopeKind::Hook | ScopeKind::Fixture)
    }

    fn is_test(&self, scope: ScopeId) -> bool {
        self.is_collected[scope as usize]
    }

    fn group(&mut self, id: ScopeId, parent: ScopeId) {
        self.run(suite(id), code(id));
        self.run(construct(id), code(id));
        if self.is_code(parent) {
            // A class of a function is made to be used there.
            self.run(code(parent), construct(id));
        } else if parent != 0 {
            self.run(suite(id), suite(parent));
        }
        if self.kind(id) == ScopeKind::Class && parent == 0 {
            let name = self.name(id);
            self.show(Sort::Run, name, construct(id));
            self.show(Sort::Suite, name, suite(id));
        }
        // A class of a library that a helper adds to has the library's whole name.
        let may_add = self.subject.resolver.language == Language::Ruby && self.subject.tests.is_empty();
        if may_add && let Some(name) = self.whole_name(id).filter(|name| name.contains('.')) {
            self.show(Sort::Suite, &name, suite(id));
        }
    }

    /// `ActiveSupport.TestCase` of Ruby, whether its modules stand around it or before it; `None` for what is no class of classes.
    fn whole_name(&self, id: ScopeId) -> Option<String> {
        let around = std::iter::successors(Some(id), |id| Some(self.parent(*id)).filter(|parent| *parent != 0));
        let mut names: Vec<&str> = Vec::new();
        for scope in around.take(MODULES_MAX + 1) {
            names.push(Some(self.name(scope)).filter(|_| self.kind(scope) == ScopeKind::Class)?);
        }
        names.reverse();
        (names.len() <= MODULES_MAX).then(|| names.join(".").replace("::", "."))
    }

    fn fixture(&mut self, id: ScopeId, parent: ScopeId) {
        let acts_alone = self.facts.scopes[id as usize].reach == Reach::Enclosing;
        if acts_alone {
            self.run(suite(parent), code(id));
        }
        if parent == 0 {
            self.show(Sort::Fixture, self.name(id), code(id));
            if acts_alone {
                self.show(Sort::Ambient, self.name(id), code(id));
            }
        }
    }

    fn function(&mut self, id: ScopeId, parent: ScopeId) {
        if self.is_code(parent) {
            return self.run(code(parent), code(id));
        }
        match self.kind(parent) {
            ScopeKind::Class => {
                if self.methods.waits(id) && self.name(id) == members::CALL {
                    self.callable.insert(parent, id);
                } else if self.methods.waits(id) {
                    let name = NameHash::of(self.name(id).as_bytes());
                    self.waiting.push((construct(parent), code(id), name.0));
                } else {
                    self.run(construct(parent), code(id));
                }
                if self.parent(parent) == 0 {
                    let name = format!("{}.{}", self.name(parent), self.name(id));
                    self.show(Sort::Run, &name, code(id));
                }
            }
            ScopeKind::File => self.show(Sort::Run, self.name(id), code(id)),
            ScopeKind::Suite | ScopeKind::Function | ScopeKind::Test | ScopeKind::Hook | ScopeKind::Fixture => {}
        }
    }

    /// What calls and decorators run.
    fn calls(&mut self) {
        let facts = self.facts;
        let called = (0..).zip(&facts.calls).map(|(id, call)| Run {
            path: call.path,
            form: Some(call.form),
            call: Some(id),
            position: call.position,
            scope: call.scope,
            end: call.end,
            statement: call.statement,
        });
        let used = facts.uses.iter().map(|used| Run {
            path: used.path,
            form: used.form,
            call: None,
            position: used.position,
            scope: used.scope,
            end: used.end,
            statement: used.statement,
        });
        let named = facts.references.iter().map(|named| Run {
            path: named.path,
            form: None,
            call: None,
            position: named.position,
            scope: named.scope,
            end: named.end,
            statement: named.statement,
        });
        let is_python = self.subject.resolver.language == Language::Python;
        let named = named.filter(|run| matches!(run.position, Position::Decorator | Position::Resource));
        for run in called.chain(used).chain(named) {
            if run.form == Some(CallForm::Named) && !self.is_made(&run) {
                continue;
            }
            let is_decorator = run.position == Position::Decorator;
            let seen_from = if is_decorator { self.parent(run.scope) } else { run.scope };
            let callee = self.allocated(&run).or_else(|| self.names.callee(run.path, seen_from, self.form(&run)));
            if is_python && !is_decorator {
                let name = self.names.member_called(run.path, run.scope, callee.as_ref(), &self.methods);
                self.members.extend(name.map(|name| (code(run.scope), name.0)));
            }
            if let Some(outside) = self.call(code(run.scope), callee) {
                self.makes(&run, outside);
            }
        }
        self.callable_objects();
    }

    /// Runs what is named; the index of the name where it is another file's.
    fn call(&mut self, from: u32, callee: Option<Callee>) -> Option<u32> {
        match callee? {
            Callee::Here(to) if self.kind(to) == ScopeKind::Class => {
                self.run(from, construct(to));
                self.hand_out(from, to);
            }
            Callee::Here(to) => self.run(from, code(to)),
            Callee::There(how, name) => return Some(self.run_outside(from, how, &name)),
        }
        None
    }

    /// What `new(support.Store)` of Go's makes.
    fn allocated(&self, run: &Run) -> Option<Callee> {
        let resolver = self.subject.resolver;
        let [new] = self.facts.path_names(run.path) else { return None };
        if resolver.language != Language::Go || new.span.text(resolver.source) != "new" {
            return None;
        }
        let given = Span { start: new.span.end, end: run.end.max(new.span.end) }.text(resolver.source);
        let name = given.strip_prefix('(')?.split(['[', ')']).next()?.trim();
        let is_path = !name.is_empty() && name.bytes().all(|byte| is_word(byte) || byte == b'.');
        is_path.then(|| self.names.class(name, run.scope)).flatten()
    }

    /// How a call is written; where methods are never named like types, what is called by such a name is constructed.
    fn form(&self, run: &Run) -> Option<CallForm> {
        let resolver = self.subject.resolver;
        let name = self.facts.path_names(run.path).first().map_or("", |name| name.span.text(resolver.source));
        let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
        let constructs = is_type && matches!(resolver.language, Language::Java | Language::Kotlin);
        if constructs { Some(CallForm::New) } else { run.form }
    }

    /// Whether a type that is only named is made where it stands, or by the container that it is given to.
    fn is_made(&self, run: &Run) -> bool {
        let resolver = self.subject.resolver;
        let before = resolver.source.bytes().get(..run.path.start as usize).unwrap_or_default();
        let form =
            made::form(resolver.language, CallForm::Named, &before[before.len().saturating_sub(NEW_BYTES_MAX)..]);
        let before = String::from_utf8_lossy(&before[before.len().saturating_sub(CONTAINER_BYTES_MAX)..]);
        form == CallForm::New || made::is_handed_to_container(resolver.language, &before)
    }

    /// Notes a call that makes an instance of what another file defines.
    fn makes(&mut self, run: &Run, outside: u32) {
        let is_test_code = self.in_tests[run.scope as usize] && run.position != Position::Decorator;
        let Some(form) = run.form.filter(|_| is_test_code) else { return };
        let (resolver, names) = (self.subject.resolver, self.facts.path_names(run.path));
        let names: Vec<&str> = names.iter().map(|name| name.span.text(resolver.source)).collect();
        let before = resolver.source.bytes().get(..run.path.start as usize).unwrap_or_default();
        let form = made::form(resolver.language, form, &before[before.len().saturating_sub(NEW_BYTES_MAX)..]);
        let makes = form == CallForm::Named || made::makes(resolver.language, form, &names);
        if makes && !self.only_verifies(run) {
            let span = Span { start: run.path.start, end: run.end };
            let (scope, statement) = (run.scope, run.statement);
            self.made.push(Made { outside, node: code(scope), scope, span, statement });
        }
    }

    /// Whether what a container of C#'s hands out is only asked what was done with it: `mocker.GetMock<IStore>().Verify(…)`.
    fn only_verifies(&self, run: &Run) -> bool {
        let resolver = self.subject.resolver;
        let Some(call) = run.call.filter(|_| resolver.language == Language::CSharp) else { return false };
        let Some(next) = self.facts.next_in_chain(call) else { return false };
        let names = self.facts.path_names(self.facts.calls[next as usize].path);
        names.iter().any(|name| VERIFIES.contains(&name.span.text(resolver.source)))
    }

    /// What others may make of this file that is a double: classes and functions that are one, and functions that hand
    /// one out.
    fn doubles(&self) -> Vec<super::Double> {
        let mut found: Vec<(String, By, Confidence)> = Vec::new();
        found.extend(self.subject.whole.map(|site| (WHOLE.to_owned(), By::Site(site), Confidence::Certain)));
        for (scope, site) in self.subject.doubles.iter().filter(|(scope, _)| *scope != 0) {
            found.extend(self.shown_name(*scope).map(|name| (name, By::Site(*site), Confidence::Certain)));
        }
        let defined = self.subject.defined.iter();
        found.extend(defined.map(|(name, site)| (name.clone(), By::Defined(*site), Confidence::Certain)));
        for (scope, site) in self.subject.wrappers {
            found.extend(self.shown_name(*scope).map(|name| (name, By::Wraps(*site), Confidence::Likely)));
        }
        let (mut runs, mut beyond) = (self.runs.clone(), self.beyond.clone());
        runs.sort_unstable();
        beyond.sort_unstable();
        let is_rust = self.subject.resolver.language == Language::Rust;
        let telling = Telling {
            doubles: self.subject.doubles,
            mocks: self.subject.mocks,
            runs: &runs,
            beyond: &beyond,
            is_support: self.subject.tests.is_empty() && self.subject.role.is_test(),
            is_product: !self.subject.role.is_test(),
            is_rust,
        };
        let functions: Vec<(String, ScopeId)> = (1..self.facts.scopes.len() as ScopeId)
            .filter(|scope| self.kind(*scope) == ScopeKind::Function)
            .filter_map(|scope| Some((self.shown_name(scope)?, scope)))
            .collect();
        let is_double = |at: u32| {
            let outside = self.outside[at as usize];
            // A type of Rust's is made by one of its functions: `MockStore::new`.
            let said = if is_rust { 2 } else { 1 };
            matches!(outside.how, How::Called | How::OfLibrary)
                && outside.name.as_str().rsplit('.').take(said).any(may_hand_out_doubles)
        };
        found.extend(telling.makers(&functions, is_double));
        if ships_stand_ins(self.subject) {
            let classes = (1..self.facts.scopes.len() as ScopeId).filter(|scope| self.kind(*scope) == ScopeKind::Class);
            let shipped = classes.filter_map(|scope| self.shown_name(scope).filter(|name| shipped::is_stand_in(name)));
            found.extend(shipped.map(|name| (name, By::Shipped, Confidence::Likely)));
            let language = self.subject.resolver.language;
            let makers = functions.iter().filter(|(name, _)| shipped::constructed(language, name).is_some());
            found.extend(makers.map(|(name, _)| (name.clone(), By::Shipped, Confidence::Likely)));
        }
        if let Some(name) = self.default.map(|scope| self.name(scope)) {
            let of_default: Vec<_> = found.iter().filter(|(own, ..)| own == name).cloned().collect();
            found.extend(of_default.into_iter().map(|(_, by, at_most)| (String::new(), by, at_most)));
        }
        doubles_in_order(found)
    }

    /// The name by which other files know a definition: of the file, or of a class of the file.
    fn shown_name(&self, scope: ScopeId) -> Option<String> {
        let (name, parent) = (self.name(scope), self.parent(scope));
        match self.kind(parent) {
            ScopeKind::File => Some(name.to_owned()),
            ScopeKind::Class if self.parent(parent) == 0 => Some(format!("{}.{name}", self.name(parent))),
            ScopeKind::Class
            | ScopeKind::Function
            | ScopeKind::Test
            | ScopeKind::Suite
            | ScopeKind::Hook
            | ScopeKind::Fixture => None,
        }
    }

    /// An object that can be called: by the name of the fixture that makes it, if one does.
    fn hand_out(&mut self, from: u32, class: ScopeId) {
        let Some(method) = self.callable.get(&class).copied() else { return };
        let maker = from / 3;
        if self.kind(maker) == ScopeKind::Fixture {
            let name = members::call_of(NameHash::of(self.name(maker).as_bytes()));
            self.waiting.push((from, code(method), name.0));
            self.handed_out.insert(class);
        }
    }

    /// An object that no fixture hands out is called by whoever makes it.
    fn callable_objects(&mut self) {
        for (class, method) in std::mem::take(&mut self.callable) {
            if !self.handed_out.contains(&class) {
                self.run(construct(class), code(method));
            }
        }
    }

    fn bases(&mut self) {
        for (class, path) in &self.facts.bases {
            self.base(*class, *path);
        }
    }

    fn base(&mut self, class: ScopeId, path: Path) {
        match self.names.base(path, class) {
            Some(Callee::Here(base)) => {
                self.run(suite(class), suite(base));
                self.run(construct(class), construct(base));
            }
            Some(Callee::There(how, name)) => {
                self.run_outside(suite(class), how, &name);
                self.run_outside(construct(class), self.names.constructs(path), &name);
            }
            None => {}
        }
    }

    /// Fixtures that tests, fixtures and classes ask for by name.
    fn requests(&mut self) {
        for parameter in &self.facts.parameters {
            let from = match self.kind(parameter.scope) {
                ScopeKind::Class | ScopeKind::File => suite(parameter.scope),
                ScopeKind::Test | ScopeKind::Fixture | ScopeKind::Hook => code(parameter.scope),
                ScopeKind::Function | ScopeKind::Suite => continue,
            };
            let name = parameter.name.span.text(self.subject.resolver.source);
            if matches!(name, "self" | "cls") {
                continue;
            }
            // A fixture of a library may be overridden, by one that asks for it.
            if let Some(fixture) = self.fixture_here(parameter.name.hash, parameter.scope) {
                self.run(from, code(fixture));
            } else {
                let imported = self.names.import_of(parameter.name.hash);
                self.run_outside(from, How::Fixture, &imported.unwrap_or_else(|| name.to_owned()));
            }
        }
    }

    /// The fixture of this file that a name asks for: of the innermost class, else of the file; of two, the later.
    fn fixture_here(&self, name: NameHash, asking: ScopeId) -> Option<ScopeId> {
        seen_from(self.facts, asking).find_map(|scope| {
            let last = self.fixtures.get(&(scope, name))?.iter().rev().find(|fixture| **fixture != asking);
            last.copied()
        })
    }

    /// Modules that are loaded before any test runs, and those whose fixtures can be asked for here.
    fn modules(&mut self) {
        for import in self.facts.imports.iter().filter(|import| import.scope == 0) {
            if let Some(module) = super::callee::loaded(self.subject.resolver, import) {
                self.run_outside(code(0), How::Loaded, &module);
            }
        }
        match self.subject.resolver.language {
            Language::Python => self.pytest_modules(),
            Language::JavaScript | Language::TypeScript => self.default_export(),
            Language::Go
            | Language::Java
            | Language::Kotlin
            | Language::Rust
            | Language::Ruby
            | Language::CSharp
            | Language::Php => {}
        }
    }

    /// What a module exports by default is imported under the module's own name.
    fn default_export(&mut self) {
        const KEYWORDS: [&[u8]; 5] = [b"async", b"function", b"abstract", b"class", b""];
        const EXPORTS: [&[u8]; 2] = [b"export default ", b"module.exports = "];
        let source = self.subject.resolver.source.bytes();
        let found = EXPORTS.iter().find_map(|export| memmem::find(source, export).map(|at| at + export.len()));
        let Some(rest) = found.map(|found| &source[found..]) else { return };
        let mut words = rest.split(|byte| !is_word(*byte)).take(8).skip_while(|word| KEYWORDS.contains(word));
        let exported = words.next().and_then(|name| self.names.visible(NameHash::of(name), 0));
        if let Some(scope) = exported {
            let node = if self.kind(scope) == ScopeKind::Class { construct(scope) } else { code(scope) };
            self.show(Sort::Run, "", node);
            self.default = exported;
        }
    }

    fn pytest_modules(&mut self) {
        let offered: Vec<String> = self.names.wildcards().map(str::to_owned).chain(self.plugins()).collect();
        for module in offered {
            self.run_outside(code(0), How::Fixtures, &module);
        }
        // Fixtures are handed on by set-up files and plugins, never by files of tests.
        let imported = if self.subject.tests.is_empty() { self.names.imported_from_tests() } else { Vec::new() };
        for (name, text) in imported {
            self.show_import(&name, &text);
        }
    }

    /// A fixture is handed on by importing it.
    fn show_import(&mut self, name: &str, text: &str) {
        let node = self.nodes;
        self.nodes += 1;
        self.run_outside(node, How::Fixture, text);
        self.show(Sort::Fixture, name, node);
    }

    /// Modules that `pytest_plugins` names.
    fn plugins(&self) -> Vec<String> {
        let source = self.subject.resolver.source.bytes();
        let Some(found) = memmem::find(source, b"pytest_plugins") else { return Vec::new() };
        let rest = &source[found..];
        let value = &rest[memchr::memchr(b'=', rest).unwrap_or(rest.len())..];
        let closing = match value.iter().skip(1).find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => b']',
            Some(b'(') => b')',
            _ => b'\n',
        };
        let value = &value[..memchr::memchr(closing, value).unwrap_or(value.len())];
        let texts = value.split(|byte| matches!(byte, b'"' | b'\'')).skip(1).step_by(2);
        texts.filter_map(|text| std::str::from_utf8(text).ok()).map(str::to_owned).collect()
    }

    /// Drops what leads to nothing, and numbers the rest anew; the file's own node stays the first.
    fn finish(self) -> Drawn {
        let mut number = self.that_matter();
        let mut lines = Vec::new();
        for (scope, node) in number.iter_mut().enumerate().map(|(at, node)| (at / 3, node)) {
            if *node != DROPPED {
                *node = lines.len() as u32;
                let header = self.facts.scopes.get(scope).filter(|_| scope > 0).map(|scope| scope.header.start);
                lines.push(header.map_or(0, |start| self.subject.lines.line(start)));
            }
        }
        let nodes = lines.len() as u32;
        let numbered = |node: u32| Some(number[node as usize]).filter(|node| *node != DROPPED);
        let tests = self.subject.tests.iter().map(|test| numbered(code(*test))).collect();
        let mut classes = self.classes();
        for class in &mut classes {
            class.suite = class.suite.and_then(|scope| numbered(suite(scope)));
            class.tests.iter_mut().for_each(|(test, _)| *test = test.and_then(|scope| numbered(code(scope))));
        }
        let (doubles, in_use) = (self.doubles(), in_use(self.subject));
        if self.acting.is_empty() && self.beyond.is_empty() && self.members.is_empty() {
            let outline = Outline { tests, classes, doubles, in_use, ..Outline::default() };
            return Drawn { outline, ..Drawn::default() };
        }
        let shown = self.shown.iter().filter_map(|shown| Some(Shown { node: numbered(shown.node)?, ..*shown }));
        let mut shown: Vec<Shown> = shown.collect();
        shown.sort_by_key(|shown| (shown.sort, shown.name.as_str(), shown.node));
        let runs = self.runs.iter().filter_map(|(node, runs)| Some((numbered(*node)?, numbered(*runs)?))).collect();
        let at_nodes = |pairs: &[(u32, u32)]| {
            in_order(pairs.iter().filter_map(|(node, what)| Some((numbered(*node)?, *what))).collect())
        };
        let (acting, beyond, members) = (at_nodes(&self.acting), at_nodes(&self.beyond), at_nodes(&self.members));
        let waiting = self
            .waiting
            .iter()
            .filter_map(|(constructs, method, name)| Some((numbered(*constructs)?, numbered(*method)?, *name)));
        let (runs, waiting) = (in_order(runs), waiting.collect());
        let made = self.made.iter().filter_map(|made| Some(Made { node: numbered(made.node)?, ..*made })).collect();
        let outside = self.outside;
        let outline =
            Outline { outside, nodes, runs, acting, beyond, members, waiting, tests, shown, classes, doubles, in_use };
        Drawn { outline, lines, made }
    }

    fn classes(&self) -> Vec<Class> {
        if self.subject.resolver.language != Language::Python || !self.subject.role.is_test() {
            return Vec::new();
        }
        let source = self.subject.resolver.source;
        classes::classes(&Known { facts: self.facts, source, outside: &self.known }, &self.names)
    }

    /// For every node 0 where it leads to a site or to a name of another file, or is the file's own, else [`DROPPED`].
    fn that_matter(&self) -> Vec<u32> {
        let waiting = self.waiting.iter().map(|(constructs, method, _)| (*method, *constructs));
        let mut runners: Vec<(u32, u32)> = self.runs.iter().map(|(node, runs)| (*runs, *node)).chain(waiting).collect();
        runners.sort_unstable();
        let mut matters = vec![DROPPED; self.nodes as usize];
        let mut left: Vec<u32> =
            self.acting.iter().chain(&self.beyond).chain(&self.members).map(|(node, _)| *node).collect();
        for node in &left {
            matters[*node as usize] = 0;
        }
        while let Some(node) = left.pop() {
            for runner in super::of_node(&runners, node) {
                if matters[runner as usize] == DROPPED {
                    matters[runner as usize] = 0;
                    left.push(runner);
                }
            }
        }
        matters[FILE as usize] = 0;
        matters
    }
}

const DROPPED: u32 = u32::MAX;

fn in_order(mut pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
