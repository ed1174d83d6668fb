//! fake transports.

use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// A client's own fake transport answers HTTP in the process.
pub(super) static RULE: Rule = Rule {
    id: "jvm/http-transport",
    framework: "fake transports",
    languages: &[Language::Java, Language::Kotlin],
    since: 2,
    summary: "a client's own fake transport answers HTTP in the process",
    documentation: include_str!("http_transport.md"),
    rows: &[
        Row::call(
            "com.google.api.client.testing.http.{MockHttpTransport,MockHttpTransport.Builder,HttpTesting}",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::call("com.google.api.client.testing.http.{MockLowLevelHttpRequest,MockLowLevelHttpResponse}", Kind::MockObject)
            .boundary(Boundary::Http),
        Row::base("com.google.api.client.testing.http.MockHttpTransport", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("feign.mock.MockClient", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("retrofit2.mock.{MockRetrofit.Builder,NetworkBehavior.create}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("{com.apollographql.apollo3.testing,com.apollographql.apollo.testing}.{QueueTestNetworkTransport,MapTestNetworkTransport}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("com.github.paweladamski.httpclientmock.HttpClientMock", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("okhttp3.mock.MockInterceptor", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("io.specto.hoverfly.junit.rule.HoverflyRule.{inSimulationMode,inCaptureOrSimulationMode}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::reference("io.specto.hoverfly.junit5.api.{HoverflySimulate,HoverflyCore}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("io.specto.hoverfly.junit5.api.{HoverflySimulate,HoverflyCore}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::reference("{org.springframework.boot.test.autoconfigure.web.client,org.springframework.boot.restclient.test.autoconfigure}.{RestClientTest,AutoConfigureMockRestServiceServer}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("{org.springframework.boot.test.autoconfigure.web.client,org.springframework.boot.restclient.test.autoconfigure}.{RestClientTest,AutoConfigureMockRestServiceServer}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        // Netty's channel without a socket, which its tests hand to the handlers.
        Row::call("io.netty.channel.embedded.EmbeddedChannel", Kind::MockObject)
            .when(&[When::InTest])
            .boundary(Boundary::Http)
            .confidence(Confidence::Possible),
    ],
};
