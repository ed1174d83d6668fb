//! How many parameters of a test of Python's are doubles that `patch` hands in.
//!
//! `patch` and `patch.object` hand one in where they are told of nothing to put in place; `patch.dict` never does, and
//! `patch.multiple` hands them in by names of its own. (The library's documentation of `unittest.mock.patch`.)

use crate::look::{Look, TokenKind, Tokens};
use demock_model::Language;
use std::ops::Range;

/// The doubles that the decorators in a header hand in: they are the first parameters.
pub(super) fn handed_in(header: &str) -> usize {
    let tokens = Look::new(Language::Python, header.as_bytes(), &[]).all();
    tokens.each(tokens.all()).filter(|(at, token)| token.begins_line && hands_in(&tokens, *at)).count()
}

/// Whether a decorator that begins at a token hands in a double.
fn hands_in(tokens: &Tokens<'_>, at: usize) -> bool {
    // Its sign is part of the first name.
    let name = |at: usize| tokens.text(at).strip_prefix(b"@").unwrap_or(tokens.text(at));
    let is_path = |path: &usize| {
        let token = tokens.get(*path).filter(|token| *path == at || !token.begins_line);
        token.is_some_and(|token| token.kind == TokenKind::Word) || tokens.is(*path, b".")
    };
    let open = (at..tokens.all().end).find(|at| !is_path(at)).filter(|open| *open > at && tokens.is(*open, b"("));
    let Some(open) = open.filter(|_| tokens.text(at).starts_with(b"@")) else { return false };
    // How much stands before the double that is put in place.
    let before = match name(open - 1) {
        b"patch" => 1,
        b"object" if open >= at + 3 && name(open - 3) == b"patch" => 2,
        _ => return false,
    };
    let given = arguments(tokens, open + 1..tokens.partner(open));
    let is_named = |argument: &Range<usize>| tokens.is(argument.start + 1, b"=");
    let positional = given.iter().filter(|argument| !is_named(argument)).count();
    let is_told = given.iter().any(|argument| is_named(argument) && tokens.is(argument.start, b"new"));
    positional <= before && !is_told
}

/// What stands between commas.
fn arguments(tokens: &Tokens<'_>, inside: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (inside.start, inside.start);
    while at < inside.end {
        if tokens.is(at, b",") {
            found.push(start..at);
            start = at + 1;
        }
        at = tokens.partner(at).max(at) + 1;
    }
    found.push(start..inside.end);
    found.retain(|argument| !argument.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts by hand, from the library's documentation.
    #[test]
    fn doubles_that_are_handed_in() {
        for (header, wanted) in [
            ("def test_it(self, client):\n", 0),
            ("@patch('shop.store.client')\ndef test_it(self, client):\n", 1),
            ("@mock.patch('shop.store.client', autospec=True)\n@patch.object(Store, 'load')\ndef test_it(a, b):\n", 2),
            ("@patch('shop.store.client', FakeClient())\ndef test_it(self):\n", 0),
            ("@patch(\n    'shop.store.client',\n    new=FakeClient(1, 2),\n)\ndef test_it(self):\n", 0),
            ("@patch(\n    'shop.store.client', return_value=f(1, new=2),\n)\ndef test_it(self, client):\n", 1),
            ("@patch('shop.store.client', new_callable=AsyncMock)\ndef test_it(self, client):\n", 1),
            ("@patch.object(Store, 'load', lambda self: [])\ndef test_it(self):\n", 0),
            ("@pytest.mark.asyncio\n@patch('shop.store.client')\nasync def test_it(client, processor):\n", 1),
            ("@slow\n@patch.object(Store, 'load')\n@slow\ndef test_it(load, processor):\n", 1),
            ("@patch.dict(os.environ, {}, clear=True)\ndef test_it(self, processor):\n", 0),
            ("@patch.multiple(Store, load=DEFAULT)\ndef test_it(load):\n", 0),
            ("@pytest.mark.parametrize('patch', [1])\ndef test_it(patch):\n", 0),
            ("@dispatch('a')\ndef test_it(a):\n", 0),
        ] {
            assert_eq!(handed_in(header), wanted, "{header}");
        }
    }
}
