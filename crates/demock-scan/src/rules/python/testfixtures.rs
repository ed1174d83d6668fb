//! testfixtures: replaced names, clocks that are told, programs that do not run.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// Testfixtures replaces a name, a program or the clock.
pub(super) static RULE: Rule = Rule {
    id: "python/testfixtures",
    framework: "testfixtures",
    languages: &[Language::Python],
    since: 2,
    summary: "testfixtures replaces a name, a program or the clock",
    documentation: include_str!("testfixtures.md"),
    rows: &[
        Row::call("testfixtures.{,replace.}{Replacer().replace,Replacer(),Replace,replace}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call("testfixtures.{,replace.}Replacer().{on_class,in_module}", Kind::Patch).target(TargetFrom::Arg(0)),
        Row::call("testfixtures.{,replace.}Replacer().in_environ", Kind::Env)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("testfixtures.{,replace.}replace_in_environ", Kind::Env)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Env),
        Row::call("testfixtures.{,replace.}{replace_on_class,replace_in_module}", Kind::Patch)
            .target(TargetFrom::Arg(0)),
        Row::call(
            "testfixtures.{,datetime.,tdatetime.}{mock_datetime,mock_date,mock_time,test_datetime,test_date,test_time}",
            Kind::Clock,
        )
        .boundary(Boundary::Clock),
        Row::call("testfixtures.{,popen.}MockPopen", Kind::FakeService).boundary(Boundary::Process),
        Row::call("testfixtures.{,django.,smtp.}FakeSMTP", Kind::FakeService).boundary(Boundary::Http),
    ],
};
