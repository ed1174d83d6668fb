use super::*;

#[track_caller]
fn claims(text: &str, expected: &str) {
    assert_eq!(of_prose(text.as_bytes()), Word::Claims(expected.to_owned()), "{text}");
}

#[track_caller]
fn says(expected: &Word, texts: &[&str]) {
    for text in texts {
        assert_eq!(of_prose(text.as_bytes()), *expected, "{text}");
    }
}

#[test]
fn prose_that_claims() {
    claims("Integration tests for the shop.", "Integration tests for the shop.");
    claims("\n    This is an end-to-end test\n    of the shop. It pays.\n", "This is an end-to-end test of the shop.");
    claims("// E2E test: pays", "E2E test: pays");
    claims(" * Runs against a real database.", "Runs against a real database.");
    claims("Talks to the real Redis service", "Talks to the real Redis service");
    claims("# REAL SERVICES ONLY, NO MOCKS", "REAL SERVICES ONLY, NO MOCKS");
    claims("Nothing is mocked here.", "Nothing is mocked here.");
    claims("Everything works without any mocks", "Everything works without any mocks");
}

#[test]
fn prose_that_admits() {
    says(
        &Word::Admits,
        &[
            "Integration tests for the shop. The provider is mocked.",
            "A fake that stands in for the real database.",
            "Use mocks instead of the real API",
            "End-to-end test with a stubbed provider",
            "Real database, mocked LLM",
        ],
    );
}

#[test]
fn prose_that_says_neither() {
    says(
        &Word::Silent,
        &[
            "",
            "Pays for an order.",
            "This is not an integration test.",
            "A single opt-in integration test runs a real machine.",
            "Unit and integration tests for the shop.",
            "Would need a live database.",
            "Avoids a real network connection",
            "So that we never hit the real API",
            "a real-looking name",
            "The real value of the number",
            "Needs a real API key",
            "Updates in real time",
            "The Slack integration is created",
            "See the integration tests for this",
            "Left to the end-to-end suite",
        ],
    );
}

#[test]
fn no_mocks_of_a_program_is_no_claim() {
    for text in ["Raises if no mocks match", "There are no mocks left", "no mocks for this route"] {
        assert_eq!(of_prose(text.as_bytes()), Word::Admits, "{text}");
    }
}

#[test]
fn names() {
    for name in [
        "test_real_database_roundtrip",
        "TestRealRedis",
        "RealServicesTest",
        "test_no_mocks",
        "OrderIntegrationTest",
        "IntegrationTests",
        "test_e2e_order_flow",
        "e2e tests of the shop",
        "test_end_to_end",
        "pays with the real API",
    ] {
        assert_eq!(of_name(name.as_bytes()), Word::Claims(name.to_owned()), "{name}");
    }
    for name in [
        "test_realtime",
        "test_real_name",
        "test_real_estate_api_key",
        "test_slack_integration",
        "test_integration_created",
        "test_does_not_touch_real_network",
        "TestLiveStream",
        "test_live_connection_is_kept",
        "test_actual_backend_model",
        "test_real_time_api",
        "RealNumbers",
    ] {
        assert_eq!(of_name(name.as_bytes()), Word::Silent, "{name}");
    }
    for name in ["test_real_client_is_mocked", "FakeRealDatabase", "test_e2e_with_stubs"] {
        assert_eq!(of_name(name.as_bytes()), Word::Admits, "{name}");
    }
}

#[test]
fn what_a_claim_is_a_lie_about() {
    assert!(contradicts("Runs against a real database.", Boundary::Database));
    assert!(!contradicts("Runs against a real database.", Boundary::Llm));
    assert!(contradicts("Talks to real services", Boundary::Llm));
    assert!(contradicts("Integration tests for the shop", Boundary::Unknown));
    assert!(!contradicts("Integration tests for the shop", Boundary::Clock));
    assert!(contradicts("No mocks.", Boundary::Clock));
    assert!(!contradicts("Integrates", Boundary::Database));
}

#[test]
fn long_claims_are_cut_between_characters() {
    let long = format!("Integration tests {}", "ä".repeat(300));
    let Word::Claims(claim) = of_prose(long.as_bytes()) else { panic!("no claim") };
    assert_eq!(claim.chars().count(), CLAIM_CHARACTERS_MAX + 1);
}
