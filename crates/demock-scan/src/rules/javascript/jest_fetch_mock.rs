//! jest-fetch-mock: jest-fetch-mock answers fetch in the place of a real server.

use crate::rules::{Row, Rule};
use demock_model::{Boundary, Kind};

/// Jest-fetch-mock answers fetch in the place of a real server.
pub(super) static RULE: Rule = Rule {
    id: "javascript/jest-fetch-mock",
    framework: "jest-fetch-mock",
    languages: super::SCRIPTS,
    since: 1,
    summary: "jest-fetch-mock answers fetch in the place of a real server",
    documentation: include_str!("jest_fetch_mock.md"),
    rows: &[
        Row::call("jest-fetch-mock.{enableMocks,enableFetchMocks}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("vitest-fetch-mock{,.createFetchMock}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call(
            concat!(
                "{jest-fetch-mock,vitest-fetch-mock(),fetchMock,fetch,global.fetch,globalThis.fetch}.",
                "{mockResponse,mockResponseOnce,mockResponses,mockReject,mockRejectOnce,mockAbort,mockAbortOnce,",
                "mockIf,mockOnceIf,mockResponseIf,mockResponseOnceIf}"
            ),
            Kind::HttpRoute,
        )
        .boundary(Boundary::Http),
    ],
};
