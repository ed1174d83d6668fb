//! replacing by hand.

use crate::rules::{Meaning, Puts, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

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
        // A method that one object or class alone is given: `def gateway.charge`.
        Row::assign("?.*", Kind::ManualPatch).when(&[
            When::InTest,
            When::ValueHas("def "),
            When::Puts(Puts::OnRealConstant),
        ]),
        Row {
            meaning: Meaning::Nothing,
            ..Row::assign("?.*", Kind::ManualPatch).when(&[When::InTest, When::ValueHas("def ")])
        },
        Row::assign("?.*", Kind::ManualPatch).when(&[When::InTest, When::Puts(Puts::OnConstant), When::ValueActs]),
        // A class that is opened to be given other methods.
        Row::call("?.{class_eval,class_exec,module_eval,module_exec,instance_eval,instance_exec}", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::OnRealConstant), When::Puts(Puts::BlockDefines)])
            .target(TargetFrom::Receiver)
            .confidence(Confidence::Likely),
        Row::call("?.{define_method,redefine_method,redefine_singleton_method}", Kind::ManualPatch)
            .when(&[When::InTest, When::HasReceiver, When::ArgsAtLeast(1), When::Puts(Puts::OnRealConstant)])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.{send,__send__,public_send}", Kind::ManualPatch)
            .when(&[
                When::InTest,
                When::HasReceiver,
                When::ArgText(0, "{define_method,define_singleton_method,alias_method}"),
                When::Puts(Puts::OnRealConstant),
            ])
            .target(TargetFrom::ReceiverMember(1)),
        Row::call("?.alias_method", Kind::ManualPatch)
            .when(&[When::InTest, When::HasReceiver, When::Puts(Puts::OnRealConstant)])
            .target(TargetFrom::ReceiverMember(0))
            .confidence(Confidence::Likely),
        Row::call("?.prepend", Kind::ManualPatch)
            .when(&[When::InTest, When::HasReceiver, When::Puts(Puts::OnRealConstant), When::Puts(Puts::ArgActs(0))])
            .target(TargetFrom::Receiver)
            .confidence(Confidence::Likely),
        Row::call("?.{const_set,class_variable_set}", Kind::ManualPatch)
            .when(&[When::InTest, When::HasReceiver, When::Puts(Puts::ArgIsDouble(1))])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.define_singleton_method", Kind::ManualPatch)
            .when(&[When::InTest, When::ArgsAtLeast(1), When::Puts(Puts::ReceiverIsReal)])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.instance_variable_set", Kind::ManualPatch)
            .when(&[When::InTest, When::Puts(Puts::ArgIsDouble(1))])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.{instance_variable_set,class_variable_set}", Kind::ManualPatch)
            .when(&[When::InTest, When::ArgFunction(1), When::Puts(Puts::OnRealConstant)])
            .target(TargetFrom::ReceiverMember(0)),
    ],
};
