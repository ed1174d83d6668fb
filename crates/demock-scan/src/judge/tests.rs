//! Tables over the whole of [`judge`]: real settings, real sites, the report as it comes out.

use super::*;
use crate::replacement::{Replacements, Stack};
use crate::site::{InlineAllow, Target, TargetOrigin, TestCase};
use demock_config::Settings;
use demock_model::{AllowanceState, Confidence, Kind, KindSet, Mode, Place, Priority, TestId};

fn settings(toml: &str) -> Settings {
    let read = |path: &str| Ok((path == "demock.toml").then(|| toml.as_bytes().to_vec()));
    Settings::read(&read, &[]).unwrap()
}

fn test(name: &str, line: u32, markers: &[&str]) -> TestCase {
    TestCase {
        name: name.into(),
        line,
        end_line: line + 1,
        markers: markers.iter().map(|marker| Arc::from(*marker)).collect(),
    }
}

/// A site on a line of its own.
fn site(line: u32, kind: Kind, scope: &str) -> Site {
    Site {
        rule: 0,
        place: Place { line, column: 5, end_line: line, end_column: 9 },
        statement: (line, line),
        kind,
        also: KindSet::EMPTY,
        scope: scope.into(),
        target: Some(Target { name: "app.store.client".into(), origin: TargetOrigin::Text }),
        given: None,
        boundary: None,
        stubbed: false,
        confidence: Confidence::Certain,
        reasons: Vec::new(),
        markers: Vec::new(),
        claim: None,
    }
}

/// A file whose sites reach no test.
fn file(path: &str, language: Language, scan: FileScan, boundary: Boundary) -> FileInput {
    reaching(path, language, scan, boundary, &[])
}

/// A file with the numbers of the tests that each of its sites reaches.
fn reaching(path: &str, language: Language, scan: FileScan, boundary: Boundary, reached: &[&[u32]]) -> FileInput {
    let boundaries = vec![boundary; scan.sites.len()];
    let reached = reached.iter().map(|tests| tests.iter().copied().map(TestId).collect()).collect();
    FileInput { path: path.into(), language, scan: Arc::new(scan), boundaries, reached }
}

fn report(settings: &Settings, folders: &[&str], files: Vec<FileInput>) -> Report {
    let rules = [RuleName {
        id: "python/unittest-mock".into(),
        framework: "unittest.mock".into(),
        since: 1,
        has_own_routes: false,
    }];
    let context = Context {
        settings,
        rules: &rules,
        folders: &ServiceFolders::new(folders.iter().copied()),
        owners: &CodeOwners::parse("* @all\n/backend/ @back"),
        replacements: &Replacements::new(&Stack::default()),
        production: &Production::default(),
        today: "2026-11-23".parse().unwrap(),
        rule_set: 1,
    };
    let inputs =
        Inputs { root: ".".to_owned(), files_read: files.len() as u64, files, skipped: Vec::new(), bytes_read: 0 };
    judge(inputs, &context)
}

/// A site beside a claim, with the severity that comes out, in a test that claims no tier.
#[track_caller]
fn check_claim(site: Site, boundary: Boundary, expected: (Severity, Option<&str>)) {
    let scan = FileScan { sites: vec![site], tests: vec![test("test_a", 1, &[])], ..FileScan::default() };
    let file = reaching("tests/test_a.py", Language::Python, scan, boundary, &[&[0]]);
    let report = report(&settings(""), &[], vec![file]);
    let finding = &report.findings[0];
    assert_eq!((finding.severity, finding.claim.as_deref()), expected);
}

#[test]
fn a_claim_beside_a_double_makes_it_one_step_more_serious() {
    let claiming = |kind: Kind, claim: &str| Site { claim: Some(claim.into()), ..site(1, kind, "test_a") };
    let real = "runs against a real database";
    check_claim(site(1, Kind::Patch, "test_a"), Boundary::Database, (Severity::Info, None));
    check_claim(claiming(Kind::Patch, real), Boundary::Database, (Severity::Warning, Some(real)));
    check_claim(claiming(Kind::HandwrittenDouble, real), Boundary::Database, (Severity::Error, Some(real)));
    check_claim(claiming(Kind::Patch, real), Boundary::Llm, (Severity::Info, None));
    check_claim(claiming(Kind::Env, "no mocks"), Boundary::Env, (Severity::Info, None));
    check_claim(claiming(Kind::Spy, "no mocks"), Boundary::Database, (Severity::Info, None));
    let perhaps = Site { confidence: Confidence::Possible, ..claiming(Kind::Patch, real) };
    check_claim(perhaps, Boundary::Database, (Severity::Info, None));
    let stubbed = Site { stubbed: true, ..claiming(Kind::Spy, "no mocks") };
    check_claim(stubbed, Boundary::Database, (Severity::Warning, Some("no mocks")));
}

#[track_caller]
fn check_tier(toml: &str, path: &str, file_markers: &[&str], test_markers: &[&str], expected: &str) {
    let language = Language::of_extension(path.rsplit('.').next().unwrap()).unwrap();
    let scan = FileScan {
        tests: vec![test("test_a", 1, test_markers)],
        markers: file_markers.iter().map(|marker| Arc::from(*marker)).collect(),
        sites: vec![site(1, Kind::Patch, "test_a")],
        ..FileScan::default()
    };
    let report = report(
        &settings(toml),
        &["rust", "packages/web"],
        vec![reaching(path, language, scan, Boundary::Cache, &[&[0]])],
    );
    assert_eq!(&*report.tests.tier(TestId(0)), expected, "{path}");
    assert_eq!(&*report.findings[0].tier, expected, "{path}");
}

#[test]
fn tier_by_segment_below_the_test_root() {
    check_tier("", "tests/integration/test_a.py", &[], &[], "integration");
    check_tier("", "tests/Integration/ATest.php", &[], &[], "integration");
    check_tier("", "nova/tests/unit/virt/test_a.py", &[], &[], "unit");
    check_tier("", "tests/unit/integration/test_a.py", &[], &[], "unit");
    check_tier("", "tests/integration_tests/test_a.py", &[], &[], "integration");
    check_tier("", "integration-tests/src/a.ts", &[], &[], "integration");
    check_tier("", "t/unit/app/test_a.py", &[], &[], "unit");
    // A package named after tests says what its files are for; of these, only tests claim to be some.
    check_tier("", "tests/tools/unit/ClockTest.kt", &[], &[], "unit");
    check_tier("", "tests/tools/unit/MockClock.kt", &[], &[], "unclaimed");
    check_tier("", "src/t/unit/a.py", &[], &[], "unclaimed");
    check_tier("", "src/test/integrasjonstester/kotlin/a/ATest.kt", &[], &[], "integration");
    check_tier("", "Tests/Integrationstests/ATest.php", &[], &[], "integration");
    check_tier("", "e2e/login.ts", &[], &[], "e2e");
    check_tier("", "packages/web/e2e/login.ts", &[], &[], "e2e");
    check_tier("", "packages/web/integration/login.ts", &[], &[], "integration");
    check_tier("", "test/end-to-end/a.rb", &[], &[], "e2e");
    check_tier("", "integration/a_test.go", &[], &[], "integration");
}

#[test]
fn tier_is_not_a_substring_nor_a_product_folder() {
    check_tier("", "src/integrations/tests/test_a.py", &[], &[], "unclaimed");
    check_tier("", "tests/integrations/test_a.py", &[], &[], "unclaimed");
    check_tier("", "tests/test_integration.py", &[], &[], "unclaimed");
    check_tier("", "integration/tests/test_a.py", &[], &[], "unclaimed");
    check_tier("", "src/app/integration/test_a.py", &[], &[], "unclaimed");
    check_tier("", "tests/functional/test_a.py", &[], &[], "unclaimed");
    check_tier("", "unittests.py", &[], &[], "unclaimed");
    check_tier("", "tests/community/test_a.py", &[], &[], "unclaimed");
}

#[test]
fn tier_by_suite_and_build_tool() {
    check_tier("", "core/src/test/java/a/UserIT.java", &[], &[], "integration");
    check_tier("", "core/src/test/java/a/UserITCase.java", &[], &[], "integration");
    check_tier("", "core/src/test/java/a/ITUser.java", &[], &[], "integration");
    check_tier("", "core/src/test/java/a/AUDIT.java", &[], &[], "unclaimed");
    check_tier("", "core/src/test/java/a/ItemTest.java", &[], &[], "unclaimed");
    check_tier("", "core/src/integrationTest/java/a/UserTest.java", &[], &[], "integration");
    check_tier("", "core/src/e2eTest/kotlin/a/UserTest.kt", &[], &[], "e2e");
    check_tier("", "core/src/it/java/a/UserTest.java", &[], &[], "integration");
    check_tier("", "core/src/test/java/a/UserTest.java", &[], &[], "unclaimed");
    check_tier("", "test/app.e2e-spec.ts", &[], &[], "e2e");
    check_tier("", "src/index.integ.test.ts", &[], &[], "integration");
    check_tier("", "src/store.integration.test.ts", &[], &[], "integration");
    check_tier("", "src/store.unit.spec.js", &[], &[], "unit");
    check_tier("", "src/integration.test.ts", &[], &[], "unclaimed");
    check_tier("", "cypress/integration/login.js", &[], &[], "e2e");
    check_tier("", "Shop.IntegrationTests/CartTests.cs", &[], &[], "integration");
    check_tier("", "tests/ShopApiIntegrationTests/CartTests.cs", &[], &[], "integration");
    check_tier("", "tests/AcmeUnitTests.Support/CartTests.cs", &[], &[], "unclaimed");
    check_tier("", "test/Shop.Integration.Tests/CartTests.cs", &[], &[], "integration");
    check_tier("", "Shop.Tests/CartTests.cs", &[], &[], "unclaimed");
    check_tier("", "rust/tests/api.rs", &[], &[], "integration");
    check_tier("", "rust/src/tests/api.rs", &[], &[], "unit");
    check_tier("", "crates/other/src/lib.rs", &[], &[], "unit");
    check_tier("", "rust/benches/api.rs", &[], &[], "unclaimed");
}

#[test]
fn tier_by_marker_before_convention() {
    check_tier("", "tests/unit/test_a.py", &[], &["pytest.mark.integration"], "integration");
    check_tier("", "tests/unit/test_a.py", &["pytest.mark.e2e"], &[], "e2e");
    check_tier("", "tests/test_a.py", &["e2e"], &["unit"], "unit");
    check_tier("", "a_test.go", &["integration && linux"], &[], "integration");
    check_tier("", "a_test.go", &["!integration"], &[], "unclaimed");
    check_tier("", "src/test/java/ATest.java", &[], &["IntegrationTest.class"], "integration");
    check_tier("", "a.test.ts", &[], &["describe.e2e"], "e2e");
    check_tier("", "tests/test_a.py", &[], &["unittest.skip", "pytest.mark.slow"], "unclaimed");
}

const OWN_TIER: &str = r#"
[tier.mission-critical]
paths = ["tests/critical/**"]
may_replace = ["clock"]
[tier.e2e]
markers = ["browser"]
[tier.unit]
paths = ["tests/fast/**"]
"#;

#[test]
fn tier_by_configuration_first() {
    check_tier(OWN_TIER, "tests/critical/integration/test_a.py", &["e2e"], &["unit"], "mission-critical");
    check_tier(OWN_TIER, "tests/fast/test_a.py", &[], &["integration"], "unit");
    check_tier(OWN_TIER, "tests/test_a.py", &[], &["browser"], "e2e");
    check_tier(OWN_TIER, "tests/test_a.py", &[], &["e2e"], "e2e");
    check_tier(OWN_TIER, "tests/test_a.py", &[], &["pytest.mark.mission_critical"], "mission-critical");
    check_tier(OWN_TIER, "tests/mission_critical/test_a.py", &[], &[], "mission-critical");
    check_tier(OWN_TIER, "src/mission_critical/test_a.py", &[], &[], "unclaimed");
}

#[track_caller]
fn check_severity(toml: &str, path: &str, kind: Kind, boundary: Boundary, expected: &str) {
    let scan = FileScan { sites: vec![site(1, kind, "")], ..FileScan::default() };
    let report = report(&settings(toml), &[], vec![file(path, Language::Python, scan, boundary)]);
    assert_eq!(report.findings[0].severity.as_str(), expected, "{kind} of {boundary} in {path}");
}

#[test]
fn severity_by_the_default_policy() {
    for boundary in Boundary::ALL {
        check_severity("", "tests/unit/a.py", Kind::Patch, *boundary, "info");
        check_severity("", "tests/a.py", Kind::Patch, *boundary, "info");
        check_severity("", "tests/e2e/a.py", Kind::Patch, *boundary, "error");
    }
    check_severity("", "tests/unit/a.py", Kind::HandwrittenDouble, Boundary::Cache, "warning");
    check_severity("", "tests/a.py", Kind::HollowTest, Boundary::Unknown, "warning");
    let integration = "tests/integration/a.py";
    for (expected, boundaries) in [
        ("info", "clock random"),
        ("warning", "http llm filesystem process env"),
        ("error", "database cache queue websocket own-service own-code unknown"),
    ] {
        for boundary in boundaries.split(' ') {
            check_severity("", integration, Kind::MockObject, Boundary::from_name(boundary).unwrap(), expected);
        }
    }
    check_severity("", integration, Kind::HandwrittenDouble, Boundary::Clock, "warning");
    check_severity("", integration, Kind::InMemorySubstitute, Boundary::Database, "error");
    check_severity("", integration, Kind::LocalServer, Boundary::Http, "info");
    check_severity("", "tests/e2e/a.py", Kind::Env, Boundary::Env, "info");
}

#[test]
fn severity_by_the_projects_policy() {
    let toml = "[tier.integration]\nmay_replace = [\"queue\"]\n[tier.unit]\nmay_replace = [\"all\"]\nwarn = []\n";
    check_severity(toml, "tests/integration/a.py", Kind::Patch, Boundary::Queue, "info");
    check_severity(toml, "tests/integration/a.py", Kind::Patch, Boundary::Clock, "error");
    check_severity(toml, "tests/integration/a.py", Kind::Patch, Boundary::Http, "warning");
    let strict = "[tier.unclaimed]\nmay_replace = []\n";
    check_severity(strict, "tests/a.py", Kind::Patch, Boundary::Queue, "error");
    check_severity(strict, "tests/unit/a.py", Kind::Patch, Boundary::Queue, "info");
    let unit = "[tier.unit]\nmay_replace = [\"clock\"]\nwarn = [\"http\"]\n";
    check_severity(unit, "tests/a.py", Kind::Patch, Boundary::Http, "warning");
    check_severity(unit, "tests/a.py", Kind::Patch, Boundary::Cache, "error");
}

#[test]
fn a_fixture_is_judged_by_the_strictest_test_it_reaches() {
    let scan = FileScan {
        tests: vec![test("test_a", 5, &[]), test("test_b", 8, &["integration"])],
        sites: vec![site(2, Kind::Patch, "client"), site(6, Kind::Patch, "test_a")],
        ..FileScan::default()
    };
    let file = reaching("tests/test_x.py", Language::Python, scan, Boundary::Cache, &[&[0, 1], &[0]]);
    let report = report(&Settings::default(), &[], vec![file]);
    let seen: Vec<_> = report.findings.iter().map(|f| (&*f.tier, f.severity.as_str())).collect();
    assert_eq!(seen, [("integration", "error"), ("unclaimed", "info")]);
    assert_eq!(report.findings[0].tests.iter().collect::<Vec<_>>(), [TestId(0), TestId(1)]);
    assert_eq!((report.tests.len(), report.tests.tainted()), (2, 2));
}

#[test]
fn asides_and_hollow_tests_taint_nothing_and_who_is_not_sure_counts_no_hollow_test() {
    let doubtful = Site { confidence: Confidence::Possible, ..site(6, Kind::HollowTest, "test_b") };
    let sites = vec![site(2, Kind::Env, "test_a"), site(3, Kind::HollowTest, "test_a"), doubtful];
    let scan = FileScan { tests: vec![test("test_a", 1, &[]), test("test_b", 5, &[])], sites, ..FileScan::default() };
    let report = report(
        &Settings::default(),
        &[],
        vec![reaching("tests/a.py", Language::Python, scan, Boundary::Env, &[&[0], &[0], &[1]])],
    );
    assert_eq!((report.tests.tainted(), report.tests.hollow_count()), (0, 1));
    assert!(report.tests.is_hollow(TestId(0)) && !report.tests.is_hollow(TestId(1)));
}

#[test]
fn occurrences_count_equal_sites_of_one_scope() {
    let sites = vec![
        site(2, Kind::Patch, "test_a"),
        site(3, Kind::Spy, "test_a"),
        site(4, Kind::Patch, "test_a"),
        site(9, Kind::Patch, "test_b"),
    ];
    let scan = FileScan { sites, ..FileScan::default() };
    let report = report(&Settings::default(), &[], vec![file("t/a.py", Language::Python, scan, Boundary::Cache)]);
    let seen: Vec<_> = report.findings.iter().map(|finding| finding.occurrence).collect();
    assert_eq!(seen, [0, 0, 1, 0]);
    for finding in &report.findings {
        let target = finding.target.as_deref().unwrap();
        let expected =
            fingerprint(&finding.path, &finding.scope, finding.kind, finding.boundary, target, finding.occurrence);
        assert_eq!(finding.fingerprint, expected);
    }
}

#[test]
fn files_come_out_in_path_order_with_services_and_owners() {
    let scan = || FileScan { sites: vec![site(1, Kind::Patch, "")], ..FileScan::default() };
    let toml = "[[service]]\nname = \"core\"\npaths = [\"backend/**\"]\npriority = \"critical\"\nmode = \"enforce\"\n";
    let files = ["web/b.py", "backend/a.py", "top.py"].map(|path| file(path, Language::Python, scan(), Boundary::Env));
    let report = report(&settings(toml), &[], files.to_vec());
    let seen: Vec<_> = report.findings.iter().map(|f| (&*f.path, &*f.service, f.owners.join(" "))).collect();
    assert_eq!(
        seen,
        [
            ("backend/a.py", "core", "@back".to_owned()),
            ("top.py", "root", "@all".to_owned()),
            ("web/b.py", "web", "@all".to_owned()),
        ]
    );
    let services: Vec<_> = report.services.iter().map(|s| (&*s.name, s.priority, s.mode)).collect();
    assert_eq!(
        services,
        [
            ("core", Priority::Critical, Mode::Enforce),
            ("root", Priority::Medium, Mode::NewOnly),
            ("web", Priority::Medium, Mode::NewOnly),
        ]
    );
}

#[track_caller]
fn check_allow(toml: &str, inline: Option<(&str, &str)>, expected: &[(AllowanceState, u32)], covered: Option<u32>) {
    let allows =
        inline.map(|(rule, reason)| InlineAllow { line: 1, covers: (2, 2), rule: rule.into(), reason: reason.into() });
    let scan =
        FileScan { sites: vec![site(2, Kind::Patch, "")], allows: allows.into_iter().collect(), ..FileScan::default() };
    let inputs = vec![file("tests/integration/a.py", Language::Python, scan, Boundary::Cache)];
    let report = report(&settings(toml), &[], inputs);
    let seen: Vec<_> = report.allowances.iter().map(|allowance| (allowance.state, allowance.covered)).collect();
    assert_eq!(seen, expected);
    assert_eq!(report.findings[0].allowance, covered);
}

#[test]
fn allowances_and_their_states() {
    use AllowanceState::{Expired, Refused, Unused, Used};
    let allow = |rule: &str, path: &str, until: &str| {
        format!("[[allow]]\nrule = \"{rule}\"\npaths = [\"{path}\"]\nreason = \"because\"\n{until}\n")
    };
    check_allow(&allow("python/unittest-mock", "tests/**", ""), None, &[(Used, 1)], Some(0));
    check_allow(&allow("python/*", "tests", ""), None, &[(Used, 1)], Some(0));
    check_allow(&allow("patch", "tests", ""), None, &[(Used, 1)], Some(0));
    check_allow(&allow("explicit", "tests", ""), None, &[(Used, 1)], Some(0));
    check_allow(&allow("spy", "tests", ""), None, &[(Unused, 0)], None);
    check_allow(&allow("*", "other", ""), None, &[(Unused, 0)], None);
    check_allow(&allow("*", "tests", "until = 2026-11-23"), None, &[(Used, 1)], Some(0));
    check_allow(&allow("*", "tests", "until = 2026-11-22"), None, &[(Expired, 1)], None);
    check_allow(&allow("*", "other", "until = 2026-11-22"), None, &[(Expired, 0)], None);
    check_allow("", Some(("patch", "the leap second")), &[(Used, 1)], Some(0));
    check_allow("", Some(("patch", " ")), &[(Refused, 1)], None);
    check_allow("", Some(("spy", "the leap second")), &[(Unused, 0)], None);
    check_allow("[policy]\ninline_allow = false\n", Some(("patch", "x")), &[(Refused, 1)], None);
    check_allow(&allow("*", "tests", ""), Some(("patch", "x")), &[(Unused, 0), (Used, 1)], Some(1));
}

#[test]
fn a_projects_own_rule_holds_where_its_file_holds() {
    let nested = "[[rule]]\nid = \"python/unittest-mock\"\nlanguage = \"python\"\ncall = \"a.b\"\nkind = \"patch\"\nboundary = \"queue\"\nmessage = \"use the broker\"\n";
    let read = |path: &str| Ok((path == "backend/demock.toml").then(|| nested.as_bytes().to_vec()));
    let settings = Settings::read(&read, &["backend/demock.toml"]).unwrap();
    let scan = || FileScan { sites: vec![site(1, Kind::Patch, "")], ..FileScan::default() };
    let files = ["backend/a.py", "web/a.py"].map(|path| file(path, Language::Python, scan(), Boundary::Queue));
    let report = report(&settings, &[], files.to_vec());
    let seen: Vec<_> = report.findings.iter().map(|finding| (&*finding.path, &*finding.replacement)).collect();
    assert_eq!(seen, [("backend/a.py", "use the broker")]);
}
