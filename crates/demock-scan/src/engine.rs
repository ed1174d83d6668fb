//! Facts to sites: asks the rows of the rule set about every fact, and counts each site once.
//!
//! Invariants: the result is a function of the file's bytes, its role and the rule set; two of a kind on one line are
//! one site, two kinds on one line are one site that is `also` the other (`docs/sites.md` §1).
//! Absent on purpose: other files, tiers, policy.

mod answers;
mod around;
mod assigned;
mod cases;
mod claimed;
mod clients;
mod conditions;
mod factory;
mod given;
mod group;
mod incoming;
mod made;
mod once;
mod owner;
mod patched;
mod placed;
mod plain;
mod redefined;
mod replacers;
mod seams;
pub(crate) mod spelled;
mod structure;
mod target;
mod wrappers;
mod written;

use crate::args::Arg;
use crate::claim::Claims;
use crate::conflict;
use crate::disguise::Candidate;
use crate::facts::{Assign, Call, CallId, Facts, NameHash, Position, Reference, ScopeId, ScopeKind, Span};
use crate::fits::{self, Calls};
use crate::language::{self, FileRole};
use crate::lines::Lines;
use crate::look::Look;
use crate::outline;
use crate::resolve::{Aliases, Resolved, Resolver};
use crate::rules::{Meaning, On};
use crate::ruleset::{CompiledRow, LanguageRules, RuleSet};
use crate::site::{FileScan, InlineAllow, Make, Problem, Site, Target};
use crate::text::Source;
use conditions::Subject;
use demock_model::{Boundary, Confidence, Group, Kind, KindSet, Language, Place};
pub(crate) use replacers::REPLACED;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Scans files one after the other and keeps its memory between them.
#[derive(Debug, Default)]
pub struct Scanner {
    facts: Facts,
    hollow: Hollow,
}

/// Whether tests that prove nothing are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Hollow {
    #[default]
    Sought,
    /// Nobody asks for them, and nothing else that a file says hangs on them.
    Spared,
}

/// Names that a scope's own name is made of, the innermost ones: deeper nesting is no program.
const SCOPE_NAMES_MAX: usize = 64;
/// Bytes of one of these names, and of all: each test below a title repeats it.
const NAME_BYTES_MAX: usize = 512;
/// What is said of a file that is read once only.
const TOO_LARGE_FOR_STRUCTURE: &str = "larger than 8 MiB: doubles written by hand and hollow tests were not looked for";
const CONFLICT: &str = "a merge conflict was left here: both sides of it were read";
const SCOPE_NAME_BYTES_MAX: usize = 2048;

/// A match before it is counted.
#[derive(Clone)]
struct Hit<'r> {
    row: &'r CompiledRow,
    start: u32,
    end: u32,
    statement: u32,
    scope: ScopeId,
    /// Other definitions in whose code it acts.
    acts_in: Vec<ScopeId>,
    target: Option<Target>,
    /// The name that a double without a target is given.
    given: Option<Arc<str>>,
    /// Where the name of a double without a target is handed on.
    used_at: Option<u32>,
    stubbed: bool,
    confidence: Confidence,
    reasons: Vec<Arc<str>>,
    /// Where it stands.
    position: Position,
}

impl<'r> Hit<'r> {
    /// A match of a row at a place; what else there is to say is added.
    fn new(row: &'r CompiledRow, span: Span, scope: ScopeId) -> Self {
        Self {
            row,
            start: span.start,
            end: span.end,
            statement: span.start,
            scope,
            acts_in: Vec::new(),
            target: None,
            given: None,
            used_at: None,
            stubbed: false,
            confidence: row.row.confidence,
            reasons: Vec::new(),
            position: Position::Expression,
        }
    }
}

impl Scanner {
    /// From now on.
    pub(crate) fn seek(&mut self, hollow: Hollow) {
        self.hollow = hollow;
    }

    /// What one file says. `path` is relative to the root and only used for rules that speak of file names.
    pub fn scan(&mut self, rules: &RuleSet, language: Language, role: FileRole, source: &[u8]) -> FileScan {
        self.scan_with(rules, language, role, source, None)
    }

    /// [`Scanner::scan`] of a file whose needs the project has answered.
    pub fn scan_with(
        &mut self,
        rules: &RuleSet,
        language: Language,
        role: FileRole,
        source: &[u8],
        aliases: Option<&Aliases>,
    ) -> FileScan {
        let language_rules = rules.of(language);
        let source = Source::new(source);
        let asked = aliases.and_then(|aliases| replacers::interest(language_rules.interest(), aliases));
        let interest = asked.as_ref().unwrap_or_else(|| language_rules.interest());
        language::read(language, source, role, interest, &mut self.facts);
        let resolver = Resolver::new(language, source, &self.facts, language_rules).with_aliases(aliases);
        Matcher { hollow: self.hollow, ..Matcher::new(resolver, language_rules, role) }.file_scan()
    }

    /// What may be a double written by hand in a file, whatever it weighs.
    pub(crate) fn candidates(&mut self, language: Language, role: FileRole, source: &[u8]) -> Vec<Candidate> {
        let rules = RuleSet::built_in();
        let (rules, source) = (rules.of(language), Source::new(source));
        language::read(language, source, role, rules.interest(), &mut self.facts);
        let resolver = Resolver::new(language, source, &self.facts, rules);
        Matcher::new(resolver, rules, role).candidates()
    }
}

struct Matcher<'a> {
    hollow: Hollow,
    resolver: Resolver<'a>,
    rules: &'a LanguageRules,
    role: FileRole,
    /// Imported names that no rule knows (see [`FileScan::needs`]).
    needs: RefCell<Vec<Arc<str>>>,
    /// What the names of this file are made of, as far as asked.
    made: made::Memory,
    /// What constants of this file hold, as far as asked.
    constants: spelled::Memory,
    /// The arguments of the call that was asked about last.
    last_arguments: RefCell<Option<(CallId, Rc<[Arg]>)>>,
    /// The only library to the outside that the file imports.
    library: OnceCell<Option<(String, Boundary)>>,
    /// Whether the file imports a client of HTTP.
    sends: OnceCell<bool>,
    /// Names of the classes and functions that the file defines.
    defined: OnceCell<FxHashSet<NameHash>>,
    /// Traits of other crates that the file's doubles implement ([`target`]).
    doubled_traits: OnceCell<FxHashMap<&'a [u8], Span>>,
    /// Headers of the file's own functions, by name; read where what an object is made of leads to one.
    functions: OnceCell<FxHashMap<NameHash, Span>>,
    /// Types of the file's Kotlin properties, by name.
    declared: OnceCell<FxHashMap<NameHash, Span>>,
    /// Types that the file names as clients, the ending left out; read where a Rust double may be of a generated one.
    clients: OnceCell<FxHashSet<&'a [u8]>>,
    /// Values of Ruby's `let`, by name.
    lets: OnceCell<FxHashMap<NameHash, Span>>,
    once: once::Once<'a>,
    look: Look<'a>,
}

impl<'a> Matcher<'a> {
    fn new(resolver: Resolver<'a>, rules: &'a LanguageRules, role: FileRole) -> Self {
        let look = Look::new(resolver.language, resolver.source.bytes(), &resolver.facts.scopes);
        Self {
            hollow: Hollow::Sought,
            resolver,
            rules,
            role,
            needs: RefCell::default(),
            made: made::Memory::default(),
            constants: spelled::Memory::default(),
            last_arguments: RefCell::default(),
            library: OnceCell::new(),
            sends: OnceCell::new(),
            defined: OnceCell::new(),
            doubled_traits: OnceCell::new(),
            functions: OnceCell::new(),
            declared: OnceCell::new(),
            clients: OnceCell::new(),
            lets: OnceCell::new(),
            once: once::Once::default(),
            look,
        }
    }
}

impl<'a> Matcher<'a> {
    fn facts(&self) -> &Facts {
        self.resolver.facts
    }

    fn source(&self) -> Source<'_> {
        self.resolver.source
    }

    fn bytes(&self) -> &[u8] {
        self.resolver.source.bytes()
    }

    /// What single facts say.
    fn hits(&self) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        for (id, call) in self.facts().calls.iter().enumerate() {
            hits.extend(self.call(id as CallId, call));
        }
        for reference in &self.facts().references {
            hits.extend(self.reference(reference));
        }
        for assign in &self.facts().assigns {
            hits.extend(self.assign(assign));
        }
        for parameter in &self.facts().parameters {
            hits.extend(self.parameter(parameter));
        }
        hits.extend(self.file());
        hits
    }

    /// Everything that is hit, in order of place.
    fn all_hits<'s>(&'s self, test_scopes: &'s [ScopeId], calls: Option<&'s Calls<'s, 'a>>) -> Vec<Hit<'s>> {
        let mut hits = self.hits();
        hits.extend(self.structure(test_scopes, &hits, calls));
        hits.extend(self.switched(&hits));
        if let Some(hit) = self.generated() {
            // What stands in a generated double is the double's own.
            hits = vec![hit];
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        given::link(&mut hits);
        hits
    }

    fn file_scan(&self) -> FileScan {
        let lines = Lines::new(self.source().bytes());
        let markers = cases::Markers::new(self.facts(), self.source());
        let (tests, test_scopes) = cases::cases(self.facts(), self.source(), &lines, &markers);
        let rows = self.rows();
        let calls = rows.as_ref().map(|rows| Calls::new(&self.resolver, &test_scopes, rows));
        let hits = self.all_hits(&test_scopes, calls.as_ref());
        let mut scan = FileScan {
            sites: Vec::with_capacity(hits.len()),
            tests,
            markers: markers.of(0),
            test_code: self.role.is_test(),
            needs: self.take_needs(),
            replacers: self.replacers(),
            implementations: self.implementations(),
            types: self.types(),
            asked: calls.as_ref().map_or_else(Vec::new, Calls::asked),
            takes: rows.as_ref().map_or_else(Vec::new, fits::encode),
            ..FileScan::default()
        };
        let mut scopes = cases::Scopes::new(self.facts(), self.source(), &markers);
        let is_test: FxHashSet<ScopeId> = test_scopes.iter().copied().collect();
        let (mut acting, mut doubles, mut mocks) = (Vec::with_capacity(hits.len()), Vec::new(), Vec::new());
        let (mut wrappers, mut defined, mut whole) = (Vec::new(), Vec::new(), None);
        let mut claims = Claims::new(self.resolver.language, self.bytes(), self.facts());
        for hit in &hits {
            let before = scan.sites.len();
            Self::count(hit, &lines, &mut scopes, &mut scan.sites);
            claimed::claim(hit, &mut claims, scan.sites.get_mut(before));
            self.give_generated_client(scan.sites.get_mut(before));
            self.give_incoming(scan.sites.get_mut(before));
            // That a test proves nothing is said of that test, and of none that has it around or runs it.
            let is_of_other = hit.row.row.kind.group() == Group::Hollow && !is_test.contains(&hit.scope);
            let site = scan.sites.len() as u32 - 1;
            if !self.is_over_at_once(hit) && !is_of_other {
                acting.extend([hit.scope].iter().chain(&hit.acts_in).map(|scope| (*scope, site)));
            }
            let kind = hit.row.row.kind;
            if matches!(hit.row.row.on, On::Generator | On::File) {
                whole = Some(site);
            } else if let Some(name) = self.defined_type(hit) {
                defined.push((name, site));
            } else if kind == Kind::HandwrittenDouble {
                doubles.push((hit.scope, site));
            } else if matches!(kind, Kind::MockObject | Kind::Spy | Kind::FakeService) {
                mocks.push((hit.scope, site));
            } else if self.is_wrapped(hit) {
                wrappers.push((hit.scope, site));
            }
        }
        let drawn = outline::outline(&outline::Subject {
            resolver: &self.resolver,
            rules: self.rules,
            lines: &lines,
            tests: &test_scopes,
            sites: &acting,
            doubles: &doubles,
            mocks: &mocks,
            wrappers: &wrappers,
            defined: &defined,
            whole,
            role: self.role,
        });
        (scan.outline, scan.node_lines) = (drawn.outline, drawn.lines);
        scan.makes = drawn.made.iter().map(|made| make(made, self.bytes(), &lines, &mut scopes)).collect();
        scan.makes.sort_by_key(|make| (make.place, make.outside));
        scan.problem = self.problem(&lines);
        scan.allows = self.inline_allows(&lines);
        scan
    }

    /// Why the file does not parse or is not looked at twice, first problem only.
    fn problem(&self, lines: &Lines<'_>) -> Option<Problem> {
        let first = self.facts().problems.iter().min_by_key(|problem| problem.at);
        let problem = first.map(|first| Problem { line: lines.line(first.at), message: first.message.into() });
        let conflict =
            || conflict::first(self.bytes()).map(|at| Problem { line: lines.line(at), message: CONFLICT.into() });
        // What is left of a merge makes other problems of its own.
        let problem = conflict().or(problem);
        problem.or_else(|| self.is_left_alone().then(|| Problem { line: 1, message: TOO_LARGE_FOR_STRUCTURE.into() }))
    }

    /// Whether the file would be asked how it is built, if it were smaller.
    fn is_left_alone(&self) -> bool {
        let language = self.resolver.language;
        let is_asked = || self.role.is_test() || crate::switch::may_hold_switch(language, self.role, self.bytes());
        self.rules.asks_for_structure() && self.look.is_too_large() && is_asked()
    }

    /// Whether it acts while the file is loaded and no longer: time that a `with` outside all functions stops. What is loaded
    /// within such a `with` may keep other doubles for good.
    fn is_over_at_once(&self, hit: &Hit<'_>) -> bool {
        let kind = self.facts().scopes[hit.scope as usize].kind;
        let runs_once = matches!(kind, ScopeKind::File | ScopeKind::Class);
        runs_once && hit.position == Position::Resource && hit.row.row.kind == Kind::Clock
    }

    /// Turns a hit into a site, or into another name of the site that stands on the same line.
    fn count(hit: &Hit<'_>, lines: &Lines<'_>, scopes: &mut cases::Scopes<'_>, sites: &mut Vec<Site>) {
        let statement_line = lines.line(hit.statement.min(hit.start));
        let (line, column) = lines.locate(hit.start);
        let row = &hit.row.row;
        let mut kinds = KindSet::EMPTY;
        row.also.iter().for_each(|kind| kinds.insert(*kind));
        // Hits come in order of place: only the last site can stand on the same line. That a test proves nothing is said
        // of the test, whatever is replaced on its first line.
        let is_hollow = |kind: Kind| kind.group() == Group::Hollow;
        let same_line = |site: &&mut Site| site.place.line == line && is_hollow(site.kind) == is_hollow(row.kind);
        if let Some(told) = sites.pop_if(|site| same_line(&site) && gives_way(site, row.kind)) {
            Self::count(hit, lines, scopes, sites);
            if let Some(site) = sites.last_mut().filter(|_| told.confidence != Confidence::Possible) {
                site.also.insert(told.kind);
            }
            return;
        }
        if let Some(site) = sites.last_mut().filter(same_line) {
            if row.kind == Kind::HandwrittenDouble && hit.confidence == Confidence::Possible {
                return;
            }
            site.also = site.also.union(kinds);
            if row.kind != site.kind {
                if takes_precedence(row.kind, site.kind) {
                    site.also.insert(site.kind);
                    site.kind = row.kind;
                    site.rule = hit.row.rule;
                    if hit.target.is_some() {
                        (site.target, site.given) = (hit.target.clone(), hit.given.clone());
                    }
                    site.boundary = row.boundary.or(site.boundary);
                    site.confidence = site.confidence.min(hit.confidence);
                    if row.kind == Kind::FallbackMock {
                        site.reasons.extend(hit.reasons.iter().cloned());
                    }
                } else {
                    site.also.insert(row.kind);
                }
                site.also.remove(site.kind);
            }
            site.stubbed |= hit.stubbed;
            // Traces are those of the target, where there is one.
            if site.target.is_none() || hit.target == site.target {
                site.given = site.given.take().or_else(|| hit.given.clone());
            }
            return;
        }
        let (end_line, end_column) = lines.locate(hit.end);
        let place = Place { line, column, end_line, end_column };
        sites.push(Site {
            rule: hit.row.rule,
            place,
            statement: (statement_line, end_line),
            kind: row.kind,
            also: kinds,
            scope: scopes.name(hit.scope),
            target: hit.target.clone(),
            given: hit.given.clone(),
            boundary: row.boundary,
            stubbed: hit.stubbed,
            confidence: hit.confidence,
            reasons: hit.reasons.clone(),
            markers: scopes.markers(hit.scope),
            claim: None,
        });
    }

    fn call(&self, id: CallId, call: &Call) -> Option<Hit<'_>> {
        let last = self.facts().path_names(call.path).last().copied().unwrap_or_default();
        if self.resolver.is_stranger(call.path, call.scope)
            && !self.rules.has_any_receiver(last.hash, last.span.text(self.source()))
        {
            return None;
        }
        let readings = self.resolver.readings(call.path, self.written_in(call.position, call.scope));
        let subject = Subject::Call(id, call);
        let Some((row, resolved)) = self.first_match(On::Call, &readings, &subject) else {
            self.note_needs(&readings);
            return None;
        };
        let target = self.target(row.row.target, &subject, &resolved);
        let (given, used_at) = self.given(call, row, target.as_ref());
        Some(Hit {
            statement: call.statement,
            position: call.position,
            given,
            used_at,
            target,
            stubbed: self.chain_has(id, row.row.stubbed_by),
            ..Hit::new(row, Span { start: call.path.start, end: call.end }, call.scope)
        })
    }

    /// The scope whose names a path sees: a decorator stands before the definition that owns it.
    fn written_in(&self, position: crate::facts::Position, scope: ScopeId) -> ScopeId {
        match position {
            Position::Decorator => self.facts().scopes[scope as usize].parent,
            Position::Expression | Position::Resource | Position::Base => scope,
        }
    }

    fn reference(&self, reference: &Reference) -> Option<Hit<'_>> {
        let readings = self.resolver.readings(reference.path, self.written_in(reference.position, reference.scope));
        let subject = Subject::Reference(reference);
        let on = match reference.position {
            Position::Base => On::Base,
            Position::Expression | Position::Decorator | Position::Resource => On::Reference,
        };
        let Some((row, resolved)) = self.first_match(on, &readings, &subject) else {
            self.note_needs(&readings);
            return None;
        };
        let span = match on {
            // A class is written down as its header, wherever its bases stand.
            On::Base => self.facts().scopes[reference.scope as usize].header,
            On::Call | On::Reference | On::Assign | On::Parameter | On::Generator | On::File | On::Structure => {
                Span { start: reference.path.start, end: reference.end }
            }
        };
        Some(Hit {
            statement: reference.statement.min(span.start),
            position: reference.position,
            target: self.target(row.row.target, &subject, &resolved),
            ..Hit::new(row, span, reference.scope)
        })
    }

    fn assign(&self, assign: &Assign) -> Option<Hit<'_>> {
        let readings = self.resolver.readings(assign.target, assign.scope);
        let subject = Subject::Assign(assign);
        let (row, resolved) = self.first_match(On::Assign, &readings, &subject)?;
        // What any receiver has is of none of the packages that the file takes in whole.
        let plain = self.resolver.resolve(assign.target, assign.scope, 0);
        let resolved = plain.filter(|_| row.any_receiver).unwrap_or(resolved);
        let target = self.target(row.row.target, &subject, &resolved);
        Some(Hit {
            given: self.trace_of(target.as_ref(), assign.scope, assign.target.start),
            target,
            ..Hit::new(row, Span { start: assign.target.start, end: assign.value_span.end }, assign.scope)
        })
    }

    fn parameter(&self, parameter: &crate::facts::Parameter) -> Option<Hit<'_>> {
        let name = parameter.name.span.text(self.source());
        let scope = &self.facts().scopes[parameter.scope as usize];
        let is_handed_out =
            matches!(scope.kind, ScopeKind::Test | ScopeKind::Fixture | ScopeKind::Class | ScopeKind::File);
        if !is_handed_out || !self.rules.is_fixture(name) || self.resolver.defines_fixture(parameter) {
            return None;
        }
        let resolved = Resolved { text: format!("fixture:{name}"), origin: crate::site::TargetOrigin::Local };
        let subject = Subject::Parameter(parameter);
        let (row, _) = self.first_match(On::Parameter, std::slice::from_ref(&resolved), &subject)?;
        Some(Hit::new(row, parameter.name.span, parameter.scope))
    }

    /// The file itself, where a generator of doubles made it.
    fn generated(&self) -> Option<Hit<'_>> {
        let span = self.facts().generator?;
        let name = format!("generated:{}", span.text(self.source()));
        let row = self.rules.candidates(On::Generator, &name).find(|row| row.matches(&name))?;
        // The double is the first type that it declares.
        let first = self.facts().scopes.iter().find(|scope| scope.kind == ScopeKind::Class).map(|scope| scope.header);
        let line = || memchr::memrchr(b'\n', &self.bytes()[..span.start as usize]).map_or(0, |newline| newline + 1);
        let span = first.unwrap_or_else(|| Span { start: line() as u32, end: span.end });
        let reasons = vec!["generated".into()];
        Some(Hit { reasons, ..Hit::new(row, span, 0) })
    }

    /// A file that stands in for a module is one site, at its first line.
    fn file(&self) -> Option<Hit<'_>> {
        let row = self.rules.of_files().filter(|_| self.role == FileRole::ModuleDouble)?;
        Some(Hit { reasons: vec!["generated".into()], ..Hit::new(row, Span::default(), 0) })
    }

    /// The first row in table order that matches one of the readings.
    fn first_match(&self, on: On, readings: &[Resolved], subject: &Subject<'_>) -> Option<(&CompiledRow, Resolved)> {
        for resolved in readings {
            for row in self.rules.candidates(on, &resolved.text) {
                if row.matches(&resolved.text) && self.conditions_hold(row, subject, resolved) {
                    return (row.row.meaning == Meaning::Site).then(|| (row, resolved.clone()));
                }
            }
        }
        None
    }

    fn inline_allows(&self, lines: &Lines<'_>) -> Vec<InlineAllow> {
        let mut allows = Vec::new();
        for directive in &self.facts().directives {
            let text = directive.text.text(self.source()).trim();
            let Some(rest) = text.strip_prefix("allow(") else { continue };
            let (rule, reason) = rest.split_once(')').unwrap_or((rest, ""));
            let reason = reason.trim().trim_end_matches("*/").trim_end_matches("-->").trim();
            let line = lines.line(directive.text.start);
            let covers = if directive.alone { (line, line + 1) } else { (line, line) };
            allows.push(InlineAllow { line, covers, rule: rule.trim().into(), reason: reason.into() });
        }
        allows
    }
}

/// Whether what is told by structure makes way for what a rule is certain of.
fn gives_way(site: &Site, kind: Kind) -> bool {
    site.kind == Kind::HandwrittenDouble && site.also == KindSet::EMPTY && kind.group() == Group::Explicit
}

/// A call as it is kept.
fn make(made: &outline::Made, source: &[u8], lines: &Lines<'_>, scopes: &mut cases::Scopes<'_>) -> Make {
    let ((line, column), (end_line, end_column)) = (lines.locate(made.span.start), lines.locate(made.span.end));
    Make {
        outside: made.outside,
        node: made.node,
        place: Place { line, column, end_line, end_column },
        statement: lines.line(made.statement.min(made.span.start)),
        scope: scopes.name(made.scope),
        markers: scopes.markers(made.scope),
        said: wrappers::said(made.span.of(source)),
    }
}

/// Which of two kinds on one line names the site: that a switch chooses it, what is put in place, then how.
fn takes_precedence(new: Kind, old: Kind) -> bool {
    let rank = |kind: Kind| match kind {
        Kind::FallbackMock => 0,
        Kind::Patch | Kind::Monkeypatch | Kind::ModuleMock | Kind::Spy => 1,
        Kind::FakeService | Kind::HttpIntercept | Kind::Clock | Kind::InMemorySubstitute | Kind::AuthBypass => 2,
        Kind::HttpRoute | Kind::MockObject => 3,
        Kind::HandwrittenDouble | Kind::DoubleUse | Kind::HollowTest => 4,
        Kind::ManualPatch => 5,
        Kind::Env | Kind::ProcessState | Kind::LocalServer => 6,
    };
    rank(new) < rank(old)
}

/// Names of the definitions from the file down to a scope, joined by `::`.
pub(crate) fn scope_name(facts: &Facts, source: Source<'_>, scope: ScopeId) -> Arc<str> {
    let mut chain = Vec::with_capacity(8);
    let (mut at, mut bytes) = (scope, 0);
    while at != 0 && chain.len() < SCOPE_NAMES_MAX && bytes < SCOPE_NAME_BYTES_MAX {
        let here = facts.scopes[at as usize];
        bytes += here.name.of(&source).len().min(NAME_BYTES_MAX);
        chain.push(at);
        at = here.parent;
    }
    let mut name = String::with_capacity(64);
    for scope in chain.into_iter().rev() {
        if !name.is_empty() {
            name.push_str("::");
        }
        let own = facts.scopes[scope as usize].name.of(&source);
        push_line(&own[..shown(own)], &mut name);
        if own.len() > NAME_BYTES_MAX {
            name.push('…');
        }
    }
    name.into()
}

/// How much of a name is shown; no character is cut.
fn shown(name: &[u8]) -> usize {
    let cut = |at: usize| name.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    (0..=name.len().min(NAME_BYTES_MAX)).rev().take(4).find(|at| !cut(*at)).unwrap_or(NAME_BYTES_MAX)
}

fn push_line(bytes: &[u8], name: &mut String) {
    // A name stands on one line, whatever a test's title holds.
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains(char::is_control) => name.push_str(text),
        Ok(_) | Err(_) => {
            let text = String::from_utf8_lossy(bytes);
            name.extend(text.chars().map(|character| if character.is_control() { ' ' } else { character }));
        }
    }
}
