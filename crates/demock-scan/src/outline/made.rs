//! Calls that make an instance of what another file defines, and what of this file is a double to others.
//!
//! Whether such a call uses a double is known when all files are: the index says. Absent on purpose: doubles that are
//! made in the file that defines them, where the definition alone is the site.

use super::support::{hands_out_doubles, is_named_as_double_type, may_wrap};
use crate::disguise;
use crate::facts::{CallForm, ScopeId, Span};
use crate::language::is_word;
use demock_model::Language;

/// A call that makes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Made {
    /// The name of another file, as an index into [`super::Outline::outside`].
    pub(crate) outside: u32,
    /// The node of the code that calls.
    pub(crate) node: u32,
    pub(crate) scope: ScopeId,
    pub(crate) span: Span,
    /// First byte of the enclosing statement.
    pub(crate) statement: u32,
}

/// How a call is written, where its front end does not say: a JavaScript class is constructed by `new`.
pub(super) fn form(language: Language, form: CallForm, before: &[u8]) -> CallForm {
    let is_script = matches!(language, Language::JavaScript | Language::TypeScript);
    let constructs = is_script
        && before.trim_ascii_end().strip_suffix(b"new").is_some_and(|rest| {
            rest.last().is_none_or(|byte| !is_word(*byte) && !matches!(byte, b'.' | b'$'))
                && rest.len() + 3 < before.len()
        });
    if constructs { CallForm::New } else { form }
}

/// Whether a call makes an instance of a type, as far as it is written, or is named after what it hands out.
pub(super) fn makes(language: Language, form: CallForm, names: &[&str]) -> bool {
    let Some(last) = names.last().filter(|_| !names.iter().any(|name| undoes(name))) else { return false };
    let is_type = |name: &&str| name.trim_start_matches('_').starts_with(|first: char| first.is_ascii_uppercase());
    let constructs = match language {
        Language::Python | Language::Kotlin => is_type(last),
        Language::Ruby => *last == "new",
        Language::Rust => form == CallForm::Literal || names.iter().rev().take(2).any(is_type),
        // What is converted to the type of a function is called by it; `new` makes what it is given.
        Language::Go => {
            form == CallForm::Literal || is_maker(last) || (is_type(last) && last.ends_with("Func")) || names == ["new"]
        }
        Language::JavaScript | Language::TypeScript | Language::Java | Language::CSharp => form == CallForm::New,
        // `new Store` needs no parentheses, and nothing else does without.
        Language::Php => matches!(form, CallForm::New | CallForm::Bare),
    };
    // What a class has from elsewhere: `$this->makeMailer()`.
    let of_object = || {
        let is_own = matches!(names, ["$this" | "self" | "static", _]);
        language == Language::Php && is_own && (is_maker(last) || is_named_as_service(last))
    };
    let is_script = matches!(language, Language::Python | Language::JavaScript | Language::TypeScript);
    // A function of a module that is named as a double, such as `stubPlatform.defaults()`.
    let of_module = || names.len() == 2 && !is_type(&names[0]) && hands_out_doubles(names[0]);
    let of_type = || matches!(names, [.., owner, _] if is_named_as_double_type(owner) && begins(last));
    constructs
        || of_type()
        || of_object()
        || hands_out_doubles(last)
        || may_wrap(last)
        || (is_script && is_named_as_service(last))
        || (is_script && of_module())
        || ((is_script || language == Language::Rust) && is_maker(last))
        || (language == Language::Kotlin && names.len() == 1 && is_named_as_service(last))
}

/// Whether a type that is only named is given to a container that makes an instance of it: `{ useClass: FakeMailer }`,
/// `bind(Mailer::class, FakeMailer::class)`, `make(FakeMailer::class)`. `before` is the statement's text up to the name.
pub(super) fn is_handed_to_container(language: Language, before: &str) -> bool {
    match language {
        Language::JavaScript | Language::TypeScript => {
            let before = before.trim_end();
            let called = before.strip_suffix('(').map(last_word).unwrap_or_default();
            before.strip_suffix(':').is_some_and(|before| last_word(before) == "useClass")
                || matches!(called, "useClass" | "asClass" | "toClass")
                // `container.bind(Mailer).to(FakeMailer)`
                || matches!(called, "to" | "toSelf") && before.contains("bind(")
        }
        Language::Php => {
            let Some((callee, arguments)) = around(before) else { return false };
            match last_word(callee) {
                "make" | "makeWith" | "app" | "resolve" | "give" | "build" | "Definition" => arguments == 0,
                "bind" | "bindIf" | "singleton" | "singletonIf" | "scoped" | "scopedIf" | "instance" | "swap"
                | "set" | "register" | "autowire" | "setAlias" | "alias" | "share" | "addShared" => arguments == 1,
                _ => false,
            }
        }
        Language::Python
        | Language::Go
        | Language::Java
        | Language::Kotlin
        | Language::Rust
        | Language::Ruby
        | Language::CSharp => false,
    }
}

/// What is called by the bracket that a text leaves open, and how many arguments stand before its end.
fn around(text: &str) -> Option<(&str, usize)> {
    let (mut depth, mut commas) = (0_u32, 0);
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b')' | b']' | b'}' => depth += 1,
            b'(' if depth == 0 => return Some((&text[..at], commas)),
            b'[' | b'{' if depth == 0 => return None,
            b'(' | b'[' | b'{' => depth -= 1,
            b',' if depth == 0 => commas += 1,
            _ => {}
        }
    }
    None
}

/// The word that a text ends with.
fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let length = text.bytes().rev().take_while(|byte| is_word(*byte)).count();
    &text[text.len() - length..]
}

/// Whether a member of a type is named as one that makes an instance: `create`, `fromString`, `empty`.
fn begins(member: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: [&str; 19] = [
        "create", "make", "new", "build", "of", "from", "with", "empty", "start", "at", "instance",
        "for", "default", "failing", "raising", "throwing", "returning", "always", "never",
    ];
    let first = super::words(member).next().unwrap_or_default();
    WORDS.iter().any(|word| first.eq_ignore_ascii_case(word)) || member == "getInstance"
}

/// Whether a function is named as one that takes doubles away again, or asks of them.
fn undoes(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "reset",
        "restore",
        "clear",
        "clean",
        "cleanup",
        "teardown",
        "remove",
        "uninstall",
        "verify",
        "assert",
        "expect",
        "stop",
    ];
    super::words(name).any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a function is named after something that code talks to, and so may give it back: `failingClient()`. What is named
/// after something that is done gives back what came of it: `renderWithProviders()`.
pub(crate) fn is_named_as_service(name: &str) -> bool {
    let first = super::words(name).next().unwrap_or_default();
    let acts = matches!(first, "render" | "mount" | "run" | "wait" | "with" | "use" | "test" | "open" | "click");
    name.starts_with(|first: char| first.is_ascii_lowercase()) && !acts && disguise::is_service(name)
}

/// Whether a function is named as one that makes what it returns.
pub(crate) fn is_maker(name: &str) -> bool {
    const BEGINNINGS: &[&str] = &["new", "make", "create", "build", "get"];
    let lower = name.trim_start_matches('_');
    BEGINNINGS.iter().any(|beginning| {
        let rest = lower.get(..beginning.len()).filter(|start| start.eq_ignore_ascii_case(beginning));
        // `newsletter` makes nothing.
        rest.is_some() && !lower[beginning.len()..].starts_with(|next: char| next.is_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_before_a_path_constructs_in_javascript() {
        let of = |before: &str| form(Language::TypeScript, CallForm::Plain, before.as_bytes());
        assert_eq!([of("const a = new "), of("new\n  ")], [CallForm::New; 2]);
        assert_eq!([of("renew "), of("a.new "), of("new"), of("return ")], [CallForm::Plain; 4]);
        assert_eq!(form(Language::Ruby, CallForm::Plain, b"new "), CallForm::Plain);
    }

    #[test]
    fn what_a_container_is_told_to_make() {
        let of = is_handed_to_container;
        assert!(of(Language::TypeScript, "providers: [{ provide: Mailer, useClass: "));
        assert!(of(Language::TypeScript, "overrideProvider(Mailer).useClass(") && of(Language::Php, "app("));
        assert!(of(Language::TypeScript, "container.bind(Mailer).to(") && !of(Language::TypeScript, "expect(it).to("));
        assert!(of(Language::Php, "$this->app->bind(Mailer::class, ") && !of(Language::Php, "$app->bind("));
        assert!(!of(Language::Php, "self::assertInstanceOf(") && !of(Language::Php, "$app->make(Mailer::class, ["));
    }

    #[test]
    fn a_call_makes_what_it_is_named_after() {
        let plain = |language, names: &[&str]| makes(language, CallForm::Plain, names);
        assert!(plain(Language::Python, &["support", "Store"]) && plain(Language::Python, &["_Store"]));
        assert!(!plain(Language::Python, &["support", "connect"]) && plain(Language::Python, &["get_fake_engine"]));
        assert!(plain(Language::Python, &["FakeStore", "failing"]) && !plain(Language::Python, &["FakeStore", "size"]));
        assert!(plain(Language::Rust, &["Store", "new"]) && !plain(Language::Rust, &["store", "open"]));
        assert!(plain(Language::Ruby, &["Store", "new"]) && !plain(Language::Ruby, &["Store", "open"]));
        assert!(plain(Language::Go, &["NewStore"]) && !plain(Language::Go, &["newsletter"]));
        assert!(plain(Language::Kotlin, &["failingMailer"]) && !plain(Language::Java, &["failingMailer"]));
        assert!(!plain(Language::Java, &["Store"]) && makes(Language::Java, CallForm::New, &["Store"]));
    }
}
