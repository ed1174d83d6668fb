//! What a site is: its kind, the group the kind belongs to, and how sure and how serious a finding is.
//!
//! Source of the names: `docs/sites.md` §1.

use std::fmt;

macro_rules! named_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident => $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vmeta])* $variant,)* }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name used in output, configuration and documentation.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The value of that name, or `None`.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }
    };
}
pub(crate) use named_enum;

named_enum! {
    /// The construct by which a real thing is replaced.
    Kind {
        /// A double comes into being: `Mock()`, `jest.fn()`, `mock(Foo.class)`.
        MockObject => "mock-object",
        /// A name is replaced through a patching library.
        Patch => "patch",
        /// pytest's `monkeypatch` replaces an attribute or item.
        Monkeypatch => "monkeypatch",
        /// An attribute of an existing object is assigned over.
        ManualPatch => "manual-patch",
        /// A real thing is wrapped so that its calls are recorded.
        Spy => "spy",
        /// A whole module is replaced.
        ModuleMock => "module-mock",
        /// HTTP traffic is intercepted inside the process.
        HttpIntercept => "http-intercept",
        /// One scripted answer of an interceptor.
        HttpRoute => "http-route",
        /// Time is faked.
        Clock => "clock",
        /// A library's fake of an external service.
        FakeService => "fake-service",
        /// The definition of a double written by hand or generated.
        HandwrittenDouble => "handwritten-double",
        /// An instance of a hand-written double made in another file.
        DoubleUse => "double-use",
        /// An in-memory engine where production runs another one.
        InMemorySubstitute => "in-memory-substitute",
        /// A double chosen behind a failure or a flag.
        FallbackMock => "fallback-mock",
        /// Authentication switched off or forged.
        AuthBypass => "auth-bypass",
        /// A test that proves nothing.
        HollowTest => "hollow-test",
        /// An environment variable set by a test.
        Env => "env",
        /// Working directory or import path changed by a test.
        ProcessState => "process-state",
        /// A real listener on a local port.
        LocalServer => "local-server",
    }
}

named_enum! {
    /// The families of kinds that policy and reports speak of.
    Group {
        /// Library doubles and patches that a reader sees at once.
        Explicit => "explicit",
        /// Doubles that hide.
        Disguised => "disguised",
        /// Tests that prove nothing.
        Hollow => "hollow",
        /// Things worth knowing that neither gate nor taint.
        Aside => "aside",
    }
}

named_enum! {
    /// How serious a finding is: said by policy, never by a rule.
    Severity {
        /// Fails the gate unless the baseline holds it.
        Error => "error",
        /// Listed, never fails.
        Warning => "warning",
        /// Listed last.
        Info => "info",
    }
}

named_enum! {
    /// How sure the rule is.
    Confidence {
        /// The import or the construct leaves no other reading.
        Certain => "certain",
        /// A reader would agree.
        Likely => "likely",
        /// A reader would hesitate; never gates.
        Possible => "possible",
    }
}

impl Kind {
    /// The group the kind belongs to (`docs/sites.md` §1).
    pub const fn group(self) -> Group {
        match self {
            Self::MockObject
            | Self::Patch
            | Self::Monkeypatch
            | Self::ManualPatch
            | Self::Spy
            | Self::ModuleMock
            | Self::HttpIntercept
            | Self::HttpRoute
            | Self::Clock
            | Self::FakeService => Group::Explicit,
            Self::HandwrittenDouble
            | Self::DoubleUse
            | Self::InMemorySubstitute
            | Self::FallbackMock
            | Self::AuthBypass => Group::Disguised,
            Self::HollowTest => Group::Hollow,
            Self::Env | Self::ProcessState | Self::LocalServer => Group::Aside,
        }
    }
}

/// A set of kinds, for the further kinds a single site also is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct KindSet(u32);

impl KindSet {
    /// The empty set.
    pub const EMPTY: Self = Self(0);

    /// Adds a kind.
    pub fn insert(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u8;
    }

    /// Removes a kind.
    pub fn remove(&mut self, kind: Kind) {
        self.0 &= !(1 << kind as u8);
    }

    /// Whether the kind is in the set.
    pub const fn contains(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Whether no kind is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds in declaration order.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(move |kind| self.contains(*kind))
    }

    /// The set as bits, for storage; the inverse of [`KindSet::from_bits`].
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set of stored bits; unknown bits are dropped.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & ((1 << Kind::ALL.len()) - 1))
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
