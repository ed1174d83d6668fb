//! One walk over the tokens of a body: what its names stand for, and which of them go out.

use super::limits::{limits, steps_max};
use super::lines::Brackets;
use super::marks::{
    How, Mention, given_to, goes_on_at, is_before_type, is_in_namespace, is_of_object, is_separator, is_value_of_type,
    plain,
};
use super::{Class, Fields, Reach, VERBS, of_function};
use crate::boundary;
use crate::boundary::words::uncalled;
use crate::facts::NameHash;
use crate::look::{Look, TokenKind, Tokens};
use crate::project::csharp::of_amazon;
use crate::project::definitions::{Definition, TOP};
use crate::project::jvm;
use crate::project::meaning::{Meaning, Own};
use crate::project::module::{Module, What};
use crate::project::naming::is_javascript;
use crate::project::ruby::of_gem;
use crate::project::{Project, of_outside};
use crate::site::TargetOrigin;
use demock_model::{Boundary, Language};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What a name in a body holds or is.
#[derive(Debug, Clone)]
pub(in crate::project) enum Held {
    /// Something of a library.
    Boundary(Boundary),
    /// Something of the project's own.
    Own(Arc<Own>),
    /// Nothing that counts.
    Nothing,
}

/// Something of the project's own that a body calls.
#[derive(Debug, PartialEq)]
enum Called {
    Own(Arc<Own>),
    /// A method of the same class, or of what that derives from.
    Method(Class, Definition),
}

/// Lines of a body of which is followed what it calls.
const FOLLOWED_LINES_MAX: u16 = 12;
/// Things of the project's own that a body without logic calls.
const CALLED_MAX: usize = 4;

pub(super) struct Walk<'p, 'r> {
    project: &'p Project<'r>,
    module: Arc<Module>,
    /// What the body is of.
    class: Class,
    /// What the body calls of the project's own.
    called: Vec<Called>,
    /// What names of the body hold.
    pub(super) locals: FxHashMap<NameHash, Held>,
    pub(super) reach: Reach,
    /// The first thing outside, or of the project's own, that the body uses.
    pub(super) first: Option<(Held, String)>,
    /// What a method of Go's calls its object.
    receiver: Option<NameHash>,
    /// How deep bodies are followed.
    steps: u8,
    /// Lines on which code stands.
    pub(super) lines: u16,
}

impl<'p, 'r> Walk<'p, 'r> {
    pub(super) fn new(project: &'p Project<'r>, class: Class) -> Self {
        Self {
            project,
            module: project.module(class.file),
            class,
            called: Vec::new(),
            locals: FxHashMap::default(),
            reach: Reach::default(),
            first: None,
            receiver: None,
            steps: steps_max(class.language),
            lines: 0,
        }
    }

    /// A walk that only asks what names of a class hold.
    pub(super) fn of_fields(project: &'p Project<'r>, class: Class, known: Fields) -> Self {
        Self { locals: known, ..Self::new(project, Class { name: TOP, steps: steps_max(class.language), ..class }) }
    }

    /// Reads a stretch of the file.
    pub(super) fn read(&mut self, text: &[u8]) {
        let tokens = Look::new(self.class.language, text, &[]).all();
        self.receiver = self.receiver_of(&tokens);
        let mut brackets = Brackets::default();
        for at in tokens.all() {
            let Some(token) = tokens.get(at) else { continue };
            let goes_on = self.class.language != Language::Ruby && goes_on_at(&tokens, at) || brackets.go_on();
            let begins = token.begins_line && !goes_on;
            brackets.pass(&tokens, at);
            self.lines = self.lines.saturating_add(u16::from(begins));
            if self.is_done() {
                break;
            }
            // Behind a word it is a name in a statement of SQL's.
            let is_behind_word =
                !token.begins_line && at > 0 && tokens.get(at - 1).is_some_and(|before| before.kind == TokenKind::Word);
            if token.kind == TokenKind::Text && !is_behind_word && self.runs(tokens.text(at)) {
                self.reach.direct.insert(Boundary::Process);
            }
            if token.kind != TokenKind::Word {
                continue;
            }
            if self.class.language == Language::Python && token.begins_line && tokens.is(at, b"from") {
                self.import(&tokens, at + 1);
            }
            if at > 0 && (is_separator(&tokens, at - 1) || is_before_type(&tokens, at - 1))
                || is_in_namespace(&tokens, at)
                // A method's own name is no call of it.
                || at > 0 && has_def(self.class.language) && tokens.is(at - 1, b"def")
            {
                continue;
            }
            if !self.may_stand_for_something(tokens.text(at)) {
                continue;
            }
            let mention = Mention::read(self.class.language, &tokens, at);
            let Some(held) = self.held(&mention) else { continue };
            if matches!(held, Held::Boundary(Boundary::Clock | Boundary::Random))
                && is_value_of_type(self.class.language, &mention)
            {
                continue;
            }
            if let Some(name) = given_to(self.class.language, &tokens, at, mention.end) {
                self.locals.insert(name, held.clone());
            }
            let is_handed_over = at > 0 && hands_over(self.class.language, tokens.text(at - 1));
            if (mention.how == How::Used || is_handed_over) && self.class.steps < self.steps {
                self.count(&held, &mention);
            }
        }
    }

    /// `g` of `func (g *Gateway) Charge() {`.
    fn receiver_of(&self, tokens: &Tokens<'_>) -> Option<NameHash> {
        let is_method = self.class.language == Language::Go && tokens.is(0, b"func") && tokens.is(1, b"(");
        let is_named = tokens.get(2).zip(tokens.get(3)).is_some_and(|(name, next)| {
            name.kind == TokenKind::Word && (next.kind == TokenKind::Word || tokens.is(3, b"*"))
        });
        (is_method && is_named).then(|| NameHash::of(tokens.text(2)))
    }

    /// Whether a literal is a command of Ruby's, which is run where it stands.
    fn runs(&self, literal: &[u8]) -> bool {
        self.class.language == Language::Ruby && literal.starts_with(b"`") && self.class.steps < self.steps
    }

    /// Whether a word may begin a path that [`Walk::held`] knows: most are names of a body's own values.
    fn may_stand_for_something(&self, word: &[u8]) -> bool {
        let language = self.class.language;
        if language == Language::Rust || finds_types(language) || is_of_object(word) {
            return true;
        }
        let name = plain(word);
        let hash = NameHash::of(name.as_bytes());
        self.locals.contains_key(&hash)
            || self.receiver == Some(hash)
            || self.module.export_of(hash).is_some()
            || boundary::is_global_head(language, name)
    }

    /// Whether nothing further changes what is said of the body: it has logic, or goes to more than one place.
    fn is_done(&self) -> bool {
        let all = self.reach.all();
        let is_several = all.has_outside() && all.only_outside().is_none();
        self.class.steps < self.steps && (self.lines > limits(self.class.language).lines || is_several)
    }

    /// `from module import name, other as name` within a body.
    fn import(&mut self, tokens: &Tokens<'_>, at: usize) {
        let is_name = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        let Some(import) = (at..at + IMPORT_TOKENS_MAX).find(|at| tokens.is(*at, b"import")) else { return };
        let mut module: String = (at..import).map(|at| String::from_utf8_lossy(tokens.text(at))).collect();
        if !module.ends_with('.') {
            module.push('.');
        }
        let mut at = import + 1 + usize::from(tokens.is(import + 1, b"("));
        for _ in 0..IMPORT_TOKENS_MAX {
            if !is_name(at) {
                break;
            }
            let is_renamed = tokens.is(at + 1, b"as") && is_name(at + 2);
            let local = if is_renamed { at + 2 } else { at };
            let from = self.project.tree.path(self.class.file);
            let text = format!("{module}{}", String::from_utf8_lossy(tokens.text(at)));
            let meaning = self.project.meaning(self.class.language, from, &text, TargetOrigin::Import);
            if let Some(held) = self.of_meaning(meaning) {
                self.locals.insert(NameHash::of(tokens.text(local)), held);
            }
            at = local + 1 + usize::from(tokens.is(local + 1, b","));
        }
    }

    /// The one method of the object itself that the body calls, where it calls nothing else of the project's own.
    pub(super) fn only_method(&self) -> Option<(Class, Definition)> {
        match self.called[..] {
            [Called::Method(class, method)] => Some((class, method)),
            _ => None,
        }
    }

    /// The methods of the object itself that the body calls.
    pub(super) fn own_methods(&self) -> impl Iterator<Item = (Class, Definition)> {
        self.called.iter().filter_map(|called| match called {
            Called::Method(class, method) => Some((*class, *method)),
            Called::Own(_) => None,
        })
    }

    fn count(&mut self, held: &Held, mention: &Mention<'_>) {
        if self.first.is_none() && !matches!(held, Held::Boundary(known) if !boundary::is_outside(*known)) {
            self.first = Some((held.clone(), mention.names.join(".")));
        }
        match held {
            Held::Boundary(boundary) => self.reach.direct.insert(*boundary),
            Held::Own(own) => self.note(Called::Own(own.clone())),
            Held::Nothing => {}
        }
    }

    /// Notes what is called of the project's own: it is followed where the body turns out to be short.
    fn note(&mut self, called: Called) {
        if self.called.len() <= CALLED_MAX && !self.called.contains(&called) {
            self.called.push(called);
        }
    }

    /// Follows what the body calls of the project's own; one that calls many has logic.
    pub(super) fn follow(&mut self) {
        if self.lines > FOLLOWED_LINES_MAX || self.called.len() > CALLED_MAX {
            let asked = self.asked_clients();
            self.reach.own = (self.called.len() - usize::from(asked.is_some())) as u16;
            if let Some(boundary) = asked {
                self.reach.through.insert(boundary);
            }
            return;
        }
        for called in std::mem::take(&mut self.called) {
            if matches!(&called, Called::Own(own) if is_log(&own.name)) {
                continue;
            }
            let boundary = match called {
                Called::Own(own) => {
                    let boundary = self.project.of_called(self.class.language, &own, self.class.steps);
                    // Ruby's models have logic of their own beside their rows.
                    let is_derived = || self.project.is_derived(self.class.language, &own);
                    if let Some(boundary) = boundary.filter(|_| self.class.language != Language::Ruby && is_derived()) {
                        self.reach.derived.insert(boundary);
                    }
                    boundary
                }
                Called::Method(class, method) if self.class.steps + 1 < self.steps => of_function(
                    class.language,
                    self.project.reach(Class { steps: self.class.steps + 1, ..class }, method),
                ),
                Called::Method(..) => None,
            };
            match boundary {
                Some(boundary) => self.reach.through.insert(boundary),
                None => self.reach.own += 1,
            }
        }
    }

    /// What the one client of the project's own goes out to that a longer body asks: what it does beside that is done with the answer.
    fn asked_clients(&self) -> Option<Boundary> {
        let mut asked = self.called.iter().filter_map(|called| match called {
            Called::Own(own) => {
                let names: Vec<&str> = own.name.split('.').filter(|name| !name.is_empty()).collect();
                self.project.by_own_client(self.class.language, own.file?, &names)
            }
            Called::Method(..) => None,
        });
        let first = asked.next()?;
        asked.all(|other| other == first).then_some(first)
    }

    /// What a path stands for; `None` where it is of no account.
    pub(super) fn held(&mut self, mention: &Mention<'_>) -> Option<Held> {
        let (head, rest) = mention.names.split_first()?;
        let hash = NameHash::of(head.as_bytes());
        if mention.is_of_object {
            // `self.class.get`
            let of_class = rest.first().filter(|_| *head == "class" && self.class.language == Language::Ruby);
            let (name, rest) = of_class.map_or((*head, rest), |name| (*name, &rest[1..]));
            let held = self.member(NameHash::of(name.as_bytes()), rest, mention.how);
            return held.or_else(|| self.inherited(name));
        }
        if self.receiver == Some(hash) {
            let (name, rest) = rest.split_first()?;
            return self.member(NameHash::of(name.as_bytes()), rest, mention.how);
        }
        if let Some(held) = self.locals.get(&hash) {
            return Some(with_members(held, rest));
        }
        if let Some(what) = self.module.export(head) {
            return match what {
                What::Alias(..) => self.imported(&mention.names.join(".")),
                // What a body defines or gives is no call of it.
                What::Class(_) | What::Function | What::Value if mention.how == How::Named => None,
                What::Class(_) | What::Function | What::Value => {
                    Some(Held::Own(Arc::new(Own { file: Some(self.class.file), name: mention.names.join(".") })))
                }
            };
        }
        if self.class.name != TOP && names_members_bare(self.class.language) {
            let member = self.member(hash, rest, mention.how);
            if member.is_some() {
                return member;
            }
        }
        self.unbound(head, &mention.names).or_else(|| self.inherited(head))
    }

    /// What a member of the object itself holds; where it is a method, its call is noted.
    fn member(&mut self, member: NameHash, rest: &[&str], how: How) -> Option<Held> {
        if let Some((class, method)) = self.method(member) {
            if how != How::Used {
                return None;
            }
            let returned = self.project.returned(class, method);
            if returned.is_none() {
                self.note(Called::Method(class, method));
            }
            return returned;
        }
        if let Some(held) = self.locals.get(&member) {
            return Some(with_members(held, rest));
        }
        if self.class.name == TOP {
            return None;
        }
        let fields = self.project.fields(self.class);
        fields.get(&member).map(|held| with_members(held, rest))
    }

    /// The method of the object itself that a name is: of its class, or of what that derives from.
    fn method(&self, member: NameHash) -> Option<(Class, Definition)> {
        if self.class.name == TOP { None } else { self.project.method(self.class, member, 0) }
    }

    /// What a verb of a client goes out to that a class of Ruby's has from elsewhere: `get("/rates")` of what includes `HTTParty`.
    fn inherited(&self, name: &str) -> Option<Held> {
        let is_of_ruby = self.class.language == Language::Ruby && self.class.name != TOP;
        if !is_of_ruby || !VERBS.contains(&name) || self.method(NameHash::of(name.as_bytes())).is_some() {
            return None;
        }
        self.project.inherited(self.class).only_outside().map(Held::Boundary)
    }

    /// What a name that the module imports stands for.
    fn imported(&self, text: &str) -> Option<Held> {
        self.remembered(text, || self.project.member(self.class.language, self.class.file, text, 0))
    }

    /// What a name stands for that nothing in the file binds: a global, a path of Rust's, a type that needs no import.
    fn unbound(&self, head: &str, names: &[&str]) -> Option<Held> {
        let language = self.class.language;
        // A script that answers a request makes its answer of these; who asks one calls something else, too.
        if is_javascript(language) && matches!(head, "Request" | "Response") {
            return None;
        }
        // A library's own name leads to itself.
        if boundary::is_global_head(language, head) {
            let text = names.join(".");
            // What is kept for the next time is fetched by what stands around it.
            if text.starts_with("Rails.cache.fetch") {
                return None;
            }
            if let Some(boundary) = boundary::of_global(language, &text)
                && !self.project.is_own_name(language, self.class.file, head)
                && !self.project.owns(language, self.project.tree.path(self.class.file), &text)
            {
                return (counted(boundary, &text) && !is_sent(language, head)).then_some(Held::Boundary(boundary));
            }
        }
        let origin = if language == Language::Rust && names.len() > 1 {
            TargetOrigin::Import
        } else if head.starts_with(|first: char| first.is_uppercase()) && finds_types(language) {
            TargetOrigin::Spec
        } else {
            return None;
        };
        let text = names.join(".");
        self.remembered(&text, || {
            self.project.meaning(language, self.project.tree.path(self.class.file), &text, origin)
        })
    }

    /// What a name stands for, found out once for the file.
    fn remembered(&self, text: &str, find: impl FnOnce() -> Meaning) -> Option<Held> {
        let reaches = &self.project.reaches;
        let held = reaches.named(self.class.file, text).unwrap_or_else(|| {
            let held = self.of_meaning(find()).unwrap_or(Held::Nothing);
            reaches.note_named(self.class.file, text, held.clone());
            held
        });
        (!matches!(held, Held::Nothing)).then_some(held)
    }

    fn of_meaning(&self, meaning: Meaning) -> Option<Held> {
        match meaning {
            Meaning::Library { name, .. } => {
                let boundary = of_outside(self.class.language, &name, TargetOrigin::Import)
                    .or_else(|| of_gem(self.class.language, &name))
                    .or_else(|| of_amazon(self.class.language, &name))?;
                let is_other =
                    !jvm::is_of_same_owner(self.class.language, self.project.tree.path(self.class.file), &name);
                let is_outgoing = !boundary::is_incoming(self.class.language, &name);
                (counted(boundary, &name) && !is_error(&name) && is_other && is_outgoing)
                    .then_some(Held::Boundary(boundary))
            }
            Meaning::Own(own) => Some(Held::Own(Arc::new(own))),
        }
    }
}

/// Whether a thing of the project's own is where lines are logged, or tells somebody on the way: `Shop.logger.info`,
/// `OrderMailer.sent`.
fn is_log(name: &str) -> bool {
    let is_mailer = name.split('.').next().is_some_and(|class| class.ends_with("Mailer"));
    is_mailer || name.split('.').any(|name| matches!(uncalled(name), "logger" | "log" | "logging"))
}

/// Tokens of an import within a body.
const IMPORT_TOKENS_MAX: usize = 24;

/// What hangs on something: of a library's, the same.
pub(super) fn with_members(held: &Held, rest: &[&str]) -> Held {
    match held {
        Held::Own(own) if !rest.is_empty() => {
            Held::Own(Arc::new(Own { file: own.file, name: format!("{}.{}", own.name, rest.join(".")) }))
        }
        Held::Boundary(_) | Held::Own(_) | Held::Nothing => held.clone(),
    }
}

/// Whether a function's name stands behind `def`.
const fn has_def(language: Language) -> bool {
    matches!(language, Language::Ruby | Language::Python)
}

/// Whether a method may name what belongs to its object without saying so.
pub(super) const fn names_members_bare(language: Language) -> bool {
    matches!(language, Language::Java | Language::Kotlin | Language::CSharp | Language::Ruby)
}

/// Whether what stands behind a word is handed over. In PHP an arrow gives a member of a list its value: a row that is sent
/// (`'uuid' => $this->server->uuid`) is not read there.
fn hands_over(language: Language, before: &[u8]) -> bool {
    matches!(before, b"return" | b"yield" | b"await") || before == b"=>" && language != Language::Php
}

/// Whether types need no import in all files that name them.
const fn finds_types(language: Language) -> bool {
    matches!(language, Language::Java | Language::Kotlin | Language::CSharp | Language::Ruby | Language::Php)
}

/// Whether a boundary is one that a body's use of says anything: everything logs, and threads do what their code does.
fn counted(boundary: Boundary, name: &str) -> bool {
    let is_outside_code = !matches!(boundary, Boundary::OwnCode | Boundary::Unknown);
    is_outside_code && (boundary != Boundary::Process || runs_programs(name))
}

/// Whether a type of C#'s is what is sent, or comes back, and not what it goes through: who only makes one goes nowhere.
fn is_sent(language: Language, name: &str) -> bool {
    language == Language::CSharp && matches!(name, "HttpRequestMessage" | "HttpResponseMessage" | "HttpContent")
}

/// Whether a name is that of an error's type.
fn is_error(name: &str) -> bool {
    ["Error", "Exception", "Timeout"].iter().any(|ending| name.ends_with(ending))
}

/// Whether a name of the machine's is one of running programs.
fn runs_programs(name: &str) -> bool {
    const RUNNING: &[&str] = &["process", "exec", "spawn", "popen", "system", "command", "open3", "shell", "pty"];
    // Threads do what their code does.
    let lower = name.to_ascii_lowercase().replace("executor", "");
    lower == "shutil.which" || RUNNING.iter().any(|word| lower.contains(word)) && !lower.contains("log")
}
