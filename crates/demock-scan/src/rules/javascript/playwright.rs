//! playwright: Playwright answers the browser's requests in the place of the server.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind};

/// Playwright answers the browser's requests in the place of the server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/playwright",
    framework: "playwright",
    languages: super::SCRIPTS,
    since: 1,
    summary: "Playwright answers the browser's requests in the place of the server",
    documentation: include_str!("playwright.md"),
    rows: &[
        Row::call("{?.page.route,page.route,?.context.route,context.route,browserContext.route}", Kind::HttpRoute)
            .when(&[When::ArgsAtLeast(2), When::ArgsHave(".fulfill(")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("{?.page.route,page.route,?.context.route,context.route,browserContext.route}", Kind::HttpRoute)
            .when(&[When::ArgsAtLeast(2), When::ArgsHave(".abort(")])
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("{?.page,page,?.context,context,browserContext}.routeFromHAR", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("{?.page,page,?.context,context,browserContext}.routeWebSocket", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Websocket),
        Row::call("{?.page,page,?.context,context}.clock.{install,setFixedTime,pauseAt}", Kind::Clock)
            .boundary(Boundary::Clock),
    ],
};
