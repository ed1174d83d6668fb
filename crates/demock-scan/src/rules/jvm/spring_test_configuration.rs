//! Spring test.

use crate::rules::{Row, Rule, TargetFrom, When};
use demock_model::{Confidence, Kind, Language};

/// A test configuration replaces beans.
pub(super) static RULE: Rule = Rule {
    id: "jvm/spring-test-configuration",
    framework: "Spring test",
    languages: &[Language::Java, Language::Kotlin],
    since: 1,
    summary: "a test configuration replaces beans",
    documentation: include_str!("spring_test_configuration.md"),
    rows: &[
        // Of two beans of a type the one that a test calls the first takes the product's place.
        Row::reference("org.springframework.context.annotation.Primary", Kind::Patch)
            .when(&[When::InTest, When::OnPlainFunction])
            .target(TargetFrom::Returned)
            .confidence(Confidence::Likely),
        Row::reference("org.springframework.boot.test.context.TestConfiguration", Kind::Patch)
            .confidence(Confidence::Possible),
        Row::call("org.springframework.boot.test.context.TestConfiguration", Kind::Patch)
            .confidence(Confidence::Possible),
    ],
};
