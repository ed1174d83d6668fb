//! Ktor.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// Ktor's mock engine answers HTTP in the process.
pub(super) static RULE: Rule = Rule {
    id: "jvm/ktor-mock-engine",
    framework: "Ktor",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "Ktor's mock engine answers HTTP in the process",
    documentation: include_str!("ktor_mock_engine.md"),
    rows: &[
        Row::call("io.ktor.client.HttpClient", Kind::HttpIntercept)
            .when(&[When::ArgPath(0, "{io.ktor.client.engine.mock.,}MockEngine")])
            .boundary(Boundary::Http),
        Row::call("io.ktor.client.engine.mock.MockEngine{.create,.Queue,}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        // What stands in for hosts outside in a test of an application.
        Row::call("{?.,}externalServices", Kind::HttpIntercept)
            .when(&[When::InTest, When::FileImports("io.ktor.server.testing")])
            .boundary(Boundary::Http),
    ],
};
