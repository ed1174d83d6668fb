//! go-vcr.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// Recorded answers are replayed.
pub(super) static RULE: Rule = Rule {
    id: "go/recorder",
    framework: "go-vcr",
    languages: &[Language::Go],
    since: 1,
    summary: "recorded answers are replayed",
    documentation: include_str!("recorder.md"),
    rows: &[
        Row::call("{github.com/dnaeon/go-vcr{/v2,/v3,/v4,},gopkg.in/dnaeon/go-vcr.v2,gopkg.in/dnaeon/go-vcr.v3,gopkg.in/dnaeon/go-vcr.v4}{/pkg,}/recorder.{New,NewAsMode,NewWithOptions}", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("{github.com/seborama/govcr,github.com/seborama/govcr/*}.{NewVCR,VCRConfig}", Kind::HttpIntercept).boundary(Boundary::Http),
    ],
};
