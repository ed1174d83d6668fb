//! What a class is made with: what its constructor takes and its fields hold tells what it goes out to, however much it does on
//! the way there.
//!
//! Invariants: only classes that a target leads to are asked, and of those only where their name says that things are sent
//! through them, or kept in them; types are followed as far as bodies are. Absent on purpose: which object is handed in (containers).

use super::walk::{Held, Walk};
use super::{Class, has_many_interfaces, is_rows, steps_max};
use crate::boundary::words::{self, uncalled};
use crate::facts::NameHash;
use crate::project::Project;
use crate::project::definitions::Definition;
use crate::project::implementers::stands_in;
use crate::project::meaning::Own;
use crate::project::module::{Boundaries, What};
use crate::project::tree::FileId;
use demock_model::{Boundary, Language};
use std::sync::Arc;

/// What a client is made with beside what it is for: what it has asked for is kept, and what it is told is handed on.
const BESIDE: [Boundary; 2] = [Boundary::Queue, Boundary::Cache];
/// Things of the project's own that a class of rows is made with which it has logic for.
const OWN_BESIDE_ROWS: usize = 2;

/// What a class is made with.
#[derive(Debug, Default)]
struct Made {
    /// By things of libraries, and by things of the project's own that go out.
    goes_to: Boundaries,
    /// Things of the project's own that go nowhere, or have logic.
    own: usize,
}

impl Project<'_> {
    /// What a class is made with that is named as one which things are sent through (`SabnzbdProxy`, `RatesGateway`), where that
    /// goes to one thing outside.
    pub(in crate::project) fn by_fields(
        &self,
        language: Language,
        file: FileId,
        names: &[&str],
        steps: u8,
    ) -> Option<Boundary> {
        let [name] = names else { return None };
        let name = uncalled(name);
        if steps >= steps_max(language) || !says_types(language) || !(is_way(name) || is_edge(language, name)) {
            return None;
        }
        let class = Class { language, file, name: NameHash::of(name.as_bytes()), steps };
        if !self.is_class_with_code(class) {
            return None;
        }
        let goes_to = self.made_with(class).goes_to;
        let beside =
            || goes_to.only_outside().filter(|boundary| *boundary == Boundary::Queue && words::hands_to_queue(name));
        goes_to.without(&BESIDE).only_outside().filter(|boundary| !is_rows(*boundary)).or_else(beside)
    }

    /// Whether a class of the JVM's that is named after what rows are kept in is made with things that lead elsewhere, or those that
    /// implement it are: what has several sources, or rules of its own, has logic.
    pub(in crate::project) fn keeps_elsewhere(
        &self,
        language: Language,
        file: FileId,
        names: &[&str],
        steps: u8,
    ) -> bool {
        let Some(name) = names.first().map(|name| uncalled(name)) else { return false };
        if steps >= steps_max(language) || !matches!(language, Language::Java | Language::Kotlin) {
            return false;
        }
        // What its parts are made with in turn is theirs.
        let asked = steps + steps_max(language) - 1;
        let class = Class { language, file, name: NameHash::of(name.as_bytes()), steps: asked };
        let leads_elsewhere = |class: Class| {
            let made = self.made_with(class);
            let libraries = self.foreign_libraries(language, class.file);
            let all = made.goes_to.union(libraries);
            let keeps = all.contains(Boundary::Database) || libraries.contains(Boundary::Cache);
            !keeps && (made.goes_to != Boundaries::default() || made.own >= OWN_BESIDE_ROWS)
        };
        if self.is_class_with_code(class) {
            return leads_elsewhere(class);
        }
        let found: Vec<(FileId, Arc<str>)> = self.implementers(language, file, name);
        let mut classes = found.iter().filter(|(_, name)| !stands_in(name)).peekable();
        classes.peek().is_some()
            && classes.all(|(file, name)| {
                leads_elsewhere(Class { file: *file, name: NameHash::of(name.as_bytes()), ..class })
            })
    }

    /// Whether a class of a file is made with something of a boundary; what is asked too deep is made with nothing.
    pub(in crate::project) fn is_made_with(
        &self,
        (language, file, name): (Language, FileId, &str),
        boundary: Boundary,
        steps: u8,
    ) -> bool {
        let class = Class { language, file, name: NameHash::of(name.as_bytes()), steps: steps + 1 };
        steps < steps_max(language) && self.made_with(class).goes_to.contains(boundary)
    }

    /// Whether something of the project's own is what it is because a library's class is behind it, or implements it.
    pub(super) fn is_derived(&self, language: Language, own: &Own) -> bool {
        let names: Vec<&str> = own.name.split('.').filter(|name| !name.is_empty()).collect();
        own.file.is_some_and(|file| self.by_origin(language, file, &names).is_some())
    }

    fn is_class_with_code(&self, class: Class) -> bool {
        matches!(self.module(class.file).export_of(class.name), Some(What::Class(_)))
            && !self.is_interface(class.language, class.file, class.name)
    }

    fn made_with(&self, class: Class) -> Made {
        let mut made = Made::default();
        for held in self.fields(class).values() {
            match held {
                Held::Boundary(boundary) => made.goes_to.insert(*boundary),
                Held::Own(own) => match self.of_called(class.language, own, class.steps) {
                    Some(boundary) => made.goes_to.insert(boundary),
                    None => made.own += 1,
                },
                Held::Nothing => {}
            }
        }
        made
    }

    /// Whether a method goes out by another of the same object: `request("rates")` of a client each of whose methods asks so.
    pub(super) fn goes_through_own(&self, class: Class, member: Definition, boundary: Boundary) -> bool {
        let text = self.store.part(&self.tree, class.file, member.span()).filter(|_| says_types(class.language));
        let Some(text) = text else { return false };
        let mut walk = Walk::new(self, class);
        walk.read(&text);
        walk.own_methods()
            .filter(|(_, method)| *method != member)
            .any(|(owner, method)| self.reach(owner, method).all().contains(boundary))
    }
}

/// Whether a class is named as one that things are sent through.
pub(in crate::project) fn is_way(name: &str) -> bool {
    // `TaskProxyV2`
    let name = name.trim_end_matches(|last: char| last.is_ascii_digit()).trim_end_matches('V');
    words::is_sent_through(name) || name.ends_with("Proxy")
}

/// Whether a class of C#'s or Kotlin's is named as one that hands things on, or that wraps what it hands them to.
fn is_edge(language: Language, name: &str) -> bool {
    has_many_interfaces(language) && (words::hands_to_queue(name) || name.ends_with("Wrapper"))
}

/// Whether constructors say of what type is what they take.
const fn says_types(language: Language) -> bool {
    match language {
        Language::Java | Language::Kotlin | Language::CSharp | Language::Php | Language::TypeScript => true,
        Language::JavaScript | Language::Python | Language::Go | Language::Rust | Language::Ruby => false,
    }
}
