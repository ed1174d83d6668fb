//! What a call redefines: methods of a class that is there already, members of what an import binds.
//!
//! Invariant: where nothing tells, the answer is no. Absent on purpose: assignments (`owner`, `assigned`).

use super::Matcher;
use super::conditions::Subject;
use crate::args::{Arg, Shape};
use crate::boundary::words::uncalled;
use crate::facts::{Assign, Call, ScopeId, Span};
use crate::language::{self, is_word};
use crate::resolve::Resolved;
use crate::site::TargetOrigin;
use demock_model::Language;
use memchr::{memchr, memmem, memrchr};

/// Bytes of a block that are looked into.
const BLOCK_BYTES_MAX: usize = 4 << 10;
/// Classes whose objects are made empty, to be given methods.
const EMPTY: &[&str] = &["Object.", "BasicObject.", "Class.", "Module.", "Struct.", "OpenStruct.", "Data."];
/// Words by which a block of Ruby's gives a class methods.
const DEFINING: &[&[u8]] = &[b"def ", b"define_method", b"alias_method ", b"alias ", b"undef_method"];
/// Functions of Python's library that make one function of another.
const WRAPPERS: &[&str] = &["staticmethod", "classmethod", "property", "partial", "partialmethod", "MethodType"];

impl Matcher<'_> {
    /// Whether a path begins with a constant, or with an object of one, that no class of this file has and that is not empty.
    pub(super) fn is_on_real_constant(&self, subject: &Subject<'_>, resolved: &Resolved) -> bool {
        let path = match subject {
            Subject::Call(_, call) => call.path,
            Subject::Assign(assign) => assign.target,
            Subject::Reference(_) | Subject::Parameter(_) => return false,
        };
        let is_own = |name: &str| self.once.names_class(self.facts(), self.resolver.source.bytes(), name.as_bytes());
        let written = self.facts().path_names(path).iter().any(|name| is_own(name.span.text(self.source())));
        let made = resolved.text.split("()").next().filter(|made| made.len() < resolved.text.len());
        resolved.text.starts_with(|first: char| first.is_ascii_uppercase())
            && !made.is_some_and(|made| self.rules.is_double(made))
            && !EMPTY.iter().any(|empty| resolved.text.starts_with(empty))
            && !written
            && !resolved.text.split(['.', ':']).any(|name| is_own(uncalled(name)))
    }

    /// Whether the block of Ruby's behind a call defines methods.
    pub(super) fn block_defines(&self, call: &Call) -> bool {
        let source = self.bytes();
        let end = (call.end as usize).min(source.len());
        let rest = &source[end..source.len().min(end + BLOCK_BYTES_MAX)];
        let rest = rest.strip_prefix(b")").unwrap_or(rest).trim_ascii_start();
        if !rest.starts_with(b"do") && !rest.starts_with(b"{") {
            return false;
        }
        let line = memrchr(b'\n', &source[..call.path.start as usize]).map_or(0, |newline| newline + 1);
        let indent = indent_of(&source[line..]);
        let first = memchr(b'\n', rest).unwrap_or(rest.len());
        let inner = |line: &[u8]| line.trim_ascii().is_empty() || indent_of(line) > indent;
        let length = rest[first..].split_inclusive(|byte| *byte == b'\n').skip(1).take_while(|line| inner(line));
        let block = &rest[..first + length.map(<[u8]>::len).sum::<usize>()];
        DEFINING.iter().any(|word| {
            memmem::find_iter(block, word).any(|at| at == 0 || !is_word(block[at - 1]) && block[at - 1] != b':')
        })
    }

    /// Whether an argument acts in the place of something: a function, a double, what a class or function of this file makes.
    pub(super) fn arg_acts(&self, arg: &Arg, scope: ScopeId) -> bool {
        match &arg.shape {
            Shape::Function => true,
            Shape::Path => self.arg_is_double(arg, scope) || self.is_of_this_file(arg.span.text(self.source())),
            Shape::Call(path) => {
                let text = path.text(self.source());
                self.arg_is_double(arg, scope) || self.is_of_this_file(text) || is_wrapper(text)
            }
            Shape::Text(_) | Shape::Object | Shape::Literal | Shape::Other => false,
        }
    }

    /// Whether a path is one name that a class or function of this file has.
    fn is_of_this_file(&self, path: &str) -> bool {
        self.names_function(path.as_bytes())
            || self.once.names_class(self.facts(), self.resolver.source.bytes(), path.as_bytes())
    }

    /// Whether an argument is what an import binds, or a member of that, of no library that rules speak of.
    pub(super) fn arg_is_imported(&self, arg: &Arg, scope: ScopeId) -> bool {
        if arg.shape != Shape::Path {
            return false;
        }
        let resolved = self.resolver.resolve_text(arg.span.text(self.source()), scope, arg.span.start);
        resolved.origin == TargetOrigin::Import && !resolved.text.contains('(') && !self.is_library(&resolved.text)
    }

    /// Whether a value of Python's is made of another function by a wrapper of the library's: `functools.partial(fake, 1)`. Of what it
    /// is assigned to, it is the real thing with other settings.
    pub(super) fn is_wrapped_function(&self, assign: &Assign, value: &[u8]) -> bool {
        let length = language::path_length(self.resolver.language, value);
        let Some(wrapped) = value[length..].strip_prefix(b"(") else { return false };
        let wrapped = wrapped.trim_ascii_start();
        let wrapped = &wrapped[..language::path_length(self.resolver.language, wrapped)];
        self.resolver.language == Language::Python
            && std::str::from_utf8(&value[..length]).is_ok_and(is_wrapper)
            && !self.bytes()[assign.target.start as usize..].starts_with(wrapped)
    }

    /// Whether a value of Python's is an object of a class that this file defines, and what it is assigned to is none.
    pub(super) fn is_of_own_class(&self, assign: &Assign, value: &[u8]) -> bool {
        if self.resolver.language != Language::Python || !self.makes_own(value) {
            return false;
        }
        let names = self.facts().path_names(assign.target);
        let [first, .., last] = names else { return false };
        let is_self = matches!(first.span.text(self.source()), "self" | "cls");
        let owner = names.get(usize::from(is_self)).filter(|owner| owner.span.end < last.span.end);
        let Some(owner) = owner.map(|owner| Span { start: first.span.start, end: owner.span.end }) else {
            return false;
        };
        let earlier = &self.bytes()[..assign.target.start as usize];
        let needle = [owner.of(self.bytes()), b" = "].concat();
        let made = memmem::find_iter(earlier, &needle).last().map(|at| &earlier[at + needle.len()..]);
        !made.is_some_and(|made| self.makes_own(made))
    }

    /// Whether a value begins with a call of a class that this file defines.
    fn makes_own(&self, value: &[u8]) -> bool {
        let length = language::path_length(self.resolver.language, value);
        value[length..].starts_with(b"(")
            && self.once.names_class(self.facts(), self.resolver.source.bytes(), &value[..length])
    }
}

/// Whether a call of Python's library makes one function of another.
fn is_wrapper(path: &str) -> bool {
    WRAPPERS.contains(&path.rsplit('.').next().unwrap_or(path))
}

/// Blanks at the beginning of a line.
fn indent_of(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}
