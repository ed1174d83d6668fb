//! minimock and mockio.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Kind, Language};

/// What minimock generates takes the test or a controller.
const MINIMOCK: &[When] =
    &[When::InTest, When::FileImports("github.com/gojuno/minimock"), When::ArgsAtLeast(1), When::ArgsAtMost(1)];
/// The controller may come from a helper of another file.
const TESTING: &[When] = &[When::InTest, When::ArgPath(0, "{testing.{T,TB,B}(),t,mc,?.mc}"), When::ArgsAtMost(1)];

/// A double made by minimock or mockio.
pub(super) static RULE: Rule = Rule {
    id: "go/minimock",
    framework: "minimock",
    languages: &[Language::Go],
    since: 2,
    summary: "a double made by minimock or mockio",
    documentation: include_str!("minimock.md"),
    rows: &[
        Row::generator("generated:minimock"),
        Row::call("{?.,}New*Mock", Kind::MockObject).when(MINIMOCK).target(TargetFrom::NameWithout("New")),
        Row::call("{?.,}New*Mock", Kind::MockObject).when(TESTING).target(TargetFrom::NameWithout("New")),
        Row::call("github.com/ovechkin-dm/mockio{/v2,}/mock.Mock", Kind::MockObject).target(TargetFrom::Type),
    ],
};
