//! Patches by hand.

use crate::rules::{Owner, Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A member of an existing object is assigned over in a test.
pub(super) static RULE: Rule = Rule {
    id: "python/manual-patch",
    framework: "by hand",
    languages: &[Language::Python],
    since: 1,
    summary: "A member of an existing object is assigned over in a test",
    documentation: include_str!("manual_patch.md"),
    rows: &[
        Row::assign("sys.{stdout,stderr,stdin}", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::NotGivenBack)])
            .boundary(Boundary::Process),
        Row::call("setattr", Kind::ManualPatch)
            .when(&[
                When::InTest,
                When::ArgText(1, "*"),
                When::Puts(Puts::ArgIsImported(0)),
                When::Puts(Puts::ArgActs(2)),
            ])
            .target(TargetFrom::Member(0, 1)),
        // What tests derive from is the runner's, and nothing of the product touches it.
        Row::nothing_assigned("django.test.{,testcases.}{Simple,Transaction,LiveServer,}TestCase"),
        Row::nothing_assigned("unittest.{,case.,async_case.}{,IsolatedAsyncio}TestCase"),
        Row::assign("?.*", Kind::ManualPatch).when(&[When::InTest, When::MemberOf(Owner::Imported), When::ValueActs]),
        Row::assign("?.*", Kind::ManualPatch)
            .when(&[When::InTest, When::MemberOf(Owner::Local), When::ValueActs])
            .confidence(Confidence::Likely),
        Row::assign("?.*", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ConstantOfModule)])
            .confidence(Confidence::Likely),
        Row::assign("?.*", Kind::ManualPatch).when(&[
            When::InTest,
            When::MemberOf(Owner::Imported),
            When::Puts(Puts::Swapped),
        ]),
    ],
};
