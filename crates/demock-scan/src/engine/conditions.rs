//! Whether a row's conditions hold.

use super::Matcher;
use crate::args::{self, Arg, Shape};
use crate::facts::{Assign, Bound, Call, CallId, Head, Parameter, Reference, ScopeId, ScopeKind, Span, Value};
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

impl Matcher<'_> {
    /// The arguments of a call; those of the call that was asked about last are kept, because every row asks again.
    pub(super) fn arguments(&self, subject: &Subject<'_>) -> Rc<[Arg]> {
        let Subject::Call(id, call) = subject else { return Rc::from([]) };
        let mut last = self.last_arguments.borrow_mut();
        if let Some((known, arguments)) = &*last
            && known == id
        {
            return arguments.clone();
        }
        let arguments: Rc<[Arg]> = args::parse(self.resolver.language, self.bytes(), call.args).into();
        *last = Some((*id, arguments.clone()));
        arguments
    }

    pub(super) fn conditions_hold(&self, row: &CompiledRow, subject: &Subject<'_>, resolved: &Resolved) -> bool {
        if row.row.when.is_empty() {
            return true;
        }
        let arguments = OnceCell::new();
        row.row.when.iter().all(|when| self.holds(when, subject, resolved, &arguments))
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
            When::ArgNotDefinedHere(index) => {
                positional(arguments(), *index).is_some_and(|arg| !self.begins_with_own_name(arg.span))
            }
            When::ConstantOfModule | When::MemberOfMade | When::ValueHoldsActs => {
                matches!(subject, Subject::Assign(assign) if self.is_assigned_as(assign, when))
            }
            When::Saved => matches!(subject, Subject::Assign(assign) if self.is_saved(assign)),
            When::ValueObject => matches!(subject, Subject::Assign(assign) if assign.value == Value::Object),
            When::ArgsAtLeast(count) => positional_count(arguments()) >= *count as usize,
            When::ArgsAtMost(count) => positional_count(arguments()) <= *count as usize,
            When::Keyword(name) => self.keyword(arguments(), name).is_some(),
            When::KeywordText(name, pattern) => {
                let shape = self.keyword(arguments(), name).map(|arg| &arg.shape);
                matches!(shape, Some(Shape::Text(text)) if ruleset::expand(pattern).iter().any(|one| ruleset::matches_text(one, text)))
            }
            When::TypeArgs => matches!(subject, Subject::Call(_, call) if call.type_args.is_some()),
            When::Inside(name) => matches!(subject, Subject::Call(_, call) if self.stands_inside(call, name)),
            When::NoKeyword(name) => self.keyword(arguments(), name).is_none(),
            When::Chain(names) => matches!(subject, Subject::Call(id, _) if self.chain_has(*id, names)),
            When::NoChain(names) => !matches!(subject, Subject::Call(id, _) if self.chain_has(*id, names)),
            When::FileImports(prefix) => self.facts().imports.iter().any(|import| {
                let module = self.facts().module_text(import.module, self.source());
                ruleset::expand(prefix).iter().any(|prefix| module.starts_with(prefix.as_str()))
            }),
            When::FileHas(text) => memchr::memmem::find(self.bytes(), text.as_bytes()).is_some(),
            When::Form(form) => matches!(subject, Subject::Call(_, call) if call.form == *form),
            When::ValueActs => matches!(subject, Subject::Assign(assign) if self.acts(assign)),
            When::MemberOf(owner) => matches!(subject, Subject::Assign(assign) if self.is_member_of(assign, *owner)),
            When::Key(pattern) => matches!(subject, Subject::Assign(assign) if self.key_matches(assign, pattern)),
            When::IsItem => matches!(subject, Subject::Assign(assign) if assign.item.is_some()),
            When::ValueHas(text) => matches!(subject, Subject::Assign(assign) if self.value_has(assign, text)),
            When::ReceiverArgIsDouble => self.receiver_arg_is_double(subject),
            When::ArgsHave(text) => self.args_have(subject, text),
            When::NotArgsHave(text) => !self.args_have(subject, text),
            When::NotArgs(text) => {
                !matches!(subject, Subject::Call(_, call) if call.args.of(self.bytes()).trim_ascii() == text.as_bytes())
            }
            When::NotFileHas(text) => memchr::memmem::find(self.bytes(), text.as_bytes()).is_none(),
            When::NotValueHas(text) => matches!(subject, Subject::Assign(assign) if !self.value_has(assign, text)),
            When::HasReceiver => matches!(subject, Subject::Call(_, call) if has_receiver(call)),
        }
    }

    fn value_has(&self, assign: &Assign, text: &str) -> bool {
        memchr::memmem::find(assign.value_span.of(self.bytes()), text.as_bytes()).is_some()
    }

    /// Whether a path begins with the name of a function or class of this file.
    fn begins_with_own_name(&self, path: Span) -> bool {
        let text = path.of(self.bytes());
        let length = text.iter().take_while(|byte| language::is_word(**byte)).count();
        self.names_function(&text[..length])
    }

    /// The conditions that ask what an assignment replaces.
    fn is_assigned_as(&self, assign: &Assign, when: &When) -> bool {
        if *when == When::ConstantOfModule {
            self.is_constant_of_module(assign)
        } else if *when == When::MemberOfMade {
            self.is_member_of_made(assign)
        } else {
            self.holds_acts(assign)
        }
    }

    fn key_matches(&self, assign: &Assign, pattern: &str) -> bool {
        let Some(key) = assign.item else { return false };
        let argument = args::parse(self.resolver.language, self.bytes(), key);
        let text = match argument.first() {
            Some(Arg { shape: Shape::Text(text), .. }) => text.as_str(),
            Some(Arg { span, .. }) => ruleset::last_name(span.text(self.source())),
            None => return false,
        };
        ruleset::expand(pattern).iter().any(|one| ruleset::matches_text(one, text))
    }

    /// Whether a call stands in the arguments of one of that last name.
    fn stands_inside(&self, call: &Call, name: &str) -> bool {
        let mut at = call.parent;
        while let Some(id) = at {
            let around = &self.facts().calls[id as usize];
            let last = self.facts().path_names(around.path).last();
            if last.is_some_and(|last| last.span.text(self.source()) == name) {
                return true;
            }
            at = around.parent;
        }
        false
    }

    pub(super) fn keyword<'g>(&self, arguments: &'g [Arg], name: &str) -> Option<&'g Arg> {
        arguments.iter().find(|arg| arg.keyword.is_some_and(|keyword| keyword.text(self.source()) == name))
    }

    /// Whether one of the methods is called on the result of a call, at any later link of the chain.
    pub(super) fn chain_has(&self, id: CallId, names: &[&str]) -> bool {
        if names.is_empty() {
            return false;
        }
        let mut at = id;
        while let Some(next) = self.facts().next_in_chain(at) {
            let path = self.facts().path_names(self.facts().calls[next as usize].path);
            if path.iter().any(|name| names.contains(&name.span.text(self.source()))) {
                return true;
            }
            at = next;
        }
        false
    }

    /// Whether the argument list's text holds something, white space aside.
    fn args_have(&self, subject: &Subject<'_>, text: &str) -> bool {
        let Subject::Call(_, call) = subject else { return false };
        let args = call.args.of(self.bytes()).iter().copied();
        let squeezed: Vec<u8> = args.filter(|byte| !byte.is_ascii_whitespace()).collect();
        memchr::memmem::find(&squeezed, text.as_bytes()).is_some()
    }

    /// Whether a scope or one around it is test code by its own word.
    fn in_test_scope(&self, scope: ScopeId) -> bool {
        self.facts().test_scopes.iter().any(|test| self.resolver.encloses(*test, scope))
    }

    /// Whether the receiver is a call whose first argument is a double of this file.
    fn receiver_arg_is_double(&self, subject: &Subject<'_>) -> bool {
        let Subject::Call(_, call) = subject else { return false };
        let Head::Call(receiver) = call.path.head else { return false };
        let receiver = &self.facts().calls[receiver as usize];
        let arguments = args::parse(self.resolver.language, self.bytes(), receiver.args);
        let Some(arg) = positional(&arguments, 0) else { return false };
        let text = match &arg.shape {
            Shape::Path => arg.span.text(self.source()),
            Shape::Call(path) => path.text(self.source()),
            Shape::Text(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => return false,
        };
        let resolved = self.resolver.resolve_text(text, receiver.scope, arg.span.start);
        self.rules.is_double(resolved.text.trim_end_matches("()"))
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
                let Some(name) = names.first().filter(|_| names.len() == 1) else { return false };
                self.names_function(name.span.of(self.bytes())) || self.is_bound_to_double(name.hash)
            }
            Value::Other => {
                let text = assign.value_span.of(self.bytes());
                let text = text.strip_prefix(b"new ".as_slice()).unwrap_or(text).trim_ascii_start();
                let path = language::path_length(self.resolver.language, text);
                std::str::from_utf8(&text[..path]).is_ok_and(is_named_as_double)
            }
            Value::Literal | Value::Object => false,
        }
    }

    /// Whether an object literal that is assigned holds a function or something named as a double.
    fn holds_acts(&self, assign: &Assign) -> bool {
        let text = assign.value_span.text(self.source());
        assign.value == Value::Object
            && (text.contains("=>") || text.contains("function") || text.contains("){") || is_named_as_double(text))
    }

    /// Whether a call, or the one that its chain begins with, makes a double.
    fn makes_double(&self, mut id: CallId) -> bool {
        loop {
            let call = &self.facts().calls[id as usize];
            let readings = self.resolver.readings(call.path, call.scope);
            if readings.iter().any(|reading| self.rules.is_double(&reading.text)) {
                return true;
            }
            match call.path.head {
                // A chain's earlier calls have smaller numbers.
                Head::Call(earlier) if earlier < id => id = earlier,
                Head::Call(_) | Head::Name | Head::Opaque => return false,
            }
        }
    }

    fn names_function(&self, name: &[u8]) -> bool {
        self.facts()
            .scopes
            .iter()
            .skip(1)
            .filter(|scope| matches!(scope.kind, ScopeKind::Function | ScopeKind::Class))
            .filter(|scope| scope.name.of(self.bytes()) == name)
            // A function that has the name of the member it was assigned to is not to be had by that name.
            .any(|scope| !self.bytes()[..scope.name.start as usize].ends_with(b"."))
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

    /// Whether the file defines the type whose function is called: `MockStore` of `MockStore::new()`.
    fn owner_is_defined_here(&self, call: &Call) -> bool {
        let names = self.facts().path_names(call.path);
        let Some(owner) = names.len().checked_sub(2).map(|at| names[at].span.of(self.bytes())) else { return false };
        let mut scopes = self.facts().scopes.iter().skip(1);
        scopes.any(|scope| scope.kind == ScopeKind::Class && scope.name.of(self.bytes()) == owner)
    }

    /// Whether the file keeps elsewhere what the assigned member was: `saved = store.get;`.
    fn is_saved(&self, assign: &Assign) -> bool {
        let names = self.facts().path_names(assign.target);
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        if assign.target.head != Head::Name || first.span.start != assign.target.start {
            return false;
        }
        let target = Span { start: first.span.start, end: last.span.end };
        memchr::memmem::find_iter(self.bytes(), target.of(self.bytes())).any(|found| {
            let before = self.bytes()[..found].trim_ascii_end();
            let after = &self.bytes()[found + (target.end - target.start) as usize..];
            let is_read = before.ends_with(b"=") && !before.ends_with(b"==");
            let is_whole = matches!(after.first(), None | Some(b';' | b'\n' | b'\r' | b',' | b')'))
                || after.starts_with(b".bind(");
            is_read && is_whole
        })
    }

    fn is_bound_to_double(&self, name: crate::facts::NameHash) -> bool {
        self.facts().bindings.iter().filter(|binding| binding.name == name).any(|binding| match binding.bound {
            Bound::Call(call) => self.makes_double(call),
            Bound::Path(_) | Bound::Parameter(_) | Bound::Subclass(_) | Bound::Opaque => false,
        })
    }
}

/// Whether something stands before the last name that is called.
fn has_receiver(call: &Call) -> bool {
    call.path.count > 1 || call.path.head != Head::Name
}

/// Whether a name says itself that it stands in for something.
fn is_named_as_double(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["mock", "fake", "stub", "spy", "dummy"].iter().any(|word| name.contains(word))
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
