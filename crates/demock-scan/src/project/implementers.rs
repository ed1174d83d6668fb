//! Which classes of the project implement an interface of its own: a double of the interface stands for what they go out to.
//!
//! Looked for where they are found by convention: in the interface's file, below its folder and the folder around that, and in
//! files that are named after it (`HttpRates`, `RatesImpl` and `rates-http` for `Rates`, `Mailer` for `IMailer`); the header of a
//! class must say so. An abstract class of which half is only declared counts as an interface.
//! Invariants: of a file only the words of its classes' headers are kept, read once (`headers`); at most [`FILES_MAX`] files
//! that name an interface there are looked into. Absent on purpose: interfaces that nothing names as implemented (Go's,
//! Python's protocols), and who binds which (containers).

use super::definitions::Definition;
use super::headers::{HEADER_BYTES_MAX, without_arguments};
use super::meaning::Own;
use super::module::What;
use super::reach::{has_code, has_many_interfaces, is_way, steps_max};
use super::stems::same_family;
use super::tree::{FileId, folder_of};
use super::{Meaning, Project};
use crate::boundary::is_outside;
use crate::boundary::words::{of_name, uncalled, words};
use crate::facts::NameHash;
use crate::language::is_word;
use crate::roles;
use crate::site::TargetOrigin;
use demock_model::{Boundary, Language};
use std::sync::Arc;

/// Files that are looked into for those that implement one interface.
pub(super) const FILES_MAX: usize = 24;
/// Files near an interface whose headers are asked.
const NEAR_MAX: usize = 512;
/// Members of an abstract class that are looked at; one of more has logic.
const MEMBERS_MAX: usize = 24;
/// Bytes of a class in which another of its interface is looked for.
const CLASS_BYTES_MAX: u32 = 8 << 10;

impl Project<'_> {
    /// What the classes that implement an interface go out to, where they agree.
    pub(super) fn by_implementers(
        &self,
        language: Language,
        file: FileId,
        names: &[&str],
        steps: u8,
    ) -> Option<Boundary> {
        let (first, members) = names.split_first()?;
        let name = uncalled(first);
        if steps >= steps_max(language)
            || !declares_interfaces(language)
            || !name.starts_with(|first: char| first.is_uppercase())
            // A type within it is implemented by nobody.
            || members.iter().any(|member| member.starts_with(|first: char| first.is_uppercase()))
        {
            return None;
        }
        if !self.is_interface(language, file, NameHash::of(name.as_bytes())) {
            return None;
        }
        let found = if language == Language::Rust {
            self.trait_implementers(name)
        } else {
            self.implementers(language, file, name)
        };
        let by_way = || self.by_way(name, &found).filter(|_| language == Language::Rust && members.is_empty());
        let by_names = || of_names(&found).filter(|_| language != Language::Rust && members.is_empty() && is_way(name));
        self.of_implementers(language, name, members, found.clone(), steps).or_else(by_way).or_else(by_names)
    }

    /// What classes or types go out to that implement an interface, where they agree and most do.
    pub(super) fn of_implementers(
        &self,
        language: Language,
        interface: &str,
        members: &[&str],
        implementers: Vec<(FileId, Arc<str>)>,
        steps: u8,
    ) -> Option<Boundary> {
        let mut found: Option<Boundary> = None;
        let (mut touching, mut all) = (0, 0);
        for (file, name) in implementers.into_iter().take(FILES_MAX) {
            if stands_in(&name) || self.hands_on(file, &name, interface) {
                continue;
            }
            let name = std::iter::once(&*name).chain(members.iter().copied()).collect::<Vec<_>>().join(".");
            let boundary = match self.member(language, file, &name, 0) {
                Meaning::Own(own) => self.of_called(language, &own, self.steps_behind(language, &own, steps)),
                Meaning::Library { name, .. } => super::of_outside(language, &name, TargetOrigin::Import),
            };
            match (found, boundary) {
                (Some(known), Some(other)) if known != other => return None,
                (_, Some(boundary)) => (found, touching) = (Some(boundary), touching + 1),
                (_, None) => {}
            }
            all += 1;
        }
        found.filter(|_| touching * 2 >= all)
    }

    /// How deep what implements an interface is asked: one that is itself an interface, deeper, so that those which name each other end.
    fn steps_behind(&self, language: Language, own: &Own, steps: u8) -> u8 {
        let Some(file) = own.file.filter(|_| has_many_interfaces(language)) else { return steps };
        let name = own.name.split('.').next().unwrap_or_default();
        steps + u8::from(self.is_interface(language, file, NameHash::of(name.as_bytes())))
    }

    /// What a class of product code stands for, and whether another does for real what it has the type of.
    pub(crate) fn stand_in(&self, language: Language, path: &str, class: &str) -> Option<(Boundary, bool)> {
        let file = self.tree.file(path)?;
        match language {
            Language::Rust => return self.stand_in_by_trait(file, class),
            Language::Go => return self.stand_in_by_methods(file, class),
            Language::TypeScript | Language::Java | Language::Kotlin | Language::CSharp | Language::Php => {}
            Language::Python | Language::JavaScript | Language::Ruby => return None,
        }
        let module = self.module(file);
        let Some(What::Class(bases)) = module.export(class) else { return None };
        let mut boundary = None;
        for base in bases {
            let (at, interface) = match self.base(language, file, base, 0) {
                Meaning::Own(own) => {
                    boundary = boundary.or(self.of_own(language, &own).0);
                    (own.file.unwrap_or(file), own.name)
                }
                Meaning::Library { name, .. } => {
                    let Some((_, last)) = name.rsplit_once('.') else { continue };
                    boundary = boundary.or(super::of_outside(language, &name, TargetOrigin::Import));
                    (file, last.to_owned())
                }
            };
            let is_real = |(at, name): &(FileId, Arc<str>)| {
                **name != *class && !stands_in(name) && !self.hands_on(*at, name, &interface)
            };
            if self.implementers(language, at, &interface).iter().any(is_real) {
                return Some((boundary.unwrap_or(Boundary::OwnCode), true));
            }
        }
        (!bases.is_empty()).then(|| (boundary.unwrap_or(Boundary::OwnCode), false))
    }

    /// Whether a class that implements an interface is handed another of it: it adds to what that one does.
    pub(super) fn hands_on(&self, file: FileId, name: &str, interface: &str) -> bool {
        let module = self.module(file);
        let of_class = module.definitions_of(NameHash::of(name.as_bytes())).iter().filter(|known| known.is_class());
        let named: usize = of_class
            .map(|class| {
                let end = class.end.min(class.start.saturating_add(CLASS_BYTES_MAX));
                let text = self.store.part(&self.tree, file, Definition { end, ..*class }.span()).unwrap_or_default();
                let header = memchr::memchr(b'{', &text).filter(|_| types_stand_before(self.tree.language(file)));
                let (header, body) = text.split_at(header.unwrap_or(text.len()));
                // An example above a method may name it, too.
                let said = |at: &usize| !is_commented(body, *at) && !is_result(&body[at + interface.len()..]);
                let in_header = mentions(header, interface).filter(|at| !is_commented(header, *at));
                in_header.count() + mentions(body, interface).filter(said).count()
            })
            .sum();
        named > 1
    }

    /// Whether a type has no code of its own, or is abstract and half of it is only declared.
    pub(super) fn is_interface(&self, language: Language, file: FileId, class: NameHash) -> bool {
        let module = self.module(file);
        let has_body = |known: &Definition| {
            let text = self.store.part(&self.tree, file, known.span());
            text.is_some_and(|text| has_code(language, &text))
        };
        let members = || module.definitions_of(class).iter().filter(|known| !known.is_class());
        if members().take(1).all(|known| !has_body(known)) {
            return true;
        }
        let all = members().count();
        all <= MEMBERS_MAX
            && self.is_declared_abstract(file, class)
            && members().filter(|known| has_body(known)).count() * 2 <= all
    }

    /// Whether the header of a type says that others make it whole.
    pub(super) fn is_declared_abstract(&self, file: FileId, class: NameHash) -> bool {
        let module = self.module(file);
        let mut classes = module.definitions_of(class).iter().filter(|known| known.is_class());
        classes.any(|class| {
            let header = self.header(file, class);
            let mut words = header.split(|byte| !is_word(*byte));
            words.any(|word| matches!(word, b"interface" | b"abstract"))
        })
    }

    /// The text of a class up to its body.
    fn header(&self, file: FileId, class: &Definition) -> Vec<u8> {
        let end = class.end.min(class.start.saturating_add(HEADER_BYTES_MAX));
        let text = self.store.part(&self.tree, file, Definition { end, ..*class }.span());
        without_arguments(&text.unwrap_or_default())
    }

    /// The files and names of the classes that implement an interface.
    pub(super) fn implementers(&self, language: Language, file: FileId, name: &str) -> Vec<(FileId, Arc<str>)> {
        let folder = folder_of(self.tree.path(file));
        let near = |folder| self.tree.below(folder).take(NEAR_MAX);
        let around = Some(folder_of(folder)).filter(|around| !around.is_empty());
        let named = self.tree.named_like(plain(name));
        let mut files: Vec<FileId> = std::iter::once(file).chain(named).chain(self.tree.directly_in(folder)).collect();
        files.extend(Some(folder).filter(|folder| !folder.is_empty()).into_iter().chain(around).flat_map(near));
        files.sort_unstable();
        files.dedup();
        let interface = NameHash::of(name.as_bytes());
        files.retain(|file| {
            same_family(self.tree.language(*file), language)
                && !roles::of_path(language, self.tree.path(*file)).is_test()
                && self.headers.name(&self.store, &self.tree, *file, interface)
        });
        files.truncate(FILES_MAX);
        files.into_iter().flat_map(|file| self.implementing(file, name)).collect()
    }

    /// The classes of a file whose header names an interface.
    fn implementing(&self, file: FileId, interface: &str) -> Vec<(FileId, Arc<str>)> {
        let module = self.module(file);
        let own = NameHash::of(interface.as_bytes());
        let mut found = Vec::new();
        for class in module.classes().filter(|class| class.class != own) {
            let header = self.header(file, class);
            let words = header.split(|byte| !is_word(*byte));
            let name = words.clone().find(|word| NameHash::of(word) == class.class);
            if words.clone().any(|word| word == interface.as_bytes())
                && let Some(name) = name.and_then(|name| std::str::from_utf8(name).ok())
            {
                found.push((file, name.into()));
            }
        }
        found.dedup();
        found
    }
}

/// What those that implement the way to something are called after, where all say the same: `RatesHttpClient`.
fn of_names(found: &[(FileId, Arc<str>)]) -> Option<Boundary> {
    let mut named = found
        .iter()
        .filter(|(_, name)| !stands_in(name))
        .map(|(_, name)| words(name).iter().find_map(|word| of_name(word)).map(|evidence| evidence.boundary));
    let first = named.next()?.filter(|first| is_outside(*first))?;
    named.all(|other| other == Some(first)).then_some(first)
}

/// Where a text names a type.
fn mentions<'t>(text: &'t [u8], name: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| is_word(*byte));
    memchr::memmem::find_iter(text, name.as_bytes()).filter(move |at| {
        !is_part(at.checked_sub(1).and_then(|before| text.get(before))) && !is_part(text.get(at + name.len()))
    })
}

/// Whether a place is in a comment that began on its line.
fn is_commented(text: &[u8], at: usize) -> bool {
    let line = memchr::memrchr(b'\n', &text[..at]).map_or(0, |newline| newline + 1);
    text[line..at].trim_ascii_start().starts_with(b"//")
}

/// Whether a type before this text is what a method returns, by itself or as what its result is of: `> Children(string of)`.
fn is_result(rest: &[u8]) -> bool {
    let marks = rest.iter().take_while(|byte| matches!(byte, b'>' | b'?' | b'[' | b']')).count();
    let Some(name) = rest[marks..].strip_prefix(b" ") else { return false };
    let length = name.iter().take_while(|byte| is_word(**byte)).count();
    length > 0 && matches!(name.get(length), Some(b'(' | b'<'))
}

/// Whether a type stands before what is of it, so that a method's result is told from what it is handed.
const fn types_stand_before(language: Language) -> bool {
    matches!(language, Language::CSharp)
}

/// The name of an interface without what only says that it is one: `Mailer` of `IMailer`, `MailerInterface` and `AbstractMailer`.
fn plain(name: &str) -> &str {
    const ENDINGS: &[&str] = &["Interface", "Contract", "Base"];
    let rest = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    let rest = rest.or_else(|| name.strip_prefix("Abstract").or_else(|| name.strip_prefix('I')));
    rest.filter(|rest| rest.starts_with(|first: char| first.is_uppercase())).unwrap_or(name)
}

/// Whether a class is named as one that only stands in for another.
pub(super) fn stands_in(name: &str) -> bool {
    const WORDS: &[&str] = &["noop", "null", "dummy", "fake", "mock", "stub", "memory", "empty", "test"];
    words(name).iter().any(|word| WORDS.contains(&word.as_str())) || name.contains("NoOp")
}

/// Whether a language has interfaces that classes name.
const fn declares_interfaces(language: Language) -> bool {
    match language {
        Language::TypeScript
        | Language::Java
        | Language::Kotlin
        | Language::CSharp
        | Language::Php
        | Language::Rust => true,
        Language::Python | Language::JavaScript | Language::Go | Language::Ruby => false,
    }
}
