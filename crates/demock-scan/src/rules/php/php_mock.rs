//! `php-mock`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// a built-in function is replaced.
pub(super) static RULE: Rule = Rule {
    id: "php/php-mock",
    framework: "php-mock",
    languages: &[Language::Php],
    since: 2,
    summary: "a built-in function is replaced",
    documentation: include_str!("php_mock.md"),
    rows: &[
        Row::call("{$this,self,static}.{getFunctionMock,defineFunctionMock}", Kind::Patch)
            .when(&[When::InTest])
            .target(TargetFrom::Arg(1)),
        Row::call("phpmock.{MockBuilder,Mock,spy.Spy}", Kind::Patch),
        Row::call("phpmock.environment.{SleepEnvironmentBuilder,MockEnvironment}", Kind::Clock)
            .boundary(Boundary::Clock),
        Row::call("phpmock.mockery.PHPMockery.mock", Kind::Patch).target(TargetFrom::Arg(1)),
    ],
};
