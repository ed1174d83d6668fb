//! Rules are a table: one rule, one file, one row. A rule is data; the engine gives it meaning.
//!
//! Invariants: ids are unique, every rule has documentation and a fixture folder with a good and a bad example
//! (tests walk the table). Within one place the first row that matches wins, so that special cases stand first.
//! Absent on purpose: severity, tiers, policy.

use demock_model::{Boundary, Confidence, Kind, Language};

/// One library or construct.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// `language/library`, such as `python/unittest-mock`; stable for ever.
    pub id: &'static str,
    /// The library, as its users call it.
    pub framework: &'static str,
    /// Where it applies.
    pub languages: &'static [Language],
    /// The rule set in which it appeared or last came to find more; a baseline of an older one does not fail on it.
    pub since: u32,
    /// One line: what it finds.
    pub summary: &'static str,
    /// Markdown for `demock explain`: what it is, why it matters, what to do instead.
    pub documentation: &'static str,
    /// What it matches.
    pub rows: &'static [Row],
}

/// What a row looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A call of the path, decorators with arguments included.
    Call,
    /// The path used without a call: a bare decorator or annotation, the subject of `with`.
    Reference,
    /// An assignment to the path or to an item of it.
    Assign,
    /// A class that derives from the path.
    Base,
    /// A parameter of that name in a test, fixture or hook: a fixture that acts by being asked for.
    Parameter,
    /// A file that a generator made, by the generator's name; it is the file's only site.
    Generator,
    /// A file that stands in for a module because of the folder it lies in; the path says nothing.
    File,
    /// Something that is told by how code is built (`hollow`); the path is the name of what is looked for.
    Structure,
}

impl On {
    /// Every kind of fact, in declaration order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Call,
        Self::Reference,
        Self::Assign,
        Self::Base,
        Self::Parameter,
        Self::Generator,
        Self::File,
        Self::Structure,
    ];
    /// How many there are.
    pub const COUNT: usize = 8;
}

/// One thing that a rule matches, and what it is then.
///
/// `path` is a dotted path with imports resolved: `unittest.mock.patch.object`. `{a,b}` stands for either; `*` for any
/// run of characters within one name; a call's result is written `()`, as in `responses.RequestsMock().add`; a fixture
/// or a parameter is `fixture:name`; a call that replaces a variable of the project is the variable's `replaced:`; a name that nothing binds stands for itself (`jest.fn`, `describe`). A leading `?.`
/// stands for any receiver, known or not. `::`, `->` and `\` may be written for `.`.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What is looked at.
    pub on: On,
    /// The path.
    pub path: &'static str,
    /// All must hold.
    pub when: &'static [When],
    /// What it is.
    pub kind: Kind,
    /// What it is besides.
    pub also: &'static [Kind],
    /// What is replaced.
    pub target: TargetFrom,
    /// What kind of thing is replaced, where the rule knows.
    pub boundary: Option<Boundary>,
    /// Methods further down the chain that script an answer: the site is `stubbed`.
    pub stubbed_by: &'static [&'static str],
    /// How sure it is.
    pub confidence: Confidence,
    /// Whether a match is a site at all; a row that says [`Meaning::Nothing`] takes precedence over later ones.
    pub meaning: Meaning,
    /// What stands before the name of what is doubled in the name of the type that the match defines, if it defines one.
    pub defines: Option<&'static str>,
}

/// Whether a match counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// It is a site.
    Site,
    /// It is known not to be one.
    Nothing,
}

/// A condition of a row. Arguments are counted from 0; keyword arguments do not count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// The file is test code.
    InTest,
    /// The argument is this path (same notation as [`Row::path`]).
    ArgPath(u8, &'static str),
    /// The argument is a text that matches; `*` stands for anything.
    ArgText(u8, &'static str),
    /// The argument is no text.
    NoArgText(u8),
    /// The argument is a function literal.
    ArgFunction(u8),
    /// The argument is a call of this path, or a chain that begins with one.
    ArgCall(u8, &'static str),
    /// There are at least this many arguments.
    ArgsAtLeast(u8),
    /// There are at most this many arguments.
    ArgsAtMost(u8),
    /// A keyword argument of this name is given.
    Keyword(&'static str),
    /// A keyword argument of this name is a text that matches; `*` stands for anything.
    KeywordText(&'static str, &'static str),
    /// No keyword argument of this name is given.
    NoKeyword(&'static str),
    /// One of these methods is called further down the chain.
    Chain(&'static [&'static str]),
    /// None of these methods is called further down the chain.
    NoChain(&'static [&'static str]),
    /// The file imports a module whose name begins so.
    FileImports(&'static str),
    /// The file's text holds this.
    FileHas(&'static str),
    /// It is written as a call of this form.
    Form(crate::facts::CallForm),
    /// The argument is an object or mapping literal.
    ArgObject(u8),
    /// The path begins with a name that the file imports, and no call stands in it.
    Imported,
    /// The path begins with a name that no definition of this file has.
    NotDefinedHere,
    /// The file keeps what the assigned member was before: `saved = store.get`.
    Saved,
    /// Something is put in the place of a real thing.
    Puts(Puts),
    /// What is assigned is an object or mapping literal.
    ValueObject,
    /// What is assigned is a function, a double or a name of this file: something that acts in the real thing's place.
    ValueActs,
    /// The argument list's text holds this, white space aside.
    ArgsHave(&'static str),
    /// What is assigned to is a member of this.
    MemberOf(Owner),
    /// What is assigned to is an item whose key is a text that matches, or a path whose last name does.
    Key(&'static str),
    /// What is assigned to is an item.
    IsItem,
    /// The text of what is assigned holds this.
    ValueHas(&'static str),
    /// The argument list's text does not hold this, white space aside.
    NotArgsHave(&'static str),
    /// The argument list is not this and nothing else, white space aside.
    NotArgs(&'static str),
    /// The file's text does not hold this.
    NotFileHas(&'static str),
    /// The text of what is assigned does not hold this.
    NotValueHas(&'static str),
    /// The call has explicit type arguments.
    TypeArgs,
    /// The call's explicit type arguments hold this.
    TypeArgsHave(&'static str),
    /// The call's first type argument is named as an interface: `ICommandBus`.
    TypeArgIsInterface,
    /// One of the call's explicit type arguments is named as a double: `Replace<IMailer, NoopMailer>`.
    TypeArgIsDouble,
    /// The call stands in the arguments of one whose last name is this.
    Inside(&'static str),
    /// The call does not stand in the arguments of one whose last name is this.
    NotInside(&'static str),
    /// The path begins with this name, as it is written.
    HeadNamed(&'static str),
    /// It stands on a function that makes no double itself: what makes one is a site already.
    OnPlainFunction,
    /// The call is that of a member: something stands before its last name.
    HasReceiver,
    /// The first argument of the receiver's call is a double that this file makes: `expect(double).to`.
    ReceiverArgIsDouble,
}

/// What tells that something is put in the place of a real thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Puts {
    /// What is assigned is not what the file keeps of the assigned variable: `os.Stdout = saved` gives back.
    NotGivenBack,
    /// The argument is not what the file keeps from before, and says no such thing: `System.setOut(saved)` gives back.
    ArgNotGivenBack(u8),
    /// The argument is a double, by its name or by what this file makes it of.
    ArgIsDouble(u8),
    /// The receiver is neither `self` nor an object that this file makes empty or as a double.
    ReceiverIsReal,
    /// The path begins with a constant.
    OnConstant,
    /// The path begins with a constant, or with an object of one, that this file does not define.
    OnRealConstant,
    /// The block behind the call defines methods.
    BlockDefines,
    /// The argument acts: a function, a double, or something of a class or function of this file.
    ArgActs(u8),
    /// The argument is a module, a class or an object that an import binds, and of no library of doubles.
    ArgIsImported(u8),
    /// What is assigned to is a constant of an imported module, and its value is no name.
    ConstantOfModule,
    /// What is assigned to is kept in the same statement: `kept, store.client = store.client, None`.
    Swapped,
    /// What is assigned to is a member of an object that the test has made of a class that it does not define.
    MemberOfMade,
    /// What is assigned to is a member of a parameter, other than what a runner hands in for members to be set.
    MemberOfGiven,
    /// What is assigned is an object literal that holds a function or a double.
    ValueHoldsActs,
    /// The argument is a path that begins with no name of a definition of this file.
    ArgNotDefinedHere(u8),
    /// What is assigned is an object that stands in for another, and no function.
    ADouble,
    /// What is assigned is a function literal, and does not give back the platform's own clock.
    AFunction,
    /// What is assigned to is a member of a type that this file does not define: `Shop.instance`.
    OnType,
    /// What is assigned to is a member of an object whose type the file tells and does not define: `shop.store`.
    OnObject,
    /// The parameter or field that an annotation stands on is declared as an interface or as a double.
    OnDouble,
}

/// Whose member is assigned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A name that an import binds, or a member of one: a module, a class, an object of the code under test.
    Imported,
    /// A local object that is no double as far as this file tells, and nothing that this file defines.
    Local,
}

/// Where the name of the replaced thing comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetFrom {
    /// Nothing says.
    Nowhere,
    /// The argument: a text, or a path with imports resolved.
    Arg(u8),
    /// The object and the text of its member: `patch.object(store, "client")`.
    Member(u8, u8),
    /// The first explicit type argument, else a class literal (`Foo.class`, `Foo::class`, `typeof(Foo)`) as argument 0.
    Type,
    /// The first of these keyword arguments that is given, else argument 0 where it is a path.
    Spec(&'static [&'static str]),
    /// The called name without this beginning: `NewMockStore` is a `Store`.
    NameWithout(&'static str),
    /// The trait that a macro's body implements for the double that it defines, else nothing: `impl Store for Orders`.
    Implemented,
    /// The type whose function is called, without this beginning: `MockStore::new` is a `Store`.
    OwnerWithout(&'static str),
    /// What the assignment assigns to.
    Assigned,
    /// The text of the key of the item that is assigned to.
    Key,
    /// The first key of the object or mapping literal that is this argument.
    FirstKey(u8),
    /// The receiver's path: what stands before the last name.
    Receiver,
    /// The receiver's path and the text of the argument: `store.stubs(:get)`.
    ReceiverMember(u8),
    /// The argument of the receiver's call and the text of the argument's call: `allow(store).to receive(:get)`.
    ReceiverArg,
    /// The declared type or name that an annotation stands on.
    Annotated,
    /// The type that the annotated function returns.
    Returned,
    /// The variable that a function of the project replaces.
    Replaced,
    /// A fixed text.
    Fixed(&'static str),
}

impl Row {
    /// A row for calls of `path`.
    pub const fn call(path: &'static str, kind: Kind) -> Self {
        Self {
            on: On::Call,
            path,
            when: &[],
            kind,
            also: &[],
            target: TargetFrom::Nowhere,
            boundary: None,
            stubbed_by: &[],
            confidence: Confidence::Certain,
            meaning: Meaning::Site,
            defines: None,
        }
    }

    /// A row for uses of `path` without a call.
    pub const fn reference(path: &'static str, kind: Kind) -> Self {
        Self { on: On::Reference, ..Self::call(path, kind) }
    }

    /// A row for assignments to `path`.
    pub const fn assign(path: &'static str, kind: Kind) -> Self {
        Self { on: On::Assign, target: TargetFrom::Assigned, ..Self::call(path, kind) }
    }

    /// A row for classes that derive from `path`.
    pub const fn base(path: &'static str, kind: Kind) -> Self {
        Self { on: On::Base, ..Self::call(path, kind) }
    }

    /// A row for parameters named `path`.
    pub const fn parameter(path: &'static str, kind: Kind) -> Self {
        Self { on: On::Parameter, ..Self::call(path, kind) }
    }

    /// A row for files that the generator `path` made.
    pub const fn generator(path: &'static str) -> Self {
        Self { on: On::Generator, ..Self::call(path, Kind::HandwrittenDouble) }
    }

    /// A row for files that stand in for a module.
    pub const fn file(kind: Kind) -> Self {
        Self { on: On::File, ..Self::call("__mocks__", kind) }
    }

    /// A row for what is told by how code is built.
    pub const fn structure(name: &'static str, kind: Kind) -> Self {
        Self { on: On::Structure, ..Self::call(name, kind) }
    }

    /// A row that says: calls of `path` are known not to be sites.
    pub const fn nothing(path: &'static str) -> Self {
        Self { meaning: Meaning::Nothing, ..Self::call(path, Kind::MockObject) }
    }

    /// A row that says: assignments to `path` are known not to be sites.
    pub const fn nothing_assigned(path: &'static str) -> Self {
        Self { on: On::Assign, ..Self::nothing(path) }
    }

    /// Adds conditions.
    #[must_use]
    pub const fn when(self, when: &'static [When]) -> Self {
        Self { when, ..self }
    }

    /// Says where the target's name comes from.
    #[must_use]
    pub const fn target(self, target: TargetFrom) -> Self {
        Self { target, ..self }
    }

    /// Says what is replaced.
    #[must_use]
    pub const fn boundary(self, boundary: Boundary) -> Self {
        Self { boundary: Some(boundary), ..self }
    }

    /// Says which methods of the chain script an answer.
    #[must_use]
    pub const fn stubbed_by(self, stubbed_by: &'static [&'static str]) -> Self {
        Self { stubbed_by, ..self }
    }

    /// Says how sure it is.
    #[must_use]
    pub const fn confidence(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    /// Says that it defines a type whose instances are the library's doubles.
    #[must_use]
    pub const fn defines(self, before: &'static str) -> Self {
        Self { defines: Some(before), ..self }
    }

    /// Says what it is besides.
    #[must_use]
    pub const fn also(self, also: &'static [Kind]) -> Self {
        Self { also, ..self }
    }
}

pub mod csharp;
pub mod double;
pub mod go;
pub mod hollow;
pub mod javascript;
pub mod jvm;
pub mod php;
pub mod python;
pub mod ruby;
pub mod rust;
pub mod switches;

/// Every built-in rule, in order of id within a language.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let tables = [
        csharp::RULES,
        double::RULES,
        go::RULES,
        hollow::RULES,
        javascript::RULES,
        jvm::RULES,
        php::RULES,
        python::RULES,
        ruby::RULES,
        rust::RULES,
        switches::RULES,
    ];
    tables.into_iter().flatten().copied()
}

/// Number of the rule set: grows with every release that changes what is found.
pub const RULE_SET: u32 = 2;
