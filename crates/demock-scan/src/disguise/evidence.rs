//! What is known of a candidate: a set of small facts, each with its weight and its sentence in `weights`.
//!
//! Invariant: an evidence is read from one file alone. Absent on purpose: what it is worth (`weights`).

use super::weights;

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A class, struct or anonymous object of an interface.
    Class,
    /// A function or method that is handed on.
    Function,
    /// An object literal, or a bare object that gets its methods one by one.
    Literal,
}

impl Shape {
    /// Every shape, in declaration order.
    pub const ALL: [Self; 3] = [Self::Class, Self::Function, Self::Literal];

    /// The name that the setting's output uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Function => "function",
            Self::Literal => "literal",
        }
    }
}

macro_rules! evidence {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// One thing that speaks for or against a candidate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Evidence { $($(#[$doc])* $name,)* }

        impl Evidence {
            /// All of them, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the table and in the setting's output.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

evidence! {
    /// The name has a word such as `fake`, `mock`, `stub`, `dummy`.
    NameDouble,
    /// The name says how it acts: `recording`, `failing`, `noop`, `in memory`.
    NameActs,
    /// The name says only that it belongs to a test.
    NameTest,
    /// The name is that of an input: a model, an event, a plugin, an option.
    NameInput,
    /// The name is that of something that is talked to: a client, a store, a logger.
    NameService,
    /// The comment or docstring says that it replaces, simulates or is the real thing.
    Claims,
    /// It derives from a double of a library or from one that is named so.
    BaseDouble,
    /// It derives from or implements something that this file does not define.
    BaseForeign,
    /// What it derives from is told apart by the imports of the file.
    BaseImported,
    /// It derives from something that this file defines.
    BaseHere,
    /// It is a value: a model, a record, an enumeration, an exception.
    Value,
    /// Its methods are marked as overrides, or implement a trait.
    Overrides,
    /// Methods are named by verbs of a boundary.
    Verbs,
    /// Every body is empty, constant, stores, looks up or raises.
    AllTrivial,
    /// At least half of the bodies are.
    MostTrivial,
    /// A body keeps what it is given.
    Records,
    /// A body only raises.
    Raises,
    /// A body calls what it stands in for: its super class, what it wraps, what was saved.
    CallsReal,
    /// A body has logic of its own.
    Logic,
    /// There is no method.
    NoMethods,
    /// There is one method.
    OneMethod,
    /// It is put in the place of something: patched in, assigned over a member.
    PutInPlace,
    /// It is handed to a call that is no assertion.
    HandedOver,
    /// It is handed over under a name that is called like what is talked to.
    HandedAsService,
    /// It is assigned to a member of something.
    AssignedOver,
    /// It is called in this file where it is defined.
    CalledHere,
    /// It is asserted about.
    Asserted,
    /// Nothing in this file uses it.
    Unused,
    /// It is defined inside a function.
    Nested,
    /// The file has no tests.
    SupportFile,
    /// It is product code by its place.
    InProduct,
    /// Something decorates it.
    Decorated,
    /// It takes anything or ignores what it is given.
    IgnoresArguments,
    /// A member is a double of a library.
    HoldsMocks,
    /// Every member is a function.
    AllFunctions,
    /// It is converted to a type.
    Cast,
    /// It is declared to be of a type.
    Typed,
    /// It is what a function with the name of a double gives back.
    ReturnedByDouble,
    /// It is what a function gives back.
    Returned,
    /// Its members are named like callbacks and options.
    Options,
    /// It copies members of something else.
    Spreads,
    /// It stands inside another literal.
    Inside,
    /// It is an object without a class that gets its methods one by one.
    Bare,
    /// It is a class without a name.
    Anonymous,
    /// It listens on a real socket: a real server.
    Listens,
    /// It has the type of something else, several methods, and none does anything.
    Implements,
    /// The name is that of something that makes data or helps tests: a builder, a factory, a helper.
    NameMaker,
    /// A method gives back the object itself, as builders do.
    Fluent,
    /// The name says `dummy`, as doubles and sample values are called alike.
    NameDummy,
    /// Its methods are accessors of its fields and nothing else, as those of entities are.
    Accessors,
    /// The file calls members of it, as tests call what they test.
    Driven,
    /// A body calls the same method of something that it holds.
    Wraps,
    /// The file's tests are named after what it derives from: it is how that is tested.
    BaseUnderTest,
    /// What it derives from is named like what a test hands in to be called: a callback, a mapper, a filter.
    BaseCallback,
    /// All that acts in it are mocks of a library, each of them a site of its own.
    OnlyMocks,
    /// A body calls what was kept of the thing before it was replaced.
    CallsSaved,
    /// It opens a socket that others connect to: a real server, whatever it is called.
    OpensSocket,
}

/// A set of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Case(u64);

impl Case {
    /// Adds one.
    pub fn add(&mut self, evidence: Evidence) {
        self.0 |= 1 << evidence as u64;
    }

    /// The set as bits.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Whether it is in the set.
    pub const fn has(self, evidence: Evidence) -> bool {
        self.0 & (1 << evidence as u64) != 0
    }

    /// Adds all that another set has.
    pub(super) const fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Those in the set, in declaration order.
    pub fn iter(self) -> impl Iterator<Item = Evidence> {
        Evidence::ALL.iter().copied().filter(move |evidence| self.has(*evidence))
    }

    /// Whether it is that of a class which makes data or is data, and no double at any score: one that is called a builder
    /// and a stand-in by nothing that it says or derives from, or a value that is named after an input of a test.
    pub fn is_data(self, shape: Shape) -> bool {
        const SAYS_STAND_IN: [Evidence; 5] =
            [Evidence::NameDouble, Evidence::NameActs, Evidence::Claims, Evidence::BaseForeign, Evidence::BaseImported];
        let makes = self.has(Evidence::NameMaker) && !SAYS_STAND_IN.iter().any(|evidence| self.has(*evidence));
        shape == Shape::Class && (makes || (self.has(Evidence::Value) && self.has(Evidence::NameInput)))
    }

    /// Whether it is that of a class which is a real server: who connects to it talks a real protocol over a real socket.
    pub(super) fn is_server(self, shape: Shape) -> bool {
        shape == Shape::Class && self.has(Evidence::OpensSocket)
    }

    /// Whether a reader would hesitate at any score: a function that passes on to what it was put in the place of, and that
    /// its name calls no double, looks on and replaces nothing.
    pub(super) fn is_open(self, shape: Shape) -> bool {
        shape == Shape::Function && self.has(Evidence::CallsSaved) && !self.has(Evidence::NameDouble)
    }

    /// Whether it is that of a class which is named as a double and has nothing but mocks of a library for members, and is no
    /// input or builder: at least likely, whatever else is known of it.
    pub(super) const fn is_made_of_mocks(self) -> bool {
        self.has(Evidence::NameDouble)
            && self.has(Evidence::HoldsMocks)
            && self.has(Evidence::NoMethods)
            && !self.has(Evidence::NameInput)
            && !self.has(Evidence::NameMaker)
    }

    /// What all of it is worth.
    pub fn score(self, shape: Shape) -> i32 {
        weights::bias(shape) + self.iter().map(|evidence| weights::of(shape, evidence)).sum::<i32>()
    }
}

impl Extend<Evidence> for Case {
    fn extend<T: IntoIterator<Item = Evidence>>(&mut self, evidence: T) {
        evidence.into_iter().for_each(|one| self.add(one));
    }
}
