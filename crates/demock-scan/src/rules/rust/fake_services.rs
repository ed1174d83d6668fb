//! Libraries that imitate a service: `SeaORM`, redis-test, mail and files that go nowhere, the world of a contract.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// a library stands in for a service.
pub(super) static RULE: Rule = Rule {
    id: "rust/fake-services",
    framework: "Rust fakes",
    languages: &[Language::Rust],
    since: 1,
    summary: "a library stands in for a service",
    documentation: include_str!("fake_services.md"),
    rows: &[
        Row::call("sea_orm.MockDatabase.new", Kind::FakeService).boundary(Boundary::Database),
        Row::call("redis_test.{MockRedisConnection.new,MockCmd.*}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("fred.mocks.{Echo,SimpleMap,Buffer}.{new,default}", Kind::FakeService).boundary(Boundary::Cache),
        Row::call("vfs.{impls.memory.,}MemoryFS.{new,default}", Kind::FakeService)
            .when(&[When::InTest])
            .boundary(Boundary::Filesystem),
        Row::call("lettre.transport.stub.{StubTransport,AsyncStubTransport}.{new,new_ok,new_error}", Kind::FakeService),
        Row::call(
            "{alloy.transports,alloy_transport,alloy.providers,alloy_provider}.mock.{Asserter,MockTransport}.new",
            Kind::HttpIntercept,
        )
        .boundary(Boundary::Http),
        Row::call("{ethers.providers,ethers_providers,ethers.prelude}.{Provider.mocked,MockProvider.new}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        Row::call("?.{on_mocked_client,connect_mocked_client}", Kind::HttpIntercept)
            .when(&[When::FileHas("alloy")])
            .boundary(Boundary::Http),
        Row::call("?.RpcClient.{new_mock,new_mock_with_mocks,new_mock_with_mocks_map}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
        // The world of a contract: its storage, its interface and what it asks of others.
        Row::call(
            "cosmwasm_std.testing.{mock_dependencies,mock_dependencies_with_balance,mock_dependencies_with_balances,MockQuerier.{new,default},MockStorage.{new,default},MockApi.default}",
            Kind::FakeService,
        ),
        Row::call("cw_multi_test.{App.{new,default,custom},AppBuilder.{new,default,new_custom},BasicAppBuilder.{new,new_custom},custom_app}", Kind::FakeService)
            .when(&[When::InTest]),
        Row::call("near_sdk.testing_env", Kind::FakeService).when(&[When::Form(CallForm::Macro)]),
        Row::call("rdkafka.mocking.MockCluster.new", Kind::LocalServer),
    ],
};
