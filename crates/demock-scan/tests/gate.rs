//! The gate in real repositories: what teams do to a baseline with real git, and what it must survive.

#[path = "gate/tree.rs"]
mod tree;

use demock_model::{BaselineEntry, Boundary, Help, Kind, Report, Verdict};
use demock_scan::cache::Shard;
use demock_scan::gate::{self, Before, Check, Coverage, Permission, Stale, loosenings, store, tier_loosenings};
use demock_scan::git::{Change, ChangedFile, Repository};
use demock_scan::ruleset::RuleSet;
use std::collections::BTreeSet;
use tree::{Tree, told};

const A: &str = "backend/tests/integration/test_a.py";
const B: &str = "backend/tests/integration/test_b.py";
const C: &str = "backend/tests/integration/test_c.py";
const FILE: &str = "demock-baseline/backend.txt";

/// Two test files with two mocks each, accepted and committed.
fn adopted() -> Tree {
    let tree = Tree::new();
    tree.tests(A, &[("test_one", &["app.store.get", "app.store.put"])]);
    tree.tests(B, &[("test_two", &["app.mail.send", "app.mail.fetch"])]);
    tree.write_baseline();
    tree.commit("base");
    tree
}

#[test]
fn adoption_is_green_and_the_next_new_mock_is_red() {
    let tree = Tree::new();
    tree.tests(A, &[("test_one", &["app.store.get", "app.store.put"])]);
    let first = tree.check();
    assert_eq!(tree.failures(&first), [format!("new: {A} app.store.get, {A} app.store.put")]);
    assert!(first.notices[0].starts_with("there is no baseline: `demock baseline --write`"), "{:?}", first.notices);

    tree.write_baseline();
    let adopted = tree.check();
    assert_eq!((tree.failures(&adopted), adopted.forgiven), (Vec::new(), 2));

    tree.tests(A, &[("test_one", &["app.store.get", "app.store.put", "app.bus.send"])]);
    assert_eq!(tree.failures(&tree.check()), [format!("new: {A} app.bus.send")]);

    tree.tests(A, &[("test_one", &["app.store.get", "app.store.put", "app.store.put"])]);
    assert_eq!(tree.failures(&tree.check()), [format!("new: {A} app.store.put")], "a second of the same");
}

#[test]
fn a_swap_of_one_mock_for_another_is_new() {
    let tree = adopted();
    tree.tests(A, &[("test_one", &["app.store.get", "app.store.delete"])]);
    let verdict = tree.check();
    assert_eq!(tree.failures(&verdict), [format!("new: {A} app.store.delete")]);
    assert_eq!(verdict.removed.len(), 1);
}

#[test]
fn a_removed_mock_tightens_and_is_stale_until_then() {
    let tree = adopted();
    tree.tests(A, &[("test_one", &["app.store.get"])]);
    assert_eq!(tree.failures(&tree.check()), Vec::<String>::new());
    assert_eq!(tree.failures(&tree.check_locked()), [format!("stale: {A} app.store.put")]);

    tree.shrink();
    assert_eq!(tree.failures(&tree.check_locked()), Vec::<String>::new());
    tree.tests(A, &[("test_one", &["app.store.get", "app.store.put"])]);
    assert_eq!(tree.failures(&tree.check()), [format!("new: {A} app.store.put")]);
}

#[test]
fn checking_never_writes() {
    let tree = adopted();
    tree.tests(A, &[]);
    tree.check_locked();
    assert_eq!(tree.git(&["status", "--porcelain"]).trim(), format!("M {A}"));
}

#[test]
fn moved_lines_stay_accepted() {
    let tree = adopted();
    let text = tree.read(A);
    tree.write(
        A,
        &text.replace("def test_one", "# a remark\n\nimport os\n\n\ndef helper():\n    return os\n\n\ndef test_one"),
    );
    let verdict = tree.check_locked();
    assert_eq!((tree.failures(&verdict), verdict.forgiven), (Vec::new(), 4));
}

#[test]
fn a_renamed_file_stays_accepted_even_with_edits() {
    let tree = adopted();
    let moved = "backend/tests/integration/store/test_store.py";
    tree.write(moved, &tree.read(A).replace("    assert run()", "    assert run() == 1\n    assert run() != 2"));
    tree.remove(A);
    let verdict = tree.check_locked();
    assert_eq!((tree.failures(&verdict), verdict.forgiven), (Vec::new(), 4));
    let notice =
        format!("2 accepted in `{A}`, which is gone, are now in `{moved}`: `demock baseline --shrink` records it");
    assert_eq!(verdict.notices, [notice]);

    let before = Before::at(&tree.repository(), "HEAD").unwrap();
    tree.shrink();
    let baseline = tree.baseline();
    assert_eq!(baseline.entries().filter(|entry| &*entry.path == moved).count(), 2);
    assert_eq!(baseline.entries().filter(|entry| &*entry.path == A).count(), 0);
    let found = loosenings(&before, &tree.settings(), &baseline, &tree.scan(), &|_| None);
    assert_eq!(found, [], "following a file is no loosening");
    tree.tests(A, &[("test_one", &["app.store.get"])]);
    assert_eq!(tree.failures(&tree.check()), [format!("new: {A} app.store.get")], "the old path is free again");
}

#[test]
fn a_copied_file_is_new() {
    let tree = adopted();
    tree.write(C, &tree.read(A));
    assert_eq!(tree.failures(&tree.check()), [format!("new: {C} app.store.get, {C} app.store.put")]);
}

#[test]
fn a_mock_cannot_move_between_files_that_stay() {
    let tree = adopted();
    tree.write(C, &tree.read(A));
    tree.tests(A, &[("test_one", &[])]);
    assert_eq!(tree.failures(&tree.check()), [format!("new: {C} app.store.get, {C} app.store.put")]);
}

/// Both branches clean up and both add: one in each of two neighbouring files, and one new file each.
fn diverged() -> Tree {
    let tree = adopted();
    tree.git(&["checkout", "-q", "-b", "left"]);
    tree.tests(A, &[("test_one", &[])]);
    tree.tests("backend/tests/integration/test_new_left.py", &[("test_left", &["app.left.call"])]);
    tree.shrink();
    tree.accept("the provider has no sandbox");
    tree.commit("left");
    tree.git(&["checkout", "-q", "-b", "right", "main"]);
    tree.tests(B, &[("test_two", &[])]);
    tree.tests("backend/tests/integration/test_new_right.py", &[("test_right", &["app.right.call"])]);
    tree.shrink();
    tree.accept("leap seconds");
    tree.commit("right");
    tree
}

#[test]
fn two_branches_that_each_remove_and_add_merge_without_conflict() {
    let tree = diverged();
    tree.git(&["merge", "-q", "-m", "merge", "left"]);
    assert_eq!(tree.failures(&tree.check_locked()), Vec::<String>::new());
    let merged = tree.baseline();
    let kept: Vec<_> = merged.services["backend"].entries.iter().map(|(e, why)| (&*e.target, why.as_deref())).collect();
    assert_eq!(
        kept,
        [("app.left.call", Some("the provider has no sandbox")), ("app.right.call", Some("leap seconds")),]
    );
    tree.tests(A, &[("test_one", &["app.store.get"])]);
    assert_eq!(tree.failures(&tree.check()), [format!("new: {A} app.store.get")], "what was removed stays removed");
}

/// An entry of a file by number, and one of the tests in it.
fn numbered(file: u64, test: u64) -> BaselineEntry {
    BaselineEntry {
        path: format!("backend/tests/test_{file:02}.py").into(),
        scope: format!("test_{test}").into(),
        kind: Kind::Patch,
        boundary: Boundary::Cache,
        target: "app.store".into(),
        occurrence: 0,
    }
}

#[test]
fn branches_that_work_on_different_files_merge_exactly() {
    // xorshift64: the same branches on every machine.
    let mut state = 0x5EED_u64;
    let mut below = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    for round in 0..12 {
        let tree = Tree::new();
        let mut base = gate::ServiceBaseline::default();
        let held: BTreeSet<u64> = (0..below(12)).map(|_| below(12)).collect();
        for file in &held {
            base.entries.extend((0..=below(3)).map(|test| (numbered(*file, test), None)));
        }
        let save = |service: &gate::ServiceBaseline| {
            tree.save(&gate::Baseline { services: [("backend".into(), service.clone())].into() });
        };
        save(&base);
        tree.commit("base");
        let owner: Vec<u64> = (0..12).map(|_| below(3)).collect();
        let mut expected = base.clone();
        for (side, branch) in [(0, "left"), (1, "right")] {
            tree.git(&["checkout", "-q", "-b", branch, "main"]);
            let mut mine = base.clone();
            for file in (0..12).filter(|file| owner[*file as usize] == side) {
                let (drop, add) = (below(4) > 0, below(4) == 0);
                for service in [&mut mine, &mut expected] {
                    if drop {
                        service.entries.retain(|entry, _| entry.path != numbered(file, 0).path);
                    }
                    if add {
                        service.entries.insert(numbered(file, 9), None);
                    }
                }
            }
            mine.cleaned = base.entries.keys().map(|entry| entry.path).collect();
            mine.cleaned.retain(|path| !mine.entries.keys().any(|entry| entry.path == *path));
            save(&mine);
            tree.commit(branch);
        }
        tree.git(&["merge", "-q", "-m", "merge", "left"]);
        let merged = tree.baseline();
        assert_eq!(merged.services["backend"].entries, expected.entries, "round {round}:\n{}", tree.read(FILE));
    }
}

#[test]
fn a_rebase_keeps_what_both_sides_did() {
    let tree = diverged();
    tree.git(&["rebase", "-q", "left"]);
    assert_eq!(tree.failures(&tree.check_locked()), Vec::<String>::new());
}

#[test]
fn neighbouring_removals_merge_even_where_the_host_ignores_attributes() {
    let tree = adopted();
    tree.remove("demock-baseline/.gitattributes");
    tree.commit("a host that does not heed merge=union");
    for (branch, path, test) in [("left", A, "test_one"), ("right", B, "test_two")] {
        tree.git(&["checkout", "-q", "-b", branch, "main"]);
        tree.tests(path, &[(test, &[])]);
        tree.shrink();
        tree.remove("demock-baseline/.gitattributes");
        tree.commit(branch);
    }
    tree.git(&["merge", "-q", "-m", "merge", "left"]);
    assert_eq!(tree.failures(&tree.check_locked()), Vec::<String>::new());
    assert!(tree.baseline().is_empty());
    assert_eq!(tree.read(FILE).lines().filter(|line| line.starts_with("# backend/")).count(), 2);
}

#[test]
fn a_growing_suite_does_not_conflict_on_its_count() {
    let tree = adopted();
    for (branch, count) in [("left", 3), ("right", 5)] {
        tree.git(&["checkout", "-q", "-b", branch, "main"]);
        for at in 0..count {
            tree.tests(&format!("backend/tests/unit/test_{branch}_{at}.py"), &[("test_it", &[])]);
        }
        tree.shrink();
        tree.commit(branch);
    }
    // Steps 5 and 5: both branches cross the same one.
    tree.git(&["merge", "-q", "-m", "merge", "left"]);
    assert_eq!(tree.baseline().services["backend"].tests, 5);
    assert_eq!(tree.failures(&tree.check_locked()), Vec::<String>::new());
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let tree = adopted();
    tree.commit("second");
    let clone = tree.shallow_clone();
    let error = Before::at(&clone.repository(), "HEAD~1").unwrap_err();
    assert_eq!(error.to_string(), "revision `HEAD~1` does not exist in this shallow clone");
    assert_eq!(error.code(), "git/missing-revision");
    assert_eq!(
        error.help().unwrap(),
        "fetch the history first: `git fetch --unshallow`, or `fetch-depth: 0` for the checkout step in CI"
    );
    let error = Before::at(&tree.repository(), "origin/main").unwrap_err();
    assert_eq!(error.to_string(), "revision `origin/main` does not exist in this repository");
    let nowhere = Tree::folder();
    assert_eq!(Repository::of(&nowhere.root).unwrap_err().code(), "git/no-repository");
    assert_eq!(Before::at(&tree.repository(), "--help").unwrap_err().code(), "git/missing-revision");
}

/// The gate as `check --since` runs it: judged by the policy and the baseline of the revision.
fn check_since(tree: &Tree, revision: &str, permission: Permission) -> (Report, Verdict) {
    let repository = tree.repository();
    let before = Before::at(&repository, revision).unwrap();
    let report = tree.scan_by(Some(before.settings.clone()), &[]);
    let text = |path: &str| repository.read(&before.revision, path).unwrap();
    let mut found = loosenings(&before, &tree.settings(), &tree.baseline(), &report, &text);
    found.sort();
    let verdict = gate::check(&Check {
        report: &report,
        rules: RuleSet::built_in().names(),
        baseline: before.baseline_in_force(&tree.baseline()),
        stale: Stale::Notice,
        coverage: Coverage::Whole,
        exists: &|path| tree.exists(path),
        loosening: &found,
        permission,
    });
    (report, verdict)
}

#[test]
fn a_merge_queue_entry_is_judged_by_its_base() {
    let tree = adopted();
    tree.git(&["checkout", "-q", "-b", "feature"]);
    tree.tests(C, &[("test_three", &["app.bus.send"])]);
    tree.accept("will be real next week");
    tree.commit("a mock, and its own permission");
    tree.git(&["checkout", "-q", "main"]);
    tree.tests(A, &[("test_one", &["app.store.get"])]);
    tree.shrink();
    tree.commit("meanwhile on main");
    let base = tree.git(&["rev-parse", "HEAD"]).trim().to_owned();
    tree.git(&["checkout", "-q", "--detach"]);
    tree.git(&["merge", "-q", "-m", "queue", "feature"]);

    let (report, verdict) = check_since(&tree, &base, Permission::Withheld);
    assert_eq!(
        told(&report, &verdict),
        [format!("new: {C} app.bus.send"), format!("loosened: the baseline accepts one more: patch in `{C}`"),]
    );
}

#[test]
fn adopting_demock_in_a_change_is_no_failure() {
    let tree = Tree::new();
    tree.tests(A, &[("test_one", &["app.store.get"])]);
    tree.commit("before demock");
    tree.write_baseline();
    tree.commit("adopt");
    let (report, verdict) = check_since(&tree, "HEAD~1", Permission::Withheld);
    assert_eq!((told(&report, &verdict), verdict.forgiven), (Vec::new(), 1));
}

#[test]
fn loosening_in_passing_fails_unless_it_is_asked_for() {
    let tree = adopted();
    tree.write("demock.toml", "[tier.integration]\nmay_replace = [\"all\"]\n");
    let text = tree.read(A);
    tree.write(
        A,
        &text.replace(
            "    with patch(\"app.store.put\"):",
            "    # demock: allow(patch) slow\n    with patch(\"app.store.put\"):",
        ),
    );
    let (report, verdict) = check_since(&tree, "HEAD", Permission::Withheld);
    let told_now = told(&report, &verdict);
    assert_eq!(told_now.len(), 1, "{told_now:?}");
    assert!(
        told_now[0]
            .starts_with("loosened: a new inline exception for `patch`, tier `integration` may now replace `database`"),
        "{told_now:?}"
    );
    let (report, verdict) = check_since(&tree, "HEAD", Permission::Given);
    assert_eq!(told(&report, &verdict), Vec::<String>::new());
    assert!(verdict.notices.iter().any(|notice| notice.starts_with("loosened, as allowed: ")), "{:?}", verdict.notices);
}

#[test]
fn tests_that_fall_to_a_weaker_tier_are_shown() {
    let tree = adopted();
    let then = tree.scan();
    let before = Before::at(&tree.repository(), "HEAD").unwrap();
    tree.write("demock.toml", "# quick\n[tier.unit]\npaths = [\"backend/tests/integration\"]\n");
    let found = tier_loosenings(&before, &then, &tree.settings(), &tree.scan());
    let told: Vec<_> = found.iter().map(|it| format!("{}:{} {}", it.path, it.line, it.what)).collect();
    assert_eq!(told, ["demock.toml:2 tests that were `integration` are now `unit` (2)"]);
    assert_eq!(tier_loosenings(&before, &tree.scan(), &before.settings, &then), [], "back is no loosening");
}

#[test]
fn a_rule_set_upgrade_turns_nothing_red() {
    let tree = adopted();
    tree.tests(C, &[("test_three", &["app.bus.send"])]);
    let mut report = tree.scan();
    report.rule_set += 1;
    // The new rule set sees another boundary in one accepted mock, and its improved rule is what finds `app.bus.send`.
    report.findings[0].boundary = Boundary::Database;
    let mut rules = RuleSet::built_in().names().to_vec();
    let found_by = report.findings.last().unwrap().rule;
    for rule in rules.iter_mut().filter(|rule| rule.id == found_by) {
        rule.since = report.rule_set;
    }
    let check = |report: &Report, baseline: &gate::Baseline| {
        gate::check(&Check {
            report,
            rules: &rules,
            baseline,
            stale: Stale::Fails,
            coverage: Coverage::Whole,
            exists: &|path| tree.exists(path),
            loosening: &[],
            permission: Permission::Withheld,
        })
    };
    let verdict = check(&report, &tree.baseline());
    assert_eq!(told(&report, &verdict), Vec::<String>::new());
    assert_eq!((verdict.newer_rules.len(), verdict.forgiven), (1, 4));

    let shrunk = gate::shrink(&tree.baseline(), &report, &|path| tree.exists(path));
    assert_eq!(told(&report, &check(&report, &shrunk)), Vec::<String>::new(), "shrinking accepts nothing by itself");
    let accepted = gate::accept(&shrunk, &report, "the upgrade".into(), &|path| tree.exists(path));
    assert_eq!(accepted.len(), 5);
    let verdict = check(&report, &accepted);
    assert_eq!((told(&report, &verdict), verdict.newer_rules.len()), (Vec::new(), 0));
}

/// Whatever stands in which shard, in two or in none: the report is that of one scan, and what nobody has read is read.
#[test]
fn shards_merge_exactly() {
    let tree = adopted();
    tree.tests("frontend/tests/integration/test_f.py", &[("test_f", &["web.api.get"]), ("test_g", &[])]);
    tree.tests("frontend/vendored/test_v.py", &[("test_v", &["web.api.get"])]);
    tree.tests("backend/tests/vendored/test_v.py", &[("test_v", &["web.api.get"])]);
    tree.tests("top_test.py", &[("test_h", &["web.api.get"])]);
    tree.write(
        "demock.toml",
        "[project]\nexclude = [\"**/vendored/**\"]\n\
         [[allow]]\nrule = \"patch\"\npaths = [\"**/test_f.py\", \"**/test_b.py\"]\nreason = \"because\"\n",
    );
    let whole = tree.scan();
    assert_eq!((whole.findings.len(), whole.tests.len(), whole.allowances[0].covered), (6, 5, 3));
    assert_eq!(&*whole.skipped[0].reason, "excluded by the configuration: 2 files, 2 of them test code");
    let missing = |parts: &[&[&str]], missed: &[&str]| {
        let shards: Vec<Shard> = parts.iter().map(|paths| tree.shard(paths)).collect();
        let merged = tree.scan_given(None, &shards).unwrap();
        assert_eq!(merged.report, whole);
        assert_eq!(merged.unshared.iter().map(|path| &**path).collect::<Vec<_>>(), missed, "{parts:?}");
    };
    missing(&[&["frontend", A], &[B, "backend/tests/vendored", "top_test.py"]], &[]);
    missing(&[&[B, "backend/tests"], &["top_test.py", "frontend", A]], &[]);
    missing(&[&["frontend"], &["backend"]], &["top_test.py"]);
    missing(&[&[], &[A]], &[]);
    missing(&[], &[]);
}

/// A file that is another than the shard has read, and rules that are others.
#[test]
fn shards_of_another_tree_decide_nothing() {
    let tree = adopted();
    let shards = [tree.shard(&[])];
    tree.tests(A, &[("test_new", &["web.api.get"])]);
    let merged = tree.scan_given(None, &shards).unwrap();
    assert_eq!(merged.report, tree.scan());
    assert_eq!(merged.unshared.iter().map(|path| &**path).collect::<Vec<_>>(), [A]);
    let own = tree.settings();
    let rule = "[[rule]]\nid = \"own/one\"\nlanguage = \"python\"\nkind = \"fake-service\"\nboundary = \"http\"\ncall = \"own.one\"\n";
    tree.write("demock.toml", rule);
    let refused = tree.scan_given(None, &shards).unwrap_err();
    assert_eq!(refused.code(), "merge/rules");
    // The other revision's rules are those of the shards.
    assert_eq!(tree.scan_given(Some(own.clone()), &shards).unwrap().report, tree.scan_by(Some(own), &[]));
    let later = [tree.shard(&[])];
    assert_eq!(tree.scan_given(None, &later).unwrap().report, tree.scan());
}

#[test]
fn modes() {
    let tree = adopted();
    tree.tests(C, &[("test_three", &["app.bus.send"])]);
    let mode = |mode: &str| {
        tree.write(
            "demock.toml",
            &format!("[[service]]\nname = \"backend\"\npaths = [\"backend\"]\nmode = \"{mode}\"\n"),
        );
        tree.failures(&tree.check())
    };
    assert_eq!(mode("observe"), Vec::<String>::new());
    assert_eq!(mode("new-only"), [format!("new: {C} app.bus.send")]);
    assert_eq!(
        mode("enforce"),
        [format!("new: {A} app.store.get, {A} app.store.put, {B} app.mail.send, {B} app.mail.fetch, {C} app.bus.send")]
    );
}

#[test]
fn a_check_that_proved_nothing_fails() {
    let tree = Tree::new();
    assert_eq!(tree.failures(&tree.check()), ["no tests"]);
    for at in 0..20 {
        tree.tests(&format!("backend/tests/unit/test_{at}.py"), &[("test_it", &[])]);
    }
    tree.write_baseline();
    assert_eq!(tree.failures(&tree.check()), Vec::<String>::new());
    for at in 0..10 {
        tree.remove(&format!("backend/tests/unit/test_{at}.py"));
    }
    assert_eq!(tree.failures(&tree.check()), Vec::<String>::new(), "half of them may go");
    tree.remove("backend/tests/unit/test_10.py");
    assert_eq!(tree.failures(&tree.check()), ["9 tests, at least 20 recorded"]);
}

#[test]
fn expired_and_refused_exceptions_fail() {
    let tree = adopted();
    tree.tests(C, &[("test_three", &["app.bus.send"])]);
    let allow = format!("[[allow]]\nrule = \"patch\"\npaths = [\"{C}\"]\nreason = \"because\"\n");
    tree.write("demock.toml", &format!("{allow}until = 2026-11-23\n"));
    assert_eq!(tree.failures(&tree.check()), Vec::<String>::new());
    tree.write("demock.toml", &format!("{allow}until = 2026-11-22\n"));
    assert_eq!(tree.failures(&tree.check()), [format!("new: {C} app.bus.send"), "expired: [0]".to_owned()]);
    let inline = |comment: &str| {
        let text = format!(
            "from unittest.mock import patch\n\n\ndef test_three():\n    with patch(\"app.bus.send\"):  # {comment}\n        assert run()\n"
        );
        tree.write(C, &text);
        tree.failures(&tree.check())
    };
    tree.write("demock.toml", "");
    assert_eq!(inline("demock: allow(patch) the broker has no test mode"), Vec::<String>::new());
    assert_eq!(inline("demock: allow(patch)"), [format!("new: {C} app.bus.send"), "refused: [0]".to_owned()]);
    tree.write("demock.toml", "[policy]\ninline_allow = false\n");
    let forbidden = inline("demock: allow(patch) the broker has no test mode");
    assert_eq!(forbidden, [format!("new: {C} app.bus.send"), "refused: [0]".to_owned()]);
}

#[test]
fn part_of_a_tree_says_nothing_about_the_rest() {
    let tree = adopted();
    let report = tree.scan_paths(&[A]);
    let verdict = gate::check(&Check {
        report: &report,
        rules: RuleSet::built_in().names(),
        baseline: &tree.baseline(),
        stale: Stale::Fails,
        coverage: Coverage::Part(&|path| path == A),
        exists: &|path| tree.exists(path),
        loosening: &[],
        permission: Permission::Withheld,
    });
    assert_eq!((told(&report, &verdict), verdict.forgiven), (Vec::new(), 2));
}

#[test]
fn saving_writes_only_what_differs_and_removes_what_is_gone() {
    let tree = adopted();
    let baseline = tree.baseline();
    assert_eq!(store::save(&tree.root, &baseline).unwrap(), Vec::<String>::new());
    let mut other = baseline.clone();
    let service = other.services.remove("backend").unwrap();
    other.services.insert("services/back end".into(), service);
    assert_eq!(store::save(&tree.root, &other).unwrap(), [FILE, "demock-baseline/services+back%20end.txt"]);
    assert_eq!(tree.baseline(), other);
    let left = std::fs::read_dir(tree.root.join("demock-baseline")).unwrap().count();
    assert_eq!(left, 2, "no temporary file stays");
}

#[test]
fn git_is_read_below_the_top_and_through_odd_names() {
    let tree = Tree::new();
    tree.write("beside.toml", "top");
    tree.write("sub/ä b\"c.txt", "one\ntwo");
    tree.write("sub/empty", "");
    tree.write("sub/old.py", "x = 1\ny = 2\nz = 3\n");
    tree.write("sub/gone.py", "1");
    tree.commit("base");
    tree.git(&["mv", "sub/old.py", "sub/new.py"]);
    tree.remove("sub/gone.py");
    tree.write("sub/empty", "no longer");
    tree.write("sub/added.py", "2");
    tree.git(&["add", "-A"]);

    let repository = Repository::of(&tree.root.join("sub")).unwrap();
    let head = repository.revision("HEAD").unwrap();
    assert_eq!(repository.files(&head).unwrap(), ["empty", "gone.py", "old.py", "ä b\"c.txt"]);
    let paths = ["ä b\"c.txt", "nowhere", "empty", "../beside.toml", "../../outside", "old.py"];
    let contents = repository.read_all(&head, &paths).unwrap();
    let expected = [Some("one\ntwo"), None, Some(""), Some("top"), None, Some("x = 1\ny = 2\nz = 3\n")];
    assert_eq!(contents, expected.map(|text| text.map(|text| text.as_bytes().to_vec())));
    let changed = repository.changed(&head).unwrap();
    let file = |path: &str, change| ChangedFile { path: path.to_owned(), change };
    assert_eq!(
        changed,
        [
            file("added.py", Change::Added),
            file("empty", Change::Modified),
            file("gone.py", Change::Deleted),
            file("new.py", Change::Renamed("old.py".to_owned())),
        ]
    );
}
