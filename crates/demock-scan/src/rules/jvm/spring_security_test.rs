//! Spring Security test.

use crate::rules::{Row, Rule, When};
use demock_model::{Confidence, Kind, Language};

/// A test forges who is logged in.
pub(super) static RULE: Rule = Rule {
    id: "jvm/spring-security-test",
    framework: "Spring Security test",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "a test forges who is logged in",
    documentation: include_str!("spring_security_test.md"),
    rows: &[
        Row::reference(
            "org.springframework.security.test.context.support.{WithMockUser,WithUserDetails,WithSecurityContext}",
            Kind::AuthBypass,
        ),
        Row::call(
            "org.springframework.security.test.context.support.{WithMockUser,WithUserDetails,WithSecurityContext}",
            Kind::AuthBypass,
        ),
        Row::call(
            "org.springframework.boot.{test.autoconfigure.web.servlet,webmvc.test.autoconfigure}.AutoConfigureMockMvc",
            Kind::AuthBypass,
        )
        .when(&[When::ArgsHave("addFilters=false")]),
        Row::call(
            "org.springframework.security.core.context.SecurityContextHolder.{getContext().setAuthentication,setContext}",
            Kind::AuthBypass,
        )
        .when(&[When::InTest, When::NotArgs("null")])
        .confidence(Confidence::Possible),
        Row::call("?.issueToken", Kind::AuthBypass)
            .when(&[When::InTest, When::FileImports("no.nav.security.mock.oauth2")]),
        Row::call("?.permitAll", Kind::AuthBypass)
            .when(&[When::InTest, When::FileImports("org.springframework.security.config"), When::ArgsAtMost(0)])
            .confidence(Confidence::Possible),
        Row::reference("io.quarkus.test.security.TestSecurity", Kind::AuthBypass),
        Row::call("io.quarkus.test.security.TestSecurity", Kind::AuthBypass),
        Row::call(
            "org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.{user,jwt,oauth2Login,oidcLogin,opaqueToken,authentication,securityContext,testSecurityContext,x509}",
            Kind::AuthBypass,
        ),
        Row::call(
            "org.springframework.security.test.web.reactive.server.SecurityMockServerConfigurers.{mockUser,mockJwt,mockAuthentication,mockOAuth2Login,mockOidcLogin,mockOpaqueToken}",
            Kind::AuthBypass,
        ),
    ],
};
