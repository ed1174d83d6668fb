//! The arguments of a call, read only when a rule asks for them.
//!
//! Invariant: work is linear in the length of the argument list without the lists of the kept calls in it, so that calls
//! within calls cost no more than calls beside calls; no input can make it fail.

use crate::facts::{Call, CallForm, Span};
use crate::language::never::Never;
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

/// Bytes that a path is looked for in: a longer one is no program.
pub(crate) const PATH_BYTES_MAX: usize = 1024;
/// Bytes in which a function literal shows that it is one, its parameters among them.
const FUNCTION_HEAD_BYTES: usize = 1024;

/// Reads argument lists of one file.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) language: Language,
    pub(crate) source: &'a [u8],
    /// The file's kept calls, in order: the lists of those within a list are passed over.
    pub(crate) calls: &'a [Call],
    pub(crate) never: &'a Never,
}

impl Reader<'_> {
    /// Splits an argument list (between its parentheses) and says what each argument is.
    pub(crate) fn parse(self, args: Span) -> Vec<Arg> {
        let mut found = Vec::new();
        self.split(args, |start, end| self.push(start, end, &mut found));
        found
    }

    /// The stretches between the commas of a list, without white space around them; empty ones are left out.
    pub(crate) fn pieces(self, list: Span) -> Vec<Span> {
        let mut found = Vec::new();
        self.split(list, |start, end| {
            let (start, end) = self.trim(start, end);
            if start < end {
                found.push(Span::new(start, end));
            }
        });
        found
    }

    /// Hands on each stretch between the commas of a list.
    fn split(self, args: Span, mut piece: impl FnMut(usize, usize)) {
        let source = self.source;
        let (mut at, end) = (args.start as usize, (args.end as usize).min(source.len()));
        let mut inner = &self.calls[self.calls.partition_point(|call| call.args.start <= args.start)..];
        let mut start = at;
        let mut depth = 0_usize;
        while at < end {
            if let Some(next) = passed_over(&mut inner, at, end) {
                at = next;
                continue;
            }
            match source[at] {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                b',' if depth == 0 => {
                    piece(start, at);
                    start = at + 1;
                }
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b'.' | b'=' => {}
                _ => {
                    if let Some(next) = self.skip(at) {
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
        piece(start.min(end), end);
    }

    /// Where the bracket closes whose content a range begins with; `None` where the range ends first.
    pub(crate) fn closing(self, content: Span) -> Option<usize> {
        let (mut at, end) = (content.start as usize, (content.end as usize).min(self.source.len()));
        let mut depth = 0_usize;
        while at < end {
            match self.source[at] {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => return Some(at),
                },
                byte => {
                    if let Some(next) = self.skip(at) {
                        at = next.max(at + 1);
                        continue;
                    }
                    // No literal begins in the middle of a word.
                    if is_word(byte) {
                        at += self.source[at + 1..end].iter().take_while(|byte| is_word(**byte)).count();
                    }
                }
            }
            at += 1;
        }
        None
    }

    pub(crate) fn skip(self, at: usize) -> Option<usize> {
        (lexis(self.language).skip)(self.source, at, self.never)
    }

    fn push(self, start: usize, end: usize, found: &mut Vec<Arg>) {
        let (start, end) = self.trim(start, end);
        if start == end {
            return;
        }
        let (keyword, start) = match keyword(self.language, &self.source[start..end]) {
            Some((length, value)) => (Some(Span::new(start, start + length)), self.trim(start + value, end).0),
            None => (None, start),
        };
        let shape = self.shape(start, end);
        found.push(Arg { keyword, span: Span::new(start, end), shape });
    }

    fn trim(self, mut start: usize, mut end: usize) -> (usize, usize) {
        let source = self.source;
        while start < end {
            if source[start].is_ascii_whitespace() {
                start += 1;
            } else if (lexis(self.language).is_comment)(&source[start..end])
                && let Some(next) = self.skip(start)
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

    fn shape(self, start: usize, end: usize) -> Shape {
        let (language, text) = (self.language, &self.source[start..end]);
        if let Some(content) = self.texts(start, end) {
            return Shape::Text(content);
        }
        if (lexis(language).is_function)(&text[..text.len().min(FUNCTION_HEAD_BYTES)]) {
            return Shape::Function;
        }
        if let Some(made) = text.strip_prefix(b"new ".as_slice())
            && path_length(language, made.trim_ascii_start()) > 0
        {
            let made = self.shape(end - made.trim_ascii_start().len(), end);
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
    fn texts(self, start: usize, end: usize) -> Option<String> {
        let mut content = String::new();
        let mut at = start;
        while at < end {
            if self.source[at].is_ascii_whitespace() {
                at += 1;
                continue;
            }
            let next = self.skip(at)?;
            if next > end {
                return None;
            }
            if !(lexis(self.language).is_comment)(&self.source[at..next]) {
                content.push_str(&(lexis(self.language).content)(&self.source[at..next])?);
            }
            at = next;
        }
        Some(content)
    }
}

/// Where the list of the kept call ends whose bracket, or first argument without one, stands at `at`. `inner` are the calls
/// from here on.
fn passed_over(inner: &mut &[Call], at: usize, end: usize) -> Option<usize> {
    let bracket = |call: &Call| call.args.start as usize - usize::from(call.form != CallForm::Bare);
    // Nested deep, calls that lie behind are many.
    if inner.first().is_some_and(|call| bracket(call) < at) {
        *inner = &inner[inner.partition_point(|call| bracket(call) < at)..];
    }
    let call = inner.first().filter(|call| bracket(call) == at)?;
    let next = (call.end as usize).min(end);
    (next > at).then_some(next)
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
