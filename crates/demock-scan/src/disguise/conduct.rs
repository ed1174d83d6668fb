//! What a body does, as far as its tokens tell: nothing, give a constant, keep, look up, raise, pass on, or think.
//!
//! Invariant: linear in the body. Absent on purpose: what a method of that name should do.

use super::evidence::{Case, Evidence};
use crate::look::{TokenKind, Tokens};
use std::ops::Range;

/// Tokens up to which a body without foreign calls is trivial.
const TRIVIAL_TOKENS: usize = 90;
/// Tokens up to which a body that raises does nothing else.
const RAISING_TOKENS: usize = 30;
/// Tokens of a body that does no more than call the function that it is of.
const CALLING_TOKENS: usize = 24;
/// Foreign calls from which on a body has logic.
const LOGIC_CALLS: usize = 3;

/// Calls that keep something.
#[rustfmt::skip]
const KEEPING: &[&[u8]] = &[
    b"append", b"push", b"push_back", b"add", b"put", b"put_nowait", b"set", b"insert", b"extend", b"setdefault", b"update", b"store", b"fetch_add", b"appendleft", b"unshift",
    b"Add", b"Store", b"Enqueue", b"TryAdd", b"offer", b"incrementAndGet", b"AddInt32", b"AddInt64", b"Push", b"send", b"delete", b"remove", b"countDown", b"Set",
];

/// Calls that only wrap, convert or look up a value.
#[rustfmt::skip]
const WRAPPING: &[&[u8]] = &[
    b"get", b"pop", b"popleft", b"pop_front", b"popFront", b"shift", b"next", b"len", b"lock", b"unwrap", b"expect", b"clone", b"cloned", b"to_string", b"to_owned",
    b"into", b"Ok", b"Some", b"Err", b"Box", b"pin", b"new", b"from", b"iter", b"into_iter", b"collect", b"copied", b"unwrap_or_default", b"unwrap_or", b"ok_or", b"as_ref", b"as_str",
    b"resolve", b"reject", b"completedFuture", b"FromResult", b"dict", b"list", b"tuple", b"str", b"int", b"bool", b"bytes", b"isinstance", b"super",
    b"format", b"listOf", b"emptyList", b"mapOf", b"emptyMap", b"setOf", b"mutableListOf", b"of", b"empty", b"make", b"New", b"Lock", b"Unlock", b"RLock", b"RUnlock", b"Errorf",
    b"copy", b"deepcopy", b"items", b"keys", b"values", b"map", b"filter", b"vec", b"String", b"Error", b"Date", b"Map", b"Set", b"Promise", b"isEmpty", b"size", b"contains",
    b"has", b"get_or_insert", b"load", b"Load", b"ToString", b"toString", b"Array", b"freeze", b"dup", b"to_s", b"fetch", b"key?", b"first", b"last", b"any", b"all", b"count",
    b"Count", b"range", b"min", b"max", b"join", b"startswith", b"startsWith", b"endswith", b"endsWith", b"strip", b"lower", b"upper", b"encode", b"decode", b"split", b"cast", b"string", b"array", b"json", b"dumps", b"Any", b"asList", b"Empty",
    b"borrow", b"borrow_mut", b"read", b"write", b"default", b"Default", b"Helper", b"defer", b"if", b"while", b"for", b"switch", b"return", b"catch", b"and", b"or", b"not", b"in", b"elif", b"match", b"function", b"def", b"when", b"lambda", b"except", b"assert", b"print", b"error", b"RuntimeError", b"ValueError", b"NotImplementedError", b"sleep", b"Sleep", b"is_some", b"is_none", b"array_push", b"nil?", b"foreach", b"unset", b"isset", b"echo", b"Response", b"JSON", b"stringify", b"parse", b"Math",
];

/// Words by which a body ends in an error.
#[rustfmt::skip]
const RAISING: &[&[u8]] = &[
    b"raise", b"throw", b"panic", b"unimplemented", b"unreachable", b"todo", b"Fatal", b"Fatalf", b"fail", b"TODO", b"bail",
];

/// Words by which a real server is started.
#[rustfmt::skip]
const LISTENING: &[&[u8]] = &[
    b"TCPServer", b"serve_forever", b"HTTPServer", b"ServerSocket", b"listen", b"createServer", b"TcpListener", b"UnixListener", b"start_server", b"Listen", b"bind", b"accept",
];

/// Types and functions that open a socket for others to connect to, whatever is done with it.
#[rustfmt::skip]
const SERVERS: &[&[u8]] = &[
    b"TCPServer", b"UNIXServer", b"HTTPServer", b"ThreadingHTTPServer", b"ServerSocket", b"HttpServer", b"HttpListener", b"createServer", b"TcpListener", b"UnixListener",
    b"start_server", b"serve_forever",
];

/// Makers of doubles of libraries, as they are called.
const MOCKS: &[&[u8]] = &[
    b"MagicMock",
    b"Mock",
    b"AsyncMock",
    b"vi",
    b"jest",
    b"sinon",
    b"mockk",
    b"mock",
    b"createMock",
    b"createStub",
    b"double",
];

/// What the tokens of a body do; `name` is the method's own.
///
/// Of the evidence these: [`Evidence::AllTrivial`], [`Evidence::Records`], [`Evidence::Raises`], [`Evidence::CallsReal`],
/// [`Evidence::Logic`], [`Evidence::HoldsMocks`], [`Evidence::Listens`], [`Evidence::Fluent`],
/// [`Evidence::Wraps`].
pub(super) fn of_body(tokens: &Tokens<'_>, body: Range<usize>, name: &[u8]) -> Case {
    let mut case = Case::default();
    let (mut foreign, mut raises, mut count) = (0_usize, false, 0_usize);
    for at in body.clone() {
        let Some(token) = tokens.get(at) else { break };
        count += usize::from(token.kind != TokenKind::Text || !token.begins_line);
        match token.kind {
            TokenKind::Word => {
                let word = tokens.text(at);
                raises |= RAISING.contains(&word);
                case.extend(gives_itself(tokens, at).then_some(Evidence::Fluent));
                case.extend(LISTENING.contains(&word).then_some(Evidence::Listens));
                case.extend(opens_socket(tokens, at).then_some(Evidence::OpensSocket));
                let is_super = matches!(word, b"super" | b"parent") && !is_constructor(name);
                case.extend(is_super.then_some(Evidence::CallsReal));
                foreign += usize::from(is_called(tokens, at) && call(tokens, at, &body, name, &mut case));
            }
            TokenKind::Mark => case.extend(is_kept_by(tokens, at, &body).then_some(Evidence::Records)),
            TokenKind::Number | TokenKind::Text | TokenKind::Open | TokenKind::Close => {}
        }
    }
    let is_trivial =
        foreign == 0 && count <= TRIVIAL_TOKENS && !case.has(Evidence::CallsReal) && !case.has(Evidence::Wraps);
    case.extend(is_trivial.then_some(Evidence::AllTrivial));
    case.extend((raises && foreign == 0 && count < RAISING_TOKENS).then_some(Evidence::Raises));
    case.extend((foreign >= LOGIC_CALLS || count > 3 * TRIVIAL_TOKENS).then_some(Evidence::Logic));
    case
}

/// Whether a server is made: `TCPServer.new(0)`, `new ServerSocket(0)`, `http.createServer(…)`, `net.Listen(…)`.
fn opens_socket(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.text(at);
    let is_of_net = word == b"Listen" && at > 1 && tokens.is(at - 2, b"net");
    let is_made = tokens.is(at + 1, b"(")
        || matches!(tokens.text(at + 1), b"." | b"::") && matches!(tokens.text(at + 2), b"new" | b"create" | b"bind");
    is_made && (is_of_net || SERVERS.contains(&word))
}

/// Notes what a call does; whether it is one that is no mere wrapper.
fn call(tokens: &Tokens<'_>, at: usize, body: &Range<usize>, name: &[u8], case: &mut Case) -> bool {
    let word = tokens.text(at);
    let (kept, mock) = (KEEPING.contains(&word), is_mock(tokens, at));
    case.extend(mock.then_some(Evidence::HoldsMocks));
    case.extend((kept && is_own(tokens, at, body)).then_some(Evidence::Records));
    let is_same = word == name && is_member(tokens, at) && !kept && !WRAPPING.contains(&word);
    case.extend(is_same.then_some(Evidence::Wraps));
    !kept && !mock && !WRAPPING.contains(&word) && !RAISING.contains(&word) && !is_error(word)
}

/// Whether all that a method of Go's does is to call the function that its type is: `func (f roundTrip) RoundTrip(…) { return f(request) }`.
pub(super) fn calls_itself(tokens: &Tokens<'_>, body: Range<usize>, header: &[u8]) -> bool {
    let Some(receiver) = header.strip_prefix(b"func") else { return false };
    let Some(receiver) = receiver.trim_ascii_start().strip_prefix(b"(") else { return false };
    let length = receiver.iter().take_while(|byte| crate::language::is_word(**byte)).count();
    let start = body.clone().find(|at| !tokens.is(*at, b"{")).unwrap_or(body.end);
    let start = start + usize::from(tokens.is(start, b"return"));
    length > 0 && body.len() <= CALLING_TOKENS && tokens.is(start, &receiver[..length]) && tokens.is(start + 1, b"(")
}

/// Of a body that is too long to be looked into.
pub(super) fn of_long_body() -> Case {
    let mut case = Case::default();
    case.add(Evidence::Logic);
    case
}

fn is_constructor(name: &[u8]) -> bool {
    matches!(name, b"__init__" | b"constructor" | b"initialize" | b"__construct" | b"setUp" | b"__new__")
}

/// Whether a body gives back the object that it is of.
fn gives_itself(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_self = matches!(tokens.text(at + 1), b"self" | b"this" | b"$this");
    tokens.is(at, b"return") && is_self && !matches!(tokens.text(at + 2), b"." | b"?." | b"->" | b"[")
}

/// Whether a word is followed by arguments.
fn is_called(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at + 1, b"(") || (tokens.is(at + 1, b"!") && matches!(tokens.text(at + 2), b"(" | b"["))
}

fn is_member(tokens: &Tokens<'_>, at: usize) -> bool {
    at > 0 && matches!(tokens.text(at - 1), b"." | b"?." | b"->" | b"::")
}

/// Whether a call is that of a member of the object itself or of a name in a closure: `self.sent.append(x)`.
fn is_own(tokens: &Tokens<'_>, at: usize, body: &Range<usize>) -> bool {
    is_member(tokens, at) && at > body.start + 1
}

fn is_error(word: &[u8]) -> bool {
    word.ends_with(b"Error") || word.ends_with(b"Exception") || word.first().is_some_and(u8::is_ascii_uppercase)
}

fn is_mock(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.text(at);
    MOCKS.contains(&word)
        || (matches!(word, b"fn" | b"stub" | b"spy" | b"fake") && at > 1 && MOCKS.contains(&tokens.text(at - 2)))
}

/// Whether a mark assigns to a member or adds to a counter: `self.x = x`, `called += 1`, `n++`, `@x << y`.
fn is_kept_by(tokens: &Tokens<'_>, at: usize, body: &Range<usize>) -> bool {
    match tokens.text(at) {
        b"+=" | b"++" => true,
        b"=" => {
            let before = at.checked_sub(2).filter(|before| *before >= body.start);
            let is_field = at > body.start && tokens.text(at - 1).first().is_some_and(|byte| *byte == b'@');
            let is_item = at > body.start && tokens.is(at - 1, b"]");
            is_field || is_item || before.is_some_and(|before| matches!(tokens.text(before), b"." | b"->"))
        }
        b"<" => tokens.is(at + 1, b"<"),
        _ => false,
    }
}
