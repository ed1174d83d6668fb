//! Where the statements of an SQL script begin.
//!
//! Source: `PostgreSQL` documentation, "Lexical Structure": texts, quoted names, dollar quotes, comments that nest, and bodies of
//! functions in `BEGIN ATOMIC … END`. What the server is sent is the whole script: this only says which statement it means, and
//! takes apart scripts whose statements want to be alone. Invariant: one pass, and any text has an answer.

/// The statements of a script with the byte that each begins at, without comments and space before them.
pub(super) fn statements(script: &str) -> Vec<(usize, &str)> {
    let bytes = script.as_bytes();
    let (mut all, mut begins, mut at, mut depth) = (Vec::new(), None, 0, Depth::default());
    while let Some(byte) = bytes.get(at) {
        let after = match byte {
            b'-' if bytes[at..].starts_with(b"--") => find(bytes, at, b"\n"),
            b'/' if bytes[at..].starts_with(b"/*") => end_of_comment(bytes, at),
            byte if byte.is_ascii_whitespace() => at + 1,
            b';' if depth.is_outside() => {
                if let Some(begins) = begins.take() {
                    all.push((begins, script[begins..at].trim_end()));
                }
                depth = Depth::default();
                at + 1
            }
            _ => {
                begins.get_or_insert(at);
                end_of_token(bytes, at, &mut depth)
            }
        };
        at = after;
    }
    if let Some(begins) = begins {
        all.push((begins, script[begins..].trim_end()));
    }
    all
}

/// The line, from 1, that a byte is in.
pub(super) fn line_of(script: &str, byte: usize) -> u32 {
    let lines = script.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
}

/// How deep in parentheses and in bodies of functions a place is.
#[derive(Default)]
struct Depth {
    parentheses: usize,
    /// `BEGIN ATOMIC`, and each `CASE` in it.
    bodies: usize,
    after_begin: bool,
}

impl Depth {
    fn is_outside(&self) -> bool {
        self.parentheses == 0 && self.bodies == 0
    }

    fn word(&mut self, word: &[u8]) {
        let is = |other: &[u8]| word.eq_ignore_ascii_case(other);
        if (self.after_begin && is(b"atomic")) || (self.bodies > 0 && is(b"case")) {
            self.bodies += 1;
        } else if is(b"end") {
            self.bodies = self.bodies.saturating_sub(1);
        }
        self.after_begin = is(b"begin");
    }
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let found = rest.windows(what.len().max(1)).position(|part| part == what);
    found.map_or(bytes.len(), |found| from + found + what.len())
}

fn end_of_comment(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0_usize);
    while at < bytes.len() {
        match &bytes[at..(at + 2).min(bytes.len())] {
            b"/*" => (at, depth) = (at + 2, depth + 1),
            b"*/" => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn end_of_token(bytes: &[u8], at: usize, depth: &mut Depth) -> usize {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80;
    match bytes[at] {
        b'\'' => end_of_text(bytes, at, Backslash::Letter),
        b'E' | b'e' if bytes.get(at + 1) == Some(&b'\'') => end_of_text(bytes, at + 1, Backslash::Escapes),
        b'"' => find(bytes, at + 1, b"\""),
        b'(' | b'[' => {
            depth.parentheses += 1;
            at + 1
        }
        b')' | b']' => {
            depth.parentheses = depth.parentheses.saturating_sub(1);
            at + 1
        }
        b'$' => {
            let rest = &bytes[at + 1..];
            let tag = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
            let is_quote = rest.get(tag) == Some(&b'$') && !rest.first().is_some_and(u8::is_ascii_digit);
            if is_quote { find(bytes, at + tag + 2, &bytes[at..at + tag + 2]) } else { at + 1 }
        }
        byte if is_word(byte) => {
            let length = bytes[at..].iter().take_while(|byte| is_word(**byte)).count();
            depth.word(&bytes[at..at + length]);
            at + length
        }
        _ => at + 1,
    }
}

/// What a backslash in a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Backslash {
    Letter,
    Escapes,
}

/// After a text; two quotes in it are one. With `E`, a backslash takes the next byte with it.
fn end_of_text(bytes: &[u8], from: usize, backslash: Backslash) -> usize {
    let mut at = from + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if backslash == Backslash::Escapes => at += 2,
            b'\'' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, expected: &[&str]) {
        let found: Vec<&str> = statements(script).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, expected);
    }

    /// As `psql` takes them apart: what each of these holds, it sends as one statement (tried by `psql -e`).
    #[test]
    fn statements_end_where_the_server_ends_them() {
        check("SELECT 1; SELECT 2", &["SELECT 1", "SELECT 2"]);
        check("-- a; b\n/* c; /* d; */ e; */ SELECT 1;;\n ; SELECT 'a;''b;' ;", &["SELECT 1", "SELECT 'a;''b;'"]);
        check(
            "SELECT E'a\\';b'; SELECT 'a\\'; SELECT \"x;y\"",
            &["SELECT E'a\\';b'", "SELECT 'a\\'", "SELECT \"x;y\""],
        );
        check(
            "DO $$ BEGIN x; END $$; DO $a$ $$ ; $a$; SELECT $1;",
            &["DO $$ BEGIN x; END $$", "DO $a$ $$ ; $a$", "SELECT $1"],
        );
        check(
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3",
            &[
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
                "SELECT 3",
            ],
        );
        check("BEGIN; SELECT 1; END; COMMIT", &["BEGIN", "SELECT 1", "END", "COMMIT"]);
        check(
            "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3",
            &["CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "SELECT 3"],
        );
    }

    #[test]
    fn whatever_is_unended_ends_with_the_script() {
        for script in ["'a", "\"a", "$$a", "/* a", "-- a", "E'\\", "(", "$", "é;ü", "/*/", "e", ""] {
            let _ = statements(script);
        }
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
