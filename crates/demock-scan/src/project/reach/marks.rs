//! How names hang together in a body: paths, what something is given to, and where a name is only a type.

use crate::boundary::words::words;
use crate::facts::NameHash;
use crate::look::{TokenKind, Tokens};
use demock_model::Language;

/// Names of one path.
const NAMES_MAX: usize = 6;
/// Tokens before a name in which the name is looked for that it is given to.
const BACK_MAX: usize = 8;

/// A path in a body.
pub(super) struct Mention<'t> {
    /// Its names, without what marks them as variables and without `self` and the like.
    pub(super) names: Vec<&'t str>,
    /// Whether the first is a member of the object itself: `self.name`, `@name`.
    pub(super) is_of_object: bool,
    pub(super) how: How,
    /// The token after it.
    pub(super) end: usize,
}

/// What is done with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It is called, or a path goes on from it with the next line.
    Used,
    /// It is only named.
    Named,
}

impl<'t> Mention<'t> {
    /// The path that begins at a token.
    pub(super) fn read(language: Language, tokens: &Tokens<'t>, at: usize) -> Self {
        let (mut names, mut end) = (Vec::with_capacity(2), at);
        while names.len() < NAMES_MAX && tokens.get(end).is_some_and(|token| token.kind == TokenKind::Word) {
            names.push(plain(tokens.text(end)));
            end += 1;
            let goes_on = is_separator(tokens, end) || is_in_namespace(tokens, end + 1);
            if !goes_on || tokens.get(end + 1).is_none_or(|token| token.kind != TokenKind::Word) {
                break;
            }
            end += 1;
        }
        let is_object = is_object(tokens.text(at));
        if is_object {
            names.remove(0);
        }
        // Kotlin calls by a block, too: `store.updateData { … }`.
        let is_block = language == Language::Kotlin && names.len() > 1 && tokens.is(end, b"{");
        let how = if is_block { How::Used } else { how_used(language, tokens, end) };
        Self { names, is_of_object: is_of_object(tokens.text(at)), how, end }
    }
}

/// A word without what marks it as a variable.
pub(super) fn plain(word: &[u8]) -> &str {
    let sigils = word.iter().take_while(|byte| matches!(byte, b'@' | b'$')).count();
    std::str::from_utf8(&word[sigils..]).unwrap_or_default()
}

pub(super) fn is_separator(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.text(at) {
        // PHP joins texts by it.
        b"." => tokens.language != Language::Php,
        text => matches!(text, b"::" | b"->" | b"?." | b"?->" | b"&."),
    }
}

/// Whether a name of PHP's comes after that of its namespace: not the first of `\GuzzleHttp\Client`.
pub(super) fn is_in_namespace(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(2).filter(|_| tokens.is(at - 1, b"\\")) else { return false };
    let ends = |at: usize| tokens.get(at).map(|token| token.span.end);
    let begins = |at: usize| tokens.get(at).map(|token| token.span.start);
    tokens.get(before).is_some_and(|token| token.kind == TokenKind::Word) && ends(before) == begins(at - 1)
}

/// What is done with a path that ends before a token.
fn how_used(language: Language, tokens: &Tokens<'_>, next: usize) -> How {
    let is_argument = tokens.get(next).is_some_and(|token| token.kind == TokenKind::Text && !token.begins_line);
    let goes_on = is_separator(tokens, next) || matches!(tokens.text(next), b"(" | b"!" | b"<" | b"`");
    // Ruby calls without parentheses.
    if goes_on || is_argument || language == Language::Ruby { How::Used } else { How::Named }
}

/// Whether a word stands before what is only compared with, caught or named as a type.
pub(super) fn is_before_type(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(
        tokens.text(at),
        b"except" | b"raise" | b"throw" | b"instanceof" | b"rescue" | b"catch" | b"throws" | b"is" | b"isinstance"
    )
}

/// Whether a word is the object itself.
fn is_object(word: &[u8]) -> bool {
    matches!(word, b"self" | b"this" | b"$this" | b"cls" | b"static" | b"Self")
}

/// Whether a word is the object itself or a member of it.
pub(super) fn is_of_object(word: &[u8]) -> bool {
    is_object(word) || word.starts_with(b"@")
}

/// Whether a line goes on with what the one before began: `.filter(…)` of a query, the parenthesis that closes one.
pub(super) fn goes_on_at(tokens: &Tokens<'_>, at: usize) -> bool {
    is_separator(tokens, at) || tokens.is(at, b")")
}

/// Whether a path of the JVM's or C#'s only names a type of times or ids, or makes one of what is known: `Instant` of a parameter,
/// `LocalDate.parse`, `Guid.Empty`. The clock is asked by `now`, chance for what is new.
pub(super) fn is_value_of_type(language: Language, mention: &Mention<'_>) -> bool {
    #[rustfmt::skip]
    const SOURCES: &[&str] = &[
        "clock", "timer", "provider", "source", "ticker", "stopwatch", "scheduler", "executor", "scheduled", "random", "generator",
        "faker", "now", "today", "current", "system", "nano", "millis", "instance", "tick", "new", "next", "shared", "monotonic",
        "mark", "start", "create", "sleep", "delay", "calendar",
    ];
    let is_typed = matches!(language, Language::Java | Language::Kotlin | Language::CSharp);
    let Some((first, rest)) = mention.names.split_first().filter(|_| is_typed) else { return false };
    let is_type = first.starts_with(|first: char| first.is_uppercase()) && !mention.is_of_object;
    let asks = |name: &str| words(name).iter().any(|word| SOURCES.iter().any(|source| word.starts_with(source)));
    match rest {
        [] => is_type && mention.how == How::Named && !asks(first),
        rest => is_type && !asks(first) && !rest.iter().any(|name| asks(name)),
    }
}

/// The name that a type's path declares, or that something which begins at a token is given to.
pub(super) fn given_to(language: Language, tokens: &Tokens<'_>, at: usize, end: usize) -> Option<NameHash> {
    let named = match language {
        Language::Java | Language::CSharp | Language::Php => declared_after(tokens, end),
        Language::Go => declared_before(tokens, at),
        Language::Python
        | Language::JavaScript
        | Language::TypeScript
        | Language::Kotlin
        | Language::Rust
        | Language::Ruby => None,
    };
    let named = named.or_else(|| declared_or_assigned(tokens, at))?;
    let word = tokens.text(named);
    let owner = named.checked_sub(2).filter(|_| is_separator(tokens, named - 1));
    let is_member = word.starts_with(b"@") || owner.is_some_and(|owner| is_object(tokens.text(owner)));
    tokens.get(named).filter(|token| token.kind == TokenKind::Word)?;
    // A member of something else is not the body's own.
    (is_member || owner.is_none()).then(|| NameHash::of(plain(word).as_bytes()))
}

/// The name behind a type: `HttpClient client;`, `RedisTemplate<String, Row> template,`.
fn declared_after(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let mut after = end;
    if tokens.is(after, b"<") {
        after = (after..after + BACK_MAX).find(|at| tokens.is(*at, b">"))? + 1;
    }
    after += usize::from(tokens.is(after, b"?"));
    let declares = matches!(tokens.text(after + 1), b";" | b"=" | b"," | b")" | b"{" | b"");
    let is_word = tokens.get(after).is_some_and(|token| token.kind == TokenKind::Word);
    (declares && is_word).then_some(after)
}

/// The name before a type: `client *http.Client` on a line of a Go struct, or among parameters.
fn declared_before(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let before = before - usize::from(before > 0 && tokens.is(before, b"*"));
    let token = tokens.get(before).filter(|token| token.kind == TokenKind::Word)?;
    let begins = token.begins_line || before > 0 && matches!(tokens.text(before - 1), b"(" | b"," | b"{" | b";");
    begins.then_some(before)
}

/// The name before `: Type` or before `= value`, a few tokens back.
fn declared_or_assigned(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    for before in (at.saturating_sub(BACK_MAX)..at).rev() {
        let text = tokens.text(before);
        if matches!(text, b":" | b"=" | b":=" | b"||=" | b"??=" | b"as") {
            let mut named = before.checked_sub(1)?;
            while named > 0 && matches!(tokens.text(named), b"|" | b"||" | b"?" | b"??" | b"!" | b":") {
                named -= 1;
            }
            // `with connect() as connection` names what comes before it.
            return (text != b"as").then_some(named);
        }
        // What a list holds is not the list.
        let is_wrapper = matches!(text, b"*" | b"&" | b"<" | b"?" | b"(" | b"\\")
            || text == b"[" && before > 0 && matches!(tokens.text(before - 1), b"Optional" | b"Annotated" | b"Union")
            || tokens.get(before).is_some_and(|token| token.kind == TokenKind::Word && !token.begins_line);
        if !is_wrapper {
            return None;
        }
    }
    None
}
