//! replacing by hand.

use crate::rules::{Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A test replaces a method, a variable or an attribute by hand.
pub(super) static RULE: Rule = Rule {
    id: "ruby/manual-patch",
    framework: "replacing by hand",
    languages: &[Language::Ruby],
    since: 1,
    summary: "a test replaces a method, a variable or an attribute by hand",
    documentation: include_str!("manual_patch.md"),
    rows: &[
        Row::assign("{$stdout,$stderr,$stdin}", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::NotGivenBack)])
            .boundary(Boundary::Process),
        Row::assign("?.*", Kind::ManualPatch).when(&[When::InTest, When::Puts(Puts::OnConstant), When::ValueActs]),
        Row::call("?.define_singleton_method", Kind::ManualPatch)
            .when(&[When::InTest, When::ArgsAtLeast(1), When::Puts(Puts::ReceiverIsReal)])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.instance_variable_set", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ArgIsDouble(1))])
            .target(TargetFrom::ReceiverMember(0)),
    ],
};
