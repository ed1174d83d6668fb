//! Object literals of a script's module whose members are functions: what hangs on them is looked for as in a class.
//!
//! `export const orders = { find: async (id) => …, save(order) { … } }` hands out functions as a class does methods.
//! Invariant: at most [`BYTES_MAX`] bytes of one literal are read. Absent on purpose: literals within definitions.

use super::definitions::{Definition, TOP};
use crate::facts::NameHash;
use crate::language::is_word;
use crate::look::{Look, TokenKind, Tokens};
use demock_model::Language;
use memchr::{memchr, memmem};

const BYTES_MAX: usize = 8 << 10;
/// Bytes between a constant's name and what it is: a type.
const TYPE_BYTES_MAX: usize = 128;

/// Adds the literals of a module and their functions.
pub(super) fn read(source: &[u8], language: Language, found: &mut Vec<Definition>) {
    if !matches!(language, Language::JavaScript | Language::TypeScript) {
        return;
    }
    for at in memmem::find_iter(source, b"const ") {
        let before = source[..at].strip_suffix(b"export ").unwrap_or(&source[..at]);
        if before.is_empty() || before.ends_with(b"\n") {
            of_constant(source, language, at + b"const ".len(), found);
        }
    }
}

fn of_constant(source: &[u8], language: Language, name_at: usize, found: &mut Vec<Definition>) {
    let rest = &source[name_at..];
    let length = rest.iter().take_while(|byte| is_word(**byte)).count();
    let name = NameHash::of(&rest[..length]);
    let line = &rest[length..(length + TYPE_BYTES_MAX).min(rest.len())];
    let Some(equals) = memchr(b'=', &line[..memchr(b'\n', line).unwrap_or(line.len())]) else { return };
    let blank = line[equals + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let open = name_at + length + equals + 1 + blank;
    if source.get(open) != Some(&b'{') {
        return;
    }
    let text = &source[open..(open + BYTES_MAX).min(source.len())];
    let tokens = Look::new(language, text, &[]).all();
    let close = tokens.partner(0);
    if close == 0 {
        return;
    }
    let place = |at: usize| tokens.get(at).map_or(0, |token| token.span.start) + open as u32;
    let members = members(&tokens, close);
    if members.is_empty() {
        return;
    }
    found.push(Definition { class: name, name: TOP, start: name_at as u32, end: place(close) + 1 });
    let member = |(key, from, to): &(NameHash, usize, usize)| Definition {
        class: name,
        name: *key,
        start: place(*from),
        end: place(*to),
    };
    found.extend(members.iter().map(member));
}

/// The functions of a literal that closes at an index: their keys, where they begin and where they end.
fn members(tokens: &Tokens<'_>, close: usize) -> Vec<(NameHash, usize, usize)> {
    let (mut found, mut at) = (Vec::new(), 1);
    while at < close {
        let from = at;
        let mut is_function = tokens.is(from + 1, b"(") || tokens.is(from, b"async");
        while at < close && !tokens.is(at, b",") {
            is_function |= tokens.is(at, b"=>") || tokens.is(at, b"function");
            at = tokens.partner(at).max(at) + 1;
        }
        let key = if tokens.is(from, b"async") && !tokens.is(from + 1, b":") { from + 1 } else { from };
        if is_function && tokens.get(key).is_some_and(|token| token.kind == TokenKind::Word) {
            found.push((NameHash::of(tokens.text(key)), from, at));
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_literals() {
        let source = b"export const orders: Orders = {\n  find: async (id) => db.get(id, 1),\n  async save(it) { db.put(it, 2); },\n  limit: 3,\n};\n";
        let mut found = Vec::new();
        read(source, Language::TypeScript, &mut found);
        let text = |known: &Definition| std::str::from_utf8(known.span().of(source)).unwrap_or_default().to_owned();
        let seen: Vec<String> = found.iter().skip(1).map(text).collect();
        assert_eq!(seen, ["find: async (id) => db.get(id, 1)", "async save(it) { db.put(it, 2); }"]);
        assert!(found[0].is_class() && found[1].name == NameHash::of(b"find"));
        let mut none = Vec::new();
        read(b"const limits = { a: 1, b: [2] };\n  const inner = { a: () => 1 };\n", Language::TypeScript, &mut none);
        assert!(none.is_empty());
    }
}
