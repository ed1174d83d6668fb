//! Words that point at a boundary in one language and at nothing, or at something else, in others.
//!
//! In Go a `Store` is what rows are kept in, in TypeScript the state of a page. Asked only where neither a table nor the
//! words of all languages tell. Invariant: whole words only; the last word of a name decides.

use super::words::{self, uncalled};
use demock_model::{Boundary, Language};

type Words = &'static [(Boundary, &'static [&'static str])];

const GO: Words = &[
    (Boundary::Database, &["store", "storer", "datastore", "db"]),
    (Boundary::Process, &["cmd", "command", "exec", "stdio"]),
    (Boundary::Http, &["dialer", "dial", "roundtripper", "tripper"]),
    (Boundary::Filesystem, &["file", "dir", "filename", "homedir"]),
];

const RUST: Words = &[(Boundary::Database, &["store", "storer"]), (Boundary::Process, &["socket", "command"])];

const PHP: Words = &[
    (Boundary::Database, &["query", "querybuilder", "relation", "schema", "eloquent"]),
    (Boundary::Process, &["socket"]),
];

const RUBY: Words = &[(Boundary::Process, &["socket", "sock", "stdio", "pid", "thread"])];

const PYTHON: Words = &[(Boundary::Database, &["store", "datastore", "txn", "queryset"])];

/// What a generator of remote procedures calls the client.
const JVM: Words = &[(Boundary::OwnService, &["blockingstub", "asyncstub", "futurestub", "grpcstub"])];

const CSHARP: Words = &[(Boundary::Database, &["store"])];

/// What the last word of a name points at in a language.
pub(crate) fn of_name(language: Language, name: &str) -> Option<Boundary> {
    let known = match language {
        Language::Go => GO,
        Language::Rust => RUST,
        Language::Php => PHP,
        Language::Ruby => RUBY,
        Language::CSharp => CSHARP,
        Language::Python => PYTHON,
        Language::Java | Language::Kotlin => JVM,
        Language::JavaScript | Language::TypeScript => return None,
    };
    let name = uncalled(name);
    let words = words::words(name);
    if matches!(language, Language::Java | Language::Kotlin) {
        let whole = words.concat();
        return JVM[0].1.iter().any(|stub| whole.ends_with(stub)).then_some(Boundary::OwnService);
    }
    let is_double = |word: &&String| matches!(word.as_str(), "mock" | "fake" | "stub" | "double");
    let mut named = words.iter().rev().filter(|word| !is_double(word));
    let last = named.next()?;
    let before = named.next();
    // `stop_thread` is logic.
    if last == "thread" && before.is_some() {
        return None;
    }
    if super::is_script(language) && last == "sio" {
        return Some(Boundary::Websocket);
    }
    if language == Language::Python && last == "store" && before.is_some_and(|before| before == "file") {
        return Some(Boundary::Filesystem);
    }
    known.iter().find(|(_, words)| words.contains(&last.as_str())).map(|(boundary, _)| *boundary)
}

/// [`of_name`] of a dotted name: of its last, or, where that only says that something is talked through, of the one before.
pub(crate) fn of_names(language: Language, names: &[&str]) -> Option<Boundary> {
    let (last, before) = names.split_last()?;
    let of_owner = || of_name(language, before.last().filter(|_| words::is_carrier(last))?);
    of_name(language, last).or_else(of_owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_decides() {
        assert_eq!(of_name(Language::Go, "MockStore"), Some(Boundary::Database));
        assert_eq!(of_name(Language::Go, "IdentityFile"), Some(Boundary::Filesystem));
        assert_eq!(of_name(Language::Go, "StoreOptions"), None);
        assert_eq!(of_name(Language::Go, "mockRoundTripper"), Some(Boundary::Http));
        assert_eq!(of_name(Language::TypeScript, "Store"), None);
        assert_eq!(of_name(Language::Python, "mock_file_store"), Some(Boundary::Filesystem));
        assert_eq!(of_name(Language::Python, "mock_sio"), Some(Boundary::Websocket));
        // In Go it is as likely a product's name: ScaleIO's is.
        assert_eq!(of_name(Language::Go, "newFakeSio"), None);
        assert_eq!(of_name(Language::Php, "$queryMock"), Some(Boundary::Database));
        let of_client = |owner| of_names(Language::Python, &["desk", owner, "client"]);
        assert_eq!((of_client("datastore"), of_client("drawer")), (Some(Boundary::Database), None));
    }
}
