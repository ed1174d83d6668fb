//! Which names of other files are hand-written doubles.
//!
//! Invariant: of two definitions of one name that need no import, neither is believed. Absent on purpose: doubles that are
//! used in the file that defines them.

use super::IndexedFile;
use super::links::Link;
use crate::outline::{self, How, Outside};
use crate::project::FileId;
use demock_model::{Boundary, Confidence, Language, Text};
use rustc_hash::FxHashMap;

/// A definition that is a double, judged where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    /// Its name in its file; empty where the whole file is a double.
    pub(crate) name: Text,
    /// What it stands for.
    pub(crate) boundary: Boundary,
    /// How sure it is that it is one.
    pub(crate) confidence: Confidence,
}

/// A name of another file that is a double.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Used {
    /// An index into the outline's outside names.
    pub(crate) outside: u32,
    /// The file that defines it.
    pub(crate) file: FileId,
    /// What it is there.
    pub(crate) double: Judged,
}

/// All doubles of a tree.
#[derive(Debug, Default)]
pub(crate) struct Doubles {
    by_definition: FxHashMap<(FileId, Text), Judged>,
    /// Those whose names need no import, by language; `None` where several files have one of that name.
    by_name: FxHashMap<(Language, Text), Option<(FileId, Judged)>>,
}

impl Doubles {
    /// Adds what a file defines.
    pub(crate) fn add(&mut self, file: FileId, language: Language, doubles: &[Judged]) {
        for double in doubles {
            self.by_definition.insert((file, double.name), *double);
            if outline::has_near_names(language) && !double.name.is_empty() {
                let several = self.by_name.entry((language, double.name)).or_insert(Some((file, *double)));
                *several = several.filter(|(known, _)| *known == file);
            }
        }
    }

    /// The names of a file's outline that are doubles of other files, in order.
    pub(crate) fn used(&self, at: FileId, file: &IndexedFile) -> Vec<Used> {
        if self.by_definition.is_empty() {
            return Vec::new();
        }
        let linked = file.linked.outline.outside.iter().zip(&file.linked.links);
        let found = (0..).zip(linked).filter_map(|(outside, (name, link))| {
            let (file, double) = self.of(file.language, *name, link)?;
            (file != at).then_some(Used { outside, file, double })
        });
        found.collect()
    }

    fn of(&self, language: Language, outside: Outside, link: &Link) -> Option<(FileId, Judged)> {
        match (outside.how, link) {
            (How::Called, Link::Definition(file, name)) => {
                let double = names(*name).find_map(|name| self.by_definition.get(&(*file, name)));
                Some((*file, *double?))
            }
            (How::Called, Link::Nothing) => {
                let last = |name: Text| Text::new(name.as_str().rsplit(['.', '/']).next().unwrap_or_default());
                let likely = |(file, double): (FileId, Judged)| {
                    (file, Judged { confidence: double.confidence.max(Confidence::Likely), ..double })
                };
                names(outside.name).find_map(|name| *self.by_name.get(&(language, last(name)))?).map(likely)
            }
            (How::Called | How::Suite | How::Method | How::Fixture | How::Loaded | How::Fixtures, _) => None,
        }
    }
}

/// A name, what it is a member of (`Store` of `Store.new`), and the file as a whole.
fn names(name: Text) -> impl Iterator<Item = Text> {
    let plain = name.as_str().split("()").next().unwrap_or_default();
    let owner = plain.rsplit_once('.').map(|(owner, _)| owner);
    [Some(plain), owner, Some("")].into_iter().flatten().map(Text::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(name: &str) -> Judged {
        Judged { name: Text::new(name), boundary: Boundary::Cache, confidence: Confidence::Certain }
    }

    fn of(doubles: &Doubles, name: &str, link: Link) -> Option<(FileId, Confidence)> {
        let outside = Outside { how: How::Called, name: Text::new(name) };
        doubles.of(Language::Java, outside, &link).map(|(file, double)| (file, double.confidence))
    }

    #[test]
    fn a_member_is_made_of_its_owner_and_a_file_may_be_a_double_as_a_whole() {
        let mut doubles = Doubles::default();
        doubles.add(3, Language::Java, &[judged("Store")]);
        doubles.add(4, Language::Java, &[judged("")]);
        let at = |file, name| Link::Definition(file, Text::new(name));
        assert_eq!(of(&doubles, "x", at(3, "Store")), Some((3, Confidence::Certain)));
        assert_eq!(of(&doubles, "x", at(3, "Store.create")), Some((3, Confidence::Certain)));
        assert_eq!(of(&doubles, "x", at(3, "Clock")), None);
        assert_eq!(of(&doubles, "x", at(4, "Anything")), Some((4, Confidence::Certain)));
    }

    #[test]
    fn a_name_that_two_files_have_is_nobodys() {
        let mut doubles = Doubles::default();
        doubles.add(3, Language::Java, &[judged("Store"), judged("Clock")]);
        assert_eq!(of(&doubles, "Store", Link::Nothing), Some((3, Confidence::Likely)));
        doubles.add(4, Language::Java, &[judged("Store")]);
        assert_eq!(of(&doubles, "Store", Link::Nothing), None);
        assert_eq!(of(&doubles, "app.Clock", Link::Nothing), Some((3, Confidence::Likely)));
    }
}
