//! fakes of services.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// A library's fake stands in for a service.
pub(super) static RULE: Rule = Rule {
    id: "go/fake-service",
    framework: "fakes of services",
    languages: &[Language::Go],
    since: 1,
    summary: "a library's fake stands in for a service",
    documentation: include_str!("fake_service.md"),
    rows: &[
        Row::call(
            "cloud.google.com/go/pubsub{/v2,}/pstest.{NewServer,NewServerWithPort,NewServerWithAddress}",
            Kind::FakeService,
        )
        .boundary(Boundary::Queue),
        Row::call("cloud.google.com/go/bigtable/bttest.{NewServer,NewServerWithListener}", Kind::FakeService)
            .boundary(Boundary::Database),
        Row::call("cloud.google.com/go/{spanner/spannertest,datastore/dstest}.NewServer", Kind::FakeService)
            .boundary(Boundary::Database),
        Row::call(
            "github.com/fsouza/fake-gcs-server/fakestorage.{NewServer,NewServerWithOptions,NewServerWithHostPort}",
            Kind::FakeService,
        )
        .boundary(Boundary::Http),
        Row::call("github.com/johannesboyne/gofakes3.New", Kind::FakeService).boundary(Boundary::Http),
        Row::call(
            "github.com/{Shopify,IBM}/sarama.{NewMockBroker,NewMockBrokerAddr,NewMockBrokerListener}",
            Kind::FakeService,
        )
        .boundary(Boundary::Queue),
        Row::call(
            "github.com/{Shopify,IBM}/sarama/mocks.{NewSyncProducer,NewAsyncProducer,NewConsumer}",
            Kind::MockObject,
        )
        .boundary(Boundary::Queue),
        Row::call("github.com/twmb/franz-go/pkg/kfake.{NewCluster,MustCluster}", Kind::FakeService)
            .boundary(Boundary::Queue),
        Row::call("github.com/foxcpp/go-mockdns.{NewServer,NewServerWithLogger}", Kind::FakeService)
            .boundary(Boundary::Http),
        Row::call("github.com/foxcpp/go-mockdns.Resolver", Kind::FakeService)
            .when(&[When::Form(CallForm::Literal)])
            .boundary(Boundary::Http),
        // Workflows and activities run in a world of their own, where time jumps; what an activity gives back is scripted.
        Row::call("?.{NewTestWorkflowEnvironment,NewTestActivityEnvironment}", Kind::FakeService)
            .when(&[When::FileImports("{go.temporal.io/sdk,go.uber.org/cadence}")])
            .boundary(Boundary::Queue),
        Row::call("?.{OnActivity,OnWorkflow,OnSignalExternalWorkflow,OnGetVersion}", Kind::Patch)
            .when(&[When::InTest, When::FileImports("{go.temporal.io/sdk,go.uber.org/cadence}"), When::ArgsAtLeast(1)])
            .target(TargetFrom::Arg(0)),
        Row::call(
            "go.temporal.io/sdk/mocks.{Client,WorkflowRun,Value,HistoryEventIterator,NamespaceClient,ScheduleClient,ScheduleHandle}",
            Kind::MockObject,
        )
        .when(&[When::Form(CallForm::Literal)])
        .boundary(Boundary::Queue),
        Row::call("go.temporal.io/sdk/mocks.New*", Kind::MockObject).boundary(Boundary::Queue),
        Row::call("github.com/awsdocs/aws-doc-sdk-examples/gov2/testtools.NewStubber", Kind::FakeService)
            .boundary(Boundary::Http),
        Row::call("github.com/ethereum/go-ethereum/ethclient/simulated.NewBackend", Kind::FakeService)
            .boundary(Boundary::Http),
        Row::call(
            "github.com/ethereum/go-ethereum/accounts/abi/bind/backends.{NewSimulatedBackend,NewSimulatedBackendWithDatabase}",
            Kind::FakeService,
        )
        .boundary(Boundary::Http),
        Row::call("{gitlab.com/gitlab-org/api/client-go,github.com/xanzy/go-gitlab}/testing.NewTestClient", Kind::MockObject)
            .boundary(Boundary::Http),
        Row::call("k8s.io/utils/exec/testing.{FakeExec,FakeCmd}", Kind::MockObject)
            .when(&[When::Form(CallForm::Literal)])
            .boundary(Boundary::Process),
        Row::call("github.com/migueleliasweb/go-github-mock/src/mock.NewMockedHTTPClient", Kind::HttpIntercept)
            .boundary(Boundary::Http),
    ],
};
