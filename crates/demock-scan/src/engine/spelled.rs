//! What a patch is told in a text that is put together from names: `patch(f"{STORE}.client")`, `patch(STORE + ".client")`.
//!
//! Invariants: the answer is a trace for boundaries, and the target stays what is written; only names at the top of the file,
//! and at the beginning of the function around the patch, are looked for. Absent on purpose: texts that are formatted by a call.

use super::Matcher;
use super::conditions::positional;
use crate::facts::{Call, ScopeId};
use crate::language::is_word;
use crate::rules::TargetFrom;
use crate::ruleset::CompiledRow;
use crate::site::{Target, TargetOrigin};
use demock_model::Language;
use memchr::memmem;

/// Texts of constants looked for so far.
pub(super) type Memory = std::cell::RefCell<rustc_hash::FxHashMap<Box<str>, Option<Box<str>>>>;

/// Bytes of a function in which a local name's text is looked for.
const LOCAL_BYTES_MAX: usize = 1 << 10;

impl Matcher<'_> {
    /// The dotted name that the text of a patch comes to, where names are put together in it.
    pub(super) fn spelled(&self, call: &Call, row: &CompiledRow, target: Option<&Target>) -> Option<String> {
        if self.resolver.language != Language::Python {
            return None;
        }
        match target {
            Some(target) if target.origin == TargetOrigin::Text => {
                target.name.starts_with('{').then(|| self.filled(&target.name, call.scope, call.path.start))?
            }
            // `patch(STORE)`
            Some(target) if matches!(row.row.target, TargetFrom::Arg(_)) && is_constant(&target.name) => {
                match target.origin {
                    TargetOrigin::Local => self.constant(&target.name),
                    TargetOrigin::Import => Some(format!("{}()", target.name)),
                    TargetOrigin::Text | TargetOrigin::Spec => None,
                }
            }
            // `create_autospec(Store, spec_set=True)` says how strict it is.
            Some(target) if &*target.name == "True" => {
                let arguments = self.parse(call.args);
                let spec = positional(&arguments, 0)?.span.text(self.source());
                let resolved = self.resolver.resolve_text(spec, call.scope, call.path.start);
                (resolved.origin == TargetOrigin::Import).then_some(resolved.text)
            }
            Some(_) => None,
            None => {
                let TargetFrom::Arg(index) = row.row.target else { return None };
                let arguments = self.parse(call.args);
                let argument = positional(&arguments, index)?;
                self.joined_text(argument.span.text(self.source()), call.scope, call.path.start)
            }
        }
    }

    /// What an expression of texts and names comes to.
    pub(super) fn joined_text(&self, expression: &str, scope: ScopeId, at: u32) -> Option<String> {
        let (first, rest) = match expression.split_once('+') {
            Some((first, rest)) => (self.term(first.trim(), scope, at)?, Some(rest)),
            None => (self.term(expression, scope, at)?, None),
        };
        let Some(rest) = rest else { return dotted(&first) };
        let rest = quoted(rest.trim())?;
        dotted(&format!("{}.{}", first.trim_end_matches('.'), rest.trim_start_matches('.')))
    }

    /// What a text comes to whose names stand in braces, as far as these are known.
    fn filled(&self, text: &str, scope: ScopeId, at: u32) -> Option<String> {
        let (name, rest) = text.strip_prefix('{')?.split_once('}')?;
        let first = self.term(name, scope, at)?;
        let known = rest.split('{').next().unwrap_or(rest);
        dotted(&format!("{}.{}", first.trim_end_matches('.'), known.trim_matches('.')))
    }

    fn term(&self, term: &str, scope: ScopeId, at: u32) -> Option<String> {
        if let Some(text) = term.strip_prefix('f').and_then(quoted) {
            return self.filled(text, scope, at);
        }
        let (name, is_class) = match (term.strip_suffix(".__name__"), term.strip_suffix(".__module__")) {
            (Some(module), _) => (module, false),
            (None, Some(class)) => (class, true),
            (None, None) => (term, false),
        };
        if name.is_empty() || !name.bytes().all(|byte| is_word(byte) || byte == b'.') {
            return None;
        }
        let resolved = self.resolver.resolve_text(name, scope, at);
        match resolved.origin {
            TargetOrigin::Import if is_class => Some(resolved.text.rsplit_once('.')?.0.to_owned()),
            TargetOrigin::Import => Some(resolved.text),
            TargetOrigin::Text | TargetOrigin::Spec | TargetOrigin::Local => {
                self.constant(name).or_else(|| self.local_text(name, scope, at))
            }
        }
    }

    /// The text that a name is given at the beginning of the function around a place before it: `app = "shop.views"`.
    fn local_text(&self, name: &str, scope: ScopeId, at: u32) -> Option<String> {
        let from = self.facts().scopes.get(scope as usize).filter(|_| scope != 0)?.header.start as usize;
        let body = self.bytes().get(from..(at as usize).min(from + LOCAL_BYTES_MAX))?;
        let given = memmem::rfind_iter(body, name.as_bytes()).find_map(|found| {
            let line = memchr::memrchr(b'\n', &body[..found])?;
            body[line..found].trim_ascii().is_empty().then(|| text_given(&body[found + name.len()..])).flatten()
        });
        given.map(str::to_owned)
    }

    /// The text that a name at the top of the file is given.
    fn constant(&self, name: &str) -> Option<String> {
        if let Some(known) = self.constants.borrow().get(name) {
            return known.as_deref().map(str::to_owned);
        }
        let found = memmem::find_iter(self.bytes(), name.as_bytes()).find_map(|found| {
            let is_at_top = found.checked_sub(1).is_none_or(|before| self.bytes()[before] == b'\n');
            is_at_top.then(|| text_given(&self.bytes()[found + name.len()..])).flatten()
        });
        self.constants.borrow_mut().insert(name.into(), found.map(Box::from));
        found.map(str::to_owned)
    }
}

/// The text that stands behind a name of Python's that is given it: ` = "shop.store"`.
pub(crate) fn text_given(behind: &[u8]) -> Option<&str> {
    let line = &behind[..memchr::memchr(b'\n', behind).unwrap_or(behind.len())];
    let line = std::str::from_utf8(line).ok()?.trim_start();
    let value =
        line.strip_prefix('=').or_else(|| line.strip_prefix(": str =")).or_else(|| line.strip_prefix(":str="))?;
    let value = value.split('#').next().unwrap_or(value);
    quoted(value.trim())
}

/// Whether a name is written as those of constants are: `tests.names.STORE`.
fn is_constant(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// What a plain text holds; what is made for fields of another text is none.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = text.get(1..)?.strip_suffix(quote)?;
    (!inner.is_empty() && !inner.contains(['"', '\'', '\\'])).then_some(inner)
}

/// A text that is a dotted name of modules and members.
fn dotted(text: &str) -> Option<String> {
    let name = text.trim_matches('.');
    (name.contains('.') && name.bytes().all(|byte| is_word(byte) || byte == b'.')).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_names_are_given() {
        assert_eq!(text_given(b" = \"shop.store\"\n"), Some("shop.store"));
        assert_eq!(text_given(b": str = 'shop.store.'  # where\nX"), Some("shop.store."));
        assert_eq!(text_given(b" == \"shop\""), None);
        assert_eq!(text_given(b"S = \"shop\""), None);
        assert_eq!(text_given(b" = \"shop\" + \"store\""), None);
    }
}
