//! pretender: libraries that answer requests inside the process.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// Libraries that answer requests inside the process.
pub(super) static RULE: Rule = Rule {
    id: "javascript/http-intercept",
    framework: "pretender",
    languages: super::SCRIPTS,
    since: 1,
    summary: "libraries that answer requests inside the process",
    documentation: include_str!("http_intercept.md"),
    rows: &[
        Row::call("pretender", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("pretender().{get,post,put,patch,delete,head,options}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("miragejs.{createServer,Server}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("@pollyjs/core.Polly", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("xhr-mock.setup", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("xhr-mock.{get,post,put,patch,delete,use}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("node-mocks-http.{createRequest,createResponse,createMocks}", Kind::MockObject)
            .boundary(Boundary::Http),
        Row::call("@jest-mock/express.{getMockReq,getMockRes}", Kind::MockObject).boundary(Boundary::Http),
        Row::call("redux-mock-store()", Kind::MockObject).boundary(Boundary::OwnCode),
    ],
};
