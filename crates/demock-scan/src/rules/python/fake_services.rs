//! Libraries that stand in for one service, or for programs that are run.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A library stands in for a service or for programs.
pub(super) static RULE: Rule = Rule {
    id: "python/fake-services",
    framework: "service fakes",
    languages: &[Language::Python],
    since: 2,
    summary: "A library stands in for a service or for programs",
    documentation: include_str!("fake_services.md"),
    rows: &[
        Row::call("botocore.stub.Stubber", Kind::FakeService).target(TargetFrom::Arg(0)).boundary(Boundary::Http),
        Row::call("aiobotocore.stub.AioStubber", Kind::FakeService).target(TargetFrom::Arg(0)).boundary(Boundary::Http),
        Row::call("{elasticmock,openmock}.{elasticmock,openmock}", Kind::FakeService).boundary(Boundary::Database),
        Row::reference("{elasticmock,openmock}.{elasticmock,openmock}", Kind::FakeService).boundary(Boundary::Database),
        Row::call(
            "{mockfirestore,mock_firestore_async}.{,client.}{MockFirestore,AsyncMockFirestore}",
            Kind::FakeService,
        )
        .boundary(Boundary::Database),
        Row::call("{alchemy_mock,mock_alchemy}.mocking.{AlchemyMagicMock,UnifiedAlchemyMagicMock}", Kind::MockObject)
            .target(TargetFrom::Fixed("sqlalchemy.orm.Session"))
            .boundary(Boundary::Database),
        Row::call("sqlalchemy.{,engine.}create_mock_engine", Kind::MockObject)
            .when(&[When::InTest])
            .target(TargetFrom::Fixed("sqlalchemy.engine.Engine"))
            .boundary(Boundary::Database),
        Row::call("simple_mockforce.mock_salesforce", Kind::FakeService).boundary(Boundary::Http),
        Row::reference("simple_mockforce.mock_salesforce", Kind::FakeService).boundary(Boundary::Http),
        Row::call("grpc_testing.{,_server.,_channel.}{server_from_dictionary,channel}", Kind::FakeService)
            .boundary(Boundary::Http),
        Row::parameter("fixture:fp", Kind::FakeService)
            .when(&[When::FileHas("fp.register")])
            .boundary(Boundary::Process),
        Row::parameter("fixture:{fake_process,fake_subprocess}", Kind::FakeService).boundary(Boundary::Process),
        Row::call("pytest_subprocess.{,fake_process.}FakeProcess", Kind::FakeService).boundary(Boundary::Process),
    ],
};
