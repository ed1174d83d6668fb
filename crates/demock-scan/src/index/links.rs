//! Names of other files that an outline runs, looked up in the project.
//!
//! Invariant: a name is looked up once for all files that it means the same in. May be used from several threads.

use crate::outline::{self, How, Outline, Outside};
use crate::project::{FileId, Project};
use crate::site::TargetOrigin;
use demock_model::{Language, Text};
use rustc_hash::FxHashMap;

/// An outline with what its outside names stand for.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    pub(crate) outline: Outline,
    /// In the order of the outline's outside names.
    pub(crate) links: Vec<Link>,
}

/// What an outside name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// Nothing that the project defines.
    Nothing,
    /// A name in a file; for a module that is loaded, the file.
    Definition(FileId, Text),
    /// A name that is looked up where it stands: a fixture's, a method's.
    Name(Text),
}

/// Looks names up, and keeps what it has found.
pub(crate) struct Linker<'p, 'r> {
    project: &'p Project<'r>,
    known: FxHashMap<(Text, Language, Outside), Link>,
}

impl<'p, 'r> Linker<'p, 'r> {
    pub(crate) fn new(project: &'p Project<'r>) -> Self {
        Self { project, known: FxHashMap::default() }
    }

    /// What the outside names of a file's outline stand for.
    pub(crate) fn link(&mut self, path: &str, language: Language, outline: Outline) -> Linked {
        let context = Text::new(self.project.context(path, language));
        let links = outline.outside.iter().map(|outside| self.of(path, language, context, *outside)).collect();
        Linked { outline, links }
    }

    fn of(&mut self, path: &str, language: Language, context: Text, outside: Outside) -> Link {
        // What a relative name means depends on the folder; of everything else, on the context alone.
        if outside.name.as_str().starts_with('.') && language == Language::Python {
            return self.look_up(path, language, outside);
        }
        let key = (context, language, outside);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let link = self.look_up(path, language, outside);
        self.known.insert(key, link);
        link
    }

    fn look_up(&self, path: &str, language: Language, outside: Outside) -> Link {
        let name = outside.name.as_str();
        let definition = |name: &str, origin| {
            let (file, name) = self.project.definition(language, path, name, origin)?;
            Some((file, Text::new(&name)))
        };
        let found = match outside.how {
            How::Method => return Link::Name(outside.name),
            How::Fixture if !name.contains('.') => return Link::Name(outside.name),
            How::Called | How::Suite if is_near(language, name) => definition(name, TargetOrigin::Local),
            How::Called | How::OfLibrary | How::Suite | How::Fixture => definition(name, TargetOrigin::Import),
            How::Loaded | How::Fixtures => {
                self.project.loaded(language, path, name).map(|file| (file, Text::default()))
            }
        };
        found.map_or(Link::Nothing, |(file, name)| Link::Definition(file, name))
    }
}

/// Whether a name is one that needs no import: of the same package or folder.
fn is_near(language: Language, name: &str) -> bool {
    outline::has_near_names(language) && !name.contains(['.', '/'])
}
