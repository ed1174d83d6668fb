//! Loggers that libraries ship for tests.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// a logger keeps what it is told.
pub(super) static RULE: Rule = Rule {
    id: "php/test-logger",
    framework: "PSR-3 test loggers",
    languages: &[Language::Php],
    since: 2,
    summary: "a logger keeps what it is told",
    documentation: include_str!("test_logger.md"),
    rows: &[
        Row::call("{Psr.Log.Test,ColinODell.PsrTestLogger,Beste.Psr.Log}.TestLogger{,.create}", Kind::MockObject)
            .when(&[When::InTest])
            .boundary(Boundary::Process),
        Row::call("Symfony.Component.ErrorHandler.BufferingLogger", Kind::MockObject)
            .when(&[When::InTest])
            .boundary(Boundary::Process)
            .confidence(Confidence::Likely),
        Row::call("Monolog.Handler.TestHandler", Kind::MockObject)
            .when(&[When::InTest])
            .boundary(Boundary::Process)
            .confidence(Confidence::Possible),
    ],
};
