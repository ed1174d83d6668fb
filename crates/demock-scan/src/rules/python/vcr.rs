//! VCR.py, Betamax, pytest-vcr and pytest-recording.

use crate::rules::{Row, Rule, TargetFrom};
use demock_model::{Boundary, Kind, Language};

/// A recorded answer is replayed in the place of a host.
pub(super) static RULE: Rule = Rule {
    id: "python/vcr",
    framework: "VCR.py",
    languages: &[Language::Python],
    since: 1,
    summary: "A recorded answer is replayed in the place of a host",
    documentation: include_str!("vcr.md"),
    rows: &[
        Row::call("{vcr,vcr.VCR(),vcr.config.VCR()}.use_cassette", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::reference("{vcr,vcr.VCR(),vcr.config.VCR()}.use_cassette", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::call("betamax.{,recorder.}Betamax{().,.}use_cassette", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call("pytest.mark.{vcr,default_cassette}", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::reference("pytest.mark.{vcr,default_cassette}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::base("vcr.{,unittest.}{VCRTestCase,VCRMixin}", Kind::HttpIntercept).boundary(Boundary::Http),
        Row::parameter("fixture:{betamax_session,betamax_recorder,betamax_parametrized_session}", Kind::HttpIntercept)
            .boundary(Boundary::Http),
    ],
};
