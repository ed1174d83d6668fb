//! What the double stands for that Python's patches hand over: `client` of `with patch("app.client") as client:`, and the
//! parameters of a function that its decorators fill.
//!
//! Invariants: the answer is a trace for boundaries and never makes a site; only the text of the function around and of
//! the decorators above it is read, at most [`WINDOW`] bytes of each.

use super::Matcher;
use crate::facts::{ScopeId, ScopeKind};
use crate::language::is_word;
use demock_model::Language;
use memchr::memmem;

const WINDOW: usize = 32 << 10;
/// Bytes above a function in which its decorators are looked for.
const ABOVE: usize = 4 << 10;
/// Bytes of the arguments of one patch.
const ARGUMENTS: usize = 1 << 10;

/// A call of a patch as it is written.
#[derive(Debug, PartialEq, Eq)]
struct Patch<'t> {
    callee: &'t str,
    arguments: &'t str,
}

/// Members by which a double says what it answers with: they belong to whatever it stands for.
pub(super) const ANSWERS: &[&str] =
    &["return_value", "side_effect", "__enter__", "__aenter__", "__exit__", "__aexit__", "__call__"];

/// The names after a double's own without those that only say what it answers with.
pub(super) fn without_answers(language: Language, members: &str) -> String {
    if language != Language::Python {
        return members.to_owned();
    }
    members
        .split('.')
        .filter(|name| !name.is_empty() && !ANSWERS.contains(name))
        .fold(String::new(), |text, name| text + "." + name)
}

impl Matcher<'_> {
    /// An object of what is patched, where a name without members is that of a patch's double.
    pub(super) fn patched_here(&self, name: &str, scope: ScopeId, at: u32) -> Option<String> {
        self.patched(name, self.function_around(scope), scope, at)
    }

    /// An object of what is patched, where a name in a function is that of the patch's double.
    pub(super) fn patched(&self, head: &str, outer: ScopeId, scope: ScopeId, at: u32) -> Option<String> {
        let function = self.facts().scopes[outer as usize];
        let is_function =
            matches!(function.kind, ScopeKind::Function | ScopeKind::Test | ScopeKind::Hook | ScopeKind::Fixture);
        if self.resolver.language != Language::Python || !is_function {
            return None;
        }
        let (start, end) = (function.name.end as usize, function.end as usize);
        let body = plain(self.bytes().get(start..end.min(start + WINDOW))?);
        let patch = handed_over(body, head).or_else(|| {
            let position = parameters(body).position(|name| name == head)?;
            let name = function.name.start as usize;
            filling(plain(&self.bytes()[name.saturating_sub(ABOVE)..name]))?.into_iter().nth(position)
        })?;
        self.target_of(&patch, scope, at).map(|target| format!("{target}()"))
    }

    /// An object of what is patched, where a value is the answer of a patch's double: `client.return_value`.
    pub(super) fn answer_of_patched(&self, value: &[u8], outer: ScopeId, scope: ScopeId, at: u32) -> Option<String> {
        let value = std::str::from_utf8(value).ok()?;
        let (head, members) = value.split_once('.')?;
        if !members.split('.').all(|name| ANSWERS.contains(&name)) {
            return None;
        }
        self.patched(head, outer, scope, at)
    }

    /// What a patch replaces.
    fn target_of(&self, patch: &Patch<'_>, scope: ScopeId, at: u32) -> Option<String> {
        let mut arguments = top_level(patch.arguments);
        let first = arguments.next()?;
        if !patch.callee.ends_with("patch.object") {
            return text(first).map(str::to_owned).or_else(|| self.joined_text(first, scope, at));
        }
        let object = self.resolver.resolve_text(first, scope, at).text;
        Some(format!("{object}.{}", text(arguments.next()?)?))
    }
}

/// The text of some bytes, without the halves of letters at its ends.
fn plain(bytes: &[u8]) -> &str {
    let begins = bytes.iter().take_while(|byte| **byte & 0xC0 == 0x80).count();
    let whole = &bytes[begins..];
    std::str::from_utf8(whole).or_else(|error| std::str::from_utf8(&whole[..error.valid_up_to()])).unwrap_or_default()
}

/// The patch whose double a `with` of a function names.
fn handed_over<'t>(body: &'t str, head: &str) -> Option<Patch<'t>> {
    memmem::find_iter(body.as_bytes(), head.as_bytes()).find_map(|found| {
        let after = body.as_bytes().get(found + head.len()).copied().unwrap_or(b'\n');
        let before = body[..found].strip_suffix(" as ");
        if is_word(after) || after == b'.' {
            return None;
        }
        last_call(before?.trim_end())
    })
}

/// The patches of the decorators above a function that fill its parameters, in the order of the parameters; `None` where
/// something else fills some.
fn filling(above: &str) -> Option<Vec<Patch<'_>>> {
    let mut rest = above.trim_end();
    for word in ["def", "async"] {
        rest = rest.strip_suffix(word).map_or(rest, str::trim_end);
    }
    let mut patches = Vec::new();
    loop {
        let (name, left) = if rest.ends_with(')') {
            let Some((callee, arguments, left)) = call_at_end(rest) else { break };
            if is_patch(callee) && left.ends_with('@') && fills(callee, arguments) {
                patches.push(Patch { callee, arguments });
            }
            (callee, left)
        } else {
            let name = path_at_end(rest);
            (name, &rest[..rest.len() - name.len()])
        };
        let Some(left) = left.strip_suffix('@') else { break };
        if name.contains("parameterized") {
            return None;
        }
        rest = left.trim_end();
    }
    Some(patches)
}

/// Whether a patch hands its double over: it has made one by itself.
fn fills(callee: &str, arguments: &str) -> bool {
    let given = top_level(arguments).filter(|argument| !is_keyword(argument)).count();
    let is_given = top_level(arguments).any(|argument| argument.starts_with("new=") || argument.starts_with("new ="));
    given <= if callee.ends_with("object") { 2 } else { 1 } && !is_given
}

fn is_keyword(argument: &str) -> bool {
    let name = argument.bytes().take_while(|byte| is_word(*byte)).count();
    name > 0 && argument[name..].trim_start().starts_with('=')
}

/// The names of the parameters of a function, from behind its name on, but for the object itself.
fn parameters(function: &str) -> impl Iterator<Item = &str> {
    let open = function.find('(').map_or(function.len(), |open| open + 1);
    let inner = &function[open..];
    let inner = &inner[..closing(inner).unwrap_or(0)];
    let names = top_level(inner).map(|parameter| {
        let name = parameter.bytes().take_while(|byte| is_word(*byte)).count();
        &parameter[..name]
    });
    names.filter(|name| !name.is_empty()).skip_while(|name| matches!(*name, "self" | "cls"))
}

fn is_patch(callee: &str) -> bool {
    let mut names = callee.rsplit('.');
    match names.next() {
        Some("patch") => true,
        Some("object") => names.next() == Some("patch"),
        Some(_) | None => false,
    }
}

/// The patch that a text ends with.
fn last_call(text: &str) -> Option<Patch<'_>> {
    let (callee, arguments, _) = call_at_end(text)?;
    is_patch(callee).then_some(Patch { callee, arguments })
}

/// The call that a text ends with: its callee, its arguments, and what stands before it.
fn call_at_end(text: &str) -> Option<(&str, &str, &str)> {
    let inner = text.strip_suffix(')')?;
    let (mut depth, mut open) = (0_usize, None);
    for (at, byte) in inner.bytes().enumerate().rev().take(ARGUMENTS) {
        match byte {
            b')' | b']' | b'}' => depth += 1,
            b'(' if depth == 0 => {
                open = Some(at);
                break;
            }
            b'(' | b'[' | b'{' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    let open = open?;
    let callee = path_at_end(&inner[..open]);
    (!callee.is_empty()).then(|| (callee, &inner[open + 1..], &inner[..open - callee.len()]))
}

/// The dotted name that a text ends with.
fn path_at_end(text: &str) -> &str {
    let length = text.bytes().rev().take_while(|byte| is_word(*byte) || *byte == b'.').count();
    text.get(text.len() - length..).unwrap_or_default()
}

/// Where the bracket closes that a text stands in.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        let is_end = depth == 0 && matches!(byte, b')' | b']' | b'}');
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_end
    })
}

/// The parts of a list, without what is around them.
fn top_level(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let parts = list.split(move |character| {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// What a plain text holds.
fn text(argument: &str) -> Option<&str> {
    let quote = argument.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = argument[1..].strip_suffix(quote)?;
    (!inner.is_empty() && inner.bytes().all(|byte| is_word(byte) || byte == b'.')).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(above: &str) -> Option<Vec<&str>> {
        Some(filling(above)?.iter().map(|patch| patch.arguments.trim()).collect())
    }

    #[test]
    fn decorators_fill_from_the_nearest() {
        let above = "x = 1\n\n@mark.unit\n@patch(\n    'a.b',\n)\n@patch('a.c', 3)\n@mock.patch.object(store, 'get')\n@patch.dict('d')\ndef ";
        assert_eq!(targets(above), Some(vec!["store, 'get'", "'a.b',"]));
        assert_eq!(targets("@parameterized.expand([1])\n@patch('a.b')\n"), None);
        assert_eq!(targets("x = patch('a.b')\n"), Some(vec![]));
        assert_eq!(
            targets("@patch('a.b', new=3)\n@patch('a.c', new_callable=F)\nasync def "),
            Some(vec!["'a.c', new_callable=F"])
        );
    }

    #[test]
    fn parameters_of_a_function() {
        let names = |header| parameters(header).collect::<Vec<_>>();
        assert_eq!(names("(self, a: dict[str, int], b=(1, 2), *, c):"), ["a", "b", "c"]);
        assert_eq!(names(""), [""; 0]);
    }

    #[test]
    fn names_of_a_with() {
        let body = "def f():\n    with patch('a.b', return_value=g(1)) as one, open(x) as two:\n        one.get()\n";
        assert_eq!(handed_over(body, "one"), Some(Patch { callee: "patch", arguments: "'a.b', return_value=g(1)" }));
        assert_eq!((handed_over(body, "two"), handed_over(body, "on")), (None, None));
    }

    #[test]
    fn names_that_say_what_is_answered() {
        assert_eq!(without_answers(Language::Python, ".return_value.get"), ".get");
        assert_eq!(without_answers(Language::Go, ".return_value.get"), ".return_value.get");
    }
}
