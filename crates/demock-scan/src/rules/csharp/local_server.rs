//! local servers.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// A test starts a listener or an engine of its own.
pub(super) static RULE: Rule = Rule {
    id: "csharp/local-server",
    framework: "local servers",
    languages: &[Language::CSharp],
    since: 1,
    summary: "a test starts a listener or an engine of its own",
    documentation: include_str!("local_server.md"),
    rows: &[
        Row::call("{WireMock.Server.,}{WireMockServer,FluentMockServer}.{Start,StartWithAdminInterface,StartWithAdminInterfaceAndReadStaticMappings}", Kind::LocalServer)
            .boundary(Boundary::Http),
        Row::call("System.Net.{HttpListener,Sockets.TcpListener}", Kind::LocalServer)
            .when(&[When::InTest, When::Form(CallForm::New)])
            .boundary(Boundary::Http),
        Row::call("Testcontainers.*.*Builder", Kind::LocalServer).when(&[When::Form(CallForm::New)]),
        Row::call("DotNet.Testcontainers.Builders.{ContainerBuilder,TestcontainersBuilder}", Kind::LocalServer).when(&[When::Form(CallForm::New)]),
        Row::call("{Mongo2Go.MongoDbRunner.{Start,StartForDebugging},EphemeralMongo.MongoRunner.Run}", Kind::LocalServer).boundary(Boundary::Database),
    ],
};
