use super::*;
use demock_config::Settings;

/// A tree from lines of paths: `@package FOLDER`, `@compose PATH`, `@build FOLDER`, `@marker NAME`, else a source.
fn seen(lines: &str) -> Seen {
    let mut seen = Seen::default();
    let mut words = lines.split_whitespace();
    while let Some(word) = words.next() {
        let list = match word {
            "@package" => &mut seen.packages,
            "@compose" => &mut seen.compose,
            "@build" => &mut seen.build_contexts,
            "@marker" => &mut seen.markers,
            path => {
                let end = path.rsplit('.').next().unwrap_or_default();
                seen.files.push((path.into(), Language::of_extension(end).expect("a source")));
                continue;
            }
        };
        list.push(words.next().expect("a value").trim_start_matches('.').to_owned());
    }
    seen.files.sort_by(|a, b| a.0.cmp(&b.0));
    seen
}

#[track_caller]
fn services(lines: &str, expected: &[(&str, &str)]) {
    let proposal = checked(lines);
    let found: Vec<(&str, &str)> = proposal.services.iter().map(|it| (&*it.name, &*it.folder)).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn tiers(lines: &str, expected: &[(&str, &[&str])]) {
    let proposal = checked(lines);
    let found: Vec<(&str, Vec<&str>)> =
        proposal.tiers.iter().map(|it| (it.name, it.paths.iter().map(String::as_str).collect())).collect();
    let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(name, paths)| (*name, paths.to_vec())).collect();
    assert_eq!(found, expected);
}

/// The proposal, once the configuration has read it.
#[track_caller]
fn checked(lines: &str) -> Proposal {
    let proposal = propose(&seen(lines));
    let settings = read(&proposal.text);
    let scope = settings.root();
    assert_eq!(scope.services.len(), proposal.services.len());
    for service in &proposal.services {
        let owner = scope.service(&format!("{}/x.py", service.folder)).expect("an owner");
        assert_eq!(*owner.name.value, *service.name, "the first that covers it is its own");
    }
    assert_eq!(scope.stack.compose.len(), proposal.compose.len());
    proposal
}

#[track_caller]
fn read(text: &str) -> Settings {
    Settings::read(&|path| Ok((path == "demock.toml").then(|| text.as_bytes().to_vec())), &[]).expect(text)
}

#[test]
fn packages_and_build_contexts_are_services() {
    services(
        "@package . @package auth @package web @build backend auth/a.py web/src/x.ts backend/b.py tools/t.py",
        &[("auth", "auth"), ("backend", "backend"), ("web", "web")],
    );
}

#[test]
fn an_inner_service_stands_before_the_one_around_it() {
    services(
        "@package a @package a/b @package a-b a/x.py a/b/x.py a-b/x.py",
        &[("a-b", "a-b"), ("b", "a/b"), ("a", "a")],
    );
}

#[test]
fn names_that_would_be_two_or_say_nothing_are_whole_folders() {
    services(
        "@package one/api @package two/api @package three/src one/api/a.go two/api/a.go three/src/a.go",
        &[("one/api", "one/api"), ("three/src", "three/src"), ("two/api", "two/api")],
    );
}

#[test]
fn what_tests_read_and_what_holds_no_source_is_no_service() {
    services(
        "@package tests/fixtures/app @package docs @package vendor/x @package a tests/fixtures/app/a.py vendor/x/a.go a/a.py",
        &[("a", "a")],
    );
}

#[test]
fn too_many_packages_are_counted() {
    let lines: Vec<String> = (10..60).map(|at| format!("@package p{at} p{at}/a.ts")).collect();
    let proposal = checked(&lines.join(" "));
    assert_eq!((proposal.services.len(), proposal.unlisted_packages), (0, 50));
    assert!(proposal.text.contains("# 50 folders have a manifest of their own"));
}

#[test]
fn what_conventions_read_is_not_written_down() {
    tiers("tests/unit/test_a.py tests/integration/test_b.py tests/e2e/test_c.py e2e/app.e2e-spec.ts", &[]);
}

#[test]
fn folders_that_no_convention_reads() {
    tiers(
        "tests/functional/test_a.py tests/external_dependency_unit/test_b.py tests/acceptance/deep/test_c.py \
         tests/mission_critical/test_d.py tests/api/test_e.py functional-tests/test_f.py",
        &[
            ("integration", &["functional-tests/**", "tests/external_dependency_unit/**", "tests/functional/**"]),
            ("e2e", &["tests/acceptance/**"]),
            ("mission-critical", &["tests/mission_critical/**"]),
        ],
    );
}

#[test]
fn words_that_mean_something_else_claim_nothing() {
    tiers(
        "tests/file_system/test_a.py tests/system_settings/test_b.py tests/integrations/slack/test_c.py \
         src/functional/core.py lib/external/x.go tests/liveness/test_d.py",
        &[],
    );
}

#[test]
fn many_folders_of_one_name_are_one_pattern() {
    let lines: Vec<String> = (0..6).map(|at| format!("p{at}/tests/functional/test_a.py")).collect();
    tiers(&lines.join(" "), &[("integration", &["**/tests/functional/**"])]);
}

#[test]
fn declared_markers_in_toml_and_ini() {
    let toml = "[tool.pytest.ini_options]\nmarkers = [\n  \"slow: takes long\",\n  'functional: with a database',\n]\naddopts = [\"-x\"]\n";
    assert_eq!(tiers::declared_markers(toml), ["slow", "functional"]);
    assert_eq!(
        tiers::declared_markers("[pytest]\nmarkers =\n    smoke: x\n    mission_critical\ntestpaths = a\n"),
        ["smoke", "mission_critical"]
    );
    assert_eq!(tiers::declared_markers("markers = [\"live: x\", \"e2e\"]\nname = \"unit\"\n"), ["live", "e2e"]);
}

#[test]
fn markers_that_claim_a_tier_are_named_once() {
    let proposal = checked("@marker slow @marker smoke @marker e2e @marker functional tests/test_a.py");
    let found: Vec<(&str, &[String])> = proposal.tiers.iter().map(|it| (it.name, &*it.markers)).collect();
    assert_eq!(found, [("integration", &["functional".to_owned()][..]), ("e2e", &["smoke".to_owned()][..])]);
}

#[test]
fn compose_files_for_tests_go_first() {
    let chosen = |files: &[&str]| {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        stack::propose(&files).0
    };
    assert_eq!(chosen(&["docker-compose.test.yml", "docker-compose.yml"]), ["docker-compose.test.yml"]);
    assert_eq!(
        chosen(&["deploy/compose.yaml", "docker-compose.prod.yml", "docker-compose.yml"]),
        ["docker-compose.yml"]
    );
    assert_eq!(chosen(&["docker-compose.dev.yml", "docker-compose.prod.yml"]), ["docker-compose.dev.yml"]);
    assert_eq!(chosen(&["docker-compose.prod.yml"]), Vec::<String>::new());
}

#[test]
fn build_contexts_of_a_compose_file() {
    let text = "services:\n  auth:\n    build: ./auth  # here\n  web:\n    build:\n      context: \"../web\"\n      dockerfile: D\n    \
                environment:\n      context: no\n  db:\n    image: postgres\n  far:\n    build: https://example.org/x.git\n  \
                up:\n    build: ../../out\n";
    assert_eq!(stack::build_contexts("deploy/compose.yaml", text), ["deploy/auth", "web"]);
    assert_eq!(stack::build_contexts("compose.yaml", "services:\n  a:\n    build: .\n"), [""]);
}

#[test]
fn copied_code_is_excluded_and_odd_names_are_read_as_written() {
    let proposal =
        checked("@package we\"ird[1] vendor/a/b.go web/bower_components/x/vendor/y.js we\"ird[1]/a.py vendor.go");
    assert_eq!(proposal.exclude, ["vendor/**", "web/bower_components/**"]);
    let settings = read(&proposal.text);
    assert!(settings.excluded("vendor/a/b.go").is_some() && settings.excluded("vendor.go").is_none());
}

#[test]
fn the_whole_file() {
    let text = propose(&seen(
        "@package . @package auth @compose docker-compose.test.yml @compose docker-compose.yml \
         auth/app.py auth/tests/functional/test_a.py vendor/x.go",
    ))
    .text;
    assert_eq!(text, include_str!("expected.toml"));
}

#[test]
fn an_empty_folder_gets_a_file_of_comments() {
    let text = checked("").text;
    assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "{text}");
}
