//! Deno's standard library: `@std/testing`, by its name or address.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// A member of one of its modules.
macro_rules! deno {
    ($module:literal, $member:literal) => {
        concat!(
            "{{jsr:,}@std/testing/",
            $module,
            ",{jsr:,}@std/testing@*/",
            $module,
            ",**.*/testing/",
            $module,
            ".ts}.",
            $member
        )
    };
}

/// The testing library of Deno stubs and spies on methods, and fakes time.
pub(super) static RULE: Rule = Rule {
    id: "javascript/deno-test",
    framework: "@std/testing",
    languages: super::SCRIPTS,
    since: 2,
    summary: "the testing library of Deno stubs and spies on methods, and fakes time",
    documentation: include_str!("deno_test.md"),
    rows: &[
        Row::call(deno!("mock", "spy"), Kind::MockObject).when(&[When::ArgsAtMost(0)]),
        Row::call(deno!("mock", "spy"), Kind::Spy).when(&[When::ArgsAtLeast(2)]).target(TargetFrom::Member(0, 1)),
        Row::call(deno!("mock", "spy"), Kind::Spy).target(TargetFrom::Arg(0)),
        Row::call(deno!("mock", "stub"), Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call(deno!("time", "FakeTime"), Kind::Clock).boundary(Boundary::Clock),
    ],
};
