//! What a Python double stands for that does no more than answer with another: `factory.return_value = session`.
//!
//! Invariants: the answer is a trace for boundaries; at most [`STEPS_MAX`] doubles are followed, each in [`WINDOW`] bytes
//! of the function around where the first is made. Absent on purpose: doubles that several answer with.

use super::Matcher;
use super::patched::ANSWERS;
use crate::boundary::words;
use crate::facts::Call;
use crate::language::{is_word, path_length};
use demock_model::Language;
use memchr::memmem;

/// Bytes before and behind a double in which it is told what to answer with.
const WINDOW: u32 = 2 << 10;
/// Doubles that answer with each other: a factory, the context that it makes, what is entered.
const STEPS_MAX: usize = 3;
/// Doubles that are told their answer where they are made.
const TOLD: &[&str] = &["Mock", "MagicMock", "AsyncMock"];

impl Matcher<'_> {
    /// The trace of what a double answers with in the end, where that tells.
    pub(super) fn of_answers(&self, name: &str, call: &Call) -> Option<String> {
        let mut name = name;
        for _ in 0..STEPS_MAX {
            name = self.answered_with(name, call)?;
            let by_words = || words::of_segments(&[name]).map(|_| name.to_owned());
            let told = by_words().or_else(|| self.by_member(name, call)).or_else(|| self.by_library(name));
            if told.is_some() {
                return told;
            }
        }
        None
    }

    /// The name that a double is told to answer with.
    fn answered_with(&self, name: &str, call: &Call) -> Option<&str> {
        let around = self.facts().scopes[self.function_around(call.scope) as usize];
        let start = around.header.end.max(call.path.start.saturating_sub(WINDOW)) as usize;
        let end = around.end.min(call.end.saturating_add(WINDOW)) as usize;
        let text = self.bytes().get(start..end).filter(|_| self.resolver.language == Language::Python)?;
        memmem::find_iter(text, name.as_bytes()).find_map(|found| {
            if found.checked_sub(1).is_some_and(|before| is_word(text[before]) || text[before] == b'.') {
                return None;
            }
            told(&text[found + name.len()..])
        })
    }
}

/// The name in `.return_value = name` and in `.__aenter__ = AsyncMock(return_value=name)`.
fn told(behind: &[u8]) -> Option<&str> {
    let members = behind.strip_prefix(b".")?;
    let length = path_length(Language::Python, members);
    let path = std::str::from_utf8(&members[..length]).ok()?;
    let is_answer = !path.is_empty() && path.split('.').all(|member| ANSWERS.contains(&member));
    let value = members[length..].trim_ascii_start().strip_prefix(b"=").filter(|_| is_answer)?.trim_ascii_start();
    let length = path_length(Language::Python, value);
    let (head, rest) = value.split_at(length);
    let head = std::str::from_utf8(head).ok()?;
    let Some(arguments) = rest.strip_prefix(b"(") else { return Some(head).filter(|it| is_name(it) && ends(rest)) };
    let value = arguments.strip_prefix(b"return_value=").filter(|_| is_told(head))?;
    let length = path_length(Language::Python, value);
    let name = std::str::from_utf8(&value[..length]).ok().filter(|_| value[length..].starts_with(b")"))?;
    Some(name).filter(|name| is_name(name))
}

/// Whether what is called makes a double that is told its answer there.
fn is_told(maker: &str) -> bool {
    maker.rsplit('.').next().is_some_and(|name| TOLD.contains(&name))
}

fn is_name(path: &str) -> bool {
    !matches!(path, "" | "True" | "False" | "None")
}

/// Whether a statement ends before a text.
fn ends(text: &[u8]) -> bool {
    let blank = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    matches!(text.get(blank), None | Some(b'\n' | b'\r' | b'#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_doubles_are_told() {
        assert_eq!(told(b".return_value = session\n"), Some("session"));
        assert_eq!(told(b".return_value.__aenter__.return_value = self.session  # one"), Some("self.session"));
        assert_eq!(told(b".__aenter__ = AsyncMock(return_value=session)\n"), Some("session"));
        assert_eq!(told(b".__aexit__ = mock.AsyncMock(return_value=False)\n"), None);
        assert_eq!((told(b".get.return_value = rows\n"), told(b".return_value = rows[0]\n")), (None, None));
        assert_eq!(told(b".return_value = Row(total=3)\n"), None);
    }
}
