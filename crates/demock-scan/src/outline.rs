//! What one file tells the project's index: what runs what, as far as a double may be reached by it.
//!
//! A pure function of the file's facts and sites. The first node stands for the file's tests all together: what runs
//! around every one of them.
//! Invariants: every index lies inside the list it points to; a node that leads to no site and to no name of another file
//! is not kept. Absent on purpose: what the names of other files are (`index`).

mod build;
mod callee;
mod classes;
mod doubles;
mod given;
mod made;
mod members;
mod shipped;
mod support;

pub(crate) use build::{Subject, outline};
pub(crate) use callee::has_near_names;
pub use classes::{Base, Class};
pub(crate) use doubles::WHOLE;
pub use doubles::{By, Double};
pub(crate) use made::{Made, is_maker};
pub(crate) use support::{is_test_code, may_hand_out_doubles, may_wrap, words};

use demock_model::Text;

/// One file, as far as others matter to it or it to others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Names of other files that something here runs, each once.
    pub outside: Vec<Outside>,
    /// How many nodes there are; a node is something that runs.
    pub nodes: u32,
    /// A node and another that it runs, in order.
    pub runs: Vec<(u32, u32)>,
    /// A node and a site that acts when it runs, as an index into [`crate::site::FileScan::sites`]; in order.
    pub acting: Vec<(u32, u32)>,
    /// A node and a name of another file that it runs, as an index into [`Outline::outside`]; in order.
    pub beyond: Vec<(u32, u32)>,
    /// A node and the hash of a name that it calls on something whose class is not known; in order.
    pub members: Vec<(u32, u32)>,
    /// Methods that run where their class is constructed and their name is called: the node that constructs, that of the
    /// method, the hash of the name.
    pub waiting: Vec<(u32, u32, u32)>,
    /// The node of each test, in the order of the file's tests; none where nothing is reached but what runs around all.
    pub tests: Vec<Option<u32>>,
    /// Definitions that other files may run, in order.
    pub shown: Vec<Shown>,
    /// Classes by which tests are inherited, in order.
    pub classes: Vec<Class>,
    /// Definitions that are doubles or hand one out, in order of their names: whoever makes one elsewhere uses a double.
    pub doubles: Vec<Double>,
    /// Of product code, names of classes that it makes and that would be stand-ins if it did not, in order.
    pub in_use: Vec<Text>,
}

/// A name that another file defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Outside {
    /// In which way it is run.
    pub how: How,
    /// The name with imports resolved, such as `tests.support.make_client` or `./support.makeClient`; a fixture's own.
    pub name: Text,
}

/// In which way something of another file is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// A name is called, constructed, named as a decorator: an imported one, or one that another file of the same package
    /// may define.
    Called,
    /// As [`How::Called`], of a library that is known by its name: the project's own where the project is that library.
    OfLibrary,
    /// A class derives from it: its hooks run around the class's tests.
    Suite,
    /// A method that a class here has from what it derives from: the class, `#` and the method.
    Method,
    /// A fixture is asked for by its name.
    Fixture,
    /// The module is imported: what stands at its top runs.
    Loaded,
    /// All of the module's fixtures can be asked for here.
    Fixtures,
}

impl How {
    /// Every way, in declaration order.
    pub const ALL: [Self; 7] =
        [Self::Called, Self::OfLibrary, Self::Suite, Self::Method, Self::Fixture, Self::Loaded, Self::Fixtures];
}

/// A definition that other files may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// What it is.
    pub sort: Sort,
    /// Its name in the file: `make_client`, `Client.start`; empty for the file itself.
    pub name: Text,
    /// The node that runs.
    pub node: u32,
}

/// What a shown definition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A function, a method, or a class that is constructed.
    Run,
    /// What runs around the tests of classes that derive from it.
    Suite,
    /// A fixture that is asked for by name.
    Fixture,
    /// Fixtures that act without being asked for; what runs before all tests of a package of Go.
    Ambient,
    /// The file, when it is loaded.
    Module,
}

impl Sort {
    /// Every sort, in declaration order.
    pub const ALL: [Self; 5] = [Self::Run, Self::Suite, Self::Fixture, Self::Ambient, Self::Module];
}

impl Outline {
    /// The node of a shown definition.
    pub fn shown(&self, sort: Sort, name: Text) -> Option<u32> {
        let from = self.shown.partition_point(|shown| shown.sort < sort);
        let same = self.shown[from..].iter().take_while(|shown| shown.sort == sort);
        same.into_iter().find(|shown| shown.name == name).map(|shown| shown.node)
    }

    /// The node of a method that is shown under its class's name.
    pub fn shown_member(&self, class: Text, method: &str) -> Option<u32> {
        // Compared in parts, so that the whole name need not be put together.
        let class = class.as_str().as_bytes();
        let by_name = |name: &[u8]| {
            let (owner, rest) = name.split_at(class.len().min(name.len()));
            let (dot, member) = rest.split_at(rest.len().min(1));
            owner.cmp(class).then_with(|| dot.cmp(b".")).then_with(|| member.cmp(method.as_bytes()))
        };
        let order = |shown: &Shown| shown.sort.cmp(&Sort::Run).then_with(|| by_name(shown.name.as_str().as_bytes()));
        let first = self.shown.get(self.shown.partition_point(|shown| order(shown).is_lt()))?;
        order(first).is_eq().then_some(first.node)
    }

    /// What a node runs of this file.
    pub fn runs_of(&self, node: u32) -> impl Iterator<Item = u32> {
        of_node(&self.runs, node)
    }

    /// What a node runs of other files.
    pub fn beyond_of(&self, node: u32) -> impl Iterator<Item = u32> {
        of_node(&self.beyond, node)
    }
}

fn of_node(pairs: &[(u32, u32)], node: u32) -> impl Iterator<Item = u32> {
    let from = pairs.partition_point(|(at, _)| *at < node);
    pairs[from..].iter().take_while(move |(at, _)| *at == node).map(|(_, to)| *to)
}
