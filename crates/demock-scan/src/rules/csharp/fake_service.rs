//! fakes of services.

use crate::facts::CallForm;
use crate::rules::{Row, Rule, When};
use demock_model::{Boundary, Kind, Language};

/// A library's fake stands in for a service.
pub(super) static RULE: Rule = Rule {
    id: "csharp/fake-service",
    framework: "fakes of services",
    languages: &[Language::CSharp],
    since: 1,
    summary: "a library's fake stands in for a service",
    documentation: include_str!("fake_service.md"),
    rows: &[
        Row::call("{System.IO.Abstractions.TestingHelpers.,}MockFileSystem", Kind::FakeService)
            .when(&[When::Form(CallForm::New), When::InTest])
            .boundary(Boundary::Filesystem),
        Row::call(
            "{Microsoft.Extensions.Logging.Testing.,}{FakeLogger,FakeLoggerProvider,FakeLogCollector}",
            Kind::FakeService,
        )
        .when(&[When::Form(CallForm::New), When::InTest])
        .boundary(Boundary::Process),
        Row::call("{MassTransit.Testing.,}InMemoryTestHarness", Kind::InMemorySubstitute)
            .when(&[When::Form(CallForm::New)])
            .boundary(Boundary::Queue),
        Row::call("?.AddMassTransitTestHarness", Kind::InMemorySubstitute)
            .when(&[When::InTest])
            .boundary(Boundary::Queue),
    ],
};
