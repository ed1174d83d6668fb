//! Libraries that imitate a service or the file system.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// a library stands in for a service or the file system.
pub(super) static RULE: Rule = Rule {
    id: "ruby/fake-services",
    framework: "Ruby fakes",
    languages: &[Language::Ruby],
    since: 1,
    summary: "a library stands in for a service or the file system",
    documentation: include_str!("fake_services.md"),
    rows: &[
        Row::call("FakeRedis.*", Kind::FakeService).when(&[When::InTest]).boundary(Boundary::Cache),
        Row::call("MockRedis.new", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("{FakeFS,::FakeFS}.{activate!,with_fresh,with,without!}", Kind::FakeService)
            .boundary(Boundary::Filesystem),
        Row::call("FakeFS", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("include", Kind::FakeService)
            .when(&[When::ArgPath(0, "FakeFS.SpecHelpers")])
            .boundary(Boundary::Filesystem),
        Row::call("MemFs.{activate!,activate}", Kind::FakeService).boundary(Boundary::Filesystem),
        Row::call("Fog.mock!", Kind::FakeService).boundary(Boundary::Http),
        Row::call("Aws.{SQS,SNS,Kinesis}.{Client,Resource}.new", Kind::FakeService)
            .when(&[When::Keyword("stub_responses"), When::NotArgsHave("stub_responses:false")])
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Queue),
        Row::call("Aws.DynamoDB.{Client,Resource}.new", Kind::FakeService)
            .when(&[When::Keyword("stub_responses"), When::NotArgsHave("stub_responses:false")])
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Database),
        Row::call("Aws.BedrockRuntime.Client.new", Kind::FakeService)
            .when(&[When::Keyword("stub_responses"), When::NotArgsHave("stub_responses:false")])
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Llm),
        Row::call("{Aws.*.{Client,Resource}.new,Aws.config.update}", Kind::FakeService)
            .when(&[When::Keyword("stub_responses"), When::NotArgsHave("stub_responses:false")])
            .target(TargetFrom::Receiver)
            .boundary(Boundary::Http),
        Row::assign("Aws.config", Kind::FakeService)
            .when(&[When::InTest, When::ValueHas("stub_responses")])
            .boundary(Boundary::Http),
        Row::assign("Aws.config", Kind::FakeService)
            .when(&[When::InTest, When::Key("stub_responses"), When::NotValueHas("false")])
            .boundary(Boundary::Http),
        Row::call("Geocoder.configure", Kind::FakeService)
            .when(&[When::InTest, When::KeywordText("lookup", "test")])
            .boundary(Boundary::Http),
        Row::call("Geocoder.Lookup.Test.{add_stub,set_default_stub}", Kind::HttpRoute)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("BunnyMock.{new,start}", Kind::FakeService).boundary(Boundary::Queue),
        Row::call("FakeSQS.*", Kind::FakeService).when(&[When::InTest]).boundary(Boundary::Queue),
        Row::assign("Sunspot.session", Kind::FakeService)
            .when(&[When::InTest, When::ValueHas("Stub")])
            .boundary(Boundary::Database),
        Row::call("StripeMock.start", Kind::FakeService).boundary(Boundary::Http),
    ],
};
