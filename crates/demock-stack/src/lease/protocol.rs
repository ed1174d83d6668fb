//! The line protocol: one JSON object a line, both ways; docs/leases.md describes it for those who write a kit.
//!
//! Invariants: a line that is none is answered by an error and never by silence; what is longer than [`LINE_MAX`] is not kept in
//! memory; a version that is not ours is refused with both numbers named. Keys that we do not know are passed over, so that a kit may
//! say more than an older broker understands.

use super::{Isolation, Renewal, Scope};
use crate::failure::StackError;
use demock_model::Help as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};

/// The version that is spoken here.
pub(super) const VERSION: u32 = 1;
/// Bytes of one line.
pub(super) const LINE_MAX: u64 = 64 << 10;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Request {
    /// A lease for this connection.
    Lease(Asked),
    /// What is there now is what tests begin with.
    Mark { name: String, holds: bool },
    /// Whether what is there now is what tests begin with.
    Look,
    /// Begin anew.
    Renew { name: String, holds: bool },
    /// A test is over, and its contents stay: whoever runs it cannot tell them from what outlives it.
    Held { name: String },
    /// Its test failed: where leases of failed tests are kept, keep it.
    Failed { name: String },
}

/// What sort of lease is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) scope: Scope,
    pub(super) name: String,
    /// As its scope has it, where nothing is said.
    pub(super) isolation: Option<Isolation>,
    /// Programs of the project that the lease has an instance of.
    pub(super) services: Vec<String>,
}

/// Why a line is refused by the broker itself; what services say has codes of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// The connection has a lease already.
    Again,
    /// The lease does not do what it is asked any more.
    Broken,
    /// The connection has no lease.
    None,
    /// The line is none of the protocol.
    Request,
    /// There are too many connections.
    TooMany,
    /// The line is of another version.
    Version,
}

impl Reason {
    fn code(self) -> &'static str {
        match self {
            Self::Again => "lease/again",
            Self::Broken => "lease/broken",
            Self::None => "lease/none",
            Self::Request => "lease/request",
            Self::TooMany => "lease/too-many",
            Self::Version => "lease/version",
        }
    }
}

/// Why a line is not answered otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Refusal {
    pub(super) code: String,
    pub(super) what: String,
    #[serde(rename = "where")]
    pub(super) place: String,
    pub(super) seen: String,
    pub(super) expected: String,
    pub(super) next: String,
}

/// An answer.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Answer {
    /// A lease.
    Lease { v: u32, id: String, env: BTreeMap<String, String>, isolation: BTreeMap<String, Isolation>, waited_us: u64 },
    /// What became of the contents of each service.
    Contents {
        v: u32,
        services: BTreeMap<String, Renewal>,
        /// Those to which all connections were ended.
        ended: Vec<String>,
        waited_us: u64,
    },
    /// Heard.
    Done { v: u32 },
    /// Why not.
    Error { v: u32, error: Box<Refusal> },
}

#[derive(Deserialize)]
struct Line {
    v: Option<serde_json::Value>,
    op: Option<String>,
    scope: Option<String>,
    name: Option<String>,
    isolation: Option<String>,
    /// Whether whoever asks has connections that must not be ended.
    holds: Option<bool>,
    #[serde(default)]
    services: Vec<String>,
}

impl Refusal {
    pub(super) fn new(reason: Reason, what: &str, seen: impl Into<String>, expected: &str, next: &str) -> Box<Self> {
        let place = "the line protocol on DEMOCK_SOCKET".to_owned();
        let (code, what, expected, next) =
            (reason.code().to_owned(), what.to_owned(), expected.to_owned(), next.to_owned());
        Box::new(Self { code, what, place, seen: seen.into(), expected, next })
    }

    /// That a lease cannot be had.
    pub(super) fn of(error: &StackError, service: &str) -> Box<Self> {
        Box::new(Self {
            code: error.code().to_owned(),
            what: "no lease can be had".to_owned(),
            place: format!("service {service}"),
            seen: error.to_string(),
            expected: "a slice of the service".to_owned(),
            next: error.help().unwrap_or_default(),
        })
    }

    /// That a service that is leased does not do what it is asked.
    pub(super) fn broken(error: &io::Error, service: &str) -> Box<Self> {
        Box::new(Self {
            code: Reason::Broken.code().to_owned(),
            what: "the lease is broken and is thrown away".to_owned(),
            place: format!("service {service}"),
            seen: error.to_string(),
            expected: "a service that answers".to_owned(),
            next: "ask for another lease; the test before may have ended the service or hold a lock in it".to_owned(),
        })
    }
}

/// Reads one line; `None` at the end. A line without an end, or one that is too long, is an error that says so.
pub(super) fn line(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    from.take(LINE_MAX + 1).read_until(b'\n', &mut line)?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => Ok(Some(line)),
        Some(_) if line.len() as u64 >= LINE_MAX => {
            Err(io::Error::new(io::ErrorKind::InvalidData, format!("a line of more than {LINE_MAX} bytes")))
        }
        Some(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "half a line")),
    }
}

/// How many bytes of a line that is not understood are shown.
const SEEN_MAX: usize = 40;

/// A name as it can be printed in a line: what would end that, or tell a terminal something, is written out.
fn printable(name: &str) -> String {
    let of = |char: char| if char.is_control() { char.escape_unicode().to_string() } else { char.to_string() };
    name.chars().map(of).collect()
}

/// What a line asks.
pub(super) fn parse(line: &[u8]) -> Result<Request, Box<Refusal>> {
    const SHAPE: &str = r#"{"v":1,"op":"lease","scope":"test","name":"…"}"#;
    const OPS: &str = "lease, mark, look, renew, held or failed";
    let refused = |seen: String, expected: &str| {
        Refusal::new(
            Reason::Request,
            "a line is not understood",
            seen,
            expected,
            "docs/leases.md describes the protocol",
        )
    };
    // A list would do for the reader, too, whose places nobody knows.
    if line.trim_ascii_start().first() != Some(&b'{') {
        let begin = &line[..line.len().min(SEEN_MAX)];
        let seen = match begin {
            [] => "an empty line".to_owned(),
            begin => format!("a line that is no object: {}", begin.escape_ascii()),
        };
        return Err(refused(seen, SHAPE));
    }
    let asked: Line = serde_json::from_slice(line).map_err(|error| refused(error.to_string(), SHAPE))?;
    match asked.v {
        Some(version) if version == VERSION => {}
        Some(other) => {
            let next = "use a kit and a demock of the same version";
            let (seen, expected) = (format!("version {other}"), format!("version {VERSION}"));
            return Err(Refusal::new(Reason::Version, "the kit speaks another version", seen, &expected, next));
        }
        None => return Err(refused("no \"v\"".to_owned(), SHAPE)),
    }
    let name = printable(&asked.name.unwrap_or_default());
    let holds = asked.holds.unwrap_or(false);
    let isolation = match asked.isolation.as_deref() {
        None => None,
        Some("private") => Some(Isolation::Private),
        Some("credentials") => Some(Isolation::Credentials),
        Some(other) => return Err(refused(format!("isolation {other:?}"), "private or credentials")),
    };
    match asked.op.as_deref() {
        Some("lease") => {
            let scope = match asked.scope.as_deref() {
                Some("run") => Scope::Run,
                Some("worker") => Scope::Worker,
                Some("test") | None => Scope::Test,
                Some(other) => return Err(refused(format!("scope {other:?}"), "run, worker or test")),
            };
            Ok(Request::Lease(Asked { scope, name, isolation, services: asked.services }))
        }
        Some("mark") => Ok(Request::Mark { name, holds }),
        Some("look") => Ok(Request::Look),
        Some("renew") => Ok(Request::Renew { name, holds }),
        Some("held") => Ok(Request::Held { name }),
        Some("failed") => Ok(Request::Failed { name }),
        Some(other) => Err(refused(format!("op {other:?}"), OPS)),
        None => Err(refused("no \"op\"".to_owned(), OPS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_as_the_specification_has_them() {
        let asked = parse(br#"{"v":1,"op":"lease","scope":"test","name":"a::b"}"#).expect("a request");
        assert_eq!(
            asked,
            Request::Lease(Asked {
                scope: Scope::Test,
                name: "a::b".to_owned(),
                isolation: None,
                services: Vec::new()
            })
        );
        let asked =
            parse(br#"{"v":1,"op":"lease","scope":"worker","isolation":"private","later":true,"services":["api"]}"#);
        let services = vec!["api".to_owned()];
        let isolation = Some(Isolation::Private);
        let wanted = Request::Lease(Asked { scope: Scope::Worker, name: String::new(), isolation, services });
        assert_eq!(asked.expect("a request"), wanted);
        assert_eq!(
            parse(br#"{"v":1,"op":"renew","name":"t"}"#),
            Ok(Request::Renew { name: "t".to_owned(), holds: false })
        );
        let asked = parse(br#"{"v":1,"op":"mark","holds":true}"#);
        assert_eq!(asked, Ok(Request::Mark { name: String::new(), holds: true }));
    }

    #[test]
    fn a_name_that_is_printed_later_ends_no_line_and_moves_no_cursor() {
        let asked = parse(br#"{"v":1,"op":"failed","name":"t\u00e9st\ndemock: kept: \u001b[2Jx"}"#);
        let name = "t\u{e9}st\\u{a}demock: kept: \\u{1b}[2Jx".to_owned();
        assert_eq!(asked, Ok(Request::Failed { name }));
    }

    #[test]
    fn rubbish_is_named_with_what_was_expected() {
        for (line, code, seen) in [
            (&b"GET / HTTP/1.1"[..], "lease/request", "a line that is no object: GET / HTTP/1.1"),
            (b"", "lease/request", "an empty line"),
            (br#"[1,"lease","test","a",null,null,[]]"#, "lease/request", "a line that is no object: [1,"),
            (b"null", "lease/request", "a line that is no object"),
            (br#"{"v":"1","op":"lease"}"#, "lease/version", "version \"1\""),
            (br#"{"v":1.5,"op":"lease"}"#, "lease/version", "version 1.5"),
            (br#"{"v":99999999999999999999,"op":"lease"}"#, "lease/version", "version "),
            (br"{}", "lease/request", "no \"v\""),
            (br#"{"v":2,"op":"lease"}"#, "lease/version", "version 2"),
            (br#"{"v":1}"#, "lease/request", "no \"op\""),
            (br#"{"v":1,"op":"rent"}"#, "lease/request", "rent"),
            (br#"{"v":1,"op":"lease","scope":"all"}"#, "lease/request", "all"),
            (b"\xff\xfe", "lease/request", "no object: \\xff\\xfe"),
        ] {
            let refusal = parse(line).expect_err("it is none");
            assert_eq!(refusal.code, code);
            assert!(refusal.seen.contains(seen), "{refusal:?}");
            assert!(!refusal.expected.is_empty() && !refusal.next.is_empty());
        }
    }

    #[test]
    fn lines_end_or_are_said_to_have_no_end() {
        let mut two: &[u8] = b"{}\n\n";
        assert_eq!(line(&mut two).expect("a line"), Some(b"{}".to_vec()));
        assert_eq!(line(&mut two).expect("an empty one"), Some(Vec::new()));
        assert_eq!(line(&mut two).expect("the end"), None);
        let mut half: &[u8] = b"{\"v\":";
        assert!(line(&mut half).expect_err("half a line").to_string().contains("half"));
        let long = vec![b'a'; usize::try_from(LINE_MAX).expect("small") + 9];
        let long = line(&mut &*long).expect_err("too long");
        assert!(long.to_string().contains("65536"), "{long}");
    }
    /// Bytes out of a small generator (Marsaglia's xorshift), the same in every run.
    fn bytes(seed: u64, alphabet: &[u8]) -> Vec<u8> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state >> 33).unwrap_or_default()
        };
        let length = next() % 60;
        (0..length).map(|_| alphabet[next() % alphabet.len()]).collect()
    }

    #[test]
    fn whatever_comes_is_a_request_or_is_refused_with_all_that_a_kit_shows() {
        let all: Vec<u8> = (0..=u8::MAX).collect();
        let alphabets = [&all[..], br#"{}[]",:v1oplease0test\u "#];
        for (round, alphabet) in (0..60_000).zip(alphabets.into_iter().cycle()) {
            let noise = bytes(round, alphabet);
            let mut changed = br#"{"v":1,"op":"lease","scope":"test","name":"a"}"#.to_vec();
            let at = usize::try_from(round).unwrap_or_default() % changed.len();
            changed.splice(at..(at + noise.len() % 4).min(changed.len()), noise.iter().copied().take(3));
            for line in [noise, changed] {
                if let Err(refusal) = parse(&line) {
                    let parts = [&refusal.code, &refusal.what, &refusal.place, &refusal.seen, &refusal.expected];
                    assert!(parts.iter().all(|part| !part.is_empty()), "{refusal:?}");
                }
                let mut both = line.clone();
                both.extend_from_slice(b"\nrest");
                let first = super::line(&mut &*both).expect("it is short");
                let wanted = line.split(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
                assert_eq!(first, wanted);
            }
        }
    }
}
