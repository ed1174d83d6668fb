//! The name that a double is given where it is made, and the imported names that no rule knows.
//!
//! Both are traces for the project's own resolution (`project`); neither makes a site.

use super::Matcher;
use crate::boundary;
use crate::facts::{Call, ScopeId};
use crate::language::is_word;
use crate::resolve::Resolved;
use crate::ruleset::CompiledRow;
use crate::site::{NEEDS_MAX, Target, TargetOrigin};
use std::sync::Arc;

impl Matcher<'_> {
    /// What a double without a target is given to, or what the object is made of whose member is replaced.
    pub(super) fn given(&self, call: &Call, row: &CompiledRow, target: Option<&Target>) -> Option<Arc<str>> {
        if row.row.boundary.is_some() {
            return None;
        }
        if target.is_some() {
            return self.trace_of(target, call.scope, call.path.start);
        }
        let name = given_name(self.bytes().get(..call.path.start as usize)?)?;
        let made = if name.contains('.') { self.made(name, call.scope, call.path.start) } else { None };
        Some(made.unwrap_or_else(|| name.into()))
    }

    /// What the object of a target is made of that this file's own names lead to.
    pub(super) fn trace_of(&self, target: Option<&Target>, scope: ScopeId, at: u32) -> Option<Arc<str>> {
        let target = target.filter(|target| target.origin == TargetOrigin::Local && target.name.contains('.'))?;
        self.made(&target.name, scope, at)
    }

    /// Notes imported names that no rule matched: a module of the project may hand on a library's.
    pub(super) fn note_needs(&self, readings: &[Resolved]) {
        for reading in readings.iter().filter(|reading| reading.origin == TargetOrigin::Import) {
            let head = reading.text.split(['.', '(']).next().unwrap_or_default();
            if self.rules.is_head(head) || boundary::is_known_head(self.resolver.language, &reading.text) {
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
    let named = named.trim_ascii_end();
    let name = last_path(named);
    // `name: Type = …`
    let left = &named[..named.len() - name.len()];
    let line = memchr::memrchr(b'\n', left).map_or(0, |newline| newline + 1);
    let left = left[line..].trim_ascii_end();
    let name = match left.strip_suffix(b":") {
        Some(left) if left.last() != Some(&b':') && rest.ends_with(b"=") => last_path(left.trim_ascii_end()),
        _ => name,
    };
    std::str::from_utf8(name).ok().filter(|name| !name.is_empty())
}

/// The dotted path at the end of a text, quotes left out.
fn last_path(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"\"").or_else(|| text.strip_suffix(b"'")).unwrap_or(text);
    let length = text.iter().rev().take_while(|byte| is_word(**byte) || matches!(byte, b'.' | b'$' | b'@')).count();
    &text[text.len() - length..]
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
