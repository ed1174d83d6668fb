//! The arguments of a call, read only when a rule asks for them.
//!
//! Invariant: work is linear in the length of the argument list; no input can make it fail.

use crate::facts::Span;
use crate::language::{is_word, lexis, path_length};
use demock_model::Language;

/// One argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arg {
    /// The name of a keyword argument.
    pub(crate) keyword: Option<Span>,
    /// The value, without white space around it.
    pub(crate) span: Span,
    /// What the value is.
    pub(crate) shape: Shape,
}

/// What an argument's value is, as far as rules ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text, or several that the language joins.
    Text(String),
    /// A dotted path.
    Path,
    /// A path that is called, whatever follows; the range of the path.
    Call(Span),
    /// A function literal.
    Function,
    /// An object or mapping literal.
    Object,
    /// A number or another literal.
    Literal,
    /// Anything else.
    Other,
}

/// Splits an argument list (between its parentheses) and says what each argument is.
pub(crate) fn parse(language: Language, source: &[u8], args: Span) -> Vec<Arg> {
    let (mut at, end) = (args.start as usize, (args.end as usize).min(source.len()));
    let mut found = Vec::new();
    let mut start = at;
    let mut depth = 0_usize;
    let skip = lexis(language).skip;
    while at < end {
        match source[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                push(language, source, start, at, &mut found);
                start = at + 1;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b'.' | b'=' => {}
            _ => {
                if let Some(next) = skip(source, at) {
                    at = next.max(at + 1);
                    continue;
                }
                // No literal begins in the middle of a word.
                if is_word(source[at]) {
                    at += source[at + 1..end].iter().take_while(|byte| is_word(**byte)).count();
                }
            }
        }
        at += 1;
    }
    push(language, source, start.min(end), end, &mut found);
    found
}

/// Where the bracket closes whose content a range begins with; `None` where the range ends first.
pub(crate) fn closing(language: Language, source: &[u8], content: Span) -> Option<usize> {
    let (mut at, end) = (content.start as usize, (content.end as usize).min(source.len()));
    let mut depth = 0_usize;
    let skip = lexis(language).skip;
    while at < end {
        match source[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(at),
            },
            byte => {
                if let Some(next) = skip(source, at) {
                    at = next.max(at + 1);
                    continue;
                }
                // No literal begins in the middle of a word.
                if is_word(byte) {
                    at += source[at + 1..end].iter().take_while(|byte| is_word(**byte)).count();
                }
            }
        }
        at += 1;
    }
    None
}

fn push(language: Language, source: &[u8], start: usize, end: usize, found: &mut Vec<Arg>) {
    let (start, end) = trim(language, source, start, end);
    if start == end {
        return;
    }
    let (keyword, start) = match keyword(language, &source[start..end]) {
        Some((length, value)) => (Some(Span::new(start, start + length)), trim(language, source, start + value, end).0),
        None => (None, start),
    };
    let shape = shape(language, source, start, end);
    found.push(Arg { keyword, span: Span::new(start, end), shape });
}

fn trim(language: Language, source: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end {
        if source[start].is_ascii_whitespace() {
            start += 1;
        } else if (lexis(language).is_comment)(&source[start..end])
            && let Some(next) = (lexis(language).skip)(source, start)
        {
            start = next.min(end);
        } else {
            break;
        }
    }
    while end > start && source[end - 1].is_ascii_whitespace() {
        end -= 1;
    }
    (start, end)
}

/// The length of a keyword and where its value begins: `name=value`, or `name: value` where the language writes so.
fn keyword(language: Language, text: &[u8]) -> Option<(usize, usize)> {
    let length = text.iter().take_while(|byte| is_word(**byte)).count();
    let rest = &text[length..];
    let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let (separator, next) = (*rest.get(blank)?, rest.get(blank + 1).copied().unwrap_or_default());
    let is_keyword = match language {
        Language::Python | Language::Kotlin => separator == b'=' && next != b'=',
        Language::Ruby | Language::CSharp | Language::Php => separator == b':' && next != b':' && blank == 0,
        Language::JavaScript | Language::TypeScript | Language::Go | Language::Java | Language::Rust => false,
    };
    (length > 0 && is_keyword).then_some((length, length + blank + 1))
}

fn shape(language: Language, source: &[u8], start: usize, end: usize) -> Shape {
    let text = &source[start..end];
    if let Some(content) = texts(language, source, start, end) {
        return Shape::Text(content);
    }
    if (lexis(language).is_function)(text) {
        return Shape::Function;
    }
    if let Some(made) = text.strip_prefix(b"new ".as_slice())
        && path_length(language, made.trim_ascii_start()) > 0
    {
        let made = shape(language, source, end - made.trim_ascii_start().len(), end);
        return if made == Shape::Path { Shape::Other } else { made };
    }
    let path = path_length(language, text);
    if path > 0 {
        let rest = text[path..].trim_ascii_start();
        return match rest.first() {
            None => Shape::Path,
            Some(b'(') => Shape::Call(Span::new(start, start + path)),
            Some(b':' | b'"' | b'\'') if language == Language::Ruby => Shape::Call(Span::new(start, start + path)),
            Some(_) => Shape::Other,
        };
    }
    match text[0] {
        b'{' => Shape::Object,
        b'0'..=b'9' => Shape::Literal,
        _ => Shape::Other,
    }
}

/// The content of one text literal or of several in a row; `None` where anything else stands there.
fn texts(language: Language, source: &[u8], start: usize, end: usize) -> Option<String> {
    let mut content = String::new();
    let mut at = start;
    while at < end {
        if source[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let next = (lexis(language).skip)(source, at)?;
        if next > end {
            return None;
        }
        if !(lexis(language).is_comment)(&source[at..next]) {
            content.push_str(&(lexis(language).content)(&source[at..next])?);
        }
        at = next;
    }
    Some(content)
}
