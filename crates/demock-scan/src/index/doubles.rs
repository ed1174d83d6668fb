//! Which names of other files are hand-written doubles.
//!
//! Invariant: of two definitions of one name that no import tells apart the nearer is believed, of two as near neither.
//! Absent on purpose: doubles that are used in the file that defines them.

use super::IndexedFile;
use super::lineage::lineage;
use super::links::Link;
use crate::outline::{self, How, Outside, WHOLE};
use crate::project::{FileId, shared_folders};
use demock_model::{Boundary, Confidence, Kind, Language, Text};
use rustc_hash::{FxHashMap, FxHashSet};

/// A definition that is a double, judged where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    /// Its name in its file; [`WHOLE`] where the whole file is a double, empty for what it exports by default.
    pub(crate) name: Text,
    /// What it stands for.
    pub(crate) boundary: Boundary,
    /// How sure it is that it is one.
    pub(crate) confidence: Confidence,
    /// What it is to who uses it.
    pub(crate) acts: Acts,
    /// It is shipped in product code, and no double where product code makes it.
    pub(crate) is_shipped: bool,
}

/// What a double of another file is to who uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Acts {
    /// A double by itself.
    Itself,
    /// A function that wraps a library's call, of this rule and kind.
    Call(u16, Kind),
    /// A type that a library defines by this rule: its instances are the library's doubles.
    Library(u16),
}

/// A name of another file that is a double.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Used {
    /// An index into the outline's outside names.
    pub(crate) outside: u32,
    /// The name by which the file knows it.
    pub(crate) name: Text,
    /// The file that defines it.
    pub(crate) file: FileId,
    /// What it is there.
    pub(crate) double: Judged,
}

/// A function that hands out what another file defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Through {
    /// Its name in its file.
    pub(crate) name: Text,
    /// An index into the outline's outside names.
    pub(crate) outside: u32,
    /// How sure it is at most.
    pub(crate) at_most: Confidence,
}

/// A double and the file that defines it.
type Definition = (FileId, Judged);

/// All doubles of a tree.
#[derive(Debug, Default)]
pub(crate) struct Doubles {
    by_definition: FxHashMap<(FileId, Text), Judged>,
    /// The files that define a double of a name, by language.
    by_name: FxHashMap<(Language, Text), Vec<Definition>>,
    through: Vec<(FileId, Language, Through)>,
    /// Those of product code, until it is known what product code makes.
    shipped: Vec<(FileId, Language, Judged)>,
    /// Names of classes that product code makes.
    in_use: FxHashSet<Text>,
}

/// Files by which a double is handed on.
const HANDED_ON_MAX: usize = 4;
/// Files that define a double of one name, as far as they are looked at: more say nothing of one of them.
const NAMESAKES_MAX: usize = 64;

impl Doubles {
    /// Adds what a file defines.
    pub(crate) fn add(&mut self, file: FileId, language: Language, doubles: &[Judged], through: &[Through]) {
        self.shipped.extend(doubles.iter().filter(|double| double.is_shipped).map(|double| (file, language, *double)));
        for double in doubles.iter().filter(|double| !double.is_shipped) {
            self.by_definition.insert((file, double.name), *double);
            let last = last(double.name);
            // A double in a module of the file's own is nobody else's.
            if !last.is_empty()
                && last.as_str() != WHOLE
                && (language != Language::Rust || !double.name.as_str().starts_with("tests."))
            {
                let namesakes = self.by_name.entry((language, last)).or_default();
                if namesakes.last().is_none_or(|(known, _)| *known != file) && namesakes.len() < NAMESAKES_MAX {
                    namesakes.push((file, *double));
                }
            }
        }
        self.through.extend(through.iter().map(|through| (file, language, *through)));
    }

    /// Adds names of classes that product code makes.
    pub(crate) fn add_in_use(&mut self, names: Vec<Text>) {
        self.in_use.extend(names);
    }

    /// Follows functions that hand out what other files define, when all files are added.
    pub(crate) fn follow(&mut self, files: &[Option<IndexedFile>]) {
        for (file, language, double) in std::mem::take(&mut self.shipped) {
            if !self.in_use.contains(&double.name) {
                self.add(file, language, &[Judged { is_shipped: false, ..double }], &[]);
            }
        }
        let mut left = std::mem::take(&mut self.through);
        for _ in 0..HANDED_ON_MAX {
            let before = left.len();
            let mut found: Vec<(FileId, Language, Judged)> = Vec::new();
            left.retain(|(at, language, through)| {
                let file = files.get(*at as usize).and_then(Option::as_ref);
                let known = file.and_then(|file| self.outside(*at, file, through.outside, files));
                let Some((_, double)) = known else { return true };
                let confidence = double.confidence.max(through.at_most);
                found.push((*at, *language, Judged { name: through.name, confidence, ..double }));
                false
            });
            for (at, language, double) in found {
                if !self.by_definition.contains_key(&(at, double.name)) {
                    self.add(at, language, &[double], &[]);
                }
            }
            if left.len() == before {
                return;
            }
        }
    }

    /// The names of a file's outline that are doubles of other files, in order.
    pub(crate) fn used(&self, at: FileId, file: &IndexedFile, files: &[Option<IndexedFile>]) -> Vec<Used> {
        if self.by_definition.is_empty() {
            return Vec::new();
        }
        let names = (0..).zip(&file.linked.outline.outside);
        let found = names.filter_map(|(outside, Outside { name, how })| {
            let (definer, double) = self.outside(at, file, outside, files)?;
            // A method is known by the class that has it, and not by the one that inherits it.
            let name = if *how == How::Method { &double.name } else { name };
            let defined_in = files.get(definer as usize).and_then(Option::as_ref).map_or("", |file| &file.path);
            let is_used = definer != at && !is_test_of(&file.path, defined_in);
            is_used.then_some(Used { outside, name: *name, file: definer, double })
        });
        found.collect()
    }

    fn outside(
        &self,
        at: FileId,
        file: &IndexedFile,
        outside: u32,
        files: &[Option<IndexedFile>],
    ) -> Option<Definition> {
        let name = file.linked.outline.outside.get(outside as usize)?;
        let link = file.linked.links.get(outside as usize)?;
        if let (How::Method, Language::Php) = (name.how, file.language) {
            return self.inherited(at, name.name.as_str(), files);
        }
        self.of(file.language, *name, link, &|namesakes| nearest(&file.path, name.name.as_str(), namesakes, files))
    }

    /// A method by which a class is handed a double from what it derives from, or from a trait: `Test#fakeMailer`.
    fn inherited(&self, at: FileId, name: &str, files: &[Option<IndexedFile>]) -> Option<Definition> {
        let (class, method) = name.split_once('#')?;
        // Most methods hand out no double, whoever has them.
        self.by_name.get(&(Language::Php, Text::new(method)))?;
        let of_class = |(file, class): (FileId, Text)| {
            let double = self.by_definition.get(&(file, Text::new(&format!("{class}.{method}"))))?;
            Some((file, *double)).filter(|_| file != at)
        };
        lineage(files, at, Text::new(class)).into_iter().find_map(of_class)
    }

    fn of(
        &self,
        language: Language,
        outside: Outside,
        link: &Link,
        nearest: &dyn Fn(&[Definition]) -> Option<Definition>,
    ) -> Option<Definition> {
        match (outside.how, link) {
            (How::Called | How::OfLibrary, Link::Definition(file, name)) => {
                let double = names(language, *name).find_map(|name| self.by_definition.get(&(*file, name)));
                let known = double.map(|double| (*file, *double));
                // A path that leads on from what a file defines may be that of a namespace of the same name.
                let is_path = name.as_str().contains('.') && outline::has_near_names(language);
                known.or_else(|| self.of(language, outside, &Link::Nothing, nearest).filter(|_| is_path))
            }
            (How::Called, Link::Nothing) => {
                let likely = |(file, double): Definition| {
                    (file, Judged { confidence: double.confidence.max(Confidence::Likely), ..double })
                };
                let mut all = names(language, outside.name).map(last).filter(|name| name.as_str() != WHOLE);
                // What is imported from where nothing is found may be anyone's, unless it says that it is a double.
                let is_near = outline::has_near_names(language);
                let whole = last(outside.name);
                let may = |name: &Text| (is_near && *name == whole) || outline::may_hand_out_doubles(name.as_str());
                let found = all.find_map(|name| self.by_name.get(&(language, name)).filter(|_| may(&name)))?;
                nearest(found).map(likely)
            }
            (
                How::Called | How::OfLibrary | How::Suite | How::Method | How::Fixture | How::Loaded | How::Fixtures,
                _,
            ) => None,
        }
    }
}

/// Of several files that define a name the one whose path has most of the names that lead to it, or else shares most
/// folders with the file that uses it, if there is one.
fn nearest(from: &str, name: &str, namesakes: &[Definition], files: &[Option<IndexedFile>]) -> Option<Definition> {
    let shared = |(file, _): &Definition| {
        let path = files.get(*file as usize).and_then(Option::as_ref).map_or("", |file| &file.path);
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let names = name.rsplit(['.', '/']).zip(stem.rsplit('/')).take_while(|(name, folder)| name == folder);
        (names.count(), shared_folders(from, path))
    };
    let most = namesakes.iter().map(shared).max()?;
    let mut near = namesakes.iter().filter(|namesake| shared(namesake) == most);
    near.next().filter(|_| near.next().is_none()).copied()
}

/// Whether a file is the test of another by its name: what it defines is the input there, and stands in for nothing.
fn is_test_of(path: &str, other: &str) -> bool {
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or_default().to_lowercase();
        name.replace('-', "_")
    };
    let (test, other) = (stem(path), stem(other));
    let rest = ["_test", "_spec", "test", "tests", "testsuite", "testcase"]
        .iter()
        .find_map(|ending| test.strip_suffix(ending));
    let is_beside = path.contains(".test.") || path.contains(".spec.");
    !other.is_empty()
        && (rest == Some(&*other) || test.strip_prefix("test_") == Some(&*other) || (is_beside && test == other))
}

fn last(name: Text) -> Text {
    Text::new(name.as_str().rsplit(['.', '/']).next().unwrap_or_default())
}

/// A name, what it is a member of (`Store` of `Store.new`), and the file as a whole.
fn names(language: Language, name: Text) -> impl Iterator<Item = Text> {
    let plain = name.as_str().split("()").next().unwrap_or_default();
    let owner = plain.rsplit_once('.').map(|(owner, _)| owner);
    // A member of an object that a script shares is used, not made.
    let is_script = matches!(language, Language::JavaScript | Language::TypeScript);
    let owner = owner.filter(|owner| !is_script || owner.starts_with(|first: char| first.is_ascii_uppercase()));
    [Some(plain), owner, Some(WHOLE)].into_iter().flatten().map(Text::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(name: &str) -> Judged {
        Judged {
            name: Text::new(name),
            boundary: Boundary::Cache,
            confidence: Confidence::Certain,
            acts: Acts::Itself,
            is_shipped: false,
        }
    }

    fn of(doubles: &Doubles, name: &str, link: Link) -> Option<(FileId, Confidence)> {
        let outside = Outside { how: How::Called, name: Text::new(name) };
        let only = |namesakes: &[Definition]| (namesakes.len() == 1).then(|| namesakes[0]);
        doubles.of(Language::Java, outside, &link, &only).map(|(file, double)| (file, double.confidence))
    }

    #[test]
    fn a_member_is_made_of_its_owner_and_a_file_may_be_a_double_as_a_whole() {
        let mut doubles = Doubles::default();
        doubles.add(3, Language::Java, &[judged("Store")], &[]);
        doubles.add(4, Language::Java, &[judged(WHOLE)], &[]);
        let at = |file, name| Link::Definition(file, Text::new(name));
        assert_eq!(of(&doubles, "x", at(3, "Store")), Some((3, Confidence::Certain)));
        assert_eq!(of(&doubles, "x", at(3, "Store.create")), Some((3, Confidence::Certain)));
        assert_eq!(of(&doubles, "x", at(3, "Clock")), None);
        assert_eq!(of(&doubles, "x", at(4, "Anything")), Some((4, Confidence::Certain)));
    }

    #[test]
    fn what_a_test_is_named_after_is_its_input() {
        for (test, other) in [
            ("pkg/fake_handler_test.go", "pkg/fake_handler.go"),
            ("src/fake-store.test.ts", "src/fake-store.ts"),
            ("tests/test_fakes.py", "tests/fakes.py"),
            ("test/FakeStoreTest.java", "main/FakeStore.java"),
        ] {
            assert!(is_test_of(test, other), "{test}");
        }
        assert!(
            !is_test_of("pkg/orders_test.go", "pkg/fake_handler.go") && !is_test_of("src/store.ts", "test/store.ts")
        );
    }

    #[test]
    fn a_name_that_two_files_have_is_nobodys() {
        let mut doubles = Doubles::default();
        doubles.add(3, Language::Java, &[judged("Store"), judged("Clock")], &[]);
        assert_eq!(of(&doubles, "Store", Link::Nothing), Some((3, Confidence::Likely)));
        doubles.add(4, Language::Java, &[judged("Store")], &[]);
        assert_eq!(of(&doubles, "Store", Link::Nothing), None);
        assert_eq!(of(&doubles, "app.Clock", Link::Nothing), Some((3, Confidence::Likely)));
    }
}
