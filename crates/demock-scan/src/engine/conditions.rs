//! Whether a row's conditions hold.

use super::Matcher;
use crate::args::{Arg, Shape};
use crate::boundary::words::uncalled;
use crate::facts::{
    Assign, Bound, Call, CallId, Head, NameHash, Parameter, Reference, ScopeId, ScopeKind, Span, Value,
};
use crate::language;
use crate::resolve::Resolved;
use crate::rules::When;
use crate::ruleset::{self, CompiledRow};
use crate::site::TargetOrigin;
use std::cell::OnceCell;
use std::rc::Rc;

/// The fact that a row is asked about.
pub(super) enum Subject<'a> {
    Call(CallId, &'a Call),
    Reference(&'a Reference),
    Assign(&'a Assign),
    Parameter(&'a Parameter),
}

impl Subject<'_> {
    pub(super) fn scope(&self) -> u32 {
        match self {
            Self::Call(_, call) => call.scope,
            Self::Reference(reference) => reference.scope,
            Self::Assign(assign) => assign.scope,
            Self::Parameter(parameter) => parameter.scope,
        }
    }
}

/// Bytes of a function that are looked into for doubles.
const FUNCTION_BYTES_MAX: u32 = 1 << 12;

impl Matcher<'_> {
    /// The explicit type arguments of a call.
    fn type_args<'s>(&'s self, subject: &Subject<'_>) -> Option<&'s str> {
        let Subject::Call(_, call) = subject else { return None };
        call.type_args.map(|args| args.text(self.source()))
    }

    /// The arguments of a call; those of the call that was asked about last are kept, because every row asks again.
    pub(super) fn arguments(&self, subject: &Subject<'_>) -> Rc<[Arg]> {
        let Subject::Call(id, call) = subject else { return Rc::from([]) };
        let mut last = self.last_arguments.borrow_mut();
        if let Some((known, arguments)) = &*last
            && known == id
        {
            return arguments.clone();
        }
        let arguments: Rc<[Arg]> = self.parse(call.args).into();
        *last = Some((*id, arguments.clone()));
        arguments
    }

    /// What stands between the brackets of a call or an item.
    pub(super) fn parse(&self, inside: Span) -> Vec<Arg> {
        self.resolver.arguments(&self.facts().calls).parse(inside)
    }

    pub(super) fn conditions_hold(&self, row: &CompiledRow, subject: &Subject<'_>, resolved: &Resolved) -> bool {
        if row.row.when.is_empty() {
            return true;
        }
        let arguments = OnceCell::new();
        row.row.when.iter().all(|when| self.holds(when, subject, resolved, &arguments))
    }

    /// Whether a call stands in the arguments of one whose last name this is.
    fn stands_inside(&self, subject: &Subject<'_>, name: &'static str) -> bool {
        matches!(subject, Subject::Call(id, _) if self.once.stands_inside(self.facts(), self.bytes(), *id, name))
    }

    fn holds(&self, when: &When, subject: &Subject<'_>, resolved: &Resolved, arguments: &OnceCell<Rc<[Arg]>>) -> bool {
        let arguments = || &**arguments.get_or_init(|| self.arguments(subject));
        match when {
            When::InTest => self.role.is_test() || self.in_test_scope(subject.scope()),
            When::ArgPath(index, pattern) => match positional(arguments(), *index) {
                Some(arg) if arg.shape == Shape::Path => {
                    let text = arg.span.text(self.source());
                    let resolved = self.resolver.resolve_text(text, subject.scope(), arg.span.start);
                    any_path(pattern, &resolved.text)
                }
                _ => false,
            },
            When::ArgText(index, pattern) => {
                let shape = positional(arguments(), *index).map(|arg| &arg.shape);
                matches!(shape, Some(Shape::Text(text)) if ruleset::expand(pattern).iter().any(|one| ruleset::matches_text(one, text)))
            }
            When::NoArgText(index) => {
                positional(arguments(), *index).is_some_and(|arg| !matches!(arg.shape, Shape::Text(_)))
            }
            When::ArgFunction(index) => positional(arguments(), *index).is_some_and(|arg| arg.shape == Shape::Function),
            When::ArgCall(index, pattern) => match positional(arguments(), *index).map(|arg| &arg.shape) {
                Some(Shape::Call(path)) => {
                    let resolved = self.resolver.resolve_text(path.text(self.source()), subject.scope(), path.start);
                    any_path(pattern, &resolved.text)
                }
                _ => false,
            },
            When::ArgObject(index) => positional(arguments(), *index).is_some_and(|arg| arg.shape == Shape::Object),
            When::Imported => resolved.origin == TargetOrigin::Import && !resolved.text.contains('('),
            When::NotDefinedHere => !self.head_is_defined_here(subject),
            When::Saved => matches!(subject, Subject::Assign(assign) if self.is_saved(assign)),
            When::Puts(puts) => self.puts(*puts, subject, resolved, arguments()),
            When::ValueObject => matches!(subject, Subject::Assign(assign) if assign.value == Value::Object),
            When::ArgsAtLeast(count) => positional_count(arguments()) >= *count as usize,
            When::ArgsAtMost(count) => positional_count(arguments()) <= *count as usize,
            When::Keyword(name) => self.keyword(arguments(), name).is_some(),
            When::KeywordText(name, pattern) => {
                let shape = self.keyword(arguments(), name).map(|arg| &arg.shape);
                matches!(shape, Some(Shape::Text(text)) if ruleset::expand(pattern).iter().any(|one| ruleset::matches_text(one, text)))
            }
            When::TypeArgs => self.type_args(subject).is_some(),
            When::TypeArgsHave(text) => self.type_args(subject).is_some_and(|args| args.contains(text)),
            When::TypeArgIsInterface => self.type_args(subject).is_some_and(is_interface),
            When::TypeArgIsDouble => self.type_args(subject).is_some_and(names_a_double),
            When::Inside(name) => self.stands_inside(subject, name),
            When::NotInside(name) => !self.stands_inside(subject, name),
            When::NoKeyword(name) => self.keyword(arguments(), name).is_none(),
            When::Chain(names) => matches!(subject, Subject::Call(id, _) if self.chain_has(*id, names)),
            When::NoChain(names) => !matches!(subject, Subject::Call(id, _) if self.chain_has(*id, names)),
            When::FileImports(prefix) => self.once.imports(prefix, || self.imports_module(prefix)),
            When::FileHas(text) => self.once.has(self.bytes(), text),
            When::Form(form) => matches!(subject, Subject::Call(_, call) if call.form == *form),
            When::ValueActs => matches!(subject, Subject::Assign(assign) if self.acts(assign)),
            When::MemberOf(owner) => matches!(subject, Subject::Assign(assign) if self.is_member_of(assign, *owner)),
            When::Key(pattern) => matches!(subject, Subject::Assign(assign) if self.key_matches(assign, pattern)),
            When::IsItem => matches!(subject, Subject::Assign(assign) if assign.item.is_some()),
            When::ValueHas(text) => {
                matches!(subject, Subject::Assign(assign) if self.once.has_in(self.bytes(), assign.value_span, text))
            }
            When::ReceiverArgIsDouble => self.receiver_arg_is_double(subject),
            When::ArgsHave(text) => self.args_have(subject, text),
            When::NotArgsHave(text) => !self.args_have(subject, text),
            When::NotArgs(text) => !self.args_are(subject, text),
            When::NotFileHas(text) => !self.once.has(self.bytes(), text),
            When::NotValueHas(text) => {
                matches!(subject, Subject::Assign(assign) if !self.once.has_in(self.bytes(), assign.value_span, text))
            }
            When::HeadNamed(name) => self.head_is_named(subject, name),
            When::OnPlainFunction => self.is_plain_function(subject.scope()),
            When::HasReceiver => has_receiver(subject),
        }
    }

    /// Whether the path of a call begins with a name, as it is written.
    fn head_is_named(&self, subject: &Subject<'_>, name: &str) -> bool {
        let Subject::Call(_, call) = subject else { return false };
        let first = self.facts().path_names(call.path).first().filter(|_| call.path.head == Head::Name);
        first.is_some_and(|first| first.span.text(self.source()) == name)
    }

    /// Whether a scope is a function in whose text no class is named as a double.
    fn is_plain_function(&self, scope: ScopeId) -> bool {
        let scope = self.facts().scopes[scope as usize];
        let end = scope.end.min(scope.header.start + FUNCTION_BYTES_MAX).max(scope.header.start);
        let text = Span { start: scope.header.start, end }.text(self.source());
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        scope.kind != ScopeKind::Class
            && !words.any(|word| word.starts_with(|first: char| first.is_uppercase()) && names_a_double(word))
    }

    fn key_matches(&self, assign: &Assign, pattern: &str) -> bool {
        let Some(key) = assign.item else { return false };
        let argument = self.parse(key);
        let text = match argument.first() {
            Some(Arg { shape: Shape::Text(text), .. }) => text.as_str(),
            Some(Arg { span, .. }) => ruleset::last_name(span.text(self.source())),
            None => return false,
        };
        ruleset::expand(pattern).iter().any(|one| ruleset::matches_text(one, text))
    }

    /// Whether the file imports a module whose name begins so.
    fn imports_module(&self, prefix: &str) -> bool {
        let prefixes = ruleset::expand(prefix);
        self.facts().imports.iter().any(|import| {
            let module = self.facts().module_text(import.module, self.source());
            prefixes.iter().any(|prefix| module.starts_with(prefix.as_str()))
        })
    }

    pub(super) fn keyword<'g>(&self, arguments: &'g [Arg], name: &str) -> Option<&'g Arg> {
        arguments.iter().find(|arg| arg.keyword.is_some_and(|keyword| keyword.text(self.source()) == name))
    }

    /// Whether one of the methods is called on the result of a call, at any later link of the chain.
    pub(super) fn chain_has(&self, id: CallId, names: &'static [&'static str]) -> bool {
        !names.is_empty() && self.once.chain_has(self.facts(), self.bytes(), id, names)
    }

    /// Whether the argument list's text holds something, white space aside.
    fn args_have(&self, subject: &Subject<'_>, text: &'static str) -> bool {
        matches!(subject, Subject::Call(_, call) if self.once.has_squeezed(self.bytes(), call.args, text))
    }

    /// Whether the argument list is this text and nothing else.
    fn args_are(&self, subject: &Subject<'_>, text: &str) -> bool {
        matches!(subject, Subject::Call(_, call) if call.args.of(self.bytes()).trim_ascii() == text.as_bytes())
    }

    /// Whether a scope or one around it is test code by its own word.
    fn in_test_scope(&self, scope: ScopeId) -> bool {
        self.once.is_test_code(self.facts(), &self.resolver.tree, scope)
    }

    /// Whether the receiver is a call whose first argument is a double of this file.
    fn receiver_arg_is_double(&self, subject: &Subject<'_>) -> bool {
        let Subject::Call(_, call) = subject else { return false };
        let Head::Call(receiver) = call.path.head else { return false };
        let receiver = &self.facts().calls[receiver as usize];
        let arguments = self.parse(receiver.args);
        let Some(arg) = positional(&arguments, 0) else { return false };
        let text = match &arg.shape {
            Shape::Path => arg.span.text(self.source()),
            Shape::Call(path) => path.text(self.source()),
            Shape::Text(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => return false,
        };
        let resolved = self.resolver.resolve_text(text, receiver.scope, arg.span.start);
        self.rules.is_double(uncalled(&resolved.text))
    }

    /// Whether what is assigned acts: a function literal, a kept call's result, or a function or double of this file.
    fn acts(&self, assign: &Assign) -> bool {
        match assign.value {
            Value::Function => true,
            Value::Call(call) => self.makes_double(call),
            Value::Path(path) => {
                let names = self.facts().path_names(path);
                let last = names.last().map(|name| name.span.text(self.source()));
                if last.is_some_and(is_named_as_double) {
                    return true;
                }
                let [first, rest @ ..] = names else { return false };
                let text = first.span.of(self.bytes());
                let is_name = rest.is_empty();
                let acts = || {
                    self.names_function(text)
                        || self.is_bound_to_double(first.hash)
                        || self.stands_for_acting(assign, text)
                };
                (is_name && acts()) || self.is_of_named_double(assign)
            }
            Value::Other => {
                let text = assign.value_span.of(self.bytes());
                let text = text.strip_prefix(b"new ".as_slice()).unwrap_or(text).trim_ascii_start();
                let path = language::path_length(self.resolver.language, text);
                std::str::from_utf8(&text[..path]).is_ok_and(is_named_as_double)
                    || self.makes_function(&text[..path])
                    || self.is_wrapped_function(assign, text)
                    || self.is_of_own_class(assign, text)
            }
            Value::Literal | Value::Object => false,
        }
    }

    /// Whether a call, or the one that its chain begins with, makes a double.
    pub(super) fn makes_double(&self, mut id: CallId) -> bool {
        let mut links = Vec::new();
        let answer = loop {
            if let Some(known) = self.once.doubles.borrow().get(&id) {
                break *known;
            }
            links.push(id);
            let call = &self.facts().calls[id as usize];
            let readings = self.resolver.readings(call.path, call.scope);
            if readings.iter().any(|reading| self.rules.is_double(&reading.text)) {
                break true;
            }
            match call.path.head {
                // A chain's earlier calls have smaller numbers.
                Head::Call(earlier) if earlier < id => id = earlier,
                Head::Call(_) | Head::Name | Head::Opaque => break false,
            }
        };
        self.once.doubles.borrow_mut().extend(links.into_iter().map(|link| (link, answer)));
        answer
    }

    pub(super) fn names_function(&self, name: &[u8]) -> bool {
        self.once.names_function(self.facts(), self.resolver.source.bytes(), name)
    }

    /// Whether a function or class of this file has the first name of an assigned path, or is the type whose function
    /// is called.
    fn head_is_defined_here(&self, subject: &Subject<'_>) -> bool {
        if let Subject::Call(_, call) = subject {
            return self.owner_is_defined_here(call);
        }
        let Subject::Assign(assign) = subject else { return false };
        let first = self.facts().path_names(assign.target).first();
        first.is_some_and(|first| self.names_function(first.span.of(self.bytes())))
    }

    /// Whether the file defines the function that is called, or the type whose function is: `MockStore` of
    /// `MockStore::new()`.
    fn owner_is_defined_here(&self, call: &Call) -> bool {
        let names = self.facts().path_names(call.path);
        if let [name] = names {
            return call.path.head == Head::Name && self.names_function(name.span.of(self.bytes()));
        }
        let Some(owner) = names.len().checked_sub(2).map(|at| names[at].span.of(self.bytes())) else { return false };
        self.once.names_class(self.facts(), self.resolver.source.bytes(), owner)
    }

    /// Whether the file keeps elsewhere what the assigned member was: `saved = store.get;`.
    fn is_saved(&self, assign: &Assign) -> bool {
        let names = self.facts().path_names(assign.target);
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        if assign.target.head != Head::Name || first.span.start != assign.target.start {
            return false;
        }
        let target = Span { start: first.span.start, end: last.span.end };
        self.once.is_saved(self.resolver.source.bytes(), target.of(self.bytes()))
    }

    /// Whether a call that makes a double is bound to a name anywhere in the file.
    pub(super) fn is_bound_to_double(&self, name: NameHash) -> bool {
        let names = self.once.names_of_doubles.get_or_init(|| {
            let bound = self.facts().bindings.iter().filter_map(|binding| match binding.bound {
                Bound::Call(call) => Some((binding.name, call)),
                Bound::Path(_) | Bound::Parameter(_) | Bound::Subclass(_) | Bound::Opaque => None,
            });
            bound.filter(|(_, call)| self.makes_double(*call)).map(|(name, _)| name).collect()
        });
        names.contains(&name)
    }
}

/// Whether a name says itself that it stands in for something.
pub(super) fn is_named_as_double(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["mock", "fake", "stub", "spy", "dummy"].iter().any(|word| name.contains(word))
}

fn has_receiver(subject: &Subject<'_>) -> bool {
    matches!(subject, Subject::Call(_, call) if call.path.count > 1 || call.path.head != Head::Name)
}

/// Whether a type's name says that it stands in for another, or does nothing.
fn names_a_double(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    is_named_as_double(name) || ["noop", "null", "inmemory"].iter().any(|word| lower.contains(word))
}

/// Whether a resolved path matches one of a pattern's alternatives.
fn any_path(pattern: &str, resolved: &str) -> bool {
    ruleset::expand(pattern).iter().any(|one| {
        let one = one.replace("::", ".");
        match one.strip_prefix("?.") {
            Some(suffix) => {
                let names = suffix.matches('.').count();
                let start = resolved.rmatch_indices('.').nth(names).map_or(0, |(at, _)| at + 1);
                let tail = &resolved[start..];
                ruleset::matches(suffix, tail) || ruleset::matches(suffix, ruleset::last_name(tail))
            }
            None => ruleset::matches(&one, resolved),
        }
    })
}

/// The argument of that position; keyword arguments do not count.
pub(super) fn positional(arguments: &[Arg], index: u8) -> Option<&Arg> {
    arguments.iter().filter(|arg| arg.keyword.is_none()).nth(index as usize)
}

fn positional_count(arguments: &[Arg]) -> usize {
    arguments.iter().filter(|arg| arg.keyword.is_none()).count()
}

/// A name that stands for an expression in a target: what can be written on one short line.
pub(super) fn short(text: &str) -> Option<&str> {
    let short =
        text.len() <= 120 && text.bytes().all(|byte| language::is_word(byte) || b".:'\"[]()$@-> /\\".contains(&byte));
    short.then_some(text)
}

/// Whether a type's name begins as those of C# interfaces do.
fn is_interface(name: &str) -> bool {
    let mut letters = name.trim_start_matches('<').trim_start().chars();
    letters.next() == Some('I') && letters.next().is_some_and(char::is_uppercase)
}
