//! Guzzle's mock handler and the mock client of `HTTPlug`.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// an HTTP client answers from a script.
pub(super) static RULE: Rule = Rule {
    id: "php/guzzle",
    framework: "Guzzle and HTTPlug",
    languages: &[Language::Php],
    since: 2,
    summary: "an HTTP client answers from a script",
    documentation: include_str!("guzzle.md"),
    rows: &[
        Row::call("GuzzleHttp.{Handler.,Ring.Client.}MockHandler", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("GuzzleHttp.Handler.MockHandler.createWithMiddleware", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("GuzzleHttp.{Subscriber.Mock,Plugin.Mock.MockPlugin}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("GuzzleHttp.Handler.MockHandler().append", Kind::HttpRoute).boundary(Boundary::Http),
        Row::call("Aws.MockHandler", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("Aws.MockHandler().{append,appendException}", Kind::HttpRoute).boundary(Boundary::Http),
        Row::call(
            "Http.Mock.Client().{addResponse,addException,setDefaultResponse,setDefaultException,on}",
            Kind::HttpRoute,
        )
        .boundary(Boundary::Http),
        Row::call(
            "Saloon.{Http.Faking.MockClient,Laravel.Facades.Saloon.fake,Laravel.Saloon.fake}",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        // Without answers it asks for the one that is there.
        Row::call("Saloon.Http.Faking.MockClient.global", Kind::HttpIntercept)
            .when(&[When::ArgsAtLeast(1)])
            .boundary(Boundary::Http),
        Row::call("Saloon.Http.Faking.MockResponse.{make,fixture}", Kind::HttpRoute)
            .when(&[When::InTest, When::NotInside("MockClient"), When::NotInside("fake"), When::NotInside("global")])
            .boundary(Boundary::Http),
        Row::call("{OpenAI,Gemini,Anthropic,Mistral}.Testing.ClientFake", Kind::FakeService).boundary(Boundary::Llm),
        Row::call("Http.Mock.Client", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("{VCR.,}VCR.{insertCassette,turnOn}", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
    ],
};
