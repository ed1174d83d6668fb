//! Symfony's mock client, clock and session storages.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Confidence, Kind, Language};

/// a Symfony component answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "php/symfony",
    framework: "Symfony",
    languages: &[Language::Php],
    since: 2,
    summary: "a Symfony component answers from a script",
    documentation: include_str!("symfony.md"),
    rows: &[
        Row::call("Symfony.Component.HttpClient.MockHttpClient", Kind::HttpIntercept).boundary(Boundary::Http),
        // Answers that are written where the client is made are its script, and no sites of their own.
        Row::call("Symfony.Component.HttpClient.Response.{MockResponse,JsonMockResponse}", Kind::HttpRoute)
            .when(&[When::InTest, When::NotInside("MockHttpClient")])
            .boundary(Boundary::Http),
        Row::call("Symfony.Component.Mercure.MockHub", Kind::FakeService)
            .when(&[When::InTest])
            .boundary(Boundary::Http),
        Row::call("Symfony.Component.HttpClient.Response.{MockResponse,JsonMockResponse}.fromFile", Kind::HttpRoute)
            .when(&[When::InTest, When::NotInside("MockHttpClient")])
            .boundary(Boundary::Http),
        // A service of the application's container is replaced.
        Row::call("{?.getContainer(),$this.getContainer(),self.getContainer(),static.getContainer()}.set", Kind::Patch)
            .when(&[When::InTest, When::ArgsAtLeast(2)])
            .target(TargetFrom::Type),
        Row::call("Symfony.Component.Cache.Adapter.{ArrayAdapter,NullAdapter}", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Cache)
            .confidence(Confidence::Possible),
        Row::call("Symfony.Component.Messenger.Transport.{InMemory.,}InMemoryTransport", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Queue)
            .confidence(Confidence::Possible),
        Row::call("Symfony.AI.Platform.{Test.,}InMemoryPlatform", Kind::FakeService)
            .when(&[When::InTest])
            .boundary(Boundary::Llm),
        Row::call("Symfony.Component.Clock.MockClock", Kind::Clock).boundary(Boundary::Clock),
        Row::call("Symfony.Bridge.PhpUnit.ClockMock.{register,withClockMock}", Kind::Clock)
            .when(&[When::NotArgs("false")])
            .boundary(Boundary::Clock),
        Row::call("Symfony.Bridge.PhpUnit.DnsMock.{register,withMockedHosts}", Kind::Patch)
            .when(&[When::NotArgs("[]")]),
        Row::call("{$this,self,static}.mockTime", Kind::Clock).when(&[When::InTest]).boundary(Boundary::Clock),
        Row::call(
            "Symfony.Component.HttpFoundation.Session.Storage.{MockArraySessionStorage,MockFileSessionStorage}",
            Kind::FakeService,
        )
        .when(&[When::InTest]),
    ],
};
