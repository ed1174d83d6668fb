//! What each evidence is worth, in one table, and from which score on a finding is how sure.
//!
//! The numbers are set by `cargo xtask weights` from the open labelled files (`docs/decisions/0008-disguised-doubles.md`);
//! ten points are one step of the logarithm of the odds. Invariant: rows stand in the order of [`Evidence`].
//! Absent on purpose: weights by language or by library.

use super::evidence::{Case, Evidence, Shape};
use demock_model::Confidence;
use std::sync::Arc;

/// What a candidate of each shape weighs of which nothing is known.
const BIAS: [i32; 3] = [-16, -33, -9];
/// Scores from which on a class, a function, a literal is a double with certainty.
const CERTAIN: [i32; 3] = [34, 25, 25];
/// The same, as far as a reader would agree.
const LIKELY: [i32; 3] = [20, 1, 16];
/// The same, where a reader would hesitate.
const POSSIBLE: [i32; 3] = [-4, -4, -8];

/// An evidence, its weight for a class, a function, a literal, and the sentence that speaks for it.
#[rustfmt::skip]
const TABLE: &[(Evidence, [i32; 3], &str)] = &[
    (Evidence::NameDouble, [28, 22, 9], "its name says that it stands in for something"),
    (Evidence::NameActs, [8, 5, 2], "its name says how it acts in place of the real thing"),
    (Evidence::NameTest, [-1, -1, 0], "its name says that it belongs to a test"),
    (Evidence::NameInput, [-5, -12, 0], "its name is that of an input"),
    (Evidence::NameService, [7, 9, 16], "its name is that of something that code talks to"),
    (Evidence::Claims, [12, 10, 0], "its comment says that it replaces or simulates the real thing"),
    (Evidence::BaseDouble, [1, 0, 0], "it derives from a double"),
    (Evidence::BaseForeign, [-9, 0, 0], "it has the type of something that is defined elsewhere"),
    (Evidence::BaseImported, [10, 0, 0], "it derives from what the file imports"),
    (Evidence::BaseHere, [-3, 0, 0], "it derives from a class of the file"),
    (Evidence::Value, [1, 0, 0], "it is a value"),
    (Evidence::Overrides, [6, 0, 0], "its methods override or implement those of the real thing"),
    (Evidence::Verbs, [5, -2, 10], "its methods are verbs by which something outside is talked to"),
    (Evidence::AllTrivial, [6, 2, 2], "every body is empty, constant, stores or looks up"),
    (Evidence::MostTrivial, [3, 0, 0], "most bodies are empty, constant, store or look up"),
    (Evidence::Records, [8, 5, 9], "it keeps what it is given"),
    (Evidence::Raises, [5, 2, 4], "it does nothing but fail"),
    (Evidence::CallsReal, [7, -2, 0], "it calls the real thing"),
    (Evidence::Logic, [-4, -5, -4], "it has logic of its own"),
    (Evidence::NoMethods, [-5, 0, 0], "it has no methods"),
    (Evidence::OneMethod, [-2, 0, -6], "it has one method"),
    (Evidence::PutInPlace, [8, 24, 0], "it is patched into the place of something"),
    (Evidence::HandedOver, [2, 5, -11], "it is handed to other code"),
    (Evidence::HandedAsService, [3, 7, 0], "it is handed over under the name of something that code talks to"),
    (Evidence::AssignedOver, [7, 7, 0], "it is assigned over a member"),
    (Evidence::CalledHere, [1, -13, 0], "it is called in this file"),
    (Evidence::Asserted, [-7, -4, 0], "it is asserted about"),
    (Evidence::Unused, [-5, 0, 0], "nothing in this file uses it"),
    (Evidence::Nested, [1, 7, 4], "it is defined inside a function"),
    (Evidence::SupportFile, [2, -1, -5], "it stands in a module without tests that serves tests"),
    (Evidence::InProduct, [-8, 0, 0], "it is shipped in product code"),
    (Evidence::Decorated, [-1, -6, 0], "it is decorated"),
    (Evidence::IgnoresArguments, [0, 7, 0], "it takes anything and looks at nothing"),
    (Evidence::HoldsMocks, [-8, 5, 7], "it holds mocks of a library"),
    (Evidence::AllFunctions, [0, 0, 9], "it has nothing but functions for members"),
    (Evidence::Cast, [0, 0, 8], "it is converted to the type of the real thing"),
    (Evidence::Typed, [0, 0, 4], "it is declared to be of the type of the real thing"),
    (Evidence::ReturnedByDouble, [0, 0, -1], "the function that gives it back has the name of a double"),
    (Evidence::Returned, [5, 1, 1], "a function gives it back"),
    (Evidence::Options, [0, 0, -5], "its members are callbacks"),
    (Evidence::Spreads, [0, 0, -6], "it copies members of something else"),
    (Evidence::Inside, [0, 0, 4], "it is a member of another double"),
    (Evidence::Bare, [0, 0, 5], "it is a bare object that gets its members one by one"),
    (Evidence::Anonymous, [3, 0, 0], "its class has no name"),
    (Evidence::Listens, [-5, 3, 0], "it listens on a real socket"),
    (Evidence::Implements, [4, 0, 0], "it implements several methods of the real thing and none does anything"),
    (Evidence::NameMaker, [-6, 0, 1], "its name is that of something that makes data"),
    (Evidence::Fluent, [-2, 0, 0], "its methods give back the object itself"),
    (Evidence::NameDummy, [-1, 0, 0], "its name says that it is a dummy"),
    (Evidence::Accessors, [4, 0, 0], "its methods are accessors"),
    (Evidence::Driven, [0, 4, 0], "the file calls its members"),
    (Evidence::Wraps, [-3, 0, 0], "it passes on to what it holds"),
    (Evidence::BaseUnderTest, [-3, 0, 0], "the tests of the file are of what it derives from"),
    (Evidence::BaseCallback, [-9, 0, 0], "it is called back"),
    (Evidence::OnlyMocks, [0, 0, 3], "all that acts in it are mocks of a library"),
    (Evidence::CallsSaved, [0, 8, 0], "it calls what it replaces"),
    (Evidence::OpensSocket, [-5, -1, 0], "it opens a socket that others connect to"),
];

/// Reasons that a finding gives, the weightiest first.
const REASONS_MAX: usize = 5;

pub(super) const fn bias(shape: Shape) -> i32 {
    BIAS[shape as usize]
}

/// What an evidence is worth for a candidate of a shape.
pub(super) fn of(shape: Shape, evidence: Evidence) -> i32 {
    TABLE[evidence as usize].1[shape as usize]
}

/// How sure a finding is; `None` where there is none.
pub(super) fn confidence(shape: Shape, case: Case) -> Option<Confidence> {
    if case.is_data(shape) || case.is_server(shape) {
        return None;
    }
    let score = case.score(shape);
    if case.is_open(shape) {
        return (score >= POSSIBLE[shape as usize]).then_some(Confidence::Possible);
    }
    if score >= CERTAIN[shape as usize] {
        Some(Confidence::Certain)
    } else if score >= LIKELY[shape as usize] || (shape == Shape::Class && case.is_made_of_mocks()) {
        Some(Confidence::Likely)
    } else {
        let is_possible = score >= POSSIBLE[shape as usize] && (shape != Shape::Literal || says_what_it_is(case));
        is_possible.then_some(Confidence::Possible)
    }
}

/// Whether a literal has more to show than one function: options with a callback have that, too.
fn says_what_it_is(case: Case) -> bool {
    !case.has(Evidence::OneMethod) || case.iter().any(|evidence| !SAYS_NOTHING.contains(&evidence))
}

/// What any object with a function has, whatever it is for.
const SAYS_NOTHING: &[Evidence] = &[
    Evidence::AllFunctions,
    Evidence::AllTrivial,
    Evidence::HandedOver,
    Evidence::Logic,
    Evidence::Nested,
    Evidence::OneMethod,
    Evidence::Options,
    Evidence::Spreads,
    Evidence::Typed,
    Evidence::NameInput,
    Evidence::NameTest,
    Evidence::SupportFile,
];

/// What speaks for a finding, in words.
pub(super) fn reasons(shape: Shape, case: Case) -> Vec<Arc<str>> {
    let mut speaking: Vec<Evidence> = case.iter().filter(|evidence| of(shape, *evidence) > 0).collect();
    speaking.sort_by_key(|evidence| std::cmp::Reverse(of(shape, *evidence)));
    speaking.truncate(REASONS_MAX);
    speaking.into_iter().map(|evidence| TABLE[evidence as usize].2.into()).collect()
}

/// Whether the reasons of a finding say that it does nothing and that other code is handed it.
pub(crate) fn is_idle_and_handed(reasons: &[Arc<str>]) -> bool {
    let says = |evidence: Evidence| reasons.iter().any(|reason| **reason == *TABLE[evidence as usize].2);
    let is_idle = [Evidence::AllTrivial, Evidence::Implements].into_iter().any(says);
    is_idle && [Evidence::HandedOver, Evidence::HandedAsService, Evidence::PutInPlace].into_iter().any(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_evidence() {
        let rows: Vec<Evidence> = TABLE.iter().map(|(evidence, ..)| *evidence).collect();
        assert_eq!(rows, Evidence::ALL);
        assert!(Evidence::ALL.len() <= 64, "a case has 64 bits");
    }

    #[test]
    fn what_is_surer_weighs_more() {
        for shape in Shape::ALL {
            let at = shape as usize;
            assert!(POSSIBLE[at] < LIKELY[at] && LIKELY[at] <= CERTAIN[at]);
        }
    }
}
