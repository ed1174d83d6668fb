//! The name of what is replaced, as the file itself tells.

use super::conditions::{Subject, positional, short};
use super::{Matcher, plain};
use crate::args::{Arg, Shape};
use crate::boundary::rails;
use crate::facts::{Call, CallId, Head, Span};
use crate::resolve::Resolved;
use crate::rules::TargetFrom;
use crate::site::{Target, TargetOrigin};
use demock_model::Language;
use rustc_hash::FxHashMap;

/// Bytes of a declaration in which its type is looked for.
const DECLARATION_BYTES_MAX: usize = 400;

impl Matcher<'_> {
    pub(super) fn target(&self, from: TargetFrom, subject: &Subject<'_>, resolved: &Resolved) -> Option<Target> {
        let arguments = self.arguments(subject);
        let found = match from {
            TargetFrom::Nowhere => None,
            TargetFrom::Arg(index) => self.named(&arguments, subject, "target", index),
            TargetFrom::Member(object, member) => self.member(&arguments, subject, object, member),
            TargetFrom::Type => self.type_argument(&arguments, subject),
            TargetFrom::Spec(keywords) => self.spec(&arguments, subject, keywords),
            TargetFrom::NameWithout(prefix) => {
                let whole = crate::ruleset::last_name(&resolved.text);
                let name = whole.strip_prefix(prefix).unwrap_or(whole);
                let package = resolved.text.strip_suffix(whole).and_then(|rest| rest.strip_suffix('.'));
                let is_go = self.resolver.language == Language::Go && resolved.origin == TargetOrigin::Import;
                let stands_for = |package| if name == whole { String::from(package) } else { doubled_package(package) };
                let package = package.filter(|_| is_go).map(stands_for);
                (!name.is_empty()).then(|| match package {
                    Some(package) => Resolved { text: format!("{package}.{name}"), origin: TargetOrigin::Import },
                    None => Resolved { text: name.to_owned(), origin: TargetOrigin::Local },
                })
            }
            TargetFrom::Assigned => Some(resolved.clone()),
            TargetFrom::OwnerWithout(prefix) => {
                let owner = resolved.text.rsplit('.').nth(1)?;
                let name = owner.strip_prefix(prefix).unwrap_or(owner);
                let of_trait =
                    self.doubled_trait(name).map(|path| self.resolver.resolve_text(path, subject.scope(), 0));
                Some(of_trait.unwrap_or_else(|| Resolved { text: name.to_owned(), origin: TargetOrigin::Local }))
            }
            TargetFrom::Implemented => self.implemented(subject),
            TargetFrom::Key => self.key(subject),
            TargetFrom::FirstKey(index) => self.first_key(&arguments, index),
            TargetFrom::Receiver => resolved
                .text
                .rsplit_once('.')
                .map(|(receiver, _)| Resolved { text: receiver.to_owned(), origin: resolved.origin }),
            TargetFrom::ReceiverMember(index) => Some(receiver_member(&arguments, resolved, index)),
            TargetFrom::ReceiverArg => self.receiver_arg(&arguments, subject),
            TargetFrom::Replaced => resolved
                .text
                .strip_suffix(super::replacers::REPLACED)
                .map(|variable| Resolved { text: variable.to_owned(), origin: TargetOrigin::Import }),
            TargetFrom::Annotated => self.annotated(subject),
            TargetFrom::Returned => self.returned(subject),
            TargetFrom::Fixed(text) => Some(Resolved { text: text.to_owned(), origin: TargetOrigin::Text }),
        }?;
        let text = found.text.trim();
        (!text.is_empty() && text != "?").then(|| Target { name: text.into(), origin: found.origin })
    }

    /// The type that a match defines, whose instances are the library's doubles: `MockStore` of `#[automock] trait Store` and
    /// of `mock! { pub Store {} }`.
    pub(super) fn defined_type(&self, hit: &super::Hit<'_>) -> Option<String> {
        let before = hit.row.row.defines?;
        let doubled = match hit.target.as_ref().filter(|_| hit.row.row.target != TargetFrom::Implemented) {
            Some(target) => crate::ruleset::last_name(&target.name).to_owned(),
            None => first_item(self.bytes().get(hit.start as usize..)?)?,
        };
        Some(format!("{before}{doubled}"))
    }

    /// The trait of another crate that `mock!` implements for a Rust double: `impl cloud::stub::Storage for Storage`.
    fn doubled_trait(&self, name: &str) -> Option<&str> {
        if self.resolver.language != Language::Rust {
            return None;
        }
        let path =
            self.doubled_traits.get_or_init(|| doubled_traits(self.resolver.source.bytes())).get(name.as_bytes())?;
        Some(path.text(self.source()))
    }

    /// The first trait that the body of a macro implements, past those that say how a value behaves.
    fn implemented(&self, subject: &Subject<'_>) -> Option<Resolved> {
        const VALUES: [&str; 6] = ["Clone", "Copy", "Debug", "Default", "Display", "Drop"];
        let Subject::Call(_, call) = subject else { return None };
        let body = self.bytes().get(call.args.start as usize..call.args.end as usize)?;
        memchr::memmem::find_iter(body, b"impl").find_map(|at| {
            let rest = &body[at + b"impl".len()..];
            let header = &rest[..memchr::memchr(b'{', rest)?];
            let path = &header[..memchr::memmem::find(header, b" for ")?];
            // What the implementation is generic over stands before.
            let path = path.strip_prefix(b"<").map_or(path, |path| {
                &path[path.iter().position(|byte| *byte == b'>').map_or(path.len(), |end| end + 1)..]
            });
            let path = std::str::from_utf8(path).ok()?.trim();
            let path = &path[..path.find(['<', ' ']).unwrap_or(path.len())];
            let is_trait = !path.is_empty() && !VALUES.contains(&path.rsplit("::").next().unwrap_or(path));
            let resolved = is_trait.then(|| self.resolver.resolve_text(path, call.scope, call.path.start))?;
            // A path of modules needs no import.
            let origin = if path.contains("::") { TargetOrigin::Import } else { resolved.origin };
            Some(Resolved { origin, ..resolved })
        })
    }

    fn value(&self, arg: &Arg, subject: &Subject<'_>) -> Option<Resolved> {
        match &arg.shape {
            Shape::Text(text) => shown(text).map(|text| Resolved { text: text.to_owned(), origin: TargetOrigin::Text }),
            Shape::Path => {
                let text = arg.span.text(self.source());
                Some(self.resolver.resolve_text(text, subject.scope(), arg.span.start))
            }
            Shape::Call(path) => {
                let text = path.text(self.source());
                let mut resolved = self.resolver.resolve_text(text, subject.scope(), path.start);
                if let Some(module) = self.imported_module(&resolved.text, *path, arg.span) {
                    return Some(Resolved { text: module, origin: TargetOrigin::Text });
                }
                resolved.text.push_str("()");
                Some(resolved)
            }
            Shape::Function | Shape::Object | Shape::Literal => None,
            Shape::Other => {
                let text = arg.span.text(self.source());
                if let Some(module) = self.awaited_module(text) {
                    return Some(Resolved { text: module.to_owned(), origin: TargetOrigin::Text });
                }
                if let Some(path) = plain::path(self.resolver.language, text) {
                    return Some(self.resolver.resolve_text(&path, subject.scope(), arg.span.start));
                }
                short(text).map(|text| Resolved { text: text.to_owned(), origin: TargetOrigin::Local })
            }
        }
    }

    /// The module that an argument such as `import("./store")` names.
    fn imported_module(&self, called: &str, path: Span, arg: Span) -> Option<String> {
        if !crate::language::lexis(self.resolver.language).importers.contains(&called) {
            return None;
        }
        let open = path.end + 1;
        let inner = Span { start: open, end: arg.end.saturating_sub(1).max(open) };
        match self.parse(inner).into_iter().next()?.shape {
            Shape::Text(module) => Some(module),
            Shape::Path | Shape::Call(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => None,
        }
    }

    /// The module that is waited for where it is named: `await import("./store")`.
    fn awaited_module<'t>(&self, text: &'t str) -> Option<&'t str> {
        let text = text.trim();
        let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(text);
        let called = text.trim().strip_prefix("await ")?.trim_start().strip_suffix(')')?;
        let (importer, module) = called.split_once('(')?;
        let is_importer = crate::language::lexis(self.resolver.language).importers.contains(&importer);
        let module = module.trim();
        let quote = module.chars().next().filter(|quote| is_importer && matches!(quote, '"' | '\''))?;
        let module = module[1..].strip_suffix(quote)?;
        (!module.contains(['"', '\'', '(', ' '])).then_some(module)
    }

    fn named(&self, arguments: &[Arg], subject: &Subject<'_>, keyword: &str, index: u8) -> Option<Resolved> {
        let arg = positional(arguments, index).or_else(|| self.keyword(arguments, keyword))?;
        self.value(arg, subject)
    }

    fn member(&self, arguments: &[Arg], subject: &Subject<'_>, object: u8, member: u8) -> Option<Resolved> {
        let mut resolved = self.named(arguments, subject, "target", object)?;
        let member = positional(arguments, member)
            .or_else(|| self.keyword(arguments, "attribute"))
            .or_else(|| self.keyword(arguments, "name"));
        if let Some(Shape::Text(text)) = member.map(|arg| &arg.shape) {
            resolved.text.push('.');
            resolved.text.push_str(text.trim_start_matches(':'));
        } else if let Some(arg) = member
            && let Some(name) = short(arg.span.text(self.source()))
        {
            resolved.text.push('.');
            resolved.text.push_str(name.trim_start_matches(':'));
        }
        Some(resolved)
    }

    fn key(&self, subject: &Subject<'_>) -> Option<Resolved> {
        let Subject::Assign(assign) = subject else { return None };
        let arguments = self.parse(assign.item?);
        let key = arguments.first()?;
        match &key.shape {
            Shape::Text(_) | Shape::Path => self.value(key, subject),
            Shape::Call(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => None,
        }
    }

    /// The first key of an object or mapping literal; a relative one starts from the module that argument 0 names.
    fn first_key(&self, arguments: &[Arg], index: u8) -> Option<Resolved> {
        let literal = positional(arguments, index).filter(|arg| arg.shape == Shape::Object)?;
        let inner = literal.span.text(self.source()).trim_start_matches('{').trim_start();
        let quoted = inner.strip_prefix(['"', '\'']);
        let text = match quoted {
            Some(quoted) => quoted.split(['"', '\'']).next()?,
            None => &inner[..inner.bytes().take_while(|byte| crate::language::is_word(*byte)).count()],
        };
        let module = positional(arguments, 0).and_then(|arg| match &arg.shape {
            Shape::Text(module) => Some(module.as_str()),
            Shape::Path | Shape::Call(_) | Shape::Function | Shape::Object | Shape::Literal | Shape::Other => None,
        });
        let text = match (text.starts_with("./") || text.starts_with("../"), module) {
            (true, Some(module)) => {
                let folder = if module.ends_with('.') {
                    Some(module)
                } else {
                    module.rsplit_once('/').map(|(folder, _)| folder)
                };
                format!("{}/{}", folder.unwrap_or("."), text.trim_start_matches("./"))
            }
            _ => text.to_owned(),
        };
        (!text.is_empty()).then_some(Resolved { text, origin: TargetOrigin::Text })
    }

    fn spec(&self, arguments: &[Arg], subject: &Subject<'_>, keywords: &[&str]) -> Option<Resolved> {
        let given = keywords.iter().find_map(|keyword| self.keyword(arguments, keyword));
        // A list of names specifies members and no class.
        let given = given.filter(|arg| matches!(arg.shape, Shape::Path | Shape::Call(_)));
        let arg = given.or_else(|| positional(arguments, 0).filter(|arg| arg.shape == Shape::Path))?;
        let mut resolved = self.value(arg, subject)?;
        if resolved.origin == TargetOrigin::Local {
            resolved.origin = TargetOrigin::Spec;
        }
        Some(resolved)
    }

    fn type_argument(&self, arguments: &[Arg], subject: &Subject<'_>) -> Option<Resolved> {
        let explicit = match subject {
            Subject::Call(_, call) => call.type_args,
            Subject::Reference(_) | Subject::Assign(_) | Subject::Parameter(_) => None,
        };
        let is_block = |call: &Call| call.args.start.checked_sub(1).is_some_and(|at| self.bytes()[at as usize] == b'{');
        let text = match explicit {
            Some(span) => span.text(self.source()),
            // `mockk { every { … } }` is told what to do, and its type stands elsewhere.
            None if matches!(subject, Subject::Call(_, call) if is_block(call)) => return None,
            None => positional(arguments, 0)?.span.text(self.source()),
        };
        let is_php = self.resolver.language == Language::Php;
        let whole = text;
        let text = if is_php { without_mark(text.trim()) } else { text };
        if is_php {
            let is_marked = text.len() < whole.trim().len();
            // A variable and the class without members say nothing of what the double stands for.
            if text.starts_with('$') || text.trim_start_matches('\\').starts_with("stdClass") {
                return None;
            }
            // Written as text or from the root, a name is whole whatever the file imports.
            let whole = text.strip_prefix(['"', '\'']).or_else(|| text.strip_prefix('\\'));
            let whole = whole.or(is_marked.then_some(text));
            if let Some(whole) = whole.filter(|whole| whole.contains('\\')) {
                let end = whole.find(|letter: char| !(letter.is_alphanumeric() || "_\\".contains(letter)));
                let name = whole[..end.unwrap_or(whole.len())].trim_start_matches('\\').replace('\\', ".");
                return Some(Resolved { text: name.replace("..", "."), origin: TargetOrigin::Text });
            }
        }
        let text = text
            .trim()
            .trim_matches(['"', '\''])
            .trim_start_matches("typeof(")
            .trim_start_matches("new ")
            .trim_start_matches('\\');
        // `Freeze<Mock<IStore>>()` asks for a double of what the mock is of.
        let is_csharp = self.resolver.language == Language::CSharp;
        let text =
            text.strip_prefix("Mock<").or_else(|| text.strip_prefix("Fake<")).filter(|_| is_csharp).unwrap_or(text);
        if let Some(function) = self.referred_function(text, subject.scope()) {
            return Some(function);
        }
        let end = text.find(['<', '>', ',', ')', '(', ' ']).unwrap_or(text.len());
        let text = text[..end].trim_end_matches(".class").trim_end_matches("::class").trim_end_matches("::class.java");
        let at = match subject {
            Subject::Call(_, call) => call.path.start,
            Subject::Reference(_) | Subject::Assign(_) | Subject::Parameter(_) => 0,
        };
        (!text.is_empty()).then(|| {
            let mut resolved = self.resolver.resolve_text(text, subject.scope(), at);
            if resolved.origin == TargetOrigin::Local {
                resolved.origin = TargetOrigin::Spec;
            }
            resolved
        })
    }

    /// The object of the receiver's call and the name in the argument's: `allow(store).to receive(:get)`.
    fn receiver_arg(&self, arguments: &[Arg], subject: &Subject<'_>) -> Option<Resolved> {
        let Subject::Call(_, call) = subject else { return None };
        let Head::Call(receiver) = call.path.head else { return None };
        let receiver: &Call = &self.facts().calls[receiver as usize];
        let id: CallId = receiver_id(call)?;
        let object = self.arguments(&Subject::Call(id, receiver));
        let mut resolved = self.value(positional(&object, 0)?, subject)?;
        let name = positional(arguments, 0).map(|arg| arg.span.text(self.source()));
        if let Some(name) = name.and_then(|text| text.split_once(['(', ' '])).map(|(_, name)| name) {
            let name = name.trim_start_matches([':', '"', '\'']);
            let end = name.bytes().position(|byte| !crate::language::is_word(byte)).unwrap_or(name.len());
            // A mark counts where it alone tells: `update!` goes to a model's row, and a backtick runs a program.
            let is_telling = name.starts_with('`')
                || name.get(..=end).is_some_and(|marked| rails::is_of_rows(marked) && !rails::is_of_rows(&name[..end]));
            resolved.text.push('.');
            resolved.text.push_str(&name[..end + usize::from(is_telling)]);
        }
        Some(resolved)
    }

    /// The type in the declaration that an annotation stands on: the first capitalised word after it.
    fn annotated(&self, subject: &Subject<'_>) -> Option<Resolved> {
        let end = match subject {
            Subject::Call(_, call) => call.end,
            Subject::Reference(reference) => reference.end,
            Subject::Assign(_) | Subject::Parameter(_) => return None,
        };
        let rest = self.bytes().get(end as usize..)?;
        let rest = &rest[..rest.len().min(DECLARATION_BYTES_MAX)];
        let rest = &rest[..rest.iter().position(|byte| matches!(byte, b';' | b'=' | b'{')).unwrap_or(rest.len())];
        let mut at = 0;
        while at < rest.len() {
            if rest[at] == b'@' {
                at += 1 + crate::language::path_length(self.resolver.language, &rest[at + 1..]);
                if rest.get(at) == Some(&b'(') {
                    at += rest[at..].iter().position(|byte| *byte == b')').unwrap_or(0);
                }
            } else if rest[at].is_ascii_uppercase() {
                let length = crate::language::path_length(self.resolver.language, &rest[at..]).max(1);
                if matches!(&rest[at..at + length], b"Mock" | b"Fake") && rest.get(at + length) == Some(&b'<') {
                    at += length;
                    continue;
                }
                let text = std::str::from_utf8(&rest[at..at + length]).ok()?;
                return Some(self.resolver.resolve_text(text, subject.scope(), end));
            } else {
                let word = rest[at..].iter().take_while(|byte| crate::language::is_word(**byte)).count();
                at += word.max(1);
            }
        }
        None
    }
}

/// A text literal that is shown as a target: one short line, whatever stands in it (`#/hooks/session`, `/users?page=*`).
fn shown(text: &str) -> Option<&str> {
    (text.len() <= TEXT_BYTES_MAX && !text.chars().any(char::is_control)).then_some(text)
}

/// Bytes of a text literal that are shown as a target.
const TEXT_BYTES_MAX: usize = 120;

/// Paths of traits that are implemented for a type of the trait's own name, by that name; the first of each.
pub(super) fn doubled_traits(source: &[u8]) -> FxHashMap<&[u8], Span> {
    const FOR: &[u8] = b" for ";
    let mut traits = FxHashMap::default();
    for found in memchr::memmem::find_iter(source, FOR) {
        let (before, after) = (&source[..found], &source[found + FOR.len()..]);
        let is_word = |byte: &&u8| crate::language::is_word(**byte);
        let name = &after[..after.iter().take(NAME_BYTES_MAX).take_while(is_word).count()];
        let path = before.iter().rev().take(NAME_BYTES_MAX).take_while(|byte| is_word(byte) || **byte == b':').count();
        let begins = found - path;
        let is_named_alike = before[begins..].strip_suffix(name).is_some_and(|rest| rest.ends_with(b"::"));
        if is_named_alike && source[..begins].ends_with(b"impl ") {
            traits.entry(name).or_insert(Span::new(begins, found));
        }
    }
    traits
}

/// The name of the first item in a macro's body, past attributes and what says who may see it.
fn first_item(call: &[u8]) -> Option<String> {
    let call = &call[..call.len().min(DECLARATION_BYTES_MAX)];
    let mut rest = &call[call.iter().position(|byte| matches!(byte, b'{' | b'(' | b'['))? + 1..];
    let past = |rest: &[u8], close: u8| rest.iter().position(|byte| *byte == close).map(|at| at + 1);
    loop {
        rest = rest.trim_ascii_start();
        let word = &rest[..rest.iter().take_while(|byte| crate::language::is_word(**byte)).count()];
        rest = match (rest.first()?, word) {
            (b'#', _) => &rest[past(rest, b']')?..],
            (b'(', _) => &rest[past(rest, b')')?..],
            (b'/', _) => &rest[past(rest, b'\n')?..],
            (_, b"pub" | b"unsafe") => &rest[word.len()..],
            (_, b"") => return None,
            (_, word) => return std::str::from_utf8(word).ok().map(str::to_owned),
        };
    }
}

/// Bytes of a path that is looked at: a longer one is none.
const NAME_BYTES_MAX: usize = 512;

/// The package that a package of generated doubles stands beside: `store` of `store/mocks`, of `store/internal/mock`, of
/// `store/mock_store` and of `storemock`; a package that is none is its own.
fn doubled_package(package: &str) -> String {
    let is_version =
        |last: &str| last.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let (package, version) = match package.rsplit_once('/') {
        Some((around, last)) if is_version(last) => (around, &package[around.len()..]),
        _ => (package, ""),
    };
    let Some((around, last)) = package.rsplit_once('/') else { return package.to_owned() };
    let named = last.strip_suffix("mocks").or_else(|| last.strip_suffix("mock")).filter(|named| !named.ends_with('_'));
    let is_beside = last.starts_with("mock")
        || last == "doubles"
        || ["_mock", "_mocks", "fake", "fakes"].iter().any(|end| last.ends_with(end));
    match named.filter(|named| !named.is_empty()) {
        Some(named) => format!("{around}/{named}{version}"),
        None if is_beside => around.strip_suffix("/internal").unwrap_or(around).to_owned(),
        None => format!("{package}{version}"),
    }
}

/// The class of `'alias:App\Store'` and of `'overload:' . Store::class`, by which Mockery is told to take a class's place.
fn without_mark(text: &str) -> &str {
    let Some(inner) = text.strip_prefix(['"', '\'']) else { return text };
    let Some(rest) = ["alias:", "overload:"].iter().find_map(|mark| inner.strip_prefix(mark)) else { return text };
    rest.strip_prefix(['"', '\'']).map_or(rest, |rest| rest.trim_start_matches([' ', '.']))
}

fn receiver_id(call: &Call) -> Option<CallId> {
    match call.path.head {
        Head::Call(id) => Some(id),
        Head::Name | Head::Opaque => None,
    }
}

fn receiver_member(arguments: &[Arg], resolved: &Resolved, index: u8) -> Resolved {
    let receiver = resolved.text.rsplit_once('.').map_or("?", |(receiver, _)| receiver);
    let mut text = if receiver == "?" { String::new() } else { receiver.to_owned() };
    if let Some(Shape::Text(member)) = positional(arguments, index).map(|arg| &arg.shape) {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(member);
    }
    Resolved { text, origin: resolved.origin }
}

#[cfg(test)]
mod tests {
    use super::doubled_package;

    #[test]
    fn packages_that_doubles_stand_for() {
        for (of_doubles, expected) in [
            ("example.org/app/store/mocks", "example.org/app/store"),
            ("example.org/app/store/internal/mock", "example.org/app/store"),
            ("example.org/app/store/mock_store", "example.org/app/store"),
            ("example.org/app/store/store_mocks", "example.org/app/store"),
            ("example.org/app/store/storefakes", "example.org/app/store"),
            ("example.org/api/storemock/v1", "example.org/api/store/v1"),
            ("example.org/app/store", "example.org/app/store"),
            ("example.org/app/store/v2", "example.org/app/store/v2"),
            ("mocks", "mocks"),
        ] {
            assert_eq!(doubled_package(of_doubles), expected, "{of_doubles}");
        }
    }
}
