use super::*;
use demock_model::{Date, TestTable};

fn settings(files: &[(&str, &str)]) -> Settings {
    let read =
        |path: &str| Ok(files.iter().find(|(known, _)| *known == path).map(|(_, text)| text.as_bytes().to_vec()));
    let nested: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    Settings::read(&read, &nested).unwrap()
}

fn report(allowances: Vec<Allowance>) -> Report {
    Report {
        root: ".".to_owned(),
        today: Date::from_unix_seconds(0),
        rule_set: 1,
        findings: Vec::new(),
        tests: TestTable::default(),
        allowances,
        services: Vec::new(),
        parse_errors: Vec::new(),
        skipped: Vec::new(),
        files: 0,
        bytes: 0,
    }
}

fn before(settings: Settings, baseline: Baseline) -> Before {
    Before { revision: Revision { name: "main".to_owned(), commit: "0".to_owned() }, settings, baseline }
}

fn told(found: &[Loosening]) -> Vec<String> {
    found.iter().map(|it| format!("{}:{} {}", it.path, it.line, it.what)).collect()
}

#[track_caller]
fn check_files(then: &[(&str, &str)], now: &[(&str, &str)], expected: &[&str]) {
    let (before, now) = (before(settings(then), Baseline::default()), settings(now));
    assert_eq!(told(&loosenings(&before, &now, &Baseline::default(), &report(Vec::new()), &|_| None)), expected);
}

/// A change from one root file to another loosens; the way back tightens and says nothing.
#[track_caller]
fn check(then: &str, now: &str, expected: &[&str]) {
    check_files(&[("demock.toml", then)], &[("demock.toml", now)], expected);
    if !expected.is_empty() {
        check_files(&[("demock.toml", now)], &[("demock.toml", then)], &[]);
    }
}

#[test]
fn policy() {
    check(
        "",
        "[policy]\nmode = \"observe\"",
        &["demock.toml:2 the mode of services that set none went from `new-only` to `observe`"],
    );
    check(
        "[policy]\ninline_allow = false",
        "[policy]\ninline_allow = true",
        &["demock.toml:2 inline exceptions are no longer forbidden"],
    );
    check(
        "[project]\nexclude = [\"vendor\"]",
        "[project]\nexclude = [\n\"vendor\", \"tests/slow\"]",
        &["demock.toml:3 `tests/slow` is excluded"],
    );
}

#[test]
fn tiers() {
    check(
        "",
        "[tier.integration]\nmay_replace = [\"clock\", \"random\", \"cache\"]",
        &["demock.toml:1 tier `integration` may now replace `cache`"],
    );
    check(
        "",
        "[tier.integration]\nwarn = [\"http\", \"llm\", \"filesystem\", \"process\", \"env\", \"queue\"]",
        &["demock.toml:1 tier `integration` now only warns about `queue`"],
    );
    check(
        "",
        "[tier.e2e]\nmay_replace = [\"all\"]",
        &[
            "demock.toml:1 tier `e2e` may now replace `database`, `cache`, `http`, `llm`, `websocket`, `queue`, `own-service`, `clock`, `random`, `filesystem`, `process`, `env`, `own-code`, `unknown`",
        ],
    );
    check("[tier.critical]\npaths = [\"a\"]", "", &["demock.toml:0 tier `critical` is gone"]);
}

#[test]
fn services() {
    let service = |mode: &str| format!("[[service]]\nname = \"a\"\npaths = [\"a\"]\nmode = \"{mode}\"\n");
    check(
        &service("enforce"),
        &service("new-only"),
        &["demock.toml:2 the mode of service `a` went from `enforce` to `new-only`"],
    );
    check(&service("enforce"), "", &["demock.toml:0 service `a`, which was in mode `enforce`, is gone"]);
    check("", &service("observe"), &["demock.toml:2 the mode of service `a` went from `new-only` to `observe`"]);
    let other = service("enforce").replace("[\"a\"]", "[\"b\"]");
    check_files(
        &[("demock.toml", &service("enforce"))],
        &[("demock.toml", &other)],
        &["demock.toml:2 service `a` no longer owns `a`"],
    );
}

#[test]
fn exceptions() {
    let allow = |paths: &str, until: &str| {
        format!("[[allow]]\nrule = \"patch\"\npaths = [{paths}]\nreason = \"because\"\n{until}\n")
    };
    check("", &allow("\"a\"", ""), &["demock.toml:1 a new exception for `patch` in `a`"]);
    check(
        &allow("\"a\"", "until = 2027-01-01"),
        &allow("\"a\"", "until = 2027-01-02"),
        &["demock.toml:1 the exception for `patch` now holds until 2027-01-02"],
    );
    check(
        &allow("\"a\"", "until = 2027-01-01"),
        &allow("\"a\"", ""),
        &["demock.toml:1 the exception for `patch` now holds for ever"],
    );
    check(&allow("\"a\"", ""), &allow("\"a\", \"b\"", ""), &["demock.toml:1 a new exception for `patch` in `a`, `b`"]);
}

#[test]
fn a_nested_file_cannot_take_a_folder_out_of_the_policy() {
    let root = ("demock.toml", "[tier.integration]\nmay_replace = []\nwarn = []\n");
    check_files(
        &[root],
        &[root, ("a/demock.toml", "")],
        &[
            "a/demock.toml:0 tier `integration` may now replace `clock`, `random`",
            "a/demock.toml:0 tier `integration` now only warns about `http`, `llm`, `filesystem`, `process`, `env`",
        ],
    );
    check_files(&[root], &[root, ("a/demock.toml", "extends = \"../demock.toml\"")], &[]);
}

fn baseline(paths: &[&str]) -> Baseline {
    let mut baseline = Baseline::default();
    let service = baseline.services.entry("backend".into()).or_default();
    for path in paths {
        let entry = BaselineEntry {
            path: (*path).into(),
            scope: "test_a".into(),
            kind: Kind::Patch,
            boundary: Boundary::Cache,
            target: "app.store".into(),
            occurrence: 0,
        };
        service.entries.insert(entry, None);
    }
    baseline
}

#[track_caller]
fn check_baseline(then: &[&str], now: &[&str], expected: &[&str]) {
    let before = before(Settings::default(), baseline(then));
    let found = loosenings(&before, &Settings::default(), &baseline(now), &report(Vec::new()), &|_| None);
    assert_eq!(told(&found), expected);
}

#[test]
fn a_baseline_may_only_shrink() {
    check_baseline(&["a.py", "b.py"], &["a.py"], &[]);
    check_baseline(
        &["a.py"],
        &["a.py", "b.py"],
        &["demock-baseline/backend.txt:0 the baseline accepts one more: patch in `b.py`"],
    );
    check_baseline(&["a.py"], &["b.py"], &[]);
    check_baseline(
        &["a.py"],
        &["b.py", "c.py"],
        &["demock-baseline/backend.txt:0 the baseline accepts one more: patch in `c.py`"],
    );
    check_baseline(
        &[],
        &["b.py", "c.py"],
        &["demock-baseline/backend.txt:0 the baseline accepts 2 more; the first is patch in `b.py`"],
    );
}

#[test]
fn a_first_baseline_is_adoption() {
    let before = before(Settings::default(), Baseline::default());
    let found = loosenings(&before, &Settings::default(), &baseline(&["a.py"]), &report(Vec::new()), &|_| None);
    assert_eq!(found, []);
}

#[track_caller]
fn check_inline(then: Option<&str>, expected: &[&str]) {
    let allowance = |line| Allowance {
        rule: "patch".into(),
        reason: "because".into(),
        until: None,
        source: AllowanceSource::Inline { path: "a.py".into(), line },
        state: demock_model::AllowanceState::Used,
        covered: 1,
    };
    let report = report(vec![allowance(3), allowance(9)]);
    let before = before(Settings::default(), Baseline::default());
    let text = |path: &str| then.filter(|_| path == "a.py").map(|text| text.as_bytes().to_vec());
    assert_eq!(told(&loosenings(&before, &Settings::default(), &Baseline::default(), &report, &text)), expected);
}

#[test]
fn inline_exceptions_are_counted_by_rule() {
    check_inline(Some("x # demock: allow(patch) a\n#demock:allow( patch ) b\n"), &[]);
    check_inline(
        Some("x # demock: allow(patch) a\n# demock: allow(spy) b\n"),
        &["a.py:9 a new inline exception for `patch`"],
    );
    check_inline(None, &["a.py:3 a new inline exception for `patch`", "a.py:9 a new inline exception for `patch`"]);
}
