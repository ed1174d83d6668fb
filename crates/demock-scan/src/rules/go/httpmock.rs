//! httpmock.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// Httpmock answers HTTP in the process.
pub(super) static RULE: Rule = Rule {
    id: "go/httpmock",
    framework: "httpmock",
    languages: &[Language::Go],
    since: 1,
    summary: "httpmock answers HTTP in the process",
    documentation: include_str!("httpmock.md"),
    rows: &[
        Row::call("github.com/jarcoal/httpmock.{Activate,ActivateNonDefault,NewMockTransport}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("gopkg.in/jarcoal/httpmock.v1.{Activate,ActivateNonDefault,NewMockTransport}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{github.com/jarcoal/httpmock,gopkg.in/jarcoal/httpmock.v1}.{RegisterResponder,RegisterResponderWithQuery,RegisterMatcherResponder,RegisterMatcherResponderWithQuery,RegisterRegexpResponder,RegisterRegexpMatcherResponder,RegisterNoResponder}", Kind::HttpRoute)
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Http),
        Row::call("{github.com/jarcoal/httpmock,gopkg.in/jarcoal/httpmock.v1}.{NewMockTransport(),MockTransport(),DefaultTransport}.{RegisterResponder,RegisterResponderWithQuery,RegisterMatcherResponder,RegisterMatcherResponderWithQuery,RegisterRegexpResponder,RegisterRegexpMatcherResponder,RegisterNoResponder}", Kind::HttpRoute)
            .target(TargetFrom::Arg(1))
            .boundary(Boundary::Http),
        Row::call("?.*/httpmock.Registry", Kind::HttpIntercept).when(&[When::Form(CallForm::Literal)]).boundary(Boundary::Http),
        Row::call("?.*/httpmock.Registry().{Register,StubRepoResponse,StubRepoInfoResponse,StubResponse}", Kind::HttpRoute).boundary(Boundary::Http),
        Row::call("?.Register", Kind::HttpRoute).when(&[When::ArgCall(0, "?.*/httpmock.{REST,GraphQL,GraphQLMutation,WithHeader,QueryMatcher,MatchAny,RESTPayload}")]).boundary(Boundary::Http),
    ],
};
