//! moto.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// moto stands in for Amazon Web Services.
pub(super) static RULE: Rule = Rule {
    id: "python/moto",
    framework: "moto",
    languages: &[Language::Python],
    since: 1,
    summary: "moto stands in for Amazon Web Services",
    documentation: include_str!("moto.md"),
    rows: &[
        Row::call("moto.{,server.,moto_server.threaded_moto_server.}ThreadedMotoServer", Kind::LocalServer)
            .boundary(Boundary::Http),
        Row::call("{moto.,moto.*.}mock_*", Kind::FakeService)
            .target(TargetFrom::NameWithout("mock_"))
            .boundary(Boundary::Http),
        Row::reference("{moto.,moto.*.}mock_*", Kind::FakeService)
            .target(TargetFrom::NameWithout("mock_"))
            .boundary(Boundary::Http),
    ],
};
