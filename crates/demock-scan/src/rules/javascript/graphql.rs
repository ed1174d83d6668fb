//! Clients of GraphQL that answer from a script.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind};

/// A client of GraphQL answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "javascript/graphql",
    framework: "Apollo and Relay",
    languages: super::SCRIPTS,
    since: 2,
    summary: "a client of GraphQL answers from a script",
    documentation: include_str!("graphql.md"),
    rows: &[
        Row::call(
            "@apollo/client/testing{,/react,/core}.{MockLink,MockSubscriptionLink,mockSingleLink}",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::call("mock-apollo-client.createMockClient", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("mock-apollo-client.createMockClient().setRequestHandler", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("{relay-test-utils,relay-test-utils-internal}.createMockEnvironment", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("{@graphql-tools/mock,graphql-tools}.{addMocksToSchema,mockServer}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
    ],
};
