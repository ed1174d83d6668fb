//! pretender: libraries that answer requests inside the process.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// Libraries that answer requests inside the process.
pub(super) static RULE: Rule = Rule {
    id: "javascript/http-intercept",
    framework: "pretender",
    languages: super::SCRIPTS,
    since: 2,
    summary: "libraries that answer requests inside the process",
    documentation: include_str!("http_intercept.md"),
    rows: &[
        Row::call("pretender", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("pretender().{get,post,put,patch,delete,head,options}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("miragejs.{createServer,Server}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("@pollyjs/core.Polly", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("setup-polly-jest.setupPolly", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{superagent-mock,mitm,ember-cli-mirage/test-support.setupMirage}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call(
            "@mswjs/interceptors{,/ClientRequest,/fetch,/XMLHttpRequest}.{BatchInterceptor,ClientRequestInterceptor,FetchInterceptor,XMLHttpRequestInterceptor}",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::call("mock-xmlhttprequest.{newServer,newMockXhr,setupForTest}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(
            "{jest-mock-axios,vitest-mock-axios}.{mockResponse,mockResponseFor,mockError,mockErrorFor}",
            Kind::HttpRoute,
        )
        .boundary(Boundary::Http),
        Row::call("testcafe.RequestMock", Kind::HttpRoute).boundary(Boundary::Http),
        Row::call("xhr-mock.setup", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("xhr-mock.{get,post,put,patch,delete,use}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        // What came in is not gone out for.
        Row::call("node-mocks-http.{createRequest,createResponse,createMocks}", Kind::MockObject)
            .boundary(Boundary::OwnCode),
        Row::call(
            "{{sinon-express-mock,mock-req-res}.{mockReq,mockRes,mockRequest,mockResponse},jest-mock-req-res.{mockRequest,mockResponse}}",
            Kind::MockObject,
        )
        .boundary(Boundary::OwnCode),
        Row::call("{@jest-mock/express,vitest-mock-express}.{getMockReq,getMockRes}", Kind::MockObject)
            .boundary(Boundary::OwnCode),
        Row::call("redux-mock-store()", Kind::MockObject).boundary(Boundary::OwnCode),
    ],
};
