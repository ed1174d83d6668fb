//! What the words of a name tell of a candidate.
//!
//! Invariant: a name is one evidence among others. Absent on purpose: which boundary a word is (`boundary::words`).

use super::evidence::{Case, Evidence};
use crate::boundary::words::words;

/// Words that say that something stands in for another.
#[rustfmt::skip]
const DOUBLES: &[&str] = &[
    "fake", "fakes", "faked", "faking", "mock", "mocks", "mocked", "mocking", "mockup", "stub", "stubs", "stubbed", "spy", "spies",
    "pretend", "simulated", "simulator", "phony", "shadow", "standin",
];

/// A word that doubles and sample values have alike.
const DUMMIES: &[&str] = &["dummy", "dummies"];

/// First words of methods that read or write a field of their object.
const ACCESSORS: &[&str] = &["get", "set", "is", "has", "with", "add", "remove"];

/// Words that say how a double acts.
#[rustfmt::skip]
const ACTS: &[&str] = &[
    "noop", "nop", "null", "recording", "recorder", "record", "failing", "fail", "fails", "throwing", "throws", "erroring", "broken",
    "blocking", "blocker", "blocked", "capturing", "capture", "captured", "collecting", "counting", "scripted", "canned", "memory", "inmemory", "fixed",
    "slow", "trap", "tracking", "silent", "flaky", "exploding", "raising", "boom", "hanging", "delayed", "never", "always", "empty",
    "err", "error", "errored", "missing", "busy", "unreachable", "unavailable", "evil", "raise", "static", "identity", "infinite", "tiny", "minimal", "testable", "virtual",
    "frozen", "stopped", "settable", "controllable",
];

/// Words that say that something belongs to a test.
const TESTS: &[&str] = &["test", "tests", "tester", "testing", "sample", "example"];

/// Last words of things that a test gives as input.
#[rustfmt::skip]
const INPUTS: &[&str] = &[
    "model", "event", "events", "plugin", "middleware", "command", "entity", "args", "arguments", "options", "option",
    "form", "serializer", "schema", "data", "dto", "item", "items", "record", "row", "config", "settings", "params", "parameters", "props", "case",
    "cases", "context", "exception", "input", "output", "result", "results", "payload", "value",
    "values", "node", "page", "view", "component", "task", "job", "workflow", "activity", "migration", "rule", "type",
    "attribute", "annotation", "enum", "kind", "interface", "trait", "mixin", "hook", "filter", "validator", "resolver", "handler", "callback",
    "base", "app", "application", "program", "suite", "runner", "matcher", "resource", "agent", "tool", "widget", "controller", "operation", "requirement", "extension", "module",
    "listener", "subscriber", "observer", "specification", "specifications", "kernel", "wrapper", "parser", "configuration",
];

/// Last words of things that make data or help tests.
#[rustfmt::skip]
const MAKERS: &[&str] = &[
    "builder", "builders", "factory", "fixture", "fixtures", "helper", "helpers", "generator", "maker", "utils", "util", "loader",
    "harness", "support", "assertions", "extensions", "faker", "page", "steps", "world",
];

/// Last words of things that code talks to.
#[rustfmt::skip]
const SERVICES: &[&str] = &[
    "client", "clients", "service", "services", "store", "storage", "repository", "repo", "gateway", "adapter", "provider", "logger", "log", "session",
    "connection", "conn", "db", "database", "cache", "queue", "bus", "publisher", "producer", "sender", "mailer", "transport", "channel", "api", "http",
    "socket", "server", "req", "request", "res", "response", "resp", "driver", "engine", "clock", "timer", "backend", "broker", "emitter", "dao", "executor", "fetcher", "fetch",
    "manager", "registry", "stream", "bridge", "stdin", "stdout", "stderr", "redis", "pool", "cursor", "transaction", "tx", "sdk", "llm", "embedder", "resolver",
    "dispatcher", "notifier", "authorizer", "signer", "issuer", "loader", "reader", "writer", "pacote", "fs", "prompt", "prompter", "tracer", "monitor", "meter",
];

/// First words of methods by which something outside is talked to.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "send", "execute", "get", "publish", "query", "fetch", "connect", "post", "put", "delete", "request", "read", "write", "save", "load", "find",
    "list", "create", "update", "insert", "call", "invoke", "run", "start", "stop", "close", "open", "commit", "rollback", "subscribe", "emit",
    "notify", "log", "info", "warn", "warning", "error", "debug", "sleep", "now", "search", "upload", "download", "push", "pop", "enqueue", "dequeue",
    "generate", "complete", "chat", "embed", "authenticate", "authorize", "exec", "do", "dispatch", "deliver", "set", "has", "exists", "remove", "add",
    "flush", "ack", "consume", "produce", "receive", "resolve", "lookup", "ping", "begin", "scan", "upsert", "store", "submit", "sign", "verify",
    "aclose", "recv", "round", "stream", "issue", "acquire", "release", "lock", "count", "fire", "handle", "process", "schedule", "render", "expire", "purge", "reload",
];

/// Phrases of comments that claim to stand in for something.
#[rustfmt::skip]
const CLAIMS: &[&str] = &[
    "fake", "mock", "stub", "dummy", "test double", "stand-in", "stands in", "stand in for", "in place of", "instead of the real", "simulat", "mimic", "emulat",
    "replaces the", "replacement for", "pretend", "minimal implementation", "in-memory", "does nothing", "canned", "no-op", "the real", "drop-in",
];

/// Whether the words of a name say that it stands in for another. A double is one only where the name ends so or says of what
/// sort it is: before other words it is a number, or twice as much.
fn say_double(words: &[String]) -> bool {
    let is_double = |word: &String| matches!(word.as_str(), "double" | "doubles");
    words.iter().any(|word| DOUBLES.contains(&word.as_str()))
        || words.last().is_some_and(is_double)
        || words.windows(2).any(|pair| pair[0] == "test" && is_double(&pair[1]))
}

/// What the words of a candidate's name tell.
pub(super) fn read(name: &str, case: &mut Case) {
    let words = words(name);
    case.extend(say_double(&words).then_some(Evidence::NameDouble));
    case.extend(words.iter().any(|word| DUMMIES.contains(&word.as_str())).then_some(Evidence::NameDummy));
    case.extend(words.iter().any(|word| ACTS.contains(&word.as_str())).then_some(Evidence::NameActs));
    case.extend(words.iter().any(|word| TESTS.contains(&word.as_str())).then_some(Evidence::NameTest));
    let is_plain = |word: &&String| {
        !DOUBLES.contains(&word.as_str())
            && !DUMMIES.contains(&word.as_str())
            && !matches!(word.as_str(), "double" | "doubles")
    };
    let last = words.iter().rev().find(|word| is_plain(word) && word.parse::<u32>().is_err());
    if let Some(last) = last {
        case.extend(INPUTS.contains(&last.as_str()).then_some(Evidence::NameInput));
        case.extend(MAKERS.contains(&last.as_str()).then_some(Evidence::NameMaker));
        case.extend(is_service_word(last).then_some(Evidence::NameService));
    }
}

/// Whether a name has a word that says that it stands in for another.
pub(super) fn is_double(name: &str) -> bool {
    say_double(&words(name))
}

/// Whether the last word of a name is that of something that makes data or helps tests.
pub(super) fn is_maker(name: &str) -> bool {
    words(name).last().is_some_and(|word| MAKERS.contains(&word.as_str()))
}

/// Whether a name says no more than that doubles are kept there: `class Mocks` with a field for each.
pub(super) fn is_holder(name: &str) -> bool {
    matches!(&words(name)[..], [only] if matches!(only.as_str(), "mocks" | "fakes" | "stubs" | "doubles" | "spies"))
}

/// Words by which product code names a double that it ships. Others have a meaning of their own there: the stub of a remote
/// procedure is the real client, a double is a number.
const SHIPPED: &[&str] = &["fake", "fakes", "mock", "mocks", "mocked", "dummy"];

/// Whether a name of product code has a word that says that it stands in for another.
pub(super) fn is_shipped_double(name: &str) -> bool {
    words(name).iter().any(|word| SHIPPED.contains(&word.as_str()))
}

/// Whether the last word of a name is that of something that code talks to.
pub(super) fn is_service(name: &str) -> bool {
    words(name).last().is_some_and(|word| is_service_word(word))
}

fn is_service_word(word: &str) -> bool {
    // Words that are one name.
    let is_clock = matches!(word, "timeprovider" | "dateprovider" | "datetimeprovider" | "timesource");
    is_clock || SERVICES.contains(&word) || word.strip_suffix('s').is_some_and(|one| SERVICES.contains(&one))
}

/// Whether a method is named by a verb of a boundary.
pub(super) fn is_verb(method: &str) -> bool {
    words(method).first().is_some_and(|word| VERBS.contains(&word.as_str()))
}

/// Whether a method is named as one that reads or writes a field.
pub(super) fn is_accessor(method: &str) -> bool {
    let words = words(method);
    words.len() > 1 && ACCESSORS.contains(&words[0].as_str())
}

/// Last words of what a test hands in to be called back.
#[rustfmt::skip]
const CALLBACKS: &[&str] = &[
    "callback", "handler", "mapper", "extractor", "creator", "runnable", "callable", "comparator", "supplier", "predicate", "function",
    "consumer", "action", "task", "converter", "visitor", "setter", "editor", "interceptor", "advice", "aspect", "filter", "processor",
    "closure", "iterator", "iterable", "thread", "test", "type", "operation", "middleware", "plugin", "hook", "formatter", "validator",
    "serializer", "deserializer", "configurer", "customizer", "initializer", "element", "node", "event", "command", "work", "job", "step",
];

/// Whether a class is named like what a test hands in to be called back.
pub(super) fn is_callback(name: &str) -> bool {
    words(name).last().is_some_and(|word| CALLBACKS.contains(&word.as_str()))
}

/// What a suite is named after: `OrdersTest` and `TestOrders` after `orders`; `None` of what is named like no suite.
pub(super) fn tested(suite: &str) -> Option<String> {
    let name = ["TestCase", "Tests", "Test", "Spec"].iter().find_map(|ending| suite.strip_suffix(ending));
    let name = name.or_else(|| suite.strip_prefix("Test"))?;
    (!name.is_empty()).then(|| name.to_lowercase())
}

/// Whether a comment claims that something stands in for another.
pub(super) fn claims(comment: &[u8]) -> bool {
    let text = String::from_utf8_lossy(comment).to_lowercase();
    CLAIMS.iter().any(|claim| text.contains(claim))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_the_time_is_talked_to() {
        assert!(is_service("FixedDateProvider") && is_service("StoppedTimeProvider") && is_service("timeSource"));
        assert!(!is_service("DateFormat"));
    }

    #[test]
    fn what_is_given_to_be_called_is_no_service() {
        assert!(is_callback("IAsyncStep") && is_callback("RowMapper"));
        assert!(!is_callback("IStepStore"));
    }
}
