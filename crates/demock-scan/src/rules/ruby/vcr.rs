//! VCR.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Boundary, Kind, Language};

/// The words that take a `vcr:` tag.
macro_rules! groups {
    () => {
        "{RSpec.,}{describe,context,feature,it,specify,example,scenario,its,shared_examples,shared_context}"
    };
}

/// a recorded answer is replayed.
pub(super) static RULE: Rule = Rule {
    id: "ruby/vcr",
    framework: "VCR",
    languages: &[Language::Ruby],
    since: 1,
    summary: "a recorded answer is replayed",
    documentation: include_str!("vcr.md"),
    rows: &[
        Row::call("VCR.{use_cassette,use_cassettes,insert_cassette}", Kind::HttpIntercept)
            .target(TargetFrom::Arg(0))
            .boundary(Boundary::Http),
        Row::call(groups!(), Kind::HttpIntercept)
            .when(&[When::InTest, When::Keyword("vcr"), When::NotArgsHave("vcr:false")])
            .boundary(Boundary::Http),
        Row::call(groups!(), Kind::HttpIntercept)
            .when(&[When::InTest, When::ArgText(1, "vcr")])
            .boundary(Boundary::Http),
        Row::call(groups!(), Kind::HttpIntercept)
            .when(&[When::InTest, When::ArgText(2, "vcr")])
            .boundary(Boundary::Http),
    ],
};
