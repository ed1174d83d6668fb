//! Globals and members of objects that a test sets to doubles.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// a test puts a double into a global or a member of the product's.
pub(super) static RULE: Rule = Rule {
    id: "php/manual-patch",
    framework: "PHP",
    languages: &[Language::Php],
    since: 2,
    summary: "a test puts a double into a global or a member of the product's",
    documentation: include_str!("manual_patch.md"),
    rows: &[
        Row::assign("$GLOBALS", Kind::ManualPatch)
            .when(&[When::InTest, When::IsItem, When::ValueActs])
            .target(TargetFrom::Key)
            .confidence(Confidence::Likely),
        Row::call("ReflectionProperty().setValue", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ArgIsDouble(1))])
            .confidence(Confidence::Likely),
        Row::call("ReflectionClass().getProperty().setValue", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ArgIsDouble(1))])
            .confidence(Confidence::Likely),
        Row::call("Nyholm.NSA.setProperty", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ArgIsDouble(2))])
            .target(TargetFrom::Member(0, 1))
            .confidence(Confidence::Likely),
        Row::call("Ramsey.Uuid.Uuid.setFactory", Kind::Patch)
            .when(&[When::InTest, When::NotArgs("new UuidFactory()")])
            .boundary(Boundary::Random),
    ],
};
