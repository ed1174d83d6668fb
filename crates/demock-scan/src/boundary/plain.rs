//! Names that say what a double does in a test and not what it stands for: `callback`, `fn`, `token`.
//!
//! A double of such a name is handed in where the code under test takes whatever it is given, so that nothing tells what it
//! would have touched, but in Python, whose doubles of functions stand for the program's own; any other name speaks of a thing of the program.

use super::words::words;
use demock_model::Language;

/// Functions that are handed in to be called.
#[rustfmt::skip]
const CALLED: &[&str] = &[
    "callback", "callbacks", "cb", "listener", "listeners", "fn", "func", "function", "functions", "observer",
    "subscriber", "predicate", "operation", "resolver", "resolve", "reject", "next", "done", "noop", "iteratee",
    "comparator", "cleanup", "unsubscribe", "dispatch", "callable", "coro", "coroutine", "inner", "wrapped",
];
/// What frameworks of the browser call handlers are functions; elsewhere a handler is a thing of its own.
const HANDLERS: &[&str] = &["handler", "handlers"];

/// Words for the double itself, or for a value that is only passed on.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "mock", "mocks", "mocked", "spy", "stub", "fake", "double", "dummy", "m", "x", "y", "a", "b", "c", "f", "foo",
    "bar", "baz", "thing", "something", "anything", "whatever", "obj", "object", "instance", "it", "arg", "args",
    "kwargs", "param", "params", "value", "values", "val", "data", "item", "items", "result", "results", "ret",
    "retval", "output", "expected", "actual", "token", "id", "index", "key", "self", "cls", "sentinel", "input",
    "element", "el", "elem", "container", "returned", "res", "return", "effect", "other",
    // Something is talked through, and nothing says to whom.
    "session", "client", "connection", "conn", "pool", "cursor", "engine",
];

/// Verbs of functions that hand something over.
const GETTING: &[&str] = &["get", "make", "create", "build"];
/// Words that only say that something is a double.
const DOUBLES: &[&str] = &["mock", "mocks", "mocked", "spy", "stub", "fake", "double"];

/// Whether a name tells nothing of what its double stands for.
pub(crate) fn says_nothing(language: Language, name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let words = words(last);
    let in_browser = matches!(language, Language::JavaScript | Language::TypeScript);
    // `registerInspectorFn` is a function that registers inspectors.
    let is_function = |word: &String| matches!(word.as_str(), "fn" | "func");
    let named = words.iter().filter(|word| !is_function(word) && !DOUBLES.contains(&word.as_str())).count();
    let is_kept = |word: &&String| !(in_browser && named > 1 && is_function(word));
    let words: Vec<String> = words.iter().filter(is_kept).cloned().collect();
    // In Python a function that is handed in is the program's own; a page hands its events to whoever listens.
    let is_nothing_called = language != Language::Python;
    // `onChange`, `on_close`: called when something happens.
    if is_nothing_called && words.len() > 1 && words[0] == "on"
        || matches!(last, "onload" | "onerror" | "onmessage" | "onopen" | "onclose")
    {
        return true;
    }
    // `start_mock` stands for what starts, `get_session` for a function.
    let is_python = language == Language::Python;
    let mut named = words.iter().filter(|word| !is_python || !DOUBLES.contains(&word.as_str()));
    let first = named.next();
    let last = named.next_back();
    if is_python && last.is_some() && first.is_some_and(|first| GETTING.contains(&first.as_str())) {
        return false;
    }
    let named = last.or(first);
    let Some(last) = named.or(words.last()).map(|word| word.trim_end_matches(|digit: char| digit.is_ascii_digit()))
    else {
        return true;
    };
    last.is_empty()
        || is_nothing_called && CALLED.contains(&last)
        || VALUES.contains(&last)
        || in_browser && HANDLERS.contains(&last)
}

/// Whether a name of a script's double says no more than that it is called when something happens, or for it.
pub(crate) fn is_called_back(language: Language, name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let words = words(last);
    let named = words.last().map(|word| word.trim_end_matches(|digit: char| digit.is_ascii_digit()));
    matches!(language, Language::JavaScript | Language::TypeScript)
        && (words.len() > 1 && words[0] == "on"
            || named.is_some_and(|named| CALLED.contains(&named) || HANDLERS.contains(&named)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing_and_names_that_do() {
        for name in ["callback", "fn1", "onClose", "m", "mockFn", "mock_token", "options.callback", "", "_"] {
            assert!(says_nothing(Language::TypeScript, name), "{name}");
        }
        for name in ["getMetadata", "mock_repository", "package", "hook.afterTrack", "onion"] {
            assert!(!says_nothing(Language::TypeScript, name), "{name}");
        }
        assert!(!says_nothing(Language::Python, "pool.get_session") && says_nothing(Language::Python, "mock_session"));
        assert!(!says_nothing(Language::Python, "start_mock") && says_nothing(Language::Python, "mock"));
        assert!(!says_nothing(Language::Python, "mock_callback") && !says_nothing(Language::Python, "on_error"));
        assert!(says_nothing(Language::JavaScript, "errorHandler") && !says_nothing(Language::Python, "mock_handler"));
    }
}
