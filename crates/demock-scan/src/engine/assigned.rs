//! What an assignment or a setter puts in the place of something real, as far as the text around it tells.
//!
//! Facts keep no binding of a name that no rule asks for, so these few questions are asked of the text.
//! Invariant: where nothing tells, the answer is no.

use super::Matcher;
use super::conditions::{Subject, is_named_as_double, positional};
use crate::args::{Arg, Shape};
use crate::boundary::words::uncalled;
use crate::facts::{Assign, Call, Head, ScopeId, ScopeKind, Span, Value};
use crate::language::{self, is_word};
use crate::resolve::Resolved;
use crate::rules::Puts;
use demock_model::Language;
use memchr::memmem;

/// Bytes around a place that are looked at: a file may hold as many places as it has lines.
const AROUND_BYTES_MAX: usize = 1 << 16;

/// The bytes before a place.
pub(super) fn before(source: &[u8], at: usize) -> &[u8] {
    &source[at.saturating_sub(AROUND_BYTES_MAX)..at]
}

/// Beginnings of names for what a variable was before a test.
const KEPT_NAMES: &[&str] = &["old", "orig", "saved", "save", "prev", "previous", "backup", "bak", "real", "restore"];

/// Whether a name says that it holds what was before.
fn says_kept(name: &str) -> bool {
    let name = name.trim_start_matches(['@', '$', '_']).to_ascii_lowercase();
    KEPT_NAMES.iter().any(|kept| name.starts_with(kept))
}

impl Matcher<'_> {
    /// Whether something is put in the place of a real thing.
    pub(super) fn puts(&self, puts: Puts, subject: &Subject<'_>, resolved: &Resolved, arguments: &[Arg]) -> bool {
        let argument = |index: u8| positional(arguments, index);
        match puts {
            Puts::NotGivenBack => matches!(subject, Subject::Assign(assign) if !self.is_given_back(assign)),
            Puts::ArgNotGivenBack(index) => argument(index).is_some_and(|arg| !self.is_kept(arg.span)),
            Puts::ArgIsDouble(index) => argument(index).is_some_and(|arg| self.arg_is_double(arg, subject.scope())),
            Puts::ReceiverIsReal => matches!(subject, Subject::Call(_, call) if self.receiver_is_real(call)),
            Puts::ConstantOfModule => matches!(subject, Subject::Assign(assign) if self.is_constant_of_module(assign)),
            Puts::Swapped => matches!(subject, Subject::Assign(assign) if self.is_swapped(assign)),
            Puts::MemberOfMade => matches!(subject, Subject::Assign(assign) if self.is_member_of_made(assign)),
            Puts::MemberOfGiven => matches!(subject, Subject::Assign(assign) if self.is_member_of_given(assign)),
            Puts::ValueHoldsActs => matches!(subject, Subject::Assign(assign) if self.holds_acts(assign)),
            Puts::ArgNotDefinedHere(index) => argument(index).is_some_and(|arg| !self.begins_with_own_name(arg.span)),
            Puts::OnRealConstant => self.is_on_real_constant(subject, resolved),
            Puts::BlockDefines => matches!(subject, Subject::Call(_, call) if self.block_defines(call)),
            Puts::ArgActs(index) => argument(index).is_some_and(|arg| self.arg_acts(arg, subject.scope())),
            Puts::ArgIsImported(index) => argument(index).is_some_and(|arg| self.arg_is_imported(arg, subject.scope())),
            Puts::ADouble => matches!(subject, Subject::Assign(assign) if self.value_is_double(assign)),
            Puts::AFunction => matches!(subject, Subject::Assign(assign) if self.value_is_function(assign)),
            Puts::OnType => matches!(subject, Subject::Assign(assign) if self.is_on_type(assign)),
            Puts::OnObject => matches!(subject, Subject::Assign(assign) if self.is_on_object(assign)),
            Puts::OnDouble => self.is_on_double(subject),
            Puts::OnConstant => resolved.text.starts_with(|first: char| first.is_ascii_uppercase()),
        }
    }

    /// Whether a path begins with the name of a function or class of this file.
    fn begins_with_own_name(&self, path: Span) -> bool {
        let text = path.of(self.bytes());
        let length = text.iter().take_while(|byte| is_word(**byte)).count();
        self.names_function(&text[..length])
    }

    /// Whether what is assigned to stands first on the right as well, so that it is kept before it is replaced.
    fn is_swapped(&self, assign: &Assign) -> bool {
        let names = self.facts().path_names(assign.target);
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        let target = Span { start: first.span.start, end: last.span.end }.of(self.bytes());
        let rest = assign.value_span.of(self.bytes()).trim_ascii_start().strip_prefix(target);
        rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b","))
    }

    /// Whether an object literal that is assigned holds a function or something named as a double.
    fn holds_acts(&self, assign: &Assign) -> bool {
        let text = assign.value_span.text(self.source());
        assign.value == Value::Object
            && (text.contains("=>") || text.contains("function") || text.contains("){") || is_named_as_double(text))
    }

    /// Whether what is assigned is what the variable was before: `os.Stdout = saved` after `saved := os.Stdout`.
    fn is_given_back(&self, assign: &Assign) -> bool {
        let value = assign.value_span.text(self.source()).trim();
        let last = value.rsplit(['.', ':']).next().unwrap_or(value);
        let is_name = |byte: u8| is_word(byte) || matches!(byte, b'@' | b'$');
        if value.is_empty() || !value.bytes().all(|byte| is_name(byte) || matches!(byte, b'.' | b':')) {
            return false;
        }
        let target = self.facts().path_names(assign.target).last().map(|name| name.span.text(self.source()));
        // `$stdout = STDOUT`
        let is_constant_of =
            target.is_some_and(|target| target.trim_start_matches('$').eq_ignore_ascii_case(last.trim_matches('_')));
        says_kept(last) || is_constant_of || (last.len() == value.len() && self.keeps(assign, last))
    }

    /// Whether a text says that it is what was before, or is a name that the file gives a member of the platform.
    fn is_kept(&self, span: Span) -> bool {
        let text = span.text(self.source());
        let name = text.rsplit('.').next().unwrap_or(text).trim();
        if name == "null" || says_kept(name) || text.trim() == "System.out" || text.trim() == "System.err" {
            return true;
        }
        let is_word_only = !name.is_empty() && name.bytes().all(is_word);
        let earlier = before(self.bytes(), span.start as usize);
        is_word_only && memmem::find(earlier, format!("{name} = System.").as_bytes()).is_some()
    }

    /// Whether an argument is a double, by its name or by what this file makes it of.
    pub(super) fn arg_is_double(&self, arg: &Arg, scope: ScopeId) -> bool {
        let text = match &arg.shape {
            Shape::Path => arg.span.text(self.source()),
            Shape::Call(path) => path.text(self.source()),
            Shape::Text(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => return false,
        };
        // What a mock of Moq stands in as.
        let text = text.strip_suffix(".Object").filter(|_| self.resolver.language == Language::CSharp).unwrap_or(text);
        let resolved = self.resolver.resolve_text(text, scope, arg.span.start);
        is_named_as_double(text) || self.rules.is_double(uncalled(&resolved.text)) || self.is_annotated_as_double(text)
    }

    /// Whether a method is defined on something that was there before: not on `self`, on a double, or on an object that
    /// the file makes without anything in it.
    fn receiver_is_real(&self, call: &Call) -> bool {
        const EMPTY: &[&[u8]] =
            &[b"Object.new", b"BasicObject.new", b"Class.new", b"Module.new", b"Struct", b"OpenStruct"];
        let names = self.facts().path_names(call.path);
        let Some(receiver) = names.len().checked_sub(2).map(|at| names[at]) else {
            return call.path.head != Head::Name;
        };
        let text = receiver.span.text(self.source());
        if matches!(text, "self" | "singleton_class") || is_named_as_double(text) {
            return false;
        }
        let before = before(self.bytes(), receiver.span.start as usize);
        let needle = format!("{text} = ");
        let Some(found) = memmem::rfind(before, needle.as_bytes()) else { return true };
        let value = &before[found + needle.len()..];
        let length = language::path_length(self.resolver.language, value);
        let made_of_double = std::str::from_utf8(&value[..length]).is_ok_and(is_named_as_double);
        !made_of_double && !EMPTY.iter().any(|empty| value.starts_with(empty))
    }

    /// Whether a name is given the assigned variable's value: `stdout, stderr := os.Stdout, os.Stderr`.
    fn keeps(&self, assign: &Assign, name: &str) -> bool {
        let names = self.facts().path_names(assign.target);
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return false };
        let target = Span { start: first.span.start, end: last.span.end }.of(self.bytes());
        let earlier = before(self.bytes(), first.span.start as usize);
        memmem::find_iter(earlier, target).any(|found| {
            let line = memchr::memrchr(b'\n', &earlier[..found]).map_or(0, |newline| newline + 1);
            let before = &earlier[line..found];
            let Some(equals) = memchr::memchr(b'=', before) else { return false };
            before[..equals].split(|byte| !is_word(*byte)).any(|word| word == name.as_bytes())
        })
    }

    /// Whether what a name of Python stands for was last made of a class that is named as a double: `timer = FakeTimer()`.
    pub(super) fn is_of_named_double(&self, assign: &Assign) -> bool {
        if self.resolver.language != Language::Python {
            return false;
        }
        let earlier = before(self.bytes(), assign.target.start as usize);
        let needle = [assign.value_span.of(self.bytes()).trim_ascii(), b" = "].concat();
        // Forwards, which is many times as fast as backwards.
        let begins = |at: &usize| at.checked_sub(1).is_none_or(|before| earlier[before].is_ascii_whitespace());
        let made = memmem::find_iter(earlier, &needle).filter(begins).last().map(|at| &earlier[at + needle.len()..]);
        made.is_some_and(|value| {
            let length = language::path_length(Language::Python, value);
            let class = value[..length].rsplit(|byte| *byte == b'.').next().unwrap_or_default();
            value[length..].starts_with(b"(")
                && class.first().is_some_and(u8::is_ascii_uppercase)
                && std::str::from_utf8(class).is_ok_and(is_named_as_double)
        })
    }

    /// Whether a local name stands for something that acts: a function literal, a parameter that is a function, or an
    /// object whose type says that it is a double.
    pub(super) fn stands_for_acting(&self, assign: &Assign, name: &[u8]) -> bool {
        if self.resolver.language != Language::Go {
            return false;
        }
        let outer = self.outermost_function(assign.scope);
        let scope = &self.facts().scopes[outer as usize];
        let at = assign.target.start as usize;
        let start = (scope.header.start as usize).max(at.saturating_sub(AROUND_BYTES_MAX));
        let text = Span::new(start.min(at), at).of(self.bytes());
        memmem::find_iter(text, name).any(|found| {
            let begins = found.checked_sub(1).is_none_or(|at| !is_word(text[at]) && text[at] != b'.');
            let Some(rest) = text[found + name.len()..].strip_prefix(b" ").filter(|_| begins) else { return false };
            let value = rest.strip_prefix(b":= ").unwrap_or(rest);
            let value = value.strip_prefix(b"&").or_else(|| value.strip_prefix(b"*")).unwrap_or(value);
            let declares = value.len() < rest.len() || text[..found].ends_with(b"var ");
            let length = language::path_length(Language::Go, value);
            let is_double = || std::str::from_utf8(&value[..length]).is_ok_and(is_named_as_double);
            value.starts_with(b"func(") || (declares && is_double())
        })
    }

    /// The function of the file that a scope belongs to; the file where there is none.
    fn outermost_function(&self, mut scope: ScopeId) -> ScopeId {
        let scopes = &self.facts().scopes;
        while scope != 0 && scopes[scope as usize].parent != 0 {
            scope = scopes[scope as usize].parent;
        }
        scope
    }

    /// Whether calls of a name give a function, by the header of the Go function of this file that has it.
    pub(super) fn makes_function(&self, name: &[u8]) -> bool {
        if self.resolver.language != Language::Go || name.is_empty() {
            return false;
        }
        let mut scopes = self.facts().scopes.iter().skip(1);
        scopes.any(|scope| {
            scope.kind == ScopeKind::Function
                && scope.name.of(self.bytes()) == name
                && memmem::find(scope.header.of(self.bytes()), b") func(").is_some()
        })
    }
}
