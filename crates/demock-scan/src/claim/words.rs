//! What words say: that everything is real, that there is a double, or neither.
//!
//! Few words are believed, in few orders, because a false claim accuses somebody of a lie: `real` only of something that
//! a double could stand for, `integration test` only where a sentence begins with it. Words that deny or wish ("not a
//! real", "instead of the real", "would need a live") take the claim back.

use super::language::{sentences, words, words_of_name};
use demock_model::Boundary;

/// Characters of a claim that are shown.
const CLAIM_CHARACTERS_MAX: usize = 120;
/// Words of a sentence before which it must say what kind of test it is.
const BEGINNING_WORDS: usize = 6;

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// That something is real; the words.
    Claims(String),
    /// That there is a double.
    Admits,
    /// Neither.
    Silent,
}

impl Word {
    /// This, or what another text says where this one is silent.
    pub(super) fn or(self, other: Self) -> Self {
        match self {
            Self::Silent => other,
            Self::Claims(_) | Self::Admits => self,
        }
    }
}

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    /// What stands at a boundary.
    At(Boundary),
    /// Any real part.
    Any,
}

/// What is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// That a thing is real.
    Real(Thing),
    /// That the test is of a kind that joins real parts.
    Joins,
    /// That there are no doubles.
    NoDoubles,
}

/// Things that a double stands for.
const THINGS: &[(&str, Thing)] = &[
    ("database", Thing::At(Boundary::Database)),
    ("databases", Thing::At(Boundary::Database)),
    ("db", Thing::At(Boundary::Database)),
    ("postgres", Thing::At(Boundary::Database)),
    ("postgresql", Thing::At(Boundary::Database)),
    ("mysql", Thing::At(Boundary::Database)),
    ("mongo", Thing::At(Boundary::Database)),
    ("mongodb", Thing::At(Boundary::Database)),
    ("clickhouse", Thing::At(Boundary::Database)),
    ("sql", Thing::At(Boundary::Database)),
    ("redis", Thing::At(Boundary::Cache)),
    ("cache", Thing::At(Boundary::Cache)),
    ("llm", Thing::At(Boundary::Llm)),
    ("openai", Thing::At(Boundary::Llm)),
    ("websocket", Thing::At(Boundary::Websocket)),
    ("websockets", Thing::At(Boundary::Websocket)),
    ("kafka", Thing::At(Boundary::Queue)),
    ("rabbitmq", Thing::At(Boundary::Queue)),
    ("broker", Thing::At(Boundary::Queue)),
    ("queue", Thing::At(Boundary::Queue)),
    ("http", Thing::At(Boundary::Http)),
    ("https", Thing::At(Boundary::Http)),
    ("api", Thing::At(Boundary::Http)),
    ("apis", Thing::At(Boundary::Http)),
    ("network", Thing::At(Boundary::Http)),
    ("filesystem", Thing::At(Boundary::Filesystem)),
    ("service", Thing::Any),
    ("services", Thing::Any),
    ("backend", Thing::Any),
    ("connection", Thing::Any),
    ("connections", Thing::Any),
    ("infrastructure", Thing::Any),
    ("dependencies", Thing::Any),
    ("components", Thing::Any),
];

/// Words that say that there is a double.
const DOUBLES: &[&str] = &[
    "mock",
    "mocks",
    "mocked",
    "mocking",
    "stub",
    "stubs",
    "stubbed",
    "stubbing",
    "fake",
    "fakes",
    "faked",
    "faking",
    "double",
    "doubles",
    "spy",
    "dummy",
    "simulated",
    "simulates",
    "simulate",
    "simulating",
    "emulated",
    "patched",
    "patch",
    "patches",
    "monkeypatch",
    "canned",
    "scripted",
    "replaced",
    "replaces",
    "recorded",
    "stand",
    "stands",
    "vcr",
    "cassette",
    "memory",
    "pretend",
    "pretends",
    "hermetic",
    "offline",
];

/// Words that take back what follows them in the sentence.
const DENIALS: &[&str] = &[
    "unit",
    "single",
    "opt",
    "not",
    "no",
    "without",
    "instead",
    "rather",
    "never",
    "avoid",
    "avoids",
    "avoiding",
    "don",
    "doesn",
    "isn",
    "didn",
    "won",
    "cannot",
    "can",
    "could",
    "would",
    "should",
    "might",
    "may",
    "if",
    "unless",
    "until",
    "before",
    "than",
    "like",
    "as",
    "mimic",
    "mimics",
    "prevent",
    "prevents",
    "need",
    "needs",
    "needing",
    "require",
    "requires",
    "requiring",
    "unlike",
    "todo",
    "nor",
    "neither",
    "independent",
    "skip",
    "skips",
    "skipped",
    "bypass",
    "block",
    "blocks",
    "covered",
    "belongs",
    "separate",
    "see",
    "between",
    "when",
    "for",
    "per",
    "looks",
    "real-looking",
    "out",
    "guard",
    "protect",
    "leave",
    "leaves",
    "left",
    "keep",
    "keeps",
    "from",
    "wrap",
    "wraps",
    "wrapped",
    "where",
    "whether",
    "optional",
    "optionally",
    "cover",
    "covers",
];

/// What is real in another sense: real time, real estate.
const OTHERWISE_REAL: &[&str] = &["time", "estate", "world", "life", "name", "user", "number"];

/// What is real is the last of the nouns: a real API key is a key.
const NOUNS: &[&str] = &[
    "key",
    "keys",
    "name",
    "names",
    "url",
    "urls",
    "path",
    "paths",
    "id",
    "error",
    "errors",
    "response",
    "responses",
    "schema",
    "data",
    "token",
    "type",
    "types",
    "version",
    "object",
    "objects",
    "module",
    "class",
    "implementation",
    "function",
    "value",
    "values",
    "layer",
];

/// Words between `no` and its end by which "no mocks" means what a program does, not that there are none.
const AFTER_NO_MOCKS: &[&str] = &[
    "for",
    "of",
    "to",
    "left",
    "match",
    "matched",
    "matches",
    "found",
    "registered",
    "defined",
    "exist",
    "exists",
    "needed",
    "required",
    "on",
    "is",
    "or",
];

/// What a comment or a documentation text says.
pub(super) fn of_prose(text: &[u8]) -> Word {
    if text.is_empty() {
        return Word::Silent;
    }
    let text = String::from_utf8_lossy(text);
    let (mut claims, mut admits) = (None, false);
    for sentence in sentences(&text) {
        let words = words(&sentence);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match claim(&words) {
            Some(_) if claims.is_none() => claims = Some(sentence),
            Some(_) => {}
            None => admits |= words.iter().any(|word| DOUBLES.contains(word)),
        }
    }
    match claims {
        _ if admits => Word::Admits,
        Some(claim) => Word::Claims(shown(&claim)),
        None => Word::Silent,
    }
}

/// What a definition's name says.
pub(super) fn of_name(name: &[u8]) -> Word {
    let name = String::from_utf8_lossy(&name[..name.len().min(200)]);
    // The title of a test is a sentence.
    let all = if name.contains(' ') { words(&name) } else { words_of_name(&name) };
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    match claim(&all) {
        Some(_) => Word::Claims(shown(&name)),
        None if all.iter().any(|word| DOUBLES.contains(word)) => Word::Admits,
        None => Word::Silent,
    }
}

/// Whether a claim is a lie beside a double of this boundary.
pub(crate) fn contradicts(claim: &str, boundary: Boundary) -> bool {
    let all = if claim.contains(' ') { words(claim) } else { words_of_name(claim) };
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    match self::claim(&all) {
        Some(Claim::NoDoubles) => true,
        Some(Claim::Real(Thing::At(thing))) => thing == boundary,
        // Time and chance are what such tests may hold still.
        Some(Claim::Joins | Claim::Real(Thing::Any)) => !matches!(
            boundary,
            Boundary::Clock | Boundary::Random | Boundary::Env | Boundary::Process | Boundary::Filesystem
        ),
        None => false,
    }
}

/// Whether a claim is that there are no doubles at all.
pub(super) fn contradicts_all(claim: &str) -> bool {
    contradicts(claim, Boundary::Clock)
}

/// What the words of one sentence or name claim.
fn claim(words: &[&str]) -> Option<Claim> {
    if says_no_doubles(words) {
        return Some(Claim::NoDoubles);
    }
    if words.iter().any(|word| DOUBLES.contains(word)) {
        return None;
    }
    let denied = |at: usize| words[..at].iter().any(|word| DENIALS.contains(word));
    let real = (0..words.len()).find_map(|at| real_thing(&words[at..]).filter(|_| !denied(at)));
    real.map(Claim::Real).or_else(|| {
        if matches!(words, ["integration" | "e2e"] | ["test", "integration"] | ["end", "to", "end"]) {
            return Some(Claim::Joins);
        }
        let at = (0..words.len().min(BEGINNING_WORDS)).find(|at| names_kind(&words[*at..]))?;
        (!denied(at)).then_some(Claim::Joins)
    })
}

/// "no mocks", "without mocks", "nothing is mocked".
fn says_no_doubles(words: &[&str]) -> bool {
    let is_mocks = |word: &&str| matches!(*word, "mocks" | "mocking" | "stubs" | "fakes");
    (0..words.len()).any(|at| {
        let ends = match &words[at..] {
            ["no" | "without" | "zero" | "never", mocks, ..] if is_mocks(mocks) => at + 2,
            ["without", "any", mocks, ..] if is_mocks(mocks) => at + 3,
            ["nothing", "is" | "gets", "mocked", ..] => at + 3,
            ["not", "mocks"] => at + 2,
            _ => return false,
        };
        let says_when =
            words[..at].iter().any(|word| matches!(*word, "if" | "when" | "unless" | "there" | "with" | "or"));
        !says_when && words.get(ends).is_none_or(|next| !AFTER_NO_MOCKS.contains(next))
    })
}

/// "real database", "real HTTP server", "live Redis": which thing that is.
fn real_thing(words: &[&str]) -> Option<Thing> {
    let thing = |word: &str| THINGS.iter().find(|(name, _)| *name == word).map(|(_, thing)| *thing);
    let [how @ ("real" | "actual" | "live"), first, rest @ ..] = words else { return None };
    let second = rest.first().copied();
    match thing(first) {
        Some(_) if second.is_some_and(|second| NOUNS.contains(&second)) => None,
        // What is live or actual in other words may be a state: a live connection, the actual backend.
        Some(Thing::Any) if *how != "real" => None,
        Some(found) => Some(found),
        None if *how != "real" || OTHERWISE_REAL.contains(first) => None,
        None => thing(second?),
    }
}

/// "integration tests", "end-to-end test", "e2e test", "live tests".
fn names_kind(words: &[&str]) -> bool {
    let is_test = |word: &str| matches!(word, "test" | "tests" | "testing" | "suite" | "spec" | "specs");
    match words {
        ["integration" | "e2e" | "live", word, ..] | ["end", "to", "end", word, ..] => is_test(word),
        ["test", "e2e", ..] | ["test", "end", "to", "end", ..] => true,
        _ => false,
    }
}

/// One short line.
fn shown(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(CLAIM_CHARACTERS_MAX) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

#[cfg(test)]
mod tests;
