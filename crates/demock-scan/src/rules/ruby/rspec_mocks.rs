//! rspec-mocks, the old `stub` and `should_receive` included.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// What a replaced method is announced with.
macro_rules! to {
    () => {
        "{to,not_to,to_not}"
    };
}

/// rspec-mocks creates a double or replaces a method.
pub(super) static RULE: Rule = Rule {
    id: "ruby/rspec-mocks",
    framework: "rspec-mocks",
    languages: &[Language::Ruby],
    since: 1,
    summary: "rspec-mocks creates a double or replaces a method",
    documentation: include_str!("rspec_mocks.md"),
    rows: &[
        Row::call("{class_double,object_double,instance_double}.as_stubbed_const", Kind::MockObject),
        Row::call("{instance_double,class_double,object_double,instance_spy,class_spy,object_spy}", Kind::MockObject)
            .when(&[When::InTest, When::Chain(&["as_stubbed_const"])])
            .also(&[Kind::Patch])
            .target(TargetFrom::Arg(0)),
        Row::call("{instance_double,class_double,object_double,instance_spy,class_spy,object_spy}", Kind::MockObject)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(0)),
        Row::call("{double,spy}.{as_null_object,as_stubbed_const}", Kind::MockObject).when(&[When::InTest]),
        Row::call("{double,spy}", Kind::MockObject).when(&[When::InTest]).target(TargetFrom::Arg(0)),
        Row::call("{mock_model,stub_model}", Kind::MockObject).when(&[When::InTest]).target(TargetFrom::Arg(0)),
        // A double made in this file is configured, not made again.
        Row::nothing(concat!("{allow,expect}().", to!())).when(&[When::ReceiverArgIsDouble]),
        Row::call(concat!("{allow,expect,allow_any_instance_of,expect_any_instance_of}().", to!()), Kind::Spy)
            .when(&[When::ArgCall(0, "receive"), When::ArgsHave("and_call_original")])
            .target(TargetFrom::ReceiverArg),
        Row::call(concat!("{allow,expect,allow_any_instance_of,expect_any_instance_of}().", to!()), Kind::Spy)
            .when(&[When::ArgCall(0, "receive"), When::ArgsHave("and_wrap_original")])
            .target(TargetFrom::ReceiverArg),
        Row::call(concat!("{allow,expect,allow_any_instance_of,expect_any_instance_of}().", to!()), Kind::Patch)
            .when(&[When::ArgCall(0, "{receive,receive_messages,receive_message_chain}")])
            .target(TargetFrom::ReceiverArg),
        Row::call(concat!("is_expected.", to!()), Kind::Patch)
            .when(&[When::ArgCall(0, "{receive,receive_messages,receive_message_chain}")])
            .target(TargetFrom::Fixed("subject")),
        Row::call("{stub_const,hide_const}", Kind::Patch).when(&[When::InTest]).target(TargetFrom::Arg(0)),
        // The syntax before RSpec 3; `mock` and `stub` without a receiver were doubles.
        Row::nothing(
            "{double,spy,instance_double,class_double,object_double}().{stub,should_receive,should_not_receive,stub_chain}",
        ),
        Row::call("?.any_instance.{stub,should_receive,should_not_receive}", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.{should_receive,should_not_receive,stub_chain,unstub}", Kind::Patch)
            .when(&[When::InTest, When::ArgText(0, "*"), When::NotFileHas("flexmock")])
            .target(TargetFrom::ReceiverMember(0)),
        Row::call("?.{should,should_not}", Kind::Patch)
            .when(&[When::InTest, When::ArgCall(0, "receive")])
            .target(TargetFrom::Receiver),
        Row::call("?.{stub,stub!}", Kind::Patch)
            .when(&[When::InTest, When::ArgText(0, "*"), When::ArgsAtMost(1), When::HasReceiver])
            .target(TargetFrom::ReceiverMember(0)),
        // Several methods with what they answer: `store.stub(:size => 3)`, `store.stub(size: 3)`.
        Row::call("?.{stub,stub!}", Kind::Patch)
            .when(&[
                When::InTest,
                When::HasReceiver,
                When::ArgsAtMost(0),
                When::ArgsHave(":"),
                When::NotFileHas("minitest"),
            ])
            .target(TargetFrom::Receiver),
        Row::call("?.{stub,stub!}", Kind::Patch)
            .when(&[
                When::InTest,
                When::HasReceiver,
                When::NoArgText(0),
                When::ArgsHave("=>"),
                When::NotFileHas("minitest"),
            ])
            .target(TargetFrom::Receiver),
    ],
};
