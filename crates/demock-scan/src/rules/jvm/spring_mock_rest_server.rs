//! Spring test.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind, Language};

/// `MockRestServiceServer` answers HTTP in the process.
pub(super) static RULE: Rule = Rule {
    id: "jvm/spring-mock-rest-server",
    framework: "Spring test",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "MockRestServiceServer answers HTTP in the process",
    documentation: include_str!("spring_mock_rest_server.md"),
    rows: &[
        Row::call("org.springframework.test.web.client.MockRestServiceServer.{createServer,bindTo}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("org.springframework.test.web.client.MockRestServiceServer{.createServer,.bindTo().build,.bindTo().ignoreExpectOrder().build,}().expect", Kind::HttpRoute)
            .boundary(Boundary::Http),
        Row::call("org.springframework.ws.test.client.MockWebServiceServer.createServer", Kind::HttpIntercept).boundary(Boundary::Http),
    ],
};
