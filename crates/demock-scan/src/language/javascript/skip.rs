//! Where literals, comments, types and balanced brackets of JavaScript and TypeScript end.
//!
//! Lexical rules: ECMAScript 2025 §12 (comments, string, template and regular expression literals) and TypeScript's
//! type grammar as far as its brackets go.
//! Invariants: nothing recurses; each function is linear in what it skips.

use super::bytes::{is_word, word_length};
use crate::language::Lexis;
use crate::language::never::Never;
use memchr::{memchr, memchr3, memmem};

/// Type arguments are looked for within so many bytes.
const TYPE_ARGUMENTS_MAX: usize = 8 << 10;

/// Where a string literal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StringEnd {
    /// Just after the closing quote.
    Closed(usize),
    /// It is not closed on its line; reading goes on at the newline.
    AtNewline(usize),
}

/// Finds the end of the string whose opening quote stands at `at`.
pub(super) fn string(source: &[u8], at: usize) -> StringEnd {
    let quote = source[at];
    let mut end = at + 1;
    while let Some(found) = memchr3(quote, b'\\', b'\n', &source[end.min(source.len())..]) {
        let here = end + found;
        match source[here] {
            b'\\' => end = here + if source[here + 1..].starts_with(b"\r\n") { 3 } else { 2 },
            b'\n' => return StringEnd::AtNewline(here),
            _ => return StringEnd::Closed(here + 1),
        }
    }
    StringEnd::AtNewline(source.len())
}

/// What ends a stretch of a template's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TemplateEnd {
    /// Just after the closing backtick.
    Closed(usize),
    /// Just after `${`.
    Field(usize),
    /// Nothing: the file ends first.
    Never,
}

/// Finds the end of the template text that begins at `at`, after a backtick or a field's brace.
pub(super) fn template_text(source: &[u8], mut at: usize) -> TemplateEnd {
    while let Some(found) = memchr3(b'`', b'\\', b'$', &source[at.min(source.len())..]) {
        let here = at + found;
        match source[here] {
            b'`' => return TemplateEnd::Closed(here + 1),
            b'\\' => at = here + 2,
            _ if source.get(here + 1) == Some(&b'{') => return TemplateEnd::Field(here + 2),
            _ => at = here + 1,
        }
    }
    TemplateEnd::Never
}

/// The end of a whole template whose backtick stands at `at`, fields included; `None` where it is never closed.
fn template(source: &[u8], at: usize) -> Option<usize> {
    let mut fields: Vec<u32> = Vec::new();
    let mut at = at + 1;
    loop {
        match template_text(source, at) {
            TemplateEnd::Never => return None,
            TemplateEnd::Field(next) => {
                fields.push(0);
                at = next;
            }
            TemplateEnd::Closed(next) if fields.is_empty() => return Some(next),
            TemplateEnd::Closed(next) => at = next,
        }
        // The code of a field, up to the brace that ends it or a template within it.
        loop {
            match *source.get(at)? {
                b'`' => break,
                b'"' | b'\'' => at = string_end(source, at),
                b'/' => at = comment(source, at).unwrap_or(at + 1),
                b'{' => {
                    *fields.last_mut()? += 1;
                    at += 1;
                }
                b'}' => {
                    let depth = fields.last_mut()?;
                    if *depth == 0 {
                        fields.pop();
                        break;
                    }
                    *depth -= 1;
                    at += 1;
                }
                _ => at += 1,
            }
        }
        at += 1;
    }
}

fn string_end(source: &[u8], at: usize) -> usize {
    match string(source, at) {
        StringEnd::Closed(end) | StringEnd::AtNewline(end) => end,
    }
}

/// The end of the comment that begins at `at`, if one does; a block that is never closed ends with the file.
pub(super) fn comment(source: &[u8], at: usize) -> Option<usize> {
    match (source.get(at)?, source.get(at + 1)?) {
        (b'/', b'/') => Some(memchr(b'\n', &source[at..]).map_or(source.len(), |length| at + length)),
        (b'/', b'*') => Some(memmem::find(&source[at + 2..], b"*/").map_or(source.len(), |length| at + length + 4)),
        _ => None,
    }
}

/// The end of the regular expression whose slash stands at `at`, flags included; `None` where its line has none.
pub(super) fn regex(source: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    let mut in_class = false;
    loop {
        match *source.get(end)? {
            b'\n' => return None,
            b'\\' => end += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => {
                end += 1;
                return Some(end + word_length(&source[end..]));
            }
            _ => {}
        }
        end += 1;
    }
}

/// The first byte that is neither white space nor in a comment.
pub(super) fn blank(source: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = source.get(at) {
        if byte.is_ascii_whitespace() {
            at += 1;
        } else if byte == b'/'
            && let Some(end) = comment(source, at)
        {
            at = end;
        } else {
            break;
        }
    }
    at
}

/// Just after the bracket that closes the one at `at`; literals and comments are skipped, regular expressions are not
/// known. `None` where nothing closes it before `limit`.
pub(super) fn balanced(source: &[u8], at: usize, limit: usize) -> Option<usize> {
    closing(source, at, limit).ok()
}

/// [`balanced`] in the whole file.
pub(super) fn balanced_in(never: &Never, source: &[u8], at: usize) -> Option<usize> {
    never.find_nested(b"([{", at, || closing(source, at, source.len()))
}

/// Just after the bracket that closes the one at `at`, or which open from there on and are not closed.
fn closing(source: &[u8], at: usize, limit: usize) -> Result<usize, Vec<u32>> {
    let mut open = Vec::new();
    let mut end = at;
    let limit = limit.min(source.len());
    while end < limit {
        match source[end] {
            b'(' | b'[' | b'{' => open.push(end as u32),
            b')' | b']' | b'}' => {
                if open.len() < 2 {
                    return if open.is_empty() { Err(open) } else { Ok(end + 1) };
                }
                open.pop();
            }
            b'"' | b'\'' => {
                end = string_end(source, end);
                continue;
            }
            b'`' => match template(source, end) {
                Some(next) => {
                    end = next;
                    continue;
                }
                None => break,
            },
            b'/' => {
                if let Some(next) = comment(source, end) {
                    end = next;
                    continue;
                }
            }
            _ => {}
        }
        end += 1;
    }
    Err(open)
}

/// Just after the `>` that closes the `<` at `at`, where what stands between can be types.
pub(super) fn type_arguments(source: &[u8], at: usize) -> Option<usize> {
    let limit = (at + TYPE_ARGUMENTS_MAX).min(source.len());
    let mut depth = 0_usize;
    let mut end = at;
    while end < limit {
        match source[end] {
            b'<' => depth += 1,
            b'>' => {
                depth -= 1;
                if depth == 0 {
                    return Some(end + 1);
                }
            }
            b'=' if source.get(end + 1) == Some(&b'>') => end += 1,
            b'&' | b'|' if source.get(end + 1) == Some(&source[end]) => return None,
            b'(' | b'[' | b'{' => {
                end = balanced(source, end, limit)?;
                continue;
            }
            b'"' | b'\'' => {
                end = string_end(source, end);
                continue;
            }
            b'`' => {
                end = template(source, end)?;
                continue;
            }
            b'/' => {
                end = comment(source, end)?;
                continue;
            }
            b')' | b']' | b'}' | b';' | b'+' | b'*' | b'^' | b'%' | b'!' => return None,
            _ => {}
        }
        end += 1;
    }
    None
}

/// The end of the type that begins at `at` (blanks before it allowed).
pub(super) fn type_expression(never: &Never, source: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        let Some(after) = type_operand(never, source, blank(source, end)) else { return end };
        end = after;
        let next = blank(source, end);
        let doubled = source.get(next + 1) == source.get(next);
        match source.get(next) {
            Some(b'|' | b'&') if !doubled => end = next + 1,
            Some(b'=') if source.get(next + 1) == Some(&b'>') && source[..end].ends_with(b")") => end = next + 2,
            Some(b'i') if word_at(source, next) == b"is" => end = next + 2,
            Some(b'e') if word_at(source, next) == b"extends" => {
                let Some(conditional) = conditional_type(never, source, next) else { return end };
                end = conditional;
            }
            _ => return end,
        }
    }
}

/// Just after the colon of `extends X ? Y :`.
fn conditional_type(never: &Never, source: &[u8], at: usize) -> Option<usize> {
    let question = blank(source, type_union(never, source, at + b"extends".len())?);
    if source.get(question) != Some(&b'?') {
        return None;
    }
    let mut colon = blank(source, type_union(never, source, question + 1)?);
    // `X extends Y ? A extends B ? C : D : E`
    while word_at(source, colon) == b"extends" {
        colon = blank(source, type_union(never, source, blank(source, type_union(never, source, colon + 7)?) + 1)?);
        colon = blank(source, type_union(never, source, colon + 1)?);
    }
    (source.get(colon) == Some(&b':')).then_some(colon + 1)
}

/// Operands joined by `|` and `&`.
fn type_union(never: &Never, source: &[u8], at: usize) -> Option<usize> {
    let mut end = type_operand(never, source, blank(source, at))?;
    loop {
        let next = blank(source, end);
        if !matches!(source.get(next), Some(b'|' | b'&')) || source.get(next + 1) == source.get(next) {
            return Some(end);
        }
        end = type_operand(never, source, blank(source, next + 1))?;
    }
}

/// One operand with its suffixes; `None` where no type begins.
fn type_operand(never: &Never, source: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *source.get(at)? {
            // A union may begin with its separator.
            b'|' | b'&' => at = blank(source, at + 1),
            b'(' | b'[' | b'{' => {
                at = balanced_in(never, source, at)?;
                break;
            }
            b'"' | b'\'' => {
                at = string_end(source, at);
                break;
            }
            b'`' => {
                at = template(source, at)?;
                break;
            }
            b'<' => at = blank(source, type_arguments(source, at)?),
            b'-' => at += 1,
            byte if is_word(byte) => {
                let word = word_at(source, at);
                let next = blank(source, at + word.len());
                let begins_type = source.get(next).is_some_and(|byte| is_word(*byte) || b"([{\"'`<".contains(byte));
                let is_operator = matches!(
                    word,
                    b"keyof" | b"typeof" | b"readonly" | b"unique" | b"infer" | b"asserts" | b"new" | b"abstract"
                );
                let is_is = word == b"asserts" && word_at(source, next) == b"is";
                at += word.len();
                if is_operator && begins_type && !is_is {
                    at = next;
                    continue;
                }
                if word == b"import" && source.get(next) == Some(&b'(') {
                    at = balanced_in(never, source, next)?;
                }
                break;
            }
            _ => return None,
        }
    }
    Some(type_suffixes(never, source, at))
}

fn type_suffixes(never: &Never, source: &[u8], mut at: usize) -> usize {
    loop {
        match source.get(at) {
            Some(b'.') if source.get(at + 1).copied().is_some_and(is_word) => {
                at += 1 + word_length(&source[at + 1..]);
            }
            Some(b'[') => match balanced_in(never, source, at) {
                Some(end) => at = end,
                None => return at,
            },
            Some(b'<') => match type_arguments(source, at) {
                Some(end) => at = end,
                None => return at,
            },
            // Prettier may break a long name before its type arguments' dot.
            Some(byte) if byte.is_ascii_whitespace() && source.get(blank(source, at)) == Some(&b'.') => {
                let dot = blank(source, at);
                if !source.get(dot + 1).copied().is_some_and(is_word) {
                    return at;
                }
                at = dot;
            }
            _ => return at,
        }
    }
}

pub(super) fn word_at(source: &[u8], at: usize) -> &[u8] {
    let rest = source.get(at..).unwrap_or_default();
    &rest[..word_length(rest)]
}

/// JavaScript's literals and comments.
pub(crate) static LEXIS: Lexis = Lexis {
    skip: |source, at, _| literal(source, at),
    is_comment: |text| text.starts_with(b"//") || text.starts_with(b"/*"),
    content: text_content,
    is_function,
    separators: &["?.", "."],
    importers: &["require", "import", "jest.requireActual", "vi.importActual", "vitest.vi.importActual"],
};

/// The end of the literal or comment that begins at `at`; what is never closed ends with the file.
pub(super) fn literal(source: &[u8], at: usize) -> Option<usize> {
    match source.get(at)? {
        b'"' | b'\'' => Some(string_end(source, at)),
        b'`' => Some(template(source, at).unwrap_or(source.len())),
        b'/' => comment(source, at).or_else(|| {
            let code = source[..at].trim_ascii_end();
            let before = code.last().copied().unwrap_or(b'(');
            // Before it may stand a comment, of which any byte is the last; who divides ends no line before the mark.
            let begins_line = memchr::memchr(b'\n', &source[code.len()..at]).is_some();
            if b"(,=:[!&|?{};+>".contains(&before) || begins_line { regex(source, at) } else { None }
        }),
        _ => None,
    }
}

/// The text between the quotes, escapes left as they are; `None` for a template with fields.
fn text_content(literal: &[u8]) -> Option<String> {
    let quote = *literal.first()?;
    if !matches!(quote, b'"' | b'\'' | b'`') || literal.len() < 2 || literal.last() != Some(&quote) {
        return None;
    }
    let content = &literal[1..literal.len() - 1];
    let has_fields = quote == b'`' && memmem::find(content, b"${").is_some();
    (!has_fields).then(|| String::from_utf8_lossy(content).into_owned())
}

/// Whether an expression is a function, an arrow function or a class.
pub(super) fn is_function(text: &[u8]) -> bool {
    let mut word = word_at(text, 0);
    let mut at = 0;
    if word == b"async" {
        at = blank(text, word.len());
        word = word_at(text, at);
    }
    if matches!(word, b"function" | b"class") {
        return true;
    }
    if text.get(at) == Some(&b'<')
        && let Some(end) = type_arguments(text, at)
    {
        at = blank(text, end);
    }
    let end = match text.get(at) {
        Some(b'(') => balanced(text, at, text.len()),
        Some(_) if !word.is_empty() => Some(at + word.len()),
        _ => None,
    };
    let Some(mut end) = end.map(|end| blank(text, end)) else { return false };
    if text.get(end) == Some(&b':') {
        end = blank(text, type_expression(&Never::default(), text, end + 1));
    }
    text[end.min(text.len())..].starts_with(b"=>")
}
