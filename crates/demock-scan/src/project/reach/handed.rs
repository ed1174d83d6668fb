//! Ruby: what a short method makes and hands over, and what a class that is named as a client is one of.
//!
//! Absent on purpose: what a method hands over that does more than that.

use super::limits::limits;
use super::walk::{Held, Walk, with_members};
use super::{Class, FIELDS_BYTES_MAX, is_itself, is_rows};
use crate::boundary::words::{self, uncalled};
use crate::facts::NameHash;
use crate::language::is_word;
use crate::project::Project;
use crate::project::definitions::Definition;
use crate::project::module::Boundaries;
use crate::project::ruby::spellings;
use crate::project::tree::{FileId, folder_of};
use demock_model::{Boundary, Language};

/// Methods of a class that is named as a client which are read.
const METHODS_MAX: usize = 60;
/// Methods that are followed for what the first hands over.
const HANDED_MAX: u8 = 2;
/// What a client does beside what it is for: jobs are handed to a queue, and what it has asked for is kept.
const BESIDE: [Boundary; 2] = [Boundary::Queue, Boundary::Cache];
/// Lines of a method that may be pure.
const PURE_LINES_MAX: u16 = 12;

impl Project<'_> {
    /// What a member goes out to of what a field holds or a method hands over: `Services.rates.latest`.
    pub(super) fn of_handed(&self, class: Class, member: NameHash, rest: &[&str]) -> Option<Boundary> {
        let method = (class.language == Language::Ruby).then(|| self.method(class, member, 0)).flatten();
        let Some((owner, method)) = method else { return self.of_field(class, member, rest) };
        let Some(handed) = self.handed_over(owner, method, 0) else {
            let member = self.spelled(class, rest.first()?);
            return self.makes_itself(owner, method).then(|| self.of_member(class, member)).flatten();
        };
        match with_members(&handed, rest) {
            Held::Boundary(boundary) => Some(boundary),
            Held::Own(own) => self.of_called(class.language, &own, class.steps),
            Held::Nothing => None,
        }
    }

    /// What a short method makes, or has made by another, and hands over: `def rates = @rates ||= Rates.new(key)`.
    fn handed_over(&self, class: Class, method: Definition, depth: u8) -> Option<Held> {
        if method.end - method.start > FIELDS_BYTES_MAX {
            return None;
        }
        let text = self.store.part(&self.tree, class.file, method.span())?;
        let mut walk = Walk::new(self, class);
        walk.read(&text);
        let is_short = walk.lines <= limits(class.language).machine;
        let Some((held, name)) = walk.first.take().filter(|_| is_short) else {
            let (owner, other) = walk.only_method().filter(|_| is_short && depth < HANDED_MAX)?;
            return self.handed_over(owner, other, depth + 1);
        };
        // What is made once, told where to go and kept is talked through, whatever it is called: `@rates ||= Acme::Rates.new(url)`.
        let is_kept = || name.rsplit('.').next() == Some("new") && keeps_what_it_makes(&text);
        let is_sent_through = matches!(held, Held::Own(_)) || is_sent_through(&name) || is_kept();
        is_sent_through.then_some(held)
    }

    /// Whether a method makes an object of its own class: `def local = @local ||= new(servers)`.
    fn makes_itself(&self, class: Class, method: Definition) -> bool {
        let end = method.end.min(method.start.saturating_add(FIELDS_BYTES_MAX));
        let text = self.store.part(&self.tree, class.file, Definition { end, ..method }.span()).unwrap_or_default();
        memchr::memmem::find_iter(&text, b"new").any(|at| {
            let before = at.checked_sub(1).map(|before| text[before]);
            let after = text.get(at + b"new".len());
            before.is_some_and(|byte| byte.is_ascii_whitespace()) && after.is_none_or(|byte| !is_word(*byte))
        })
    }

    /// The name by which a class has a method that a stub of Ruby's may name without the mark at its end.
    pub(super) fn spelled(&self, class: Class, member: &str) -> NameHash {
        let plain = NameHash::of(member.as_bytes());
        if class.language != Language::Ruby {
            return plain;
        }
        let mut spelled = spellings(member).map(|name| NameHash::of(name.as_bytes())).into_iter();
        spelled.find(|name| self.method(class, *name, 0).is_some()).unwrap_or(plain)
    }

    /// What a class of Ruby's that is named as a client, or stands in a namespace that is, goes out to where it goes to
    /// nothing else; of its methods those that are more than a plain answer.
    pub(in crate::project) fn by_client(&self, file: FileId, names: &[&str]) -> Option<Boundary> {
        let (first, members) = names.split_first()?;
        let class = Class { language: Language::Ruby, file, name: NameHash::of(uncalled(first).as_bytes()), steps: 0 };
        let namespace = folder_of(self.tree.path(file)).rsplit('/').next().unwrap_or_default();
        let named = [uncalled(first), namespace];
        let is_named = |boundary| {
            named.iter().any(|name| {
                words::is_sent_through(name) || words::of_name(name).is_some_and(|found| found.boundary == boundary)
            })
        };
        // What is named after nothing needs no reading.
        if !named.iter().any(|name| words::is_sent_through(name) || words::of_name(name).is_some()) {
            return None;
        }
        let boundary = self
            .all_that(class)
            .without(&BESIDE)
            .only_outside()
            .filter(|boundary| !is_rows(*boundary) && is_named(*boundary))?;
        let mut members = members.iter().map(|name| uncalled(name)).filter(|name| !is_itself(name));
        let Some(member) = members.next() else { return Some(boundary) };
        let (owner, method) = self.method(class, self.spelled(class, member), 0)?;
        let reach = self.reach(owner, method);
        let is_more = reach.lines > PURE_LINES_MAX || reach.own > 0;
        (reach.all().contains(boundary) || !reach.all().has_outside() && is_more).then_some(boundary)
    }

    /// What the methods of a class go out to, each by itself.
    fn all_that(&self, class: Class) -> Boundaries {
        let module = self.module(class.file);
        let methods = module.definitions_of(class.name).iter().filter(|known| !known.is_class());
        let asked = Class { steps: limits(class.language).steps - 2, ..class };
        methods.take(METHODS_MAX).fold(Boundaries::default(), |all, method| all.union(self.reach(asked, *method).all()))
    }
}

/// Whether a method keeps what it makes, in a variable of its object, and tells it where to go or by what it is let in there.
fn keeps_what_it_makes(text: &[u8]) -> bool {
    const TOLD: [&[u8]; 8] = [b"ENV", b"token", b"_key", b"url", b"host", b"endpoint", b"secret", b"timeout"];
    memchr::memmem::find(text, b"||=").is_some_and(|at| {
        let before = text[..at].trim_ascii_end();
        let name = before.iter().rev().take_while(|byte| is_word(**byte)).count();
        before[..before.len() - name].ends_with(b"@")
            && TOLD.iter().any(|told| memchr::memmem::find(&text[at..], told).is_some())
    })
}

/// Whether a library's constant is named as one that things are sent through, and not as what is sent: `Acme::Client.new`.
fn is_sent_through(name: &str) -> bool {
    let mut constants = name.split('.').filter(|name| name.starts_with(|first: char| first.is_uppercase()));
    let (first, last) = (constants.next(), constants.next_back());
    last.is_none_or(|last| words::is_sent_through(last) || words::is_carrier(last)) && first.is_some()
}
