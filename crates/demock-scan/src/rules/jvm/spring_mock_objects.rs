//! Spring test.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// Spring's own doubles of the servlet API.
pub(super) static RULE: Rule = Rule {
    id: "jvm/spring-mock-objects",
    framework: "Spring test",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "Spring's own doubles of the servlet API",
    documentation: include_str!("spring_mock_objects.md"),
    rows: &[
        Row::call("org.springframework.mock.web.{MockHttpServletRequest,MockHttpServletResponse,MockServletContext,MockServletConfig,MockFilterChain,MockFilterConfig,MockHttpSession,MockPageContext,MockRequestDispatcher,MockMultipartHttpServletRequest,MockAsyncContext}", Kind::MockObject)
            .boundary(Boundary::Http)
            .when(&[When::InTest]).confidence(Confidence::Likely),
        Row::call("org.springframework.mock.http.{client.MockClientHttpRequest,client.MockClientHttpResponse,MockHttpInputMessage,MockHttpOutputMessage}", Kind::MockObject)
            .boundary(Boundary::Http)
            .when(&[When::InTest]).confidence(Confidence::Likely),
        Row::call("org.springframework.mock.env.MockEnvironment", Kind::MockObject).boundary(Boundary::Env).when(&[When::InTest]).confidence(Confidence::Likely),
        Row::call("org.springframework.mock.jndi.{SimpleNamingContextBuilder,ExpectedLookupTemplate}", Kind::MockObject).when(&[When::InTest]).confidence(Confidence::Likely),
    ],
};
