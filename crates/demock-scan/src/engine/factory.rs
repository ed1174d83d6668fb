//! What the factory of a module's double puts in place: the members that its literal names.
//!
//! `vi.mock("@/store", () => ({ client: { get: vi.fn() } }))` replaces `client` of `@/store`. The text is walked, because
//! facts keep nothing that no rule asks for.
//! Invariants: at most [`MEMBERS_MAX`] names, from at most [`WINDOW`] bytes. Absent on purpose: what the names mean.

use super::Matcher;
use crate::facts::Call;
use crate::language::is_word;
use crate::site::{Target, TargetOrigin};
use demock_model::{Kind, Language};
use std::sync::Arc;

/// Bytes of a factory that are walked.
const WINDOW: usize = 8 << 10;
const MEMBERS_MAX: usize = 12;
/// Keys that say how a module is loaded, and names that only spell what follows. A constant's value is no way to anything.
const NO_MEMBERS: &[&str] = &["__esModule", "async", "get", "set"];

impl Matcher<'_> {
    /// The members that a module's double puts in place, as traces: `@/store.client()`.
    pub(super) fn replaced_members(&self, call: &Call, kind: Kind, target: Option<&Target>) -> Option<Arc<str>> {
        let is_ours = matches!(self.resolver.language, Language::JavaScript | Language::TypeScript);
        let target = target.filter(|target| {
            is_ours
                && kind == Kind::ModuleMock
                && target.origin == TargetOrigin::Text
                && !target.name.contains([' ', '('])
        })?;
        let start = call.args.start as usize;
        let text = self.bytes().get(start..(call.end as usize).min(start + WINDOW))?;
        let members = members(literal(text)?);
        let traces: Vec<String> = members.into_iter().map(|member| format!("{}.{member}()", target.name)).collect();
        (!traces.is_empty()).then(|| traces.join(" ").into())
    }
}

/// What stands behind the brace of the literal that a factory hands over: of `() => ({`, of `return {`.
fn literal(text: &[u8]) -> Option<&[u8]> {
    let arrow = memchr::memmem::find(text, b"=>")?;
    let body = text[arrow + 2..].trim_ascii_start();
    let body = if let Some(handed) = body.strip_prefix(b"(") {
        handed.trim_ascii_start()
    } else {
        // A literal that is kept on the way is none.
        let returned = memchr::memmem::rfind(body, b"return {")?;
        &body[returned + b"return ".len()..]
    };
    body.strip_prefix(b"{")
}

/// The keys of a literal whose brace the text stands behind.
fn members(text: &[u8]) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut at, mut depth, mut is_key) = (0, 0_usize, true);
    while at < text.len() && found.len() < MEMBERS_MAX {
        let rest = &text[at..];
        match rest[0] {
            quote @ (b'"' | b'\'' | b'`') if !(depth == 0 && is_key) => at += quoted(rest, quote),
            b'/' if rest.starts_with(b"//") => at += memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            b'/' if rest.starts_with(b"/*") => {
                at += memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 1);
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return found,
            },
            b',' if depth == 0 => is_key = true,
            b'.' if is_key && depth == 0 => is_key = false,
            byte if is_key && depth == 0 && (is_word(byte) || byte == b'$') => {
                let length = rest.iter().take_while(|byte| is_word(**byte) || **byte == b'$').count();
                let name = std::str::from_utf8(&rest[..length]).unwrap_or_default();
                // The quote behind a quoted key.
                at += length - usize::from(!matches!(rest.get(length), Some(b'"' | b'\'')));
                is_key = matches!(name, "async" | "get" | "set");
                if !NO_MEMBERS.contains(&name) && name.bytes().any(|byte| byte.is_ascii_lowercase()) {
                    found.push(name);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Bytes to the quote that ends a text.
fn quoted(text: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < text.len() && text[at] != quote {
        at += 1 + usize::from(text[at] == b'\\');
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str]) {
        let seen = literal(text.as_bytes()).map(members).unwrap_or_default();
        assert_eq!(seen, names, "{text}");
    }

    #[test]
    fn what_factories_put_in_place() {
        check("'./a', () => ({ client: { get: vi.fn() }, 'load': vi.fn(), save }))", &["client", "load", "save"]);
        check("'./a', async (real) => ({ ...(await real()), __esModule: true, get() {}, get now() {} }))", &["now"]);
        check(
            "'./a', () => {\n  const kept = {};\n  return {\n    // says, why\n    read: 'a, b: c',\n  };\n})",
            &["read"],
        );
        check("'./a', function () { return { read } }", &[]);
        check("'./a', () => ({ IS_CLOUD: true, URL: 'x', load }))", &["load"]);
        check("'./a', () => made)", &[]);
        check("'./a'", &[]);
    }
}
