//! cypress: Cypress answers requests and replaces functions and time in the page.

use crate::rules::{Meaning, Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// Cypress answers requests and replaces functions and time in the page.
pub(super) static RULE: Rule = Rule {
    id: "javascript/cypress",
    framework: "cypress",
    languages: super::SCRIPTS,
    since: 1,
    summary: "Cypress answers requests and replaces functions and time in the page",
    documentation: include_str!("cypress.md"),
    rows: &[
        Row {
            meaning: Meaning::Nothing,
            ..Row::call("cy.intercept", Kind::HttpRoute).when(&[When::ArgsHave(".continue(")])
        },
        Row::call("cy.intercept", Kind::HttpRoute)
            .when(&[When::ArgText(1, "*"), When::ArgsAtLeast(3)])
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Http),
        Row::call("cy.intercept", Kind::HttpRoute)
            .when(&[When::ArgsAtLeast(3)])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("cy.intercept", Kind::HttpRoute)
            .when(&[When::ArgObject(1)])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("cy.intercept", Kind::HttpRoute)
            .when(&[When::ArgsHave(".reply(")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("cy.route", Kind::HttpRoute).when(&[When::ArgsAtLeast(2)]).boundary(Boundary::Http),
        Row::call("cy.stub", Kind::MockObject).when(&[When::ArgsAtMost(0)]),
        Row::call("cy.stub", Kind::Patch).target(TargetFrom::Member(0, 1)),
        Row::call("cy.spy", Kind::Spy).target(TargetFrom::Member(0, 1)),
        Row::call("cy.clock", Kind::Clock).boundary(Boundary::Clock),
    ],
};
